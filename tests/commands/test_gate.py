"""`antinomy gate`: branches of a real repository that change a policy, and what may pass."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.examples.repository import (
    BROKEN,
    LOOSENS,
    NARROWED,
    POLICY,
    UNCHANGED,
    UNTIDY,
    WRONG_CASE,
    Repository,
    amendment,
    repository,
)
from tests.report.sarif_shape import check_shape
from verifier.commands import cli
from verifier.commands.exit_codes import Exit
from verifier.report.json.schema import schema

Captured = pytest.CaptureFixture[str]


@dataclass(frozen=True)
class Gate:
    """A repository, and the gate in front of it."""

    repository: Repository
    capsys: Captured

    def run(self, *arguments: str, base: str = "main") -> tuple[int, str, str]:
        self.capsys.readouterr()
        given = [f"--base={base}"] if base else []
        code = cli.run(["gate", *given, "--summary", "summary.md", *arguments])
        return code, *self.capsys.readouterr()

    @property
    def summary(self) -> str:
        return Path("summary.md").read_text(encoding="utf-8")


@pytest.fixture
def gate(tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> Gate:
    folder = tmp_path / "clone"
    found = Gate(repository(folder), capsys)
    monkeypatch.chdir(folder)
    return found


# --------------------------------------------------------------------------- passes


def test_nothing_changed_is_one_line(gate: Gate) -> None:
    assert gate.run() == (
        Exit.CLEAN,
        "gate passed: 1 policy; no meaning changed; no new findings at or above “error”\n",
        "",
    )
    assert "Antinomy: passed" in gate.summary


def test_another_layout_and_another_title_pass(gate: Gate) -> None:
    gate.repository.write(gate.repository.policy, UNTIDY)
    code, out, err = gate.run()
    assert (code, err) == (Exit.CLEAN, "")
    assert out.startswith("gate passed: 1 policy; no meaning changed;")
    assert "wording only" in gate.summary


def test_a_declared_amendment_passes(gate: Gate) -> None:
    gate.repository.write(gate.repository.amendment, amendment(LOOSENS))
    code, out, err = gate.run()
    assert (code, err) == (Exit.CLEAN, "")
    assert out.startswith("gate passed: 1 policy; 1 changed in meaning, as declared;")
    assert "### “Lending” with the amendment “rare”" in gate.summary
    assert "whoever acts is freer; **the member whom clause 1 protects loses**" in gate.summary
    assert "**and the book is rare**" in gate.summary
    assert "#### As declared" in gate.summary


def test_an_amendment_that_is_made_in_the_same_change_declares_it(
    gate: Gate, tmp_path: Path
) -> None:
    file = gate.repository.amendment
    gate.repository.write(file, amendment(LOOSENS))
    made = tmp_path / "made"
    assert cli.run(["amend", "spec/lending", str(file), "-o", str(made)]) == Exit.CLEAN
    shutil.copy(made / "lending.policy", gate.repository.policy)
    code, out, _ = gate.run()
    assert code == Exit.CLEAN
    assert "1 changed in meaning, as declared" in out
    gate.repository.write(file, amendment(UNCHANGED))
    code, out, _ = gate.run()
    assert code == Exit.FINDINGS
    assert "declares that it leaves this unchanged" in " ".join(out.split())


def test_an_amendment_made_later_still_declares_it(gate: Gate, tmp_path: Path) -> None:
    file = gate.repository.amendment
    makes = amendment(LOOSENS).replace('version "1"\n', 'version "1"\n  makes version "2"\n')
    gate.repository.write(file, makes)
    gate.repository.commit()
    made = tmp_path / "made"
    assert cli.run(["amend", "spec/lending", str(file), "-o", str(made)]) == Exit.CLEAN
    shutil.copy(made / "lending.policy", gate.repository.policy)
    assert gate.run(base="HEAD")[0] == Exit.CLEAN


def test_what_others_did_meanwhile_does_not_count(gate: Gate) -> None:
    gate.repository.git("checkout", "--quiet", "main")
    gate.repository.write(gate.repository.policy, NARROWED)
    gate.repository.commit()
    gate.repository.git("checkout", "--quiet", "change")
    assert gate.run()[0] == Exit.CLEAN


def test_a_moved_policy_is_still_the_same(gate: Gate) -> None:
    moved = Path("spec/loans/lending.policy")
    moved.parent.mkdir()
    gate.repository.policy.rename(moved)
    assert gate.run()[0] == Exit.CLEAN


def test_a_new_policy_and_one_that_is_mended(gate: Gate) -> None:
    gate.repository.write(gate.repository.policy, BROKEN)
    gate.repository.commit()
    gate.repository.write(gate.repository.policy, POLICY)
    new = POLICY.replace("policy lending", "policy other")
    gate.repository.write(Path("spec/other/other.policy"), new)
    assert gate.run(base="HEAD")[0] == Exit.NOT_A_POLICY
    assert "As it was at HEAD it cannot be read" in gate.summary
    assert "antinomy-" not in gate.summary
    assert "It was not there at HEAD" in gate.summary


# --------------------------------------------------------------------------- is stopped


def test_a_disguised_amendment_is_stopped(gate: Gate) -> None:
    gate.repository.write(gate.repository.amendment, amendment(UNCHANGED))
    code, out, _ = gate.run()
    assert code == Exit.FINDINGS
    said = " ".join(out.split())
    assert "error undeclared-effect (rare.policy:1:1)" in said
    assert "declares that it leaves this unchanged" in said
    assert "The book is not rare." in said
    assert said.endswith(
        "gate stopped: 1 policy; 1 of 1 changes not as declared; "
        "no new findings at or above “error”"
    )
    assert "Antinomy: stopped" in gate.summary
    assert "the member whom clause 1 protects loses" in gate.summary


def test_a_change_of_the_file_without_any_amendment_is_stopped(gate: Gate) -> None:
    gate.repository.write(gate.repository.policy, NARROWED)
    code, out, _ = gate.run()
    assert code == Exit.FINDINGS
    said = " ".join(out.split())
    assert "prohibited (clause 1) → silent in some cases, and no amendment says so." in said
    assert "Whoever acts is freer; the member whom clause 1 protects loses." in said
    assert "error undeclared-effect (lending.policy:17:1)" in said
    assert "### “Lending” as changed since main" in gate.summary


def test_an_effect_that_does_not_occur_is_stopped(gate: Gate) -> None:
    intents = "  intends to tighten lend a book to a member\n" + LOOSENS
    gate.repository.write(gate.repository.amendment, amendment(intents))
    code, out, _ = gate.run()
    assert code == Exit.FINDINGS
    assert "unmet-intent" in out
    assert "undeclared-effect" not in out


def test_an_effect_declared_of_an_amendment_that_changes_nothing_is_stopped(gate: Gate) -> None:
    intents = "  intends to tighten lend a book to a member\n"
    same = 'replace line "the member owes a fee" with "the member owes a fee"'
    text = amendment(intents).partition("\n  in clause 1\n")[0] + f"\n\n  in clause 1\n    {same}\n"
    gate.repository.write(gate.repository.amendment, text)
    code, out, _ = gate.run()
    assert code == Exit.FINDINGS
    assert "unmet-intent" in out


def test_a_new_finding_is_stopped_and_a_known_one_is_not(gate: Gate) -> None:
    gate.repository.write(gate.repository.policy, POLICY + WRONG_CASE)
    code, out, _ = gate.run()
    assert code == Exit.FINDINGS
    assert "failed-case" in out
    assert "no meaning changed; 1 new finding at or above “error”" in " ".join(out.split())
    gate.repository.commit()
    assert gate.run(base="HEAD")[0] == Exit.CLEAN
    assert gate.run(base="")[0] == Exit.FINDINGS


def test_what_an_amendment_would_newly_bring_about_is_stopped(gate: Gate) -> None:
    expected = WRONG_CASE.replace("expect permitted", "expect prohibited")
    gate.repository.write(gate.repository.policy, POLICY + expected)
    gate.repository.commit()
    gate.repository.write(gate.repository.amendment, amendment(LOOSENS))
    code, out, _ = gate.run(base="HEAD")
    assert code == Exit.FINDINGS
    assert "With the amendment “rare”: The case" in " ".join(out.split())
    assert "error failed-case (rare.policy:1:1)" in out


def test_a_policy_that_is_gone_is_stopped(gate: Gate) -> None:
    new = POLICY.replace("policy lending", "policy other")
    gate.repository.write(Path("spec/other/other.policy"), new)
    gate.repository.policy.unlink()
    code, out, _ = gate.run()
    assert code == Exit.FINDINGS
    assert "spec/lending/lending.policy is no longer there" in out


# --------------------------------------------------------------------------- cannot be read


def test_a_broken_policy(gate: Gate) -> None:
    gate.repository.write(gate.repository.policy, BROKEN)
    code, out, err = gate.run("--sarif", "found.sarif", "--annotations", "annotations")
    assert code == Exit.NOT_A_POLICY
    assert "lending.policy:19:" in err
    assert "gate cannot be read: 0 policies" in out
    assert "lending.policy:19:" in gate.summary
    log = json.loads(Path("found.sarif").read_text(encoding="utf-8"))
    check_shape(log)
    assert Path("annotations").read_text(encoding="utf-8").startswith("::error file=spec/lending/")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (amendment(UNCHANGED, amends="2"), "amends version “2”, and the policy is version “1”"),
        (amendment(UNCHANGED, policy="loans"), "the amendment “rare” is to “loans”, which is not"),
        (amendment(UNCHANGED).replace("  amends", "  amnds"), "amnds"),
    ],
)
def test_an_amendment_that_does_not_apply(text: str, said: str, gate: Gate) -> None:
    gate.repository.write(gate.repository.amendment, text)
    gate.repository.amendment.write_text(text + "\n", encoding="utf-8")
    code, _, err = gate.run()
    assert code == Exit.NOT_A_POLICY
    assert said in " ".join(err.split())
    assert "rare.policy:" in err


def test_a_file_that_is_part_of_nothing_is_a_warning(gate: Gate) -> None:
    gate.repository.write(gate.repository.amendment, "amendmnt rare\n")
    code, _, err = gate.run()
    assert code == Exit.CLEAN
    assert "warning: spec/lending/amendments/rare.policy is neither a policy nor" in err
    gate.repository.commit()
    assert gate.run(base="HEAD")[2] == ""


def test_a_policy_without_a_version_cannot_be_amended(gate: Gate) -> None:
    gate.repository.write(gate.repository.policy, POLICY.replace('  version "1"\n', ""))
    gate.repository.commit()
    gate.repository.write(gate.repository.amendment, amendment(UNCHANGED))
    code, _, err = gate.run(base="HEAD")
    assert code == Exit.NOT_A_POLICY
    assert "the policy has no version" in err


@pytest.mark.parametrize("base", ["no-such-branch", "--output=x", "HEAD:spec"])
def test_a_revision_that_does_not_exist(base: str, gate: Gate) -> None:
    code, out, err = gate.run(base=base)
    assert code == Exit.NOT_A_POLICY
    assert "no revision of that name in the repository" in err
    assert "gate cannot be read" in out


# --------------------------------------------------------------------------- files


def test_every_file_is_written_before_the_gate_shuts(gate: Gate) -> None:
    gate.repository.write(gate.repository.policy, NARROWED + WRONG_CASE)
    names = ("sarif", "junit", "gitlab", "json", "annotations")
    code, *_ = gate.run(*(part for name in names for part in (f"--{name}", f"{name}.out")))
    assert code == Exit.FINDINGS
    text = {name: Path(f"{name}.out").read_text(encoding="utf-8") for name in names}
    log = json.loads(text["sarif"])
    check_shape(log)
    found = {result["ruleId"] for result in log["runs"][0]["results"]}
    assert {"undeclared-effect", "failed-case"} <= found
    assert '<testcase name="undeclared-effect"' in text["junit"]
    issues = json.loads(text["gitlab"])
    assert {"undeclared-effect", "failed-case"} <= {issue["check_name"] for issue in issues}
    conforms(json.loads(text["json"]))
    assert "::error file=spec/lending/lending.policy,line=17" in text["annotations"]
    assert "unused-term" not in text["annotations"]


def conforms(document: Any) -> None:
    from jsonschema import Draft202012Validator

    errors = [error.message for error in Draft202012Validator(schema()).iter_errors(document)]
    assert errors == []


def test_five_amendments_are_told_in_four_hundred_words(gate: Gate) -> None:
    """A row for each before what is folded; first whether it may pass, why, and what to do."""
    folder = gate.repository.amendment.parent
    for number in range(5):
        text = amendment(UNCHANGED).replace("amendment rare", f"amendment rare{number}")
        gate.repository.write(folder / f"rare{number}.policy", text)
    code, _, _ = gate.run()
    assert code == Exit.FINDINGS
    head, folded = gate.summary.split("<details>")
    assert len(head.split()) <= 400
    assert "</details>" in folded
    lines = [line for line in head.splitlines() if line]
    assert lines[1] == "## Antinomy: stopped"
    assert lines[3].startswith("- undeclared-effect (5 times): That the Library lends")
    assert lines[4].startswith("What to do: declare each effect")
    rows = [line for line in lines if line.startswith("| “Lending” with")]
    assert len(rows) == 5
    for row in rows:
        assert "the member whom clause 1 protects loses" in row
        assert "**no**: 1 not declared" in row
        assert "the book is not rare" in row.lower()
        assert "prohibited → silent" in row


def test_amendments_that_contradict_each_other_are_stopped(gate: Gate) -> None:
    """Each by itself does what it declares; together they permit what they forbid."""
    folder = gate.repository.amendment.parent
    lines = """
  intends to {side} whether the Library may lend a book to a member
  and nothing else

  insert after clause 1
    clause {name} "New"
      the Library {verb} lend a book to a member
      when it is not the case that the member owes a fee
      and it is not the case that the book is rare
"""
    head = amendment("").split("\n\n")[0]
    for name, side, verb in (("8", "loosen", "may"), ("9", "tighten", "must not")):
        text = head.replace("amendment rare", f"amendment new{name}")
        said = lines.format(side=side, verb=verb, name=name)
        gate.repository.write(folder / f"new{name}.policy", text + said)
    code, out, _ = gate.run()
    assert code == Exit.FINDINGS
    assert "contradict each other" in " ".join(out.split())
