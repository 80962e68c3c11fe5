"""What each edit of an amendment does to the lines of a policy: an edit goes in; the lines and
words that it takes out, puts in and leans on come out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import assert_never

from verifier.changes.amend.lists import ListText, find_list, find_member
from verifier.changes.amend.names import find_exception, find_item, find_line, name_of, place_of
from verifier.changes.amend.stems import STEMMED, exception_name
from verifier.changes.amend.text import THE_TEXT, Address, PolicyText
from verifier.changes.amend.wording import Rewording, occurrences, rewording, single, target
from verifier.elaborate import refusal
from verifier.language import (
    EditException,
    EditList,
    EditPart,
    EditWords,
    InsertItems,
    InsertLines,
    ItemName,
    NewLine,
    Quoted,
    Renumber,
    ReplaceItem,
    ReplaceLine,
    StrikeItem,
    StrikeLine,
)
from verifier.language.line_kinds import LineKind
from verifier.language.logical_lines import LogicalLine
from verifier.language.refused_words import QUOTATION
from verifier.source import Span

_CONDITIONS = STEMMED | {LineKind.PART}
_QUOTING = frozenset({LineKind.QUOTE, LineKind.ABOUT, LineKind.NOT_ENCODED})
"""Lines whose quotation an edit can change."""


@dataclass(frozen=True)
class TouchedWords:
    """Words that an edit takes out or changes: a stretch of a line, or the line with everything
    below it (`end` None)."""

    address: Address
    start: int = 0
    end: int | None = None


@dataclass(frozen=True)
class LineChange:
    """One edit, resolved.

    touches: what it takes out or changes; leans: lines that have to stay, because it stands beside
    them. The rest says what it does: lines struck, lines replaced (the first of them by the new
    ones), lines put after a line or below one, words, lists, ids, and the question under whose
    readings nothing is expected any more.
    """

    edit: EditPart
    amendment: str
    touches: tuple[TouchedWords, ...] = ()
    leans: tuple[Address, ...] = ()
    struck: tuple[Address, ...] = ()
    replaced: tuple[Address, ...] = ()
    after: Address | None = None
    below: Address | None = None
    lines: tuple[NewLine, ...] = ()
    words: tuple[tuple[Address, Rewording], ...] = ()
    lists: tuple[tuple[Address, Relisting], ...] = ()
    renumbered: tuple[str, str] | None = None
    unasked: str = ""

    @property
    def span(self) -> Span:
        return self.edit.span


@dataclass(frozen=True)
class Relisting:
    """What happens to the members in one line."""

    struck: tuple[str, ...] = ()
    changed: tuple[tuple[str, str], ...] = field(default=())
    added: tuple[str, ...] = ()


def resolved(edit: EditPart, amendment: str, text: PolicyText) -> LineChange:
    """The edit in terms of the lines of the policy; refused where it does not apply to them."""

    def change(
        touched: tuple[Address, ...] = (),
        **what: object,
    ) -> LineChange:
        touches = tuple(TouchedWords(address) for address in touched)
        return LineChange(edit, amendment, touches, **what)  # type: ignore[arg-type]

    match edit:
        case StrikeItem(item, expectations):
            lines = place_of(text, item)
            question = name_of(text.line(lines[0])) if expectations else ""
            return change(lines, struck=lines, unasked=question)
        case ReplaceItem(item, new):
            lines = place_of(text, item)
            return change(lines, replaced=lines, lines=new)
        case InsertItems(after, new):
            line = find_item(text, after)
            return change(leans=(line,), after=line, lines=new)
        case Renumber():
            return _renumbered(edit, amendment, text)
        case StrikeLine(item, wanted):
            line = find_line(text, item, wanted)
            return change((line,), struck=(line,))
        case ReplaceLine(item, wanted, new):
            line = find_line(text, item, wanted)
            return change((line,), replaced=(line,), lines=new)
        case InsertLines():
            return _inserted(edit, text, change)
        case EditException():
            return _exception(edit, text, change)
        case EditList():
            return _list(edit, amendment, text)
        case EditWords():
            return _words(edit, amendment, text)
        case _:
            assert_never(edit)


_Make = Callable[..., LineChange]


def _renumbered(edit: Renumber, amendment: str, text: PolicyText) -> LineChange:
    clause = find_item(text, ItemName("clause", edit.clause.text, edit.clause.span))
    head = text.line(clause).text
    at = head.index(edit.clause.text, len("clause"))
    touch = TouchedWords(clause, at, at + len(edit.clause.text))
    pair = (edit.clause.text, edit.new.text)
    return LineChange(edit, amendment, (touch,), renumbered=pair)


def _inserted(edit: InsertLines, text: PolicyText, change: _Make) -> LineChange:
    if edit.after is not None:
        line = find_line(text, edit.item, edit.after)
        return change(leans=(line,), after=line, lines=edit.lines)
    whose = place_of(text, edit.item)
    if edit.item.exception is not None:
        return change(leans=(whose[-1],), after=whose[-1], lines=edit.lines)
    last = _last_condition(text, whose[0])
    if last is None:
        return change(leans=whose, below=whose[0], lines=edit.lines)
    return change(leans=(last,), after=last, lines=edit.lines)


def _last_condition(text: PolicyText, item: Address) -> Address | None:
    """The last line of an item's own conditions, before its exceptions."""
    last = None
    for index, child in enumerate(text.line(item).children):
        if child.role is LineKind.EXCEPT:
            break
        if child.role in _CONDITIONS:
            last = (*item, index)
    return last


