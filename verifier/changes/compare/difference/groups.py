"""Where two versions differ: they go in, groups of cases come out. A group is a pair of outcomes,
the clauses that decide before and after. `rules` then says which cases are in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from functools import cached_property
from itertools import chain, combinations
from typing import cast

from verifier.changes.compare.difference.completeness import Completeness
from verifier.changes.compare.difference.edits import EDITIONS, Edition
from verifier.changes.compare.difference.merged_policy import VersionPair
from verifier.changes.compare.difference.outcome import sizes_words
from verifier.changes.compare.difference.pattern import (
    NormStatus,
    OutcomePattern,
    VersionView,
)
from verifier.encoding import (
    TRUE_ASK,
    Angle,
    Ask,
    Dependencies,
    Live,
    Query,
    Seen,
    Takes,
    both,
    either,
    no,
    verdict_is,
)
from verifier.model import (
    FALSE,
    Attack,
    LawRegime,
    Modality,
    Norm,
    Positions,
    Readings,
    Verdict,
)
from verifier.semantics import attacks_on, speaks, verdict
from verifier.solver import Impossible, QuestionSolver, Undecided

MOST_GROUPS = 24
"""So many groups of one act are told apart; the rest is then told by one general rule each."""


class Describer:
    """Describes the difference of one pair under one view."""

    def __init__(self, pair: VersionPair, solver: QuestionSolver, view: VersionView) -> None:
        self.pair = pair
        self.solver = solver
        self.view = view
        self.dependencies = Dependencies(pair.merged)
        self.undecided: list[str] = []
        self.bounded: list[str] = []
        """How far a search went that proves nothing for more things."""
        self._attacks: dict[tuple[str, LawRegime], frozenset[Attack]] = {}
        self._timed: dict[tuple[str, LawRegime], tuple[Verdict, ...]] = {}
        self._found: dict[tuple[str, LawRegime], tuple[list[OutcomePattern], bool]] = {}
        self._otherwise: dict[tuple[str, LawRegime], tuple[Ask, ...]] = {}

    # ------------------------------------------------------------------ norms and outcomes

    def angle(self, edition: Edition, column: LawRegime) -> Angle:
        """How a version sees a case in a column."""
        return self._read(self.pair.of(edition, column), edition)

    def _read(self, angle: Angle, edition: Edition) -> Angle:
        own = self.view.reads.get(edition, frozenset())
        return Angle(angle.column, angle.without, reads=angle.reads | own) if own else angle

    def hybrid(self, made: frozenset[str], column: LawRegime) -> Angle:
        """How the old text with some of the edits made sees a case."""
        return self._read(self.pair.angle(made, column), "old")

    def columns(self) -> tuple[LawRegime, ...]:
        """The columns in which the two can differ."""
        return tuple(LawRegime) if self.pair.merged.laws else (LawRegime.ALONE,)

    def norms(self, act: str, column: LawRegime) -> tuple[str, ...]:
        """The norms that can speak of an act, by the names that both versions use."""
        reachable = {n.id for n in self.solver.encodings.unfoldings(act)[""].norms_about_the_act}
        return self._among(reachable, column)

    def _among(self, reachable: Set[str], column: LawRegime) -> tuple[str, ...]:
        return tuple(
            name
            for name, version in self.pair.versions.items()
            if {version.old, version.new} & reachable and self._speaks(name, column)
        )

    def _speaks(self, name: str, column: LawRegime) -> bool:
        return any(
            speaks(policy.norms[name], column)
            for policy in (self.pair.old, self.pair.new)
            if name in policy.norms
        )

    def affected(self, act: str, column: LawRegime) -> tuple[str, ...]:
        """The norms that the edits can make live or not live."""
        return tuple(filter(self._is_reached, self.norms(act, column)))

    def _is_reached(self, norm: str) -> bool:
        version = self.pair.versions[norm]
        return version.old != version.new or self._depends(cast(str, version.new))

    def touches(self, act: str, column: LawRegime) -> bool:
        """Whether the edits can change what is said of an act: make norms about it live or not
        live, or bear on what else would do the duties that it does."""
        return bool(self.affected(act, column)) or any(
            map(self._is_reached, self.bearing(act, column))
        )

    def bearing(self, act: str, column: LawRegime) -> tuple[str, ...]:
        unfolding = self.solver.encodings.unfoldings(act)[""]
        return self._among(set(unfolding.bearing_on_the_act), column)

    def timed(self, act: str, column: LawRegime) -> tuple[Verdict, ...]:
        """The verdicts that do not follow from which norms are live, as far as it is not proved
        that an act never has them."""
        key = (act, column)
        if key not in self._timed:
            self._timed[key] = tuple(
                verdict
                for verdict in self._timed_by_form(act, column)
                if not all(self._never(act, column, edition, verdict) for edition in EDITIONS)
            )
        return self._timed[key]

    def _timed_by_form(self, act: str, column: LawRegime) -> Iterable[Verdict]:
        duties = [norm for norm in self._both_versions(self.norms(act, column)) if norm.is_duty]
        if any(norm.window and norm.window.latest for norm in duties):
            yield Verdict.LATE
        others = self._both_versions(self.bearing(act, column))
        if duties and any(norm.modality is Modality.FORBIDDEN for norm in others):
            yield Verdict.DILEMMA

    def _both_versions(self, norms: Iterable[str]) -> list[Norm]:
        policies = (self.pair.old, self.pair.new)
        return [p.norms[name] for name in norms for p in policies if name in p.norms]

    def _never(self, act: str, column: LawRegime, edition: Edition, verdict: Verdict) -> bool:
        return self._excluded(act, column, self.has(verdict, edition, column))

    def _excluded(self, act: str, column: LawRegime, body: Ask) -> bool:
        """Whether it is proved, for any number of things, that there is no such case."""
        query = self.query(act, column, body)
        if not self.solver.bound(query).complete:
            return False
        return isinstance(self.solver.ask(query), Impossible)

    def has(self, verdict: Verdict, edition: Edition, column: LawRegime) -> Ask:
        """That a version gives the act in question a verdict."""
        return Seen(self.angle(edition, column), verdict_is(verdict))

    def _depends(self, norm: str) -> bool:
        switches = {edit.name for edit in self.pair.edits if edit.definition or edit.rule}
        return bool(
            self.dependencies.attackers[norm] & self.pair.origin.keys()
            or self.dependencies.of_norms[norm] & switches
        ) or self._read_apart(norm)

    def _read_apart(self, norm: str) -> bool:
        differing = {q for reads in self.view.reads.values() for q, _ in reads}
        return bool(self.dependencies.of_norms[norm] & differing)

    def live(self, norm: str, edition: Edition, column: LawRegime) -> Ask:
        """That a version makes a norm live."""
        version = self.pair.versions[norm].of(edition)
        return FALSE if version is None else Seen(self.angle(edition, column), Live(version))

    def differs(self, act: str, column: LawRegime) -> Ask:
        """That some norm is live in one version and not in the other, or says another thing there;
        or that time makes the verdict another."""
        norms = self._differs(self.affected(act, column), column)
        return either([norms, *self._timed_otherwise(act, column)])

    def _timed_otherwise(self, act: str, column: LawRegime) -> tuple[Ask, ...]:
        """That one version gives such a verdict and the other does not, as far as it can be."""
        key = (act, column)
        if key not in self._otherwise:
            parts = self._parted_in_time(act, column) if self.touches(act, column) else ()
            self._otherwise[key] = tuple(p for p in parts if not self._excluded(act, column, p))
        return self._otherwise[key]

    def _parted_in_time(self, act: str, column: LawRegime) -> Iterable[Ask]:
        for one in self.timed(act, column):
            was, now = (self.has(one, edition, column) for edition in EDITIONS)
            yield from (both([was, no(now)]), both([no(was), now]))

    def differs_beyond(self, act: str, column: LawRegime) -> Ask:
        """The same where no norm differs in the policy alone. A norm that nothing else defeats in
        this column than there is left out at once."""
        if column is LawRegime.ALONE:
            return self.differs(act, column)
        affected = self.affected(act, column)
        further = [n for n in affected if not self._as_alone(n, column)]
        timed = self._timed_otherwise(act, column)
        found: list[Ask] = []
        if further or timed:
            here = either([self._differs(further, column), *timed])
            found.append(both([here, no(self.differs(act, LawRegime.ALONE))]))
        hidden = self._hidden_alone(act, column)
        if hidden != FALSE:
            found.append(both([self.differs(act, column), hidden]))
        return either(found)

    def beyond(self, act: str, column: LawRegime) -> Ask:
        """That the policy alone does not show the case: nothing differs in it there, or other
        clauses give the same verdict there, which is another one in this column."""
        if column is LawRegime.ALONE:
            return TRUE_ASK
        return either([no(self.differs(act, LawRegime.ALONE)), self._hidden_alone(act, column)])

    def _can_hide(self, act: str, column: LawRegime) -> bool:
        """Whether, of the clauses that speak of an act, one that stands for another in the policy
        alone may not do so in a column: unless what the law says beside them makes no difference,
        and whatever else defeats the one there, whole, defeats the other as well."""
        affected = self.affected(act, column)
        alone = self.norms(act, LawRegime.ALONE)
        speaking = self._further_of(alone, column)
        edited = self._further_of(affected, column)
        further = [name for name in self.norms(act, column) if name not in alone]
        sets = [
            {_position(norm) for norm in self._both_versions(names)}
            for names in (alone, affected, further)
        ]
        if _part_beside(*sets):
            return True
        return any(
            mine is None or theirs is None or not theirs <= mine
            for name, mine in edited
            for other, theirs in speaking
            if name != other
        )

    def _further_of(
        self, norms: Iterable[str], column: LawRegime
    ) -> list[tuple[str, frozenset[str] | None]]:
        return [
            (name, self._further_attackers(version, column))
            for name in norms
            for version in (self.pair.versions[name].old, self.pair.versions[name].new)
            if version is not None
        ]

    def _hidden_alone(self, act: str, column: LawRegime) -> Ask:
        """That the outcome changes in this column, and not in the policy alone, where other clauses
        give it."""
        if not self._can_hide(act, column):
            return FALSE
        alone, whole = self.patterns(act, LawRegime.ALONE)
        if whole and all(map(self.parts, alone)):
            return FALSE
        return both([no(self._same_verdict(column)), self._same_verdict(LawRegime.ALONE)])

    def _same_verdict(self, column: LawRegime) -> Ask:
        was, now = (Seen(self.angle(e, column), Takes("O")) for e in EDITIONS)
        as_much = either([both([was, now]), both([no(was), no(now)])])
        verdict = either(
            both(self.has(one, edition, column) for edition in EDITIONS) for one in Verdict
        )
        return both([verdict, as_much])

    def _as_alone(self, name: str, column: LawRegime) -> bool:
        """Whether a norm differs in a column only where it does in the policy alone: the same norms
        defeat it in both, but for some that no edit reaches and that defeat it whole."""
        version = self.pair.versions[name]
        known = [v for v in (version.old, version.new) if v is not None]
        further = {self._further_attackers(v, column) for v in known}
        return self._speaks(name, LawRegime.ALONE) and len(further) == 1 and None not in further

    def _further_attackers(self, norm: str, column: LawRegime) -> frozenset[str] | None:
        """The norms that defeat a norm in this column and not in the policy alone; None where that
        is not all that is different, or where not all its instances are defeated alike."""
        here = set(attacks_on(self.pair.merged, norm, column))
        alone = set(attacks_on(self.pair.merged, norm, LawRegime.ALONE))
        same = all(
            self._attacked(a.attacker, column) == self._attacked(a.attacker, LawRegime.ALONE)
            for a in alone
        )
        further = here - alone
        whole = all(not a.mapping and not self._is_edited(a.attacker) for a in further)
        return frozenset(a.attacker for a in further) if alone <= here and same and whole else None

    def _is_edited(self, norm: str) -> bool:
        return norm in self.pair.origin or self._depends(norm)

    def _attacked(self, norm: str, column: LawRegime) -> frozenset[Attack]:
        """The attacks on a norm, on those that attack it, and so on."""
        key = (norm, column)
        if key not in self._attacks:
            mine = attacks_on(self.pair.merged, norm, column)
            further = (self._attacked(attack.attacker, column) for attack in mine)
            self._attacks[key] = frozenset(mine).union(*further)
        return self._attacks[key]

    def _differs(self, norms: Iterable[str], column: LawRegime) -> Ask:
        parts: list[Ask] = []
        for norm in norms:
            was, now = (self.live(norm, e, column) for e in EDITIONS)
            if self.pair.versions[norm].turned:
                parts += [was, now]
            else:
                parts += [both([was, no(now)]), both([no(was), now])]
        return either(parts)

    def query(self, act: str, column: LawRegime, body: Ask) -> Query:
        return Query(act, body, self.angle("old", column))

    # ------------------------------------------------------------------ what can happen

    @cached_property
    def grounds_differ(self) -> bool:
        """Whether there are cases that one version allows and the other does not, as far as it is
        not proved that there are none."""
        was, now = (self.pair.taken[edition] for edition in EDITIONS)
        if was == now:
            return False
        either_way = either([both([was, no(now)]), both([no(was), now])])
        return not self.never(either_way)

    def never(self, body: Ask) -> bool:
        """Whether it is proved that no act is in such a case."""
        acts = self.pair.merged.acts
        return all(self._excluded(act, LawRegime.ALONE, body) for act in acts)

    def allowed(self, edition: Edition, body: Ask) -> Ask:
        """The same, of a case that a version allows."""
        return both([self.pair.taken[edition], body]) if self.grounds_differ else body

    # ------------------------------------------------------------------ groups

    def patterns(self, act: str, column: LawRegime) -> tuple[list[OutcomePattern], bool]:
        """The outcomes that pass into others: those that change a verdict, and one for each way to
        keep it on other ground; beside the law and in the end only what the policy alone does not
        show. Where they are too many, they are told apart more coarsely. False where there are
        still more than are listed."""
        key = (act, column)
        if key not in self._found:
            found, whole = self._patterns(act, column, False)
            if not (whole or set(self.norms(act, column)) == set(self.affected(act, column))):
                found, whole = self._patterns(act, column, True)
            self._found[key] = found, whole
        return self._found[key]

    def _patterns(
        self, act: str, column: LawRegime, coarse: bool
    ) -> tuple[list[OutcomePattern], bool]:
        norms = self.norms(act, column)
        asked = [self.live(norm, edition, column) for norm in norms for edition in EDITIONS]
        timed = self.timed(act, column)
        asked += [self.has(verdict, edition, column) for verdict in timed for edition in EDITIONS]
        turned = [self.pair.versions[norm].turned for norm in norms]
        found: list[OutcomePattern] = []
        body = self.differs_beyond(act, column)
        if body == FALSE:
            return found, True
        for readings, little in self.phases():
            while True:
                blocked = [no(self.same_group(pattern)) for pattern in found]
                query = self.query(act, column, both([body, *blocked]))
                if not little and readings is None and self._proved_whole(query, column, found):
                    break
                answer = self.solver.sampled(query, asked, readings, little)
                if isinstance(answer, Undecided):
                    self.undecided.append(answer.reason)
                    break
                if isinstance(answer, Impossible):
                    if not (little or answer.bound.complete):
                        self.bounded.append(sizes_words(answer.bound.sizes))
                    break
                if len(found) == MOST_GROUPS:
                    return found, False
                of_norms, of_time = answer[: 2 * len(norms)], answer[2 * len(norms) :]
                pairs = zip(norms, of_norms[::2], of_norms[1::2], turned, strict=True)
                statuses = tuple(NormStatus(*one) for one in pairs)
                was, now = (_given(timed, of_time[place::2]) for place in range(2))
                found.append(OutcomePattern(act, column, statuses, coarse, (was, now)))
        return found, True

    def _proved_whole(self, left: Query, column: LawRegime, found: list[OutcomePattern]) -> bool:
        """Whether it is proved that there are no other outcomes, where the question for them has no
        bound that can be tried."""
        if column is not LawRegime.ALONE or self.solver.bound(left).complete:
            return False
        if self.timed(left.act, column):
            return False  # the proof goes through the norms alone
        return Completeness(self, left.act, column, found).proved()

    # ------------------------------------------------------------------ one group

    def same_group(self, pattern: OutcomePattern) -> Ask:
        """That a case is of the pattern's group."""
        if self.parts(pattern):
            return both([self.context(pattern), self.target(pattern)])
        affected = self.affected(pattern.act, pattern.column)
        kept = tuple(s for s in pattern.statuses if s.norm in affected)
        own = both(self._status(s, pattern.column) for s in kept)
        verdict = self.verdict(pattern, "old")
        return both([own, *self.verdict_pair(pattern.column, verdict, verdict)])

    def parts(self, pattern: OutcomePattern) -> bool:
        """Whether the verdict is another, or a duty to do every such act is one to do some."""
        was, now = ((self.verdict(pattern, e), self.to_one(pattern, e)) for e in EDITIONS)
        return was != now

    def to_one(self, pattern: OutcomePattern, edition: Edition) -> bool:
        """Whether what obliges is done with one such act, whichever."""
        norms = self.pair.policy(edition).norms
        taken = {_position(norms[name]) for name in pattern.live(edition)}
        return CHOICE in taken and Modality.OBLIGED.value not in taken

    def verdict_pair(self, column: LawRegime, was: Verdict, now: Verdict) -> Iterable[Ask]:
        """That the verdict passes from one to the other."""
        yield self.has(was, "old", column)
        yield self.has(now, "new", column)

    def _status(self, status: NormStatus, column: LawRegime) -> Ask:
        was, now = (self.live(status.norm, e, column) for e in EDITIONS)
        return both([was if status.before else no(was), now if status.after else no(now)])

    def context(self, pattern: OutcomePattern) -> Ask:
        """What the outcomes say of the clauses that stand on both sides or on neither."""
        kept = [s for s in pattern.statuses if not s.differs]
        if not pattern.coarse:
            return both(self._status(status, pattern.column) for status in kept)
        affected = self.affected(pattern.act, pattern.column)
        own = both(self._status(s, pattern.column) for s in kept if s.norm in affected)
        return both([own, self._others(pattern, affected)])

    def _others(self, pattern: OutcomePattern, affected: tuple[str, ...]) -> Ask:
        """That the norms which no edit reaches leave the verdicts of the pattern as they are."""
        policy = self.pair.new
        others: dict[str, list[Norm]] = {}
        for status in pattern.statuses:
            if status.norm not in affected:
                norm = policy.norms[status.norm]
                others.setdefault(_position(norm), []).append(norm)
        wanted = [self._by_norms(pattern, edition) for edition in EDITIONS]
        mine = [self._positions(pattern, edition, affected) for edition in EDITIONS]
        fitting = [
            frozenset(chosen)
            for chosen in chain.from_iterable(
                combinations(others, n) for n in range(len(others) + 1)
            )
            if [_verdict({*own, *chosen}) for own in mine] == wanted
        ]
        return either(
            both(self._taken(norms, pattern.column, at in chosen) for at, norms in others.items())
            for chosen in fitting
        )

    def _taken(self, norms: list[Norm], column: LawRegime, live: bool) -> Ask:
        found = either(self.live(norm.id, "old", column) for norm in norms)
        return found if live else no(found)

    def _positions(
        self, pattern: OutcomePattern, edition: Edition, affected: tuple[str, ...]
    ) -> frozenset[str]:
        norms = self.pair.policy(edition).norms
        return frozenset(_position(norms[n]) for n in pattern.live(edition) if n in affected)

    def reached(self, pattern: OutcomePattern) -> Ask:
        """The part of the context that is about clauses which the edits reach: less than the whole,
        and often enough for a proof."""
        affected = self.affected(pattern.act, pattern.column)
        kept = (s for s in pattern.statuses if not s.differs and s.norm in affected)
        return both(self._status(status, pattern.column) for status in kept)

    def target(self, pattern: OutcomePattern) -> Ask:
        """What they say of the clauses that stand on one side only, and of time."""
        own = (self._status(s, pattern.column) for s in pattern.differing)
        return both([*own, *(said for _, _, said in self.of_time(pattern))])

    def of_time(
        self, pattern: OutcomePattern, angles: Mapping[Edition, Angle] | None = None
    ) -> Iterable[tuple[Edition, Verdict, Ask]]:
        """What the outcomes say of the verdicts that do not follow from the live norms: those that
        the act has, and those that it could have and has not. `angles`: of these editions only, as
        they are seen from there."""
        column = pattern.column
        angles = angles or {edition: self.angle(edition, column) for edition in EDITIONS}
        for edition, given in zip(EDITIONS, pattern.timed, strict=True):
            for one in self.timed(pattern.act, column) if edition in angles else ():
                said = Seen(angles[edition], verdict_is(one))
                if one is given:
                    yield edition, one, said
                elif given is None and self._open(pattern, edition, one):
                    yield edition, one, no(said)

    def _open(self, pattern: OutcomePattern, edition: Edition, verdict: Verdict) -> bool:
        """Whether the act can have the verdict with the norms that are live."""
        if pattern.coarse:
            return True
        if verdict is Verdict.LATE:
            return self._by_norms(pattern, edition) is Verdict.OBLIGED
        norms = self.pair.policy(edition).norms
        live = {norms[name].modality for name in pattern.live(edition)}
        return {Modality.OBLIGED, Modality.FORBIDDEN} <= live

    def verdict(self, pattern: OutcomePattern, edition: Edition) -> Verdict:
        """The verdict of an outcome."""
        was, now = pattern.timed
        given = was if edition == "old" else now
        return self._by_norms(pattern, edition) if given is None else given

    def _by_norms(self, pattern: OutcomePattern, edition: Edition) -> Verdict:
        """The verdict that the live norms give, time left aside."""
        norms = self.pair.policy(edition).norms
        return _verdict({_position(norms[name]) for name in pattern.live(edition)})

    def phases(self) -> Iterable[tuple[Readings | None, bool]]:
        """In which order cases are sought: first the ordinary ones, of few things and read plainly
        (the second value: that only few things are tried); then all others of few things; then all
        others."""
        last = None if self.view.beyond else self.view.readings
        yield self.view.readings, True
        if last is None:
            yield last, True
        yield last, False


