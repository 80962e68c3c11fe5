"""Checks between clauses: can they be kept together, and what decides where they meet?"""

from __future__ import annotations

from verifier.checks.catalogue.entry import CatalogueEntry, CatalogueExample
from verifier.findings import Severity

GROUP = "Between clauses"

_both = CatalogueExample(
    """policy lending "Lending"

party the Library "the Town Library"

kind reader

kind book

fact a reader asks for a book
fact a book is rare

act lend a book to a reader

clause 1 "Readers"
  the Library must lend a book to a reader
  when the reader asks for the book

clause 2 "Rare books"
  the Library must not lend a book to a reader
  when the book is rare
""",
    "A reader asks for a rare book: whatever the Library does, clause 1 or clause 2 is breached.",
)

DILEMMA = CatalogueEntry(
    name="dilemma",
    group=GROUP,
    asks="Is there a case in which one clause requires the act and another forbids it?",
    matters="Whoever is bound by both breaches one of them, whatever they do.",
    fires=_both,
    near_miss=_both.edited(
        "  the Library must not lend a book to a reader\n",
        "  the Library must not lend a book to a reader\n  notwithstanding clause 1\n",
        "Clause 2 prevails, so nothing requires the lending of a rare book.",
    ),
    settle="Say which of the two prevails (`notwithstanding`, `subject to`), add an exception to"
    " one of them, or adopt the reading under which they do not meet. The finding offers what"
    " works.",
    cannot_see="Duties to do two different acts for which there is time or money for one only,"
    " unless the policy says so: `never both to PHRASE and to PHRASE`.",
    severity=Severity.ERROR,
)

_says_both = CatalogueExample(
    """policy lending "Lending"

party the Library "the Town Library"

kind reader

kind book

fact a reader is a member
fact a book is rare

act lend a book to a reader

clause 1 "Members"
  the Library may lend a book to a reader
  when the reader is a member

clause 2 "Rare books"
  the Library must not lend a book to a reader
  when the book is rare
""",
    "A member and a rare book: clause 1 allows the lending, clause 2 forbids it, and the text does"
    " not say which prevails.",
)

ANTINOMY = CatalogueEntry(
    name="antinomy",
    group=GROUP,
    asks="Is there a case in which one clause allows what another forbids, or exempts from what"
    " another requires?",
    matters="Nobody is forced into a breach, but everybody can point to a clause for their side.",
    fires=_says_both,
    near_miss=_says_both.edited(
        "  the Library may lend a book to a reader\n",
        "  the Library may lend a book to a reader\n  subject to clause 2\n",
        "Clause 1 yields to clause 2 where both speak.",
    ),
    settle="Say which of the two prevails, add an exception, or adopt a reading.",
    cannot_see="Permissions that lie in silence: that nothing forbids an act is not a permission.",
    severity=Severity.ERROR,
)

_must_and_may = CatalogueExample(
    """policy lending "Lending"

party the Library "the Town Library"

kind reader

kind book

fact a reader is a member
fact a book is rare

act lend a book to a reader

clause 1 "Members"
  the Library must lend every book to a reader
  when the reader is a member

clause 2 "Rare books"
  the Library may lend a book to a reader
  when the reader is a member
  and the book is rare
""",
    "A member and a rare book: clause 1 requires the lending, clause 2 permits it. Does “may” leave"
    " it to the Library?",
)

MAY_BESIDE_MUST = CatalogueEntry(
    name="may-beside-must",
    group=GROUP,
    asks="Is there a case in which one clause permits what another requires, or exempts from what"
    " another forbids?",
    matters="“May” gives a power, or it leaves a choice. Beside a duty the first adds nothing and"
    " the second takes the duty away; the text does not say which is meant. Nobody contradicts"
    " anybody, so no other check speaks of it.",
    fires=_must_and_may,
    near_miss=_must_and_may.edited(
        "  the Library may lend",
        "  the Library need not lend",
        "“Need not” leaves no doubt: it contradicts clause 1, and that is an antinomy.",
    ),
    settle="Write the question that the finding brings, and the clause that turns on it, into the"
    " policy: they were tried. Or say which it is: strike the permission, or write `need not`.",
    cannot_see="What “may” means to whoever reads it. Where the permission also speaks of cases of"
    " which no duty does, it has work of its own, and this is a note; an exemption of that kind is"
    " not reported.",
    severity=Severity.WARNING,
)

_no_book = CatalogueExample(
    """policy gifts "Gifts to the School"

party the Library "the Town Library"
party the School "the Town School"

kind book
  condition is one of rare, damaged

act give a book to a party

clause 1 "A gift"
  the Library must give at least one book to the School

clause 2 "Rare books"
  the Library must not give a book to the School
  when the condition of the book is rare

clause 3 "Damaged books"
  the Library must not give a book to the School
  when the condition of the book is damaged
""",
    "Clause 1 asks for a gift, and clauses 2 and 3 together forbid the gift of every book there"
    " is.",
)

