"""How many things there are of which a condition is true."""

from __future__ import annotations

import pytest

from tests.examples.handmade import case_of
from tests.generators.vocabulary import act_of, bare_policy, fact_of, kind_of
from verifier.model import Counted, Holds, Operator, Some, Thing, Variable
from verifier.semantics.conditions import holds
from verifier.semantics.world import World

ABOUT, USE = fact_of("is about", ("report", "item")), act_of("use", ("item",))
POLICY = bare_policy([kind_of("item"), kind_of("report")], facts=[ABOUT], acts=[USE])
ITEM, REPORT = Variable("item", "item"), Variable("report", "report")
ITEMS = tuple(Thing(f"item {number}", "item") for number in (1, 2))
REPORTS = tuple(Thing(f"report {number}", "report") for number in (1, 2, 3))


@pytest.mark.parametrize(
    ("operator", "true_of"),
    [(">=", {2, 3}), (">", {3}), ("=", {2}), ("!=", {0, 1, 3}), ("<", {0, 1}), ("<=", {0, 1, 2})],
)
def test_distinct_things_are_counted(operator: Operator, true_of: set[int]) -> None:
    """Each report that is about some item counts once, however many items it is about."""
    count = Counted(operator, 2, REPORT, Some(ITEM, Holds(ABOUT.id, (REPORT, ITEM))))
    for number in range(4):
        facts = [(ABOUT.id, (one.name, item.name)) for one in REPORTS[:number] for item in ITEMS]
        case = case_of(USE.id, ("item 1",), *facts, world=(*ITEMS, *REPORTS))
        assert holds(World(POLICY, case, {}), count, {}) == (number in true_of)
