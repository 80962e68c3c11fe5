"""The constraints against the interpreter and against the checks: verdicts of cases, and questions
of all cases; faults in the constraints are caught; wrong input gets a way out."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from z3 import Solver, sat, unsat

from tests.checks.documents import read
from tests.claims.drafting import drafted
from tests.constraints import given_case
from tests.generators.random_cases import FIRST_DAY, RandomCases
from verifier.checks.run import CheckOptions, examine
from verifier.commands.cli import run
from verifier.constraints import questions_of, written
from verifier.constraints.choices import Choices
from verifier.constraints.conditions import Conditions
from verifier.constraints.logic import TRUE, every, no
from verifier.constraints.norms import Norms
from verifier.constraints.page import ready
from verifier.findings import Outcome
from verifier.model import Attack, LawRegime, Norm, Policy, Verdict
from verifier.semantics import admissible, evaluations

CHECKS = Path(__file__).parents[1] / "checks"


def differs(policy: Policy, seed: int, cases: int) -> tuple[int, list[str]]:
    """How many cases were judged by both, and where the constraints say otherwise."""
    random, judged, wrong = Random(seed), 0, []
    drawn = RandomCases(policy, random)
    words = ready(policy)
    columns = [Norms(words, column) for column in LawRegime]
    verdicts = {
        (one.column, verdict): one.verdict(verdict) for one in columns for verdict in Verdict
    }
    for _ in range(cases):
        case, readings = drawn.draw()
        day = case.act.day or random.choice([*case.days.values(), FIRST_DAY]) + random.randrange(40)
        case = replace(case, act=replace(case.act, day=day))
        given = "\n".join((*words.text.lines, *given_case.lines(words, case, readings)))
        can_be = not admissible(policy, case, readings)
        told = TRUE
        if can_be:
            judged += 1
            told = every(
                verdicts[column, found.verdict]
                for column, found in evaluations(policy, case, readings).items()
            )
        answers = []
        for said in (told, no(told)):
            solver = Solver()
            solver.from_string(f"{given}\n(assert {said})")
            answers.append(solver.check())
        if answers != [sat if can_be else unsat, unsat]:
            wrong.append(f"{answers}, where {told} of {case}")
    return judged, wrong


BY_CHECK = {
    "antinomy": "antinomy",
    "dilemma": "dilemma",
    "gap": "gap",
    "broken-promise": "promise",
    "impossible-case": "possible",
}


def answers(policy: Policy) -> dict[str, str]:
    """What Z3 answers to each question."""
    asked = questions_of(policy)
    found = {}
    for one in asked:
        solver = Solver()
        solver.set("rlimit", 20_000_000)
        solver.from_string(written(policy, (one,)).replace("(pop 1)", ""))
        found[one.id] = str(solver.check())
    return found


def told_otherwise(policy: Policy) -> list[str]:
    """Where the constraints and the checks answer a question differently."""
    found, wrong = answers(policy), []
    for one in examine(policy, CheckOptions(select=frozenset(BY_CHECK))).checks:
        if one.check not in BY_CHECK or one.outcome is Outcome.NOT_RUN:
            continue
        begins = f"{BY_CHECK[one.check]} "
        own = {name: answer for name, answer in found.items() if name.startswith(begins)}
        if one.check in ("antinomy", "dilemma"):
            if bool(one.findings) is not ("sat" in own.values()):
                wrong.append(f"{one.check}: {[f.headline for f in one.findings]}: {own}")
            continue
        about = {f.about for f in one.findings if f.outcome is not Outcome.VACUOUS}
        for name, answer in own.items():
            is_found = name.removeprefix(begins) in about
            expected = "sat" if is_found is not (begins == "possible ") else "unsat"
            if answer not in (expected, "unknown"):
                wrong.append(f"{name}: {answer}, and {one.check} finds {sorted(about)}")
    return wrong


POLICIES = [
    "broken_promise/a_savings_clause_that_limits",
    "conflict_with_law/a_savings_clause_prevents_it",
    "dilemma/only_one_can_be_done",
    "gap/an_exception_opens_it",
    "impossible_case/no_such_case",
    "narrowed_duty/forbidden_only_on_two_days",
    "no_lawful_course/one_ward_left",
    "reading_interaction/a_promise_needs_both",
    "resolved_clash/a_priority_decides",
]
"""Exceptions, priorities, laws, days, ways, things to choose, promises, claims, readings."""


def of_check(name: str) -> Policy:
    policy, problems = read(CHECKS / f"{name}.policy")
    assert policy is not None, problems
    return policy


@pytest.mark.parametrize("name", POLICIES)
def test_agrees_with_the_interpreter_and_the_checks(name: str) -> None:
    policy = of_check(name)
    judged, wrong = differs(policy, seed=1, cases=2)
    assert judged or "impossible" in name
    assert wrong + told_otherwise(policy) == []
    assert "unknown" not in answers(policy).values()


@pytest.mark.parametrize("seed", [5, 8])
def test_agrees_on_made_policies(seed: int) -> None:
    made = drafted(seed)
    assert made is not None
    judged, wrong = differs(made[1], seed, cases=3)
    assert judged
    assert wrong + told_otherwise(made[1]) == []


def no_ground(ground: str) -> Callable[[Norms, Norm], Iterator[Attack]]:
    kept = Norms.attacks_on
    return lambda self, norm: (one for one in kept(self, norm) if one.ground != ground)


def denied(self: Conditions, *given: Any) -> str:
    return no(DEFINED_HOLDS(self, *given))


DEFINED_HOLDS = Conditions.defined_holds

FAULTS: dict[str, tuple[type, str, Any]] = {
    "exceptions are ignored": (Norms, "attacks_on", no_ground("exception")),
    "a priority is lost": (Norms, "attacks_on", no_ground("priority")),
    "a definition means its contrary": (Conditions, "defined_holds", denied),
    "another act never counts": (Choices, "every_act", lambda *_: TRUE),
    "every day is in time": (Choices, "not_after", lambda *_: TRUE),
    "laws speak alone": (Norms, "speaks", lambda *_: True),
    "nothing counts as anything": (Conditions, "counted_as", lambda *_: "false"),
}


SHOWN_BY = {
    "exceptions are ignored": "idle_exception/covered",
    "a priority is lost": "resolved_clash/a_priority_decides",
    "a definition means its contrary": "idle_question/it_matters_only_with_another",
    "another act never counts": "narrowed_duty/forbidden_only_on_two_days",
    "every day is in time": "narrowed_duty/a_day_is_left",
    "laws speak alone": "conflict_with_law/a_savings_clause_prevents_it",
    "nothing counts as anything": "narrowed_duty/another_way",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_caught(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(*FAULTS[fault])
    policy = of_check(SHOWN_BY[fault])
    assert told_otherwise(policy) or differs(policy, 2, 8)[1]


def test_wrong_input_gets_a_place_and_a_way_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "some.policy"
    path.write_text((CHECKS / "narrowed_duty/another_way.policy").read_text())
    dated = tmp_path / "dated.policy"
    dated.write_text((CHECKS / "edge_value/birthday_counted.policy").read_text())
    for arguments, said in (
        ([str(path), "--question", "dilema 1"], "did you mean “dilemma 1”?"),
        ([str(path), "--question", "?"], "the first is “background”"),
        ([str(path), "-o", str(path)], "name of an input"),
        ([str(tmp_path / "none.policy")], "none.policy"),
        ([str(dated)], "months and business days are not written as constraints"),
    ):
        assert run(["constraints", *arguments]) == 2
        assert said in capsys.readouterr().err


def test_one_question_is_ready_to_run_as_all_are(tmp_path: Path) -> None:
    policy = CHECKS / "narrowed_duty/another_way.policy"
    texts = []
    for options in ([], [], ["--question", "dilemma 1"]):
        file = tmp_path / "written.smt2"
        assert run(["constraints", str(policy), "-o", str(file), *options]) == 0
        texts.append(file.read_text("ascii"))
    assert texts[0] == texts[1]
    told = [Path(sys.executable).with_name("z3"), tmp_path / "written.smt2"]
    assert subprocess.run(told, capture_output=True, text=True, check=True).stdout == "unsat\n"
    assert texts[0].count("(check-sat)") == 2
    assert "unsat: In every case 1 leaves a way to do in time what it asks for." in texts[2]
