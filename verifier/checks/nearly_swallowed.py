"""After its exceptions, for which few kinds of case does a clause survive?

Exceptions normally take out the unusual: the clause survives where nothing of what they speak is
so. Two signs that they take out the usual: the clause survives only where some fact of which they
alone speak is so; or, of the many members of a list for which it applies, only few are left.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from verifier.checks.support.check_context import CheckContext, Existence
from verifier.checks.support.left_out import nowhere
from verifier.checks.support.mentioned import Mentioned
from verifier.encoding import Applicable, Ask, Live, Query, both, either
from verifier.findings import Finding, Severity, Strength
from verifier.model import (
    Every,
    Fact,
    Formula,
    Holds,
    LawRegime,
    ListType,
    Norm,
    Not,
    Some,
    ValueIs,
    Variable,
)
from verifier.semantics import attacks_on

NAME = "nearly-swallowed"
FEW = 3
"""So many kinds of case are few."""
MOST_FACTS = 2
"""So many facts at most may make up one kind of case."""
SHARE = 3
"""So many times more members of the list must there be than those that are left."""


def run(context: CheckContext) -> Iterable[Finding]:
    """A finding for each norm that survives its exceptions in few kinds of case, read plainly."""
    for norm in context.policy.norms.values():
        if norm.modality is None or norm.layer > 0 or norm.id in context.causes:
            continue
        attackers = _attackers(context, norm)
        if attackers:
            work = _Survival(context, norm, attackers)
            found = work.by_facts() or work.by_members()
            if found is not None:
                yield found


def _attackers(context: CheckContext, norm: Norm) -> tuple[Norm, ...]:
    found = dict.fromkeys(a.attacker for a in attacks_on(context.policy, norm.id, LawRegime.ALONE))
    return tuple(context.policy.norms[name] for name in found)


@dataclass(frozen=True)
class _Survival:
    """A norm with what can defeat it."""

    context: CheckContext
    norm: Norm
    attackers: tuple[Norm, ...]

    def _over_acts(self, *parts: Ask) -> tuple[Query, ...]:
        return self.context.over_acts(self.context.acts_of_norm(self.norm.id), both(parts))

    def _never(self, *parts: Ask) -> bool:
        return nowhere(self.context, self._over_acts(*parts), self.context.plain)

    def _can(self, *parts: Ask) -> bool:
        return self.context.anywhere(self._over_acts(*parts), self.context.plain) is not None

    # -------------------------------------------------------------- only where a fact is so

    def by_facts(self) -> Finding | None:
        """The finding that the norm needs some fact of which only what defeats it speaks."""
        facts = self._facts_of_attackers()
        usual = [Not(_somewhere(fact)) for fact in facts]
        live, applies = Live(self.norm.id), Applicable(self.norm.id)
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
        theirs, own = Mentioned(self.context.policy), Mentioned(self.context.policy)
        own.norm(self.norm)
        for attacker in self.attackers:
            theirs.norm(attacker)
        facts = self.context.policy.facts.values()
        return [fact for fact in facts if fact.id in theirs.facts - own.facts]

    # -------------------------------------------------------------- only for few members

    def by_members(self) -> Finding | None:
        """The finding that the norm survives for few members of a list."""
        theirs = Mentioned(self.context.policy)
        for attacker in self.attackers:
            theirs.norm(attacker)
        for name in sorted(theirs.attributes):
            attribute = self.context.policy.attributes[name]
            if isinstance(attribute.type, ListType) and len(attribute.type.values) > SHARE:
                found = self._of_list(name, attribute.type.values)
                if found is not None:
                    return found
        return None

    def _of_list(self, name: str, values: Sequence[str]) -> Finding | None:
        attribute = self.context.policy.attributes[name]
        thing = Variable(attribute.kind, attribute.kind)

        def only(member: str) -> Formula:
            return Every(thing, ValueIs(name, thing, frozenset({member})))

        applies = [v for v in values if self._can(Applicable(self.norm.id), only(v))]
        live = [v for v in applies if self._can(Live(self.norm.id), only(v))]
        if not live or len(live) > FEW or SHARE * len(live) > len(applies):
            return None
        without = Not(Some(thing, ValueIs(name, thing, frozenset(live))))
        if not self._never(Live(self.norm.id), without):
            return None
        whose = self.context.speaker.kind(attribute.kind, article="a")
        said = self.context.speaker.series(live, "or")
        kind = f"the {attribute.name} of {whose} is {said}"
        return self._finding([kind], self._over_acts(Live(self.norm.id), without))

    # -------------------------------------------------------------- the finding

    def _finding(self, kinds: Sequence[str], queries: Sequence[Query]) -> Finding:
        context = self.context
        name = context.speaker.norm_name(self.norm.id)
        names = [context.speaker.norm_name(attacker.id) for attacker in self.attackers]
        left = context.speaker.series(kinds, "or")
        read = f"{context.plainly}, " if context.fixed else "read plainly, "
        plainly = read if context.policy.questions else ""
        standing = (
            Existence(Strength.PLAIN, (), queries[0], {}) if context.policy.questions else None
        )
        return context.finding(
            NAME,
            Severity.NOTE,
            context.speaker.sentence(f"{plainly}{name} survives its exceptions only where {left}"),
            [self.norm.id, *kinds],
            norms=[self.norm.id, *(attacker.id for attacker in self.attackers)],
            standing=standing,
            detail=[f"Everything else is taken out by {context.speaker.series(names)}."],
            assurance=context.absence(queries),
        )


def _somewhere(fact: Fact) -> Formula:
    """The fact holds of some things."""
    things = tuple(Variable(f"{hole.kind} {n}", hole.kind) for n, hole in enumerate(fact.holes))
    formula: Formula = Holds(fact.id, things)
    for thing in reversed(things):
        formula = Some(thing, formula)
    return formula
