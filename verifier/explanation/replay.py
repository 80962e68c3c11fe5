"""A question answered by the interpreter on one case: how every case the solver finds is replayed.

Shares nothing with the solver's side but the question itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from verifier.encoding import (
    AGENT,
    Angle,
    Applicable,
    Ask,
    InScope,
    Late,
    Live,
    LiveAt,
    NeverInTime,
    NoWayLeft,
    Query,
    Seen,
    Takes,
    VerdictIn,
    role,
)
from verifier.model import (
    PARTY,
    All,
    Any,
    Case,
    Every,
    LawRegime,
    Norm,
    Not,
    Policy,
    Readings,
    Some,
    Variable,
)
from verifier.semantics import (
    Evaluation,
    Instance,
    World,
    evaluate,
    evaluated,
    holds,
    in_scope,
    late,
    no_way_left,
    violated,
    ways,
)


class Disagreement(Exception):
    """The interpreter does not confirm what the solver found: a fault of the tool."""


def replayed(
    editions: Mapping[str, Policy],
    question: Query,
    case: Case,
    readings: Mapping[str, Readings],
    without: frozenset[str] = frozenset(),
) -> None:
    """Returns when the interpreter confirms the case; raises Disagreement when it does not."""
    replay = Replay(editions, case, readings)
    for angle in question.angles:
        broken = set(replay.violated(angle)) - without
        if broken:
            raise Disagreement(f"the case found breaks: {', '.join(sorted(broken))}")
    if not replay.holds(question.body, question.angle, replay.roles()):
        raise Disagreement(f"the case found does not replay: {question!r} on {case!r}")


class Replay:
    """Evaluates questions on one case."""

    def __init__(
        self, editions: Mapping[str, Policy], case: Case, readings: Mapping[str, Readings]
    ) -> None:
        self.editions = editions
        self.case = case
        self.readings = readings
        self._evaluations: dict[Angle, Evaluation] = {}
        self._worlds: dict[tuple[str, frozenset[tuple[str, str]]], World] = {}
        self._seen: dict[Angle, World] = {}

    def roles(self) -> dict[Variable, str]:
        """The variables of the act's roles with the names of the things in them."""
        policy = next(iter(self.editions.values()))
        holes = policy.acts[self.case.act.act].holes
        env = {role(i, hole.kind): self.case.act.things[i] for i, hole in enumerate(holes)}
        env[AGENT] = self.case.act.agent
        return env

    def holds(self, ask: Ask, angle: Angle, env: Mapping[Variable, str]) -> bool:
        """Whether the question's part is true of the case, seen from the angle."""
        match ask:
            case Seen(inner, body):
                return self.holds(body, inner, env)
            case Not(body):
                return not self.holds(body, angle, env)
            case All(parts):
                return all(self.holds(part, angle, env) for part in parts)
            case Any(parts):
                return any(self.holds(part, angle, env) for part in parts)
            case Some(variable, body):
                things = self._things(variable.kind, angle)
                return any(self.holds(body, angle, {**env, variable: one}) for one in things)
            case Every(variable, body):
                things = self._things(variable.kind, angle)
                return all(self.holds(body, angle, {**env, variable: one}) for one in things)
            case Live(norm):
                return any(name == norm for name, _ in self.evaluation(angle).live)
            case LiveAt(norm, terms):
                names = tuple(env[t] if isinstance(t, Variable) else t.name for t in terms)
                return (norm, names) in self.evaluation(angle).live
            case Applicable(norm, part):
                return self._applies(angle, norm, part)
            case InScope(scope):
                return in_scope(self._world(angle), scope)
            case NoWayLeft(norm, by):
                return self._no_way_left(angle, norm, by)
            case Late(norm):
                return any(late(*one) for one in self._instances(angle, norm))
            case NeverInTime(norm):
                return any(
                    late(*one) and not any(ways(one[0], angle.column, *one[1:], angle.without))
                    for one in self._instances(angle, norm)
                )
            case Takes(position):
                return position in _letters(self.evaluation(angle))
            case VerdictIn(verdicts):
                return self.evaluation(angle).verdict in verdicts
            case _:
                named = {variable.name: thing for variable, thing in env.items()}
                return holds(self._world(angle), ask, named)

    def chosen(self, angle: Angle) -> Readings:
        """The readings from an angle."""
        plain = self.readings[""]
        own = self.readings.get(angle.tag, plain)
        return {**plain, **{q: own[q] for q in angle.apart if q in own}, **dict(angle.reads)}

    def evaluation(self, angle: Angle) -> Evaluation:
        """What the norms say of the case, as the angle sees it."""
        found = self._evaluations.get(angle)
        if found is None:
            found = evaluated(self._world(angle), angle.column, angle.without)
            self._evaluations[angle] = found
        return found

    def _world(self, angle: Angle) -> World:
        """The case as an angle reads it; angles that read alike share what is found out."""
        if angle not in self._seen:
            readings = self.chosen(angle)
            key = (angle.edition, frozenset(readings.items()))
            if key not in self._worlds:
                self._worlds[key] = World(self.editions[angle.edition], self.case, readings)
            self._seen[angle] = self._worlds[key]
        return self._seen[angle]

    def violated(self, angle: Angle) -> tuple[str, ...]:
        """Why the case cannot happen, as the angle sees it."""
        return violated(self._world(angle))

    def _applies(self, angle: Angle, norm: str, part: frozenset[int] | None) -> bool:
        """Whether the norm's condition holds, which is so in every column and whatever is left
        out."""
        policy = self.editions[angle.edition]
        whole = policy.norms[norm]
        if part is not None:
            kept = tuple(c for place, c in enumerate(whole.conditions) if place in part)
            whole = replace(whole, conditions=kept)
        alone = replace(policy, norms={norm: whole}, attacks=())
        found = evaluate(alone, self.case, self.chosen(angle), LawRegime.BESIDE)
        return bool(found.applicable)

    def _instances(self, angle: Angle, norm: str) -> Iterable[tuple[World, Norm, Instance]]:
        """The live instances of a norm, each with the case and the norm."""
        world = self._world(angle)
        for name, one in self.evaluation(angle).live:
            if name == norm:
                yield world, world.policy.norms[name], one

    def _no_way_left(self, angle: Angle, norm: str, by: frozenset[str] | None) -> bool:
        """Whether these prohibitions (None: any) leave no way of doing what the norm asks for."""
        return any(
            no_way_left(one[0], angle.column, *one[1:], angle.without, by)
            for one in self._instances(angle, norm)
        )

    def _things(self, kind: str, angle: Angle) -> Iterable[str]:
        policy = self.editions[angle.edition]
        if kind == PARTY:
            yield from policy.parties
        for thing in self.case.things:
            if kind == thing.kind or kind in thing.subkinds:
                yield thing.name


def _letters(found: Evaluation) -> frozenset[str]:
    positions = found.positions
    given = {
        "O": positions.obliged,
        "F": positions.forbidden,
        "P": positions.permitted,
        "E": positions.exempt,
        "C": positions.choice,
        "D": positions.no_way_left,
        "L": positions.late,
    }
    return frozenset(letter for letter, has in given.items() if has)


def without_norms(policy: Policy, names: frozenset[str]) -> Policy:
    """The policy with some norms (or exceptions) left out, and their attacks with them."""
    if not names:
        return policy
    norms = {name: norm for name, norm in policy.norms.items() if name not in names}
    attacks = tuple(
        attack
        for attack in policy.attacks
        if attack.attacker not in names and attack.target not in names
    )
    return replace(policy, norms=norms, attacks=attacks)
