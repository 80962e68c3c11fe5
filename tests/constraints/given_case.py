"""A total case under one reading as constraints: what is so in it, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from verifier.constraints.logic import binding, called, either, every, no, number, same
from verifier.constraints.vocabulary import Vocabulary
from verifier.model import PARTY, Case, Fact, Readings


def lines(words: Vocabulary, case: Case, readings: Readings) -> Iterator[str]:
    """The declarations of the things of a case, and what is so in it."""
    symbols = {name: words.party(name) for name in words.policy.parties}
    roots = dict.fromkeys(symbols, PARTY)
    for index, thing in enumerate(case.things):
        symbols[thing.name], roots[thing.name] = f"thing{index}", thing.kind
        yield f"(declare-const thing{index} {words.sort(thing.kind)})"
    yield from (f"(assert {one})" for one in _things(words, case, symbols, roots))
    for fact in words.policy.facts.values():
        yield f"(assert {_fact(words, case, fact, symbols)})"
    for (event, names), day in case.days.items():
        found = called(words.day(event), [symbols[name] for name in names])
        yield f"(assert (= {found} {number(day)}))"
    for (attribute, name), value in case.values.items():
        told = number(value) if isinstance(value, int) else words.value(attribute, value)
        yield f"(assert (= ({words.attribute(attribute)} {symbols[name]}) {told}))"
    for question, reading in readings.items():
        yield f"(assert (= {words.reading_of(question)} {words.reading(question, reading)}))"
    act = case.act
    yield f"(assert (= {words.the_act} {words.act(act.act)}))"
    yield f"(assert (= {words.the_agent} {symbols[act.agent]}))"
    for index, name in enumerate(act.things):
        yield f"(assert (= {words.role(act.act, index)} {symbols[name]}))"
    if act.day is not None:
        yield f"(assert (= {words.the_day} {number(act.day)}))"


def _things(
    words: Vocabulary, case: Case, symbols: dict[str, str], roots: dict[str, str]
) -> Iterator[str]:
    for root in dict.fromkeys((PARTY, *words.policy.roots.values())):
        own = [symbols[name] for name, of in roots.items() if of == root]
        if len(own) > 1:
            yield f"(distinct {' '.join(own)})"
        yield from (f"({words.there_is(root)} {one})" for one in own)
        there = f"(= ({words.there_is(root)} x) {either(f'(= x {one})' for one in own)})"
        yield f"(forall ((x {words.sort(root)})) {there})"
    for thing in case.things:
        for kind in words.policy.kinds.values():
            if kind.parent is not None and words.root(kind.name) == thing.kind:
                of_it = f"({words.is_a(kind.name)} {symbols[thing.name]})"
                yield of_it if kind.name in thing.subkinds else no(of_it)


def _fact(words: Vocabulary, case: Case, fact: Fact, symbols: dict[str, str]) -> str:
    places = [f"x{index}" for index in range(len(fact.holes))]
    bound = [(x, words.sort(hole.kind)) for x, hole in zip(places, fact.holes, strict=True)]
    true = either(
        every(same(x, symbols[name]) for x, name in zip(places, names, strict=True))
        for name_, names in sorted(case.facts)
        if name_ == fact.id
    )
    return binding("forall", bound, f"(= {called(words.fact(fact.id), places)} {true})")
