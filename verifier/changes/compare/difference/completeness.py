"""That no group is missing: the outcomes found so far go in, whether it is proved that there is no
other, for any number of things, comes out.

The one question for all that is left would have to try too many things at once. So it is asked step
by step, each time with as little assumed as is enough: first that the clauses which the edits reach
have no other outcome, then, with each of theirs, that the other clauses have none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import combinations, product
from typing import Protocol

from verifier.changes.compare.difference.edits import EDITIONS, Edition
from verifier.changes.compare.difference.merged_policy import VersionPair, fresh
from verifier.changes.compare.difference.pattern import NormStatus, OutcomePattern
from verifier.changes.compare.difference.statements import applied
from verifier.encoding import Angle, Ask, Query, both, no, some
from verifier.model import LawRegime, Verdict
from verifier.solver import Impossible, QuestionSolver

MOST_EDITED = 4
"""Of so many clauses that the edits reach every outcome is gone through."""
MOST_OTHERS = 6
"""Of so many other clauses every selection is gone through."""


class OutcomeQueries(Protocol):
    """What asks the questions: see `Describer`."""

    pair: VersionPair
    solver: QuestionSolver

    def affected(self, act: str, column: LawRegime) -> tuple[str, ...]: ...
    def angle(self, edition: Edition, column: LawRegime) -> Angle: ...
    def live(self, norm: str, edition: Edition, column: LawRegime) -> Ask: ...
    def differs(self, act: str, column: LawRegime) -> Ask: ...
    def reached(self, pattern: OutcomePattern) -> Ask: ...
    def target(self, pattern: OutcomePattern) -> Ask: ...
    def query(self, act: str, column: LawRegime, body: Ask) -> Query: ...
    def verdict(self, pattern: OutcomePattern, edition: Edition) -> Verdict: ...


Statuses = tuple[NormStatus, ...]


class Completeness:
    """The proof for the outcomes found of one act."""

    def __init__(
        self,
        describer: OutcomeQueries,
        act: str,
        column: LawRegime,
        found: Sequence[OutcomePattern],
    ) -> None:
        self.describer = describer
        self.found = found
        self.act, self.column = act, column
        self.affected = describer.affected(self.act, self.column)
        self.own = {self._of_edited(pattern): pattern for pattern in found}
        self.reached = {
            key: both([describer.reached(pattern), describer.target(pattern)])
            for key, pattern in self.own.items()
        }

    def proved(self) -> bool:
        """Whether every outcome is proved to be among those found."""
        return self._edited_are_whole() and all(map(self._others_are_whole, self.own))

    def _proved(self, *parts: Ask) -> bool:
        """Whether there is no such case, with any number of things."""
        query = self.describer.query(self.act, self.column, both(parts))
        if not self.describer.solver.bound(query).complete:
            return False
        return isinstance(self.describer.solver.ask(query), Impossible)

    # ------------------------------------------------------------------ clauses that edits reach

    def _of_edited(self, pattern: OutcomePattern) -> Statuses:
        return tuple(s for s in pattern.statuses if s.norm in self.affected)

    def _edited_are_whole(self) -> bool:
        if len(self.affected) <= MOST_EDITED:
            excluded = {status for status in self._unseen() if self._excluded(status)}
            if all(excluded & set(one) for one in self._unlisted()):
                return True
        left = (no(one) for one in self.reached.values())
        return self._proved(self.describer.differs(self.act, self.column), *left)

    def _choices(self) -> list[list[NormStatus]]:
        """What each of the clauses can do before and after, as far as a version has it."""
        choices = []
        for norm in self.affected:
            version = self.describer.pair.versions[norm]
            choices.append(
                [
                    NormStatus(norm, before, after, version.turned)
                    for before in ((False, True) if version.old else (False,))
                    for after in ((False, True) if version.new else (False,))
                ]
            )
        return choices

    def _unlisted(self) -> Iterable[Statuses]:
        for statuses in product(*self._choices()):
            if any(status.differs for status in statuses) and statuses not in self.own:
                yield statuses

    def _unseen(self) -> Iterable[NormStatus]:
        """What no group has a clause do, by which the two versions differ."""
        seen = {status for statuses in self.own for status in statuses}
        for choice in self._choices():
            yield from (s for s in choice if s.before != s.after and s not in seen)

    def _excluded(self, status: NormStatus) -> bool:
        """Whether a clause never passes from one to the other, because whatever makes it live in
        the one version does so in the other."""
        passing = self._passing(status)
        return passing is not None and self._proved(passing)

    def _passing(self, status: NormStatus) -> Ask | None:
        """That some things make a clause live in the one version and not in the other: true
        wherever the clause is live in the one only. None where the versions name other things."""
        here: Edition = "old" if status.before else "new"
        there: Edition = "new" if status.before else "old"
        pair = self.describer.pair
        norm, twin = (pair.policy(edition).norms.get(status.norm) for edition in (here, there))
        if norm is None or twin is None or norm.parameters != twin.parameters:
            return None
        things = tuple(fresh(parameter, "it") for parameter in norm.parameters)
        angles = {edition: self.describer.angle(edition, self.column) for edition in EDITIONS}
        live = applied(pair, here, angles[here], norm, things)
        lost = no(applied(pair, there, angles[there], twin, things))
        return some(things, both([live, lost]))

    def _less(self, own: Statuses) -> Ask:
        """Less than the whole outcome of the clauses that edits reach: what makes those live that
        are, and does not in the other version."""
        parts: list[Ask] = []
        for status in own:
            passing = self._passing(status) if status.before != status.after else None
            if passing is not None:
                parts.append(passing)
            elif status.before or status.after:
                edition: Edition = "old" if status.before else "new"
                parts.append(self.describer.live(status.norm, edition, self.column))
        return both(parts)

    # ------------------------------------------------------------------ the other clauses

    def _others_are_whole(self, own: Statuses) -> bool:
        """With this outcome of the clauses that the edits reach: the others have no outcome that is
        not found."""
        lives = {
            status.norm: self.describer.live(status.norm, "old", self.column)
            for status in self.own[own].statuses
            if status.norm not in self.affected
        }
        known = (self._less(own), self.reached[own])
        possible = {n: live for n, live in lives.items() if not self._is_no_case(known, [live], [])}
        return len(possible) <= MOST_OTHERS and all(
            self._is_listed(own, frozenset(chosen))
            or self._is_no_case(
                known,
                [possible[n] for n in chosen],
                [no(live) for n, live in possible.items() if n not in chosen],
            )
            for number in range(len(possible) + 1)
            for chosen in combinations(possible, number)
        )

    def _is_listed(self, own: Statuses, chosen: frozenset[str]) -> bool:
        """Whether some group takes in the cases where just the chosen of the others are live."""
        wanted = self.own[own]
        statuses = tuple(
            s if s.norm in self.affected else NormStatus(s.norm, s.norm in chosen, s.norm in chosen)
            for s in wanted.statuses
        )
        verdicts = self._verdicts(replace(wanted, statuses=statuses))
        return any(
            self._verdicts(one) == verdicts
            and (one.coarse or verdicts[0] == verdicts[1] or one.statuses == statuses)
            for one in self.found
            if self._of_edited(one) == own
        )

    def _verdicts(self, pattern: OutcomePattern) -> tuple[Verdict, ...]:
        return tuple(self.describer.verdict(pattern, edition) for edition in EDITIONS)

    def _is_no_case(self, known: Sequence[Ask], live: list[Ask], silent: list[Ask]) -> bool:
        """With as little assumed as is enough, of the clauses that edits reach and of those that
        are not live."""
        tried = [[], *([one] for one in silent), silent]
        return any(self._proved(one, *live, *more) for more in tried for one in known)
