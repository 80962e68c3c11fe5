"""One line at the end of a run: how much was compared between the two engines."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from tests.oracles.laws import TALLY

FROM_WORKERS: Counter[str] = Counter()


@pytest.fixture(autouse=True)
def own_cache(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test finds what another, or the user, has solved."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))


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
