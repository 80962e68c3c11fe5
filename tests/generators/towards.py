"""Cases moved towards norms: what a norm asks for put right in a case, for property tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from tests.generators.vocabulary import DAYS
from verifier.model import (
    All,
    Any,
    Case,
    Counted,
    Defined,
    FactKey,
    Formula,
    Holds,
    Named,
    Norm,
    Not,
    Policy,
    Some,
    Term,
    ValueIs,
    Variable,
)
from verifier.semantics.well_formed import kinds_of


def towards(draw: DrawFn, policy: Policy, case: Case, count: int) -> Case:
    """The case with what some norms about its act ask for put right, so far as single facts and
    values can do it. Without this, few norms would ever be live together."""
    about = [n for n in policy.norms.values() if n.act is not None and n.act.act == case.act.act]
    for _ in range(count if about else 0):
        norm = draw(st.sampled_from(about))
        env = _environment(draw, policy, case, norm)
        for condition in norm.conditions:
            case = _made_true(policy, case, condition.formula, env)
    return case


def _environment(draw: DrawFn, policy: Policy, case: Case, norm: Norm) -> dict[str, str]:
    """Things for the variables of a norm: those in the roles of the act, else any."""
    kinds = kinds_of(policy, case.things)
    terms = () if norm.act is None else norm.act.terms
    env = {
        term.name: name
        for term, name in zip(terms, case.act.things, strict=True)
        if isinstance(term, Variable) and term.kind in kinds[name]
    }
    for variable in (*norm.parameters, *norm.locals):
        known = [name for name, own in kinds.items() if variable.kind in own]
        if variable.name not in env and known:
            env[variable.name] = draw(st.sampled_from(known))
    return env


def _made_true(policy: Policy, case: Case, wanted: Formula, env: Mapping[str, str]) -> Case:
    """The case changed so that a line holds, where one fact or value is all it takes."""
    match wanted:
        case Holds(fact, terms) if not policy.facts[fact].one_to_each and _bound(terms, env):
            return _with_fact(policy, case, (fact, _names(terms, env)), held=True)
        case Not(Holds(fact, terms)) if not policy.facts[fact].one_to_each and _bound(terms, env):
            return _with_fact(policy, case, (fact, _names(terms, env)), held=False)
        case ValueIs(attribute, term, members) if _bound((term,), env):
            value = {(attribute, _names((term,), env)[0]): min(members)}
            return replace(case, values={**case.values, **value})
        case All(parts):
            for part in parts:
                case = _made_true(policy, case, part, env)
            return case
        case Any(parts) if parts:
            return _made_true(policy, case, parts[0], env)
        case Some(variable, body):
            known = [n for n, own in kinds_of(policy, case.things).items() if variable.kind in own]
            full = {**env, variable.name: known[-1]} if known else env
            return _made_true(policy, case, body, full)
        case Counted(">=" | "=", number, variable, body):
            known = [n for n, own in kinds_of(policy, case.things).items() if variable.kind in own]
            for name in known[:number]:
                case = _made_true(policy, case, body, {**env, variable.name: name})
            return case
        case Defined(definition, terms) if _bound(terms, env):
            defined = policy.definitions[definition]
            own_names = (parameter.name for parameter in defined.parameters)
            own = dict(zip(own_names, _names(terms, env), strict=True))
            return _made_true(policy, case, defined.condition, own)
        case _:
            return case


def _bound(terms: Sequence[Term], env: Mapping[str, str]) -> bool:
    return all(isinstance(term, Named) or term.name in env for term in terms)


def _names(terms: Sequence[Term], env: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(env[t.name] if isinstance(t, Variable) else t.name for t in terms)


def _with_fact(policy: Policy, case: Case, key: FactKey, *, held: bool) -> Case:
    days = {known: day for known, day in case.days.items() if known != key}
    if held and policy.facts[key[0]].event:
        days[key] = case.days.get(key, DAYS[0])
    return replace(case, facts=case.facts | {key} if held else case.facts - {key}, days=days)
