"""Reading what stands in a hole: "a person", "the other item", "no report", "at least 2 reports",
"the Office", "Ana"."""

from __future__ import annotations

from collections.abc import Sequence

from verifier.elaborate.sentences.counts import Count, read_count
from verifier.elaborate.sentences.matching import Filler, Form, ReadFiller
from verifier.elaborate.sentences.scopes import Scope

_ARTICLES: dict[str, Form] = {
    "a": "a",
    "an": "a",
    "another": "another",
    "some": "some",
    "every": "every",
    "no": "no",
}
_WITH_OTHER = frozenset({"some", "every", "no", "at least one", "counted"})


def filler_reader(scope: Scope) -> ReadFiller:
    """A reader for the names, kinds and labels that are known in a scope."""
    labels = scope.labels()

    def read(tokens: Sequence[str], start: int) -> Filler | None:
        if start >= len(tokens):
            return None
        named = _name(tokens, start, scope)
        worded = _worded(tokens, start, scope, labels)
        if named is None or worded is None:
            return named or worded
        return worded if worded.end > named.end else named

    return read


def _name(tokens: Sequence[str], start: int, scope: Scope) -> Filler | None:
    found = [scope.thing_index.longest(tokens, start)]
    found.append(scope.vocabulary.party_index.longest(tokens, start))
    known = [entry for entry in found if entry is not None]
    if not known:
        return None
    name, end = max(known, key=lambda entry: entry[1])
    return Filler("name", name, start, end)


def _worded(
    tokens: Sequence[str], start: int, scope: Scope, labels: Sequence[tuple[str, ...]]
) -> Filler | None:
    first = tokens[start]
    if first == "the":
        return _reference(tokens, start, scope, labels)
    if first in _ARTICLES:
        return _introduction(_ARTICLES[first], tokens, start, start + 1, scope)
    counted = read_count(tokens, start)
    if counted is None:
        return None
    count, after = counted
    form: Form = "at least one" if count == Count(">=", 1) else "counted"
    return _introduction(form, tokens, start, after, scope, count)


def _introduction(
    form: Form,
    tokens: Sequence[str],
    start: int,
    after: int,
    scope: Scope,
    count: Count | None = None,
) -> Filler | None:
    many = count is not None and count.many
    index = scope.vocabulary.plural_index if many else scope.vocabulary.kind_index
    found, other = index.longest(tokens, after), False
    if form in _WITH_OTHER and tuple(tokens[after : after + 1]) == ("other",):
        further = index.longest(tokens, after + 1)
        found, other = (further, True) if further else (found, False)
    if found is None:
        return None
    kind, end = found
    label, end = _label(tokens, end)
    return Filler(form, kind, start, end, label, other, count)


def _label(tokens: Sequence[str], at: int) -> tuple[str, int]:
    """The label in brackets that stands at `at`, without its "the", and the position after it."""
    if at >= len(tokens) or not tokens[at].startswith("("):
        return "", at
    for end in range(at + 1, len(tokens) + 1):
        if tokens[end - 1].endswith(")"):
            return " ".join(tokens[at:end])[1:-1].removeprefix("the ").strip(), end
    return "", at


def _reference(
    tokens: Sequence[str], start: int, scope: Scope, labels: Sequence[tuple[str, ...]]
) -> Filler | None:
    index = scope.vocabulary.kind_index
    found: list[tuple[str, int, Form]] = []
    plain = index.longest(tokens, start + 1)
    if plain:
        found.append((*plain, "the"))
    if tuple(tokens[start + 1 : start + 2]) == ("other",):
        other = index.longest(tokens, start + 2)
        found.extend([(*other, "the other")] if other else [])
    for label in labels:
        end = start + 1 + len(label)
        if tuple(tokens[start + 1 : end]) == label:
            found.append((" ".join(label), end, "the"))
    if not found:
        return None
    word, end, form = max(found, key=lambda entry: entry[1])
    return Filler(form, word, start, end)
