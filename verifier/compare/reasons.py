"""Why a case has its outcome, in statements that can stand in a rule: a case and two versions of a
policy go in, candidates for the lines of a rule come out, each true of the case.

A condition that both versions share stays whole, however long it is, because a rule is the more
general the less it is taken apart. Only where the edits reach inside is a condition opened.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from verifier.compare.edits import Edition
from verifier.compare.merge import AFTER, BEFORE, Pair, fresh
from verifier.compare.parts import Shared, dates_together, in_common, is_dated, shared_by
from verifier.evaluate import Evaluation, evaluate
from verifier.model import (
    PARTY,
    ActIs,
    ActPattern,
    All,
    Any,
    Attack,
    Case,
    Defined,
    Every,
    Formula,
    Named,
    Norm,
    Not,
    OfKind,
    Readings,
    Same,
    Some,
    Term,
    Variable,
)
from verifier.query import AGENT, Angle, Ask, Live, LiveAt, Seen, both, either, no, role
from verifier.reach import definitions_in
from verifier.terms import free_variables, scoped, substitute
from verifier.unfold import some
from verifier.words import Speaker
from verifier.words.english import series
from verifier.world import World, assignments, holds

Env = Mapping[str, str]
"""The thing that a variable's name stands for."""


@dataclass(frozen=True)
class Statement:
    """A candidate line of a rule. rank: lines of a lower rank are given up later; guards: that the
    things it speaks of are of the kinds that its words need; `words` are set where the core is not
    one of the policy's sentences."""

    core: Ask
    rank: int
    changed: bool = False
    words: str = ""
    guards: tuple[OfKind, ...] = ()

    @property
    def formula(self) -> Ask:
        """What has to be true: the core, of things of the right kinds."""
        return both([*self.guards, self.core])


CHANGED, SHARED, DENIED, APART, ELSE, CLAUSE = range(6)
"""Ranks: what the edits bring in; what both versions share; what defeats nothing; who is who; that
there is no other ground; that a clause does or does not apply."""


