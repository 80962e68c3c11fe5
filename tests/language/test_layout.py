"""Bytes to text, text to rows: what is folded, what is refused, what stands below what."""

from __future__ import annotations

import pytest

from verifier.diagnostics import InputProblems
from verifier.language.layout import DEEPEST, Row, layout, read_source, source_of


def message_for(data: bytes) -> str:
    with pytest.raises(InputProblems) as raised:
        read_source("a.policy", data)
    (problem,) = raised.value.problems
    return problem.message


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "a.policy is empty"),
        (b" \n\t\r\n", "a.policy is empty"),
        (b"\xef\xbb\xbf", "a.policy is empty"),
        (b"policy\0x", "a.policy is not a text file: it holds binary data"),
        (b"%PDF-1.7", "a.policy is a PDF document, not plain text"),
        (b"PK\x03\x04", "a.policy is a word-processor document or an archive, not plain text"),
        ("policy".encode("utf-16"), "a.policy is text in the encoding UTF-16, not plain text"),
    ],
)
def test_unreadable(data: bytes, message: str) -> None:
    assert message_for(data) == message


def test_not_utf8_names_the_place() -> None:
    with pytest.raises(InputProblems) as raised:
        read_source("a.policy", b"party caf\xe9\n".replace(b"party", b"# one\r\nparty"))
    (problem,) = raised.value.problems
    assert "the byte 0xe9" in problem.message
    assert problem.span is not None
    assert problem.span.place == "a.policy:2:10"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"\xef\xbb\xbfact use it\n", "act use it\n"),
        (b"a\r\nb\rc\n", "a\nb\nc\n"),
        (b"a\n\tb\n\t\tc\td\n", "a\n  b\n    c d\n"),
        ("a\u00a0b\u2009c\u200bd".encode(), "a b cd"),
        ("e\u0301".encode(), "\u00e9"),
    ],
)
def test_harmless_differences_are_folded(data: bytes, text: str) -> None:
    assert read_source("a.policy", data).text == text


def tree(rows: tuple[Row, ...] | list[Row]) -> list[object]:
    return [[row.text, *tree(row.children)] for row in rows]


def test_rows_nest_by_indentation() -> None:
    text = "a\n  b\n     c\n    d\n  e\nf\n"
    assert tree(layout(source_of("x", text)).rows) == [
        ["a", ["b", ["c"], ["d"]], ["e"]],
        ["f"],
    ]


def test_comments_go_with_the_row_below_or_stay_in_their_block() -> None:
    text = "# top\n\na\n  # one\n  b\n  # end of a\n# two\nc\n# end\n"
    shape = layout(source_of("x", text))
    first, second = shape.rows
    assert first.comments == ["# top", ""]
    assert first.children[0].comments == ["# one"]
    assert first.trailing == ["# end of a"]
    assert second.comments == ["# two"]
    assert shape.trailing == ("# end",)


def test_spans_point_into_the_text() -> None:
    file = source_of("x", "a\n   b c  \n")
    (row,) = layout(file).rows[0].children
    assert file.text[row.start : row.end] == "b c"


def test_nesting_is_bounded() -> None:
    text = "".join(" " * depth + "all of\n" for depth in range(500))
    shape = layout(source_of("x", text))
    assert [problem.name for problem in shape.problems] == ["nesting-too-deep"]
    depth, rows = 0, shape.rows
    while rows:
        depth, rows = depth + 1, tuple(rows[0].children)
    assert depth == DEEPEST
