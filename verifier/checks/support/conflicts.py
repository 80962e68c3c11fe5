"""Two live norms on one act whose modalities are opposed: what dilemma, antinomy and
conflict-with-law share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations

from verifier.checks.support.check_context import CheckContext
from verifier.checks.support.further_cases import shown
from verifier.checks.support.grounds import live_together, of_witness
from verifier.checks.support.remedies import Conflict, of_conflict
from verifier.encoding import Angle, Live, Query, both
from verifier.findings import Finding, Severity
from verifier.model import OPPOSED, LawRegime, Modality, Norm

UNSAID = "the text does not say which prevails"
NOT_YIELDING = "the policy does not say that it gives way"
DILEMMA = frozenset((Modality.OBLIGED, Modality.FORBIDDEN))


def pairs(
    context: CheckContext, wanted: Callable[[Norm, Norm], bool]
) -> Iterable[tuple[Norm, Norm]]:
    """The pairs of norms whose modalities are opposed and that the check wants, in file order. A
    duty to do some act of a description opposes no norm on one act."""
    norms = [
        norm
        for norm in context.policy.norms.values()
        if norm.modality and not norm.is_choice and counts(context, norm)
    ]
    for first, second in combinations(norms, 2):
        modalities = frozenset((first.modality, second.modality))
        if modalities in OPPOSED and wanted(first, second) and not _mirrored(norms, first, second):
            yield first, second


def _mirrored(norms: Sequence[Norm], duty: Norm, other: Norm) -> bool:
    """Whether a duty meets what follows from one before it: of two duties that exclude each other,
    what follows from the later one meets the earlier one as well."""
    if other.role != "exclusion" or duty.modality is not Modality.OBLIGED:
        return False
    order = [norm.id for norm in norms]
    return order.index(other.follows) < order.index(duty.id)


def counts(context: CheckContext, norm: Norm) -> bool:
    """Whether the norm, or the duty from which it follows, is not known to be without effect."""
    return (norm.follows or norm.id) not in context.causes


def clash(
    context: CheckContext,
    first: Norm,
    second: Norm,
    column: LawRegime,
    without: frozenset[str] = frozenset(),
) -> tuple[Query, ...]:
    """Whether both norms are live on one act: a question for each kind of act both can be about."""
    acts = context.acts_of_norm(first.id)
    others = set(context.acts_of_norm(second.id))
    body = both([Live(first.id), Live(second.id)])
    angle = Angle(column=column, without=without)
    return context.over_acts([act for act in acts if act in others], body, angle)


def conflict(
    context: CheckContext,
    check: str,
    severity: Severity,
    first: Norm,
    second: Norm,
    column: LawRegime,
) -> Finding | None:
    """The finding that two norms conflict somewhere, or None."""
    queries = clash(context, first, second, column)
    standing = context.standing(queries)
    if standing is None:
        return None
    case = shown(context, queries, standing)
    both_ids = frozenset((first.id, second.id))
    written = [norm.follows or norm.id for norm in (first, second)]
    return context.finding(
        check,
        severity,
        headline(context, first, second),
        sorted(written),
        norms=written,
        standing=standing,
        witness=case.witness,
        kinds=case.kinds,
        kinds_complete=case.complete,
        kinds_together=case.together,
        reasons=of_witness(context, case.witness, column, live_together(both_ids), both_ids),
        remedies=of_conflict(context, Conflict(first, (second,), column, standing, case)),
    )


def headline(context: CheckContext, first: Norm, second: Norm, end: str = "") -> str:
    """What the two norms say of one act, in one sentence; `end`: how they stand to each other, if
    not as clauses of one text."""
    by_modality = {norm.modality: context.speaker.norm_name(norm.id) for norm in (first, second)}
    must, never = by_modality.get(Modality.OBLIGED), by_modality.get(Modality.FORBIDDEN)
    may, spared = by_modality.get(Modality.PERMITTED), by_modality.get(Modality.EXEMPT)
    excluded = any(norm.role == "exclusion" for norm in (first, second))
    if must and never and excluded:
        breached = end or "whatever is done, one is breached"
        return f"{must} and {never} require acts of which only one can be done: {breached}."
    if may and excluded:
        return f"{may} permits an act that excludes what {never} requires; {end or UNSAID}."
    if must and never:
        still = f"; {end}" if end else ": whatever is done, one is breached"
        return f"{must} requires an act that {never} forbids{still}."
    if never:
        return f"{may} permits an act that {never} forbids; {end or UNSAID}."
    return f"{must} requires an act that {spared} exempts from; {end or UNSAID}."
