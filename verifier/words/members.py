"""Values of lists in words: "is robbery", "is neither A nor B"."""

from __future__ import annotations

from collections.abc import Sequence

from verifier.model import UNLISTED, ListType
from verifier.words.english import quoted, series


def member_words(members: Sequence[str], positive: bool) -> str:
    """`is robbery`, `is either A or B`, `is not “a crime that is not violent”`, `is neither …`.
    What is not something unlisted is on the list."""
    if not positive and UNLISTED in members:
        listed = [member for member in members if member != UNLISTED]
        return "is on the list" + (f" and {member_words(listed, False)}" if listed else "")
    said = [member_name(member) for member in members]
    if len(said) == 1:
        return f"{'is' if positive else 'is not'} {said[0]}"
    if len(said) == 2:
        return ("is either {} or {}" if positive else "is neither {} nor {}").format(*said)
    return f"{'is' if positive else 'is none of'} {series(said, 'or' if positive else 'and')}"


def member_name(member: str) -> str:
    """A list member, in quotation marks where its own words would run into the sentence."""
    if member == UNLISTED:
        return "something that is not on the list"
    words = member.replace(",", " , ").split()
    risky = {"not", "no", "or", "and", ","} & set(words)
    return quoted(member) if risky and len(words) > 1 else member


def shorter_side(type_: ListType, members: frozenset[str]) -> tuple[tuple[str, ...], bool]:
    """The members to name, in declared order, and whether they are what it is (or is not)."""
    inside = tuple(value for value in type_.values if value in members)
    outside = tuple(value for value in type_.values if value not in members)
    if outside and len(outside) < len(inside) and len(outside) <= 2:
        return outside, False
    return (inside, True) if inside else (outside, False)
