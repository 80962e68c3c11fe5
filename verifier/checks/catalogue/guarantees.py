"""Checks of completeness and guarantees: does the policy speak where it should?"""

from __future__ import annotations

from verifier.checks.catalogue.entry import CatalogueEntry, CatalogueExample
from verifier.findings import Severity

GROUP = "Completeness and guarantees"

_three = CatalogueExample(
    """policy lending "Lending"

party the Library "the Town Library"

kind reader

kind book
  rarity is one of common, rare, unique

act lend a book to a reader

clause 1 "Common books"
  the Library may lend a book to a reader
  when the rarity of the book is common

clause 2 "Rare books"
  the Library must not lend a book to a reader
  when the rarity of the book is rare

covers lending "The policy says of every book whether it may be lent"
  whether the Library may lend a book to a reader
""",
    "For a unique book no norm speaks, although the policy claims to cover every lending.",
)

GAP = CatalogueEntry(
    name="gap",
    group=GROUP,
    asks="Is there a case within a claim of coverage on which the policy is silent?",
    matters="Silence is not permission. Where a policy claims to have an answer, silence is a gap.",
    fires=_three,
    near_miss=_three.edited(
        "  when the rarity of the book is rare\n",
        "  when the rarity of the book is one of rare, unique\n",
        "Every book is common, rare or unique, and each is spoken of.",
    ),
    settle="Add a clause for the cases found, widen a condition, or narrow the claim of coverage.",
    cannot_see="Silence where no `covers` claims anything: that is no finding.",
    severity=Severity.ERROR,
)

UNCOVERED_VALUE = CatalogueEntry(
    name="uncovered-value",
    group=GROUP,
    asks="Is there a list member, or a range of a number, that no clause mentions?",
    matters="It is a hint, and labelled so: what nobody mentioned, nobody may have thought of.",
    fires=_three.edited(
        '\ncovers lending "The policy says of every book whether it may be lent"\n'
        "  whether the Library may lend a book to a reader\n",
        "",
        "No clause mentions that the rarity of a book is unique.",
    ),
    near_miss=_three.edited(
        '  when the rarity of the book is rare\n\ncovers lending "The policy says of every book'
        ' whether it may be lent"\n  whether the Library may lend a book to a reader\n',
        "  when the rarity of the book is one of rare, unique\n",
        "Every member of the list is mentioned.",
    ),
    settle="Say what holds of the value, or leave it.",
    cannot_see="Values that are mentioned and not dealt with; that is what `covers` is for.",
    severity=Severity.NOTE,
)

_promised = CatalogueExample(
    """policy lending "Lending"

party the Library "the Town Library"

kind reader

kind book

fact a book is rare
fact a book is given in trust
fact a reader is a scholar

act lend a book to a reader

clause 1 "Rare books"
  the Library must not lend a book to a reader
  when the book is rare
  except scholars when the reader is a scholar

promise trust "A rare book in trust stays in the house"
  the Library must not lend a book to a reader
  when the book is rare
  and the book is given in trust
""",
    "A scholar asks for a rare book that is given in trust: the exception “scholars” takes the case"
    " out of clause 1, and nothing else forbids the lending.",
)

BROKEN_PROMISE = CatalogueEntry(
    name="broken-promise",
    group=GROUP,
    asks="Does the promised verdict follow in every case that the promise speaks of?",
    matters="A promise says what the policy is for. When it holds, the check says on which"
    " clauses it rests, with every smallest set that is enough; when its case cannot occur it holds"
    " vacuously."
    " That a clause stands `without limiting` another is a promise too.",
    fires=_promised,
    near_miss=_promised.edited(
        "  except scholars when the reader is a scholar\n",
        "  except scholars when the reader is a scholar\n  and the book is not given in trust\n",
        "Books in trust are out of the exception. The promise rests on clause 1 alone.",
    ),
    settle="Change the clause that the case shows, or weaken the promise. `missing-assumption` says"
    " which assumption would rescue it.",
    cannot_see="Whether the promise says what its title says.",
    severity=Severity.ERROR,
)

_can = CatalogueExample(
    """policy lending "Lending"

party the Library "the Town Library"

kind reader

kind book

fact a book is rare
fact a reader is a scholar

act lend a book to a reader

clause 1 "Rare books"
  the Library must not lend a book to a reader
  when the book is rare

clause 2 "Scholars"
  the Library may lend a book to a reader
  subject to clause 1
  when the reader is a scholar

possible scholar "A scholar may be lent a rare book"
  whether the Library may lend a book to a reader
  when the book is rare
  and the reader is a scholar
  expect permitted
""",
    "In no case may a rare book be lent to a scholar: clause 1 prevails over clause 2.",
)

IMPOSSIBLE_CASE = CatalogueEntry(
    name="impossible-case",
    group=GROUP,
    asks="Is there a case of the kind that `possible` names, with the verdict that it expects?",
    matters="A policy that forbids everything keeps every promise. What must stay possible is said"
    " with `possible`.",
    fires=_can,
    near_miss=_can.edited(
        "  subject to clause 1\n",
        "  notwithstanding clause 1\n",
        "Clause 2 prevails, so there is such a case.",
    ),
    settle="Change the clauses that stand in the way, or drop the claim.",
    cannot_see="How likely the case is.",
    severity=Severity.ERROR,
)

MISSING_ASSUMPTION = CatalogueEntry(
    name="missing-assumption",
    group=GROUP,
    asks="Which weakest assumption about the declared facts would rescue a promise that fails?",
    matters="Often a promise fails on a case that cannot happen, and nobody said so.",
    fires=_promised.saying(
        "The promise would hold if no book in trust that is rare were asked for by a scholar.",
    ),
    near_miss=BROKEN_PROMISE.near_miss.saying(
        "The promise holds, so nothing is missing.",
    ),
    settle="If the assumption is true, declare it with `assume` and defend it in a comment. It is"
    " never applied by itself.",
    cannot_see="Whether the assumption is true.",
    severity=Severity.NOTE,
)

ENTRIES = (
    GAP,
    UNCOVERED_VALUE,
    BROKEN_PROMISE,
    IMPOSSIBLE_CASE,
    MISSING_ASSUMPTION,
)
