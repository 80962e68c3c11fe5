"""A duty all ways of which some prohibitions forbid, whatever there is to choose from: the duty and
the prohibitions go in; the questions whether there could be a lawful way come out."""

from __future__ import annotations

from verifier.checks.support.check_context import CheckContext, Existence
from verifier.encoding import Applicable, Ask, Live, WordDependencies, both, either, no
from verifier.findings import Strength
from verifier.model import Condition, Norm, Variable, free_variables


def of_manner(bearing: WordDependencies, condition: Condition) -> bool:
    """Whether a condition speaks of the act itself: of its manner, of its day."""
    return bool(bearing.words(condition.formula) & bearing.of_the_act)


class BlockedDuty:
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
            place for place, c in enumerate(self.duty.conditions) if not of_manner(self.bearing, c)
        )

    def _apart_from_choice(self, norm: Norm) -> frozenset[int]:
        """The prohibition's conditions that speak neither of the act itself nor of what the duty
        leaves to be chosen."""
        chosen = self._chosen(norm)
        return frozenset(
            place
            for place, condition in enumerate(norm.conditions)
            if not of_manner(self.bearing, condition)
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

    @property
    def may_be_lawful(self) -> bool:
        """Whether, under some reading, some way that there could be is not forbidden."""
        return any(self.context.ask(query) is not False for query in self.ways)

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
