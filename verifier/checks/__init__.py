"""The catalogue: one file a check, each a generator of findings that reads like its question.

`CHECKS` is in the order in which they run: text, background, dead and swallowed clauses, conflicts,
gaps and promises, readings, cases. A check sees what the ones before it found (`Desk.causes`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from verifier.checks import (
    antinomy,
    background_overreach,
    beneficiaries,
    broken_promise,
    conflict_with_law,
    consequential_question,
    controlled_condition,
    dead_clause,
    deadline_clash,
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
    ineffective_clause,
    ineffective_exception,
    interaction,
    loose_wording,
    missing_assumption,
    nearly_swallowed,
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
from verifier.desk import Desk
from verifier.findings import Finding


@dataclass(frozen=True)
class Check:
    """A question put to a whole policy.

    of_text: it needs no background, so it runs even where the assumptions are impossible; causal:
    what it finds suppresses what other checks would find (`Desk.causes`); weight: its share of the
    work, by experience, for dividing the checks between two processes; together: checks of one
    such group stay in one process, for they share what they compute.
    """

    name: str
    run: Callable[[Desk], Iterable[Finding]]
    of_text: bool = False
    causal: bool = False
    weight: int = 1
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
    Check(swallowed_clause.NAME, swallowed_clause.run, causal=True),
    Check(nearly_swallowed.NAME, nearly_swallowed.run),
    Check(idle_exception.NAME, idle_exception.run, causal=True),
    Check(ineffective_exception.NAME, ineffective_exception.run, weight=3),
    Check(ineffective_clause.NAME, ineffective_clause.run, weight=9),
    Check(redundant_clause.NAME, redundant_clause.run, weight=4),
    Check(surplus_condition.NAME, surplus_condition.run, weight=1),
    Check(edge_value.NAME, edge_value.run),
    Check(unviolable_duty.NAME, unviolable_duty.run),
    Check(dilemma.NAME, dilemma.run),
    Check(antinomy.NAME, antinomy.run, weight=13),
    Check(no_lawful_course.NAME, no_lawful_course.run),
    Check(deadline_clash.NAME, deadline_clash.run),
    Check(resolved_clash.NAME, resolved_clash.run, weight=4),
    Check(interaction.NAME, interaction.run),
    Check(conflict_with_law.NAME, conflict_with_law.run, weight=16),
    Check(controlled_condition.NAME, controlled_condition.run, weight=3),
    Check(discretion.NAME, discretion.run, weight=4),
    Check(beneficiaries.NAME, beneficiaries.run),
    Check(gap.NAME, gap.run, weight=9),
    Check(uncovered_value.NAME, uncovered_value.run),
    Check(broken_promise.NAME, broken_promise.run, weight=7),
    Check(impossible_case.NAME, impossible_case.run),
    Check(missing_assumption.NAME, missing_assumption.run, weight=3),
    Check(consequential_question.NAME, consequential_question.run, weight=33, together="readings"),
    Check(idle_question.NAME, idle_question.run, together="readings"),
    Check(undecided_question.NAME, undecided_question.run, weight=9, together="readings"),
    Check(reading_interaction.NAME, reading_interaction.run, weight=30, together="cases"),
    Check(impossible_case_facts.NAME, impossible_case_facts.run, together="cases"),
    Check(failed_case.NAME, failed_case.run, weight=14, together="cases"),
    Check(untested_clause.NAME, untested_clause.run, weight=2, together="cases"),
)
