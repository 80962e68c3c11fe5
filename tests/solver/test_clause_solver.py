"""What a solver is told of lists and numbers: every answer and every case tried against all values.

Small ranges, so that trying every combination of values is the reference.
"""

from __future__ import annotations

import operator
import os
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.examples.pinned import BOX, ITEM, USE
from tests.generators.vocabulary import OFFICE, bare_policy
from tests.oracles.laws import checked
from verifier.model import ActInQuestion, Attribute, Policy
from verifier.model.ordinary import ORDINARY_DAY
from verifier.model.value_types import ListType, NumberType, Unit
from verifier.solver.answers import Budget
from verifier.solver.clause_solver import FEW, ClauseSolver, Model
from verifier.solver.linear_arithmetic import Linear, NumberKey
from verifier.solver.question_solver import QuestionSolver
from verifier.solver.session import Session

MANY = 2 * FEW + 3
COLOURS = tuple(f"colour {number}" for number in range(MANY))
LEAST, MOST = ORDINARY_DAY - 3, ORDINARY_DAY + 2
"""On both sides of the ordinary."""
NUMBERS = ("width", "height", "depth")

PROPERTY = settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)


def clauses_of(policy: Policy, budget: Budget | None = None) -> tuple[ClauseSolver, Session]:
    """A solver of cases about one box, which the Office uses."""
    solver = QuestionSolver(policy, budget or Budget())
    session = solver.given.session_about((BOX,), ActInQuestion(USE.id, OFFICE, (BOX.name,)))
    return session.clauses, session


# --------------------------------------------------------------------------- lists


@pytest.mark.parametrize("count", [1, 2, FEW, FEW + 1, FEW + 2, MANY])
def test_a_list_has_exactly_one_of_its_values(count: int) -> None:
    colour = Attribute("colour", "item", ListType(COLOURS[:count]))
    clauses, session = clauses_of(bare_policy([ITEM], [colour], (), [USE]))
    nodes = [session.grounding.value_in(colour.id, BOX.name, [one]) for one in COLOURS[:count]]
    for node in nodes:
        assert clauses.check([node]) is True
        model = clauses.model()
        assert [model.holds(other) for other in nodes] == [other == node for other in nodes]
        for other in nodes:
            assert clauses.check([node, other]) is (node == other)
    assert clauses.check([-node for node in nodes]) is False


# --------------------------------------------------------------------------- numbers

COMPARISONS: dict[str, Callable[[int, int], bool]] = {"at most": operator.le, "above": operator.gt}

Sum = tuple[dict[str, int], int]
"""Factors of numbers, counted from the ordinary day, and a constant: the condition that the sum is
at most 0."""


def measured() -> Policy:
    kind = NumberType(Unit.DATE, LEAST, MOST)
    attributes = [Attribute(name, "item", kind) for name in NUMBERS]
    return bare_policy([ITEM], attributes, (), [USE])


def sums(most_numbers: int) -> st.SearchStrategy[Sum]:
    factors = st.dictionaries(
        st.sampled_from(NUMBERS), st.sampled_from([-2, -1, 1, 3]), min_size=1, max_size=most_numbers
    )
    return st.tuples(factors, st.integers(-7, 7))


def node_of(session: Session, condition: Sum) -> int:
    factors, constant = condition
    keyed: dict[NumberKey, int] = {number_of(name): factor for name, factor in factors.items()}
    return session.grounding.at_most(keyed, constant - ORDINARY_DAY * sum(factors.values()))


def number_of(name: str) -> NumberKey:
    return ("number", f"{name} of item", BOX.name)


def is_so(condition: Sum, values: dict[str, int]) -> bool:
    factors, constant = condition
    whole = sum(factor * (values[name] - ORDINARY_DAY) for name, factor in factors.items())
    return whole + constant <= 0


def all_values() -> Iterator[dict[str, int]]:
    for values in product(range(LEAST, MOST + 1), repeat=len(NUMBERS)):
        yield dict(zip(NUMBERS, values, strict=True))


def values_of(model: Model) -> dict[str, int]:
    return {name: model.number(number_of(name)) for name in NUMBERS}


