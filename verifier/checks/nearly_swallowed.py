"""After its exceptions, for which few kinds of case does a clause survive?

Exceptions normally take out the unusual: the clause survives where nothing of what they speak is
so. Two signs that they take out the usual: the clause survives only where some fact of which they
alone speak is so; or, of the many members of a list for which it applies, only few are left.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from verifier.checks.support.check_context import Desk, Standing
from verifier.checks.support.left_out import nowhere
from verifier.checks.support.mentioned import Mentioned
from verifier.encoding.questions import Applies, Ask, Live, Query, both, either
from verifier.findings.finding import Finding, Severity, Strength
from verifier.model.policy import (
    Column,
    Every,
    Fact,
    Formula,
    Holds,
    Norm,
    Not,
    Some,
    ValueIs,
    Variable,
)
from verifier.model.value_types import ListType

NAME = "nearly-swallowed"
FEW = 3
"""So many kinds of case are few."""
MOST_FACTS = 2
"""So many facts at most may make up one kind of case."""
SHARE = 3
"""So many times more members of the list must there be than those that are left."""


def run(desk: Desk) -> Iterable[Finding]:
    """A finding for each norm that survives its exceptions in few kinds of case, read plainly."""
    for norm in desk.policy.norms.values():
        if norm.modality is None or norm.layer > 0 or norm.id in desk.causes:
            continue
        attackers = _attackers(desk, norm)
        if attackers:
            work = _Survival(desk, norm, attackers)
            found = work.by_facts() or work.by_members()
            if found is not None:
                yield found


def _attackers(desk: Desk, norm: Norm) -> tuple[Norm, ...]:
    found = dict.fromkeys(a.attacker for a in desk.policy.attacks_on(norm.id, Column.ALONE))
    return tuple(desk.policy.norms[name] for name in found)


@dataclass(frozen=True)
class _Survival:
    """A norm with what can defeat it."""

    desk: Desk
    norm: Norm
    attackers: tuple[Norm, ...]

    def _over_acts(self, *parts: Ask) -> tuple[Query, ...]:
        return self.desk.over_acts(self.desk.acts_of_norm(self.norm.id), both(parts))

    def _never(self, *parts: Ask) -> bool:
        return nowhere(self.desk, self._over_acts(*parts), self.desk.plain)

    def _can(self, *parts: Ask) -> bool:
        return self.desk.anywhere(self._over_acts(*parts), self.desk.plain) is not None

    # -------------------------------------------------------------- only where a fact is so

    def by_facts(self) -> Finding | None:
        """The finding that the norm needs some fact of which only what defeats it speaks."""
        facts = self._facts_of_attackers()
        usual = [Not(_somewhere(fact)) for fact in facts]
        live, applies = Live(self.norm.id), Applies(self.norm.id)
        if not facts or not self._never(live, *usual) or not self._can(applies, *usual):
            return None
        found: list[tuple[Fact, ...]] = []
        for size in range(1, MOST_FACTS + 1):
            for chosen in combinations(facts, size):
                known = any(set(one) <= set(chosen) for one in found)
                others = [Not(_somewhere(fact)) for fact in facts if fact not in chosen]
                if not known and self._can(live, *others):
                    found.append(chosen)
                    if len(found) > FEW:
                        return None
        others_left = (either(Not(_somewhere(fact)) for fact in one) for one in found)
        if not found or not self._never(live, *others_left):
            return None
        kinds = [" and ".join(fact.id for fact in one) for one in found]
        return self._finding(kinds, self._over_acts(live, *usual))

    def _facts_of_attackers(self) -> list[Fact]:
        """The facts of which what can defeat the norm speaks, and the norm itself does not."""
        theirs, own = Mentioned(self.desk.policy), Mentioned(self.desk.policy)
        own.norm(self.norm)
        for attacker in self.attackers:
            theirs.norm(attacker)
        facts = self.desk.policy.facts.values()
        return [fact for fact in facts if fact.id in theirs.facts - own.facts]

    # -------------------------------------------------------------- only for few members

    def by_members(self) -> Finding | None:
        """The finding that the norm survives for few members of a list."""
        theirs = Mentioned(self.desk.policy)
        for attacker in self.attackers:
            theirs.norm(attacker)
        for name in sorted(theirs.attributes):
            attribute = self.desk.policy.attributes[name]
            if isinstance(attribute.type, ListType) and len(attribute.type.values) > SHARE:
                found = self._of_list(name, attribute.type.values)
                if found is not None:
                    return found
        return None

    def _of_list(self, name: str, values: Sequence[str]) -> Finding | None:
        attribute = self.desk.policy.attributes[name]
        thing = Variable(attribute.kind, attribute.kind)

        def only(member: str) -> Formula:
            return Every(thing, ValueIs(name, thing, frozenset({member})))

        applies = [v for v in values if self._can(Applies(self.norm.id), only(v))]
        live = [v for v in applies if self._can(Live(self.norm.id), only(v))]
        if not live or len(live) > FEW or SHARE * len(live) > len(applies):
            return None
        without = Not(Some(thing, ValueIs(name, thing, frozenset(live))))
        if not self._never(Live(self.norm.id), without):
            return None
        whose = self.desk.speaker.kind(attribute.kind, article="a")
        said = self.desk.speaker.series(live, "or")
        kind = f"the {attribute.name} of {whose} is {said}"
        return self._finding([kind], self._over_acts(Live(self.norm.id), without))

    # -------------------------------------------------------------- the finding

    def _finding(self, kinds: Sequence[str], queries: Sequence[Query]) -> Finding:
        desk = self.desk
        name = desk.speaker.norm_name(self.norm.id)
        names = [desk.speaker.norm_name(attacker.id) for attacker in self.attackers]
        left = desk.speaker.series(kinds, "or")
        plainly = "Read plainly, " if desk.policy.questions else ""
        standing = Standing(Strength.PLAIN, (), queries[0], {}) if desk.policy.questions else None
        return desk.finding(
            NAME,
            Severity.NOTE,
            desk.speaker.sentence(f"{plainly}{name} survives its exceptions only where {left}"),
            [self.norm.id, *kinds],
            norms=[self.norm.id, *(attacker.id for attacker in self.attackers)],
            standing=standing,
            detail=[f"Everything else is taken out by {desk.speaker.series(names)}."],
            assurance=desk.absence(queries),
        )


def _somewhere(fact: Fact) -> Formula:
    """The fact holds of some things."""
    things = tuple(Variable(f"{hole.kind} {n}", hole.kind) for n, hole in enumerate(fact.holes))
    formula: Formula = Holds(fact.id, things)
    for thing in reversed(things):
        formula = Some(thing, formula)
    return formula
