"""Total cases and readings of a policy: drawn for property tests, or all of them if it is tiny."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, product

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from tests.generators.towards import towards
from tests.generators.vocabulary import DAYS, OFFICE
from verifier.model import (
    PARTY,
    ActInQuestion,
    Attribute,
    Case,
    Fact,
    FactKey,
    Named,
    OneToEach,
    Policy,
    Readings,
    Term,
    Thing,
    ValueKey,
    Variable,
)
from verifier.model.value_types import ListType
from verifier.semantics.background import one_to_each
from verifier.semantics.well_formed import kinds_of


def readings_of(policy: Policy) -> SearchStrategy[Readings]:
    """A reading of every question."""
    return st.fixed_dictionaries(
        {
            question.name: st.sampled_from([reading.name for reading in question.readings])
            for question in policy.questions.values()
        }
    )


def enumerate_readings(policy: Policy) -> Iterator[Readings]:
    """Every reading of every question."""
    questions = policy.questions.values()
    for chosen in product(*([r.name for r in question.readings] for question in questions)):
        yield dict(zip(policy.questions, chosen, strict=True))


# --------------------------------------------------------------------------- drawn


@st.composite
def cases(draw: DrawFn, policy: Policy, most: int = 2) -> Case:
    """A well-formed total case with its functions kept: up to `most` things of each root kind, and
    those that the act needs. Assumptions may be violated."""
    things = _Things(policy)
    for kind in policy.kinds.values():
        if kind.parent is None:
            for _ in range(draw(st.integers(0, most))):
                things.add(kind.name)
    act = _act(draw, policy, things)
    for thing in things.found:
        for kind_name in things.below(thing.kind):
            if draw(st.booleans()):
                things.join(thing.name, kind_name)
    _inhabit(policy, things)
    made = things.made()
    facts, days = _facts(draw, policy, made)
    case = Case(made, facts, _values(draw, policy, made), days, act)
    return towards(draw, policy, case, draw(st.sampled_from((0, 1, 1, 2, 2))))


class _Things:
    """The things of a case while it is drawn."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.found: list[Thing] = []
        self.kinds: dict[str, set[str]] = {}

    def add(self, kind: str) -> str:
        """A new thing of a kind: "item 1", "item 2"."""
        root = self.policy.roots[kind]
        name = f"{root} {sum(thing.kind == root for thing in self.found) + 1}"
        self.found.append(Thing(name, root))
        self.kinds[name] = set()
        self.join(name, kind)
        return name

    def join(self, name: str, kind: str) -> None:
        """The thing becomes one of a sub-kind, and of all above it."""
        self.kinds[name].update(self.policy.lineage(kind)[:-1])

    def below(self, root: str) -> list[str]:
        known = self.policy.kinds.values()
        return [k.name for k in known if k.parent and self.policy.roots[k.name] == root]

    def of(self, kind: str) -> list[str]:
        return [name for name, kinds in kinds_of(self.policy, self.made()).items() if kind in kinds]

    def made(self) -> tuple[Thing, ...]:
        return tuple(
            Thing(thing.name, thing.kind, frozenset(self.kinds[thing.name])) for thing in self.found
        )


def _act(draw: DrawFn, policy: Policy, things: _Things) -> ActInQuestion:
    """An act in question, by the Office for the most part, and often one that some norm is about;
    its roles are filled by things that are there, or by new ones."""
    patterns = [norm.act for norm in policy.norms.values() if norm.act is not None]
    about = draw(st.sampled_from((None, *patterns)))
    act = draw(st.sampled_from(tuple(policy.acts))) if about is None else about.act
    filled = []
    for place, hole in enumerate(policy.acts[act].holes):
        term = Variable("", hole.kind) if about is None else about.terms[place]
        filled.append(_filler(draw, policy, things, term))
    others = [name for name in things.of(PARTY) if name != OFFICE]
    agent = draw(st.sampled_from([OFFICE] * 8 + others[:2]))
    return ActInQuestion(act, agent, tuple(filled), draw(st.sampled_from(DAYS)))


def _filler(draw: DrawFn, policy: Policy, things: _Things, term: Term) -> str:
    """A thing that a term of a pattern can be."""
    if isinstance(term, Named):
        return term.name
    root = policy.roots[term.kind]
    there = [thing.name for thing in things.found if thing.kind == root]
    there += things.of(term.kind) if term.kind == PARTY else []
    known = draw(st.integers(0, 3)) > 0
    name = draw(st.sampled_from(there)) if there and known else things.add(term.kind)
    if name in things.kinds:
        things.join(name, term.kind)
    return name


def _inhabit(policy: Policy, things: _Things) -> None:
    """Where each thing has one result, there is a result to have."""
    for _ in policy.facts:
        for fact in policy.facts.values():
            for rule in fact.one_to_each:
                result = fact.holes[rule.result].kind
                given = [h for place, h in enumerate(fact.holes) if place != rule.result]
                if all(things.of(hole.kind) for hole in given) and not things.of(result):
                    things.add(result)


