"""Does a law above the policy demand what the policy forbids, or forbid what it permits? Which
savings clause is it that prevents such a conflict, and which laws clash with each other?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from verifier.checks.support.check_context import CheckContext, Existence
from verifier.checks.support.conflicts import DILEMMA, NOT_YIELDING, clash, headline, pairs
from verifier.checks.support.further_cases import shown
from verifier.checks.support.grounds import grounds, live_together, of_witness
from verifier.checks.support.remedies import Conflict, of_conflict
from verifier.encoding import Query
from verifier.findings import Finding, Outcome, Severity, Strength, Witness
from verifier.model import LawRegime, Norm
from verifier.semantics import attacks_on
from verifier.solver import Found

NAME = "conflict-with-law"

Meeting = tuple[Norm, Norm, Existence]
"""A norm of the policy, a norm of a law, and where they conflict."""


def run(context: CheckContext) -> Iterable[Finding]:
    """A finding for each norm of the policy and each way in which laws conflict with it beside each
    other: the laws that do so under the same readings together; a note for each savings clause that
    alone keeps a norm from conflicting with laws under the plain readings; and the same of a law
    and laws of higher rank, as notes, for there the rank decides."""
    groups: dict[tuple[object, ...], list[Meeting]] = {}
    saved: dict[tuple[str, str], list[tuple[Norm, Norm, Norm, Query]]] = {}
    for first, second in pairs(context, lambda one, other: one.layer != other.layer):
        law, own = (first, second) if first.layer > second.layer else (second, first)
        standing = context.standing(clash(context, own, law, LawRegime.BESIDE))
        if standing is not None:
            key = (own.id, law.modality, standing.strength, standing.sets)
            groups.setdefault(key, []).append((own, law, standing))
        if standing is None or standing.strength is Strength.CONTESTABLE:
            for saving, query in _saved(context, own, law):
                saved.setdefault((saving.id, own.id), []).append((saving, own, law, query))
    yield from (_conflict(context, meetings) for meetings in groups.values())
    yield from (_note(context, kept) for kept in saved.values())


def _conflict(context: CheckContext, meetings: Sequence[Meeting]) -> Finding:
    own, law, standing = meetings[0]
    laws = [meeting[1].id for meeting in meetings]
    if own.layer:
        return _settled(context, own, [meeting[1] for meeting in meetings], standing)
    dilemma = frozenset((law.modality, own.modality)) == DILEMMA
    detail = []
    if len(laws) > 1:
        also = context.speaker.series([context.speaker.norm_name(name) for name in laws[1:]])
        detail.append(f"The same holds of {also}.")
    case = shown(context, clash(context, own, law, LawRegime.BESIDE), standing)
    others = tuple(meeting[1] for meeting in meetings)
    return context.finding(
        NAME,
        Severity.ERROR,
        headline(context, (own, law), "" if dilemma else NOT_YIELDING),
        [own.id, *sorted(laws)],
        norms=[own.id, *laws],
        standing=standing,
        witness=case.witness,
        detail=detail,
        kinds=case.kinds,
        kinds_complete=case.complete,
        kinds_together=case.together,
        reasons=tuple(_reasons(context, meetings, case.witness)),
        remedies=of_conflict(context, Conflict(own, others, LawRegime.BESIDE, standing, case)),
    )


def _settled(
    context: CheckContext, lower: Norm, higher: Sequence[Norm], standing: Existence
) -> Finding:
    """The note that laws clash, and that their rank decides: it is no defect of the policy."""
    laws = [law.id for law in higher]
    also = [context.speaker.norm_name(name) for name in laws[1:]]
    return context.finding(
        NAME,
        Severity.NOTE,
        headline(context, (lower, higher[0]), "their rank decides"),
        [lower.id, *sorted(laws)],
        norms=[lower.id, *laws],
        standing=standing,
        witness=context.witness_of(standing, changes=False),
        detail=[f"The same holds of {context.speaker.series(also)}."] if also else [],
        outcome=Outcome.HOLDS,
    )


def _reasons(
    context: CheckContext, meetings: Sequence[Meeting], witness: Witness | None
) -> Iterator[list[str]]:
    """The smallest sets of norms with which each law meets the policy's norm: in the case shown, or
    where the law is silent there, in one of its own."""
    for own, law, standing in () if context.brief else meetings:
        both_ids = frozenset((own.id, law.id))
        shows = live_together(both_ids)
        if witness is not None and both_ids <= set(witness.live):
            yield from of_witness(context, witness, LawRegime.BESIDE, shows, both_ids)
            continue
        found = context.solver.witness(standing.query, standing.readings, few=True)
        if isinstance(found, Found):
            case, readings = found.case, found.readings[""]
            sets = grounds(context.policy, case, readings, LawRegime.BESIDE, shows, both_ids)
            yield from ([context.speaker.norm_name(name) for name in one] for one in sets)


def _saved(context: CheckContext, own: Norm, law: Norm) -> Iterable[tuple[Norm, Query]]:
    """The savings clauses without which the two would conflict under the plain readings."""
    for saving in _savings(context, own):
        query = context.anywhere(
            clash(context, own, law, LawRegime.BESIDE, frozenset({saving.id})), context.plain
        )
        if query is not None:
            yield saving, query


def _savings(context: CheckContext, own: Norm) -> Sequence[Norm]:
    """The disapplications and exceptions that can defeat the policy's norm directly."""
    attackers = dict.fromkeys(
        a.attacker for a in attacks_on(context.policy, own.id, LawRegime.BESIDE)
    )
    norms = [context.policy.norms[name] for name in attackers]
    return [norm for norm in norms if norm.modality is None]


def _note(context: CheckContext, kept: Sequence[tuple[Norm, Norm, Norm, Query]]) -> Finding:
    saving, own, law, query = kept[0]
    laws = [entry[2].id for entry in kept]
    named = context.speaker.series([context.speaker.norm_name(name) for name in laws])
    return context.finding(
        NAME,
        Severity.NOTE,
        context.speaker.sentence(
            f"{context.plainly} {context.speaker.norm_name(saving.id)} is exactly what prevents a "
            f"conflict of {context.speaker.norm_name(own.id)} with {named}"
        ),
        ["saved by", saving.id, own.id, *sorted(laws)],
        norms=[saving.id, own.id, *laws],
        detail=(f"Without it: {headline(context, (own, law))}",),
        witness=context.witness(query, context.plain),
        outcome=Outcome.HOLDS,
    )
