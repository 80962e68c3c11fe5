"""Checks of one clause at a time: can it apply, and does each of its parts do any work?"""

from __future__ import annotations

from verifier.checks.catalogue.entry import CatalogueEntry, CatalogueExample
from verifier.findings import Severity

GROUP = "One clause"

_senior = CatalogueExample(
    """policy lending "Lending"

party the Library "the Town Library"

kind reader
  age is one of child, adult

kind book

fact a reader holds a senior card

act lend a book to a reader

assume senior cards "Only adults hold a senior card"
  never
    the age of a reader is child
    the reader holds a senior card

clause 1 "Children"
  the Library must not lend a book to a reader
  when the age of the reader is child
  and the reader holds a senior card
""",
    "Clause 1 can never apply: no child holds a senior card.",
)

DEAD_CLAUSE = CatalogueEntry(
    name="dead-clause",
    group=GROUP,
    asks="Is there a case in which the conditions of the clause hold together?",
    matters="A clause that never applies protects nobody and permits nothing, whatever its words"
    " promise.",
    fires=_senior,
    near_miss=_senior.edited(
        "  and the reader holds a senior card\n",
        "  and it is not the case that the reader holds a senior card\n",
        "A child without a senior card is possible, so clause 1 can apply.",
    ),
    settle="The finding names the words that cannot hold together. Correct the condition, the"
    " definition or the assumption that makes them exclude each other.",
    cannot_see="Clauses that can apply in the model and never do in life.",
    severity=Severity.WARNING,
)

_gifts = CatalogueExample(
    """policy lending "Lending"

party the Library "the Town Library"

kind reader

kind book

fact a book is rare
fact a book is given in trust
fact a reader is a member

act lend a book to a reader

clause 1 "Rare books"
  the Library must not lend a book to a reader
  when the book is rare
  except trusts when the book is given in trust
  except bought when the book is not given in trust
""",
    "The exceptions “trusts” and “bought” together cover every case in which clause 1 applies.",
)

SWALLOWED_CLAUSE = CatalogueEntry(
    name="swallowed-clause",
    group=GROUP,
    asks="Is there a case in which the clause applies and nothing defeats it?",
    matters="Exceptions that are harmless one by one can eat the rule together.",
    fires=_gifts,
    near_miss=_gifts.edited(
        "  except bought when the book is not given in trust\n",
        "  except bought when the book is not given in trust\n  and the reader is a member\n",
        "A book that was bought may still not be lent to somebody who is no member.",
    ),
    settle="Narrow one of the exceptions named, or drop the clause. They are a smallest set that"
    " covers the rule; the finding says under which readings.",
    cannot_see="Whether what is left of a clause is worth having; `nearly-swallowed` lists it.",
    severity=Severity.ERROR,
)

NEARLY_SWALLOWED = CatalogueEntry(
    name="nearly-swallowed",
    group=GROUP,
    asks="Do the exceptions leave the clause only few kinds of case, and not the ordinary one?",
    matters="A rule that survives only in a corner is usually not what its title says.",
    fires=_gifts.edited(
        "  except bought when the book is not given in trust\n",
        "  except bought when the book is not given in trust\n  and the reader is not a member\n",
        "After its exceptions, clause 1 survives only where a reader is a member, of which the rule"
        " itself says nothing.",
    ),
    near_miss=SWALLOWED_CLAUSE.near_miss.saying(
        "The exceptions take out what is special, and leave the ordinary case: a book that was"
        " bought, and a reader who is no member.",
    ),
    settle="Nothing has to be settled. Read what is left and say whether it was meant.",
    cannot_see="How often the cases that are left occur.",
    severity=Severity.NOTE,
)

_never = CatalogueExample(
    """policy lending "Lending"

party the Library "the Town Library"

kind reader

kind book

fact a book is rare
fact a reader asks for a book

act lend a book to a reader

clause 1 "Ordinary books"
  the Library must lend a book to a reader
  when the book is not rare
  and the reader asks for the book
  except rare books when the book is rare
""",
    "The exception “rare books” can never arise: clause 1 speaks only of books that are not rare.",
)

IDLE_EXCEPTION = CatalogueEntry(
    name="idle-exception",
    group=GROUP,
    asks="Is there a case in which the clause applies and this exception, and no other, defeats"
    " it?",
    matters="An exception that cannot arise, or that another one always covers, suggests that the"
    " rule was thought to be wider than it is.",
    fires=_never,
    near_miss=_never.edited(
        "  when the book is not rare\n  and the reader asks",
        "  when the reader asks",
        "Now clause 1 speaks of rare books too, and the exception takes them out.",
    ),
    settle="Drop the exception, or widen the rule that it was meant for.",
    cannot_see="An exception that is kept for clarity on purpose.",
    severity=Severity.WARNING,
)

