"""What formulas speak of, themselves or through definitions: facts, attributes, readings, and the
numbers with which an attribute is compared."""

from __future__ import annotations

from collections.abc import Iterable

from verifier.model import (
    ActIs,
    AttributeOf,
    Compare,
    Defined,
    EventDay,
    Formula,
    Holds,
    Norm,
    Policy,
    Reads,
    ValueIs,
    measures_in,
    parts_of,
)


class Mentioned:
    """What the formulas shown to it so far speak of."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.facts: set[str] = set()
        self.attributes: set[str] = set()
        self.numbers: dict[str, set[int]] = {}
        self.reads = False
        self._definitions: set[str] = set()
        self._acts = False

    def everything(self) -> None:
        """Looks at every norm and every assumption."""
        for norm in self.policy.norms.values():
            self.norm(norm)
        for assumption in self.policy.assumptions.values():
            self.formula(assumption.formula)

    def norm(self, norm: Norm) -> None:
        self.formulas(condition.formula for condition in norm.conditions)

    def formulas(self, formulas: Iterable[Formula]) -> None:
        for formula in formulas:
            self.formula(formula)

    def formula(self, formula: Formula) -> None:
        match formula:
            case Holds(fact, _):
                self.facts.add(fact)
            case Defined(name, _):
                if name not in self._definitions:
                    self._definitions.add(name)
                    self.formula(self.policy.definitions[name].condition)
            case ValueIs(attribute, _, _):
                self.attributes.add(attribute)
            case Compare():
                self._compare(formula)
            case ActIs():
                self._counted()
            case Reads():
                self.reads = True
            case _:
                self.formulas(parts_of(formula))

    def _counted(self) -> None:
        """What the act is also depends on what counts as what."""
        if not self._acts:
            self._acts = True
            self.formulas(rule.condition for rule in self.policy.counts_as)

    def _compare(self, compare: Compare) -> None:
        terms = (*compare.left.terms, *compare.right.terms)
        for spoken_of in measures_in(compare.left, compare.right):
            if isinstance(spoken_of, AttributeOf):
                self.attributes.add(spoken_of.attribute)
            elif isinstance(spoken_of, EventDay):
                self.facts.add(spoken_of.event)
        if len(terms) == 1:
            factor, measure = terms[0]
            if isinstance(measure, AttributeOf) and abs(factor) == 1:
                border = compare.right.constant - compare.left.constant
                own = factor * border if compare.left.terms else -factor * border
                self.numbers.setdefault(measure.attribute, set()).add(own)
