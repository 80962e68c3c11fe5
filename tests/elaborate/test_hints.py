"""What a message says to write: place, hint, and that the hint, when followed, is understood."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.examples.elaborated import elaborate_text
from tests.words.verb_table import verbs
from verifier.diagnostics import Level, Problem
from verifier.elaborate.files.loading import attempt
from verifier.model import Holds, Not, Some, ValueIs

VOCABULARY = """policy lease "Lease"

party the Landlord "the Landlord"
party the authorities "the authorities"
kind tenant is a party
kind flat
kind report
  color is one of red, blue
kind license

fact a tenant makes a report
fact a tenant committed a theft
fact a tenant has a guest
fact a party is told of a report
fact a license of a tenant is valid
fact a tenant who keeps a dog pays a fee
event the day a report is made

act notify a tenant
act honor a license

clause 1 "One"
  the Landlord must not notify a tenant
"""


def problems(text: str) -> list[Problem]:
    return [p for p in elaborate_text(text)[1] if p.level is Level.ERROR]


CONDITIONS = [
    ("the tenant doesn't make a report", "the tenant does not make a report"),
    ("the tenant never makes a report", "it is not the case that the tenant makes a report"),
    ("the tenant did not make a report", "it is not the case that the tenant makes a report"),
    (
        "the tenant did not commit a theft",
        "it is not the case that the tenant committed a theft",
    ),
    ("the tenant hasn't a guest", "the tenant has not a guest"),
    (
        "the tenant who keeps a dog does not pay a fee",
        "it is not the case that the tenant who keeps a dog pays a fee",
    ),
    ("the license of the tenant isn't valid", None),
    ("a license of the tenant isn't valid", "a license of the tenant is not valid"),
    ("a licence of the tenant is valid", "a license of the tenant is valid"),
    ("the colour of a report is red", "the color of a report is red"),
]


@pytest.mark.parametrize(("written", "instead"), [c for c in CONDITIONS if c[1]])
def test_a_condition_is_written_otherwise(written: str, instead: str) -> None:
    (problem,) = problems(f"{VOCABULARY}  when {written}\n")
    assert problem.hint == f"write “{instead}”"
    assert problem.span is not None
    assert problem.span.text in written
    assert not problems(f"{VOCABULARY}  when {instead}\n")


@pytest.mark.parametrize(
    ("written", "wrong", "instead"),
    [
        ("when tenant makes a report", "tenant", "the tenant"),
        ("when the tenant makes report", "report", "a report"),
    ],
)
def test_a_missing_article_is_supplied(written: str, wrong: str, instead: str) -> None:
    (problem,) = problems(f"{VOCABULARY}  {written}\n")
    assert problem.hint == f"write “{instead}”"
    assert problem.span is not None
    assert problem.span.text == wrong
    start = problem.span.start
    text = f"{VOCABULARY}  {written}\n"
    assert not problems(text[:start] + instead + text[start + len(wrong) :])


DEADLINES = [
    ("within 24 hours", "within 1 day of the day the report is made"),
    (
        "within 36 hours of the day the report is made",
        "within 2 days of the day the report is made",
    ),
    ("within 3 days", "within 3 days of the day the report is made"),
    ("no later than 2 weeks after the day the report is made", None),
    ("by 2026-05-01", "on or before 2026-05-01"),
    ("no later than the day the report is made", "on or before the day the report is made"),
    ("from 2026-05-01", "on or after 2026-05-01"),
    ("prior to the day the report is made", "before the day the report is made"),
    (
        "on the day the report is made",
        "on or after the day the report is made\n  on or before the day the report is made",
    ),
]


@pytest.mark.parametrize(("written", "instead"), [c for c in DEADLINES if c[1]])
def test_a_deadline_is_written_otherwise(written: str, instead: str) -> None:
    clause = """
clause 2 "Two"
  the Landlord must notify a tenant
  {}
  when the tenant makes a report
