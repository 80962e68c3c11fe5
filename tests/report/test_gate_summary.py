"""The summary of the gate: what it says fits a comment, and what is cut is counted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from verifier.report import render
from verifier.report.page.gate_summary import (
    COMMENT,
    Line,
    Stretch,
    Summary,
    SummaryPart,
    Weight,
    fitted,
    plain,
    section,
)


def lines(number: int, words: str = "word") -> list[Line]:
    return [plain(f"line {place}: {words}") for place in range(number)]


def summary(number: int, words: str = "word", parts: int = 1) -> Summary:
    part = SummaryPart(
        "“Lending” as changed since main",
        "1 outcome of 1 act changed.",
        (
            section("Who gains, who loses", lines(number, words), Weight.GRAVE),
            section("The words", lines(number, words), Weight.PLAIN),
            section("Findings that are gone", lines(number, words), Weight.LIGHT),
        ),
    )
    return Summary("Antinomy: stopped", "1 policy.", (), (part,) * parts, "The whole: elsewhere.")


def test_what_is_short_is_whole() -> None:
    text = render.markdown_summary(summary(20))
    assert text.count("- line ") == 60
    assert "Cut" not in text
    assert text.startswith("<!-- antinomy -->\n## Antinomy: stopped\n")
    assert text.endswith("The whole: elsewhere.\n")


@pytest.mark.parametrize(
    ("number", "words", "parts"),
    [
        (400, "word " * 30, 1),
        (3, "word " * 20_000, 1),
        (30, "a\U0001f600" * 60, 12),
        (9, "*_~" * 300, 12),
        (1, "word", 900),
        (2_000, "word " * 20, 20),
    ],
)
def test_what_is_long_is_cut_and_said_to_be(number: int, words: str, parts: int) -> None:
    text = render.markdown_summary(summary(number, words, parts))
    assert len(text.encode("utf-16-le")) // 2 <= COMMENT
    assert "**Cut to the length of a comment. Not shown: " in text
    assert "who loses" in text
    assert text.endswith("The whole: elsewhere.\n")


@pytest.mark.parametrize("most", [100_000, 20_000, 9_000, 5_000, 3_000, 1_500, 700])
def test_every_line_is_shown_or_counted(most: int) -> None:
    whole = summary(40, "word " * 20, 6)
    seen: list[Summary] = []

    def write(cut: Summary) -> str:
        seen.append(cut)
        return render.markdown_template("summary.md.jinja", cut)

    assert len(fitted(whole, write, most)) <= most
    last = seen[-1]
    sections = [found for part in last.parts for found in part.sections]
    shown = sum(len(found.lines) + found.left_out for found in sections)
    assert shown == 120 * len(last.parts)
    assert len(last.parts) + last.left_out == 6
    assert bool(last.cut) == (last != whole)


def test_what_is_grave_stays_longest() -> None:
    text = render.markdown_summary(summary(150, "word " * 60))
    grave, rest = text.split("#### The words")
    words, gone = rest.split("#### Findings that are gone")
    shown = [part.count("- line ") for part in (grave, words, gone)]
    assert shown[0] > shown[1] > shown[2]
    assert f"*… and {150 - shown[2]} more*" in gone


def test_nobody_is_called_and_no_mark_up_gets_in() -> None:
    words = "@jane <img src=x> [a](b) `c` ~~d~~ <!-- e"
    loud = replace(
        summary(1), sections=(section("Loud", [(Stretch("struck", words),)], Weight.GRAVE),)
    )
    text = render.markdown_summary(loud)
    assert "@jane" not in text
    assert "@\u200bjane" in text
    assert r"~~@" in text
    assert r"\<img src=x\> \[a\](b) \`c\` \~\~d\~\~ \<!-- e~~" in text
