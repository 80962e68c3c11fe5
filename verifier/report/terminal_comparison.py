"""A comparison for a terminal: its page goes in, rows of text come out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from verifier.report.page.comparison import ComparisonPage, EffectView, GroupView, RuleView
from verifier.report.terminal import Row, listed_rows


def comparison_rows(page: ComparisonPage) -> Iterator[Row]:
    """Everything on the page, the scope first; a closing line at the end."""
    if page.undeclared:
        yield Row("Not as declared", style="bold")
        for told in page.undeclared:
            yield Row(f"- {told.words}", 2, 4)
            yield from (Row(line, 6, 8) for line in told.lines)
        yield Row("")
    yield from _section("As declared", page.declared)
    yield from _section("Scope changed", page.scope)
    if page.text:
        yield Row("The words", style="bold")
        for change in page.text:
            yield Row(f"{change.name} ({change.status})", 2)
            yield Row(change.words, 4)
        yield Row("")
    yield from _section("Dates and counterparties", page.deadlines)
    if page.effects:
        yield Row("Who is bound more, who less", style="bold")
        for effect in page.effects:
            yield from _effect(effect)
        yield Row("")
    if page.groups:
        yield Row("What changes, exactly", style="bold")
        for group in page.shown_groups:
            yield from _group(group)
        yield from _folded(page)
    if page.grounds:
        yield Row("Same outcome, other ground", style="bold")
        for group in page.grounds:
            yield from _ground(group)
        yield Row("")
    yield from _section("Promises", page.promises)
    yield from _section("Cases whose verdict changes", page.cases)
    yield from _section("Questions that no longer matter", page.settled)
    yield from _section("Questions that now matter", page.opened)
    yield from _section("Findings that are new", page.new_findings)
    yield from _section("Findings that are gone", page.gone_findings)
    for reason in page.undecided:
        yield Row(f"undecided: {reason}", hang=2, style="bold magenta")
    yield Row(f"{page.title}: {page.headline}. {page.findings_words}", hang=2, style="bold")
    yield Row(f"{page.assurance}.", 2, style="dim")


def _section(title: str, lines: Iterable[str]) -> Iterator[Row]:
    entries = list(lines)
    if entries:
        yield Row(title, style="bold")
        for entry in entries:
            yield Row(f"- {entry}", 2, 4)
        yield Row("")


def _effect(effect: EffectView) -> Iterator[Row]:
    other = "" if effect.plain == effect.every else f"; under all readings {effect.every}"
    yield Row(f"{effect.act}: {effect.plain} under the plain readings{other}", 2, 4)
    yield Row(f"whoever acts is {effect.bearer}; whoever is protected {effect.protected}", 4, 6)
    for line in effect.lines:
        yield Row(line.rstrip(","), 4, 6)


def _group(group: GroupView) -> Iterator[Row]:
    column = f" ({group.column})" if group.column else ""
    yield Row(f"{group.number}. {group.act}{column}", 2, 5, "bold")
    yield Row(f"{group.before} → {group.after}", 5, 7)
    if group.standing:
        yield Row(group.standing, 5, 7)
    for number, rule in enumerate(group.rules):
        yield from _rule(rule, first=number == 0)
    yield from _shown(group)
    if group.made_by:
        yield Row(f"Made by {group.made_by}", 5, 7)
    if group.assurance:
        yield Row(f"{group.assurance}.", 5, 7, "dim")
    yield Row("")


def _folded(page: ComparisonPage) -> Iterator[Row]:
    """A line on each group that exists only under readings that are not plain."""
    if page.folded_groups:
        yield Row(f"{page.folded_words}:", 2, 4, "bold")
        for group in page.folded_groups:
            column = f" ({group.column})" if group.column else ""
            yield Row(f"{group.number}. {group.act}{column}: {group.before} → {group.after}", 4, 8)
        yield Row("These in short; --format markdown or -o FILE shows them whole.", 2, style="dim")
        yield Row("")


def _rule(rule: RuleView, *, first: bool) -> Iterator[Row]:
    other = " (only where a question is not read plainly)" if rule.only_other else ""
    yield Row(f"{'exactly when' if first else 'or when'}{other}", 5)
    if not rule.lines:
        yield Row("- always", 7)
    for line in rule.lines:
        yield Row(f"{'*' if line.changed else '-'} {line.words}", 7, 9)


def _shown(group: GroupView) -> Iterator[Row]:
    if group.shown is not None:
        yield Row(f"A case: {group.shown.act}", 5)
        for fact in group.shown.given:
            yield Row(fact, 7, 9)
        for row in listed_rows(
            "Change any one of these and it is no such case:",
            (f"{change.words} → {change.effect}" for change in group.shown.changes),
        ):
            yield Row(row.text, row.indent + 3, None if row.hang is None else row.hang + 3)


def _ground(group: GroupView) -> Iterator[Row]:
    standing = f" ({group.standing})" if group.standing else ""
    yield Row(f"- {group.act}: {group.before} → {group.after}{standing}", 2, 4)
