"""Results as plain data: what a check asked, what came out, and everything a reader needs to trust,
contest and cite it. Findings hold words and model values, never a solver's terms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from verifier.diagnostics import Fault
from verifier.model import Case, LawRegime, Readings, Verdict
from verifier.source import Span


class Outcome(StrEnum):
    """How a check ended. Only HOLDS is success."""

    HOLDS = "holds"
    VACUOUS = "holds vacuously"
    FAILS = "fails"
    UNKNOWN = "unknown"
    NOT_RUN = "not run"
    FAILED = "failed"  # the tool made a mistake, and what the check would have found is not known


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """0 for error, 1 for warning, 2 for note."""
        return list(Severity).index(self)

    def lowered(self) -> Severity:
        """One step milder; a note stays a note."""
        return list(Severity)[min(self.rank + 1, 2)]


class Strength(StrEnum):
    """Under which readings a conflict or a gap exists.

    robust: one case has it under every reading; plain: some case has it under the plain readings;
    contestable: only where some question is not read plainly; tried: some case has it under
    readings that were chosen for the run and are not all plain, others not having been tried."""

    ROBUST = "robust"
    PLAIN = "plain"
    CONTESTABLE = "contestable"
    TRIED = "tried"


class AssuranceKind(StrEnum):
    REPLAYED = "replayed"  # the case shown was recomputed by the interpreter
    PROVED = "proved"  # no case of any size
    BOUNDED = "bounded"  # no case up to the sizes said
    COMPUTED = "computed"  # read off the text or the model; no search was needed
    UNDECIDED = "undecided"


@dataclass(frozen=True)
class Assurance:
    kind: AssuranceKind
    words: str


@dataclass(frozen=True)
class Citation:
    """A clause as a reader cites it: its words, where they stand in the source and in the policy
    file."""

    clause: str  # the clause's id, or a law's clause id
    title: str
    words: str  # the (first) quotation, or "" where the clause has none
    source_lines: tuple[int, int] | None  # first and last line in the source text
    place: str  # "policy.policy:120"
    detail: str = ""  # "exception “untruthful”", "as a permission", …


@dataclass(frozen=True)
class ReadingChoice:
    """One question read one way."""

    question: str
    reading: str
    question_title: str
    reading_title: str
    about: str  # the quoted words, "" when none
    plain: bool


@dataclass(frozen=True)
class SingleChange:
    """One fact (or value, or reading) changed in the witness, and what that changes."""

    words: str  # "the report is truthful throughout"
    effect: str  # "prohibited: clause P4 protects her too"


@dataclass(frozen=True)
class Witness:
    """One ordinary case that shows the finding, under `readings`."""

    case: Case
    readings: Readings
    act: str  # "the Office uses the statement S against Ana"
    given: tuple[str, ...]  # the facts that matter, as sentences
    irrelevant: tuple[str, ...]  # "whatever the crime's type"
    verdicts: Mapping[LawRegime, Verdict]
    live: tuple[str, ...]  # ids of live norms, in file order
    changes: tuple[SingleChange, ...] = ()


@dataclass(frozen=True)
class Remedy:
    """A way to settle a finding, verified before it is offered."""

    words: str
    effect: str  # what else changes, or "nothing else changes"


@dataclass(frozen=True)
class Acceptance:
    """Somebody has looked at a finding and lives with it, for a reason, until a day to look
    again."""

    because: str
    by: str
    look_again: int  # ordinal day


@dataclass(frozen=True)
class Finding:
    """One thing a check found. `fingerprint` depends on the check, its clauses and its normalised
    reason, never on line numbers or on the case shown. `novel` says whether it is new since the
    version that was compared with (None: none was)."""

    check: str
    outcome: Outcome
    severity: Severity
    headline: str  # one sentence
    detail: tuple[str, ...] = ()  # further sentences or list lines
    citations: tuple[Citation, ...] = ()
    strength: Strength | None = None
    readings: tuple[tuple[ReadingChoice, ...], ...] = ()  # alternatives, each a smallest set
    witness: Witness | None = None
    kinds: tuple[str, ...] = ()  # further kinds of case, in words
    kinds_complete: bool = True
    kinds_together: bool = False  # what several of them have may come together as well
    readings_complete: bool = True
    reasons: tuple[tuple[str, ...], ...] = ()  # minimal sets of clauses, exceptions, assumptions
    reasons_complete: bool = True
    remedies: tuple[Remedy, ...] = ()
    assurance: Assurance | None = None
    fingerprint: str = ""
    about: str = ""  # the name of the promise, claim, question or case that it is about
    acceptance: Acceptance | None = None
    novel: bool | None = None
    place: Span | None = field(default=None, compare=False, repr=False)

    @property
    def gates(self) -> bool:
        """Whether the finding counts at the gate: not where it says that something holds, nor where
        it is accepted, nor where it was there before."""
        sound = self.outcome is Outcome.HOLDS
        return self.acceptance is None and self.novel is not False and not sound


@dataclass(frozen=True)
class CheckRun:
    """How one check ended as a whole: its outcome, what it asked in numbers, its findings."""

    check: str
    outcome: Outcome
    findings: tuple[Finding, ...] = ()
    asked: int = 0  # questions put to the solver
    words: str = ""  # why not run, what is held, up to which sizes
    assurance: Assurance | None = None
    steps: int = 0  # of the solver: what of its budget was used
    held: tuple[str, ...] = ()  # what each guarantee that holds rests on: “title”: words
    fault: Fault | None = None  # the tool's mistake, where it failed
    complete: bool = True  # whether all that it found is listed


@dataclass(frozen=True)
class ExpectationResult:
    """An author's expectation and whether the computation bears it out (None: undecided)."""

    words: str  # "expect prohibited"
    met: bool | None
    computed: str = ""  # what came out where it differs: "silent", "prohibited or silent"


