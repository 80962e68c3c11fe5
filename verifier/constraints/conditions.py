"""Conditions and descriptions of acts: a condition goes in; the term that says it comes out.

An act is the one in question, or another one of a given description in its place; then its things
and its day are parameters of whatever speaks of them.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import assert_never

from verifier.constraints.logic import called, either, every, no, number, same
from verifier.constraints.text import Defined as Written
from verifier.constraints.vocabulary import Names, Vocabulary
from verifier.model import (
    PARTY,
    ActDay,
    ActIs,
    ActPattern,
    All,
    Any,
    AttributeOf,
    CalendarDay,
    Compare,
    Counted,
    CountsAs,
    Defined,
    EventDay,
    Every,
    Formula,
    Holds,
    Measure,
    Not,
    OfKind,
    Quantity,
    Reads,
    Same,
    Some,
    Term,
    ValueIs,
    Variable,
    in_at_leasts,
    is_basic,
)


@dataclass(frozen=True)
class Conditions:
    """What is true where the act is the one in question (`way` None), or one of the description
    `way` in its place."""

    words: Vocabulary
    way: str | None = None

    # ------------------------------------------------------------------ definitions

    def define(
        self,
        key: Hashable,
        said: str,
        variables: Sequence[Variable],
        body: Callable[[], str],
        remarks: Iterable[str] = (),
    ) -> Written:
        """A definition, written when it is first needed, after those on which it rests."""
        text, name = self.words.text, (key, self.way)
        if name not in text.defined:
            beside = "" if self.way is None else f", were the act to {self.way}"
            inside, parameters = body(), self.words.bound(variables)
            same_said = (key, tuple(parameters), inside)
            if same_said not in text.defined:
                # What is said of another act as of the one in question is one definition.
                text.defined[same_said] = text.define(
                    name, said + beside, parameters, inside, remarks, self.parameters()
                )
            text.defined[name] = text.defined[same_said]
        return text.defined[name]

    def call(self, written: Written, things: Iterable[str]) -> str:
        """A definition of things, of the act of which this speaks."""
        return called(written.symbol, (*written.act, *things))

    # ------------------------------------------------------------------ the act

    def parameters(self) -> list[tuple[str, str]]:
        """What tells another act: its day, and the things in its roles."""
        if self.way is None:
            return []
        holes = enumerate(self.words.policy.acts[self.way].holes)
        int_day = (self.day(), "Int")
        return [int_day, *((self.role(self.way, i), self.words.sort(h.kind)) for i, h in holes)]

    def day(self) -> str:
        if self.way is None:
            return self.words.the_day
        return self.words.text.symbol("another day", "another day of the act")

    def role(self, act: str, index: int) -> str:
        if self.way is None:
            return self.words.role(act, index)
        said = f"another thing in role {index + 1} of to {act}"
        return self.words.text.symbol(("another", act, index), said)

    def done_primarily(self, act: str, things: Sequence[str]) -> str:
        """It is such an act, with these things in its roles."""
        if self.way is not None and self.way != act:
            return "false"
        kind = "true" if self.way else same(self.words.the_act, self.words.act(act))
        return every([kind, *(same(x, self.role(act, i)) for i, x in enumerate(things))])

    def falls_under(self, act: str) -> Written:
        """Section 16, When a norm speaks: the things with which it falls under a description."""
        holes = self.words.policy.acts[act].holes
        places = [Variable(f"thing in role {i + 1}", hole.kind) for i, hole in enumerate(holes)]
        symbols = [self.words.variable(place.name) for place in places]

        def body() -> str:
            rules = [rule for rule in self.words.policy.counts_as if rule.target == act]
            counted = (self.counted_as(rule, symbols) for rule in rules)
            return either([self.done_primarily(act, symbols), *counted])

        return self.define(("falls under", act), f"the act is to {act}", places, body)

    def counted_as(self, rule: CountsAs, things: Sequence[str]) -> str:
        """Section 2, Acts: one `counts as` gives its target these things."""
        holes = self.words.policy.acts[rule.target].holes
        own = Variables(self.words, rule.variables, "in what counts")
        parts = [
            self.call(self.falls_under(rule.source), self.names(rule.source_terms, own.names)),
            *(
                every(
                    (
                        self.same(term, hole.kind, thing, own.names),
                        self.words.of_kind(thing, hole.kind),
                    )
                )
                for term, thing, hole in zip(rule.target_terms, things, holes, strict=True)
            ),
            self.holds(rule.condition, own.names),
        ]
        return own.some(every(parts))

    def same(self, term: Term, kind: str, thing: str, names: Names) -> str:
        """A term is the thing that stands in a place of this kind."""
        if self.root_of(term) != self.words.root(kind):
            return "false"
        return same(thing, self.name(term, names))

    def done_as(self, bearer: Term | None, act: ActPattern | None, names: Names) -> str:
        """Section 16, When a norm speaks: it is done by the bearer, and falls under the pattern."""
        parts = [] if bearer is None else [self.same(bearer, PARTY, self.words.the_agent, names)]
        if act is not None:
            holes = self.words.policy.acts[act.act].holes
            pairs = zip(act.terms, holes, strict=True)
            if any(self.root_of(term) != self.words.root(hole.kind) for term, hole in pairs):
                return "false"
            parts.append(self.call(self.falls_under(act.act), self.names(act.terms, names)))
        return every(parts)

    # ------------------------------------------------------------------ terms

    def name(self, term: Term, names: Names) -> str:
        if isinstance(term, Variable):
            return names.get(term.name) or self.words.variable(term.name)
        return self.words.party(term.name)

    def names(self, terms: Iterable[Term], names: Names) -> list[str]:
        return [self.name(term, names) for term in terms]

    def root_of(self, term: Term) -> str:
        return self.words.root(term.kind) if isinstance(term, Variable) else PARTY

    # ------------------------------------------------------------------ truth

    def holds(self, formula: Formula, names: Names) -> str:
        """Section 4: a condition is true, its free variables standing for the things in `names`."""
        words = self.words
        match formula:
            case Holds(fact, terms):
                return called(words.fact(fact), self.names(terms, names))
            case ValueIs(attribute, term, members):
                value = called(words.attribute(attribute), (self.name(term, names),))
                return either(same(value, words.value(attribute, one)) for one in sorted(members))
            case Reads(question, reading):
                return same(words.reading_of(question), words.reading(question, reading))
            case Not(body):
                return no(self.holds(body, names))
            case All(parts):
                return every(self.holds(part, names) for part in parts)
            case Any(parts):
                return either(self.holds(part, names) for part in parts)
            case Some(variable, body):
                inner = {**names, variable.name: words.variable(variable.name)}
                return words.quantified("exists", (variable,), self.holds(body, inner))
            case Every(variable, body):
                inner = {**names, variable.name: words.variable(variable.name)}
                return words.quantified("forall", (variable,), self.holds(body, inner))
            case Counted():
                if is_basic(formula):
                    return self.at_least(formula, names)
                return self.holds(in_at_leasts(formula), names)
            case Same(left, right):
                if self.root_of(left) != self.root_of(right):
                    return "false"
                return same(self.name(left, names), self.name(right, names))
            case OfKind(term, kind):
                if self.root_of(term) != words.root(kind):
                    return "false"
                return words.of_kind(self.name(term, names), kind)
            case Compare():
                return self.comparison_holds(formula, names)
            case Defined(definition, terms):
                return self.defined_holds(definition, terms, names)
            case ActIs(act, terms, agent):
                return self.done_as(agent, ActPattern(act, terms), names)
            case _:
                assert_never(formula)

    def at_least(self, count: Counted, names: Names) -> str:
        """So many things, no two of them one, of each of which the body is true."""
        variable = count.variable
        several = [
            Variable(f"{variable.name} #{i + 1}", variable.kind) for i in range(count.number)
        ]
        symbols = [self.words.variable(one.name) for one in several]
        bodies = (self.holds(count.body, {**names, variable.name: one}) for one in symbols)
        inside = every([f"(distinct {' '.join(symbols)})", *bodies])
        return self.words.quantified("exists", several, inside)

    def defined_holds(self, name: str, terms: Sequence[Term], names: Names) -> str:
        """Section 2, Defined sentences: it is true of things of its parameters' kinds for which its
        condition is."""
        definition = self.words.policy.definitions[name]
        pairs = list(zip(terms, definition.parameters, strict=True))
        if any(self.root_of(term) != self.words.root(own.kind) for term, own in pairs):
            return "false"

        def body() -> str:
            kinds = (self.words.of_kind(self.name(p, {}), p.kind) for p in definition.parameters)
            return every([*kinds, self.holds(definition.condition, {})])

        quoted = [f'"{anchor.words}"' for anchor in definition.anchors]
        written = self.define(("defined", name), name, definition.parameters, body, quoted)
        return self.call(written, self.names(terms, names))

    # ------------------------------------------------------------------ numbers

    def comparison_holds(self, comparison: Compare, names: Names) -> str:
        """Section 5: two quantities compare as it says."""
        left, right = (self.amount_of(q, names) for q in (comparison.left, comparison.right))
        if comparison.operator == "!=":
            return no(f"(= {left} {right})")
        return f"({comparison.operator} {left} {right})"

    def amount_of(self, quantity: Quantity, names: Names) -> str:
        """Section 5: the whole number that a quantity comes to."""
        parts = [
            self.measured(measure, names)
            if factor == 1
            else f"(* {number(factor)} {self.measured(measure, names)})"
            for factor, measure in quantity.terms
        ]
        constant = [number(quantity.constant)] if quantity.constant or not parts else []
        parts += constant
        return parts[0] if len(parts) == 1 else f"(+ {' '.join(parts)})"

    def measured(self, measure: Measure, names: Names) -> str:
        match measure:
            case AttributeOf(attribute, term):
                return called(self.words.attribute(attribute), (self.name(term, names),))
            case EventDay(event, terms):
                return called(self.words.day(event), self.names(terms, names))
            case ActDay():
                return self.day()
            case CalendarDay():
                raise ValueError("a day counted by the calendar is not written as a constraint")
            case _:
                assert_never(measure)


@dataclass(frozen=True)
class Variables:
    """Variables under names that no other variable in scope has, marked by where they stand."""

    words: Vocabulary
    them: Sequence[Variable]
    mark: str

    @property
    def renamed(self) -> list[Variable]:
        return [Variable(f"{one.name} {self.mark}", one.kind) for one in self.them]

    @property
    def names(self) -> dict[str, str]:
        renamed = zip(self.them, self.renamed, strict=True)
        return {one.name: self.words.variable(other.name) for one, other in renamed}

    def some(self, body: str) -> str:
        return self.words.quantified("exists", self.renamed, body)
