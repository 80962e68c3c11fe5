"""The ten thousand sentences of the tests in parts, so that several processes share them: the place
of a part goes in, what was tried and what was refuted comes out.

A part is an example of the project, so many sentences of made policies, or the policy of one seed
in which a kind of sentence stands that is seldom printed. `python -m tests.claims.shards` writes
`where_tried.py`: by which part each kind of sentence is tried.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import count
from json import dumps
from pathlib import Path

from tests.claims.examples import examples, held
from tests.claims.machine import of_seed
from tests.claims.registry import kinds_of_sentence
from tests.claims.tried import Tried
from tests.claims.where_tried import WHERE

SENTENCES = 510
"""So many sentences are tried by a part of made policies; with those of the examples they are more
than ten thousand."""
SHARDS = 16
APART = 1_000
"""So far the first seeds of two parts lie apart."""
MOST_SEEDS = 400
"""In the policies of so many seeds a kind is looked for that is seldom printed."""


def shards() -> list[str]:
    """The parts of made policies, and the seeds of what is seldom printed."""
    seldom = {place for place in WHERE.values() if place.startswith("seed ")}
    return [f"part {number}" for number in range(SHARDS)] + sorted(seldom)


def shard(place: str) -> Tried:
    """What was tried in a part, and what was refuted there."""
    what, _, number = place.partition(" ")
    if what == "seed":
        return of_seed(int(number))
    found = Tried()
    for seed in count(int(number) * APART):
        if sum(found.sentences.values()) >= SENTENCES:
            return found
        found.add(of_seed(seed))
    return found


def missing(place: str, found: Tried) -> list[str]:
    """The kinds that a part has not tried and no other part is there for."""
    return [kind for kind, where in WHERE.items() if where == place and not found.sentences[kind]]


# --------------------------------------------------------------------------- where each is tried


def found_in() -> Iterator[tuple[str, Tried]]:
    """What is tried where, the cheapest first."""
    for name, draft in examples():
        yield name, held(draft)
    for number in range(SHARDS):
        yield f"part {number}", shard(f"part {number}")
    for seed in range(SHARDS * APART, SHARDS * APART + MOST_SEEDS):
        yield f"seed {seed}", of_seed(seed)


def where_tried() -> dict[str, str]:
    """For each kind the first place where it is tried; of two examples or two parts, the one that
    tries it most."""
    best: dict[str, tuple[str, int]] = {}
    kinds = kinds_of_sentence()
    for place, found in found_in():
        for kind, number in found.sentences.items():
            known = best.get(kind)
            sort = place.partition(" ")[0]
            alike = known is not None and sort == known[0].partition(" ")[0] == "part"
            if known is None or (alike and number > known[1]):
                best[kind] = place, number
        if place.startswith("seed ") and set(kinds) <= set(best):
            break
    return {kind: best[kind][0] for kind in kinds if kind in best}


def main() -> int:
    """Writes `where_tried.py`; tells what is never tried and what was refuted."""
    where = where_tried()
    written = "".join(f"    {dumps(kind)}: {dumps(place)},\n" for kind, place in where.items())
    head = '"""By which part of the ten thousand sentences (see `shards`) each kind is tried."""'
    text = f"{head}\n\nWHERE = {{\n{written}}}\n"
    (Path(__file__).parent / "where_tried.py").write_text(text)
    left = [kind for kind in kinds_of_sentence() if kind not in where]
    print(f"never tried: {', '.join(left) or 'none'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
