"""The catalogue: one file a check, each a generator of findings that reads like its question.

`CHECKS` is in the order in which they run: text, background, dead and swallowed clauses, conflicts,
gaps and promises, readings, cases. A check sees what the ones before it found (`Desk.causes`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from verifier.checks import (
    antinomy,
    broken_promise,
    conflict_with_law,
    consequential_question,
    dead_clause,
    dilemma,
    failed_case,
    gap,
    impossible_background,
    impossible_case_facts,
    quote_mismatch,
    swallowed_clause,
    unaccounted_sentence,
    unused_term,
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
    Check(impossible_background.NAME, impossible_background.run, causal=True),
    Check(dead_clause.NAME, dead_clause.run, causal=True),
    Check(swallowed_clause.NAME, swallowed_clause.run, causal=True),
    Check(dilemma.NAME, dilemma.run),
    Check(antinomy.NAME, antinomy.run, weight=3),
    Check(conflict_with_law.NAME, conflict_with_law.run, weight=7),
    Check(gap.NAME, gap.run, weight=5),
    Check(broken_promise.NAME, broken_promise.run, weight=2),
    Check(consequential_question.NAME, consequential_question.run, weight=40),
    Check(impossible_case_facts.NAME, impossible_case_facts.run, together="cases"),
    Check(failed_case.NAME, failed_case.run, weight=14, together="cases"),
)
