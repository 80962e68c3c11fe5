"""SARIF 2.1.0, which code scanning reads: results go in, one log comes out. https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from urllib.parse import quote

from verifier import __version__
from verifier.checks.catalogue import BY_NAME, CatalogueEntry
from verifier.diagnostics import Level, Problem, shown
from verifier.findings import CheckRun, Finding, Outcome, Severity
from verifier.findings.acceptances import STALE_ACCEPTANCE, STALE_ACCEPTANCE_HELP
from verifier.model import Clause
from verifier.report.formats.result import (
    Relative,
    Result,
    cited_clauses,
    paragraphs,
    passages,
    place_of,
)
from verifier.source import SourceFile, Span

Json = dict[str, object]

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
FINGERPRINT = "antinomyFinding/v1"
LINE_HASH = "primaryLocationLineHash"
"""The fingerprint that code scanning of GitHub goes by; ours stays when lines move."""


def log(
    results: Sequence[Result], problems: Sequence[Problem], exit_code: int, path: Relative
) -> Json:
    """The whole log, in one run: code scanning refuses a log of more than twenty, and takes two of
    one name for the same."""

    def uri(name: str) -> str:
        written = quote(path(name), errors="surrogateescape")
        return f"file://{written}" if written.startswith("/") else written

    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [run(results, problems, exit_code, uri)],
    }


def run(
    results: Sequence[Result], problems: Sequence[Problem], exit_code: int, uri: Relative
) -> Json:
    """All policies, and what kept files from being checked."""
    checks = {one.check: None for result in results for one in ran(result)}
    names = [name for name in (*BY_NAME, STALE_ACCEPTANCE) if name in checks]
    seen: Counter[tuple[str, str]] = Counter()
    open_ = [note for result in results for note in unsettled(result, len(results) > 1)]
    return {
        "tool": tool([rule(name) for name in names]),
        "automationDetails": {"id": "antinomy/"},
        "invocations": [invocation([*open_, *notes(problems, uri)], exit_code)],
        "artifacts": [artifact(file, uri) for file in files_of(results)],
        "columnKind": "unicodeCodePoints",
        "results": [
            finding_json(result, finding, names.index(finding.check), seen, uri)
            for result in results
            for finding in result.run.findings
        ],
    }


def ran(result: Result) -> Iterator[CheckRun]:
    return (check for check in result.run.checks if check.outcome is not Outcome.NOT_RUN)


def files_of(results: Iterable[Result]) -> Iterable[SourceFile]:
    """Every file that was read, once."""
    found: dict[str, SourceFile] = {}
    for result in results:
        source = [result.policy.source.file] if result.policy.source else []
        for file in (*result.policy.files, *source):
            found.setdefault(file.name, file)
    return found.values()


def tool(rules: list[Json]) -> Json:
    driver = {"name": "Antinomy", "version": __version__, "semanticVersion": __version__}
    return {"driver": {**driver, "rules": rules}}


def invocation(notifications: list[Json], exit_code: int) -> Json:
    return {
        "executionSuccessful": exit_code not in (2, 70),
        "exitCode": exit_code,
        "toolExecutionNotifications": notifications,
    }


# --------------------------------------------------------------------------- checks


def rule(name: str) -> Json:
    """A check: what it asks, why it matters, how to settle what it finds."""
    if name == STALE_ACCEPTANCE:
        return {
            **rule_head(name, Severity.WARNING, "Accepted findings"),
            "shortDescription": {"text": STALE_ACCEPTANCE_HELP[0]},
            "fullDescription": {"text": STALE_ACCEPTANCE_HELP[1]},
            "help": {"text": " ".join(STALE_ACCEPTANCE_HELP)},
        }
    entry = BY_NAME[name]
    return {
        **rule_head(name, entry.severity, entry.group),
        "shortDescription": {"text": entry.asks},
        "fullDescription": {"text": entry.matters},
        "help": {"text": help_text(entry), "markdown": entry.markdown},
    }


def rule_head(name: str, severity: Severity, group: str) -> Json:
    return {
        "id": name,
        "name": "".join(word.capitalize() for word in name.split("-")),
        "defaultConfiguration": {"level": str(severity)},
        "properties": {"tags": [group], "problem.severity": PROBLEM_SEVERITY[severity]},
    }


PROBLEM_SEVERITY = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.NOTE: "recommendation",
}


def help_text(entry: CatalogueEntry) -> str:
    return "\n\n".join(
        (
            entry.asks,
            entry.matters,
            f"How to settle it. {entry.settle}",
            f"What it cannot see. {entry.cannot_see}",
        )
    )


def unsettled(result: Result, named: bool) -> Iterator[Json]:
    """Checks that came to no answer are said, lest their silence be taken for success; `named`:
    with the policy's name."""
    whose = f"{result.policy.name}: " if named else ""
    ended = {Outcome.UNKNOWN: ("warning", "stayed undecided"), Outcome.FAILED: ("error", "failed")}
    for check in result.run.checks:
        level, how = ended.get(check.outcome, ("warning", "" if check.complete else "was cut"))
        if how:
            yield {
                "level": level,
                "message": {"text": shown(f"{whose}{check.check} {how}: {check.words}")},
                "associatedRule": {"id": check.check},
            }


