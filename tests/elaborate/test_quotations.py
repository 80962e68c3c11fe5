"""The source text: its sentences, and where quotations stand in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.examples.elaborated import policy_of, problems_of
from verifier.elaborate.source_text import source_text
from verifier.language.layout import read_source
from verifier.model import Anchor, Policy
from verifier.source import SourceFile

POLICY_TEXT = Path(__file__).parents[2] / "spec/prioritizing-safety/prioritizing-safety.txt"


def sentences(text: str) -> list[str]:
    found = source_text(SourceFile("text.txt", text)).sentences
    return [
        ("# " if sentence.heading else "") + " ".join(text[sentence.start : sentence.end].split())
        for sentence in found
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("A Title\nThe first\nsentence. Second.", ["# A Title", "The first sentence.", "Second."]),
        (
            "See Penal Code § 12.5 and No. 3 of it. Next.",
            ["See Penal Code § 12.5 and No. 3 of it.", "Next."],
        ),
        ("Brady v. Maryland, 373 U.S. 83. Next.", ["Brady v. Maryland, 373 U.S. 83.", "Next."]),
        (
            "For e.g. Ana and Mr. Day. He said “Go.” They went.",
            ["For e.g. Ana and Mr. Day.", "He said “Go.”", "They went."],
        ),
        (
            "We promise:\nFirst this. Note: that too.",
            ["We promise:", "First this.", "Note: that too."],
        ),
        (
            "1. One thing. And more.\n2. Two things.",
            ["1. One thing.", "And more.", "2. Two things."],
        ),
        (
            "We will:\n- go;\n- come.\n\nPart Two\n\nThe end.",
            ["We will:", "- go;", "- come.", "# Part Two", "The end."],
        ),
        (
            "for violation of §§ 647(a),\n647(b), 372.\nStatus is safe.",
            ["for violation of §§ 647(a), 647(b), 372.", "Status is safe."],
        ),
        ("The long line\nthat goes on", ["The long line that goes on"]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_the_first_policy_has_a_title_and_twelve_sentences() -> None:
    found = source_text(read_source("text", POLICY_TEXT.read_bytes())).sentences
    assert [sentence.heading for sentence in found] == [True] + [False] * 12
    assert [sentence.number for sentence in found] == list(range(1, 14))


# --------------------------------------------------------------------------- quotations

SOURCE = """Use of Words

The Office’s word – once given – stands,  and “always”
will. It stands for the Office, and for all.
"""


def clause(quote: str, more: str = "") -> str:
    return f'clause 1 "One"\n  quote "{quote}"\n  the Office must not file a report\n{more}'


def passages(policy: Policy, anchor: Anchor) -> list[str]:
    assert policy.source is not None
    return [policy.source.file.text[start:end] for start, end in anchor.passages]


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("The Office's word - once given", ["The Office’s word – once given"]),
        ("stands, and 'always' will".replace("'", "”"), ["stands,  and “always”\nwill"]),
        ("The Office's … given … will.", ["The Office’s", "given", "will."]),
        ("for all ...", ["for all"]),
    ],
)
def test_a_quotation_is_found(quote: str, expected: list[str]) -> None:
    policy = policy_of(clause(quote.replace('"', "”")), SOURCE)
    assert passages(policy, policy.clauses["1"].anchors[0]) == expected
    assert policy.norms["1"].anchors == policy.clauses["1"].anchors


@pytest.mark.parametrize(
    "quote",
    ["the office's word", "Office's wor", "once given … for all", "stands … given"],
)
def test_a_quotation_is_not_found(quote: str) -> None:
    (message,) = problems_of(clause(quote), SOURCE)
    assert message == f"clause 1 quotes words that the source does not contain: “{quote}”"


def test_a_quotation_below_a_line_is_looked_for_in_the_clause_first() -> None:
    text = clause("It stands for the Office", '  when a report is false\n    quote "stands"\n')
    policy = policy_of(text, SOURCE)
    (anchor,) = policy.norms["1"].conditions[0].anchors
    assert anchor.passages[0][0] > SOURCE.index("It")


def test_a_question_is_about_words_of_a_clause() -> None:
    policy = policy_of(
        clause("It stands … for all.", "  when reading word as given\n")
        + """
question word "Which word?"
  about "Office, and" in clause 1
  about "once given" in the text
  reading given "Given"
  reading taken (plain) "Taken"
  adopted taken by "The editor" on 2026-03-01 because "it is so"
""",
        SOURCE,
    )
    question = policy.questions["word"]
    assert question.plain == "taken"
    assert [about.clause for about in question.about] == ["1", None]
    assert passages(policy, question.about[0].anchor) == ["Office, and"]
    assert question.adopted is not None
    assert question.adopted.reading == "taken"


def test_without_a_source_quotations_are_not_checked() -> None:
    policy = policy_of(clause("Anything at all"))
    assert policy.clauses["1"].anchors[0].passages == ()
    assert policy.source is None
