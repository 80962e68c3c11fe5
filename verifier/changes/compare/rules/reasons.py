"""Why a case has its outcome, in statements that can stand in a rule: a case and two versions of a
policy go in, candidates for the lines of a rule come out, each true of the case."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from verifier.changes.compare.difference.edits import Edition
from verifier.changes.compare.difference.formula_parts import shared_by
from verifier.changes.compare.difference.merged_policy import AFTER, BEFORE, fresh
from verifier.changes.compare.difference.statements import (
    APART,
    CHANGED,
    CLAUSE,
    DENIED,
    ELSE,
    SHARED,
    RuleStatement,
)
from verifier.changes.compare.rules.causes import Causes, Env
from verifier.encoding import AGENT, Ask, Live, LiveAt, Seen, both, either, no, role, some
from verifier.model import (
    PARTY,
    ActIs,
    ActPattern,
    All,
    Attack,
    Named,
    Norm,
    Not,
    OfKind,
    Same,
    Term,
    Variable,
    free_variables,
    scoped,
    substitute,
)
from verifier.semantics import assignments, attacks_on, holds
from verifier.words import Speaker, series


class RuleReasons(Causes):
    """Why norms are live or not in one case."""

    # ------------------------------------------------------------------ norms

    def live(
        self, edition: Edition, norm: Norm, instance: tuple[str, ...], other: Norm | None
    ) -> Iterable[RuleStatement]:
        """Why an instance of a norm is live. `other`: its other version, to tell what is shared."""
        env = self._grounds(edition, norm, instance)
        yield from self._described(norm, env)
        shared = shared_by(norm, other)
        for condition in norm.conditions:
            yield from self.because(condition.formula, env, edition, shared)
        policy = self.pair.policy(edition)
        for attack in attacks_on(policy, norm.id, self.column):
            yield from self._idle(edition, attack, env)

    def _grounds(self, edition: Edition, norm: Norm, instance: tuple[str, ...]) -> dict[str, str]:
        """Things for a norm's parameters and locals with which its conditions hold."""
        world = self.worlds[edition]
        env = {p.name: thing for p, thing in zip(norm.parameters, instance, strict=True)}
        for full in assignments(world, norm.locals, env):
            if all(holds(world, c.formula, full) for c in norm.conditions):
                return dict(full)
        return env

    def _described(self, norm: Norm, env: Env) -> Iterable[RuleStatement]:
        """That the act is the norm's act, done by its bearer."""
        if isinstance(norm.bearer, Named):
            yield RuleStatement(Same(AGENT, norm.bearer), SHARED)
        elif isinstance(norm.bearer, Variable) and norm.bearer.kind != PARTY:
            yield RuleStatement(OfKind(AGENT, norm.bearer.kind), SHARED)
        if isinstance(norm.bearer, Variable):
            who = self.term(env[norm.bearer.name], norm.bearer.kind)
            if who != AGENT:
                yield RuleStatement(Same(AGENT, who), SHARED)
        if norm.act is not None:
            yield from self._pattern(norm.act, env)

    def _pattern(self, act: ActPattern, env: Env) -> Iterable[RuleStatement]:
        done = self.case.act
        if act.act != done.act:
            terms = []
            for term in act.terms:
                mine = self.term(env[term.name], term.kind) if isinstance(term, Variable) else term
                terms.append(mine)
                kind = term.kind if isinstance(term, Variable) else PARTY
                if isinstance(mine, Variable) and mine.kind != kind:
                    yield RuleStatement(OfKind(mine, kind), SHARED)
            yield RuleStatement(ActIs(act.act, tuple(terms)), SHARED)
            return
        holes = self.pair.merged.acts[done.act].holes
        for place, (hole, term) in enumerate(zip(holes, act.terms, strict=True)):
            mine = role(place, hole.kind)
            if isinstance(term, Named):
                yield RuleStatement(Same(mine, term), SHARED)
                continue
            if term.kind != hole.kind:
                yield RuleStatement(OfKind(mine, term.kind), SHARED)
            first = self.term(done.things[place], hole.kind)
            if first != mine:
                yield RuleStatement(Same(first, mine), SHARED)

    def _idle(self, edition: Edition, attack: Attack, env: Env) -> Iterable[RuleStatement]:
        """Why an attack does not defeat an instance. One that both versions share is only named."""
        policy = self.pair.policy(edition)
        attacker = policy.norms[attack.attacker]
        version = self.pair.versions[attacker.id]
        formulas = tuple(c.formula for c in attacker.conditions)
        shared = version.old == version.new and not any(map(self.opened, formulas))
        yield from self.silent(edition, attacker, SHARED if shared else CLAUSE)
        mapped = {mine.name: env[theirs.name] for mine, theirs in attack.mapping}
        world = self.worlds[edition]
        strange = [
            Not(OfKind(self.term(env[theirs.name], theirs.kind), mine.kind))
            for mine, theirs in attack.mapping
            if not world.is_of(env[theirs.name], mine.kind)
        ]
        if strange:
            yield from (RuleStatement(core, SHARED) for core in strange)
            return
        common = shared_by(attacker, self._twin(edition, attacker))
        for condition in attacker.conditions:
            known = {v.name for v in free_variables(condition.formula)} <= mapped.keys()
            if known and not holds(world, condition.formula, mapped):
                yield from self.because(condition.formula, mapped, edition, common, False)
        rest = tuple(p for p in attacker.parameters if p.name not in mapped)
        whole = scoped((*rest, *attacker.locals), formulas)
        if not holds(world, whole, mapped) and not self.opened(whole):
            guards = self.guards(whole, mapped)
            yield RuleStatement(Not(self.stated(whole, mapped)), DENIED, guards=guards)

    def idle(self, edition: Edition, norm: Norm) -> Iterable[RuleStatement]:
        """Why a norm on the act in question is not live, as far as it lies in the act's own
        things."""
        if norm.act is None or norm.act.act != self.case.act.act:
            return
        env: dict[str, str] = {}
        for thing, term in zip(self.case.act.things, norm.act.terms, strict=True):
            if isinstance(term, Variable):
                env[term.name] = thing
        if isinstance(norm.bearer, Variable):
            env[norm.bearer.name] = self.case.act.agent
        missed = [replace(one, rank=SHARED, changed=False) for one in self._misses(norm)]
        world = self.worlds[edition]
        kinds = {p.name: p.kind for p in norm.parameters}
        if missed or not all(world.is_of(t, kinds[n]) for n, t in env.items() if n in kinds):
            yield from missed
            return
        common = shared_by(norm, norm)
        for condition in norm.conditions:
            known = {v.name for v in free_variables(condition.formula)} <= env.keys()
            if known and not holds(world, condition.formula, env):
                yield from self.because(condition.formula, env, edition, common, False)

    def _twin(self, edition: Edition, norm: Norm) -> Norm | None:
        """The norm in the other version."""
        return self.pair.policy("new" if edition == "old" else "old").norms.get(norm.id)

    def silent(self, edition: Edition, norm: Norm, rank: int) -> Iterable[RuleStatement]:
        """That a norm does not apply at all, where that is so: a line that names the clause."""
        version = self.pair.versions[norm.id].of(edition)
        if version is not None and not self.instances(edition, norm.id):
            words = self._words(edition, norm, "does not apply", dated=rank != SHARED)
            yield RuleStatement(no(Seen(self.angles[edition], Live(version))), rank, words=words)

    def _words(self, edition: Edition, norm: Norm, rest: str, *, dated: bool) -> str:
        name = Speaker(self.pair.policy(edition)).norm_name(norm.id)
        if not dated:
            return f"{name} {rest}"
        return f"{name}, {BEFORE if edition == 'old' else AFTER}, {rest}"

    def lost(
        self, edition: Edition, norm: Norm, other: Norm, instance: tuple[str, ...]
    ) -> Iterable[RuleStatement]:
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

    def _misses(self, norm: Norm) -> Iterable[RuleStatement]:
        """That the act is not the norm's act."""
        if norm.act is None or norm.act.act != self.case.act.act:
            return
        world = self.worlds["old"]
        holes = self.pair.merged.acts[self.case.act.act].holes
        for place, (hole, term) in enumerate(zip(holes, norm.act.terms, strict=True)):
            mine, thing = role(place, hole.kind), self.case.act.things[place]
            if isinstance(term, Named) and term.name != thing:
                yield RuleStatement(Not(Same(mine, term)), CHANGED, True)
            elif isinstance(term, Variable) and not world.is_of(thing, term.kind):
                yield RuleStatement(Not(OfKind(mine, term.kind)), CHANGED, True)

    def _fails(
        self, edition: Edition, norm: Norm, other: Norm, env: Env
    ) -> Iterable[RuleStatement]:
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
                    core = Not(self.stated(formula, env))
                    yield RuleStatement(core, CHANGED, True, guards=self.guards(formula, env))

    def _defeated(
        self, edition: Edition, norm: Norm, instance: tuple[str, ...]
    ) -> Iterable[RuleStatement]:
        for name, defeated, by in self.evaluation(edition).defeated:
            if name == norm.id and defeated == instance:
                attacker, attacking = by[0]
                found = self.pair.policy(edition).norms[attacker]
                yield from self.live(edition, found, attacking, self._twin(edition, found))

    def _elsewhere(self, edition: Edition, norm: Norm, env: Env) -> Iterable[RuleStatement]:
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
        yield RuleStatement(formula, ELSE, words=self._words(edition, norm, words, dated=True))

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
        parts: list[Ask] = [Not(same), *self.of_kinds(kept, env)]
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
        guards = self.of_kinds(norm.parameters, env)
        return both([*guards, here, some(tuple(others.values()), both([Not(same), *held]))])

    def instance_terms(self, norm: Norm, instance: tuple[str, ...]) -> tuple[Term, ...]:
        """What stands for the things of an instance in a rule."""
        pairs = zip(norm.parameters, instance, strict=True)
        return tuple(self.term(thing, parameter.kind) for parameter, thing in pairs)

    # ------------------------------------------------------------------ who is who

    def apart(self) -> Iterable[RuleStatement]:
        """Which things of the rule are one and which are not."""
        things = list(self.terms.items())
        for place, (name, term) in enumerate(things):
            for other, further in things[place + 1 :]:
                if self._alike(term, further) and name != other:
                    yield RuleStatement(Not(Same(term, further)), APART)

    def _alike(self, one: Term, other: Term) -> bool:
        if isinstance(one, Named) and isinstance(other, Named):
            return False
        roots = [self.pair.merged.roots[t.kind] for t in (one, other) if isinstance(t, Variable)]
        return len(set(roots)) == 1 and (len(roots) == 2 or roots[0] == PARTY)
