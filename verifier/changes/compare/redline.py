"""The words of two versions beside each other: texts go in, the items whose words differ come out,
each as stretches that stay, are struck, or are inserted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from difflib import SequenceMatcher

from verifier.changes.compare.difference.outcome import Deadline, Piece, TextChange
from verifier.model import Norm, Policy
from verifier.source import Span
from verifier.words import Speaker


def text_changes(old: Policy, new: Policy) -> Iterator[TextChange]:
    """Every item of the files whose words differ, and the policy's own text."""
    before, after = _items(old), _items(new)
    for name in dict.fromkeys((*before, *after)):
        was, now = before.get(name, ""), after.get(name, "")
        if was != now:
            how = "changed" if was and now else "removed" if was else "added"
            yield TextChange(name, how, redline(was, now))  # type: ignore[arg-type]
    texts = [" ".join(p.source.file.text.split()) if p.source else "" for p in (old, new)]
    if texts[0] != texts[1]:
        yield TextChange("the text", "changed", redline(*texts))


def _items(policy: Policy) -> dict[str, str]:
    """The items of a policy's files by name, with their words."""
    speaker = Speaker(policy)
    named: list[tuple[str, Span | None]] = []
    named += [(speaker.clause_name(c.id), c.span) for c in policy.clauses.values()]
    named += [(f"the definition “{d.id}”", d.span) for d in policy.definitions.values()]
    named += [(f"“to {r.source} counts as to {r.target}”", r.span) for r in policy.counts_as]
    named += [
        (f"“never both to {e.one.act} and to {e.other.act}”", e.span) for e in policy.exclusions
    ]
    groups: tuple[tuple[str, Mapping[str, object]], ...] = (
        ("the calendar", policy.calendars),
        ("the question", policy.questions),
        ("the assumption", policy.assumptions),
        ("the presumption", policy.presumptions),
        ("the promise", policy.promises),
        ("the possibility", policy.possibilities),
        ("the claim", policy.coverages),
        ("the case", policy.cases),
    )
    for what, items in groups:
        named += [(f"{what} “{n}”", getattr(item, "span", None)) for n, item in items.items()]
    return {name: _words(span) for name, span in named if span is not None}


def _words(span: Span) -> str:
    """The words of an item without its layout and without comments."""
    lines = (line for line in span.text.splitlines() if not line.lstrip().startswith("#"))
    return " ".join(" ".join(lines).split())


def redline(was: str, now: str) -> tuple[Piece, ...]:
    """Two texts as one: what stays, what is struck, what is inserted, word by word."""
    first, second = _tokens(was), _tokens(now)
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    pieces: list[Piece] = []
    for op, start, end, other, last in matcher.get_opcodes():
        if op == "equal":
            pieces.append(Piece("same", _joined(first[start:end])))
            continue
        if end > start:
            pieces.append(Piece("struck", _joined(first[start:end])))
        if last > other:
            pieces.append(Piece("inserted", _joined(second[other:last])))
    return tuple(pieces)


def _tokens(text: str) -> list[str]:
    return re.findall(r"\S+", text)


def _joined(tokens: list[str]) -> str:
    return " ".join(tokens)


# --------------------------------------------------------------------------- deadlines


def deadlines(old: Policy, new: Policy) -> Iterator[Deadline]:
    """Duties whose deadline or counterparty differs."""
    for name, was in old.norms.items():
        now = new.norms.get(name)
        if now is not None:
            yield from _deadline(new, was, now)
    yield from counterparties(old, new)


def counterparties(old: Policy, new: Policy) -> Iterator[Deadline]:
    """Duties that are owed to somebody else, or to nobody any more."""
    for name, was in old.norms.items():
        if name in new.norms:
            yield from _owed(new, was, new.norms[name])


def _deadline(policy: Policy, was: Norm, now: Norm) -> Iterable[Deadline]:
    name = Speaker(policy).norm_name(now.id)
    match was.window, now.window:
        case None, None:
            return
        case None, window if window is not None:
            yield Deadline(now.id, f"{name} gets a deadline: {window.words}", "tightens")
        case window, None if window is not None:
            yield Deadline(now.id, f"{name} loses its deadline: {window.words}", "loosens")
        case before, after if before is not None and after is not None:
            if replace(before, words="") != replace(after, words=""):
                words = f"the deadline of {name} was {before.words}; it is {after.words}"
                yield Deadline(now.id, words, "changes")


def _owed(policy: Policy, was: Norm, now: Norm) -> Iterable[Deadline]:
    if was.owed_to != now.owed_to:
        name = Speaker(policy).norm_name(now.id)
        owed = [f"to {n.owed_to.name}" if n.owed_to else "to nobody" for n in (was, now)]
        yield Deadline(now.id, f"{name} was owed {owed[0]} and is owed {owed[1]}", "changes")
