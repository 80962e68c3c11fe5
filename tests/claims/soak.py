"""The long run: `python -m tests.claims.soak --sentences 1000000 --jobs 2` holds so many printed
sentences against the interpreter, on as many made policies as that takes, and prints how many of
each kind were tried, of how many policies, and what was refuted, on reduced policies.

Ends with 1 where a sentence was refuted, where one has no claim, or, in a run of a hundred thousand
or more, where a kind of sentence was hardly ever tried; with 0 otherwise. The same seeds are the
same policies on every machine.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from multiprocessing import get_context
from time import monotonic

from tests.claims.machine import of_seed
from tests.claims.reducing import reduced
from tests.claims.registry import kinds_of_sentence
from tests.claims.tried import Refutation, Tried

MANY, LEAST = 100_000, 10
"""In a run of many sentences each kind is tried so many times at least."""
BATCH = 20
"""So many seeds are tried by one worker at a time."""
MOST_TOLD = 2
"""So many refutations of a kind are reduced and told."""


@dataclass(frozen=True)
class Wanted:
    """When to stop: after so many sentences, so many minutes, whichever is first (0: no limit)."""

    sentences: int
    minutes: float

    def enough(self, found: Tried, begun: float) -> bool:
        many = self.sentences and sum(found.sentences.values()) >= self.sentences
        late = self.minutes and monotonic() - begun >= 60 * self.minutes
        return bool(many or late)


def of_seeds(first: int, number: int) -> Tried:
    found = Tried()
    for seed in range(first, first + number):
        found.add(of_seed(seed))
    return found


def soaked(wanted: Wanted, jobs: int, first: int) -> Tried:
    """What was tried and found from a first seed on."""
    found, begun = Tried(), monotonic()
    if jobs == 1:
        for seed in _from(first, BATCH):
            if wanted.enough(found, begun):
                return found
            found.add(of_seeds(seed, BATCH))
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        seeds = _from(first, BATCH)
        running: set[Future[Tried]] = {
            pool.submit(of_seeds, next(seeds), BATCH) for _ in range(jobs)
        }
        while running:
            done, running = wait(running, return_when=FIRST_COMPLETED)
            for one in done:
                found.add(one.result())
                if not wanted.enough(found, begun):
                    running.add(pool.submit(of_seeds, next(seeds), BATCH))
    return found


def _from(first: int, step: int) -> Iterator[int]:
    while True:
        yield first
        first += step


# --------------------------------------------------------------------------- what is printed


def report(found: Tried, reduce: bool = True) -> Iterator[str]:
    """The table of kinds, then what was refuted."""
    total = sum(found.sentences.values())
    yield f"{total:,} sentences of {len(found.sentences)} kinds, of {found.drafts:,} policies"
    yield ""
    yield f"{'kind of sentence':58} {'tried':>9} {'policies':>9} {'refuted':>8}"
    refuted = dict.fromkeys(found.sentences, 0)
    for one in found.refuted:
        refuted[one.kind] = refuted.get(one.kind, 0) + 1
    for kind, number in found.sentences.most_common():
        yield f"{kind:58} {number:9,} {found.policies[kind]:9,} {refuted[kind]:8,}"
    for kind in kinds_of_sentence():
        if kind not in found.sentences:
            yield f"{kind:58} {'never':>9}"
    yield from _left_open(found)
    if found.refuted:
        yield ""
        yield f"{len(found.refuted)} refuted:"
        for one in told(found.refuted):
            yield from _told(reduced(one) if reduce else one)


def _left_open(found: Tried) -> Iterator[str]:
    if found.unclaimed:
        yield ""
        yield "Sentences without a claim:"
        yield from (f"  {number:6,} {place}" for place, number in found.unclaimed.most_common())
    if found.not_compared:
        yield ""
        yield f"{sum(found.not_compared.values()):,} could not be compared, most often:"
        for why, number in found.not_compared.most_common(15):
            yield f"  {number:6,} {why[:110]}"


def told(refuted: Sequence[Refutation]) -> Iterator[Refutation]:
    """The shortest policies of each kind and check."""
    seen: dict[tuple[str, str], int] = {}
    for one in sorted(refuted, key=lambda r: len(r.draft.text)):
        key = (one.kind, one.check)
        seen[key] = seen.get(key, 0) + 1
        if seen[key] <= MOST_TOLD:
            yield one


def _told(one: Refutation) -> Iterator[str]:
    yield ""
    yield f"===== {one.kind} · {one.check} · seed {one.draft.seed}"
    yield from one.draft.text.splitlines()
    if one.draft.source:
        yield f"text.txt: {one.draft.source}"
    yield f"Printed: {one.sentence}"
    yield f"False: {one.why}"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.claims.soak", description=__doc__)
    parser.add_argument("--sentences", type=int, default=1_000_000)
    parser.add_argument("--minutes", type=float, default=0)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--first", type=int, default=100_000, help="the first seed")
    parser.add_argument("--whole", action="store_true", help="policies are not reduced")
    chosen = parser.parse_args(arguments)
    found = soaked(Wanted(chosen.sentences, chosen.minutes), chosen.jobs, chosen.first)
    for line in report(found, reduce=not chosen.whole):
        print(line)
    total = sum(found.sentences.values())
    seldom = [kind for kind in kinds_of_sentence() if found.sentences[kind] < LEAST]
    if seldom and total >= MANY:
        print(f"tried less than {LEAST} times: {', '.join(seldom)}")
    return 1 if found.refuted or found.unclaimed or (seldom and total >= MANY) else 0


if __name__ == "__main__":
    sys.exit(main())