NO_LAWFUL_COURSE = CatalogueEntry(
    name="no-lawful-course",
    group=GROUP,
    asks="Is there a case in which every course of conduct breaches some clause?",
    matters="Three clauses can leave no way out although any two of them can be kept.",
    fires=_no_book,
    near_miss=_no_book.edited(
        "condition is one of rare, damaged",
        "condition is one of rare, damaged, good",
        "The Library can give a book in good condition.",
    ),
    settle="Relax one of the clauses named. Each set is a smallest one: without any of its clauses"
    " there is a lawful course.",
    cannot_see="Courses that are lawful and cannot be afforded. A way counts as lawful if some"
    " thing that there could be, or some manner of acting, is not forbidden: that there happens to"
    " be nothing lawful to choose is no finding. More than three prohibitions together are not"
    " tried. One that forbids the very act that is owed is a dilemma and reported there.",
    severity=Severity.ERROR,
)

_found = CatalogueExample(
    """policy lost "Lost Property"

party the Library "the Town Library"

kind bag

event the day a bag is found

act give back a bag

clause 1 "Giving back"
  the Library must give back a bag
  within 30 days of the day the bag is found

clause 2 "Waiting"
  the Library must not give back a bag
  for 14 days from the day the bag is found
""",
    "The duty of clause 1 is due within 30 days; clause 2 forbids the act on the first fifteen.",
)

NARROWED_DUTY = CatalogueEntry(
    name="narrowed-duty",
    group=GROUP,
    asks="Which prohibitions take away some of the days, things or ways of a duty, but not all?",
    matters="Who is bound has less time, or fewer ways, than the duty itself says.",
    fires=_found,
    near_miss=_found.edited(
        "within 30 days of",
        "within 7 days of",
        "No day is left: that is a dilemma, and reported there.",
    ),
    settle="Nothing need be settled; say in the duty what is left of it, if people are to see it.",
    cannot_see="Days on which nobody works, and how long an act takes.",
    severity=Severity.NOTE,
)

RESOLVED_CLASH = CatalogueEntry(
    name="resolved-clash",
    group=GROUP,
    asks="Which opposed clauses overlap where a priority or an exception decides between them?",
    matters="It is a list for the reader, never a defect: here the text has decided.",
    fires=_both.edited(
        "  the Library must not lend a book to a reader\n",
        "  the Library must not lend a book to a reader\n  notwithstanding clause 1\n",
        "Clauses 1 and 2 overlap; clause 2 prevails because of “notwithstanding clause 1”.",
    ),
    near_miss=_both.edited(
        "  when the reader asks for the book\n",
        "  when the reader asks for the book\n  and the book is not rare\n",
        "The two clauses never speak of the same case.",
    ),
    settle="Nothing has to be settled.",
    cannot_see="Whether the priority is the one that was wanted.",
    severity=Severity.NOTE,
)

INTERACTION = CatalogueEntry(
    name="interaction",
    group=GROUP,
    asks="For each two clauses on one act: are they disjoint, overlapping, one within the other, or"
    " equal, and does one override the other?",
    matters="It is the map of the policy. Only where the effects are opposed is an overlap"
    " suspicious.",
    fires=_says_both.edited(
        "  the Library may lend a book to a reader\n",
        "  the Library may lend a book to a reader\n  subject to clause 2\n",
        "Clauses 1 and 2 overlap with opposed effect; clause 2 overrides clause 1.",
    ),
    near_miss=_says_both.edited(
        "  when the reader is a member\n",
        "  when the reader is a member\n  and the book is not rare\n",
        "Clauses 1 and 2 are disjoint.",
    ),
    settle="Nothing has to be settled.",
    cannot_see="Relations among three clauses that show between no two of them.",
    severity=Severity.NOTE,
)

_archive = CatalogueExample(
    """policy archive "The Archive"

party the Library "the Town Library"

kind reader

kind record

fact a record is public
fact a record is fragile
fact a reader asks for a record

act show a record to a reader

clause 1 "Fragile records"
  the Library must not show a record to a reader
  when the record is fragile

law records "Public Records Act" above this policy
  paraphrase
  clause act-1 "Access"
    the Library must show a record to a reader
    when the reader asks for the record
    and the record is public
""",
    "A reader asks for a public record that is fragile: the law requires that it be shown, clause 1"
    " forbids it.",
)

