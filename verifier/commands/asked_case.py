"""A case made of sentences of the command line: words in, a case like those of a file out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from verifier.diagnostics import InputProblems, Level
from verifier.model import CaseExample, Policy
from verifier.syntax import CaseDeclaration

NAME = "asked"
PLACE = "the command line"


@dataclass(frozen=True)
class Sentences:
    """What was said of a case on the command line."""

    things: str
    given: Sequence[str]
    closed: bool
    asking: str

    @property
    def text(self) -> str:
        """The case as it would stand in a policy file."""
        lines = [f'case {NAME} "The case of the command line"']
        lines += [f"  {folded(self.things)}"] if self.things.strip() else []
        given = [bare(sentence, "given", "and") for sentence in self.given]
        given += ["nothing else is so"] if self.closed else []
        lines += [f"  {'and' if number else 'given'} {one}" for number, one in enumerate(given)]
        lines.append(f"  asking whether {bare(self.asking, 'asking whether', 'whether')}")
        return "\n".join(lines) + "\n"


def folded(words: str) -> str:
    """The words on one line."""
    return " ".join(words.split())


def bare(sentence: str, *openings: str) -> str:
    """A sentence on one line, without the word that a file would begin it with."""
    words = folded(sentence).rstrip(".")
    for opening in openings:
        words = words.removeprefix(f"{opening} ")
    return words


def case_of(policy: Policy, sentences: Sentences) -> CaseExample:
    """The case, read with the vocabulary of the policy. Raises `InputProblems`."""
    from verifier.elaborate.anchors import Quotations
    from verifier.elaborate.complaints import Complaints
    from verifier.elaborate.conditions import Context
    from verifier.elaborate.examples import read_cases
    from verifier.elaborate.vocabulary import Vocabulary
    from verifier.layout import source_of
    from verifier.parse import parse

    document, unread = parse(source_of(PLACE, sentences.text))
    declared = [item for item in document.items if isinstance(item, CaseDeclaration)]
    complaints = Complaints()
    quotations = Quotations(policy.source, complaints)
    cases = read_cases(declared, Context(Vocabulary.of(policy), complaints, quotations))
    problems = (*unread, *complaints.problems)
    if not cases or any(problem.level is Level.ERROR for problem in problems):
        raise InputProblems(problems)
    return cases[NAME]
