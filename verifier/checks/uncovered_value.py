"""Is there a list member, or a stretch of a number, that no clause mentions? (A hint.)"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from verifier.checks.support.check_context import CheckContext
from verifier.findings import Assurance, AssuranceKind, Finding, Severity
from verifier.model import (
    All,
    Any,
    Attribute,
    AttributeOf,
    Compare,
    Counted,
    Defined,
    Every,
    Formula,
    ListType,
    Not,
    NumberType,
    Policy,
    Some,
    ValueIs,
    in_at_leasts,
    is_basic,
)
from verifier.words import amount, member_name

NAME = "uncovered-value"

Stretch = tuple[int, int]
"""The whole numbers from the first to the second, both included."""


def run(context: CheckContext) -> Iterable[Finding]:
    """A finding for each attribute that some clause reads, with the members of its list that no
    clause mentions, or the stretches between mentioned ones. To say what a value is not is to
    mention every value."""
    mentioned = MentionedValues(context.policy)
    for attribute in context.policy.attributes.values():
        values = _unmentioned(attribute, mentioned)
        if values:
            article = context.speaker.kind(attribute.kind, article="a")
            yield context.finding(
                NAME,
                Severity.NOTE,
                f"No clause mentions that the {attribute.name} of {article} is "
                f"{context.speaker.series([member_name(value) for value in values], 'or')}.",
                [attribute.id, *values],
                detail=("It is only a hint: what nobody mentioned, nobody may have thought of.",),
                assurance=Assurance(AssuranceKind.COMPUTED, "every clause was read"),
                place=attribute,
            )


def _unmentioned(attribute: Attribute, mentioned: MentionedValues) -> list[str]:
    match attribute.type:
        case ListType(members):
            known = mentioned.members.get(attribute.id)
            return [name for name in members if known is not None and name not in known]
        case NumberType(unit, least, most, label):
            stretches = mentioned.stretches.get(attribute.id, ())
            return [
                f"{amount(low, unit, label)} to {amount(high, unit, label)}"
                for low, high in _between(stretches, least, most)
            ]


def _between(stretches: Sequence[Stretch], least: int, most: int) -> Iterator[Stretch]:
    """The gaps between stretches. A single number is left to the check of edge values, and what
    lies beyond all stretches to the drafter."""
    end = None
    for low, high in sorted((max(low, least), min(high, most)) for low, high in stretches):
        if end is not None and low > end + 2:
            yield end + 1, low - 1
        end = high if end is None else max(end, high)


class MentionedValues:
    """What the norms say of the values of attributes, themselves or through definitions."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.members: dict[str, set[str]] = {}
        self.stretches: dict[str, list[Stretch]] = {}
        self._read: set[tuple[str, bool]] = set()
        for norm in policy.norms.values():
            for condition in norm.conditions:
                self._formula(condition.formula, True)
        for rule in policy.counts_as:
            self._formula(rule.condition, True)

    def _formula(self, formula: Formula, positive: bool) -> None:
        match formula:
            case ValueIs(attribute, _, members):
                kind = self.policy.attributes[attribute].type
                assert isinstance(kind, ListType)
                said = members if positive else frozenset(kind.values)
                self.members.setdefault(attribute, set()).update(said)
            case Compare():
                self._compare(formula, positive)
            case Defined(name, _):
                if (name, positive) not in self._read:
                    self._read.add((name, positive))
                    self._formula(self.policy.definitions[name].condition, positive)
            case Not(body):
                self._formula(body, not positive)
            case Counted() if not is_basic(formula):
                self._formula(in_at_leasts(formula), positive)
            case Some(_, body) | Every(_, body) | Counted(_, _, _, body):
                self._formula(body, positive)
            case All(parts) | Any(parts):
                for part in parts:
                    self._formula(part, positive)
            case _:
                pass

    def _compare(self, formula: Compare, positive: bool) -> None:
        """A comparison of one attribute with a constant; others mention no stretch."""
        terms = (
            *formula.left.terms,
            *((-factor, measure) for factor, measure in formula.right.terms),
        )
        constant = formula.right.constant - formula.left.constant
        if len(terms) != 1:
            return
        factor, measure = terms[0]
        if abs(factor) == 1 and isinstance(measure, AttributeOf):
            operator = formula.operator if factor == 1 else _MIRROR[formula.operator]
            stretches = _stretches(operator if positive else _CONTRARY[operator], factor * constant)
            self.stretches.setdefault(measure.attribute, []).extend(stretches)


_MIRROR = {"<": ">", "<=": ">=", "=": "=", "!=": "!=", ">": "<", ">=": "<="}
_CONTRARY = {"<": ">=", "<=": ">", "=": "!=", "!=": "=", ">": "<=", ">=": "<"}
_FAR = 10**15


def _stretches(operator: str, border: int) -> list[Stretch]:
    return {
        "<": [(-_FAR, border - 1)],
        "<=": [(-_FAR, border)],
        "=": [(border, border)],
        "!=": [(-_FAR, border - 1), (border + 1, _FAR)],
        ">": [(border + 1, _FAR)],
        ">=": [(border, _FAR)],
    }[operator]
