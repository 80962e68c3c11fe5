"""One decision told: the verdict as a headline, then why and why not, what is enough, what would
change it and what to ask, as sections of plain sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from verifier.decide.decision import (
    Clash,
    Decision,
    DecisionStatus,
    Defeat,
    Flip,
    Ground,
    Inapplicable,
    Reason,
    Sufficient,
    Way,
)
from verifier.findings import ReadingChoice
from verifier.model import LawRegime, Verdict
from verifier.report.page.findings import capitalized, line_words
from verifier.words import Speaker, quoted

ONE_OF_THE_WAYS = " (one of the ways in which it comes about)"
"""Said of what is so in some completions of the case only."""
MOST_FACTS = 4
"""So many of the facts behind one condition are shown."""
MOST_LISTED = 10
"""So many facts that can make the difference are shown, where there are more."""


@dataclass(frozen=True)
class EntryView:
    """A sentence, the words of the text that it rests on, and lines below it."""

    words: str
    lines: tuple[str, ...] = ()
    quote: str = ""


@dataclass(frozen=True)
class SectionView:
    title: str
    entries: tuple[EntryView, ...]


@dataclass(frozen=True)
class AnswerView:
    """The answer to one question put to the case."""

    asked: str
    verdict: str
    sentences: tuple[str, ...]
    sections: tuple[SectionView, ...]


@dataclass(frozen=True)
class Answering:
    """Tells one decision."""

    speaker: Speaker
    decision: Decision

    def view(self) -> AnswerView:
        asked = self.decision.asked.removeprefix("asking ")
        return AnswerView(
            asked=capitalized(asked),
            verdict=self._headline(),
            sentences=tuple(self._sentences()),
            sections=tuple(section for section in self._sections() if section.entries),
        )

    # ------------------------------------------------------------------ the headline

    def _headline(self) -> str:
        alone = self.decision.alone
        if self.decision.status is DecisionStatus.IMPOSSIBLE:
            return "what is given cannot all be so"
        if len(alone.verdicts) == 1:
            return f"{alone.verdicts[0]}{self._under()}"
        if not alone.verdicts:
            return f"what is given cannot all be so{self._under()}"
        why = "undecided, perhaps" if self.decision.undecided else "open on facts:"
        return f"{why} {self._either(alone.verdicts)}"

    def _under(self) -> str:
        """Under which readings the headline holds."""
        decision = self.decision
        questions = self.speaker.policy.questions
        if not questions:
            return ""
        decided = decision.status is DecisionStatus.DECIDED and bool(decision.alone.verdicts)
        if decided and not decision.fixed:
            return ", however the text is read"
        if not decision.fixed or dict(decision.fixed) == dict(self.speaker.policy.plain_readings):
            return ", as the text is plainly read"
        return ", as you read the text"

    def _sentences(self) -> Iterator[str]:
        decision = self.decision
        if len(decision.alone.verdicts) == 1:
            yield from (way.sentence for way in self._ways(LawRegime.ALONE))
        elif decision.alone.verdicts and not decision.undecided:
            yield "Facts are missing on which it depends: each of these verdicts is still possible."
        others = [v for v in decision.alone.possible if v not in decision.alone.verdicts]
        if others and decision.alone.verdicts:
            yield f"With the text read otherwise, the verdict can be {self._being(others)}."
        for one in decision.presumed:
            yield (
                f"Nothing being known of it, it is presumed that {one.words} "
                f"(presumption {quoted(one.title)})."
            )
        for column in decision.columns[1:]:
            if column.verdicts != decision.alone.verdicts and column.verdicts:
                words = self._either(column.verdicts)
                yield f"{capitalized(self.speaker.column(column.column))}: {words}."
        if decision.undecided:
            yield (
                f"Not everything could be settled ({'; '.join(decision.undecided)}): what could "
                "not be excluded is listed as possible. A larger --budget may help."
            )

    def _either(self, verdicts: Sequence[Verdict]) -> str:
        return self.speaker.series([str(verdict) for verdict in verdicts], "or")

    def _being(self, verdicts: Sequence[Verdict]) -> str:
        return self.speaker.series([being(verdict) for verdict in verdicts], "or")

    def _ways(self, column: LawRegime) -> list[Way]:
        return [way for way in self.decision.ways if way.column is column]

    # ------------------------------------------------------------------ the sections

    def _sections(self) -> Iterator[SectionView]:
        decision = self.decision
        if decision.clash is not None:
            yield self._clash(decision.clash)
        for columns in self._alike():
            yield from self._why(columns)
        if decision.sufficient is not None:
            yield self._enough(decision.sufficient)
        yield from self._changes(decision.flips)
        if not decision.undecided:
            yield self._ask_first()
            yield self._matters()
            yield self._settling()
        yield self._other_readings()

    def _alike(self) -> list[list[LawRegime]]:
        """The columns whose verdicts are explained, those with the same explanation together."""
        groups: dict[object, list[LawRegime]] = {}
        for answer in self.decision.columns:
            ways = self._ways(answer.column)
            shown = tuple((way.verdict, way.supposing, way.live) for way in ways)
            key = (answer.column is LawRegime.ALONE, shown)
            if ways:
                groups.setdefault(key, []).append(answer.column)
        return list(groups.values())

    def _why(self, columns: Sequence[LawRegime]) -> Iterator[SectionView]:
        """How the verdict comes about in some columns, or each of those still possible."""
        ways = self._ways(columns[0])
        alone = columns[0] is LawRegime.ALONE
        named = self.speaker.series([self.speaker.column(column) for column in columns])
        beyond = "" if alone else f", {named}"
        if len(ways) == 1 and not ways[0].supposing:
            yield SectionView(f"Why{beyond}", tuple(self._reasons(ways[0])))
            if alone:
                yield SectionView("Why nothing else", tuple(self._not_so(ways[0])))
            return
        for way in ways:
            title = f"{capitalized(str(way.verdict))}{beyond}, if"
            yield SectionView(title, (*map(EntryView, way.supposing), *self._briefly(way)))

    def _reasons(self, way: Way) -> Iterator[EntryView]:
        for reason in way.live:
            unsure = "" if reason.certain else ONE_OF_THE_WAYS
            words = f"{self._cited(reason)}: {reason.sentence}{unsure}"
            yield EntryView(
                f"{words}, because" if reason.because else f"{words}.",
                tuple(map(said, reason.because)),
                reason.citation.words,
            )
        if not way.live:
            yield EntryView("No clause speaks of this act.")

    def _briefly(self, way: Way) -> Iterator[EntryView]:
        names = [self._name(reason.norm) for reason in way.live]
        by = f"by {self.speaker.series(names)}" if names else "for then no clause speaks"
        yield EntryView(f"({by})")

    def _not_so(self, way: Way) -> Iterator[EntryView]:
        yield from map(self._defeat, way.defeated)
        yield from map(self._inapplicable, way.inapplicable)

    def _defeat(self, defeat: Defeat) -> EntryView:
        by = self.speaker.series([self._name(reason.norm) for reason in defeat.by])
        lines = tuple(said(ground) for reason in defeat.by for ground in reason.because)
        says = f" ({defeat.sentence})" if defeat.sentence else ""
        unsure = "" if defeat.certain else ONE_OF_THE_WAYS
        words = f"{capitalized(self._name(defeat.norm))}{says} is defeated by {by}{unsure}"
        return EntryView(f"{words}, because" if lines else f"{words}.", lines)

    def _inapplicable(self, one: Inapplicable) -> EntryView:
        says = f" ({one.sentence})" if one.sentence else ""
        name = f"{capitalized(self._name(one.norm))}{says}"
        known = tuple(ground for ground in one.missing if ground.known)
        if len(known) == 1:
            return EntryView(f"{name} does not apply: {said(known[0])}.")
        if known or not one.missing:
            return EntryView(f"{name} does not apply:", tuple(map(said, known)))
        if len(one.missing) == 1:
            words = f"{name} does not apply if {one.missing[0].words}, which is not known."
            return EntryView(words)
        words = f"{name} does not apply if one of these is so, none of which is known:"
        return EntryView(words, tuple(ground.words for ground in one.missing))

    def _name(self, norm: str) -> str:
        return self.speaker.norm_name(norm)

    def _cited(self, reason: Reason) -> str:
        lines = line_words(reason.citation.source_lines)
        return f"{capitalized(self._name(reason.norm))}{f' ({lines})' if lines else ''}"

    def _enough(self, part: Sufficient) -> SectionView:
        few = "The fewest facts that are enough" if part.smallest else "Facts that are enough"
        entries = [*map(EntryView, part.given)]
        entries += [EntryView(f"{words} (presumed)") for words in part.presumed]
        if part.nothing_else:
            words = "because nothing else is so:"
            entries.append(EntryView(f"and, {words}" if entries else words, part.nothing_else))
        if not entries:
            entries = [EntryView("none: it is so in every case with this act")]
        return SectionView(f"{few}, whatever else is so", tuple(entries))

    def _changes(self, flips: Sequence[Flip]) -> Iterator[SectionView]:
        """The smallest changes, by what they change the verdict to."""
        for verdicts in dict.fromkeys(flip.verdicts for flip in flips):
            alike = [flip for flip in flips if flip.verdicts == verdicts]
            one = "this were" if len(alike) == 1 else "any one of these were"
            would = self.speaker.series([being(verdict) for verdict in verdicts], "or")
            entries = (EntryView(self.speaker.series(list(flip.changes))) for flip in alike)
            yield SectionView(f"It would be {would}, if {one} so", tuple(entries))

    def _ask_first(self) -> SectionView:
        question = self.decision.next_question
        if question is None:
            return SectionView("", ())
        lines = tuple(f"{words}: {self._either(left)}" for words, left in question.answers)
        title = "Question to decide first" if question.about_reading else "Fact to find out first"
        return SectionView(title, (EntryView(question.words, lines),))

    def _matters(self) -> SectionView:
        decision = self.decision
        words = [matter.words for matter in decision.matters]
        words += [
            f"{matter.words} (only as the text may otherwise be read)"
            for matter in decision.matters_otherwise
        ]
        question = decision.next_question
        if question is not None and words == [question.words]:
            return SectionView("", ())
        return SectionView("Facts that can make the difference", _listed(words))

    def _settling(self) -> SectionView:
        settling, matters = self.decision.settling, set(self.decision.matters)
        if set(settling) == matters or all(one.what == "question" for one in settling):
            return SectionView("", ())
        title = "The fewest of these that settle it, however they turn out"
        return SectionView(title, _listed([matter.words for matter in settling]))

    def _other_readings(self) -> SectionView:
        return SectionView(
            "How the text would have to be read",
            tuple(
                EntryView(f"{one.verdict}, if {self._choices(choices)}")
                for one in self.decision.others
                for choices in one.sets
            ),
        )

    def _choices(self, choices: Iterable[ReadingChoice]) -> str:
        words = [
            f"{quoted(one.question_title)} is answered {quoted(one.reading_title)}"
            for one in choices
        ]
        return self.speaker.series(words)

    def _clash(self, clash: Clash) -> SectionView:
        entries = [*map(EntryView, clash.given)]
        entries += [EntryView(f"{words} (nothing else being so)") for words in clash.nothing_else]
        entries += [
            EntryView(f"against the assumption {quoted(title)}: {words}")
            for title, words in clash.assumptions
        ]
        entries += [EntryView(f"against the rule: {rule}") for rule in clash.functions]
        return SectionView("These cannot all be so", tuple(entries))


def _listed(words: Sequence[str]) -> tuple[EntryView, ...]:
    """Entries, cut where they are many."""
    if len(words) <= MOST_LISTED + 1:
        return tuple(map(EntryView, words))
    more = f"… and {len(words) - MOST_LISTED} more (--format json lists them all)"
    return (*map(EntryView, words[:MOST_LISTED]), EntryView(more))


def said(ground: Ground) -> str:
    """A condition; of a defined one, the facts that it comes from; whether it is known."""
    few = ground.facts[:MOST_FACTS] + (("…",) if len(ground.facts) > MOST_FACTS else ())
    facts = f" ({'; '.join(few)})" if few else ""
    return f"{ground.words}{facts}" if ground.known else f"{ground.words} (not known)"


def being(verdict: Verdict) -> str:
    """The verdict after “it would be”."""
    match verdict:
        case Verdict.DILEMMA:
            return "a dilemma"
        case Verdict.ANTINOMY:
            return "an antinomy"
        case _:
            return str(verdict)
