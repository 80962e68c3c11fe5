"""Norms, descriptions and verdicts spelled out as formulas: from a question's atom to its meaning.

What `evaluate` computes by looking at a case, this module states as a formula, so that the bound on
things (`bounds`) and the expansion over slots (`ground`) read one and the same statement.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import cast

from verifier.encoding.dependencies import Dependencies
from verifier.encoding.questions import (
    AGENT,
    Angle,
    Applies,
    Ask,
    InScope,
    Live,
    LiveAt,
    Position,
    Takes,
    VerdictIn,
    both,
    either,
    no,
    role,
)
from verifier.model import (
    FALSE,
    PARTY,
    TRUE,
    ActIs,
    ActPattern,
    All,
    Attack,
    CountsAs,
    Formula,
    Modality,
    Norm,
    OfKind,
    Policy,
    Same,
    Some,
    Term,
    Variable,
    Verdict,
    scoped,
    scoped_lines,
    substitute,
)

Atom = Applies | Live | LiveAt | Takes | VerdictIn | InScope | ActIs


@dataclass(frozen=True)
class Description:
    """One way in which the act in question falls under the description `act`: with `terms` in its
    roles, for some `extra` things, when `guard` holds. Terms are roles, extras, named parties."""

    act: str
    terms: tuple[Term, ...]
    extra: tuple[Variable, ...]
    guard: Formula


def descriptions(policy: Policy, primary: str) -> Mapping[str, tuple[Description, ...]]:
    """Everything an act of primary description `primary` counts as, itself included."""
    holes = policy.acts[primary].holes
    roles = tuple(role(place, hole.kind) for place, hole in enumerate(holes))
    found: dict[str, list[Description]] = {}
    waiting = [Description(primary, roles, (), TRUE)]
    serial = 0
    while waiting:
        current = waiting.pop(0)
        found.setdefault(current.act, []).append(current)
        for rule in policy.counts_as:
            if rule.source == current.act:
                serial += 1
                waiting.append(_counted(policy, current, rule, serial))
    return {act: tuple(ways) for act, ways in found.items()}


def _counted(policy: Policy, current: Description, rule: CountsAs, serial: int) -> Description:
    """What an act so described counts as by one rule."""
    binding: dict[Variable, Term] = {}
    guards = [current.guard, *_matched(policy, rule.source, rule.source_terms, current, binding)]
    extra = list(current.extra)
    for variable in rule.target_terms:
        if isinstance(variable, Variable) and variable not in binding:
            fresh = Variable(f"{variable.name}·{serial}", variable.kind)
            binding[variable] = fresh
            extra.append(fresh)
    guards.append(substitute(rule.condition, binding))
    for term, hole in zip(rule.target_terms, policy.acts[rule.target].holes, strict=True):
        own = term.kind if isinstance(term, Variable) else PARTY
        if hole.kind not in policy.lineage(own):
            guards.append(OfKind(binding[term] if isinstance(term, Variable) else term, hole.kind))
    terms = tuple(binding[t] if isinstance(t, Variable) else t for t in rule.target_terms)
    return Description(rule.target, terms, tuple(extra), All(tuple(guards)))


def _matched(
    policy: Policy,
    act: str,
    pattern: tuple[Term, ...],
    way: Description,
    binding: dict[Variable, Term],
) -> list[Formula]:
    """Binds the pattern's variables to the description's things; returns what must also be so."""
    guards: list[Formula] = []
    for mine, theirs, hole in zip(pattern, way.terms, policy.acts[act].holes, strict=True):
        guards += _unified(mine, theirs, hole.kind, binding)
    return guards


def _unified(
    mine: Term, theirs: Term, kind: str, binding: dict[Variable, Term]
) -> Iterable[Formula]:
    if isinstance(mine, Variable):
        if mine.kind != kind:
            yield OfKind(theirs, mine.kind)
        if mine not in binding:
            binding[mine] = theirs
            return
    meant = binding[mine] if isinstance(mine, Variable) else mine
    if meant != theirs:
        yield Same(meant, theirs)


def some(variables: Iterable[Variable], body: Ask) -> Ask:
    """There are things for the variables such that …"""
    for variable in reversed(tuple(variables)):
        body = Some(variable, cast(Formula, body))
    return body


@dataclass(frozen=True)
class Doing:
    """What a norm or a scope asks of the act: by whom, which; the variables of its instances."""

    bearer: Term | None
    act: ActPattern | None
    parameters: tuple[Variable, ...]


def doing(norm: Norm) -> Doing:
    return Doing(norm.bearer, norm.act, norm.parameters)


class Unfolding:
    """The meaning of the atoms of questions about acts of one primary description, in one policy.

    `body` returns a formula whose free variables are the atom's own terms, the roles of the act
    (`query.role`, `query.AGENT`) and, for `LiveAt`, the norm's parameters: to be read with the
    parameters bound to the atom's terms. `LiveAt` atoms inside are unfolded one at a time.
    """

    def __init__(self, policy: Policy, act: str, reach: Dependencies) -> None:
        self.policy = policy
        self.act = act
        self.descriptions = descriptions(policy, act)
        self.reach = reach
        self._bodies: dict[tuple[object, ...], Ask] = {}

    @cached_property
    def norms_in_reach(self) -> tuple[Norm, ...]:
        """The norms with a modality whose description the act in question can fall under."""
        return tuple(
            norm
            for norm in self.policy.norms.values()
            if norm.modality and norm.act and norm.act.act in self.descriptions
        )

    @cached_property
    def _ids_in_reach(self) -> tuple[str, ...]:
        return tuple(norm.id for norm in self.norms_in_reach)

    def narrowed(self, atom: Atom, angle: Angle) -> Angle:
        """The angle without what cannot matter to the atom, so that equal parts are shared."""
        match atom:
            case Live(norm) | LiveAt(norm) | Applies(norm):
                return self.reach.narrowed_for_norms((norm,), angle)
            case Takes() | VerdictIn():
                return self.reach.narrowed_for_norms(self._ids_in_reach, angle)
            case InScope(scope):
                return self.reach.narrowed_for_scope(scope, angle)
            case ActIs():
                return self.reach.narrowed_for_act(angle)

    def body(self, atom: Atom, angle: Angle) -> Ask:
        """What an atom of a question says."""
        named: Atom | str = f"at {atom.norm}" if isinstance(atom, LiveAt) else atom
        key = (named, angle.column, angle.without)
        known = self._bodies.get(key)
        if known is None:
            known = self._bodies[key] = self._unfolded(atom, angle)
        return known

    def _unfolded(self, atom: Atom, angle: Angle) -> Ask:
        match atom:
            case Applies(norm, part):
                return self._applies(self.policy.norms[norm], part)
            case Live(norm):
                return self._live(self.policy.norms[norm], angle)
            case LiveAt(norm):
                return self._live_at(self.policy.norms[norm], angle)
            case Takes(position):
                return either(Live(norm.id) for norm in self.taking(position, angle))
            case VerdictIn(verdicts):
                return either(_VERDICTS[verdict] for verdict in Verdict if verdict in verdicts)
            case InScope(scope):
                within = scoped(scope.locals, tuple(c.formula for c in scope.conditions))
                doing = Doing(scope.bearer, scope.act, scope.variables)
                return self._some_instance(doing, {}, within)
            case ActIs():
                return self._act_is(atom)

    def taking(self, position: Position, angle: Angle) -> Iterable[Norm]:
        """The norms that can give the act this position."""
        for norm in self.norms_in_reach:
            choice = norm.is_choice and norm.modality is Modality.OBLIGED
            if ("C" if choice else norm.modality) == position and self.counts(norm, angle):
                yield norm

    def counts(self, norm: Norm, angle: Angle) -> bool:
        """Whether a norm speaks at all from an angle."""
        return norm.id not in angle.without and self.policy.speaks_in(norm, angle.column)

    def _live(self, norm: Norm, angle: Angle) -> Ask:
        if not self.counts(norm, angle):
            return FALSE
        return self._some_instance(doing(norm), {}, LiveAt(norm.id, norm.parameters))

    def _applies(self, norm: Norm, part: frozenset[int] | None) -> Ask:
        kept = [
            condition.formula
            for place, condition in enumerate(norm.conditions)
            if part is None or place in part
        ]
        return self._some_instance(doing(norm), {}, scoped_lines(norm.locals, tuple(kept)))

    def _live_at(self, norm: Norm, angle: Angle) -> Ask:
        if not self.counts(norm, angle):
            return FALSE
        parts: list[Ask] = [scoped(norm.locals, tuple(c.formula for c in norm.conditions))]
        for attack in self.policy.attacks_on(norm.id, angle.column):
            attacker = self.policy.norms[attack.attacker]
            if self.counts(attacker, angle):
                parts.append(no(self._attacked(attack, attacker, norm)))
        return both(parts)

    def _attacked(self, attack: Attack, attacker: Norm, target: Norm) -> Ask:
        """Some live instance of the attacker agrees with this instance of the target.

        The attacker's own variables are renamed, for the two norms may use the same names.
        """
        own = {v: Variable(f"{v.name}·{attacker.id}", v.kind) for v in attacker.parameters}
        fixed: dict[Variable, Term] = {own[mine]: theirs for mine, theirs in attack.mapping}
        kinds: list[Ask] = [
            OfKind(theirs, m.kind) for m, theirs in attack.mapping if m.kind != theirs.kind
        ]
        kinds += [
            Same(fixed[own[mine]], theirs)
            for mine, theirs in attack.mapping
            if fixed[own[mine]] != theirs
        ]
        atom = LiveAt(attacker.id, tuple(own[v] for v in attacker.parameters))
        if _meet_role_by_role(attacker, target, dict(attack.mapping)):
            instance = self._bound(atom, fixed)
        else:
            instance = self._some_instance(doing(attacker), fixed, atom, own)
        return both([*kinds, instance])

    def _some_instance(
        self,
        asked: Doing,
        fixed: Mapping[Variable, Term],
        then: Ask,
        names: Mapping[Variable, Variable] | None = None,
    ) -> Ask:
        """There is an instance under which the act falls, with `fixed` parameters, and `then` holds
        of it. `names` renames the parameters."""
        names = names or {v: v for v in asked.parameters}
        if asked.act is None:
            return self._by_bearer(asked, fixed, then, names)
        ways = self.descriptions.get(asked.act.act, ())
        return either(self._instance_in(asked, asked.act, way, fixed, then, names) for way in ways)

    def _by_bearer(
        self,
        asked: Doing,
        fixed: Mapping[Variable, Term],
        then: Ask,
        names: Mapping[Variable, Variable],
    ) -> Ask:
        binding = dict(fixed)
        guards = tuple(_by(asked.bearer, names, binding))
        return both([*guards, self._bound(then, binding, names.values())])

    def _instance_in(
        self,
        asked: Doing,
        pattern: ActPattern,
        way: Description,
        fixed: Mapping[Variable, Term],
        then: Ask,
        names: Mapping[Variable, Variable],
    ) -> Ask:
        binding = dict(fixed)
        mine = tuple(names[t] if isinstance(t, Variable) else t for t in pattern.terms)
        guards = [way.guard, *_matched(self.policy, pattern.act, mine, way, binding)]
        guards += _by(asked.bearer, names, binding)
        return some(way.extra, both([*guards, self._bound(then, binding, names.values())]))

    def _bound(
        self,
        then: Ask,
        binding: Mapping[Variable, Term],
        parameters: Iterable[Variable] = (),
    ) -> Ask:
        """`then` with the binding put in; parameters that nothing binds are existential."""
        rest = tuple(v for v in parameters if v not in binding)
        if isinstance(then, LiveAt):
            terms = tuple(binding.get(t, t) if isinstance(t, Variable) else t for t in then.terms)
            return some(rest, LiveAt(then.norm, terms))
        return some(rest, substitute(cast(Formula, then), binding))

    def _act_is(self, atom: ActIs) -> Ask:
        """The act falls under a description, with the atom's own terms in the roles."""
        ways = []
        for way in self.descriptions.get(atom.act, ()):
            same: list[Ask] = [
                Same(mine, theirs) for mine, theirs in zip(atom.terms, way.terms, strict=True)
            ]
            if atom.agent is not None:
                same.append(Same(atom.agent, AGENT))
            ways.append(some(way.extra, both([way.guard, *same])))
        return either(ways)


