"""Whether a case is a case of a policy at all: a policy and a case go in, sentences about what is
wrong with the case come out. Nothing here depends on readings or norms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from verifier.model import (
    EARLIEST_DAY,
    LATEST_DAY,
    PARTY,
    Attribute,
    Case,
    Fact,
    FactKey,
    Hole,
    ListType,
    NumberType,
    Policy,
    Thing,
    ValueType,
)


def kinds_of(policy: Policy, things: Iterable[Thing]) -> Mapping[str, frozenset[str]]:
    """Every kind of each named party and each thing, parties first. A named party is of the kind
    `party` and of no sub-kind."""
    parties = {name: frozenset((PARTY,)) for name in policy.parties}
    return parties | {thing.name: thing.subkinds | {thing.kind} for thing in things}


def can_hold_of(fact: Fact, things: Sequence[str]) -> bool:
    """Section 2, Facts: the things differ where the sentence says “another”: nobody is a parent of
    himself where a person is a parent of *another* person."""
    return all(things[first] != things[second] for first, second in fact.apart)


def well_formed(policy: Policy, case: Case) -> tuple[str, ...]:
    """Section 16, Cases: what keeps this from being a total case in the policy's vocabulary; empty
    when nothing does."""
    kinds = kinds_of(policy, case.things)
    return (
        *_things(policy, case.things),
        *_facts(policy, case, kinds),
        *_values(policy, case, kinds),
        *_days(policy, case),
        *_act(policy, case, kinds),
    )


def _things(policy: Policy, things: tuple[Thing, ...]) -> Iterator[str]:
    taken = set(policy.parties)
    for thing in things:
        if thing.name in taken:
            yield f"“{thing.name}” names two things"
        taken.add(thing.name)
        for kind in (thing.kind, *sorted(thing.subkinds)):
            if kind not in policy.kinds and kind != PARTY:
                yield f"“{thing.name}” is of a kind “{kind}” that is not declared"
            elif not _placed(policy, thing, kind):
                yield f"“{thing.name}” cannot be of the kind “{kind}” without its parent"


def _placed(policy: Policy, thing: Thing, kind: str) -> bool:
    """The root kind has no parent; the parent of a sub-kind is among the thing's kinds."""
    parent = policy.kinds[kind].parent if kind in policy.kinds else None
    if kind == thing.kind:
        return parent is None
    return parent is not None and parent in thing.subkinds | {thing.kind}


def _fit(
    holes: tuple[Hole, ...], names: tuple[str, ...], kinds: Mapping[str, frozenset[str]]
) -> bool:
    return len(holes) == len(names) and all(
        hole.kind in kinds.get(name, ()) for hole, name in zip(holes, names, strict=True)
    )


def _facts(policy: Policy, case: Case, kinds: Mapping[str, frozenset[str]]) -> Iterator[str]:
    for fact, names in sorted(case.facts):
        if fact not in policy.facts:
            yield f"“{fact}” is not declared as a fact"
        elif not _fit(policy.facts[fact].holes, names, kinds):
            yield f"“{fact}” cannot hold of {', '.join(names) or 'nothing'}"
        elif not can_hold_of(policy.facts[fact], names):
            yield f"“{fact}” cannot hold of {', '.join(names)}: it says “another”"


def _values(policy: Policy, case: Case, kinds: Mapping[str, frozenset[str]]) -> Iterator[str]:
    wanted: dict[tuple[str, str], Attribute] = {
        (attribute.id, name): attribute
        for attribute in policy.attributes.values()
        for name, known in kinds.items()
        if attribute.kind in known
    }
    for (identity, name), attribute in wanted.items():
        value = case.values.get((identity, name))
        if value is None:
            yield f"the {attribute.name} of “{name}” is missing"
        elif not is_value(attribute.type, value):
            yield f"the {attribute.name} of “{name}” cannot be “{value}”"
    for identity, name in case.values:
        if (identity, name) not in wanted:
            yield f"“{name}” has no “{identity}”"


def is_value(type_: ValueType, value: str | int) -> bool:
    """Whether a value is one that the type allows."""
    match type_:
        case ListType():
            return value in type_.values
        case NumberType(_, least, most):
            return isinstance(value, int) and least <= value <= most


def _days(policy: Policy, case: Case) -> Iterator[str]:
    happened: set[FactKey] = {
        key for key in case.facts if key[0] in policy.facts and policy.facts[key[0]].event
    }
    for fact, names in sorted(happened - set(case.days)):
        yield f"the day of “{fact}” for {', '.join(names) or 'the case'} is missing"
    for fact, names in sorted(set(case.days) - happened):
        yield f"“{fact}” has a day for {', '.join(names) or 'the case'} but has not happened"
    for (fact, _), day in case.days.items():
        if not EARLIEST_DAY <= day <= LATEST_DAY:
            yield f"the day of “{fact}” is outside the calendar of cases"


def _act(policy: Policy, case: Case, kinds: Mapping[str, frozenset[str]]) -> Iterator[str]:
    act = case.act
    if act.act not in policy.acts:
        yield f"“{act.act}” is not declared as an act"
    elif not _fit(policy.acts[act.act].holes, act.things, kinds):
        yield f"nobody can “{act.act}” with {', '.join(act.things) or 'nothing'} in its roles"
    elif policy.acts[act.act].in_its_ways:
        yield f"nobody can “{act.act}” but in one of its ways"
    if PARTY not in kinds.get(act.agent, ()):
        yield f"“{act.agent}” cannot act, being no party"
    if act.day is not None and not EARLIEST_DAY <= act.day <= LATEST_DAY:
        yield "the day of the act is outside the calendar of cases"
