"""One input through everything: the text of a policy, with or without an amendment, goes in; how
far it came comes out. What no input may do raises an error."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from unittest.mock import patch

from tests.fuzz.mutations import AMENDMENT, amending, mutated, versioned
from verifier.changes.compare.comparison import ComparisonOptions, compare
from verifier.changes.consolidate import Enacted, amended, load_amendment
from verifier.checks.run import CheckOptions, check
from verifier.checks.support import workers
from verifier.decide.decide import decide
from verifier.diagnostics import InputProblems
from verifier.elaborate import LoadedPolicy, load
from verifier.findings import Run
from verifier.report import render, terminal
from verifier.report.json import results as json_report
from verifier.report.page import policy_page
from verifier.report.page.comparison import comparison_page
from verifier.report.page.decision import decision_view
from verifier.report.terminal_comparison import comparison_rows
from verifier.solver import Budget, QuestionSolver
from verifier.words import Speaker

STEPS = 200_000
"""Of the solver, for one question: undecided is an answer, and time is short."""

MOST_SIGNS = 6_000
"""Longer texts are left to those who write them."""


def through(text: str) -> str:
    """`refused`, `checked` or `compared`."""
    policy, _, amendment = text.partition(AMENDMENT)
    with TemporaryDirectory() as folder, patch.object(workers, "can_fork", lambda: False):
        file = Path(folder, "p.policy")
        file.write_text(policy, encoding="utf-8", errors="replace")
        try:
            loaded = load(file)
        except InputProblems as error:
            terminal.show_problems(error.problems, StringIO())
            return "refused"
        _checked(loaded)
        _decided(loaded)
        if not amendment.strip():
            return "checked"
        change = Path(folder, "change.policy")
        change.write_text(amendment, encoding="utf-8", errors="replace")
        try:
            made = amended(loaded, load_amendment(change))
        except InputProblems as error:
            terminal.show_problems(error.problems, StringIO())
            return "checked"
        _compared(made)
        return "compared"


TRIES = 6
"""So often a mutation is made anew that is no policy; then it is tried as it is."""


def another(text: str, chance: Random) -> str:
    """An input made of another: most often one that is still a policy, now and then with an
    amendment."""
    other = text
    for _ in range(TRIES):
        other = mutated(text, chance)
        policy, parting, _ = other.partition(AMENDMENT)
        if not parting and chance.random() < 0.3:
            policy = versioned(policy)
            change = amending(policy, chance)
            other = f"{policy}{AMENDMENT}{change}" if change else policy
        if len(other) <= MOST_SIGNS and reaches(other):
            break
    return other


def reaches(text: str) -> bool:
    """Whether a text is a policy that is checked."""
    policy, _, _ = text.partition(AMENDMENT)
    with TemporaryDirectory() as folder:
        file = Path(folder, "p.policy")
        file.write_text(policy, encoding="utf-8", errors="replace")
        try:
            load(file)
        except InputProblems:
            return False
    return True


def _checked(loaded: LoadedPolicy) -> None:
    """The checks, and everything that shows what they found."""
    run = check(loaded, CheckOptions(budget=STEPS))
    _without_faults(run)
    policy = loaded.policy
    page = policy_page.build(policy, run, Speaker(policy), ())
    render.html(page)
    render.markdown(page)
    terminal.show(terminal.page_rows(page, True), StringIO())
    json_report.text(json_report.run_json(policy, run))


def _without_faults(run: Run) -> None:
    for fault in run.faults:
        raise AssertionError(f"{fault.doing}: {fault.what}\n{fault.traceback}")


def _decided(loaded: LoadedPolicy) -> None:
    policy = loaded.policy
    solver, speaker = QuestionSolver(policy, Budget(resources=STEPS)), Speaker(policy)
    for example in list(policy.cases.values())[:2]:
        open_ = replace(example, closed=False)
        for one in (example, open_):
            decisions = [decide(solver, speaker, one, asking, {}) for asking in one.askings[:1]]
            view = decision_view(speaker, one, decisions)
            terminal.show(terminal.decision_rows(view), StringIO())


def _compared(made: Enacted) -> None:
    options = ComparisonOptions(budget=STEPS, amendments=made.amendments)
    result = compare(made.before.policy, made.after.policy, options)
    for fault in result.every_fault:
        raise AssertionError(f"{fault.doing}: {fault.what}\n{fault.traceback}")
    page = comparison_page(result, "old", "new")
    render.html_comparison(page)
    terminal.show(comparison_rows(page), StringIO())
