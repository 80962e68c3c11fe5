"""Printed words, read back: what was printed of a case goes in, a formula of the language's own
parser comes out.

Nothing here knows from what a sentence was printed. Names that only a report uses (“the crime”,
“the first report”) are replaced by names of one word; what reports write otherwise than the
language (“March 1, 2026”, “is either A or B”) is put into the language's words; the rest is the
parser's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import datetime
from itertools import product
from typing import TypeVar, cast

from verifier.elaborate.items import Items
from verifier.elaborate.sentences.complaints import Complaints, Refusal
from verifier.elaborate.sentences.condition_lines import formula_of
from verifier.elaborate.sentences.scopes import Scope
from verifier.elaborate.sentences.tokens import Phrase
from verifier.elaborate.whole import read_vocabulary
from verifier.language import Words
from verifier.language.parse import parse
from verifier.model import (
    UNLISTED,
    All,
    Case,
    Formula,
    ListType,
    Named,
    OfKind,
    Policy,
    Reads,
    Some,
    Thing,
    ValueIs,
)
from verifier.source import SourceFile, Span
from verifier.words import quoted

DATE = re.compile(
    r"\b(January|February|March|April|May|June|July|August|September|October|November|December)"
    r" (\d{1,2}), (\d{4})"
)
ANSWER = re.compile(r"the answer to “(.+)” is “(.+)”$")


def printed(title: str) -> str:
    """A title as it stands between quotation marks: its own marks are single ones."""
    return quoted(title)[1:-1]


class Unread(Exception):
    """Printed words that the language does not understand."""


@dataclass
class Reader:
    """Reads what is printed of the cases of one policy."""

    policy: Policy
    text: str

    def __post_init__(self) -> None:
        document, _ = parse(SourceFile("draft.policy", self.text))
        self.vocabulary = read_vocabulary(Items.of([document]), Complaints())

    def formula(self, words: str, case: Case) -> Formula:
        """What the words say of the things of a case. Raises Unread."""
        answer = ANSWER.match(words)
        if answer:
            return self._answer(answer[1], answer[2])
        value = self._value(words, case)
        if value is not None:
            return value
        of_kinds = self._kinds(words, case)
        if of_kinds is not None:
            return of_kinds
        names = {thing.name: f"Thing{place}" for place, thing in enumerate(case.things, 1)}
        said = _renamed(_in_the_language(words), names)
        back = {short: long for long, short in names.items()}
        refused = Unread(said)
        for kinds in product(*(self._narrowest(thing) for thing in case.things)):
            try:
                return named_otherwise(self._line(said, dict(zip(back, kinds, strict=True))), back)
            except Unread as unread:
                refused = unread
        raise refused

    def _narrowest(self, thing: Thing) -> list[str]:
        """The kinds as which a thing can be spoken of, the narrowest first."""
        known = {thing.kind, *thing.subkinds}
        above = {name for kind in known for name in self.policy.lineage(kind)[1:]}
        return sorted(known - above) or [thing.kind]

    def _kinds(self, words: str, case: Case) -> Formula | None:
        """`Ana is a student and an examiner`."""
        for thing in case.things:
            said = words.removeprefix(f"{thing.name} is ")
            named = [re.sub(r"^an? ", "", one) for one in re.split(r", and | and |, ", said)]
            if said != words and all(one in self.policy.kinds for one in named):
                return All(tuple(OfKind(Named(thing.name), kind) for kind in named))
        return None

    def _line(self, said: str, kinds: Mapping[str, str]) -> Formula:
        file = SourceFile("printed", said)
        words = Words(said, Span(file, 0, len(said)))
        scope = Scope(self.vocabulary, kinds)
        try:
            found = formula_of(Phrase.of(words), scope)
            for entry in reversed(scope.entries):
                found = Some(entry.variable, found)
            return found
        except Refusal as refused:
            plain = _affirmed(said)
            if plain is not None:
                return self._line(plain, kinds)
            raise Unread(f"{said}: {refused}") from refused

    def _answer(self, title: str, reading: str) -> Formula:
        for question in self.policy.questions.values():
            for choice in question.readings:
                if printed(question.title) == title and printed(choice.title).rstrip(
                    "."
                ) == reading.rstrip("."):
                    return Reads(question.name, choice.name)
        raise Unread(f"no question “{title}” is answered “{reading}”")

    def _value(self, words: str, case: Case) -> Formula | None:
        """`the type of R is either A or B`, or is “something that is not on the list”."""
        for attribute, thing in case.values:
            declared = self.policy.attributes[attribute]
            head = f"the {declared.name} of {thing} "
            kind = declared.type
            if isinstance(kind, ListType) and words.startswith(head):
                members = _members(words.removeprefix(head), kind)
                if members is not None:
                    return ValueIs(attribute, Named(thing), members)
        return None


def _members(said: str, kind: ListType) -> frozenset[str] | None:
    """The members that are named behind “is”, “is either”, “is one of”."""
    said = re.sub(r"^is (either |one of )?", "", said)
    said = said.replace("something that is not on the list", UNLISTED).replace(
        "something else", UNLISTED
    )
    found: list[str] = []
    while said:
        here = [m for m in kind.values if said.startswith((m, f"“{m}”"))]
        if not here:
            return None
        member = max(here, key=len)
        found.append(member)
        said = said.removeprefix(f"“{member}”").removeprefix(member)
        cut = re.match(r",? or |, ", said)
        if said and not cut:
            return None
        said = said[cut.end() :] if cut else ""
    return frozenset(found)


def _in_the_language(words: str) -> str:
    """Days as the language writes them, and what compares with them."""

    def day(match: re.Match[str]) -> str:
        return datetime.strptime(match[0], "%B %d, %Y").date().isoformat()

    said = DATE.sub(day, words)
    said = re.sub(r"^(the day .*) is (\d{4}-\d\d-\d\d)$", r"\1 is on \2", said)
    return re.sub(r" is (\$?[\d,.]+%?( [a-z]+)?)$", r" is exactly \1", said)


def _renamed(words: str, names: Mapping[str, str]) -> str:
    """The words with the names of things replaced, the longest first."""
    for long in sorted(names, key=len, reverse=True):
        words = re.sub(rf"(?<![\w-]){re.escape(long)}(?![\w-])", names[long], words)
    return words


def _affirmed(said: str) -> str | None:
    """`Ana does not own B` as the language denies it: `it is not the case that Ana owns B`."""
    match = re.search(r"\b(does|do|did) not ([a-z]+)", said)
    if match is None:
        return None
    verb = match[2]
    return f"it is not the case that {said[: match.start()]}{_third(verb)}{said[match.end() :]}"


def _third(verb: str) -> str:
    if verb == "have":
        return "has"
    if re.search(r"[^aeiou]y$", verb):
        return verb[:-1] + "ies"
    return verb + ("es" if verb.endswith(("s", "x", "sh", "ch", "o")) else "s")


T = TypeVar("T")


def named_otherwise(value: T, names: Mapping[str, str]) -> T:
    """A formula about the same things by other names."""
    if isinstance(value, Named):
        return cast(T, Named(names.get(value.name, value.name)))
    if isinstance(value, tuple):
        return cast(T, tuple(named_otherwise(part, names) for part in value))
    if is_dataclass(value) and not isinstance(value, type):
        changed = {
            one.name: named_otherwise(getattr(value, one.name), names)
            for one in fields(value)
            if one.init and one.name != "span"
        }
        return cast(T, replace(value, **changed))
    return value