@pytest.mark.parametrize("most_numbers", [1, 3])
@PROPERTY
@given(st.data())
def test_conditions_on_numbers_can_hold_together_where_some_values_make_them(
    most_numbers: int, data: st.DataObject
) -> None:
    """Asked of one solver one after the other, so that what was told for one question is there for
    the next."""
    clauses, session = clauses_of(measured())
    for _ in range(data.draw(st.integers(1, 4))):
        wanted = data.draw(st.lists(st.tuples(sums(most_numbers), st.booleans()), max_size=6))
        nodes = [(node_of(session, one), so) for one, so in wanted]
        possible = [v for v in all_values() if all(is_so(one, v) is so for one, so in wanted)]
        answer = clauses.check([node if so else -node for node, so in nodes])
        assert answer is bool(possible), wanted
        if answer:
            values = values_of(clauses.model())
            assert all(is_so(one, values) is so for one, so in wanted), (wanted, values)
        checked()


@PROPERTY
@given(st.data())
def test_an_alternative_of_conditions_on_numbers(data: st.DataObject) -> None:
    """Where one of several must hold and the solver may choose which."""
    clauses, session = clauses_of(measured())
    circuit = session.grounding.circuit
    literals = st.tuples(sums(2), st.booleans())
    wanted = data.draw(st.lists(st.lists(literals, min_size=1, max_size=3), min_size=1, max_size=4))
    node = circuit.both(
        circuit.either(node_of(session, one) * (1 if so else -1) for one, so in way)
        for way in wanted
    )

    def true_of(values: dict[str, int]) -> bool:
        return all(any(is_so(one, values) is so for one, so in way) for way in wanted)

    assert clauses.check([node]) is any(map(true_of, all_values()))
    if clauses.check([node]):
        model = clauses.model()
        assert true_of(values_of(model))
        assert model.holds(node)
    checked()


# --------------------------------------------------------------------------- giving up


def pigeons(clauses: ClauseSolver, holes: int) -> list[int]:
    """That one more than there are holes each have a hole of their own: hard to refute."""
    circuit = clauses.circuit
    sits = [
        [circuit.atom("fact", f"{p} in {h}", ()) for h in range(holes)] for p in range(holes + 1)
    ]
    alone = [
        -circuit.both((sits[one][hole], sits[other][hole]))
        for hole in range(holes)
        for one in range(holes + 1)
        for other in range(one)
    ]
    return [*(circuit.either(places) for places in sits), *alone]


def test_a_question_that_was_too_hard_leaves_the_next_ones_as_they_were() -> None:
    clauses, _ = clauses_of(measured(), Budget(resources=500))
    hard = pigeons(clauses, 7)
    assert clauses.check(hard) is None
    assert clauses.check(hard[1:]) in (True, None)
    assert clauses.check(hard[:1]) is True
    assert clauses.check([hard[0], -hard[0]]) is False


def test_time_ends_a_question_between_two_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("verifier.solver.clause_solver.EASY", 200)
    clauses, _ = clauses_of(measured(), replace(Budget(), milliseconds=0))
    assert clauses.check(pigeons(clauses, 8)) is None


def test_easy_portions_add_up_to_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("verifier.solver.clause_solver.EASY", 50)
    clauses, _ = clauses_of(measured())
    assert clauses.check(pigeons(clauses, 5)) is False


def test_z3_giving_up_is_no_answer_and_the_next_question_begins_anew() -> None:
    product_of_primes = {("n", k): p for k, p in enumerate((97, 89, 83, 79, 73, 71, 67, 61))}
    factors = tuple(sorted(product_of_primes.items()))
    hard = {2: ("at most", factors, -12_347), 3: ("at most", factors, -12_346)}
    linear = Linear(hard, lambda _: (-1_000_000, 1_000_000), 1, 1)
    assert linear.clash([2, -3]) is None
    linear = Linear(hard, lambda _: (-1_000_000, 1_000_000), 10_000_000, 60_000)
    assert linear.clash([2, -3]) == frozenset()
    found = linear.values(product_of_primes)
    assert sum(found[key] * p for key, p in product_of_primes.items()) == 12_347
    assert linear.clash([-2, 3]) == frozenset({-2, 3})


def test_an_interruption_ends_a_question() -> None:
    """At once, and not when the solver comes to an end; the solver tells of it as of a fault."""
    clauses, _ = clauses_of(measured())
    hard = pigeons(clauses, 11)
    with (
        subprocess.Popen(["sh", "-c", f"sleep 0.3; kill -INT {os.getpid()}"]),
        pytest.raises(KeyboardInterrupt),
    ):
        clauses.check(hard)
