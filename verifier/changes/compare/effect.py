"""Who is bound more and who less: for each act and modality, whether there are cases that newly
have it and cases that no longer have it."""

from __future__ import annotations

from verifier.changes.compare.difference.edits import EDITIONS
from verifier.changes.compare.difference.groups import Describer
from verifier.changes.compare.difference.outcome import PositionEffect
from verifier.encoding import TRUE_ASK, Angle, Ask, Position, Seen, Takes, both, either, no
from verifier.model import LawRegime, Modality, Readings
from verifier.solver import Impossible, Possible


def effects(
    describer: Describer,
    act: str,
    column: LawRegime,
    readings: Readings | None,
    beyond: Ask = TRUE_ASK,
) -> tuple[PositionEffect, ...]:
    """The effect on an act under the given readings (None: under some), modality by modality."""
    found = []
    for modality in Modality:
        if modality in _modalities(describer, act, column):
            was, now = (describer.angle(edition, column) for edition in EDITIONS)
            gained = both([newly(modality, was, now), beyond])
            lost = both([newly(modality, now, was), beyond])
            found.append(
                PositionEffect(
                    modality.words,
                    _possible(describer, act, column, gained, readings),
                    _possible(describer, act, column, lost, readings),
                )
            )
    return tuple(found)


def _modalities(describer: Describer, act: str, column: LawRegime) -> frozenset[Modality]:
    """The modalities of the norms that the edits can make live or not live."""
    policies = (describer.pair.old, describer.pair.new)
    norms = [
        policy.norms[name]
        for name in describer.affected(act, column)
        for policy in policies
        if name in policy.norms
    ]
    return frozenset(norm.modality for norm in norms if norm.modality is not None)


def newly(modality: Modality, was: Angle, now: Angle) -> Ask:
    """The modality is there from one angle and was not from the other; of a duty also, that it is
    late: who is late sooner is bound more."""
    if modality is not Modality.OBLIGED:
        return newly_there(modality, was, now)
    late = both([Seen(now, Takes("L")), no(Seen(was, Takes("L")))])
    return either([newly_there(modality, was, now), late])


def newly_there(modality: Modality, was: Angle, now: Angle) -> Ask:
    """The modality is there from one angle and was not from the other. A duty to do every such act
    is more than one to do at least one of them."""
    found = both([has(modality, now), no(has(modality, was))])
    if modality is not Modality.OBLIGED:
        return found
    every: Position = "O"
    return either([found, both([Seen(now, Takes(every)), no(Seen(was, Takes(every)))])])


def has(modality: Modality, angle: Angle) -> Ask:
    """The modality is there from an angle."""
    letters: list[Position] = [modality.value]
    if modality is Modality.OBLIGED:
        letters.append("C")
    return Seen(angle, either(Takes(letter) for letter in letters))


def _possible(
    describer: Describer, act: str, column: LawRegime, body: Ask, readings: Readings | None
) -> bool | None:
    answer = describer.solver.ask(describer.query(act, column, body), readings)
    match answer:
        case Possible():
            return True
        case Impossible():
            return False
        case _:
            describer.undecided.append(answer.reason)
            return None
