"""What may not stand together: a line that is two declared sentences, a declared sentence that is a
built-in condition, two currencies in one policy."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from verifier.elaborate.sentences.complaints import Complaints
from verifier.elaborate.sentences.fillers import filler_reader
from verifier.elaborate.sentences.matching import (
    Declared,
    DeclaredEntry,
    Match,
    Matcher,
    elements_of,
)
from verifier.elaborate.sentences.scopes import Scope
from verifier.elaborate.sentences.tokens import tokens_of
from verifier.elaborate.sentences.vocabulary import DefinedSentence, Vocabulary
from verifier.language import Document
from verifier.model import ActKind, Attribute, Fact, Hole, SentenceParts
from verifier.source import SourceFile, Span


def check_clashes(vocabulary: Vocabulary, complaints: Complaints) -> None:
    """No line may be two declared sentences, and none may be a built-in shape."""
    _check_matcher(vocabulary.sentences, vocabulary, complaints)
    _check_matcher(vocabulary.events, vocabulary, complaints)
    _check_matcher(vocabulary.phrases, vocabulary, complaints)
    declared: list[Fact | DefinedSentence] = [*vocabulary.facts.values()]
    declared += vocabulary.definitions.values()
    for entry in declared:
        _check_built_in(entry.id, entry.sentence, entry.span, vocabulary, complaints)
    for act in vocabulary.acts.values():
        _check_act(act, complaints)


def _check_act(act: ActKind, complaints: Complaints) -> None:
    if isinstance(act.phrase[0], Hole):
        complaints.error(
            "clashing-declaration",
            f"the act “{act.id}” does not begin with what is done",
            act.span,
            "write it like “act prosecute a person for an offense”: the one who acts is left out",
        )


def _check_matcher(
    matcher: Matcher[Declared], vocabulary: Vocabulary, complaints: Complaints
) -> None:
    read = filler_reader(Scope(vocabulary))
    order = {id(pattern.declared): i for i, pattern in enumerate(matcher.patterns)}
    said: set[tuple[int, int]] = set()
    for pattern in matcher.patterns:
        own = order[id(pattern.declared)]
        for match in matcher.matches(tokens_of(pattern.declared.id), read):
            other = order[id(match.declared)]
            pair = (min(own, other), max(own, other))
            if own != other and pair not in said and _related(match, vocabulary):
                said.add(pair)
                first, second = (matcher.patterns[index].declared for index in pair)
                _clash(first, second, complaints)


def _related(match: Match[Declared], vocabulary: Vocabulary) -> bool:
    """Whether some thing could fill each hole of both sentences."""
    return all(
        filler.form == "name"
        or vocabulary.fits(filler.word, hole.kind)
        or vocabulary.fits(hole.kind, filler.word)
        for hole, filler in zip(match.holes, match.fillers, strict=True)
    )


def _clash(first: DeclaredEntry, second: DeclaredEntry, complaints: Complaints) -> None:
    complaints.error(
        "clashing-declaration",
        f"one line could be both “{first.id}” and “{second.id}”",
        second.span,
        "reword one of the two so that no line is both",
        (("the first is declared here", first.span),) if first.span else (),
    )


def _check_built_in(
    text: str,
    sentence: SentenceParts,
    span: Span | None,
    vocabulary: Vocabulary,
    complaints: Complaints,
) -> None:
    shape = _built_in(elements_of(sentence), vocabulary.attributes)
    if shape:
        complaints.error(
            "clashing-declaration",
            f"“{text}” has the shape of {shape}, which needs no declaration",
            span,
            "reword the sentence, or delete the declaration",
        )
    elif not any(isinstance(part, str) for part in sentence):
        complaints.error(
            "clashing-declaration", f"“{text}” has no words of its own", span, "add a verb"
        )


def _built_in(elements: tuple[str | Hole, ...], attributes: Mapping[str, Attribute]) -> str | None:
    """The built-in condition whose shape these words have."""
    match elements:
        case (Hole(), "is", Hole()):
            return "“X is Y”"
        case ("the", "act", "is", "to", *_):
            return "“the act is to …”"
        case ("reading", *rest) if "as" in rest:
            return "“reading QUESTION as READING”"
        case ("the", *rest) if _attribute_of(tuple(rest), attributes):
            return "“the ATTRIBUTE of X is V”"
        case _:
            return None


def _attribute_of(elements: tuple[str | Hole, ...], attributes: Mapping[str, Attribute]) -> bool:
    names = {tokens_of(attribute.name) for attribute in attributes.values()}
    return any(
        elements[: len(name)] == name
        and elements[len(name) : len(name) + 1] == ("of",)
        and elements[len(name) + 2 : len(name) + 3] == ("is",)
        for name in names
    )


# --------------------------------------------------------------------------- currencies

_MONEY = re.compile(r"([$€£])\d[\d,.]*|\d (dollar|euro|pound)s?\b")
_APART = re.compile(r'"[^"]*"|“[^”]*”|^\s*#[^\n]*', re.MULTILINE)
_NAMES = {"$": "dollars", "€": "euros", "£": "pounds"}


def check_currency(documents: Sequence[Document], complaints: Complaints) -> None:
    """Report the first amount in a second currency; quotations and comments do not count."""
    first: tuple[str, Span] | None = None
    for document in documents:
        if _MONEY.search(document.file.text) is None:
            continue
        for found in _MONEY.finditer(_bare(document.file)):
            name = _NAMES.get(found[1], f"{found[2]}s")
            place = Span(document.file, found.start(), found.end())
            first = first or (name, place)
            if name != first[0]:
                complaints.error(
                    "two-currencies",
                    f"this policy counts money in {first[0]} and in {name}",
                    place,
                    "write every amount in one currency",
                    (("the first amount is here", first[1]),),
                )
                return


def _bare(file: SourceFile) -> str:
    """The text with quotations and comments blanked out, every other character in its place."""
    return _APART.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), file.text)
