"""JUnit's XML, which every build server shows: results go in, a document comes out.

A policy is a suite and a check is a test. A check fails where one of its findings counts at the
gate; what is accepted, was there before or is milder stands in its output.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from verifier.diagnostics import Problem, excerpt, shown
from verifier.findings import CheckRun, Finding, Outcome
from verifier.report.formats.result import Result, headline, paragraphs

_NOT_OF_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Test:
    """One test. `failure` and `error` are a headline with what is said below it; "" in `skipped`
    means that it was not."""

    name: str
    classname: str
    failure: tuple[str, str] | None = None
    error: tuple[str, str] | None = None
    skipped: str = ""
    output: str = ""
    file: str = ""
    line: int = 0


@dataclass(frozen=True)
class Suite:
    name: str
    tests: tuple[Test, ...]


def of_checks(results: Iterable[Result], problems: Sequence[Problem]) -> str:
    """The document on runs of the checks."""
    suites = [
        Suite(
            result.policy.name,
            tuple(check_test(result, check) for check in result.run.checks),
        )
        for result in results
    ]
    if problems:
        suites.append(Suite("input", tuple(map(problem_test, problems))))
    return document(suites)


def problem_test(problem: Problem) -> Test:
    """A mistake or a warning of the input; what could not be read is an error."""
    if problem.level == "error":
        return Test(problem.name, "input", error=(problem.message, excerpt(problem)))
    return Test(problem.name, "input", output=excerpt(problem))


def check_test(result: Result, check: CheckRun) -> Test:
    name, classname = check.check, result.policy.name
    if check.outcome is Outcome.NOT_RUN:
        return Test(name, classname, skipped=check.words or "not run")
    failing = [finding for finding in check.findings if result.fails(finding)]
    others = [finding for finding in check.findings if finding not in failing]
    output = "\n\n".join(map(whole, others))
    if failing:
        said = "\n\n".join(map(whole, failing))
        return Test(name, classname, failure=(headline(failing[0]), said), output=output)
    if check.outcome is Outcome.FAILED:
        return Test(name, classname, error=("failed", check.words), output=output)
    if check.outcome is Outcome.UNKNOWN:
        return Test(name, classname, error=("stayed undecided", check.words), output=output)
    return Test(name, classname, output=output)


def whole(finding: Finding) -> str:
    return "\n".join([f"{finding.severity} {finding.fingerprint}", *paragraphs(finding)])


def document(suites: Sequence[Suite]) -> str:
    """The suites as XML."""
    root = ET.Element("testsuites", {"name": "antinomy", **counts(all_tests(suites))})
    for suite in suites:
        element = ET.SubElement(
            root, "testsuite", {"name": valid(suite.name), **counts(suite.tests)}
        )
        for test in suite.tests:
            element.append(test_element(test))
    ET.indent(root)
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    return f"{head}\n{ET.tostring(root, encoding='unicode')}\n"


def all_tests(suites: Iterable[Suite]) -> tuple[Test, ...]:
    return tuple(test for suite in suites for test in suite.tests)


def counts(tests: Sequence[Test]) -> dict[str, str]:
    return {
        "tests": str(len(tests)),
        "failures": str(sum(test.failure is not None for test in tests)),
        "errors": str(sum(test.error is not None for test in tests)),
        "skipped": str(sum(bool(test.skipped) for test in tests)),
    }


def test_element(test: Test) -> ET.Element:
    given = {"name": valid(test.name), "classname": valid(test.classname)}
    if test.file:
        given |= {"file": valid(test.file), "line": str(test.line)}
    element = ET.Element("testcase", given)
    for tag, message, text in outcomes(test):
        child = ET.SubElement(element, tag, {"message": valid(message)})
        child.text = valid(text) or None
    if test.output:
        ET.SubElement(element, "system-out").text = valid(test.output)
    return element


def outcomes(test: Test) -> Iterator[tuple[str, str, str]]:
    if test.failure is not None:
        yield "failure", *test.failure
    if test.error is not None:
        yield "error", *test.error
    if test.skipped:
        yield "skipped", test.skipped, ""


def valid(words: str) -> str:
    """The words without characters that XML cannot hold."""
    return _NOT_OF_XML.sub("\ufffd", shown(words))
