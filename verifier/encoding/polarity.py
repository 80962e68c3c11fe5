"""A question as far as counting looks at it: which parts need nothing, and what the others turn on.

Most parts of a question speak of facts and introduce no thing. An outline knows that of each part
beforehand, so that counting goes only where there is something to count.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple, assert_never

from verifier.encoding.questions import (
    Applicable,
    Ask,
    InScope,
    Late,
    Live,
    LiveAt,
    NeverInTime,
    NoWayLeft,
    Seen,
    Takes,
    VerdictIn,
)
from verifier.model import (
    ActIs,
    All,
    Any,
    Compare,
    Counted,
    Defined,
    EventDay,
    Every,
    Holds,
    Not,
    OfKind,
    Policy,
    Reads,
    Same,
    Some,
    ValueIs,
    Variable,
    formula_terms,
    in_at_leasts,
    is_basic,
    measures_in,
)

Restriction = Same | ActIs | Holds
"""A sentence that may leave a variable few things to be."""

NO_FACTS: frozenset[str] = frozenset()
NEVER_COUNTED = (False, False)
ALWAYS_COUNTED = (True, True)


class PolarityOutline(NamedTuple):
    """A part of a question, as seen from one edition.

    parts: the outlines directly inside; facts: all it speaks of, defined sentences included;
    counts: whether it may need things where it stands negated, and where it stands positively;
    folds: readings may take something away inside; settles: readings may make it true or false;
    restrictions, of `some`: what may say which thing is meant.
    """

    ask: Ask
    parts: tuple[PolarityOutline, ...] = ()
    facts: frozenset[str] = NO_FACTS
    counts: tuple[bool, bool] = NEVER_COUNTED
    folds: bool = False
    settles: bool = False
    restrictions: tuple[Restriction, ...] = ()


class PolarityOutlines:
    """The outlines of one edition, each made once, with a number that equal formulas share."""

    def __init__(self, policy: Policy, editions: Mapping[str, PolarityOutlines]) -> None:
        """`editions`: all of them by name, for what is seen from another one."""
        self.policy = policy
        self._editions = editions
        self._known: dict[int, PolarityOutline] = {}
        self._numbers: dict[Ask, int] = {}
        self._identities: dict[int, int] = {}
        self._variables: dict[int, tuple[Variable, ...]] = {}

    def of(self, ask: Ask) -> PolarityOutline:
        """The outline of a formula."""
        found = self._known.get(id(ask))
        if found is None:
            # The outline keeps the formula, so that its identity is not used again.
            found = self._known[id(ask)] = self._made(ask)
        return found

    def identity(self, outline: PolarityOutline) -> int:
        """A number that equal formulas share; a formula is hashed once, for that is slow."""
        found = self._identities.get(id(outline.ask))
        if found is None:
            found = self._numbers.setdefault(outline.ask, len(self._numbers))
            self._identities[id(outline.ask)] = found
        return found

    def variables(self, outline: PolarityOutline) -> tuple[Variable, ...]:
        """The variables a part speaks of without introducing them, in order."""
        found = self._variables.get(id(outline.ask))
        if found is None:
            found = tuple(sorted(free_in(outline.ask), key=lambda v: (v.name, v.kind)))
            self._variables[id(outline.ask)] = found
        return found

    def _made(self, ask: Ask) -> PolarityOutline:
        match ask:
            case Holds(fact, _):
                return PolarityOutline(ask, facts=frozenset((fact,)))
            case All(parts) | Any(parts):
                return _junction(ask, tuple([self.of(part) for part in parts]))
            case Not(body):
                inner = self.of(body)
                counts = (inner.counts[True], inner.counts[False])
                return PolarityOutline(
                    ask, (inner,), inner.facts, counts, inner.folds, inner.settles
                )
            case LiveAt() | Live() | Applicable() | Late() | NeverInTime() | NoWayLeft() | ActIs():
                return PolarityOutline(ask, counts=ALWAYS_COUNTED)
            case Takes() | VerdictIn() | InScope():
                return PolarityOutline(ask, counts=ALWAYS_COUNTED)
            case Defined(name, _):
                return self._defined(ask, name)
            case ValueIs() | Same() | OfKind():
                return PolarityOutline(ask)
            case Compare(_, left, right):
                events = frozenset(
                    m.event for m in measures_in(left, right) if isinstance(m, EventDay)
                )
                return PolarityOutline(ask, facts=events)
            case Reads():
                return PolarityOutline(ask, settles=True)
            case Some():
                return self._some(ask)
            case Every(_, body):
                inner = self.of(body)
                return PolarityOutline(
                    ask, (inner,), inner.facts, (True, inner.counts[True]), inner.folds
                )
            case Counted(_, _, _, body) if is_basic(ask):
                inner = self.of(body)
                return PolarityOutline(
                    ask, (inner,), inner.facts, (inner.counts[False], True), inner.folds
                )
            case Counted():
                inner = self.of(in_at_leasts(ask))
                return PolarityOutline(
                    ask, (inner,), inner.facts, inner.counts, inner.folds or inner.settles
                )
            case Seen(angle, body):
                inner = self._editions[angle.edition].of(body)
                # Its readings are its own: what they take away is not told by those outside.
                counts = ALWAYS_COUNTED if inner.folds and angle.reads else inner.counts
                return PolarityOutline(ask, (inner,), inner.facts, counts)
            case _:
                assert_never(ask)

    def _defined(self, ask: Defined, name: str) -> PolarityOutline:
        definition = self.policy.definitions.get(name)
        if definition is None:
            # Readings may take away what is only defined in another edition.
            return PolarityOutline(ask, counts=ALWAYS_COUNTED)
        inner = self.of(definition.condition)
        return PolarityOutline(ask, facts=inner.facts, counts=inner.counts, folds=inner.folds)

    def _some(self, ask: Some) -> PolarityOutline:
        inner = self.of(ask.body)
        restrictions = tuple(self._restrictions(ask.variable, ask.body))
        # Where the act is of no such description, what is said of its things is not spoken of.
        turns = inner.counts[False] or any(
            isinstance(restriction, ActIs) for restriction in restrictions
        )
        counts = (turns, True)
        return PolarityOutline(
            ask, (inner,), inner.facts, counts, inner.folds, inner.settles, restrictions
        )

    def _restrictions(self, variable: Variable, body: Ask) -> Iterable[Restriction]:
        """`… is …` leaves a variable the other thing, `the act is to …` the things in the roles of
        the act, a function its value."""
        for atom in _conjuncts(body):
            match atom:
                case Same(left, right) if variable in (left, right):
                    yield atom
                case ActIs(_, terms) if variable in terms:
                    yield atom
                case Holds(fact, terms) if variable in terms:
                    declared = self.policy.facts.get(fact)
                    if declared is None or declared.one_to_each:
                        yield atom


def outlines_of(editions: Mapping[str, Policy]) -> Mapping[str, PolarityOutlines]:
    """The outlines of each edition."""
    found: dict[str, PolarityOutlines] = {}
    for name, policy in editions.items():
        found[name] = PolarityOutlines(policy, found)
    return found


def free_in(ask: Ask) -> frozenset[Variable]:
    """The variables a question's part speaks of without introducing them."""
    match ask:
        case LiveAt(_, terms):
            return frozenset([term for term in terms if isinstance(term, Variable)])
        case (
            Live()
            | Applicable()
            | Late()
            | NeverInTime()
            | NoWayLeft()
            | Takes()
            | VerdictIn()
            | InScope()
        ):
            return frozenset()
        case Seen(_, body) | Not(body):
            return free_in(body)
        case Some(variable, body) | Every(variable, body) | Counted(_, _, variable, body):
            return free_in(body) - {variable}
        case All(parts) | Any(parts):
            return frozenset().union(*[free_in(part) for part in parts])
        case _:
            return frozenset([term for term in formula_terms(ask) if isinstance(term, Variable)])


