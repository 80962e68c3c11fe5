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

from verifier.checks.support.check_context import CheckContext, Existence
from verifier.checks.support.names import norms_said
from verifier.encoding import Applicable, Ask, Live, WordDependencies, both, either, no
from verifier.findings import Finding, Severity, Strength
from verifier.model import Condition, Modality, Norm, Variable, free_variables

NAME = "no-lawful-course"
MOST_TOGETHER = 3
"""So many prohibitions at most are tried together."""
MANY = 12
"""Of more prohibitions of one duty's acts than this, only single ones are tried."""


def run(context: CheckContext) -> Iterable[Finding]:
    """A finding for each smallest set of prohibitions that together leave a duty no lawful way.
    Where one of them forbids the very act that is owed, it is a dilemma and reported as that."""
    bearing = WordDependencies(context.policy)
    for duty in _own(context, Modality.OBLIGED):
        found: list[frozenset[str]] = []
        for together in _sets(_forbidding(context, bearing, duty)):
            names = frozenset(norm.id for norm in together)
            if any(known <= names for known in found):
                continue
            blocked = _Blocked(context, bearing, duty, together)
            standing = blocked.standing()
            if standing is not None:
                found.append(names)
                if len(together) > 1:
                    yield _finding(context, blocked, standing)


def _own(context: CheckContext, modality: Modality) -> list[Norm]:
    return [
        norm
        for norm in context.policy.norms.values()
        if norm.modality is modality and norm.layer == 0 and norm.id not in context.causes
    ]


def _of_manner(bearing: WordDependencies, condition: Condition) -> bool:
    """Whether a condition speaks of the act itself: of its manner, of its day."""
    return bool(bearing.words(condition.formula) & bearing.of_the_act)


def _forbidding(context: CheckContext, bearing: WordDependencies, duty: Norm) -> list[Norm]:
    """The prohibitions that bear on all acts that do the duty. One that leaves no choice of manner
    can only make a dilemma of a duty that leaves no choice of things."""
    acts = set(context.acts_of_norm(duty.id))
    return [
        norm
        for norm in _own(context, Modality.FORBIDDEN)
        if acts <= set(context.acts_of_norm(norm.id))
        and (duty.is_choice or any(_of_manner(bearing, c) for c in norm.conditions))
    ]


def _sets(norms: Sequence[Norm]) -> Iterator[tuple[Norm, ...]]:
    most = MOST_TOGETHER if len(norms) <= MANY else 1
    for size in range(1, min(len(norms), most) + 1):
        yield from combinations(norms, size)


class _Blocked:
    """A duty and prohibitions that may leave it no lawful way."""

    def __init__(
        self,
        context: CheckContext,
        bearing: WordDependencies,
        duty: Norm,
        together: tuple[Norm, ...],
    ) -> None:
        self.context = context
        self.bearing = bearing
        self.duty = duty
        self.together = together
        self.acts = context.acts_of_norm(duty.id)
        situation: tuple[Ask, ...] = tuple(
            Applicable(norm.id, self._apart_from_choice(norm)) for norm in together
        )
        done = Applicable(duty.id, self._whatever_the_manner())
        free = no(either(Live(norm.id) for norm in together))
        self.ways = context.over_acts(self.acts, both([done, *situation, free]))
        self.lies = context.over_acts(self.acts, both([Live(duty.id), *situation]))

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

    def standing(self) -> Existence | None:
        """Under every reading, or under the plain ones; None where there is a lawful way."""
        plain = self.context.plain
        if any(self.context.ask(query, plain) is not False for query in self.ways):
            return None
        query = self.context.anywhere(self.lies, plain)
        if query is None:
            return None
        if all(self.context.ask(query) is False for query in self.ways):
            found = self.context.standing([query])
            if found is not None and found.strength is Strength.ROBUST:
                return found
        return Existence(Strength.PLAIN, (), query, plain)


def _finding(context: CheckContext, blocked: _Blocked, standing: Existence) -> Finding:
    duty, together = blocked.duty, blocked.together
    names = norms_said(context, [norm.id for norm in together])
    what = "whatever is chosen" if duty.is_choice else "in whatever manner it is done"
    joint = "together forbid" if len(together) > 1 else "forbids"
    owner = context.speaker.norm_name(duty.id)
    return context.finding(
        NAME,
        Severity.ERROR,
        context.speaker.sentence(
            f"{names} {joint} every way of doing what {owner} requires, {what}"
        ),
        [duty.id, *sorted(norm.id for norm in together)],
        norms=[duty.id, *(norm.id for norm in together)],
        standing=standing,
        witness=context.witness_of(standing),
        detail=_detail(together),
        reasons=[[context.speaker.norm_name(norm.id) for norm in (duty, *together)]],
        assurance=context.absence(blocked.ways),
    )


def _detail(together: Sequence[Norm]) -> list[str]:
    if len(together) == 1:
        return []
    return ["Without any one of these clauses there is a lawful way."]
