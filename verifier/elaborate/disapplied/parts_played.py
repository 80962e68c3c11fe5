"""Which part a thing plays in a clause: who acts, what the act is about, or what a condition says.

A disapplication of several clauses can speak of “the person” of all of them only where that person
plays one part in them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from verifier.elaborate.drafts import Draft
from verifier.elaborate.sentences.conditions import Context
from verifier.elaborate.sentences.formulas import parts_of
from verifier.elaborate.sentences.scopes import Introduced
from verifier.model import ActIs, Defined, Holds, Hole, Norm, SentenceParts, ValueIs, Variable
from verifier.source import Span

_AWAY = frozenset(
    frozenset(pair) for pair in (("to", "from"), ("for", "against"), ("by", "to"), ("by", "from"))
)


@dataclass(frozen=True)
class Part:
    """What a thing is in a clause. `places`: the holes of declared sentences in which it stands;
    `before`: the word before its hole in the act."""

    words: str
    role: str
    places: frozenset[tuple[str, int]]
    before: str = ""


def check_one_part(
    thing: Introduced,
    targets: Sequence[str],
    drafts: Mapping[str, Draft],
    context: Context,
    place: Span,
) -> None:
    """An error where a shared thing plays one part in one clause and another in another."""
    is_party = context.vocabulary.is_party(thing.variable.kind)
    played: dict[str, Part] = {}
    for id_ in targets:
        draft = drafts[id_]
        own = next(
            (
                entry.variable
                for entry in draft.shareable()
                if (entry.label, entry.other) == (thing.label, thing.other)
            ),
            None,
        )
        if own is not None:
            played[id_] = part_of(own, draft.norm, context)
    first = next(iter(played), "")
    for id_, part in played.items():
        if _differ(played[first], part, is_party):
            context.complaints.error(
                "unclear-reference",
                f"“{thing.spoken}” plays different parts: in clause {first} "
                f"{played[first].words}, in clause {id_} {part.words}",
                place,
                "disapply each of them by a clause of its own, so that it is clear who is meant",
            )
            return


def part_of(variable: Variable, norm: Norm, context: Context) -> Part:
    """The part that a thing plays in a norm: acting comes before being acted upon, and that before
    standing in a condition."""
    if norm.bearer == variable:
        return Part(f"the {variable.kind} acts", "bearer", frozenset())
    if norm.act is not None and variable in norm.act.terms:
        act = context.vocabulary.acts[norm.act.act]
        index = norm.act.terms.index(variable)
        words = f"the act is about the {variable.kind} (“{act.id}”)"
        return Part(words, "act", frozenset({(act.id, index)}), _word_before(act.phrase, index))
    places = {
        (name, index)
        for condition in norm.conditions
        for formula in parts_of(condition.formula)
        for name, terms in _atom(formula)
        for index, term in enumerate(terms)
        if term == variable
    }
    said = min((name for name, _ in places), default="")
    words = f"a condition speaks of the {variable.kind} (“{said}”)"
    return Part(words, "condition", frozenset(places))


def _atom(formula: object) -> Sequence[tuple[str, tuple[object, ...]]]:
    match formula:
        case Holds(name, terms) | Defined(name, terms) | ActIs(name, terms):
            return ((name, terms),)
        case ValueIs(name, term):
            return ((name, (term,)),)
        case _:
            return ()


def _word_before(phrase: SentenceParts, index: int) -> str:
    """The last word before the hole of this number: `to` in `lend an item to a person`."""
    holes = [place for place, part in enumerate(phrase) if isinstance(part, Hole)]
    before = phrase[holes[index] - 1] if holes[index] else ""
    return before.split()[-1] if isinstance(before, str) and before.split() else ""


def _differ(first: Part, second: Part, is_party: bool) -> bool:
    """Whether two parts are not one. Of a thing that cannot act, only that it stands in another
    place of one sentence; of somebody who can, also who acts, is acted upon, or is spoken of."""
    names = {name for name, _ in first.places} & {name for name, _ in second.places}
    if names and first.places.isdisjoint(second.places):
        return True
    if not is_party:
        return False
    if first.role != second.role:
        return True
    if first.role == "act" and not names:
        return frozenset((first.before, second.before)) in _AWAY
    return first.role == "condition" and not names
