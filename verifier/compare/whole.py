"""The order of a comparison: scope, edits, effect, description, and what depends on them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from multiprocessing import get_all_start_methods, get_context

from verifier.answers import Budget, Impossible, Undecided
from verifier.bounds import Bound
from verifier.compare.attribution import alone_changes_nothing, makers
from verifier.compare.describe import EDITIONS, Describer, Made, Pattern, View
from verifier.compare.effect import effects
from verifier.compare.guarantees import case_changes, promise_changes, question_changes
from verifier.compare.intent import declared
from verifier.compare.merge import Pair, pair_of
from verifier.compare.outcome import (
    ActEffect,
    CaseChange,
    Comparison,
    Declared,
    FindingChange,
    FindingsChange,
    Group,
    Line,
    PromiseChange,
    QuestionChange,
    Rule,
    TextChange,
    sizes_words,
)
from verifier.compare.redline import deadlines, text_changes
from verifier.compare.rename import renamed
from verifier.compare.scope import common_ground
from verifier.compare.shown import shown
from verifier.compare.telling import Telling
from verifier.findings import Assurance, AssuranceKind, Run
from verifier.model import Amendment, Column, Policy, Readings, Verdict
from verifier.pipeline import beside
from verifier.query import TRUE_ASK, Ask, both, no
from verifier.solve import Bench
from verifier.words import Speaker

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Options:
    """renames: old and new names, in pairs; budget: Z3 resource units for one question;
    amendments: those that make the new version, for what they declare."""

    renames: tuple[tuple[str, str], ...] = ()
    budget: int = Budget().resources
    amendments: tuple[Amendment, ...] = ()


def compare(
    old: Policy,
    new: Policy,
    options: Options | None = None,
    runs: tuple[Run, Run] | None = None,
    progress: Progress | None = None,
) -> Comparison:
    """Everything in which two versions differ. `runs`: what the checks found in each, if that is
    to be compared too. Raises `InputProblems` where they cannot be compared."""
    options = options or Options()
    ground = common_ground(renamed(old, new, options.renames), new)
    pair = pair_of(ground)
    budget = Budget(resources=options.budget)
    parts = shared_out(pair, budget, progress or (lambda *_: None), options.amendments)
    worker = _Work(pair, budget)
    groups = tuple(group for part in parts for group in part.groups)
    effects_ = tuple(effect for part in parts for effect in part.effects)
    unequal = tuple(dict.fromkeys(effect.act for effect in effects_))
    attributed = {edit for group in groups for chosen in group.edits for edit in chosen}
    text = tuple(worker.text(old, new, attributed))
    undecided = tuple(dict.fromkeys(r for p in parts for r in (*p.undecided, *worker.undecided)))
    return Comparison(
        old=old.name,
        new=new.name,
        title=new.title,
        scope=ground.changes,
        text=text,
        deadlines=tuple(deadlines(pair.old, pair.new)),
        effects=effects_,
        groups=groups,
        cut=any(part.cut for part in parts),
        promises=tuple(one for part in parts for one in part.promises),
        cases=tuple(one for part in parts for one in part.cases),
        questions=tuple(one for part in parts for one in part.questions),
        findings=None if runs is None else findings_changes(*runs),
        unequal_acts=unequal,
        equal_acts=tuple(a for a in pair.merged.acts if a not in unequal and worker.reached(a)),
        assurance=_assurance(undecided, [words for part in parts for words in part.bounded]),
        undecided=undecided,
        edits={edit.name: edit.how for edit in pair.edits},
        asked=sum(part.asked for part in parts) + worker.bench.asked,
        declared=next((part.declared for part in parts if part.declared is not None), None),
    )


@dataclass
class Part:
    """What one task of a comparison found, or all tasks of one process together."""

    effects: list[ActEffect] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    cases: tuple[CaseChange, ...] = ()
    promises: tuple[PromiseChange, ...] = ()
    questions: tuple[QuestionChange, ...] = ()
    declared: Declared | None = None
    cut: bool = False
    bounded: list[str] = field(default_factory=list)
    undecided: list[str] = field(default_factory=list)
    asked: int = 0


Task = Callable[["_Work"], Part]


def shared_out(
    pair: Pair, budget: Budget, progress: Progress, amendments: tuple[Amendment, ...] = ()
) -> list[Part]:
    """Every task done, in two processes where there can be two: whoever is free takes the next.
    The parts come in the order of the tasks."""
    tasks = tuple(tasks_of(pair, amendments))
    if not pair.edits and pair.plain[0] == pair.plain[1]:
        worker = _Work(pair, budget)
        return [worker.done(task) for task in tasks]
    forks = "fork" in get_all_start_methods()
    lock = get_context("fork" if forks else None).Value("i", 0)

    def work(told: Progress) -> dict[int, Part]:
        worker = _Work(pair, budget)
        done: dict[int, Part] = {}
        while True:
            with lock.get_lock():
                number, lock.value = lock.value, lock.value + 1
            if number >= len(tasks):
                return done
            told("comparing", number, len(tasks))
            done[number] = worker.done(tasks[number])

    with beside(lambda: work(lambda *_: None)) as others:
        done = work(progress)
        done.update(others())
    return [done[number] for number in range(len(tasks))]


def tasks_of(pair: Pair, amendments: tuple[Amendment, ...]) -> Iterator[Task]:
    """Each act is one task; declarations, promises, cases and questions are one each."""
    if amendments:
        yield partial(_Work.declarations, amendments=amendments)
    for act in pair.merged.acts:
        yield partial(_Work.act, act=act)
    yield _Work.questions
    yield _Work.promises
    yield _Work.cases


class _Work:
    """What one process does its tasks with."""

    def __init__(self, pair: Pair, budget: Budget) -> None:
        self.pair = pair
        self.bench = Bench(pair.merged, budget)
        self.telling = Telling(pair)
        self.describers = tuple(Describer(pair, self.bench, view) for view in views(pair))
        self.main = self.describers[-1]
        self.cut = False
        self.bounded: list[str] = []

    def done(self, task: Task) -> Part:
        before = self.bench.asked
        self.cut, self.bounded = False, []
        part = task(self)
        part.cut, part.bounded = self.cut, self.bounded
        part.asked = self.bench.asked - before
        for describer in self.describers:
            part.undecided += describer.undecided
            describer.undecided = []
        return part

    # ------------------------------------------------------------------ the tasks

    def act(self, act: str) -> Part:
        part = Part()
        for column in self.main.columns():
            self._act(act, column, part.effects, part.groups)
        return part

    def questions(self) -> Part:
        return Part(questions=question_changes(self.main))

    def promises(self) -> Part:
        return Part(promises=promise_changes(self.main))

    def cases(self) -> Part:
        return Part(cases=case_changes(self.main))

    def declarations(self, amendments: tuple[Amendment, ...]) -> Part:
        return Part(declared=declared(self.main, amendments))

    def reached(self, act: str) -> bool:
        """Whether the edits reach any norm that speaks of the act."""
        return any(self.main.affected(act, column) for column in self.main.columns())

    # ------------------------------------------------------------------ one act

    def _act(self, act: str, column: Column, found: list[ActEffect], groups: list[Group]) -> None:
        """The difference in one column; beside the law and in the end only what the policy alone
        does not show."""
        for describer in self.describers:
            if not describer.affected(act, column):
                continue
            beyond = TRUE_ASK
            if column is not Column.ALONE:
                beyond = no(describer.differs(act, Column.ALONE))
            patterns, whole = describer.patterns(act, column, beyond)
            if not patterns:
                self._noted(describer, act, column, beyond)
                continue
            self.cut |= not whole
            found.append(self._effect(describer, act, column, beyond))
            mine = [self._group(describer, pattern, beyond) for pattern in patterns]
            groups += sorted(mine, key=_order)
            if not whole:
                groups += self._rest(describer, act, column, beyond, patterns)

    def _noted(self, describer: Describer, act: str, column: Column, beyond: Ask) -> None:
        """How far the search went that found no difference."""
        query = describer.query(act, column, both([describer.differs(act, column), beyond]))
        self._bound(query_bound(self.bench.bound(query)))

    def _bound(self, words: str) -> None:
        if words:
            self.bounded.append(words)

    def _effect(self, describer: Describer, act: str, column: Column, beyond: Ask) -> ActEffect:
        words = self.telling.act(act, self.telling.bearer(describer.affected(act, column)))
        view = describer.view
        plain = effects(describer, act, column, view.readings, beyond)
        every = effects(describer, act, column, None, beyond) if view.beyond else plain
        return ActEffect(act, words, column, plain, every)

    def _group(self, describer: Describer, pattern: Pattern, beyond: Ask) -> Group:
        was, now = (describer.verdict(pattern, edition) for edition in EDITIONS)
        agent = self.telling.agent((*pattern.live("old"), *pattern.live("new")))
        made = describer.rules(pattern, beyond) if was != now else Made()
        if made.undecided:
            describer.undecided.append(made.undecided)
        rules = tuple(
            Rule(
                self.telling.lines(pattern.act, rule, agent), rule.formula, rule.plain, rule.general
            )
            for rule in made.rules
        )
        question = both([describer.same_group(pattern), beyond])
        plain = self._has_plain_case(describer, pattern, question)
        first = made.rules[0].formula if made.rules else TRUE_ASK
        query = describer.query(pattern.act, pattern.column, both([question, first]))
        return Group(
            act=pattern.act,
            words=self.telling.act(pattern.act, agent),
            column=pattern.column,
            before=self.telling.side(pattern, "old", was),
            after=self.telling.side(pattern, "new", now),
            rules=rules,
            assurance=self._described(made),
            plain=plain,
            shown=shown(
                describer, query, pattern.column, describer.view.readings if plain else None
            )
            if was != now
            else None,
            edits=makers(describer, pattern),
            context=describer.context(pattern),
            question=question,
        )

    def _has_plain_case(self, describer: Describer, pattern: Pattern, question: Ask) -> bool:
        query = describer.query(pattern.act, pattern.column, question)
        return not isinstance(
            self.bench.ask(query, describer.view.readings), Impossible | Undecided
        )

    def _described(self, made: Made) -> Assurance:
        if made.undecided:
            return Assurance(AssuranceKind.UNDECIDED, made.undecided)
        if made.complete:
            words = "the rules hold of exactly these cases, for any number of things of each kind"
            return Assurance(AssuranceKind.PROVED, words)
        tried = sizes_words(made.sizes)
        self._bound(tried)
        words = f"every case of the rules is one; all others were searched up to {tried}"
        return Assurance(AssuranceKind.BOUNDED, words)

    def _rest(
        self,
        describer: Describer,
        act: str,
        column: Column,
        beyond: Ask,
        listed: Sequence[Pattern],
    ) -> Iterator[Group]:
        """What is left beyond the listed groups, by verdict alone, each with one general rule."""
        blocked = [no(describer.same_group(pattern)) for pattern in listed]
        left = both([describer.differs(act, column), beyond, *blocked])
        for was in Verdict:
            for now in Verdict:
                yield from self._general(describer, act, column, left, (was, now))

    def _general(
        self,
        describer: Describer,
        act: str,
        column: Column,
        left: Ask,
        verdicts: tuple[Verdict, Verdict],
    ) -> Iterator[Group]:
        question = both([left, *describer.verdict_pair(column, *verdicts)])
        query = describer.query(act, column, question)
        if isinstance(self.bench.ask(query), Impossible):
            return
        pattern = Pattern(act, column, ())
        agent = self.telling.agent(describer.norms(act, column))
        was, now = (
            replace(self.telling.side(pattern, e, v), words=f"{v} (in other ways)")
            for e, v in zip(EDITIONS, verdicts, strict=True)
        )
        line = "every other case in which the clauses that decide are not the same"
        rule = Rule((Line(line),), question, True, general=True)
        plain = not isinstance(self.bench.ask(query, describer.view.readings), Impossible)
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
            context=TRUE_ASK,
            question=question,
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
                because = "what is encoded is the same"
                yield replace(change, wording_only=True, because=because)
            else:
                yield change

    def _clause_of(self, norm: str) -> str:
        return Speaker(self.pair.new).clause_name(self.pair.new.norms[norm].clause)

    def _judged(self, change: TextChange, attributed: set[str]) -> TextChange:
        if change.name in attributed:
            return replace(change, wording_only=False)
        nothing = alone_changes_nothing(self.main, change.name)
        because = {
            True: "proved: alone or after the other edits, it changes no verdict",
            False: "alone it would change a verdict; another edit undoes that",
            None: "",
        }[nothing]
        return replace(change, wording_only=nothing, because=because)

    @property
    def undecided(self) -> list[str]:
        return [reason for describer in self.describers for reason in describer.undecided]


def _assurance(undecided: Sequence[str], bounded: Sequence[str]) -> Assurance:
    if undecided:
        return Assurance(AssuranceKind.UNDECIDED, undecided[0])
    if bounded:
        return Assurance(AssuranceKind.BOUNDED, f"searched up to {bounded[0]}")
    return Assurance(AssuranceKind.PROVED, "for any number of things of each kind")


def query_bound(bound: Bound) -> str:
    """Up to which sizes a search went, where that proves nothing for larger ones."""
    return "" if bound.complete else sizes_words(bound.sizes)


def _order(group: Group) -> tuple[object, ...]:
    return (
        not group.verdict_changes,
        not group.plain,
        list(Verdict).index(group.before.verdict),
        list(Verdict).index(group.after.verdict),
        group.before.words,
        group.after.words,
    )


def views(pair: Pair) -> tuple[View, ...]:
    """How to read the two: alike; and before that, where their plain readings differ, each
    plainly in its own way."""
    old, new = pair.old.questions, pair.new.questions
    asked = {**old, **new}
    plain: dict[str, str] = {name: question.plain for name, question in asked.items()}
    apart = _plain_apart(pair)
    common: Readings = {name: reading for name, reading in plain.items() if name not in apart}
    if not apart:
        return (View(common),)
    reads = {
        "old": frozenset((name, was) for name, (was, _) in apart.items()),
        "new": frozenset((name, now) for name, (_, now) in apart.items()),
    }
    return (View(common, reads, beyond=False), View(plain))  # type: ignore[arg-type]


def _plain_apart(pair: Pair) -> dict[str, tuple[str, str]]:
    before, after = pair.plain
    return {
        name: (before[name], after[name])
        for name in before
        if name in after and before[name] != after[name]
    }


# --------------------------------------------------------------------------- findings


def findings_changes(before: Run, after: Run) -> FindingsChange:
    """Which findings are new and which are gone, by fingerprint."""
    was = {f.fingerprint: f for f in before.findings}
    now = {f.fingerprint: f for f in after.findings}
    changes = [
        FindingChange("new", f.check, str(f.severity), f.headline, f.fingerprint)
        for key, f in now.items()
        if key not in was
    ]
    changes += [
        FindingChange("gone", f.check, str(f.severity), f.headline, f.fingerprint)
        for key, f in was.items()
        if key not in now
    ]
    return FindingsChange(tuple(changes), len(was.keys() & now.keys()))
