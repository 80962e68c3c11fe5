"""One clause yields to another: the policy with one line more, a priority or an exception."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from verifier.elaborate import circles, followed_again, prevailing
from verifier.model import ActIs, Attack, Condition, Norm, Policy, Term, Variable, substitute

ADDED = "added"
"""The name of an exception that is tried."""


@dataclass(frozen=True)
class Amended:
    """The policy with one line more (and without the cases of its file, which nobody asks about):
    the line, the pairs of norms of which one now gives way (first the one that stays), and whether
    it does so wherever the other's conditions hold."""

    policy: Policy
    words: str
    pairs: tuple[tuple[Norm, Norm], ...]
    by_conditions: bool = False


def with_priority(
    policy: Policy, stronger: Sequence[Norm], weaker: Sequence[Norm]
) -> Amended | None:
    """The policy in which the clauses of some norms prevail over the clauses of others; None where
    it would defeat itself in a circle."""
    attacks = prevailing(_of_clauses(policy, stronger), _of_clauses(policy, weaker))
    # What follows from a duty, for acts that exclude its own, gives way with it.
    changed = followed_again(replace(policy, attacks=(*policy.attacks, *attacks), cases={}))
    if stronger[0].layer == 0:
        words = f"write “notwithstanding {_clauses(weaker)}” in {_clauses(stronger)}"
    else:
        words = f"write “subject to {_clauses(stronger)}” in {_clauses(weaker)}"
    pairs = tuple((policy.norms[a.attacker], policy.norms[a.target]) for a in attacks)
    return None if _in_a_circle(changed) else Amended(changed, words, pairs)


def _in_a_circle(policy: Policy) -> bool:
    edges: dict[str, list[str]] = {}
    for attack in policy.attacks:
        edges.setdefault(attack.attacker, []).append(attack.target)
    return any(circles(edges, dict.fromkeys(policy.norms)))


def _of_clauses(policy: Policy, norms: Iterable[Norm]) -> list[Norm]:
    """All norms of the clauses in which these stand: priority is given to whole clauses."""
    clauses = dict.fromkeys(norm.clause for norm in norms)
    whole = (policy.norms[name] for clause in clauses for name in policy.clauses[clause].norms)
    return [norm for norm in whole if norm.role in ("norm", "exclusion")]


def _clauses(norms: Iterable[Norm]) -> str:
    """`clause 1`, `clauses 1, 2`, as a policy file says it."""
    names = list(dict.fromkeys(norm.clause for norm in norms))
    return f"{'clause' if len(names) == 1 else 'clauses'} {', '.join(names)}"


def with_exception(
    policy: Policy, stronger: Sequence[Norm], weaker: Sequence[Norm]
) -> Amended | None:
    """The policy in which a clause has an exception more: whatever the act has in common with the
    other clause's act, it does not apply where that clause's conditions hold. Only for clauses of
    one norm each, for an exception stands in each norm of its clause."""
    norms = (*_of_clauses(policy, stronger), *_of_clauses(policy, weaker))
    if len(norms) > 2:
        return None
    kept, target = norms
    made = _exception(kept, target)
    if made is None:
        return None
    identity = tuple((variable, variable) for variable in target.parameters)
    changed = followed_again(
        replace(
            policy,
            cases={},
            norms={**policy.norms, made.id: made},
            attacks=(*policy.attacks, Attack(made.id, target.id, identity, "exception")),
        )
    )
    words = (
        f"give clause {target.clause} an exception, “except NAME when the act is to "
        f"{kept.act.act if kept.act else ''} …”, with the conditions of clause {kept.clause}"
    )
    return Amended(changed, words, ((kept, target),), by_conditions=True)


def _exception(kept: Norm, target: Norm) -> Norm | None:
    """The exception to `target` for acts as `kept` describes them, whoever is concerned."""
    if kept.act is None:
        return None
    own: dict[Variable, Term] = {
        variable: Variable(f"{variable.name} of {kept.id}", variable.kind)
        for variable in (*kept.parameters, *kept.locals)
    }
    described = substitute(ActIs(kept.act.act, kept.act.terms, kept.bearer), own)
    said = [substitute(condition.formula, own) for condition in kept.conditions]
    return Norm(
        id=f"{target.id}.{ADDED}",
        clause=target.clause,
        modality=None,
        bearer=None,
        act=None,
        parameters=target.parameters,
        locals=tuple(variable for variable in own.values() if isinstance(variable, Variable)),
        conditions=tuple(Condition(formula, "") for formula in (described, *said)),
        name=ADDED,
        role="exception",
    )
