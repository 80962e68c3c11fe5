"""Facts, events, acts and defined sentences: the declared words with their holes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations, pairwise

from verifier.elaborate.declarations import Names, resolve_party
from verifier.elaborate.sentences.complaints import Complaints, did_you_mean, indefinite, nearest
from verifier.elaborate.sentences.tokens import Phrase, WordIndex, tokens_of
from verifier.elaborate.sentences.vocabulary import DefinedSentence
from verifier.language import (
    ActDeclaration,
    DefineDeclaration,
    FactDeclaration,
    OneToEachLine,
    Words,
)
from verifier.model import (
    ActKind,
    Fact,
    Hole,
    Kind,
    OneToEach,
    Party,
    SentenceParts,
    Variable,
)

_FORBIDDEN = ("not", "no", "must", "may")
_FORBIDDEN_HINT = {
    "not": "declare the positive sentence; a condition can deny it",
    "no": "declare it with “a”; a condition can then say “no”",
    "must": "declare what happens, not what must happen",
    "may": "declare what happens, not what may happen",
}


_IDENTIFYING = ("is", "are", "was", "were", "becomes")


class Declaring:
    """Cuts declared sentences into words and holes, with the kinds that are declared."""

    def __init__(
        self, kinds: Mapping[str, Kind], parties: Mapping[str, Party], complaints: Complaints
    ) -> None:
        self.kinds = kinds
        self.parties = parties
        self.complaints = complaints
        self.index: WordIndex[str] = WordIndex((name, name) for name in kinds)

    # ------------------------------------------------------------------ facts

    def facts(self, declarations: Sequence[FactDeclaration]) -> dict[str, Fact]:
        found: dict[str, Fact] = {}
        names = Names("the sentence", self.complaints)
        for declaration in declarations:
            words = declaration.sentence
            if self._is_clean(words) and names.claim(words.text, words.span):
                found[words.text] = self._fact(declaration)
        return found

    def _fact(self, declaration: FactDeclaration) -> Fact:
        words = declaration.sentence
        sentence = self.split(words)
        tokens = tokens_of(words.text)
        self._check_day(words, tokens, declaration.event)
        about_act = any(pair == ("the", "act") for pair in pairwise(tokens))
        self._check_identity(words, sentence)
        fact = Fact(words.text, sentence, about_act, declaration.event, span=words.span)
        one_to_each = [self._one_to_each(line, fact) for line in declaration.one_to_each]
        return Fact(
            words.text,
            sentence,
            about_act,
            declaration.event,
            tuple(one for one in one_to_each if one is not None),
            resolve_party(declaration.judged_by, self.parties, self.complaints),
            resolve_party(declaration.controlled_by, self.parties, self.complaints),
            words.span,
            self._apart(fact.holes),
        )

    def _apart(self, holes: Sequence[Hole]) -> tuple[tuple[int, int], ...]:
        """The places of a hole and of each later one that is for "another" thing of its sort."""
        return tuple(
            (first, second)
            for first, second in combinations(range(len(holes)), 2)
            if holes[second].another
            and self._root(holes[first].kind) == self._root(holes[second].kind)
        )

    def _root(self, kind: str) -> str:
        parent = self.kinds[kind].parent if kind in self.kinds else None
        return kind if parent is None else self._root(parent)

    def _check_day(self, words: Words, tokens: tuple[str, ...], event: bool) -> None:
        dated = tokens[:2] == ("the", "day")
        if dated == event:
            return
        message = f"the event “{words.text}” does not begin with “the day”"
        hint = "write it like “event the day a report is made”"
        if not event:
            message = f"“{words.text}” begins with “the day”, as only events do"
            hint = "declare it with “event” in place of “fact”, or reword it"
        self.complaints.error("clashing-declaration", message, words.span, hint)

    def _one_to_each(self, line: OneToEachLine, fact: Fact) -> OneToEach | None:
        """`one person to each report`: which hole is the one, all others being the "each"."""
        result = self._hole(line.one, fact)
        rest = [hole for i, hole in enumerate(fact.holes) if i != result]
        each = [part.strip() for part in line.each.text.replace(" and ", ",").split(",")]
        wanted = [name for name in each if not (fact.about_act and name == "act")]
        if result is not None and sorted(wanted) != sorted(_called(h, wanted) for h in rest):
            others = " and ".join(hole.label for hole in rest) or "act"
            self.complaints.error(
                "wrong-kind",
                f"“to each {line.each.text}” does not name what else “{fact.id}” speaks of",
                line.each.span,
                f"write “to each {others}”",
            )
            return None
        return None if result is None else OneToEach(result, line.exactly)

    def _check_identity(self, words: Words, sentence: SentenceParts) -> None:
        """“a crime is a crime under state law” speaks of two crimes, where one may be meant."""
        for before, verb, after in zip(sentence, sentence[1:], sentence[2:], strict=False):
            if not isinstance(before, Hole) or not isinstance(after, Hole):
                continue
            if after.label.startswith("other "):
                continue
            if verb not in _IDENTIFYING or not self._related(before.kind, after.kind):
                continue
            two = indefinite(after.kind)
            self.complaints.warn(
                "unclear-declaration",
                f"in “{words.text}” “{two}” behind “{verb}” is a second {after.kind}, beside the "
                "first",
                words.span,
                f"if one is meant, say “one” or “such” in place of “{two}”; if two are, write "
                f"“another {after.kind}”",
            )

    def _related(self, first: str, second: str) -> bool:
        return second in self._lineage(first) or first in self._lineage(second)

    def _lineage(self, kind: str) -> list[str]:
        found: list[str] = []
        at: str | None = kind
        while at is not None and at in self.kinds and at not in found:
            found.append(at)
            at = self.kinds[at].parent
        return found

    def _hole(self, words: Words, fact: Fact) -> int | None:
        named = [i for i, hole in enumerate(fact.holes) if hole.label == words.text]
        named += [i for i, hole in enumerate(fact.holes) if hole.kind == words.text]
        if named:
            return named[0]
        labels = [hole.label for hole in fact.holes]
        self.complaints.error(
            "unknown-kind",
            f"“{fact.id}” speaks of no “{words.text}”",
            words.span,
            did_you_mean(words.text, labels),
        )
        return None

    # ------------------------------------------------------------------ acts, definitions

    def acts(self, declarations: Sequence[ActDeclaration]) -> dict[str, ActKind]:
        found: dict[str, ActKind] = {}
        names = Names("the act", self.complaints)
        for declaration in declarations:
            words = declaration.phrase
            if self._is_clean(words) and names.claim(words.text, words.span):
                confined = declaration.in_its_ways
                found[words.text] = ActKind(words.text, self.split(words), words.span, confined)
        return found

    def definitions(
        self, declarations: Sequence[DefineDeclaration], facts: Mapping[str, Fact]
    ) -> dict[str, DefinedSentence]:
        found: dict[str, DefinedSentence] = {}
        names = Names("the sentence", self.complaints)
        names.places.update({id_: fact.span for id_, fact in facts.items() if fact.span})
        for declaration in declarations:
            words = declaration.sentence
            if self._is_clean(words) and names.claim(words.text, words.span):
                found[words.text] = self._definition(words)
        return found

    def _definition(self, words: Words) -> DefinedSentence:
        sentence = self.split(words)
        holes = [part for part in sentence if isinstance(part, Hole)]
        labels = Names("in this definition, the", self.complaints)
        for hole in holes:
            if hole.label in labels.places:
                self._two_alike(words, hole)
            labels.places[hole.label] = words.span
        parameters = tuple(Variable(hole.label, hole.kind) for hole in holes)
        others = tuple(hole.label == f"other {hole.kind}" for hole in holes)
        return DefinedSentence(words.text, sentence, parameters, others, words.span)

    def _two_alike(self, words: Words, hole: Hole) -> None:
        self.complaints.error(
            "unclear-reference",
            f"“the {hole.label}” could be two things in “{words.text}”",
            words.span,
            f"write “another {hole.kind}” for the second, or “{indefinite(hole.kind)} (the LABEL)”",
        )

    # ------------------------------------------------------------------ words and holes

    def split(self, words: Words) -> SentenceParts:
        """The sentence in words and holes: a hole is an article and the longest declared kind."""
        phrase = Phrase.of(words)
        parts: list[str | Hole] = []
        fixed: list[str] = []
        at = 0
        while at < len(phrase.tokens):
            found = self._read_hole(phrase, at)
            if found is None:
                self._check_fixed(phrase, at)
                fixed.append(phrase.tokens[at])
                at += 1
                continue
            if fixed:
                parts.append(" ".join(fixed))
            hole, at = found
            parts.append(hole)
            fixed = []
        return (*parts, " ".join(fixed)) if fixed else tuple(parts)

    def _read_hole(self, phrase: Phrase, at: int) -> tuple[Hole, int] | None:
        article, tokens = phrase.tokens[at], phrase.tokens
        if article not in ("a", "an", "another"):
            return None
        found = self.index.longest(tokens, at + 1)
        if found is None:
            return None
        kind, end = found
        label = f"other {kind}" if article == "another" else kind
        if end < len(tokens) and tokens[end].startswith("("):
            close = next((i for i in range(end, len(tokens)) if tokens[i].endswith(")")), None)
            if close is not None:
                label = phrase.text(end, close + 1)[1:-1].removeprefix("the ").strip()
                end = close + 1
        return Hole(kind, label, article == "another"), end

    def _check_fixed(self, phrase: Phrase, at: int) -> None:
        """Words that look like a hole and are none."""
        tokens = phrase.tokens
        following = tokens[at + 1] if at + 1 < len(tokens) else ""
        if tokens[at] == "the":
            found = self.index.longest(tokens, at + 1)
            if found and (tokens[at + 1 : at + 2] != ("act",)):
                self.complaints.error(
                    "unclear-declaration",
                    f"“the {found[0]}” in a declared sentence introduces nothing",
                    phrase.place(at, found[1]),
                    f"write “{indefinite(found[0])}”",
                )
        elif tokens[at] in ("a", "an", "another") and following:
            close = nearest(following, self.kinds, 0.84)
            if close is not None:
                self.complaints.warn(
                    "unknown-kind",
                    f"“{following}” is no declared kind, so “{tokens[at]} {following}” is fixed "
                    "words of this sentence",
                    phrase.place(at, at + 2),
                    f"did you mean “{close}”?",
                )

    def _is_clean(self, words: Words) -> bool:
        phrase = Phrase.of(words)
        for word in _FORBIDDEN:
            if word in phrase.tokens:
                at = phrase.tokens.index(word)
                self.complaints.error(
                    "forbidden-word",
                    f"a declared sentence cannot contain “{word}”",
                    phrase.place(at, at + 1),
                    _FORBIDDEN_HINT[word],
                )
                return False
        return True


def _called(hole: Hole, names: Sequence[str]) -> str:
    """The hole's label, or its kind where the drafter used that."""
    return hole.label if hole.label in names else hole.kind
