"""Can each clause's condition hold at all?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from verifier.checks.support.check_context import CheckContext
from verifier.encoding import Applicable
from verifier.explanation import Smallest, minimal_sets
from verifier.findings import Finding, Severity
from verifier.model import Norm
from verifier.solver import Impossible
from verifier.words import quoted

NAME = "dead-clause"


def run(context: CheckContext) -> Iterable[Finding]:
    """A finding for each norm or disapplication whose condition no case meets, with a smallest set
    of its lines that cannot hold together."""
    for norm in context.policy.norms.values():
        if norm.role in ("exception", "exclusion"):
            continue
        queries = context.over_acts(context.acts_of_norm(norm.id), Applicable(norm.id))
        if any(context.ask(query) is not False for query in queries):
            continue
        context.causes.add(norm.id)
        reasons = _reasons(context, norm)
        yield context.finding(
            NAME,
            Severity.WARNING,
            f"No case can meet the condition of {context.speaker.norm_name(norm.id)}"
            f"{context.whatever_reading}.",
            [norm.id],
            norms=[norm.id],
            detail=_detail(norm, reasons.sets[0]),
            reasons=reasons.named(partial(_named, norm)),
            assurance=context.absence(queries),
        )


Part = int | str
"""A line of the condition by its place, or an assumption by its name."""


def _reasons(context: CheckContext, norm: Norm) -> Smallest[Part]:
    """The smallest sets of lines, with the assumptions they need, that no case meets."""
    lines = range(len(norm.conditions))
    acts = context.acts_of_norm(norm.id)

    def enough(kept: Sequence[Part]) -> bool:
        queries = context.over_acts(
            acts, Applicable(norm.id, frozenset(p for p in lines if p in kept))
        )
        unassumed = frozenset(name for name in context.policy.assumptions if name not in kept)
        answers = (context.solver.ask(query, context.fixed, unassumed) for query in queries)
        return all(isinstance(answer, Impossible) for answer in answers)

    found = minimal_sets([*lines, *context.policy.assumptions], enough)
    return found if found.sets else Smallest(((),), False)


def _named(norm: Norm, part: Part) -> str:
    if isinstance(part, int):
        return quoted(norm.conditions[part].words)
    return f"the assumption “{part}”"


def _detail(norm: Norm, reason: Sequence[Part]) -> list[str]:
    lines = [_named(norm, part) for part in reason if isinstance(part, int)]
    if not lines:
        return ["No act that the policy knows falls under its description."]
    if len(lines) == 1:
        return [f"This line alone can never hold: {lines[0]}."]
    return ["These lines cannot hold together:", *lines]
