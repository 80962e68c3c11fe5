"""Evaluate 100,000 random cases for each amendment of the first policy with the interpreter, and
print how many differ; exit 1 where one differs and no description of the comparison fits it, or a
description fits one that does not differ.

Most cases are neighbours of those that the comparison shows and of those that were found to differ,
so that many are near the border between what differs and what does not.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from random import Random

from tests.generators.random_cases import RandomCases, Seed, distinct
from tests.oracles.compared import BUDGET, Compared
from verifier.changes.compare.comparison import compare
from verifier.changes.compare.difference.common_vocabulary import common_ground
from verifier.changes.compare.difference.merged_policy import pair_of
from verifier.changes.consolidate import amended, load_amendment
from verifier.elaborate import load
from verifier.model import LawRegime

POLICY = Path("spec/prioritizing-safety")
CASES = 100_000
SHARES = 4
MOST_SEEDS = 400
ALONE = (LawRegime.ALONE,)
EVERY = tuple(LawRegime)
"""Beside the law and in the end one case in eight is looked at."""


@dataclass(frozen=True)
class Count:
    """What one share of the sampling came to. `differing`: the verdict is another; `shifted`: the
    verdict is the same, and other clauses give it."""

    sampled: int
    differing: int
    groups: frozenset[int]
    faults: tuple[str, ...]


def compared_with(amendment: Path) -> Compared:
    """The first policy compared with an amendment of it."""
    made = amended(load(POLICY / "prioritizing-safety.policy"), load_amendment(amendment))
    old, new = made.before.policy, made.after.policy
    pair = pair_of(common_ground(old, new))
    return Compared(pair.old, pair.new, pair, compare(old, new, BUDGET))


def sample(found: Compared, number: int, share: int) -> Count:
    """So many distinct admissible cases."""
    drawing = RandomCases(found.pair.merged, Random(share), list(found.shown()))
    differing, faults, met = 0, [], set[int]()
    for done, (case, readings) in enumerate(_admitted(found, drawing, number)):
        was, now = (one.verdict for one in found.evaluations(case, readings))
        fault = found.fault(case, readings, EVERY if done % 8 == 0 else ALONE)
        if fault is not None:
            faults.append(f"{fault}: {case} {readings}")
        if was != now:
            differing += 1
            if len(drawing.seeds) < MOST_SEEDS and done % 7 == 0:
                drawing.seeds.append((case, readings))
            met |= {found.result.groups.index(g) for g in found.described(case, readings)}
    return Count(number, differing, frozenset(met), tuple(faults[:5]))


def _admitted(found: Compared, drawing: RandomCases, number: int) -> Iterator[Seed]:
    drawn = distinct(iter(drawing.draw, None))
    taken = 0
    while taken < number:
        case, readings = next(drawn)
        if found.admits(case, readings):
            taken += 1
            yield case, readings


_FOUND: dict[str, Compared] = {}


def _share(name: str, number: int, share: int) -> Count:
    return sample(_FOUND[name], number, share)


def main(cases: int = CASES) -> int:
    amendments = sorted((POLICY / "amendments").glob("*.policy"))
    _FOUND.update({path.stem: compared_with(path) for path in amendments})
    ok = True
    for path in amendments:
        start = time.perf_counter()
        with ProcessPoolExecutor(2, mp_context=get_context("fork")) as pool:
            work = [pool.submit(_share, path.stem, cases // SHARES, n) for n in range(SHARES)]
            counts = [one.result() for one in work]
        faults = [fault for count in counts for fault in count.faults]
        groups = frozenset[int]().union(*(count.groups for count in counts))
        told = _FOUND[path.stem].result.verdict_groups
        print(
            f"{path.stem}: {sum(c.sampled for c in counts)} cases, "
            f"{sum(c.differing for c in counts)} with another verdict, "
            f"in {len(groups)} of {len(told)} groups; "
            f"{time.perf_counter() - start:.0f} s; {'as described' if not faults else 'FAULT'}",
            flush=True,
        )
        for fault in faults:
            print(f"  {fault}")
        ok = ok and not faults
    return 0 if ok else 1


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
