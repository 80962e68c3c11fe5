"""Checks of amendments: does an amendment do what it declares, and nothing else?"""

from __future__ import annotations

from dataclasses import replace

from verifier.checks.catalogue.entry import CatalogueEntry, CatalogueExample
from verifier.findings import Severity

GROUP = "Amendments"

_silent = CatalogueExample(
    """policy lending "Lending"
  version "1"

party the Library "the Town Library"

kind reader

kind book

fact a reader owes a fee

fact a book is rare

act lend a book to a reader

clause 1 "Fees"
  the Library must not lend a book to a reader
  when the reader owes a fee
""",
    "It says that it leaves lending as it is. Yet a common book may then be lent to whoever owes a"
    " fee: before, clause 1 prohibited it.",
    amendment="""amendment fees "Clarifies the clause on fees" to lending
  amends version "1"

  intends to leave unchanged lend a book to a reader
  and nothing else

  in clause 1
    insert after line "the reader owes a fee"
      the book is rare
""",
)


def _declaring(example: CatalogueExample, intents: str, says: str) -> CatalogueExample:
    """The same amendment with other intents."""
    old = "  intends to leave unchanged lend a book to a reader\n"
    assert example.amendment.count(old) == 1
    return replace(example, amendment=example.amendment.replace(old, intents), says=says)


_said = _declaring(
    _silent,
    """  intends to loosen lend a book to a reader
    when the reader owes a fee
    and it is not the case that the book is rare
""",
    "It says that common books may be lent to whoever owes a fee, and that is all that it does.",
)
_promised = _declaring(
    _silent,
    """  intends to loosen lend a book to a reader
  intends to tighten lend a book to a reader
    when the book is rare
""",
    "It says that it binds the Library more where the book is rare. There is no such case: rare"
    " books were not lent to whoever owes a fee before either.",
)

UNDECLARED_EFFECT = CatalogueEntry(
    name="undeclared-effect",
    group=GROUP,
    asks="Does a change do something that no amendment says it intends?",
    matters="A change that passes for a clarification, and takes something from somebody, is"
    " otherwise noticed when the first case turns on it.",
    fires=_silent,
    near_miss=_said,
    settle="Declare the effect (`intends to tighten …`, `intends to loosen …`, for which acts and"
    " cases), so that whoever agrees to the amendment agrees to that too; or narrow the edits until"
    " they do only what was meant.",
    cannot_see="Whether the declared effect is a good one, and effects of words that the policy"
    " does not put into clauses. It is asked by `antinomy compare` and `antinomy gate`, which know"
    " both versions; `antinomy check` sees only one.",
    severity=Severity.ERROR,
)

UNMET_INTENT = CatalogueEntry(
    name="unmet-intent",
    group=GROUP,
    asks="Does an amendment say that it intends an effect which it has in no case?",
    matters="Whoever agrees to the amendment for the sake of that effect is deceived.",
    fires=_promised,
    near_miss=_said,
    settle="Edit the clauses that stand in the way as well, or take the intent out.",
    cannot_see="Whether the effect reaches all the cases that were hoped for: one case is enough."
    " It is asked by `antinomy compare` and `antinomy gate`, which know both versions. Where the"
    " amendment changes no meaning at all, `antinomy compare` tells it and ends with 0; the gate is"
    " shut.",
    severity=Severity.ERROR,
)

ENTRIES = (UNDECLARED_EFFECT, UNMET_INTENT)
