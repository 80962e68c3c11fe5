"""What holds for all tests; and one line at the end of a run: how much was compared between the two
engines."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Generator
from functools import wraps
from itertools import count
from typing import Any

import pytest
from coverage import Coverage

import tests.bench.forks  # noqa: F401  (lines in forked processes are counted)
from tests.oracles.laws import TALLY

FROM_WORKERS: Counter[str] = Counter()


@pytest.hookimpl
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where a test is tried on very much, its lines are counted the first time alone: the other
    times run the same ones, and counting takes long."""
    counted: set[str] = set()
    for item in items:
        test = item.nodeid.partition("[")[0]
        if item.get_closest_marker("covered_once") and test in counted:
            item.add_marker("no_cover")
        counted.add(test)


@pytest.hookimpl
def pytest_collection_finish() -> None:
    """What is loaded by now stays, and tests make as many small values as commands do, which look
    for garbage among them as seldom (`verifier.commands.cli`)."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 10, 10)


EXAMPLES_COUNTED = 8


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Of a property, lines are counted in the first examples alone, for the same reason."""
    drawn = getattr(getattr(item, "obj", None), "hypothesis", None)
    measured = Coverage.current()
    if drawn is None or measured is None:
        return (yield)
    whole, number = drawn.inner_test, count(1)

    @wraps(whole)
    def counted(*given: object, **named: object) -> object:
        if next(number) == EXAMPLES_COUNTED + 1:
            measured.stop()
        return whole(*given, **named)

    drawn.inner_test = counted
    try:
        return (yield)
    finally:
        drawn.inner_test = whole
        if next(number) > EXAMPLES_COUNTED + 1:
            measured.start()


@pytest.fixture(autouse=True)
def own_cache(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test finds what another, or the user, has solved."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))


@pytest.fixture(autouse=True)
def in_this_process(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Works are done here, as where a system cannot fork: a process for each share of a check takes
    longer to begin than to do what most tests ask. Tests marked `processes` have them."""
    if request.node.get_closest_marker("processes") is None:
        monkeypatch.setattr("verifier.checks.support.workers.get_all_start_methods", list)


@pytest.hookimpl
def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker hands over what it counted."""
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["laws"] = dict(TALLY)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    FROM_WORKERS.update(getattr(node, "workeroutput", {}).get("laws", {}))


@pytest.hookimpl
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    total = TALLY + FROM_WORKERS
    if total["checks"]:
        terminalreporter.write_line(
            f"laws: {total['checks']:,} checks, {total['dilemma']:,} dilemmas, "
            f"{total['antinomy']:,} antinomies"
        )