@dataclass(frozen=True)
class AskingResult:
    """What one question put to a case comes to.

    verdicts:  by column, every verdict that the case can have under the plain readings, most
               often one; several where the case leaves facts open that matter.
    possible:  every verdict over all readings, in the policy alone.
    turns_on:  the questions whose single change from the plain readings changes the verdict.
    singly:    the verdicts that some single change from the plain readings gives.
    undecided: the solver gave up on some of it.
    """

    words: str  # "whether the Office may use S against Ana"
    verdicts: Mapping[LawRegime, tuple[Verdict, ...]]
    possible: tuple[Verdict, ...] = ()
    turns_on: tuple[str, ...] = ()
    singly: frozenset[Verdict] = frozenset()
    live: tuple[str, ...] = ()  # ids of the norms that decide under the plain readings
    expectations: tuple[ExpectationResult, ...] = ()
    undecided: bool = False


@dataclass(frozen=True)
class CaseResult:
    """One case of the policy file with everything asked of it, for the table of cases."""

    name: str
    title: str
    askings: tuple[AskingResult, ...]


@dataclass(frozen=True)
class Run:
    """Everything one run of the checks found on one policy, in the order of the catalogue."""

    policy: str
    checks: tuple[CheckRun, ...]
    assumptions: tuple[str, ...] = ()
    cases: tuple[CaseResult, ...] = ()
    budget: int = 0  # steps of the solver that one question may cost

    @property
    def has_undecided(self) -> bool:
        """Whether something was asked and could not be answered."""
        checks = any(check.outcome is Outcome.UNKNOWN for check in self.checks)
        return checks or any(finding.outcome is Outcome.UNKNOWN for finding in self.findings)

    @property
    def faults(self) -> tuple[Fault, ...]:
        """The tool's mistakes, each of which cost the findings of one check."""
        return tuple(check.fault for check in self.checks if check.fault is not None)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, worst first, otherwise in the order found."""
        found = [finding for check in self.checks for finding in check.findings]
        return tuple(sorted(found, key=lambda finding: finding.severity.rank))
