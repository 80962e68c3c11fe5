"""Results for a terminal: pages and problems go in, lines of at most 80 to 100 columns come out.

Colour is used only where the output is a terminal; everything reads the same without it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from textwrap import wrap
from typing import TextIO

from rich.console import Console
from rich.text import Text

from verifier.diagnostics import Level, Problem, excerpt, shown, without_commands
from verifier.findings import Outcome, Remedy, Severity
from verifier.report.page.decision import DecisionView
from verifier.report.page.decision_parts import EntryView
from verifier.report.page.findings import CitationView, FindingView, WitnessView
from verifier.report.page.policy_page import Page, counted
from verifier.words import quoted

PLAIN_WIDTH = 80
WIDEST = 100

STYLES = {
    Severity.ERROR: "bold red",
    Severity.WARNING: "bold yellow",
    Severity.NOTE: "bold cyan",
}

ENDED = {
    Outcome.HOLDS: ("holds", "hold"),
    Outcome.FAILS: ("found something", "found something"),
    Outcome.VACUOUS: ("holds vacuously", "hold vacuously"),
    Outcome.UNKNOWN: ("is undecided", "are undecided"),
    Outcome.NOT_RUN: ("was not run", "were not run"),
    Outcome.FAILED: ("failed", "failed"),
}


@dataclass(frozen=True)
class TerminalRow:
    """A paragraph: `hang` is the indentation of its second and further lines; `one_line`: however
    long, it is one line for whoever reads the output line by line."""

    text: str
    indent: int = 0
    hang: int | None = None
    style: str = ""
    one_line: bool = False


def console_for(stream: TextIO) -> Console:
    """A console that neither guesses colours nor reads mark-up in a drafter's words."""
    on_terminal = stream.isatty()
    below: TextIO = getattr(stream, "as_is", stream)  # its colours are sent, not shown
    console = Console(file=below, highlight=False, markup=False, emoji=False, soft_wrap=True)
    console.width = min(console.width, WIDEST) if on_terminal else PLAIN_WIDTH
    return console


def show(rows: Iterable[TerminalRow], stream: TextIO) -> None:
    console = console_for(stream)
    for row in rows:
        for line in wrapped(row, console.width):
            console.print(Text(safe(line), style=row.style))


def safe(line: str) -> str:
    """A line that no terminal and no build server takes for a command."""
    return without_commands(shown(line))


