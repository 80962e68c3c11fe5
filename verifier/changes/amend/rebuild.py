"""Making the changes: the lines of a policy and the changes go in, the amended lines come out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from verifier.changes.amend.changes import LineChange, Relisting
from verifier.changes.amend.expectations import still_expected
from verifier.changes.amend.joining import Slot, added, fresh, in_place_of, joined
from verifier.changes.amend.lists import relisted
from verifier.changes.amend.text import THE_TEXT, Address, FileText, PolicyText, with_line
from verifier.changes.amend.wording import Rewording, in_rows, reworded
from verifier.language.format import MARGIN
from verifier.language.line_kinds import LineKind
from verifier.language.logical_lines import LogicalLine
from verifier.language.refused_words import mask
from verifier.source import SourceFile


@dataclass
class Plan:
    """All changes, by the lines that they are about."""

    struck: dict[Address, LineChange] = field(default_factory=dict)
    replaced: dict[Address, LineChange] = field(default_factory=dict)
    after: dict[Address, list[LineChange]] = field(default_factory=dict)
    below: dict[Address, list[LineChange]] = field(default_factory=dict)
    words: dict[Address, list[Rewording]] = field(default_factory=dict)
    lists: dict[Address, list[Relisting]] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    unasked: dict[str, LineChange] = field(default_factory=dict)

    @classmethod
    def of(cls, changes: Sequence[LineChange]) -> Plan:
        plan = cls()
        for change in changes:
            plan._add(change)
        return plan

    def _add(self, change: LineChange) -> None:
        self.struck.update(dict.fromkeys((*change.struck, *change.replaced[1:]), change))
        self.replaced.update(dict.fromkeys(change.replaced[:1], change))
        if change.after is not None:
            self.after.setdefault(change.after, []).append(change)
        if change.below is not None:
            self.below.setdefault(change.below, []).append(change)
        for address, words in change.words:
            self.words.setdefault(address, []).append(words)
        for address, listing in change.lists:
            self.lists.setdefault(address, []).append(listing)
        self.numbers.update([change.renumbered] if change.renumbered else [])
        self.unasked.update({change.unasked: change} if change.unasked else {})


def amended_text(text: PolicyText, changes: Sequence[LineChange]) -> PolicyText:
    """The policy with all changes made, which do not meet. Raises a refusal where the lines would
    no longer make a whole."""
    plan = Plan.of(changes)
    files = tuple(_file(file, (number,), plan) for number, file in enumerate(text.files))
    return PolicyText(files, _source(text.source, plan))


def _source(source: SourceFile | None, plan: Plan) -> SourceFile | None:
    changes = plan.words.get(THE_TEXT, [])
    if source is None or not changes:
        return source
    widest = max(MARGIN, *(len(row) for row in source.text.split("\n")))
    return replace(source, text=in_rows(reworded(source.text, changes), widest))


def _file(file: FileText, base: Address, plan: Plan) -> FileText:
    """The amended items of a file. Comments that stand apart above a struck item head what follows
    it, and stay."""
    items: list[LogicalLine] = []
    heading: tuple[str, ...] = ()
    for index, item in enumerate(file.items):
        address = (*base, index)
        if address in plan.struck:
            heading = (*heading, *_heading(item))
            found: list[LogicalLine] = []
        elif address in plan.replaced:
            found = list(_replacing(item, plan.replaced[address]))
        else:
            found = [_line(item, address, plan)]
        for change in plan.after.get(address, ()):
            found += [fresh(new, LineKind.FILE, "") for new in change.lines]
        if found and heading:
            found[0] = replace(found[0], comments=(*heading, *found[0].comments))
            heading = ()
        items += found
    return FileText(file.file, tuple(items), (*heading, *file.trailing))


def _heading(item: LogicalLine) -> tuple[str, ...]:
    """The comments above an item that a blank row parts from it, with that row."""
    blanks = [index for index, comment in enumerate(item.comments) if not comment]
    return item.comments[: blanks[-1] + 1] if blanks else ()


def _replacing(old: LogicalLine, change: LineChange) -> Iterator[LogicalLine]:
    for number, new in enumerate(change.lines):
        line = fresh(new, LineKind.FILE, "")
        yield line if number else _in_its_place(line, old)


def _in_its_place(line: LogicalLine, old: LogicalLine) -> LogicalLine:
    """The comments above a line that is replaced stay, unless the new line has its own."""
    return replace(line, comments=line.comments or old.comments, blank_before=old.blank_before)


# --------------------------------------------------------------------------- lines below a line


def _line(line: LogicalLine, address: Address, plan: Plan) -> LogicalLine:
    text = reworded(line.text, plan.words.get(address, ()))
    for one in plan.lists.get(address, ()):
        text = relisted(text, one.struck, dict(one.changed), one.added)
    slots = list(_below(line, address, plan))
    rearranged = any(slot.new or slot.struck for slot in slots)
    children = joined(slots) if rearranged else tuple(slot.line for slot in slots)
    text = _renumbered(line.role, text, plan.numbers)
    return with_line(line, text=text, children=tuple(c for c in children if c.text))


def _below(line: LogicalLine, address: Address, plan: Plan) -> Iterator[Slot]:
    for index, child in enumerate(line.children):
        place = (*address, index)
        if place in plan.struck:
            yield Slot(child, struck=plan.struck[place])
        elif place in plan.replaced:
            new = in_place_of(child, plan.replaced[place].lines, line)
            first = [_in_its_place(one, child) for one in new[:1]]
            yield from (Slot(one, new=True) for one in (*first, *new[1:]))
        else:
            yield _kept(child, place, plan)
        yield from _added(plan.after.get(place, ()), line)
    yield from _added(plan.below.get(address, ()), line)


def _kept(line: LogicalLine, place: Address, plan: Plan) -> Slot:
    """A line that stays; an expectation goes with the question under whose reading it holds."""
    if line.role is not LineKind.EXPECT or not plan.unasked:
        return Slot(_line(line, place, plan))
    expected = still_expected(line, plan.unasked)
    if expected:
        return Slot(with_line(line, text=expected))
    return Slot(line, struck=next(iter(plan.unasked.values())))


def _added(changes: Sequence[LineChange], parent: LogicalLine) -> Iterator[Slot]:
    for change in changes:
        yield from (Slot(line, new=True) for line in added(change.lines, parent))


# --------------------------------------------------------------------------- numbers


def _renumbered(role: LineKind, text: str, numbers: Mapping[str, str]) -> str:
    """The line with the clauses that it names under their new numbers."""
    if not numbers:
        return text
    start, end = _naming(role, text)
    if start == end:
        return text
    names = "|".join(re.escape(name) for name in sorted(numbers, key=len, reverse=True))
    wanted = re.compile(rf"(?<![\w.\-])(?:{names})(?![\w\-]|\.\w|\(\w)")
    part = wanted.sub(lambda found: numbers[found[0]], text[start:end])
    return text[:start] + part + text[end:]


def _naming(role: LineKind, text: str) -> tuple[int, int]:
    """The stretch of a line in which clauses are named."""
    masked = mask(text)
    found = re.search(r"\bclauses?\b", masked)
    if found is None or role not in _NAMING:
        return 0, 0
    if role is LineKind.CLAUSE:
        head = re.match(r"clause\s+\S+", masked)
        return (len("clause "), head.end()) if head else (0, 0)
    stop = re.search(r"\b(?:does|do) not apply\b", masked)
    return found.start(), stop.start() if stop else len(text)


_NAMING = frozenset({LineKind.CLAUSE, LineKind.DISAPPLICATION, LineKind.RELATION, LineKind.ABOUT})
