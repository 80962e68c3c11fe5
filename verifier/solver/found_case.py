"""From a question put to a session to its canonical case: what is assumed goes in; the one ordinary
case with its readings comes out, or that there is none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from verifier.encoding import Angle, Bound, Query, Signature
from verifier.model import Readings
from verifier.solver.answers import Found, Impossible, Undecided
from verifier.solver.canonical_case import canonical
from verifier.solver.clause_solver import Model
from verifier.solver.decode import case_of, readings_of
from verifier.solver.session import UNDECIDED, Session


def found_in(
    session: Session,
    assumed: Sequence[int],
    question: Query,
    readings: Readings | None,
    signature: Signature,
    bound: Bound,
) -> Found | Impossible | Undecided:
    """The canonical case of what is assumed for a question. `signature`: what it speaks of;
    `bound`: what the answer rests on."""
    session.spent.questions += 1
    result = session.clauses.check(assumed)
    if not result:
        return UNDECIDED if result is None else Impossible(bound)
    model = canonical(session, assumed, signature)
    return _found(session, question, readings, signature, model, bound)


def _found(
    session: Session,
    question: Query,
    readings: Readings | None,
    signature: Signature,
    model: Model,
    bound: Bound,
) -> Found:
    """The case of a model, with the readings of each look."""
    grounding = session.grounding
    chosen = {
        tag: {**readings_of(grounding, signature, model, tag), **_given_to(question.angles, tag)}
        for tag in sorted({"", *(angle.tag for angle in question.angles)})
    }
    chosen[""] = {**chosen[""], **(readings or {})}
    return Found(case_of(grounding, signature, model), chosen, bound)


def _given_to(angles: Iterable[Angle], tag: str) -> Readings:
    """The readings put into a question for all the angles with a tag."""
    given = [angle.reads for angle in angles if angle.tag == tag]
    return dict(sorted(frozenset.intersection(*given))) if given else {}
