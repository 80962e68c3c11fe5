"""What a row of a policy file is: from its leading words and the line that it stands below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain

from verifier.language.grammar import STRAY, last_terminal, may_end_in, regular_expressions
from verifier.language.leading_words import leading_words
from verifier.language.line_kinds import LineKind
from verifier.language.productions import Block, blocks

Leading = tuple[tuple[str, LineKind], ...]
"""Leading words of a line and what the line then is."""


@dataclass(frozen=True)
class LinesBelow:
    """What may stand below a line: by leading words, and `other` for a line without any of them.

    `wraps`: a deeper line that is none of these continues the line above it. `misplaced`: what is
    read there only to be reported.
    """

    below: Leading = ()
    other: LineKind | None = None
    wraps: bool = False
    misplaced: frozenset[LineKind] = frozenset()

    @property
    def offered(self) -> Leading:
        """The leading words that a message can propose."""
        return tuple(pair for pair in self.below if pair[1] not in self.misplaced)

    @cached_property
    def by_first_word(self) -> Mapping[str, Leading]:
        """The leading words by the first of them, the longest first."""
        longest_first = sorted(self.below, key=lambda pair: -len(pair[0]))
        firsts = {words.split()[0] for words, _ in self.below}
        return {
            first: tuple(pair for pair in longest_first if pair[0].split()[0] == first)
            for first in firsts
        }


_NOTHING = LinesBelow(wraps=True)

EDITS = frozenset({LineKind.EDIT, LineKind.EDIT_KIND, LineKind.EDIT_QUESTION, LineKind.EDIT_CASE})
"""An edit within an item; new lines, read as lines of that item, can stand below it."""


def lines_below(kind: LineKind, text: str) -> LinesBelow:
    """What may stand below a line of this kind and text."""
    own = _by_ending().get(kind)
    if own is None:
        return _NOTHING
    if len(own) == 1:
        return own[None]
    ends = any(may_end_in(text, ending) for ending in own if ending is not None)
    ending = last_terminal(text, kind) if ends else None
    return own.get(ending) or own[None]


@cache
def _by_ending() -> Mapping[LineKind, Mapping[str | None, LinesBelow]]:
    """For each kind of line that has a block: what stands below it, by the terminal in which it
    ends; None stands for all others."""
    return {kind: dict(_lines_by_ending(own)) for kind, own in blocks().items()}


def _lines_by_ending(own: Sequence[Block]) -> Iterator[tuple[str | None, LinesBelow]]:
    endings = dict.fromkeys(chain.from_iterable(block.endings for block in own))
    for ending in endings:
        yield ending, _lines_of([block for block in own if ending in block.endings], False)
    others = [block for block in own if not block.endings]
    may_wrap = bool(endings) and not any(block.needed for block in others)
    yield None, _lines_of(others, may_wrap)


def _lines_of(alternatives: Sequence[Block], may_wrap: bool) -> LinesBelow:
    members = [member for block in alternatives for member in block.members]
    kinds = dict.fromkeys(line.kind for member in members for line in member.lines)
    placed = {line.kind for m in members if not m.misplaced for line in m.lines}
    nameless = [kind for kind in kinds if not leading_words(kind.value)]
    return LinesBelow(
        tuple(chain.from_iterable(map(leading, kinds))),
        next(iter(nameless), None),
        may_wrap or not members,
        frozenset(kinds) - placed,
    )


@cache
def leading(kind: LineKind) -> Leading:
    """The words with which a line of this kind begins, each with the kind."""
    return tuple((words, kind) for words in leading_words(kind.value))


# --------------------------------------------------------------------------- rows

_WORD = re.compile(r"[^\W_]+")
_BOUNDARY = r"(?![\w\-'’])"
_BOUNDARY_HERE = re.compile(_BOUNDARY)
_OPENS_LIST = re.compile(r"(?:\bis(?: not)? one of|\bincludes)\Z")
_LONGEST_OPENING = len("is not one of")


def leading_kind(kin: LinesBelow, text: str) -> LineKind | None:
    """The kind that the leading words of a line give it, the longest words first."""
    first = _WORD.match(text)
    if first is None:
        return None
    for words, kind in kin.by_first_word.get(first[0], ()):
        if text.startswith(words) and _BOUNDARY_HERE.match(text, len(words)):
            return kind
    return None


def opens_list(text: str) -> bool:
    """Whether the members of a list stand below a condition, as in `… is one of`."""
    return _OPENS_LIST.search(text, max(0, len(text) - _LONGEST_OPENING)) is not None


def never_continues(text: str) -> bool:
    """Whether a row begins with words that begin a line of their own and continue none."""
    return _stray().match(text) is not None


@cache
def _stray() -> re.Pattern[str]:
    words = sorted(leading_words(STRAY), key=len, reverse=True)
    begins = f"(?:{'|'.join(map(re.escape, words))}){_BOUNDARY}"
    return re.compile("|".join([begins, *regular_expressions(STRAY)]))


def belongs_below(text: str) -> bool:
    """Whether a row begins with words with which a line below some other begins."""
    kins = (own[None] for kind, own in _by_ending().items() if kind is not LineKind.FILE)
    return any(leading_kind(kin, text) is not None for kin in kins)