def _junction(ask: All | Any, parts: tuple[PolarityOutline, ...]) -> PolarityOutline:
    return PolarityOutline(
        ask,
        parts,
        frozenset().union(*[part.facts for part in parts]),
        (any(part.counts[False] for part in parts), any(part.counts[True] for part in parts)),
        any(part.folds or part.settles for part in parts),
        not parts or any(part.settles for part in parts),
    )


def _conjuncts(ask: Ask) -> Iterable[Ask]:
    """The atoms that stand positively in a conjunction, under `some` too."""
    match ask:
        case All(parts):
            for part in parts:
                yield from _conjuncts(part)
        case Some(_, body):
            yield from _conjuncts(body)
        case _:
            yield ask


def unsettled(
    outline: PolarityOutline, given: Mapping[str, str]
) -> tuple[PolarityOutline, ...] | None:
    """The parts of a conjunction or an alternative that the given readings do not settle; None
    where they settle the whole."""
    decisive = isinstance(outline.ask, Any)
    kept: list[PolarityOutline] = []
    for part in outline.parts:
        settled = _settled(part, given) if part.settles else None
        if settled is None:
            kept.append(part)
        elif settled is decisive:
            return None
    return tuple(kept)


def _settled(outline: PolarityOutline, given: Mapping[str, str]) -> bool | None:
    """Whether a part is true or false by the readings alone."""
    if not outline.settles:
        return None
    match outline.ask:
        case Reads(question, reading):
            return given[question] == reading if question in given else None
        case Not():
            inner = _settled(outline.parts[0], given)
            return None if inner is None else not inner
        case All() | Any():
            decisive = isinstance(outline.ask, Any)
            kept = unsettled(outline, given)
            if kept is None:
                return decisive
            return None if kept else not decisive
        case Some():
            return False if _settled(outline.parts[0], given) is False else None
        case _:
            return None
