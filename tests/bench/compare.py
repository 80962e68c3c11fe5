"""Print the cold time of `antinomy compare` on the first policy and an edited copy, and on two
versions of a made policy of 300 clauses with 10 edits; exit 1 beyond the limits.

Cold means a new process each time. The best of three counts, because other work on the machine
can only slow a run down.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

FIRST_SECONDS = 3.0
LARGE_SECONDS = 15.0
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


def seconds(old: Path, new: Path) -> float:
    """The best time of a comparison in a process of its own."""
    command = [str(Path(sys.executable).with_name("antinomy")), "compare", "--no-findings"]
    best = float("inf")
    for _ in range(RUNS):
        start = time.perf_counter()
        done = subprocess.run([*command, str(old), str(new)], capture_output=True, check=False)
        best = min(best, time.perf_counter() - start)
        if done.returncode not in USUAL_CODES:
            sys.exit(done.stderr.decode())
    return best


def amended(policy: Path, folder: Path) -> Path:
    """A copy of the first policy in which misdemeanor drug offenses join the four sections."""
    copy = folder / "amended"
    shutil.copytree(policy, copy)
    file = copy / "vocabulary.policy"
    line = "  and the offense falls under the four sections\n"
    more = "    the offense falls under the four sections\n"
    more += "    the offense is a misdemeanor drug offense\n"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace(line, f"  and any of\n{more}", 1), encoding="utf-8")
    return copy


def main(policy: str) -> int:
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        first = seconds(Path(policy), amended(Path(policy), folder))
        old, new = folder / "old.policy", folder / "new.policy"
        old.write_text(large_policy(), encoding="utf-8")
        new.write_text(large_policy(EDITS), encoding="utf-8")
        large = seconds(old, new)
    print(f"antinomy compare, cold, best of {RUNS}:")
    print(
        f"  the first policy and an amended copy  {first:6.2f} s   (at most {FIRST_SECONDS:.0f} s)"
    )
    print(f"  {CLAUSES} clauses, {EDITS} edits  {large:6.2f} s   (at most {LARGE_SECONDS:.0f} s)")
    return 0 if first <= FIRST_SECONDS and large <= LARGE_SECONDS else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
