"""A case, looked at: a policy, a case and a reading of every question go in; one value comes out
that knows the kinds of the things and keeps what was found out about the case.

An environment gives each variable's name the name of a thing. Kinds bind: a variable, a parameter
of a definition and a role of an act only ever stand for things of their kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product

from verifier.model import Case, Policy, Readings, Term, Variable
from verifier.semantics.well_formed import kinds_of

Environment = Mapping[str, str]

Instance = tuple[str, ...]
"""The things for the parameters of a norm, in order."""


@dataclass(frozen=True)
class World:
    """One case under one reading, with what was already found out about it; made anew for each
    question, so that what is remembered here depends on nothing else."""

    policy: Policy
    case: Case
    readings: Readings
    members: dict[str, tuple[str, ...]] = field(default_factory=dict)
    defined: dict[tuple[str, tuple[str, ...]], bool] = field(default_factory=dict)
    under: dict[str, frozenset[tuple[str, ...]]] = field(default_factory=dict)
    applicable: dict[str, tuple[Instance, ...]] = field(default_factory=dict)
    days: list[int | None] = field(default_factory=list)

    @cached_property
    def kinds(self) -> Mapping[str, frozenset[str]]:
        """Every kind of each thing and named party."""
        return kinds_of(self.policy, self.case.things)

    def of_kind(self, kind: str) -> tuple[str, ...]:
        """The things of a kind, named parties first. There may be none."""
        if kind not in self.members:
            self.members[kind] = tuple(n for n, known in self.kinds.items() if kind in known)
        return self.members[kind]

    def is_of(self, name: str, kind: str) -> bool:
        """Whether a thing is of a kind."""
        return kind in self.kinds.get(name, ())


def name_of(term: Term, env: Environment) -> str:
    """The thing that a term stands for."""
    return env[term.name] if isinstance(term, Variable) else term.name


def names_of(terms: tuple[Term, ...], env: Environment) -> tuple[str, ...]:
    """The things that terms stand for."""
    return tuple(name_of(term, env) for term in terms)


def each_of(world: World, variable: Variable, env: Environment) -> Iterator[Environment]:
    """The environment extended by each thing of the variable's kind."""
    return ({**env, variable.name: thing} for thing in world.of_kind(variable.kind))


def assignments(
    world: World, variables: tuple[Variable, ...], env: Environment
) -> Iterator[Environment]:
    """The environment extended by things for those of the variables that it does not bind yet."""
    free = [variable for variable in variables if variable.name not in env]
    for things in product(*(world.of_kind(variable.kind) for variable in free)):
        yield {**env, **{v.name: thing for v, thing in zip(free, things, strict=True)}}


def matched(
    world: World, terms: Iterable[Term], things: tuple[str, ...], env: Environment
) -> Environment | None:
    """The environment in which the terms are these things; none where a party or a variable stands
    for another thing, or a thing is not of its variable's kind."""
    found = dict(env)
    for term, thing in zip(terms, things, strict=True):
        if isinstance(term, Variable):
            if not world.is_of(thing, term.kind) or found.setdefault(term.name, thing) != thing:
                return None
        elif term.name != thing:
            return None
    return found