"""
    (problem,) = problems(VOCABULARY + clause.format(written))
    assert problem.span is not None
    assert problem.span.text == written
    for line in instead.split("\n"):
        assert f"“{line.strip()}”" in problem.hint
    assert not problems(VOCABULARY + clause.format(instead))


def test_a_quotation_below_a_rule() -> None:
    wrong = f'{VOCABULARY}    quote "Tell nobody."\n  when the tenant makes a report\n'
    (problem,) = problems(wrong)
    assert "stands below a rule; it belongs to the whole clause" in problem.message
    assert problem.hint == "begin it in column 3, beside the rule"
    assert not problems(wrong.replace("    quote", "  quote"))


def test_two_things_of_one_kind_are_questioned() -> None:
    text = VOCABULARY + "kind crime\nfact {}\n"
    (warning,) = elaborate_text(text.format("a crime is a crime under state law"))[1]
    assert warning.level is Level.WARNING
    assert "“a crime” behind “is” is a second crime, beside the first" in warning.message
    for instead in ("a crime is one under state law", "a crime is another crime under state law"):
        assert not elaborate_text(text.format(instead))[1]
    assert not elaborate_text(text.format("a crime follows a crime"))[1]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("  when reading scope as wide\n", "it has no readings yet"),
        ("  notwithstanding clause 7\n", "known here: “1”"),
    ],
)
def test_no_hint_lists_nothing(text: str, hint: str) -> None:
    question = 'question scope "Which?"\n  affects no verdict\n'
    found = problems(VOCABULARY + text + question)
    assert any(problem.hint == hint for problem in found)
    assert not any(problem.hint.rstrip().endswith((" are", " has", ":")) for problem in found)


# --------------------------------------------------------------------------- denials are understood


def test_what_is_printed_of_a_denial_can_be_written() -> None:
    rows = [row for row in verbs() if row[0] not in ("be", "have")]
    facts = "".join(f"fact a tenant {third} the {plain}-list\n" for plain, third, _ in rows)
    lines = "".join(f"  and the tenant does not {plain} the {plain}-list\n" for plain, _, _ in rows)
    text = f"{VOCABULARY}{lines.replace('  and', '  when', 1)}{facts}"
    policy, found = elaborate_text(text)
    assert policy is not None, found[:3]
    denied = [condition.formula for condition in policy.norms["1"].conditions]
    assert len(denied) == len(rows)
    assert all(isinstance(one, Not) and isinstance(one.body, Holds) for one in denied)


@pytest.mark.parametrize(
    "line",
    [
        "the tenant does not make a report",
        "the tenant does not have a guest",
        "the tenant has not a guest",
        "the authorities are not told of a report",
    ],
)
def test_a_denied_line_denies_all_of_it(line: str) -> None:
    policy, found = elaborate_text(f"{VOCABULARY}  when {line}\n")
    assert policy is not None, found
    formula = policy.norms["1"].conditions[0].formula
    assert isinstance(formula, Not)
    assert isinstance(formula.body, Some | Holds)


def test_a_plural_party_takes_a_plural_verb() -> None:
    assert not problems(f"{VOCABULARY}  when the authorities are told of a report\n")
    assert problems(f"{VOCABULARY}  when the tenant are told of a report\n")


# --------------------------------------------------------------------------- root causes


def of_files(folder: Path, **files: str) -> list[str]:
    for name, text in files.items():
        (folder / f"{name}.policy").write_text(text, encoding="utf-8")
    found = attempt(folder / "main.policy").problems
    return [problem.message for problem in found if problem.level is Level.ERROR]


MAIN = """policy lease "Lease"
use "words.policy"

party the Landlord "the Landlord"
kind flat
act repair a flat

clause 1 "One"
  the Landlord must not repare a flat
  when a tenant is late
  and the flat is one of
clause 1 "Again"
  the Agent must not sublet a flat
"""


def test_an_empty_file_hides_what_follows_from_it_and_nothing_else(tmp_path: Path) -> None:
    found = of_files(tmp_path, main=MAIN, words="")
    assert any("words.policy is empty" in message for message in found)
    assert any("repare a flat" in message for message in found)
    assert any(("1" in message and "twice" in message) or "second" in message for message in found)
    assert not any("the Agent" in message or "a tenant is late" in message for message in found)


def test_an_unclosed_quotation_hides_what_follows_from_it(tmp_path: Path) -> None:
    text = VOCABULARY.replace('"the Landlord"', '"the Landlord')
    (found,) = of_files(tmp_path, main=text)
    assert "the quotation that opens here is not closed" in found
    assert len(of_files(tmp_path, main=text + "  when the tenant makes a fuss\n")) == 2


def test_a_value_in_quotation_marks_is_one_value() -> None:
    text = VOCABULARY.replace("red, blue", '"red, or urgent", "blue or so", green')
    values = '"red, or urgent", "blue or so" or green'
    policy, found = elaborate_text(f"{text}  when the color of a report is one of {values}\n")
    assert policy is not None, found
    formula = policy.norms["1"].conditions[0].formula
    assert isinstance(formula, ValueIs)
    assert formula.members == {"red, or urgent", "blue or so", "green"}


@pytest.mark.parametrize("written", ["red or blue", "red, blue", "red, or blue"])
def test_several_values_are_written_with_one_of(written: str) -> None:
    line = f"  when the color of a report is {written}\n"
    (problem,) = problems(VOCABULARY + line)
    assert problem.span is not None
    assert problem.span.text == written
    assert problem.hint == "of several values write “is one of red, blue”"
    assert not problems(VOCABULARY + line.replace(written, "one of red, blue"))
