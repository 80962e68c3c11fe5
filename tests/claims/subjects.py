"""What made policies are about: a few subjects, each with the words that a drafter would declare.

A hole in a sentence is an article and a kind, as in the language.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Subject:
    """The vocabulary of a subject, in the words of the language.

    parties: name and title. bearers: kinds that are a party, `things`: other kinds, each with the
    lines of its attributes; sub_kinds: a kind and the kind above it. facts and events as declared,
    with the lines below them; acts as declared; counts: which act counts as which other.
    """

    name: str
    parties: tuple[tuple[str, str], ...]
    bearers: tuple[tuple[str, tuple[str, ...]], ...]
    things: tuple[tuple[str, tuple[str, ...]], ...]
    sub_kinds: tuple[tuple[str, str], ...]
    facts: tuple[tuple[str, tuple[str, ...]], ...]
    events: tuple[str, ...]
    acts: tuple[str, ...]
    counts: tuple[tuple[str, str], ...] = ()


LIBRARY = Subject(
    name="library",
    parties=(("the Library", "the Town Library"), ("the Board", "the Library Board")),
    bearers=(
        ("member", ("standing is one of regular, suspended, honorary",)),
        ("librarian", ("grade is a number from 1 to 9",)),
    ),
    things=(
        (
            "book",
            (
                "worth is an amount of money",
                "type includes novel, atlas, map, manuscript",
                "reference copy is yes or no",
            ),
        ),
        ("fine", ("sum is an amount of money",)),
    ),
    sub_kinds=(("rare book", "book"), ("junior member", "member")),
    facts=(
        ("a member borrowed a book", ("at most one member to each book",)),
        ("a member owes a fine", ("one member to each fine",)),
        ("a book is damaged", ()),
        ("a member is a relative of a librarian", ()),
        ("a librarian agrees to the act", ()),
        ("the act is for an exhibition", ()),
        ("a member is a guardian of another member", ()),
        ("a book is a copy of another book", ()),
    ),
    events=("the day a book was borrowed", "the day a fine was paid"),
    acts=(
        "lend a book to a member",
        "withdraw a book",
        "waive a fine",
        "copy a book for a party",
        "exchange a book for a book",
    ),
    counts=(("lend a book to a member", "withdraw a book"),),
)

LEASE = Subject(
    name="lease",
    parties=(("the Landlord", "the landlord of the house"), ("the Agent", "the letting agent")),
    bearers=(
        ("tenant", ("household size is a number from 1 to 20",)),
        ("guest", ()),
    ),
    things=(
        (
            "room",
            (
                "floor is a number from 0 to 12",
                "use is one of bedroom, kitchen, store",
                "furnished is yes or no",
            ),
        ),
        ("deposit", ("amount is an amount of money", "currency includes local, foreign")),
    ),
    sub_kinds=(("subtenant", "tenant"), ("attic room", "room")),
    facts=(
        ("a tenant rents a room", ("at most one tenant to each room",)),
        ("a tenant paid a deposit", ("one tenant to each deposit",)),
        ("a room needs repair", ()),
        ("a guest stays with a tenant", ()),
        ("the Landlord consents to the act", ()),
        ("the act is for an emergency", ()),
        ("a tenant is a spouse of another tenant", ()),
    ),
    events=("the day a tenant leaves a room", "the day a deposit was paid"),
    acts=(
        "enter a room",
        "return a deposit to a tenant",
        "sublet a room to a guest",
        "repair a room",
        "swap a room for a room",
    ),
    counts=(("repair a room", "enter a room"),),
)

RECORDS = Subject(
    name="records",
    parties=(("the Clinic", "the Health Clinic"), ("the Registry", "the Registry of Records")),
    bearers=(
        ("patient", ("age is a number from 0 to 120",)),
        ("physician", ("licence is one of full, provisional, revoked",)),
    ),
    things=(
        (
            "record",
            (
                "sensitivity is one of low, medium, high",
                "category includes blood test, x-ray, therapy note",
                "pages is a number of pages",
            ),
        ),
        ("consent form", ("signed is yes or no",)),
    ),
    sub_kinds=(("minor patient", "patient"), ("genetic record", "record")),
    facts=(
        ("a record is about a patient", ("one patient to each record",)),
        ("a patient signed a consent form", ("at most one patient to each consent form",)),
        ("a physician treats a patient", ()),
        ("a consent form covers a record", ()),
        ("the act is required by a court", ()),
        ("a physician approves the act", ()),
        ("a record is sealed", ()),
        ("a patient is a parent of another patient", ()),
    ),
    events=("the day a record was made", "the day a consent form ends"),
    acts=(
        "disclose a record to a party",
        "erase a record",
        "amend a record for a patient",
        "compare a record with a record",
    ),
    counts=(("amend a record for a patient", "erase a record"),),
)

GRANTS = Subject(
    name="grants",
    parties=(("the Office", "the Grants Office"), ("the Council", "the Town Council")),
    bearers=(
        (
            "applicant",
            ("income is an amount of money", "residence is one of town, county, elsewhere"),
        ),
        ("reviewer", ()),
    ),
    things=(
        (
            "application",
            (
                "score is a number from 0 to 100",
                "purpose includes school, sport, music",
                "share of own funds is a percentage",
            ),
        ),
        ("project", ("budget is an amount of money", "public is yes or no")),
    ),
    sub_kinds=(("joint application", "application"), ("young applicant", "applicant")),
    facts=(
        ("an applicant files an application", ("one applicant to each application",)),
        ("an application is for a project", ("at most one project to each application",)),
        ("a reviewer knows an applicant", ()),
        ("a reviewer objects to the act", ()),
        ("an application is incomplete", ()),
        ("a project is funded by another project", ()),
        ("the Council orders the act", ()),
    ),
    events=("the day an application was filed", "the day a project ends"),
    acts=(
        "approve an application",
        "reject an application",
        "decide an application",
        "pay an applicant for a project",
        "assign a reviewer to an application",
        "merge a project into a project",
    ),
    counts=(("reject an application", "decide an application"),),
)

SUBJECTS = (LIBRARY, LEASE, RECORDS, GRANTS)
