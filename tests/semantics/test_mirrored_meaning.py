"""The meaning stands twice, under one list of names: the interpreter and the encoder are read as
text, and each definition must be in both, in the order of the list, after the same section of the
language reference; what both use of the model must be structure, and no meaning."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

import verifier.encoding
import verifier.semantics

VERIFIER = Path(verifier.semantics.__file__).parents[1]
REFERENCE = Path(__file__).parents[2] / "grammar" / "language.md"
DOORS = {"semantics": verifier.semantics, "encoding": verifier.encoding}
ROW = re.compile(r"^    (\w+) +(\w+) +(\d+(?: and \d+)?(?:, .+)?)$", re.MULTILINE)

STRUCTURE = {
    "holes": "the places of a declared sentence",
    "id": "the name of an attribute with that of its kind",
    "values": "the values of a list type, with the one for what an open list does not name",
    "attacks_by_target": "the attacks as they are declared, by what they attack",
    "is_choice": "whether the norm was written with “at least one”",
}
"""What both engines may use of the model beside its fields, and why that is no part of the
meaning."""


def rows(room: str) -> list[tuple[str, str, str]]:
    """The table in a room's door: definition, module, section."""
    found = ROW.findall(DOORS[room].__doc__ or "")
    return [(name, module, section) for name, module, section in found]


def modules(room: str) -> Iterator[ast.Module]:
    for path in sorted((VERIFIER / room).rglob("*.py")):
        yield ast.parse(path.read_text())


def functions(room: str, module: str) -> Mapping[str, ast.FunctionDef]:
    """The functions of a module and the methods of its classes, as they stand in it."""
    tree = ast.parse((VERIFIER / room / f"{module}.py").read_text())
    parts = [part for node in tree.body for part in (node, *getattr(node, "body", ()))]
    return {node.name: node for node in parts if isinstance(node, ast.FunctionDef)}


def test_both_doors_list_the_same_definitions_after_the_same_sections() -> None:
    mine = [(name, section) for name, _, section in rows("semantics")]
    theirs = [(name, section) for name, _, section in rows("encoding")]
    assert mine == theirs
    assert len(mine) >= 20


@pytest.mark.parametrize("room", DOORS)
def test_each_definition_stands_in_its_module_in_the_order_of_the_list(room: str) -> None:
    for module in dict.fromkeys(module for _, module, _ in rows(room)):
        listed = [name for name, where, _ in rows(room) if where == module]
        written = [name for name in functions(room, module) if name in listed]
        assert written == listed, f"{room}/{module}.py"


@pytest.mark.parametrize("room", DOORS)
def test_each_definition_names_its_section(room: str) -> None:
    for name, module, section in rows(room):
        told = " ".join((ast.get_docstring(functions(room, module)[name]) or "").split())
        word = "Sections" if " and " in section else "Section"
        assert re.match(rf"{word} {section}[:,]", told), f"{room}/{module}.py: {name}"


def test_each_section_is_in_the_reference() -> None:
    headings = re.findall(r"^##+ (?:(\d+)\. )?(.+)$", REFERENCE.read_text(), re.MULTILINE)
    numbers = {number for number, _ in headings}
    titles = {title for _, title in headings}
    for _, _, section in rows("semantics"):
        where, _, title = section.partition(", ")
        assert set(where.split(" and ")) <= numbers, section
        assert not title or title in titles, section


@pytest.mark.parametrize("module", ["norms", "quantities", "background"])
def test_what_stands_in_a_module_of_both_is_on_the_list_or_only_in_one(module: str) -> None:
    """A definition that is added to both engines is added to the list."""
    both = functions("semantics", module).keys() & functions("encoding", module).keys()
    assert both <= {name for name, _, _ in rows("semantics")}


def test_a_condition_is_true_by_the_same_cases_in_the_same_order() -> None:
    mine = cases_of(functions("semantics", "conditions")["holds"])
    theirs = cases_of(functions("encoding", "conditions")["holds"])
    assert theirs[: len(mine)] == mine
    assert len(mine) == 13


def cases_of(function: ast.FunctionDef) -> list[str]:
    """The classes that the last `match` of a function tells apart, in order."""
    (*_, match) = [node for node in ast.walk(function) if isinstance(node, ast.Match)]
    patterns = (case.pattern for case in match.cases)
    classes = (p.cls for p in patterns if isinstance(p, ast.MatchClass))
    return [name.id for name in classes if isinstance(name, ast.Name)]


def test_both_engines_use_nothing_of_the_model_that_is_meaning() -> None:
    offered = computed_by_the_model()
    used = {room: attributes(room) & offered for room in DOORS}
    assert used["semantics"] & used["encoding"] == STRUCTURE.keys()


def computed_by_the_model() -> frozenset[str]:
    """All that the model works out: its functions, the methods and properties of its classes."""
    return frozenset(
        part.name
        for tree in modules("model")
        for node in tree.body
        for part in (node, *getattr(node, "body", ()))
        if isinstance(part, ast.FunctionDef) and not part.name.startswith("_")
    )


def attributes(room: str) -> frozenset[str]:
    """Every name that a room imports from the model, and every attribute that it reads."""
    found: set[str] = set()
    for tree in modules(room):
        for node in ast.walk(tree):
            match node:
                case ast.ImportFrom(module="verifier.model", names=names):
                    found.update(alias.name for alias in names)
                case ast.Attribute(attr=name):
                    found.add(name)
                case _:
                    pass
    return frozenset(found)
