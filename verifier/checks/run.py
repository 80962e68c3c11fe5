"""The order of the stages: a loaded policy and options go in, a run with all its findings comes
out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

from verifier.checks.order import CHECKS, Check, work_of
from verifier.checks.support.check_context import CheckContext, CheckTally
from verifier.checks.support.workers import Lost, begun
from verifier.diagnostics import MEMORY_RAN_OUT, fault_of, memory_ran_out
from verifier.elaborate import LoadedPolicy
from verifier.findings import Assurance, AssuranceKind, CaseResult, CheckRun, Finding, Outcome, Run
from verifier.model import Policy, Readings
from verifier.solver import Budget, QuestionSolver

Progress = Callable[[str, int, int], None]
"""Called before each check with its name, how many are done, how many there are."""

Done = dict[str, tuple[CheckRun, tuple[CaseResult, ...]]]
"""The checks that were run, with the cases computed by the check that computes them."""


@dataclass(frozen=True)
class CheckOptions:
    """What to run: `select` nothing means every check; readings `all`, `plain`, or chosen by name;
    budget: steps of the solver for one question."""

    select: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()
    readings: Literal["plain", "all"] | Mapping[str, str] = "all"
    budget: int = Budget().resources


def check(
    loaded: LoadedPolicy, options: CheckOptions | None = None, progress: Progress | None = None
) -> Run:
    """Runs the checks on a policy that loaded without errors.

    Raises ValueError where the policy did not load; Disagreement (a fault of the tool) where the
    interpreter does not confirm a case that the solver found.
    """
    if loaded.policy is None:
        raise ValueError("only a policy without errors can be checked")
    return examine(loaded.policy, options or CheckOptions(), progress)


def examine(policy: Policy, options: CheckOptions, progress: Progress | None = None) -> Run:
    """Runs the checks on a checked policy.

    The checks are divided in two shares, the same on every machine; where the system can fork, each
    runs in a process of its own. A check in which a process is lost stays undecided, and those
    after it run in another.
    """
    done: Done = {}
    left = [share for share in shares(policy, options) if share]
    known: dict[str, CheckRun] = {}
    while left:
        left = _heard(policy, options, left, known, done, progress)
    runs = tuple(
        done[one.name][0] if one.name in done else _not_run(one, "not selected") for one in CHECKS
    )
    cases = next((found for _, found in done.values() if found), ())
    if progress is not None:
        progress("", len(CHECKS), len(CHECKS))
    return Run(policy.name, runs, tuple(policy.assumptions), cases, options.budget)


def _heard(
    policy: Policy,
    options: CheckOptions,
    names: Sequence[frozenset[str]],
    known: dict[str, CheckRun],
    done: Done,
    progress: Progress | None,
) -> list[frozenset[str]]:
    """Runs some shares; gives those of them that are left because their process was lost. `known`:
    how checks ended in which a process was lost."""
    at: dict[int, str] = {}
    left: list[frozenset[str]] = []
    works = [partial(_share, policy, options, share, dict(known)) for share in names]
    with begun(works) as heard:
        for number, said in heard:
            match said:
                case _Begun(check):
                    at[number] = check
                    if progress is not None:
                        progress(check, len(done), len(CHECKS))
                case _Ran(run, cases):
                    done[run.check] = run, cases
                case Lost(why):
                    # Where no check was begun, none of them can be.
                    ended = {at[number]} if number in at else names[number]
                    known.update((name, _undecided(name, why)) for name in ended)
                    done.update((name, (known[name], ())) for name in ended & names[number])
                    left.append(names[number] - done.keys())
    return [share for share in left if share]


def shares(policy: Policy, options: CheckOptions) -> tuple[frozenset[str], frozenset[str]]:
    """The names of the checks to run, divided so that both shares take about the same."""
    halves: tuple[set[str], set[str]] = (set(), set())
    work = [0.0, 0.0]
    for group in groups(policy, lambda one: chosen(one.name, options)):
        lighter = 0 if work[0] <= work[1] else 1
        halves[lighter].update(one.name for one in group)
        work[lighter] += sum(work_of(one, policy) for one in group)
    return frozenset(halves[0]), frozenset(halves[1])


def groups(policy: Policy, wanted: Callable[[Check], bool]) -> list[tuple[Check, ...]]:
    """The checks that are wanted, those together that share what they compute; what takes longest
    first."""
    together: dict[str, list[Check]] = {}
    for one in CHECKS:
        if wanted(one):
            together.setdefault(one.together or one.name, []).append(one)
    return sorted(
        map(tuple, together.values()),
        key=lambda group: -sum(work_of(one, policy) for one in group),
    )


@dataclass(frozen=True)
class _Begun:
    """Said before a check is run."""

    check: str


@dataclass(frozen=True)
class _Ran:
    """How a check ended, with the cases computed by the check that computes them."""

    run: CheckRun
    cases: tuple[CaseResult, ...]


def _share(
    policy: Policy, options: CheckOptions, names: frozenset[str], known: Mapping[str, CheckRun]
) -> Iterator[_Begun | _Ran]:
    """Runs some of the checks."""
    solver = QuestionSolver(policy, Budget(resources=options.budget))
    context = CheckContext(policy, solver, fixed_readings(policy, options.readings))
    examination = Examination(context, known)
    wanted = [one for one in CHECKS if one.name in names]
    if not all(one.of_text for one in wanted):
        yield from map(_Begun, examination.find_causes())
    for one in wanted:
        yield _Begun(one.name)
        run = examination.run(one)
        with_cases = one.name == "failed-case" and not examination.blocked and run.fault is None
        versions = context.versions if with_cases else ()
        yield _Ran(run, tuple(result for one in versions for result in one.case_results()))


class Examination:
    """The checks in one context, each as if all before it had run: checks that are the cause of
    others run first, for what they suppress. A mistake of the tool in one check costs its findings
    alone. `known`: how checks ended that are not to be run."""

    def __init__(self, context: CheckContext, known: Mapping[str, CheckRun] | None = None) -> None:
        self.context = context
        self.known = known or {}
        self.blocked = ""
        self._causal: dict[str, CheckRun] = {}
        self._causes: dict[str, frozenset[str]] = {}

    def run(self, one: Check) -> CheckRun:
        """What a check finds."""
        if one.of_text:
            return self._run(one)
        for _ in () if self._causes else self.find_causes():
            pass
        if one.name in self._causal:
            return self._causal[one.name]
        if self.blocked:
            return _not_run(one, self.blocked)
        self.context.causes = set(self._causes[one.name])
        return self._run(one)

    def find_causes(self) -> Iterator[str]:
        """Notes for each check which clauses those before it found dead or swallowed; gives the
        name of each of these before it is run."""
        for one in CHECKS:
            self._causes[one.name] = frozenset(self.context.causes)
            if one.causal:
                yield one.name
                found = _not_run(one, self.blocked) if self.blocked else self._run(one)
                if one.name == "impossible-background" and found.findings:
                    self.blocked = "the assumptions cannot all be true"
                self._causal[one.name] = found

    def _run(self, one: Check) -> CheckRun:
        return self.known.get(one.name) or _run(one, self.context)


def chosen(name: str, options: CheckOptions) -> bool:
    """Whether a check is to run."""
    return name not in options.ignore and (not options.select or name in options.select)


def fixed_readings(
    policy: Policy, readings: Literal["plain", "all"] | Mapping[str, str]
) -> Readings:
    """The readings under which alone anything is asked."""
    if readings == "plain":
        return policy.plain_readings
    return {} if readings == "all" else dict(readings)


def _not_run(one: Check, reason: str) -> CheckRun:
    return CheckRun(one.name, Outcome.NOT_RUN, words=reason)


def _undecided(name: str, why: str) -> CheckRun:
    assurance = Assurance(AssuranceKind.UNDECIDED, why)
    return CheckRun(name, Outcome.UNKNOWN, words=why, assurance=assurance)


def _run(one: Check, context: CheckContext) -> CheckRun:
    try:
        findings, tally = context.examined(lambda: one.run(context), one.of_text)
    except Exception as error:
        context.begin_anew()
        return _broken_off(one, error)
    return CheckRun(
        one.name,
        _outcome(findings, tally),
        findings,
        tally.asked,
        _words(tally),
        _assurance(tally),
        tally.steps,
        tuple(tally.held),
        complete=not tally.cut,
    )


def _broken_off(one: Check, error: Exception) -> CheckRun:
    """How a check ended that raised an error: not enough memory leaves it undecided, anything else
    is a mistake of the tool."""
    if memory_ran_out(error):
        return _undecided(one.name, MEMORY_RAN_OUT)
    fault = fault_of(f"the check {one.name}", error)
    words = f"the tool made a mistake of its own ({fault.what})"
    return CheckRun(one.name, Outcome.FAILED, words=words, fault=fault)


def _outcome(findings: tuple[Finding, ...], tally: CheckTally) -> Outcome:
    outcomes = {finding.outcome for finding in findings}
    if Outcome.FAILS in outcomes:
        return Outcome.FAILS
    if tally.unknown:
        return Outcome.UNKNOWN
    return Outcome.VACUOUS if Outcome.VACUOUS in outcomes else Outcome.HOLDS


def _words(tally: CheckTally) -> str:
    if tally.unknown:
        return f"{len(tally.unknown)} questions stayed open: {tally.unknown[0]}"
    return " ".join(filter(None, [tally.cut, *tally.held, *tally.bounded[:1]]))


def _assurance(tally: CheckTally) -> Assurance:
    if tally.unknown:
        return Assurance(AssuranceKind.UNDECIDED, _words(tally))
    if tally.bounded:
        return Assurance(AssuranceKind.BOUNDED, tally.bounded[0])
    if not tally.asked:
        return Assurance(AssuranceKind.COMPUTED, "read off the text; no search was needed")
    return Assurance(AssuranceKind.PROVED, "for any number of things of each kind")
