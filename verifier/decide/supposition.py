"""What would have to be found out for a verdict: a completion goes in; the few facts of it that,
with what is known, bring its verdict about come out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from verifier.decide.inquiry import Frame, Inquiry
from verifier.decide.known_facts import fact_formula, is_dated
from verifier.decide.next_question import comparisons
from verifier.explanation import preferred
from verifier.model import Case, Formula, Not, Verdict, value_statement
from verifier.semantics import truth


def supposing(inquiry: Inquiry, frame: Frame, verdict: Verdict, case: Case) -> tuple[Formula, ...]:
    """Facts of the completed case, none of which can be left out, that with what is known leave no
    other verdict; unusual facts are given up last."""
    known = inquiry.formulas()
    statements = [one for one in _statements(inquiry, frame, case) if one not in known]

    def enough(kept: Sequence[Formula]) -> bool:
        return inquiry.is_other(frame, verdict, [*known, *kept]) is False

    return tuple(preferred(statements, enough))


def _statements(inquiry: Inquiry, frame: Frame, case: Case) -> Iterator[Formula]:
    """What is so in the case, as far as verdicts depend on it; what is given up last, first."""
    cone = inquiry.cone(frame.column)
    facts = [key for key in inquiry.facts() if ("fact", *key) in cone]
    yield from (fact_formula(key) for key in facts if key in case.facts)
    listed = {(key[1], key[2]) for key in cone if key[0] == "value"}
    for key, value in case.values.items():
        if key in listed:
            yield value_statement(key, value)
    for compared in comparisons(inquiry):
        if is_dated(case, compared):
            holds = truth(inquiry.policy, case, frame.readings, compared, {})
            yield compared if holds else Not(compared)
    yield from (Not(fact_formula(key)) for key in facts if key not in case.facts)
