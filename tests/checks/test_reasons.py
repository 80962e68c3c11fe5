"""On which clauses a promise rests: all smallest sets, in words."""

from __future__ import annotations

from tests.examples.elaborated import policy_of
from verifier.checks.broken_promise import NAME
from verifier.checks.run import CheckOptions, examine
from verifier.checks.support.check_context import CheckContext
from verifier.checks.support.reasons import PromiseReasons, reasons, reasons_said
from verifier.findings.finding import Outcome
from verifier.solver.question_solver import QuestionSolver

FIRST = """
clause 1 "Victims"
  the Office must not prosecute a person for a crime
  when the person is a victim of the crime
"""
SECOND = """
clause 2 "Reporters"
  the Office must not prosecute a person for a crime
  when the person makes a report
"""
LEAVE = """
clause 3 "Leave"
  the Office may prosecute a person for a crime
  when the act serves to prosecute the person
  except victims when the person is a victim of the crime
"""
PROMISE = """
promise victims "Reporting victims are not prosecuted"
  the Office must not prosecute a person for a crime
  when the person is a victim of the crime
  and the person makes a report
"""


def found(text: str) -> tuple[PromiseReasons, list[str]]:
    policy = policy_of(text)
    context = CheckContext(policy, QuestionSolver(policy), {})
    result = reasons(context, policy.promises["victims"], None)
    return result, reasons_said(context, result)


def test_one_clause_alone() -> None:
    assert found(FIRST + PROMISE) == (
        PromiseReasons((("1",),), True),
        ["It rests on clause 1 alone: repealing it loses the promise."],
    )


def test_either_of_two() -> None:
    assert found(FIRST + SECOND + PROMISE) == (
        PromiseReasons((("1",), ("2",)), True),
        [
            "It rests on any one of these grounds: (1) clause 1 and (2) clause 2.",
            "Repealing a single clause does not lose the promise.",
        ],
    )


def test_a_clause_and_what_takes_its_opposite_away() -> None:
    assert found(FIRST + LEAVE + PROMISE)[0] == PromiseReasons((("1", "3.victims"),), True)


def test_what_is_common_to_all() -> None:
    result, said = found(FIRST + SECOND + LEAVE + PROMISE)
    assert result.sets == (("1", "3.victims"), ("2", "3.victims"))
    assert result.common == ("3.victims",)
    assert said[1] == "Common to all is the exception “victims” of clause 3."


def test_the_check_says_it_and_finds_nothing() -> None:
    policy = policy_of(FIRST + PROMISE)
    run = examine(policy, CheckOptions(select=frozenset({"broken-promise"})))
    check = next(one for one in run.checks if one.check == "broken-promise")
    assert check.findings == ()
    assert check.words == (
        "“Reporting victims are not prosecuted”: "
        "It rests on clause 1 alone: repealing it loses the promise."
    )


ASSUMED = """
assume reporters "Whoever makes a report is a victim of every crime"
  never
    a person makes a report
    it is not the case that the person is a victim of every crime
"""
REPORTERS = """
promise reporters "Reporters are not prosecuted"
  the Office must not prosecute a person for a crime
  when the person makes a report
"""


def held(text: str, check: str) -> str:
    run = examine(policy_of(text), CheckOptions(select=frozenset({check})))
    (words,) = (one.words for one in run.checks if one.check == check)
    return words


def test_an_assumption_belongs_to_the_reasons() -> None:
    assert held(FIRST + ASSUMED + REPORTERS, "broken-promise") == (
        "“Reporters are not prosecuted”: It rests on clause 1 and the assumption “reporters” "
        "together: without any one of them, the promise is lost."
    )


def test_an_assumption_alone() -> None:
    """No act of the promise's kind is left: nothing could break it, whatever the clauses say."""
    never = """
assume nobody "Nobody with a report is prosecuted"
  never
    a person makes a report
    the act is to prosecute the person for a crime
"""
    run = examine(policy_of(FIRST + never + REPORTERS), CheckOptions(select=frozenset({NAME})))
    assert [finding.outcome for finding in run.findings] == [Outcome.VACUOUS]


def test_what_the_questions_decide_is_said() -> None:
    questions = """
question purpose "Does the purpose count?"
  about "purpose" in the text
  reading no (plain) "No"
  reading yes "Yes"

question force "Does it bind?"
  about "bind" in the text
  reading no (plain) "No"
  reading yes "Yes"
  affects no verdict

clause 4 "Purpose"
  the Office must not use an item against a person
  when the act serves to prosecute the person
  and reading purpose as yes
"""
    policy = policy_of(questions, "The purpose may bind.")
    run = examine(policy, CheckOptions(select=frozenset({"idle-question"})))
    (words,) = (one.words for one in run.checks if one.check == "idle-question")
    assert words == (
        "One question decides some outcome. “Does it bind?” is marked as affecting no verdict."
    )


def test_what_the_world_alone_keeps() -> None:
    apart = """
clause 5 "Duty"
  the Office must prosecute a person for every crime
  when the person makes a report

assume apart "Victims make no report"
  never
    a person is a victim of a crime
    the person makes a report

promise no dilemma "The Office can keep all clauses"
  never a dilemma
"""
    assert held(FIRST + apart, "broken-promise") == (
        "“The Office can keep all clauses”: It rests on the assumption “apart” alone: no clause "
        "could break the promise as long as it is true of the world."
    )
