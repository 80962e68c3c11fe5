"""Would any outcome be different without this exception?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from verifier.checks.support.check_context import CheckContext
from verifier.checks.support.left_out import (
    VERBS,
    Bite,
    Ending,
    bites_written,
    ending,
    every_smallest,
    exceptions_written,
    in_reason,
    named,
    nowhere,
    positions_part,
    smallest,
)
from verifier.encoding import Angle, Query
from verifier.findings import Finding, Severity
from verifier.model import LawRegime, Norm, Readings
from verifier.semantics import attacks_on

NAME = "ineffective-exception"


def run(context: CheckContext) -> Iterable[Finding]:
    """A finding for each exception that does take something out of its rule, and yet no act has
    another position for it, because other clauses say the same."""
    for written in exceptions_written(context.policy):
        found = bites_written(context, written)
        if found:
            yield from _ineffective(context, written, found)


def changing(
    context: CheckContext,
    norms: frozenset[str],
    acts: Iterable[str],
    gone: frozenset[str] = frozenset(),
) -> tuple[Query, ...]:
    """Whether leaving out these norms changes a position of some act, in the policy alone or,
    where there are laws, beside them or in the end; `gone` being left out anyway."""
    acts = context.solver.encodings.with_other_ways(acts)
    regimes = tuple(LawRegime) if context.policy.laws else (LawRegime.ALONE,)
    return tuple(
        query
        for regime in regimes
        for query in context.over_acts(
            acts, positions_part(Angle(regime, gone), Angle(regime, gone | norms))
        )
    )


def _ineffective(
    context: CheckContext, written: Sequence[Norm], found: Sequence[Bite]
) -> Iterable[Finding]:
    acts = tuple(dict.fromkeys(act for b in found for act in context.acts_of_norm(b.root.id)))
    queries = changing(context, frozenset(norm.id for norm in written), acts)
    biting = [query for bite in found for query in bite.alone(context, frozenset())]
    none = ending(context, queries, biting)
    if none is not None:
        readings = None if none.everywhere else context.plain
        yield _finding(context, written, found, none, readings)


def _finding(
    context: CheckContext,
    written: Sequence[Norm],
    found: Sequence[Bite],
    none: Ending,
    readings: Readings | None,
) -> Finding:
    exception, ids = written[0], frozenset(norm.id for norm in written)
    pool = _others(context, ids, found)
    acts = [query.act for query in none.queries]

    def enough(kept: frozenset[str]) -> bool:
        gone = frozenset(pool) - kept
        return nowhere(context, changing(context, ids, acts, gone), readings)

    reasons = smallest(pool, enough)
    grounds = every_smallest(pool, enough, reasons)
    plainly = "" if none.everywhere else f", {context.plainly}"
    return context.finding(
        NAME,
        Severity.NOTE,
        f"Removing {context.speaker.norm_name(exception.id)} would change no outcome{plainly}, "
        f"because {because(context, reasons, found[0].path[0])}.",
        [exception.id, *in_reason(grounds.sets)],
        norms=[exception.id, *reasons],
        reasons=grounds.named(context.speaker.norm_name),
        standing=none.standing,
        detail=none.said(context),
        assurance=none.assurance(context),
    )


def _others(context: CheckContext, written: frozenset[str], found: Sequence[Bite]) -> list[str]:
    """What could do the same: norms that say the same as a rule, and what else defeats it."""
    roots = {bite.root.id for bite in found}
    modalities = {bite.root.modality for bite in found}
    same = [
        norm.id
        for norm in context.policy.norms.values()
        if norm.layer == 0 and norm.modality in modalities and norm.id not in roots
    ]
    defeating = [
        attack.attacker
        for bite in found
        for norm in bite.path
        for attack in attacks_on(context.policy, norm.id, LawRegime.ALONE)
        if attack.attacker not in written | {n.id for n in bite.path}
    ]
    return list(dict.fromkeys((*same, *defeating)))


def because(context: CheckContext, reasons: Sequence[str], rule: Norm) -> str:
    """Why nothing changes, in words: what says the same, what defeats the rule as well."""
    saying = [name for name in reasons if context.policy.norms[name].modality is not None]
    others = [name for name in reasons if name not in saying]
    parts = []
    if saying:
        modality = context.policy.norms[saying[0]].modality
        assert modality is not None
        verb = VERBS[modality][len(saying) > 1]
        parts.append(f"{named(context, saying)} {verb} the same acts anyway")
    if others:
        takes = "take" if len(others) > 1 else "takes"
        parts.append(f"{named(context, others)} {takes} the same cases out")
    return (
        context.speaker.series(parts)
        or f"{context.speaker.norm_name(rule.id)} applies in the same cases on another ground"
    )
