"""Results for other programs: policies and runs go in, values that JSON can hold come out."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from hashlib import sha256

from verifier import __version__
from verifier.diagnostics import Problem, as_json
from verifier.findings import (
    Acceptance,
    AskingResult,
    Assurance,
    CaseResult,
    CheckRun,
    Citation,
    Finding,
    Outcome,
    ReadingChoice,
    Run,
    Witness,
)
from verifier.findings.installed_solvers import solver_versions
from verifier.model import Case, Policy
from verifier.report.json.shapes import VERSION
from verifier.source import SourceFile, Span

Json = dict[str, object]


def text(value: object) -> str:
    """The value as JSON text: two spaces, keys in the order written, a line feed at the end."""
    return as_json(json.dumps(value, ensure_ascii=False, indent=2)) + "\n"


def document(policies: Iterable[Json], problems: Iterable[Problem], exit_code: int) -> Json:
    """The whole answer of one command."""
    return {
        "versions": versions_json(),
        "exit": exit_code,
        "policies": list(policies),
        "problems": [problem_json(problem) for problem in problems],
    }


def versions_json() -> Json:
    """What made an answer: the tool, its solvers, and the schema that the answer has."""
    return {"antinomy": __version__, **solver_versions(), "schema": VERSION}


def run_json(policy: Policy, run: Run) -> Json:
    return {
        "policy": policy.name,
        "title": policy.title,
        "files": [file_json(file) for file in files_of(policy)],
        "assumptions": list(run.assumptions),
        "budget": {
            "steps_a_question": run.budget,
            "questions": sum(check.asked for check in run.checks),
            "steps": sum(check.steps for check in run.checks),
        },
        "not_run": [
            {"check": check.check, "why": check.words}
            for check in run.checks
            if check.outcome is Outcome.NOT_RUN
        ],
        "checks": [check_json(check) for check in run.checks],
        "findings": [finding_json(finding) for finding in run.findings],
        "cases": [case_result_json(case) for case in run.cases],
    }


def files_of(policy: Policy) -> tuple[SourceFile, ...]:
    """The files of a policy, its source text last."""
    return (*policy.files, *((policy.source.file,) if policy.source else ()))


def file_json(file: SourceFile) -> Json:
    return {
        "name": file.name,
        "lines": len(file.text.splitlines()),
        "sha256": sha256(file.text.encode()).hexdigest(),
    }


def check_json(check: CheckRun) -> Json:
    return {
        "check": check.check,
        "outcome": str(check.outcome),
        "findings": len(check.findings),
        "asked": check.asked,
        "steps": check.steps,
        "words": check.words,
        "assurance": assurance_json(check.assurance),
        "complete": check.complete,
        "fault": None if check.fault is None else check.fault.what,
    }


def finding_json(finding: Finding) -> Json:
    return {
        "check": finding.check,
        "outcome": str(finding.outcome),
        "severity": str(finding.severity),
        "headline": finding.headline,
        "detail": list(finding.detail),
        "clauses": list(dict.fromkeys(citation.clause for citation in finding.citations)),
        "words": [citation_json(citation) for citation in finding.citations],
        "place": place_json(finding.place),
        "readings": [[choice_json(choice) for choice in choices] for choices in finding.readings],
        "strength": str(finding.strength) if finding.strength else None,
        "case": witness_json(finding.witness) if finding.witness else None,
        "irrelevant": list(finding.witness.irrelevant) if finding.witness else [],
        "changes": [
            {"words": change.words, "effect": change.effect}
            for change in (finding.witness.changes if finding.witness else ())
        ],
        "kinds": list(finding.kinds),
        "kinds_complete": finding.kinds_complete,
        "kinds_together": finding.kinds_together,
        "readings_complete": finding.readings_complete,
        "reasons": [list(reason) for reason in finding.reasons],
        "reasons_complete": finding.reasons_complete,
        "remedies": [
            {"words": remedy.words, "effect": remedy.effect} for remedy in finding.remedies
        ],
        "assurance": assurance_json(finding.assurance),
        "fingerprint": finding.fingerprint,
        "accepted": acceptance_json(finding.acceptance) if finding.acceptance else None,
        "new": finding.novel,
    }


def acceptance_json(acceptance: Acceptance) -> Json:
    return {
        "because": acceptance.because,
        "by": acceptance.by,
        "look_again": date.fromordinal(acceptance.look_again).isoformat(),
    }


def citation_json(citation: Citation) -> Json:
    return {
        "clause": citation.clause,
        "title": citation.title,
        "words": citation.words,
        "source_lines": list(citation.source_lines) if citation.source_lines else None,
        "place": citation.place,
        "detail": citation.detail,
    }


def choice_json(choice: ReadingChoice) -> Json:
    return {
        "question": choice.question,
        "reading": choice.reading,
        "about": choice.about,
        "plain": choice.plain,
    }


def assurance_json(assurance: Assurance | None) -> Json | None:
    return {"kind": str(assurance.kind), "words": assurance.words} if assurance else None


def witness_json(witness: Witness) -> Json:
    return {
        **case_json(witness.case),
        "readings": dict(witness.readings),
        "in_words": {"act": witness.act, "given": list(witness.given)},
        "verdicts": {str(column): str(verdict) for column, verdict in witness.verdicts.items()},
        "live": list(witness.live),
    }


def case_json(case: Case) -> Json:
    act = case.act
    return {
        "things": [
            {"name": thing.name, "kind": thing.kind, "subkinds": sorted(thing.subkinds)}
            for thing in case.things
        ],
        "facts": [{"fact": fact, "things": list(names)} for fact, names in sorted(case.facts)],
        "values": [
            {"attribute": attribute, "thing": thing, "value": value}
            for (attribute, thing), value in sorted(case.values.items(), key=lambda item: item[0])
        ],
        "days": [
            {"event": event, "things": list(names), "day": day}
            for (event, names), day in sorted(case.days.items())
        ],
        "act": {"act": act.act, "agent": act.agent, "things": list(act.things), "day": act.day},
    }


def case_result_json(case: CaseResult) -> Json:
    return {
        "name": case.name,
        "title": case.title,
        "askings": [asking_json(asking) for asking in case.askings],
    }


def asking_json(asking: AskingResult) -> Json:
    return {
        "asked": asking.words,
        "verdicts": {
            str(column): [str(verdict) for verdict in verdicts]
            for column, verdicts in asking.verdicts.items()
        },
        "possible": [str(verdict) for verdict in asking.possible],
        "turns_on": list(asking.turns_on),
        "live": list(asking.live),
        "expectations": [
            {"words": expected.words, "met": expected.met, "computed": expected.computed}
            for expected in asking.expectations
        ],
    }


def place_json(span: Span | None) -> Json | None:
    if span is None:
        return None
    start, end = span.from_, span.to
    return {
        "file": span.file.name,
        "line": start.line,
        "column": start.column,
        "end_line": end.line,
        "end_column": end.column,
    }


def problem_json(problem: Problem) -> Json:
    return {
        "name": problem.name,
        "level": str(problem.level),
        "message": problem.message,
        "hint": problem.hint,
        "place": place_json(problem.span),
        "related": [{"words": words, "place": place_json(span)} for words, span in problem.related],
    }
