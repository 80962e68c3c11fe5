"""Who gains and who loses by a change, besides whoever acts: only those whom a clause of the policy
protects, or to whom one is owed. Two versions and an act go in, these persons come out."""

from __future__ import annotations

from collections.abc import Iterator

from verifier.changes.compare.difference.edits import Edition
from verifier.changes.compare.difference.groups import Describer
from verifier.changes.compare.difference.outcome import Served
from verifier.changes.compare.effect import newly
from verifier.checks.support.named_class import protected
from verifier.encoding import Ask, both
from verifier.model import LawRegime, Modality, Named, Norm, Policy, Readings
from verifier.solver import Possible
from verifier.words import Speaker

_ENDS: tuple[tuple[Edition, Edition, bool], ...] = (("old", "new", True), ("new", "old", False))


def served(describer: Describer, act: str, column: LawRegime, beyond: Ask) -> Iterator[Served]:
    """Each person once: gains where a duty or a prohibition that serves the person is newly there
    in some case, loses where it is there no longer."""
    found: dict[str, list[tuple[bool, bool]]] = {}
    for there, here, gains in _ENDS:
        policy = describer.pair.policy(here)
        for name in describer.affected(act, column):
            norm = policy.norms.get(name)
            who = "" if norm is None else _served_by(policy, norm)
            if norm is None or norm.modality is None or not who:
                continue
            was, now = (describer.angle(edition, column) for edition in (there, here))
            changes = newly(norm.modality, was, now)
            body = both([describer.live(name, here, column), changes, beyond])
            plainly = _possible(describer, act, column, body, describer.view.readings)
            if plainly or (describer.view.beyond and _possible(describer, act, column, body, None)):
                found.setdefault(who, []).append((gains, plainly))
    for who, effects in found.items():
        yield Served(
            who,
            gains=any(gains for gains, _ in effects),
            loses=any(not gains for gains, _ in effects),
            plain=any(plain for _, plain in effects),
        )


def _possible(
    describer: Describer, act: str, column: LawRegime, body: Ask, readings: Readings | None
) -> bool:
    return isinstance(describer.solver.ask(describer.query(act, column, body), readings), Possible)


def _served_by(policy: Policy, norm: Norm) -> str:
    """`the person whom clause 1 protects`; "" where the norm says of nobody that it serves them."""
    clause = Speaker(policy).norm_name(norm.id)
    if norm.modality not in (Modality.OBLIGED, Modality.FORBIDDEN):
        return ""
    if norm.owed_to is not None:
        owed = norm.owed_to
        name = owed.name if isinstance(owed, Named) else f"the {owed.name}"
        return f"{name} to whom {clause} is owed"
    person = protected(policy, norm)
    return "" if person is None else f"the {person.name} whom {clause} protects"
