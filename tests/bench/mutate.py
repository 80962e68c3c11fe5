"""Print the time of `antinomy mutate POLICY` and its score; exit 1 beyond the limits."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

SECONDS = 120.0
PERCENT = 90


@dataclass(frozen=True)
class Mutated:
    """Seconds of the whole command, how many edits it tried and how many of a hundred of those that
    count are noticed; None where none counts."""

    seconds: float
    edits: int
    percent: int | None


def mutated(policy: str) -> Mutated:
    """What `antinomy mutate` says of a policy, and how long it takes."""
    command = [str(Path(sys.executable).with_name("antinomy")), "mutate", "--format", "json"]
    start = time.perf_counter()
    done = subprocess.run([*command, policy], capture_output=True, check=False)
    seconds = time.perf_counter() - start
    if done.returncode not in (0, 3):
        sys.exit(f"antinomy mutate {policy} ended with exit code {done.returncode}")
    answer = json.loads(done.stdout)
    return Mutated(seconds, len(answer["edits"]), answer["percent"])


def main(policy: str) -> int:
    found = mutated(policy)
    print(f"antinomy mutate {policy}, {found.edits} edits:")
    print(f"  time    {found.seconds:6.2f} s   (at most {SECONDS:.0f} s)")
    print(f"  noticed {found.percent:6} %   (at least {PERCENT} %)")
    return 0 if found.seconds <= SECONDS and (found.percent or 0) >= PERCENT else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