def _given(verdicts: tuple[Verdict, ...], has: tuple[bool, ...]) -> Verdict | None:
    return next((verdict for verdict, had in zip(verdicts, has, strict=True) if had), None)


def _part_beside(said: set[str], edited: set[str], further: set[str]) -> bool:
    """Whether two sets of positions, which part in edited ones only, can come to one verdict, and
    with further ones to two."""

    def subsets(of: set[str]) -> list[frozenset[str]]:
        listed = sorted(of)
        return [
            frozenset(chosen)
            for number in range(len(listed) + 1)
            for chosen in combinations(listed, number)
        ]

    return any(
        _verdict({*one, *more}) != _verdict({*other, *more})
        for one in subsets(said | edited)
        for parted in subsets(edited)
        if _verdict({*one}) == _verdict({*(other := one ^ parted)})
        for more in subsets(further)
    )


CHOICE = "C"
"""The position of a duty to do one of several acts."""


def _position(norm: Norm) -> str:
    if norm.modality is None:
        return ""
    return CHOICE if norm.is_choice and norm.modality is Modality.OBLIGED else norm.modality.value


def _verdict(positions: set[str]) -> Verdict:
    found = Positions(
        obliged=Modality.OBLIGED.value in positions,
        forbidden=Modality.FORBIDDEN.value in positions,
        permitted=Modality.PERMITTED.value in positions,
        exempt=Modality.EXEMPT.value in positions,
        choice=CHOICE in positions,
    )
    return verdict(found)
