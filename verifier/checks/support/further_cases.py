"""Further kinds of case of a finding: what matters in the cases known is excluded, and the next is
looked for, until none is left or enough are listed.

What matters in a case is taken of whatever things: its needed statements, with roles of the act for
the things in them and "there is" for all others. Numbers and days do not make a kind of their own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from verifier.checks.support.check_context import CheckContext, Existence
from verifier.encoding import AGENT, Query, both, no, role
from verifier.explanation import (
    Explained,
    explained_case,
    given_words,
    ordinary,
    robust,
    widened,
    witnessed,
)
from verifier.findings import Witness
from verifier.model import (
    All,
    Case,
    Formula,
    GivenStatement,
    Holds,
    Named,
    Not,
    OfKind,
    Policy,
    Readings,
    Same,
    Term,
    ValueIs,
    Variable,
    free_variables,
    scoped,
)
from verifier.solver import Found, Impossible, Undecided
from verifier.words import narrowest_kind, quoted, sentence, series

MOST_KINDS = 3
"""So many further kinds of case are listed for one finding."""
OWN = "·"
"""Ends the names of variables for things that are in no role of the act."""


@dataclass(frozen=True)
class ShownFinding:
    """The case that shows a finding, the further kinds of case in words, and whether these are
    all."""

    witness: Witness | None
    kinds: tuple[str, ...] = ()
    complete: bool = False
    together: bool = False  # what the further kinds have may come together as well
    pattern: Formula | None = None  # what matters in the case shown, of whatever things


def shown(context: CheckContext, queries: Sequence[Query], standing: Existence) -> ShownFinding:
    """The case that shows a finding, and the kinds of case that any of the questions has beside,
    under the same readings; nothing where nothing is to be shown."""
    if context.brief:
        return ShownFinding(None)
    found = context.shown(standing)
    if found is None:
        return ShownFinding(None)
    everywhere = context.given_readings(standing)
    witness, explained = witnessed(
        context.solver, context.speaker, standing.query, found, everywhere=everywhere
    )
    others = [query for query in queries if query != standing.query]
    search = _Search(context, standing, explained, (standing.query, *others))
    for query in search.queries:
        search.run(query)
    (first,) = mixtures(search.first, ())
    return ShownFinding(
        witness, tuple(search.words), search.complete, search.together, pattern=first
    )


@dataclass(frozen=True)
class CasePattern:
    """What matters in a case, of whatever things: statements about roles of the act and about
    variables that bear the names of the case's other things; and the same in words."""

    explained: Explained
    parts: tuple[Formula, ...]
    words: tuple[str, ...]
    act: str

    def without(self, other: CasePattern) -> tuple[Formula, ...]:
        return tuple(part for part in self.parts if part not in other.parts)

    def fits(self, policy: Policy, act: str) -> bool:
        """Whether it speaks of no roles but those that acts of this description have."""
        holes = enumerate(policy.acts[act].holes)
        roles = {AGENT, *(role(place, hole.kind) for place, hole in holes)}
        return roles.issuperset(free_variables(All(self.parts)) - {*_own_variables(self.parts)})


