"""What one process of a comparison does its tasks with: the two versions go in, what each task
found comes out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from verifier.changes.compare.attribution import makers, makes
from verifier.changes.compare.between_amendments import made_alone
from verifier.changes.compare.bounds_tried import BoundsTried
from verifier.changes.compare.cases import case_changes
from verifier.changes.compare.difference.edits import EDITIONS
from verifier.changes.compare.difference.groups import Describer
from verifier.changes.compare.difference.merged_policy import VersionPair
from verifier.changes.compare.difference.outcome import (
    ActEffect,
    CaseChange,
    Declared,
    Extent,
    Group,
    PromiseChange,
    QuestionChange,
    Rule,
    RuleLine,
    ScopeChange,
    TextChange,
    sizes_words,
)
from verifier.changes.compare.difference.pattern import Made, OutcomePattern, views
from verifier.changes.compare.effect import effects
from verifier.changes.compare.findings_in_short import Examined, Ran, to_run
from verifier.changes.compare.grounds import ground_changes
from verifier.changes.compare.guarantees import promise_changes
from verifier.changes.compare.intent import declared
from verifier.changes.compare.questions import question_changes
from verifier.changes.compare.redline import deadlines, text_changes
from verifier.changes.compare.rules.rules import RuleMaker
from verifier.changes.compare.rules.rules_in_words import Telling
from verifier.changes.compare.served import served
from verifier.changes.compare.shown_case import shown
from verifier.checks.order import Check
from verifier.diagnostics import MEMORY_RAN_OUT, Fault, InputProblems, fault_of, memory_ran_out
from verifier.encoding import TRUE_ASK, Ask, both, no
from verifier.findings import Assurance, AssuranceKind, CheckRun, Outcome
from verifier.model import Amendment, LawRegime, Policy, Verdict
from verifier.solver import Budget, Impossible, QuestionSolver, Undecided
from verifier.words import Speaker


@dataclass
class TaskResults:
    """What one task of a comparison found, or all tasks of one process together."""

    effects: list[ActEffect] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    cases: tuple[CaseChange, ...] = ()
    promises: tuple[PromiseChange, ...] = ()
    questions: tuple[QuestionChange, ...] = ()
    declared: Declared | None = None
    grounds: tuple[ScopeChange, ...] = ()
    cut: bool = False
    bounded: list[str] = field(default_factory=list)
    undecided: list[str] = field(default_factory=list)
    asked: int = 0
    ran: list[Ran] = field(default_factory=list)
    faults: tuple[Fault, ...] = ()
    uncompared: str = ""  # the act whose outcomes were not compared


@dataclass(frozen=True)
class Task:
    """One part of a comparison: what it compares, in words, and how. `act`: whose outcomes;
    `checks`: what they find."""

    words: str
    work: Callable[[ComparisonTasks], TaskResults]
    act: str = ""
    checks: tuple[Check, ...] = ()


def not_done(task: Task, why: str, fault: Fault | None = None) -> TaskResults:
    """A task that came to nothing. What was not compared is undecided, never unchanged."""
    assurance = Assurance(AssuranceKind.UNDECIDED, why)
    unknown = CheckRun("", Outcome.UNKNOWN, words=why, assurance=assurance)
    ran = (replace(unknown, check=one.name) for one in task.checks)
    return TaskResults(
        undecided=[f"{task.words} could not be compared: {why}"],
        ran=[(run, run) for run in ran],
        faults=() if fault is None else (fault,),
        uncompared=task.act,
    )


class ComparisonTasks:
    """What one process does its tasks with. `whole`: both versions as they are in their files."""

    def __init__(self, pair: VersionPair, budget: Budget, whole: tuple[Policy, Policy]) -> None:
        self.pair = pair
        self.budget = budget
        self.whole = whole
        self.telling = Telling(pair)
        self._begin()

    def _begin(self) -> None:
        self.solver = QuestionSolver(self.pair.merged, self.budget)
        self.describers = tuple(
            Describer(self.pair, self.solver, view) for view in views(self.pair)
        )
        self.makers = {describer: RuleMaker(describer) for describer in self.describers}
        self.main = self.describers[-1]
        self.cut = False

    def done(self, task: Task) -> TaskResults:
        """What the task finds. A mistake of the tool in it costs its own findings alone, and what
        it may have left half done is forgotten. Raises `InputProblems` where the versions cannot be
        compared."""
        try:
            return self._done(task)
        except InputProblems:
            raise
        except Exception as error:
            self._begin()
            if memory_ran_out(error):
                return not_done(task, MEMORY_RAN_OUT)
            fault = fault_of(f"comparing {task.words}", error)
            return not_done(task, f"the tool made a mistake of its own ({fault.what})", fault)

    def _done(self, task: Task) -> TaskResults:
        self.cut, before = False, self.solver.spent.questions
        part = task.work(self)
        part.cut, part.asked = self.cut, self.solver.spent.questions - before
        for describer in self.describers:
            part.undecided += describer.undecided
            part.bounded += describer.bounded
            describer.undecided, describer.bounded = [], []
        return part

    # ------------------------------------------------------------------ the tasks

    def act(self, act: str) -> TaskResults:
        part = TaskResults()
        for column in self.main.columns():
            self._act(act, column, part.effects, part.groups)
        return part

    def questions(self) -> TaskResults:
        return TaskResults(questions=question_changes(self.main))

    def grounds(self) -> TaskResults:
        return TaskResults(grounds=tuple(ground_changes(self.main)))

    def promises(self) -> TaskResults:
        return TaskResults(promises=promise_changes(*self.plain_and_all))

    def cases(self) -> TaskResults:
        return TaskResults(cases=case_changes(*self.plain_and_all))

    def declarations(
        self, amendments: tuple[Amendment, ...], alone: tuple[tuple[str, Policy], ...] = ()
    ) -> TaskResults:
        made = made_alone(self.pair.old, dict(alone))
        return TaskResults(declared=declared(self.describers, amendments, made))

    @property
    def plain_and_all(self) -> tuple[Describer, Describer]:
        """What reads each version plainly in its own way, and what reads both alike."""
        return self.describers[0], self.main

    def examined(self, checks: Sequence[Check]) -> TaskResults:
        return TaskResults(ran=list(self._examined.ran(checks)))

    @cached_property
    def _examined(self) -> Examined:
        return Examined(*self.whole, self.budget)

    @cached_property
    def checks(self) -> list[tuple[Check, ...]]:
        """What `examined` is to do, in parts."""
        return to_run(*self.whole)

    def reached(self, act: str) -> bool:
        """Whether the edits reach any norm that speaks of the act, or that bears on what else would
        do the duties that it does."""
        return any(self.main.touches(act, column) for column in self.main.columns())

    def reach(self, act: str) -> int:
        """How many norms that speak of the act the edits reach, counted for each column."""
        return sum(len(self.main.affected(act, column)) for column in self.main.columns())

    # ------------------------------------------------------------------ one act

    def _act(
        self, act: str, column: LawRegime, found: list[ActEffect], groups: list[Group]
    ) -> None:
        """The difference in one column; beside the law and in the end only what the policy alone
        does not show."""
        for describer in self.describers:
            if not describer.touches(act, column):
                continue
            patterns, whole = describer.patterns(act, column)
            if not patterns:
                continue
            beyond = describer.beyond(act, column)
            self.cut |= not whole
            found.append(self._effect(describer, act, column, beyond))
            mine = [self._group(describer, pattern, beyond) for pattern in patterns]
            groups += sorted(mine, key=_order)
            if not whole:
                groups += self._rest(describer, act, column, patterns)

    def _effect(self, describer: Describer, act: str, column: LawRegime, beyond: Ask) -> ActEffect:
        words = self.telling.act(act, self.telling.bearer(describer.affected(act, column)))
        view = describer.view
        plain = effects(describer, act, column, view.readings, beyond)
        every = effects(describer, act, column, None, beyond) if view.beyond else plain
        return ActEffect(
            act, words, column, plain, every, tuple(served(describer, act, column, beyond))
        )

    def _group(self, describer: Describer, pattern: OutcomePattern, beyond: Ask) -> Group:
        was, now = (describer.verdict(pattern, edition) for edition in EDITIONS)
        agent = self.telling.agent((*pattern.live("old"), *pattern.live("new")))
        parts = describer.parts(pattern)
        made = self.makers[describer].rules(pattern, beyond) if parts else Made()
        if made.undecided:
            describer.undecided.append(made.undecided)
        rules = tuple(
            Rule(
                self.telling.lines(pattern.act, rule, agent),
                rule.plain,
                rule.general,
                rule.partial,
            )
            for rule in made.rules
        )
        question = both([describer.same_group(pattern), beyond])
        plain = self._has_plain_case(describer, pattern, question)
        first = made.rules[0].formula if made.rules else TRUE_ASK
        tried = BoundsTried()
        query = describer.query(pattern.act, pattern.column, both([question, first]))
        return Group(
            act=pattern.act,
            words=self.telling.act(pattern.act, agent),
            column=pattern.column,
            before=self.telling.side(pattern, "old", was, describer.to_one(pattern, "old")),
            after=self.telling.side(pattern, "new", now, describer.to_one(pattern, "new")),
            rules=rules,
            assurance=self._described(made),
            plain=plain,
            shown=shown(
                describer,
                query,
                pattern.column,
                describer.view.readings if plain else None,
                question,
            )
            if parts
            else None,
            edits=makers(describer, pattern, tried),
            tried=tried.words,
            extent=Extent(
                question, describer.context(pattern), tuple(rule.formula for rule in made.rules)
            ),
        )

    def _has_plain_case(self, describer: Describer, pattern: OutcomePattern, question: Ask) -> bool:
        query = describer.query(pattern.act, pattern.column, question)
        return not isinstance(
            self.solver.ask(query, describer.view.readings), Impossible | Undecided
        )

    def _described(self, made: Made) -> Assurance:
        if made.undecided:
            return Assurance(AssuranceKind.UNDECIDED, made.undecided)
        if made.complete:
            words = "the rules hold of exactly these cases, for any number of things of each kind"
            return Assurance(AssuranceKind.PROVED, words)
        tried = sizes_words(made.sizes)
        self.main.bounded.append(tried)
        words = f"no other case was found among those of up to {tried}; larger ones are open"
        return Assurance(AssuranceKind.BOUNDED, words)

    def _rest(
        self,
        describer: Describer,
        act: str,
        column: LawRegime,
        listed: Sequence[OutcomePattern],
    ) -> Iterator[Group]:
        """What is left beyond the listed groups, by verdict alone, each with one general rule."""
        blocked = [no(describer.same_group(pattern)) for pattern in listed]
        left = both([describer.differs_beyond(act, column), *blocked])
        for was in Verdict:
            for now in Verdict:
                yield from self._general(describer, act, column, left, (was, now))

    def _general(
        self,
        describer: Describer,
        act: str,
        column: LawRegime,
        left: Ask,
        verdicts: tuple[Verdict, Verdict],
    ) -> Iterator[Group]:
        question = both([left, *describer.verdict_pair(column, *verdicts)])
        query = describer.query(act, column, question)
        if isinstance(self.solver.ask(query), Impossible):
            return
        pattern = OutcomePattern(act, column, ())
        agent = self.telling.agent(describer.norms(act, column))
        was, now = (
            replace(self.telling.side(pattern, e, v), words=f"{v} (in other ways)")
            for e, v in zip(EDITIONS, verdicts, strict=True)
        )
        line = "every other case in which the clauses that decide are not the same"
        rule = Rule((RuleLine(line),), True, general=True)
        plain = not isinstance(self.solver.ask(query, describer.view.readings), Impossible)
        yield Group(
            act=act,
            words=self.telling.act(act, agent),
            column=column,
            before=was,
            after=now,
            rules=(rule,),
            assurance=Assurance(AssuranceKind.COMPUTED, "what the groups above leave"),
            plain=plain,
            shown=shown(describer, query, column, describer.view.readings if plain else None),
            edits=(),
            extent=Extent(question, TRUE_ASK, (question,)),
        )

    # ------------------------------------------------------------------ the words

    def text(self, old: Policy, new: Policy, attributed: set[str]) -> Iterable[TextChange]:
        """The words that differ, with what is known of their meaning."""
        edits = {edit.name for edit in self.pair.edits}
        dated = {self._clause_of(one.norm) for one in deadlines(self.pair.old, self.pair.new)}
        meaning = ("clause", "item", "the definition", "“to ")
        for change in text_changes(old, new):
            if change.name in dated:
                yield replace(change, wording_only=False)
            elif change.name in edits:
                yield self._judged(change, attributed)
            elif change.how == "changed" and change.name.startswith(meaning):
                because = "what is encoded here is the same"
                yield replace(change, wording_only=True, because=because)
            else:
                yield change

    def _clause_of(self, norm: str) -> str:
        return Speaker(self.pair.new).clause_name(self.pair.new.norms[norm].clause)

    def _judged(self, change: TextChange, attributed: set[str]) -> TextChange:
        if change.name in attributed:
            return replace(change, wording_only=False)
        assumed = {f"the definition “{name}”" for name in self.pair.assumed}
        if change.name in assumed and self.main.grounds_differ:
            return replace(change, wording_only=False)
        tried = BoundsTried()
        made = makes(self.main, change.name, tried)
        if made == "nothing" and tried.words:
            because = f"tried up to {tried.words}, it changes no verdict; more are open"
            return replace(change, wording_only=None, because=because)
        because = {
            "nothing": "proved: alone or after the other edits, it changes no verdict",
            "alone": "alone it would change a verdict; another edit undoes that",
            "beside others": "alone it would change no verdict; beside the other edits it does",
            None: "",
        }[made]
        wording_only = None if made is None else made == "nothing"
        return replace(change, wording_only=wording_only, because=because)

    @property
    def undecided(self) -> list[str]:
        return [reason for describer in self.describers for reason in describer.undecided]


def _order(group: Group) -> tuple[object, ...]:
    return (
        not group.verdict_changes,
        not group.plain,
        list(Verdict).index(group.before.verdict),
        list(Verdict).index(group.after.verdict),
        group.before.words,
        group.after.words,
    )
