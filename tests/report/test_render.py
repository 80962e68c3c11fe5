"""Pages as HTML and Markdown, whole pages as snapshots; accept changes with `make snapshots`."""

from __future__ import annotations

import dataclasses
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from tests.report import page_example
from verifier.findings.finding import Run
from verifier.report import render
from verifier.report.page import policy_page as page
from verifier.report.page.source_text import SentenceFate, sentence_views

VOID = {"meta", "link", "input", "br", "img", "hr"}


class Reader(HTMLParser):
    """Reads a page: its ids, its links, every address it would fetch, and whether tags nest."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)
        for name, value in attrs:
            if name == "id" and value:
                self.ids.append(value)
            if tag == "a" and name == "href" and value:
                self.links.append(value)
            elif name in ("src", "href") and value:
                self.fetched.append(value)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture
def example() -> page.Page:
    return page_example.paged(page_example.run())


def test_markdown_page(example: page.Page, snapshot: SnapshotAssertion) -> None:
    assert render.markdown(example) == snapshot


def test_markdown_findings(example: page.Page, snapshot: SnapshotAssertion) -> None:
    assert render.markdown_findings(example) == snapshot


def test_html_body(example: page.Page, snapshot: SnapshotAssertion) -> None:
    body = render.html(example).split("<body>")[1].split("<script>")[0]
    assert "\n".join(line.strip() for line in body.splitlines() if line.strip()) == snapshot


def test_page_is_self_contained_and_every_link_leads_somewhere(example: page.Page) -> None:
    reader = Reader(render.html(example))
    assert reader.open == []
    assert reader.fetched == ["data:,"]
    assert len(reader.ids) == len(set(reader.ids))
    assert {link.removeprefix("#") for link in reader.links} <= set(reader.ids)


def test_everything_can_be_cited(example: page.Page) -> None:
    ids = set(Reader(render.html(example)).ids)
    assert {finding.anchor for finding in example.findings} <= ids
    assert {sentence.anchor for sentence in example.sentences} <= ids
    assert {clause.anchor for clause in (*example.clauses, *example.law_clauses)} <= ids
    assert {question.anchor for question in example.questions} <= ids
    assert {case.anchor for case in example.cases} <= ids


def test_words_of_a_policy_cannot_inject_markup(example: page.Page) -> None:
    hostile = dataclasses.replace(example, title='<script>alert("1")</script> & {{ 7 * 7 }}')
    html = render.html(hostile)
    assert "<script>alert" not in html
    assert "&lt;script&gt;" in html
    assert "{{ 7 * 7 }}" in html
    assert "\\<script\\>" in render.markdown(hostile)


def test_nothing_found_reads_well() -> None:
    quiet = page_example.paged(Run("lending", ()))
    assert quiet.headline == "nothing found"
    assert "Nothing was found." in render.html(quiet)
    assert "Nothing was found." in render.markdown(quiet)
    assert "Every check that was asked for came to an answer." in render.html(quiet)


def test_a_missing_value_is_a_fault_not_an_empty_string() -> None:
    template = render.environment().from_string("{{ page.nothing_of_that_name }}")
    with pytest.raises(Exception, match="nothing_of_that_name"):
        template.render(page=object())


def test_fate_of_each_sentence() -> None:
    fates = {view.number: view.fate for view in sentence_views(page_example.policy())}
    assert fates == {
        1: SentenceFate.HEADING,
        2: SentenceFate.SET_ASIDE,
        3: SentenceFate.ENCODED,
        4: SentenceFate.ENCODED,
        5: SentenceFate.ENCODED,
        6: SentenceFate.UNACCOUNTED,
    }


def test_segments_of_a_sentence_make_up_the_sentence() -> None:
    for view in sentence_views(page_example.policy()):
        assert "".join(segment.words for segment in view.segments) == view.words


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=40))
def test_code_spans_keep_their_text(words: str) -> None:
    code = str(render.markdown_code(words))
    fence = code[: len(code) - len(code.lstrip("`"))]
    assert code.endswith(fence)
    assert fence not in words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain words", "plain words"),
        ("*not* _emphasis_", r"\*not\* \_emphasis\_"),
        ("1. not a list", r"1\. not a list"),
        ("- not a list", r"\- not a list"),
        ("version 1.2", "version 1.2"),
        ("a | b", r"a \| b"),
        ("two\nlines", "two lines"),
        ("[link](there)", r"\[link\](there)"),
        ("# no heading", r"\# no heading"),
    ],
)
def test_markdown_shows_text_as_it_stands(text: str, expected: str) -> None:
    assert render.escape_markdown(text) == expected
