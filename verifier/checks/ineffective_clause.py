"""Would any outcome be different without this clause? Asked of clauses that only take out, and of
permissions; what other clauses say as well is the matter of redundant-clause."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from verifier.checks.ineffective_exception import because, changing
from verifier.checks.support.check_context import CheckContext
from verifier.checks.support.left_out import (
    Bite,
    Ending,
    bites,
    ending,
    every_smallest,
    in_reason,
    nowhere,
    own_clauses,
    smallest,
)
from verifier.encoding import POSITIONS, Angle, Live, Query, Seen, Takes, both, either
from verifier.explanation import Smallest
from verifier.findings import Finding, Outcome, Severity
from verifier.model import LawRegime, Modality, Norm
from verifier.semantics import attacks_on

NAME = "ineffective-clause"

NO_GROUNDS = Smallest[str](((),))
"""The one ground of what needs no other clause."""


def run(context: CheckContext) -> Iterable[Finding]:
    """A finding for each clause that takes nothing out, or only part of what it names, and for each
    clause whose permissions (or exemptions) say nothing that any clause or law denies."""
    for clause in own_clauses(context):
        norms = [context.policy.norms[name] for name in context.policy.clauses[clause].norms]
        content = [n for n in norms if n.role != "exception" and n.id not in context.causes]
        if not content:
            continue
        if all(norm.modality is None for norm in content):
            yield from _taking_out(context, clause, content)
        elif all(norm.modality in _STRICT for norm in content):
            yield from _declaratory(context, clause, content)


# --------------------------------------------------------------------------- disapplications


@dataclass(frozen=True)
class _Work:
    """On what a clause works: plainly, under other readings only, nowhere."""

    plainly: tuple[Bite, ...]
    otherwise: tuple[Bite, ...]
    idle: tuple[Bite, ...]

    @property
    def touched(self) -> tuple[Bite, ...]:
        return (*self.plainly, *self.otherwise)


def _work(context: CheckContext, norms: Sequence[Norm]) -> _Work:
    plainly, otherwise, idle = [], [], []
    for bite in (bite for norm in norms for bite in bites(context, norm)):
        if bite.root.id in context.causes:
            continue
        asked = bite.alone(context, frozenset())
        if not nowhere(context, asked, context.plain):
            plainly.append(bite)
        elif not nowhere(context, asked):
            otherwise.append(bite)
        else:
            idle.append(bite)
    return _Work(tuple(plainly), tuple(otherwise), tuple(idle))


def _taking_out(context: CheckContext, clause: str, norms: Sequence[Norm]) -> Iterable[Finding]:
    work = _work(context, norms)
    if work.touched:
        touched = (bite.root.id for bite in work.touched)
        acts = dict.fromkeys(act for name in touched for act in context.acts_of_norm(name))
        queries = changing(context, frozenset(norm.id for norm in norms), acts)
        if nowhere(context, queries, context.plain) and nowhere(context, queries):
            yield _said_anyway(context, clause, norms, work, queries)
        else:
            yield from _in_part(context, clause, work)
    elif work.idle and _changes_nothing(context, norms):
        queries = tuple(query for bite in work.idle for query in bite.alone(context, frozenset()))
        why = "what it takes out never comes under the clauses that it names"
        yield _without_effect(context, clause, norms, why, (), queries)


def _changes_nothing(context: CheckContext, norms: Sequence[Norm]) -> bool:
    """Whether no act would have another position without these norms. Clauses that other checks
    report are not looked at one by one, and one of them may be what these norms swallow."""
    changed = changing(context, frozenset(norm.id for norm in norms), context.policy.acts)
    return nowhere(context, changed)


def _said_anyway(
    context: CheckContext, clause: str, norms: Sequence[Norm], work: _Work, queries: Sequence[Query]
) -> Finding:
    """The finding that other clauses do, or say, what the clause would bring about."""
    gone = frozenset(norm.id for norm in norms)
    pool = _others(context, work.touched, gone)
    acts = [query.act for query in queries]

    def enough(kept: frozenset[str]) -> bool:
        return nowhere(context, changing(context, gone, acts, frozenset(pool) - kept))

    reasons = smallest(pool, enough)
    grounds = every_smallest(pool, enough, reasons)
    why = because(context, reasons, work.touched[0].path[0])
    return _without_effect(context, clause, norms, why, reasons, queries, grounds)


def _without_effect(
    context: CheckContext,
    clause: str,
    norms: Sequence[Norm],
    why: str,
    reasons: Sequence[str],
    queries: Sequence[Query],
    grounds: Smallest[str] = NO_GROUNDS,
) -> Finding:
    none = Ending(tuple(queries), True)
    return context.finding(
        NAME,
        Severity.NOTE,
        f"Without {context.speaker.clause_name(clause)} every outcome would be the same, because "
        f"{why}.",
        [clause, *in_reason(grounds.sets)],
        norms=[*(norm.id for norm in norms), *reasons],
        detail=none.said(context),
        reasons=grounds.named(context.speaker.norm_name),
        assurance=none.assurance(context),
    )


def _others(context: CheckContext, found: Sequence[Bite], gone: frozenset[str]) -> list[str]:
    """What could do the same: norms that say something too, and what else defeats on the way. What
    the clause itself defeats is none of it: without that, the clause has nothing to do."""
    roots = {bite.root.id for bite in found}
    same = [
        norm.id
        for norm in context.policy.norms.values()
        if norm.layer == 0 and norm.modality is not None and norm.id not in roots
    ]
    on_path = {norm.id for bite in found for norm in bite.path}
    defeating = [
        a.attacker
        for bite in found
        for norm in bite.path
        for a in attacks_on(context.policy, norm.id, LawRegime.ALONE)
        if a.attacker not in gone | on_path
    ]
    return list(dict.fromkeys((*same, *defeating)))


def _in_part(context: CheckContext, clause: str, work: _Work) -> Iterable[Finding]:
    """A note where a clause names several clauses and takes something out of some of them only."""
    plainly, touched, idle = (
        list(dict.fromkeys(bite.path[0].clause for bite in found))
        for found in (work.plainly, work.touched, work.idle)
    )
    idle = [name for name in idle if name not in touched]
    if not idle:
        return
    works = context.speaker.clause_names(touched)
    rest = context.speaker.clause_names(idle)
    yield context.finding(
        NAME,
        Severity.NOTE,
        context.speaker.sentence(
            f"{context.speaker.clause_name(clause)} takes something out of {works} only; out of "
            f"{rest}, which it names as well, it takes nothing"
        ),
        ["in part", clause, *sorted(idle)],
        norms=[work.touched[0].exception.id],
        detail=list(_by_reading(context, plainly, touched)),
        assurance=context.absence(
            q for bite in work.idle for q in bite.alone(context, frozenset())
        ),
        outcome=Outcome.HOLDS,
    )


def _by_reading(
    context: CheckContext, plainly: Sequence[str], touched: Sequence[str]
) -> Iterable[str]:
    if not context.policy.questions:
        return
    yield from context.everywhere
    if set(plainly) != set(touched):
        yield context.speaker.sentence(f"{context.plainly} it takes {_out_of(context, plainly)}")


def _out_of(context: CheckContext, clauses: Sequence[str]) -> str:
    """`something out of clauses 1 and 2 only`, `nothing out of any of them`."""
    if not clauses:
        return "nothing out of any of them"
    return f"something out of {context.speaker.clause_names(list(dict.fromkeys(clauses)))} only"


# --------------------------------------------------------------------------- permissions

_STRICT: Mapping[Modality | None, tuple[Modality, ...]] = {
    Modality.PERMITTED: (Modality.FORBIDDEN, Modality.OBLIGED),
    Modality.EXEMPT: (Modality.OBLIGED,),
}
"""What a permission, and an exemption, answers; or, a permission, what it stands beside in doubt
(may-beside-must)."""


def _declaratory(context: CheckContext, clause: str, norms: Sequence[Norm]) -> Iterable[Finding]:
    gone = frozenset(context.policy.clauses[clause].norms)
    acts = dict.fromkeys(act for norm in norms for act in context.acts_of_norm(norm.id))
    angle = Angle(column=LawRegime.BESIDE)
    answered = [query for norm in norms for query in _answered(context, norm, gone)]
    live = context.over_acts(acts, either(Live(norm.id) for norm in norms), angle)
    none = ending(context, answered, live)
    if none is None:
        return
    permits = norms[0].modality is Modality.PERMITTED
    says = "permits what nothing forbids" if permits else "exempts from what nothing requires"
    plainly = "" if none.everywhere else f" {context.plainly}"
    stands = "stand in their way" if permits else "require them"
    readings = None if none.everywhere else context.plain
    silent = (
        "the policy would say nothing of these acts, and "
        if nowhere(context, _said_besides(context, norms, gone), readings)
        else ""
    )
    yield context.finding(
        NAME,
        Severity.NOTE,
        context.speaker.sentence(f"{context.speaker.clause_name(clause)} {says}{plainly}"),
        ["declaratory", clause],
        norms=[norm.id for norm in norms],
        standing=none.standing,
        detail=[
            f"Without it {silent}nothing would {stands}.",
            *none.said(context),
        ],
        assurance=none.assurance(context),
    )


def _said_besides(
    context: CheckContext, norms: Sequence[Norm], gone: frozenset[str]
) -> Iterable[Query]:
    """Whether the policy says anything else of an act of which one of the norms speaks."""
    without = Seen(Angle(without=gone), either(Takes(position) for position in POSITIONS))
    for norm in norms:
        body = both([Live(norm.id), without])
        yield from context.over_acts(
            context.acts_of_norm(norm.id), body, Angle(column=LawRegime.BESIDE)
        )


def _answered(context: CheckContext, norm: Norm, gone: frozenset[str]) -> Iterable[Query]:
    """Whether the norm speaks where another norm or a law would require or forbid the act, were its
    clause not there. What it defeats is among these, so it has no other effect."""
    acts = context.acts_of_norm(norm.id)
    for other in context.policy.norms.values():
        if other.modality in _STRICT[norm.modality]:
            theirs = set(context.acts_of_norm(other.id))
            without = Angle(column=LawRegime.BESIDE, without=gone)
            body = both([Live(norm.id), Seen(without, Live(other.id))])
            angle = Angle(column=LawRegime.BESIDE)
            yield from context.over_acts([act for act in acts if act in theirs], body, angle)
