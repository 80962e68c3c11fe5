"""A comparison for a reader: its results go in, a page of sentences for every output comes out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from verifier import __version__
from verifier.changes.compare.difference.outcome import (
    ActEffect,
    Comparison,
    Direction,
    Group,
    Piece,
    PositionEffect,
    PromiseChange,
    Rule,
    ShownCase,
    TextChange,
)
from verifier.findings import AssuranceKind
from verifier.model import LawRegime
from verifier.report.page.findings import assurance_words
from verifier.words import capitalized, series

MADE_BY_ALL = "all edits together"
UNPLAIN = "only where a question is not read plainly"


@dataclass(frozen=True)
class TextView:
    """A redline: the name of the item, what the change is, its stretches."""

    name: str
    status: str
    pieces: tuple[Piece, ...]
    words: str  # the same as plain text: [-struck-] {+inserted+}


@dataclass(frozen=True)
class ToldView:
    """What is not as declared, in a sentence, and an example of it, line by line."""

    words: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class EffectView:
    act: str
    plain: str
    every: str
    bearer: str
    served: str  # who gains and who loses besides whoever acts
    lines: tuple[str, ...]


@dataclass(frozen=True)
class LineView:
    words: str
    changed: bool


@dataclass(frozen=True)
class RuleView:
    lines: tuple[LineView, ...]
    only_other: bool  # whether it needs a reading that is not plain
    head: str = "exactly when"


@dataclass(frozen=True)
class GroupView:
    number: int
    anchor: str
    act: str
    before: str
    after: str
    column: str
    standing: str  # "", or that it exists only under readings that are not plain
    rules: tuple[RuleView, ...]
    shown: ShownCase | None
    made_by: str
    assurance: str


@dataclass(frozen=True)
class ComparisonPage:
    """Everything a comparison's page shows. Every text is ready to print."""

    title: str
    old: str
    new: str
    headline: str
    assurance: str
    undeclared: tuple[
        ToldView, ...
    ]  # what amendments do or declare, and the other does not bear out
    declared: tuple[str, ...]
    scope: tuple[str, ...]
    text: tuple[TextView, ...]
    deadlines: tuple[str, ...]
    effects: tuple[EffectView, ...]
    groups: tuple[GroupView, ...]
    grounds: tuple[GroupView, ...]
    promises: tuple[str, ...]
    cases: tuple[str, ...]
    settled: tuple[str, ...]
    opened: tuple[str, ...]
    new_findings: tuple[str, ...]
    gone_findings: tuple[str, ...]
    findings_words: str
    undecided: tuple[str, ...]
    version: str

    @property
    def shown_groups(self) -> tuple[GroupView, ...]:
        """What changes under the plain readings; all that changes, where nothing does under
        them."""
        return tuple(group for group in self.groups if not group.standing) or self.groups

    @property
    def folded_groups(self) -> tuple[GroupView, ...]:
        """The others: they are shown where somebody asks for them."""
        shown = self.shown_groups
        return tuple(group for group in self.groups if group not in shown)

    @property
    def folded_words(self) -> str:
        """`12 more outcomes change, only where a question is not read plainly`"""
        number = len(self.folded_groups)
        return f"{number} more {'outcome changes' if number == 1 else 'outcomes change'}, {UNPLAIN}"


def comparison_page(result: Comparison, old: str, new: str) -> ComparisonPage:
    """The page of a comparison; `old` and `new` say where the versions come from."""
    questions = result.questions
    findings = result.findings.changes if result.findings else ()
    return ComparisonPage(
        title=result.title,
        old=old,
        new=new,
        headline=headline(result),
        assurance=assurance_words(result.assurance),
        undeclared=tuple(_undeclared(result)),
        declared=tuple(_declared(result)),
        scope=tuple(_scope(result)),
        text=tuple(map(_text, result.text)),
        deadlines=tuple(capitalized(d.words) + "." for d in result.deadlines),
        effects=tuple(map(_effect, result.effects)),
        groups=tuple(_groups(result.verdict_groups, "change")),
        grounds=tuple(_groups(result.other_grounds, "ground")),
        promises=tuple(_promises(result.promises)),
        cases=tuple(_cases(result)),
        settled=tuple(q.title + _tried(q.tried) for q in questions if q.how == "settled"),
        opened=tuple(q.title + _tried(q.tried) for q in questions if q.how == "opened"),
        new_findings=tuple(_finding(f.check, f.headline) for f in findings if f.how == "new"),
        gone_findings=tuple(_finding(f.check, f.headline) for f in findings if f.how == "gone"),
        findings_words=_findings_words(result),
        undecided=result.undecided,
        version=__version__,
    )


