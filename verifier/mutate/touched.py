"""What an edit can reach: a mutant goes in, the norms and acts on which it can bear come out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from verifier.model import Formula, Norm, Policy
from verifier.mutate.edits import definitions_in
from verifier.mutate.mutants import Mutant
from verifier.terms import parts_of


class Touch:
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
            rules = (r for r in self.policy.counts_as if set(definitions_in(r.condition)) & names)
            if any(True for _ in rules):
                found |= set(self.policy.norms)
        if mutant.counted:
            found |= set(self.policy.norms)
        reached = set().union(*(self.targets[name] for name in found)) if found else set()
        norms = self.policy.norms.values()
        return tuple(n.id for n in norms if n.id in reached and n.modality is not None)

    def assumed(self, mutant: Mutant) -> bool:
        """Whether assumptions, or what cases give, speak of the definition that was edited."""
        if mutant.counted:
            return True
        if not mutant.definition:
            return False
        names = self.users[mutant.definition]
        formulas = [assumption.formula for assumption in self.policy.assumptions.values()]
        formulas += [g.formula for case in self.policy.cases.values() for g in case.givens]
        return any(set(definitions_in(formula)) & names for formula in formulas)


def _names(norm: Norm) -> set[str]:
    return {name for c in norm.conditions for name in definitions_in(c.formula)}


def _users(policy: Policy) -> Mapping[str, frozenset[str]]:
    direct = {name: set(definitions_in(d.condition)) for name, d in policy.definitions.items()}

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


def speaks_of_acts(formula: Formula) -> bool:
    """Whether a formula depends on what the act is."""
    from verifier.model import ActIs

    return isinstance(formula, ActIs) or any(map(speaks_of_acts, _parts(formula)))


def _parts(formula: Formula) -> Iterable[Formula]:
    return parts_of(formula)
