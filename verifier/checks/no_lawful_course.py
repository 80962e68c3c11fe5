"""Can a duty be such that every way of doing it breaches some prohibition?

One act's prohibitions never depend on which other acts are done, so a course without any breach
exists exactly where each duty has a way without breach. A *way* is one act that does the duty: of a
duty to do "at least one", an act with any thing it can choose; of every duty, an act in any manner,
that is, whatever is so of the act itself. A set of prohibitions leaves no way where, whenever the
duty lies and the parts of their conditions hold that do not speak of what can be chosen, one of
them is live on every act that would do the duty, whatever there is to choose from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from verifier.checks.support.check_context import Desk, Standing
from verifier.checks.support.names import norms_said
from verifier.encoding.questions import Applies, Ask, Live, both, either, no
from verifier.encoding.self_composition import Bearing
from verifier.findings.finding import Finding, Severity, Strength
from verifier.model.policy import Condition, Modality, Norm, Variable
from verifier.model.variables import free_variables

NAME = "no-lawful-course"
MOST_TOGETHER = 3
"""So many prohibitions at most are tried together."""
MANY = 12
"""Of more prohibitions of one duty's acts than this, only single ones are tried."""


def run(desk: Desk) -> Iterable[Finding]:
    """A finding for each smallest set of prohibitions that together leave a duty no lawful way.
    Where one of them forbids the very act that is owed, it is a dilemma and reported as that."""
    bearing = Bearing(desk.policy)
    for duty in _own(desk, Modality.OBLIGED):
        found: list[frozenset[str]] = []
        for together in _sets(_forbidding(desk, bearing, duty)):
            names = frozenset(norm.id for norm in together)
            if any(known <= names for known in found):
                continue
            blocked = _Blocked(desk, bearing, duty, together)
            standing = blocked.standing()
            if standing is not None:
                found.append(names)
                if duty.is_choice or len(together) > 1:
                    yield _finding(desk, blocked, standing)


def _own(desk: Desk, modality: Modality) -> list[Norm]:
    return [
        norm
        for norm in desk.policy.norms.values()
        if norm.modality is modality and norm.layer == 0 and norm.id not in desk.causes
    ]


def _of_manner(bearing: Bearing, condition: Condition) -> bool:
    """Whether a condition speaks of the act itself: of its manner, of its day."""
    return bool(bearing.words(condition.formula) & bearing.of_the_act)


def _forbidding(desk: Desk, bearing: Bearing, duty: Norm) -> list[Norm]:
    """The prohibitions that bear on all acts that do the duty. One that leaves no choice of manner
    can only make a dilemma of a duty that leaves no choice of things."""
    acts = set(desk.acts_of_norm(duty.id))
    return [
        norm
        for norm in _own(desk, Modality.FORBIDDEN)
        if acts <= set(desk.acts_of_norm(norm.id))
        and (duty.is_choice or any(_of_manner(bearing, c) for c in norm.conditions))
    ]


def _sets(norms: Sequence[Norm]) -> Iterator[tuple[Norm, ...]]:
    most = MOST_TOGETHER if len(norms) <= MANY else 1
    for size in range(1, min(len(norms), most) + 1):
        yield from combinations(norms, size)


class _Blocked:
    """A duty and prohibitions that may leave it no lawful way."""

    def __init__(
        self, desk: Desk, bearing: Bearing, duty: Norm, together: tuple[Norm, ...]
    ) -> None:
        self.desk = desk
        self.bearing = bearing
        self.duty = duty
        self.together = together
        self.acts = desk.acts_of_norm(duty.id)
        situation: tuple[Ask, ...] = tuple(
            Applies(norm.id, self._apart_from_choice(norm)) for norm in together
        )
        done = Applies(duty.id, self._whatever_the_manner())
        free = no(either(Live(norm.id) for norm in together))
        self.ways = desk.over_acts(self.acts, both([done, *situation, free]))
        self.lies = desk.over_acts(self.acts, both([Live(duty.id), *situation]))

    def _whatever_the_manner(self) -> frozenset[int]:
        """The duty's conditions that do not speak of the act itself."""
        return frozenset(
            place for place, c in enumerate(self.duty.conditions) if not _of_manner(self.bearing, c)
        )

    def _apart_from_choice(self, norm: Norm) -> frozenset[int]:
        """The prohibition's conditions that speak neither of the act itself nor of what the duty
        leaves to be chosen."""
        chosen = self._chosen(norm)
        return frozenset(
            place
            for place, condition in enumerate(norm.conditions)
            if not _of_manner(self.bearing, condition)
            and not free_variables(condition.formula) & chosen
        )

    def _chosen(self, norm: Norm) -> frozenset[Variable]:
        """The prohibition's variables that can stand for what the duty leaves to be chosen."""
        duty, act = self.duty.act, norm.act
        if duty is None or act is None or not duty.choice:
            return frozenset()
        terms = act.terms
        if act.act == duty.act:
            pairs = zip(act.terms, duty.terms, strict=True)
            terms = tuple(mine for mine, theirs in pairs if theirs in duty.choice)
        return frozenset(term for term in terms if isinstance(term, Variable))

    def standing(self) -> Standing | None:
        """Under every reading, or under the plain ones; None where there is a lawful way."""
        plain = self.desk.plain
        if any(self.desk.ask(query, plain) is not False for query in self.ways):
            return None
        query = self.desk.anywhere(self.lies, plain)
        if query is None:
            return None
        always = all(self.desk.ask(query) is False for query in self.ways)
        return Standing(Strength.ROBUST if always else Strength.PLAIN, (), query, plain)


def _finding(desk: Desk, blocked: _Blocked, standing: Standing) -> Finding:
    duty, together = blocked.duty, blocked.together
    names = norms_said(desk, [norm.id for norm in together])
    what = "whatever is chosen" if duty.is_choice else "in whatever manner it is done"
    joint = "together forbid" if len(together) > 1 else "forbids"
    owner = desk.speaker.norm_name(duty.id)
    return desk.finding(
        NAME,
        Severity.ERROR,
        desk.speaker.sentence(f"{names} {joint} every way of doing what {owner} requires, {what}"),
        [duty.id, *sorted(norm.id for norm in together)],
        norms=[duty.id, *(norm.id for norm in together)],
        standing=standing,
        witness=desk.witness(standing.query, standing.readings),
        detail=_detail(together),
        reasons=[[desk.speaker.norm_name(norm.id) for norm in (duty, *together)]],
        assurance=desk.absence(blocked.ways),
    )


def _detail(together: Sequence[Norm]) -> list[str]:
    if len(together) == 1:
        return []
    return ["Without any one of these clauses there is a lawful way."]
