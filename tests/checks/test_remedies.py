"""Ways to settle a finding: what is offered does settle it when it is written into the policy, and
changes what it says and no more."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.examples.elaborated import elaborate_text
from tests.generators.policies import enumerate_cases, enumerate_readings, policies
from tests.oracles.laws import checked, counts
from verifier.checks.run import CheckOptions, examine
from verifier.checks.support.check_context import CheckContext
from verifier.checks.support.conflicts import clash, pairs
from verifier.checks.support.further_cases import shown
from verifier.checks.support.remedies import Conflict, _settled
from verifier.checks.support.trial_priority import with_priority
from verifier.findings.finding import Finding
from verifier.model import LawRegime, Policy
from verifier.semantics.evaluate import admissible, evaluate
from verifier.solver.question_solver import QuestionSolver

CONFLICTS = frozenset({"dilemma", "antinomy", "conflict-with-law"})

WORDS = """policy lending "Lending"

party the Library "the Town Library"

kind reader
kind book

fact a reader is a member
fact a book is rare

act lend a book to a reader

"""

CLASH = (
    WORDS
    + """clause 1 "Members"
  the Library may lend a book to a reader
  when the reader is a member

clause 2 "Rare books"
  the Library must not lend a book to a reader
  when the book is rare
"""
)

LAW = (
    WORDS
    + """clause 2 "Rare books"
  the Library must not lend a book to a reader
  when the book is rare

law access "Access to Books Act" above this policy
  clause act-1 "Members"
    the Library must lend every book to a reader
    when the reader is a member

  clause act-2 "Everybody"
    the Library must lend every book to every reader
"""
)

QUESTION = (
    WORDS
    + """question rare books "Are members meant?"
  about "members" in the text
  reading no (plain) "No."
  reading yes "Yes"

clause 1 "Members"
  the Library may lend a book to a reader
  when reading rare books as yes
  and the reader is a member

clause 2 "Rare books"
  the Library must not lend a book to a reader
  when the book is rare
"""
)

TWO_PERSONS = """policy papers "Papers"

party the Office "the Office"

kind person
kind paper

fact a paper is about a person
fact a person has agreed
fact a person is a victim

act use a paper against a person
act publish a paper

to publish a paper counts as to use the paper against a person
  when the paper is about the person

clause 1 "Use"
  the Office must not use a paper against a person
  when the person is a victim

clause 2 "Consent"
  the Office may use a paper against a person
  when the person has agreed
"""


def found_in(text: str) -> tuple[Finding, ...]:
    """The conflicts of a policy."""
    policy, problems = elaborate_text(text, "The members and their books.")
    assert policy is not None, problems
    return examine(policy, CheckOptions(select=CONFLICTS)).findings


def remedies_of(text: str) -> dict[str, str]:
    """What is offered for the first conflict."""
    return {remedy.words: remedy.effect for remedy in found_in(text)[0].remedies}


def test_either_clause_may_prevail() -> None:
    no_more = "no other verdict changes"
    assert remedies_of(CLASH) == {
        "write “notwithstanding clause 2” in clause 1": (
            f"where they meet, the verdict is then “permitted”; {no_more}"
        ),
        "write “notwithstanding clause 1” in clause 2": (
            f"where they meet, the verdict is then “prohibited”; {no_more}"
        ),
        "if no such case can ever happen, assume so": (
            "each of the clauses still has cases, and no verdict on them changes"
        ),
    }


@pytest.mark.parametrize(("clause", "other"), [("Members", "2"), ("Rare books", "1")])
def test_what_is_offered_settles_it_when_it_is_written(clause: str, other: str) -> None:
    first = f'"{clause}"\n'
    at = CLASH.index("reader\n", CLASH.index(first)) + len("reader\n")
    assert found_in(f"{CLASH[:at]}  notwithstanding clause {other}\n{CLASH[at:]}") == ()


def test_a_law_prevails_over_the_policy_and_never_the_other_way() -> None:
    (finding,) = found_in(LAW)
    words = [remedy.words for remedy in finding.remedies]
    assert words == ["write “subject to clauses act-1, act-2” in clause 2"]
    at = LAW.index("  when the book is rare")
    assert found_in(f"{LAW[:at]}  subject to clauses act-1, act-2\n{LAW[at:]}") == ()


def test_an_answer_that_every_reading_of_the_finding_denies() -> None:
    offered = remedies_of(QUESTION)
    assert offered["answer “Are members meant?” with “No”"].startswith("the plain answer")


def test_an_answer_that_is_not_plain_says_what_else_it_changes() -> None:
    plainly = QUESTION.replace("reading no (plain)", "reading no").replace(
        "reading yes ", "reading yes (plain) "
    )
    effect = remedies_of(plainly)["answer “Are members meant?” with “No”"]
    assert effect == "other verdicts change too, on acts to lend a book to a reader"


def test_no_answer_against_one_that_was_adopted() -> None:
    text = QUESTION.replace(
        'reading yes "Yes"\n',
        'reading yes "Yes"\n  adopted yes by "Jane Doe" on 2026-01-05 because "They are."\n',
    )
    assert not any(words.startswith("answer") for words in remedies_of(text))


def test_a_priority_that_settles_it_on_some_acts_only_says_so() -> None:
    """One publication is a use against two persons, of whom one has agreed."""
    assert remedies_of(TWO_PERSONS) == {
        "write “notwithstanding clause 2” in clause 1": (
            "this settles it on acts to use a paper against a person, but leaves cases on acts to "
            "publish a paper"
        ),
        "write “notwithstanding clause 1” in clause 2": (
            "this settles it on acts to use a paper against a person, but leaves cases on acts to "
            "publish a paper"
        ),
    }


def test_an_exception_where_the_priority_is_there_already() -> None:
    text = TWO_PERSONS.replace(
        "  when the person has", "  notwithstanding clause 1\n  when the person has"
    )
    offered = remedies_of(text)
    assert {words for words in offered if words.startswith("give")} == {
        "give clause 1 an exception, “except NAME when the act is to use a paper against a person "
        "…”, with the conditions of clause 2",
        "give clause 2 an exception, “except NAME when the act is to use a paper against a person "
        "…”, with the conditions of clause 1",
    }
    written = text.replace(
        "  when the person is a victim\n",
        "  when the person is a victim\n"
        "  except consent when the act is to use the paper against another person\n"
        "  and the other person has agreed\n"
        "  except own when the person has agreed\n",
    )
    assert written != text
    assert found_in(written) == ()


def test_a_priority_that_revives_another_clause_says_so() -> None:
    text = CLASH.replace(
        "  when the book is rare", "  notwithstanding clause 3\n  when the book is rare"
    )
    text += """