def _exception(edit: EditException, text: PolicyText, change: _Make) -> LineChange:
    whose = place_of(text, edit.item)[0]
    if edit.name is None:
        _check_exception(edit.lines, edit.span)
        return change(leans=(whose,), below=whose, lines=edit.lines)
    lines = find_exception(text, whose, edit.name.text, edit.name.span)
    if not edit.lines:
        return change(lines, struck=lines)
    _check_exception(edit.lines, edit.span)
    return change(lines, replaced=lines, lines=edit.lines)


def _check_exception(lines: tuple[NewLine, ...], span: Span) -> None:
    if not lines or not lines[0].words.text.startswith("except "):
        raise refusal(
            "malformed-line",
            "an exception begins with “except NAME when …”",
            lines[0].words.span if lines else span,
            "write its first line so; the lines that go on with it begin with “and”",
        )


# --------------------------------------------------------------------------- lists


def _list(edit: EditList, amendment: str, text: PolicyText) -> LineChange:
    of = find_list(text, edit)
    found = [(find_member(of, quoted), quoted) for quoted in edit.struck]
    touches = tuple(TouchedWords(m.address, m.start, m.end) for m, _ in found)
    if not edit.struck:
        return LineChange(edit, amendment, touches, (of.lines[0],), lists=(_added(of, edit),))
    if not edit.added:
        lists = tuple((m.address, Relisting(struck=(m.words,))) for m, _ in found)
        return LineChange(edit, amendment, touches, lists=lists)
    new = edit.added[0]
    _check_new(of, new)
    member = found[0][0]
    changed = Relisting(changed=((member.words, new.text),))
    return LineChange(edit, amendment, touches, lists=((member.address, changed),))


def _added(of: ListText, edit: EditList) -> tuple[Address, Relisting]:
    for quoted in edit.added:
        _check_new(of, quoted)
    return of.lines[-1], Relisting(added=tuple(quoted.text for quoted in edit.added))


def _check_new(of: ListText, quoted: Quoted) -> None:
    if any(member.words.lower() == quoted.text.lower() for member in of.members):
        raise refusal(
            "needless-edit",
            f"“{quoted.text}” is in the list “{of.of}” already",
            quoted.span,
            "leave this edit out",
        )


# --------------------------------------------------------------------------- words


def _words(edit: EditWords, amendment: str, text: PolicyText) -> LineChange:
    if edit.struck and edit.added and edit.struck.text == edit.added.text:
        raise refusal(
            "needless-edit",
            f"“{edit.struck.text}” is replaced by the same words",
            edit.span,
            "leave this edit out",
        )
    if edit.item is None:
        return _in_text(edit, amendment, text)
    return _in_quotation(edit, amendment, text)


def _in_text(edit: EditWords, amendment: str, text: PolicyText) -> LineChange:
    source = text.source
    if source is None:
        raise refusal(
            "missing-target",
            "the policy has no text of its own that could be amended",
            edit.span,
            "a policy names its text with a line “source text “FILE””",
        )
    wanted = target(edit)
    found = occurrences(source.text, wanted.text)
    single(found, wanted, "the text", lambda start, end: Span(source, start, end))
    return _reworded(edit, amendment, THE_TEXT, source.text, found[0])


def _in_quotation(edit: EditWords, amendment: str, text: PolicyText) -> LineChange:
    assert edit.item is not None
    whose = place_of(text, edit.item)
    wanted = target(edit)
    found = [
        (address, at)
        for address in (line for one in whose for line in (one, *text.below(one)))
        if text.line(address).role in _QUOTING
        for at in _quoted_at(text.line(address), wanted)
    ]
    spans = {at: text.line(address) for address, at in found}
    name = f"{edit.item.noun} {edit.item.name}"
    if edit.item.exception:
        name = f"the exception “{exception_name(text.line(whose[0]))}”"
    single(
        [at for _, at in found],
        wanted,
        f"the quotations of {name}",
        lambda start, end: spans[start, end].span(start, end),
    )
    address, at = found[0]
    return _reworded(edit, amendment, address, text.line(address).text, at)


def _quoted_at(line: LogicalLine, wanted: Quoted) -> Iterator[tuple[int, int]]:
    """Where the words stand within the quotation of a line."""
    for quotation in QUOTATION.finditer(line.text):
        begin = quotation.start() + 1
        for start, end in occurrences(quotation[0][1:-1], wanted.text):
            yield begin + start, begin + end


def _reworded(
    edit: EditWords, amendment: str, address: Address, text: str, at: tuple[int, int]
) -> LineChange:
    change = rewording(text, at, edit)
    touches = (TouchedWords(address, *at),) if edit.struck else ()
    leans = () if edit.struck else (address,)
    return LineChange(edit, amendment, touches, leans, words=((address, change),))
