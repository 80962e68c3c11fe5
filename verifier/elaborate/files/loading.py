"""Reading policies from disk: a path goes in; the documents that make one policy, its own text and
the checked policy come out.

A policy is the file that begins with a `policy` line and the files that it uses. All of them, and
the text that it quotes, lie in the folder of that file or below it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from verifier.diagnostics import InputProblems, Level, Problem
from verifier.elaborate.files.input_files import bytes_of, is_file, resolved, shortened
from verifier.elaborate.files.policy_files import policy_file
from verifier.elaborate.root_causes import without_consequences
from verifier.elaborate.whole import elaborate
from verifier.language import CaseDeclaration, Document, EarlierVersion, PolicyHead, Quoted, Use
from verifier.language.layout import read_source
from verifier.language.parse import parse
from verifier.model import Policy
from verifier.source import SourceFile, Span


@dataclass(frozen=True)
class LoadedPolicy:
    """A policy that can be checked; `problems` are the warnings of its input."""

    documents: tuple[Document, ...]
    source: SourceFile | None
    policy: Policy
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Attempt:
    """What could be read: the policy is None when there is an error among the problems."""

    documents: tuple[Document, ...]
    source: SourceFile | None
    policy: Policy | None
    problems: tuple[Problem, ...]


def load(path: Path) -> LoadedPolicy:
    """The policy of a file, or the one policy of a folder.

    Raises `InputProblems` with every problem of the run when there is an error.
    """
    found = attempt(path)
    if found.policy is None:
        raise InputProblems(found.problems)
    return LoadedPolicy(found.documents, found.source, found.policy, found.problems)


def attempt(
    path: Path,
    texts: Mapping[str, SourceFile] | None = None,
) -> Attempt:
    """The same without raising for mistakes inside the files, for whoever shows them as they are.
    `texts`: by file name, texts that are read in place of what is on disk.

    Raises `InputProblems` only where there is no file to read.
    """
    return _attempt(policy_file(path), texts or {})


def _attempt(
    main: Path,
    texts: Mapping[str, SourceFile],
    as_earlier: bool = False,
) -> Attempt:
    """Of an earlier version the cases are left out, for those of the later one ask for it."""
    reading = _Reading(main, texts)
    reading.read(reading.main, None)
    source = reading.source()
    earlier = () if as_earlier else reading.earlier()
    documents = tuple(map(_without_cases, reading.documents) if as_earlier else reading.documents)
    policy, found = elaborate(documents, source, earlier)
    reading.problems += without_consequences(reading.problems, found, reading.incomplete)
    problems = _in_text_order(reading.problems, documents)
    if any(problem.level is Level.ERROR for problem in problems):
        policy = None
    return Attempt(documents, source, policy, problems)


def _without_cases(document: Document) -> Document:
    items = (item for item in document.items if not isinstance(item, CaseDeclaration))
    return Document(document.file, tuple(items))


def _in_text_order(
    problems: Sequence[Problem], documents: Sequence[Document]
) -> tuple[Problem, ...]:
    order = {document.file.name: index for index, document in enumerate(documents)}

    def place(problem: Problem) -> tuple[int, int]:
        if problem.span is None:
            return -1, 0
        return order.get(problem.span.file.name, len(order)), problem.span.start

    return tuple(sorted(problems, key=place))


# --------------------------------------------------------------------------- the files of a policy


@dataclass
class _Reading:
    """Reads a policy's file and the files that it uses, each once, in the order of the uses."""

    main: Path
    texts: Mapping[str, SourceFile]
    documents: list[Document] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    incomplete: bool = False
    _open: list[Path] = field(default_factory=list)
    _seen: set[Path] = field(default_factory=set)

    def read(self, path: Path, used: Use | None) -> None:
        """One file, then what it uses."""
        real = path.resolve()
        try:
            file = self._text(path)
        except InputProblems as error:
            self._unread(error.problems, None if used is None else used.path.span)
            return
        document, problems = parse(file)
        self._seen.add(real)
        self._open.append(real)
        self.documents.append(document)
        self.problems.extend(problems)
        for item in document.items:
            if isinstance(item, Use):
                self._use(item, path.parent)
        self._open.pop()

    def _text(self, path: Path) -> SourceFile:
        return self.texts.get(str(path)) or read_source(str(path), bytes_of(path))

    def _unread(self, problems: Sequence[Problem], span: Span | None) -> None:
        if span is None:
            raise InputProblems(tuple(problems))
        self.incomplete = True
        self.problems.extend(replace(p, span=p.span or span) for p in problems)

    def _use(self, use: Use, folder: Path) -> None:
        path = self._inside(use.path, folder, "use")
        if path is None:
            return
        real = path.resolve()
        if real in self._open:
            self._refuse("use-circle", *_circle(use.path.text), use.path)
        elif real not in self._seen:
            self.read(path, use)

    def _inside(self, written: Quoted, folder: Path, what: str) -> Path | None:
        """The file that a path in the policy names; None, with a problem, when there is none."""
        path, root = folder / written.text, self.main.parent.resolve()
        name, real = written.text, resolved(path)
        if real is None:
            message = f"“{shortened(name)}” names no file that there can be"
            hint = "write the path of a file, from the file that names it"
            self._refuse(f"{what}-missing", message, hint, written)
        elif not real.is_relative_to(root):
            message = f"“{name}” lies outside the folder of the policy"
            hint = "move the file into the folder, and write its path from there"
            self._refuse(f"{what}-outside", message, hint, written)
        elif str(path) not in self.texts and not is_file(path):
            message = f"there is no file “{shortened(name)}”"
            where = shortened(str(path))
            hint = f"it is looked for at {where}; paths start from the file that names them"
            self._refuse(f"{what}-missing", message, hint, written)
        else:
            return path
        return None

    def _refuse(self, name: str, message: str, hint: str, place: Quoted) -> None:
        self.incomplete = True
        self.problems.append(Problem(name, message, place.span, hint))

    def source(self) -> SourceFile | None:
        """The policy's own text, where the policy names one."""
        head = self._head()
        written = head.source_text if head else None
        if written is None:
            return None
        path = self._inside(written, self.main.parent, "source")
        if path is None:
            return None
        try:
            return self._text(path)
        except InputProblems as error:
            self._unread(error.problems, written.span)
            return None

    def earlier(self) -> tuple[Policy, ...]:
        """The earlier versions that the policy names, in the order in which it names them."""
        head = self._head()
        found = (self._earlier(line) for line in head.earlier) if head else ()
        return tuple(policy for policy in found if policy is not None)

    def _earlier(self, line: EarlierVersion) -> Policy | None:
        path = self._inside(line.path, self.main.parent, "version")
        if path is None:
            return None
        if path.resolve() in self._seen:
            self._refuse("version-circle", *_own(line.path.text), line.path)
            return None
        found = _attempt(path, self.texts, as_earlier=True)
        self.problems.extend(found.problems)
        self.incomplete = self.incomplete or found.policy is None
        return found.policy

    def _head(self) -> PolicyHead | None:
        items = self.documents[0].items if self.documents else ()
        return next((item for item in items if isinstance(item, PolicyHead)), None)


def _circle(name: str) -> tuple[str, str]:
    return (
        f"“{name}” uses this file in turn, so the files use each other in a circle",
        "put what both need into a third file, and use that in both",
    )


def _own(name: str) -> tuple[str, str]:
    return (
        f"“{name}” is a file of this version, so it cannot be an earlier one",
        "name the file of the earlier version, in a folder of its own",
    )
