"""Two cases that differ in some words alone: what discretion and controlled-condition share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from verifier.checks.support.check_context import CheckContext
from verifier.encoding import (
    Angle,
    Ask,
    Live,
    Position,
    Query,
    SecondCopy,
    Seen,
    as_seen_by,
    both,
    either,
    no,
    verdict_is,
)
from verifier.explanation import Disagreement, effect, explain, nearest
from verifier.findings import SingleChange, Witness
from verifier.model import (
    Attribute,
    Case,
    Fact,
    FactKey,
    LawRegime,
    Norm,
    Policy,
    Readings,
    ValueKey,
)
from verifier.semantics import admissible, evaluate
from verifier.words import quoted, renamed, with_article

WITH_ANOTHER = ", but only where a question is not read plainly"

Whose = Literal["judged", "controlled"]

Wanted = Callable[[Case, Case, Readings], bool]
"""Whether two cases, under some readings, differ as the check wants them to."""


@dataclass(frozen=True)
class CasePair:
    """Two cases that differ in the second look's words alone, their things named."""

    first: Case
    second: Case
    readings: Readings
    witness: Witness


def words_of(policy: Policy, whose: Whose) -> Mapping[str, str]:
    """The facts and attributes that somebody judges (or controls), and the party who does."""
    declared: list[tuple[str, Fact | Attribute]] = [*policy.facts.items()]
    declared += policy.attributes.items()
    named = [
        (word, found.judged_by if whose == "judged" else found.controlled_by)
        for word, found in declared
    ]
    return {word: party for word, party in named if party is not None}


def word_said(policy: Policy, word: str) -> str:
    """A fact as it is declared, or an attribute by its name, in quotation marks."""
    if word in policy.facts:
        return quoted(word)
    attribute = policy.attributes[word]
    return quoted(f"the {attribute.name} of {with_article(attribute.kind)}")


def taken(
    context: CheckContext, act: str, position: Position, touched: Iterable[str], second: SecondCopy
) -> Ask:
    """Some norm gives the act the position, as the second look sees it. Norms that its words do not
    touch are the same for both looks, and are looked at once."""
    unfolding = context.solver.encodings.unfoldings(act)[""]
    touched = frozenset(touched)
    return either(
        Seen(Angle(edition=second.name if norm.id in touched else ""), Live(norm.id))
        for norm in unfolding.taking(position, Angle())
    )


def changes(context: CheckContext, act: str, touched: Iterable[Norm], second: SecondCopy) -> Ask:
    """Some position that the act has at first sight it has not at the second."""
    names = frozenset(norm.id for norm in touched)
    positions = dict.fromkeys(position_of(norm) for norm in touched)
    return either(
        both(
            [
                taken(context, act, position, (), second),
                no(taken(context, act, position, names, second)),
            ]
        )
        for position in positions
    )


def position_of(norm: Norm) -> Position:
    """The position that a norm with a modality gives an act."""
    assert norm.modality is not None
    if norm.is_choice:
        return "C"
    letters: dict[str, Position] = {"O": "O", "F": "F", "P": "P", "E": "E"}
    return letters[norm.modality.value]


def found_pair(
    context: CheckContext,
    inner: CheckContext,
    second: SecondCopy,
    query: Query,
    readings: Readings,
    wanted: Wanted,
) -> CasePair | None:
    """The two cases of a question about both looks: as near each other as they can be, replayed by
    the interpreter and explained. None where the solver gave up, or nothing is to be shown."""
    found = None if context.brief else inner.found(query, readings)
    if found is None:
        return None
    chosen = found.readings[""]
    policy = context.policy
    first = as_seen_by(policy, found.case)
    other = as_seen_by(policy, found.case, second)
    if not _both_can_be(policy, first, other, chosen) or not wanted(first, other, chosen):
        raise Disagreement(f"the two cases found do not replay: {query!r}")
    other = nearest(policy, chosen, first, other, lambda case: wanted(first, case, chosen))
    verdict = evaluate(policy, first, chosen).verdict
    own = replace(found, case=first, readings={"": chosen})
    query = Query(query.act, verdict_is(verdict))
    witness = explain(context.solver, context.speaker, query, own, changes=False, other=other)
    other = renamed(other, context.speaker.names_for(first.things))
    change = SingleChange(
        context.speaker.series(list(said(context, witness.case, other))),
        effect(context.solver, context.speaker, LawRegime.ALONE, other, chosen),
    )
    return CasePair(witness.case, other, chosen, replace(witness, changes=(change,)))


def _both_can_be(policy: Policy, first: Case, second: Case, readings: Readings) -> bool:
    return not admissible(policy, first, readings) and not admissible(policy, second, readings)


def said(context: CheckContext, first: Case, second: Case) -> Iterable[str]:
    """What the second case changes, in sentences."""
    for fact in sorted(first.facts ^ second.facts):
        if fact in second.days:
            yield context.speaker.event_day(fact, second.days[fact])
        elif fact in second.facts:
            yield context.speaker.fact(fact)
        else:
            yield context.speaker.negated_fact(fact)
    for key in changed_days(first, second):
        yield context.speaker.event_day(key, second.days[key])
    for value in changed_values(first, second):
        yield context.speaker.value(value, second.values[value])


def changed_days(first: Case, second: Case) -> list[FactKey]:
    return sorted(k for k in first.days if second.days.get(k) not in (None, first.days[k]))


def changed_values(first: Case, second: Case) -> list[ValueKey]:
    return sorted(k for k in first.values if first.values[k] != second.values[k])