def notes(problems: Iterable[Problem], uri: Relative) -> Iterator[Json]:
    for problem in problems:
        note: Json = {
            "level": "error" if problem.level is Level.ERROR else "warning",
            "message": {"text": shown(" ".join(filter(None, (problem.message, problem.hint))))},
            "descriptor": {"id": problem.name},
        }
        yield note if problem.span is None else {**note, "locations": [location(problem.span, uri)]}


# --------------------------------------------------------------------------- findings


def finding_json(
    result: Result, finding: Finding, index: int, seen: Counter[tuple[str, str]], uri: Relative
) -> Json:
    related = list(related_locations(result, finding, uri))
    key = result.policy.name, finding.fingerprint
    seen[key] += 1
    stable = f"{sha256('/'.join(key).encode()).hexdigest()[:16]}:{seen[key]}"
    return {
        "ruleId": finding.check,
        "ruleIndex": index,
        "kind": "fail",
        "level": str(finding.severity),
        "message": {"text": message(finding, related)},
        "locations": [location(place_of(result.policy, finding), uri)],
        "relatedLocations": related,
        "partialFingerprints": {FINGERPRINT: stable, LINE_HASH: stable},
        **standing(finding),
        "properties": {
            "outcome": str(finding.outcome),
            "strength": str(finding.strength) if finding.strength else "",
            "assurance": str(finding.assurance.kind) if finding.assurance else "",
            "gates": result.fails(finding),
        },
    }


def message(finding: Finding, related: Sequence[Json]) -> str:
    """The finding's paragraphs; brackets open a link in SARIF, so those of the text are escaped."""
    text = shown("\n".join(paragraphs(finding)))
    escaped = text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
    links = [f"[place {entry['id']}]({entry['id']})" for entry in related]
    return f"{escaped}\nSee {', '.join(links)}." if links else escaped


def standing(finding: Finding) -> Json:
    """Whether the finding is accepted (suppressed, in the words of the format), and whether it was
    there before."""
    found: Json = {}
    if finding.acceptance is not None:
        because = f"{finding.acceptance.because} ({finding.acceptance.by})"
        found["suppressions"] = [
            {"kind": "external", "status": "accepted", "justification": because}
        ]
    if finding.novel is not None:
        found["baselineState"] = "new" if finding.novel else "unchanged"
    return found


def related_locations(result: Result, finding: Finding, uri: Relative) -> Iterator[Json]:
    """Every clause of the finding, in the policy file and in the policy's own text."""
    number = 0
    for clause in cited_clauses(result.policy, finding):
        for span, words in clause_places(result, clause):
            number += 1
            yield {"id": number, **location(span, uri), "message": {"text": words}}


def clause_places(result: Result, clause: Clause) -> Iterator[tuple[Span, str]]:
    if clause.span is not None:
        yield clause.span, f"clause {clause.id}, “{clause.title}”"
    for span in passages(result.policy, clause):
        yield span, f"the words of clause {clause.id}"


def location(span: Span, uri: Relative) -> Json:
    start, end = span.from_, span.to
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": uri(span.file.name)},
            "region": {
                "startLine": start.line,
                "startColumn": start.column,
                "endLine": end.line,
                "endColumn": end.column,
            },
        }
    }


def artifact(file: SourceFile, uri: Relative) -> Json:
    """A file that was read. The hash is that of its text with plain line ends."""
    return {
        "location": {"uri": uri(file.name)},
        "hashes": {"sha-256": sha256(file.text.encode()).hexdigest()},
        "encoding": "UTF-8",
    }
