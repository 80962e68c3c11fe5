"""Random cases of a policy, without a solver and without Hypothesis, for laws that need very many:
cases to begin with go in, their neighbours and cases made from nothing come out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product
from random import Random

from verifier.model import (
    PARTY,
    ActInQuestion,
    Case,
    Fact,
    FactKey,
    Hole,
    Policy,
    Readings,
    Thing,
)
from verifier.model.value_types import ListType, NumberType
from verifier.semantics.well_formed import can_hold_of, kinds_of

Seed = tuple[Case, Readings]

FIRST_DAY = 738_000
"""Days are drawn from here on."""


class RandomCases:
    """Draws cases of one policy."""

    def __init__(self, policy: Policy, random: Random, seeds: Sequence[Seed] = ()) -> None:
        self.policy = policy
        self.random = random
        self.seeds = list(seeds)

    def draw(self) -> Seed:
        """A neighbour of a seed, mostly; else a case made from nothing."""
        if self.seeds and self.random.random() < 0.85:
            case, readings = self.random.choice(self.seeds)
            return self.neighbour(case), self._reread(readings)
        return self._new(), self._reread(self.policy.plain_readings)

    def neighbour(self, case: Case) -> Case:
        """The case with one to five small changes."""
        for _ in range(self.random.choice((1, 1, 2, 3, 5))):
            change = self.random.choice(
                (self._flip, self._flip, self._flip, self._other_value, self._more, self._role)
            )
            case = change(case)
        return self._mended(case)

    # ------------------------------------------------------------------ small changes

    def _flip(self, case: Case) -> Case:
        """One fact is not so, or is so."""
        if case.facts and self.random.random() < 0.4:
            key = self.random.choice(sorted(case.facts))
            return replace(case, facts=case.facts - {key})
        keys = self._keys(case, self.random.choice(list(self.policy.facts.values())))
        return replace(case, facts=case.facts | {self.random.choice(keys)}) if keys else case

    def _other_value(self, case: Case) -> Case:
        if not case.values:
            return case
        key = self.random.choice(sorted(case.values))
        return replace(case, values={**case.values, key: self._value(key[0])})

    def _more(self, case: Case) -> Case:
        """One more thing, of which some facts are true that are true of another of its kind."""
        if len(case.things) > 9:
            return case
        if not case.things or self.random.random() < 0.3:
            thing = self._thing(self.random.choice(self._roots()), f"more {len(case.things)}")
            return replace(case, things=(*case.things, thing))
        like = self.random.choice(case.things)
        thing = replace(like, name=f"more {len(case.things)}")
        copied = {
            (fact, tuple(thing.name if n == like.name else n for n in names))
            for fact, names in case.facts
            if like.name in names and self.random.random() < 0.7
        }
        values = {
            (attribute, thing.name): value
            for (attribute, name), value in case.values.items()
            if name == like.name
        }
        return replace(
            case,
            things=(*case.things, thing),
            facts=case.facts | copied,
            values={**case.values, **values},
        )

    def _role(self, case: Case) -> Case:
        """Another agent, another thing in a role, or another act."""
        if self.random.random() < 0.2:
            return self._with_act(case) or case
        holes = self.policy.acts[case.act.act].holes
        place = self.random.randrange(len(holes) + 1)
        if place == len(holes):
            agent = self.random.choice(self._of(case, PARTY))
            return replace(case, act=replace(case.act, agent=agent))
        things = list(case.act.things)
        things[place] = self.random.choice(self._of(case, holes[place].kind))
        return replace(case, act=replace(case.act, things=tuple(things)))

    def _reread(self, readings: Readings) -> Readings:
        """The readings, one of them or all read otherwise."""
        chosen = dict(readings)
        whole = self.random.random()
        for name, question in self.policy.questions.items():
            if whole < 0.15 or name not in chosen:
                chosen[name] = self.random.choice(question.readings).name
        if whole > 0.6 and chosen:
            name = self.random.choice(sorted(chosen))
            chosen[name] = self.random.choice(self.policy.questions[name].readings).name
        return chosen

    # ------------------------------------------------------------------ from nothing

    def _new(self) -> Case:
        things = tuple(
            self._thing(root, f"{root} {number}")
            for root in self._roots()
            for number in range(self.random.choice((0, 1, 1, 2)))
        )
        case = Case(things, frozenset(), {}, {}, ActInQuestion("", "", ()))
        while True:
            made = self._with_act(case)
            if made is not None:
                break
            thing = self._thing(self.random.choice(self._roots()), f"more {len(case.things)}")
            case = replace(case, things=(*case.things, thing))
        share = self.random.choice((0.1, 0.3, 0.6))
        facts = {
            key
            for fact in self.policy.facts.values()
            for key in self._keys(made, fact)
            if self.random.random() < share
        }
        return self._mended(replace(made, facts=frozenset(facts)))

    def _roots(self) -> list[str]:
        return sorted(set(self.policy.roots.values()))

    def _thing(self, root: str, name: str) -> Thing:
        below = [k for k in self.policy.kinds if k != root and self.policy.roots[k] == root]
        chosen = self.random.choice(below) if below and self.random.random() < 0.8 else None
        kinds = frozenset(self.policy.lineage(chosen)) - {root} if chosen else frozenset()
        return Thing(name, root, kinds)

    def _with_act(self, case: Case) -> Case | None:
        act = self.random.choice(list(self.policy.acts.values()))
        filled = [self._of(case, hole.kind) for hole in act.holes]
        agents = self._of(case, PARTY)
        if not agents or not all(filled):
            return None
        things = tuple(self.random.choice(names) for names in filled)
        agent = self.random.choice(agents)
        return replace(case, act=replace(case.act, act=act.id, agent=agent, things=things))

    # ------------------------------------------------------------------ whole again

    def _of(self, case: Case, kind: str) -> list[str]:
        kinds = kinds_of(self.policy, case.things)
        return [name for name, known in kinds.items() if kind in known]

    def _keys(self, case: Case, fact: Fact) -> list[FactKey]:
        kinds = kinds_of(self.policy, case.things)
        choices = product(*(_fitting(hole, kinds) for hole in fact.holes))
        return [(fact.id, names) for names in choices if can_hold_of(fact, names)]

    def _mended(self, case: Case) -> Case:
        """The case with every function kept, every value given and a day for each event."""
        facts = {key for key in case.facts if can_hold_of(self.policy.facts[key[0]], key[1])}
        kinds = kinds_of(self.policy, case.things)
        for fact in self.policy.facts.values():
            for rule in fact.one_to_each:
                self._keep(fact, rule.result, rule.exactly, facts, kinds)
        days = {
            key: case.days.get(key, FIRST_DAY + self.random.randrange(120))
            for key in facts
            if self.policy.facts[key[0]].event
        }
        values = {
            (attribute.id, name): case.values.get((attribute.id, name), self._value(attribute.id))
            for attribute in self.policy.attributes.values()
            for name, known in kinds.items()
            if attribute.kind in known
        }
        return replace(case, facts=frozenset(facts), days=days, values=values)

    def _keep(
        self,
        fact: Fact,
        result: int,
        exactly: bool,
        facts: set[FactKey],
        kinds: Mapping[str, frozenset[str]],
    ) -> None:
        others = [hole for place, hole in enumerate(fact.holes) if place != result]
        results = _fitting(fact.holes[result], kinds)
        for given in product(*(_fitting(hole, kinds) for hole in others)):
            keys = [(fact.id, (*given[:result], name, *given[result:])) for name in results]
            held = [key for key in keys if key in facts]
            if len(held) > 1 or (exactly and keys and not held):
                facts.difference_update(held)
                facts.add(self.random.choice(held or keys))

    def _value(self, attribute: str) -> str | int:
        match self.policy.attributes[attribute].type:
            case ListType() as listed:
                return self.random.choice(list(listed.values))
            case NumberType(_, least, most):
                return self.random.randint(max(least, -50), min(most, max(least, -50) + 200))


def _fitting(hole: Hole, kinds: Mapping[str, frozenset[str]]) -> list[str]:
    return [name for name, known in kinds.items() if hole.kind in known]


def distinct(cases: Iterator[Seed]) -> Iterator[Seed]:
    """Each case under each reading once."""
    seen: set[int] = set()
    for case, readings in cases:
        key = hash(
            (
                case.things,
                case.facts,
                frozenset(case.values.items()),
                frozenset(case.days.items()),
                case.act,
                frozenset(readings.items()),
            )
        )
        if key not in seen:
            seen.add(key)
            yield case, readings
