"""Does each exception ever take anything out of its rule that no sibling takes out anyway?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from verifier.checks.support.check_context import CheckContext
from verifier.checks.support.left_out import (
    Bite,
    Ending,
    at_instance,
    bites_written,
    ending,
    every_smallest,
    exceptions_written,
    in_reason,
    named,
    nowhere,
    smallest,
)
from verifier.encoding import Query, both
from verifier.explanation import Smallest
from verifier.findings import Finding, Severity
from verifier.model import Condition, Formula, Norm, scoped_lines, substitute
from verifier.words import quoted

NAME = "idle-exception"


def run(context: CheckContext) -> Iterable[Finding]:
    """A finding for each exception that cannot arise where its rule applies, or that other
    exceptions of the rule always cover. Its clause is neither dead nor swallowed."""
    for written in exceptions_written(context.policy):
        found = _idle(context, written, bites_written(context, written))
        if found is not None:
            yield found


def _idle(context: CheckContext, written: Sequence[Norm], found: Sequence[Bite]) -> Finding | None:
    exception = written[0]
    alone = [q for bite in found for q in bite.alone(context, frozenset(bite.siblings))]
    if not alone or not nowhere(context, alone, context.plain):
        return None
    arising = [q for bite in found for q in bite.alone(context, frozenset())]
    if nowhere(context, arising):
        context.causes.update(norm.id for norm in written)
        return _never(context, exception, found, arising)
    idle = ending(context, alone, arising)
    return _covered(context, exception, found, idle) if idle else None


def _never(
    context: CheckContext, exception: Norm, found: Sequence[Bite], arising: Sequence[Query]
) -> Finding:
    why, lines, reasons = _why_never(context, exception, found)
    return context.finding(
        NAME,
        Severity.WARNING,
        context.speaker.sentence(
            f"{context.speaker.norm_name(exception.id)} can never arise: {why}"
        ),
        [exception.id, "never"],
        norms=[exception.id],
        detail=lines,
        reasons=reasons,
        assurance=context.absence(arising),
    )


def _why_never(
    context: CheckContext, exception: Norm, found: Sequence[Bite]
) -> tuple[str, Sequence[str], Smallest[str]]:
    """Why, in words; the lines of rule and exception that cannot hold together, and all smallest
    sets of such lines."""
    rule = found[0].path[0]
    name = context.speaker.norm_name(rule.id)
    if len(found) != 1 or len(found[0].path) != 1:
        return f"where it holds, there is nothing that {name} takes out", (), Smallest()
    lines = {("rule", place): line for place, line in enumerate(rule.conditions)}
    lines |= {("own", place): line for place, line in enumerate(exception.conditions)}

    def clash(kept: frozenset[tuple[str, int]]) -> bool:
        theirs, mine = (
            [line for key, line in lines.items() if key in kept and key[0] == whose]
            for whose in ("rule", "own")
        )
        return nowhere(context, together(context, exception, rule, theirs, mine))

    if not clash(frozenset(lines)):
        return _taken_back(context, exception), (), Smallest()
    kept = smallest(tuple(lines), clash)
    words = [quoted(lines[key].words) for key in kept]
    sets = every_smallest(tuple(lines), clash, kept).named(lambda key: quoted(lines[key].words))
    if len(words) == 1:
        why = "one of the conditions can never hold"
        return why, [f"This line can never hold: {words[0]}."], sets
    why = f"where it holds, {name} does not apply anyway"
    return why, ["These lines cannot hold together:", *words], sets


def _taken_back(context: CheckContext, exception: Norm) -> str:
    own = list(
        dict.fromkeys(a.attacker for a in context.policy.attacks if a.target == exception.id)
    )
    verb = "takes" if len(own) == 1 else "take"
    return f"{named(context, own)} always {verb} it back"


def together(
    context: CheckContext,
    exception: Norm,
    rule: Norm,
    theirs: Sequence[Condition],
    mine: Sequence[Condition],
) -> tuple[Query, ...]:
    """Whether these lines of a rule and these of its exception hold at some instance of the
    rule."""
    said = scoped_lines(rule.locals, _formulas(theirs))
    body = both([said, said_of_rule(context, exception, rule, mine)])
    return context.over_acts(context.acts_of_norm(rule.id), at_instance(rule, body))


def said_of_rule(
    context: CheckContext, exception: Norm, rule: Norm, lines: Sequence[Condition]
) -> Formula:
    """Lines of an exception as said of an instance of the rule that it attacks."""
    attack = next(
        a for a in context.policy.attacks if (a.attacker, a.target) == (exception.id, rule.id)
    )
    whole = scoped_lines(exception.locals, _formulas(lines))
    return substitute(whole, dict(attack.mapping))


def _formulas(lines: Iterable[Condition]) -> tuple[Formula, ...]:
    return tuple(line.formula for line in lines)


def _covered(
    context: CheckContext, exception: Norm, found: Sequence[Bite], idle: Ending
) -> Finding:
    """The finding that siblings cover the exception, under every reading or the plain ones."""
    if idle.everywhere:
        context.causes.add(exception.id)
    readings = None if idle.everywhere else context.plain
    siblings = list(dict.fromkeys(name for bite in found for name in bite.siblings))

    def enough(kept: frozenset[str]) -> bool:
        return all(nowhere(context, bite.alone(context, kept), readings) for bite in found)

    eaters = smallest(siblings, enough)
    sets = every_smallest(siblings, enough, eaters)
    cover = "together cover" if len(eaters) > 1 else "covers"
    plainly = "" if idle.everywhere else f" {context.plainly}"
    return context.finding(
        NAME,
        Severity.WARNING,
        context.speaker.sentence(
            f"{context.speaker.norm_name(exception.id)} adds nothing{plainly}: "
            f"{named(context, eaters)} {cover} every case of it"
        ),
        [exception.id, *in_reason(sets.sets)],
        norms=[exception.id, *eaters],
        standing=idle.standing,
        detail=idle.said(context),
        reasons=sets.named(context.speaker.norm_name),
        assurance=idle.assurance(context),
    )
