"""A repository with a small policy on its main branch, and changes of it, for tests of the gate."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

POLICY = """policy lending "Lending"
  issued by the Library
  version "1"

party the Library "the library"

kind member is a party

kind book

fact a member owes a fee

fact a book is rare

act lend a book to a member

clause 1 "Fees"
  the Library must not lend a book to a member
  when the member owes a fee

clause 2 "Rare books"
  the Library may lend a book to a member
  when it is not the case that the member owes a fee
  and the book is rare
"""
NARROWED = POLICY.replace(
    "  when the member owes a fee\n", "  when the member owes a fee\n  and the book is rare\n", 1
)
UNTIDY = POLICY.replace("\n\n", "\n\n\n").replace('"Fees"', '"Late fees"')
BROKEN = POLICY.replace("the member owes a fee", "the member owns a fee", 1)

WRONG_CASE = """
case owing "A member who owes a fee"
  member Ana; book B
  given Ana owes a fee
  and nothing else is so
  asking whether the Library may lend B to Ana
  expect permitted
"""

EDIT = """
  in clause 1
    insert after line "the member owes a fee"
      the book is rare
"""
UNCHANGED = "  intends to leave unchanged lend a book to a member\n  and nothing else\n"
LOOSENS = """  intends to loosen lend a book to a member
    when it is not the case that the book is rare
  and nothing else
"""


def amendment(intents: str, amends: str = "1", policy: str = "lending") -> str:
    """An amendment by which clause 1 reaches rare books only."""
    head = (
        f'amendment rare "Clarifies the clause on fees" to {policy}\n  amends version "{amends}"\n'
    )
    return f"{head}\n{intents}{EDIT}"


@dataclass(frozen=True)
class Repository:
    """A clone whose work tree is on the branch `change`, which left `main` at its first commit."""

    folder: Path

    @property
    def policy(self) -> Path:
        return self.folder / "spec" / "lending" / "lending.policy"

    @property
    def amendment(self) -> Path:
        return self.folder / "spec" / "lending" / "amendments" / "rare.policy"

    def git(self, *arguments: str) -> str:
        who = ("-c", "user.name=Jane Doe", "-c", "user.email=jane@example.org")
        quiet = ("-c", "commit.gpgsign=false", "-c", "protocol.file.allow=always")
        command = ["git", "-C", str(self.folder), *who, *quiet, *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()

    def write(self, file: Path, text: str) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def commit(self, message: str = "A change") -> str:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", message)
        return self.git("rev-parse", "HEAD")


def repository(folder: Path) -> Repository:
    """The repository, with nothing changed yet."""
    folder.mkdir(parents=True, exist_ok=True)
    found = Repository(folder)
    found.git("init", "--quiet", "--initial-branch=main")
    found.write(found.policy, POLICY)
    found.commit("The policy")
    found.git("checkout", "--quiet", "-b", "change")
    return found
