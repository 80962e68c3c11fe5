"""The order of a comparison: scope, edits, effect, description, and what depends on them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context

from verifier.changes.compare.difference.common_vocabulary import common_ground
from verifier.changes.compare.difference.merged_policy import pair_of
from verifier.changes.compare.difference.outcome import Comparison
from verifier.changes.compare.findings_in_short import findings_changes
from verifier.changes.compare.findings_in_short import runs as both_runs
from verifier.changes.compare.redline import deadlines
from verifier.changes.compare.rename import renamed
from verifier.changes.compare.tasks import ComparisonTasks, Task, TaskResults, not_done
from verifier.checks.support.workers import Lost, Work, begun, can_fork
from verifier.findings import Assurance, AssuranceKind, Run
from verifier.model import Amendment, Policy
from verifier.solver import Budget

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class ComparisonOptions:
    """renames: old and new names, in pairs; budget: steps of the solver for one question;
    amendments: those that make the new version, for what they declare; alone: of several, the
    policy as each by itself would leave it."""

    renames: tuple[tuple[str, str], ...] = ()
    budget: int = Budget().resources
    amendments: tuple[Amendment, ...] = ()
    alone: tuple[tuple[str, Policy], ...] = ()


def compare(
    old: Policy,
    new: Policy,
    options: ComparisonOptions | None = None,
    runs: tuple[Run | None, Run | None] | None = None,
    progress: Progress | None = None,
) -> Comparison:
    """Everything in which two versions differ. `runs`: what the checks found in each, if that is
    to be compared too; where one is None, the checks are run, in short. Raises `InputProblems`
    where they cannot be compared."""
    options = options or ComparisonOptions()
    budget = Budget(resources=options.budget)
    ground = common_ground(renamed(old, new, options.renames), new)
    pair = pair_of(ground)
    before, after = runs or (None, None)
    known = None if before is None or after is None else (before, after)
    examine = runs is not None and known is None
    work = _Works(ComparisonTasks(pair, budget, (old, new)), progress or (lambda *_: None))
    comparing = tuple(tasks_of(work.own, options))
    parts = work.done(comparing, tuple(checks_of(work.own)) if examine else ())
    if examine:
        known = both_runs(old, new, (ran for part in parts for ran in part.ran), budget)
    place = list(pair.merged.acts).index
    groups = sorted((g for part in parts for g in part.groups), key=lambda g: place(g.act))
    effects_ = sorted((e for part in parts for e in part.effects), key=lambda e: place(e.act))
    unequal = tuple(dict.fromkeys(effect.act for effect in effects_))
    attributed = {edit for group in groups for chosen in group.edits for edit in chosen}
    text = tuple(work.own.text(old, new, attributed))
    uncompared = {part.uncompared for part in parts}
    undecided = tuple(dict.fromkeys(r for p in parts for r in (*p.undecided, *work.own.undecided)))
    return Comparison(
        old=old.name,
        new=new.name,
        title=new.title,
        scope=(*(one for part in parts for one in part.grounds), *ground.changes),
        text=text,
        deadlines=tuple(deadlines(pair.old, pair.new)),
        effects=tuple(effects_),
        groups=tuple(groups),
        cut=any(part.cut for part in parts),
        promises=tuple(one for part in parts for one in part.promises),
        cases=tuple(one for part in parts for one in part.cases),
        questions=tuple(one for part in parts for one in part.questions),
        findings=None if known is None else findings_changes(*known),
        unequal_acts=unequal,
        equal_acts=tuple(
            act
            for act in pair.merged.acts
            if act not in unequal and act not in uncompared and work.own.reached(act)
        ),
        assurance=_assurance(undecided, [words for part in parts for words in part.bounded]),
        undecided=undecided,
        edits={edit.name: edit.how for edit in pair.edits},
        asked=sum(part.asked for part in parts),
        declared=next((part.declared for part in parts if part.declared is not None), None),
        runs=known,
        faults=tuple(fault for part in parts for fault in part.faults),
    )


class _Works:
    """What does the tasks: two processes where there can be two. One takes the tasks of the
    comparison itself from the front, the other the checks from the back, so that each keeps to its
    own kind of task; who has no more of these helps with the others."""

    def __init__(self, own: ComparisonTasks, progress: Progress) -> None:
        self.own = own
        self.progress = progress

    def done(self, comparing: Sequence[Task], checking: Sequence[Task]) -> list[TaskResults]:
        """Every task done. The parts come in the order of the tasks; the part of a task in which
        its process was lost says so."""
        tasks = (*comparing, *checking)
        taken = get_context("fork" if can_fork() else None).Array("i", (0, len(tasks)))

        def take(front: bool) -> int | None:
            with taken.get_lock():
                first, end = int(taken[0]), int(taken[1])
                if first == end:
                    return None
                front = front and first < len(comparing)
                taken[:] = (first + 1, end) if front else (first, end - 1)
                return first if front else end - 1

        def work(front: bool) -> Iterator[int | tuple[int, TaskResults]]:
            while (number := take(front)) is not None:
                yield number
                yield number, self.own.done(tasks[number])

        found: dict[int, TaskResults] = {}
        while len(found) < len(tasks):
            self._round([partial(work, front=True), partial(work, front=False)], tasks, found)
        return [found[number] for number in range(len(tasks))]

    def _round(
        self,
        works: Sequence[Work[int | tuple[int, TaskResults]]],
        tasks: Sequence[Task],
        found: dict[int, TaskResults],
    ) -> None:
        """Does tasks until none is left or no process is."""
        at: dict[int, int] = {}
        with begun(works) as heard:
            for number, said in heard:
                match said:
                    case int():
                        at[number] = said
                        self.progress("comparing", len(found), len(tasks))
                    case Lost(why):
                        # Where none was begun, none can be.
                        lost = [at[number]] if number in at else range(len(tasks))
                        for task in lost:
                            found.setdefault(task, not_done(tasks[task], why))
                    case task, part:
                        found[task] = part


def tasks_of(work: ComparisonTasks, options: ComparisonOptions) -> Iterator[Task]:
    """Each act is one task; declarations, promises, cases and questions are one each."""
    acts = sorted(work.pair.merged.acts, key=lambda act: -work.reach(act))
    for act in acts:
        yield Task(f"the outcomes of “{act}”", partial(ComparisonTasks.act, act=act), act=act)
    if work.pair.taken["old"] != work.pair.taken["new"]:
        yield Task("what can happen", ComparisonTasks.grounds)
    if options.amendments:
        declaring = partial(
            ComparisonTasks.declarations, amendments=options.amendments, alone=options.alone
        )
        yield Task("what the amendments declare", declaring)
    yield Task("the questions of interpretation", ComparisonTasks.questions)
    yield Task("the promises", ComparisonTasks.promises)
    yield Task("the cases", ComparisonTasks.cases)


def checks_of(work: ComparisonTasks) -> Iterator[Task]:
    """The checks, what takes longest last: it is begun first."""
    for checks in reversed(work.checks):
        named = ", ".join(one.name for one in checks)
        examining = partial(ComparisonTasks.examined, checks=checks)
        yield Task(f"what is found by {named}", examining, checks=checks)


def _assurance(undecided: Sequence[str], bounded: Sequence[str]) -> Assurance:
    if undecided:
        return Assurance(AssuranceKind.UNDECIDED, undecided[0])
    if bounded:
        return Assurance(AssuranceKind.BOUNDED, f"searched up to {bounded[0]}")
    return Assurance(AssuranceKind.PROVED, "for any number of things of each kind")
