"""Clauses that belong together as drafters write them: a subject goes in, items come out of which
something is said that clauses drawn one by one hardly ever bring about."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from tests.claims.subjects import GRANTS, LEASE, LIBRARY, RECORDS, Subject


@dataclass(frozen=True)
class Scenery:
    """The words of a subject that scenes use: a party, an act on a thing with that kind, a fact of
    the thing, a fact of the act, a border of the thing; an act towards a person, two facts of that
    person, and of what narrower kind the person may be."""

    party: str
    act: str
    kind: str
    state: str
    manner: str
    border: str
    amount: str
    towards: str
    person: str
    narrower: str
    persons: tuple[str, str]

    def done(self, how: str = "") -> str:
        """`withdraw every book`."""
        return re.sub(rf"an? {self.kind}", f"{how} {self.kind}", self.act) if how else self.act

    def so(self, of: str = "", denied: bool = False) -> str:
        """`the book is damaged`; of another thing by its name; denied at length."""
        article = "an" if self.kind[0] in "aeiou" else "a"
        said = self.state.replace(f"{article} {self.kind}", of or f"the {self.kind}")
        return f"it is not the case that {said}" if denied else said

    def of_person(self, place: int) -> str:
        """`the member is a guardian of another member`."""
        return re.sub(
            rf"^an? {self.person}| an? {self.person}$", f" the {self.person}", self.persons[place]
        ).strip()

    def measure(self, how: str) -> str:
        """`the worth of the book is more than 100 dollars`."""
        name = self.border.partition(" is ")[0]
        return f"the {name} of the {self.kind} is {how} {self.amount}"


LENDING = Scenery(
    "the Library", "withdraw a book", "book", "a book is damaged",
    "the act is for an exhibition", "worth is an amount of money", "100 dollars",
    "lend a book to a member", "member", "junior member",
    ("a member is a guardian of another member", "a member owes a fine"),
)  # fmt: skip
LETTING = Scenery(
    "the Landlord", "repair a room", "room", "a room needs repair",
    "the act is for an emergency", "floor is a number from 0 to 12", "3",
    "return a deposit to a tenant", "tenant", "subtenant",
    ("a tenant is a spouse of another tenant", "a tenant rents a room"),
)  # fmt: skip
KEEPING = Scenery(
    "the Clinic", "erase a record", "record", "a record is sealed",
    "the act is required by a court", "pages is a number of pages", "5 pages",
    "amend a record for a patient", "patient", "minor patient",
    ("a patient is a parent of another patient", "a patient signed a consent form"),
)  # fmt: skip
GRANTING = Scenery(
    "the Office", "decide an application", "application", "an application is incomplete",
    "the Council orders the act", "score is a number from 0 to 100", "5",
    "pay an applicant for a project", "applicant", "young applicant",
    ("an applicant files an application", "a reviewer knows an applicant"),
)  # fmt: skip
SCENERY: dict[str, Scenery] = {
    one.name: scenery
    for one, scenery in (
        (LIBRARY, LENDING),
        (LEASE, LETTING),
        (RECORDS, KEEPING),
        (GRANTS, GRANTING),
    )
}


def scenery_of(subject: Subject) -> Scenery:
    """The words of the subject that scenes use."""
    return SCENERY[subject.name]


# --------------------------------------------------------------------------- items


def clause(name: str, norm: str, *lines: str) -> str:
    """A clause: conditions behind the first begin with “and”, other lines stand as they are."""
    told: list[str] = []
    for line in lines:
        plain = line.startswith(("except ", "subject to ", "notwithstanding ", "within ", "on "))
        first = not any(one.startswith("when ") for one in told)
        told.append(line if plain else f"{'when' if first else 'and'} {line}")
    return "\n".join([f'clause {name} "Rule {name}"', f"  {norm}", *(f"  {one}" for one in told)])


def question(name: str) -> str:
    return "\n".join(
        [
            f'question {name} "What of the {name} word?"',
            '  reading strict (plain) "It is strict"',
            '  reading loose "It is loose"',
        ]
    )


def answers_together(here: Scenery, random: Random) -> list[str]:
    """A permission that falls only where two questions are both read otherwise; a promise and a
    case of it."""
    both = ("reading first as loose", "reading second as loose")
    given = here.so("B1")
    promise = f"  {here.party} may {here.act}\n  when {here.so()}"
    return [
        question("first"),
        question("second"),
        clause("w1", f"{here.party} may {here.act}", here.so()),
        clause("w2", "clause w1 does not apply", *both),
        f'promise w3 "It may be"\n{promise}',
        f'promise w4 "It may well be"\n{promise}',
        f'case w5 "All is well"\n  {here.kind} B1\n  given {given}\n  and nothing else is so\n'
        f"  asking whether {here.party} may {re.sub(f'an? {here.kind}', 'B1', here.act)}\n"
        "  expect permitted",
    ]


def held_by_law(here: Scenery, random: Random) -> list[str]:
    """A promise that a law keeps, and a law that says twice what a clause contradicts."""
    law = [
        'law high "The High Act" above this policy',
        "  paraphrase",
        *_inside(clause("h1", f"{here.party} must not {here.act}"), "one"),
        *_inside(clause("h2", f"{here.party} must not {here.act}", here.so()), "two"),
    ]
    return [
        clause("w1", f"{here.party} must {here.done('every')}", here.manner, here.so()),
        "\n".join(law),
        f'promise w2 "It is forbidden"\n  {here.party} must not {here.act}\n  in the end',
    ]


def _inside(item: str, words: str) -> list[str]:
    head, *rest = item.splitlines()
    return [f"  {head}", f'    quote "What law {words} says."', *(f"  {line}" for line in rest)]


def spared_by_exception(here: Scenery, random: Random) -> list[str]:
    """An exception that keeps a clause from contradicting a law."""
    law = [
        'law high "The High Act" above this policy',
        "  paraphrase",
        *_inside(clause("h1", f"{here.party} must {here.done('every')}", here.so()), "one"),
    ]
    own = clause("w1", f"{here.party} must not {here.act}", f"except law when {here.so()}")
    return [own, "\n".join(law)]


def could_be_assumed(here: Scenery, random: Random) -> list[str]:
    """A promise that one exception breaks."""
    return [
        clause(
            "w1", f"{here.party} must not {here.act}", here.so(), f"except x1 when {here.manner}"
        ),
        f'promise w2 "It is forbidden"\n  {here.party} must not {here.act}\n  when {here.so()}',
    ]


def classes(here: Scenery, random: Random) -> list[str]:
    """Clauses that protect persons, each a class of them."""
    towards, party = here.towards, here.party
    narrow = re.sub(rf"an? {here.person}", _a(here.narrower), towards)
    how = random.choice(("must not", "must not", "must"))
    one, other = here.of_person(0), here.of_person(1)
    all_of_them = [
        clause("w1", f"{party} {how} {_of_every(towards, how)}", one, here.manner),
        clause("w2", f"{party} {how} {_of_every(towards, how)}", other),
        clause("w3", f"{party} {how} {_of_every(narrow, how)}"),
        clause("w4", f"{party} {how} {_of_every(towards, how)}", one, other),
        clause("w5", f"{party} {how} {_of_every(towards, how)}", here.manner),
    ]
    return random.sample(all_of_them, k=random.choice((2, 2, 3)))


def _of_every(act: str, how: str) -> str:
    return re.sub(r"\ban? ", "every ", act) if how == "must" else act


def not_all_can_go(here: Scenery, random: Random) -> list[str]:
    """Three prohibitions of which each of two is covered by the other and the third."""
    norm = f"{here.party} must not {here.act}"
    return [
        clause("w1", norm, here.so()),
        clause("w2", norm, here.manner, here.so(denied=True)),
        clause("w3", norm, here.manner),
    ]


def out_of_some_only(here: Scenery, random: Random) -> list[str]:
    """A disapplication that reaches only some of the clauses that it names, plainly fewer still."""
    norm = f"{here.party} must {here.done('every')}"
    return [
        question("first"),
        clause("w1", norm, here.so()),
        clause("w2", norm, here.so(), "reading first as loose"),
        clause("w3", norm, here.so(denied=True), here.manner),
        clause("w4", "clauses w1, w2, w3 do not apply", here.so()),
    ]


def no_way(here: Scenery, random: Random) -> list[str]:
    """A duty to choose one thing, and prohibitions that leave none."""
    parts = [here.manner, f"it is not the case that {here.manner}"]
    chosen = random.choice(([here.so(), here.so(denied=True)], parts))
    duty = clause("w1", f"{here.party} must {here.done('at least one')}")
    norm = f"{here.party} must not {here.act}"
    return [duty, *(clause(f"w{n}", norm, one) for n, one in enumerate(chosen, 2))]


def times(here: Scenery, random: Random) -> list[str]:
    """A duty with a last day, and a prohibition on each day up to that."""
    return [
        clause(
            "w1", f"{here.party} must {here.done('every')}", "on or before 2026-03-31", here.so()
        ),
        clause(
            "w2", f"{here.party} must not {here.act}", "the day of the act is before 2026-05-01"
        ),
    ]


def borders(here: Scenery, random: Random) -> list[str]:
    """Two clauses that meet at a value."""
    one, other = random.choice(
        (("more than", "less than"), ("at least", "at most"), ("at least", "more than"))
    )
    low, high = random.choice((("may", "must not"), ("must not", "must not"), ("may", "may")))
    return [
        clause("w1", f"{here.party} {low} {here.act}", here.measure(one)),
        clause("w2", f"{here.party} {high} {here.act}", here.measure(other)),
    ]


def one_except_other(here: Scenery, random: Random) -> list[str]:
    """Two opposed clauses in the same words."""
    how = random.choice(("may", "must"))
    done = here.done("every") if how == "must" else here.act
    return [
        clause("w1", f"{here.party} must not {here.act}", here.so()),
        clause("w2", f"{here.party} {how} {done}", here.manner),
    ]


def _a(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"


SCENES: tuple[Callable[[Scenery, Random], list[str]], ...] = (
    answers_together,
    held_by_law,
    spared_by_exception,
    could_be_assumed,
    classes,
    not_all_can_go,
    out_of_some_only,
    no_way,
    times,
    borders,
    one_except_other,
)
