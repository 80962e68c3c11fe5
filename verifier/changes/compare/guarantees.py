"""What becomes of promises: only those that the edits can reach are asked about, in both
versions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from verifier.changes.compare.bounds_tried import BoundsTried
from verifier.changes.compare.difference.edits import EDITIONS, Edition, speaks_of
from verifier.changes.compare.difference.groups import Describer
from verifier.changes.compare.difference.outcome import PromiseChange, sizes_words
from verifier.encoding import InScope, Query, VerdictIn, both
from verifier.explanation import preferred
from verifier.model import Promise, Readings, Verdict
from verifier.semantics import speaks
from verifier.solver import Impossible, Possible


def promise_changes(plain: Describer, every: Describer) -> tuple[PromiseChange, ...]:
    """What becomes of every promise that the edits can reach, or that was itself edited. `plain`
    reads each version plainly in its own way, `every` reads both alike."""
    old, new = every.pair.old.promises, every.pair.new.promises
    found = []
    for name in dict.fromkeys((*old, *new)):
        under = (new if name in new else old)[name].under
        describer = plain if under == "plain" else every
        if name not in new:
            found.append(PromiseChange(name, old[name].title, "removed"))
        elif name not in old:
            found.append(_new_promise(describer, new[name]))
        elif _same_promise(old[name], new[name]):
            if _reached(describer, new[name]):
                found.append(_promise(describer, old[name], new[name]))
        else:
            found.append(_promise(describer, old[name], new[name]))
    return tuple(found)


def _same_promise(was: Promise, now: Promise) -> bool:
    def bare(promise: Promise) -> object:
        conditions = tuple(c.formula for c in promise.scope.conditions)
        scope = replace(promise.scope, conditions=())
        return (scope, conditions, promise.verdicts, promise.column, promise.under)

    return bare(was) == bare(now)


def _reached(describer: Describer, promise: Promise) -> bool:
    """Whether in some case of the promise a norm is live in one version only."""
    if any(speaks_of(c.formula, describer.pair.touched) for c in promise.scope.conditions):
        return True
    if describer.grounds_differ:
        return True
    column = promise.column
    for act in _acts(describer, promise):
        if describer.affected(act, column):
            body = both([InScope(promise.scope), describer.differs(act, column)])
            query = describer.query(act, column, body)
            answer = describer.solver.ask(query, _under(describer, promise))
            if not isinstance(answer, Impossible):
                return True
            if not answer.bound.complete:
                describer.bounded.append(sizes_words(answer.bound.sizes))
    return False


def _acts(describer: Describer, promise: Promise) -> Sequence[str]:
    act = promise.scope.act
    return (
        describer.solver.encodings.acts_under(act.act) if act else tuple(describer.pair.merged.acts)
    )


def _new_promise(describer: Describer, promise: Promise) -> PromiseChange:
    tried = BoundsTried()
    holds = _holds(describer, promise, "new", tried)
    words = {True: "it holds", False: "it is broken", None: "undecided"}[holds]
    return PromiseChange(
        promise.name, promise.title, "new", words=words, tried=tried.words if holds else ""
    )


def _promise(describer: Describer, was: Promise, now: Promise) -> PromiseChange:
    tries = BoundsTried(), BoundsTried()
    before, after = (
        _holds(describer, promise, edition, tried)
        for promise, edition, tried in zip((was, now), EDITIONS, tries, strict=True)
    )
    edited = "" if _same_promise(was, now) else "the promise itself was edited"
    found = PromiseChange(now.name, now.title, "undecided", words=edited)
    if before is None or after is None:
        describer.undecided.append(f"the promise “{now.name}”")
        return found
    if before and after:
        return _kept(describer, was, now, found, tries)
    if before:
        return replace(found, how="lost", tried=tries[0].words)
    if after:
        return replace(found, how="newly true", tried=tries[1].words)
    return replace(found, how="broken")


def _kept(
    describer: Describer,
    was: Promise,
    now: Promise,
    found: PromiseChange,
    tries: tuple[BoundsTried, BoundsTried],
) -> PromiseChange:
    """A promise that holds in both versions, with what it rests on in each."""
    first = _rests_on(describer, was, "old", tries[0])
    second = _rests_on(describer, now, "new", tries[1], first)
    return replace(
        found,
        how="kept" if first == second else "for another reason",
        before=_clauses(describer, "old", first),
        after=_clauses(describer, "new", second),
        tried=tries[1].words or tries[0].words,
    )


def _clauses(describer: Describer, edition: Edition, norms: Sequence[str]) -> tuple[str, ...]:
    policy = describer.pair.policy(edition)
    return tuple(dict.fromkeys(policy.norms[name].clause for name in norms))


def _broken(describer: Describer, promise: Promise, edition: Edition) -> list[Query]:
    angle = describer.angle(edition, promise.column)
    others = VerdictIn(frozenset(Verdict) - promise.verdicts)
    body = describer.allowed(edition, both([InScope(promise.scope), others]))
    return [Query(act, body, angle) for act in _acts(describer, promise)]


def _under(describer: Describer, promise: Promise) -> Readings | None:
    return describer.view.readings if promise.under == "plain" else None


def _holds(
    describer: Describer, promise: Promise, edition: Edition, tried: BoundsTried
) -> bool | None:
    answers = [
        describer.solver.ask(query, _under(describer, promise))
        for query in _broken(describer, promise, edition)
    ]
    if any(isinstance(answer, Possible) for answer in answers):
        return False
    return True if tried.none_of(answers) else None


def _rests_on(
    describer: Describer,
    promise: Promise,
    edition: Edition,
    tried: BoundsTried,
    known: tuple[str, ...] | None = None,
) -> tuple[str, ...]:
    """A smallest set of norms that make the promise hold by themselves, in file order: `known`, if
    that still is enough. A promise that silence keeps rests on none."""
    if promise.scope.act is None or Verdict.SILENT in promise.verdicts:
        return ()
    queries = _broken(describer, promise, edition)
    names = _reachable(describer, promise, edition, queries)
    answers: dict[frozenset[str], bool] = {}

    def enough(kept: Sequence[str]) -> bool:
        chosen = frozenset(kept)
        if chosen not in answers:
            left_out = frozenset(names) - chosen
            answers[chosen] = all(
                tried.no_case(describer.solver.ask(query, _under(describer, promise)))
                for query in _only(queries, left_out)
            )
        return answers[chosen]

    versions = {names[version]: version for version in names}
    still = [versions[name] for name in known or () if name in versions]
    if known is not None and len(still) == len(known) and enough(still):
        return known
    kept = preferred(tuple(names), enough)
    return tuple(names[version] for version in names if version in kept)


def _reachable(
    describer: Describer, promise: Promise, edition: Edition, queries: Sequence[Query]
) -> dict[str, str]:
    """The norms that can speak of the promised acts, by version, with their own names."""
    policy = describer.pair.policy(edition)
    reached = {
        norm.id
        for query in queries
        for norm in describer.solver.encodings.unfoldings(query.act)[""].norms_about_the_act
    }
    found: dict[str, str] = {}
    for name, norm in policy.norms.items():
        version = describer.pair.versions[name].of(edition)
        if version in reached and speaks(norm, promise.column):
            found[version] = name
    return found


def _only(queries: Sequence[Query], left_out: frozenset[str]) -> Iterable[Query]:
    for query in queries:
        angle = replace(query.angle, without=query.angle.without | left_out)
        yield replace(query, angle=angle)
