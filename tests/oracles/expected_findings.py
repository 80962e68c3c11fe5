"""What a check must find by its definition, and what it does find.

`Expected` is what the definition of a check (`brute_force` in the folder of its name) says, worked
out over all cases with the interpreter alone; `Recorded` is what a check reported to a `Recorder`,
a context that writes down what findings are made of. `differences` compares the two.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any as Untyped

from tests.oracles.case_table import Choice, Holding, Row, Table
from verifier.checks.interaction import Edge
from verifier.checks.support.check_context import CheckContext, Existence
from verifier.checks.support.reasons import PromiseReasons
from verifier.encoding.questions import Query
from verifier.findings.finding import Finding, Outcome, Severity, Strength, Witness
from verifier.model import Formula, Policy, Readings
from verifier.solver.question_solver import QuestionSolver

Names = frozenset[str]
Sets = frozenset[frozenset[Choice]]
Rest = Callable[["Recorded"], bool]

NOTE, WARNING, ERROR = Severity.NOTE, Severity.WARNING, Severity.ERROR


@dataclass(frozen=True)
class Recorded:
    """A finding as it was made. reason: what it is about; reasons: smallest sets, in words."""

    check: str
    reason: tuple[str, ...]
    severity: Severity
    outcome: Outcome
    strength: Strength | None
    sets: Sets
    reasons: frozenset[frozenset[str]] = field(default=frozenset(), compare=False)
    detail: tuple[str, ...] = field(default=(), compare=False)
    headline: str = field(default="", compare=False)


@dataclass(frozen=True)
class Expected:
    """A finding that there must be. about: how its reason begins; `rest` says whether the whole
    is right where several are (None: `about` is the whole reason)."""

    check: str
    about: tuple[str, ...]
    severity: Severity
    strength: Strength | None = None
    sets: Sets = frozenset()
    outcome: Outcome = Outcome.FAILS
    rest: Rest | None = field(default=None, compare=False)

    def met_by(self, found: Recorded) -> bool:
        same = (self.check, self.severity, self.outcome, self.strength, self.sets) == (
            found.check, found.severity, found.outcome, found.strength, found.sets,
        )  # fmt: skip
        if self.rest is None:
            return same and found.reason == self.about
        return same and found.reason[: len(self.about)] == self.about and self.rest(found)


# --------------------------------------------------------------------------- the context


class Recorder(CheckContext):
    """A context that writes down every finding. Cases are found and replayed as ever, but not
    explained: this is about what is found."""

    def __init__(self, policy: Policy) -> None:
        super().__init__(policy, QuestionSolver(policy), {})
        self.recorded: list[Recorded] = []
        self.grounds: dict[str, PromiseReasons] = {}
        self.edges: tuple[Edge, ...] = ()
        self.rescues: dict[str, tuple[Formula, ...]] = {}

    def witness(
        self, query: Query, readings: Readings | None, *_: Untyped, **__: Untyped
    ) -> Witness | None:
        found = self.found(query, readings)
        if found is None:
            return None
        return Witness(found.case, found.readings[""], "", (), (), {}, ())

    def finding(
        self,
        check: str,
        severity: Severity,
        headline: str,
        reason: Sequence[str],
        *,
        standing: Existence | None = None,
        outcome: Outcome = Outcome.FAILS,
        **parts: Untyped,
    ) -> Finding:
        made = super().finding(
            check, severity, headline, reason, standing=standing, outcome=outcome, **parts
        )
        self.recorded.append(
            Recorded(
                check,
                tuple(reason),
                made.severity,
                outcome,
                standing.strength if standing else None,
                frozenset(map(frozenset, standing.sets)) if standing else frozenset(),
                frozenset(map(frozenset, made.reasons)),
                tuple(made.detail),
                headline,
            )
        )
        return made


def differences(expected: Iterable[Expected], recorded: Iterable[Recorded]) -> list[str]:
    """What was expected and not found, and what was found and not expected."""
    left, missing = list(recorded), []
    for one in expected:
        found = next((record for record in left if one.met_by(record)), None)
        if found is None:
            missing.append(f"missing: {one}")
        else:
            left.remove(found)
    return missing + [f"surplus: {record}" for record in left]


# --------------------------------------------------------------------------- how a finding stands


@dataclass(frozen=True)
class Stands:
    """How strongly something is so, and under which smallest sets of readings not plain."""

    strength: Strength
    sets: Sets = frozenset()


def standing(table: Table, holding: Holding) -> Stands | None:
    """Under every reading (one case has it under each), under the plain ones, only under others, or
    nowhere (None)."""
    if any(holding(row) for row in table.plainly):
        robust = table.everywhere(holding)
        return Stands(Strength.ROBUST if robust else Strength.PLAIN)
    sets = table.deviations(row for row in table.rows if holding(row))
    return Stands(Strength.CONTESTABLE, sets) if sets else None


def lowered(table: Table, severity: Severity, stands: Stands) -> Severity:
    """One step milder for what is so only under readings that nobody adopted."""
    questions = table.policy.questions.values()
    adopted = {(q.name, q.adopted.reading) for q in questions if q.adopted is not None}
    contested = stands.strength is Strength.CONTESTABLE
    return (
        severity.lowered() if contested and not any(s <= adopted for s in stands.sets) else severity
    )


def nowhere(rows: Iterable[Row], holding: Holding) -> bool:
    return not any(holding(row) for row in rows)


def ending(table: Table, holding: Holding, meant: Holding) -> Strength | bool:
    """Where nothing is so: True under every reading, PLAIN under the plain ones, False where
    something is so there, or nothing that is meant can be."""
    if not nowhere(table.plainly, holding):
        return False
    if nowhere(table.rows, holding):
        return not nowhere(table.rows, meant)
    return False if nowhere(table.plainly, meant) else Strength.PLAIN


def all_smallest(
    items: Sequence[str], enough: Callable[[frozenset[str]], bool]
) -> frozenset[frozenset[str]]:
    """Every smallest set among a few items that is enough; more never spoil it."""
    found: list[frozenset[str]] = []
    by_size = sorted(range(2 ** len(items)), key=lambda bits: (bits.bit_count(), bits))
    for bits in by_size:
        chosen = frozenset(item for place, item in enumerate(items) if bits >> place & 1)
        if not any(known <= chosen for known in found) and enough(chosen):
            found.append(chosen)
    return frozenset(found)


def in_reason(sets: Iterable[frozenset[str]]) -> tuple[str, ...]:
    """How a reason tells smallest sets: the members of the only one, or each of several as one."""
    known = [sorted(one) for one in sets]
    return tuple(known[0] if len(known) == 1 else sorted("|".join(one) for one in known))
