"""Print the cold time of `antinomy compare` on the first policy and each of its amendments, and on
two versions of a made policy of 300 clauses with 10 edits; exit 1 beyond the limits.

Cold means a new process each time, without the cache. Everything is included, also what the checks
find in both versions. The best run counts, because other work on the machine can only slow a run
down; the amendments take turns, so that what slows the machine for a while does not fall on all
runs of one of them. The seconds of all processors are printed beside it.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

FIRST_SECONDS = 3.0
LARGE_SECONDS = 15.0
ROUNDS = 5
RUNS = 3
CLAUSES = 300
EDITS = 10
USUAL_CODES = (0, 1, 3)

ACTS = (
    "lend",
    "sell",
    "store",
    "inspect",
    "repair",
    "return",
    "hand over",
    "insure",
    "label",
    "move",
)
COLOURS = ("red", "blue", "green", "grey", "white")


def large_policy(edits: int = 0) -> str:
    """A policy of `CLAUSES` clauses; every 29th is edited, `edits` of them."""
    lines = [
        'policy depot "A depot"',
        "  issued by the Keeper",
        "",
        'party the Keeper "the keeper"',
        "",
    ]
    lines += [
        "kind person is a party",
        "kind place",
        "kind good",
        f"  colour is one of {', '.join(COLOURS)}",
    ]
    lines += ["  weight is a number of grams", ""]
    for number in range(30):
        lines.append(f"fact a good has feature {number}")
    for number in range(10):
        lines.append(f"fact a person holds permit {number} for a good")
    lines += [f"act {act} a good" for act in ACTS]
    lines += ["", 'question strictness "How strict?"', '  about "depot" in clause 0']
    lines += ['  reading loose "Loose"', '  reading strict "Strict"', ""]
    lines = [line for line in lines if "about" not in line]
    for number in range(CLAUSES):
        lines += clause(number, number % 29 == 7 and number // 29 < edits)
    return "\n".join(lines) + "\n"


def clause(number: int, edited: bool) -> list[str]:
    modality = ("must not", "must not", "may", "must not", "must")[number % 5]
    lines = [f'clause {number} "Clause {number}"']
    lines.append(f"  the Keeper {modality} {ACTS[number % len(ACTS)]} a good")
    lines.append(f"  when the good has feature {number % 30}")
    lines.append(f"  and the colour of the good is {COLOURS[number % len(COLOURS)]}")
    lines.append(f"  and the weight of the good is at least {number % 17 + 1} grams")
    if number % 4 == 0:
        lines.append(f"  and a person holds permit {number % 10} for the good")
    if number % 9 == 0:
        lines.append("  and reading strictness as strict")
    if edited:
        lines.append(f"  and the good has feature {(number + 11) % 30}")
    if number % 6 == 0:
        lines.append(f"  except kept when the good has feature {(number + 5) % 30}")
    return [*lines, ""]


def seconds(*arguments: Path | str, runs: int = RUNS) -> tuple[float, float]:
    """The best time of a comparison in a process of its own, and the seconds of all processors that
    this run took."""
    command = [str(Path(sys.executable).with_name("antinomy")), "compare", "--no-cache"]
    times = []
    for _ in range(runs):
        start, used = time.perf_counter(), _used()
        done = subprocess.run([*command, *map(str, arguments)], capture_output=True, check=False)
        times.append((time.perf_counter() - start, _used() - used))
        if done.returncode not in USUAL_CODES:
            sys.exit(done.stderr.decode())
    return min(times)


def of_first(policy: str) -> dict[Path, tuple[float, float]]:
    """The same for the policy with each of its amendments, in turns."""
    best: dict[Path, tuple[float, float]] = {}
    for _ in range(ROUNDS):
        for one in amendments_of(policy):
            measured = seconds("--findings", policy, one, runs=1)
            best[one] = min(best.get(one, measured), measured)
    return best


def _used() -> float:
    found = resource.getrusage(resource.RUSAGE_CHILDREN)
    return found.ru_utime + found.ru_stime


def told(name: str, measured: tuple[float, float], limit: float) -> bool:
    """Prints one line; whether the limit is kept."""
    wall, used = measured
    beyond = "" if wall <= limit else "  TOO LONG"
    print(f"  {name:40} {wall:6.2f} s, {used:6.2f} s of processors (at most {limit:.0f} s){beyond}")
    return not beyond


def amendments_of(policy: str) -> list[Path]:
    return sorted((Path(policy) / "amendments").glob("*.policy"))


def of_large() -> tuple[float, float]:
    """The same for the two versions of the large policy, with what the checks find in them."""
    with TemporaryDirectory() as temporary:
        old, new = Path(temporary) / "old.policy", Path(temporary) / "new.policy"
        old.write_text(large_policy(), encoding="utf-8")
        new.write_text(large_policy(EDITS), encoding="utf-8")
        return seconds("--findings", old, new)


def main(policy: str) -> int:
    print(f"antinomy compare, cold, best of {ROUNDS}, of the large one of {RUNS}:")
    kept = [
        told(f"the first policy and {amendment.stem}", measured, FIRST_SECONDS)
        for amendment, measured in of_first(policy).items()
    ]
    kept.append(told(f"{CLAUSES} clauses, {EDITS} edits", of_large(), LARGE_SECONDS))
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
