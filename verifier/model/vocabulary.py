"""What a policy can speak of: parties, kinds of thing, attributes, facts, events and acts."""

from __future__ import annotations

from dataclasses import dataclass, field

from verifier.model.value_types import ValueType
from verifier.source import Span

PARTY = "party"
"""The root kind of everybody who can bear a norm; declared by the language itself."""


@dataclass(frozen=True)
class Kind:
    """A kind of thing; a sub-kind names its `parent`, and a thing of it is a thing of the
    parent."""

    name: str
    parent: str | None
    plural: str
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Party:
    """A named party: a constant of the kind `party`, distinct from every other thing."""

    name: str  # as written, with its article: "the Office"
    title: str
    also_called: tuple[str, ...] = ()
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Hole:
    """A place in a declared sentence that a thing of `kind` fills."""

    kind: str
    label: str  # the words that stand for it inside the declaration: "person", "other item"
    another: bool = False  # it differs from the things of its sort before it


SentenceParts = tuple[str | Hole, ...]
"""A declared sentence: words and holes in order, e.g. (Hole(person), "is a victim of",
Hole(crime))."""


@dataclass(frozen=True)
class Attribute:
    """A total function from the things of `kind` to values. Its id is "NAME of KIND"."""

    name: str
    kind: str
    type: ValueType
    judged_by: str | None = None  # a party's name
    controlled_by: str | None = None
    span: Span | None = field(default=None, compare=False, repr=False)

    @property
    def id(self) -> str:
        return f"{self.name} of {self.kind}"


@dataclass(frozen=True)
class OneToEach:
    """`one person to each report`: the hole `result` is a function of all other holes of the fact.

    `exactly` is true for `one … to each …`, false for `at most one … to each …`.
    """

    result: int
    exactly: bool = True


@dataclass(frozen=True)
class Fact:
    """A relation between things, or (about_act) between the act in question and things.

    An `event` also has a day whenever it holds. The id is the declared sentence as words.
    """

    id: str
    sentence: SentenceParts
    about_act: bool = False
    event: bool = False
    one_to_each: tuple[OneToEach, ...] = ()
    judged_by: str | None = None
    controlled_by: str | None = None
    span: Span | None = field(default=None, compare=False, repr=False)
    apart: tuple[tuple[int, int], ...] = ()  # places of holes of which the second is "another"

    @property
    def holes(self) -> tuple[Hole, ...]:
        return tuple(part for part in self.sentence if isinstance(part, Hole))


@dataclass(frozen=True)
class ActKind:
    """A description under which acts fall: a verb phrase with holes, the agent left out.
    `in_its_ways`: nobody does such an act but in one of the ways that count as it."""

    id: str  # "prosecute a person for an offense"
    phrase: SentenceParts
    span: Span | None = field(default=None, compare=False, repr=False)
    in_its_ways: bool = False

    @property
    def holes(self) -> tuple[Hole, ...]:
        return tuple(part for part in self.phrase if isinstance(part, Hole))
