"""Edits of one version that cannot all be made: two that touch the same words, and two clauses that
would come to bear one number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from verifier.changes.amend.changes import LineChange, TouchedWords
from verifier.changes.amend.names import name_of
from verifier.changes.amend.text import THE_TEXT, Address, PolicyText
from verifier.diagnostics import Problem
from verifier.language.line_kinds import LineKind


def clashes(changes: Sequence[LineChange], text: PolicyText) -> Iterator[Problem]:
    """A problem for each pair of edits that touch the same words, and for each doubled number."""
    for first, second in combinations(changes, 2):
        address = _met(first, second)
        if address is not None:
            yield _same_words(first, second, address, text)
    yield from _numbers(changes, text)


def _met(first: LineChange, second: LineChange) -> Address | None:
    """Where two edits meet."""
    for one in first.touches:
        for other in second.touches:
            if _overlap(one, other):
                return max(one.address, other.address, key=len)
    for change, other_change in ((first, second), (second, first)):
        for touch in change.touches:
            for line in other_change.leans:
                if touch.end is None and _within(line, touch.address):
                    return line
    return None


def _overlap(one: TouchedWords, other: TouchedWords) -> bool:
    if one.end is None or other.end is None:
        whole, part = (one, other) if one.end is None else (other, one)
        both_whole = one.end is None and other.end is None
        return _within(part.address, whole.address) or (
            both_whole and _within(whole.address, part.address)
        )
    return one.address == other.address and one.start < other.end and other.start < one.end


def _within(address: Address, whole: Address) -> bool:
    return address[: len(whole)] == whole


def _same_words(
    first: LineChange, second: LineChange, address: Address, text: PolicyText
) -> Problem:
    if address == THE_TEXT:
        where = "in the policy's own text"
    else:
        where = f"in “{text.line(address).text}”"
    whose = ""
    if first.amendment != second.amendment:
        whose = f" of the amendments “{first.amendment}” and “{second.amendment}”"
    return Problem(
        "same-words",
        f"two edits{whose} touch the same words, {where}",
        second.span,
        "make them one edit, or let the second amend the version that the first makes",
        related=(("the other edit is here", first.span),),
    )


def _numbers(changes: Sequence[LineChange], text: PolicyText) -> Iterator[Problem]:
    """Clauses that would bear the number of another clause that stays."""
    renumbered = [(change, *change.renumbered) for change in changes if change.renumbered]
    going = {old for _, old, _ in renumbered}
    struck = {address for change in changes for address in (*change.struck, *change.replaced)}
    staying = {
        name_of(text.line(address))
        for address in text.items()
        if text.line(address).role is LineKind.CLAUSE and address not in struck
    }
    for number, (change, old, new) in enumerate(renumbered):
        earlier = next((c for c, _, other in renumbered[:number] if other == new), None)
        if (new in staying and new not in going) or earlier is not None:
            yield Problem(
                "doubled-number",
                f"clause {old} cannot become clause {new}: there is another clause {new}",
                change.span,
                "renumber or strike the other clause as well",
                related=(("it gets the number here", earlier.span),) if earlier else (),
            )
