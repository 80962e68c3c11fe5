"""Questions about few words with many quantifiers, made to put the number of slots to the test:
functions, definitions, `counts as` with things of its own, assumptions, two readings at once.

Made from a number rather than drawn, for the questions that a wrong number of slots gets wrong are
rare, and many must be tried.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from tests.generators.formulas import COUNTING, fitting
from tests.generators.vocabulary import (
    OFFICE,
    VERBS,
    act_of,
    bare_policy,
    fact_of,
    kind_of,
    question_of,
)
from verifier.encoding.questions import AGENT, Angle, Ask, Query, Seen, both, role
from verifier.model import (
    PARTY,
    TRUE,
    ActIs,
    ActKind,
    All,
    Any,
    Assumption,
    Counted,
    CountsAs,
    Defined,
    Definition,
    Every,
    Fact,
    Formula,
    Holds,
    Hole,
    Named,
    Not,
    OfKind,
    OneToEach,
    Policy,
    Reads,
    Same,
    Some,
    Term,
    Variable,
)

Scope = tuple[Variable, ...]

PERSON, ITEM, REPORT = kind_of("person", PARTY), kind_of("item"), kind_of("report")
STATEMENT = kind_of("statement", "item")
KINDS = (
    (ITEM,),
    (ITEM, REPORT),
    (PERSON, ITEM),
    (ITEM, STATEMENT),
    (PERSON, ITEM, REPORT),
    (ITEM, STATEMENT, REPORT),
)
OTHERWISE = "otherwise"


def question(seed: int) -> tuple[Policy, Query]:
    """A vocabulary with a background, and a question about it."""
    return _Maker(Random(seed)).made()


class _Maker:
    def __init__(self, random: Random) -> None:
        self.random = random
        kinds = random.choice(KINDS)
        self.kinds = [kind.name for kind in kinds]
        if self._often(0.3):
            self.kinds.append(PARTY)
        facts = [self._fact(verb) for verb in VERBS[: random.randint(2, 4)]]
        acts = [self._act("use", 0), self._act("give", 1)]
        questions = [question_of("question", "narrow", "broad")] if self._often(0.5) else []
        self.policy = bare_policy(kinds, (), facts, acts, questions)
        self.variables = 0

    def made(self) -> tuple[Policy, Query]:
        for place in range(self.random.randint(0, 2)):
            self._define(f"definition {place}")
        if self._often(0.6):
            rules = [self._counts_as() for _ in range(self.random.randint(1, 2))]
            self.policy = replace(self.policy, counts_as=tuple(rules))
        names = [f"background {place}" for place in range(self.random.randint(0, 2))]
        assumptions = {name: Assumption(name, name, self._formula((), 3)) for name in names}
        self.policy = replace(self.policy, assumptions=assumptions)
        act = self.random.choice(list(self.policy.acts.values()))
        return self.policy, Query(act.id, both(self._parts(act)))

    def _parts(self, act: ActKind) -> list[Ask]:
        roles = tuple(role(place, hole.kind) for place, hole in enumerate(act.holes))
        parts: list[Ask] = []
        for _ in range(self.random.randint(1, 3)):
            made = self._formula(roles, self.random.randint(2, 4))
            apart = Angle(apart=frozenset(self.policy.questions), tag=OTHERWISE)
            parts.append(Seen(apart, made) if self._often(0.2) else made)
        if self._often(0.5):
            parts.append(Same(AGENT, Named(OFFICE)))
        return parts

    # ------------------------------------------------------------------ words

    def _often(self, share: float) -> bool:
        return self.random.random() < share

    def _some_kinds(self, counts: Sequence[int]) -> tuple[str, ...]:
        return tuple(self.random.choice(self.kinds) for _ in range(self.random.choice(counts)))

    def _act(self, verb: str, least: int) -> ActKind:
        return act_of(verb, self._some_kinds(range(least, 3)))

    def _fact(self, verb: str) -> Fact:
        kinds = self._some_kinds((1, 1, 2, 2))
        rules: tuple[OneToEach, ...] = ()
        if len(kinds) == 2 and self._often(0.6):
            places = (0, 1) if self._often(0.15) else (self.random.randint(0, 1),)
            rules = tuple(OneToEach(place, self._often(0.6)) for place in places)
        return fact_of(verb, kinds, one_to_each=rules)

    def _fresh(self, kind: str) -> Variable:
        self.variables += 1
        return Variable(f"{kind} {self.variables}", kind)

    def _define(self, name: str) -> None:
        parameters = tuple(self._fresh(kind) for kind in self._some_kinds((0, 1, 2)))
        made = Definition(
            name, (name,), parameters, self._formula(parameters, 2, act=self._often(0.3))
        )
        self.policy = replace(self.policy, definitions={**self.policy.definitions, name: made})

    def _counts_as(self) -> CountsAs:
        source, target = self.policy.acts.values()
        own = tuple(self._fresh(hole.kind) for hole in source.holes)
        variables, terms = list(own), list[Term]()
        for hole in target.holes:
            known = fitting(self.policy, own, hole.kind)
            if known and self._often(0.6):
                terms.append(self.random.choice(known))
            else:
                variables.append(self._fresh(hole.kind))
                terms.append(variables[-1])
        scope = tuple(variables)
        condition = self._formula(scope, 1, act=False, defined=False)
        return CountsAs(source.id, own, target.id, tuple(terms), scope, condition)

    # ------------------------------------------------------------------ formulas

    def _formula(
        self, scope: Scope, depth: int, *, act: bool = True, defined: bool = True
    ) -> Formula:
        """Quantifiers and alternatives, nested to a depth; names of variables are never used
        twice."""

        def inner(more: Scope = ()) -> Formula:
            return self._formula((*more, *scope), depth - 1, act=act, defined=defined)

        shape = self.random.random()
        if depth == 0 or shape < 0.15:
            atom = self._atom(scope, act, defined)
            return Not(atom) if self._often(0.35) else atom
        if shape < 0.35:
            return All((inner(), inner()))
        if shape < 0.55:
            return Any((inner(), inner()))
        if shape < 0.6:
            return Not(inner())
        variable = self._fresh(self.random.choice(self.kinds))
        body = inner((variable,))
        if self._often(0.4):
            body = All((self._atom((variable, *scope), act, defined), body))
        quantified = self.random.random()
        if quantified < 0.15:
            operator = self.random.choice(COUNTING)
            return Counted(operator, self.random.randint(1, 3), variable, body)
        return Some(variable, body) if quantified < 0.7 else Every(variable, body)

    def _atom(self, scope: Scope, act: bool, defined: bool) -> Formula:
        for _ in range(20):
            found = self._tried(scope, act, defined)
            if found is not None:
                return found
        return TRUE

    def _tried(self, scope: Scope, act: bool, defined: bool) -> Formula | None:
        shape = self.random.random()
        if shape < 0.6:
            fact = self.random.choice(list(self.policy.facts.values()))
            terms = self._terms(scope, fact.holes)
            return None if terms is None else Holds(fact.id, terms)
        if shape < 0.8 and scope:
            return self._about(self.random.choice(scope), scope)
        if shape < 0.88 and act:
            chosen = self.random.choice(list(self.policy.acts.values()))
            terms = self._terms(scope, chosen.holes)
            return None if terms is None else ActIs(chosen.id, terms)
        if shape < 0.95 and self.policy.definitions and defined:
            definition = self.random.choice(list(self.policy.definitions.values()))
            holes = tuple(Hole(v.kind, v.name) for v in definition.parameters)
            terms = self._terms(scope, holes)
            return None if terms is None else Defined(definition.id, terms)
        if self.policy.questions:
            return Reads("question", self.random.choice(("narrow", "broad")))
        return None

    def _terms(self, scope: Scope, holes: Sequence[Hole]) -> tuple[Term, ...] | None:
        known = [fitting(self.policy, scope, hole.kind) for hole in holes]
        return tuple(self.random.choice(some) for some in known) if all(known) else None

    def _about(self, variable: Variable, scope: Scope) -> Formula | None:
        """Its sub-kind, or whether it is another thing of its kind."""
        roots = self.policy.roots
        near = [kind for kind in roots if roots[kind] == roots[variable.kind] != kind]
        others = [v for v in scope if v != variable and roots[v.kind] == roots[variable.kind]]
        if near and self._often(0.5):
            return OfKind(variable, self.random.choice(near))
        return Same(variable, self.random.choice(others)) if others else None
