"""Why a condition is true or false of a case: a case and two versions of a policy go in, statements
about the things of the case come out.

A condition that both versions share stays whole, however long it is, because a rule is the more
general the less it is taken apart. Only where the edits reach inside is a condition opened.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from verifier.changes.compare.difference.edits import Edition
from verifier.changes.compare.difference.formula_parts import (
    Shared,
    dates_together,
    in_common,
    is_dated,
)
from verifier.changes.compare.difference.merged_policy import VersionPair
from verifier.changes.compare.difference.statements import CHANGED, SHARED, RuleStatement, kinds_of
from verifier.encoding import AGENT, Angle, definitions_in, role
from verifier.model import (
    All,
    Any,
    Case,
    Counted,
    Defined,
    Every,
    Formula,
    Named,
    Not,
    OfKind,
    Readings,
    Some,
    Term,
    Variable,
    free_variables,
    substitute,
)
from verifier.semantics import Evaluation, World, assignments, evaluate, holds

Env = Mapping[str, str]
"""The thing that a variable's name stands for."""


class Causes:
    """Looks at one case, found for acts of one primary description."""

    def __init__(
        self,
        pair: VersionPair,
        case: Case,
        readings: Mapping[Edition, Readings],
        angles: Mapping[Edition, Angle],
    ) -> None:
        self.pair = pair
        self.case = case
        self.readings = readings
        self.angles = angles
        self.column = angles["old"].column
        self.worlds = {e: World(pair.policy(e), case, r) for e, r in readings.items()}
        self._evaluations: dict[str, Evaluation] = {}
        self._known: dict[tuple[object, ...], tuple[RuleStatement, ...]] = {}
        self.terms = dict(self._roles())
        self.variables: dict[str, Variable] = {}

    # ------------------------------------------------------------------ things as terms

    def _roles(self) -> Iterable[tuple[str, Term]]:
        """Later ones count: a role before the agent before a party's own name."""
        yield from ((name, Named(name)) for name in self.pair.merged.parties)
        yield self.case.act.agent, AGENT
        holes = self.pair.merged.acts[self.case.act.act].holes
        for place, (hole, thing) in reversed(
            [*enumerate(zip(holes, self.case.act.things, strict=True))]
        ):
            yield thing, role(place, hole.kind)

    def term(self, thing: str, kind: str) -> Term:
        """What stands for a thing of the case in a rule."""
        if thing not in self.terms:
            count = sum(v.kind == kind for v in self.variables.values())
            self.variables[thing] = Variable(f"{kind} {count + 1}·", kind)
            self.terms[thing] = self.variables[thing]
        return self.terms[thing]

    def stated(self, formula: Formula, env: Env) -> Formula:
        """The formula about the things of the case."""
        binding: dict[Variable, Term] = {
            v: self.term(env[v.name], v.kind) for v in sorted(free_variables(formula), key=repr)
        }
        return substitute(formula, binding)

    def evaluation(self, edition: Edition) -> Evaluation:
        """What a version says of the case."""
        if edition not in self._evaluations:
            policy = self.pair.policy(edition)
            self._evaluations[edition] = evaluate(
                policy, self.case, self.readings[edition], self.column
            )
        return self._evaluations[edition]

    def instances(self, edition: Edition, norm: str) -> tuple[tuple[str, ...], ...]:
        return tuple(i for name, i in self.evaluation(edition).live if name == norm)

    # ------------------------------------------------------------------ formulas

    def opened(self, formula: Formula) -> bool:
        """Whether the edits reach inside a formula."""
        return bool(definitions_in(formula) & self.pair.twins.keys())

    def because(
        self, formula: Formula, env: Env, edition: Edition, shared: Shared, positive: bool = True
    ) -> Iterable[RuleStatement]:
        """Statements that make the formula true (or false) of the case, as it is."""
        match formula:
            case Not(body):
                yield from self.because(body, env, edition, shared, not positive)
            case All(parts) if all(map(is_dated, parts)) and parts:
                yield self._plainly(formula, env, shared, positive)
            case All(parts) if any(map(is_dated, parts)):
                whole = All(dates_together(parts))
                yield from self.because(whole, env, edition, shared, positive)
            case All(parts) if positive:
                for part in parts:
                    yield from self.because(part, env, edition, shared)
            case Any(parts) if not positive:
                for part in parts:
                    yield from self.because(part, env, edition, shared, False)
            case _ if not self.opened(formula) and (shared is None or formula in shared):
                yield self._plainly(formula, env, shared, positive)
            case All(parts) | Any(parts):
                yield from self._one_of(parts, env, edition, shared, positive)
            case Defined(name, terms) if name in self.pair.twins:
                yield from self._inside(name, terms, env, edition, positive)
            case Some(variable, body) if positive:
                yield from self._witnessed(variable, body, env, edition, shared)
            case Some(variable, body) | Every(variable, body) if self.opened(formula):
                for full in assignments(self.worlds[edition], (variable,), env):
                    if holds(self.worlds[edition], body, full) == positive:
                        yield from self.because(body, full, edition, shared, positive)
            case Counted(_, _, variable, body) if self.opened(formula):
                for full in assignments(self.worlds[edition], (variable,), env):
                    so = holds(self.worlds[edition], body, full)
                    yield from self.because(body, full, edition, shared, so)
            case _:
                yield self._plainly(formula, env, shared, positive)

    def _plainly(self, formula: Formula, env: Env, shared: Shared, positive: bool) -> RuleStatement:
        stated = self.stated(formula, env)
        changed = shared is None or formula not in shared
        rank = CHANGED if changed else SHARED
        core = stated if positive else Not(stated)
        return RuleStatement(core, rank, changed, guards=self.guards(formula, env))

    def guards(self, formula: Formula, env: Env) -> tuple[OfKind, ...]:
        """The kinds that the formula's variables have and the rule's terms need not have."""
        return self.of_kinds(sorted(free_variables(formula), key=repr), env)

    def of_kinds(self, variables: Iterable[Variable], env: Env) -> tuple[OfKind, ...]:
        return kinds_of(self.pair, {v: self.term(env[v.name], v.kind) for v in variables})

    def _inside(
        self, name: str, terms: tuple[Term, ...], env: Env, edition: Edition, positive: bool
    ) -> Iterable[RuleStatement]:
        """Why a definition that differs is true, or false."""
        definition = self.pair.policy(edition).definitions[name]
        things = tuple(env[t.name] if isinstance(t, Variable) else t.name for t in terms)
        key = (name, things, edition, positive)
        if key not in self._known:
            inner = {p.name: t for p, t in zip(definition.parameters, things, strict=True)}
            twins = self.pair.twins[name][edition]
            shared = in_common((definition.condition,), (twin.condition for twin in twins))
            found = self.because(definition.condition, inner, edition, shared, positive)
            self._known[key] = tuple(dict.fromkeys(found))
        yield from self._known[key]

    def _witnessed(
        self, variable: Variable, body: Formula, env: Env, edition: Edition, shared: Shared
    ) -> Iterable[RuleStatement]:
        world = self.worlds[edition]
        for full in assignments(world, (variable,), env):
            if holds(world, body, full):
                yield from self.because(body, full, edition, shared)
                return

    def _one_of(
        self,
        parts: Iterable[Formula],
        env: Env,
        edition: Edition,
        shared: Shared,
        positive: bool,
    ) -> Iterable[RuleStatement]:
        """An alternative that holds: of several one that the edits do not reach inside."""
        world = self.worlds[edition]
        true = [part for part in parts if holds(world, part, env) == positive]
        for part in sorted(true, key=self.opened)[:1]:
            yield from self.because(part, env, edition, shared, positive)
