"""Everything that has a limit, measured: python -m tests.bench POLICY [--sizes 10 100 1000]

Each part runs in a process of its own, also where an earlier one failed; the table at the end says
what was measured, what is asked and whether it is met. Exit code 1 where a limit is not met or a
number is missing.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence

from tests.bench import growth
from tests.bench.alone import measurements
from tests.bench.parts import parts
from tests.bench.table import Measurement, line, summary


def main(arguments: Sequence[str] | None = None) -> int:
    parser = ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("policy")
    parser.add_argument("--sizes", type=int, nargs="+", default=growth.SIZES, metavar="CLAUSES")
    names = [part.name for part in parts("", ())]
    parser.add_argument("--only", nargs="+", choices=names, default=names, metavar="PART")
    given = parser.parse_args(arguments)
    measured: list[Measurement] = []
    for part in parts(given.policy, given.sizes):
        if part.name in given.only:
            measured += shown(measurements(part))
    print()
    print(*summary(measured), sep="\n")
    return 1 if any(one.failed for one in measured) else 0


def shown(measured: Iterator[Measurement]) -> Iterator[Measurement]:
    for one in measured:
        print(line(one), flush=True)
        yield one


if __name__ == "__main__":
    sys.exit(main())