clause 3 "Everybody"
  the Library must lend every book to a reader
  when the reader is a member
"""
    offered = remedies_of(text)
    assert offered["write “notwithstanding clause 2” in clause 1"] == (
        "where they meet, the verdict is then “obliged”; no other verdict changes"
    )


def test_what_follows_from_a_duty_gives_way_with_it() -> None:
    """Whoever must erase a record must not copy it; where the duty gives way, copying is free."""
    text = """policy records "Records"

party the Clinic "the Clinic"

kind record

act erase a record
act copy a record

never both to erase a record and to copy the record

clause 1 "Erasing"
  the Clinic must erase every record

clause 2 "Keeping"
  the Clinic must not erase a record
"""
    offered = remedies_of(text)
    assert offered["write “notwithstanding clause 2” in clause 1"].endswith("verdict changes")
    gives_way = offered["write “notwithstanding clause 1” in clause 2"]
    assert gives_way.endswith("; other verdicts change too, on acts to copy a record")


# --------------------------------------------------------------------------- by brute force


def conflicts_of(policy: Policy) -> list[tuple[CheckContext, Conflict]]:
    """The conflicts between the policy's own norms."""
    context = CheckContext(policy, QuestionSolver(policy), {})
    found = []
    for first, second in pairs(context, lambda one, other: one.layer == other.layer == 0):
        queries = clash(context, first, second, LawRegime.ALONE)
        standing = context.standing(queries)
        if standing is not None:
            case = shown(context, queries, standing)
            found.append((context, Conflict(first, (second,), LawRegime.ALONE, standing, case)))
    return found


@counts(10)
@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(policies(tiny=True), st.data())
def test_what_is_said_of_a_priority_is_so_in_every_small_case(
    policy: Policy, data: st.DataObject
) -> None:
    conflicts = conflicts_of(policy)
    if not conflicts:
        return
    context, conflict = data.draw(st.sampled_from(conflicts))
    amended = with_priority(policy, (conflict.own,), conflict.others)
    effect = amended and _settled(context, conflict, amended)
    if not amended or not effect or effect.startswith("this settles"):
        return
    sizes = dict.fromkeys((k.name for k in policy.kinds.values() if k.parent is None), 1)
    for case in enumerate_cases(policy, sizes):
        for readings in enumerate_readings(policy):
            if admissible(policy, case, readings):
                continue
            before = evaluate(policy, case, readings)
            after = evaluate(amended.policy, case, readings)
            live = {norm for norm, _ in before.live}
            met = any({stays.id, gives.id} <= live for stays, gives in amended.pairs)
            now = {norm for norm, _ in after.live}
            assert not {conflict.own.id, conflict.others[0].id} <= now
            if met and effect.startswith("where they meet"):
                assert f"the verdict is then “{after.verdict}”" in effect or "still" in effect
                checked()
            if not met and effect.endswith("no other verdict changes"):
                assert before.verdict == after.verdict
                checked()
