"""What of a case matters: from a question and the case found for it to the witness a reader sees.

The facts that matter are a smallest set that forces the finding, whatever else is so: the preferred
explanation of Junker, "QuickXplain", AAAI 2004, in an order that gives up unusual facts last. It
does not depend on the solver, for each step asks only whether a set of statements is enough.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from verifier.encoding import Query
from verifier.explanation.counterfactuals import SingleChanges, telling
from verifier.explanation.minimal_sets import preferred
from verifier.explanation.neighbours import Neighbours
from verifier.explanation.replay import replayed
from verifier.findings import Witness
from verifier.model import Case, FactKey, GivenStatement, Policy, ValueKey
from verifier.semantics import evaluations
from verifier.solver import Found, QuestionSolver
from verifier.words import Speaker


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


def explain(
    solver: QuestionSolver, speaker: Speaker, query: Query, found: Found, changes: bool = True
) -> Witness:
    """The witness of a finding: replayed, named, reduced to what matters, with the single changes
    that remove it (where `changes`). Raises Disagreement where the interpreter does not confirm
    the case."""
    return witnessed(solver, speaker, query, found, changes)[0]


def witnessed(
    solver: QuestionSolver, speaker: Speaker, query: Query, found: Found, changes: bool = True
) -> tuple[Witness, Explained]:
    """The witness of a finding, and what of its case matters as data."""
    explained = explained_case(solver, speaker, query, found)
    found = explained.found
    policy = solver.policy
    readings = found.readings[""]
    flips = SingleChanges(solver, speaker, query, found)
    if changes:
        flips.run(explained.needed)
        explained = replace(explained, also=flips.also)
    evaluated = evaluations(policy, found.case, readings)
    witness = Witness(
        case=found.case,
        readings=readings,
        act=speaker.act_in_question(found.case.act),
        given=given_words(speaker, explained),
        irrelevant=tuple(_irrelevant(solver, speaker, explained)),
        verdicts={column: one.verdict for column, one in evaluated.items()},
        live=tuple(dict.fromkeys(norm for norm, _ in evaluated[query.angle.column].live)),
        changes=tuple(telling(flips.changes, evaluated[query.angle.column].verdict)),
    )
    return witness, explained


def widened(
    solver: QuestionSolver, speaker: Speaker, query: Query, explained: Explained, like: Explained
) -> Explained:
    """With the other values under which the case shows the same; taken from a case `like` it where
    that has the same value."""
    flips = SingleChanges(solver, speaker, query, explained.found)
    for statement in explained.needed:
        key = statement.value
        if key is None:
            continue
        if statement in like.needed:
            flips.also[key] = list(like.also.get(key, ()))
        else:
            flips.vary(key)
    return replace(explained, also=flips.also)


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
    solver: QuestionSolver, speaker: Speaker, query: Query, found: Found
) -> Explained:
    """The case replayed and named, and the smallest set of its statements that forces the query."""
    found = replace(found, case=_named(speaker, found.case))
    replayed(solver.editions, query, found.case, found.readings)
    near = Neighbours(solver, query, found)
    if near.always:
        return Explained(found, (), near.statements, near)
    kept = set(preferred(near.statements, near.force))
    needed = tuple(s for s in near.statements if s in kept)
    free = tuple(s for s in near.statements if s not in kept)
    return Explained(found, needed, free, near, dated=near.needs_day(needed))


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
