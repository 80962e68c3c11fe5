"""What was found as plain text and back: a run or a comparison goes in, JSON comes out, and the
same again.

Places are written as the number of signs (anything but white space) that stand before them in their
file, so that a run found on one layout of a policy fits every other. A class is written as its name
and its fields; reading needs no more than the types that the classes declare.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache, cached_property
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from verifier.findings.finding import Citation
from verifier.source import SourceFile, Span

Kind = TypeVar("Kind")

CLASS = "is"
"""The key under which a class's name stands."""


class Unreadable(Exception):
    """What was written is something else, or of another version."""


class Places:
    """Places in some files: by file and number of signs before them."""

    def __init__(self, files: Sequence[SourceFile]) -> None:
        self.files = tuple(map(Signs, files))

    def written(self, span: Span) -> list[int]:
        number = next(n for n, signs in enumerate(self.files) if signs.file == span.file)
        signs = self.files[number]
        return [number, signs.before(span.start), signs.before(span.end)]

    def read(self, written: Sequence[int]) -> Span:
        number, start, end = written
        signs = self.files[number]
        first = signs.at(start)
        return Span(signs.file, first, max(first, signs.at(end - 1) + 1))

    def line_written(self, place: str) -> list[int] | str:
        """`lending.policy:12` as a file and the signs before that line; other words as they are."""
        name, _, line = place.rpartition(":")
        for number, signs in enumerate(self.files):
            if signs.file.name == name and line.isdecimal():
                return [number, signs.before(signs.file.line_starts[int(line) - 1])]
        return place

    def line_read(self, written: Sequence[int] | str) -> str:
        if isinstance(written, str):
            return written
        number, before = written
        signs = self.files[number]
        return f"{signs.file.name}:{signs.file.position(signs.at(before)).line}"

    def mentioned_in(self, text: str) -> bool:
        """Whether a place is told in words, which no other layout would fit."""
        return any(f"{signs.file.name.rpartition('/')[2]}:" in text for signs in self.files)


class Signs:
    """Where the signs of a file stand."""

    def __init__(self, file: SourceFile) -> None:
        self.file = file

    @cached_property
    def offsets(self) -> tuple[int, ...]:
        return tuple(n for n, character in enumerate(self.file.text) if not character.isspace())

    def before(self, offset: int) -> int:
        """How many signs stand before an offset."""
        return bisect_left(self.offsets, offset)

    def at(self, number: int) -> int:
        """Where the sign stands that has so many before it."""
        if number < 0 or not self.offsets:
            return 0
        return self.offsets[min(number, len(self.offsets) - 1)]


# --------------------------------------------------------------------------- writing


def encoded(found: object, places: Places) -> str:
    """What was found, as JSON."""
    return json.dumps(plain(found, places), ensure_ascii=False, separators=(",", ":"))


def plain(value: Any, places: Places) -> Any:
    """A value as JSON can hold it."""
    match value:
        case Enum():
            return value.value
        case None | bool() | int() | float() | str():
            return value
        case Span():
            return places.written(value)
        case Citation():
            return {**members(value, places), "place": places.line_written(value.place)}
        case Mapping():
            return [[plain(k, places), plain(v, places)] for k, v in value.items()]
        case frozenset():
            return sorted((plain(entry, places) for entry in value), key=repr)
        case tuple():
            return [plain(entry, places) for entry in value]
        case _ if is_dataclass(value):
            return members(value, places)
        case _:
            raise TypeError(f"what is found holds no {type(value).__name__}")


def members(value: Any, places: Places) -> dict[str, Any]:
    found = {field.name: plain(getattr(value, field.name), places) for field in fields(value)}
    return {CLASS: type(value).__name__, **found}


# --------------------------------------------------------------------------- reading


def decoded(text: str, kind: type[Kind], places: Places) -> Kind:
    """What was written, of a kind. Raises `Unreadable` for anything else."""
    try:
        found = typed(json.loads(text), kind, places)
    except (ValueError, KeyError, TypeError, IndexError, RecursionError) as error:
        raise Unreadable(str(error)) from None
    assert isinstance(found, kind)
    return found


def typed(value: Any, wanted: Any, places: Places) -> Any:
    """A value of JSON as a value of the wanted type."""
    origin, inner = get_origin(wanted), get_args(wanted)
    if origin in (Union, UnionType):
        return one_of(value, inner, places)
    if origin is Literal:
        return checked(value, value in inner)
    checked(value, isinstance(value, list) or origin is None)
    if origin is tuple:
        kinds = [inner[0]] * len(value) if inner[1:] == (...,) else inner
        return tuple(typed(v, kind, places) for v, kind in zip(value, kinds, strict=True))
    if origin is frozenset:
        return frozenset(typed(entry, inner[0], places) for entry in value)
    if origin is not None and issubclass(origin, Mapping):
        return {typed(k, inner[0], places): typed(v, inner[1], places) for k, v in value}
    return single(value, wanted, places)


def one_of(value: Any, kinds: Sequence[Any], places: Places) -> Any:
    """A value of the first of several types that it fits."""
    if value is None:
        return checked(value, NoneType in kinds)
    for kind in kinds:
        if kind is not NoneType:
            try:
                return typed(value, kind, places)
            except (ValueError, KeyError, TypeError, AttributeError):
                continue
    raise ValueError(f"{value!r} is none of {kinds}")


def single(value: Any, wanted: Any, places: Places) -> Any:
    if wanted is Span:
        return places.read(value)
    if issubclass(wanted, Enum):
        return wanted(value)
    if is_dataclass(wanted):
        return of_class(value, cast(type[Any], wanted), places)
    return checked(value, type(value) is wanted)


def of_class(value: Any, wanted: Any, places: Places) -> Any:
    checked(value, value[CLASS] == wanted.__name__)
    if wanted is Citation:
        value = {**value, "place": places.line_read(value["place"])}
    hints = hints_of(wanted)
    return wanted(**{name: typed(value[name], kind, places) for name, kind in hints.items()})


def checked(value: Any, fits: bool) -> Any:
    if not fits:
        raise ValueError(f"{value!r} is not what was to be read")
    return value


@cache
def hints_of(kind: Any) -> Mapping[str, Any]:
    """The types of a class's fields."""
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}
