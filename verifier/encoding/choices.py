"""What a duty leaves to its bearer, as formulas: a duty goes in; the formula comes out that says
that every act which would do in time what an instance of it asks for is forbidden.

Another act than the one in question is spoken of by saying what it is: all that is said of the act
in question, and depends on which act it is or on its day, is spelled out of the other act. The
other day is one of finitely many terms: what is said of a day changes only where a comparison with
the day of the act begins or ceases to hold (`representatives`), so that "on every day" is a
conjunction (quantifier elimination for linear orders with successor; Presburger 1929, Cooper 1972).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import count
from typing import cast

from verifier.encoding.descriptions import (
    DescribedAct,
    Description,
    act_falls_under,
    action_of_norm,
    done_as,
    substituted,
)
from verifier.encoding.norms import forbidding, is_about_any_act, live, live_at
from verifier.encoding.questions import AGENT, Angle, Ask, LiveAt, both, either, no, some
from verifier.model import (
    DAY_ONE,
    FALSE,
    PARTY,
    ActDay,
    ActIs,
    All,
    Any,
    CalendarDay,
    Compare,
    Counted,
    Defined,
    EventDay,
    Every,
    Formula,
    Holds,
    Measure,
    Norm,
    Not,
    Policy,
    Quantity,
    Same,
    Some,
    Term,
    Variable,
    measure_terms,
    measures_in,
    parts_of,
    put_all,
    put_quantity,
)

Binding = Mapping[Variable, Term]


def in_time(norm: Norm) -> Formula:
    """Section 6: the day of the act is not after the last day of the duty. A day that counts from
    an event ends nothing where that has not happened."""
    latest = norm.window.latest if norm.window else ()
    return All(tuple(_not_after(last) for last in latest))


def _not_after(last: Quantity) -> Formula:
    happened = tuple(happenings(last))
    ends = Compare("<=", Quantity(((1, ActDay()),), 0), last)
    return Any((*map(Not, happened), All((*happened, ends)))) if happened else ends


def late(act: DescribedAct, norm: Norm) -> Ask:
    """Section 6: an instance of a duty asks for the act, and its time is over."""
    if norm.window is None or not norm.window.latest:
        return FALSE
    return done_as(act, action_of_norm(norm), {}, both([_at(norm), no(in_time(norm))]))


def _at(norm: Norm) -> LiveAt:
    return LiveAt(norm.id, norm.parameters)


def ways(
    act: DescribedAct, norm: Norm, angle: Angle, known: ActsKnown, by: frozenset[str] | None
) -> Iterator[Ask]:
    """Section 16, Time: for each way in which a duty can be done, that it can be done so in time,
    on some day, and is not forbidden by one of `by`. The free variables are the parameters of the
    norm that it does not leave to be chosen, and the agent."""
    assert norm.act is not None
    for primary in act.policy.ways_of[norm.act.act]:
        other = known.described(primary)
        for way in other.descriptions[norm.act.act]:
            yield from _Alternative(act, other, norm, angle, known, by).left(way)


def no_way_left(
    act: DescribedAct,
    norm: Norm,
    angle: Angle,
    known: ActsKnown,
    by: frozenset[str] | None = None,
) -> Ask:
    """Section 16, Time: the act in question does in time what an instance of a duty asks for,
    and it and every other act that would are forbidden; `by`: by these norms (None: any)."""
    forbidden = either(live(act, one, angle) for one in forbidding(act, angle, by))
    here = both([_at(norm), in_time(norm)])
    left = [no(way) for way in ways(act, norm, angle, known, by)]
    return both([forbidden, done_as(act, action_of_norm(norm), {}, both([here, *left]))])


def never_in_time(act: DescribedAct, norm: Norm, angle: Angle, known: ActsKnown) -> Ask:
    """Section 16, Time: an instance of a duty asks for the act, and on no day can anything be done
    in time that it asks for."""
    if norm.window is None or not norm.window.latest:
        return FALSE
    none = [no(way) for way in ways(act, norm, angle, known, frozenset())]
    here = both([_at(norm), no(in_time(norm))])
    return done_as(act, action_of_norm(norm), {}, both([here, *none]))


class ActsKnown:
    """What is known of the acts of one policy: their descriptions; and which norms and definitions
    depend on what the act in question is, or on its day."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self._described: dict[str, DescribedAct] = {}

    def described(self, primary: str) -> DescribedAct:
        """An act of which nothing is known but its primary description."""
        if primary not in self._described:
            self._described[primary] = DescribedAct(self.policy, primary)
        return self._described[primary]

    @cached_property
    def definitions(self) -> frozenset[str]:
        """The definitions that depend on the act in question, directly or through others."""
        found: set[str] = set()
        while True:
            more = {
                name
                for name, definition in self.policy.definitions.items()
                if name not in found and self._depends(definition.condition, found)
            }
            if not more:
                return frozenset(found)
            found |= more

    @cached_property
    def norms(self) -> frozenset[str]:
        """The norms of which an instance is live or not depending on the act in question."""
        found: set[str] = set()
        for name in self.policy.attackers_first:
            norm = self.policy.norms[name]
            own = any(self._depends(c.formula, self.definitions) for c in norm.conditions)
            if own or any(
                attack.attacker in found
                or not is_about_any_act(self.policy.norms[attack.attacker], norm, attack)
                for attack in self.policy.attacks_by_target.get(name, ())
            ):
                found.add(name)
        return frozenset(found)

    def _depends(self, formula: Formula, definitions: AbstractSet[str]) -> bool:
        match formula:
            case ActIs():
                return True
            case Defined(name, _):
                return name in definitions
            case Compare():
                return speaks_of_the_day(formula)
            case _:
                return any(self._depends(part, definitions) for part in parts_of(formula))


