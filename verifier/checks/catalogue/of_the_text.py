"""Checks of the text and the background: is the policy about its text, and its world possible?"""

from __future__ import annotations

from verifier.checks.catalogue.entry import CatalogueEntry, CatalogueExample
from verifier.findings import Severity

GROUP = "Text and background"

_LENT = "Books are lent to readers. Rare books stay in the house.\n"
_ANCHORED = """policy lending "Lending"
  source text "text.txt"

party the Library "the Town Library"

kind reader

kind book

fact a book is rare

act lend a book to a reader

clause 1 "Lending"
  quote "Books are lent to readers."
  the Library may lend a book to a reader

clause 2 "Rare books"
  quote "Rare books stay in the house."
  the Library must not lend a book to a reader
  notwithstanding clause 1
  when the book is rare
"""

_exact = CatalogueExample(
    _ANCHORED,
    "Both quotations stand in the text, word for word.",
    _LENT,
)

QUOTE_MISMATCH = CatalogueEntry(
    name="quote-mismatch",
    group=GROUP,
    asks="Does every quotation of the policy stand in its source text, word for word?",
    matters="A clause that quotes words the text does not contain formalizes something else than"
    " the policy; every finding on it would be about another text.",
    fires=_exact.edited(
        "Rare books stay",
        "Rare books must stay",
        "Clause 2 quotes words that the text does not contain; the nearest passage is “Rare books"
        " stay in the house.”",
    ),
    near_miss=_exact,
    settle="Copy the words from the text. White space and the shape of quotation marks do not"
    " count; … skips words within one sentence. Where the text was changed, decide whether the"
    " clause must change too.",
    cannot_see="Whether the clause means what the quoted words mean. Read the paraphrase beside the"
    " quotation for that.",
    severity=Severity.ERROR,
)

UNACCOUNTED_SENTENCE = CatalogueEntry(
    name="unaccounted-sentence",
    group=GROUP,
    asks="Is every word of the source text either quoted by the policy or set aside with a reason?",
    matters="What nobody encoded is not checked. A commitment that was overlooked would make the"
    " policy look more consistent, or more silent, than it is.",
    fires=_exact.on(
        _LENT + "Guests read in the hall.\n",
        "“Guests read in the hall.” is neither quoted nor set aside.",
    ),
    near_miss=CatalogueExample(
        _ANCHORED
        + """
not encoded "Guests read in the hall."
  because "a description; it states no norm"
""",
        "The third sentence is set aside, with a reason.",
        _LENT + "Guests read in the hall.\n",
    ),
    settle="Quote the words where they are encoded (below a clause, a condition, an exception, a"
    " definition, a question), or set them aside with `not encoded` and say why. What … skips is"
    " not quoted. Connecting words such as “and” count for nothing by themselves; numbered parts"
    " are sentences of their own.",
    cannot_see="Whether a clause that quotes words says all that they say.",
    severity=Severity.WARNING,
)

_old = CatalogueExample(
    """policy lending "Lending"

party the Library "the Town Library"

kind reader

kind book

fact a book is rare
fact a book is bound in leather

act lend a book to a reader

clause 1 "Rare books"
  the Library must not lend a book to a reader
  when the book is rare
""",
    "The policy declares “a book is bound in leather”, but no clause uses it.",
)

UNUSED_TERM = CatalogueEntry(
    name="unused-term",
    group=GROUP,
    asks="Is there a party, kind, attribute, fact, act or definition that no clause uses?",
    matters="A word that decides nothing is often the trace of a clause that was forgotten, or of"
    " two words for one thing.",
    fires=_old,
    near_miss=_old.edited(
        "  when the book is rare\n",
        "  when any of\n    the book is rare\n    the book is bound in leather\n",
        "Every declared word is read by clause 1.",
    ),
    settle="Remove the declaration, or use it in the clause that was meant to use it.",
    cannot_see="Two declared sentences that mean the same thing. A member of a list that no clause"
    " names is a matter of `uncovered-value`; a condition that always holds, of"
    " `surplus-condition`; one that never does, of `dead-clause` and `idle-exception`. An"
    " alternative that never holds, beside others that do, is not looked for.",
    severity=Severity.NOTE,
)

_LOOSE = "The library lends books, including rare books, to readers.\n"
_loose = CatalogueExample(
    """policy lending "Lending"
  source text "text.txt"

party the Library "the Town Library"

kind reader

kind book

act lend a book to a reader

clause 1 "Lending"
  quote "The library lends books, including rare books, to readers."
  the Library may lend a book to a reader
""",
    "“including” leaves open whether the books named are examples, the whole list, or the measure"
    " of what is like them.",
    _LOOSE,
)

