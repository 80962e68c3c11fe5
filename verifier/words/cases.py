"""Cases in sentences: the things, what holds of them, the act in question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from verifier.model import (
    ActInQuestion,
    Case,
    FactKey,
    ListType,
    Policy,
    Readings,
    Thing,
    ValueKey,
)
from verifier.words import quantities, sentences
from verifier.words.english import number_word, quoted, sentence, series, with_article
from verifier.words.members import member_words
from verifier.words.naming import (
    is_personal,
    kind_plural,
    names_for,
    narrowest_kind,
    narrowest_kinds,
)


def fact_words(policy: Policy, key: FactKey, positive: bool = True) -> str:
    """`Ana is a victim of the crime`, or its denial."""
    fact, things = key
    declared = policy.facts[fact]
    if declared.event:
        write = sentences.affirmed_event if positive else sentences.denied_event
    else:
        write = sentences.affirmed if positive else sentences.denied
    return write(declared.sentence, things)


def value_words(policy: Policy, key: ValueKey, value: str | int) -> str:
    """`the type of the crime is robbery`, `the price of the item is $1,000`."""
    attribute = policy.attributes[key[0]]
    subject = f"the {attribute.name} of {key[1]}"
    if isinstance(attribute.type, ListType):
        return f"{subject} {member_words((str(value),), True)}"
    assert isinstance(value, int)
    return f"{subject} is {quantities.amount(value, attribute.type.unit, attribute.type.label)}"


def value_among_words(policy: Policy, key: ValueKey, values: Sequence[str]) -> str:
    """`the type of the crime is either robbery or assault`"""
    return f"the {policy.attributes[key[0]].name} of {key[1]} {member_words(values, True)}"


def event_day_words(policy: Policy, key: FactKey, day: int) -> str:
    """`the day the item becomes known to the prosecutor is March 1, 2026`."""
    event, things = key
    return f"{sentences.phrase(policy.facts[event].sentence, things)} is {quantities.day(day)}"


def act_day_words(day: int) -> str:
    """`the day of the act is March 1, 2026`."""
    return f"the day of the act is {quantities.day(day)}"


def whatever_words(policy: Policy, key: FactKey | ValueKey) -> str:
    """What does not matter: `whatever the type of the crime`, `whether or not Ana reports`."""
    name, things = key
    if isinstance(things, str):
        return f"whatever the {policy.attributes[name].name} of {things}"
    return f"whether or not {fact_words(policy, (name, things))}"


def act_words(policy: Policy, act: ActInQuestion, modal: str = "") -> str:
    """`the Office uses S against Ana`; with a modal `the Office may use S against Ana`."""
    parts = policy.acts[act.act].phrase
    if modal:
        return f"{act.agent} {modal} {sentences.phrase(parts, act.things)}"
    return sentences.act_of(act.agent, parts, act.things)


# --------------------------------------------------------------------------- things


def things_sentence(policy: Policy, things: Sequence[Thing]) -> str:
    """`There are two persons, Ana and Bea; a crime; and two reports, R1 and R2.`"""
    kinds = {thing.name: narrowest_kind(policy, thing) for thing in things}
    groups = [
        _group(policy, kind, [thing.name for thing in things if kinds[thing.name] == kind])
        for kind in dict.fromkeys(kinds.values())
    ]
    if not groups:
        return "Nothing is in the case but the named parties."
    verb = "is" if list(kinds.values()).count(next(iter(kinds.values()))) == 1 else "are"
    listed = groups[0] if len(groups) == 1 else "; ".join(groups[:-1]) + "; and " + groups[-1]
    return sentence(f"there {verb} {listed}")


def _group(policy: Policy, kind: str, names: Sequence[str]) -> str:
    if len(names) == 1:
        unnamed = names[0] == f"the {kind}"
        return with_article(kind) if unnamed else f"{with_article(kind)}, {names[0]}"
    words = f"{number_word(len(names))} {kind_plural(policy, kind)}"
    unnamed = all(name.startswith("the ") and name.endswith(f" {kind}") for name in names)
    return words if unnamed else f"{words}, {series(names)}"


def roles_of_persons(policy: Policy, case: Case) -> Iterator[str]:
    """`Ana is a student`, for each bearer of a person's name that says no more than that it is one;
    `Ana is a student and an examiner`, `the paper is a record and a report` for what is of several
    kinds."""
    for thing in case.things:
        kinds = narrowest_kinds(policy, thing)
        personal = is_personal(policy, narrowest_kind(policy, thing))
        if len(kinds) > 1 or (personal and kinds != ("person",)):
            yield f"{thing.name} is {series([with_article(kind) for kind in kinds])}"


# --------------------------------------------------------------------------- a whole case


def case_sentences(policy: Policy, case: Case, readings: Readings) -> tuple[str, ...]:
    """The things, the facts that hold in declared order, values, days, the act, the readings that
    are not plain. Facts that are not mentioned do not hold."""
    return (
        things_sentence(policy, case.things),
        *(sentence(words) for words in _facts(policy, case)),
        *(sentence(words) for words in _values(policy, case)),
        *(sentence(words) for words in _days(policy, case)),
        sentence(act_words(policy, case.act)),
        *(sentence(words) for words in unplain_readings(policy, readings)),
    )


def _facts(policy: Policy, case: Case) -> Iterator[str]:
    order = list(policy.facts)
    places = {thing.name: place for place, thing in enumerate(case.things)}
    held = sorted(
        (key for key in case.facts if not policy.facts[key[0]].event),
        key=lambda key: (order.index(key[0]), [(places.get(n, -1), n) for n in key[1]]),
    )
    return (fact_words(policy, key) for key in held)


def _values(policy: Policy, case: Case) -> Iterator[str]:
    for attribute in policy.attributes:
        for thing in case.things:
            if (attribute, thing.name) in case.values:
                key = (attribute, thing.name)
                yield value_words(policy, key, case.values[key])


def _days(policy: Policy, case: Case) -> Iterator[str]:
    order = list(policy.facts)
    for key in sorted(case.days, key=lambda key: (case.days[key], order.index(key[0]), key[1])):
        yield event_day_words(policy, key, case.days[key])
    if case.act.day is not None:
        yield act_day_words(case.act.day)


def unplain_readings(policy: Policy, readings: Readings) -> Iterator[str]:
    """The answers that are not the plain ones, in file order."""
    for question in policy.questions.values():
        chosen = readings.get(question.name, question.plain)
        if chosen != question.plain:
            title = next((r.title for r in question.readings if r.name == chosen), chosen)
            answer = quoted(title.rstrip("."))
            yield f"the answer to {quoted(question.title)} is {answer}"


# --------------------------------------------------------------------------- renaming


def with_names(policy: Policy, case: Case) -> Case:
    """The same case with its things named as `names_for` says."""
    return renamed(case, names_for(policy, case.things))


def renamed(case: Case, names: Mapping[str, str]) -> Case:
    """The same case under other names; what `names` leaves out keeps its name."""

    def many(things: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(names.get(name, name) for name in things)

    act = replace(
        case.act,
        agent=names.get(case.act.agent, case.act.agent),
        things=many(case.act.things),
    )
    return Case(
        things=tuple(replace(t, name=names.get(t.name, t.name)) for t in case.things),
        facts=frozenset((fact, many(things)) for fact, things in case.facts),
        values={(a, names.get(thing, thing)): v for (a, thing), v in case.values.items()},
        days={(event, many(things)): day for (event, things), day in case.days.items()},
        act=act,
    )
