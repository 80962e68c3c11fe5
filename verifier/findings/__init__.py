"""What a check found, as plain data: everything that a reader needs to trust, contest and cite it.

`finding` holds the values: a finding with its severity, headline, clauses and quotations, the case
that shows it, the readings it needs, how far it is proved, what would settle it, and a fingerprint
that stays the same when lines move; a run is all findings of a policy with what each check did.
Nothing here computes a finding, and nothing knows the solver.

Around it, what is done with runs as data: `acceptances` reads the file of findings that somebody
has accepted; `baselines` tells new findings from old; `trials` sees promises, possibilities and
cases as tests; `codec` writes a run as JSON for the `cache` and reads it back, places kept as
counts of signs, so that a run found on one layout fits another; `installed_solvers` says by which
versions of the solvers it was found.

The door hands out the values alone, so that a command which only prints loads nothing else; the
other modules are imported by name. Begin with `finding.Finding`.
"""

from verifier.findings.finding import (
    Acceptance,
    AskingResult,
    Assurance,
    AssuranceKind,
    CaseResult,
    CheckRun,
    Citation,
    ExpectationResult,
    Finding,
    Outcome,
    ReadingChoice,
    Remedy,
    Run,
    Severity,
    SingleChange,
    Strength,
    Witness,
)

__all__ = [
    "Acceptance",
    "AskingResult",
    "Assurance",
    "AssuranceKind",
    "CaseResult",
    "CheckRun",
    "Citation",
    "ExpectationResult",
    "Finding",
    "Outcome",
    "ReadingChoice",
    "Remedy",
    "Run",
    "Severity",
    "SingleChange",
    "Strength",
    "Witness",
]
