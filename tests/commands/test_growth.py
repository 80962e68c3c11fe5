"""Policies that grow: what is used twice is worked out once, and what is too much is refused with
the bound, or cut and said to be. What can be counted is counted; no clock is read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.examples.clash import CLASH
from verifier.changes.mutate.reachable import MutantReach
from verifier.checks import edge_value, interaction
from verifier.checks.run import CheckOptions, check
from verifier.checks.support import check_context
from verifier.checks.support.check_context import CheckContext
from verifier.commands import cli
from verifier.commands.exit_codes import Exit
from verifier.elaborate import LoadedPolicy, definitions, load
from verifier.language import grammar, lines_below
from verifier.language.format import format_text
from verifier.language.layout import source_of
from verifier.solver import QuestionSolver

Captured = pytest.CaptureFixture[str]
TWICE = 40

HEAD = """policy g "G"

party the Office "the Office"

kind item
  value is a number from 0 to 100

fact an item is old

act keep an item

"""
CLAUSE = 'clause 1 "K"\n  the Office must keep an item\n  when {}\n'


def doubled(levels: int) -> str:
    """Definitions that each use the one before twice."""
    found = [f"{HEAD}define an item is a0\n  when the value of the item is at least 10\n"]
    found += [
        f"define an item is a{level}\n  when any of\n    the item is a{level - 1}\n"
        f"    all of\n      the item is old\n      the item is a{level - 1}\n"
        for level in range(1, levels + 1)
    ]
    case = 'case c "C"\n  item I\n  asking whether the Office may keep I\n'
    return "\n".join([*found, CLAUSE.format(f"the item is a{levels}"), case])


def chained(levels: int) -> str:
    found = [f"{HEAD}define an item is a0\n  when the item is old\n"]
    found += [
        f"define an item is a{level}\n  when the item is a{level - 1}\n"
        for level in range(1, levels + 1)
    ]
    return "\n".join([*found, CLAUSE.format(f"the item is a{levels}")])


def many(number: int, modality: str = "must") -> str:
    """Clauses of two effects, all about one act."""
    facts = "".join(f"fact an item is b{one}\n" for one in range(number))
    clauses = "".join(
        f'clause {one} "C"\n  the Office {modality if one % 2 else "must"} keep an item\n'
        f"  when the item is b{one}\n\n"
        for one in range(number)
    )
    return HEAD.replace("act keep", f"{facts}\nact keep") + clauses


def loaded(text: str, folder: Path) -> LoadedPolicy:
    file = folder / "g.policy"
    file.write_text(text, encoding="utf-8")
    return load(file)


# --------------------------------------------------------------------------- sharing


def test_a_definition_used_twice_is_looked_into_once(tmp_path: Path) -> None:
    policy = loaded(doubled(TWICE), tmp_path).policy
    (norm,) = policy.norms.values()
    assert len(list(edge_value.thresholds(policy, norm))) == 1
    assert not MutantReach(policy)._speaks_of_acts(norm.conditions[0].formula)


def test_every_command_takes_such_definitions(tmp_path: Path, capsys: Captured) -> None:
    """Any part of these that unfolds definitions would not end."""
    old = loaded(doubled(TWICE), tmp_path).documents[0].file.name
    new = tmp_path / "new.policy"
    new.write_text(doubled(TWICE).replace("at least 10", "at least 20"), encoding="utf-8")
    assert cli.run(["check", old, "--no-cache"]) == Exit.CLEAN
    assert cli.run(["decide", old, "--case", "c"]) == Exit.CLEAN
    assert cli.run(["compare", old, str(new), "--no-findings", "--no-cache"]) == Exit.FINDINGS
    assert "mistake" not in "".join(capsys.readouterr())


def test_definitions_can_rest_on_very_many(tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "g.policy").write_text(chained(700), encoding="utf-8")
    assert cli.run(["check", str(tmp_path)]) == Exit.CLEAN
    assert "undecided" not in capsys.readouterr().out


def test_definitions_too_deep_are_refused_with_the_bound(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(definitions, "DEEPEST", 50)
    (tmp_path / "g.policy").write_text(chained(49), encoding="utf-8")
    assert cli.run(["format", "--check", str(tmp_path)]) != Exit.NOT_A_POLICY
    assert cli.run(["check", str(tmp_path), "--select", "dilemma"]) == Exit.CLEAN
    (tmp_path / "g.policy").write_text(chained(50), encoding="utf-8")
    assert cli.run(["check", str(tmp_path)]) == Exit.NOT_A_POLICY
    assert "at most 50 steps" in capsys.readouterr().err


def test_a_circle_of_very_many_is_told_in_short(tmp_path: Path, capsys: Captured) -> None:
    text = chained(300).replace("when the item is old", "when the item is a300", 1)
    (tmp_path / "g.policy").write_text(text, encoding="utf-8")
    assert cli.run(["check", str(tmp_path)]) == Exit.NOT_A_POLICY
    assert len(capsys.readouterr().err) < 3_000


# --------------------------------------------------------------------------- bounds


@pytest.mark.parametrize("terms", [400, 401, 3_000])
def test_a_sum_of_many_terms(terms: int, tmp_path: Path, capsys: Captured) -> None:
    total = " plus ".join(["the value of the item"] * terms)
    text = HEAD + CLAUSE.format(f"{total} is at least 5")
    (tmp_path / "g.policy").write_text(text, encoding="utf-8")
    code = cli.run(["check", str(tmp_path), "--select", "dead-clause"])
    err = capsys.readouterr().err
    assert code == (Exit.CLEAN if terms == 400 else Exit.NOT_A_POLICY)
    assert ("no sum has more than 400" in err) == (terms > 400)
    assert len(err) < 3_000


@pytest.mark.parametrize("digits", [19, 5_000])
def test_a_number_of_many_digits(digits: int, tmp_path: Path, capsys: Captured) -> None:
    text = HEAD + CLAUSE.format(f"the value of the item is at least {'9' * digits}")
    (tmp_path / "g.policy").write_text(text, encoding="utf-8")
    assert cli.run(["check", str(tmp_path)]) == Exit.NOT_A_POLICY
    err = capsys.readouterr().err
    assert "numbers go up to" in err
    assert len(err) < 3_000


def test_zeros_before_a_number_are_none(tmp_path: Path) -> None:
    text = HEAD + CLAUSE.format(f"the value of the item is at least {'0' * 5_000}7")
    assert loaded(text, tmp_path).policy.name == "g"


def test_a_message_shows_what_is_about_the_place(tmp_path: Path, capsys: Captured) -> None:
    words = "word " * 50_000
    text = CLASH.replace('"Keep"', f'"{words}"').replace("keep every file", f"{words} keep it")
    (tmp_path / "g.policy").write_text(text, encoding="utf-8")
    assert cli.run(["check", str(tmp_path / "g.policy")]) == Exit.NOT_A_POLICY
    lines = capsys.readouterr().err.splitlines()
    shown = [line for line in lines if line.startswith("    ")]
    assert shown
    assert max(map(len, shown)) < 300


def long_list(members: int) -> str:
    listed = ", ".join(f"member{number}" for number in range(members))
    return HEAD.replace("  value is", f"  type is one of {listed}\n  value is") + CLAUSE.format(
        "the type of the item is member3"
    )


def test_a_long_list_is_parsed_once_however_many_rows_it_has(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Reading row by row, and breaking into rows, take as much again as the list is long."""
    right, parsed = grammar.tree_of, list[str]()

    def counted(text: str, kind: object) -> object:
        parsed.append(text)
        return right(text, kind)

    monkeypatch.setattr(grammar, "tree_of", counted)
    broken = format_text(source_of("g", long_list(2_000)))
    assert format_text(source_of("g", broken)) == broken
    assert sum(len(text) > 2_000 for text in parsed) < 12


