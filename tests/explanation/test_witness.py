"""What of a case matters: enough to force the finding whatever else is so, and nothing superfluous.

Both are tried on all completions of small cases by the interpreter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations, product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.examples.elaborated import elaborate_text
from tests.examples.handmade import MUST, MUST_NOT, norm, saying
from tests.examples.pinned import COUNTS, ITEM, QUESTION, TOSSED, USE, item, the
from tests.generators.policies import policies
from tests.generators.vocabulary import DAYS, bare_policy
from tests.oracles.laws import checked, counts
from verifier.checks.run import CheckOptions, examine
from verifier.encoding.questions import Live, Query, verdict_is
from verifier.explanation.counterfactuals import MOST_CHANGES, effect
from verifier.explanation.minimal_sets import preferred
from verifier.explanation.replay import Replay
from verifier.explanation.witness import Explained, explain, explained_case, witnessed
from verifier.model import (
    ActDay,
    Any,
    Attribute,
    Case,
    Compare,
    FactKey,
    Not,
    Policy,
    Quantity,
    Reads,
    ValueIs,
    Verdict,
)
from verifier.model.case_as_formulas import GivenStatement, value_statement
from verifier.model.value_types import ListType
from verifier.semantics import candidates, speaks_of_the_day
from verifier.semantics.evaluate import admissible, truth
from verifier.solver.answers import Found
from verifier.solver.question_solver import QuestionSolver
from verifier.words import Speaker

# --------------------------------------------------------------------------- the smallest set


def sufficient(*sets: set[int]) -> Sequence[set[int]]:
    return sets


@pytest.mark.parametrize(
    ("sets", "expected"),
    [
        (sufficient({3}), [3]),
        (sufficient({0, 4}), [0, 4]),
        (sufficient({0, 4}, {2, 5}), [0, 4]),
        (sufficient({1, 6}, {2, 3}), [2, 3]),
        (sufficient({0, 1, 2}, {5}), [0, 1, 2]),
        (sufficient(set()), []),
    ],
)
def test_what_comes_later_is_given_up_first(sets: Sequence[set[int]], expected: list[int]) -> None:
    """Of two sets, the one whose last member comes earlier stays."""

    def enough(kept: Sequence[int]) -> bool:
        return any(one <= set(kept) for one in sets)

    assert preferred(range(7), enough) == expected


def test_what_is_never_enough_is_all_kept() -> None:
    assert preferred(range(3), lambda _: False) == [0, 1, 2]


@given(st.sets(st.frozensets(st.integers(0, 7), max_size=4), min_size=1, max_size=5))
def test_nothing_can_be_left_out(sets: set[frozenset[int]]) -> None:
    def enough(kept: Sequence[int]) -> bool:
        return any(one <= set(kept) for one in sets)

    found = preferred(range(8), enough)
    assert enough(found)
    assert not any(enough([kept for kept in found if kept != one]) for one in found)


# --------------------------------------------------------------------------- by hand


def explained(policy: Policy, query: Query) -> tuple[set[str], set[str], tuple[str, ...]]:
    """What is given, what removes the finding, and what does not matter, in words."""
    solver = QuestionSolver(policy)
    found = solver.witness(query)
    assert isinstance(found, Found)
    witness = explain(solver, Speaker(policy), query, found)
    return set(witness.given), {change.words for change in witness.changes}, witness.irrelevant


def test_only_what_the_finding_rests_on_is_given() -> None:
    words = bare_policy([ITEM], (), [COUNTS, TOSSED], [USE])
    rule = norm("1", MUST_NOT, USE.id, (item,), Any((the(COUNTS, item), the(TOSSED, item))))
    rest = norm("2", MUST, USE.id, (item,), Any((the(COUNTS, item), Not(the(TOSSED, item)))))
    given_, changes, _ = explained(
        saying(words, rule, rest), Query(USE.id, verdict_is(Verdict.DILEMMA))
    )
    assert given_ == {"the item counts"}
    assert changes == {"the item does not count"}


def test_a_value_that_matters_is_given_with_what_it_may_also_be() -> None:
    grades = ListType(("low", "middle", "high"))
    words = bare_policy([ITEM], [Attribute("grade", "item", grades)], (), [USE])
    low = ValueIs("grade of item", item, frozenset({"low", "middle"}))
    policy = saying(words, norm("1", MUST_NOT, USE.id, (item,), low))
    given_, changes, irrelevant = explained(policy, Query(USE.id, Live("1")))
    assert given_ == {"the grade of the item is low"}
    assert changes == {"the grade of the item is high"}
    assert irrelevant == ("the grade of the item may as well be middle",)


def test_a_reading_that_matters_is_among_the_changes() -> None:
    words = bare_policy([ITEM], (), [COUNTS], [USE], [QUESTION])
    policy = saying(words, norm("1", MUST_NOT, USE.id, (item,), Reads("question", "narrow")))
    given_, changes, _ = explained(policy, Query(USE.id, Live("1")))
    assert given_ == set()
    assert len(changes) == 1


def test_the_day_of_the_act_is_given_where_it_matters() -> None:
    words = bare_policy([ITEM], (), [COUNTS, TOSSED], [USE])
    late = Compare(">", Quantity(((1, ActDay()),), 0), Quantity((), DAYS[0]))
    rule = norm("1", MUST_NOT, USE.id, (item,), late, the(COUNTS, item))
    aside = norm("2", MUST_NOT, USE.id, (item,), the(TOSSED, item), Not(the(TOSSED, item)))
    given_, _, _ = explained(saying(words, rule, aside), Query(USE.id, Live("1")))
    assert given_ == {"the item counts", "the day of the act is March 2, 2026"}
    plain = saying(words, norm("1", MUST_NOT, USE.id, (item,), Any((late, the(COUNTS, item)))))
    both_given, _, _ = explained(plain, Query(USE.id, Live("1")))
    assert len(both_given) == 1


# --------------------------------------------------------------------------- by trying all


LAW = settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)


def witnesses(solver: QuestionSolver) -> Iterator[tuple[Query, Found]]:
    """A case of each verdict that there is on the one act of a tiny policy."""
    (act,) = solver.policy.acts
    for verdict in Verdict:
        query = Query(act, verdict_is(verdict))
        found = solver.witness(query)
        if isinstance(found, Found):
            yield query, found


@counts(30)
@LAW
@given(policies(tiny=True))
def test_what_is_given_is_enough_and_nothing_superfluous(policy: Policy) -> None:
    solver = QuestionSolver(policy)
    for query, found in witnesses(solver):
        shown = explained_case(solver, Speaker(policy), query, found)
        tried = list(completions(policy, shown.found.case))
        assert not escapes(policy, query, shown.found, tried, shown.needed)
        for one in shown.needed:
            fewer = [kept for kept in shown.needed if kept != one]
            assert escapes(policy, query, shown.found, tried, fewer)
        checked()


def completions(policy: Policy, case: Case) -> Iterator[Case]:
    """Every case about the same things and the same act."""
    things = [thing.name for thing in case.things if thing.kind == "item"]
    keys: list[FactKey] = [
        (fact.id, way)
        for fact in policy.facts.values()
        for way in product(*(things for _ in fact.holes))
    ]
    values = {key: policy.attributes[key[0]].type for key in case.values}
    ranges = [kind.values for kind in values.values() if isinstance(kind, ListType)]
    for held in product((False, True), repeat=len(keys)):
        facts = frozenset(key for key, own in zip(keys, held, strict=True) if own)
        for chosen in product(*ranges):
            yield replace(case, facts=facts, values=dict(zip(values, chosen, strict=True)))


def escapes(
    policy: Policy, query: Query, found: Found, tried: list[Case], kept: Sequence[GivenStatement]
) -> bool:
    """Whether in some completion the statements hold and the finding does not."""
    readings = found.readings[""]
    for case in tried:
        if admissible(policy, case, readings):
            continue
        if all(truth(policy, case, readings, one.formula, {}) for one in kept):
            replay = Replay({"": policy}, case, found.readings)
            if not replay.holds(query.body, query.angle, replay.roles()):
                return True
    return False


@counts(30)
@LAW
@given(policies(tiny=True).filter(lambda drawn: not drawn.questions))
def test_each_change_removes_the_finding(policy: Policy) -> None:
    """Single facts and values among what is given; readings are tried in a test of their own. What
    removes it only where something left open is so is not listed (see `test_jointly_free`)."""
    solver, speaker = QuestionSolver(policy), Speaker(policy)
    for query, found in witnesses(solver):
        witness, shown = witnessed(solver, speaker, query, found)
        removing = dict(changes(solver, speaker, query, shown))
        apart = dict(together(policy, speaker, shown.found.case, shown.needed))
        listed = {
            words: change.effect
            for change in witness.changes
            for words in apart.get(change.words, (change.words,))
        }
        assert listed.keys() <= removing.keys()
        assert listed.keys() == removing.keys() or len(witness.changes) == MOST_CHANGES
        assert all(listed[words] == removing[words] for words in listed)
        checked()


def changes(
    solver: QuestionSolver, speaker: Speaker, query: Query, shown: Explained
) -> Iterator[tuple[str, str]]:
    """Each single change that removes the finding and has one effect whatever is left open, nothing
    else being so; and that effect."""
    policy, found = solver.policy, shown.found
    spoken = {one.fact for one in shown.needed}
    for words, changed, one in _one_step(policy, speaker, found.case, shown.needed):
        if admissible(policy, changed, found.readings[""]):
            continue
        kept = [f for f, other in zip(shown.known, shown.needed, strict=True) if other is not one]
        effects: set[str] = set()
        shows = False
        for case in dated(policy, completions(policy, changed), shown.dated):
            more = {key for key in case.facts - changed.facts if key not in spoken}
            if more - found.case.facts or not _same_there(changed, case, one):
                continue
            readings = found.readings[""]
            if admissible(policy, case, readings):
                continue
            if all(truth(policy, case, readings, formula, {}) for formula in kept):
                replay = Replay({"": policy}, case, found.readings)
                shows |= replay.holds(query.body, query.angle, replay.roles())
                effects.add(effect(solver, speaker, query.angle.column, case, readings))
        if not shows and len(effects) == 1:
            yield words, effects.pop()


def dated(policy: Policy, cases: Iterable[Case], given: bool) -> Iterator[Case]:
    """The cases, on every day that tells anything apart where the day of the act is not given."""
    days = () if given or not speaks_of_the_day(policy, ()) else candidates(policy).days
    for case in cases:
        yield case
        yield from (replace(case, act=replace(case.act, day=day)) for day in days)


def _same_there(changed: Case, case: Case, one: GivenStatement) -> bool:
    """Whether a completion of a changed case has what was changed."""
    if one.value is not None:
        return case.values[one.value] == changed.values[one.value]
    return (one.fact in case.facts) == (one.fact in changed.facts)


@counts(30)
@LAW
@given(policies(tiny=True))
def test_a_change_leads_out_where_the_interpreter_says_so(policy: Policy) -> None:
    """Every single fact and value of every case about the things found, not only what matters."""
    solver = QuestionSolver(policy)
    for query, found in witnesses(solver):
        shown = explained_case(solver, Speaker(policy), query, found)
        readings = shown.found.readings
        for one in shown.near.statements:
            for changed, instead in _altered(policy, shown.found.case, one):
                replay = Replay({"": policy}, changed, readings)
                so = not admissible(policy, changed, readings[""]) and not replay.holds(
                    query.body, query.angle, replay.roles()
                )
                assert shown.near.leads_out(one, instead) == so
                checked()


def _altered(
    policy: Policy, case: Case, one: GivenStatement
) -> Iterator[tuple[Case, ValueIs | None]]:
    """The cases that differ in one statement, with what is so in its place."""
    if one.fact is not None:
        yield replace(case, facts=case.facts ^ {one.fact}), None
    elif one.value is not None:
        kind = policy.attributes[one.value[0]].type
        assert isinstance(kind, ListType)
        for value in kind.values:
            if value != case.values[one.value]:
                other = value_statement(one.value, value)
                assert isinstance(other, ValueIs)
                yield replace(case, values={**case.values, one.value: value}), other


def together(
    policy: Policy, speaker: Speaker, case: Case, needed: Sequence[GivenStatement]
) -> Iterator[tuple[str, Sequence[str]]]:
    """Several values named in one change, and each of them by itself."""
    for key in (one.value for one in needed if one.value is not None):
        kind = policy.attributes[key[0]].type
        assert isinstance(kind, ListType)
        others = [value for value in kind.values if value != case.values[key]]
        for size in range(2, len(others) + 1):
            for values in combinations(others, size):
                yield speaker.value_among(key, values), [speaker.value(key, v) for v in values]


def _one_step(
    policy: Policy, speaker: Speaker, case: Case, needed: Sequence[GivenStatement]
) -> Iterator[tuple[str, Case, GivenStatement]]:
    for one in needed:
        if one.fact is not None:
            words = speaker.negated_fact(one.fact) if one.holds else speaker.fact(one.fact)
            yield words, replace(case, facts=case.facts ^ {one.fact}), one
        elif one.value is not None:
            kind = policy.attributes[one.value[0]].type
            assert isinstance(kind, ListType)
            for value in kind.values:
                if value != case.values[one.value]:
                    changed = {**case.values, one.value: value}
                    yield speaker.value(one.value, value), replace(case, values=changed), one


# --------------------------------------------------------------------------- the changes shown

MARKS = range(MOST_CHANGES + 1)
MARKED = "\n".join(
    [
        'policy marks "Marks"\n\nparty the Office "the Office"\n\nkind item\n',
        *(f"fact an item has mark {number}" for number in MARKS),
        "fact an item is old\n\nact destroy an item\n",
        'clause 1 "Old items"\n  the Office must not destroy an item\n  when the item is old\n',
        'covers marked "Items with every mark"\n  whether the Office may destroy an item',
        *(f"  {'and' if number else 'when'} the item has mark {number}" for number in MARKS),
    ]
)


def test_a_change_to_another_verdict_comes_before_one_that_leaves_the_claim() -> None:
    policy, problems = elaborate_text(MARKED + "\n")
    assert policy is not None, problems
    (found,) = examine(policy, CheckOptions(select=frozenset({"gap"}))).findings
    assert found.witness is not None
    first, *others = found.witness.changes
    assert (first.words, first.effect) == ("the item is old", "prohibited, by clause 1")
    assert len(others) == MOST_CHANGES - 1
    assert {one.effect for one in others} == {"still silent, but beyond what the claim covers"}


# --------------------------------------------------------------------------- who is who

DISCLOSURE = """policy disclosure "Disclosure"

