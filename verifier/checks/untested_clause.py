"""Does some case show each clause at work, and each exception and priority deciding?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from verifier.checks.support.check_context import CheckContext
from verifier.checks.support.coverage import Target, shown, targets, untested
from verifier.checks.support.pasted_case import passes
from verifier.encoding import Angle, Applicable, Ask, Live, Query, both, no, parted, verdict_is
from verifier.explanation import explained_case
from verifier.findings import Assurance, AssuranceKind, Finding, Severity
from verifier.model import LawRegime, Readings
from verifier.semantics import attacks_on, evaluate, speaks_of_the_day
from verifier.solver import Found
from verifier.words import WrittenCase, written_case

NAME = "untested-clause"
MOST_SUGGESTED = 12
"""So many cases are suggested at most; what else is untested is named."""
READ = Assurance(AssuranceKind.COMPUTED, "every case was evaluated")


def run(context: CheckContext) -> Iterable[Finding]:
    """A finding, with a suggested case, for each clause that is at work in no case, and each
    exception, disapplication and priority without which every case would come out the same; one
    finding for a policy without any case. What cannot be at work anywhere is left to other
    checks."""
    if not any(example.askings for example in context.policy.cases.values()):
        yield from _no_cases(context)
        return
    suggested = 0
    for target in untested(context):
        possible = _possible(context, target)
        if possible is not None:
            suggested += 1
            lines = _suggested(context, target, *possible) if suggested <= MOST_SUGGESTED else ()
            yield _finding(context, target, lines)


def _no_cases(context: CheckContext) -> Iterable[Finding]:
    wanted = targets(context)
    found = ((target, _possible(context, target)) for target in wanted)
    target, possible = next(((t, p) for t, p in found if p is not None), (None, None))
    if target is None or possible is None:
        return
    lines = _suggested(context, target, *possible)
    yield context.finding(
        NAME,
        Severity.NOTE,
        "The policy has no case, so none of its clauses has been tried.",
        ["no case"],
        detail=["A first one, to be confirmed by a lawyer:", *lines] if lines else (),
        assurance=READ,
        place=context.policy.norms[target.norm],
    )


def _finding(context: CheckContext, target: Target, lines: Sequence[str]) -> Finding:
    reason = [target.norm, *([target.attack.target] if target.attack else [])]
    return context.finding(
        NAME,
        Severity.NOTE,
        f"No case shows {_said(context, target)}.",
        reason,
        norms=[target.norm],
        detail=["Suggested, to be confirmed by a lawyer:", *lines] if lines else (),
        assurance=READ,
    )


def _said(context: CheckContext, target: Target) -> str:
    name = context.speaker.norm_name(target.norm)
    if target.attack is not None:
        return f"that {name} prevails over {context.speaker.norm_name(target.attack.target)}"
    decisive = context.policy.norms[target.norm].modality is None
    return f"what {name} changes" if decisive else f"{name} at work"


# --------------------------------------------------------------------------- a case that shows it


def _possible(context: CheckContext, target: Target) -> tuple[Query, Readings] | None:
    """A question that has a case which shows the target, with the readings to ask it under."""
    queries = context.over_acts(_acts(context, target), _showing(context, target))
    for readings in (context.plain, context.fixed):
        query = context.anywhere(queries, readings)
        if query is not None:
            return query, readings
    return None


def _acts(context: CheckContext, target: Target) -> list[str]:
    """The acts of the norms that the target can bear on."""
    policy = context.policy
    if policy.norms[target.norm].modality is not None:
        return list(context.acts_of_norm(target.norm))
    reach = context.solver.encodings.unfoldings(next(iter(policy.acts)))[""].dependencies
    norms = [
        norm.id
        for norm in policy.norms.values()
        if norm.modality is not None and target.norm in reach.attackers[norm.id]
    ]
    return list(dict.fromkeys(act for norm in norms for act in context.acts_of_norm(norm)))


def _showing(context: CheckContext, target: Target) -> Ask:
    attack = target.attack
    if attack is not None:
        others = [
            other.attacker
            for other in attacks_on(context.policy, attack.target, LawRegime.ALONE)
            if other != attack
        ]
        beaten = [Applicable(attack.target), no(Live(attack.target))]
        return both([Live(attack.attacker), *beaten, *(no(Live(name)) for name in others)])
    if context.policy.norms[target.norm].modality is not None:
        return Live(target.norm)
    return parted(Angle(), Angle(without=frozenset({target.norm})))


def _name(target: Target) -> str:
    """A name for the case of a target that no other target's case has."""
    over = f" over {target.attack.target}" if target.attack else ""
    return f"suggested {target.norm}{over}".replace(".", " ")


def _suggested(
    context: CheckContext, target: Target, query: Query, under: Readings
) -> Sequence[str]:
    """The lines of an ordinary case that shows the target; none where the solver gave up."""
    found = context.found(query, under)
    if found is None or target not in set(
        shown(context.policy, found.case, found.readings[""], [target])
    ):
        return ()
    return suggestion(context, _name(target), _said(context, target), query, found)


def suggestion(
    context: CheckContext, name: str, said: str, query: Query, found: Found
) -> Sequence[str]:
    """The lines of a case that was found, with the verdict that it has, to be pasted into a policy
    file; `said`: what it shows. With what it takes to force the verdict, else with all that is so;
    none where it would fail."""
    readings = found.readings[""]
    verdict = evaluate(context.policy, found.case, readings).verdict
    forced = Query(query.act, both([query.body, verdict_is(verdict)]), query.angle)
    explained = explained_case(context.solver, context.speaker, forced, found)
    case = explained.found.case
    example = WrittenCase(
        name=name,
        title=context.speaker.sentence(said).rstrip("."),
        case=case,
        values=[s.value for s in explained.needed if s.value is not None],
        days=[s.day for s in explained.needed if s.day is not None],
        dated=speaks_of_the_day(context.policy, ()),
        readings=readings,
        verdict=verdict,
    )
    whole = replace(example, values=tuple(sorted(case.values)), days=tuple(sorted(case.days)))
    tried = (written_case(context.policy, one) for one in (example, whole))
    return next((lines for lines in tried if passes(context, lines)), ())
