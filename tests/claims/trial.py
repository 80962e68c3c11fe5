"""One policy on trial: its text and everything the checks print about it, with the cases against
which that is held."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from random import Random

from tests.claims.drafting import Draft, read
from tests.claims.reading_back import Reader
from tests.claims.situations import Row, Situations
from verifier.checks.order import CHECKS
from verifier.checks.run import CheckOptions, Examination
from verifier.checks.support.check_context import CheckContext
from verifier.diagnostics import Level, Problem
from verifier.findings import CaseResult, CheckRun, Finding
from verifier.model import Case, LawRegime, Norm, Policy, Readings
from verifier.semantics import World, admissible
from verifier.solver import Budget, QuestionSolver

FREE = 32
"""So many cases of a policy are drawn freely."""


def cases_of(policy: Policy) -> tuple[CaseResult, ...]:
    """What the cases of the file come to."""
    return CheckContext(policy, QuestionSolver(policy), {}).case_results()


def runs_of(
    policy: Policy, fixed: Readings | None = None, only: frozenset[str] = frozenset()
) -> tuple[CheckRun, ...]:
    """What the checks find, in this process; `only`: these checks (none named: all)."""
    options = CheckOptions()
    solver = QuestionSolver(policy, Budget(resources=options.budget))
    examination = Examination(CheckContext(policy, solver, fixed or {}))
    return tuple(examination.run(one) for one in CHECKS if not only or one.name in only)


@dataclass(eq=False)
class Trial:
    """A draft, its policy, and what was printed about it."""

    draft: Draft
    policy: Policy
    runs: tuple[CheckRun, ...] = ()
    edited: dict[str, tuple[Policy | None, tuple[Problem, ...]]] = field(default_factory=dict)
    found_again: dict[tuple[str, str], tuple[CheckRun, ...]] = field(default_factory=dict)

    cases: tuple[CaseResult, ...] = ()
    fixed: Readings = field(default_factory=dict)  # the readings under which alone it was checked
    alone: Readings = field(default_factory=dict)  # those under which alone a sentence is held
    only: tuple[str, str] | None = None
    held_again: dict[int, tuple[bool, str | None]] = field(default_factory=dict)
    looked_at: list[Row] | None = None
    everywhere: bool = False

    @cached_property
    def random(self) -> Random:
        return Random(self.draft.seed)

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(finding for run in self.runs for finding in run.findings)

    @cached_property
    def reader(self) -> Reader:
        return Reader(self.policy, self.draft.text)

    @cached_property
    def situations(self) -> Situations:
        return Situations(self.policy, self.draft.seed)

    @property
    def rows(self) -> list[Row]:
        """The cases against which sentences are held at present."""
        return self._of_these(self._rows if self.looked_at is None else self.looked_at)

    def _of_these(self, rows: list[Row]) -> list[Row]:
        """Those under the readings of which alone a sentence speaks."""
        if not self.alone:
            return rows
        return [row for row in rows if self.alone.items() <= row.readings.items()]

    @cached_property
    def _rows(self) -> list[Row]:
        """Cases that can be, under several readings: the cases shown, what is near them, and
        others."""
        shown = [finding.witness.case for finding in self.findings if finding.witness]
        return self.situations.rows(shown, FREE)

    @property
    def larger_rows(self) -> list[Row]:
        """Further cases, with more things."""
        return self._of_these(self._larger_rows)

    @cached_property
    def _larger_rows(self) -> list[Row]:
        return Situations(self.policy, self.draft.seed + 1, most=3).rows([], FREE // 2)

    @property
    def loose(self) -> list[Row]:
        """Cases under the readings, whether or not they keep the assumptions."""
        return self._of_these(self._loose)

    @cached_property
    def _loose(self) -> list[Row]:
        drawn = [self.situations.drawn() for _ in range(FREE // 2)]
        rows = [self.row(case, way) for case in drawn for way in self.situations.ways]
        names = set(self.policy.assumptions)
        return [r for r in rows if set(admissible(self.policy, r.case, r.readings)) <= names]

    @contextmanager
    def on(self, rows: list[Row], everywhere: bool = False) -> Iterator[None]:
        """Holds sentences against other cases; `everywhere`: also where they speak of the plain
        readings only."""
        before = self.looked_at, self.everywhere
        self.looked_at, self.everywhere = rows, everywhere
        try:
            yield
        finally:
            self.looked_at, self.everywhere = before

    def row(self, case: Case, readings: Readings) -> Row:
        """A case under one reading, which need not be one that can be."""
        world = World(self.policy, case, readings)
        return Row(world, readings == self.policy.plain_readings)

    def can_be(self, row: Row) -> bool:
        return not admissible(self.policy, row.case, row.readings)

    # ------------------------------------------------------------------ the policy, edited

    def with_text(self, text: str) -> tuple[Policy | None, tuple[Problem, ...]]:
        """The policy of another text, which differs in an edit."""
        if text not in self.edited:
            self.edited[text] = read(text, self.draft.source)
        return self.edited[text]

    def found_with(self, text: str, check: str) -> list[Finding]:
        """What a check finds once the policy is edited."""
        if (text, check) not in self.found_again:
            policy, problems = self.with_text(text)
            assert policy is not None, problems
            self.found_again[text, check] = runs_of(policy, only=frozenset({check}))
        return [finding for run in self.found_again[text, check] for finding in run.findings]

    @property
    def lines(self) -> list[str]:
        return self.draft.text.splitlines()

    def without_block(self, line: int) -> str:
        """The text without a line (counted from 1) and what stands deeper below it, but for
        exceptions; what follows a first condition becomes the first."""
        lines = self.lines
        end = line
        deep = indentation(lines[line - 1])
        while end < len(lines) and lines[end].strip() and indentation(lines[end]) > deep:
            end += 1
        opening = re.match(r"\s*(only when|when|except \S+ when) ", lines[line - 1])
        rest = [*exceptions_in(lines[line:end]), *lines[end:]]
        if opening and rest and rest[0].startswith(" " * deep + "and "):
            rest[0] = opening[0] + rest[0][deep + 4 :]
        elif opening and opening[1].startswith("except"):
            raise NoSuchEdit("an exception has a condition")
        return "\n".join([*lines[: line - 1], *rest]) + "\n"

    def without_clause(self, clause: str) -> str:
        span = self.policy.clauses[clause].span
        assert span is not None
        return self.without_block(span.from_.line)

    def with_item(self, item: str) -> str:
        """The text with one item more."""
        return f"{self.draft.text}\n{item}\n"

    def in_clause(self, clause: str, lines: Sequence[str]) -> str:
        """The text with lines more at the end of a clause."""
        return self.in_clauses([clause], lines)

    def in_clauses(self, clauses: Sequence[str], lines: Sequence[str]) -> str:
        """The text with these lines more at the end of each of the clauses."""
        text = self.lines
        for head in sorted(map(self._head, clauses), reverse=True):
            end = head
            while (
                end < len(text)
                and text[end].strip()
                and indentation(text[end]) > indentation(text[head - 1])
            ):
                end += 1
            deep = " " * indentation(text[head])
            text = [*text[:end], *(deep + line for line in lines), *text[end:]]
        return "\n".join(text) + "\n"

    def _head(self, clause: str) -> int:
        """The line on which a clause begins, counted from 1."""
        span = self.policy.clauses[clause].span
        assert span is not None
        return span.from_.line


def exceptions_in(lines: Sequence[str]) -> list[str]:
    """The exceptions, with their lines, among the lines that stand below a line."""
    places = [n for n, line in enumerate(lines) if line.strip().startswith("except ")]
    if not places:
        return []
    deep = min(indentation(lines[n]) for n in places)
    return [line for line in lines[places[0] :] if indentation(line) >= deep]


def errors(problems: Iterable[Problem]) -> list[str]:
    return [problem.message for problem in problems if problem.level is Level.ERROR]


def indentation(line: str) -> int:
    return len(line) - len(line.lstrip())


# --------------------------------------------------------------------------- names in print


class NoSuchEdit(Exception):
    """A change of the text that the language has no words for."""


class Unknown(Exception):
    """A clause or exception that the policy has not."""


_PIECE = re.compile(
    r"the exceptions? (?P<exception>“[^”]+”(?: to the exception “[^”]+”)*) of "
    r"|the disapplication in (?P<disapplication>)"
    r"|item (?P<item>\d+) of "
)


def norms_named(policy: Policy, words: str) -> list[Norm]:
    """The norms that words name: `clauses 1 to 3 and 5`, `item 2 of clause 4`, `the exception “x”
    to the exception “y” of clause 3`, `the disapplication in clause 2`, `clause l1 of The act`; of
    a whole clause all its norms but exceptions. Raises Unknown."""
    words = words[:1].lower() + words[1:]
    found: list[Norm] = []
    rest = words
    while rest:
        rest = re.sub(r"^(, and |, | and |or )", "", rest)
        match = _PIECE.match(rest)
        if match:
            clause, after = _clause(policy, rest[match.end() :])
            found += _parts(policy, clause, match)
            rest = after
        elif rest.startswith("clauses "):
            clauses, rest = _clauses(policy, rest.removeprefix("clauses "))
            for clause in clauses:
                found += _whole(policy, clause)
        else:
            clause, rest = _clause(policy, rest)
            found += _whole(policy, clause)
    return found


def _clause(policy: Policy, words: str) -> tuple[str, str]:
    match = re.match(r"clause (\S+?)(?=$|[ ,;:.])", words)
    if match is None or match[1] not in policy.clauses:
        raise Unknown(words)
    rest = words[match.end() :]
    law = policy.clauses[match[1]].law
    if law is not None:
        rest = rest.removeprefix(f" of {policy.laws[law].title}")
    return match[1], rest


def _clauses(policy: Policy, words: str) -> tuple[list[str], str]:
    own = [name for name, clause in policy.clauses.items() if clause.law is None]
    found: list[str] = []
    while True:
        match = re.match(r"(\S+?)(?: to (\S+?))?(?=$|[ ,;:.])", words)
        if match is None or match[1] not in own:
            raise Unknown(words)
        last = match[2] or match[1]
        found += own[own.index(match[1]) : own.index(last) + 1]
        words = words[match.end() :]
        joint = re.match(r"(, and |, | and )(?=(\S+?)(?:$|[ ,;:.]))", words)
        if joint is None or joint[2] not in own:
            return found, words
        words = words[joint.end() :]


def _whole(policy: Policy, clause: str) -> list[Norm]:
    norms = [policy.norms[name] for name in policy.clauses[clause].norms]
    return [norm for norm in norms if norm.role != "exception"]


def _parts(policy: Policy, clause: str, match: re.Match[str]) -> list[Norm]:
    norms = [policy.norms[name] for name in policy.clauses[clause].norms]
    if match["item"]:
        return [[n for n in norms if n.role == "norm"][int(match["item"]) - 1]]
    if match["exception"] is None:
        return [norm for norm in norms if norm.role == "disapplication"]
    path = re.findall(r"“([^”]+)”", match["exception"])
    found = []
    for norm in norms:
        if norm.role == "exception" and norm.name == path[0]:
            above = [a.target for a in policy.attacks if a.attacker == norm.id]
            names = {policy.norms[n].name for n in above if policy.norms[n].role == "exception"}
            if (len(path) == 1 and not names) or (len(path) > 1 and path[1] in names):
                found.append(norm)
    if not found:
        raise Unknown(match[0])
    return found


def without_norms(policy: Policy, gone: Iterable[str]) -> Policy:
    """The policy in which some norms say nothing and defeat nothing."""
    left = frozenset(gone)
    norms = {name: norm for name, norm in policy.norms.items() if name not in left}
    attacks = tuple(a for a in policy.attacks if not {a.attacker, a.target} & left)
    return replace(policy, norms=norms, attacks=attacks)


def column_of(name: str) -> LawRegime:
    return next(column for column in LawRegime if str(column) == name)
