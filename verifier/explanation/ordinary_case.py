"""From a case that shows something to an ordinary one: different parts are played by different
things, and no thing is of two kinds of which neither is declared below the other, unless what is
shown needs it.

Each wish that the case does not fulfil is put to the solver beside the question; it is kept where
there is still a case.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from verifier.encoding import AGENT, Angle, Ask, Query, both, role
from verifier.explanation.replay import Replay
from verifier.model import (
    PARTY,
    ActIs,
    All,
    Case,
    Defined,
    Formula,
    Holds,
    LawRegime,
    Norm,
    Not,
    OfKind,
    Policy,
    Same,
    Some,
    Thing,
    Variable,
    parts_of,
    scoped,
    substitute,
)
from verifier.semantics import evaluate
from verifier.solver import Found, Impossible, Undecided

MOST_VARIABLES = 8
"""Of norms that speak of more things than these, the parts are not told apart from norm to norm."""

Search = Callable[[Query], Found | Impossible | Undecided]


def ordinary(policies: Mapping[str, Policy], query: Query, found: Found, search: Search) -> Found:
    """The case, or one that fulfils more wishes; `search` finds a case of a question under the
    readings in which the found one stands."""
    kept = [query.body]
    replay = Replay(policies, found.case, found.readings)
    for wish in tuple(_wishes(policies[""], query, found)):
        fulfilled = replay.holds(wish, Angle(), replay.roles())
        if not fulfilled:
            better = search(Query(query.act, both([*kept, wish]), query.angle))
            if isinstance(better, Found):
                fulfilled, found = True, better
                replay = Replay(policies, found.case, found.readings)
        kept += [wish] if fulfilled else []
    return found


def _wishes(policy: Policy, query: Query, found: Found) -> Iterator[Ask]:
    """What the case should fulfil, the weightiest first."""
    yield from (Not(one) for one in _overlaps(policy, found.case.things))
    yield from _roles_apart(policy, query.act)
    yield from _facts_apart(policy, found.case)
    yield from _parts_apart(policy, found, query.angle.column)


# --------------------------------------------------------------------------- kinds and roles


def unrelated_kinds(policy: Policy, thing: Thing) -> Iterator[tuple[str, str]]:
    """The kinds of a thing, two by two, of which neither is declared below the other and which no
    third kind of the thing is declared below."""
    kinds = [thing.kind, *(kind for kind in policy.kinds if kind in thing.subkinds)]
    lowest = [k for k in kinds if not any(k in policy.lineage(o)[1:] for o in kinds)]
    yield from combinations(lowest, 2)


def _overlaps(policy: Policy, things: Iterable[Thing]) -> Iterator[Formula]:
    pairs = dict.fromkeys(pair for thing in things for pair in unrelated_kinds(policy, thing))
    for first, second in pairs:
        one = Variable("one", first)
        yield Some(one, OfKind(one, second))


def _roles_apart(policy: Policy, act: str) -> Iterator[Formula]:
    """That two roles of the act, the agent's among them, are filled by two things."""
    holes = policy.acts[act].holes
    places = [AGENT, *(role(place, hole.kind) for place, hole in enumerate(holes))]
    for first, second in combinations(places, 2):
        if policy.roots.get(first.kind) == policy.roots.get(second.kind):
            yield Not(Same(first, second))


# --------------------------------------------------------------------------- facts


def _facts_apart(policy: Policy, case: Case) -> Iterator[Formula]:
    """That no fact of the case holds of one thing in two places."""
    for fact in dict.fromkeys(name for name, things in sorted(case.facts) if _twice(things)):
        holes = policy.facts[fact].holes
        for first, second in combinations(range(len(holes)), 2):
            if policy.roots[holes[first].kind] == policy.roots[holes[second].kind]:
                yield Not(_reflexive(policy, fact, first, second))


def _twice(things: tuple[str, ...]) -> bool:
    return len(set(things)) < len(things)


def _reflexive(policy: Policy, fact: str, first: int, second: int) -> Formula:
    holes = policy.facts[fact].holes
    variables = [Variable(f"thing {place}", hole.kind) for place, hole in enumerate(holes)]
    body: Formula = All((Holds(fact, tuple(variables)), Same(variables[first], variables[second])))
    for variable in reversed(variables):
        body = Some(variable, body)
    return body


# --------------------------------------------------------------------------- parts


def _parts_apart(policy: Policy, found: Found, column: LawRegime) -> Iterator[Formula]:
    """That the norms at work are at work for things that differ: those of one norm, then the people
    of all norms who play no common part."""
    evaluated = evaluate(policy, found.case, found.readings[""], column)
    names = dict.fromkeys(name for name, _ in evaluated.applicable)
    norms = [policy.norms[name] for name in names if policy.norms[name].act is not None]
    for norm in norms:
        yield from _apart(policy, [norm])
    if len(norms) > 1 and sum(len(_variables(norm)) for norm in norms) <= MOST_VARIABLES:
        yield from _apart(policy, norms)


def _apart(policy: Policy, norms: Sequence[Norm]) -> Iterator[Formula]:
    """That there are things which differ for which all the norms' conditions hold; nothing where
    they could not be the same."""
    own = [
        {v: Variable(f"{v.name}·{number}", v.kind) for v in _variables(norm)}
        for number, norm in enumerate(norms)
    ]
    played = [
        (mine, norm, frozenset(_parts_of(norm, variable)) if norms[1:] else frozenset())
        for norm, names in zip(norms, own, strict=True)
        for variable, mine in names.items()
    ]
    differences = [
        Not(Same(first, second))
        for (first, one, parts), (second, other, others) in combinations(played, 2)
        if policy.roots[first.kind] == policy.roots[second.kind]
        and (one is other or (policy.roots[first.kind] == PARTY and not parts & others))
    ]
    if differences:
        pairs = zip(norms, own, strict=True)
        lines = [substitute(line, names) for norm, names in pairs for line in _lines(norm)]
        yield scoped(tuple(mine for mine, _, _ in played), (*lines, *differences))


def _variables(norm: Norm) -> tuple[Variable, ...]:
    return (*norm.parameters, *norm.locals)


def _lines(norm: Norm) -> Iterator[Formula]:
    if norm.act is not None:
        yield ActIs(norm.act.act, norm.act.terms, norm.bearer)
    yield from (condition.formula for condition in norm.conditions)


def _parts_of(norm: Norm, variable: Variable) -> Iterator[object]:
    """The parts that a thing plays in a norm: its roles, and its places in what is said of it."""
    if variable == norm.bearer:
        yield "bearer"
    if norm.act is not None:
        yield from ((norm.act.act, n) for n, term in enumerate(norm.act.terms) if term == variable)
    for condition in norm.conditions:
        yield from _places(condition.formula, variable)


def _places(formula: Formula, variable: Variable) -> Iterator[object]:
    match formula:
        case Holds(name, terms) | Defined(name, terms):
            yield from ((name, place) for place, term in enumerate(terms) if term == variable)
        case Not():
            return
        case _:
            for part in parts_of(formula):
                yield from _places(part, variable)