class Reasons:
    """Looks at one case, found for acts of one primary description."""

    def __init__(
        self,
        pair: Pair,
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

    def _stated(self, formula: Formula, env: Env) -> Formula:
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
    ) -> Iterable[Statement]:
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
            case _:
                yield self._plainly(formula, env, shared, positive)

    def _plainly(self, formula: Formula, env: Env, shared: Shared, positive: bool) -> Statement:
        stated = self._stated(formula, env)
        changed = shared is None or formula not in shared
        rank = CHANGED if changed else SHARED
        core = stated if positive else Not(stated)
        return Statement(core, rank, changed, guards=self._guards(formula, env))

    def _guards(self, formula: Formula, env: Env) -> tuple[OfKind, ...]:
        """The kinds that the formula's variables have and the rule's terms need not have."""
        return self._of_kinds(sorted(free_variables(formula), key=repr), env)

    def _of_kinds(self, variables: Iterable[Variable], env: Env) -> tuple[OfKind, ...]:
        return kinds_of(self.pair, {v: self.term(env[v.name], v.kind) for v in variables})

    def _inside(
        self, name: str, terms: tuple[Term, ...], env: Env, edition: Edition, positive: bool
    ) -> Iterable[Statement]:
        """Why a definition that differs is true, or false."""
        definition = self.pair.policy(edition).definitions[name]
        things = [env[t.name] if isinstance(t, Variable) else t.name for t in terms]
        inner = {p.name: t for p, t in zip(definition.parameters, things, strict=True)}
        twins = self.pair.twins[name][edition]
        shared = in_common((definition.condition,), (twin.condition for twin in twins))
        yield from self.because(definition.condition, inner, edition, shared, positive)

    def _witnessed(
        self, variable: Variable, body: Formula, env: Env, edition: Edition, shared: Shared
    ) -> Iterable[Statement]:
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
    ) -> Iterable[Statement]:
        """An alternative that holds: of several one that the edits do not reach inside."""
        world = self.worlds[edition]
        true = [part for part in parts if holds(world, part, env) == positive]
        for part in sorted(true, key=self.opened)[:1]:
            yield from self.because(part, env, edition, shared, positive)

    # ------------------------------------------------------------------ norms

    def live(
        self, edition: Edition, norm: Norm, instance: tuple[str, ...], other: Norm | None
    ) -> Iterable[Statement]:
        """Why an instance of a norm is live. `other`: its other version, to tell what is shared."""
        env = self._grounds(edition, norm, instance)
        yield from self._described(norm, env)
        shared = shared_by(norm, other)
        for condition in norm.conditions:
            yield from self.because(condition.formula, env, edition, shared)
        policy = self.pair.policy(edition)
        for attack in policy.attacks_on(norm.id, self.column):
            yield from self._idle(edition, attack, env)

    def _grounds(self, edition: Edition, norm: Norm, instance: tuple[str, ...]) -> dict[str, str]:
        """Things for a norm's parameters and locals with which its conditions hold."""
        world = self.worlds[edition]
        env = {p.name: thing for p, thing in zip(norm.parameters, instance, strict=True)}
        for full in assignments(world, norm.locals, env):
            if all(holds(world, c.formula, full) for c in norm.conditions):
                return dict(full)
        return env

    def _described(self, norm: Norm, env: Env) -> Iterable[Statement]:
        """That the act is the norm's act, done by its bearer."""
        if isinstance(norm.bearer, Named):
            yield Statement(Same(AGENT, norm.bearer), SHARED)
        elif isinstance(norm.bearer, Variable) and norm.bearer.kind != PARTY:
            yield Statement(OfKind(AGENT, norm.bearer.kind), SHARED)
        if isinstance(norm.bearer, Variable):
            who = self.term(env[norm.bearer.name], norm.bearer.kind)
            if who != AGENT:
                yield Statement(Same(AGENT, who), SHARED)
        if norm.act is not None:
            yield from self._pattern(norm.act, env)

    def _pattern(self, act: ActPattern, env: Env) -> Iterable[Statement]:
        done = self.case.act
        if act.act != done.act:
            terms = []
            for term in act.terms:
                mine = self.term(env[term.name], term.kind) if isinstance(term, Variable) else term
                terms.append(mine)
                kind = term.kind if isinstance(term, Variable) else PARTY
                if isinstance(mine, Variable) and mine.kind != kind:
                    yield Statement(OfKind(mine, kind), SHARED)
            yield Statement(ActIs(act.act, tuple(terms)), SHARED)
            return
        holes = self.pair.merged.acts[done.act].holes
        for place, (hole, term) in enumerate(zip(holes, act.terms, strict=True)):
            mine = role(place, hole.kind)
            if isinstance(term, Named):
                yield Statement(Same(mine, term), SHARED)
                continue
            if term.kind != hole.kind:
                yield Statement(OfKind(mine, term.kind), SHARED)
            first = self.term(done.things[place], hole.kind)
            if first != mine:
                yield Statement(Same(first, mine), SHARED)

    def _idle(self, edition: Edition, attack: Attack, env: Env) -> Iterable[Statement]:
        """Why an attack does not defeat an instance. One that both versions share is only named."""
        policy = self.pair.policy(edition)
        attacker = policy.norms[attack.attacker]
        version = self.pair.versions[attacker.id]
        formulas = tuple(c.formula for c in attacker.conditions)
        shared = version.old == version.new and not any(map(self.opened, formulas))
        yield from self.silent(edition, attacker, SHARED if shared else CLAUSE)
        mapped = {mine.name: env[theirs.name] for mine, theirs in attack.mapping}
        world = self.worlds[edition]
        common = shared_by(attacker, self._twin(edition, attacker))
        for condition in attacker.conditions:
            known = {v.name for v in free_variables(condition.formula)} <= mapped.keys()
            if known and not holds(world, condition.formula, mapped):
                yield from self.because(condition.formula, mapped, edition, common, False)
        rest = tuple(p for p in attacker.parameters if p.name not in mapped)
        whole = scoped((*rest, *attacker.locals), formulas)
        if not holds(world, whole, mapped) and not self.opened(whole):
            guards = self._guards(whole, mapped)
            yield Statement(Not(self._stated(whole, mapped)), DENIED, guards=guards)

    def _twin(self, edition: Edition, norm: Norm) -> Norm | None:
        """The norm in the other version."""
        return self.pair.policy("new" if edition == "old" else "old").norms.get(norm.id)

    def silent(self, edition: Edition, norm: Norm, rank: int) -> Iterable[Statement]:
        """That a norm does not apply at all, where that is so: a line that names the clause."""
        version = self.pair.versions[norm.id].of(edition)
        if version is not None and not self.instances(edition, norm.id):
            words = self._words(edition, norm, "does not apply", dated=rank != SHARED)
            yield Statement(no(Seen(self.angles[edition], Live(version))), rank, words=words)

    def _words(self, edition: Edition, norm: Norm, rest: str, *, dated: bool) -> str:
        name = Speaker(self.pair.policy(edition)).norm_name(norm.id)
        if not dated:
            return f"{name} {rest}"
        return f"{name}, {BEFORE if edition == 'old' else AFTER}, {rest}"

    def lost(
        self, edition: Edition, norm: Norm, other: Norm, instance: tuple[str, ...]
    ) -> Iterable[Statement]:
        """Why `norm` is not live in an edition in which the instance of its `other` version would
        have made it so: a condition fails, an attacker is live; and no other ground."""
        source: Edition = "new" if edition == "old" else "old"
        grounds = self._grounds(source, other, instance)
        env = {
            v.name: grounds[v.name]
            for v in (*norm.parameters, *norm.locals)
            if v in (*other.parameters, *other.locals)
        }
        yield from self._misses(norm)
        yield from self._fails(edition, norm, other, env)
        if all(p.name in env for p in norm.parameters):
            whole = tuple(env[p.name] for p in norm.parameters)
            yield from self._defeated(edition, norm, whole)
            yield from self._elsewhere(edition, norm, env)
        yield from self.silent(edition, norm, CLAUSE)

    def _misses(self, norm: Norm) -> Iterable[Statement]:
        """That the act is not the norm's act."""
        if norm.act is None or norm.act.act != self.case.act.act:
            return
        world = self.worlds["old"]
        holes = self.pair.merged.acts[self.case.act.act].holes
        for place, (hole, term) in enumerate(zip(holes, norm.act.terms, strict=True)):
            mine, thing = role(place, hole.kind), self.case.act.things[place]
            if isinstance(term, Named) and term.name != thing:
                yield Statement(Not(Same(mine, term)), CHANGED, True)
            elif isinstance(term, Variable) and not world.is_of(thing, term.kind):
                yield Statement(Not(OfKind(mine, term.kind)), CHANGED, True)

    def _fails(self, edition: Edition, norm: Norm, other: Norm, env: Env) -> Iterable[Statement]:
        world = self.worlds[edition]
        shared = shared_by(norm, other)
        for condition in norm.conditions:
            formula = condition.formula
            loose = [v for v in free_variables(formula) if v.name not in env]
            if loose:
                formula = scoped(tuple(sorted(loose, key=repr)), (formula,))
            if not holds(world, formula, env):
                yield from self.because(formula, env, edition, shared, False)
                if not self.opened(formula):
                    core = Not(self._stated(formula, env))
                    yield Statement(core, CHANGED, True, guards=self._guards(formula, env))

    def _defeated(
        self, edition: Edition, norm: Norm, instance: tuple[str, ...]
    ) -> Iterable[Statement]:
        for name, defeated, by in self.evaluation(edition).defeated:
            if name == norm.id and defeated == instance:
                attacker, attacking = by[0]
                found = self.pair.policy(edition).norms[attacker]
                yield from self.live(edition, found, attacking, self._twin(edition, found))

    def _elsewhere(self, edition: Edition, norm: Norm, env: Env) -> Iterable[Statement]:
        """That nothing else in the case makes the norm apply."""
        version = self.pair.versions[norm.id].of(edition)
        assert version is not None
        fixed = self._fixed_by_act(norm)
        free = tuple(p for p in norm.parameters if p not in fixed)
        locals_ = tuple(v for v in norm.locals if v.name in env)
        if not free and not locals_:
            return
        grounds: list[Ask] = []
        if free:
            grounds.append(self._other_instance(norm, version, free, env))
        if locals_:
            grounds.append(self._other_locals(norm, version, locals_, env))
        kinds = list(dict.fromkeys(v.kind for v in (*free, *locals_)))
        words = f"does not apply by reason of another {series(kinds, 'or')}"
        formula = no(Seen(self.angles[edition], either(grounds)))
        yield Statement(formula, ELSE, words=self._words(edition, norm, words, dated=True))

    def _fixed_by_act(self, norm: Norm) -> tuple[Variable, ...]:
        """The parameters that the act itself settles."""
        found = [norm.bearer] if isinstance(norm.bearer, Variable) else []
        if norm.act is not None and norm.act.act == self.case.act.act:
            found += [t for t in norm.act.terms if isinstance(t, Variable)]
        return tuple(found)

    def _other_instance(
        self, norm: Norm, version: str, free: tuple[Variable, ...], env: Env
    ) -> Ask:
        others = {v: fresh(v, "else") for v in free}
        terms: dict[Variable, Term] = {
            p: others.get(p, self.term(env[p.name], p.kind)) for p in norm.parameters
        }
        same = All(tuple(Same(o, self.term(env[v.name], v.kind)) for v, o in others.items()))
        kept = [p for p in norm.parameters if p not in others]
        parts: list[Ask] = [Not(same), *self._of_kinds(kept, env)]
        parts.append(LiveAt(version, tuple(terms[p] for p in norm.parameters)))
        if norm.act is not None and norm.act.act != self.case.act.act:
            done = tuple(terms[t] if isinstance(t, Variable) else t for t in norm.act.terms)
            parts.append(ActIs(norm.act.act, done))
        return some(tuple(others.values()), both(parts))

    def _other_locals(
        self, norm: Norm, version: str, locals_: tuple[Variable, ...], env: Env
    ) -> Ask:
        others = {v: fresh(v, "else") for v in norm.locals}
        binding: dict[Variable, Term] = {p: self.term(env[p.name], p.kind) for p in norm.parameters}
        binding.update(others)
        same = All(tuple(Same(others[v], self.term(env[v.name], v.kind)) for v in locals_))
        held = [substitute(c.formula, binding) for c in norm.conditions]
        here = LiveAt(version, tuple(binding[p] for p in norm.parameters))
        guards = self._of_kinds(norm.parameters, env)
        return both([*guards, here, some(tuple(others.values()), both([Not(same), *held]))])

    def instance_terms(self, norm: Norm, instance: tuple[str, ...]) -> tuple[Term, ...]:
        """What stands for the things of an instance in a rule."""
        pairs = zip(norm.parameters, instance, strict=True)
        return tuple(self.term(thing, parameter.kind) for parameter, thing in pairs)

    # ------------------------------------------------------------------ who is who

    def apart(self) -> Iterable[Statement]:
        """Which things of the rule are one and which are not."""
        things = list(self.terms.items())
        for place, (name, term) in enumerate(things):
            for other, further in things[place + 1 :]:
                if self._alike(term, further) and name != other:
                    yield Statement(Not(Same(term, further)), APART)

    def _alike(self, one: Term, other: Term) -> bool:
        if isinstance(one, Named) and isinstance(other, Named):
            return False
        roots = [self.pair.merged.roots[t.kind] for t in (one, other) if isinstance(t, Variable)]
        return len(set(roots)) == 1 and (len(roots) == 2 or roots[0] == PARTY)


def kinds_of(pair: Pair, standing: Mapping[Variable, Term]) -> tuple[OfKind, ...]:
    """The kinds that variables have and what stands for them need not have."""
    found = []
    for variable, term in standing.items():
        own = term.kind if isinstance(term, Variable) else PARTY
        if variable.kind not in pair.merged.lineage(own):
            found.append(OfKind(term, variable.kind))
    return tuple(found)


def applied(pair: Pair, edition: Edition, angle: Angle, norm: Norm, terms: Sequence[Term]) -> Ask:
    """That a norm is live by reason of these very things, which is more than that it is."""
    version = pair.versions[norm.id].of(edition)
    assert version is not None
    standing = dict(zip(norm.parameters, terms, strict=True))
    parts: list[Ask] = [*kinds_of(pair, standing)]
    if norm.bearer is not None:
        bearer = norm.bearer
        parts.append(Same(AGENT, standing[bearer] if isinstance(bearer, Variable) else bearer))
    if norm.act is not None:
        done = tuple(standing[t] if isinstance(t, Variable) else t for t in norm.act.terms)
        parts.append(ActIs(norm.act.act, done))
    return Seen(angle, both([*parts, LiveAt(version, tuple(terms))]))
