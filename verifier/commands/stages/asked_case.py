"""Cases that stand outside the policy's files: sentences of the command line, or a file of cases,
go in; cases like those of the policy come out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from verifier.diagnostics import InputProblems, Level, Problem
from verifier.language import CaseDeclaration
from verifier.model import CaseExample, Policy
from verifier.source import SourceFile

NAME = "asked"
PLACE = "the command line"


@dataclass(frozen=True)
class Sentences:
    """What was said of a case on the command line. `day`: the day whose law decides it; "" for the
    version of the file itself."""

    things: str
    given: Sequence[str]
    closed: bool
    asking: str
    day: str = ""

    @property
    def text(self) -> str:
        """The case as it would stand in a policy file."""
        lines = [f'case {NAME} "The case of the command line"']
        lines += [f"  under the law of {folded(self.day)}"] if self.day.strip() else []
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


@dataclass(frozen=True)
class AskedCase:
    """A case with the version of the policy that decides it."""

    law: Policy
    example: CaseExample


def case_of(policy: Policy, sentences: Sentences) -> AskedCase:
    """The case, read with the words of the version that decides it. Raises `InputProblems`."""
    from verifier.language.layout import source_of

    asked = cases_in(policy, source_of(PLACE, sentences.text))[NAME]
    return replace(asked, example=replace(asked.example, title=""))


def cases_of(policy: Policy, path: Path) -> Mapping[str, AskedCase]:
    """The cases of a file, each read with the words of the version that decides it. Raises
    `InputProblems`."""
    from verifier.elaborate import bytes_of
    from verifier.language.layout import read_source

    return cases_in(policy, read_source(str(path), bytes_of(path)))


def cases_in(policy: Policy, file: SourceFile) -> Mapping[str, AskedCase]:
    """The cases of a text that holds nothing else. Raises `InputProblems`."""
    from verifier.elaborate import (
        Complaints,
        Context,
        Quotations,
        Versions,
        Vocabulary,
        cases_by_version,
        read_cases,
    )
    from verifier.language.parse import parse

    document, unread = parse(file)
    declared = [item for item in document.items if isinstance(item, CaseDeclaration)]
    complaints = Complaints()
    for item in document.items:
        if not isinstance(item, CaseDeclaration):
            complaints.error(
                "not-a-case",
                "only cases can stand in a file of cases",
                item.span,
                "what the policy declares is known here; give its file as POLICY",
            )
    quotations = Quotations(policy.source, complaints)
    versions = Versions(policy.version, policy.in_force, policy.earlier)
    own, others = cases_by_version(declared, versions, complaints)
    laws = [(policy, own), *((one, others.get(one.version, ())) for one in policy.earlier)]
    cases = {
        name: AskedCase(law, example)
        for law, mine in laws
        for name, example in read_cases(
            mine, Context(Vocabulary.of(law), complaints, quotations)
        ).items()
    }
    problems = (*unread, *complaints.problems)
    if any(problem.level is Level.ERROR for problem in problems):
        raise InputProblems(problems)
    if not cases:
        raise _no_cases("no-case", f"there is no case in {file.name}")
    names = (item.name.text for item in declared)
    return {name: cases[name] for name in names if name in cases}


def _no_cases(name: str, message: str) -> InputProblems:
    hint = 'a case begins with a line like: case late "A member with a late fee"'
    return InputProblems((Problem(name, message, hint=hint),))