LOOSE_WORDING = CatalogueEntry(
    name="loose-wording",
    group=GROUP,
    asks="Does the source text use words that are known to be read in more than one way?",
    matters="“and/or”, “including”, “so long as”, a passive without an agent, one party under"
    " several names and a “this agreement” that nothing defines are where disputes begin.",
    fires=_loose,
    near_miss=CatalogueExample(
        _loose.policy.replace("books, including rare books,", "books"),
        "The sentence has no such word.",
        "The library lends books to readers.\n",
    ),
    settle="Record a question about the words, with its readings, or leave the prompt: it never"
    " stops a check. Where a question quotes the words, the prompt names it.",
    cannot_see="Ambiguity that shows in no single word. The list of words is short and English.",
    severity=Severity.NOTE,
)

_closed = CatalogueExample(
    """policy lending "Lending"

party the Library "the Town Library"

kind reader

kind book

fact the act is done in the house
fact the act is done outside

act lend a book to a reader

assume somewhere "Everything is done in the house or outside"
  always any of
    the act is done in the house
    the act is done outside

assume house closed "Nothing is done in the house"
  never
    the act is done in the house

assume garden closed "Nothing is done outside"
  never
    the act is done outside

clause 1 "Lending"
  the Library must not lend a book to a reader
  when the act is done outside
""",
    "The three assumptions cannot all be true, so nothing else about the policy means anything.",
)

IMPOSSIBLE_BACKGROUND = CatalogueEntry(
    name="impossible-background",
    group=GROUP,
    asks="Can all assumptions be true together?",
    matters="From assumptions that contradict each other everything follows: every promise would"
    " hold and no conflict would be found. So this check runs first, and the others wait for it.",
    fires=_closed,
    near_miss=_closed.edited(
        'assume garden closed "Nothing is done outside"\n  never\n    the act is done outside\n\n',
        "",
        "Without the third assumption, everything is done outside.",
    ),
    settle="Drop or weaken one of the assumptions named. They are a smallest set: without any one"
    " of them the others can be true together.",
    cannot_see="Whether an assumption is true of the real world.",
    severity=Severity.ERROR,
)

_grown = CatalogueExample(
    """policy lending "Lending"

party the Library "the Town Library"

kind reader
  age is one of child, adult

kind book

fact a reader has a driving license

act lend a book to a reader

assume grown readers "Readers are adults"
  never
    the age of a reader is child

clause 1 "Lending"
  the Library must not lend a book to a reader
  when any of
    the age of the reader is child
    the reader has a driving license
""",
    "The assumption “grown readers” rules out every reader whose age is child. Is that meant?",
)

BACKGROUND_OVERREACH = CatalogueEntry(
    name="background-overreach",
    group=GROUP,
    asks="Do the assumptions rule out a whole value: a list member, the truth of a fact, a range?",
    matters="An assumption that says more than was meant removes cases from every check in"
    " silence.",
    fires=_grown,
    near_miss=_grown.edited(
        "    the age of a reader is child\n\n",
        "    the age of a reader is child\n    the reader has a driving license\n\n",
        "Children who read are possible; only those with a driving license are ruled out.",
    ),
    settle="Weaken the assumption, or remove the value if no case with it is ever meant.",
    cannot_see="Combinations of two values that are ruled out, such as a child with a license.",
    severity=Severity.NOTE,
)

_follows = CatalogueExample(
    """policy lending "Lending"

party the Library "the Town Library"

kind reader

kind book

fact a book is rare
fact a book is lost

act lend a book to a reader

assume none lost "No book is lost"
  never
    a book is lost

assume no rare book lost "No rare book is lost"
  never
    a book is rare
    the book is lost

clause 1 "Rare books"
  the Library must not lend a book to a reader
  when any of
    the book is rare
    the book is lost
""",
    "The assumption “no rare book lost” follows from “none lost”.",
)

REDUNDANT_ASSUMPTION = CatalogueEntry(
    name="redundant-assumption",
    group=GROUP,
    asks="Does an assumption follow from the others?",
    matters="It is one more sentence to defend that changes nothing.",
    fires=_follows,
    near_miss=_follows.edited(
        'assume none lost "No book is lost"\n  never\n    a book is lost\n\n',
        "",
        "Standing alone, the assumption removes cases that nothing else removes.",
    ),
    settle="Remove it, or keep it as a reminder.",
    cannot_see="Assumptions that no check depends on.",
    severity=Severity.NOTE,
)

ENTRIES = (
    QUOTE_MISMATCH,
    UNACCOUNTED_SENTENCE,
    UNUSED_TERM,
    LOOSE_WORDING,
    IMPOSSIBLE_BACKGROUND,
    BACKGROUND_OVERREACH,
    REDUNDANT_ASSUMPTION,
)
