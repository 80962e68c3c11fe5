"""Under which readings a question has a case: the smallest sets of readings that must not be plain,
and whether one case has it under every reading."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice, product

from verifier.encoding import Angle, Query, Seen, both, no
from verifier.model import Readings
from verifier.semantics import truth
from verifier.solver import Found, Impossible, QuestionSolver, Session, Undecided

Deviation = frozenset[tuple[str, str]]
"""Questions not read plainly, each with its reading."""

MOST_DEVIATIONS = 8
"""So many alternative sets of readings are listed. One more is looked for, to tell whether they are
all."""
FEW = 6
"""A conflict of more readings than this is made smaller before it is used."""
CUT_SHORT = Undecided("the search for readings was cut short")
MOST_BACKGROUNDS = 1_024
"""So many ways of reading what an assumption depends on are tried."""
MOST_ROUNDS = 24
"""So many readings are tried one after the other in the search for a case that stands under all."""


def deviations(
    solver: QuestionSolver, query: Query, plain: Readings, fixed: Readings
) -> tuple[Deviation, ...] | Undecided:
    """The smallest sets of readings, beside the plain ones, under which the query has a case: first
    those of the fewest questions, none containing another. More than MOST_DEVIATIONS come out only
    where the search was cut."""
    session, label, switches = solver.prepared(query, fixed)
    return (
        () if label is None else deviating_sets(solver, session, [label, *switches], plain, fixed)
    )


def deviating_sets(
    solver: QuestionSolver,
    session: Session,
    assumed: Sequence[int],
    plain: Readings,
    fixed: Readings,
    beyond: int = 0,
) -> tuple[Deviation, ...] | Undecided:
    """The same for what is assumed in a session; none at all where a set of at most `beyond`
    questions is enough.

    Every set must hit each conflict with the plain readings that the solver has named so far; the
    smallest that do are tried, and what one of them does not hit is the next conflict (Reiter, "A
    Theory of Diagnosis from First Principles", 1987). Among the candidates of one size are all that
    work, and they are tried in order: so it does not matter which conflicts the solver names.
    """
    solver.spent.questions += 1
    search = _Search(session, assumed, dict(_deviating(session, plain, fixed)))
    found: list[Deviation] = []
    size = 0
    for candidate in search.candidates(found):
        if len(candidate) > size:
            size = len(candidate)
            more = search.more(found)
            if isinstance(more, Undecided):
                return more
            if not more:
                break
        works = search.works(candidate)
        if isinstance(works, Undecided):
            return works
        if works:
            found.append(candidate)
            if 0 < len(candidate) <= beyond:
                return ()
            if not candidate or len(found) > MOST_DEVIATIONS:
                break
    return tuple(sorted(found, key=lambda d: (len(d), sorted(d))))


class _Search:
    """Sets of readings tried in one session, from the smallest up. conflicts: readings of which at
    least one must not be plain."""

    def __init__(
        self,
        session: Session,
        assumed: Sequence[int],
        plainly: Mapping[tuple[str, str], int],
    ) -> None:
        self.session = session
        self.assumed = assumed
        self.plainly = plainly
        self.conflicts: list[Deviation] = []

    def candidates(self, found: Sequence[Deviation]) -> Iterable[Deviation]:
        """Sets that hit every conflict known when they come out, none containing one of `found`,
        smaller ones first and in order."""
        level: list[Deviation] = [frozenset()]
        while level:
            larger: dict[Deviation, None] = {}
            for candidate in level:
                if any(known <= candidate for known in found) or not _single(candidate):
                    continue
                missed = self._missed(candidate)
                if missed is None:
                    yield candidate
                    missed = self._missed(candidate)
                if missed is not None:
                    larger.update((candidate | {choice}, None) for choice in sorted(missed))
            level = sorted(larger, key=sorted)

    def _missed(self, candidate: Deviation) -> Deviation | None:
        return next((c for c in self.conflicts if not c & candidate), None)

    def works(self, candidate: Deviation) -> bool | Undecided:
        """Whether the question has a case with no other readings than these not plain; where it has
        none, a conflict more is known."""
        conflict = self._conflict(d for d in self.plainly if d not in candidate)
        if conflict is None:
            return True
        if isinstance(conflict, Undecided):
            return conflict
        self.conflicts.append(self._lessened(conflict))
        return False

    def _lessened(self, conflict: Deviation) -> Deviation:
        """The conflict; where it is large, one none of whose parts is one, for the fewer readings,
        the fewer sets to try."""
        for choice in sorted(conflict) if len(conflict) > FEW else ():
            if choice in conflict:
                smaller = self._conflict(sorted(conflict - {choice}))
                conflict = smaller if isinstance(smaller, frozenset) else conflict
        return conflict

    def _conflict(self, plainly: Iterable[tuple[str, str]]) -> Deviation | Undecided | None:
        """Which of the readings must not all be plain; None where they can be."""
        nodes = {self.plainly[d]: d for d in plainly}
        result = self.session.clauses.check([*self.assumed, *nodes])
        if result is None:
            return CUT_SHORT
        if result:
            return None
        return frozenset(nodes[node] for node in self.session.clauses.core() if node in nodes)

    def more(self, found: Sequence[Deviation]) -> bool | Undecided:
        """Whether any set of readings is left that contains none of those found."""
        if not found:
            return True
        either = self.session.grounding.circuit.either
        blocked = [either(self.plainly[d] for d in sorted(known)) for known in found]
        result = self.session.clauses.check([*self.assumed, *blocked])
        return CUT_SHORT if result is None else result


def _single(candidate: Deviation) -> bool:
    """Whether no question is read in two ways."""
    return len({question for question, _ in candidate}) == len(candidate)


def _deviating(
    session: Session, plain: Readings, fixed: Readings
) -> Iterable[tuple[tuple[str, str], int]]:
    """Each reading that is not plain, with the node that it is not chosen."""
    for question, tag in sorted(session.clauses.questions):
        if tag == "" and question not in fixed:
            for name in session.grounding.reading_names(question):
                if name != plain.get(question, name):
                    node = session.grounding.circuit.atom("reads", question, name, "")
                    yield (question, name), -node


def robust(
    solver: QuestionSolver,
    query: Query,
    plain: Readings,
    fixed: Readings,
    tried: list[Readings] | None = None,
) -> Found | Impossible | Undecided:
    """A case in which the query holds under every reading (those in `fixed` aside); impossible
    where each case escapes under some reading. Readings are not enumerated: each round adds the one
    under which the last case escaped, or under which it cannot be. `tried`: those to begin with, to
    which others are added."""
    tried = [] if tried is None else tried
    if plain not in tried:
        tried.insert(0, plain)
    for _ in range(MOST_ROUNDS):
        everywhere = both(Seen(_reading(query.angle, readings), query.body) for readings in tried)
        answer = solver.witness(Query(query.act, everywhere, query.angle), plain)
        if not isinstance(answer, Found):
            return answer
        excluded = _excluding(solver, answer, plain, fixed)
        if excluded is not None:
            tried.append(excluded)
            continue
        escape = solver.given.plainest_readings(
            answer.case, Query(query.act, no(query.body), query.angle), fixed
        )
        if isinstance(escape, Undecided):
            return escape
        if escape is None:
            return answer
        tried.append({**plain, **escape})
    return Undecided("too many readings matter")


def _excluding(
    solver: QuestionSolver, found: Found, plain: Readings, fixed: Readings
) -> Readings | None:
    """Readings under which the case found cannot be at all, for an assumption that depends on
    them."""
    policy = solver.policy
    for name, asked in solver.encodings.read_by_assumptions.items():
        names = [n for n in policy.questions if n in asked - fixed.keys()]
        options = ([reading.name for reading in policy.questions[n].readings] for n in names)
        for chosen in islice(product(*options), MOST_BACKGROUNDS) if names else ():
            readings = {**plain, **dict(zip(names, chosen, strict=True))}
            if not truth(policy, found.case, readings, policy.assumptions[name].formula, {}):
                return readings
    return None


def _reading(angle: Angle, readings: Readings) -> Angle:
    return Angle(
        angle.column,
        angle.without,
        frozenset(),
        "",
        frozenset(readings.items()),
        angle.edition,
        angle.open_norms,
    )
