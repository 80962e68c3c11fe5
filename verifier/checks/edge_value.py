"""At the very value of each threshold: do the clauses that use it treat it alike?

“More than 1,000” and “at most 1,000” both count 1,000 to what lies below; “at least” and “less
than” both count it to what lies above. Where clauses disagree on the side to which the value
belongs, at the value none of them may apply, or all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from verifier.checks.support.check_context import CheckContext
from verifier.checks.support.left_out import at_instance
from verifier.encoding import Applicable, Ask, Query, both, no
from verifier.findings import Finding, Severity
from verifier.model import (
    ActDay,
    AttributeOf,
    CalendarDay,
    Compare,
    Counted,
    Defined,
    EventDay,
    Formula,
    Holds,
    Measure,
    Norm,
    Not,
    Operator,
    Policy,
    Quantity,
    Term,
    Variable,
    free_variables,
    measures_in,
    opposed,
    parts_of,
    scoped,
    substitute,
)
from verifier.words import CONTRARY, Discourse, quoted, span

NAME = "edge-value"

_MIRROR: Mapping[Operator, Operator] = {
    "<": ">", "<=": ">=", "=": "=", "!=": "!=", ">": "<", ">=": "<=",
}  # fmt: skip
_ABOVE = (">", ">=")
_WITH_THE_HIGHER = (">=", "<")


@dataclass(frozen=True)
class Threshold:
    """A comparison of a measure, or of a count, with a number in one line of a norm.

    key: what is measured or counted, whoever it is measured of; what `key` names `operator`
    `border`, as it counts for the line: a denied comparison stands here as its contrary. value:
    that it is just the border; happened: what must be so for there to be a value."""

    norm: Norm
    line: int
    key: tuple[str, ...]
    value: Formula
    operator: Operator
    border: int
    happened: tuple[Formula, ...] = ()

    @property
    def above(self) -> bool:
        """Whether the line asks for what lies above."""
        return self.operator in _ABOVE

    @property
    def with_the_higher(self) -> bool:
        """Whether the value itself is counted to what lies above."""
        return self.operator in _WITH_THE_HIGHER

    @property
    def inclusive(self) -> bool:
        """Whether the line lets the value itself in."""
        return self.above == self.with_the_higher


def run(context: CheckContext) -> Iterable[Finding]:
    """A finding for each two norms that count one value to different sides, where a case shows
    it."""
    groups: dict[tuple[tuple[str, ...], int], list[Threshold]] = {}
    for norm in context.policy.norms.values():
        if norm.modality is not None and norm.layer == 0 and norm.id not in context.causes:
            for found in dict.fromkeys(thresholds(context.policy, norm)):
                groups.setdefault((found.key, found.border), []).append(found)
    for group in groups.values():
        for first, second in combinations(_borders(group), 2):
            if _suspicious(first, second):
                yield from _disagreeing(context, first, second, group)


def _borders(group: Sequence[Threshold]) -> list[Threshold]:
    """The thresholds that look to one side; a norm that asks for the value itself has none."""
    exact = {t.norm.id for t in group if t.operator == "="}
    sides: dict[str, set[bool]] = {}
    for found in group:
        if found.inclusive:
            sides.setdefault(found.norm.id, set()).add(found.above)
    exact |= {name for name, looked in sides.items() if len(looked) == 2}
    return [found for found in group if found.norm.id not in exact]


# --------------------------------------------------------------------------- finding thresholds


def thresholds(policy: Policy, norm: Norm) -> Iterator[Threshold]:
    """The comparisons with a number that stand in a norm's condition or in what it relies on."""
    for place, condition in enumerate(norm.conditions):
        for compare, positive in _comparisons(policy, condition.formula, True, set()):
            found = (
                _counted(policy, norm, place, compare, positive)
                if isinstance(compare, Counted)
                else _threshold(norm, place, compare, positive)
            )
            if found is not None:
                yield found


def _comparisons(
    policy: Policy, formula: Formula, positive: bool, read: set[tuple[Formula, bool]]
) -> Iterator[tuple[Compare | Counted, bool]]:
    """The comparisons and counts in a formula and in what it relies on; `read`: the defined
    sentences that were looked into, each of which is looked into once."""
    match formula:
        case Compare() | Counted():
            yield formula, positive
        case Not(body):
            yield from _comparisons(policy, body, not positive, read)
        case Defined() if (formula, positive) in read:
            return
        case Defined(name, terms):
            read.add((formula, positive))
            definition = policy.definitions[name]
            binding = dict(zip(definition.parameters, terms, strict=True))
            whole = substitute(definition.condition, binding)
            yield from _comparisons(policy, whole, positive, read)
        case _:
            for part in parts_of(formula):
                yield from _comparisons(policy, part, positive, read)


def _threshold(norm: Norm, place: int, compare: Compare, positive: bool) -> Threshold | None:
    """The comparison with all that is measured on its left and the number on its right; a leading
    minus is turned round. What speaks of other things than the norm's own is left alone."""
    terms = (*compare.left.terms, *((-f, m) for f, m in compare.right.terms))
    border = compare.right.constant - compare.left.constant
    operator: Operator = compare.operator if positive else CONTRARY[compare.operator]
    if not terms or operator == "!=":
        return None
    terms = tuple(sorted(terms, key=lambda term: repr(_name(norm, term[1]))))
    if terms[0][0] < 0:
        terms = tuple((-factor, measure) for factor, measure in terms)
        border, operator = -border, _MIRROR[operator]
    left = Quantity(terms, 0)
    own = {*norm.parameters, *norm.locals}
    if not free_variables(Compare("=", left, left)) <= own:
        return None
    key = tuple(f"{factor} {_name(norm, measure)}" for factor, measure in terms)
    value = replace(compare, operator="=", left=left, right=Quantity((), border))
    return Threshold(norm, place, key, value, operator, border, tuple(_happened(left)))