@dataclass
class _Alternative:
    """Acts of one primary description that would do what a duty asks for."""

    act: DescribedAct
    other: DescribedAct
    norm: Norm
    angle: Angle
    known: ActsKnown
    by: frozenset[str] | None
    numbers: Iterator[int] = field(default_factory=count)

    def left(self, way: Description) -> Iterator[Ask]:
        """That some act which falls so under the description of the duty does what it asks for in
        time and is not forbidden: a formula for each day that matters, or one for all days."""
        own, filled, same = self._filled(way)
        told = _OfAnotherAct(self.other, self.known, self.angle, filled, self.numbers)
        does = told.of(both([_at(self.norm), in_time(self.norm)]), own)
        prohibitions = forbidding(self.other, self.angle, self.by)
        forbidden = told.of(either(live(self.other, n, self.angle) for n in prohibitions), {})
        body = both([*same, told.of(way.guard, {}), does, no(forbidden)])
        days = tuple(representative_days(body, self.numbers))
        if not days and self._is_the_act_itself(filled):
            return
        terms = [term for term in (*filled.values(), *own.values()) if isinstance(term, Variable)]
        known = {*self.norm.parameters, AGENT}
        new = [variable for variable in dict.fromkeys(terms) if variable not in known]
        for day in days or (None,):
            yield some(new, body if day is None else day.of(body))

    def _is_the_act_itself(self, filled: Binding) -> bool:
        """Whether the act in question is the only one: of its description, with things in its roles
        that the duty leaves no choice of. That one is known to be forbidden."""
        fixed = {*self.norm.parameters, AGENT}
        return self.other.primary == self.act.primary and all(
            not isinstance(term, Variable) or term in fixed for term in filled.values()
        )

    def _filled(self, way: Description) -> tuple[Binding, Binding, list[Same]]:
        """What stands for the parameters of the norm, and for the roles of the other act and what
        its description brings in; and which of them are the same things. What the duty leaves to be
        chosen, and what it does not speak of, are other things."""
        assert self.norm.act is not None
        chosen = self.norm.act.choice
        own = {v: self._fresh(v) if v in chosen else v for v in self.norm.parameters}
        filled: dict[Variable, Term] = {AGENT: AGENT}
        same: list[Same] = []
        for mine, theirs in zip(self.norm.act.terms, way.terms, strict=True):
            meant = own[mine] if isinstance(mine, Variable) else mine
            if not isinstance(theirs, Variable):
                same.append(Same(theirs, meant))
            elif theirs in filled or not self._fits(meant, theirs.kind):
                filled.setdefault(theirs, self._fresh(theirs))
                same.append(Same(filled[theirs], meant))
            else:
                filled[theirs] = meant
        for variable in (*self.other.roles, *way.extra):
            filled.setdefault(variable, self._fresh(variable))
        return own, filled, [part for part in same if part.left != part.right]

    def _fits(self, term: Term, kind: str) -> bool:
        own = term.kind if isinstance(term, Variable) else PARTY
        return kind in self.act.policy.lineage(own)

    def _fresh(self, variable: Variable) -> Variable:
        return Variable(f"{variable.name}″{next(self.numbers)}", variable.kind)


