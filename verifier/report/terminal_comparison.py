"""A comparison for a terminal: its page goes in, rows of text come out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from verifier.report.page.comparison import ComparisonPage, EffectView, GroupView, RuleView
from verifier.report.terminal import TerminalRow, listed_rows


def comparison_rows(page: ComparisonPage) -> Iterator[TerminalRow]:
    """Everything on the page, the scope first; a closing line at the end."""
    if page.undeclared:
        yield TerminalRow("Not as declared", style="bold")
        for told in page.undeclared:
            yield TerminalRow(f"- {told.words}", 2, 4)
            yield from (TerminalRow(line, 6, 8) for line in told.lines)
        yield TerminalRow("")
    yield from _section("As declared", page.declared)
    yield from _section("Scope changed", page.scope)
    if page.text:
        yield TerminalRow("The words", style="bold")
        for change in page.text:
            yield TerminalRow(f"{change.name} ({change.status})", 2)
            yield TerminalRow(change.words, 4)
        yield TerminalRow("")
    yield from _section("Dates and counterparties", page.deadlines)
    if page.effects:
        yield TerminalRow("Who is bound more, who less", style="bold")
        for effect in page.effects:
            yield from _effect(effect)
        yield TerminalRow("")
    if page.groups:
        yield TerminalRow("What changes, exactly", style="bold")
        for group in page.shown_groups:
            yield from _group(group)
        yield from _folded(page)
    if page.grounds:
        yield TerminalRow("Same outcome, other ground", style="bold")
        for group in page.grounds:
            yield from _ground(group)
        yield TerminalRow("")
    yield from _section("Promises", page.promises)
    yield from _section("Cases whose verdict changes", page.cases)
    yield from _section("Questions that no longer matter", page.settled)
    yield from _section("Questions that now matter", page.opened)
    yield from _section("Findings that are new", page.new_findings)
    yield from _section("Findings that are gone", page.gone_findings)
    for reason in page.undecided:
        yield TerminalRow(f"undecided: {reason}", hang=2, style="bold magenta")
    yield TerminalRow(f"{page.title}: {page.headline}. {page.findings_words}", hang=2, style="bold")
    yield TerminalRow(f"{page.assurance}.", 2, style="dim")


def _section(title: str, lines: Iterable[str]) -> Iterator[TerminalRow]:
    entries = list(lines)
    if entries:
        yield TerminalRow(title, style="bold")
        for entry in entries:
            yield TerminalRow(f"- {entry}", 2, 4)
        yield TerminalRow("")


def _effect(effect: EffectView) -> Iterator[TerminalRow]:
    other = "" if effect.plain == effect.every else f"; under all readings {effect.every}"
    yield TerminalRow(f"{effect.act}: {effect.plain} under the plain readings{other}", 2, 4)
    yield TerminalRow(f"whoever acts is {effect.bearer}", 4, 6)
    if effect.served:
        yield TerminalRow(effect.served, 4, 6)
    for line in effect.lines:
        yield TerminalRow(line.rstrip(","), 4, 6)


def _group(group: GroupView) -> Iterator[TerminalRow]:
    column = f" ({group.column})" if group.column else ""
    yield TerminalRow(f"{group.number}. {group.act}{column}", 2, 5, "bold")
    yield TerminalRow(f"{group.before} → {group.after}", 5, 7)
    if group.standing:
        yield TerminalRow(group.standing, 5, 7)
    for rule in group.rules:
        yield from _rule(rule)
    yield from _shown(group)
    if group.made_by:
        yield TerminalRow(f"Made by {group.made_by}", 5, 7)
    if group.assurance:
        yield TerminalRow(f"{group.assurance}.", 5, 7, "dim")
    yield TerminalRow("")


def _folded(page: ComparisonPage) -> Iterator[TerminalRow]:
    """A line on each group that exists only under readings that are not plain."""
    if page.folded_groups:
        yield TerminalRow(f"{page.folded_words}:", 2, 4, "bold")
        for group in page.folded_groups:
            column = f" ({group.column})" if group.column else ""
            yield TerminalRow(
                f"{group.number}. {group.act}{column}: {group.before} → {group.after}", 4, 8
            )
        yield TerminalRow(
            "These in short; --format markdown or -o FILE shows them whole.", 2, style="dim"
        )
        yield TerminalRow("")


def _rule(rule: RuleView) -> Iterator[TerminalRow]:
    other = " (only where a question is not read plainly)" if rule.only_other else ""
    yield TerminalRow(f"{rule.head}{other}", 5, 7)
    if not rule.lines:
        yield TerminalRow("- always", 7)
    for line in rule.lines:
        yield TerminalRow(f"{'*' if line.changed else '-'} {line.words}", 7, 9)


def _shown(group: GroupView) -> Iterator[TerminalRow]:
    if group.shown is not None:
        yield TerminalRow(f"A case: {group.shown.act}", 5)
        for fact in group.shown.given:
            yield TerminalRow(fact, 7, 9)
        for row in listed_rows(
            "Change any one of these and it is no such case:",
            (f"{change.words} → {change.effect}" for change in group.shown.changes),
        ):
            yield TerminalRow(row.text, row.indent + 3, None if row.hang is None else row.hang + 3)


def _ground(group: GroupView) -> Iterator[TerminalRow]:
    standing = f" ({group.standing})" if group.standing else ""
    yield TerminalRow(f"- {group.act}: {group.before} → {group.after}{standing}", 2, 4)
