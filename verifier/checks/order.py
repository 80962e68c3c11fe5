"""The catalogue: one file a check, each a generator of findings that reads like its question.

`CHECKS` is in the order in which they run: text, background, dead and swallowed clauses, conflicts,
gaps and promises, readings, cases. A check sees what the ones before it found
(`CheckContext.causes`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from verifier.checks import (
    antinomy,
    background_overreach,
    beneficiaries,
    broken_promise,
    conflict_with_law,
    consequential_question,
    controlled_condition,
    dead_clause,
    dilemma,
    discretion,
    edge_value,
    failed_case,
    gap,
    idle_exception,
    idle_question,
    impossible_background,
    impossible_case,
    impossible_case_facts,
    impossible_deadline,
    ineffective_clause,
    ineffective_exception,
    interaction,
    loose_wording,
    may_beside_must,
    missing_assumption,
    narrowed_duty,
    nearly_swallowed,
    never_due,
    no_lawful_course,
    quote_mismatch,
    reading_interaction,
    redundant_assumption,
    redundant_clause,
    resolved_clash,
    surplus_condition,
    swallowed_clause,
    unaccounted_sentence,
    uncovered_value,
    undecided_question,
    untested_clause,
    unused_term,
    unviolable_duty,
)
from verifier.checks.support.check_context import CheckContext
from verifier.findings import Finding
from verifier.model import Attribute, Fact, Policy

Sort = Literal[
    "norms", "pairs", "attacks", "laws", "hands", "questions", "askings", "promises", "coverages"
]
"""What there can be more or fewer of in a policy; `pairs` are two norms about one act, `hands`
words that somebody judges or controls."""


@dataclass(frozen=True)
class Check:
    """A question put to a whole policy.

    of_text: it needs no background, so it runs even where the assumptions are impossible; causal:
    what it finds suppresses what other checks would find (`CheckContext.causes`); work: what it
    takes for each thing of a sort, in tenths of a millisecond, by experience, for dividing the
    checks between two processes; together: checks of one such group stay in one process, for they
    share what they compute.
    """

    name: str
    run: Callable[[CheckContext], Iterable[Finding]]
    of_text: bool = False
    causal: bool = False
    work: Mapping[Sort, float] = field(default_factory=dict)
    together: str = ""


CHECKS: tuple[Check, ...] = (
    Check(quote_mismatch.NAME, quote_mismatch.run, of_text=True),
    Check(unaccounted_sentence.NAME, unaccounted_sentence.run, of_text=True),
    Check(unused_term.NAME, unused_term.run, of_text=True),
    Check(loose_wording.NAME, loose_wording.run, of_text=True),
    Check(impossible_background.NAME, impossible_background.run, causal=True),
    Check(background_overreach.NAME, background_overreach.run),
    Check(redundant_assumption.NAME, redundant_assumption.run),
    Check(dead_clause.NAME, dead_clause.run, causal=True),
    Check(swallowed_clause.NAME, swallowed_clause.run, causal=True, work={"norms": 5}),
    Check(nearly_swallowed.NAME, nearly_swallowed.run, work={"norms": 5}),
    Check(idle_exception.NAME, idle_exception.run, causal=True),
    Check(ineffective_exception.NAME, ineffective_exception.run, work={"norms": 6}),
    Check(ineffective_clause.NAME, ineffective_clause.run, work={"attacks": 4, "questions": 60}),
    Check(redundant_clause.NAME, redundant_clause.run, work={"norms": 15, "questions": 30}),
    Check(surplus_condition.NAME, surplus_condition.run, work={"norms": 12}),
    Check(edge_value.NAME, edge_value.run),
    Check(unviolable_duty.NAME, unviolable_duty.run),
    Check(impossible_deadline.NAME, impossible_deadline.run),
    Check(never_due.NAME, never_due.run),
    Check(dilemma.NAME, dilemma.run),
    Check(antinomy.NAME, antinomy.run, work={"pairs": 3, "questions": 130}),
    Check(may_beside_must.NAME, may_beside_must.run),
    Check(narrowed_duty.NAME, narrowed_duty.run),
    Check(no_lawful_course.NAME, no_lawful_course.run),
    Check(resolved_clash.NAME, resolved_clash.run, work={"pairs": 15, "attacks": 40}),
    Check(interaction.NAME, interaction.run, work={"pairs": 10}),
    Check(conflict_with_law.NAME, conflict_with_law.run, work={"laws": 1500}),
    Check(controlled_condition.NAME, controlled_condition.run, work={"hands": 200}),
    Check(discretion.NAME, discretion.run, work={"hands": 290}),
    Check(beneficiaries.NAME, beneficiaries.run),
    Check(gap.NAME, gap.run, work={"coverages": 700}),
    Check(uncovered_value.NAME, uncovered_value.run),
    Check(broken_promise.NAME, broken_promise.run, work={"promises": 440}),
    Check(impossible_case.NAME, impossible_case.run),
    Check(missing_assumption.NAME, missing_assumption.run, work={"promises": 190}),
    Check(
        consequential_question.NAME,
        consequential_question.run,
        work={"questions": 240},
        together="cases",
    ),
    Check(idle_question.NAME, idle_question.run, together="cases"),
    Check(
        undecided_question.NAME, undecided_question.run, work={"promises": 600}, together="cases"
    ),
    Check(
        reading_interaction.NAME, reading_interaction.run, work={"askings": 45}, together="cases"
    ),
    Check(impossible_case_facts.NAME, impossible_case_facts.run, together="cases"),
    Check(failed_case.NAME, failed_case.run, work={"askings": 15}, together="cases"),
    Check(untested_clause.NAME, untested_clause.run, work={"askings": 9}, together="cases"),
)


def work_of(check: Check, policy: Policy) -> float:
    """What a check takes on a policy, by experience."""
    norms = [norm for norm in policy.norms.values() if norm.modality is not None]
    about = Counter(norm.act.act if norm.act else "" for norm in norms)
    words: list[Fact | Attribute] = [*policy.facts.values(), *policy.attributes.values()]
    numbers: Mapping[Sort, int] = {
        "norms": len(policy.norms),
        "pairs": sum(number * (number - 1) // 2 for number in about.values()),
        "attacks": len(policy.attacks),
        "hands": sum(bool(word.judged_by or word.controlled_by) for word in words),
        "laws": sum(norm.layer > 0 for norm in norms),
        "questions": len(policy.questions),
        "askings": sum(len(case.askings) for case in policy.cases.values()),
        "promises": len(policy.promises),
        "coverages": len(policy.coverages),
    }
    return 1 + sum(each * numbers[sort] for sort, each in check.work.items())
