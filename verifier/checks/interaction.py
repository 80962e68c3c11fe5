"""How do the clauses relate to one another: disjoint, overlapping, one within the other, equal?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from verifier.checks.support.check_context import CheckContext
from verifier.encoding import Applicable, both, no
from verifier.findings import Assurance, AssuranceKind, Finding, Outcome, Severity
from verifier.model import LawRegime, Norm, Policy, opposed
from verifier.semantics import attacks_on

NAME = "interaction"


class Relation(StrEnum):
    """How the conditions of two norms relate to each other, on the acts that both are about."""

    DISJOINT = "are disjoint"
    OVERLAPPING = "overlap"
    WITHIN = "lies within"
    CONTAINS = "contains"
    EQUAL = "apply in exactly the same cases"


@dataclass(frozen=True)
class Edge:
    """Two norms that can be about one act, in file order."""

    first: Norm
    second: Norm
    relation: Relation

    @property
    def suspicious(self) -> bool:
        """Only where the effects are opposed is an overlap worth a look."""
        opposing = opposed(self.first.modality, self.second.modality)
        return opposing and self.relation is not Relation.DISJOINT


def run(context: CheckContext) -> Iterable[Finding]:
    """One note with the map of the policy, where any two opposed norms overlap: every two norms of
    the policy whose conditions can hold on one act, the opposed ones first."""
    edges = matrix(context)
    suspicious = [edge for edge in edges if edge.suspicious]
    if not suspicious:
        return
    others = [e for e in edges if not e.suspicious and e.relation is not Relation.DISJOINT]
    norms = dict.fromkeys(n.id for edge in suspicious for n in (edge.first, edge.second))
    count = "One pair" if len(suspicious) == 1 else f"{len(suspicious)} pairs"
    cut = len(_pairs(context)) - len(edges)
    count = f"At least {len(suspicious)} pairs" if cut else count
    verb = "overlaps" if len(suspicious) == 1 else "overlap"
    yield context.finding(
        NAME,
        Severity.NOTE,
        f"{count} of clauses with opposed effect {verb}; this is how the clauses relate to one "
        "another.",
        [name for pair in sorted(map(_pair, suspicious)) for name in pair],
        norms=list(norms),
        detail=[
            *(_line(context, edge) for edge in (*suspicious, *others)),
            *_disjoint(context, len(edges) > len(suspicious) + len(others) and not cut),
            *([f"{cut:,} more pairs were not looked at."] if cut else []),
        ],
        outcome=Outcome.HOLDS,
        assurance=_assurance(context),
    )


def _disjoint(context: CheckContext, some: bool) -> list[str]:
    """A word on the norms that decide nothing and are in no pair, and on the pairs that are not
    listed, where nothing about them stayed open."""
    idle = [norm.id for norm in _norms(context.policy) if norm.id in context.causes]
    names = context.speaker.series([context.speaker.norm_name(name) for name in idle])
    left_out = f"{names} {'decides' if len(idle) == 1 else 'decide'} nothing and"
    left_out += f" {'is' if len(idle) == 1 else 'are'} left out here"
    said = [context.speaker.sentence(left_out)] if idle else []
    if some and not context.tally.unknown:
        aside = ", these aside," if idle else ""
        said.append(
            f"Any other two norms{aside} that can be about one act never apply to it together."
        )
    return said


def _assurance(context: CheckContext) -> Assurance:
    """Proved for any number of things, unless some relation was only searched up to a number."""
    if context.tally.bounded:
        return Assurance(AssuranceKind.BOUNDED, context.tally.bounded[0])
    return context.absence(())


MOST_PAIRS = 1_000
"""So many pairs are looked at: of a policy with more nobody reads a map."""


def matrix(context: CheckContext) -> Sequence[Edge]:
    """Every two norms of the policy that can be about one act, with how their conditions lie to
    each other under all readings together, in file order. Where no two of opposed effect overlap,
    only these are looked at, for there is nothing to map."""
    pairs = _pairs(context)
    opposing = [pair for pair in pairs if opposed(pair[0].modality, pair[1].modality)]
    edges = [Edge(*pair, _relation(context, *pair)) for pair in opposing[:MOST_PAIRS]]
    if any(edge.suspicious for edge in edges):
        others = [pair for pair in pairs if not opposed(pair[0].modality, pair[1].modality)]
        room = MOST_PAIRS - len(edges)
        edges += [Edge(*pair, _relation(context, *pair)) for pair in others[:room]]
    order = {name: place for place, name in enumerate(context.policy.norms)}
    return sorted(edges, key=lambda edge: (order[edge.first.id], order[edge.second.id]))


def _pairs(context: CheckContext) -> list[tuple[Norm, Norm]]:
    """Every two norms of the policy that can be about one act."""
    acts = {
        norm.id: frozenset(context.acts_of_norm(norm.id))
        for norm in _norms(context.policy)
        if norm.id not in context.causes
    }
    norms = (context.policy.norms[name] for name in acts)
    return [pair for pair in combinations(norms, 2) if acts[pair[0].id] & acts[pair[1].id]]


def _norms(policy: Policy) -> Iterable[Norm]:
    """The policy's norms; what follows from its duties is no norm that anybody wrote."""
    own = (n for n in policy.norms.values() if n.role == "norm")
    return (n for n in own if n.modality is not None and n.layer == 0)


