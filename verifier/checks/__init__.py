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
    """A question put to a whole policy. `of_text`: it needs no background, so it runs even where
    the assumptions are impossible."""

    name: str
    run: Callable[[Desk], Iterable[Finding]]
    of_text: bool = False


CHECKS: tuple[Check, ...] = (
    Check(quote_mismatch.NAME, quote_mismatch.run, of_text=True),
    Check(unaccounted_sentence.NAME, unaccounted_sentence.run, of_text=True),
    Check(unused_term.NAME, unused_term.run, of_text=True),
    Check(impossible_background.NAME, impossible_background.run),
    Check(dead_clause.NAME, dead_clause.run),
    Check(swallowed_clause.NAME, swallowed_clause.run),
    Check(dilemma.NAME, dilemma.run),
    Check(antinomy.NAME, antinomy.run),
    Check(conflict_with_law.NAME, conflict_with_law.run),
    Check(gap.NAME, gap.run),
    Check(broken_promise.NAME, broken_promise.run),
    Check(consequential_question.NAME, consequential_question.run),
    Check(impossible_case_facts.NAME, impossible_case_facts.run),
    Check(failed_case.NAME, failed_case.run),
)
