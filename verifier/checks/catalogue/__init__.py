"""The catalogue of checks: for each what it asks, why, two small policies, how to settle it.

It is the one source of `antinomy explain NAME`, of the descriptions in SARIF and of the
documentation of the checks: nothing of it is written a second time. An entry is plain data
(`entry`): the question as a sentence, why it matters, an example on which the check fires, a near
miss on which it does not, how to settle what was found, and what the check cannot see. The examples
are policies in the language and are run by the tests, so that the catalogue cannot say what the
checks do not do.

The entries stand in groups as a reader looks for them: the text and its background, one clause,
clauses together, guarantees, readings, cases, amendments. Begin with `entry`.
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
