"""Cases whose verdict differs: only those that the edits can reach are asked about, in both
versions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from verifier.changes.compare.difference.edits import Edition
from verifier.changes.compare.difference.groups import Describer
from verifier.changes.compare.difference.outcome import CaseChange
from verifier.changes.compare.difference.pattern import EDITIONS
from verifier.encoding import POSITIONS, Query, Takes, verdict_is
from verifier.model import CaseExample, LawRegime, Verdict
from verifier.solver import Impossible, Session


def case_changes(describer: Describer) -> tuple[CaseChange, ...]:
    """The askings of the cases of both files whose possible verdicts differ."""
    old, new = describer.pair.old.cases, describer.pair.new.cases
    examples = {**old, **new}
    return tuple(change for one in examples.values() for change in _askings(describer, one))


def _askings(describer: Describer, example: CaseExample) -> Iterable[CaseChange]:
    for asking in example.askings:
        act = asking.act.act
        if not any(describer.affected(act, column) for column in describer.columns()):
            continue
        session = describer.solver.given.session(example, asking.act)
        if _same_nodes(describer, session):
            continue
        plain = [_verdicts(describer, session, act, e, True) for e in EDITIONS]
        every = [_verdicts(describer, session, act, e, False) for e in EDITIONS]
        before, after = plain if plain[0] != plain[1] else every
        if before != after:
            was, now = (" or ".join(map(str, v)) or "impossible" for v in (before, after))
            beyond = plain[0] == plain[1]
            asked = asking.words.removeprefix("asking ")
            yield CaseChange(example.name, example.title, asked, was, now, beyond)


def _same_nodes(describer: Describer, session: Session) -> bool:
    """Whether the positions come to one and the same proposition on the case."""
    was, now = (describer.angle(edition, LawRegime.ALONE) for edition in EDITIONS)
    return all(
        session.proposition(Takes(p), was) == session.proposition(Takes(p), now) for p in POSITIONS
    )


def _verdicts(
    describer: Describer, session: Session, act: str, edition: Edition, plain: bool
) -> tuple[Verdict, ...]:
    angle = describer.angle(edition, LawRegime.ALONE)
    if plain:
        angle = replace(angle, reads=angle.reads | frozenset(describer.view.readings.items()))
    return tuple(
        verdict
        for verdict in Verdict
        if not isinstance(
            describer.solver.given.ask(session, Query(act, verdict_is(verdict), angle)), Impossible
        )
    )
