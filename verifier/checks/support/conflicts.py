"""Two live norms on one act whose modalities are opposed: what dilemma, antinomy and
conflict-with-law share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations

from verifier.checks.support.check_context import CheckContext
from verifier.checks.support.days_left import days_of_a_dilemma
from verifier.checks.support.further_cases import shown
from verifier.checks.support.grounds import Shows, live_together, of_witness
from verifier.checks.support.meetings import meeting
from verifier.checks.support.remedies import Conflict, of_conflict
from verifier.elaborate import meet_opposed
from verifier.encoding import TRUE_ASK, Angle, Ask, Query, both
from verifier.findings import Finding, Severity
from verifier.model import LawRegime, Modality, Norm

UNSAID = "the text does not say which prevails"
NOT_YIELDING = "the policy does not say that it gives way"
DILEMMA = frozenset((Modality.OBLIGED, Modality.FORBIDDEN))


def pairs(
    context: CheckContext, wanted: Callable[[Norm, Norm], bool]
) -> Iterable[tuple[Norm, Norm]]:
    """The pairs of norms whose modalities are opposed and that the check wants, in file order."""
    norms = [n for n in context.policy.norms.values() if n.modality and counts(context, n)]
    for first, second in combinations(norms, 2):
        meet = meet_opposed(first, second) and wanted(first, second)
        if meet and not _mirrored(norms, first, second):
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
    """Whether two norms conflict on one act: a question for each kind of act both can be about."""
    acts = context.acts_of_norm(first.id)
    others = set(context.acts_of_norm(second.id))
    angle = Angle(column=column, without=without)
    shared = [act for act in acts if act in others]
    return context.over_acts(shared, meeting((first, second)), angle)


def conflict(
    context: CheckContext,
    check: str,
    severity: Severity,
    norms: Sequence[Norm],
    column: LawRegime,
    beside: Ask = TRUE_ASK,
    where: str = "",
) -> Finding | None:
    """The finding that two norms, or a duty and several prohibitions, conflict somewhere, or None.
    `beside`: what else is to be so there; `where`: what it needs, said first."""
    angle = Angle(column=column)
    acts = [context.acts_of_norm(norm.id) for norm in norms]
    shared = [act for act in acts[0] if all(act in others for others in acts[1:2])]
    body = both([meeting(norms), beside]) if beside != TRUE_ASK else meeting(norms)
    queries = context.over_acts(shared, body, angle)
    standing = context.standing(queries)
    if standing is None:
        return None
    case = shown(context, queries, standing)
    ids = frozenset(norm.id for norm in norms)
    order = list(context.policy.norms)
    by_place = sorted(norms, key=lambda norm: order.index(norm.id))
    written = list(dict.fromkeys(norm.follows or norm.id for norm in by_place))
    first, *others = norms
    # In short, too: the headline says whether the duty leaves days to choose from.
    looked_at = case.witness or (
        context.shown(standing) if any(norm.is_duty for norm in norms) else None
    )
    days = days_of_a_dilemma(context, norms, looked_at, column)
    return context.finding(
        check,
        severity,
        where + headline(context, norms, days=bool(days)),
        sorted(written),
        norms=written,
        standing=standing,
        witness=case.witness,
        detail=days,
        kinds=case.kinds,
        kinds_complete=case.complete,
        kinds_together=case.together,
        reasons=of_witness(context, case.witness, column, _conflicting(norms), ids),
        remedies=of_conflict(
            context,
            Conflict(first, tuple(others), column, standing, case, jointly=len(others) > 1),
        ),
    )


def _conflicting(norms: Sequence[Norm]) -> Shows:
    """Whether what the norms say of a case is the conflict."""
    duty = next((norm.id for norm in norms if norm.is_duty), None)
    if duty is None or all(norm.modality is not Modality.FORBIDDEN for norm in norms):
        return live_together(norm.id for norm in norms)
    return lambda found: found.positions.no_way_left and duty in dict(found.live)


def headline(
    context: CheckContext, norms: Sequence[Norm], end: str = "", days: bool = False
) -> str:
    """What the norms say of one act, in one sentence; `end`: how they stand to each other, if not
    as clauses of one text; `days`: the duty leaves days to choose from, all of them forbidden."""
    by_modality: dict[Modality | None, list[str]] = {}
    for norm in norms:
        by_modality.setdefault(norm.modality, []).append(context.speaker.norm_name(norm.id))
    said = {modality: context.speaker.series(names) for modality, names in by_modality.items()}
    must, never = said.get(Modality.OBLIGED), said.get(Modality.FORBIDDEN)
    may, spared = said.get(Modality.PERMITTED), said.get(Modality.EXEMPT)
    excluded = any(norm.role == "exclusion" for norm in norms)
    breached = end or "whatever is done, one is breached"
    if must and never and excluded:
        return f"{must} and {never} require acts of which only one can be done: {breached}."
    if may and excluded:
        return f"{may} permits an act that excludes what {never} requires; {end or UNSAID}."
    if must and never:
        forbids = "together forbid" if len(by_modality[Modality.FORBIDDEN]) > 1 else "forbids"
        left = _whatever_is_chosen(norms, days)
        stop = "; " if end else ": "
        return f"{must} requires an act that {never} {forbids}{left}{stop}{breached}."
    if never:
        return f"{may} permits an act that {never} forbids; {end or UNSAID}."
    return f"{must} requires an act that {spared} exempts from; {end or UNSAID}."


def _whatever_is_chosen(norms: Sequence[Norm], days: bool) -> str:
    """Of what the duty leaves to be chosen, all is forbidden."""
    chosen = [variable.kind for norm in norms if norm.act for variable in norm.act.choice]
    left = [f"whichever {kind} is chosen" for kind in dict.fromkeys(chosen)]
    left += ["on every day on which it can be done in time"] if days else []
    return f", {' and '.join(left)}" if chosen else "".join(f" {one}" for one in left)
