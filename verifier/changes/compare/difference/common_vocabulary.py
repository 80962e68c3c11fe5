"""The ground on which two versions are compared: from two policies to one vocabulary for both and
the list of what differs in it. Two words that cannot be the same word are refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from verifier.changes.compare.difference.outcome import ScopeChange
from verifier.diagnostics import InputProblems, Problem
from verifier.model import (
    All,
    Assumption,
    Attribute,
    Every,
    Fact,
    Formula,
    Holds,
    Kind,
    ListType,
    Not,
    NumberType,
    OneToEach,
    Policy,
    Presumption,
    Question,
    Readings,
    Reads,
    Same,
    Some,
    Variable,
    scoped,
)
from verifier.words import Speaker

T = TypeVar("T")


@dataclass(frozen=True)
class CommonVocabulary:
    """Both policies over the vocabulary of both. What one version lacks is, for that version, a
    value that none of its conditions names. `common` keeps to the readings that both know; `own` is
    what each version alone takes for granted of its facts."""

    old: Policy
    new: Policy
    changes: tuple[ScopeChange, ...]
    common: tuple[Assumption, ...]
    plain: tuple[Readings, Readings]
    own: tuple[tuple[Formula, ...], tuple[Formula, ...]] = ((), ())


def common_ground(old: Policy, new: Policy) -> CommonVocabulary:
    """Raises `InputProblems` where one word means two things that cannot be compared."""
    problems = tuple(_clashes(old, new))
    if problems:
        raise InputProblems(problems)
    changes: list[ScopeChange] = []
    common: list[Assumption] = []
    attributes = _attributes(old, new, changes)
    questions = _questions(old, new, changes, common)
    facts = _facts(old, new, changes)
    _added(old.kinds, new.kinds, "the kind", changes)
    _added(old.parties, new.parties, "the party", changes)
    _added(old.acts, new.acts, "the act", changes)
    _assumptions(old, new, changes)
    _presumptions(old, new, changes)
    shared = {
        "kinds": {**old.kinds, **new.kinds},
        "parties": {**old.parties, **new.parties},
        "acts": {**old.acts, **new.acts},
        "attributes": attributes,
        "facts": facts,
        "questions": questions,
    }
    plain = (old.plain_readings, new.plain_readings)
    own = (tuple(_own(old, new)), tuple(_own(new, old)))
    return CommonVocabulary(
        _with(old, shared), _with(new, shared), tuple(changes), tuple(common), plain, own
    )


def _with(policy: Policy, shared: Mapping[str, object]) -> Policy:
    return replace(policy, **shared)  # type: ignore[arg-type]


# ---------------------------------------------------------------------------- incomparable words


def _clashes(old: Policy, new: Policy) -> Iterable[Problem]:
    for name, kind in old.kinds.items():
        other = new.kinds.get(name)
        if other is not None and other.parent != kind.parent:
            yield _clash(f"the kind “{name}”", _parent(kind), _parent(other), other)
    for name, attribute in old.attributes.items():
        now = new.attributes.get(name)
        if now is not None and not _comparable(attribute, now):
            yield _clash(f"the attribute “{name}”", _type(attribute), _type(now), now)
    for name, fact in old.facts.items():
        later = new.facts.get(name)
        if later is not None and not _same_holes(fact, later):
            yield _clash(f"“{name}”", "about other kinds of thing", "now", later)


def _clash(what: str, was: str, now: str, place: object) -> Problem:
    return Problem(
        "not-comparable",
        f"{what} is not the same word in the two versions ({was}; {now})",
        getattr(place, "span", None),
        "give it another name in one of them; the two can then be compared",
    )


def _parent(kind: Kind) -> str:
    return f"was a kind of {kind.parent}" if kind.parent else "was a kind of its own"


def _comparable(one: Attribute, other: Attribute) -> bool:
    if isinstance(one.type, ListType):
        return isinstance(other.type, ListType) and one.type.open == other.type.open
    return isinstance(other.type, NumberType) and one.type.unit == other.type.unit


def _type(attribute: Attribute) -> str:
    if isinstance(attribute.type, ListType):
        return "an open list" if attribute.type.open else "a closed list"
    return f"a {attribute.type.unit}"


def _same_holes(one: Fact, other: Fact) -> bool:
    kinds = [hole.kind for hole in one.holes] == [hole.kind for hole in other.holes]
    return kinds and (one.event, one.about_act) == (other.event, other.about_act)


# --------------------------------------------------------------------------- what differs

_NO_MATTER = "the version without it does not speak of it"
EITHER = "compared on the cases that either version allows"


def _added(
    old: Mapping[str, T], new: Mapping[str, T], what: str, changes: list[ScopeChange]
) -> None:
    gone = (f"{what} “{name}” is no longer declared" for name in old if name not in new)
    come = (f"{what} “{name}” is new" for name in new if name not in old)
    changes.extend(ScopeChange(words, _NO_MATTER) for words in (*gone, *come))


def _attributes(old: Policy, new: Policy, changes: list[ScopeChange]) -> dict[str, Attribute]:
    _added(old.attributes, new.attributes, "the attribute", changes)
    merged = {**old.attributes, **new.attributes}
    for name, now in new.attributes.items():
        was = old.attributes.get(name)
        if was is None or was.type == now.type:
            continue
        if isinstance(was.type, ListType) and isinstance(now.type, ListType):
            merged[name] = _union_of_lists(now, was.type, now.type, changes)
        elif isinstance(was.type, NumberType) and isinstance(now.type, NumberType):
            least, most = min(was.type.least, now.type.least), max(was.type.most, now.type.most)
            merged[name] = replace(now, type=replace(now.type, least=least, most=most))
            words = f"the numbers that the {now.name} of a {now.kind} can be are others"
            changes.append(ScopeChange(words, "compared on the numbers that either version allows"))
    return merged


def _union_of_lists(
    now: Attribute, old: ListType, new: ListType, changes: list[ScopeChange]
) -> Attribute:
    """A list with the members of both. For the version that lacks a member it is a value that none
    of its conditions names."""
    members = (*new.members, *(m for m in old.members if m not in new.members))
    apart = frozenset(members) - (frozenset(old.members) & frozenset(new.members))
    for member in sorted(apart):
        how, lacks = ("is new", "old") if member in new.members else ("is struck", "new")
        words = f"“{member}” {how} among what the {now.name} of a {now.kind} can be"
        changes.append(ScopeChange(words, f"no condition of the {lacks} version names it"))
    if not apart and old.members != new.members:
        return replace(now, type=old)  # the same members in another order
    return replace(now, type=replace(new, members=members))


def _questions(
    old: Policy, new: Policy, changes: list[ScopeChange], common: list[Assumption]
) -> dict[str, Question]:
    _added(old.questions, new.questions, "the question", changes)
    merged = {**old.questions, **new.questions}
    for name, now in new.questions.items():
        was = old.questions.get(name)
        if was is None:
            continue
        before, after = {r.name for r in was.readings}, {r.name for r in now.readings}
        if was.plain != now.plain:
            words = f"the plain reading of “{name}” was “{was.plain}” and is “{now.plain}”"
            changes.append(ScopeChange(words, "each version is read plainly in its own way"))
        for reading in sorted(before ^ after):
            how = "is new" if reading in after else "is struck"
            words = f"the reading “{reading}” of the question “{name}” {how}"
            handled = "compared on the readings that both versions know"
            changes.append(ScopeChange(words, handled, restricts=True))
            common.append(Assumption(f"common readings: {reading}", "", Not(Reads(name, reading))))
        kept = (*now.readings, *(r for r in was.readings if r.name not in after))
        merged[name] = replace(now, readings=kept)
    return merged


def _facts(old: Policy, new: Policy, changes: list[ScopeChange]) -> dict[str, Fact]:
    _added(old.facts, new.facts, "the sentence", changes)
    merged = {**old.facts, **new.facts}
    for name, now in new.facts.items():
        was = old.facts.get(name)
        if was is None:
            continue
        if frozenset(was.one_to_each) != frozenset(now.one_to_each):
            both = tuple(rule for rule in now.one_to_each if rule in was.one_to_each)
            merged[name] = replace(now, one_to_each=both)
            words = f"how many there can be in “{name}” is another"
            changes.append(ScopeChange(words, EITHER))
        if (was.judged_by, was.controlled_by) != (now.judged_by, now.controlled_by):
            words = f"who judges or controls “{name}” is another"
            changes.append(ScopeChange(words, "no verdict depends on it"))
    return merged


def _own(mine: Policy, other: Policy) -> Iterable[Formula]:
    """What a version says of how many there are in a fact, and the other version does not."""
    for name, fact in mine.facts.items():
        twin = other.facts.get(name)
        for rule in fact.one_to_each if twin is not None else ():
            if twin is not None and rule not in twin.one_to_each:
                yield _one_to_each(fact, rule)


def _one_to_each(fact: Fact, rule: OneToEach) -> Formula:
    """`one … to each …` (or `at most one …`) as a formula."""
    things = [Variable(f"{hole.kind} {n}", hole.kind) for n, hole in enumerate(fact.holes)]
    result = things[rule.result]
    second = replace(result, name=f"other {result.name}")
    others = [*things[: rule.result], second, *things[rule.result + 1 :]]
    first = Holds(fact.id, tuple(things))
    two = All((first, Holds(fact.id, tuple(others)), Not(Same(result, second))))
    never = Not(scoped((*things, second), (two,)))
    if not rule.exactly:
        return never
    each: Formula = Some(result, first)
    for thing in things:
        each = each if thing == result else Every(thing, each)
    return All((never, each))


def _presumptions(old: Policy, new: Policy, changes: list[ScopeChange]) -> None:
    """What is presumed decides cases of which not everything is known."""
    for name in dict.fromkeys((*old.presumptions, *new.presumptions)):
        was, now = old.presumptions.get(name), new.presumptions.get(name)
        if was is None or now is None or _presumed(was) != _presumed(now):
            how = "is new" if was is None else "is struck" if now is None else "is another"
            words = f"the presumption “{name}” {how}"
            changes.append(ScopeChange(words, "it bears on cases not all of which is known", True))


def _presumed(one: Presumption) -> object:
    return one.variables, one.presumed, one.unless


def _assumptions(old: Policy, new: Policy, changes: list[ScopeChange]) -> None:
    for name, assumption in old.assumptions.items():
        now = new.assumptions.get(name)
        if now is None:
            said = Speaker(old).assumption(name)
            changes.append(ScopeChange(f"an assumption is struck: {said}", EITHER))
        elif now.formula != assumption.formula:
            was, said = Speaker(old).assumption(name), Speaker(new).assumption(name)
            changes.append(ScopeChange(f"an assumption was: {was} It is: {said}", EITHER))
    for name in new.assumptions:
        if name not in old.assumptions:
            said = Speaker(new).assumption(name)
            changes.append(ScopeChange(f"an assumption is new: {said}", EITHER))
