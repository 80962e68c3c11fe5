"""The mutation score of a policy in every format: a score goes in, text comes out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import StringIO

from verifier.changes.mutate.fates import MutantFate, Score
from verifier.commands.exit_codes import Exit
from verifier.report import terminal
from verifier.report.json import results as json_report
from verifier.report.json.results import place_json
from verifier.report.page.mutation import MutationPage, Unnoticed, mutation_page
from verifier.report.terminal import TerminalRow

# --------------------------------------------------------------------------- text


def text(score: Score, verbose: bool, _code: Exit) -> str:
    stream = StringIO()
    terminal.show(rows(mutation_page(score, verbose)), stream)
    return stream.getvalue()


def rows(page: MutationPage) -> Iterator[TerminalRow]:
    """The survivors with their cases, the table of sorts of slip, and the score."""
    yield from (TerminalRow(edit, hang=4) for edit in page.edits)
    if page.edits:
        yield TerminalRow("")
    for one in page.unnoticed:
        yield from survivors(one)
    for words in page.undecided:
        yield TerminalRow(f"undecided: {words}", hang=2)
    for row in page.kinds:
        yield TerminalRow(f"{row.kind:<22} {row.noticed:>4} of {row.tried:>4}")
    yield from (TerminalRow(note, hang=2) for note in page.notes)
    if page.blocked:
        yield TerminalRow(page.blocked, hang=2)
    yield TerminalRow(page.headline, hang=2, style="bold")


def survivors(one: Unnoticed) -> Iterator[TerminalRow]:
    """The case stands at the margin, so that it can be pasted as it is printed."""
    yield TerminalRow(f"{one.heading}:", style="bold yellow")
    yield from (TerminalRow(edit, 2, 4) for edit in one.edits)
    if one.case:
        yield TerminalRow("This case would notice:", 2)
        for line in one.case:
            words = line.lstrip(" ")
            indent = len(line) - len(words)
            yield TerminalRow(words, indent, indent + 4)
    yield TerminalRow("")


# --------------------------------------------------------------------------- Markdown, JSON


def markdown(score: Score, verbose: bool, _code: Exit) -> str:
    from verifier.report import render

    return render.markdown_mutation(mutation_page(score, verbose))


def json(score: Score, _verbose: bool, code: Exit) -> str:
    return json_report.text(
        {
            "versions": json_report.versions_json(),
            "exit": int(code),
            "policy": score.policy,
            "blocked": score.blocked,
            "percent": score.percent,
            "noticed": score.killed,
            "counted": score.counted,
            "failing": list(score.failing),
            "unsettled": list(score.unsettled),
            "edits": [fate_json(fate) for fate in score.fates],
            "suggested": ["\n".join(lines) + "\n" for lines in score.suggestions],
        }
    )


def fate_json(fate: MutantFate) -> dict[str, object]:
    """`noticed_by_suggested` counts from 0."""
    return {
        "kind": str(fate.kind),
        "words": fate.words,
        "place": place_json(fate.span),
        "ended": str(fate.end),
        "by": fate.by,
        "changes": fate.changes,
        "noticed_by_suggested": fate.noticed,
        "fault": None if fate.fault is None else fate.fault.what,
    }


WRITTEN: dict[str, Callable[[Score, bool, Exit], str]] = {
    "text": text,
    "markdown": markdown,
    "json": json,
}