def _counted(
    policy: Policy, norm: Norm, place: int, count: Counted, positive: bool
) -> Threshold | None:
    """A count with what is counted as its key. What speaks of other things than the norm's own is
    left alone."""
    operator: Operator = count.operator if positive else CONTRARY[count.operator]
    own = {*norm.parameters, *norm.locals}
    if operator == "!=" or not free_variables(count) <= own:
        return None
    names = {variable: _place(norm, variable) for variable in free_variables(count)}
    said = Discourse(policy, names={**names, count.variable: "each"}).clause(count.body)
    value = replace(count, operator="=")
    return Threshold(norm, place, (count.variable.kind, said), value, operator, count.number)


def _happened(left: Quantity) -> Iterator[Formula]:
    """That the events whose days are measured have happened."""
    for measure in measures_in(left):
        if isinstance(measure, EventDay):
            yield Holds(measure.event, measure.terms)


def _name(norm: Norm, measure: Measure) -> str:
    match measure:
        case AttributeOf(attribute, term):
            return f"{attribute} {_place(norm, term)}"
        case EventDay(event, terms):
            return " ".join((event, *(_place(norm, term) for term in terms)))
        case ActDay():
            return "the day of the act"
        case CalendarDay(count, unit, start):
            parts = (f"{factor} {_name(norm, inner)}" for factor, inner in start.terms)
            far = f"{span(abs(count), unit)} {'after' if count > 0 else 'before'}"
            return " ".join((far, *parts, str(start.constant)))


def _place(norm: Norm, term: Term) -> str:
    """Where in the norm a thing stands: its role in the act, or else its kind."""
    if isinstance(term, Variable) and norm.act is not None and term in norm.act.terms:
        return f"role {norm.act.terms.index(term)}"
    return term.kind if isinstance(term, Variable) else term.name


# --------------------------------------------------------------------------- two of them


def _suspicious(first: Threshold, second: Threshold) -> bool:
    """Whether two thresholds count the value to different sides. That both apply at the value is
    nothing where they do not contradict each other."""
    if first.norm == second.norm or first.with_the_higher == second.with_the_higher:
        return False
    both_apply = first.above != second.above and first.inclusive
    return not both_apply or opposed(first.norm.modality, second.norm.modality)


def _disagreeing(
    context: CheckContext, first: Threshold, second: Threshold, group: Iterable[Threshold]
) -> Iterable[Finding]:
    queries = tuple(_at_the_edge(context, first, second, group))
    standing = context.standing(queries)
    if standing is None:
        return
    one, other = (context.speaker.norm_name(t.norm.id) for t in (first, second))
    value = f"where {value_said(context, first)} and all else is as both ask,"
    if first.above != second.above and first.inclusive:
        says = f"{value} both {one} and {other} apply"
    elif first.above != second.above:
        says = f"{value} neither {one} nor {other} applies"
        others = [context.speaker.norm_name(name) for name in _others(first, second, group)]
        says += f", nor {context.speaker.series(others, 'or')}" if others else ""
    else:
        inside, outside = (one, other) if first.inclusive else (other, one)
        says = f"{value} {inside} applies and {outside} does not"
    yield context.finding(
        NAME,
        Severity.NOTE,
        context.speaker.sentence(says),
        [*sorted((first.norm.id, second.norm.id)), *first.key, str(first.border)],
        norms=[first.norm.id, second.norm.id],
        standing=standing,
        witness=context.witness_of(standing),
        detail=[
            f"{context.speaker.norm_name(t.norm.id)}: {quoted(t.norm.conditions[t.line].words)}"
            for t in (first, second)
        ],
    )


def _at_the_edge(
    context: CheckContext, first: Threshold, second: Threshold, group: Iterable[Threshold]
) -> Iterator[Query]:
    """Whether at the value, all else being as both norms ask, the clauses do what they should not:
    both or none of two that look to different sides apply, one of two that look to the same."""
    acts = set(context.acts_of_norm(second.norm.id))
    parts = [at_the_value(first), at_the_value(second)]
    parts += [
        Applicable(t.norm.id) if t.inclusive else no(Applicable(t.norm.id)) for t in (first, second)
    ]
    if not first.inclusive and not second.inclusive:
        parts += [no(Applicable(other)) for other in _others(first, second, group)]
    for act in context.acts_of_norm(first.norm.id):
        if act in acts:
            yield Query(act, both(parts))


def _others(first: Threshold, second: Threshold, group: Iterable[Threshold]) -> list[str]:
    """The other norms that draw a line at the value."""
    return sorted({t.norm.id for t in group} - {first.norm.id, second.norm.id})


def value_said(context: CheckContext, threshold: Threshold) -> str:
    """`the debt of a debtor is exactly $500`."""
    return context.speaker.formula(threshold.value)


def at_the_value(threshold: Threshold) -> Ask:
    """All that the norm asks for, the line with the threshold aside, and the value itself: a day
    only where the event has happened."""
    norm = threshold.norm
    lines = [c.formula for place, c in enumerate(norm.conditions) if place != threshold.line]
    value = (*threshold.happened, threshold.value)
    return at_instance(norm, scoped(norm.locals, (*lines, *value)))
