"""Small policies with the expected findings on their lines: where each check fires, and where it
must not.

`CHECK/NAME.policy` (with its source text beside it as `NAME.txt`) is examined by the check that
names its folder. A comment `#! CHECK` or `#! CHECK: words | other words` says that the
item (clause, assumption, declaration …) in or above which it stands has one finding of that check,
in whose headline or details all the words occur; there are no other findings of that check. Other
checks are ignored, unless the file begins with `#! everything`: then every check runs, and only
the findings that are written down may come out. A quotation that is not in the text is refused when
the policy is read; such a problem counts as the finding of its name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.checks.documents import FILES, check_of, read
from verifier.checks.order import CHECKS
from verifier.checks.run import CheckOptions, examine
from verifier.diagnostics import Problem, excerpt
from verifier.findings.finding import Finding, Outcome, Severity

KNOWN = {check.name for check in CHECKS}
EVERYTHING = "#! everything"
REFUSED = "quote-mismatch"


@dataclass(frozen=True)
class Expected:
    """A finding that a comment announces, and the lines of the item that it is about."""

    check: str
    words: tuple[str, ...]
    lines: range
    said: str


def expectations(text: str) -> Iterator[Expected]:
    """What the comments of a file announce."""
    lines = text.split("\n")
    for index, line in enumerate(lines):
        said = line.strip()
        if said.startswith("#!") and said != EVERYTHING:
            check, _, words = said.removeprefix("#!").partition(":")
            parts = tuple(part.strip() for part in words.split(" | ") if part.strip())
            yield Expected(check.strip(), parts, _item(lines, index), f"line {index + 1}: {said}")


def _item(lines: list[str], index: int) -> range:
    """The numbers of the lines of the item in or above which a line stands."""
    at = next(i for i in range(index, len(lines)) if not lines[i].strip().startswith("#"))
    heads = [i for i, line in enumerate(lines) if line and line[0] not in " #"]
    first = max((head for head in heads if head <= at), default=0)
    last = min((head for head in heads if head > at), default=len(lines))
    return range(first + 1, last + 1)


def meets(finding: Finding, expected: Expected) -> bool:
    said = " ".join((finding.headline, *finding.detail))
    return (
        finding.check == expected.check
        and (finding.place is None or finding.place.from_.line in expected.lines)
        and all(words in said for words in expected.words)
    )


def unmatched(text: str, findings: tuple[Finding, ...]) -> list[str]:
    """What was announced and not found, and what was found and not announced."""
    left, missing = list(findings), []
    for expected in expectations(text):
        found = next((finding for finding in left if meets(finding, expected)), None)
        if found is None:
            missing.append(f"not found: {expected.said}")
        else:
            left.remove(found)
    return missing + [f"not announced: {shown(finding)}" for finding in left]


def shown(finding: Finding) -> str:
    line = finding.place.from_.line if finding.place else "?"
    return "\n    ".join((f"line {line}: {finding.check}: {finding.headline}", *finding.detail))


def findings_of(path: Path, options: CheckOptions) -> tuple[Finding, ...]:
    """What comes out: of reading the file, where it is refused for its quotations, else of the
    checks."""
    policy, problems = read(path)
    refused = [problem for problem in problems if problem.name == REFUSED]
    if refused:
        assert policy is None
        return tuple(map(_as_finding, refused))
    assert "\n".join(excerpt(problem) for problem in problems) == ""
    assert policy is not None
    run = examine(policy, options)
    wanted = options.select
    undecided = [check.check for check in run.checks if check.outcome is Outcome.UNKNOWN]
    assert undecided == []
    return tuple(f for f in run.findings if not wanted or f.check in wanted)


def _as_finding(problem: Problem) -> Finding:
    return Finding(problem.name, Outcome.FAILS, Severity.ERROR, problem.message, place=problem.span)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{check_of(path)}-{path.stem}")
def test_findings(path: Path) -> None:
    check = check_of(path)
    assert check in KNOWN
    text = path.read_text(encoding="utf-8")
    whole = text.startswith(EVERYTHING)
    options = CheckOptions() if whole else CheckOptions(select=frozenset({check}))
    assert "\n".join(unmatched(text, findings_of(path, options))) == ""


@pytest.mark.parametrize("check", sorted(KNOWN))
def test_every_check_has_a_policy_where_it_fires_and_one_where_it_must_not(check: str) -> None:
    texts = [path.read_text(encoding="utf-8") for path in FILES if check_of(path) == check]
    fires = [any(expected.check == check for expected in expectations(text)) for text in texts]
    assert {True, False} <= set(fires)


def test_every_folder_is_named_after_a_check() -> None:
    folders = {path.parent for path in Path(__file__).parent.glob("*/__init__.py")}
    assert {check_of(folder / "any.policy") for folder in folders} == KNOWN


def test_there_are_at_least_a_hundred_and_twenty_policies() -> None:
    assert len(FILES) >= 120