# --------------------------------------------------------------------------- declarations


def _undeclared(result: Comparison) -> Iterator[ToldView]:
    """Where amendments do not do what they declare, or do what they do not declare."""
    for finding in result.declared.findings if result.declared else ():
        yield ToldView(f"{finding.check}: {finding.headline}", finding.detail)


def _declared(result: Comparison) -> Iterator[str]:
    """The declared effects that occur, or of which that could not be told."""
    for intent in result.declared.intents if result.declared else ():
        if intent.met is not False:
            happens = "It does" if intent.met else "Whether it does stayed undecided"
            yield f"The amendment “{intent.amendment}” says: “{intent.words}”. {happens}."
    if result.declared is not None and result.declared.complete:
        proof = assurance_words(result.declared.assurance)
        yield f"Nothing changes that is not declared. {proof}."


# --------------------------------------------------------------------------- the headline


def headline(result: Comparison) -> str:
    """What the comparison comes to, in one sentence."""
    if result.unchanged:
        return _nothing(result)
    parts = []
    if result.verdict_groups:
        acts = dict.fromkeys(group.act for group in result.verdict_groups)
        kinds = len(result.verdict_groups)
        parts.append(f"{_counted(kinds, 'outcome')} of {_counted(len(acts), 'act')} changed")
    elif result.groups:
        parts.append("the same outcomes, some of them on other ground")
    if result.deadlines:
        parts.append(f"{_counted(len(result.deadlines), 'duty', 'duties')} otherwise dated or owed")
    if any(change.restricts for change in result.scope):
        parts.append("the ground of the comparison differs")
    if result.undecided:
        parts.append("something stayed undecided")
    return capitalized(series(parts))


def _nothing(result: Comparison) -> str:
    if not (result.text or result.scope):
        return "Nothing differs but layout or order"
    if not (result.edits or result.scope):
        return "The words differ; no meaning does"
    return "No verdict differs, and none rests on another clause"