# --------------------------------------------------------------------------- another act


@dataclass(frozen=True)
class _OfAnotherAct:
    """Says of another act what is said of the act in question. `roles`: what stands in the roles of
    that act, and for what its description brings in; bound variables are named apart."""

    other: DescribedAct
    known: ActsKnown
    angle: Angle
    roles: Binding
    numbers: Iterator[int]

    def of(self, ask: Ask, binding: Binding) -> Ask:
        """The question's part about the other act, with what its variables stand for put in."""
        policy = self.other.policy
        match ask:
            case LiveAt(name, terms):
                norm = policy.norms[name]
                things = put_all(terms, self._with_roles(binding))
                if name not in self.known.norms:
                    return LiveAt(name, things)
                own = dict(zip(norm.parameters, things, strict=True))
                return self.of(live_at(self.other, norm, self.angle), own)
            case Defined(name, terms) if name in self.known.definitions:
                definition = policy.definitions[name]
                things = put_all(terms, self._with_roles(binding))
                own = dict(zip(definition.parameters, things, strict=True))
                return self.of(definition.condition, own)
            case ActIs():
                return self.of(act_falls_under(self.other, ask), binding)
            case Some(variable, body) | Every(variable, body) | Counted(_, _, variable, body):
                new = Variable(f"{variable.name}″{next(self.numbers)}", variable.kind)
                inner = self.of(body, {**binding, variable: new})
                return replace(ask, variable=new, body=cast(Formula, inner))
            case Not(body):
                return no(self.of(body, binding))
            case All(parts):
                return both(self.of(part, binding) for part in parts)
            case Any(parts):
                return either(self.of(part, binding) for part in parts)
            case _:
                return substituted(ask, self._with_roles(binding))

    def _with_roles(self, binding: Binding) -> Binding:
        return {**self.roles, **binding}


# --------------------------------------------------------------------------- days


@dataclass(frozen=True)
class RepresentativeDay:
    """A day, for things in the `variables`; there is such a day where the events of which it speaks
    have `happened`."""

    variables: tuple[Variable, ...]
    quantity: Quantity
    happened: tuple[Formula, ...]

    def of(self, ask: Ask) -> Ask:
        """What is said of the day of the act, said of this day."""
        return some(self.variables, both([*self.happened, on_day(ask, self.quantity)]))


def representative_days(ask: Ask, numbers: Iterator[int]) -> Iterator[RepresentativeDay]:
    """Section 16, Time: days among which every stretch of days, on which each comparison with the
    day of the act stays as it is, has its first: the first day of all, and each on which a
    comparison begins or ceases to hold. None where nothing speaks of the day. Variables that the
    question introduces itself are named apart, by `numbers`."""
    found = dict.fromkeys(
        (bound, start)
        for comparison, bound in comparisons_with_the_day(ask, ())
        for start in _starts(comparison)
    )
    if found:
        yield RepresentativeDay((), Quantity((), DAY_ONE), ())
    for bound, start in found:
        terms = tuple(t for m in measures_in(start) for t in measure_terms(m))
        own = {
            variable: Variable(f"{variable.name}″{next(numbers)}", variable.kind)
            for variable in bound
            if variable in terms
        }
        quantity = put_quantity(start, own)
        yield RepresentativeDay(tuple(own.values()), quantity, tuple(happenings(quantity)))


def happenings(day: Quantity) -> Iterator[Holds]:
    """That the events from which a day counts have happened."""
    events = (measure for measure in measures_in(day) if isinstance(measure, EventDay))
    yield from dict.fromkeys(Holds(event.event, event.terms) for event in events)


def comparisons_with_the_day(
    ask: Ask, bound: tuple[Variable, ...]
) -> Iterator[tuple[Compare, tuple[Variable, ...]]]:
    """The comparisons that speak of the day of the act, with the variables introduced around."""
    match ask:
        case Compare():
            if speaks_of_the_day(ask):
                yield ask, bound
        case Some(variable, body) | Every(variable, body) | Counted(_, _, variable, body):
            yield from comparisons_with_the_day(body, (*bound, variable))
        case Not(body):
            yield from comparisons_with_the_day(body, bound)
        case All(parts) | Any(parts):
            for part in parts:
                yield from comparisons_with_the_day(part, bound)
        case _:
            return


def share_of_the_day(comparison: Compare) -> int:
    """How often the day of the act counts in a comparison, the right side taken away."""
    sides = ((1, comparison.left), (-1, comparison.right))
    return sum(s * f for s, q in sides for f, m in q.terms if isinstance(m, ActDay))