def _relation(context: CheckContext, first: Norm, second: Norm) -> Relation:
    shared = [
        act for act in context.acts_of_norm(first.id) if act in context.acts_of_norm(second.id)
    ]
    meeting = both([Applicable(first.id), Applicable(second.id)])
    if context.anywhere(context.over_acts(shared, meeting)) is None:
        return Relation.DISJOINT
    within, contains = _within(context, first, second), _within(context, second, first)
    if within and contains:
        return Relation.EQUAL
    if within:
        return Relation.WITHIN
    return Relation.CONTAINS if contains else Relation.OVERLAPPING


def _within(context: CheckContext, inner: Norm, outer: Norm) -> bool:
    """Whether the outer norm's condition holds wherever the inner one's does."""
    if not set(context.acts_of_norm(inner.id)) <= set(context.acts_of_norm(outer.id)):
        return False
    beyond = both([Applicable(inner.id), no(Applicable(outer.id))])
    queries = context.over_acts(context.acts_of_norm(inner.id), beyond)
    return all(context.ask(query) is False for query in queries)


def _pair(edge: Edge) -> list[str]:
    return sorted((edge.first.id, edge.second.id))


def _line(context: CheckContext, edge: Edge) -> str:
    one, other = (context.speaker.norm_name(norm.id) for norm in (edge.first, edge.second))
    if edge.relation in (Relation.WITHIN, Relation.CONTAINS):
        inner, outer = (one, other) if edge.relation is Relation.WITHIN else (other, one)
        said = f"{inner} applies only where {outer} does too"
    else:
        said = f"{one} and {other} {edge.relation}"
    return context.speaker.sentence(f"{said}, {_effect(edge)}{_override(context, edge)}")


def _effect(edge: Edge) -> str:
    if opposed(edge.first.modality, edge.second.modality):
        return "with opposed effect"
    same = edge.first.modality is edge.second.modality
    return "with the same effect" if same else "with compatible effects"


def _override(context: CheckContext, edge: Edge) -> str:
    for winner, loser in ((edge.first, edge.second), (edge.second, edge.first)):
        attacks = attacks_on(context.policy, loser.id, LawRegime.ALONE)
        if any(attack.attacker == winner.id for attack in attacks):
            names = context.speaker.norm_name(winner.id), context.speaker.norm_name(loser.id)
            return f"; {names[0]} overrides {names[1]}"
    return ""
