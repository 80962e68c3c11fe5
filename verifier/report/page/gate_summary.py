"""What the gate has to say, short enough for a comment: policies with what was found in them and
how they changed go in, sections of lines come out, cut where they are too long, with what was cut.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Literal

from verifier.findings import Finding
from verifier.report.page.comparison import (
    ComparisonPage,
    EffectView,
    GroupView,
    TextView,
    ToldView,
)
from verifier.words import capitalized

COMMENT = 65_536
"""So many characters a comment on GitHub can have; GitLab takes more."""


class Weight(IntEnum):
    """What goes first where there is no room for everything."""

    GRAVE = 0  # why the change is stopped, who gains and who loses
    PLAIN = 1  # the words, the exact description, what is new
    LIGHT = 2  # what is gone, what rests on other ground


@dataclass(frozen=True)
class Stretch:
    """Words of a line, and how they are shown."""

    how: Literal["plain", "strong", "struck", "inserted"]
    words: str


Line = tuple[Stretch, ...]


@dataclass(frozen=True)
class Section:
    """A title and lines below it; `left_out` of them do not fit."""

    title: str
    lines: tuple[Line, ...]
    weight: Weight
    left_out: int = 0


@dataclass(frozen=True)
class SummaryRow:
    """One amendment, or one change of a policy, in a row of a table. Every text is short."""

    title: str
    says: str
    does: str
    whom: str
    undeclared: int | None  # how many effects are not declared; None where nobody declares
    case: str
    breaks: str


@dataclass(frozen=True)
class SummaryPart:
    """What is said of one policy, or of one amendment of it."""

    title: str
    sentence: str
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class Summary:
    """The whole. `left_out` parts do not fit; `whole` says where everything is told."""

    headline: str
    sentence: str
    sections: tuple[Section, ...]
    parts: tuple[SummaryPart, ...]
    whole: str
    left_out: int = 0
    rows: tuple[SummaryRow, ...] = ()
    why: tuple[str, ...] = ()  # why it is stopped, one line for each cause
    todo: str = ""
    shortened: int = 0  # lines of which only the beginning is shown

    @property
    def cut(self) -> str:
        """What is not shown, in one sentence; "" where everything is."""
        sections = [s for part in self.parts for s in part.sections] + list(self.sections)
        lines = sum(section.left_out for section in sections)
        said = [
            _counted(self.left_out, "policy or amendment", "policies or amendments"),
            _counted(lines, "line", "lines"),
            f"the ends of {_counted(self.shortened, 'long line', 'long lines')}"
            if self.shortened
            else "",
        ]
        told = ", ".join(filter(None, said))
        return f"Cut to the length of a comment. Not shown: {told}." if told else ""


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}" if number else ""


# --------------------------------------------------------------------------- from a comparison


def plain(words: str) -> Line:
    return (Stretch("plain", words),)


def section(title: str, lines: Iterable[Line], weight: Weight) -> Section:
    return Section(title, tuple(lines), weight)


def _told(told: ToldView) -> Line:
    return plain(" ".join((told.words, *told.lines)))


def comparison_part(page: ComparisonPage, title: str = "") -> SummaryPart:
    """What a comparison comes to."""
    sections = (
        section("Not as declared", map(_told, page.undeclared), Weight.GRAVE),
        section("Who gains, who loses", map(_effect, page.effects), Weight.GRAVE),
        section("Scope changed", map(plain, page.scope), Weight.GRAVE),
        section("What stayed undecided", map(plain, page.undecided), Weight.GRAVE),
        section("The words", map(_redline, page.text), Weight.PLAIN),
        section("What changes, exactly", map(_group, page.groups), Weight.PLAIN),
        section("Dates and counterparties", map(plain, page.deadlines), Weight.PLAIN),
        section("As declared", map(plain, page.declared), Weight.PLAIN),
        section("Promises", map(plain, _unkept(page.promises)), Weight.PLAIN),
        section("Cases whose verdict changes", map(plain, page.cases), Weight.PLAIN),
        section("Findings that are new", map(plain, page.new_findings), Weight.PLAIN),
        section("Findings that are gone", map(plain, page.gone_findings), Weight.LIGHT),
        section("Questions that now matter", map(plain, page.opened), Weight.LIGHT),
        section("Questions that no longer matter", map(plain, page.settled), Weight.LIGHT),
        section("Same outcome, other ground", map(_ground, page.grounds), Weight.LIGHT),
    )
    sentence = f"{page.headline}. {page.findings_words} {page.assurance}."
    return SummaryPart(title or page.title, sentence, tuple(s for s in sections if s.lines))


def comparison_summary(page: ComparisonPage) -> Summary:
    """One comparison by itself."""
    title = f"{page.old} → {page.new}"
    part = comparison_part(page, title)
    whole = "The whole: antinomy compare, with --format markdown or -o FILE."
    declares = bool(page.declared or page.undeclared)
    row = comparison_row(page, title, (), len(page.undeclared) if declares else None)
    return Summary(f"{page.title}: {page.headline}", "", (), (part,), whole, rows=(row,))


MOST_WORDS = 15
"""So many words of a sentence stand in a cell of the table."""


def brief(words: str, most: int = MOST_WORDS) -> str:
    """The beginning of a sentence."""
    listed = words.split()
    short = " ".join(listed[:most])[: most * 12]
    return words if short == words else f"{short.rstrip()} …"


def first_and_more(entries: Sequence[str]) -> str:
    """`the first, and 2 more`"""
    if not entries:
        return ""
    more = f", and {len(entries) - 1} more" if len(entries) > 1 else ""
    return f"{brief(entries[0])}{more}"


def comparison_row(
    page: ComparisonPage, title: str, says: Sequence[str], undeclared: int | None
) -> SummaryRow:
    """One change in a row: what it says, what it does and for whom, whether that is declared, one
    case that shows it, and what it breaks."""
    did = [f"{effect.act}: {effect.plain}" for effect in page.effects]
    shown = next((group for group in page.groups if group.shown is not None), None)
    case = ""
    if shown is not None and shown.shown is not None:
        given = brief("; ".join(shown.shown.given) or shown.shown.act)
        case = f"{given}: {_verdict(shown.before)} → {_verdict(shown.after)}"
    lost = sum(words.startswith("Lost") for words in page.promises)
    breaks = (
        _counted(lost, "promise", "promises"),
        _counted(len(page.cases), "case", "cases"),
        _counted(len(page.new_findings), "new finding", "new findings"),
    )
    return SummaryRow(
        title=brief(title),
        says=first_and_more(says) or "nothing",
        does=first_and_more(did) or brief(page.headline),
        whom=first_and_more([effect.served for effect in page.effects if effect.served]) or "–",
        undeclared=undeclared,
        case=case or "–",
        breaks=", ".join(filter(None, breaks)) or "nothing",
    )


def _verdict(words: str) -> str:
    """`prohibited`, of `prohibited (clause 1)`."""
    return words.partition(" (")[0]


def causes(findings: Iterable[Finding], most: int = 5) -> tuple[str, ...]:
    """Why a change is stopped: what one check finds is one line, the first of it told."""
    by_check: dict[str, list[Finding]] = {}
    for finding in findings:
        by_check.setdefault(finding.check, []).append(finding)
    lines = [
        f"{check}{f' ({len(found)} times)' if len(found) > 1 else ''}: "
        f"{brief(capitalized(found[0].headline), 30)}"
        for check, found in by_check.items()
    ]
    left = len(lines) - most
    return (*lines[:most], *([f"and {left} kinds of finding more"] if left > 0 else []))


def _effect(effect: EffectView) -> Line:
    """`The Office uses …: whoever acts is freer; **the person whom clause 1 protects loses**`"""
    acting = f"{effect.act}: whoever acts is {effect.bearer}"
    if not effect.served:
        return plain(acting)
    return (Stretch("plain", f"{acting};"), Stretch("strong", effect.served))


def _redline(change: TextView) -> Line:
    names: dict[str, Literal["plain", "struck", "inserted"]] = {
        "same": "plain",
        "struck": "struck",
        "inserted": "inserted",
    }
    pieces = (Stretch(names[piece.op], piece.words) for piece in change.pieces)
    return (Stretch("strong", f"{change.name} ({change.status}):"), *pieces)


def _group(group: GroupView) -> Line:
    """`**act: before → after** exactly when …; or when …`"""
    said = [Stretch("strong", f"{group.act}: {group.before} → {group.after}")]
    notes = ", ".join(filter(None, (group.column, group.standing)))
    said += [Stretch("plain", f"({notes})")] if notes else []
    for rule in group.rules:
        said.append(Stretch("plain", rule.head))
        for place, line in enumerate(rule.lines):
            end = ";" if place < len(rule.lines) - 1 else ""
            said.append(Stretch("strong" if line.changed else "plain", f"{line.words}{end}"))
        said += [] if rule.lines else [Stretch("plain", "always")]
    made = plain(f"(made by {group.made_by})") if group.made_by else ()
    return (*said, *made)


def _ground(group: GroupView) -> Line:
    standing = f" ({group.standing})" if group.standing else ""
    return plain(f"{group.act}: {group.before} → {group.after}{standing}")


def _unkept(promises: Iterable[str]) -> Iterator[str]:
    return (words for words in promises if not words.startswith("Kept: "))


# --------------------------------------------------------------------------- findings


def findings_section(title: str, findings: Iterable[Finding], weight: Weight) -> Section:
    return section(title, map(_finding, findings), weight)


def _finding(finding: Finding) -> Line:
    place = f" ({finding.place.place.rpartition('/')[2]})" if finding.place else ""
    said = f"{finding.severity} {finding.check}{place}:"
    told = " ".join((capitalized(finding.headline), *finding.detail))
    return (Stretch("strong", said), Stretch("plain", told))


# --------------------------------------------------------------------------- cutting

ALL = 1_000_000
_LADDER: tuple[tuple[tuple[int, int, int], int], ...] = (
    ((ALL, ALL, ALL), ALL),
    ((ALL, ALL, 30), 6_000),
    ((ALL, 60, 10), 2_500),
    ((80, 25, 5), 1_200),
    ((30, 10, 2), 700),
    ((10, 4, 0), 400),
    ((4, 1, 0), 250),
    ((1, 0, 0), 160),
)
"""How many lines of a section stay, by its weight, and how many characters of a line."""


def fitted(summary: Summary, write: Callable[[Summary], str], most: int = COMMENT) -> str:
    """The summary as `write` writes it, in at most so many characters, as comments count them."""
    for lines, characters in _LADDER:
        shorter = shortened(summary, lines, characters)
        if _at_least(shorter) > most:
            continue
        text = write(shorter)
        if _length(text) <= most:
            return text
    least = shortened(summary, *_LADDER[-1])
    parts = list(least.parts)
    while parts:
        parts = parts[: len(parts) // 2]
        fewer = replace(least, parts=tuple(parts), left_out=len(least.parts) - len(parts))
        text = write(fewer)
        if _length(text) <= most:
            return text
    return write(replace(least, sections=(), parts=(), left_out=len(least.parts)))


def _at_least(summary: Summary) -> int:
    """Fewer characters it cannot take, however it is written."""
    sections = [*summary.sections, *(s for part in summary.parts for s in part.sections)]
    lines = [line for found in sections for line in found.lines]
    return sum(len(stretch.words.strip()) for line in lines for stretch in line)


def _length(text: str) -> int:
    """Characters, where those beyond the first 65,536 of Unicode count twice."""
    return len(text.encode("utf-16-le")) // 2


def shortened(summary: Summary, lines: tuple[int, int, int], characters: int) -> Summary:
    """The summary with so many lines in each section, and so many characters in each line."""
    cut = _Cut(lines, characters)
    sections = cut.sections(summary.sections)
    parts = tuple(
        replace(
            part,
            title=part.title[:300],
            sentence=cut.words(part.sentence),
            sections=cut.sections(part.sections),
        )
        for part in summary.parts
    )
    return replace(summary, sections=sections, parts=parts, shortened=cut.shortened)


@dataclass
class _Cut:
    lines: tuple[int, int, int]
    characters: int
    shortened: int = 0

    def sections(self, sections: Sequence[Section]) -> tuple[Section, ...]:
        return tuple(map(self.section, sections))

    def section(self, found: Section) -> Section:
        kept = found.lines[: self.lines[found.weight]]
        left_out = len(found.lines) - len(kept)
        return replace(found, lines=tuple(map(self.line, kept)), left_out=left_out)

    def line(self, line: Line) -> Line:
        room = self.characters
        kept: list[Stretch] = []
        for stretch in line:
            if len(stretch.words) > room:
                self.shortened += 1
                return (*kept, replace(stretch, words=stretch.words[:room].rstrip() + " …"))
            kept.append(stretch)
            room -= len(stretch.words)
        return tuple(kept)

    def words(self, words: str) -> str:
        if len(words) <= self.characters:
            return words
        self.shortened += 1
        return words[: self.characters].rstrip() + " …"
