"""Cases whose verdict differs: only those that the edits can reach are asked about, in both
versions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from verifier.changes.compare.difference.edits import EDITIONS, Edition
from verifier.changes.compare.difference.groups import Describer
from verifier.changes.compare.difference.outcome import CaseChange
from verifier.encoding import POSITIONS, Query, Takes, verdict_is
from verifier.model import CaseExample, LawRegime, Verdict
from verifier.solver import Impossible, Session


def case_changes(plain: Describer, every: Describer) -> tuple[CaseChange, ...]:
    """The askings of the cases of both files whose possible verdicts differ. `plain` reads each
    version plainly in its own way, `every` reads both alike."""
    old, new = every.pair.old.cases, every.pair.new.cases
    examples = {**old, **new}
    return tuple(change for one in examples.values() for change in _askings(plain, every, one))


def _askings(
    plainly: Describer, describer: Describer, example: CaseExample
) -> Iterable[CaseChange]:
    for asking in example.askings:
        act = asking.act.act
        touched = any(plainly.touches(act, column) for column in plainly.columns())
        if not (touched or describer.grounds_differ):
            continue
        session = describer.solver.given.session(example, asking.act)
        alike = all(_same_nodes(one, session) for one in (plainly, describer))
        if alike and not describer.grounds_differ:
            continue
        plain = [_verdicts(plainly, session, act, e, True) for e in EDITIONS]
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
        for said in (describer.allowed(edition, verdict_is(verdict)),)
        if not isinstance(describer.solver.given.ask(session, Query(act, said, angle)), Impossible)
    )
