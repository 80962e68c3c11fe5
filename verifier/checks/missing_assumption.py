"""Which weakest assumption would rescue a promise that fails?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from verifier.checks.support.broken import broken
from verifier.checks.support.check_context import CheckContext
from verifier.encoding import InScope, Query, both, no, role
from verifier.explanation import explained_case
from verifier.findings import Assurance, AssuranceKind, Finding, Severity
from verifier.model import (
    ActIs,
    All,
    Assumption,
    Case,
    Formula,
    GivenStatement,
    Holds,
    ListType,
    Named,
    Not,
    Policy,
    Promise,
    Readings,
    Some,
    Term,
    ValueIs,
    Variable,
)
from verifier.words import assumption_sentence, narrowest_kind

NAME = "missing-assumption"
MOST_KINDS = 4
"""A promise that fails in more kinds of case than this is rescued by no simple assumption."""


@dataclass(frozen=True)
class AssumptionKind:
    """A kind of case in which a promise fails: what is so of the things in the act's roles (and of
    some others), and the same as a drafter would assume it never to be."""

    act: str
    so: Formula
    written: Formula


def run(context: CheckContext) -> Iterable[Finding]:
    """A finding for each promise that fails, with what would have to be assumed never to happen, so
    that it holds and still says something. It is never applied by itself."""
    for promise in context.policy.promises.values():
        kinds = _excluded(context, promise)
        if kinds:
            yield _finding(context, promise, kinds)


def _excluded(context: CheckContext, promise: Promise) -> Sequence[AssumptionKind]:
    """All kinds of case in which the promise fails; none where it holds plainly (then a reading has
    to be adopted), or where there are too many, or kinds that no pattern of facts describes, or
    nothing but these in its scope."""
    under = context.plain if promise.under == "plain" else context.fixed
    queries = broken(context, promise)
    kinds: list[AssumptionKind] = []
    if context.anywhere(queries, context.plain) is None:
        return ()
    while True:
        breaking = context.anywhere([_beyond(query, kinds) for query in queries], under)
        if breaking is None:
            break
        kind = _kind(context, breaking, next(q for q in queries if q.act == breaking.act), under)
        if kind is None or len(kinds) == MOST_KINDS:
            return ()
        kinds.append(kind)
    certain = all(context.ask(_beyond(query, kinds), under) is False for query in queries)
    scope = context.over_acts(context.acts_of(promise.scope), InScope(promise.scope))
    # As written, an assumption about acts of one kind is also about all that count as them.
    written = [kind.written for kind in kinds]
    left = context.anywhere([replace(q, body=both([q.body, *written])) for q in scope], under)
    return kinds if certain and left is not None else ()


def _beyond(query: Query, kinds: Sequence[AssumptionKind]) -> Query:
    """The question without the kinds of case that are assumed away."""
    gone = [no(kind.so) for kind in kinds if kind.act == query.act]
    return replace(query, body=both([query.body, *gone]))


# --------------------------------------------------------------------------- from a case to a kind


def _kind(
    context: CheckContext, another: Query, query: Query, under: Readings
) -> AssumptionKind | None:
    """The kind of the ordinary case that breaks the promise in `another` way than those known:
    what of it is enough for that. None where a day or a number matters, for which no single case
    can stand."""
    found = context.found(another, under)
    if found is None:
        return None
    explained = explained_case(context.solver, context.speaker, query, found)
    if any(_measured(context.policy, statement) for statement in explained.needed):
        return None
    case = explained.found.case
    needed = explained.needed
    spoken = _spoken(needed, case)
    variables = _variables(context.policy, case)
    so = _so(needed, case, {**variables, **_in_roles(context.policy, case)}, spoken)
    return AssumptionKind(query.act, so, _written(needed, case, variables, spoken))


def _measured(policy: Policy, statement: GivenStatement) -> bool:
    if statement.day is not None:
        return True
    value = statement.value
    return value is not None and not isinstance(policy.attributes[value[0]].type, ListType)


def _spoken(needed: Iterable[GivenStatement], case: Case) -> list[str]:
    """The things that the statements speak of and that have no role in the act."""
    names = {name for statement in needed for name in _things(statement)}
    roles = {*case.act.things, case.act.agent}
    return [thing.name for thing in case.things if thing.name in names - roles]


def _things(statement: GivenStatement) -> tuple[str, ...]:
    if statement.value is not None:
        return (statement.value[1],)
    return statement.fact[1] if statement.fact is not None else ()


def _variables(policy: Policy, case: Case) -> Mapping[str, Variable]:
    """A variable for each thing of the case, of its narrowest kind."""
    counted: dict[str, int] = {}
    found = {}
    for thing in case.things:
        kind = narrowest_kind(policy, thing)
        counted[kind] = number = counted.get(kind, 0) + 1
        label = kind if number == 1 else f"other {kind}" if number == 2 else f"{kind} {number}"
        found[thing.name] = Variable(label, kind)
    return found


def _in_roles(policy: Policy, case: Case) -> Mapping[str, Variable]:
    pairs = enumerate(zip(case.act.things, policy.acts[case.act.act].holes, strict=True))
    return {name: role(place, hole.kind) for place, (name, hole) in pairs}


def _so(
    needed: Iterable[GivenStatement],
    case: Case,
    names: Mapping[str, Variable],
    spoken: Sequence[str],
) -> Formula:
    """What is so of the things in the act's roles, for some things without a role."""
    said = tuple(_formula(statement, case, names) for statement in needed)
    return _some([names[name] for name in spoken], All(said))


def _written(
    needed: Iterable[GivenStatement],
    case: Case,
    names: Mapping[str, Variable],
    spoken: Sequence[str],
) -> Formula:
    """The same never being so of any act of this description, as an assumption says it."""
    act = ActIs(case.act.act, tuple(_term(name, names) for name in case.act.things))
    said = tuple(_formula(statement, case, names) for statement in needed)
    roles = [names[name] for name in dict.fromkeys(case.act.things) if name in names]
    return Not(_some([*roles, *(names[name] for name in spoken)], All((act, *said))))


def _formula(statement: GivenStatement, case: Case, names: Mapping[str, Variable]) -> Formula:
    if statement.value is not None:
        attribute, thing = statement.value
        value = str(case.values[statement.value])
        return ValueIs(attribute, _term(thing, names), frozenset({value}))
    assert statement.fact is not None
    fact, things = statement.fact
    holds = Holds(fact, tuple(_term(name, names) for name in things))
    return holds if statement.holds else Not(holds)


def _term(name: str, names: Mapping[str, Variable]) -> Term:
    return names.get(name, Named(name))


def _some(variables: Sequence[Variable], body: Formula) -> Formula:
    for variable in reversed(variables):
        body = Some(variable, body)
    return body


# --------------------------------------------------------------------------- in words


def _finding(context: CheckContext, promise: Promise, kinds: Sequence[AssumptionKind]) -> Finding:
    said = [assumption_sentence(context.policy, Assumption("", "", kind.written)) for kind in kinds]
    what = "this could" if len(said) == 1 else "all of this could"
    return context.finding(
        NAME,
        Severity.NOTE,
        f"A broken promise would hold if {what} be assumed: {promise.title}.",
        [promise.name],
        detail=[*said, "Declare it with “assume” only if it is true of the world."],
        assurance=Assurance(
            AssuranceKind.COMPUTED,
            "with it the promise was found to hold, and not for want of cases",
        ),
        place=promise,
    )