def _counted(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


# --------------------------------------------------------------------------- words, scope


def _scope(result: Comparison) -> Iterator[str]:
    for change in result.scope:
        words = capitalized(change.words).rstrip(".")
        yield f"{words} ({change.handled})." if change.handled else f"{words}."


def _text(change: TextChange) -> TextView:
    status = {True: "wording only", False: "", None: ""}[change.wording_only]
    told = f"{status}: {change.because}" if status and change.because else status or change.because
    parts = [change.how, told]
    return TextView(
        capitalized(change.name),
        ", ".join(part for part in parts if part),
        tuple(_shortened(change.pieces)),
        " ".join(_marked(_shortened(change.pieces))),
    )


def _shortened(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Long stretches that stay are cut in the middle."""
    listed = list(pieces)
    for place, piece in enumerate(listed):
        words = piece.words.split()
        if piece.op != "same" or len(words) <= 24 or len(listed) == 1:
            yield piece
            continue
        head = words[:10] if place else []
        tail = words[-10:] if place < len(listed) - 1 else []
        yield Piece("same", " ".join([*head, "…", *tail]))


def _marked(pieces: Iterable[Piece]) -> Iterator[str]:
    for piece in pieces:
        marks = {"same": ("", ""), "struck": ("[-", "-]"), "inserted": ("{+", "+}")}[piece.op]
        yield f"{marks[0]}{piece.words}{marks[1]}"


# --------------------------------------------------------------------------- effect


def _effect(effect: ActEffect) -> EffectView:
    column = "" if effect.column is LawRegime.ALONE else f", {effect.column}"
    return EffectView(
        act=capitalized(effect.words) + column,
        plain=str(effect.plain_direction),
        every=str(effect.direction),
        bearer=_read_otherwise(effect, _bearer),
        served=effect.served_words,
        lines=tuple(_positions(effect)),
    )


def _read_otherwise(effect: ActEffect, told: Callable[[Direction], str]) -> str:
    """Read plainly; and under all readings, where that is something else."""
    plain, every = told(effect.plain_direction), told(effect.direction)
    return plain if plain == every else f"{plain} (under all readings: {every})"


def _bearer(direction: Direction) -> str:
    return {
        Direction.EQUIVALENT: "as free as before",
        Direction.TIGHTENS: "less free",
        Direction.LOOSENS: "freer",
        Direction.MIXED: "less free in some cases, freer in others",
    }[direction]


def _positions(effect: ActEffect) -> Iterator[str]:
    """`newly must not: yes`, modality by modality."""
    for plain, every in zip(effect.plain, effect.every, strict=True):
        for newly, in_plain, in_every in (
            ("newly", plain.gained, every.gained),
            ("no longer", plain.lost, every.lost),
        ):
            where = _where(in_plain, in_every)
            if where:
                yield f"{newly} “{_modal(every)}” in some cases{where}"


def _modal(effect: PositionEffect) -> str:
    return effect.modality


def _where(plain: bool | None, every: bool | None) -> str:
    if every is None:
        return " (undecided)"
    if not every:
        return ""
    return "," if plain else ", but only where a question is not read plainly"


# --------------------------------------------------------------------------- groups


def _groups(groups: Iterable[Group], name: str) -> Iterator[GroupView]:
    for number, group in enumerate(groups, 1):
        standing = "" if group.plain else UNPLAIN
        yield GroupView(
            number=number,
            anchor=f"{name}-{number}",
            act=capitalized(group.words),
            before=group.before.words,
            after=group.after.words,
            column="" if group.column is LawRegime.ALONE else str(group.column),
            standing=standing,
            rules=tuple(_rule(group, rule, place == 0) for place, rule in enumerate(group.rules)),
            shown=group.shown,
            made_by=_made_by(group),
            assurance=assurance_words(group.assurance) if group.rules else "",
        )


def _rule(group: Group, rule: Rule, first: bool) -> RuleView:
    lines = tuple(LineView(line.words, line.changed) for line in rule.lines)
    return RuleView(lines, group.plain and not rule.plain, _head(group, rule, first))


def _head(group: Group, rule: Rule, first: bool) -> str:
    """`exactly when` only where the words alone are proved to hold of the group's cases, and, with
    those of the other rules, of all of them."""
    proved = group.assurance.kind is AssuranceKind.PROVED or any(r.general for r in group.rules)
    exactly = proved and not any(one.partial for one in group.rules)
    head = ("exactly when" if exactly else "when") if first else "or when"
    return f"{head}, while the other clauses do what the outcomes say," if rule.partial else head


def _made_by(group: Group) -> str:
    """`clause P4`, `clause P4 alone or clause P5 alone`, `clauses P4 and P5 together`."""
    sets = [series(chosen) + (" together" if len(chosen) > 1 else "") for chosen in group.edits]
    return series(sets, "or") + _tried(group.tried)


def _tried(sizes: str) -> str:
    """What is said of a statement that was not proved for any number of things."""
    return f" (tried up to {sizes}; more are open)" if sizes else ""


# --------------------------------------------------------------------------- what depends on it


def _promises(changes: Iterable[PromiseChange]) -> Iterator[str]:
    told = {
        "lost": "Lost",
        "newly true": "Newly true",
        "broken": "Broken before and after",
        "undecided": "Undecided",
        "for another reason": "Kept, for another reason",
        "new": "New",
        "removed": "No longer promised",
        "kept": "Kept",
    }
    for change in sorted(changes, key=lambda one: list(told).index(one.how)):
        words = f"{told[change.how]}: {change.title}"
        if change.how == "for another reason":
            before, after = series(change.before) or "none", series(change.after) or "none"
            words += f" (it rested on {before}; it rests on {after})"
        yield words + (f" ({change.words})" if change.words else "") + _tried(change.tried)


def _cases(result: Comparison) -> Iterator[str]:
    for change in result.cases:
        beyond = " under readings that are not plain" if change.beyond_plain else ""
        yield f"{change.title}, {change.asking}: {change.before} → {change.after}{beyond}"


def _finding(check: str, words: str) -> str:
    return f"{check}: {words}"


def _findings_words(result: Comparison) -> str:
    if result.findings is None:
        return "The findings of the two versions were not compared."
    changes = result.findings.changes
    new = sum(change.how == "new" for change in changes)
    gone, unchanged = len(changes) - new, result.findings.unchanged
    left = series(result.findings.unsettled)
    out = f"; those of {left} could not be compared" if left else ""
    return f"Findings: {new} new, {gone} gone, {unchanged} unchanged{out}."
