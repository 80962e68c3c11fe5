"""A policy of which something false is printed, made smaller: item by item and line by line, as
long as the same kind of sentence of the same check stays false."""

from __future__ import annotations

from collections.abc import Iterator

from tests.claims.drafting import Draft, items_of, joined, read
from tests.claims.machine import tried
from tests.claims.trial import indentation
from tests.claims.tried import Refutation
from verifier.model import Policy


def reduced(found: Refutation) -> Refutation:
    """The same refutation on the smallest policy that greedy cuts lead to."""
    best = found
    again = True
    while again:
        again = False
        for text in (*shorter_by_items(best.draft.text), *shorter_by_lines(best.draft.text)):
            if len(text) >= len(best.draft.text):
                continue
            smaller = still_false(best, text)
            if smaller is not None:
                best, again = smaller, True
                break
    return best


def still_false(found: Refutation, text: str) -> Refutation | None:
    """The same kind of sentence, false of the shorter text."""
    source = found.draft.source if "source text" in text else None
    policy: Policy | None
    policy, _ = read(text, source)
    if policy is None:
        return None
    again = tried(Draft(found.draft.seed, text, source), policy, (found.kind, found.check))
    alike = (r for r in again.refuted if (r.kind, r.check) == (found.kind, found.check))
    return next(alike, None)


def shorter_by_items(text: str) -> Iterator[str]:
    items = items_of(text)
    size = max(1, len(items) // 2)
    while size:
        for start in range(1, len(items), size):
            yield joined([*items[:start], *items[start + size :]])
        size //= 2


def shorter_by_lines(text: str) -> Iterator[str]:
    lines = text.splitlines()
    for place, line in enumerate(lines):
        if not line.strip() or not line.startswith(" "):
            continue
        end = place + 1
        while (
            end < len(lines) and lines[end].strip() and indentation(lines[end]) > indentation(line)
        ):
            end += 1
        rest = lines[end:]
        deep = indentation(line)
        head = line.strip().split(" ")[0]
        if (
            rest
            and head in ("when", "except", "only", "given")
            and rest[0].startswith(" " * deep + "and ")
        ):
            opening = (
                line[: line.index(" when ") + 6]
                if head == "except"
                else " " * deep + ("given " if head == "given" else "when ")
            )
            yield "\n".join([*lines[:place], opening + rest[0][deep + 4 :], *rest[1:]]) + "\n"
        yield "\n".join([*lines[:place], *rest]) + "\n"
