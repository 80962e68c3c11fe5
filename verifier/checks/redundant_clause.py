"""Is there a case in which a clause speaks and no other clause says the same?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from verifier.checks.ineffective_exception import changing
from verifier.checks.support.check_context import CheckContext
from verifier.checks.support.left_out import (
    VERBS,
    Ending,
    at_instance,
    ending,
    in_reason,
    named,
    nowhere,
)
from verifier.checks.support.named_class import NamedClass, classes_named, could_cover
from verifier.encoding import Angle, Ask, Live, LiveAt, Query, Seen, both, no
from verifier.explanation import Smallest, minimal_sets
from verifier.findings import Finding, Severity
from verifier.model import Named, Norm, Readings, Variable, scoped
from verifier.words import quoted

NAME = "redundant-clause"


def run(context: CheckContext) -> Iterable[Finding]:
    """A finding for each norm that others of the same effect cover: one that says the same, one
    that says more, or several together, with every smallest set that does; else for each class of
    people (or things) that another clause names for whom others cover it."""
    covered: set[str] = set()
    told: set[str] = set()
    for norm in context.policy.norms.values():
        others = _alike(context, norm)
        if not others:
            continue
        found = _whole(context, norm, others, covered, told)
        if found is not None:
            told.add(norm.id)
            yield found
        elif norm.id not in covered:
            yield from _for_classes(context, norm, others)


# --------------------------------------------------------------------------- the same effect


def _alike(context: CheckContext, norm: Norm) -> tuple[Norm, ...]:
    """The other norms that give an act of this norm the same position, as far as can be told
    without asking. A duty to choose, or one with another deadline, is another duty."""
    if not _considered(context, norm):
        return ()
    acts = set(context.acts_of_norm(norm.id))
    return tuple(
        other
        for other in context.policy.norms.values()
        if other is not norm
        and _considered(context, other)
        and (other.modality, other.window) == (norm.modality, norm.window)
        and _same_creditor(norm, other)
        and _same_bearer(norm, other)
        and not acts.isdisjoint(context.acts_of_norm(other.id))
    )


def _considered(context: CheckContext, norm: Norm) -> bool:
    return (
        norm.modality is not None
        and norm.layer == 0
        and not norm.is_choice
        and norm.id not in context.causes
    )


def _same_creditor(norm: Norm, other: Norm) -> bool:
    if isinstance(norm.owed_to, Variable) or isinstance(other.owed_to, Variable):
        return False
    return norm.owed_to == other.owed_to


def _same_bearer(norm: Norm, other: Norm) -> bool:
    named = isinstance(norm.bearer, Named) and isinstance(other.bearer, Named)
    return not named or norm.bearer == other.bearer


def _uncovered(
    context: CheckContext, norm: Norm, by: Iterable[str], speaks: Ask | None = None
) -> tuple[Query, ...]:
    """Whether the norm speaks (in the given way) and none of the others does, were it not there."""
    alone = Angle(without=frozenset({norm.id}))
    others = [no(Seen(alone, Live(other))) for other in by]
    body = both([speaks or Live(norm.id), *others])
    return context.over_acts(context.acts_of_norm(norm.id), body)


def _covers(
    context: CheckContext,
    norm: Norm,
    others: Sequence[Norm],
    readings: Readings | None,
    speaks: Ask | None = None,
) -> Smallest[str]:
    def enough(kept: frozenset[str]) -> bool:
        return nowhere(context, _uncovered(context, norm, sorted(kept), speaks), readings)

    found = minimal_sets([other.id for other in others], lambda kept: enough(frozenset(kept)))
    return found if found.sets else Smallest((tuple(other.id for other in others),), False)


# --------------------------------------------------------------------------- everywhere


def _whole(
    context: CheckContext, norm: Norm, others: Sequence[Norm], covered: set[str], told: set[str]
) -> Finding | None:
    """The finding that others cover the norm, unless it stands at another norm; `covered` are all
    norms found to be so, `told` those of which a finding says it."""
    speaking = context.over_acts(context.acts_of_norm(norm.id), Live(norm.id))
    none = ending(context, _uncovered(context, norm, [other.id for other in others]), speaking)
    if none is None:
        return None
    readings = None if none.everywhere else context.plain
    if not _spared(context, norm, readings):
        return None
    found = _covers(context, norm, others, readings)
    covered.add(norm.id)
    if any(_told_elsewhere(context, norm, chosen, readings) for chosen in found.sets):
        return None
    return _redundant(context, norm, found, none, told)


def _spared(
    context: CheckContext, norm: Norm, readings: Readings | None, speaks: Ask | None = None
) -> bool:
    """Whether the norm, where it speaks (in the given way), defeats nothing that would count
    without it; and whether, in the end, where laws take out other clauses, it speaks nowhere that
    the others do not."""
    attacks = any(attack.attacker == norm.id for attack in context.policy.attacks)
    if not attacks and not context.policy.laws:
        return True
    changed = changing(context, frozenset({norm.id}), context.policy.acts)
    if speaks is not None:
        changed = tuple(replace(query, body=both([speaks, query.body])) for query in changed)
    return nowhere(context, changed, readings)


def _told_elsewhere(
    context: CheckContext, norm: Norm, chosen: Sequence[str], readings: Readings | None
) -> bool:
    """Whether the finding will stand at another clause that says just the same: at the one that is
    covered under every reading, else at the later one."""
    if len(chosen) != 1 or not _same(context, norm, chosen[0], readings):
        return False
    order = list(context.policy.norms)
    if order.index(chosen[0]) > order.index(norm.id):
        return True
    twin = context.policy.norms[chosen[0]]
    others = [other.id for other in _alike(context, twin)]
    everywhere = readings is not None and nowhere(context, _uncovered(context, twin, others))
    return everywhere and _spared(context, twin, None)


def _same(context: CheckContext, norm: Norm, other: str, readings: Readings | None) -> bool:
    """Whether the other norm speaks in no case in which this one does not."""
    return nowhere(context, _uncovered(context, context.policy.norms[other], [norm.id]), readings)


def _redundant(
    context: CheckContext, norm: Norm, found: Smallest[str], none: Ending, told: set[str]
) -> Finding:
    readings = None if none.everywhere else context.plain
    name = context.speaker.norm_name(norm.id)
    twins = [one for one in found.sets if len(one) == 1 and _same(context, norm, one[0], readings)]
    duplicate = bool(twins)
    first = twins[0] if twins else found.sets[0]
    covered = sorted("|".join(sorted(one)) for one in found.sets)
    plainly = "" if none.everywhere else f" {context.plainly}"
    if duplicate:
        says = f"{name} says{plainly} just what {named(context, first)} says"
    else:
        says = f"{name} adds nothing{plainly}: {_covering(context, first)} every case of it"
    return context.finding(
        NAME,
        Severity.WARNING if duplicate else Severity.NOTE,
        context.speaker.sentence(says),
        sorted([norm.id, *covered]) if duplicate else [norm.id, *covered],
        norms=[norm.id, *first],
        standing=none.standing,
        detail=[
            *_alternatives(context, found, first),
            *_not_all(context, norm, first, told),
            *none.said(context),
        ],
        reasons=found.named(context.speaker.norm_name),
        assurance=none.assurance(context),
    )


def _not_all(context: CheckContext, norm: Norm, first: Sequence[str], told: set[str]) -> list[str]:
    """A word where what covers the norm is itself said to add nothing."""
    others = [name for name in first if name in told and name != norm.id]
    if not others:
        return []
    verb = "is" if len(others) == 1 else "are"
    return [f"Not all of them can go: {named(context, others)} {verb} said to add nothing too."]


def _covering(context: CheckContext, chosen: Sequence[str]) -> str:
    modality = context.policy.norms[chosen[0]].modality
    assert modality is not None
    if len(chosen) == 1:
        return f"{named(context, chosen)} {VERBS[modality][0]} the same act in"
    return f"{named(context, chosen)} together {VERBS[modality][1]} the same act in"


def _alternatives(context: CheckContext, found: Smallest[str], first: Sequence[str]) -> list[str]:
    lines = []
    for chosen in (one for one in found.sets if one != first):
        so = "So does" if len(chosen) == 1 else "So do, together,"
        lines.append(f"{so} {named(context, chosen)}.")
    if not found.complete:
        lines.append("The search was cut short; there may be other sets of clauses that cover it.")
    return lines


# --------------------------------------------------------------------------- for a class


@dataclass(frozen=True)
class _Idle:
    """A norm that is covered for a class, by which norms, and where that ends."""

    norm: Norm
    people: NamedClass
    found: Smallest[str]
    none: Ending
    lines: tuple[str, ...]


def _for_classes(context: CheckContext, norm: Norm, others: Sequence[Norm]) -> Iterable[Finding]:
    """The classes are those that clauses name which could, for all that can be told without asking,
    cover the norm for their class."""
    told: set[tuple[object, ...]] = set()
    for other in others:
        if not could_cover(context, other, norm):
            continue
        for people in classes_named(context, other):
            if people.key in told:
                break
            idle = _idle(context, norm, others, people)
            if idle is not None:
                told.add(people.key)
                yield _relative(context, idle)
                break  # what is further limited to certain acts says less


def _idle(
    context: CheckContext, norm: Norm, others: Sequence[Norm], people: NamedClass
) -> _Idle | None:
    among = people.holds_of(context, norm)
    if among is None:
        return None
    speaks = at_instance(norm, both([among, LiveAt(norm.id, norm.parameters)]))
    queries = _uncovered(context, norm, [other.id for other in others], speaks)
    none = ending(context, queries, context.over_acts(context.acts_of_norm(norm.id), speaks))
    if none is None:
        return None
    readings = None if none.everywhere else context.plain
    if not _spared(context, norm, readings, speaks):
        return None
    found = _covers(context, norm, others, readings, speaks)
    lines = tuple(_without_force(context, norm, found.sets[0], among, readings))
    return _Idle(norm, people, found, none, lines)


def _without_force(
    context: CheckContext, norm: Norm, by: Sequence[str], among: Ask, readings: Readings | None
) -> Iterable[str]:
    """The lines of the norm's condition that take nothing from the class: without the line, too,
    the others cover it."""
    for line in norm.conditions:
        rest = tuple(other.formula for other in norm.conditions if other is not line)
        wider = at_instance(norm, both([among, scoped(norm.locals, rest)]))
        if nowhere(context, _uncovered(context, norm, by, wider), readings):
            yield line.words


def _relative(context: CheckContext, idle: _Idle) -> Finding:
    name = context.speaker.norm_name(idle.norm.id)
    first = idle.found.sets[0]
    plainly = "" if idle.none.everywhere else f" {context.plainly}"
    where = ""
    if idle.people.of_act:
        where = f" and where {context.speaker.conditions(idle.people.of_act)},"
    return context.finding(
        NAME,
        Severity.NOTE,
        f"For {idle.people.named(context)},{where} {name} adds nothing{plainly}: "
        f"{_covering(context, first)} every such case.",
        [*_whose(idle), *in_reason(idle.found.sets)],
        norms=[idle.norm.id, *first],
        standing=idle.none.standing,
        detail=[
            idle.people.said(context),
            *_lines(name, idle.lines),
            f"For others, {name} does add something.",
            *_alternatives(context, idle.found, first),
            *idle.none.said(context),
        ],
        reasons=idle.found.named(context.speaker.norm_name),
        assurance=idle.none.assurance(context),
    )


def _whose(idle: _Idle) -> list[str]:
    return ["for", idle.people.norm.id, idle.people.variable.kind, idle.norm.id]


def _lines(name: str, lines: Sequence[str]) -> list[str]:
    """The lines of the norm that make no difference to the class."""
    if len(lines) == 1:
        said = f"this condition of {name} could be dropped, and nothing would change for them"
        return [f"Even {said}: {quoted(lines[0])}."]
    if lines:
        head = f"Each of these conditions of {name} could be dropped, and nothing would change"
        return [f"{head} for them:", *(quoted(words) for words in lines)]
    return []
