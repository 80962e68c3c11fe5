"""Norms for property tests, over the words of a policy: clauses with exceptions to several depths,
disapplications, a law above the policy, priorities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from tests.generators.formulas import Names, Scope, bound_variables, fitting, formula
from tests.generators.vocabulary import OFFICE
from verifier.model import (
    PARTY,
    ActDay,
    ActPattern,
    All,
    Attack,
    Clause,
    Compare,
    Condition,
    EventDay,
    Formula,
    Holds,
    Law,
    LawRegime,
    Modality,
    Named,
    Norm,
    Not,
    Policy,
    Quantity,
    Same,
    Term,
    Variable,
    Window,
    opposed,
)


def with_norms(draw: DrawFn, policy: Policy) -> Policy:
    laws = draw(st.integers(0, 1))
    for place in range(1, draw(st.integers(2, 4)) + 1):
        policy = _with_clause(draw, policy, f"C{place}", layer=0)
    if draw(st.integers(0, 2)) == 0:
        policy = _with_disapplication(draw, policy, "D1")
    for place in range(1, laws + 1):
        policy = _with_clause(draw, policy, f"L{place}", layer=1)
    policy = replace(policy, laws={"law": Law("law", "A law", 1)} if laws else {})
    return _with_priorities(draw, policy)


def _with_clause(draw: DrawFn, policy: Policy, identity: str, *, layer: int) -> Policy:
    """One norm with its exceptions, and exceptions to these. Half of the norms are variants of an
    earlier one: norms that share no condition hardly ever meet."""
    earlier = [norm for norm in policy.norms.values() if norm.modality is not None]
    variant = draw(st.booleans())
    if earlier and variant:
        base = draw(st.sampled_from(earlier))
        names = Names(_variables_of(base))
        norm = _variant(draw, policy, base, names, identity, layer)
    else:
        names = Names()
        norm = _norm(draw, policy, names, identity, layer)
    return _declared(draw, policy, norm, names)


def _variables_of(norm: Norm) -> tuple[Variable, ...]:
    """Every variable of a norm, those that its conditions bind included."""
    bound = (v for condition in norm.conditions for v in bound_variables(condition.formula))
    return (*norm.parameters, *norm.locals, *bound)


def _variant(
    draw: DrawFn, policy: Policy, base: Norm, names: Names, identity: str, layer: int
) -> Norm:
    """A norm about the same act with some of the conditions of another, and perhaps one more."""
    modality = draw(st.sampled_from(_against(base.modality)))
    kept = [c.formula for c in base.conditions if draw(st.integers(0, 3))]
    if draw(st.integers(0, 2)) == 0:
        scope = (*base.parameters, *base.locals)
        kept.append(formula(draw, policy, scope, names, act=True))
    choice = base.act.choice if base.act and modality is Modality.OBLIGED else ()
    return replace(
        base,
        id=identity,
        clause=identity,
        modality=modality,
        act=base.act and replace(base.act, choice=choice),
        conditions=_lines(kept),
        layer=layer,
        window=None,
    )


def _against(modality: Modality | None) -> tuple[Modality, ...]:
    """All modalities, those that are opposed most often."""
    return (*Modality, *(other for other in Modality if opposed(modality, other)))


def _declared(draw: DrawFn, policy: Policy, norm: Norm, names: Names) -> Policy:
    """The policy with a clause that consists of a norm or disapplication and its exceptions."""
    made, attacks, level = [norm], list[Attack](), [norm]
    for most in (2, 1):
        found = [e for above in level for e in _exceptions(draw, policy, above, names, most)]
        made.extend(exception for exception, _ in found)
        attacks.extend(attack for _, attack in found)
        level = [exception for exception, _ in found]
    law = "law" if norm.layer else None
    clause = Clause(norm.clause, norm.clause, (), tuple(n.id for n in made), law)
    return replace(
        policy,
        norms={**policy.norms, **{n.id: n for n in made}},
        attacks=(*policy.attacks, *attacks),
        clauses={**policy.clauses, clause.id: clause},
    )


def _norm(draw: DrawFn, policy: Policy, names: Names, identity: str, layer: int) -> Norm:
    modality = draw(st.sampled_from(tuple(Modality)))
    bearer: Term = Named(OFFICE)
    if draw(st.integers(0, 6)) == 0:
        parties = [kind for kind in policy.kinds if policy.roots[kind] == PARTY]
        bearer = names.fresh(draw(st.sampled_from(parties)))
    act = _pattern(draw, policy, names)
    own = tuple(dict.fromkeys(t for t in (bearer, *act.terms) if isinstance(t, Variable)))
    choosable = tuple(term for term in dict.fromkeys(act.terms) if isinstance(term, Variable))
    if modality is Modality.OBLIGED and choosable and draw(st.integers(0, 4)) == 0:
        act = replace(act, choice=(draw(st.sampled_from(choosable)),))
    further = _introduced(draw, policy, names)
    shared = tuple(variable for variable in further if draw(st.booleans()))
    window = _window(draw, policy, own)
    is_duty = modality is Modality.OBLIGED
    dated = () if window is None else (_confined(window, is_duty),)
    return Norm(
        id=identity,
        clause=identity,
        modality=modality,
        bearer=bearer,
        act=act,
        parameters=(*own, *shared),
        locals=tuple(variable for variable in further if variable not in shared),
        conditions=(*_conditions(draw, policy, own, further, names), *dated),
        layer=layer,
        window=window if is_duty else None,
    )


def _pattern(draw: DrawFn, policy: Policy, names: Names) -> ActPattern:
    """An act with a variable, a variable of a sub-kind, or a named party in each role. The first
    act is the most frequent, so that norms meet."""
    acts = tuple(policy.acts)
    act = draw(st.sampled_from((*acts, acts[0])))
    terms: list[Term] = []
    for hole in policy.acts[act].holes:
        known = fitting(policy, tuple(t for t in terms if isinstance(t, Variable)), hole.kind)
        if draw(st.integers(0, 5)) == 0 and known:
            terms.append(draw(st.sampled_from(known)))
        else:
            below = [kind for kind in policy.kinds if hole.kind in policy.lineage(kind)]
            terms.append(names.fresh(draw(st.sampled_from((*[hole.kind] * 3, *below)))))
    return ActPattern(act, tuple(terms))


def _introduced(draw: DrawFn, policy: Policy, names: Names) -> Scope:
    """The variables that the conditions introduce."""
    count = draw(st.sampled_from((0, 0, 1, 1, 2)))
    kinds = tuple(policy.kinds)
    return tuple(names.fresh(draw(st.sampled_from(kinds))) for _ in range(count))


def _conditions(
    draw: DrawFn, policy: Policy, known: Scope, further: Scope, names: Names
) -> tuple[Condition, ...]:
    """A few lines over the variables in scope; a further variable of a kind in play may be
    "another" one."""
    scope = (*known, *further)
    formulas = [
        formula(draw, policy, scope, names, act=True)
        for _ in range(draw(st.sampled_from((0, 0, 1))) + max(1, len(further)))
    ]
    for place, variable in enumerate(further):
        before = [v for v in (*known, *further[:place]) if _alike(policy, v, variable)]
        another = draw(st.booleans())
        if before and another:
            formulas.append(All(tuple(Not(Same(variable, other)) for other in before)))
    return _lines(formulas)


def _lines(formulas: Sequence[Formula]) -> tuple[Condition, ...]:
    return tuple(Condition(f, f"line {place}") for place, f in enumerate(formulas, 1))


def _alike(policy: Policy, first: Variable, second: Variable) -> bool:
    return policy.roots[first.kind] == policy.roots[second.kind]


def _window(draw: DrawFn, policy: Policy, scope: Scope) -> Window | None:
    """The days between two that count from an event, for some norms that have one in reach."""
    for event in policy.facts.values():
        terms = tuple(fitting(policy, scope, hole.kind)[:1] for hole in event.holes)
        if event.event and all(terms) and draw(st.booleans()):
            happened = Holds(event.id, tuple(term for (term,) in terms))
            first, last = (
                Quantity(((1, EventDay(event.id, happened.terms)),), days)
                for days in (draw(st.integers(0, 1)), draw(st.integers(0, 2)))
            )
            earliest = (first,) if draw(st.booleans()) else ()
            lapses = draw(st.booleans())
            return Window(earliest, (last,), "within some days", (happened,), lapses)
    return None


def _confined(window: Window, duty: bool) -> Condition:
    """What a window says of the day of the act; a duty is not over when its time is."""
    day = Quantity(((1, ActDay()),), 0)
    begins = (Compare(">=", day, first) for first in window.earliest)
    last = (Compare("<=", day, end) for end in window.latest)
    ends = last if window.lapses or not duty else ()
    return Condition(All((*window.occurs, *begins, *ends)), "within some days", deadline=duty)


# --------------------------------------------------------------------------- exceptions


def _exceptions(
    draw: DrawFn, policy: Policy, attacked: Norm, names: Names, most: int
) -> list[tuple[Norm, Attack]]:
    """Exceptions to a norm (or to an exception), which share its parameters."""
    count = draw(st.sampled_from((0,) * 3 + (1,) * 2 + ((most,) if most > 1 else ())))
    return [_exception(draw, policy, attacked, names, place) for place in range(1, count + 1)]


def _exception(
    draw: DrawFn, policy: Policy, attacked: Norm, names: Names, place: int
) -> tuple[Norm, Attack]:
    """Most map every parameter; a few only some of them, or none ("a report" for "the report")."""
    further = _introduced(draw, policy, names)
    exception = Norm(
        id=f"{attacked.id}.e{place}",
        clause=attacked.clause,
        modality=None,
        bearer=None,
        act=None,
        parameters=attacked.parameters,
        locals=further,
        conditions=_conditions(draw, policy, attacked.parameters, further, names),
        layer=attacked.layer,
        name=f"e{place}",
        role="exception",
    )
    whole = draw(st.integers(0, 3)) > 0
    mapped = [p for p in attacked.parameters if whole or draw(st.booleans())]
    mapping = tuple((parameter, parameter) for parameter in mapped)
    return exception, Attack(exception.id, attacked.id, mapping, "exception")


def _with_disapplication(draw: DrawFn, policy: Policy, identity: str) -> Policy:
    """`this policy does not apply`, or one clause does not, perhaps only to some description."""
    targets = [norm for norm in policy.norms.values() if norm.modality is not None]
    if draw(st.booleans()):
        targets = [draw(st.sampled_from(targets))]
    names = Names()
    act = _pattern(draw, policy, names) if draw(st.booleans()) else None
    own = () if act is None else tuple(t for t in act.terms if isinstance(t, Variable))
    further = _introduced(draw, policy, names)
    norm = Norm(
        id=identity,
        clause=identity,
        modality=None,
        bearer=None,
        act=act,
        parameters=tuple(dict.fromkeys((*own, *further))),
        locals=(),
        conditions=_conditions(draw, policy, own, further, names),
        role="disapplication",
    )
    policy = _declared(draw, policy, norm, names)
    attacks = [
        Attack(identity, target.id, _meeting(draw, policy, norm, target), "disapplication")
        for target in targets
    ]
    return replace(policy, attacks=(*policy.attacks, *attacks))


Pairs = tuple[tuple[Variable, Variable], ...]


def _meeting(draw: DrawFn, policy: Policy, attacker: Norm, target: Norm) -> Pairs:
    """At most one pair of parameters that can be the same thing."""
    pairs = [
        (own, other)
        for own in attacker.parameters
        for other in target.parameters
        if _alike(policy, own, other)
    ]
    mapped = draw(st.booleans())
    return (draw(st.sampled_from(pairs)),) if pairs and mapped else ()


# --------------------------------------------------------------------------- priorities


def _with_priorities(draw: DrawFn, policy: Policy) -> Policy:
    """Some opposed norms of one layer have a priority, all in one direction, so that no circle
    arises; every opposed law prevails in the end."""
    later_prevails = draw(st.booleans())
    attacks = list[Attack]()
    speaking = [norm for norm in policy.norms.values() if norm.modality is not None]
    for first, second in combinations(speaking, 2):
        if not _meet_opposed(first, second):
            continue
        if first.layer != second.layer:
            ends = frozenset({LawRegime.END})
            attacks.append(Attack(second.id, first.id, _roles(first, second), "layer", ends))
        elif draw(st.integers(0, 2)) == 0:
            above, below = (second, first) if later_prevails else (first, second)
            attacks.append(Attack(above.id, below.id, _roles(below, above), "priority"))
    return replace(policy, attacks=(*policy.attacks, *attacks))


def _meet_opposed(first: Norm, second: Norm) -> bool:
    choice = first.is_choice or second.is_choice
    return not choice and opposed(first.modality, second.modality)


def _roles(target: Norm, attacker: Norm) -> Pairs:
    """Role by role where both norms are about one description; else on the act alone."""
    if target.act is None or attacker.act is None or target.act.act != attacker.act.act:
        return ()
    return tuple(
        (own, other)
        for own, other in zip(attacker.act.terms, target.act.terms, strict=True)
        if isinstance(own, Variable) and isinstance(other, Variable)
    )
