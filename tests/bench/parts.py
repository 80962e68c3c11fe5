"""The parts of `make bench`: the path of the first policy goes in, measurements come out, each as
soon as it is made."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench import cold, compare, growth, mutate, questions
from tests.bench.table import Measurement

LARGEST = 1000
SECONDS_AT_LARGEST = 60.0
POWER = 1.5
POWER_FROM = 100
PATIENCE = 10 * SECONDS_AT_LARGEST
"""A check of a policy of any size is stopped after so many seconds."""

Measuring = Callable[[], Iterator[Measurement]]


@dataclass(frozen=True)
class Part:
    """A part by its name, with what measures it."""

    name: str
    measure: Measuring


def parts(policy: str, sizes: Sequence[int]) -> tuple[Part, ...]:
    """All parts in the order in which they run."""
    return (
        Part("cold", partial(of_a_check, policy)),
        Part("questions", partial(of_questions, policy)),
        Part("growth", partial(of_growth, sizes)),
        Part("compare", partial(of_comparisons, policy)),
        Part("mutate", partial(of_mutation, policy)),
        Part("stages", of_stages),
    )


def of_a_check(policy: str) -> Iterator[Measurement]:
    found = cold.cold(policy)
    yield Measurement("check, cold", found.seconds, limit=cold.SECONDS)
    largest = found.megabytes
    yield Measurement("check, its largest process", largest, "MB", cold.MEGABYTES)
    if found.together is not None:
        yield Measurement("check, all its processes", found.together, "MB", cold.MEGABYTES)


def of_questions(policy: str) -> Iterator[Measurement]:
    found = questions.divided(policy)
    yield Measurement("check in one process, processor", found.seconds)
    yield Measurement("of that outside the solver", found.share_outside, "%")
    yield Measurement("questions asked by checks", found.queries, "")
    yield Measurement("questions put to the solver", len(found.questions), "")
    yield Measurement("median time of one", found.median_milliseconds, "ms")


def of_growth(sizes: Sequence[int]) -> Iterator[Measurement]:
    """Time at each size and the power by which it grows from one to the next. Where one size takes
    too long, no larger one is tried."""
    before: tuple[int, float] | None = None
    for size in sizes:
        limit = SECONDS_AT_LARGEST if size == LARGEST else None
        try:
            seconds, kilobytes = growth.measured(size, PATIENCE)
        except TimeoutError as stopped:
            yield Measurement(f"check of {size:,} clauses", None, limit=limit, why=str(stopped))
            return
        yield Measurement(f"check of {size:,} clauses", seconds, limit=limit)
        yield Measurement(f"check of {size:,} clauses, largest process", kilobytes / 1024, "MB")
        if before is not None:
            yield _power(before, (size, seconds))
        before = size, seconds


def _power(first: tuple[int, float], second: tuple[int, float]) -> Measurement:
    (smaller, quick), (larger, slow) = first, second
    power = math.log(slow / quick) / math.log(larger / smaller)
    limit = POWER if smaller >= POWER_FROM else None
    return Measurement(f"power from {smaller:,} to {larger:,} clauses", power, "", limit)


def of_comparisons(policy: str) -> Iterator[Measurement]:
    found = compare.of_first(policy)
    for one, (seconds, _) in found.items():
        yield Measurement(f"compare with {one.stem}", seconds, limit=compare.FIRST_SECONDS)
    slowest = max(compare.seconds("--no-findings", policy, one, runs=1)[0] for one in found)
    yield Measurement("compare without findings, the slowest", slowest)
    seconds, _ = compare.of_large()
    what = f"compare {compare.CLAUSES} clauses, {compare.EDITS} edits"
    yield Measurement(what, seconds, limit=compare.LARGE_SECONDS)


def of_mutation(policy: str) -> Iterator[Measurement]:
    found = mutate.mutated(policy)
    yield Measurement(f"mutate, {found.edits:,} edits", found.seconds, limit=mutate.SECONDS)
    why = "" if found.percent is not None else "no edit changes a verdict"
    yield Measurement("mutate, noticed", found.percent, "%", mutate.PERCENT, least=True, why=why)


def of_stages() -> Iterator[Measurement]:
    """The benchmarks among the tests; each says by its group what it measures."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "benchmarks.json"
        options = ["--benchmark-enable", "--benchmark-only", f"--benchmark-json={file}", "-q"]
        command = [sys.executable, "-m", "pytest", "tests", *options]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0 or not file.is_file():
            raise SystemExit(done.stdout[-2000:] + done.stderr[-2000:])
        found = json.loads(file.read_text(encoding="utf-8"))["benchmarks"]
    if not found:
        raise SystemExit("no test is a benchmark")
    for one in found:
        limit = one["extra_info"]["at most"]
        yield Measurement(one["group"], one["stats"]["min"], limit=limit)
