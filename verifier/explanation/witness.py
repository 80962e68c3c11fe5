"""What of a case matters: from a question and the case found for it to the witness a reader sees.

The facts that matter are a smallest set that forces the finding, whatever else is so: the preferred
explanation of Junker, "QuickXplain", AAAI 2004, in an order that gives up unusual facts last. It
does not depend on the solver, for each step asks only whether a set of statements is enough.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from verifier.encoding import POSITIONS, Angle, Ask, Query, Seen, both, no, verdict_is
from verifier.explanation.counterfactuals import (
    OtherCase,
    SingleChanges,
    free_together,
    known_of,
    telling,
)
from verifier.explanation.minimal_sets import preferred
from verifier.explanation.neighbours import Neighbours
from verifier.explanation.replay import replayed
from verifier.findings import Witness
from verifier.model import (
    Case,
    FactKey,
    Formula,
    GivenStatement,
    LawRegime,
    Policy,
    Readings,
    ValueKey,
    Verdict,
)
from verifier.semantics import Evaluation, evaluations
from verifier.solver import Found, QuestionSolver
from verifier.words import Speaker, renamed


@dataclass(frozen=True)
class Explained:
    """The found case with its things named, and what of it matters; `near`: the cases about the
    same things; `dated`: the day of the act matters too."""

    found: Found
    needed: tuple[GivenStatement, ...]
    free: tuple[GivenStatement, ...]
    near: Neighbours = field(repr=False, compare=False)
    also: Mapping[ValueKey, Sequence[str]] = field(default_factory=dict)
    dated: bool = False

    @property
    def known(self) -> tuple[Formula, ...]:
        """What is printed of the case, as formulas."""
        return tuple(known_of(self.found.case, self.needed, self.also))


def explain(
    solver: QuestionSolver,
    speaker: Speaker,
    query: Query,
    found: Found,
    changes: bool = True,
    everywhere: Readings | None = None,
    said: Ask | None = None,
    other: Case | None = None,
) -> Witness:
    """The witness of a finding: replayed, named, reduced to what matters, with the single changes
    that remove it (where `changes`). `everywhere`: what matters is enough under every reading,
    these aside; `said`: what the words say, where the question asks for more than that; `other`:
    a second case about the same things, what comes of which follows from what matters too. Raises
    Disagreement where the interpreter does not confirm the case."""
    return witnessed(solver, speaker, query, found, changes, everywhere, said, other)[0]


def witnessed(
    solver: QuestionSolver,
    speaker: Speaker,
    query: Query,
    found: Found,
    changes: bool = True,
    everywhere: Readings | None = None,
    said: Ask | None = None,
    other: Case | None = None,
) -> tuple[Witness, Explained]:
    """The witness of a finding, and what of its case matters as data."""
    explained = explained_case(solver, speaker, query, found, everywhere, other)
    evaluated = evaluations(solver.policy, explained.found.case, found.readings[""])
    asked = evaluated[query.angle.column]
    decided = _decided(solver, query, explained, evaluated)
    if query.angle.column not in decided:
        # The verdict is printed of the case, so what decides it is printed as well.
        read = Angle(query.angle.column, reads=frozenset(found.readings[""].items()))
        body = both([query.body, Seen(read, verdict_is(asked.verdict))])
        query_decided = replace(query, body=body)
        explained = explained_case(solver, speaker, query_decided, found, everywhere, other)
        decided = _decided(solver, query, explained, evaluated)
    if changes:
        wider = widened(solver, query, explained)
        still = _decided(solver, query, wider, evaluated) if wider.also else decided
        if query.angle.column in still:
            explained, decided = wider, still
    found = explained.found
    flips = SingleChanges(
        solver, speaker, query, explained.near, found, explained.needed, explained.also, said
    )
    witness = Witness(
        case=found.case,
        readings=found.readings[""],
        act=speaker.act_in_question(found.case.act),
        given=given_words(speaker, explained),
        irrelevant=tuple(_irrelevant(solver, speaker, explained)),
        verdicts=decided,
        live=tuple(dict.fromkeys(norm for norm, _ in asked.live)),
        changes=tuple(telling(flips.told(), asked.verdict)) if changes else (),
    )
    return witness, explained


def _decided(
    solver: QuestionSolver,
    query: Query,
    explained: Explained,
    evaluated: Mapping[LawRegime, Evaluation],
) -> Mapping[LawRegime, Verdict]:
    """The verdicts that the case has in each column whatever is left open of it."""
    near, readings = explained.near, explained.found.readings
    columns = dict.fromkeys(evaluated, query.angle.column)
    if _laws_bear(solver, query.act):
        columns = {column: column for column in evaluated}
    decided = {
        column: near.never(
            Query(query.act, no(verdict_is(evaluated[column].verdict)), Angle(column)),
            explained.known,
            readings,
        )
        for column in dict.fromkeys(columns.values())
    }
    return {column: one.verdict for column, one in evaluated.items() if decided[columns[column]]}


def _laws_bear(solver: QuestionSolver, act: str) -> bool:
    """Whether some law above the policy speaks of acts of this description."""
    unfolding = solver.encodings.unfoldings(act)[""]
    beside = Angle(LawRegime.BESIDE)
    return any(n.layer > 0 for position in POSITIONS for n in unfolding.taking(position, beside))


def widened(
    solver: QuestionSolver, query: Query, explained: Explained, like: Explained | None = None
) -> Explained:
    """With the other values under which the case shows the same, all of them at once; taken from a
    case `like` it where that has the same value."""
    known = {
        one.value: like.also.get(one.value, ())
        for one in (explained.needed if like is not None else ())
        if like is not None and one.value is not None and one in like.needed
    }
    also = free_together(solver, query, explained.near, explained.found, explained.needed, known)
    return replace(explained, also=also)


def given_words(speaker: Speaker, explained: Explained) -> tuple[str, ...]:
    """What matters in the case, as sentences; who is who, where that is not plain; and what ties
    its things to one another, which is so of necessity where there is only one to be tied to."""
    case, policy = explained.found.case, speaker.policy
    ties = [s for s in explained.free if s.holds and s.fact and _tied(policy, case, s.fact)]
    held = [s for s in explained.needed if s.fact is not None and s.holds]
    order = {name: place for place, name in enumerate(policy.facts)}
    facts = sorted([*held, *ties], key=lambda s: _place(order, s.fact))
    rest = [s for s in explained.needed if s not in held]
    sentences = (
        *speaker.roles_of_persons(case),
        *_sentences(speaker, case, (*facts, *rest)),
    )
    if not explained.dated or case.act.day is None:
        return sentences
    return (*sentences, speaker.act_day(case.act.day))


def _tied(policy: Policy, case: Case, key: FactKey) -> bool:
    """Whether a fact is so because each thing has one such other, and there is only one here."""
    fact = policy.facts[key[0]]
    holes = fact.holes
    return any(
        one.exactly
        and sum(holes[one.result].kind in {t.kind, *t.subkinds} for t in case.things) == 1
        for one in fact.one_to_each
    )


def _place(order: Mapping[str, int], key: FactKey | None) -> tuple[int, str]:
    return (0, "") if key is None else (order.get(key[0], 0), repr(key[1]))


def explained_case(
    solver: QuestionSolver,
    speaker: Speaker,
    query: Query,
    found: Found,
    everywhere: Readings | None = None,
    other: Case | None = None,
) -> Explained:
    """The case replayed and named, and the smallest set of its statements that forces the query:
    as it is read, or `everywhere`, under every reading, these aside; and, with their difference,
    what comes of the `other` case."""
    names = speaker.names_for(found.case.things)
    second = None if other is None else renamed(other, names)
    found = replace(found, case=_named(speaker, found.case))
    replayed(solver.editions, query, found.case, found.readings)
    if second is not None:
        return _both_explained(solver, query, found, OtherCase(solver, query, found, second))
    near = Neighbours(solver, query, found, everywhere)
    if near.always:
        near.dated = False
        return Explained(found, (), near.statements, near)
    kept = set(preferred(near.statements, near.force))
    needed = tuple(s for s in near.statements if s in kept)
    free = tuple(s for s in near.statements if s not in kept)
    near.dated = near.needs_day(needed)
    return Explained(found, needed, free, near, dated=near.dated)


def _both_explained(
    solver: QuestionSolver, query: Query, found: Found, other: OtherCase
) -> Explained:
    near = Neighbours(solver, query, found, beside=other.question)

    def enough(kept: Sequence[GivenStatement]) -> bool:
        return (near.always or near.force(kept)) and other.follows(near, kept)

    kept = set(preferred(near.statements, enough))
    needed = tuple(s for s in near.statements if s in kept)
    free = tuple(s for s in near.statements if s not in kept)
    near.dated = near.needs_day(needed)
    near.dated = near.dated or not other.follows(near, needed)
    return Explained(found, needed, free, near, dated=near.dated)


def _named(speaker: Speaker, case: Case) -> Case:
    return speaker.with_names(case)


def _sentences(speaker: Speaker, case: Case, needed: Iterable[GivenStatement]) -> Iterable[str]:
    for statement in needed:
        yield _words(speaker, case, statement)


def _words(speaker: Speaker, case: Case, statement: GivenStatement) -> str:
    if statement.value is not None:
        return speaker.value(statement.value, case.values[statement.value])
    if statement.day is not None:
        return speaker.event_day(statement.day, case.days[statement.day])
    assert statement.fact is not None
    if statement.holds:
        return speaker.fact(statement.fact)
    return speaker.negated_fact(statement.fact)


def _irrelevant(solver: QuestionSolver, speaker: Speaker, explained: Explained) -> Iterable[str]:
    """`whatever the type of the crime`, or what else it may be."""
    for statement in explained.free:
        if statement.value is not None:
            yield speaker.whatever(statement.value)
    for statement in explained.needed:
        if statement.value is not None and explained.also.get(statement.value):
            attribute, thing = statement.value
            others = speaker.series(explained.also[statement.value], "or")
            name = solver.policy.attributes[attribute].name
            yield f"the {name} of {thing} may as well be {others}"
