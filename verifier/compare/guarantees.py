"""What becomes of promises, cases and questions: only those that the edits can reach are asked
about, in both versions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from verifier.answers import Impossible, Possible
from verifier.compare.describe import Describer
from verifier.compare.edits import Edition, speaks_of
from verifier.compare.outcome import CaseChange, PromiseChange, QuestionChange
from verifier.compare.pattern import EDITIONS
from verifier.explain import preferred
from verifier.model import (
    CaseExample,
    Column,
    Promise,
    Question,
    Readings,
    Verdict,
)
from verifier.query import (
    POSITIONS,
    Angle,
    Ask,
    InScope,
    Query,
    Seen,
    Takes,
    VerdictIn,
    both,
    either,
    no,
    verdict_is,
)
from verifier.session import Session

OTHERWISE = "read otherwise"


# --------------------------------------------------------------------------- promises


def promise_changes(describer: Describer) -> tuple[PromiseChange, ...]:
    """What becomes of every promise that the edits can reach, or that was itself edited."""
    old, new = describer.pair.old.promises, describer.pair.new.promises
    found = []
    for name in dict.fromkeys((*old, *new)):
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
    column = promise.column
    for act in _acts(describer, promise):
        if describer.affected(act, column):
            body = both([InScope(promise.scope), describer.differs(act, column)])
            query = describer.query(act, column, body)
            answer = describer.bench.ask(query, _under(describer, promise))
            if not isinstance(answer, Impossible):
                return True
    return False


def _acts(describer: Describer, promise: Promise) -> Sequence[str]:
    act = promise.scope.act
    return describer.bench.acts_under(act.act) if act else tuple(describer.pair.merged.acts)


def _new_promise(describer: Describer, promise: Promise) -> PromiseChange:
    holds = _holds(describer, promise, "new")
    words = {True: "it holds", False: "it is broken", None: "undecided"}[holds]
    return PromiseChange(promise.name, promise.title, "new", words=words)


def _promise(describer: Describer, was: Promise, now: Promise) -> PromiseChange:
    before, after = _holds(describer, was, "old"), _holds(describer, now, "new")
    name, title = now.name, now.title
    edited = "" if _same_promise(was, now) else "the promise itself was edited"
    if before is None or after is None:
        describer.undecided.append(f"the promise “{name}”")
        return PromiseChange(name, title, "kept" if before == after else "lost", words="undecided")
    if before and not after:
        return PromiseChange(name, title, "lost", words=edited)
    if after and not before:
        return PromiseChange(name, title, "newly true", words=edited)
    if not after:
        return PromiseChange(name, title, "broken", words=edited)
    first = _rests_on(describer, was, "old")
    second = _rests_on(describer, now, "new", first)
    sides = [_clauses(describer, e, n) for e, n in zip(EDITIONS, (first, second), strict=True)]
    if first == second:
        return PromiseChange(name, title, "kept", sides[0], sides[1], edited)
    return PromiseChange(name, title, "for another reason", sides[0], sides[1], edited)


def _clauses(describer: Describer, edition: Edition, norms: Sequence[str]) -> tuple[str, ...]:
    policy = describer.pair.policy(edition)
    return tuple(dict.fromkeys(policy.norms[name].clause for name in norms))


def _broken(describer: Describer, promise: Promise, edition: Edition) -> list[Query]:
    angle = describer.angle(edition, promise.column)
    others = VerdictIn(frozenset(Verdict) - promise.verdicts)
    body = both([InScope(promise.scope), others])
    return [Query(act, body, angle) for act in _acts(describer, promise)]


def _under(describer: Describer, promise: Promise) -> Readings | None:
    return describer.view.readings if promise.under == "plain" else None


def _holds(describer: Describer, promise: Promise, edition: Edition) -> bool | None:
    answers = [
        describer.bench.ask(query, _under(describer, promise))
        for query in _broken(describer, promise, edition)
    ]
    if any(isinstance(answer, Possible) for answer in answers):
        return False
    return True if all(isinstance(answer, Impossible) for answer in answers) else None


def _rests_on(
    describer: Describer,
    promise: Promise,
    edition: Edition,
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
            answers[chosen] = all(
                isinstance(describer.bench.ask(q, _under(describer, promise)), Impossible)
                for q in _only(queries, frozenset(names) - chosen)
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
        for norm in describer.bench.unfoldings(query.act)[""].norms_in_reach
    }
    found: dict[str, str] = {}
    for name, norm in policy.norms.items():
        version = describer.pair.versions[name].of(edition)
        if version in reached and policy.speaks_in(norm, promise.column):
            found[version] = name
    return found


def _only(queries: Sequence[Query], left_out: frozenset[str]) -> Iterable[Query]:
    for query in queries:
        angle = replace(query.angle, without=query.angle.without | left_out)
        yield replace(query, angle=angle)


# --------------------------------------------------------------------------- cases


def case_changes(describer: Describer) -> tuple[CaseChange, ...]:
    """The askings of the cases of both files whose possible verdicts differ."""
    old, new = describer.pair.old.cases, describer.pair.new.cases
    examples = {**old, **new}
    return tuple(change for one in examples.values() for change in _askings(describer, one))


def _askings(describer: Describer, example: CaseExample) -> Iterable[CaseChange]:
    for asking in example.askings:
        act = asking.act.act
        if not any(describer.affected(act, column) for column in describer.columns()):
            continue
        session = describer.bench.example(example, asking.act)
        if _same_nodes(describer, session):
            continue
        plain = [_verdicts(describer, session, act, e, True) for e in EDITIONS]
        every = [_verdicts(describer, session, act, e, False) for e in EDITIONS]
        before, after = plain if plain[0] != plain[1] else every
        if before != after:
            was, now = (" or ".join(map(str, v)) or "impossible" for v in (before, after))
            beyond = plain[0] == plain[1]
            asked = asking.words.removeprefix("asking ")
            yield CaseChange(example.name, example.title, asked, was, now, beyond)


def _same_nodes(describer: Describer, session: Session) -> bool:
    """Whether the positions come to one and the same proposition on the case."""
    was, now = (describer.angle(edition, Column.ALONE) for edition in EDITIONS)
    return all(
        session.ground.proposition(Takes(p), was) == session.ground.proposition(Takes(p), now)
        for p in POSITIONS
    )


def _verdicts(
    describer: Describer, session: Session, act: str, edition: Edition, plain: bool
) -> tuple[Verdict, ...]:
    angle = describer.angle(edition, Column.ALONE)
    if plain:
        angle = replace(angle, reads=angle.reads | frozenset(describer.view.readings.items()))
    return tuple(
        verdict
        for verdict in Verdict
        if not isinstance(
            describer.bench.ask_in(session, Query(act, verdict_is(verdict), angle)), Impossible
        )
    )


# --------------------------------------------------------------------------- questions


def question_changes(describer: Describer) -> tuple[QuestionChange, ...]:
    """Questions on which a verdict depended and no longer does, and the reverse. Where a verdict
    depends on one for an act that no edit reaches, it does so before and after."""
    acts = list(describer.pair.merged.acts)
    reached = [act for act in acts if describer.affected(act, Column.ALONE)]
    asked = {**describer.pair.old.questions, **describer.pair.new.questions}
    found = []
    for question in asked.values():
        mine = [act for act in reached if _can_matter(describer, question.name, act, None)]
        if len(question.readings) < 2 or not mine or _both_matter(describer, question, mine):
            continue
        others = [act for act in acts if act not in reached]
        if _matters(describer, question, "old", others):
            continue
        before, after = (_matters(describer, question, edition, mine) for edition in EDITIONS)
        if before is True and after is False:
            found.append(QuestionChange(question.name, question.title, "settled"))
        if before is False and after is True:
            found.append(QuestionChange(question.name, question.title, "opened"))
    return tuple(found)


def _both_matter(describer: Describer, question: Question, acts: Sequence[str]) -> bool:
    """Whether one case shows that the question matters in both versions."""
    looks = [_looks(describer, question, edition) for edition in EDITIONS]
    for act in acts:
        if all(_can_matter(describer, question.name, act, here) for here, _ in looks):
            body = both(_parts(*look) for look in looks)
            if isinstance(describer.bench.ask(Query(act, body, looks[0][0])), Possible):
                return True
    return False


def _looks(describer: Describer, question: Question, edition: Edition) -> tuple[Angle, Angle]:
    """Two looks at a case that differ in how the question is read."""
    here = describer.angle(edition, Column.ALONE)
    return here, replace(here, apart=frozenset({question.name}), tag=OTHERWISE)


def _matters(
    describer: Describer, question: Question, edition: Edition, acts: Sequence[str]
) -> bool | None:
    """Whether two readings of the question give one case two verdicts, in a version."""
    here, there = _looks(describer, question, edition)
    open_ = False
    for act in acts:
        if _can_matter(describer, question.name, act, here):
            answer = describer.bench.ask(Query(act, _parts(here, there), here))
            if isinstance(answer, Possible):
                return True
            open_ |= not isinstance(answer, Impossible)
    return None if open_ else False


def _can_matter(describer: Describer, question: str, act: str, angle: Angle | None) -> bool:
    """Whether a norm that speaks of the act depends on the question, as seen from the angle."""
    norms = describer.bench.unfoldings(act)[""].norms_in_reach
    without = angle.without if angle else frozenset()
    return any(
        question in describer.reach.of_norms[norm.id] for norm in norms if norm.id not in without
    )


def _parts(here: Angle, there: Angle) -> Ask:
    """The verdict seen from one angle is not the verdict seen from the other."""
    single = [VerdictIn(frozenset({verdict})) for verdict in Verdict]
    return either(both([Seen(here, one), Seen(there, no(one))]) for one in single)
