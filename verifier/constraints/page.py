"""The policy as one text: a policy and the questions to be asked go in, SMT-LIB 2 comes out."""

from __future__ import annotations

from collections.abc import Sequence

from verifier.constraints.conditions import Conditions
from verifier.constraints.logic import every, same
from verifier.constraints.norms import Norms
from verifier.constraints.questions import Asked
from verifier.constraints.vocabulary import Vocabulary, declare
from verifier.model import LawRegime, Policy

OPENING = (
    "unsat: there is no such case, of whatever size; sat: there is one; unknown: the solver does",
    "not tell, and nothing follows. A norm, an assumption or a sentence stands under its own name.",
    "Not part of this text: presumptions, the cases of the file, and earlier versions.",
)


def ready(policy: Policy) -> Vocabulary:
    """The text so far: declarations, all definitions, the assumptions. The policy must be one
    of which `unsupported` says nothing."""
    words = Vocabulary(policy)
    version = f", version {policy.version}" if policy.version else ""
    words.text.remark(f"{policy.title} ({policy.name}{version}) as constraints", *OPENING)
    words.text.say("(set-logic ALL)")
    declare(words)
    _define(words)
    _assume(words)
    return words


def written(policy: Policy, asked: Sequence[Asked]) -> str:
    """The whole text, with a block for each question, ready to run."""
    words = ready(policy)
    words.text.head("Verdicts, as far as a question speaks of them")
    bodies = [(one, one.body(words)) for one in asked]
    words.text.head("Questions: is there such a case?")
    for one, body in bodies:
        _ask(words, one, body)
    return "\n".join(words.text.lines) + "\n"


def _define(words: Vocabulary) -> None:
    conditions, norms = Conditions(words), Norms(words, LawRegime.ALONE)
    words.text.head("Definitions, and descriptions of the act")
    for definition in words.policy.definitions.values():
        conditions.defined_holds(definition.id, definition.parameters, {})
    for act in words.policy.acts:
        conditions.falls_under(act)
    words.text.head("Norms: when each applies, and when it is live")
    for norm in words.policy.norms.values():
        norms.applicable(norm)
        if norms.speaks(norm):
            norms.live(norm)


def _assume(words: Vocabulary) -> None:
    words.text.head("Assumptions: so it is in every case")
    conditions = Conditions(words)
    for one in words.policy.assumptions.values():
        quoted = [f'  "{anchor.words}"' for anchor in one.anchors]
        told = [f"assumption {one.name}: {one.title}", *quoted]
        body = conditions.holds(one.formula, {})
        key = ("assumption", one.name)
        written_ = words.text.define(key, f"{one.name} is assumed", (), body, told)
        words.text.say(f"(assert {written_.symbol})")


def _ask(words: Vocabulary, asked: Asked, body: str) -> None:
    text = words.text
    text.remark(asked.id, f"  sat:   {asked.such}", f"  unsat: {asked.none}")
    text.say("(push 1)")
    if asked.plain:
        text.say(f"(assert {plain_readings(words)})")
    text.say(f"(assert {body})")
    text.say("(check-sat)")
    text.say("(pop 1)")


def plain_readings(words: Vocabulary) -> str:
    """Every question is read plainly."""
    plain = words.policy.plain_readings.items()
    return every(same(words.reading_of(name), words.reading(name, one)) for name, one in plain)
