"""Does each exception ever take anything out of its rule that no sibling takes out anyway?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from verifier.checks.left_out import (
    Bite,
    Ending,
    at_instance,
    bites,
    ending,
    named,
    nowhere,
    smallest,
)
from verifier.desk import Desk
from verifier.findings import Finding, Severity
from verifier.model import Condition, Formula, Norm
from verifier.query import Query, both
from verifier.terms import scoped, substitute

NAME = "idle-exception"


def run(desk: Desk) -> Iterable[Finding]:
    """A finding for each exception that cannot arise where its rule applies, or that other
    exceptions of the rule always cover. Its clause is neither dead nor swallowed."""
    for norm in desk.policy.norms.values():
        if norm.role == "exception" and norm.layer == 0:
            found = _idle(desk, norm, tuple(_alive(desk, norm)))
            if found is not None:
                yield found


def _alive(desk: Desk, exception: Norm) -> Iterable[Bite]:
    for bite in bites(desk, exception):
        if not any(norm.id in desk.causes for norm in bite.path):
            yield bite


def _idle(desk: Desk, exception: Norm, found: Sequence[Bite]) -> Finding | None:
    alone = [q for bite in found for q in bite.alone(desk, frozenset(bite.siblings))]
    if not alone or not nowhere(desk, alone, desk.plain):
        return None
    arising = [q for bite in found for q in bite.alone(desk, frozenset())]
    if nowhere(desk, arising):
        return _never(desk, exception, found, arising)
    idle = ending(desk, alone, arising)
    return _covered(desk, exception, found, idle) if idle else None


def _never(desk: Desk, exception: Norm, found: Sequence[Bite], arising: Sequence[Query]) -> Finding:
    desk.causes.add(exception.id)
    rule = desk.speaker.norm_name(found[0].path[0].id)
    return desk.finding(
        NAME,
        Severity.WARNING,
        desk.speaker.sentence(
            f"{desk.speaker.norm_name(exception.id)} can never arise: where it holds, {rule} does "
            "not apply anyway"
        ),
        [exception.id, "never"],
        norms=[exception.id],
        detail=_clashing(desk, exception, found),
        assurance=desk.absence(arising),
    )


def _clashing(desk: Desk, exception: Norm, found: Sequence[Bite]) -> Sequence[str]:
    """The lines of rule and exception that cannot hold together."""
    if len(found) != 1 or len(found[0].path) != 1:
        return ()
    rule = found[0].root
    lines = {f"rule {place}": line for place, line in enumerate(rule.conditions)}
    lines |= {f"own {place}": line for place, line in enumerate(exception.conditions)}

    def clash(kept: frozenset[str]) -> bool:
        mine = [line for name, line in lines.items() if name in kept]
        return nowhere(desk, together(desk, exception, rule, mine))

    if not clash(frozenset(lines)):
        return (f"{_own_exceptions(desk, exception)} always takes it back.",)
    kept = smallest(tuple(lines), clash)
    if len(kept) == 1:
        return (f"This line alone can never hold: “{lines[kept[0]].words}”.",)
    return ("These lines cannot hold together:", *(f"“{lines[name].words}”" for name in kept))


def _own_exceptions(desk: Desk, exception: Norm) -> str:
    names = [a.attacker for a in desk.policy.attacks if a.target == exception.id]
    return desk.speaker.series([desk.speaker.norm_name(name) for name in dict.fromkeys(names)])


def together(
    desk: Desk, exception: Norm, rule: Norm, lines: Sequence[Condition]
) -> tuple[Query, ...]:
    """Whether these lines of a rule and of its exception hold at some instance of the rule."""
    body = both(
        [
            scoped(rule.locals, _formulas(c for c in rule.conditions if c in lines)),
            said_of_rule(desk, exception, rule, [c for c in exception.conditions if c in lines]),
        ]
    )
    return desk.over_acts(desk.acts_of_norm(rule.id), at_instance(rule, body))


def said_of_rule(desk: Desk, exception: Norm, rule: Norm, lines: Sequence[Condition]) -> Formula:
    """Lines of an exception as said of an instance of the rule that it attacks."""
    attack = next(
        a for a in desk.policy.attacks if (a.attacker, a.target) == (exception.id, rule.id)
    )
    whole = scoped(exception.locals, _formulas(lines))
    return substitute(whole, dict(attack.mapping))


def _formulas(lines: Iterable[Condition]) -> tuple[Formula, ...]:
    return tuple(line.formula for line in lines)


def _covered(desk: Desk, exception: Norm, found: Sequence[Bite], idle: Ending) -> Finding:
    """The finding that siblings cover the exception, under every reading or the plain ones."""
    if idle.everywhere:
        desk.causes.add(exception.id)
    readings = None if idle.everywhere else desk.plain
    siblings = list(dict.fromkeys(name for bite in found for name in bite.siblings))

    def enough(kept: frozenset[str]) -> bool:
        return all(nowhere(desk, bite.alone(desk, kept), readings) for bite in found)

    eaters = smallest(siblings, enough)
    cover = "together cover" if len(eaters) > 1 else "covers"
    plainly = "" if idle.everywhere else " under the plain readings"
    return desk.finding(
        NAME,
        Severity.WARNING,
        desk.speaker.sentence(
            f"{desk.speaker.norm_name(exception.id)} adds nothing{plainly}: "
            f"{named(desk, eaters)} {cover} every case of it"
        ),
        [exception.id, *sorted(eaters)],
        norms=[exception.id, *eaters],
        standing=idle.standing,
        detail=idle.said(desk),
        assurance=idle.assurance(desk),
    )
