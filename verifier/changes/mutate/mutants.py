"""The mutants of a policy: a policy goes in, every version with one small edit comes out, in the
order of the file. Laws above the policy, assumptions and guarantees stay as they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from graphlib import CycleError, TopologicalSorter

from verifier.changes.mutate.definition_mutants import of_definition, of_rule
from verifier.changes.mutate.edits import EditKind
from verifier.changes.mutate.mutant import Mutant
from verifier.changes.mutate.norm_mutants import of_norm
from verifier.elaborate import followed_again
from verifier.model import Attack, Norm, Policy
from verifier.source import Span


def mutants(policy: Policy) -> tuple[Mutant, ...]:
    """Every mutant; one that another edit makes as well stands only once."""
    found: list[Mutant] = []
    for norm in policy.norms.values():
        if norm.layer == 0 and norm.role != "exclusion":
            found += of_norm(policy, norm)
    found += _of_priorities(policy)
    for definition in policy.definitions.values():
        found += of_definition(policy, definition)
    for place, rule in enumerate(policy.counts_as):
        found += of_rule(policy, place, rule)
    return tuple(_followed(_different(policy, found)))


def _followed(found: Iterable[Mutant]) -> Iterator[Mutant]:
    """The mutants, with what follows from the duties that they have."""
    for mutant in found:
        yield replace(mutant, policy=followed_again(mutant.policy))


def _different(policy: Policy, found: Iterable[Mutant]) -> Iterator[Mutant]:
    """Mutants that differ from the policy and from each other, and whose norms defeat each other in
    no circle."""
    seen: set[object] = set()
    for mutant in found:
        made = _made(mutant, mutant.policy)
        if made in seen or made == _made(mutant, policy) or not _is_sound(mutant.policy):
            continue
        seen.add(made)
        yield mutant


def _made(mutant: Mutant, policy: Policy) -> object:
    """What stands in a policy where the mutant has its edit."""
    norms = tuple(
        (name, _said(policy.norms[name]) if name in policy.norms else None)
        for name in sorted(mutant.touched)
    )
    definition = mutant.definition and policy.definitions[mutant.definition].condition
    rules = tuple((r.source, r.target, r.condition) for r in policy.counts_as if mutant.counted)
    attacks = tuple((a.attacker, a.target) for a in policy.attacks if mutant.touched)
    return norms, mutant.definition, definition, rules, attacks


def _said(norm: Norm) -> object:
    formulas = tuple(condition.formula for condition in norm.conditions)
    window = norm.window and (norm.window.earliest, norm.window.latest, norm.window.lapses)
    return norm.modality, norm.bearer, norm.locals, formulas, window


def _is_sound(policy: Policy) -> bool:
    """Whether no norm defeats itself in a circle."""
    attackers: dict[str, set[str]] = {}
    for attack in policy.attacks:
        attackers.setdefault(attack.target, set()).add(attack.attacker)
    try:
        TopologicalSorter(attackers).prepare()
    except CycleError:
        return False
    return True


def _of_priorities(policy: Policy) -> Iterator[Mutant]:
    """The other of two clauses prevails."""
    pairs: dict[tuple[str, str], Span | None] = {}
    for attack in policy.attacks:
        norms = (policy.norms[attack.attacker], policy.norms[attack.target])
        if attack.ground == "priority" and any(norm.layer == 0 for norm in norms):
            pairs.setdefault((norms[0].clause, norms[1].clause), attack.span)
    for (stronger, weaker), span in pairs.items():
        turned = tuple(_turned(policy, attack, stronger, weaker) for attack in policy.attacks)
        touched = frozenset(
            norm.id for norm in policy.norms.values() if norm.clause in (stronger, weaker)
        )
        words = f"clause {weaker} prevails over clause {stronger}, not the reverse"
        yield Mutant(EditKind.PRIORITY, words, span, replace(policy, attacks=turned), touched)


def _turned(policy: Policy, attack: Attack, stronger: str, weaker: str) -> Attack:
    between = (policy.norms[attack.attacker].clause, policy.norms[attack.target].clause)
    if attack.ground != "priority" or between != (stronger, weaker):
        return attack
    mapping = tuple((theirs, mine) for mine, theirs in attack.mapping)
    return replace(attack, attacker=attack.target, target=attack.attacker, mapping=mapping)
