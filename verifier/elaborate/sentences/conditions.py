"""Blocks of lines to formulas: `when … and …`, `or when`, `any of`, `none of`, `never`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import assert_never

from verifier.elaborate.sentences.anchors import Passage, Quotations
from verifier.elaborate.sentences.complaints import Complaints
from verifier.elaborate.sentences.condition_lines import read_line
from verifier.elaborate.sentences.formulas import bind, conjunction
from verifier.elaborate.sentences.scopes import Scope
from verifier.elaborate.sentences.vocabulary import Vocabulary
from verifier.language import Block, Conditions, Line, Quoted
from verifier.model import TRUE, All, Anchor, Any, Condition, Formula, Not

Part = Line | Block


@dataclass(frozen=True)
class Context:
    """What every item is read with."""

    vocabulary: Vocabulary
    complaints: Complaints
    quotations: Quotations

    def scope(self) -> Scope:
        return Scope(self.vocabulary)

    def unanchored(self) -> Context:
        """The same for a law, whose quotations are not from the policy's own text."""
        return Context(self.vocabulary, self.complaints, Quotations(None, self.complaints))


def read_conditions(
    conditions: Conditions, scope: Scope, context: Context, within: Sequence[Passage] = ()
) -> tuple[Condition, ...]:
    """The conjuncts of a condition; what a single alternative introduces is known in `scope`."""
    match conditions.alternatives:
        case ():
            return ()
        case (parts,):
            return tuple(_condition(part, scope, context, within) for part in parts)
        case alternatives:
            choices = tuple(
                _closed(parts, scope, context, "in one alternative (“or when”)")
                for parts in alternatives
            )
            words = " or when ".join(
                " and ".join(words_of(part) for part in parts) for parts in alternatives
            )
            found = anchors_below([p for ps in alternatives for p in ps], context, within)
            return (Condition(Any(choices), words, conditions.span, found),)


def closed_conditions(conditions: Conditions, scope: Scope, context: Context) -> Formula:
    """A whole condition as one formula that binds everything it introduces; quotations are left to
    `anchors_of`."""
    inner = scope.child()
    found = read_conditions(conditions, inner, context.unanchored())
    scope.close(inner, "in another condition")
    if not found:
        return TRUE
    return bind(inner.variables, conjunction([condition.formula for condition in found]))


def read_parts(parts: Sequence[Part], scope: Scope, context: Context) -> Formula:
    """The parts all together; what they introduce is known in `scope` and not yet bound."""
    return conjunction([_part(part, scope, context) for part in parts])


def _condition(part: Part, scope: Scope, context: Context, within: Sequence[Passage]) -> Condition:
    anchors = anchors_below([part], context, within)
    span = part.words.span if isinstance(part, Line) else part.span
    return Condition(_part(part, scope, context), words_of(part), span, anchors)


def _part(part: Part, scope: Scope, context: Context) -> Formula:
    match part:
        case Line():
            return read_line(part.words, scope, context.complaints)
        case Block():
            return _block(part, scope, context)


def _block(block: Block, scope: Scope, context: Context) -> Formula:
    reason = f"under “{block.word}”"
    match block.word:
        case "all of":
            return All(tuple(_part(part, scope, context) for part in block.parts), block.span)
        case "any of":
            return Any(_each(block, scope, context, reason), block.span)
        case "none of":
            return Not(Any(_each(block, scope, context, reason)), block.span)
        case "never":
            return Not(_closed(block.parts, scope, context, reason), block.span)
        case _:
            assert_never(block.word)


def _each(block: Block, scope: Scope, context: Context, reason: str) -> tuple[Formula, ...]:
    return tuple(_closed([part], scope, context, reason) for part in block.parts)


def _closed(parts: Sequence[Part], scope: Scope, context: Context, reason: str) -> Formula:
    inner = scope.child()
    body = read_parts(parts, inner, context)
    scope.close(inner, reason)
    return bind(inner.variables, body)


# --------------------------------------------------------------------------- words and quotations


def words_of(part: Part) -> str:
    """A condition as written, a block on one line."""
    match part:
        case Line():
            return part.words.text
        case Block():
            return f"{part.word} ({'; '.join(words_of(inner) for inner in part.parts)})"


def lines_of(parts: Sequence[Part]) -> list[Line]:
    """Every line of the parts, in order."""
    found: list[Line] = []
    for part in parts:
        found.extend([part] if isinstance(part, Line) else lines_of(part.parts))
    return found


def anchors_below(
    parts: Sequence[Part], context: Context, within: Sequence[Passage] = ()
) -> tuple[Anchor, ...]:
    """The short quotations below the lines, found in the source."""
    quotes = [line.quote for line in lines_of(parts) if line.quote is not None]
    return tuple(context.quotations.anchor(quote, "this line", within) for quote in quotes)


def anchors_of(
    quotes: Sequence[Quoted], conditions: Conditions, context: Context
) -> tuple[Anchor, ...]:
    """The quotations of an item: its own, and those below the lines of its condition."""
    own = tuple(context.quotations.anchor(quote, "this item") for quote in quotes)
    parts = [part for parts in conditions.alternatives for part in parts]
    return (*own, *anchors_below(parts, context))
