"""Print the cold time and the memory of `antinomy check POLICY`; exit 1 beyond the limits.

Cold means a new process each time. The best of three counts, because other work on the machine
can only slow a run down. Memory is that of the largest process and, where the system tells it, that
of all processes of the command together, what they share counted once, as sampled in a further run.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

SECONDS = 5.0
MEGABYTES = 300.0
RUNS = 3
USUAL_CODES = (0, 1, 3)  # clean, findings, something undecided
BETWEEN_SAMPLES = 0.02


@dataclass(frozen=True)
class Cold:
    """Seconds, and megabytes of the largest process and of all processes together; None where the
    system does not tell."""

    seconds: float
    megabytes: float
    together: float | None


def cold(policy: str) -> Cold:
    """What a check of a policy costs in processes of its own."""
    runs = [run_once(policy) for _ in range(RUNS)]
    seconds = min(seconds for seconds, _ in runs)
    megabytes = max(megabytes for _, megabytes in runs)
    return Cold(seconds, megabytes, together(policy))


def run_once(policy: str) -> tuple[float, float]:
    """Seconds and megabytes of one run of the command in a process of its own."""
    start = time.perf_counter()
    with TemporaryFile() as said:
        with subprocess.Popen(command(policy), stdout=said, stderr=said) as process:
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - start
        said.seek(0)
        if process.returncode not in USUAL_CODES or b"Traceback" in said.read():
            sys.exit(f"antinomy check {policy} ended with exit code {process.returncode}")
    scale = 2**20 if sys.platform == "darwin" else 2**10  # ru_maxrss: bytes there, kilobytes here
    return seconds, usage.ru_maxrss / scale


def command(policy: str) -> list[str]:
    return [str(Path(sys.executable).with_name("antinomy")), "check", "--no-cache", policy]


def together(policy: str) -> float | None:
    """The most megabytes that all processes of one run were seen to hold at once."""
    most = 0.0
    with subprocess.Popen(command(policy), stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            most = max(most, held(process.pid))
            time.sleep(BETWEEN_SAMPLES)
    return most or None


def held(process: int) -> float:
    """Megabytes of a process and its children, what n of them share as an nth for each. 0 where
    the system does not tell."""
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text()
        children = Path(f"/proc/{process}/task/{process}/children").read_text()
    except OSError:  # it has just ended, or this is no Linux
        return 0.0
    own = next(float(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:"))
    return own / 2**10 + sum(held(int(child)) for child in children.split())


def main(policy: str) -> int:
    found = cold(policy)
    largest = max(found.megabytes, found.together or 0)
    print(f"antinomy check --no-cache {policy}, cold, best of {RUNS}:")
    print(f"  time              {found.seconds:6.2f} s   (at most {SECONDS:.0f} s)")
    print(f"  largest process   {found.megabytes:6.0f} MB  (at most {MEGABYTES:.0f} MB)")
    if found.together is not None:
        print(f"  all processes     {found.together:6.0f} MB  (at most {MEGABYTES:.0f} MB)")
    return 0 if found.seconds <= SECONDS and largest <= MEGABYTES else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