def test_a_break_is_sought_only_where_a_row_can_end(monkeypatch: pytest.MonkeyPatch) -> None:
    from verifier.language import format as formatting

    right, sought = formatting._may_break, list[int]()

    def counted(line: object, at: int, quotations: object) -> bool:
        sought.append(at)
        return right(line, at, quotations)  # type: ignore[arg-type]

    monkeypatch.setattr(formatting, "_may_break", counted)
    found = []
    for members in (200, 400):
        sought.clear()
        format_text(source_of("g", long_list(members)))
        found.append(len(sought))
    assert found[1] < 3 * found[0]


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        ("the type of the item is one of", True),
        ("the type of the item is not one of", True),
        ("type includes", True),
        ("one of", False),
        ("this one of", False),
        ("the item is one of them", False),
    ],
)
def test_a_list_is_opened_at_the_end_of_a_line(text: str, opens: bool) -> None:
    assert lines_below.opens_list(text) is opens
    assert lines_below.opens_list(f"{'word ' * 100}{text}") is opens


# --------------------------------------------------------------------------- many findings


def test_of_very_many_findings_the_first_are_explained_and_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check_context, "MOST_EXPLAINED", 2)
    monkeypatch.setattr(check_context, "MOST_LISTED", 5)
    run = check(loaded(many(8, "must not"), tmp_path), CheckOptions(frozenset({"dilemma"})))
    (only,) = [one for one in run.checks if one.check == "dilemma"]
    assert [one.witness is not None for one in only.findings] == [True, True] + 3 * [False]
    assert not only.complete
    assert only.words.startswith("Only the first 5 findings are listed.")


def test_what_was_cut_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.setattr(check_context, "MOST_LISTED", 3)
    file = loaded(many(8, "must not"), tmp_path).documents[0].file.name
    for output in ("text", "json", "sarif", "markdown"):
        assert cli.run(["check", file, "--select", "dilemma", "--format", output]) == Exit.FINDINGS
        assert "Only the first 3 findings are listed" in capsys.readouterr().out


def test_where_nothing_is_opposed_no_map_is_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    right = CheckContext.ask

    def counted(self: CheckContext, *given: object) -> bool | None:
        asked.append(given)
        return right(self, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(CheckContext, "ask", counted)
    policy = loaded(many(30), tmp_path).policy
    context = CheckContext(policy, QuestionSolver(policy), {})
    assert list(interaction.run(context)) == []
    assert asked == []


def test_a_map_of_very_many_pairs_is_cut_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(interaction, "MOST_PAIRS", 10)
    policy = loaded(many(8, "must not"), tmp_path).policy
    context = CheckContext(policy, QuestionSolver(policy), {}, brief=True)
    (note,) = interaction.run(context)
    assert note.headline.startswith("At least 10 pairs")
    assert note.detail[-1] == "18 more pairs were not looked at."


def test_a_run_that_was_cut_calls_no_acceptance_needless(tmp_path: Path) -> None:
    from verifier.findings import Acceptance
    from verifier.findings.acceptances import Accepted, accept
    from verifier.source import SourceFile, Span

    run = check(loaded(many(4, "must not"), tmp_path), CheckOptions(frozenset({"dilemma"})))
    entry = Accepted(
        "dilemma", "0" * 16, Acceptance("", "", 999_999), Span(SourceFile("f", ""), 0, 0)
    )
    assert len(accept(run, [entry], 1, True).checks[-1].findings) == 1
    cut = replace(run, checks=tuple(replace(one, complete=False) for one in run.checks))
    assert accept(cut, [entry], 1, True).checks[-1].findings == ()
