"""Is every declared word used by some norm?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from verifier.checks.support.check_context import CheckContext
from verifier.findings import Assurance, AssuranceKind, Finding, Severity
from verifier.model import (
    ActIs,
    Attribute,
    AttributeOf,
    BusinessDays,
    CalendarDay,
    Compare,
    Defined,
    EventDay,
    Fact,
    Formula,
    Holds,
    Named,
    OfKind,
    Policy,
    Quantity,
    ValueIs,
    Variable,
    Window,
    formula_terms,
    measures_in,
    parts_of,
)

NAME = "unused-term"


def run(context: CheckContext) -> Iterable[Finding]:
    """A finding for each kind, attribute, fact, definition, act or party that no norm reads,
    neither directly nor through a definition or through `counts as`; a party is also read in the
    sentence that names it, and with a word of which it is the judge or that it controls."""
    used = words_read(context.policy)
    for what, declared in _declared(context.policy):
        for name, place in declared.items():
            if (what, name) not in used:
                yield context.finding(
                    NAME,
                    Severity.NOTE,
                    f"The policy declares the {what} “{name}”, but no clause uses it.",
                    [what, name],
                    assurance=Assurance(AssuranceKind.COMPUTED, "every clause was read"),
                    place=place,
                )


def _declared(policy: Policy) -> Iterable[tuple[str, Mapping[str, object]]]:
    kinds = {name: kind for name, kind in policy.kinds.items() if kind.span is not None}
    yield "kind", kinds
    yield "attribute", policy.attributes
    yield "fact", policy.facts
    yield "definition", policy.definitions
    yield "act", policy.acts
    yield "party", policy.parties
    yield "calendar", policy.calendars


def words_read(policy: Policy) -> frozenset[tuple[str, str]]:
    """Everything that the norms read: pairs of what it is and its name."""
    reader = _Reader(policy)
    for norm in policy.norms.values():
        reader.terms((norm.bearer, norm.owed_to))
        reader.kinds((*norm.parameters, *norm.locals))
        if norm.act is not None:
            reader.act(norm.act.act)
            reader.terms(norm.act.terms)
        for condition in norm.conditions:
            reader.formula(condition.formula)
        if norm.window is not None:
            reader.window(norm.window)
    reader.counted()
    if policy.issued_by is not None:
        reader.used.add(("party", policy.issued_by))
    return frozenset(reader.used)


class _Reader:
    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.used: set[tuple[str, str]] = set()

    def terms(self, terms: Iterable[object]) -> None:
        for term in terms:
            if isinstance(term, Named):
                self.used.add(("party", term.name))
            elif isinstance(term, Variable):
                self.kinds((term,))

    def kinds(self, variables: Iterable[Variable]) -> None:
        for variable in variables:
            self._kind(variable.kind)

    def _kind(self, kind: str) -> None:
        self.used.update(("kind", name) for name in self.policy.lineage(kind))

    def _sentence(self, words: str) -> None:
        """The parties that a declared sentence names."""
        for party in self.policy.parties.values():
            names = "|".join(map(re.escape, (party.name, *party.also_called)))
            if re.search(rf"\b(?:{names})\b", words):
                self.used.add(("party", party.name))

    def _in_hands(self, word: Fact | Attribute) -> None:
        for party in (word.judged_by, word.controlled_by):
            if party is not None:
                self.used.add(("party", party))

    def act(self, name: str) -> None:
        self.used.add(("act", name))
        self._sentence(name)
        for hole in self.policy.acts[name].holes:
            self._kind(hole.kind)

    def counted(self) -> None:
        """Acts that count as used ones are used, with what their rules read."""
        grew = True
        while grew:
            grew = False
            for rule in self.policy.counts_as:
                if ("act", rule.target) in self.used and ("act", rule.source) not in self.used:
                    self.act(rule.source)
                    grew = True
        for rule in self.policy.counts_as:
            if ("act", rule.target) in self.used:
                self.formula(rule.condition)
                self.terms((*rule.source_terms, *rule.target_terms))

    def formula(self, formula: Formula) -> None:
        self.terms(formula_terms(formula))
        match formula:
            case Holds(fact, _):
                self._fact(fact)
            case Defined(name, _):
                self._definition(name)
            case ValueIs(attribute, _, _):
                self._attribute(attribute)
            case OfKind(_, kind):
                self._kind(kind)
            case ActIs(act, _, _):
                self.act(act)
            case Compare(_, left, right):
                self._quantity(left)
                self._quantity(right)
            case _:
                pass
        for part in parts_of(formula):
            self.formula(part)

    def window(self, window: Window) -> None:
        """The days from which and until which a norm is to be done."""
        for quantity in (*window.earliest, *window.latest):
            self._quantity(quantity)
        for formula in window.occurs:
            self.formula(formula)

    def _quantity(self, quantity: Quantity) -> None:
        for _, counted in quantity.terms:
            if isinstance(counted, CalendarDay):
                self._calendar(counted)
        for measure in measures_in(quantity):
            match measure:
                case AttributeOf(attribute, term):
                    self.terms((term,))
                    self._attribute(attribute)
                case EventDay(event, terms):
                    self.terms(terms)
                    self._fact(event)
                case _:
                    pass

    def _calendar(self, day: CalendarDay) -> None:
        if isinstance(day.unit, BusinessDays):
            self.used.add(("calendar", day.unit.calendar))
        for _, inner in day.start.terms:
            if isinstance(inner, CalendarDay):
                self._calendar(inner)

    def _fact(self, name: str) -> None:
        self.used.add(("fact", name))
        self._sentence(name)
        self._in_hands(self.policy.facts[name])
        for hole in self.policy.facts[name].holes:
            self._kind(hole.kind)

    def _attribute(self, name: str) -> None:
        self.used.add(("attribute", name))
        self._in_hands(self.policy.attributes[name])
        self._kind(self.policy.attributes[name].kind)

    def _definition(self, name: str) -> None:
        if ("definition", name) not in self.used:
            self.used.add(("definition", name))
            self._sentence(name)
            self.formula(self.policy.definitions[name].condition)
