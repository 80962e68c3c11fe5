"""What `make bench` says of the questions put to the solver is measured on a whole check."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench.questions import divided
from tests.examples.clash import CLASH


@pytest.mark.processes
def test_a_whole_check_is_divided(tmp_path: Path) -> None:
    """Also what a command gives to other processes is counted."""
    (tmp_path / "clash.policy").write_text(CLASH, encoding="utf-8")
    found = divided(str(tmp_path))
    assert found.queries > 0
    assert len(found.questions) > 0
    assert 0 < found.share_outside <= 100
