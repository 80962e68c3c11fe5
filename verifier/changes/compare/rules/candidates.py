"""What can stand in a rule of one pattern: a case of the pattern goes in, statements that are true
of it come out."""

from __future__ import annotations

from collections.abc import Iterable

from verifier.changes.compare.difference.edits import EDITIONS, Edition
from verifier.changes.compare.difference.groups import Describer
from verifier.changes.compare.difference.merged_policy import MOST_STATEMENTS
from verifier.changes.compare.difference.pattern import OutcomePattern
from verifier.changes.compare.difference.statements import CLAUSE, RuleStatement
from verifier.changes.compare.rules.reasons import RuleReasons
from verifier.encoding import both, no
from verifier.explanation import Replay
from verifier.model import Norm, Readings, Verdict
from verifier.solver import Found
from verifier.words import Speaker

_OF_TIME = {
    (Verdict.LATE, True): "the time for a duty is over",
    (Verdict.LATE, False): "the time for no duty is over",
    (Verdict.DILEMMA, True): "no way is left to do in time what must be done",
    (Verdict.DILEMMA, False): "a way is left to do in time what must be done",
}


class RuleCandidates:
    """What can be said of the cases of one pattern."""

    def __init__(self, describer: Describer, pattern: OutcomePattern) -> None:
        self.describer = describer
        self.pair = describer.pair
        self.solver = describer.solver
        self.pattern = pattern

    def readings(self, found: Found) -> dict[Edition, Readings]:
        """How each version is read in the case."""
        plain, reads = found.readings[""], self.describer.view.reads
        return {e: {**plain, **dict(reads.get(e, frozenset()))} for e in EDITIONS}

    def positive(self, reasons: RuleReasons) -> Iterable[RuleStatement]:
        """Why the clauses of one side only apply there; and those that say something else."""
        for norm, twin, edition, instance in self._one_sided(reasons):
            yield from reasons.live(edition, norm, instance, twin)
        for status in self.pattern.differing:
            for edition in EDITIONS if status.before and status.after else ():
                norm = self.pair.policy(edition).norms[status.norm]
                for instance in reasons.instances(edition, status.norm)[:1]:
                    yield from reasons.live(edition, norm, instance, norm)

    def negative(self, reasons: RuleReasons) -> Iterable[RuleStatement]:
        """Why they do not apply on the other side."""
        for norm, twin, edition, instance in self._one_sided(reasons):
            if twin is not None:
                other: Edition = "old" if edition == "new" else "new"
                yield from reasons.lost(other, twin, norm, instance)

    def by_clause(self) -> Iterable[RuleStatement]:
        """Which clauses apply and which do not: what always says everything."""
        for status in self.pattern.differing:
            for edition, live in zip(EDITIONS, (status.before, status.after), strict=True):
                if status.norm in self.pair.policy(edition).norms:
                    ask = self.describer.live(status.norm, edition, self.pattern.column)
                    name = Speaker(self.pair.policy(edition)).norm_name(status.norm)
                    how = "as it was" if edition == "old" else "as amended"
                    words = f"{name}, {how}, {'applies' if live else 'does not apply'}"
                    yield RuleStatement(ask if live else no(ask), CLAUSE, True, words)
        for edition, verdict, said in self.describer.of_time(self.pattern):
            how = "as it was" if edition == "old" else "as amended"
            is_so = verdict in self.pattern.timed[EDITIONS.index(edition) :][:1]
            yield RuleStatement(said, CLAUSE, True, f"{how}, {_OF_TIME[verdict, is_so]}")

    def of_context(self) -> Iterable[RuleStatement]:
        """What the clauses do that do the same before and after."""
        kept = [s for s in self.pattern.statuses if not s.differs]
        if self.pattern.coarse:
            words = "no other clause makes the verdict another one"
            yield RuleStatement(self.describer.context(self.pattern), CLAUSE, words=words)
            return
        for status in kept:
            live = [self.describer.live(status.norm, e, self.pattern.column) for e in EDITIONS]
            ask = both(live if status.before else map(no, live))
            policy = self.pair.policy("new" if status.norm in self.pair.new.norms else "old")
            name = Speaker(policy).norm_name(status.norm)
            edited = status.norm in self.describer.affected(self.pattern.act, self.pattern.column)
            how = (
                ("applies before and after" if edited else "applies")
                if status.before
                else ("applies neither before nor after" if edited else "does not apply")
            )
            words = f"{name} {how}"
            yield RuleStatement(ask, CLAUSE, words=words, norm=status.norm)

    def why(self, name: str, reasons: RuleReasons) -> Iterable[RuleStatement]:
        """Why a norm that does the same before and after is live, or not."""
        edition: Edition = "new" if name in self.pair.new.norms else "old"
        norm = self.pair.policy(edition).norms.get(name)
        if norm is None:
            return
        instances = reasons.instances(edition, name)
        if instances:
            yield from reasons.live(edition, norm, instances[0], norm)
        else:
            yield from reasons.idle(edition, norm)

    def _one_sided(
        self, reasons: RuleReasons
    ) -> Iterable[tuple[Norm, Norm | None, Edition, tuple[str, ...]]]:
        for status in self.pattern.differing:
            if status.before and status.after:
                continue
            edition: Edition = "new" if status.after else "old"
            other: Edition = "old" if status.after else "new"
            norm = self.pair.policy(edition).norms[status.norm]
            twin = self.pair.policy(other).norms.get(status.norm)
            for instance in reasons.instances(edition, status.norm)[:1]:
                yield norm, twin, edition, instance

    def true(
        self, candidates: Iterable[RuleStatement], reasons: RuleReasons, found: Found
    ) -> tuple[RuleStatement, ...]:
        """The candidates in the order in which they are kept, each once and true of the case."""
        ordered = sorted(candidates, key=lambda s: s.rank)
        once = {statement.formula: statement for statement in reversed(ordered)}
        replay = Replay(self.solver.editions, found.case, found.readings)
        things = {v: thing for thing, v in reasons.variables.items()}
        env = {**replay.roles(), **things}
        angle = self.describer.angle("old", reasons.column)
        kept = sorted(once.values(), key=ordered.index)
        true = [s for s in kept if replay.holds(s.formula, angle, env)]
        own = [s for s in true if s.rank != CLAUSE]
        last = [s for s in true if s.rank == CLAUSE]
        return (*own[: MOST_STATEMENTS - len(last)], *last)
