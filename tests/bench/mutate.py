"""Print the time of `antinomy mutate POLICY` and its score; exit 1 beyond the limits."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

SECONDS = 120.0
PERCENT = 90


def main(policy: str) -> int:
    command = [str(Path(sys.executable).with_name("antinomy")), "mutate", "--format", "json"]
    start = time.perf_counter()
    done = subprocess.run([*command, policy], capture_output=True, check=False)
    seconds = time.perf_counter() - start
    if done.returncode not in (0, 3):
        sys.exit(f"antinomy mutate {policy} ended with exit code {done.returncode}")
    answer = json.loads(done.stdout)
    percent = answer["percent"]
    print(f"antinomy mutate {policy}, {len(answer['edits'])} edits:")
    print(f"  time    {seconds:6.2f} s   (at most {SECONDS:.0f} s)")
    print(f"  noticed {percent:6} %   (at least {PERCENT} %)")
    return 0 if seconds <= SECONDS and percent >= PERCENT else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
