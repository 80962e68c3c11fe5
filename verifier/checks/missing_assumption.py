"""Which weakest assumption would rescue a promise that fails?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from verifier.checks.support.broken import broken
from verifier.checks.support.check_context import CheckContext
from verifier.checks.support.left_out import smallest
from verifier.encoding import InScope, Query, both
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


def run(context: CheckContext) -> Iterable[Finding]:
    """A finding for each promise that fails, with what would have to be assumed never to happen, so
    that it holds and still says something. It is never applied by itself."""
    for promise in context.policy.promises.values():
        assumed = _excluded(context, promise)
        if assumed:
            yield _finding(context, promise, assumed)


def _excluded(context: CheckContext, promise: Promise) -> Sequence[Formula]:
    """Assumptions that rule out all kinds of case in which the promise fails; none where it holds
    plainly (then a reading has to be adopted), or where there are too many, or kinds that no
    pattern of facts describes, or nothing but these in its scope. What is printed is what is tried:
    an assumption about acts of one kind is also about all that count as them."""
    under = context.plain if promise.under == "plain" else context.fixed
    queries = broken(context, promise)
    assumed: list[Formula] = []
    if context.anywhere(queries, context.plain) is None:
        return ()
    while True:
        breaking = context.anywhere([_beyond(query, assumed) for query in queries], under)
        if breaking is None:
            break
        query = next(query for query in queries if query.act == breaking.act)
        kind = _assumption(context, breaking, query, under)
        if kind is None or len(assumed) == MOST_KINDS:
            return ()
        assumed.append(kind)

    def enough(some: Sequence[Formula]) -> bool:
        return all(context.ask(_beyond(query, some), under) is False for query in queries)

    if not enough(assumed):
        return ()
    kinds = smallest(assumed, lambda some: enough(sorted(some, key=assumed.index)))
    scope = context.over_acts(context.acts_of(promise.scope), InScope(promise.scope))
    left = context.anywhere([_beyond(query, kinds) for query in scope], under)
    return kinds if left is not None else ()


def _beyond(query: Query, assumed: Sequence[Formula]) -> Query:
    """The question in a world where the assumptions hold."""
    return replace(query, body=both([query.body, *assumed]))


# --------------------------------------------------------------------------- from a case to a kind


def _assumption(
    context: CheckContext, another: Query, query: Query, under: Readings
) -> Formula | None:
    """That what breaks the promise in `another` way than those known never happens, as far as it is
    enough for that in an ordinary case. None where a day or a number matters, for which no single
    case can stand."""
    found = context.found(another, under)
    if found is None:
        return None
    explained = explained_case(context.solver, context.speaker, query, found)
    if explained.dated or any(_measured(context.policy, one) for one in explained.needed):
        return None
    return _never(context.policy, explained.needed, explained.found.case)


def _measured(policy: Policy, statement: GivenStatement) -> bool:
    if statement.day is not None:
        return True
    value = statement.value
    return value is not None and not isinstance(policy.attributes[value[0]].type, ListType)


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


def _never(policy: Policy, needed: Sequence[GivenStatement], case: Case) -> Formula:
    """That the statements are never so of things that an act of this description is about; of who
    does it, where they speak of her, or where the act is about her too."""
    names = _variables(policy, case)
    roles = case.act.things
    spoken = {name for statement in needed for name in _things(statement)}
    by = case.act.agent if case.act.agent in {*spoken, *roles} else None
    act = ActIs(
        case.act.act,
        tuple(_term(name, names) for name in roles),
        None if by is None else _term(by, names),
    )
    said = tuple(_formula(statement, case, names) for statement in needed)
    others = (thing.name for thing in case.things if thing.name in spoken)
    speaking = dict.fromkeys((*roles, *((by,) if by is not None else ()), *others))
    return Not(_some([names[name] for name in speaking if name in names], All((act, *said))))


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


def _finding(context: CheckContext, promise: Promise, assumed: Sequence[Formula]) -> Finding:
    said = [assumption_sentence(context.policy, Assumption("", "", one)) for one in assumed]
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
