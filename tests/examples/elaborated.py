"""Small policies for the tests of elaboration: a vocabulary, and what is added to it."""

from __future__ import annotations

from verifier.diagnostics import Level, Problem, excerpt
from verifier.elaborate.whole import elaborate
from verifier.language.parse import parse
from verifier.model import Formula, Policy
from verifier.source import SourceFile

VOCABULARY = """policy test "Test"
  issued by the Office

party the Office "the Office"
  also called "this office"
party the police "the police"

kind person is a party
kind crime
  type is one of robbery, assault, "theft, petty"
  loss is an amount of money
kind report
kind item
  weight is a number of grams
  bought is a date
kind statement is an item

fact a person makes a report
fact a report is about a crime
fact a person is a victim of a crime
fact an item was gathered from a person
fact an item was derived from another item
fact a report is false
fact the act serves to prosecute a person
event the day an item becomes known to the Office

act prosecute a person for a crime
act use an item against a person
act disclose an item to a party
act file a report

"""


def elaborate_text(
    text: str, source: str | None = None, name: str = "test.policy"
) -> tuple[Policy | None, tuple[Problem, ...]]:
    """The policy of a text in the language, with the problems of reading and of meaning."""
    document, unread = parse(SourceFile(name, text))
    quoted = None if source is None else SourceFile("source.txt", source)
    policy, problems = elaborate([document], quoted)
    return (None if unread else policy), (*unread, *problems)


def policy_of(text: str, source: str | None = None) -> Policy:
    """The vocabulary above with further items; there may be warnings and no errors."""
    policy, problems = elaborate_text(VOCABULARY + text, source)
    errors = [excerpt(problem) for problem in problems if problem.level is Level.ERROR]
    assert not errors, "\n".join(errors)
    assert policy is not None
    return policy


def problems_of(text: str, source: str | None = None) -> list[str]:
    """The messages of all problems, warnings included."""
    _, problems = elaborate_text(VOCABULARY + text, source)
    return [problem.message for problem in problems]


def conditions_of(lines: str) -> list[Formula]:
    """The formulas of the conditions of a clause that forbids to prosecute a person for a crime;
    the lines are indented by two spaces."""
    head = 'clause 1 "One"\n  the Office must not prosecute a person for a crime\n'
    return [c.formula for c in policy_of(head + lines).norms["1"].conditions]
