"""The JSON of every command against the published schema."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests import page_example
from verifier import cli, json_report, json_schema
from verifier.catalogue import CATALOGUE, Entry, Example
from verifier.elaborate import elaborate_text
from verifier.pipeline import Options, examine

Captured = pytest.CaptureFixture[str]
SCHEMA = json_schema.schema()
VALIDATOR = Draft202012Validator(SCHEMA)
POLICY = Path(__file__).parent.parent / "spec" / "prioritizing-safety"

TOLD = ("dead-clause", "swallowed-clause", "dilemma", "antinomy", "conflict-with-law", "gap")
EXAMPLES = [
    pytest.param(entry, example, id=f"{entry.name}-{which}")
    for entry in CATALOGUE
    for which, example in (("fires", entry.fires), ("near", entry.near_miss))
]


def conforms(value: Any) -> None:
    errors = [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(value)]
    # Of two alternatives the one that was meant tells more.
    name = "decide" if "cases" in value else "check"
    inner = Draft202012Validator({**SCHEMA, "oneOf": [{"$ref": f"#/$defs/{name}"}]})
    errors += [
        f"{error.json_path}: {error.message}"
        for outer in inner.iter_errors(value)
        for error in outer.context or [outer]
    ]
    assert not errors, "\n".join(errors)


def document_of(example: Example, *select: str) -> Any:
    policy, problems = elaborate_text(example.policy, example.source or None)
    assert policy is not None
    run = examine(policy, Options(select=frozenset(select)))
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
def test_every_example_of_the_catalogue(entry: Entry, example: Example) -> None:
    if elaborate_text(example.policy, example.source or None)[0] is not None:
        conforms(document_of(example, entry.name))


def test_a_run_says_what_made_it_and_what_it_used() -> None:
    (entry,) = (entry for entry in CATALOGUE if entry.name == "dilemma")
    document = document_of(entry.fires, "dilemma", "gap")
    assert document["versions"]["schema"] == json_schema.VERSION
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


def test_a_decision(tmp_path: Path, capsys: Captured) -> None:
    cli.run(["new", str(tmp_path / "lending")])
    capsys.readouterr()
    things = ["--with", "member Ana; laptop L", "--asking", "the Library may lend L to Ana"]
    cli.run(["decide", str(tmp_path / "lending"), *things, "--format", "json"])
    conforms(json.loads(capsys.readouterr().out))
