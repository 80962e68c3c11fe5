"""One policy counts money in one currency: amounts in two could not be compared."""

from __future__ import annotations

import re
from collections.abc import Sequence

from verifier.elaborate.sentences.complaints import Complaints
from verifier.language import Document
from verifier.source import SourceFile, Span

_MONEY = re.compile(r"([$€£])\d[\d,.]*|\d (dollar|euro|pound)s?\b")
_APART = re.compile(r'"[^"]*"|“[^”]*”|^\s*#[^\n]*', re.MULTILINE)
_NAMES = {"$": "dollars", "€": "euros", "£": "pounds"}


def check_currency(documents: Sequence[Document], complaints: Complaints) -> None:
    """Report the first amount in a second currency; quotations and comments do not count."""
    first: tuple[str, Span] | None = None
    for document in documents:
        if _MONEY.search(document.file.text) is None:
            continue
        for found in _MONEY.finditer(_bare(document.file)):
            name = _NAMES.get(found[1], f"{found[2]}s")
            place = Span(document.file, found.start(), found.end())
            first = first or (name, place)
            if name != first[0]:
                complaints.error(
                    "two-currencies",
                    f"this policy counts money in {first[0]} and in {name}",
                    place,
                    "write every amount in one currency",
                    (("the first amount is here", first[1]),),
                )
                return


def _bare(file: SourceFile) -> str:
    """The text with quotations and comments blanked out, every other character in its place."""
    return _APART.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), file.text)
