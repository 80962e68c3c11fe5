"""Code quality of GitLab: results go in, a list of issues comes out.
https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import sha256

from verifier.diagnostics import Level, Problem
from verifier.findings import Finding, Severity
from verifier.report.formats.result import Relative, Result, headline, place_of
from verifier.source import Span

Json = dict[str, object]

SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.NOTE: "info"}


def issues(results: Iterable[Result], problems: Sequence[Problem], path: Relative) -> list[Json]:
    """The format knows no acceptance: an accepted finding is told in its words and its severity."""
    seen: Counter[str] = Counter()
    found = [
        issue(result, finding, seen, path) for result in results for finding in result.run.findings
    ]
    return [*found, *(problem_issue(p, p.span, path) for p in problems if p.span)]


def issue(result: Result, finding: Finding, seen: Counter[str], path: Relative) -> Json:
    key = f"{result.policy.name}\x1f{finding.fingerprint}"
    seen[key] += 1
    accepted = finding.acceptance is not None
    return {
        "description": f"accepted: {headline(finding)}" if accepted else headline(finding),
        "check_name": finding.check,
        "fingerprint": sha256(f"{key}\x1f{seen[key]}".encode()).hexdigest(),
        "severity": "info" if accepted else SEVERITIES[finding.severity],
        "location": location(place_of(result.policy, finding), path),
    }


def problem_issue(problem: Problem, span: Span, path: Relative) -> Json:
    reason = "\x1f".join((problem.name, span.place, problem.message))
    return {
        "description": " ".join(filter(None, (problem.message, problem.hint))),
        "check_name": problem.name,
        "fingerprint": sha256(reason.encode()).hexdigest(),
        "severity": "blocker" if problem.level is Level.ERROR else "minor",
        "location": location(span, path),
    }


def location(span: Span, path: Relative) -> Json:
    lines = {"begin": span.from_.line, "end": span.to.line}
    return {"path": path(span.file.name), "lines": lines}