class _Search:
    """The kinds of case found so far. Of acts of one description there is a first kind; what others
    have in place of parts of it may come together, so no such mixture is a kind of its own."""

    def __init__(
        self,
        context: CheckContext,
        standing: Existence,
        first: Explained,
        queries: Sequence[Query],
    ) -> None:
        self.context = context
        self.queries = queries
        self.readings = standing.readings
        self.everywhere = context.given_readings(standing)
        self.tried: list[Readings] = []
        self.first = self._pattern(first)
        self.firsts = {standing.query.act: self.first}
        self.others: list[CasePattern] = []
        self.words: list[str] = []
        self.complete = not _measured(first)
        self.together = True

    def run(self, query: Query) -> None:
        """Adds the further kinds of case that a question has."""
        while len(self.words) < MOST_KINDS:
            found = self._ordinary(self._beside(query))
            if not isinstance(found, Found):
                self.complete &= isinstance(found, Impossible) and found.bound.complete
                return
            self._add(query, found)
        answer = (
            self.context.solver.ask(self._beside(query), self.readings)
            if self.everywhere is None
            else self._found(self._beside(query))
        )
        self.complete &= isinstance(answer, Impossible) and answer.bound.complete

    def _found(self, query: Query) -> Found | Impossible | Undecided:
        """A case of a question, under each reading under which the finding stands."""
        if self.everywhere is None:
            return self.context.solver.witness(query, self.readings)
        solver = self.context.solver
        return robust(solver, query, self.readings, self.everywhere, self.tried)

    def _ordinary(self, query: Query) -> Found | Impossible | Undecided:
        found = self._found(query)
        if isinstance(found, Found):
            return ordinary(self.context.solver.editions, query, found, self._found)
        return found

    def _beside(self, query: Query) -> Query:
        """The question, about cases of no kind that is known."""
        first = self.firsts.get(query.act)
        fitting = [other for other in self.others if other.fits(self.context.policy, query.act)]
        most = None if self.together else min(1, len(fitting))
        known = mixtures(first, fitting, 0, most) if first else ()
        return Query(query.act, both([query.body, *map(no, known)]), query.angle)

    def _add(self, query: Query, found: Found) -> None:
        solver, speaker = self.context.solver, self.context.speaker
        explained = explained_case(solver, speaker, query, found, self.everywhere)
        kind = self._pattern(widened(solver, query, explained, self.first.explained))
        if query.act in self.firsts:
            self.others.append(kind)
        else:
            self.firsts[query.act] = kind
        self.words.append(self._told(kind))
        self.complete &= not _measured(explained)
        self.together = self.together and self._mix()

    def _mix(self) -> bool:
        """Whether every case that has what several kinds have, and no more things than it takes,
        is one of the finding as well."""
        queries = {query.act: query for query in self.queries}
        for act, first in self.firsts.items():
            fitting = [one for one in self.others if one.fits(self.context.policy, act)]
            query = queries[act]
            for mixture in mixtures(first, fitting, 2):
                inside, outside = (
                    self._sampled(Query(act, both([mixture, *_agent(first), body]), query.angle))
                    for body in (query.body, no(query.body))
                )
                if not isinstance(inside, tuple) or not isinstance(outside, Impossible):
                    return False
        return True

    def _sampled(self, query: Query) -> tuple[bool, ...] | Impossible | Undecided:
        """Whether there is such a case among few things, read as the finding stands."""
        read = self.readings if self.everywhere is None else self.everywhere
        return self.context.solver.sampled(query, (), read, few=True)

    def _told(self, kind: CasePattern) -> str:
        """A kind of case in one sentence, by what it has in place of what the first one has."""
        new = [words for words in kind.words if words not in self.first.words]
        gone = [words for words in self.first.words if words not in kind.words]
        when = "" if kind.act == self.first.act else f"when {kind.act}: "
        more = self._more_things(kind)
        if more:
            said = f"with {more}, where {series(new or kind.words)}"
        elif new and gone:
            said = f"with {_listed(new)} in place of {_listed(gone)}"
        elif new or gone:
            said = f"with {_listed(new)} besides" if new else f"without {_listed(gone)}"
        else:
            said = "the same" if when else f"{kind.act}, where {series(kind.words)}"
        return sentence(f"{when}{said}")

    def _more_things(self, kind: CasePattern) -> str:
        """`two crimes`, where the kind has more crimes than the first."""
        counts = [
            Counter(narrowest_kind(self.context.policy, thing) for thing in one.case.things)
            for one in (kind.explained.found, self.first.explained.found)
        ]
        more = [name for name, count in counts[0].items() if count > max(1, counts[1][name])]
        return series([self.context.speaker.counted(name, counts[0][name]) for name in more])

    def _pattern(self, explained: Explained) -> CasePattern:
        speaker = self.context.speaker
        return CasePattern(
            explained,
            tuple(statements(self.context.policy, explained)),
            given_words(speaker, explained),
            speaker.act_in_question(explained.found.case.act),
        )


