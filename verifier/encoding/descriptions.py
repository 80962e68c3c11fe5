"""What an act in question of one primary description falls under: a policy and the description go
in; every description that it falls under comes out, with the formula that says when, and formulas
that say that the act is done as a norm asks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import cast

from verifier.encoding.questions import AGENT, Ask, LiveAt, both, either, role, some
from verifier.model import (
    PARTY,
    TRUE,
    ActIs,
    ActPattern,
    All,
    Any,
    CaseClass,
    CountsAs,
    Every,
    Formula,
    Norm,
    Not,
    OfKind,
    Policy,
    Same,
    Some,
    Term,
    Variable,
    put_all,
    substitute,
)


@dataclass(frozen=True)
class Description:
    """One way in which the act in question falls under the description `act`: with `terms` in its
    roles, for some `extra` things, when `guard` holds. Terms are roles, extras, named parties."""

    act: str
    terms: tuple[Term, ...]
    extra: tuple[Variable, ...]
    guard: Formula


@dataclass(frozen=True, eq=False)
class DescribedAct:
    """The act in question of which nothing is known but its primary description, in one policy."""

    policy: Policy
    primary: str

    @cached_property
    def descriptions(self) -> Mapping[str, tuple[Description, ...]]:
        """By act, every way in which it falls under a description."""
        return falls_under(self.policy, self.primary)

    @cached_property
    def roles(self) -> tuple[Variable, ...]:
        """The variables that stand for the things in its roles."""
        holes = self.policy.acts[self.primary].holes
        return tuple(role(place, hole.kind) for place, hole in enumerate(holes))


@dataclass(frozen=True)
class ActionPattern:
    """Whose act of which description a norm or a class of cases is about; and the variables of its
    instances."""

    bearer: Term | None
    act: ActPattern | None
    parameters: tuple[Variable, ...]


def action_of_norm(norm: Norm) -> ActionPattern:
    return ActionPattern(norm.bearer, norm.act, norm.parameters)


def action_of_scope(scope: CaseClass) -> ActionPattern:
    return ActionPattern(scope.bearer, scope.act, scope.variables)


# --------------------------------------------------------------------------- the act in question


def act_falls_under(act: DescribedAct, sentence: ActIs) -> Ask:
    """Section 4, `the act is to …`: the act in question, done by the agent that is named, falls
    under the description with the sentence's own terms in the roles."""
    ways = []
    for way in act.descriptions.get(sentence.act, ()):
        same: list[Ask] = [
            Same(mine, theirs) for mine, theirs in zip(sentence.terms, way.terms, strict=True)
        ]
        if sentence.agent is not None:
            same.append(Same(sentence.agent, AGENT))
        ways.append(some(way.extra, both([way.guard, *same])))
    return either(ways)


def falls_under(policy: Policy, primary: str) -> Mapping[str, tuple[Description, ...]]:
    """Section 16, When a norm speaks: every description that an act of primary description
    `primary` falls under: itself, and all that it counts as."""
    found: dict[str, list[Description]] = {}
    waiting = [Description(primary, DescribedAct(policy, primary).roles, (), TRUE)]
    serial = 0
    while waiting:
        current = waiting.pop(0)
        found.setdefault(current.act, []).append(current)
        for rule in policy.counts_as:
            if rule.source == current.act:
                serial += 1
                waiting.append(counted_as(policy, current, rule, serial))
    return {act: tuple(ways) for act, ways in found.items()}


def counted_as(policy: Policy, current: Description, rule: CountsAs, serial: int) -> Description:
    """Section 2, Acts: what an act so described counts as by one rule; its own variables are named
    apart by `serial`."""
    binding: dict[Variable, Term] = {}
    guards = [current.guard, *_matched(policy, rule.source, rule.source_terms, current, binding)]
    extra = list(current.extra)
    for variable in rule.target_terms:
        if isinstance(variable, Variable) and variable not in binding:
            fresh = Variable(f"{variable.name}·{serial}", variable.kind)
            binding[variable] = fresh
            extra.append(fresh)
    guards.append(substitute(rule.condition, binding))
    for term, hole in zip(rule.target_terms, policy.acts[rule.target].holes, strict=True):
        own = term.kind if isinstance(term, Variable) else PARTY
        if hole.kind not in policy.lineage(own):
            guards.append(OfKind(binding[term] if isinstance(term, Variable) else term, hole.kind))
    terms = tuple(binding[t] if isinstance(t, Variable) else t for t in rule.target_terms)
    return Description(rule.target, terms, tuple(extra), All(tuple(guards)))


