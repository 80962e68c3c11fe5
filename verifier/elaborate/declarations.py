"""Kinds, parties, calendars and the names of questions: declarations to the model's vocabulary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from graphlib import CycleError, TopologicalSorter

from verifier.elaborate.sentences.complaints import Complaints, did_you_mean, listed
from verifier.elaborate.sentences.quantities import read_date
from verifier.elaborate.sentences.tokens import plain_marks, tokens_of
from verifier.language import (
    CalendarDeclaration,
    KindDeclaration,
    PartyDeclaration,
    QuestionDeclaration,
    Words,
)
from verifier.model import PARTY, BusinessDays, Calendar, Kind, Party
from verifier.source import Span

_RESERVED = frozenset({"a", "an", "another", "the", "other", "some", "every", "no", "not", "each"})
_NOT_KINDS = frozenset({"act", "day", PARTY})


@dataclass
class Names:
    """The names of one sort that are taken, with the places where they were declared."""

    what: str
    complaints: Complaints
    places: dict[str, Span] = field(default_factory=dict)

    def claim(self, name: str, span: Span) -> bool:
        """Take a name; a second declaration of it is an error and is left out."""
        key = plain_marks(name)
        first = self.places.setdefault(key, span)
        if first is span:
            return True
        self.complaints.error(
            "duplicate-declaration",
            f"{self.what} “{name}” is declared twice",
            span,
            "give one of the two another name, or delete it",
            (("first declared here", first),),
        )
        return False


# --------------------------------------------------------------------------- kinds


def read_kinds(declarations: Sequence[KindDeclaration], complaints: Complaints) -> dict[str, Kind]:
    """Every kind by name; the kind `party` is there without a declaration."""
    kinds = {PARTY: Kind(PARTY, None, "parties")}
    names = Names("the kind", complaints)
    for declaration in declarations:
        name, span = declaration.name.text, declaration.name.span
        if _may_name_a_kind(declaration.name, complaints) and names.claim(name, span):
            parent = None if declaration.parent is None else declaration.parent.text
            plural = declaration.plural.text if declaration.plural else plural_of(name)
            kinds[name] = Kind(name, parent, plural, span)
    _check_parents(declarations, kinds, complaints)
    return kinds


def _may_name_a_kind(name: Words, complaints: Complaints) -> bool:
    first = name.text.split()[0]
    if first not in _RESERVED and name.text not in _NOT_KINDS:
        return True
    hint = "choose another name"
    if name.text == PARTY:
        hint = "the kind “party” is always there; write “kind NAME is a party” for more of its kind"
    complaints.error("reserved-name", f"no kind can be named “{name.text}”", name.span, hint)
    return False


def _check_parents(
    declarations: Sequence[KindDeclaration], kinds: dict[str, Kind], complaints: Complaints
) -> None:
    for declaration in declarations:
        parent = declaration.parent
        if parent is None or parent.text in kinds:
            continue
        complaints.error(
            "unknown-kind",
            f"there is no kind “{parent.text}”",
            parent.span,
            did_you_mean(parent.text, kinds, f"declare it with “kind {parent.text}”"),
        )
        _orphan(kinds, declaration.name.text)
    while circle := _parent_circle(kinds):
        complaints.error(
            "circle",
            f"the kinds {listed(circle)} are each said to be one of the other",
            kinds[circle[0]].span,
            "take “is a …” off one of them",
        )
        _orphan(kinds, circle[0])


def _orphan(kinds: dict[str, Kind], name: str) -> None:
    if name in kinds:
        kinds[name] = replace(kinds[name], parent=None)


def _parent_circle(kinds: Mapping[str, Kind]) -> list[str]:
    try:
        TopologicalSorter({n: [k.parent] for n, k in kinds.items() if k.parent}).prepare()
    except CycleError as error:
        members: list[str] = error.args[1]
        return sorted(set(members), key=list(kinds).index)
    return []


_IRREGULAR = {"child": "children", "man": "men", "woman": "women"}


def plural_of(name: str) -> str:
    """The regular English plural of a noun of one or several words."""
    *before, last = name.split()
    lower = last.lower()
    if lower in _IRREGULAR:
        last = _IRREGULAR[lower]
    elif lower.endswith("y") and lower[-2:-1] not in tuple("aeiou"):
        last = f"{last[:-1]}ies"
    elif lower.endswith(("s", "x", "z", "ch", "sh")):
        last = f"{last}es"
    else:
        last = f"{last}s"
    return " ".join((*before, last))


# --------------------------------------------------------------------------- parties


def read_parties(
    declarations: Sequence[PartyDeclaration], kinds: Mapping[str, Kind], complaints: Complaints
) -> dict[str, Party]:
    parties: dict[str, Party] = {}
    names = Names("the party", complaints)
    for declaration in declarations:
        name = declaration.name.text
        if not names.claim(name, declaration.name.span):
            continue
        called = [q.text for q in declaration.also_called if names.claim(q.text, q.span)]
        for spoken in (name, *called):
            _check_not_a_kind(spoken, declaration, kinds, complaints)
        parties[name] = Party(name, declaration.title.text, tuple(called), declaration.name.span)
    return parties


def _check_not_a_kind(
    name: str,
    declaration: PartyDeclaration,
    kinds: Mapping[str, Kind],
    complaints: Complaints,
) -> None:
    if name.removeprefix("the ") not in kinds:
        return
    complaints.error(
        "clashing-declaration",
        f"“{name}” would be both a party and a thing of the kind “{name.removeprefix('the ')}”",
        declaration.name.span,
        "give the party or the kind another name",
    )


def resolve_party(
    words: Words | None, parties: Mapping[str, Party], complaints: Complaints
) -> str | None:
    """The party that the words name."""
    if words is None:
        return None
    wanted = tokens_of(words.text)
    for party in parties.values():
        if wanted in map(tokens_of, (party.name, *party.also_called)):
            return party.name
    complaints.error(
        "unknown-party",
        f"there is no party “{words.text}”",
        words.span,
        did_you_mean(words.text, parties, f"declare it with “party {words.text}”"),
    )
    return None


# --------------------------------------------------------------------------- questions


def reading_names(declarations: Iterable[QuestionDeclaration]) -> dict[str, tuple[str, ...]]:
    """The readings of each question, by name; repeated names are reported elsewhere."""
    found: dict[str, tuple[str, ...]] = {}
    for question in declarations:
        names = dict.fromkeys(reading.name.text for reading in question.readings)
        found.setdefault(question.name.text, tuple(names))
    return found


# --------------------------------------------------------------------------- calendars

DAYS = "days"
"""What the name of a calendar ends with, for it is counted: “5 court days”."""


def read_calendars(
    declarations: Sequence[CalendarDeclaration], complaints: Complaints
) -> Mapping[str, Calendar]:
    """Every calendar by its name."""
    found: dict[str, Calendar] = {}
    names = Names("the calendar", complaints)
    for declaration in declarations:
        name = declaration.name.text
        if name.split()[-1] != DAYS or name == DAYS:
            complaints.error(
                "unclear-declaration",
                f"the calendar “{name}” does not say which days it counts",
                declaration.name.span,
                f"name it by them, like “calendar {name.removesuffix(' calendar')} {DAYS}”",
            )
        elif names.claim(name, declaration.name.span):
            closed = tuple(sorted(set(_closed(declaration, complaints))))
            found[name] = Calendar(BusinessDays(name, closed), declaration.span)
    return found


def _closed(declaration: CalendarDeclaration, complaints: Complaints) -> Iterator[int]:
    for words in declaration.closed:
        with complaints.guard():
            yield read_date(words.text, words.span)
