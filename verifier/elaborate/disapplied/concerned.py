"""Disapplications to a thing: `this policy does not apply to a person who is a minor`.

What such a clause names is defeated as far as it speaks of that person: for every thing of the kind
that acts, that the act is about, or that a condition introduces.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from verifier.elaborate.drafts import Draft
from verifier.elaborate.sentences.complaints import Refusal, indefinite, refusal
from verifier.elaborate.sentences.condition_lines import introduce, read_line
from verifier.elaborate.sentences.conditions import Context
from verifier.elaborate.sentences.fillers import filler_reader
from verifier.elaborate.sentences.matching import Filler
from verifier.elaborate.sentences.scopes import Scope
from verifier.elaborate.sentences.tokens import Phrase
from verifier.language import Disapplication, Words
from verifier.model import Attack, Condition, Norm, Variable

_RELATIVE = ("who", "which", "that", "whose")


def speaks_of_thing(phrase: Words, scope: Scope) -> bool:
    """Whether a thing follows “does not apply to”, and not an act."""
    words = Phrase.of(phrase)
    filler = filler_reader(scope)(words.tokens, 0)
    if filler is None:
        return False
    rest = words.tokens[filler.end :]
    return not rest or rest[0] in _RELATIVE


def read_concerned(
    phrase: Words, scope: Scope, context: Context
) -> tuple[Variable | None, tuple[Condition, ...]]:
    """The thing that follows “does not apply to”, with what a relative clause says of it; None
    after a mistake, which is reported."""
    words = Phrase.of(phrase)
    filler = filler_reader(scope)(words.tokens, 0)
    with context.complaints.guard():
        if filler is None or filler.form != "a":
            raise _not_each(filler, words)
        variable, _ = introduce(filler, words, scope)
        return variable, _restrictions(filler, words, scope, context)
    return None, ()


def _not_each(filler: Filler | None, words: Phrase) -> Refusal:
    spoken = words.text(0, filler.end if filler else None)
    hint = "name the clauses that bind or protect it: “clauses X, Y do not apply”"
    if filler is not None and filler.form != "name":
        hint = f"write “{indefinite(filler.word)}”"
    return refusal(
        "misplaced-words",
        f"a disapplication is for each thing of a kind, not for “{spoken}”",
        words.place(0, filler.end if filler else None),
        hint,
    )


def _restrictions(
    filler: Filler, words: Phrase, scope: Scope, context: Context
) -> tuple[Condition, ...]:
    """`who is a minor` as the condition “the person is a minor”."""
    rest = words.tokens[filler.end :]
    if not rest:
        return ()
    thing = f"the {filler.label or filler.word}"
    said = f"{thing} {words.text(filler.end + 1)}"
    if rest[0] == "whose" and "is" in rest:
        at = filler.end + rest.index("is")
        said = f"the {words.text(filler.end + 1, at)} of {thing} {words.text(at)}"
    line = Words(said, words.place(filler.end))
    return (Condition(read_line(line, scope, context.complaints), said, line.span),)


# --------------------------------------------------------------------------- what it defeats


def parts_of_kind(variable: Variable, draft: Draft) -> list[Variable]:
    """The things in a clause that can be the concerned one."""
    vocabulary = draft.scope.vocabulary
    seen = (entry.variable for entry in draft.shareable())
    return [
        other
        for other in dict.fromkeys(seen)
        if vocabulary.fits(other.kind, variable.kind) or vocabulary.fits(variable.kind, other.kind)
    ]


def share_with_concerned(
    norm: Norm,
    targets: tuple[str, ...],
    drafts: Mapping[str, Draft],
    body: Disapplication,
    context: Context,
) -> None:
    """Make the things that are concerned parameters where they stand; a clause that is named, or a
    policy, that speaks of none is an error."""
    variable = norm.concerns
    if variable is None:
        return
    concerned = {id_: parts_of_kind(variable, drafts[id_]) for id_ in targets}
    for id_, parts in concerned.items():
        drafts[id_].share(parts)
    idle = [id_ for id_, parts in concerned.items() if not parts]
    if idle and (body.clauses or len(idle) == len(targets)):
        where = f"clause {idle[0]}" if body.clauses else "no clause of this policy"
        verb = "does not speak" if body.clauses else "speaks"
        context.complaints.error(
            "unknown-reference",
            f"{where} {verb} of {indefinite(variable.kind)}, so it cannot apply to one",
            body.span,
            f"name only clauses that speak of {indefinite(variable.kind)}",
        )


def attacks_on_concerned(
    attacker: Norm, variable: Variable, draft: Draft, target: str
) -> Iterator[Attack]:
    """The clause is defeated whichever of its things is the concerned one."""
    for part in parts_of_kind(variable, draft):
        yield Attack(attacker.id, target, ((variable, part),), "disapplication", span=attacker.span)
