"""What is said, before it is laid out: plain clauses and lists of clauses, and the two ways to lay
them out, in one running sentence or as numbered lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, assert_never

from verifier.words.english import capitalized, series

How = Literal["all", "any", "none", "not all", "case by case"]


@dataclass(frozen=True)
class Listed:
    """Clauses of which all, any, none or not all are true; `lead` stands before the whole ("there
    is a report such that"). `case by case` lists "answer: clause" items; exactly one counts."""

    how: How
    items: tuple[Said, ...]
    lead: str = ""


Said = str | Listed


@dataclass(frozen=True)
class Passage:
    """One line of an outline: how deep it stands, its mark ("(a)", "" for none), its words."""

    level: int
    mark: str
    words: str

    @property
    def text(self) -> str:
        """The line as plain text, indented by three spaces a level."""
        mark = f"{self.mark} " if self.mark else ""
        return f"{'   ' * self.level}{mark}{self.words}"


_HEADS: dict[How, str] = {
    "all": "all of these are true:",
    "any": "at least one of these is true:",
    "none": "none of these is true:",
    "not all": "these are not all true:",
    "case by case": "",
}
_JOINTS: dict[How, str] = {"all": " and", "any": " or"}
_LETTERS = tuple("abcdefghijklmnopqrstuvwxyz")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_FIGURES = tuple(str(number) for number in range(1, 27))
_SHORT = 150
"""How many letters of a short list still stand on one line of an outline."""


def led(lead: str, said: Said) -> Said:
    """`lead` before what is said."""
    match said:
        case str():
            return f"{lead} {said}"
        case Listed(how, items, inner):
            return Listed(how, items, f"{lead} {inner}".strip())
    assert_never(said)


def all_of(items: Iterable[Said]) -> Said:
    """Items that are all true, lists of all without a lead taken apart."""
    flat: list[Said] = []
    for item in items:
        if isinstance(item, Listed) and item.how == "all" and not item.lead:
            flat.extend(item.items)
        else:
            flat.append(item)
    if not flat:
        return "this is always so"
    return flat[0] if len(flat) == 1 else Listed("all", tuple(flat))


# --------------------------------------------------------------------------- one sentence


def running(said: Said, depth: int = 0) -> str:
    """What is said, in one sentence without its full stop."""
    match said:
        case str():
            return said
        case Listed(how, items, lead):
            plain = _plain_list(how, items, depth)
            text = plain if plain is not None else _numbered(said, depth)
            return f"{lead} {text}".strip()
    assert_never(said)


def _plain_list(how: How, items: Sequence[Said], depth: int) -> str | None:
    """A list as an ordinary sentence, or None where it would be hard to follow."""
    if how == "case by case" or _nesting(items) > 1 or len(items) > (3 if depth else 4):
        return None
    words = [running(item, depth + 1) for item in items]
    nested = any(isinstance(item, Listed) for item in items)
    match how:
        case "all":
            return _all_words(words, nested, depth)
        case "any":
            comma = nested and len(words) == 2
            return "either " + (", or ".join(words) if comma else series(words, "or"))
        case "not all":
            return f"it is not the case that both {series(words)}" if len(words) == 2 else None
        case "none":
            return None
    assert_never(how)


def _all_words(words: Sequence[str], nested: bool, depth: int) -> str | None:
    if depth:
        return f"both {series(words)}" if len(words) == 2 and not nested else None
    if nested and len(words) == 2:
        return ", and ".join(words)
    return series(words)


def _nesting(items: Sequence[Said]) -> int:
    return max((1 + _nesting(i.items) for i in items if isinstance(i, Listed)), default=0)


def _numbered(listed: Listed, depth: int) -> str:
    marked = [
        f"{_mark(place, (_FIGURES, _LETTERS, _ROMAN)[depth % 3])} {running(item, depth + 1)}"
        for place, item in enumerate(listed.items)
    ]
    joint = f";{_JOINTS.get(listed.how, '')} " if len(marked) > 1 else ""
    text = "; ".join(marked[:-1]) + joint + marked[-1]
    return f"{_HEADS[listed.how]} {text}".strip()


def _mark(place: int, marks: Sequence[str]) -> str:
    return f"({marks[place]})" if place < len(marks) else f"({place + 1})"


# --------------------------------------------------------------------------- lines


def outline(lead: str, said: Said, end: str = ".") -> tuple[Passage, ...]:
    """`lead` (a sentence so far, "The Office must not … when") and what follows it: one line where
    that is short, otherwise a line for each clause, marked (a), (b), below it (i), (ii)."""
    if _stands_on_a_line(said):
        return (Passage(0, "", capitalized(f"{lead} {running(said)}".strip()) + end),)
    assert isinstance(said, Listed)
    head = f"{lead} {said.lead}".strip() + f" {_HEADS[said.how]}".rstrip()
    return (Passage(0, "", capitalized(_colon(head))), *_lines(said, 1, end))


def _colon(head: str) -> str:
    return head if head.endswith(":") else head + ":"


def _lines(listed: Listed, level: int, end: str) -> tuple[Passage, ...]:
    lines: list[Passage] = []
    last = len(listed.items) - 1
    marks = (_LETTERS, _ROMAN, _FIGURES)[(level - 1) % 3]
    for place, item in enumerate(listed.items):
        joint = ";" + _JOINTS.get(listed.how, "")
        stop = end if place == last else joint if place == last - 1 else ";"
        lines.extend(_item(item, level, _mark(place, marks), stop))
    return tuple(lines)


def _item(item: Said, level: int, mark: str, stop: str) -> tuple[Passage, ...]:
    if _stands_on_a_line(item):
        return (Passage(level, mark, running(item) + stop),)
    assert isinstance(item, Listed)
    head = _colon(f"{item.lead} {_HEADS[item.how]}".strip())
    return (Passage(level, mark, head), *_lines(item, level + 1, stop))


def _stands_on_a_line(said: Said) -> bool:
    if isinstance(said, str):
        return True
    simple = _nesting(said.items) == 0 and len(said.items) <= 2 and said.how in ("all", "any")
    return simple and len(running(said)) <= _SHORT
