"""Would any outcome be different without this clause? Asked of clauses that only take out, and of
permissions; what other clauses say as well is the matter of redundant-clause."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from verifier.checks.ineffective_exception import because, changing
from verifier.checks.support.check_context import Desk
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
from verifier.encoding.questions import Angle, Live, Query, Seen, both, either
from verifier.explanation.minimal_sets import Smallest
from verifier.findings.finding import Finding, Outcome, Severity
from verifier.model.policy import Column, Modality, Norm

NAME = "ineffective-clause"

NO_GROUNDS = Smallest[str](((),))
"""The one ground of what needs no other clause."""


def run(desk: Desk) -> Iterable[Finding]:
    """A finding for each clause that takes nothing out, or only part of what it names, and for each
    clause whose permissions (or exemptions) say nothing that any clause or law denies."""
    for clause in own_clauses(desk):
        norms = [desk.policy.norms[name] for name in desk.policy.clauses[clause].norms]
        content = [n for n in norms if n.role != "exception" and n.id not in desk.causes]
        if not content:
            continue
        if all(norm.modality is None for norm in content):
            yield from _taking_out(desk, clause, content)
        elif all(norm.modality in _DENIED for norm in content):
            yield from _declaratory(desk, clause, content)


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


def _work(desk: Desk, norms: Sequence[Norm]) -> _Work:
    plainly, otherwise, idle = [], [], []
    for bite in (bite for norm in norms for bite in bites(desk, norm)):
        if bite.root.id in desk.causes:
            continue
        asked = bite.alone(desk, frozenset())
        if not nowhere(desk, asked, desk.plain):
            plainly.append(bite)
        elif not nowhere(desk, asked):
            otherwise.append(bite)
        else:
            idle.append(bite)
    return _Work(tuple(plainly), tuple(otherwise), tuple(idle))


def _taking_out(desk: Desk, clause: str, norms: Sequence[Norm]) -> Iterable[Finding]:
    work = _work(desk, norms)
    if work.touched:
        touched = (bite.root.id for bite in work.touched)
        acts = dict.fromkeys(act for name in touched for act in desk.acts_of_norm(name))
        queries = changing(desk, frozenset(norm.id for norm in norms), acts)
        if nowhere(desk, queries, desk.plain) and nowhere(desk, queries):
            yield _said_anyway(desk, clause, norms, work, queries)
        else:
            yield from _in_part(desk, clause, work)
    elif work.idle and _changes_nothing(desk, norms):
        queries = tuple(query for bite in work.idle for query in bite.alone(desk, frozenset()))
        why = "what it takes out never comes under the clauses that it names"
        yield _without_effect(desk, clause, norms, why, (), queries)


def _changes_nothing(desk: Desk, norms: Sequence[Norm]) -> bool:
    """Whether no act would have another position without these norms. Clauses that other checks
    report are not looked at one by one, and one of them may be what these norms swallow."""
    changed = changing(desk, frozenset(norm.id for norm in norms), desk.policy.acts)
    return nowhere(desk, changed)


def _said_anyway(
    desk: Desk, clause: str, norms: Sequence[Norm], work: _Work, queries: Sequence[Query]
) -> Finding:
    """The finding that other clauses do, or say, what the clause would bring about."""
    gone = frozenset(norm.id for norm in norms)
    pool = _others(desk, work.touched, gone)
    acts = [query.act for query in queries]

    def enough(kept: frozenset[str]) -> bool:
        return nowhere(desk, changing(desk, gone, acts, frozenset(pool) - kept))

    reasons = smallest(pool, enough)
    grounds = every_smallest(pool, enough, reasons)
    why = because(desk, reasons, work.touched[0].path[0])
    return _without_effect(desk, clause, norms, why, reasons, queries, grounds)


def _without_effect(
    desk: Desk,
    clause: str,
    norms: Sequence[Norm],
    why: str,
    reasons: Sequence[str],
    queries: Sequence[Query],
    grounds: Smallest[str] = NO_GROUNDS,
) -> Finding:
    none = Ending(tuple(queries), True)
    return desk.finding(
        NAME,
        Severity.NOTE,
        f"Without {desk.speaker.clause_name(clause)} every outcome would be the same, because "
        f"{why}.",
        [clause, *in_reason(grounds.sets)],
        norms=[*(norm.id for norm in norms), *reasons],
        detail=none.said(desk),
        reasons=grounds.named(desk.speaker.norm_name),
        assurance=none.assurance(desk),
    )


def _others(desk: Desk, found: Sequence[Bite], gone: frozenset[str]) -> list[str]:
    """What could do the same: norms that say something too, and what else defeats on the way. What
    the clause itself defeats is none of it: without that, the clause has nothing to do."""
    roots = {bite.root.id for bite in found}
    same = [
        norm.id
        for norm in desk.policy.norms.values()
        if norm.layer == 0 and norm.modality is not None and norm.id not in roots
    ]
    on_path = {norm.id for bite in found for norm in bite.path}
    defeating = [
        a.attacker
        for bite in found
        for norm in bite.path
        for a in desk.policy.attacks_on(norm.id, Column.ALONE)
        if a.attacker not in gone | on_path
    ]
    return list(dict.fromkeys((*same, *defeating)))


def _in_part(desk: Desk, clause: str, work: _Work) -> Iterable[Finding]:
    """A note where a clause names several clauses and takes something out of some of them only."""
    plainly, touched, idle = (
        list(dict.fromkeys(bite.path[0].clause for bite in found))
        for found in (work.plainly, work.touched, work.idle)
    )
    idle = [name for name in idle if name not in touched]
    if not idle:
        return
    works = desk.speaker.clause_names(touched)
    rest = desk.speaker.clause_names(idle)
    yield desk.finding(
        NAME,
        Severity.NOTE,
        desk.speaker.sentence(
            f"{desk.speaker.clause_name(clause)} takes something out of {works} only; out of "
            f"{rest}, which it names as well, it takes nothing"
        ),
        ["in part", clause, *sorted(idle)],
        norms=[work.touched[0].exception.id],
        detail=list(_by_reading(desk, plainly, touched)),
        assurance=desk.absence(q for bite in work.idle for q in bite.alone(desk, frozenset())),
        outcome=Outcome.HOLDS,
    )


def _by_reading(desk: Desk, plainly: Sequence[str], touched: Sequence[str]) -> Iterable[str]:
    if not desk.policy.questions:
        return
    yield "This holds under every reading."
    if set(plainly) != set(touched):
        works = desk.speaker.clause_names(list(dict.fromkeys(plainly))) if plainly else "nothing"
        yield f"Under the plain readings it takes something out of {works} only."


# --------------------------------------------------------------------------- permissions

_DENIED: Mapping[Modality | None, tuple[Modality, ...]] = {
    Modality.PERMITTED: (Modality.FORBIDDEN,),
    Modality.EXEMPT: (Modality.OBLIGED,),
}
"""What a permission, and an exemption, answer."""


def _declaratory(desk: Desk, clause: str, norms: Sequence[Norm]) -> Iterable[Finding]:
    gone = frozenset(desk.policy.clauses[clause].norms)
    acts = dict.fromkeys(act for norm in norms for act in desk.acts_of_norm(norm.id))
    angle = Angle(column=Column.BESIDE)
    answered = [query for norm in norms for query in _answered(desk, norm, gone)]
    live = desk.over_acts(acts, either(Live(norm.id) for norm in norms), angle)
    none = ending(desk, answered, live)
    if none is None:
        return
    permits = norms[0].modality is Modality.PERMITTED
    says = "permits what nothing forbids" if permits else "exempts from what nothing requires"
    plainly = "" if none.everywhere else " under the plain readings"
    yield desk.finding(
        NAME,
        Severity.NOTE,
        desk.speaker.sentence(f"{desk.speaker.clause_name(clause)} {says}{plainly}"),
        ["declaratory", clause],
        norms=[norm.id for norm in norms],
        standing=none.standing,
        detail=[
            "Without it the policy would say nothing of these acts, and nothing would "
            f"{'stand in their way' if permits else 'require them'}.",
            *none.said(desk),
        ],
        assurance=none.assurance(desk),
    )


def _answered(desk: Desk, norm: Norm, gone: frozenset[str]) -> Iterable[Query]:
    """Whether the norm speaks where another norm or a law would deny what it says, were its clause
    not there. What it defeats is among these, so it has no other effect."""
    acts = desk.acts_of_norm(norm.id)
    for other in desk.policy.norms.values():
        if other.modality in _DENIED[norm.modality] and other.id not in desk.causes:
            theirs = set(desk.acts_of_norm(other.id))
            without = Angle(column=Column.BESIDE, without=gone)
            body = both([Live(norm.id), Seen(without, Live(other.id))])
            angle = Angle(column=Column.BESIDE)
            yield from desk.over_acts([act for act in acts if act in theirs], body, angle)
