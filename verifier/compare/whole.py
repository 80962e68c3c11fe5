"""The order of a comparison: scope, edits, effect, description, and what depends on them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_all_start_methods, get_context

from verifier.answers import Budget
from verifier.compare.merge import Pair, pair_of
from verifier.compare.outcome import (
    Comparison,
    FindingChange,
    FindingsChange,
)
from verifier.compare.redline import deadlines
from verifier.compare.rename import renamed
from verifier.compare.scope import common_ground
from verifier.compare.work import Part, Task, Work
from verifier.findings import Assurance, AssuranceKind, Run
from verifier.model import Amendment, Policy
from verifier.pipeline import beside

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Options:
    """renames: old and new names, in pairs; budget: steps of the solver for one question;
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
    worker = Work(pair, budget)
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


def shared_out(
    pair: Pair, budget: Budget, progress: Progress, amendments: tuple[Amendment, ...] = ()
) -> list[Part]:
    """Every task done, in two processes where there can be two: whoever is free takes the next.
    The parts come in the order of the tasks."""
    tasks = tuple(tasks_of(pair, amendments))
    if not pair.edits and pair.plain[0] == pair.plain[1]:
        worker = Work(pair, budget)
        return [worker.done(task) for task in tasks]
    forks = "fork" in get_all_start_methods()
    lock = get_context("fork" if forks else None).Value("i", 0)

    def work(told: Progress) -> dict[int, Part]:
        worker = Work(pair, budget)
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
        yield partial(Work.declarations, amendments=amendments)
    for act in pair.merged.acts:
        yield partial(Work.act, act=act)
    yield Work.questions
    yield Work.promises
    yield Work.cases


def _assurance(undecided: Sequence[str], bounded: Sequence[str]) -> Assurance:
    if undecided:
        return Assurance(AssuranceKind.UNDECIDED, undecided[0])
    if bounded:
        return Assurance(AssuranceKind.BOUNDED, f"searched up to {bounded[0]}")
    return Assurance(AssuranceKind.PROVED, "for any number of things of each kind")


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
