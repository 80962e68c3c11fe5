"""One policy with everything in it: it uses every construct of the language, and checks clean."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from types import UnionType
from typing import Literal, get_args, get_origin, get_type_hints

import pytest

from verifier import model
from verifier.commands import cli
from verifier.commands.exit_codes import Exit
from verifier.elaborate import LoadedPolicy, load
from verifier.language import syntax

HERE = Path(__file__).parent / "everything"
MAIN = HERE / "seized-property.policy"
NOTES = {
    "beneficiaries": 1,
    "conflict-with-law": 1,
    "consequential-question": 2,
    "controlled-condition": 1,
    "discretion": 2,
    "ineffective-clause": 2,
    "interaction": 1,
    "loose-wording": 2,
    "resolved-clash": 4,
    "uncovered-value": 3,
    "unused-term": 1,
}
"""What the checks remark on in passing, where all is as it should be."""


@pytest.fixture(scope="module")
def loaded() -> LoadedPolicy:
    return load(MAIN)


@pytest.mark.no_cover
def test_the_command_prints_one_line_of_notes_by_the_way(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert cli.run(["check", str(MAIN)]) == Exit.CLEAN
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith("seized-property: no errors or warnings, ")
    assert cli.run(["check", "--format", "json", str(MAIN)]) == Exit.CLEAN
    (policy,) = json.loads(capsys.readouterr().out)["policies"]
    assert {finding["severity"] for finding in policy["findings"]} == {"note"}
    assert Counter(finding["check"] for finding in policy["findings"]) == NOTES
    assert policy["not_run"] == []


def nodes(value: object) -> Iterator[object]:
    """Everything in a tree of frozen nodes."""
    if isinstance(value, tuple | frozenset):
        for part in value:
            yield from nodes(part)
    elif is_dataclass(value) and not isinstance(value, type) and not _is_place(value):
        yield value
        for field in fields(value):
            yield from nodes(getattr(value, field.name))


def _is_place(value: object) -> bool:
    return type(value).__name__ in ("Span", "SourceFile")


AMENDING = {part.__name__ for part in get_args(syntax.EditPart)} | {
    "AmendmentDeclaration",
    "IntendsLine",
    "NewLine",
    "ItemName",
    "LineName",
}
"""Nodes of amendments, which are files of their own."""


def test_every_node_of_the_language_occurs(loaded: LoadedPolicy) -> None:
    found = {type(node).__name__ for document in loaded.documents for node in nodes(document)}
    declared = {
        name
        for name, node in vars(syntax).items()
        if is_dataclass(node) and isinstance(node, type) and node.__module__ == syntax.__name__
    }
    assert declared - found - AMENDING == set()


def choices(node: type) -> Iterator[tuple[str, object]]:
    """What the fields of a node can be, where they choose between words, or may be left out."""
    for name, hint in get_type_hints(node).items():
        options = get_args(hint) if isinstance(hint, UnionType) else (hint,)
        for option in options:
            if get_origin(option) is Literal:
                yield from ((name, word) for word in get_args(option))
            elif option is type(None):
                yield from ((name, None), (name, ...))
            elif option is bool:
                yield from ((name, True), (name, False))


def test_every_choice_of_every_node_occurs(loaded: LoadedPolicy) -> None:
    """Each word that a line can have, each part that can be left out, there and not there; there is
    one head, which has all its parts."""
    there = [node for document in loaded.documents for node in nodes(document)]
    found = {
        (type(node).__name__, name, value)
        for node in there
        for name in get_type_hints(type(node))
        for value in _chosen(getattr(node, name))
    }
    wanted = {
        (node.__name__, name, value)
        for node in {type(node) for node in there}
        for name, value in choices(node)
        if node is not syntax.PolicyHead or value is not None
    }
    assert sorted(map(str, wanted - found)) == []


def _chosen(value: object) -> Iterator[object]:
    """A word, a yes or no, or nothing; and that there is something."""
    if isinstance(value, str | bool) or value is None:
        yield value
    if value is not None:
        yield ...


def test_every_shape_of_condition_occurs(loaded: LoadedPolicy) -> None:
    policy = loaded.policy
    formulas = [
        *(d.condition for d in policy.definitions.values()),
        *(c.formula for norm in policy.norms.values() for c in norm.conditions),
        *(a.formula for a in policy.assumptions.values()),
        *(c.formula for p in policy.promises.values() for c in p.scope.conditions),
        *(g.formula for case in policy.cases.values() for g in case.givens),
    ]
    found = {type(node) for formula in formulas for node in nodes(formula)}
    assert set(get_args(model.Formula)) - found == set()
    assert set(get_args(model.Measure)) - found == set()


def test_every_verdict_is_expected(loaded: LoadedPolicy) -> None:
    """But for contradictions, which there are none."""
    verdicts = {
        verdict
        for case in loaded.policy.cases.values()
        for asking in case.askings
        for expectation in asking.expectations
        for verdict in expectation.verdicts
    }
    contradictions = {model.Verdict.DILEMMA, model.Verdict.ANTINOMY}
    assert set(model.Verdict) - verdicts == contradictions