CONFLICT_WITH_LAW = CatalogueEntry(
    name="conflict-with-law",
    group=GROUP,
    asks="Is there a case in which the policy and a law above it cannot both be kept, or say"
    " opposite things?",
    matters="In the end the law prevails; whoever follows the policy breaks the law. The check also"
    " asks what each savings clause does: whether the conflict would be there without it. Where two"
    " laws clash, their rank decides; that is a note.",
    fires=_archive,
    near_miss=_archive.edited(
        "law records",
        'clause note "Public records"\n  this policy does not apply to show a record to a reader\n'
        "  when the record is public\n\nlaw records",
        "The note takes public records out of the policy; it is exactly what removes the conflict.",
    ),
    settle="Add a clause by which the policy does not apply where the law speaks, or narrow the"
    " clause.",
    cannot_see="Laws that nobody wrote down here, and whether the paraphrase of a law is right.",
    severity=Severity.ERROR,
)

_reserved = CatalogueExample(
    """policy lending "Lending"

party the Library "the Town Library"

kind reader

kind book

fact a reader is a member
fact a book is reserved
  controlled by the Library

act lend a book to a reader

clause 1 "Members"
  the Library must lend a book to a reader
  when the reader is a member
  and the book is not reserved
""",
    "The Library can end the duty of clause 1 by what lies in its own hands: it can reserve the"
    " book.",
)

CONTROLLED_CONDITION = CatalogueEntry(
    name="controlled-condition",
    group=GROUP,
    asks="Does a protection depend on something that lies in the hands of the one whom it binds?",
    matters="A promise whose condition the promisor controls can be undone without breaking it.",
    fires=_reserved,
    near_miss=_reserved.edited(
        "  controlled by the Library\n",
        "",
        "Nothing says that the reservation lies in the hands of the Library.",
    ),
    settle="Fix the day at which the condition counts, or put it into other hands. Often it is"
    " meant.",
    cannot_see="What is in somebody's hands without being marked as `controlled by`.",
    severity=Severity.NOTE,
)

_judged = CatalogueExample(
    """policy lending "Lending"

party the Library "the Town Library"

kind reader

kind book

fact a book is fragile
  judged by the Library

act lend a book to a reader

clause 1 "Fragile books"
  the Library must not lend a book to a reader
  when the book is fragile
""",
    "Whether clause 1 applies turns on a judgment of the Library: “a book is fragile”. The Library"
    " is also the one whom the clause binds.",
)

DISCRETION = CatalogueEntry(
    name="discretion",
    group=GROUP,
    asks="Which outcomes turn on somebody's judgment, and whose?",
    matters="Where the one who is bound also judges, the rule is as strict as its reader.",
    fires=_judged,
    near_miss=_judged.edited(
        "  judged by the Library\n",
        "",
        "The fact is one that anybody can find out.",
    ),
    settle="Name the standard, or somebody else who judges. Often it is meant.",
    cannot_see="Judgment that hides in an ordinary word.",
    severity=Severity.NOTE,
)

_two_classes = CatalogueExample(
    """policy lending "Lending"

party the Library "the Town Library"

kind reader is a party

kind book

fact a reader is a child
fact a reader is a member

act lend a book to a reader

act fine a reader

clause 1 "No fines for members"
  the Library must not fine a reader
  when the reader is a member

clause 2 "Children who are members"
  the Library must lend every book to a reader
  owed to the reader
  when the reader is a member
  and the reader is a child
""",
    "Clause 1 protects members, clause 2 children who are members: everybody protected by clause 2"
    " is protected by clause 1, but not the reverse.",
)

BENEFICIARIES = CatalogueEntry(
    name="beneficiaries",
    group=GROUP,
    asks="Whom does each duty or prohibition protect, and does one class of persons include the"
    " other, overlap with it, or have nobody in common with it?",
    matters="Clauses of one policy are often read as if they protected the same people. It is a"
    " list for the reader, never a defect.",
    fires=_two_classes,
    near_miss=_two_classes.edited(
        "  and the reader is a child\n",
        "",
        "Both clauses protect members; there is only one class.",
    ),
    settle="Nothing has to be settled.",
    cannot_see="Whom a duty is good for that is owed to nobody (`owed to` says it). What conditions"
    " say of the act and of the other things that it is about: the"
    " classes are those that the clauses name by what they say of persons, read plainly.",
    severity=Severity.NOTE,
)

ENTRIES = (
    DILEMMA,
    ANTINOMY,
    MAY_BESIDE_MUST,
    NO_LAWFUL_COURSE,
    NARROWED_DUTY,
    RESOLVED_CLASH,
    INTERACTION,
    CONFLICT_WITH_LAW,
    CONTROLLED_CONDITION,
    DISCRETION,
    BENEFICIARIES,
)
