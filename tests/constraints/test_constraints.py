"""The constraints against the interpreter and against the checks: verdicts of cases, and questions of
all cases; faults in the constraints are caught; wrong input gets a way out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from z3 import Solver, sat, unsat

from tests.checks.documents import read
from tests.claims.drafting import drafted
from tests.constraints import given_case
from tests.generators.random_cases import FIRST_DAY, RandomCases
from verifier.checks.run import CheckOptions, examine
from verifier.commands.cli import run
from verifier.constraints import Norms, questions_of, ready, unsupported, written
from verifier.constraints.conditions import Conditions
from verifier.constraints.logic import TRUE, every, no
from verifier.findings import Outcome
from verifier.model import LawRegime, Policy, Verdict
from verifier.semantics import admissible, evaluations

CHECKS = Path(__file__).parents[1] / "checks"


def differs(policy: Policy, seed: int, cases: int) -> tuple[int, list[str]]:
    """How many cases were judged by both, and where the constraints say otherwise."""
    random, judged, wrong = Random(seed), 0, []
    drawn = RandomCases(policy, random)
    words = ready(policy)
    columns = [Norms(words, column) for column in LawRegime]
    verdicts = {(one.column, verdict): one.verdict(verdict) for one in columns for verdict in Verdict}
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


if __name__ == "__main__":
    import sys, time
    total = 0
    for seed in range(int(sys.argv[1]), int(sys.argv[2])):
        made = drafted(seed)
        if made is None or unsupported(made[1]):
            continue
        began = time.process_time()
        judged, wrong = differs(made[1], seed, int(sys.argv[3]))
        wrong += told_otherwise(made[1])
        total += judged
        print(seed, judged, round(time.process_time() - began, 2), wrong[:1])
    for path in sorted(CHECKS.glob("*/*.policy"))[:: int(sys.argv[4])]:
        policy = read(path)[0]
        if policy is None or unsupported(policy) or not policy.acts: continue
        began = time.process_time()
        judged, wrong = differs(policy, 1, int(sys.argv[3]))
        wrong += told_otherwise(policy)
        total += judged
        print(path.parent.name, path.name, judged, round(time.process_time() - began, 2), wrong[:1])
    print(total)
