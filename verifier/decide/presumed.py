"""What presumptions supply: of a fact of which nothing is known, and where the exception of the
presumption is not established, the value that the policy presumes."""

from __future__ import annotations

from collections.abc import Sequence

from verifier.decide.decision import Presumed
from verifier.decide.inquiry import Frame, Inquiry
from verifier.decide.known_facts import Known, Presuming, presumptions_about
from verifier.encoding import both, no
from verifier.model import (
    ActInQuestion,
    CaseExample,
    Formula,
    Holds,
    LawRegime,
    Not,
    Readings,
    ValueIs,
)
from verifier.solver import QuestionSolver
from verifier.words import Speaker


def presuming(
    solver: QuestionSolver,
    speaker: Speaker,
    example: CaseExample,
    act: ActInQuestion,
    readings: Readings,
) -> tuple[Inquiry, tuple[Presumed, ...]]:
    """The inquiry about a case with what the presumptions supply, and what that is."""
    inquiry = Inquiry(solver, speaker, example, act)
    frame = Frame(LawRegime.ALONE, frozenset(readings.items()))
    supplied: list[Presuming] = []
    for one in presumptions_about(solver.policy, example.things):
        if _bears_on_it(inquiry, one.presumed) and _applies(inquiry, frame, supplied, one):
            supplied.append(one)
    if not supplied:
        return inquiry, ()
    known = [Known(one.presumed, speaker.formula(one.presumed), "presumed") for one in supplied]
    return (
        Inquiry(solver, speaker, example, act, known),
        tuple(
            Presumed(one.presumption.name, one.presumption.title, known_one.words)
            for one, known_one in zip(supplied, known, strict=True)
        ),
    )


def _applies(inquiry: Inquiry, frame: Frame, supplied: Sequence[Presuming], one: Presuming) -> bool:
    """Whether neither the fact nor its contrary, nor the exception, follows from what is known."""
    before = [earlier.presumed for earlier in supplied]
    return not any(
        inquiry.is_excluded(frame, both((*before, settled)))
        for settled in (one.presumed, no(one.presumed), no(one.unless))
    )


def _bears_on_it(inquiry: Inquiry, presumed: Formula) -> bool:
    """Whether a verdict depends on what is presumed."""
    bare = presumed.body if isinstance(presumed, Not) else presumed
    for column in inquiry.columns:
        for key in inquiry.cone(column):
            match bare:
                case Holds(fact, terms):
                    names = tuple(term.name for term in terms)
                    if key[:3] == ("fact", fact, names):
                        return True
                case ValueIs(attribute, term):
                    if key[:3] == ("value", attribute, term.name):
                        return True
                case _:
                    return False
    return False
