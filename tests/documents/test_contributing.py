"""What CONTRIBUTING names is there: files, folders, targets of make."""

from __future__ import annotations

import re

import pytest

from tests.documents.rooms import CONTRIBUTING, ROOT

TEXT = CONTRIBUTING.read_text(encoding="utf-8")
PLACES = sorted(
    set(re.findall(r"`((?:\.ci|gate|grammar|reports|spec|tests|verifier)/[\w./*-]*)`", TEXT))
)
TARGETS = sorted(set(re.findall(r"`make (\w+)", TEXT)))


@pytest.mark.parametrize("place", [place for place in PLACES if "NAME" not in place])
def test_every_place_that_is_named_is_there(place: str) -> None:
    assert list(ROOT.glob(place)), place


@pytest.mark.parametrize("target", TARGETS)
def test_every_target_that_is_named_is_one(target: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(rf"^{target}:", makefile, re.MULTILINE)
