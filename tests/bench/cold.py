"""Print the cold time and the memory of `antinomy check POLICY`; exit 1 beyond the limits.

Cold means a new process each time. The best of three counts, because other work on the machine
can only slow a run down.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

SECONDS = 5.0
MEGABYTES = 300.0
RUNS = 3
USUAL_CODES = (0, 1, 3)  # clean, findings, something undecided


def run_once(policy: str) -> tuple[float, float]:
    """Seconds and megabytes of one run of the command in a process of its own."""
    command = [str(Path(sys.executable).with_name("antinomy")), "check", "--no-cache", policy]
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - start
    if process.returncode not in USUAL_CODES:
        sys.exit(f"antinomy check {policy} ended with exit code {process.returncode}")
    scale = 2**20 if sys.platform == "darwin" else 2**10  # ru_maxrss: bytes there, kilobytes here
    return seconds, usage.ru_maxrss / scale


def main(policy: str) -> int:
    runs = [run_once(policy) for _ in range(RUNS)]
    seconds = min(seconds for seconds, _ in runs)
    megabytes = max(megabytes for _, megabytes in runs)
    print(f"antinomy check --no-cache {policy}, cold, best of {RUNS}:")
    print(f"  time    {seconds:6.2f} s   (at most {SECONDS:.0f} s)")
    print(f"  memory  {megabytes:6.0f} MB  (at most {MEGABYTES:.0f} MB)")
    return 0 if seconds <= SECONDS and megabytes <= MEGABYTES else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
