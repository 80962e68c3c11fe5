"""A comparison beside the interpreter: two versions go in; of any case it is said, without a
solver, whether the versions part on it and which groups describe it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from verifier.changes.compare.comparison import ComparisonOptions, compare
from verifier.changes.compare.difference.common_vocabulary import common_ground
from verifier.changes.compare.difference.merged_policy import VersionPair, pair_of
from verifier.changes.compare.difference.outcome import Comparison, Group
from verifier.explanation.replay import Replay, without_norms
from verifier.model import (
    Case,
    LawRegime,
    Policy,
    Readings,
    Verdict,
)
from verifier.semantics.evaluate import Evaluation, admissible, evaluate

BUDGET = ComparisonOptions(budget=2_000_000)


@dataclass(frozen=True)
class Compared:
    """A comparison with what its formulas are read in."""

    old: Policy
    new: Policy
    pair: VersionPair
    result: Comparison
    _policies: dict[object, Policy] = field(default_factory=dict, compare=False)

    def speaking(self, policy: Policy, act: str, without: frozenset[str] = frozenset()) -> Policy:
        """A policy with those norms only that can speak of an act, and without some."""
        key = (id(policy), act, without)
        if key not in self._policies:
            reached = descriptions_of(policy, act)
            far = {n.id for n in policy.norms.values() if n.act and n.act.act not in reached}
            self._policies[key] = without_norms(policy, without | far)
        return self._policies[key]

    def replay(self, case: Case, readings: Readings) -> Replay:
        return Replay(
            {"": self.pair.merged}, case, {"": {**self.pair.merged.plain_readings, **readings}}
        )

    def group_of(self, case: Case, readings: Readings) -> list[Group]:
        """The groups that a case is in, by their definition."""
        return self._those(self.result.groups, case, readings, described=False)

    def described(self, case: Case, readings: Readings) -> list[Group]:
        """The groups whose description fits the case."""
        return self._those(self.result.verdict_groups, case, readings, described=True)

    def _those(
        self, groups: Iterable[Group], case: Case, readings: Readings, *, described: bool
    ) -> list[Group]:
        replay = self.replay(case, readings)
        mine = (group for group in groups if group.act == case.act.act)
        return [group for group in mine if self._in(group, replay, described=described)]

    def _in(self, group: Group, replay: Replay, *, described: bool) -> bool:
        angle = self.pair.of("old", group.column)
        env = replay.roles()
        assert group.extent is not None
        if not described:
            return replay.holds(group.extent.membership, angle, env)
        if not replay.holds(group.extent.context, angle, env):
            return False
        return any(replay.holds(rule, angle, env) for rule in group.extent.rules)

    def fault(
        self, case: Case, readings: Readings, columns: tuple[LawRegime, ...] = (LawRegime.ALONE,)
    ) -> str | None:
        """What the comparison says wrongly of a case; None where it says all as it is. A case
        that the common ground does not admit is nothing that it speaks of. columns: the policy
        alone first."""
        described = self.described(case, readings)
        same_alone = True
        for column in columns:
            before, after = self.evaluations(case, readings, column)
            was, now = outcome(self.old, before), outcome(self.new, after)
            told = [told_outcomes(g) for g in described if g.column is column]
            own = was != now and (column is LawRegime.ALONE or same_alone)
            if told != ([(was, now)] if own else []):
                return f"{column}: {was} → {now}, described as {told}"
            if column is LawRegime.ALONE:
                same_alone = was == now
        return None

    def evaluations(
        self, case: Case, readings: Readings, column: LawRegime = LawRegime.ALONE
    ) -> tuple[Evaluation, Evaluation]:
        """What both versions say of a case."""
        act = case.act.act
        old, new = (self.speaking(policy, act) for policy in (self.old, self.new))
        return evaluate(old, case, readings, column), evaluate(new, case, readings, column)

    def same(self, before: Evaluation, after: Evaluation) -> bool:
        """Whether the same norms are live and say the same."""
        return _live(self.old, before) == _live(self.new, after)

    def admits(self, case: Case, readings: Readings) -> bool:
        chosen = {**self.pair.merged.plain_readings, **readings}
        return not admissible(self.pair.merged, case, chosen)

    def shown(self) -> Iterator[tuple[Case, Readings]]:
        """The cases that the comparison shows."""
        for group in self.result.groups:
            if group.shown is not None:
                yield group.shown.case, group.shown.readings


def told_outcomes(group: Group) -> tuple[tuple[Verdict, bool], tuple[Verdict, bool]]:
    """What a group says of its cases before and after."""
    before, after = group.before, group.after
    return (before.verdict, before.to_one), (after.verdict, after.to_one)


def outcome(policy: Policy, found: Evaluation) -> tuple[Verdict, bool]:
    """The verdict, and whether what obliges is done with one such act, whichever."""
    duties = [norm for name, _ in found.live if (norm := policy.norms[name]).is_duty]
    return found.verdict, bool(duties) and all(norm.is_choice for norm in duties)


def _live(policy: Policy, found: Evaluation) -> frozenset[object]:
    norms = [policy.norms[name] for name, _ in found.live]
    return frozenset((n.id, n.modality, n.is_choice) for n in norms if n.modality is not None)


def descriptions_of(policy: Policy, act: str) -> frozenset[str]:
    """The descriptions that an act can fall under."""
    found, waiting = {act}, [act]
    while waiting:
        source = waiting.pop()
        further = {rule.target for rule in policy.counts_as if rule.source == source} - found
        found |= further
        waiting += further
    return frozenset(found)


def compared(old: Policy, new: Policy) -> Compared:
    """Both versions with their comparison. Raises `InputProblems` as `compare` does."""
    return Compared(old, new, pair_of(common_ground(old, new)), compare(old, new, BUDGET))