def done_as(
    act: DescribedAct,
    action: ActionPattern,
    fixed: Mapping[Variable, Term],
    then: Ask,
    names: Mapping[Variable, Variable] | None = None,
) -> Ask:
    """Section 16, When a norm speaks: there is an instance under which the act is done as action,
    with `fixed` parameters, and `then` holds of it. `names` renames the parameters."""
    names = names or {v: v for v in action.parameters}
    if action.act is None:
        return _in_no_description(action, fixed, then, names)
    ways = act.descriptions.get(action.act.act, ())
    return either(
        _in_description(act.policy, action, action.act, way, fixed, then, names) for way in ways
    )


def done_by(
    bearer: Term | None, names: Mapping[Variable, Variable], binding: dict[Variable, Term]
) -> Iterable[Formula]:
    """Section 16, When a norm speaks: the bearer is the agent."""
    if bearer is not None:
        mine = names[bearer] if isinstance(bearer, Variable) else bearer
        yield from _unified(mine, AGENT, PARTY, binding)


def _in_no_description(
    action: ActionPattern,
    fixed: Mapping[Variable, Term],
    then: Ask,
    names: Mapping[Variable, Variable],
) -> Ask:
    binding = dict(fixed)
    guards = tuple(done_by(action.bearer, names, binding))
    return both([*guards, bound_to(then, binding, names.values())])


def _in_description(
    policy: Policy,
    action: ActionPattern,
    pattern: ActPattern,
    way: Description,
    fixed: Mapping[Variable, Term],
    then: Ask,
    names: Mapping[Variable, Variable],
) -> Ask:
    binding = dict(fixed)
    mine = tuple(names[t] if isinstance(t, Variable) else t for t in pattern.terms)
    guards = [way.guard, *_matched(policy, pattern.act, mine, way, binding)]
    guards += done_by(action.bearer, names, binding)
    return some(way.extra, both([*guards, bound_to(then, binding, names.values())]))


def bound_to(
    then: Ask, binding: Mapping[Variable, Term], parameters: Iterable[Variable] = ()
) -> Ask:
    """`then` with the binding put in; parameters that nothing binds are existential."""
    rest = tuple(v for v in parameters if v not in binding)
    return some(rest, substituted(then, binding))


def substituted(ask: Ask, binding: Mapping[Variable, Term]) -> Ask:
    """`substitute` for what may say of instances that they are live."""
    match ask:
        case LiveAt(norm, terms):
            return LiveAt(norm, put_all(terms, binding))
        case Not(body):
            return replace(ask, body=cast(Formula, substituted(body, binding)))
        case All(parts) | Any(parts):
            inner = tuple(cast(Formula, substituted(part, binding)) for part in parts)
            return replace(ask, parts=inner)
        case Some(variable, body) | Every(variable, body):
            kept = {key: term for key, term in binding.items() if key != variable}
            return replace(ask, body=cast(Formula, substituted(body, kept)))
        case _:
            return substitute(cast(Formula, ask), binding)


def _matched(
    policy: Policy,
    act: str,
    pattern: tuple[Term, ...],
    way: Description,
    binding: dict[Variable, Term],
) -> list[Formula]:
    """Binds the pattern's variables to the description's things; returns what must also be so."""
    guards: list[Formula] = []
    for mine, theirs, hole in zip(pattern, way.terms, policy.acts[act].holes, strict=True):
        guards += _unified(mine, theirs, hole.kind, binding)
    return guards


def _unified(
    mine: Term, theirs: Term, kind: str, binding: dict[Variable, Term]
) -> Iterable[Formula]:
    if isinstance(mine, Variable):
        if mine.kind != kind:
            yield OfKind(theirs, mine.kind)
        if mine not in binding:
            binding[mine] = theirs
            return
    meant = binding[mine] if isinstance(mine, Variable) else mine
    if meant != theirs:
        yield Same(meant, theirs)
