"""Finding what an amendment names: items, exceptions and lines of a policy, by their own words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from verifier.changes.amend.stems import body, exception_name, folded
from verifier.changes.amend.text import Address, PolicyText
from verifier.elaborate import Refusal, Related, did_you_mean, refusal
from verifier.language import ItemName, ItemNoun, LineName
from verifier.language.line_grammar import Fields, read_line
from verifier.language.line_kinds import LineKind
from verifier.language.logical_lines import LogicalLine
from verifier.source import Span

_ROLES: dict[ItemNoun, LineKind] = {
    "clause": LineKind.CLAUSE,
    "law": LineKind.LAW,
    "definition": LineKind.DEFINE,
    "fact": LineKind.FACT,
    "event": LineKind.EVENT,
    "act": LineKind.ACT,
    "rule": LineKind.COUNTS_AS,
    "calendar": LineKind.CALENDAR,
    "kind": LineKind.KIND,
    "party": LineKind.PARTY,
    "question": LineKind.QUESTION,
    "assumption": LineKind.ASSUME,
    "presumption": LineKind.PRESUME,
    "promise": LineKind.PROMISE,
    "possibility": LineKind.POSSIBLE,
    "coverage": LineKind.COVERS,
    "case": LineKind.CASE,
    "words set aside": LineKind.NOT_ENCODED,
}
_NAMES = {LineKind.CLAUSE: "ID", LineKind.LAW: "LAW_NAME", LineKind.KIND: "KIND_NAME"}
_SENTENCES = frozenset({LineKind.DEFINE, LineKind.FACT, LineKind.EVENT, LineKind.ACT})


def name_of(line: LogicalLine) -> str:
    """The name under which an amendment finds an item."""
    if line.role is LineKind.COUNTS_AS:
        return line.text
    fields = read_line(line, [])
    if fields is None:
        return ""
    if line.role is LineKind.NOT_ENCODED:
        quoted = fields.quoted()
        return quoted.text if quoted else ""
    return _field(fields, line.role)


def _field(fields: Fields, role: LineKind) -> str:
    words = fields.words("SENTENCE" if role in _SENTENCES else _NAMES.get(role, "NAME"))
    return words.text if words else ""


def find_item(text: PolicyText, item: ItemName) -> Address:
    """The item of this name; refused where there is none, or where there are several."""
    role = _ROLES[item.noun]
    known = [(name_of(text.line(a)), a) for a in text.items() if text.line(a).role is role]
    found = [address for name, address in known if folded(name) == folded(item.name)]
    if not found:
        raise refusal(
            "missing-target",
            f"the policy has no {item.noun} “{item.name}”",
            item.span,
            did_you_mean(
                item.name,
                [name for name, _ in known],
                f"name one {item.noun} as the policy does; each has an edit of its own",
            ),
        )
    if len(found) > 1:
        raise _several(text, found, f"the policy has {len(found)} items of this name", item.span)
    return found[0]


def find_exception(text: PolicyText, clause: Address, name: str, span: Span) -> tuple[Address, ...]:
    """The lines of an exception of a clause: its `except` line and the lines that go on with it."""
    known = [a for a in text.below(clause) if text.line(a).role is LineKind.EXCEPT]
    found = [a for a in known if folded(exception_name(text.line(a))) == folded(name)]
    if not found:
        raise refusal(
            "missing-target",
            f"{_spoken(text, clause)} has no exception “{name}”",
            span,
            did_you_mean(
                name,
                [exception_name(text.line(a)) for a in known],
                "name it as its “except” line does",
            ),
        )
    if len(found) > 1:
        raise _several(text, found, f"the clause has {len(found)} exceptions of this name", span)
    return tuple(_group(text, found[0]))


def _group(text: PolicyText, first: Address) -> Iterator[Address]:
    yield first
    siblings = text.siblings(first)
    for index in range(first[-1] + 1, len(siblings)):
        if siblings[index].role not in (LineKind.AND, LineKind.OR):
            return
        yield (*first[:-1], index)


def place_of(text: PolicyText, item: ItemName) -> tuple[Address, ...]:
    """The lines that an edit `in ITEM` is about: the item, or the lines of the exception."""
    address = find_item(text, item)
    if item.exception is None:
        return (address,)
    return find_exception(text, address, item.exception, item.span)


# --------------------------------------------------------------------------- lines


def find_line(text: PolicyText, item: ItemName, wanted: LineName) -> Address:
    """The line of the item with these words, with or without its connective."""
    whose = place_of(text, item)
    lines = [] if item.exception is None else list(whose)
    lines += [below for address in whose for below in text.below(address)]
    words = folded(wanted.quote.text)
    found = [a for a in lines if words in (folded(text.line(a).text), folded(body(text.line(a))))]
    if not found:
        raise _no_line(text, whose[0], lines, wanted)
    if wanted.which is not None:
        return _which(found, wanted, text)
    if len(found) > 1:
        message = f"{len(found)} lines of {_spoken(text, whose[0])} are “{wanted.quote.text}”"
        hint = "say which one: “the first line …”, “the second line …”"
        raise _several(text, found, message, wanted.quote.span, hint)
    return found[0]


def _no_line(
    text: PolicyText, whose: Address, lines: Sequence[Address], wanted: LineName
) -> Refusal:
    bodies = [body(text.line(address)) for address in lines]
    return refusal(
        "missing-target",
        f"{_spoken(text, whose)} has no line “{wanted.quote.text}”",
        wanted.quote.span,
        did_you_mean(wanted.quote.text, bodies, "quote the whole line, as it stands in the policy"),
        (("it stands here", text.line(whose).span()),),
    )


def _which(found: Sequence[Address], wanted: LineName, text: PolicyText) -> Address:
    which = wanted.which or 1
    if which <= len(found):
        return found[which - 1]
    count = "one line" if len(found) == 1 else f"{len(found)} lines"
    raise refusal(
        "missing-target",
        f"there is only {count} “{wanted.quote.text}” there",
        wanted.quote.span,
        "leave out “the first”, “the second”, where there is one line of these words",
        _places(text, found),
    )


def _spoken(text: PolicyText, address: Address) -> str:
    """What is named, as the policy file says it."""
    line = text.line(address)
    if line.role is LineKind.EXCEPT:
        return f"the exception “{exception_name(line)}”"
    return f"“{line.text}”" if line.role is not LineKind.CLAUSE else f"clause {name_of(line)}"


def _several(
    text: PolicyText, found: Sequence[Address], message: str, span: Span, hint: str = ""
) -> Refusal:
    hint = hint or "give them names of their own first"
    return refusal("ambiguous-target", message, span, hint, _places(text, found))


def _places(text: PolicyText, found: Sequence[Address]) -> Related:
    return tuple(("one stands here", text.line(address).span()) for address in found)
