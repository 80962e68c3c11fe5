"""The share of lines that the tests run: what is too low, or not there, is not met."""

from __future__ import annotations

from tests.bench.coverage import HOUSE, LEAST, measurements, room_of

ENOUGH = dict.fromkeys((*LEAST, "words"), (1000, 1000))


def failed(changed: dict[str, tuple[int, int]]) -> list[str]:
    return [one.what for one in measurements({**ENOUGH, **changed}) if one.failed]


def test_a_room_below_its_least_is_not_met() -> None:
    assert failed({}) == []
    assert failed({"solver": (1000, 900)}) == ["solver"]
    assert failed({"words": (1000, 0)}) == []
    assert failed({"solver": (0, 0)}) == ["solver"]


def test_every_room_of_which_something_is_asked_is_there() -> None:
    assert set(LEAST) <= {room_of(file) for file in HOUSE.rglob("*.py")}


def test_all_rooms_together() -> None:
    *_, whole = measurements({"semantics": (300, 300), "words": (100, 0)})
    assert (whole.what, whole.value) == ("all rooms", 75)
