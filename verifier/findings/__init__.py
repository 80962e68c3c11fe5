"""findings."""

from __future__ import annotations

from verifier.findings import acceptances, baselines
from verifier.findings.acceptances import (
    STALE_ACCEPTANCE,
    STALE_ACCEPTANCE_HELP,
    SUFFIX,
    Accepted,
    read_acceptances,
)
from verifier.findings.cache import Cache, key_of
from verifier.findings.codec import Places, Unreadable, decoded, encoded
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
from verifier.findings.solver_versions import solver_versions
from verifier.findings.trials import (
    CHECKS,
    SUGGESTING,
    Chosen,
    Ended,
    Trial,
    chosen_by,
    counts,
    narrowed,
    trials,
)

__all__ = [
    "CHECKS",
    "STALE_ACCEPTANCE",
    "STALE_ACCEPTANCE_HELP",
    "SUFFIX",
    "SUGGESTING",
    "Acceptance",
    "Accepted",
    "AskingResult",
    "Assurance",
    "AssuranceKind",
    "Cache",
    "CaseResult",
    "CheckRun",
    "Chosen",
    "Citation",
    "Ended",
    "ExpectationResult",
    "Finding",
    "Outcome",
    "Places",
    "ReadingChoice",
    "Remedy",
    "Run",
    "Severity",
    "SingleChange",
    "Strength",
    "Trial",
    "Unreadable",
    "Witness",
    "acceptances",
    "baselines",
    "chosen_by",
    "counts",
    "decoded",
    "encoded",
    "key_of",
    "narrowed",
    "read_acceptances",
    "solver_versions",
    "trials",
]