def wrapped(row: TerminalRow, width: int) -> list[str]:
    if row.one_line:
        return [" " * row.indent + row.text]
    hang = row.indent if row.hang is None else row.hang
    lines = wrap(
        row.text,
        width,
        initial_indent=" " * row.indent,
        subsequent_indent=" " * hang,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return lines or [""]


def page_rows(page: Page, whole: bool = False) -> Iterator[TerminalRow]:
    """Findings, worst first, and a closing line; only the closing line where there is nothing but
    what the tool noted by the way. Everything is printed whole where `whole`; otherwise what exists
    only under readings that nobody adopted is a line or two, and other notes are counted."""
    notes = [] if whole else [f for f in page.findings if f.severity is Severity.NOTE]
    for finding in page.findings:
        if finding not in notes:
            yield from finding_rows(finding)
            yield TerminalRow("")
    short = [finding for finding in notes if finding.strength]
    for status, group in groupby(short, key=lambda finding: finding.status):
        yield TerminalRow(status, hang=4, style=STYLES[Severity.NOTE])
        yield from (TerminalRow(finding.headline, 2, 4) for finding in group)
        yield TerminalRow("")
    if notes and (short or len(notes) < len(page.findings)):
        also = Counter(finding.check for finding in notes if not finding.strength)
        named = ", ".join(f"{number} {check}" for check, number in also.items())
        yield TerminalRow(f"Also noted: {named}." if named else "", hang=2)
        yield TerminalRow("Notes in short; --verbose or the report shows them whole.", style="dim")
    for check in page.checks:
        if check.outcome is Outcome.UNKNOWN:
            yield TerminalRow(
                f"undecided: {check.name}: {check.words}", hang=2, style="bold magenta"
            )
        elif check.outcome is Outcome.FAILED:
            yield TerminalRow(f"failed: {check.name}: {check.words}", hang=2, style="bold red")
        elif not check.complete:
            yield TerminalRow(f"cut: {check.name}: {check.words}", hang=2, style="bold yellow")
    if page.only_some_readings:
        yield TerminalRow(page.asked[0], style="dim")
    yield TerminalRow(closing_line(page), style="bold", one_line=True)


def closing_line(page: Page) -> str:
    """`lending: 1 error and 2 notes (checks: 20 hold, 3 found something, 1 was not run)`"""
    numbers = Counter(check.outcome for check in page.checks)
    ended = ", ".join(
        f"{numbers[outcome]} {one if numbers[outcome] == 1 else many}"
        for outcome, (one, many) in ENDED.items()
        if numbers[outcome]
    )
    return f"{page.name}: {page.headline}" + (f" (checks: {ended})" if ended else "")


def finding_rows(finding: FindingView) -> Iterator[TerminalRow]:
    yield TerminalRow(finding.status, style=STYLES[finding.severity], hang=4)
    yield TerminalRow(finding.headline, 2, style="bold")
    for citation in finding.citations:
        yield TerminalRow(citation_words(citation), 4, 6)
    yield from map(detail_row, finding.detail)
    if finding.alternatives:
        yield TerminalRow(f"{finding.needs}:", 2)
        for choices in finding.alternatives:
            both = " and ".join(f"{choice.question} “{choice.reading}”" for choice in choices)
            yield TerminalRow(both, 4, 6)
    if finding.witness:
        yield from witness_rows(finding.witness)
    yield from listed_rows(f"{finding.kinds_title}:", finding.kinds)
    reasons = [" and ".join(reason) for reason in finding.reasons]
    yield from listed_rows(f"{finding.reasons_title}:", reasons)
    if finding.reasons_common:
        yield TerminalRow(finding.reasons_common, 2)
    yield from listed_rows("Ways to settle it:", map(remedy_words, finding.remedies))
    if finding.assurance:
        yield TerminalRow(finding.assurance, 2, style="dim")


TO_PASTE = re.compile(r"case | |(?:question|clause) [^\"“”]+ \"")
"""How lines begin that are written in the language of policies."""


def detail_row(line: str) -> TerminalRow:
    """A line of a finding's details. Those of what is suggested to be added are never broken, so
    that it can be pasted as it was printed."""
    return TerminalRow(line, 2, one_line=TO_PASTE.match(line) is not None)


def citation_words(citation: CitationView) -> str:
    title = citation.detail or ("" if citation.words else citation.title)
    words = quoted(citation.words) if citation.words else ""
    where = f"({citation.lines})" if citation.lines else ""
    parts = (f"clause {citation.clause}", title, words, where)
    return "  ".join(part for part in parts if part)


def remedy_words(remedy: Remedy) -> str:
    return f"{remedy.words} → {remedy.effect}" if remedy.effect else remedy.words


def witness_rows(witness: WitnessView) -> Iterator[TerminalRow]:
    yield TerminalRow(f"A case: {witness.act}", 2)
    for fact in witness.given:
        yield TerminalRow(fact, 4, 6)
    if witness.irrelevant:
        yield TerminalRow("; ".join(witness.irrelevant), 4, 6, style="dim")
    verdicts = (
        f"{column}: {verdict}" if column else verdict for column, verdict in witness.verdicts
    )
    yield TerminalRow(f"Verdict: {' · '.join(verdicts)}", 2)
    for group in witness.changes:
        changes = (f"{change.words} → {change.effect}" for change in group.changes)
        yield from listed_rows(f"{group.title}:", changes)


def listed_rows(title: str, lines: Iterable[str]) -> Iterator[TerminalRow]:
    entries = list(lines)
    if entries:
        yield TerminalRow(title, 2)
    for entry in entries:
        yield TerminalRow(entry, 4, 6)


def decision_rows(decision: DecisionView) -> Iterator[TerminalRow]:
    """The answers on one case."""
    if decision.title:
        yield TerminalRow(decision.title, hang=4, style="bold")
    yield TerminalRow(decision.given, hang=2, style="dim")
    for answer in decision.answers:
        yield TerminalRow("")
        yield TerminalRow(f"{answer.asked}: {answer.verdict}", hang=4, style="bold")
        for sentence in answer.sentences:
            yield TerminalRow(sentence, 2)
        for section in answer.sections:
            yield TerminalRow("")
            yield TerminalRow(section.title, 2, 4, style="bold cyan")
            for entry in section.entries:
                yield from entry_rows(entry)


def entry_rows(entry: EntryView) -> Iterator[TerminalRow]:
    yield TerminalRow(entry.words, 4, 6)
    if entry.quote:
        yield TerminalRow(quoted(entry.quote), 6, style="dim")
    for line in entry.lines:
        yield TerminalRow(f"– {line}", 6, 8)


def show_problems(problems: Iterable[Problem], stream: TextIO) -> None:
    """Every problem with its place underlined, then how many there were."""
    console = console_for(stream)
    found = list(problems)
    for problem in found:
        style = "bold red" if problem.level is Level.ERROR else "bold yellow"
        first, *rest = excerpt(problem).split("\n")
        console.print(Text(safe(first), style=style))
        for line in rest:
            console.print(Text(safe(line)))
    if found:
        console.print(Text(problem_count(found), style="bold"))


def problem_count(problems: list[Problem]) -> str:
    errors = sum(problem.level is Level.ERROR for problem in problems)
    warnings = len(problems) - errors
    parts = [counted(errors, "mistake")] if errors else []
    parts += [counted(warnings, "warning")] if warnings else []
    return f"{' and '.join(parts)} in the input."
