"""Scopes: which things a line can refer to, and what "the person" means there.

A scope holds the variables introduced in one conjunctive block. An inner scope sees the outer ones;
when it ends it leaves behind why its variables are not known outside, so that a later reference can
be told the reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from verifier.elaborate.sentences.complaints import Refusal, indefinite, refusal
from verifier.elaborate.sentences.matching import Filler
from verifier.elaborate.sentences.tokens import Phrase, WordIndex, tokens_of
from verifier.elaborate.sentences.vocabulary import Vocabulary
from verifier.model import Named, Term, Variable
from verifier.source import Span

_ORDINALS = ("other", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


@dataclass(frozen=True)
class Introduced:
    """A variable in play: what is said after "the", and whether it came with "another"."""

    variable: Variable
    label: str
    other: bool
    span: Span
    lent: bool = False  # lent by a clause that is disapplied: own variables come first

    @property
    def spoken(self) -> str:
        return f"the other {self.label}" if self.other else f"the {self.label}"


class Scope:
    """The things known in one block; `things` are the named things of a case with their kinds."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        things: Mapping[str, str] | None = None,
        parent: Scope | None = None,
    ) -> None:
        self.vocabulary = vocabulary
        self.parent = parent
        self.things: Mapping[str, str] = things or {}
        self.thing_index: WordIndex[str] = (
            parent.thing_index if parent else WordIndex((name, name) for name in self.things)
        )
        if parent:
            self.things = parent.things
        self.entries: list[Introduced] = []
        self.hidden: list[tuple[Introduced, str]] = []
        self._unseen: set[Variable] = set()
        self.disapplied = ""
        """In a disapplication: what to do about a thing that what it disapplies does not lend."""

    # ------------------------------------------------------------------ structure

    def child(self) -> Scope:
        return Scope(self.vocabulary, None, self)

    def close(self, inner: Scope, reason: str) -> None:
        """An inner block has ended: its variables are no longer known, for this reason."""
        self.hidden.extend((entry, reason) for entry in inner.entries)
        self.hidden.extend(inner.hidden)

    def hide(self, variable: Variable, reason: str) -> None:
        """Keep a variable of this block (it is bound here) but let nothing refer to it again."""
        for entry in list(self.entries):
            if entry.variable == variable:
                self.hidden.append((entry, reason))
                self._unseen.add(variable)

    @property
    def variables(self) -> tuple[Variable, ...]:
        """The variables that this block binds, in order."""
        return tuple(entry.variable for entry in self.entries)

    @property
    def unseen(self) -> tuple[Variable, ...]:
        """Those of them that only their own line could speak of ("some K")."""
        return tuple(variable for variable in self.variables if variable in self._unseen)

    def chain(self) -> Iterator[Scope]:
        scope: Scope | None = self
        while scope is not None:
            yield scope
            scope = scope.parent

    def visible(self) -> list[Introduced]:
        """Everything that can be referred to here, the outermost and first introduced first."""
        outermost_first = reversed(list(self.chain()))
        return [
            entry
            for scope in outermost_first
            for entry in scope.entries
            if entry.variable not in scope._unseen
        ]

    # ------------------------------------------------------------------ introducing

    def introduce(self, kind: str, label: str, other: bool, span: Span) -> Variable:
        """A new variable of this block, named as no other one in sight."""
        taken = {entry.variable.name for scope in self.chain() for entry in scope.entries}
        name = next(name for name in _names(label, other) if name not in taken)
        variable = Variable(name, kind)
        self.entries.append(Introduced(variable, label, other, span))
        return variable

    def lend(self, entry: Introduced) -> None:
        """Make a variable of a disapplied clause known here."""
        lent = Introduced(entry.variable, entry.label, entry.other, entry.span, lent=True)
        self.entries.append(lent)

    def rivals(self, kind: str) -> list[Variable]:
        """The variables from which "another" thing of this kind differs."""
        root = self.vocabulary.root(kind)
        seen = [entry.variable for entry in self.visible() if not entry.lent]
        return [variable for variable in seen if self.vocabulary.root(variable.kind) == root]

    # ------------------------------------------------------------------ reading fillers

    def labels(self) -> list[tuple[str, ...]]:
        """The labels that were given in brackets, also those no longer known."""
        entries = [entry for scope in self.chain() for entry in scope.entries]
        entries += [entry for scope in self.chain() for entry, _ in scope.hidden]
        special = dict.fromkeys(e.label for e in entries if e.label != e.variable.kind)
        return [tokens_of(label) for label in special]

    def kind_of(self, filler: Filler) -> str | None:
        """The kind of what a filler stands for, None when that is not clear."""
        match filler.form:
            case "name":
                return self.things.get(filler.word, "party")
            case "the" | "the other":
                found = self.candidates(filler)
                return found[0].variable.kind if len(found) == 1 else None
            case _:
                return filler.word

    def candidates(self, filler: Filler) -> list[Introduced]:
        """What "the person" or "the other person" can mean here."""
        found = self._candidates(filler, self.visible())
        own = [entry for entry in found if not entry.lent]
        return own or found

    def _candidates(self, filler: Filler, seen: Sequence[Introduced]) -> list[Introduced]:
        word, wants_other = filler.word, filler.form == "the other"
        labelled = [entry for entry in seen if entry.label == word]
        exact = [entry for entry in labelled if entry.other == wants_other]
        if exact or wants_other:
            return exact
        return labelled or [entry for entry in seen if entry.variable.kind == word]

    def refer(self, filler: Filler, phrase: Phrase) -> Term:
        """The term that a reference or a name stands for; refused when that is not clear."""
        if filler.form == "name":
            return Named(filler.word)
        found = self.candidates(filler)
        if len(found) == 1:
            return found[0].variable
        raise _ambiguous(filler, phrase, found) if found else self._unknown(filler, phrase)

    # ------------------------------------------------------------------ what went wrong

    def _unknown(self, filler: Filler, phrase: Phrase) -> Refusal:
        spoken = phrase.text(filler.start, filler.end)
        place = phrase.place(filler.start, filler.end)
        gone = self._gone(filler)
        if gone is not None:
            entry, reason = gone
            return refusal(
                "lost-variable",
                f"“{spoken}” is not known here: it was introduced {reason} and is known only there",
                place,
                f"introduce it with “{indefinite(filler.word)}” in a line of its own before",
                ((f"“{entry.label}” was introduced here", entry.span),),
            )
        noun = f"other {filler.word}" if filler.form == "the other" else filler.word
        return refusal(
            "unknown-reference",
            f"“{spoken}” refers to nothing: no {noun} has been introduced before",
            place,
            self._introduction(filler),
        )

    def _gone(self, filler: Filler) -> tuple[Introduced, str] | None:
        for scope in self.chain():
            for entry, reason in reversed(scope.hidden):
                if self._candidates(filler, [entry]):
                    return entry, reason
        return None

    def _introduction(self, filler: Filler) -> str:
        if filler.form == "the other":
            return f"introduce the second one with “another {filler.word}”"
        related = self._relative(filler.word)
        if related is not None:
            return f"write “{related.spoken}”: it was introduced as {indefinite(related.label)}"
        if self.things:
            named = [name for name, kind in self.things.items() if self._is(kind, filler.word)]
            return f"in a case things are called by name: {', '.join(named) or 'there is none'}"
        disapplied = next((scope.disapplied for scope in self.chain() if scope.disapplied), "")
        if disapplied:
            return (
                f"{disapplied.format(filler.word)}; “{indefinite(filler.word)}” would be any "
                f"{filler.word} whatever"
            )
        return f"introduce it with “{indefinite(filler.word)}”"

    def _is(self, kind: str, wanted: str) -> bool:
        return self.vocabulary.fits(kind, wanted)

    def _relative(self, kind: str) -> Introduced | None:
        """A thing in play of a sub-kind of `kind`, or of a kind that it is a sub-kind of."""
        for entry in self.visible():
            if self._is(entry.variable.kind, kind) or self._is(kind, entry.variable.kind):
                return entry
        return None


def _ambiguous(filler: Filler, phrase: Phrase, found: Sequence[Introduced]) -> Refusal:
    spoken = phrase.text(filler.start, filler.end)
    count = "two" if len(found) == 2 else str(len(found))
    numbers = dict.fromkeys(entry.span.from_.line for entry in found)
    lines = " and ".join(f"line {number}" for number in numbers)
    word = filler.word
    return refusal(
        "unclear-reference",
        f"“{spoken}” can mean {count} things here, introduced on {lines}",
        phrase.place(filler.start, filler.end),
        f"introduce the second as “another {word}” and call it “the other {word}”, or give it a "
        f"label: “{indefinite(word)} (the LABEL)”, then “the LABEL”",
        tuple((f"“{entry.label}” introduced here", entry.span) for entry in found),
    )


def _names(label: str, other: bool) -> Iterator[str]:
    """ "person", "other person", "third person", …; a thing introduced by "another" is no first."""
    if not other:
        yield label
    for ordinal in _ORDINALS:
        yield f"{ordinal} {label}"
    number = 11
    while True:
        yield f"{label} number {number}"
        number += 1
