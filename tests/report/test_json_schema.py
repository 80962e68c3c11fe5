"""The JSON of every command against the published schema."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.examples.elaborated import elaborate_text
from tests.report import page_example
from verifier.checks.catalogue import CATALOGUE, CatalogueEntry, CatalogueExample
from verifier.checks.run import CheckOptions, examine
from verifier.commands import cli
from verifier.report.json import results as json_report
from verifier.report.json import schema as json_schema
from verifier.report.json import shapes as json_shapes

Captured = pytest.CaptureFixture[str]
SCHEMA = json_schema.schema()
VALIDATOR = Draft202012Validator(SCHEMA)
POLICY = Path(__file__).parents[2] / "spec" / "prioritizing-safety"

TOLD = ("dead-clause", "swallowed-clause", "dilemma", "antinomy", "conflict-with-law", "gap")
EXAMPLES = [
    pytest.param(entry, example, id=f"{entry.name}-{which}")
    for entry in CATALOGUE
    for which, example in (("fires", entry.fires), ("near", entry.near_miss))
    if (entry.name, which) != ("quote-mismatch", "fires")
]
"""All but the one that is refused when it is read."""


def conforms(value: Any, command: str = "check") -> None:
    assert value["versions"]["schema"] == json_shapes.VERSION
    errors = [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(value)]
    # Of the alternatives the one that was meant tells more.
    inner = Draft202012Validator({**SCHEMA, "oneOf": [{"$ref": f"#/$defs/{command}"}]})
    errors += [
        f"{error.json_path}: {error.message}"
        for outer in inner.iter_errors(value)
        for error in outer.context or [outer]
    ]
    assert not errors, "\n".join(errors)


def document_of(example: CatalogueExample, *select: str) -> Any:
    policy, problems = elaborate_text(example.policy, example.source or None)
    assert policy is not None
    run = examine(policy, CheckOptions(select=frozenset(select)))
    return json_report.document([json_report.run_json(policy, run)], problems, 0)


def test_the_schema_is_one_and_is_printed(capsys: Captured) -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert cli.run(["schema"]) == 0
    assert json.loads(capsys.readouterr().out) == json.loads(json.dumps(SCHEMA))


def test_every_field_of_a_finding_that_is_promised() -> None:
    promised = (
        "check outcome severity clauses words place readings strength case irrelevant changes "
        "kinds reasons remedies assurance fingerprint"
    )
    definitions: Any = SCHEMA["$defs"]
    assert set(promised.split()) <= set(definitions["finding"]["required"])


@pytest.mark.parametrize(("entry", "example"), EXAMPLES)
def test_every_example_of_the_catalogue(entry: CatalogueEntry, example: CatalogueExample) -> None:
    conforms(document_of(example, entry.name))


def test_a_run_says_what_made_it_and_what_it_used() -> None:
    (entry,) = (entry for entry in CATALOGUE if entry.name == "dilemma")
    document = document_of(entry.fires, "dilemma", "gap")
    assert document["versions"]["schema"] == json_shapes.VERSION
    (policy,) = document["policies"]
    budget = policy["budget"]
    assert budget["questions"] > 0
    assert 0 < budget["steps"] < budget["questions"] * budget["steps_a_question"]
    not_run = {check["check"]: check["why"] for check in policy["not_run"]}
    assert not_run["antinomy"] == "not selected"
    assert "dilemma" not in not_run
    assert [len(file["sha256"]) for file in policy["files"]] == [64]
    (found,) = policy["findings"]
    assert found["remedies"]
    assert found["kinds_complete"]


def test_a_run_with_everything_in_it() -> None:
    run = page_example.run()
    document: Any = json_report.document([json_report.run_json(page_example.policy(), run)], (), 1)
    fingerprints = {"antinomy-1-3-0f3a": "0" * 16, "gap-2-77ab": "1" * 16, "": "2" * 16}
    for found in document["policies"][0]["findings"]:
        found["fingerprint"] = fingerprints[found["fingerprint"]]
    conforms(document)


@pytest.mark.parametrize("path", [("policies",), ("policies", 0, "findings", 0, "witness")])
def test_another_shape_is_refused(path: tuple[str | int, ...]) -> None:
    (entry,) = (entry for entry in CATALOGUE if entry.name == "dilemma")
    document = document_of(entry.fires, "dilemma")
    conforms(document)
    at: Any = document
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = "something else"
    assert not VALIDATOR.is_valid(document)


def test_problems_of_the_input(tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "bad.policy").write_text("policy bad\n\nclause 1\n", encoding="utf-8")
    cli.run(["check", str(tmp_path), "--format", "json"])
    document = json.loads(capsys.readouterr().out)
    assert document["problems"]
    conforms(document)


def test_the_first_policy(capsys: Captured) -> None:
    select = [word for name in TOLD for word in ("--select", name)]
    cli.run(["check", str(POLICY), "--format", "json", *select])
    document = json.loads(capsys.readouterr().out)
    conforms(document)
    findings = document["policies"][0]["findings"]
    assert any(found["remedies"] for found in findings)
    assert any(found["kinds"] for found in findings)


@pytest.fixture
def lending(tmp_path: Path, capsys: Captured) -> Path:
    """The policy that `antinomy new` writes."""
    cli.run(["new", str(tmp_path / "lending")])
    capsys.readouterr()
    return tmp_path / "lending"


def answer(capsys: Captured, *arguments: str | Path) -> Any:
    """What a command writes as JSON."""
    cli.run([*map(str, arguments), "--format", "json"])
    return json.loads(capsys.readouterr().out)


def test_a_decision(lending: Path, capsys: Captured) -> None:
    things = ["--with", "member Ana; laptop L", "--asking", "the Library may lend L to Ana"]
    found = answer(capsys, "decide", lending, *things)
    conforms(found, "decide")
    assert [case["law"] for case in found["cases"]] == [{"version": None, "in_force": None}]


def test_the_law_of_a_day(lending: Path, capsys: Captured) -> None:
    """A decision names the version by which it was made."""
    earlier = lending / "2025"
    shutil.copytree(lending, earlier)
    dated(earlier, '  version "2025"\n  in force from 2025-01-01\n')
    now = '  version "2026"\n  in force from 2026-01-01\n'
    dated(lending, now + f'  earlier version "2025" in "2025/{main_file(lending).name}"\n')
    things = ["--with", "member Ana; laptop L", "--asking", "the Library may lend L to Ana"]
    for day, version in (("2025-06-01", "2025"), ("2026-06-01", "2026"), (None, "2026")):
        on = [] if day is None else ["--on", day]
        found = answer(capsys, "decide", main_file(lending), *things, *on)
        conforms(found, "decide")
        (case,) = found["cases"]
        assert case["law"] == {"version": version, "in_force": f"{version}-01-01"}


def main_file(folder: Path) -> Path:
    (found,) = (f for f in folder.glob("*.policy") if f.read_text().startswith("policy "))
    return found


def dated(folder: Path, head: str) -> None:
    """Adds lines to the head of the policy in a folder."""
    file = main_file(folder)
    first, rest = file.read_text(encoding="utf-8").split("\n", 1)
    file.write_text(f"{first}\n{head}{rest}", encoding="utf-8")


def test_a_comparison(lending: Path, tmp_path: Path, capsys: Captured) -> None:
    (entry,) = (entry for entry in CATALOGUE if entry.name == "undeclared-effect")
    old, amendment = tmp_path / "old.policy", tmp_path / "amendment.policy"
    old.write_text(entry.fires.policy, encoding="utf-8")
    amendment.write_text(entry.fires.amendment, encoding="utf-8")
    found = answer(capsys, "compare", old, amendment, "--no-cache")
    conforms(found, "compare")
    assert found["changes"][0]["case"]
    assert found["changes"][0]["tried_up_to"] is None
    assert found["declared"]["findings"]
    conforms(answer(capsys, "compare", lending, lending, "--no-findings"), "compare")


def test_trials_and_mutation(lending: Path, capsys: Captured) -> None:
    found = answer(capsys, "test", lending, "--no-cache")
    conforms(found, "test")
    assert found["policies"][0]["tried"]
    found = answer(capsys, "mutate", lending, "-k", "left out")
    conforms(found, "mutate")
    assert found["edits"]
