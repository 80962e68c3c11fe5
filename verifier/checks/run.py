"""The order of the stages: a loaded policy and options go in, a run with all its findings comes
out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import cpu_count, get_all_start_methods, get_context
from multiprocessing.connection import Connection
from typing import Literal, TypeVar, cast

from verifier.checks.order import CHECKS, Check, work_of
from verifier.checks.support.check_context import CheckContext, CheckTally
from verifier.elaborate import LoadedPolicy
from verifier.findings import Assurance, AssuranceKind, CaseResult, CheckRun, Finding, Outcome, Run
from verifier.model import Policy, Readings
from verifier.solver import Budget, QuestionSolver

Result = TypeVar("Result")

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

    The checks are divided in two shares, the same on every machine; where the system can fork and
    has two processors, the second share runs in a process of its own.
    """
    first, second = shares(policy, options)
    with beside(lambda: _share(policy, options, second)) as second_share:
        done = _share(policy, options, first, progress)
        done.update(second_share())
    runs = tuple(
        done[one.name][0] if one.name in done else _not_run(one, "not selected") for one in CHECKS
    )
    cases = next((found for _, found in done.values() if found), ())
    if progress is not None:
        progress("", len(CHECKS), len(CHECKS))
    return Run(policy.name, runs, tuple(policy.assumptions), cases, options.budget)


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


@contextmanager
def beside(work: Callable[[], Result]) -> Iterator[Callable[[], Result]]:
    """Does the work in a process of its own, forked from this one as it is now; gives a function
    that waits for the result; where there can be no such process, a function that does the work."""
    if "fork" not in get_all_start_methods() or (cpu_count() or 1) < 2:
        yield work
        return
    context = get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_sent, args=(work, sender), daemon=True)
    process.start()
    sender.close()
    try:
        yield lambda: cast(Result, _received(receiver))
    finally:
        process.terminate()
        process.join()


def _sent(work: Callable[[], Result], sender: Connection) -> None:
    try:
        sender.send(work())
    except BaseException as fault:
        sender.send(fault)


def _received(receiver: Connection) -> object:
    result: object = receiver.recv()
    if isinstance(result, BaseException):
        raise result
    return result


def _share(
    policy: Policy,
    options: CheckOptions,
    names: frozenset[str],
    progress: Progress | None = None,
) -> Done:
    """Runs some of the checks."""
    solver = QuestionSolver(policy, Budget(resources=options.budget))
    context = CheckContext(policy, solver, fixed_readings(policy, options.readings))
    examination = Examination(context)
    done: Done = {}
    for number, one in enumerate(CHECKS):
        if one.name in names:
            if progress is not None:
                progress(one.name, number, len(CHECKS))
            run = examination.run(one)
            with_cases = one.name == "failed-case" and not examination.blocked
            versions = context.versions if with_cases else ()
            cases = tuple(result for version in versions for result in version.case_results())
            done[one.name] = (run, cases)
    return done


class Examination:
    """The checks in one context, each as if all before it had run: checks that are the cause of
    others run first, for what they suppress."""

    def __init__(self, context: CheckContext) -> None:
        self.context = context
        self.blocked = ""
        self._causal: dict[str, CheckRun] = {}
        self._causes: dict[str, frozenset[str]] = {}

    def run(self, one: Check) -> CheckRun:
        """What a check finds."""
        if one.of_text:
            return _run(one, self.context)
        if not self._causes:
            self._find_causes()
        if one.name in self._causal:
            return self._causal[one.name]
        if self.blocked:
            return _not_run(one, self.blocked)
        self.context.causes = set(self._causes[one.name])
        return _run(one, self.context)

    def _find_causes(self) -> None:
        """Notes for each check which clauses those before it found dead or swallowed."""
        for one in CHECKS:
            self._causes[one.name] = frozenset(self.context.causes)
            if one.causal:
                found = _not_run(one, self.blocked) if self.blocked else _run(one, self.context)
                if one.name == "impossible-background" and found.findings:
                    self.blocked = "the assumptions cannot all be true"
                self._causal[one.name] = found


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


def _run(one: Check, context: CheckContext) -> CheckRun:
    findings, tally = context.examined(lambda: one.run(context))
    return CheckRun(
        one.name,
        _outcome(findings, tally),
        findings,
        tally.asked,
        _words(tally),
        _assurance(tally),
        tally.steps,
        tuple(tally.held),
    )


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
    return " ".join([*tally.held, *tally.bounded[:1]])


def _assurance(tally: CheckTally) -> Assurance:
    if tally.unknown:
        return Assurance(AssuranceKind.UNDECIDED, _words(tally))
    if tally.bounded:
        return Assurance(AssuranceKind.BOUNDED, tally.bounded[0])
    if not tally.asked:
        return Assurance(AssuranceKind.COMPUTED, "read off the text; no search was needed")
    return Assurance(AssuranceKind.PROVED, "for any number of things of each kind")
