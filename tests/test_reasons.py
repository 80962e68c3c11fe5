"""On which clauses a promise rests: all smallest sets, in words."""

from __future__ import annotations

from tests.elaborated import policy_of
from verifier.checks.reasons import Reasons, reasons, reasons_said
from verifier.desk import Desk
from verifier.pipeline import Options, examine
from verifier.solve import Bench

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


def found(text: str) -> tuple[Reasons, list[str]]:
    policy = policy_of(text)
    desk = Desk(policy, Bench(policy), {})
    result = reasons(desk, policy.promises["victims"], None)
    return result, reasons_said(desk, result)


def test_one_clause_alone() -> None:
    assert found(FIRST + PROMISE) == (
        Reasons((("1",),), True),
        ["It rests on clause 1 alone: repealing it loses the promise."],
    )


def test_either_of_two() -> None:
    assert found(FIRST + SECOND + PROMISE) == (
        Reasons((("1",), ("2",)), True),
        [
            "It rests on any one of these grounds: (1) clause 1 and (2) clause 2.",
            "Repealing a single clause does not lose the promise.",
        ],
    )


def test_a_clause_and_what_takes_its_opposite_away() -> None:
    assert found(FIRST + LEAVE + PROMISE)[0] == Reasons((("1", "3.victims"),), True)


def test_what_is_common_to_all() -> None:
    result, said = found(FIRST + SECOND + LEAVE + PROMISE)
    assert result.sets == (("1", "3.victims"), ("2", "3.victims"))
    assert result.common == ("3.victims",)
    assert said[1] == "Common to all is the exception “victims” of clause 3."


def test_the_check_says_it_and_finds_nothing() -> None:
    policy = policy_of(FIRST + PROMISE)
    run = examine(policy, Options(select=frozenset({"broken-promise"})))
    check = next(one for one in run.checks if one.check == "broken-promise")
    assert check.findings == ()
    assert check.words == (
        "“Reporting victims are not prosecuted”: "
        "It rests on clause 1 alone: repealing it loses the promise."
    )
