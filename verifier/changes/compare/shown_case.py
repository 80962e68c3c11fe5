"""One ordinary case of a group, what of it matters, and the single changes after which it is no
longer a case of the group: a question and the case found for it go in, words come out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import islice

from verifier.changes.compare.difference.edits import EDITIONS, Edition
from verifier.changes.compare.difference.groups import Describer
from verifier.changes.compare.difference.outcome import ShownCase
from verifier.encoding import Angle, Ask, Query
from verifier.explanation import Explained, Replay, explained_case, given_words
from verifier.findings import SingleChange
from verifier.model import Case, LawRegime, ListType, Policy, Readings, value_statement
from verifier.semantics import evaluate
from verifier.solver import Found
from verifier.words import Speaker

MOST_CHANGES = 12
"""So many near misses are shown for one case."""


def shown(
    describer: Describer,
    query: Query,
    column: LawRegime,
    readings: Readings | None,
    group: Ask | None = None,
) -> ShownCase | None:
    """The ordinary case of a question; None where the solver gave up on it. `group`: what every
    such case has in common, where the question asks for more."""
    found = describer.solver.witness(query, readings)
    if not isinstance(found, Found):
        return None
    speaker = Speaker(describer.pair.merged)
    explained = explained_case(describer.solver, speaker, query, found)
    whole = query.body if group is None else group
    showing = _Showing(describer, replace(query, body=whole), column, speaker, explained)
    case = explained.found.case
    before, after = showing.outcomes(case)
    return ShownCase(
        case=case,
        readings=showing.own_readings(),
        act=speaker.act_in_question(case.act),
        given=(*given_words(speaker, explained), *showing.unplain()),
        before=before,
        after=after,
        changes=tuple(islice(showing.changes(), MOST_CHANGES)),
    )


class _Showing:
    def __init__(
        self,
        describer: Describer,
        query: Query,
        column: LawRegime,
        speaker: Speaker,
        explained: Explained,
    ) -> None:
        self.describer = describer
        self.pair = describer.pair
        self.query = query
        self.column = column
        self.speaker = speaker
        self.explained = explained

    def own_readings(self) -> Readings:
        """The readings of the questions that a file asks."""
        chosen = self.explained.found.readings[""]
        asked = {**self.pair.old.questions, **self.pair.new.questions}
        return {name: chosen[name] for name in asked if name in chosen}

    def unplain(self) -> Iterable[str]:
        for name, reading in self.own_readings().items():
            plain = self.describer.view.readings.get(name, reading)
            if reading != plain:
                yield self.speaker.reading(name, reading)

    def outcomes(self, case: Case) -> tuple[str, str]:
        """What the old version and the new one say of a case, read as the one shown."""
        was, now = (self._outcome(edition, case) for edition in EDITIONS)
        return was, now

    def _outcome(self, edition: Edition, case: Case) -> str:
        """`prohibited, by clause P3`."""
        if not self._is_allowed(edition, case):
            return "no case that can happen"
        policy = self.pair.policy(edition)
        own = dict(self.describer.view.reads.get(edition, frozenset()))
        read = {**self.explained.found.readings[""], **own}
        result = evaluate(policy, case, read, self.column)
        live = dict.fromkeys(policy.norms[n].clause for n, _ in result.live if _speaks(policy, n))
        by = f", by {Speaker(policy).clause_names(tuple(live))}" if live else ""
        return f"{result.verdict}{by}"

    def _is_allowed(self, edition: Edition, case: Case) -> bool:
        if not self.describer.grounds_differ:
            return True
        replay = Replay(self.describer.solver.editions, case, self.explained.found.readings)
        return replay.holds(self.pair.taken[edition], Angle(), replay.roles())

    def changes(self) -> Iterable[SingleChange]:
        """Each single change after which the case is none of the group: the solver says which, and
        the interpreter what comes of it."""
        readings = self.explained.found.readings
        for words, case in self._leading_out():
            replay = Replay(self.describer.solver.editions, case, readings)
            if replay.violated(Angle()):
                continue
            if not replay.holds(self.query.body, self.query.angle, replay.roles()):
                was, now = self.outcomes(case)
                effect = f"{was}, before and after" if was == now else f"{was}; then {now}"
                yield SingleChange(words, effect)

    def _leading_out(self) -> Iterable[tuple[str, Case]]:
        """Cases that differ from the one shown in one thing that matters, and lie outside."""
        case, near = self.explained.found.case, self.explained.near
        for statement in self.explained.needed:
            if statement.fact is not None and statement.fact not in case.days:
                if near.leads_out(statement):
                    told = self.speaker.negated_fact if statement.holds else self.speaker.fact
                    facts = case.facts ^ {statement.fact}
                    yield told(statement.fact), replace(case, facts=facts)
            elif statement.value is not None:
                kind = self.pair.merged.attributes[statement.value[0]].type
                now = case.values[statement.value]
                for value in kind.values if isinstance(kind, ListType) else ():
                    instead = value_statement(statement.value, value)
                    if value != now and near.leads_out(statement, instead):
                        values = {**case.values, statement.value: value}
                        words = self.speaker.value(statement.value, value)
                        yield words, replace(case, values=values)


def _speaks(policy: Policy, norm: str) -> bool:
    return policy.norms[norm].modality is not None
