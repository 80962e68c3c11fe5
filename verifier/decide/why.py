"""Why a total case has its verdict, in words: the norms that are live and what makes them so, those
that are defeated and by what, those about this act that do not apply and what is missing.

Reads the case as the interpreter does. What is true is told by its smallest true parts: of an
alternative the part that holds, of `some report` the report itself.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from verifier.decide.deciding_parts import facts_of, false_parts, grounded, negated, true_parts
from verifier.decide.decision import Defeat, Ground, Inapplicable, Reason
from verifier.encoding import Applicable, Ask, Live
from verifier.model import (
    ActInQuestion,
    Case,
    Defined,
    Formula,
    LawRegime,
    Named,
    Norm,
    Policy,
    Readings,
    Variable,
)
from verifier.semantics import (
    Environment,
    Evaluation,
    Instance,
    World,
    assignments,
    done_as,
    evaluate,
    holds,
    last_day,
    late,
    speaks,
)
from verifier.words import Speaker, day

Binding = Mapping[Variable, Named]
MOST_ASSIGNMENTS = 20_000
"""So many ways to fill a norm's variables are looked at for the one that misses least."""


@dataclass(frozen=True)
class Grounds:
    """Tells the reasons of one total case under one reading, in one column."""

    speaker: Speaker
    case: Case
    readings: Readings
    column: LawRegime
    follows: Callable[[Ask], bool]
    """Whether something follows from what is known (and supposed)."""

    @property
    def policy(self) -> Policy:
        return self.speaker.policy

    def told(
        self,
    ) -> tuple[tuple[Reason, ...], tuple[Defeat, ...], tuple[Inapplicable, ...]]:
        """The live norms, the defeated ones and those that do not apply, in file order."""
        found = evaluate(self.policy, self.case, self.readings, self.column)
        world = World(self.policy, self.case, self.readings)
        live = [pair for pair in found.live if self._norm(pair[0]).modality is not None]
        return (
            tuple(self._reason(world, *pair) for pair in live),
            tuple(self._defeats(world, found)),
            tuple(self._inapplicable(world, found)),
        )

    def sentence(self) -> str:
        """The verdict as a sentence about the act."""
        found = evaluate(self.policy, self.case, self.readings, self.column)
        return self.speaker.verdict_sentence(found.verdict, self.case.act, found.positions)

    def _norm(self, norm: str) -> Norm:
        return self.policy.norms[norm]

    # ------------------------------------------------------------------ live and defeated

    def _reason(self, world: World, norm_id: str, instance: Instance) -> Reason:
        norm = self._norm(norm_id)
        env = {v.name: name for v, name in zip(norm.parameters, instance, strict=True)}
        full = next((e for e in assignments(world, norm.locals, env) if _all(world, norm, e)), env)
        parts = dict.fromkeys(
            part
            for condition in norm.conditions
            for part in true_parts(world, grounded(condition.formula, norm, full))
        )
        return Reason(
            norm_id,
            self.speaker.citation(norm_id),
            f"{self._sentence(norm, env)}{self._due(world, norm, instance)}",
            tuple(self._ground(world, part) for part in parts),
            self.follows(Live(norm_id)),
        )

    def _due(self, world: World, norm: Norm, instance: Instance) -> str:
        """By when a duty is due, or since when it is late."""
        last = last_day(world, norm, instance) if norm.is_duty else None
        if last is None:
            return ""
        if late(world, norm, instance):
            return f" (it was due by {day(last)}, and is late since {day(last + 1)})"
        return f" (due by {day(last)})"

    def _ground(self, world: World, formula: Formula) -> Ground:
        """A true formula in words; of what is defined, also the facts that it comes from."""
        known = self.follows(formula)
        defined = isinstance(formula, Defined) or isinstance(negated(formula), Defined)
        facts = dict.fromkeys(facts_of(world, formula)) if known and defined else {}
        told = tuple(self.speaker.formula(fact) for fact in facts if self.follows(fact))
        return Ground(self.speaker.formula(formula), known, told)

    def _defeats(self, world: World, found: Evaluation) -> Iterator[Defeat]:
        applicable = {norm_id for norm_id, _ in found.applicable}
        for norm_id, instance, by in found.defeated:
            norm = self._norm(norm_id)
            if norm.modality is not None or self._attacks(norm_id, applicable):
                env = {v.name: name for v, name in zip(norm.parameters, instance, strict=True)}
                reasons = tuple(self._reason(world, *attacker) for attacker in by)
                certain = all(reason.certain for reason in reasons)
                yield Defeat(
                    norm_id,
                    self.speaker.citation(norm_id),
                    self._sentence(norm, env),
                    reasons,
                    certain and self.follows(Applicable(norm_id)),
                )

    def _attacks(self, norm_id: str, applicable: Collection[str]) -> bool:
        """Whether an exception or disapplication would defeat a norm that applies, were it not
        defeated itself."""
        return any(
            attack.attacker == norm_id
            and self.column in attack.columns
            and attack.target in applicable
            for attack in self.policy.attacks
        )

    def _sentence(self, norm: Norm, env: Environment) -> str:
        """`the Office must not use S against Ana`; nothing for what only defeats."""
        if norm.act is None or norm.bearer is None or norm.modality is None:
            return ""
        agent, *things = (_name(term, env) for term in (norm.bearer, *norm.act.terms))
        act = ActInQuestion(norm.act.act, agent, tuple(things))
        return self.speaker.act_in_question(act, norm.modality.words)

    # ------------------------------------------------------------------ not applicable

    def _inapplicable(self, world: World, found: Evaluation) -> Iterator[Inapplicable]:
        applicable = {norm_id for norm_id, _ in found.applicable}
        for norm in self.policy.norms.values():
            if norm.id in applicable or not speaks(norm, self.column):
                continue
            starts = self._starts(world, norm, found)
            nearest = self._nearest(world, norm, starts)
            if nearest is not None:
                yield nearest

    def _starts(self, world: World, norm: Norm, found: Evaluation) -> list[Environment]:
        """What the variables of a norm about this act stand for; of an exception, where it would
        defeat what is live."""
        if norm.modality is not None:
            return list(done_as(world, norm.bearer, norm.act))
        return [
            {**env, **mapped}
            for attack in self.policy.attacks
            if attack.attacker == norm.id and self.column in attack.columns
            for target, instance in found.live
            if target == attack.target
            for env in done_as(world, norm.bearer, norm.act)
            for mapped in [_mapped(self._norm(target), instance, attack.mapping)]
        ]

    def _nearest(
        self, world: World, norm: Norm, starts: Sequence[Environment]
    ) -> Inapplicable | None:
        """The norm with what is missing where the least is."""
        best: tuple[tuple[int, int], Environment, list[Formula]] | None = None
        for env in _some_of(self._fillings(world, norm, starts)):
            failing = [
                closed
                for condition in norm.conditions
                if not holds(world, closed := grounded(condition.formula, norm, env), {})
            ]
            weight = (len(failing), sum(len(false_parts(world, one)) for one in failing))
            if best is None or weight < best[0]:
                best = weight, env, failing
        if best is None:
            return self._of_nothing(world, norm, starts)
        _, env, failing = best
        parts = dict.fromkeys(part for one in failing for part in false_parts(world, one))
        missing = [self._ground(world, negated(part)) for part in parts]
        missing.sort(key=lambda one: not one.known)
        sentence = self._sentence(norm, env)
        return Inapplicable(norm.id, self.speaker.citation(norm.id), sentence, tuple(missing))

    def _of_nothing(
        self, world: World, norm: Norm, starts: Sequence[Environment]
    ) -> Inapplicable | None:
        """A norm that asks for a thing of a kind of which the case has none."""
        if not starts:
            return None
        env = starts[0]
        asked = (v.kind for v in (*norm.parameters, *norm.locals) if v.name not in env)
        absent = dict.fromkeys(kind for kind in asked if not world.of_kind(kind))
        missing = tuple(
            Ground(f"there is no {self.speaker.kind(kind)}", True, ()) for kind in absent
        )
        if not missing:
            return None
        sentence = self._sentence(norm, env)
        return Inapplicable(norm.id, self.speaker.citation(norm.id), sentence, missing)

    def _fillings(
        self, world: World, norm: Norm, starts: Iterable[Environment]
    ) -> Iterator[Environment]:
        for env in starts:
            yield from assignments(world, (*norm.parameters, *norm.locals), env)


def _some_of(environments: Iterator[Environment]) -> Iterator[Environment]:
    for _, environment in zip(range(MOST_ASSIGNMENTS), environments, strict=False):
        yield environment


def _all(world: World, norm: Norm, env: Environment) -> bool:
    return all(holds(world, condition.formula, env) for condition in norm.conditions)


def _name(term: Named | Variable, env: Environment) -> str:
    return env[term.name] if isinstance(term, Variable) else term.name


def _mapped(
    target: Norm, instance: Instance, mapping: Iterable[tuple[Variable, Variable]]
) -> dict[str, str]:
    """What an attacker's parameters stand for where it meets an instance of its target."""
    return {own.name: instance[target.parameters.index(other)] for own, other in mapping}
