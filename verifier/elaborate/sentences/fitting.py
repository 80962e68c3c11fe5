"""Choosing the declared sentence that a line is, by the kinds of what fills its holes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from verifier.elaborate.sentences.complaints import Refusal, indefinite, refusal
from verifier.elaborate.sentences.matching import Declared, Filler, Match
from verifier.elaborate.sentences.measures import Things
from verifier.elaborate.sentences.scopes import Scope
from verifier.elaborate.sentences.tokens import Phrase
from verifier.model import Formula, Hole


@dataclass(frozen=True)
class Shape:
    """A line as understood: its fillers in order, whether it says "not", and its formula."""

    fillers: tuple[Filler, ...]
    negated: bool
    build: Callable[[Things], Formula]


def fitting(matches: Sequence[Match[Declared]], phrase: Phrase, scope: Scope) -> Match[Declared]:
    """The one match whose holes take the kinds that fill them; refused when none or several do."""
    good = [match for match in matches if not _misfits(match, scope)]
    if len(good) == 1:
        return good[0]
    if good:
        raise refusal(
            "ambiguous-sentence",
            f"“{phrase.text()}” can be read as several declared sentences",
            phrase.place(),
            "reword one of the declarations so that no line is both",
            tuple(
                (f"“{m.declared.id}” is declared here", s) for m in good if (s := m.declared.span)
            ),
        )
    raise _misfit(matches[0], phrase, scope)


def _misfits(match: Match[Declared], scope: Scope) -> list[tuple[Hole, Filler]]:
    found = []
    for hole, filler in zip(match.holes, match.fillers, strict=True):
        kind = scope.kind_of(filler)
        if kind is not None and not scope.vocabulary.fits(kind, hole.kind):
            found.append((hole, filler))
    return found


def _misfit(match: Match[Declared], phrase: Phrase, scope: Scope) -> Refusal:
    hole, filler = _misfits(match, scope)[0]
    kind = scope.kind_of(filler) or ""
    spoken = phrase.text(filler.start, filler.end)
    hint = f"only {indefinite(hole.kind)} fits here"
    if filler.word in scope.things:
        hint = f"only {indefinite(hole.kind)} fits here; name it as “{hole.kind} {filler.word}”"
    elif scope.vocabulary.fits(hole.kind, kind):
        hint = (
            f"say of which {hole.kind} you speak: introduce “{indefinite(hole.kind)}” in place of "
            f"“{indefinite(kind)}”, or add a line “{spoken} is the {hole.kind}”"
        )
    return refusal(
        "wrong-kind",
        f"“{spoken}” is {indefinite(kind)}, and “{match.declared.id}” needs "
        f"{indefinite(hole.kind)} there",
        phrase.place(filler.start, filler.end),
        hint,
    )
