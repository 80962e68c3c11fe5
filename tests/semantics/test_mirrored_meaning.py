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
ROW = re.compile(r"^    (\w+) +(\w+(?:,\s+\w+)*)$", re.MULTILINE)
SECTION = re.compile(r"Sections? (\d+(?: and \d+)?(?:, [^:]+)?): ")

STRUCTURE = {
    "holes": "the places of a declared sentence",
    "id": "the name of an attribute with that of its kind",
    "values": "the values of a list type, with the one for what an open list does not name",
    "attacks_by_target": "the attacks as they are declared, by what they attack",
    "attackers_first": "the norms in an order in which attacks run forward",
    "is_duty": "whether the norm was written with “must”",
    "measure_terms": "the things of which a measure speaks",
    "ways_of": "the acts that are declared to count as a description, whatever their conditions",
    "measures_in": "the measures that stand in a quantity",
    "is_choice": "whether the norm was written with “at least one”",
}
"""What both engines may use of the model beside its fields, and why that is no part of the
meaning."""


def listed(room: str) -> list[tuple[str, str]]:
    """The table in a room's door: the definitions in order, each with its module."""
    found = ROW.findall(DOORS[room].__doc__ or "")
    return [(name, module) for module, names in found for name in re.split(r",\s+", names)]


def modules(room: str) -> Iterator[ast.Module]:
    for path in sorted((VERIFIER / room).rglob("*.py")):
        yield ast.parse(path.read_text())


def functions(room: str, module: str) -> Mapping[str, ast.FunctionDef]:
    """The functions of a module and the methods of its classes, as they stand in it."""
    tree = ast.parse((VERIFIER / room / f"{module}.py").read_text())
    parts = [part for node in tree.body for part in (node, *getattr(node, "body", ()))]
    return {node.name: node for node in parts if isinstance(node, ast.FunctionDef)}


def section_of(room: str, name: str, module: str) -> str:
    """The section of the reference that a definition names."""
    said = " ".join((ast.get_docstring(functions(room, module)[name]) or "").split())
    found = SECTION.match(said)
    assert found, f"{room}/{module}.py: {name}"
    return found[1]


def test_both_doors_list_the_same_definitions_in_the_same_order() -> None:
    mine, theirs = ([name for name, _ in listed(room)] for room in DOORS)
    assert mine == theirs
    assert len(mine) == len(set(mine)) >= 20


@pytest.mark.parametrize("room", DOORS)
def test_each_definition_stands_in_its_module_in_the_order_of_the_list(room: str) -> None:
    for module in dict.fromkeys(module for _, module in listed(room)):
        wanted = [name for name, where in listed(room) if where == module]
        written = [name for name in functions(room, module) if name in wanted]
        assert written == wanted, f"{room}/{module}.py"


def test_a_definition_names_one_section_in_both_and_the_reference_has_it() -> None:
    headings = re.findall(r"^##+ (?:(\d+)\. )?(.+)$", REFERENCE.read_text(), re.MULTILINE)
    numbers = {number for number, _ in headings}
    titles = {title for _, title in headings}
    for (name, here), (_, there) in zip(listed("semantics"), listed("encoding"), strict=True):
        section = section_of("semantics", name, here)
        assert section == section_of("encoding", name, there), name
        where, _, title = section.partition(", ")
        assert set(where.split(" and ")) <= numbers, section
        assert not title or title in titles or title.startswith("`"), section


@pytest.mark.parametrize("module", ["norms", "quantities", "background"])
def test_what_stands_in_a_module_of_both_is_on_the_list_or_only_in_one(module: str) -> None:
    """A definition that is added to both engines is added to the list."""
    both = functions("semantics", module).keys() & functions("encoding", module).keys()
    assert both <= {name for name, _ in listed("semantics")}


def test_a_condition_is_true_by_the_same_cases_in_the_same_order() -> None:
    mine = cases_of(functions("semantics", "conditions")["holds"])
    theirs = cases_of(functions("encoding", "conditions")["holds"])
    assert theirs[: len(mine)] == mine
    assert len(mine) == 14


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
