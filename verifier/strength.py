"""Under which readings a question has a case: the smallest sets of readings that must not be plain,
and whether one case has it under every reading."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import z3

from verifier.answers import Found, Impossible, Undecided
from verifier.encode import ModelReader, reading_names
from verifier.model import Readings
from verifier.query import Angle, Query, Seen, both, no
from verifier.session import Session
from verifier.solve import Bench

Deviation = frozenset[tuple[str, str]]
"""Questions not read plainly, each with its reading."""

MOST_DEVIATIONS = 8
"""So many alternative sets of readings are listed; more are said to be cut."""
MOST_ROUNDS = 24
"""So many readings are tried one after the other in the search for a case that stands under all."""


def deviations(
    bench: Bench, query: Query, plain: Readings, fixed: Readings
) -> tuple[Deviation, ...] | Undecided:
    """The smallest sets of readings, beside the plain ones, under which the query has a case: first
    those of the fewest questions, none containing another, at most MOST_DEVIATIONS of them."""
    session, label, switches = bench.prepared(query, fixed)
    return () if label is None else deviating_sets(bench, session, [label, *switches], plain, fixed)


def deviating_sets(
    bench: Bench,
    session: Session,
    assumed: Sequence[object],
    plain: Readings,
    fixed: Readings,
    beyond: int = 0,
) -> tuple[Deviation, ...] | Undecided:
    """The same for what is assumed in a session; none at all where a set of at most `beyond`
    questions is enough."""
    literals = dict(_deviating(session, plain, fixed))
    found: list[Deviation] = []
    for size in range(len({question for question, _ in literals}) + 1):
        while len(found) < MOST_DEVIATIONS:
            blocked = [z3.Or([z3.Not(literals[d]) for d in known]) for known in found]
            most = [z3.AtMost(*literals.values(), size)] if literals else []
            bench.asked += 1
            result = session.check_with([*assumed], [*most, *blocked])
            if result == z3.unknown:
                return Undecided("the search for readings was cut short")
            if result == z3.unsat:
                break
            reader = ModelReader(session.encoding, session.solver.model())
            chosen = frozenset(
                d for d in literals if reader.holds(session.ground.graph.atom("reads", *d, ""))
            )
            found.append(chosen)
            if 0 < len(chosen) <= beyond:
                return ()
            if not chosen:
                return (frozenset(),)
        if len(found) == MOST_DEVIATIONS or not _more(bench, session, assumed, found, literals):
            break
    return tuple(sorted(found, key=lambda d: (len(d), sorted(d))))


def _more(
    bench: Bench,
    session: Session,
    assumed: Sequence[object],
    found: list[Deviation],
    literals: Mapping[tuple[str, str], object],
) -> bool:
    """Whether any set of readings is left that contains none of those found."""
    blocked = [z3.Or([z3.Not(literals[d]) for d in known]) for known in found]
    bench.asked += 1
    return bool(session.check_with([*assumed], blocked) == z3.sat)


def _deviating(
    session: Session, plain: Readings, fixed: Readings
) -> Iterable[tuple[tuple[str, str], object]]:
    for question, tag in session.encoding.questions():
        if tag == "" and question not in fixed:
            for name in reading_names(session.ground, question):
                if name != plain[question]:
                    node = session.ground.graph.atom("reads", question, name, "")
                    yield (question, name), session.encoding.term(node)


def robust(
    bench: Bench, query: Query, plain: Readings, fixed: Readings
) -> Found | Undecided | None:
    """A case in which the query holds under every reading (those in `fixed` aside); None where each
    case escapes under some reading. Readings are not enumerated: each round adds the one under
    which the last case escaped."""
    tried: list[Readings] = [plain]
    for _ in range(MOST_ROUNDS):
        everywhere = both(Seen(_reading(query.angle, readings), query.body) for readings in tried)
        answer = bench.witness(Query(query.act, everywhere, query.angle), plain)
        if isinstance(answer, Impossible):
            return None
        if isinstance(answer, Undecided):
            return answer
        escape = bench.on_case(answer.case, Query(query.act, no(query.body), query.angle), fixed)
        if isinstance(escape, Undecided):
            return escape
        if escape is None:
            return answer
        tried.append({**plain, **escape})
    return Undecided("too many readings matter")


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