def _listed(words: Sequence[str]) -> str:
    return series([quoted(each) for each in words])


def _agent(kind: CasePattern) -> Iterator[Formula]:
    """Who acts, where that is a named party."""
    case = kind.explained.found.case
    if all(thing.name != case.act.agent for thing in case.things):
        yield Same(AGENT, Named(case.act.agent))


def _measured(explained: Explained) -> bool:
    """Whether a number or a day matters in the case: with others there may be more kinds."""
    values = explained.found.case.values
    return explained.dated or any(
        one.day is not None or (one.value is not None and isinstance(values[one.value], int))
        for one in explained.needed
    )


def mixtures(
    first: CasePattern, others: Sequence[CasePattern], least: int = 0, most: int | None = None
) -> Iterator[Formula]:
    """One formula for the first kind of case, and for each way in which others, at least and at
    most so many, stand in for parts of it."""
    for size in range(least, (len(others) if most is None else most) + 1):
        for chosen in combinations(others, size):
            gone = [part for other in chosen for part in first.without(other)]
            if len(set(gone)) == len(gone):
                new = [part for other in chosen for part in other.without(first)]
                kept = [part for part in first.parts if part not in gone]
                parts = tuple(dict.fromkeys((*kept, *new)))
                yield scoped(tuple(_own_variables(parts)), parts)


def _own_variables(parts: tuple[Formula, ...]) -> list[Variable]:
    """The variables that stand for no role of the act."""
    own = (v for v in free_variables(All(parts)) if v.name.endswith(OWN))
    return sorted(own, key=lambda v: v.name)


# --------------------------------------------------------------------------- what matters


def statements(policy: Policy, explained: Explained) -> Iterator[Formula]:
    """What matters in a case, with terms in place of its things: who stands in which role, of which
    narrower kinds they are, and the needed statements."""
    case = explained.found.case
    terms = _terms(policy, case)
    for place, (name, hole) in enumerate(
        zip(case.act.things, policy.acts[case.act.act].holes, strict=True)
    ):
        variable = role(place, hole.kind)
        if terms[name] != variable:
            yield Same(variable, terms[name])
    for thing in case.things:
        own, kind = terms[thing.name], narrowest_kind(policy, thing)
        if isinstance(own, Variable) and own.kind != kind:
            yield OfKind(own, kind)
    for statement in explained.needed:
        yield from _said(statement, explained, terms)


def _terms(policy: Policy, case: Case) -> Mapping[str, Term]:
    """The term that stands for each thing: itself for a named party, the first role that it fills,
    else a variable of its own."""
    terms: dict[str, Term] = {name: Named(name) for name in policy.parties}
    for place, (name, hole) in enumerate(
        zip(case.act.things, policy.acts[case.act.act].holes, strict=True)
    ):
        terms.setdefault(name, role(place, hole.kind))
    terms.setdefault(case.act.agent, AGENT)
    for thing in case.things:
        terms.setdefault(thing.name, Variable(f"{thing.name}{OWN}", narrowest_kind(policy, thing)))
    return terms


def _said(
    statement: GivenStatement, explained: Explained, terms: Mapping[str, Term]
) -> Iterator[Formula]:
    """A needed statement, where it is about more than a number."""
    key = statement.day or statement.fact
    if statement.value is not None:
        attribute, thing = statement.value
        value = explained.found.case.values[statement.value]
        if isinstance(value, str):
            also = explained.also.get(statement.value, ())
            yield ValueIs(attribute, terms[thing], frozenset({value, *also}))
    elif key is not None:
        holds = Holds(key[0], tuple(terms[name] for name in key[1]))
        yield holds if statement.holds else Not(holds)
