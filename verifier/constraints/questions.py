"""What is asked of all cases: a policy goes in; the questions come out, each with its term, and
with what the report says where there is such a case and where there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations

from verifier.constraints.logic import TRUE, either, every
from verifier.constraints.norms import Norms
from verifier.constraints.vocabulary import Vocabulary
from verifier.model import LawRegime, Modality, Norm, Policy, Verdict, opposed

CONFLICT = frozenset((Modality.OBLIGED, Modality.FORBIDDEN))


@dataclass(frozen=True)
class Asked:
    """A question by its name; `such` and `none`: what rests on there being such a case, and on
    there being none. `plain`: it is asked under the plain readings alone."""

    id: str
    such: str
    none: str
    body: Callable[[Vocabulary], str]
    plain: bool = False


def questions_of(policy: Policy) -> tuple[Asked, ...]:
    """The questions, in the order of the checks: background, antinomy, dilemma, gap, possible,
    promise."""
    return (
        Asked(
            "background",
            "The background has a case.",
            "Nothing can happen: the assumptions exclude every case.",
            lambda _: TRUE,
        ),
        *_antinomies(policy),
        *_dilemmas(policy),
        *_gaps(policy),
        *_possibilities(policy),
        *_promises(policy),
    )


def _own(policy: Policy) -> list[Norm]:
    return [norm for norm in policy.norms.values() if norm.modality and norm.layer == 0]


def _antinomies(policy: Policy) -> Iterator[Asked]:
    for first, second in combinations(_own(policy), 2):
        pair = frozenset((first.modality, second.modality))
        if not opposed(first.modality, second.modality) or pair == CONFLICT:
            continue

        def body(words: Vocabulary, first: Norm = first, second: Norm = second) -> str:
            norms = Norms(words)
            return every((norms.speaks_of_the_act(first), norms.speaks_of_the_act(second)))

        both = f"{first.id} and {second.id}"
        yield Asked(
            f"antinomy {first.id} {second.id}",
            f"{both} contradict each other on some act.",
            f"{both} are never live on one act.",
            body,
        )


def _dilemmas(policy: Policy) -> Iterator[Asked]:
    for duty in _own(policy):
        if duty.is_duty:
            yield Asked(
                f"dilemma {duty.id}",
                f"{duty.id} asks in some case for what is forbidden in every way in time.",
                f"In every case {duty.id} leaves a way to do in time what it asks for.",
                lambda words, duty=duty: Norms(words).no_way_left(duty),  # type: ignore[misc]
            )


def _gaps(policy: Policy) -> Iterator[Asked]:
    for one in policy.coverages.values():
        yield Asked(
            f"gap {one.name}",
            f"The policy says nothing on cases it is meant to cover: {one.title}.",
            f"The policy speaks on every case that it is meant to cover: {one.title}.",
            lambda words, one=one: every(  # type: ignore[misc]
                (Norms(words).in_scope(one.scope), Norms(words).verdict(Verdict.SILENT))
            ),
        )


def _possibilities(policy: Policy) -> Iterator[Asked]:
    for one in policy.possibilities.values():
        yield Asked(
            f"possible {one.name}",
            f"What must stay possible is: {one.title}.",
            f"What must stay possible is not: {one.title}.",
            lambda words, one=one: every(  # type: ignore[misc]
                (Norms(words).in_scope(one.scope), _one_of(words, one.column, one.verdicts))
            ),
            one.under == "plain",
        )


def _promises(policy: Policy) -> Iterator[Asked]:
    for one in policy.promises.values():
        yield Asked(
            f"promise {one.name}",
            f"A promise is broken: {one.title}.",
            f"The promise holds: {one.title}.",
            lambda words, one=one: every(  # type: ignore[misc]
                (
                    Norms(words).in_scope(one.scope),
                    _one_of(words, one.column, frozenset(Verdict) - one.verdicts),
                )
            ),
            one.under == "plain",
        )


def _one_of(words: Vocabulary, column: LawRegime, verdicts: frozenset[Verdict]) -> str:
    if verdicts == frozenset(Verdict):
        return TRUE
    return either(Norms(words, column).verdict(one) for one in Verdict if one in verdicts)
