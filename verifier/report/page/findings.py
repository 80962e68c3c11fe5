"""Findings as they are shown, on the page and in the terminal: findings in, views out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from verifier.findings import (
    Assurance,
    AssuranceKind,
    Citation,
    Finding,
    Outcome,
    ReadingChoice,
    Remedy,
    Severity,
    SingleChange,
    Strength,
)
from verifier.model import LawRegime, Verdict
from verifier.report.page.anchors import (
    clause_anchor,
    place_words,
    question_anchor,
    short_place,
    slug,
)


@dataclass(frozen=True)
class CitationView:
    clause: str
    anchor: str
    title: str
    words: str
    detail: str
    lines: str  # "l. 12", "l. 12–14", "" where the words stand in no source text
    place: str


@dataclass(frozen=True)
class ChoiceView:
    """A question read one way."""

    anchor: str
    question: str  # its title
    reading: str  # its title
    name: str  # "untruthful reports = permitted"
    plain: bool


@dataclass(frozen=True)
class ChangesView:
    """Single changes of a case that do one thing, and what that is."""

    title: str
    changes: tuple[SingleChange, ...]


@dataclass(frozen=True)
class WitnessView:
    """The case that shows a finding."""

    act: str
    given: tuple[str, ...]
    irrelevant: tuple[str, ...]
    verdicts: tuple[tuple[str, str], ...]  # column, verdict; one pair where all columns agree
    changes: tuple[ChangesView, ...]


@dataclass(frozen=True)
class FindingView:
    number: int
    anchor: str
    check: str
    severity: Severity
    status: str  # "antinomy · warning · only under “so long as” = permitted"
    folded: bool  # whether all but the headline is folded away at first
    outcome: str  # said only where the check did not simply fail
    strength: str
    headline: str
    detail: tuple[str, ...]
    citations: tuple[CitationView, ...]
    needs: str  # what stands above the alternatives
    alternatives: tuple[tuple[ChoiceView, ...], ...]
    witness: WitnessView | None
    kinds: tuple[str, ...]
    kinds_title: str
    reasons: tuple[tuple[str, ...], ...]
    reasons_title: str
    reasons_common: str  # what each of several reasons needs, as a sentence
    remedies: tuple[Remedy, ...]
    assurance: str
    fingerprint: str
    clauses: frozenset[str]
    questions: frozenset[str]  # those whose readings the finding needs, or that it is about
    place: str


def finding_views(findings: Iterable[Finding]) -> tuple[FindingView, ...]:
    """Views of findings in the order given, numbered from 1, each with an anchor of its own."""
    taken: set[str] = set()
    return tuple(finding_view(number, finding, taken) for number, finding in enumerate(findings, 1))


DECIDING = ("consequential-question", "undecided-question")
"""Checks whose findings are about a question that decides something."""


def _questions(finding: Finding) -> frozenset[str]:
    needed = {choice.question for choices in finding.readings for choice in choices}
    return frozenset({*needed, finding.about} if finding.check in DECIDING else needed)


def finding_view(number: int, finding: Finding, taken: set[str]) -> FindingView:
    strength = strength_words(finding)
    outcome = "" if finding.outcome is Outcome.FAILS else str(finding.outcome)
    reasons = untold_reasons(finding)
    parts = (finding.check, str(finding.severity), outcome, strength, *standing_words(finding))
    return FindingView(
        number=number,
        anchor=free_anchor(finding, number, taken),
        check=finding.check,
        severity=finding.severity,
        status=" · ".join(part for part in parts if part),
        folded=finding.severity is Severity.NOTE,
        outcome=outcome,
        strength=strength,
        headline=capitalized(finding.headline),
        detail=finding.detail,
        citations=tuple(citation_views(finding.citations)),
        needs=needs_words(finding),
        alternatives=tuple(tuple(map(choice_view, choices)) for choices in finding.readings),
        witness=witness_view(finding),
        kinds=finding.kinds,
        kinds_title=kinds_title(finding),
        reasons=reasons,
        reasons_title=reasons_title(reasons, finding.reasons_complete),
        reasons_common=common_words(reasons),
        remedies=finding.remedies,
        assurance=assurance_words(finding.assurance) if finding.assurance else "",
        fingerprint=finding.fingerprint,
        clauses=frozenset(citation.clause for citation in finding.citations),
        questions=_questions(finding),
        place=place_words(finding.place),
    )


def free_anchor(finding: Finding, number: int, taken: set[str]) -> str:
    """An anchor that stays the same from run to run wherever the finding has a fingerprint."""
    anchor = f"finding-{slug(finding.fingerprint)}" if finding.fingerprint else f"finding-{number}"
    if anchor in taken:
        anchor = f"{anchor}-{number}"
    taken.add(anchor)
    return anchor


def standing_words(finding: Finding) -> tuple[str, ...]:
    """Whether the finding is new since what was compared with, and who accepted it until when."""
    novel = {True: ("new",), False: ("known",), None: ()}[finding.novel]
    if finding.acceptance is None:
        return novel
    day = date.fromordinal(finding.acceptance.look_again).isoformat()
    return (*novel, f"accepted by {finding.acceptance.by} until {day}")


def strength_words(finding: Finding) -> str:
    """Under which readings the finding stands: every, the plain ones, or only certain ones."""
    match finding.strength:
        case Strength.ROBUST:
            return "under every reading"
        case Strength.PLAIN:
            return "under the plain readings"
        case Strength.TRIED:
            return "under the readings tried"
        case Strength.CONTESTABLE | None:
            return reading_words(finding.readings)


def reading_words(alternatives: tuple[tuple[ReadingChoice, ...], ...]) -> str:
    """`only under “so long as” = permitted`, where there is but one smallest set of readings."""
    if len(alternatives) > 1:
        return "only under some readings"
    sets = [
        " and ".join(f"“{choice.question}” = {choice.reading}" for choice in choices)
        for choices in alternatives
        if choices
    ]
    return f"only under {sets[0]}" if sets else ""


def capitalized(words: str) -> str:
    """The words with a capital letter at their beginning and no other change."""
    return words[:1].upper() + words[1:]


def kinds_title(finding: Finding) -> str:
    """What stands above the further kinds of case."""
    together = ", alone or together" if finding.kinds[1:] and finding.kinds_together else ""
    cut = "" if finding.kinds_complete else " (there may be more)"
    return f"Further kinds of case{together}{cut}"


def needs_words(finding: Finding) -> str:
    if not finding.readings:
        return ""
    only = "Only under" if finding.strength is Strength.CONTESTABLE else "Under"
    if len(finding.readings) > 1:
        cut = "" if finding.readings_complete else " (there are more)"
        return f"{only} one of these readings{cut}"
    return f"{only} {'these readings' if finding.readings[0][1:] else 'this reading'}"


def assurance_words(assurance: Assurance) -> str:
    match assurance.kind:
        case AssuranceKind.REPLAYED | AssuranceKind.PROVED | AssuranceKind.COMPUTED:
            return f"Certain: {assurance.words}"
        case AssuranceKind.BOUNDED:
            return f"As far as searched: {assurance.words}"
        case AssuranceKind.UNDECIDED:
            return f"Undecided: {assurance.words}"


def choice_view(choice: ReadingChoice) -> ChoiceView:
    return ChoiceView(
        anchor=question_anchor(choice.question),
        question=choice.question_title,
        reading=choice.reading_title,
        name=f"{choice.question} = {choice.reading}",
        plain=choice.plain,
    )


def citation_views(citations: Iterable[Citation]) -> Iterator[CitationView]:
    """A view of each citation; parts of one clause that quote the same words are told in one."""
    for (_, words, _), group in groupby(citations, key=lambda c: (c.clause, c.words, c.place)):
        alike = list(group)
        details = [citation.detail for citation in alike]
        if words and all(details):
            yield replace(citation_view(alike[0]), detail=", ".join(details))
        else:
            yield from map(citation_view, alike)


def citation_view(citation: Citation) -> CitationView:
    return CitationView(
        clause=citation.clause,
        anchor=clause_anchor(citation.clause),
        title=citation.title,
        words=citation.words,
        detail=citation.detail,
        lines=line_words(citation.source_lines),
        place=short_place(citation.place),
    )


def line_words(lines: tuple[int, int] | None) -> str:
    if lines is None:
        return ""
    first, last = lines
    return f"l. {first}" if first == last else f"l. {first}–{last}"


def changes_views(finding: Finding) -> Iterator[ChangesView]:
    """The single changes of the case by what each of them does: what comes to a contradiction does
    not just take the finding away."""
    witness = finding.witness
    if witness is None:
        return
    turned = tuple(one for one in witness.changes if one.effect.startswith(CONTRADICTIONS))
    if finding.check in ("controlled-condition", "discretion"):
        turned = ()
    gone = tuple(one for one in witness.changes if one not in turned)
    if gone:
        yield ChangesView(changes_title(finding), gone)
    if turned:
        before = any(str(v) in CONTRADICTIONS for v in witness.verdicts.values())
        which = "another contradiction" if before else "a contradiction"
        title = f"Change any one of these and {which} takes its place, {NOTHING_ELSE}"
        yield ChangesView(title, turned)


CONTRADICTIONS = (str(Verdict.DILEMMA), str(Verdict.ANTINOMY))
NOTHING_ELSE = "nothing else being so"
"""What is not said of the case is not so when a change of it is looked at."""


def changes_title(finding: Finding) -> str:
    """What stands above the single changes that take away what the case shows."""
    match finding.check:
        case "controlled-condition":
            return "Change this, and it ends"
        case "discretion":
            return "Judge this otherwise, and the outcome changes"
        case "conflict-with-law" if finding.outcome is Outcome.HOLDS:
            return (
                f"Change any one of these and there is no such conflict to prevent, {NOTHING_ELSE}"
            )
        case _:
            return f"Change any one of these and it disappears, {NOTHING_ELSE}"


def untold_reasons(finding: Finding) -> tuple[tuple[str, ...], ...]:
    """The reasons, where they say more than what else is said: the clauses that are cited, the
    headline and its details."""
    if len(finding.reasons) == 1 and all(_told(part, finding) for part in finding.reasons[0]):
        return ()
    return finding.reasons


def _told(part: str, finding: Finding) -> bool:
    """Whether the finding speaks of this part of its reason anyway."""
    cited = (f"clause {citation.clause}" for citation in finding.citations)
    if any(part == clause or part.startswith(f"{clause} of ") for clause in cited):
        return True
    said = (finding.headline, *finding.detail)
    assumption = part.removeprefix("the assumption ")
    return any(part in words or assumption in words for words in said)


def reasons_title(reasons: tuple[tuple[str, ...], ...], complete: bool) -> str:
    title = "It rests on any one of these" if len(reasons) > 1 else "It rests on"
    return title if complete else f"{title} (there may be more)"


def common_words(reasons: tuple[tuple[str, ...], ...]) -> str:
    """What is in every one of several reasons, as a sentence; nothing where there is none."""
    first, *others = reasons or ((),)
    shared = [part for part in first if all(part in other for other in others)]
    return f"Each of these needs {' and '.join(shared)}." if others and shared else ""


def witness_view(finding: Finding) -> WitnessView | None:
    witness = finding.witness
    if witness is None:
        return None
    verdicts = tuple((str(column), str(verdict)) for column, verdict in witness.verdicts.items())
    same = len(verdicts) == len(LawRegime) and len({verdict for _, verdict in verdicts}) == 1
    return WitnessView(
        act=capitalized(witness.act),
        given=witness.given,
        irrelevant=witness.irrelevant,
        verdicts=(("", verdicts[0][1]),) if same else verdicts,
        changes=tuple(changes_views(finding)),
    )