def speaks_of_the_day(comparison: Compare) -> bool:
    """Whether a comparison turns on the day of the act, itself or as the start of a count."""
    return any(isinstance(m, ActDay) for m in measures_in(comparison.left, comparison.right))


def _starts(comparison: Compare) -> Iterator[Quantity]:
    """The days on which the comparison begins or ceases to hold: that with which the day of the act
    is compared, the day after, or both; where it is the start of a count, days around the one from
    which the count leads there."""
    share, counted = share_of_the_day(comparison), tuple(_counts_from_the_day(comparison))
    if abs(share) == 1 and not counted:
        border = _rest(comparison, share, ())
        on_it = comparison.operator in (("<", ">=") if share > 0 else (">", "<="))
        if on_it or comparison.operator in ("=", "!="):
            yield border
        if not on_it:
            yield _later(border, 1)
    elif share == 0 and len(counted) == 1 and abs(counted[0][0]) == 1:
        ((factor, count),) = counted
        back, near = _counted_back(count, _rest(comparison, factor, (count,)))
        yield from (_later(back, days) for days in range(-near, near + 1))
    elif share or counted:  # elaboration refuses what would come here
        raise ValueError("a comparison counts the day of the act more than once")


def _counted_back(count: CalendarDay, end: Quantity) -> tuple[Quantity, int]:
    """The day of the act from which a count leads to about this end, and how many days that can be
    astray."""
    near = NEAR + len(getattr(count.unit, "closed", ()))
    start, further = count.start, tuple(_from_the_day(1, count.start))
    but = tuple(measure for _, measure in further)
    besides = ((-f, m) for f, m in start.terms if not isinstance(m, ActDay) and m not in but)
    day = Quantity(((1, replace(count, count=-count.count, start=end)), *besides), -start.constant)
    if not further:
        return day, near
    ((_, inner),) = further
    before, astray = _counted_back(inner, day)
    return before, astray + 2 * near


NEAR = 5
"""A count there and back leads so many days astray at most: to the end of a shorter month, or over
a weekend; and over the closed days of a calendar."""


def _counts_from_the_day(comparison: Compare) -> Iterator[tuple[int, CalendarDay]]:
    yield from _from_the_day(1, comparison.left)
    yield from _from_the_day(-1, comparison.right)


def _from_the_day(sign: int, side: Quantity) -> Iterator[tuple[int, CalendarDay]]:
    """The days that the calendar counts from the day of the act, and how often they count."""
    for factor, measure in side.terms:
        if isinstance(measure, CalendarDay) and any(
            isinstance(inner, ActDay) for inner in measures_in(measure.start)
        ):
            yield sign * factor, measure


def _rest(comparison: Compare, share: int, but: tuple[Measure, ...]) -> Quantity:
    """What the day of the act, or what counts from it, is compared with."""
    sides = ((-share, comparison.left), (share, comparison.right))
    terms = tuple(
        (sign * factor, measure)
        for sign, side in sides
        for factor, measure in side.terms
        if not isinstance(measure, ActDay) and measure not in but
    )
    return Quantity(terms, sum(sign * side.constant for sign, side in sides))


def _later(day: Quantity, days: int) -> Quantity:
    return replace(day, constant=day.constant + days)


def on_day(ask: Ask, day: Quantity) -> Ask:
    """What is said of the day of the act, said of another day."""
    match ask:
        case Compare(_, left, right):
            return replace(ask, left=_dated(left, day), right=_dated(right, day))
        case Some(_, body) | Every(_, body) | Counted(_, _, _, body) | Not(body):
            return replace(ask, body=cast(Formula, on_day(body, day)))
        case All(parts) | Any(parts):
            return replace(ask, parts=tuple(cast(Formula, on_day(part, day)) for part in parts))
        case _:
            return ask


def _dated(quantity: Quantity, day: Quantity) -> Quantity:
    share = sum(factor for factor, measure in quantity.terms if isinstance(measure, ActDay))
    kept = tuple(
        (factor, replace(measure, start=_dated(measure.start, day)))
        if isinstance(measure, CalendarDay)
        else (factor, measure)
        for factor, measure in quantity.terms
        if not isinstance(measure, ActDay)
    )
    return Quantity(
        (*kept, *((share * factor, measure) for factor, measure in day.terms)),
        quantity.constant + share * day.constant,
    )
