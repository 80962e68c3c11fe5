"""A suggested case as if it had been pasted into the policy file: its lines go in, and whether they
read as a case that can be and that passes comes out."""

from __future__ import annotations

from collections.abc import Sequence

from verifier.checks.support.check_context import CheckContext
from verifier.diagnostics import Level
from verifier.elaborate import Complaints, Context, Quotations, Vocabulary, read_cases
from verifier.explanation import AskingAnswer, case_result
from verifier.language import CaseDeclaration
from verifier.language.layout import source_of
from verifier.language.parse import parse
from verifier.model import CaseExample, Policy
from verifier.solver import Budget, QuestionSolver

PLACE = "a suggested case"


def passes(context: CheckContext, lines: Sequence[str]) -> bool:
    """Whether the lines are read without a mistake, what they give can be so, and every verdict
    that they expect is the one computed."""
    example = read(context.policy, lines)
    if example is None:
        return False
    possible = all(
        AskingAnswer(context.solver, example, asking, context.plain).possible_at_all()
        for asking in example.askings
    )
    if not possible or not example.askings:
        return False
    result = case_result(context.solver, example, context.plain, brief=True)
    return all(one.met for asking in result.askings for one in asking.expectations)


def fails(policy: Policy, lines: Sequence[str], budget: Budget) -> bool:
    """Whether the lines, pasted into another policy, are read, what they give can be so, and some
    verdict that they expect is not the one computed."""
    example = read(policy, lines)
    if example is None:
        return False
    solver, plain = QuestionSolver(policy, budget), policy.plain_readings
    result = case_result(solver, example, plain, brief=True)
    return any(one.met is False for asking in result.askings for one in asking.expectations)


def read(policy: Policy, lines: Sequence[str]) -> CaseExample | None:
    """The case that the lines are, in the words of the policy; None where they are none."""
    document, problems = parse(source_of(PLACE, "\n".join(lines) + "\n"))
    declared = [item for item in document.items if isinstance(item, CaseDeclaration)]
    complaints = Complaints()
    quotations = Quotations(policy.source, complaints)
    found = read_cases(declared, Context(Vocabulary.of(policy), complaints, quotations))
    wrong = any(one.level is Level.ERROR for one in (*problems, *complaints.problems))
    return None if wrong or len(found) != 1 else next(iter(found.values()))
