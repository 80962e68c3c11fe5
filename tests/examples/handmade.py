"""Small policies and cases written by hand, for tests that pin one meaning each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from tests.generators.vocabulary import OFFICE
from verifier.model import (
    ActInQuestion,
    ActPattern,
    Attack,
    Case,
    Condition,
    FactKey,
    Formula,
    LawRegime,
    Modality,
    Named,
    Norm,
    Policy,
    Term,
    Thing,
    ValueKey,
    Variable,
    Window,
)

MUST, MUST_NOT, MAY, NEED_NOT = Modality
THE_OFFICE = Named(OFFICE)


def lines(formulas: Iterable[Formula]) -> tuple[Condition, ...]:
    return tuple(Condition(formula, "") for formula in formulas)


def norm(
    identity: str,
    modality: Modality,
    act: str,
    terms: tuple[Term, ...],
    *when: Formula,
    bearer: Term = THE_OFFICE,
    shared: tuple[Variable, ...] = (),
    some: tuple[Variable, ...] = (),
    choice: tuple[Variable, ...] = (),
    layer: int = 0,
    window: Window | None = None,
) -> Norm:
    """`bearer` must … `act` of `terms` when … ; `shared` and `some` are what the conditions add."""
    own = dict.fromkeys(term for term in (bearer, *terms) if isinstance(term, Variable))
    return Norm(
        id=identity,
        clause=identity,
        modality=modality,
        bearer=bearer,
        act=ActPattern(act, terms, choice),
        parameters=(*own, *shared),
        locals=some,
        conditions=lines(when),
        layer=layer,
        window=window,
    )


def exception(
    identity: str, attacked: Norm, *when: Formula, some: tuple[Variable, ...] = ()
) -> Norm:
    return Norm(
        id=identity,
        clause=attacked.clause,
        modality=None,
        bearer=None,
        act=None,
        parameters=attacked.parameters,
        locals=some,
        conditions=lines(when),
        layer=attacked.layer,
        role="exception",
    )


def disapplication(
    identity: str,
    *when: Formula,
    act: ActPattern | None = None,
    parameters: tuple[Variable, ...] = (),
) -> Norm:
    return Norm(
        id=identity,
        clause=identity,
        modality=None,
        bearer=None,
        act=act,
        parameters=parameters,
        locals=(),
        conditions=lines(when),
        role="disapplication",
    )


def excepts(attacker: Norm, target: Norm) -> Attack:
    """An exception, on every parameter that it shares."""
    mapping = tuple((parameter, parameter) for parameter in target.parameters)
    return Attack(attacker.id, target.id, mapping, "exception")


def prevails(attacker: Norm, target: Norm, *pairs: tuple[Variable, Variable]) -> Attack:
    return Attack(attacker.id, target.id, pairs, "priority")


def disapplies(attacker: Norm, target: Norm, *pairs: tuple[Variable, Variable]) -> Attack:
    return Attack(attacker.id, target.id, pairs, "disapplication")


def overrides(attacker: Norm, target: Norm, *pairs: tuple[Variable, Variable]) -> Attack:
    """A law that prevails in the end."""
    return Attack(attacker.id, target.id, pairs, "layer", frozenset({LawRegime.END}))


def saying(words: Policy, *norms: Norm, attacks: Iterable[Attack] = ()) -> Policy:
    """The vocabulary with norms and attacks."""
    return replace(words, norms={each.id: each for each in norms}, attacks=tuple(attacks))


def case_of(
    act: str,
    things: tuple[str, ...],
    *facts: FactKey,
    world: tuple[Thing, ...] = (),
    values: Mapping[ValueKey, str | int] | None = None,
    days: Mapping[FactKey, int] | None = None,
    agent: str = OFFICE,
    day: int | None = None,
) -> Case:
    """A case in which `agent` does `act` with `things`; events hold by having a day."""
    dated = days or {}
    held = frozenset((*facts, *dated))
    return Case(world, held, values or {}, dated, ActInQuestion(act, agent, things, day))
