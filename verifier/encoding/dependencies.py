"""What a norm or a definition depends on: the questions and norms that can change it.

Two looks at one case that differ only in what cannot matter to a norm share that norm's constants;
without this, every second look doubles the question (see the language reference, Readings).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property

from verifier.encoding.choices import ActsKnown
from verifier.encoding.questions import Angle
from verifier.model import ActIs, CaseClass, Defined, Formula, Norm, Policy, Reads, parts_of


def questions_in(
    formula: Formula, definitions: Mapping[str, frozenset[str]], acts: frozenset[str]
) -> frozenset[str]:
    """The questions a formula depends on, itself or through definitions; `acts` are those on which
    it depends what the act counts as."""
    match formula:
        case Reads(question, _):
            return frozenset({question})
        case Defined(name, _):
            return definitions[name]
        case ActIs():
            return acts
        case _:
            return _union(questions_in(part, definitions, acts) for part in parts_of(formula))


def definitions_in(formula: Formula) -> frozenset[str]:
    """The definitions a formula mentions directly."""
    if isinstance(formula, Defined):
        return frozenset({formula.definition})
    return _union(definitions_in(part) for part in parts_of(formula))


def definitions_under(policy: Policy, formulas: Iterable[Formula]) -> frozenset[str]:
    """The definitions that formulas mention, directly or through others, each once however often
    it is used."""
    found: set[str] = set()
    left = [name for formula in formulas for name in definitions_in(formula)]
    while left:
        name = left.pop()
        if name not in found:
            found.add(name)
            left += definitions_in(policy.definitions[name].condition)
    return frozenset(found)


def _union(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset(member for found in sets for member in found)


class Dependencies:
    """The dependencies of one policy, computed when first asked for."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self._formulas: dict[int, tuple[Formula, frozenset[str]]] = {}
        self._narrowed: dict[tuple[object, Angle], Angle] = {}
        self._assumed: dict[Angle, tuple[tuple[str, Formula, Angle], ...]] = {}
        self._groups: dict[tuple[str, ...], tuple[frozenset[str], frozenset[str]]] = {}

    @cached_property
    def acts(self) -> ActsKnown:
        """What is known of the acts of the policy."""
        return ActsKnown(self.policy)

    @cached_property
    def of_definitions(self) -> Mapping[str, frozenset[str]]:
        """The questions each definition depends on."""
        return self._definitions_given(self.of_acts)

    def _definitions_given(self, acts: frozenset[str]) -> Mapping[str, frozenset[str]]:
        found: dict[str, frozenset[str]] = {}

        def visit(name: str) -> None:
            condition = self.policy.definitions[name].condition
            for inner in definitions_in(condition):
                if inner not in found:
                    visit(inner)
            found[name] = questions_in(condition, found, acts)

        for name in self.policy.definitions:
            if name not in found:
                visit(name)
        return found

    @cached_property
    def of_acts(self) -> frozenset[str]:
        """The questions on which it depends what counts as what. Where a rule depends on what else
        the act is, that adds no question that is not found already."""
        definitions = self._definitions_given(frozenset())
        return _union(
            questions_in(rule.condition, definitions, frozenset()) for rule in self.policy.counts_as
        )

    @cached_property
    def attackers(self) -> Mapping[str, frozenset[str]]:
        """Each norm with every norm that can defeat it, directly or by defeating a defeater."""
        direct: dict[str, set[str]] = {name: {name} for name in self.policy.norms}
        for attack in self.policy.attacks:
            direct[attack.target].add(attack.attacker)
        found: dict[str, frozenset[str]] = {}

        def visit(name: str) -> frozenset[str]:
            if name not in found:
                inner = _union(visit(other) for other in direct[name] if other != name)
                found[name] = inner | {name}
            return found[name]

        for name in direct:
            visit(name)
        return found

    @cached_property
    def of_norms(self) -> Mapping[str, frozenset[str]]:
        """The questions each norm depends on, its attackers included."""
        own = {name: self._own(norm) for name, norm in self.policy.norms.items()}
        return {
            name: _union(own[other] for other in others) for name, others in self.attackers.items()
        }

    def _own(self, norm: Norm) -> frozenset[str]:
        return _union(self.questions_of(c.formula) for c in norm.conditions) | self.of_acts

    def questions_of(self, formula: Formula) -> frozenset[str]:
        """The questions a formula depends on."""
        known = self._formulas.get(id(formula))
        if known is None:
            # The formula is kept beside its answer, so that its identity is not used again.
            known = (formula, questions_in(formula, self.of_definitions, self.of_acts))
            self._formulas[id(formula)] = known
        return known[1]

    def narrowed_for_definition(self, name: str, angle: Angle) -> Angle:
        """The angle as far as a definition can tell."""
        if not (angle.without or angle.apart or angle.reads):
            return angle
        narrowed = self._narrowed.get((name, angle))
        if narrowed is None:
            narrowed = _narrowed(angle, frozenset(), self.of_definitions[name])
            self._narrowed[name, angle] = narrowed
        return narrowed

    def narrowed_for_act(self, angle: Angle) -> Angle:
        """The angle as far as the descriptions of the act can tell."""
        return _narrowed(angle, frozenset(), self.of_acts)

    def narrowed_for_norms(self, norms: tuple[str, ...], angle: Angle) -> Angle:
        """The angle as far as these norms can tell."""
        if not (angle.without or angle.apart or angle.reads):
            return angle
        narrowed = self._narrowed.get((norms, angle))
        if narrowed is None:
            narrowed = self._narrowed[norms, angle] = self._without_others(norms, angle)
        return narrowed

    def _without_others(self, norms: tuple[str, ...], angle: Angle) -> Angle:
        known = self._groups.get(norms)
        if known is None:
            attackers = _union(self.attackers[norm] for norm in norms)
            questions = _union(self.of_norms[norm] for norm in norms)
            known = self._groups[norms] = (attackers, questions)
        return _narrowed(angle, *known)

    def narrowed_for_scope(self, scope: CaseClass, angle: Angle) -> Angle:
        """The angle as far as a scope can tell."""
        conditions = _union(self.questions_of(c.formula) for c in scope.conditions)
        return _narrowed(angle, frozenset(), conditions | self.of_acts)

    def assumptions(self, angle: Angle) -> tuple[tuple[str, Formula, Angle], ...]:
        """The policy's assumptions, each with the angle as far as it can tell."""
        found = self._assumed.get(angle)
        if found is None:
            found = self._assumed[angle] = tuple(self._assumptions(angle))
        return found

    def _assumptions(self, angle: Angle) -> Iterable[tuple[str, Formula, Angle]]:
        for assumption in self.policy.assumptions.values():
            questions = self.questions_of(assumption.formula)
            apart = questions & angle.apart
            seen = Angle(
                apart=apart,
                tag=angle.tag if apart else "",
                reads=frozenset(read for read in angle.reads if read[0] in questions),
                edition=angle.edition,
            )
            yield assumption.name, assumption.formula, seen


def _narrowed(angle: Angle, norms: frozenset[str], questions: frozenset[str]) -> Angle:
    if not (angle.without or angle.apart or angle.reads):
        return angle
    apart = angle.apart & questions
    return replace(
        angle,
        without=angle.without & norms,
        apart=apart,
        tag=angle.tag if apart else "",
        reads=frozenset(read for read in angle.reads if read[0] in questions),
    )
