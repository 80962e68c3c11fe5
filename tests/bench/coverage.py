"""How much of each room the tests ran: what `pytest --cov` wrote goes in, a table comes out, with
the least that is asked of some rooms; exit code 1 where one has less: `python -m
tests.bench.coverage`.

Lines count that ran in the processes of the tests and in those forked from them, not what ran only
in commands as a user types them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from coverage import Coverage

from tests.bench.table import Measurement, summary

ROOT = Path(__file__).parents[2]
HOUSE = ROOT / "verifier"
DATA = ROOT / ".coverage"
CONFIGURATION = str(ROOT / "pyproject.toml")
LEAST: Mapping[str, float] = {"semantics": 97, "encoding": 97, "solver": 97, "changes": 94}
"""Per cent of the lines of a room: of those on which it rests that no verdict is wrong."""

Lines = tuple[int, int]
"""How many lines there are that can run, and how many of them did."""


def rooms(measured: Coverage) -> dict[str, Lines]:
    """The lines of each room. Files of which none was imported count as well."""
    found: dict[str, Lines] = {}
    for file in sorted(HOUSE.rglob("*.py")):
        _, statements, _, missing, _ = measured.analysis2(str(file))
        there, ran = found.get(room_of(file), (0, 0))
        found[room_of(file)] = (there + len(statements), ran + len(statements) - len(missing))
    return found


def room_of(file: Path) -> str:
    return file.relative_to(HOUSE).parts[0].removesuffix(".py")


def measurements(found: Mapping[str, Lines]) -> Iterator[Measurement]:
    """One for each room, and one for all of them; a room of which something is asked and that is
    not there has no value."""
    for room in sorted({*found, *LEAST}):
        lines = found.get(room, (0, 0))
        if room in LEAST or lines[0]:
            yield _share(room, lines, LEAST.get(room))
    all_lines = (sum(there for there, _ in found.values()), sum(ran for _, ran in found.values()))
    yield _share("all rooms", all_lines, None)


def _share(what: str, lines: Lines, least: float | None) -> Measurement:
    there, ran = lines
    value = 100 * ran / there if there else None
    why = "" if there else "there are no such lines"
    return Measurement(what, value, "%", least, least=True, why=why)


def main() -> int:
    if not DATA.is_file():
        raise SystemExit("nothing was measured yet: run `make coverage`")
    measured = Coverage(data_file=DATA, config_file=CONFIGURATION)
    measured.load()
    table = list(measurements(rooms(measured)))
    print(*summary(table), sep="\n")
    return 1 if any(one.failed for one in table) else 0


if __name__ == "__main__":
    sys.exit(main())
