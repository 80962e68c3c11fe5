"""Checks of readings: which questions of the text decide something?"""

from __future__ import annotations

from verifier.checks.catalogue.entry import CatalogueEntry, CatalogueExample
from verifier.findings import Severity

GROUP = "Readings"

_SOURCE = "Rare books are not lent to children.\n"
_asked = CatalogueExample(
    """policy lending "Lending"
  source text "text.txt"

party the Library "the Town Library"

kind reader
  age is one of child, youth, adult

kind book

fact a book is rare

act lend a book to a reader

question children "Is a youth a child?"
  about "children" in clause 1
  reading no (plain) "No"
  reading yes "Yes"

define a reader is a minor
  when the age of the reader is child
  or when reading children as yes
  and the age of the reader is youth

clause 1 "Rare books"
  quote "Rare books are not lent to children."
  the Library must not lend a book to a reader
  when the book is rare
  and the reader is a minor
""",
    "Whether a youth is a child decides whether a rare book may be lent to a youth: under “No” no"
    " norm speaks, under “Yes” it is prohibited.",
    _SOURCE,
)
_idle = _asked.edited(
    "  when the age of the reader is child\n  or when reading children as yes\n"
    "  and the age of the reader is youth\n",
    "  when reading children as no\n  and the age of the reader is one of child, youth\n"
    "  or when reading children as yes\n  and the age of the reader is one of child, youth\n",
    "Under both readings clause 1 speaks of children and youths: the difference is only verbal.",
)

CONSEQUENTIAL_QUESTION = CatalogueEntry(
    name="consequential-question",
    group=GROUP,
    asks="Are there facts on which the outcome depends on how this one question is answered?",
    matters="These are the ambiguities that somebody will litigate.",
    fires=_asked,
    near_miss=_idle,
    settle="Adopt a reading with `adopted`, or clear up the text.",
    cannot_see="Ambiguities that nobody recorded as a question.",
    severity=Severity.NOTE,
)

IDLE_QUESTION = CatalogueEntry(
    name="idle-question",
    group=GROUP,
    asks="Is there a question whose answer changes no outcome at all?",
    matters="It need not be argued about.",
    fires=_idle,
    near_miss=_asked,
    settle="Leave it, mark it with `affects no verdict` if no condition names it, or find the"
    " condition that was meant to depend on it.",
    cannot_see="What a reading means for questions that the policy does not ask.",
    severity=Severity.NOTE,
)

UNDECIDED_QUESTION = CatalogueEntry(
    name="undecided-question",
    group=GROUP,
    asks="Which questions has nobody decided, and which promises depend on them?",
    matters="Until somebody answers, each side may read the text its own way.",
    fires=_asked.saying("Nobody has said whether a youth is a child."),
    near_miss=_asked.edited(
        '  reading yes "Yes"\n',
        '  reading yes "Yes"\n'
        '  adopted no by "the Board" on 2026-03-01 because "it was always done so"\n',
        "The Board adopted a reading.",
    ),
    settle="Let somebody who may decide it adopt a reading; write who, when and why.",
    cannot_see="Whether the one who decided was entitled to.",
    severity=Severity.NOTE,
)

_together = CatalogueExample(
    """policy lending "Lending"
  source text "text.txt"

party the Library "the Town Library"

kind reader
  age is one of child, youth, adult

kind book
  rarity is one of common, scarce, rare

act lend a book to a reader

question children "Is a youth a child?"
  about "children" in clause 1
  reading no (plain) "No"
  reading yes "Yes"

question rare "Is a scarce book rare?"
  about "Rare" in clause 1
  reading no (plain) "No"
  reading yes "Yes"

clause 1 "Rare books"
  quote "Rare books are not lent to children."
  the Library must not lend a book to a reader
  when any of
    the rarity of the book is rare
    all of
      reading rare as yes
      the rarity of the book is scarce
  and any of
    the age of the reader is child
    all of
      reading children as yes
      the age of the reader is youth

case scarce "A youth asks for a scarce book"
  reader Ana; book B
  given the age of Ana is youth
  and the rarity of B is scarce
  and nothing else is so
  asking whether the Library may lend B to Ana
  expect silent
""",
    "A scarce book and a youth: no single answer changes anything, both together prohibit.",
    _SOURCE,
)

READING_INTERACTION = CatalogueEntry(
    name="reading-interaction",
    group=GROUP,
    asks="Which smallest sets of questions decide a case of the file, or a promise, only together?",
    matters="A question can seem idle until another is answered.",
    fires=_together,
    near_miss=_asked.saying("One question decides everything here."),
    settle="Settle the questions of one set together.",
    cannot_see="Questions that nobody recorded, and cases that nobody wrote.",
    severity=Severity.NOTE,
)

ENTRIES = (CONSEQUENTIAL_QUESTION, IDLE_QUESTION, UNDECIDED_QUESTION, READING_INTERACTION)
