"""What an edit can reach: a mutant goes in, the norms and acts on which it can bear come out."""

from __future__ import annotations

from collections.abc import Mapping

from verifier.changes.mutate.mutant import Mutant
from verifier.encoding import definitions_in, definitions_under
from verifier.model import ActIs, Formula, Norm, Policy
from verifier.semantics import parts_within


class MutantReach:
    """Who depends on whom in a policy."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.users = _users(policy)
        """For each definition, itself and the definitions that name it, directly or not."""
        self.targets = _targets(policy)

    def norms(self, mutant: Mutant) -> tuple[str, ...]:
        """The norms with a modality whose effect the edit can change, in file order."""
        found = set(mutant.touched)
        if mutant.definition:
            names = self.users[mutant.definition]
            found |= {n.id for n in self.policy.norms.values() if _names(n) & names}
            if any(definitions_in(rule.condition) & names for rule in self.policy.counts_as):
                found |= set(self.policy.norms)
        if mutant.counted:
            found |= set(self.policy.norms)
        reached = set().union(*(self.targets[name] for name in found)) if found else set()
        norms = self.policy.norms.values()
        return tuple(n.id for n in norms if n.id in reached and n.modality is not None)

    def given(self, mutant: Mutant) -> bool:
        """Whether what is given in cases may mean something else under the edit."""
        givens = [g.formula for case in self.policy.cases.values() for g in case.givens]
        if mutant.counted:
            return any(map(self._speaks_of_acts, givens))
        if not mutant.definition:
            return False
        names = self.users[mutant.definition]
        return any(definitions_in(formula) & names for formula in givens)

    def assumed(self, mutant: Mutant) -> bool:
        """Whether the assumptions may mean something else under the edit. Where a definition is
        edited they do not: they keep it as it was."""
        assumptions = self.policy.assumptions.values()
        return bool(mutant.counted) and any(self._speaks_of_acts(a.formula) for a in assumptions)

    def _speaks_of_acts(self, formula: Formula) -> bool:
        """Whether the formula asks under which description the act falls."""
        relied_on = definitions_under(self.policy, [formula])
        inner = [self.policy.definitions[name].condition for name in relied_on]
        return any(isinstance(part, ActIs) for part in parts_within([formula, *inner]))


def _names(norm: Norm) -> set[str]:
    return {name for c in norm.conditions for name in definitions_in(c.formula)}


def _users(policy: Policy) -> Mapping[str, frozenset[str]]:
    direct = {name: definitions_in(d.condition) for name, d in policy.definitions.items()}

    def users(name: str) -> frozenset[str]:
        above = (users(other) for other, named in direct.items() if name in named)
        return frozenset({name}).union(*above)

    return {name: users(name) for name in direct}


def _targets(policy: Policy) -> Mapping[str, frozenset[str]]:
    """Each norm with every norm that it defeats, directly or by defeating a defeater."""
    direct: dict[str, set[str]] = {name: set() for name in policy.norms}
    for attack in policy.attacks:
        direct[attack.attacker].add(attack.target)
    found: dict[str, frozenset[str]] = {}

    def visit(name: str) -> frozenset[str]:
        if name not in found:
            found[name] = frozenset({name}).union(*(visit(other) for other in direct[name]))
        return found[name]

    return {name: visit(name) for name in direct}