party the Board "the Board"

kind student is a party

kind sponsor is a party

kind text

kind file

fact a student writes a text
  one student to each text

fact a file is about a text
  one text to each file

fact a sponsor pays for a student

act show a file to a party

assume apart "No student is a sponsor"
  never
    a student is a sponsor

clause 1 "Nobody"
  the Board must not show a file to a party
  when the file is about a text
  and a student writes the text

clause 2 "Sponsors"
  the Board must show a file to a sponsor
  when the file is about a text
  and a student writes the text
  and the sponsor pays for the student
"""


def test_a_case_says_who_is_who_and_what_ties_them() -> None:
    """Whose file it is follows from there being one student and one text only; a reader is told."""
    policy, problems = elaborate_text(DISCLOSURE)
    assert policy is not None, problems
    (found,) = examine(policy, CheckOptions(select=frozenset({"dilemma"}))).findings
    assert found.witness is not None
    assert found.witness.act == "the Board shows the file to Ana"
    assert found.witness.given == (
        "Ana is a sponsor",
        "Bea is a student",
        "Bea writes the text",
        "the file is about the text",
        "Ana pays for Bea",
    )


MATERIALS = """policy materials "Materials"

party the Office "the Office"

kind item
  material is one of wood, iron, glass, paper

act burn an item

clause 1 "Wood"
  the Office must burn every item
  when the material of the item is one of wood, iron

clause 2 "Iron"
  the Office must not burn an item
  when the material of the item is wood

clause 3 "Glass"
  the Office may burn an item
  when the material of the item is glass
"""


def test_values_with_one_effect_are_one_change() -> None:
    policy, problems = elaborate_text(MATERIALS)
    assert policy is not None, problems
    (found,) = examine(policy, CheckOptions(select=frozenset({"dilemma"}))).findings
    assert found.witness is not None
    changes = {change.words: change.effect for change in found.witness.changes}
    assert changes == {
        "the material of the item is iron": "obliged, by clause 1",
        "the material of the item is glass": "permitted, by clause 3",
        "the material of the item is paper": "silent",
    }
    narrower = MATERIALS.replace("material of the item is glass", "material of the item is wood")
    policy, problems = elaborate_text(narrower)
    assert policy is not None, problems
    (found,) = examine(policy, CheckOptions(select=frozenset({"dilemma"}))).findings
    assert found.witness is not None
    changes = {change.words: change.effect for change in found.witness.changes}
    assert changes == {
        "the material of the item is iron": "obliged, by clause 1",
        "the material of the item is either glass or paper": "silent",
    }