_anyway = CatalogueExample(
    """policy lending "Lending"

party the Library "the Town Library"

kind reader

kind book

fact a book is rare
fact a book is given in trust
fact a book is damaged

act lend a book to a reader

clause 1 "Rare books"
  the Library must not lend a book to a reader
  when the book is rare
  except trusts when the book is given in trust

clause 2 "Books in trust"
  the Library must not lend a book to a reader
  when any of
    the book is given in trust
    the book is damaged
""",
    "Removing the exception “trusts” would change no outcome, because clause 2 forbids the lending"
    " of books in trust anyway.",
)

INEFFECTIVE_EXCEPTION = CatalogueEntry(
    name="ineffective-exception",
    group=GROUP,
    asks="Would any outcome be different without this exception?",
    matters="Whoever reads the exception believes that the rule is out of the way, and another"
    " clause says the same again.",
    fires=_anyway,
    near_miss=_anyway.edited(
        "  when any of\n    the book is given in trust\n    the book is damaged\n",
        "  when the book is given in trust\n  and the book is damaged\n",
        "Books in trust that are not damaged are reached by the exception alone.",
    ),
    settle="Make the exception reach the other clause as well, or drop it.",
    cannot_see="Reasons for an exception that lie outside the policy.",
    severity=Severity.NOTE,
)

_idle_note = CatalogueExample(
    """policy lending "Lending"

party the Library "the Town Library"

kind reader
  age is one of child, adult

kind book

fact a book is rare

act lend a book to a reader

clause 1 "Rare books"
  the Library must not lend a book to a reader
  when the book is rare
  and the age of the reader is adult

clause 2 "Children"
  clause 1 does not apply
  when the age of a reader is child
  and the act is to lend a book to the reader
""",
    "Without clause 2 every outcome would be the same: clause 1 speaks of adults only.",
)

INEFFECTIVE_CLAUSE = CatalogueEntry(
    name="ineffective-clause",
    group=GROUP,
    asks="Would any outcome be different without this clause?",
    matters="A clause without any effect gives comfort and nothing else.",
    fires=_idle_note,
    near_miss=_idle_note.edited(
        "  and the age of the reader is adult\n",
        "",
        "Now clause 1 reaches children, and clause 2 takes them out.",
    ),
    settle="Drop the clause, or find the clause that makes it idle and say which of the two is"
    " meant. A permission that only declares what was free anyway is a note.",
    cannot_see="What a clause tells its readers beside its effect.",
    severity=Severity.NOTE,
)

_covered = CatalogueExample(
    """policy lending "Lending"

party the Library "the Town Library"

kind reader

kind book

fact a book is rare
fact a book is old
fact a book is damaged

act lend a book to a reader

clause 1 "Rare books"
  the Library must not lend a book to a reader
  when the book is rare

clause 2 "Old books that are common"
  the Library must not lend a book to a reader
  when the book is old
  and the book is not rare

clause 3 "Old books in bad condition"
  the Library must not lend a book to a reader
  when the book is old
  and the book is damaged
""",
    "Clause 3 adds nothing: clauses 1 and 2 together cover it.",
)

REDUNDANT_CLAUSE = CatalogueEntry(
    name="redundant-clause",
    group=GROUP,
    asks="Is there a case in which this clause speaks and no other clause says the same?",
    matters="A clause can be covered by several others together, which no comparison of two shows."
    " Its conditions then look like limits and limit nothing. The same is asked for the people whom"
    " each other clause names: a condition may be idle for the very people it was written for.",
    fires=_covered,
    near_miss=_covered.edited(
        "  and the book is not rare\n",
        "  and the book is not rare\n  and the book is not damaged\n",
        "A book that is old and damaged and not rare is reached by clause 3 alone.",
    ),
    settle="Drop the clause, or find the condition by which it was meant to reach further. The"
    " finding lists every smallest set of clauses that covers it.",
    cannot_see="That two clauses say the same to different people on purpose.",
    severity=Severity.WARNING,
)

_adult = CatalogueExample(
    """policy lending "Lending"

party the Library "the Town Library"

kind reader
  age is one of child, adult

kind book

fact a book is free
fact a reader holds a senior card

act lend a book to a reader

assume senior cards "Only adults hold a senior card"
  never
    the age of a reader is child
    the reader holds a senior card

clause 1 "Senior readers"
  the Library must lend a book to a reader
  when the book is free
  and the reader holds a senior card
  and the age of the reader is adult
""",
    "“and the age of the reader is adult” adds nothing: only adults hold a senior card.",
)

SURPLUS_CONDITION = CatalogueEntry(
    name="surplus-condition",
    group=GROUP,
    asks="Does each condition of a clause exclude some case that the others let in?",
    matters="A condition that excludes nothing invites the argument that it must mean something.",
    fires=_adult,
    near_miss=_adult.edited(
        'assume senior cards "Only adults hold a senior card"\n  never\n'
        "    the age of a reader is child\n    the reader holds a senior card\n\n",
        "",
        "Without the assumption a child may hold a senior card, and the condition excludes it.",
    ),
    settle="Drop the condition, or weaken the assumption that makes it idle.",
    cannot_see="Conditions that are repeated for the reader's sake.",
    severity=Severity.NOTE,
)

