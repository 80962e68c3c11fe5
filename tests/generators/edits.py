"""Pairs of versions for property tests: a policy and the same policy with a few edits of the kinds
that drafters make."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from tests.generators.policies import policies
from verifier.model import (
    Clause,
    Condition,
    Formula,
    Modality,
    Norm,
    Not,
    Policy,
)


@st.composite
def pairs(draw: DrawFn, most: int = 2) -> tuple[Policy, Policy]:
    """A policy and an edited copy of it."""
    old = draw(policies())
    new = old
    for _ in range(draw(st.integers(1, most))):
        new = draw(st.sampled_from(EDITS))(draw, new)
    return old, new


def _norm(draw: DrawFn, policy: Policy) -> Norm:
    return draw(st.sampled_from(tuple(policy.norms.values())))


def _with(policy: Policy, norm: Norm) -> Policy:
    return replace(policy, norms={**policy.norms, norm.id: norm})


def condition_dropped(draw: DrawFn, policy: Policy) -> Policy:
    norm = _norm(draw, policy)
    if not norm.conditions:
        return policy
    place = draw(st.integers(0, len(norm.conditions) - 1))
    kept = norm.conditions[:place] + norm.conditions[place + 1 :]
    return _with(policy, replace(norm, conditions=kept))


def condition_denied(draw: DrawFn, policy: Policy) -> Policy:
    norm = _norm(draw, policy)
    if not norm.conditions:
        return policy
    place = draw(st.integers(0, len(norm.conditions) - 1))
    changed = list(norm.conditions)
    changed[place] = Condition(Not(changed[place].formula), "denied")
    return _with(policy, replace(norm, conditions=tuple(changed)))


def condition_copied(draw: DrawFn, policy: Policy) -> Policy:
    """A condition of a norm said of another one that has the same variables."""
    norm, other = _norm(draw, policy), _norm(draw, policy)
    known = {*norm.parameters, *norm.locals}
    fitting: list[Formula] = [
        c.formula for c in other.conditions if {*other.parameters, *other.locals} <= known
    ]
    if not fitting:
        return policy
    added = Condition(draw(st.sampled_from(fitting)), "added")
    return _with(policy, replace(norm, conditions=(*norm.conditions, added)))


def modality_swapped(draw: DrawFn, policy: Policy) -> Policy:
    norm = _norm(draw, policy)
    if norm.modality is None or norm.is_choice:
        return policy
    return _with(policy, replace(norm, modality=draw(st.sampled_from(tuple(Modality)))))


def attack_dropped(draw: DrawFn, policy: Policy) -> Policy:
    if not policy.attacks:
        return policy
    gone = draw(st.sampled_from(policy.attacks))
    return replace(policy, attacks=tuple(a for a in policy.attacks if a != gone))


def norm_dropped(draw: DrawFn, policy: Policy) -> Policy:
    """A clause struck with all its exceptions."""
    clause = draw(st.sampled_from(tuple(policy.clauses.values())))
    gone = set(clause.norms)
    clauses: dict[str, Clause] = {n: c for n, c in policy.clauses.items() if n != clause.id}
    norms = {name: norm for name, norm in policy.norms.items() if name not in gone}
    if not norms:
        return policy
    attacks = tuple(a for a in policy.attacks if not {a.attacker, a.target} & gone)
    return replace(policy, clauses=clauses, norms=norms, attacks=attacks)


def definition_denied(draw: DrawFn, policy: Policy) -> Policy:
    if not policy.definitions:
        return policy
    found = draw(st.sampled_from(tuple(policy.definitions.values())))
    changed = replace(found, condition=Not(found.condition))
    return replace(policy, definitions={**policy.definitions, found.id: changed})


def rule_dropped(draw: DrawFn, policy: Policy) -> Policy:
    if not policy.counts_as:
        return policy
    gone = draw(st.sampled_from(policy.counts_as))
    return replace(policy, counts_as=tuple(r for r in policy.counts_as if r != gone))


EDITS = (
    condition_dropped,
    condition_denied,
    condition_copied,
    modality_swapped,
    attack_dropped,
    norm_dropped,
    definition_denied,
    rule_dropped,
)
