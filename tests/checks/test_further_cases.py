"""Further kinds of case: what is listed is a kind of its own, and where the list is said to be
complete, every case is of one of the kinds."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.examples.elaborated import elaborate_text
from tests.generators.policies import enumerate_cases, policies
from verifier.checks.run import CheckOptions, examine
from verifier.checks.support.check_context import CheckContext, Existence
from verifier.checks.support.conflicts import clash, pairs
from verifier.checks.support.further_cases import MOST_KINDS, _Search, mixtures, shown
from verifier.encoding.questions import Query
from verifier.explanation.replay import Replay
from verifier.explanation.witness import witnessed
from verifier.findings.finding import Finding
from verifier.model import Case, LawRegime, Policy
from verifier.semantics.evaluate import admissible
from verifier.solver.question_solver import QuestionSolver

LENDING = """policy lending "Lending"

party the Library "the Town Library"

kind reader
kind book
  type is one of novel, atlas, map

fact a reader is a member
fact a reader is a guest
fact a reader is a child
fact a reader is a donor
fact a book is rare
fact a book is old
fact a book belongs to a reader

act lend a book to a reader
act hand over a book to a reader

clause 1 "Members"
  the Library may lend a book to a reader
  when {may}

clause 2 "Rare books"
  the Library must not lend a book to a reader
  when {never}
"""


def finding(may: str, never: str, more: str = "") -> Finding:
    policy, problems = elaborate_text(LENDING.format(may=may, never=never) + more)
    assert policy is not None, problems
    (found,) = examine(policy, CheckOptions(select=frozenset({"antinomy"}))).findings
    return found


def test_one_kind_only() -> None:
    found = finding("the reader is a member", "the book is rare")
    assert found.kinds == ()
    assert found.kinds_complete


def test_an_alternative_is_a_kind() -> None:
    found = finding(
        "any of\n    the reader is a member\n    the reader is a guest", "the book is rare"
    )
    assert len(found.kinds) == 1
    assert found.kinds_complete
    (kind,) = found.kinds
    one, other = ("a guest", "a member")
    assert kind in (
        f"With “the reader is {one}” in place of “the reader is {other}”.",
        f"With “the reader is {other}” in place of “the reader is {one}”.",
    )


def test_alternatives_of_two_clauses_make_no_kinds_by_mixing() -> None:
    found = finding(
        "any of\n    the reader is a member\n    the reader is a guest",
        "any of\n    the book is rare\n    the book is old",
    )
    assert len(found.kinds) == 2
    assert found.kinds_complete


def test_a_list_is_cut_and_says_so() -> None:
    alternatives = ("a member", "a guest", "a child", "a donor")
    may = "any of" + "".join(f"\n    the reader is {one}" for one in alternatives)
    found = finding(f"{may}\n    the book is old", "the book is rare")
    assert len(found.kinds) == MOST_KINDS
    assert not found.kinds_complete


def test_values_that_come_to_the_same_make_no_kinds() -> None:
    found = finding("the type of the book is one of novel, atlas", "the book is rare")
    assert found.kinds == ()
    assert found.kinds_complete


def test_another_act_is_a_kind() -> None:
    more = "\nto hand over a book to a reader counts as to lend the book to the reader\n"
    found = finding("the reader is a member", "the book is rare", more)
    assert found.kinds == ("When the Library hands over the book to the reader: the same.",)
    assert found.kinds_complete


def test_more_things_are_told() -> None:
    found = finding(
        "any of\n    the reader is a member\n    the book belongs to another reader",
        "the book is rare",
    )
    assert len(found.kinds) == 1
    assert found.kinds_complete


# --------------------------------------------------------------------------- by brute force


def searched(context: CheckContext, queries: Sequence[Query], standing: Existence) -> _Search:
    found = context.shown(standing)
    assert found is not None
    everywhere = context.given_readings(standing)
    _, explained = witnessed(
        context.solver, context.speaker, standing.query, found, everywhere=everywhere
    )
    others = [query for query in queries if query != standing.query]
    search = _Search(context, standing, explained, (standing.query, *others))
    for query in search.queries:
        search.run(query)
    return search


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(policies(tiny=True), st.data())
def test_complete_kinds_cover_every_small_case(policy: Policy, data: st.DataObject) -> None:
    context = CheckContext(policy, QuestionSolver(policy), {})
    found = []
    for first, second in pairs(context, lambda one, other: one.layer == other.layer == 0):
        queries = clash(context, first, second, LawRegime.ALONE)
        standing = context.standing(queries)
        if standing is not None:
            found.append((queries, standing))
    if not found:
        return
    queries, standing = data.draw(st.sampled_from(found))
    search = searched(context, queries, standing)
    assert shown(context, queries, standing).kinds == tuple(search.words)
    if not search.complete:
        return
    by_act = {query.act: query for query in queries}
    for case in islice(small_cases(policy), 400):
        query = by_act.get(case.act.act)
        if query is None or admissible(policy, case, standing.readings):
            continue
        replay = Replay({"": policy}, case, {"": standing.readings})
        if replay.holds(query.body, query.angle, replay.roles()):
            first_kind = search.firsts[query.act]
            others = [one for one in search.others if one.fits(policy, query.act)]
            assert any(
                replay.holds(formula, query.angle, replay.roles())
                for formula in mixtures(first_kind, others, 0, None if search.together else 1)
            )


def small_cases(policy: Policy) -> Sequence[Case]:
    sizes = dict.fromkeys((k.name for k in policy.kinds.values() if k.parent is None), 1)
    return list(islice(enumerate_cases(policy, sizes), 2_000))
