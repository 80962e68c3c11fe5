"""Whether the readings of a question part at all: what the checks of readings ask in common, asked
once for each context."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from weakref import WeakKeyDictionary

from verifier.checks.support.check_context import CheckContext
from verifier.encoding import Angle, Query
from verifier.encoding import parted as told_apart
from verifier.model import LawRegime, Question

OTHER = "read otherwise"


class Matters(StrEnum):
    """When it matters how a question is answered."""

    ALONE = "with every other question read plainly"
    WITH_OTHERS = "only where another question is not read plainly"
    NEVER = "never"
    OPEN = "undecided"


@dataclass(frozen=True)
class Parting:
    """When it matters, and the questions to the solver about it."""

    matters: Matters
    queries: tuple[Query, ...]


_KNOWN: WeakKeyDictionary[CheckContext, dict[str, Parting]] = WeakKeyDictionary()


def parted(context: CheckContext, question: Question) -> Parting:
    """When it matters how the question is answered."""
    known = _KNOWN.setdefault(context, {})
    if question.name not in known:
        queries = parting(context, question)
        known[question.name] = Parting(_matters(context, question, queries), queries)
    return known[question.name]


def _matters(context: CheckContext, question: Question, queries: tuple[Query, ...]) -> Matters:
    if question.name in context.matters:
        return Matters.ALONE if context.matters[question.name] else Matters.WITH_OTHERS
    others = {name: reading for name, reading in context.plain.items() if name != question.name}
    if context.anywhere(queries, others) is not None:
        return Matters.ALONE
    answers = [context.ask(query) for query in queries]
    if True in answers:
        return Matters.WITH_OTHERS
    return Matters.OPEN if None in answers else Matters.NEVER


def asked_about(context: CheckContext) -> tuple[Question, ...]:
    """The questions that may change a verdict and that the command line leaves open."""
    return tuple(
        question
        for question in context.policy.questions.values()
        if not question.affects_no_verdict and question.name not in context.fixed
    )


def parting(context: CheckContext, question: Question) -> tuple[Query, ...]:
    """Whether two readings of the question give one case two verdicts: for each act that the
    question can touch, in the policy alone, then, where there are laws, beside them and in the
    end."""
    columns = tuple(LawRegime) if context.policy.laws else (LawRegime.ALONE,)
    return tuple(query for column in columns for query in _parting_in(context, question, column))


def _parting_in(context: CheckContext, question: Question, column: LawRegime) -> tuple[Query, ...]:
    apart = frozenset({question.name})
    here = Angle(column=column)
    there = Angle(column=column, apart=apart, tag=OTHER)
    return context.over_acts(_touched(context, question), told_apart(here, there), here)


def _touched(context: CheckContext, question: Question) -> Sequence[str]:
    return [
        act
        for act in context.policy.acts
        if any(
            question.name in unfolding.dependencies.of_norms[norm.id]
            for unfolding in context.solver.encodings.unfoldings(act).values()
            for norm in unfolding.norms_about_the_act
        )
    ]
