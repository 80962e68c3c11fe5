"""The house: few rooms, each with a door that says what it is and hands out what others use."""

from __future__ import annotations

import ast
import importlib
import re
from functools import cache
from pathlib import Path

import pytest

from tests.documents.rooms import CONTRIBUTING, ROOT, arrows, with_map

HOUSE = ROOT / "verifier"
PACKAGES = sorted(path.parent for path in HOUSE.rglob("__init__.py"))
ROOMS = [package for package in PACKAGES if len(list(package.glob("*.py"))) > 1]
MOST_ENTRIES, MOST_FILES = 19, 25


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def name_of(package: Path) -> str:
    return ".".join(package.relative_to(ROOT).parts)


def handed_out(package: Path) -> list[str]:
    """The names in a door's `__all__`; none where the door is prose alone."""
    for node in tree_of(package / "__init__.py").body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            names = ast.literal_eval(node.value)
            assert isinstance(names, list)
            return names
    return []


@cache
def taken() -> list[tuple[Path, str, frozenset[str]]]:
    """What the modules of the house import by name: who does, from which module, which names."""
    return [
        (path, node.module, frozenset(alias.name for alias in node.names))
        for path in HOUSE.rglob("*.py")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ImportFrom) and node.module
    ]


def taken_from(package: Path) -> dict[str, set[str]]:
    """What modules outside a package import from it: names by the module they are taken from."""
    prefix = name_of(package)
    found: dict[str, set[str]] = {}
    for path, module, names in taken():
        if f"{module}.".startswith(f"{prefix}.") and not path.is_relative_to(package):
            found.setdefault(module, set()).update(names)
    return found


def test_few_things_stand_at_the_top_and_few_files_in_a_room() -> None:
    assert len([path for path in HOUSE.iterdir() if path.name != "__pycache__"]) <= MOST_ENTRIES
    for room in ROOMS:
        if room.name != "checks":
            assert len(list(room.glob("*.py"))) <= MOST_FILES, name_of(room)


@pytest.mark.parametrize("room", ROOMS, ids=name_of)
def test_a_door_says_what_the_room_is(room: Path) -> None:
    said = ast.get_docstring(tree_of(room / "__init__.py"))
    assert said is not None
    lines = said.splitlines()
    assert 10 <= len(lines) <= 30, len(lines)
    assert "egin with" in said, "where to begin reading"


@pytest.mark.parametrize("room", [r for r in ROOMS if handed_out(r)], ids=name_of)
def test_a_door_hands_out_what_others_use_and_nothing_else(room: Path) -> None:
    door = taken_from(room).get(name_of(room), set())
    modules = {path.stem for path in room.iterdir()}
    assert door - modules == set(handed_out(room)) - modules


@pytest.mark.parametrize("room", [r for r in ROOMS if handed_out(r)], ids=name_of)
def test_what_a_door_hands_out_is_taken_at_the_door(room: Path) -> None:
    for module, names in taken_from(room).items():
        if module != name_of(room):
            assert not names & set(handed_out(room)), module


def test_no_room_is_in_a_circle() -> None:
    ground: set[str] = set()
    waiting = dict(arrows())
    while waiting:
        free = {room for room, others in waiting.items() if others <= ground}
        assert free, f"in a circle: {sorted(waiting)}"
        ground |= free
        waiting = {room: others for room, others in waiting.items() if room not in free}


def test_the_map_shows_the_rooms_as_they_are() -> None:
    text = CONTRIBUTING.read_text(encoding="utf-8")
    assert text == with_map(text), "draw it anew: python -m tests.documents.rooms"


def test_every_place_that_contributing_names_is_there() -> None:
    named = re.findall(r"`([a-z_]+(?:\.[a-z_]+)+\.\w+)`", CONTRIBUTING.read_text(encoding="utf-8"))
    places = [place for place in named if place.split(".")[0] in arrows()]
    assert len(places) > 20
    for place in places:
        module, _, name = place.rpartition(".")
        if not (HOUSE / f"{place.replace('.', '/')}.py").exists():
            assert hasattr(importlib.import_module(f"verifier.{module}"), name), place