def _facts(
    draw: DrawFn, policy: Policy, things: tuple[Thing, ...]
) -> tuple[frozenset[FactKey], dict[FactKey, int]]:
    facts: set[FactKey] = set()
    for fact in policy.facts.values():
        if fact.one_to_each:
            facts.update(_function(draw, policy, fact, fact.one_to_each[0], things))
        else:
            known = list(_tuples(policy, fact, things))
            chosen = draw(st.integers(0, 2 ** len(known) - 1))
            facts.update((fact.id, t) for place, t in enumerate(known) if chosen >> place & 1)
    dated = sorted(key for key in facts if policy.facts[key[0]].event)
    return frozenset(facts), {key: draw(st.sampled_from(DAYS)) for key in dated}


def _tuples(policy: Policy, fact: Fact, things: tuple[Thing, ...]) -> Iterator[tuple[str, ...]]:
    kinds = kinds_of(policy, things)
    return product(*([n for n, own in kinds.items() if h.kind in own] for h in fact.holes))


def _function(
    draw: DrawFn, policy: Policy, fact: Fact, rule: OneToEach, things: tuple[Thing, ...]
) -> Iterator[FactKey]:
    """One result (or at most one) for all things that need one."""
    results: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for names in _tuples(policy, fact, things):
        given = (*names[: rule.result], *names[rule.result + 1 :])
        results.setdefault(given, []).append(names)
    for known in results.values():
        if rule.exactly or draw(st.booleans()):
            yield fact.id, draw(st.sampled_from(known))


def _values(draw: DrawFn, policy: Policy, things: tuple[Thing, ...]) -> dict[ValueKey, str | int]:
    return {key: draw(st.sampled_from(some)) for key, some in _ranges(policy, things).items()}


def _ranges(policy: Policy, things: tuple[Thing, ...]) -> dict[ValueKey, tuple[str | int, ...]]:
    return {
        (attribute.id, name): values_of(attribute)
        for attribute in policy.attributes.values()
        for name, kinds in kinds_of(policy, things).items()
        if attribute.kind in kinds
    }


def values_of(attribute: Attribute) -> tuple[str | int, ...]:
    """Every value of an attribute; generated number types are small."""
    match attribute.type:
        case ListType():
            return attribute.type.values
        case _:
            return tuple(range(attribute.type.least, attribute.type.most + 1))


# --------------------------------------------------------------------------- all of them


def enumerate_cases(
    policy: Policy, sizes: Mapping[str, int], days: Sequence[int] = DAYS[:1]
) -> Iterator[Case]:
    """Every well-formed case with its functions kept, with `sizes` things of each root kind (beside
    the named parties), and every day among `days`. Their number is exponential in everything."""
    for things in _all_things(policy, sizes):
        for facts, events in _all_facts(policy, things, days):
            ranges = _ranges(policy, things)
            for values in product(*ranges.values()):
                for act in _all_acts(policy, things, days):
                    chosen = dict(zip(ranges, values, strict=True))
                    case = Case(things, facts, chosen, events, act)
                    if not one_to_each(policy, case):
                        yield case


def _all_things(policy: Policy, sizes: Mapping[str, int]) -> Iterator[tuple[Thing, ...]]:
    names = [(root, f"{root} {place}") for root in sizes for place in range(1, sizes[root] + 1)]
    for chosen in product(*(list(_all_subkinds(policy, root)) for root, _ in names)):
        yield tuple(Thing(name, root, own) for (root, name), own in zip(names, chosen, strict=True))


def _all_subkinds(policy: Policy, root: str) -> Iterator[frozenset[str]]:
    """The sets of sub-kinds that contain the parents of their members."""
    below = [k for k in policy.kinds.values() if k.parent and policy.roots[k.name] == root]
    for chosen in _subsets([kind.name for kind in below]):
        if all(kind.parent in {root, *chosen} for kind in below if kind.name in chosen):
            yield frozenset(chosen)


def _subsets(items: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for kept in product((False, True), repeat=len(items)):
        yield tuple(item for item, keep in zip(items, kept, strict=True) if keep)


def _all_facts(
    policy: Policy, things: tuple[Thing, ...], days: Sequence[int]
) -> Iterator[tuple[frozenset[FactKey], dict[FactKey, int]]]:
    known = [
        (fact.id, names)
        for fact in policy.facts.values()
        for names in _tuples(policy, fact, things)
    ]
    choices = [
        tuple(chain((None,), days if policy.facts[key[0]].event else (days[0],))) for key in known
    ]
    for chosen in product(*choices):
        held = {key: day for key, day in zip(known, chosen, strict=True) if day is not None}
        events = {key: day for key, day in held.items() if policy.facts[key[0]].event}
        yield frozenset(held), events


def _all_acts(
    policy: Policy, things: tuple[Thing, ...], days: Sequence[int]
) -> Iterator[ActInQuestion]:
    kinds = kinds_of(policy, things)
    agents = [name for name, own in kinds.items() if PARTY in own]
    for act in policy.acts.values():
        roles = [[name for name, own in kinds.items() if h.kind in own] for h in act.holes]
        for agent, day, filled in product(agents, days, product(*roles)):
            yield ActInQuestion(act.id, agent, filled, day)
