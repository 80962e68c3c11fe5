"""The table of the benchmarks: a limit that is not kept, a number that is missing and a part that
breaks off are seen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.bench import growth
from tests.bench.alone import measurements
from tests.bench.parts import Part
from tests.bench.table import Measurement, line, summary
from tests.examples.elaborated import elaborate_text


@pytest.mark.parametrize(
    ("measurement", "failed"),
    [
        (Measurement("a", 5.0, limit=5.0), False),
        (Measurement("a", 5.1, limit=5.0), True),
        (Measurement("a", 90, "%", 90, least=True), False),
        (Measurement("a", 89, "%", 90, least=True), True),
        (Measurement("a", 7.0), False),
        (Measurement("a", None, why="stopped"), True),
    ],
)
def test_what_is_met(measurement: Measurement, failed: bool) -> None:
    assert measurement.failed is failed
    assert ("NOT MET" in line(measurement)) is failed
    assert list(summary([measurement]))[-1].endswith("not met") is failed


def broken_off() -> Iterator[Measurement]:
    yield Measurement("first", 1.0)
    raise SystemExit(4)


def test_a_part_that_breaks_off_is_not_met() -> None:
    first, rest = measurements(Part("short", broken_off))
    assert first == Measurement("first", 1.0)
    assert rest.failed
    assert rest.why == "it ended with exit code 4"


def test_grown_policies_are_policies() -> None:
    for clauses in (10, 30):
        policy, _ = elaborate_text(growth.policy_text(clauses))
        assert policy is not None
        assert len(policy.clauses) == clauses
