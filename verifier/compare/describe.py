"""The exact description of a difference: two versions go in, groups of cases come out, each with
rules in the policy's own sentences that hold of exactly its cases.

A group is a pair of outcomes: the clauses that decide before and after. For each, a case is found,
its reasons are reduced to a smallest set of statements that forces the outcomes in every case, of
any size; that rule is taken out and the next case sought, until none is left.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import cast

from verifier.answers import Found, Impossible, Undecided
from verifier.bounds import free_in
from verifier.compare.edits import Edition
from verifier.compare.merge import KEPT, LEFT, MOST_STATEMENTS, Pair, switch
from verifier.compare.reasons import CLAUSE, Reasons, Statement
from verifier.explain import preferred
from verifier.model import (
    FALSE,
    TRUE,
    Column,
    Modality,
    Norm,
    Positions,
    Readings,
    Reads,
    Variable,
    Verdict,
)
from verifier.query import Angle, Ask, Live, Query, Seen, VerdictIn, both, either, no
from verifier.reach import Reach
from verifier.replay import Replay
from verifier.solve import Bench
from verifier.unfold import some
from verifier.words import Speaker

MOST_GROUPS = 16
"""So many groups of one act are told apart; the rest is then told by one general rule each."""
MOST_RULES = 8
"""So many rules are sought for one group; the rest is then told by one general rule."""


@dataclass(frozen=True)
class View:
    """How the two versions are read: `reads` puts readings into each of them (where their plain
    readings differ), `readings` are those that both are asked under at first, `beyond` also under
    all others."""

    readings: Readings
    reads: Mapping[Edition, frozenset[tuple[str, str]]] = field(default_factory=dict)
    beyond: bool = True


@dataclass(frozen=True)
class Status:
    """Whether a norm is live before and after. `turned`: it says something else after."""

    norm: str
    before: bool
    after: bool
    turned: bool = False

    @property
    def differs(self) -> bool:
        return self.before != self.after or (self.before and self.turned)


@dataclass(frozen=True)
class Pattern:
    """What every norm that can speak of an act does before and after, in a case that differs.

    coarse: only the verdicts and the norms that the edits reach count; what the others do is left
    open, because their combinations would be too many to tell apart."""

    act: str
    column: Column
    statuses: tuple[Status, ...]
    coarse: bool = False

    def live(self, edition: Edition) -> tuple[str, ...]:
        return tuple(s.norm for s in self.statuses if (s.before if edition == "old" else s.after))

    @property
    def differing(self) -> tuple[Status, ...]:
        return tuple(status for status in self.statuses if status.differs)


@dataclass(frozen=True)
class MadeRule:
    """A rule before it is put into words. `things` are those that it introduces."""

    statements: tuple[Statement, ...]
    things: tuple[Variable, ...]
    formula: Ask
    plain: bool
    general: bool = False


@dataclass
class Made:
    """The rules of one group, and how certain it is that they are all."""

    rules: list[MadeRule] = field(default_factory=list)
    complete: bool = True
    sizes: Mapping[str, int] = field(default_factory=dict)
    undecided: str = ""


class Describer:
    """Describes the difference of one pair under one view."""

    def __init__(self, pair: Pair, bench: Bench, view: View) -> None:
        self.pair = pair
        self.bench = bench
        self.view = view
        self.reach = Reach(pair.merged)
        self.undecided: list[str] = []
        self._rules: dict[tuple[str, Column, tuple[Status, ...]], list[MadeRule]] = {}

    # ------------------------------------------------------------------ norms and outcomes

    def angle(self, edition: Edition, column: Column) -> Angle:
        """How a version sees a case in a column."""
        return self._read(self.pair.of(edition, column), edition)

    def _read(self, angle: Angle, edition: Edition) -> Angle:
        own = self.view.reads.get(edition, frozenset())
        return Angle(angle.column, angle.without, reads=angle.reads | own) if own else angle

    def hybrid(self, made: frozenset[str], column: Column) -> Angle:
        """How the old text with some of the edits made sees a case."""
        return self._read(self.pair.angle(made, column), "old")

    def columns(self) -> tuple[Column, ...]:
        """The columns in which the two can differ."""
        return tuple(Column) if self.pair.merged.laws else (Column.ALONE,)

    def norms(self, act: str, column: Column) -> tuple[str, ...]:
        """The norms that can speak of an act, by the names that both versions use."""
        reachable = {n.id for n in self.bench.unfoldings(act)[""].norms_in_reach}
        return tuple(
            name
            for name, version in self.pair.versions.items()
            if {version.old, version.new} & reachable and self._speaks(name, column)
        )

    def _speaks(self, name: str, column: Column) -> bool:
        return any(
            policy.speaks_in(policy.norms[name], column)
            for policy in (self.pair.old, self.pair.new)
            if name in policy.norms
        )

    def affected(self, act: str, column: Column) -> tuple[str, ...]:
        """The norms that the edits can make live or not live."""
        found = []
        for name in self.norms(act, column):
            version = self.pair.versions[name]
            if version.old != version.new or self._depends(cast(str, version.new)):
                found.append(name)
        return tuple(found)

    def _depends(self, norm: str) -> bool:
        switches = {edit.name for edit in self.pair.edits if edit.definition or edit.rule}
        return bool(
            self.reach.attackers[norm] & self.pair.origin.keys()
            or self.reach.of_norms[norm] & switches
        ) or self._read_apart(norm)

    def _read_apart(self, norm: str) -> bool:
        differing = {q for reads in self.view.reads.values() for q, _ in reads}
        return bool(self.reach.of_norms[norm] & differing)

    def live(self, norm: str, edition: Edition, column: Column) -> Ask:
        """That a version makes a norm live."""
        version = self.pair.versions[norm].of(edition)
        return FALSE if version is None else Seen(self.angle(edition, column), Live(version))

    def differs(self, act: str, column: Column) -> Ask:
        """That some norm is live in one version and not in the other."""
        parts: list[Ask] = []
        for norm in self.affected(act, column):
            was, now = (self.live(norm, e, column) for e in EDITIONS)
            if self.pair.versions[norm].turned:
                parts += [was, now]
            else:
                parts += [both([was, no(now)]), both([no(was), now])]
        return either(parts)

    def query(self, act: str, column: Column, body: Ask) -> Query:
        return Query(act, body, self.angle("old", column))

    # ------------------------------------------------------------------ groups

    def patterns(self, act: str, column: Column, beyond: Ask = TRUE) -> tuple[list[Pattern], bool]:
        """The outcomes that pass into others: those that change a verdict, and one for each way to
        keep it on other ground. Where they are too many, they are told apart more coarsely. False
        where there are still more than are listed."""
        found, whole = self._patterns(act, column, beyond, False)
        return (found, True) if whole else self._patterns(act, column, beyond, True)

    def _patterns(
        self, act: str, column: Column, beyond: Ask, coarse: bool
    ) -> tuple[list[Pattern], bool]:
        norms = self.norms(act, column)
        asked = [self.live(norm, edition, column) for norm in norms for edition in EDITIONS]
        turned = [self.pair.versions[norm].turned for norm in norms]
        found: list[Pattern] = []
        body = both([self.differs(act, column), beyond])
        for readings in (self.view.readings, *([None] if self.view.beyond else [])):
            while True:
                blocked = [no(self.same_group(pattern)) for pattern in found]
                query = self.query(act, column, both([body, *blocked]))
                answer = self.bench.sampled(query, asked, readings)
                if isinstance(answer, Undecided):
                    self.undecided.append(answer.reason)
                    break
                if isinstance(answer, Impossible):
                    break
                if len(found) == MOST_GROUPS:
                    return found, False
                pairs = zip(norms, answer[::2], answer[1::2], turned, strict=True)
                statuses = tuple(Status(*one) for one in pairs)
                found.append(Pattern(act, column, statuses, coarse))
        return found, True

    def same_group(self, pattern: Pattern) -> Ask:
        """That a case is of the pattern's group."""
        if self.verdict(pattern, "old") != self.verdict(pattern, "new"):
            return both([self.context(pattern), self.target(pattern)])
        affected = self.affected(pattern.act, pattern.column)
        kept = tuple(s for s in pattern.statuses if s.norm in affected)
        own = both(self._status(s, pattern.column) for s in kept)
        verdict = self.verdict(pattern, "old")
        return both([own, *self.verdict_pair(pattern.column, verdict, verdict)])

    def verdict_pair(self, column: Column, was: Verdict, now: Verdict) -> Iterable[Ask]:
        """That the verdict passes from one to the other."""
        yield Seen(self.angle("old", column), VerdictIn(frozenset({was})))
        yield Seen(self.angle("new", column), VerdictIn(frozenset({now})))

    def _status(self, status: Status, column: Column) -> Ask:
        was, now = (self.live(status.norm, e, column) for e in EDITIONS)
        return both([was if status.before else no(was), now if status.after else no(now)])

    def context(self, pattern: Pattern) -> Ask:
        """What the outcomes say of the clauses that stand on both sides or on neither."""
        kept = [s for s in pattern.statuses if not s.differs]
        if not pattern.coarse:
            return both(self._status(status, pattern.column) for status in kept)
        affected = self.affected(pattern.act, pattern.column)
        verdicts = (self.verdict(pattern, edition) for edition in EDITIONS)
        said = self.verdict_pair(pattern.column, *verdicts)
        return both([*said, *(self._status(s, pattern.column) for s in kept if s.norm in affected)])

    def target(self, pattern: Pattern) -> Ask:
        """What they say of the clauses that stand on one side only."""
        return both(self._status(s, pattern.column) for s in pattern.differing)

    def verdict(self, pattern: Pattern, edition: Edition) -> Verdict:
        """The verdict that the live norms give."""
        policy = self.pair.policy(edition)
        live = [policy.norms[name] for name in pattern.live(edition)]
        strict = [n.modality for n in live if not (n.is_choice and n.modality is Modality.OBLIGED)]
        return Positions(
            obliged=Modality.OBLIGED in strict,
            forbidden=Modality.FORBIDDEN in strict,
            permitted=Modality.PERMITTED in strict,
            exempt=Modality.EXEMPT in strict,
            choice=len(strict) < len(live),
        ).verdict

    # ------------------------------------------------------------------ rules

    def rules(self, pattern: Pattern, beyond: Ask = TRUE) -> Made:
        """Rules that hold, within the pattern's context, of exactly its cases."""
        made = Made(list(self._known_rules(pattern)))
        region = both([self.context(pattern), self.target(pattern), beyond])
        for readings in (self.view.readings, *([None] if self.view.beyond else [])):
            while True:
                rest = [no(rule.formula) for rule in made.rules]
                query = self.query(pattern.act, pattern.column, both([region, *rest]))
                found = self.bench.any_case(query, readings)
                if not isinstance(found, Found):
                    self._ended(made, found)
                    break
                if len(made.rules) == MOST_RULES:
                    made.rules.append(self._general(pattern, readings is not None))
                    break
                made.rules.append(self._rule(pattern, found, readings is not None))
        made = self._fewest(pattern, region, made)
        own = [rule for rule in made.rules if not rule.general]
        self._rules.setdefault((pattern.act, pattern.column, pattern.differing), []).extend(own)
        return made

    def _known_rules(self, pattern: Pattern) -> Iterable[MadeRule]:
        """Rules of another group in which the same clauses change, where they hold here too."""
        for rule in self._rules.get((pattern.act, pattern.column, pattern.differing), ()):
            wrong = both([rule.formula, self.context(pattern), no(self.target(pattern))])
            query = self.query(pattern.act, pattern.column, wrong)
            if isinstance(self.bench.ask(query), Impossible):
                region = both([rule.formula, self.context(pattern)])
                plain = self.query(pattern.act, pattern.column, region)
                readings = self.view.readings
                first = not isinstance(self.bench.ask(plain, readings), Impossible)
                if first or not isinstance(self.bench.ask(plain), Impossible):
                    yield replace(rule, plain=first)

    def _ended(self, made: Made, answer: Impossible | Undecided) -> None:
        if isinstance(answer, Undecided):
            made.undecided = answer.reason
            return
        if not answer.bound.complete:
            made.complete, made.sizes = False, answer.bound.sizes

    def _fewest(self, pattern: Pattern, region: Ask, made: Made) -> Made:
        """Without the rules that the others cover."""
        if len(made.rules) < 2 or made.undecided:
            return made
        for rule in list(made.rules):
            others = [no(other.formula) for other in made.rules if other is not rule]
            query = self.query(pattern.act, pattern.column, both([region, *others]))
            readings = None if self.view.beyond else self.view.readings
            if len(made.rules) > 1 and isinstance(self.bench.ask(query, readings), Impossible):
                made.rules.remove(rule)
        return made

    def _rule(self, pattern: Pattern, found: Found, plain: bool) -> MadeRule:
        """The smallest set of the case's statements that forces the pattern in its context.

        Where what a clause newly reaches, or no longer reaches, is said by the edited words
        themselves, that it did not (or does not) apply goes without saying: the outcome says so.
        Otherwise the rule has to say why."""
        reasons = Reasons(self.pair, found.case, self._readings(found), pattern.column)
        said = list(self._positive(pattern, reasons))
        made = self._reduced(pattern, reasons, found, said, self._silent_sides(pattern), plain)
        told = all(status.before and status.after for status in pattern.differing)
        if made is not None and (told or any(s.changed for s in made.statements)):
            return made
        said += [*self._negative(pattern, reasons), *reasons.apart(), *self._by_clause(pattern)]
        made = self._reduced(pattern, reasons, found, said, TRUE, plain)
        return made or self._general(pattern, plain)

    def _silent_sides(self, pattern: Pattern) -> Ask:
        """That the clauses that stand on one side only do not apply on the other."""
        return both(
            no(self.live(s.norm, "new" if s.before else "old", pattern.column))
            for s in pattern.differing
            if s.before != s.after
        )

    def _reduced(
        self,
        pattern: Pattern,
        reasons: Reasons,
        found: Found,
        candidates: Iterable[Statement],
        unsaid: Ask,
        plain: bool,
    ) -> MadeRule | None:
        """A smallest set of the candidates that is enough; None where not even all of them are."""
        listed = list(dict.fromkeys(candidates))
        statements = self._true(listed, reasons, found)
        things = tuple(reasons.variables.values())
        wrong = both([self.context(pattern), unsaid, no(self.target(pattern))])
        chosen: list[Ask] = [
            either([Reads(switch(number), LEFT), statement.formula])
            for number, statement in enumerate(statements)
        ]
        body = both([_existing(things, chosen), wrong])
        answer = self.bench.under(self.query(pattern.act, pattern.column, body))

        def enough(kept: Sequence[Statement]) -> bool:
            switches = {
                switch(number): KEPT if statement in kept else LEFT
                for number, statement in enumerate(statements)
            }
            return isinstance(answer(switches), Impossible)

        if not enough(statements):
            return None
        chosen_ones = preferred(statements, enough)
        kept = tuple(s for s in listed if s in chosen_ones)
        own = tuple(v for v in things if any(v in free_in(s.formula) for s in kept))
        formula = _existing(own, (s.formula for s in kept))
        if own != things:
            # Things that no kept statement speaks of were there while the rule was made.
            query = self.query(pattern.act, pattern.column, both([formula, wrong]))
            if not isinstance(self.bench.ask(query), Impossible):
                own, formula = things, _existing(things, (s.formula for s in kept))
        return MadeRule(kept, own, both([formula, unsaid]), plain)

    def _general(self, pattern: Pattern, plain: bool) -> MadeRule:
        """The rule that only names the clauses: exact by itself."""
        statements = tuple(self._by_clause(pattern))
        formula = both(statement.formula for statement in statements)
        return MadeRule(statements, (), formula, plain, general=True)

    def _by_clause(self, pattern: Pattern) -> Iterable[Statement]:
        for status in pattern.differing:
            for edition, live in zip(EDITIONS, (status.before, status.after), strict=True):
                if status.norm in self.pair.policy(edition).norms:
                    ask = self.live(status.norm, edition, pattern.column)
                    name = Speaker(self.pair.policy(edition)).norm_name(status.norm)
                    how = "as it was" if edition == "old" else "as amended"
                    words = f"{name}, {how}, {'applies' if live else 'does not apply'}"
                    yield Statement(ask if live else no(ask), CLAUSE, True, words)

    def _readings(self, found: Found) -> dict[Edition, Readings]:
        plain = found.readings[""]
        return {e: {**plain, **dict(self.view.reads.get(e, frozenset()))} for e in EDITIONS}

    def _positive(self, pattern: Pattern, reasons: Reasons) -> Iterable[Statement]:
        """Why the clauses of one side only apply there; and those that say something else."""
        for norm, twin, edition, instance in self._one_sided(pattern, reasons):
            yield from reasons.live(edition, norm, instance, twin)
        for status in pattern.differing:
            for edition in EDITIONS if status.before and status.after else ():
                norm = self.pair.policy(edition).norms[status.norm]
                for instance in reasons.instances(edition, status.norm)[:1]:
                    yield from reasons.live(edition, norm, instance, norm)

    def _negative(self, pattern: Pattern, reasons: Reasons) -> Iterable[Statement]:
        """Why they do not apply on the other side."""
        for norm, twin, edition, instance in self._one_sided(pattern, reasons):
            if twin is not None:
                other: Edition = "old" if edition == "new" else "new"
                yield from reasons.lost(other, twin, norm, instance)

    def _one_sided(
        self, pattern: Pattern, reasons: Reasons
    ) -> Iterable[tuple[Norm, Norm | None, Edition, tuple[str, ...]]]:
        for status in pattern.differing:
            if status.before and status.after:
                continue
            edition: Edition = "new" if status.after else "old"
            other: Edition = "old" if status.after else "new"
            norm = self.pair.policy(edition).norms[status.norm]
            twin = self.pair.policy(other).norms.get(status.norm)
            for instance in reasons.instances(edition, status.norm)[:1]:
                yield norm, twin, edition, instance

    def _true(
        self, candidates: Iterable[Statement], reasons: Reasons, found: Found
    ) -> tuple[Statement, ...]:
        """The candidates in the order in which they are kept, each once and true of the case."""
        ordered = sorted(candidates, key=lambda s: s.rank)
        once = {statement.formula: statement for statement in reversed(ordered)}
        replay = Replay(self.bench.editions, found.case, found.readings)
        things = {v: thing for thing, v in reasons.variables.items()}
        env = {**replay.roles(), **things}
        column = reasons.column
        true = [
            s
            for s in sorted(once.values(), key=ordered.index)
            if replay.holds(s.formula, self.angle("old", column), env)
        ]
        own = [s for s in true if s.rank != CLAUSE]
        last = [s for s in true if s.rank == CLAUSE]
        return (*own[: MOST_STATEMENTS - len(last)], *last)


EDITIONS: tuple[Edition, Edition] = ("old", "new")


def _existing(things: tuple[Variable, ...], parts: Iterable[Ask]) -> Ask:
    """That there are things of which all parts are true, quantifiers as far in as they go: the
    thing of which the fewest parts speak innermost, as in `terms.scoped`."""
    listed = tuple(parts)
    if not things:
        return both(listed)
    used = {v: [n for n, part in enumerate(listed) if v in free_in(part)] for v in things}
    inner = min(things, key=lambda v: (len(used[v]), things.index(v)))
    inside = [listed[n] for n in used[inner]]
    outside = [part for n, part in enumerate(listed) if n not in used[inner]]
    rest = tuple(v for v in things if v != inner)
    return _existing(rest, (*outside, some((inner,), both(inside))))
