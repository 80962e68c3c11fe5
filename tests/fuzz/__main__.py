"""The fuzzer: mutates whole policies and amendments as long as it is told to, guided by which code
they reach, and says at the end what it tried.

    python -m tests.fuzz -max_total_time=1200        as libFuzzer takes it
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from hashlib import sha256
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from traceback import format_exception

import atheris

with atheris.instrument_imports(include=["verifier"]):
    from tests.fuzz.through import MOST_SIGNS, another, through

CORPUS = Path(__file__).parent / "corpus"
FINDINGS = Path("out", "fuzz")
"""Where inputs are kept that failed, with what went wrong."""

ENDED: Counter[str] = Counter()
FAILED: set[str] = set()


def try_one(data: bytes) -> None:
    """One input."""
    ended = "too long"
    text = data.decode("utf-8", "replace")
    if len(text) <= MOST_SIGNS:
        try:
            ended = through(text)
        except Exception as error:
            ended = "failed"
            found(text, error)
    ENDED[ended] += 1
    if sum(ENDED.values()) % 50 == 0:
        tell()


def found(text: str, error: Exception) -> None:
    """Keeps the first input of each kind of mistake, and goes on."""
    said = f"{error}\n{''.join(format_exception(error))}"
    places = re.findall(r'verifier/(\S+\.py)", line (\d+)', said)[-3:]
    kind = " ".join(f"{file}:{line}" for file, line in places) or type(error).__name__
    if kind not in FAILED:
        FAILED.add(kind)
        FINDINGS.mkdir(parents=True, exist_ok=True)
        name = sha256(text.encode()).hexdigest()[:12]
        (FINDINGS / f"{name}.policy").write_text(text, encoding="utf-8")
        (FINDINGS / f"{name}.txt").write_text(said, encoding="utf-8")
        print(f"FAILED: {kind}: {FINDINGS / name}.policy", file=sys.stderr)


def mutate(data: bytes, most: int, seed: int) -> bytes:
    """Another input: most often one that is still a policy."""
    text = data.decode("utf-8", "replace")
    return another(text, Random(seed)).encode()[:most]


def tell() -> None:
    total = sum(ENDED.values())
    reached = total - ENDED["refused"] - ENDED["too long"]
    said = f"{total} inputs, {reached} reached the checks, {len(FAILED)} kinds of mistake"
    print(f"{said}: {dict(ENDED)}", file=sys.stderr)


def seeds(folder: Path) -> None:
    """The policies of the tests, to begin with."""
    for number, file in enumerate(sorted(CORPUS.parents[1].rglob("*.policy"))):
        text = file.read_text(encoding="utf-8")
        if len(text) < MOST_SIGNS // 3 and text.startswith("policy") and 'text "' not in text:
            (folder / str(number)).write_text(text, encoding="utf-8")


def main() -> None:
    FINDINGS.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder:
        seeds(Path(folder))
        options = [
            f"-artifact_prefix={FINDINGS}/",
            "-max_len=8000",
            "-len_control=0",
            "-timeout=120",
            "-rss_limit_mb=4000",
        ]
        given = [one for one in sys.argv[1:] if not one.startswith("-")] or [folder]
        flags = [one for one in sys.argv[1:] if one.startswith("-")]
        atheris.Setup(
            [sys.argv[0], *options, *flags, *given, folder],
            try_one,
            custom_mutator=mutate,
        )
        atheris.Fuzz()


if __name__ == "__main__":
    main()
