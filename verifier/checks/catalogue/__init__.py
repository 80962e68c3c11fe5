"""The catalogue of checks: for each what it asks, why, two small policies, how to settle it.

It is the one source of `antinomy explain NAME` and of the documentation of the checks.
"""

from collections.abc import Mapping

from verifier.checks.catalogue import (
    between_clauses,
    guarantees,
    of_amendments,
    of_cases,
    of_the_text,
    one_clause,
    readings,
)
from verifier.checks.catalogue.entry import CatalogueEntry, CatalogueExample

CATALOGUE: tuple[CatalogueEntry, ...] = (
    *of_the_text.ENTRIES,
    *one_clause.ENTRIES,
    *between_clauses.ENTRIES,
    *guarantees.ENTRIES,
    *readings.ENTRIES,
    *of_cases.ENTRIES,
    *of_amendments.ENTRIES,
)
"""Every check, in the order of the documentation."""

BY_NAME: Mapping[str, CatalogueEntry] = {entry.name: entry for entry in CATALOGUE}

__all__ = ["BY_NAME", "CATALOGUE", "CatalogueEntry", "CatalogueExample"]
