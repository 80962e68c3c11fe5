"""The answer on a partly known case: a case example and one of its askings go in; the verdicts that
are still possible, why and why not, what is enough, what would change it and what to ask come out.

What is not given is open, for facts as for readings; facts are found out, readings are decided, and
the two are never mixed. Presumptions of the policy supply a fact of which nothing is known, and the
answer says so; they are never part of the assumptions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from verifier.decide.decision import (
    ColumnAnswer,
    Decision,
    DecisionStatus,
    Matter,
    OtherReadings,
    Way,
)
from verifier.decide.inquiry import Frame, Inquiry
from verifier.decide.next_question import next_question
from verifier.decide.presumed import presuming
from verifier.decide.smallest_changes import flips
from verifier.decide.sufficient_facts import clash, sufficient
from verifier.decide.sufficient_sets import Items, smallest
from verifier.decide.supposition import supposing
from verifier.decide.two_completions import CompletionPairs
from verifier.decide.unknowns import stands_in, unknown_words
from verifier.decide.why import Grounds
from verifier.encoding import Ask, both, no, verdict_is
from verifier.explanation import AskingAnswer, deviating_sets
from verifier.findings import ReadingChoice
from verifier.model import Asking, CaseExample, LawRegime, Readings, Verdict
from verifier.semantics import Unknown
from verifier.solver import QuestionSolver, Undecided
from verifier.words import Speaker


def decide(
    solver: QuestionSolver,
    speaker: Speaker,
    example: CaseExample,
    asking: Asking,
    readings: Readings,
) -> Decision:
    """The answer to one asking. `readings` are fixed; every other question is open, and is read
    plainly where one answer has to be given."""
    chosen = {**solver.policy.plain_readings, **readings}
    inquiry, presumed = presuming(solver, speaker, example, asking.act, chosen)
    deciding = _Deciding(inquiry, asking, readings)
    return replace(deciding.decision(), presumed=presumed, undecided=deciding.undecided())


@dataclass
class _Deciding:
    """One inquiry on its way to a decision: looked at under the chosen readings (those that are
    fixed, else the plain ones) and over all that are allowed."""

    inquiry: Inquiry
    asking: Asking
    fixed: Readings

    @property
    def plain(self) -> Readings:
        return {**self.inquiry.policy.plain_readings, **self.fixed}

    def chosen(self, column: LawRegime = LawRegime.ALONE) -> Frame:
        return Frame(column, frozenset(self.plain.items()))

    def allowed(self, column: LawRegime = LawRegime.ALONE) -> Frame:
        return Frame(column, frozenset(self.fixed.items()))

    def undecided(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.inquiry.undecided))

    # ------------------------------------------------------------------ the whole

    def decision(self) -> Decision:
        columns = tuple(self._column(column) for column in self.inquiry.columns)
        bare = Decision(
            asked=self.asking.words,
            act=self.inquiry.speaker.act_in_question(self.asking.act),
            status=DecisionStatus.IMPOSSIBLE,
            fixed=dict(self.fixed),
            columns=columns,
        )
        if not columns[0].possible:
            return replace(bare, clash=clash(self.inquiry, self.allowed()))
        decided = replace(
            bare,
            status=DecisionStatus.DECIDED,
            ways=tuple(way for column in columns for way in self._ways(column, columns[0])),
            others=tuple(self._others(columns[0])),
            turns_on=self._turns_on(columns[0]),
        )
        decided = self._with_what_decides(decided)
        return decided if len(columns[0].possible) == 1 else self._with_what_is_open(decided)

    def _column(self, column: LawRegime) -> ColumnAnswer:
        possible = self.inquiry.outcomes(self.allowed(column))
        frame = self.chosen(column)
        verdicts = tuple(v for v in possible if self.inquiry.can_be(frame, v))
        return ColumnAnswer(column, verdicts, possible)

    def _with_what_decides(self, decision: Decision) -> Decision:
        """With what is enough and what would change it, where the chosen readings decide. Where the
        verdict is the same however the text is read, so is what is enough for it."""
        verdicts = decision.alone.verdicts
        if len(verdicts) != 1:
            return decision
        frame = self.allowed() if len(decision.alone.possible) == 1 else self.chosen()
        return replace(
            decision,
            sufficient=sufficient(self.inquiry, frame, verdicts[0]),
            flips=flips(self.inquiry, self.chosen(), verdicts[0]),
        )

    def _with_what_is_open(self, decision: Decision) -> Decision:
        """With what the verdict is open on, what matters and what to ask."""
        alone = decision.alone
        wide = CompletionPairs(self.inquiry, self.allowed(), alone.possible)
        on_facts = len(alone.verdicts) > 1
        frame = self.chosen() if on_facts else self.allowed()
        near = CompletionPairs(self.inquiry, frame, alone.verdicts) if on_facts else wide
        matters = self._matters(near) if on_facts else ()
        otherwise = tuple(m for m in self._matters(wide) if m not in matters)
        return replace(
            decision,
            status=_status(wide),
            matters=matters,
            matters_otherwise=otherwise,
            settling=self._settling(near),
            next_question=next_question(
                self.inquiry, frame, alone.verdicts if on_facts else alone.possible
            ),
        )

    # ------------------------------------------------------------------ its parts

    def _ways(self, answer: ColumnAnswer, alone: ColumnAnswer) -> Iterator[Way]:
        if answer.column is not LawRegime.ALONE and answer.verdicts == alone.verdicts:
            return
        frame = self.chosen(answer.column)
        for verdict in answer.verdicts:
            way = self._way(frame, verdict, decided=len(answer.verdicts) == 1)
            if way is not None:
                yield way

    def _way(self, frame: Frame, verdict: Verdict, decided: bool) -> Way | None:
        inquiry = self.inquiry
        found = inquiry.completion(frame, verdict)
        if found is None:
            return None
        facts = () if decided else supposing(inquiry, frame, verdict, found.case)

        def follows(ask: Ask) -> bool:
            return inquiry.is_excluded(frame, both((*facts, no(ask))))

        grounds = Grounds(inquiry.speaker, found.case, self.plain, frame.column, follows)
        live, defeated, inapplicable = grounds.told()
        return Way(
            column=frame.column,
            verdict=verdict,
            sentence=grounds.sentence(),
            supposing=tuple(inquiry.speaker.formula(fact) for fact in facts),
            live=live,
            defeated=defeated,
            inapplicable=inapplicable,
        )

    def _others(self, alone: ColumnAnswer) -> Iterator[OtherReadings]:
        """The verdicts that the chosen readings exclude, with the readings that allow them."""
        inquiry = self.inquiry
        for verdict in alone.possible:
            if verdict not in alone.verdicts:
                assumed = inquiry.assuming(self.allowed(), verdict_is(verdict))
                found = deviating_sets(
                    inquiry.solver, inquiry.session, assumed, self.plain, self.fixed
                )
                if isinstance(found, Undecided):
                    inquiry.undecided.append(found.reason)
                else:
                    yield OtherReadings(verdict, tuple(self._choices(one) for one in found))

    def _choices(self, readings: Iterable[tuple[str, str]]) -> tuple[ReadingChoice, ...]:
        order = list(self.inquiry.policy.questions)
        ordered = sorted(readings, key=lambda choice: order.index(choice[0]))
        return tuple(self.inquiry.speaker.reading_choice(*choice) for choice in ordered)

    def _turns_on(self, alone: ColumnAnswer) -> tuple[str, ...]:
        if len(alone.possible) == 1:
            return ()
        inquiry = self.inquiry
        answer = AskingAnswer(inquiry.solver, inquiry.example, self.asking, self.plain)
        return tuple(name for name in answer.turns_on() if name not in self.fixed)

    def _matters(self, twice: CompletionPairs) -> tuple[Matter, ...]:
        """The facts in which alone two completions with different verdicts differ."""
        spoken = self.inquiry.cone(LawRegime.ALONE)
        return tuple(
            self._matter(unknown)
            for unknown in twice.unknowns
            if unknown.what != "question" and stands_in(unknown, spoken)
            if twice.differ(other for other in twice.unknowns if other != unknown)
        )

    def _settling(self, twice: CompletionPairs) -> tuple[Matter, ...]:
        unknowns = twice.unknowns

        def escape(kept: Items) -> Items | None:
            result = twice.differ(unknowns[place] for place in kept)
            return None if result is False else kept | (twice.in_common() if result else kept)

        places, _ = smallest(len(unknowns), escape)
        return tuple(self._matter(unknowns[place]) for place in sorted(places))

    def _matter(self, unknown: Unknown) -> Matter:
        return Matter(unknown.what, unknown_words(self.inquiry.speaker, unknown))


def _status(wide: CompletionPairs) -> DecisionStatus:
    """What the verdict is open on, where more than one is possible."""
    questions = [unknown for unknown in wide.unknowns if unknown.what == "question"]
    facts = [unknown for unknown in wide.unknowns if unknown.what != "question"]
    on_facts = wide.differ(questions) is not False
    on_readings = wide.differ(facts) is not False
    if on_facts == on_readings:
        return DecisionStatus.BOTH_OPEN
    return DecisionStatus.FACT_OPEN if on_facts else DecisionStatus.READING_OPEN
