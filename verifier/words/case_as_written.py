"""A case as a drafter writes it: a case of the model, the readings and the verdict to expect go in,
lines of the language come out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from verifier.model import (
    Case,
    FactKey,
    ListType,
    NumberType,
    Policy,
    Readings,
    Thing,
    Unit,
    ValueKey,
    Verdict,
)
from verifier.words import naming, sentences
from verifier.words.cases import act_words, fact_words, renamed
from verifier.words.english import with_article

NOTHING_ELSE = "nothing else is so"


@dataclass(frozen=True)
class WrittenCase:
    """What a written case is to hold: the values and days that are given (what else an attribute is
    stays open), and whether the day of the act is."""

    name: str
    title: str
    case: Case
    values: Sequence[ValueKey]
    days: Sequence[FactKey]
    dated: bool
    readings: Readings
    verdict: Verdict


def written_case(policy: Policy, example: WrittenCase) -> tuple[str, ...]:
    """The lines of the case, to be pasted into a policy file."""
    names = short_names(policy, example.case.things)
    case = renamed(example.case, names)
    lines = [f'case {example.name} "{example.title}"']
    if case.things:
        lines.append(f"  {_things(policy, case.things)}")
    given = [*_further_kinds(policy, case), *_given(policy, example, case, names), NOTHING_ELSE]
    lines += [f"  {'and' if place else 'given'} {line}" for place, line in enumerate(given)]
    lines.append(f"  asking whether {act_words(policy, case.act, 'may')}")
    lines.append(f"  expect {example.verdict}{_readings(policy, example.readings)}")
    return tuple(lines)


def short_names(policy: Policy, things: Sequence[Thing]) -> Mapping[str, str]:
    """A name that a line of the language can hold for each thing: a person's name, or the first
    letter of its kind, numbered where there are several."""
    personal = naming.names_for(policy, things)
    letters = {t.name: naming.narrowest_kind(policy, t)[0].upper() for t in things}
    found: dict[str, str] = {}
    for thing in things:
        if naming.is_personal(policy, naming.narrowest_kind(policy, thing)):
            found[thing.name] = personal[thing.name].replace(" ", "")
            continue
        letter = letters[thing.name]
        alike = [
            other.name
            for other in things
            if letters[other.name] == letter
            and not naming.is_personal(policy, naming.narrowest_kind(policy, other))
        ]
        number = alike.index(thing.name) + 1
        found[thing.name] = f"{letter}{number}" if len(alike) > 1 else letter
    return found


def _things(policy: Policy, things: Sequence[Thing]) -> str:
    groups: dict[str, list[str]] = {}
    for thing in things:
        groups.setdefault(naming.narrowest_kind(policy, thing), []).append(thing.name)
    return "; ".join(f"{kind} {', '.join(names)}" for kind, names in groups.items())


def _further_kinds(policy: Policy, case: Case) -> Iterator[str]:
    """What a thing is beside the kind that it is introduced as: `Ana is a patient`."""
    for thing in case.things:
        introduced = naming.narrowest_kind(policy, thing)
        for kind in naming.narrowest_kinds(policy, thing):
            if kind != introduced:
                yield f"{thing.name} is {with_article(kind)}"


def _given(
    policy: Policy, example: WrittenCase, case: Case, names: Mapping[str, str]
) -> Iterator[str]:
    order = list(policy.facts)
    days = {(event, tuple(names.get(n, n) for n in things)) for event, things in example.days}
    for key in sorted(case.facts, key=lambda key: (order.index(key[0]), key[1])):
        if key in days:
            phrase = sentences.phrase(policy.facts[key[0]].sentence, key[1])
            yield f"{phrase} is {date.fromordinal(case.days[key]).isoformat()}"
        else:
            yield fact_words(policy, key)
    for attribute, thing in example.values:
        name = names.get(thing, thing)
        declared = policy.attributes[attribute]
        value = literal(declared.type, case.values[attribute, name])
        yield f"the {declared.name} of {name} is {value}"
    if example.dated and case.act.day is not None:
        yield f"the day of the act is {date.fromordinal(case.act.day).isoformat()}"


def literal(kind: ListType | NumberType, value: str | int) -> str:
    """A value as the language writes it."""
    if isinstance(value, str):
        return f'"{value}"' if "," in value else value
    assert isinstance(kind, NumberType)
    match kind.unit:
        case Unit.MONEY:
            return f"${value // 100:,}" + (f".{value % 100:02}" if value % 100 else "")
        case Unit.DATE:
            return date.fromordinal(value).isoformat()
        case Unit.DURATION:
            return f"{value:,} days"
        case Unit.PERCENTAGE:
            return f"{value // 100}" + (f".{value % 100:02}%" if value % 100 else "%")
        case Unit.COUNT:
            return f"{value:,} {kind.label}".rstrip()


def _readings(policy: Policy, readings: Readings) -> str:
    """`, reading Q as R and reading Q2 as R2`, for what is not read plainly."""
    plain = policy.plain_readings
    said: Iterable[str] = (
        f"reading {question} as {reading}"
        for question, reading in readings.items()
        if reading != plain[question]
    )
    listed = " and ".join(said)
    return f", {listed}" if listed else ""