_price = CatalogueExample(
    """policy lending "Lending"

party the Library "the Town Library"

kind reader

kind book
  price is an amount of money from 0 dollars to 100,000 dollars

act lend a book to a reader

clause 1 "Precious books"
  the Library must not lend a book to a reader
  when the price of the book is more than 1,000 dollars

clause 2 "Other books"
  the Library may lend a book to a reader
  when the price of the book is less than 1,000 dollars
""",
    "At exactly $1,000 neither clause 1 nor clause 2 applies.",
)

EDGE_VALUE = CatalogueEntry(
    name="edge-value",
    group=GROUP,
    asks="At the very value of each threshold: do the clauses that use it treat it alike?",
    matters="Two clauses that meet at a threshold, one with “more than” and one with “less than”,"
    " leave the threshold itself to chance.",
    fires=_price,
    near_miss=_price.edited(
        "is less than 1,000 dollars",
        "is at most 1,000 dollars",
        "Clause 2 speaks of $1,000, clause 1 of everything above.",
    ),
    settle="Write “at least” or “at most” in one of the clauses.",
    cannot_see="Whether the threshold is the right one.",
    severity=Severity.NOTE,
)

_program = CatalogueExample(
    """policy reading "Reading Programs"

party the Library "the Town Library"

kind reading program

act hold a reading program

clause 1 "Programs"
  the Library must hold at least one reading program
""",
    "Nothing could ever show that the duty of clause 1 was breached: it has no deadline.",
)

UNVIOLABLE_DUTY = CatalogueEntry(
    name="unviolable-duty",
    group=GROUP,
    asks="Is there a course of events by the end of which the duty has been breached?",
    matters="A duty that can always still be done later binds nobody.",
    fires=_program,
    near_miss=_program.edited(
        "at least one reading program\n",
        "at least one reading program\n  before 2027-01-01\n",
        "By January 1, 2027 it is known whether the duty was done.",
    ),
    settle="Add a deadline or a criterion by which the duty is done.",
    cannot_see="Whether anybody watches over the deadline.",
    severity=Severity.NOTE,
)

_trial = CatalogueExample(
    """policy evidence "Evidence"

party the defense "the defense"

kind prosecutor is a party
kind item

event the day an item becomes known
event the day of the trial

act give an item to the defense

clause 1 "Evidence"
  a prosecutor must give every item to the defense
  on or after the day the item becomes known
  at least 30 days before the day of the trial
""",
    "An item that becomes known ten days before the trial was due before anybody knew it.",
)

IMPOSSIBLE_DEADLINE = CatalogueEntry(
    name="impossible-deadline",
    group=GROUP,
    asks="Is there a duty that cannot be kept in time, since its last day comes before its first?",
    matters="Who is bound is in breach from the first day, whatever he does.",
    fires=_trial,
    near_miss=_trial.edited(
        "  at least 30 days before the day of the trial\n",
        "  within 3 days of the day the item becomes known\n",
        "The last day counts from the first.",
    ),
    settle="Count the last day from what begins the duty, or except the cases that come too late.",
    cannot_see="How long an act takes. That a duty binds before anybody can know it, where no"
    " clause says so.",
    severity=Severity.WARNING,
)

_notice = CatalogueExample(
    """policy notice "Notice"

party the Firm "the Firm"

event the day the account is closed

act send the last statement

assume never closed "No account is closed"
  never
    the day the account is closed has come

clause 1 "Last statement"
  the Firm must send the last statement
  on or before the day the account is closed
""",
    "The account is never closed, so that no day comes after which the statement is late.",
)

NEVER_DUE = CatalogueEntry(
    name="never-due",
    group=GROUP,
    asks="Is there a duty with a last day that never comes?",
    matters="A duty with which nobody can ever be late binds nobody.",
    fires=_notice,
    near_miss=_notice.edited(
        """assume never closed "No account is closed"
  never
    the day the account is closed has come

""",
        """case in time "Sent before the account is closed"
  given the day the account is closed is 2026-03-01
  and the day of the act is 2026-02-20
  asking whether the Firm may send the last statement
  expect obliged

case late "Not sent before the account is closed"
  given the day the account is closed is 2026-03-01
  and the day of the act is 2026-03-09
  asking whether the Firm may send the last statement
  expect late

""",
        "Where the account is closed, the statement can be late.",
    ),
    settle="Count the last day from an event that happens wherever the duty binds.",
    cannot_see="That an event is possible and yet never happens.",
    severity=Severity.WARNING,
)

ENTRIES = (
    DEAD_CLAUSE,
    SWALLOWED_CLAUSE,
    NEARLY_SWALLOWED,
    IDLE_EXCEPTION,
    INEFFECTIVE_EXCEPTION,
    INEFFECTIVE_CLAUSE,
    REDUNDANT_CLAUSE,
    SURPLUS_CONDITION,
    EDGE_VALUE,
    UNVIOLABLE_DUTY,
    IMPOSSIBLE_DEADLINE,
    NEVER_DUE,
)
