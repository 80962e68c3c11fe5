"""What is proved of the cases of one pattern: a pattern and rules go in, proofs come out that hold
for any number of things.

What need not be assumed makes a proof simpler, so that each is tried from as little as may do.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from verifier.changes.compare.difference.edits import EDITIONS, Edition
from verifier.changes.compare.difference.groups import Describer
from verifier.changes.compare.difference.merged_policy import fresh
from verifier.changes.compare.difference.pattern import MadeRule, OutcomePattern
from verifier.changes.compare.difference.statements import RuleStatement, applied
from verifier.changes.compare.rules.rule_extent import about, existing, within
from verifier.encoding import Ask, Query, both, no
from verifier.model import Norm, Term
from verifier.solver import Impossible


class Proofs:
    """The cases of one pattern. `region`: those of them for which rules are made; `core`: what the
    edits reach of what makes a case one of the pattern."""

    def __init__(self, describer: Describer, pattern: OutcomePattern, beyond: Ask) -> None:
        self.describer = describer
        self.pair = describer.pair
        self.solver = describer.solver
        self.pattern = pattern
        self.context = describer.context(pattern)
        self.target = describer.target(pattern)
        self.reached = describer.reached(pattern)
        self.core = both([self.reached, self.target])
        self.region = both([self.context, self.target, beyond])
        self.angles = {e: describer.angle(e, pattern.column) for e in EDITIONS}

    def query_of(self, *parts: Ask) -> Query:
        """Whether all parts are true of one case."""
        return self.describer.query(self.pattern.act, self.pattern.column, both(parts))

    def none_left(self, rules: Sequence[MadeRule]) -> Impossible | None:
        """A proof that the rules cover every case of the group."""
        by_instance = self._uncovered_instance(rules)
        proof = None if by_instance is None else self.excluded(self.reached, by_instance)
        return proof or self.excluded(self.core, *(no(within(rule)) for rule in rules))

    def _uncovered_instance(self, rules: Sequence[MadeRule]) -> Ask | None:
        """That the one norm that differs is live by reason of some things, of which no rule holds
        and by reason of which its other version is not live. Where a case is left over, there are
        such things; they are named once for the norm and all rules. None where that cannot be
        said."""
        one_sided = [s for s in self.pattern.differing if s.before != s.after]
        if len(self.pattern.differing) != 1 or not one_sided:
            return None
        editions: list[Edition] = ["old", "new"] if one_sided[0].before else ["new", "old"]
        norm, twin = (
            self.pair.policy(edition).norms.get(one_sided[0].norm) for edition in editions
        )
        if norm is None or not all(rule.instance for rule in rules):
            return None
        shared = tuple(fresh(parameter, "it") for parameter in norm.parameters)
        parts: list[Ask] = [self.applied(editions[0], norm, shared)]
        if twin is not None and twin.parameters == norm.parameters:
            parts.append(no(self.applied(editions[1], twin, shared)))
        for rule in rules:
            renamed = about(self.pair, rule, shared)
            if renamed is None:
                return None
            parts.append(no(renamed))
        return existing(shared, parts)

    def applied(self, edition: Edition, norm: Norm, terms: Sequence[Term]) -> Ask:
        """That a norm is live in a version by reason of these very things."""
        return applied(self.pair, edition, self.angles[edition], norm, terms)

    def excluded(self, *parts: Ask) -> Impossible | None:
        """A proof, for any number of things, that the parts exclude one another, whatever the
        clauses do that no edit reaches: what need not be assumed makes a proof simpler."""
        query = self.query_of(*parts)
        if not self.solver.bound(query).complete:
            return None
        answer = self.solver.ask(query)
        return answer if isinstance(answer, Impossible) else None

    def inside(self, rule: MadeRule) -> tuple[RuleStatement, ...]:
        """The statements that matter for the cases of the pattern: without those on clauses that
        are true of all of them, because the outcome already says so. The question whether a case is
        left over is the simpler for it, and has a bound more often."""
        lines = list(rule.statements)
        clauses = [line for line in lines if line.words]
        if clauses and self._follow(rule, [line for line in lines if not line.words], clauses):
            return tuple(line for line in lines if not line.words)
        for line in clauses:
            others = [other for other in lines if other is not line]
            if self._follow(rule, others, [line]):
                lines = others
        return tuple(lines)

    def _follow(
        self, rule: MadeRule, lines: Iterable[RuleStatement], further: Sequence[RuleStatement]
    ) -> bool:
        """Whether further lines are true of all things that the lines are true of, in every case of
        the pattern and of any size."""
        missed = no(both(line.formula for line in further))
        body = existing(rule.things, [*(line.formula for line in lines), missed])
        return bool(self.excluded(self.core, body) or self.excluded(self.region, body))
