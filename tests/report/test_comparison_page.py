"""The page of a comparison: what is folded, what is told line by line."""

from __future__ import annotations

from verifier.report import render
from verifier.report.page.comparison import ComparisonPage, GroupView, ToldView
from verifier.report.terminal_comparison import comparison_rows

UNPLAIN = "only where a question is not read plainly"


def group(number: int, standing: str) -> GroupView:
    return GroupView(
        number=number,
        anchor=f"change-{number}",
        act=f"The Office burns item {number}",
        before="silent",
        after="prohibited (clause 1)",
        column="",
        standing=standing,
        rules=(),
        shown=None,
        made_by=f"clause {number}",
        assurance="",
    )


def page(*groups: GroupView) -> ComparisonPage:
    return ComparisonPage(
        title="Burning",
        old="old",
        new="new",
        headline="Something changed",
        assurance="Certain",
        undeclared=(ToldView("undeclared-effect: it does", ("For instance: an item.", "Now.")),),
        declared=(),
        scope=(),
        text=(),
        deadlines=(),
        effects=(),
        groups=groups,
        grounds=(),
        promises=(),
        cases=(),
        settled=(),
        opened=(),
        new_findings=(),
        gone_findings=(),
        findings_words="Findings: 0 new, 0 gone, 0 unchanged.",
        undecided=(),
        version="0",
    )


def rows(shown: ComparisonPage) -> list[str]:
    return [row.text for row in comparison_rows(shown)]


def test_what_is_only_so_under_other_readings_is_a_line_each() -> None:
    mixed = page(group(1, UNPLAIN), group(2, ""), group(3, UNPLAIN))
    said = rows(mixed)
    assert "2. The Office burns item 2" in said
    assert "Made by clause 2" in said
    assert f"2 more outcomes change, {UNPLAIN}:" in said
    assert "1. The Office burns item 1: silent → prohibited (clause 1)" in said
    assert "Made by clause 1" not in said


def test_where_nothing_changes_under_the_plain_readings_all_is_shown() -> None:
    said = rows(page(group(1, UNPLAIN), group(2, UNPLAIN)))
    assert {"Made by clause 1", "Made by clause 2"} <= set(said)
    assert not any("more outcome" in words for words in said)


def test_the_html_page_folds_and_drops_nothing() -> None:
    html = render.html_comparison(page(group(1, UNPLAIN), group(2, "")))
    open_part, _, folded = html.partition('<details class="fold changes">')
    assert f"<summary>1 more outcome changes, {UNPLAIN}</summary>" in folded
    assert 'id="change-2"' in open_part
    assert 'id="change-1"' in folded
    assert "<details" not in render.html_comparison(page(group(1, UNPLAIN)))


def test_the_markdown_has_every_group() -> None:
    text = render.markdown_comparison(page(group(1, UNPLAIN), group(2, "")))
    assert text.count("### ") == 2


def test_an_example_of_what_was_not_declared_is_told_line_by_line() -> None:
    assert "For instance: an item." in rows(page())
    assert "<li>For instance: an item.</li>" in render.html_comparison(page())