def _by(
    bearer: Term | None, names: Mapping[Variable, Variable], binding: dict[Variable, Term]
) -> Iterable[Formula]:
    """The agent is the bearer."""
    if bearer is not None:
        mine = names[bearer] if isinstance(bearer, Variable) else bearer
        yield from _unified(mine, AGENT, PARTY, binding)


def _meet_role_by_role(attacker: Norm, target: Norm, mapping: Mapping[Variable, Variable]) -> bool:
    """Whether the attacker's act and bearer are those of the target by the mapping alone, so that
    nothing more need be said of the act."""
    if attacker.act is None or target.act is None or attacker.act.act != target.act.act:
        return False
    pairs = [*zip(attacker.act.terms, target.act.terms, strict=True)]
    if attacker.bearer is not None and target.bearer is not None:
        pairs.append((attacker.bearer, target.bearer))
    elif attacker.bearer is not None:
        return False
    return all(
        mapping.get(mine) == theirs if isinstance(mine, Variable) else mine == theirs
        for mine, theirs in pairs
    ) and set(attacker.parameters) <= set(mapping)


def _verdict(*has: Position, lacks: str) -> Ask:
    return both([*(Takes(p) for p in has), *(no(Takes(cast(Position, p))) for p in lacks)])


_VERDICTS: Mapping[Verdict, Ask] = {
    Verdict.DILEMMA: _verdict("O", "F", lacks=""),
    Verdict.ANTINOMY: either([_verdict("F", "P", lacks="O"), _verdict("O", "E", lacks="F")]),
    Verdict.OBLIGED: either([_verdict("O", lacks="FE"), _verdict("C", lacks="OFE")]),
    Verdict.PROHIBITED: _verdict("F", lacks="OP"),
    Verdict.FREE: _verdict("P", "E", lacks="OF"),
    Verdict.EXEMPT: _verdict("E", lacks="OFP"),
    Verdict.PERMITTED: _verdict("P", lacks="COFE"),
    Verdict.SILENT: _verdict(lacks="COFPE"),
}
"""Each verdict by positions, as `model.Positions.verdict` reads them (the tests compare both)."""
