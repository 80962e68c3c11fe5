"""The angles from which one kind of act is looked at, each as one object, so that they can be told
apart without being compared: what is left of an angle for a norm, a definition or a verdict."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from verifier.encoding.polarity import PolarityOutlines, outlines_of
from verifier.encoding.questions import AGENT, Angle, role
from verifier.encoding.unfolding import Atom, Unfolding
from verifier.model import Policy, Variable


@dataclass(frozen=True, eq=False)
class ResolvedAngle:
    """An angle with the edition it looks at, and the readings it is given."""

    angle: Angle
    unfolding: Unfolding
    outlines: PolarityOutlines
    given: Mapping[str, str]
    narrowed: dict[Hashable, ResolvedAngle] = field(default_factory=dict)
    """What is left of it for an atom or a definition."""


class ResolvedAngles:
    """All angles on acts of one primary description, over all editions of a policy, each resolved
    once."""

    def __init__(
        self,
        unfoldings: Mapping[str, Unfolding],
        outlines: Mapping[str, PolarityOutlines] | None = None,
    ) -> None:
        """`outlines` of each edition can be shared between descriptions."""
        self.unfoldings = unfoldings
        first = next(iter(unfoldings.values()))
        self.policy: Policy = first.policy
        self.act = first.act
        self._outlines = outlines or outlines_of({n: u.policy for n, u in unfoldings.items()})
        self._resolved: dict[Angle, ResolvedAngle] = {}

    @cached_property
    def roles(self) -> tuple[Variable, ...]:
        """The variables that stand for the things in the roles of the act, and its agent."""
        holes = self.policy.acts[self.act].holes
        return (*(role(place, hole.kind) for place, hole in enumerate(holes)), AGENT)

    def of(self, angle: Angle) -> ResolvedAngle:
        """The angle, resolved."""
        found = self._resolved.get(angle)
        if found is None:
            edition = angle.edition
            found = self._resolved[angle] = ResolvedAngle(
                angle, self.unfoldings[edition], self._outlines[edition], dict(angle.reads)
            )
        return found

    def for_atom(self, subject: Hashable, atom: Atom, resolved: ResolvedAngle) -> ResolvedAngle:
        """The angle without what cannot matter to an atom; `subject`: what this turns on."""
        found = resolved.narrowed.get(subject)
        if found is None:
            found = self.of(resolved.unfolding.narrowed(atom, resolved.angle))
            resolved.narrowed[subject] = found
        return found

    def for_definition(self, name: str, resolved: ResolvedAngle) -> ResolvedAngle:
        """The angle without what cannot matter to a definition."""
        found = resolved.narrowed.get(("define", name))
        if found is None:
            angle = resolved.unfolding.dependencies.narrowed_for_definition(name, resolved.angle)
            found = resolved.narrowed["define", name] = self.of(angle)
        return found
