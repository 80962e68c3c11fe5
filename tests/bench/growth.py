"""Growth of a whole check with the size of the policy: python tests/bench/growth.py [SIZES…]

Writes policies of realistic sparsity: each clause reads a handful of facts, each act is the subject
of about eight clauses, one clause in ten speaks against the others and says that it prevails, one
in three has an exception, one in ten depends on a question. Runs every check on each in a process
of its own and prints seconds, peak memory and the power by which time grows from one size to the
next.
"""

from __future__ import annotations

import math
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from subprocess import PIPE, STDOUT

SIZES = (10, 100, 1000)
CLAUSES_PER_ACT = 8
OPPOSITE = {"must": "need not", "must not": "may", "may": "must not"}
UNSETTLED = 0.02
"""The share of clauses whose rank against the opposed ones nobody has written down."""


def policy_text(clauses: int, seed: int = 1) -> str:
    """A policy of so many clauses; the same text for the same arguments."""
    draw = random.Random(seed)
    acts = max(1, clauses // CLAUSES_PER_ACT)
    return "\n".join([*_vocabulary(clauses, acts), *_questions(clauses), *_clauses(draw, clauses)])


def _vocabulary(clauses: int, acts: int) -> Iterator[str]:
    yield 'policy grown "A policy of many clauses"\n'
    yield 'party the Office "the Office"\n'
    yield "kind person\n\nkind file\n  grade is one of low, middle, high\n"
    yield "fact a person owns a file\n  one person to each file\n"
    for number in range(_facts(clauses)):
        yield f"fact a person is in group {number}\n"
        yield f"fact a file is of sort {number}\n"
    for number in range(acts):
        yield f"act deal{_letters(number)} with a file for a person\n"


def _facts(clauses: int) -> int:
    return 2 + clauses // 5


def _letters(number: int) -> str:
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))


def _questions(clauses: int) -> Iterator[str]:
    for number in range(clauses // 10):
        yield f'question reach {number} "How far does clause {number} reach?"'
        yield '  reading near (plain) "Near"\n  reading far "Far"\n'


def _clauses(draw: random.Random, clauses: int) -> Iterator[str]:
    acts = max(1, clauses // CLAUSES_PER_ACT)
    mostly = [draw.choice(sorted(OPPOSITE)) for _ in range(acts)]
    usual: list[list[int]] = [[] for _ in range(acts)]
    against: list[list[int]] = [[] for _ in range(acts)]
    for number in range(clauses):
        act = draw.randrange(acts)
        opposed = draw.random() < 0.1
        verb = OPPOSITE[mostly[act]] if opposed else mostly[act]
        yield f'clause {number} "Clause {number}"'
        yield f"  the Office {verb} deal{_letters(act)} with a file for a person"
        if draw.random() > UNSETTLED:
            yield from _priority(opposed, usual[act], against[act])
        (against if opposed else usual)[act].append(number)
        yield from _conditions(draw, number, clauses)
        yield ""


def _priority(opposed: bool, usual: list[int], against: list[int]) -> Iterator[str]:
    """What is said against the usual rule of an act prevails over it."""
    others = usual if opposed else against
    if others:
        word = "clause" if len(others) == 1 else "clauses"
        relation = "notwithstanding" if opposed else "subject to"
        yield f"  {relation} {word} {', '.join(map(str, others))}"


def _conditions(draw: random.Random, number: int, clauses: int) -> Iterator[str]:
    yield f"  when the person is in group {draw.randrange(_facts(clauses))}"
    yield f"  and the file is of sort {draw.randrange(_facts(clauses))}"
    if draw.random() < 0.5:
        yield f"  and the grade of the file is {draw.choice(('low', 'middle', 'high'))}"
    if number < (clauses // 10) * 10 and number % 10 == 0:
        yield f"  and reading reach {number // 10} as far"
    elif draw.random() < 0.3:
        yield "  and the person owns the file"
    if draw.random() < 0.33:
        yield f"  except spared when the person is in group {draw.randrange(_facts(clauses))}"


def measured(clauses: int, patience: float | None = None) -> tuple[float, int]:
    """Seconds and peak kilobytes of `antinomy check` on a policy of so many clauses. Ends the check
    after `patience` seconds and raises `TimeoutError`."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "grown.policy"
        file.write_text(policy_text(clauses), encoding="utf-8")
        antinomy = str(Path(sys.executable).with_name("antinomy"))
        command = [antinomy, "check", "--no-cache", str(file)]
        began = time.perf_counter()
        with subprocess.Popen(command, stdout=PIPE, stderr=STDOUT, start_new_session=True) as done:
            try:
                said, _ = done.communicate(timeout=patience)
            except subprocess.TimeoutExpired:
                os.killpg(done.pid, signal.SIGKILL)
                raise TimeoutError(f"stopped after {patience:.0f} s") from None
        seconds = time.perf_counter() - began
    if done.returncode not in (0, 1) or b"grown: " not in said:
        raise SystemExit(f"the check ended with {done.returncode}: {said.decode()}")
    return seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss


def main(sizes: tuple[int, ...]) -> None:
    print("clauses   seconds   peak MB   power")
    before: tuple[int, float] | None = None
    for clauses in sizes:
        seconds, memory = measured(clauses)
        power = ""
        if before is not None:
            power = f"{math.log(seconds / before[1]) / math.log(clauses / before[0]):.2f}"
        print(f"{clauses:7d} {seconds:9.2f} {memory / 1024:9.0f}   {power}")
        before = (clauses, seconds)


if __name__ == "__main__":
    main(tuple(int(size) for size in sys.argv[1:]) or SIZES)
