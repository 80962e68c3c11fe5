"""The blocks of the grammar as values: which lines stand below which, how often, in which order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import chain

from lark.grammar import Terminal

from verifier.language.grammar import (
    BLOCK,
    FILE,
    GROUP,
    Definition,
    last_terminal,
    rules,
    symbol_of,
)
from verifier.language.leading_words import leading_words
from verifier.language.line_kinds import LineKind


@dataclass(frozen=True)
class LineOf:
    """A line at its place in a block: its kind, and the rule that says what stands below it."""

    kind: LineKind
    rule: str


@dataclass(frozen=True)
class Member:
    """A place in a block: a line in `opens` stands there, and in a group those in `follows` go on
    with it. `most`: None is any number. `misplaced`: what stands there is read to be reported."""

    opens: tuple[LineOf, ...]
    follows: tuple[LineOf, ...] = ()
    least: int = 1
    most: int | None = 1
    misplaced: bool = False
    group: str = ""

    @cached_property
    def kinds(self) -> tuple[LineKind, ...]:
        """The kinds of the lines with which it begins."""
        return tuple(line.kind for line in self.opens)

    @property
    def lines(self) -> tuple[LineOf, ...]:
        return self.opens + self.follows

    @property
    def needed(self) -> bool:
        """Whether such a line has to be there."""
        return self.least > 0 and not self.misplaced

    @cached_property
    def single(self) -> bool:
        """Whether a second such line is one too many. That is not said of lines without leading
        words: any row without them is read as one, so a second one may be a slip of the pen, which
        only its reader can tell."""
        named = all(leading_words(kind.value) for kind in self.kinds)
        return self.most == 1 and not self.group and named


@dataclass(frozen=True)
class Place:
    """Where a line stands in a block: at the member of this index, as this line, which opens it or
    goes on with it."""

    index: int
    line: LineOf
    opens: bool


@dataclass(frozen=True)
class Block:
    """What stands below a line. `endings`: the terminals in one of which the line ends, if that
    matters; `needed`: it has this block, even if nothing in it has to be there."""

    kind: LineKind
    endings: tuple[str, ...]
    members: tuple[Member, ...]
    needed: bool

    def member_of(self, kind: LineKind) -> Member | None:
        """The first place that a line of this kind opens."""
        return next((member for member in self.members if kind in member.kinds), None)

    def places(self, kinds: Sequence[LineKind]) -> tuple[Place, ...]:
        """Where lines of these kinds stand, written in this order below the line: a line that goes
        on with a group stands in the last one that was opened."""
        found, opened = list[Place](), list[int]()
        for kind in kinds:
            place = self._place(kind, opened)
            found.append(place)
            if place.opens and self.members[place.index].group:
                opened.append(place.index)
        return tuple(found)

    def _place(self, kind: LineKind, opened: Sequence[int]) -> Place:
        for index in reversed(opened):
            for line in self.members[index].follows:
                if line.kind is kind:
                    return Place(index, line, False)
        in_order = tuple(enumerate(self.members))
        opening = (Place(i, line, True) for i, m in in_order for line in m.opens)
        following = (Place(i, line, False) for i, m in in_order for line in m.follows)
        return next(place for place in chain(opening, following) if place.line.kind is kind)


@cache
def blocks_of_rule(rule: str) -> tuple[Block, ...]:
    """The blocks that a rule allows; none for the rule of a line that has no block."""
    if rule == FILE:
        return (Block(LineKind.FILE, (), tuple(_members(rules()[rule])), True),)
    if not rule.endswith(BLOCK):
        return ()
    return tuple(map(_block, rules()[rule].children))


@cache
def group_of_rule(rule: str) -> Member:
    """The group that a rule describes, as if it stood once in a block."""
    first, *others = _members(rules()[rule].children[0])
    follows = tuple(chain.from_iterable(other.lines for other in others))
    return replace(first, follows=follows, group=rule.removesuffix(GROUP))


@cache
def blocks() -> Mapping[LineKind, tuple[Block, ...]]:
    """The blocks of each kind of line, wherever it stands."""
    found: dict[LineKind, tuple[Block, ...]] = {}
    for rule in rules():
        for block in blocks_of_rule(rule):
            found[block.kind] = (*found.get(block.kind, ()), block)
    return found


def block_of(kind: LineKind, text: str) -> Block | None:
    """The block of a line, by the first rule that has one for a line that ends like its text."""
    own = _by_ending().get(kind)
    if own is None:
        return None
    ending = last_terminal(text, kind) if len(own) > 1 else None
    return own.get(ending, own[None])


@cache
def _by_ending() -> Mapping[LineKind, Mapping[str | None, Block]]:
    return {
        kind: {ending: block for block in reversed(own) for ending in block.endings or (None,)}
        for kind, own in blocks().items()
    }


# --------------------------------------------------------------------------- reading the rules


def _block(production: Definition) -> Block:
    """`line ENDING _INDENT … _DEDENT`, with all that stands below in brackets where it need not."""
    head, *rest = production.children
    optional = bool(rest) and rest[-1].data == "maybe"
    if optional:
        endings, inside = rest[:-1], rest[-1].children[0].children[0].children
    else:
        indent = next((i for i, piece in enumerate(rest) if _is(piece, "_INDENT")), len(rest))
        endings, inside = rest[:indent], rest[indent:]
    return Block(
        LineKind(_name(head)),
        tuple(name for piece in endings for name in _terminal_names(piece)),
        tuple(chain.from_iterable(map(_members, inside[1:-1]))),
        bool(inside) and not optional,
    )


def _is(piece: Definition, terminal: str) -> bool:
    symbol = symbol_of(piece) if piece.data == "value" else None
    return symbol is not None and symbol.name == terminal


def _name(value: Definition) -> str:
    symbol = symbol_of(value)
    assert symbol is not None
    return str(symbol.name)


def _terminal_names(piece: Definition) -> Iterator[str]:
    yield from (symbol.name for symbol in piece.scan_values(lambda it: isinstance(it, Terminal)))


def _members(piece: Definition) -> Iterator[Member]:
    match piece.data:
        case "expansions" if len(piece.children) > 1:
            yield _one_of([*chain.from_iterable(map(_members, piece.children))])
        case "expansions" | "expansion":
            yield from chain.from_iterable(map(_members, piece.children))
        case "maybe":
            yield from (replace(member, least=0) for member in _members(piece.children[0]))
        case "expr":
            yield _repeated([*_members(piece.children[0])], str(piece.children[1]))
        case _:
            yield from _member(piece)


def _member(value: Definition) -> Iterator[Member]:
    symbol = symbol_of(value)
    if symbol is None:  # misplaced{…}
        inner = value.children[0].children[1]
        yield from (replace(member, misplaced=True) for member in _members(inner))
    elif symbol.name.startswith("_"):
        yield from _members(rules()[symbol.name])
    elif symbol.name.endswith(GROUP):
        yield group_of_rule(symbol.name)
    else:
        yield Member((LineOf(_kind(symbol.name), symbol.name),))


def _kind(rule: str) -> LineKind:
    """The kind of the line with which the production of a rule begins."""
    return LineKind(_name(rules()[rule].children[0].children[0]) if rule.endswith(BLOCK) else rule)


def _one_of(members: Sequence[Member]) -> Member:
    return Member(
        tuple(chain.from_iterable(member.opens for member in members)),
        tuple(chain.from_iterable(member.follows for member in members)),
        min(member.least for member in members),
        None if any(member.most is None for member in members) else 1,
    )


def _repeated(members: Sequence[Member], operator: str) -> Member:
    member = members[0] if len(members) == 1 else _one_of(members)
    if operator == "?":
        return replace(member, least=0)
    return replace(member, least=0 if operator == "*" else 1, most=None)
