"""Lists in lines of a policy: which one an amendment means, its members taken out and put in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from verifier.changes.amend.names import place_of
from verifier.changes.amend.stems import body, folded
from verifier.changes.amend.text import Address, PolicyText
from verifier.elaborate import did_you_mean, listed, refusal
from verifier.language import EditList, Quoted
from verifier.language.line_kinds import LineKind

_LIST = re.compile(r"(.*?)\s*\b(?:is(?: not)? one of|includes)\b\s*")
_MEMBER = re.compile(r'"[^"]*"|“[^”]*”|[^,"“”]+')


@dataclass(frozen=True)
class Member:
    """A member of a list and where it stands: its line, and the stretch of that line's text."""

    words: str
    address: Address
    start: int
    end: int


@dataclass(frozen=True)
class ListText:
    """A list: the words before it, the lines that hold members, and the members."""

    of: str
    lines: tuple[Address, ...]
    members: tuple[Member, ...]


def find_list(text: PolicyText, edit: EditList) -> ListText:
    """The list that an edit means; refused where none or several can be meant."""
    whose = place_of(text, edit.item)
    addresses = [a for one in whose for a in (one, *text.below(one))]
    known = list(_lists(text, addresses))
    found = [one for one in known if edit.of is None or _is_named(one, edit.of)]
    place = edit.span if edit.of is None else edit.of.span
    names = [one.of for one in known]
    if not found:
        named = f"no list “{edit.of.text}”" if edit.of else "no list"
        message = f"{edit.item.noun} {edit.item.name} has {named}"
        hint = did_you_mean(edit.of.text if edit.of else "", names)
        raise refusal("missing-target", message, place, hint)
    if len(found) > 1:
        message = f"{edit.item.noun} {edit.item.name} has several lists: {listed(names)}"
        hint = f"say which one: … the list “{names[0]}”"
        raise refusal("ambiguous-target", message, place, hint)
    return found[0]


def _is_named(one: ListText, of: Quoted) -> bool:
    return folded(of.text) in (folded(one.of), folded(f"{one.of} is one of"))


def _lists(text: PolicyText, addresses: Sequence[Address]) -> Iterator[ListText]:
    for address in addresses:
        line = text.line(address)
        found = _LIST.match(line.text)
        if line.role is LineKind.QUOTE or found is None or not found[1]:
            continue
        below = [(*address, i) for i, c in enumerate(line.children) if c.role is LineKind.MEMBERS]
        own = _members(line.text, address, found.end())
        members = (*own, *(m for b in below for m in _members(text.line(b).text, b, 0)))
        of = _LIST.match(body(line))
        yield ListText(of[1] if of else found[1], (address, *below), members)


def _members(text: str, address: Address, start: int) -> tuple[Member, ...]:
    found = []
    for one in _MEMBER.finditer(text, start):
        words = one[0].strip()
        if words:
            lead = one.start() + len(one[0]) - len(one[0].lstrip())
            found.append(Member(_bare(words), address, lead, lead + len(words)))
    return tuple(found)


def _bare(words: str) -> str:
    return words[1:-1].strip() if words[0] in '"“' else words


def find_member(of: ListText, wanted: Quoted) -> Member:
    """The member of this name."""
    for member in of.members:
        if folded(member.words) == folded(wanted.text):
            return member
    raise refusal(
        "missing-target",
        f"“{wanted.text}” is not in the list “{of.of}”",
        wanted.span,
        did_you_mean(
            wanted.text,
            [member.words for member in of.members],
            "quote one member as it stands in the list",
        ),
    )


def written(words: str) -> str:
    """A member as it stands in a list."""
    return f'"{words}"' if "," in words else words


def relisted(
    text: str, struck: Sequence[str], changed: Mapping[str, str], added: Sequence[str]
) -> str:
    """The text of a line of members, or of a line that ends in a list."""
    found = _LIST.match(text)
    lead = found[0].rstrip() if found and found[1] else ""
    members = _members(text, (), len(lead))
    gone = {folded(words) for words in struck}
    names = {folded(old): new for old, new in changed.items()}
    kept = [names.get(folded(m.words), m.words) for m in members if folded(m.words) not in gone]
    listing = ", ".join(written(words) for words in (*kept, *added))
    return f"{lead} {listing}".strip()
