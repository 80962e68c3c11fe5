"""Norms and exceptions while their parameters are still open.

Which condition variables become parameters of a norm is known only when everything that may mention
them has been read: its exceptions, its deadlines and the clauses that disapply it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from verifier.elaborate.sentences.formulas import mentioned, without_differences
from verifier.elaborate.sentences.scopes import Introduced, Scope
from verifier.model import Attack, Condition, Norm, Variable


@dataclass(frozen=True)
class ExceptionDraft:
    """An exception and the exceptions to it; `scope` holds what its own conditions introduce."""

    norm: Norm
    scope: Scope
    exceptions: tuple[ExceptionDraft, ...]

    def every(self) -> Iterator[ExceptionDraft]:
        yield self
        for inner in self.exceptions:
            yield from inner.every()


@dataclass
class Draft:
    """A norm or disapplication; `pattern` are the variables of bearer and act."""

    norm: Norm
    scope: Scope
    pattern: tuple[Variable, ...]
    exceptions: tuple[ExceptionDraft, ...] = ()
    shared: set[Variable] = field(default_factory=set)

    def share(self, variables: Iterable[Variable]) -> None:
        """These variables are spoken of from outside the conditions."""
        self.shared.update(variables)

    def shareable(self) -> list[Introduced]:
        """What an exception or a disapplication can refer to."""
        return self.scope.visible()

    def settled(self) -> tuple[Norm, ...]:
        """The norm and its exceptions with their parameters."""
        for exception in self._every_exception():
            self.share(mentioned_in(exception.norm.conditions))
        own = [variable for variable in self.scope.variables if variable not in self.pattern]
        parameters = (*self.pattern, *(v for v in own if v in self.shared))
        norm = replace(
            self.norm,
            parameters=parameters,
            locals=tuple(v for v in own if v not in self.shared),
        )
        exceptions = (
            replace(inner.norm, parameters=parameters, locals=inner.scope.variables)
            for inner in self._every_exception()
        )
        return (norm, *exceptions)

    def _every_exception(self) -> Iterator[ExceptionDraft]:
        for exception in self.exceptions:
            yield from exception.every()

    def exception_attacks(self, parameters: Sequence[Variable]) -> Iterator[Attack]:
        """Each exception defeats what it stands under, for the same things."""
        mapping = tuple((variable, variable) for variable in parameters)
        for exception in self.exceptions:
            yield from _attacks(exception, self.norm.id, mapping)


def _attacks(
    exception: ExceptionDraft, target: str, mapping: tuple[tuple[Variable, Variable], ...]
) -> Iterator[Attack]:
    norm = exception.norm
    yield Attack(norm.id, target, mapping, "exception", span=norm.span)
    for inner in exception.exceptions:
        yield from _attacks(inner, norm.id, mapping)


def mentioned_in(conditions: Sequence[Condition]) -> frozenset[Variable]:
    return mentioned(condition.formula for condition in conditions)


def spoken_of_in(conditions: Sequence[Condition]) -> frozenset[Variable]:
    """What conditions say something of: that "another" thing differs says nothing of the first."""
    return mentioned(without_differences(condition.formula) for condition in conditions)
