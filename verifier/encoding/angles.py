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
class View:
    """An angle with the edition it looks at, and the readings it is given."""

    angle: Angle
    unfolding: Unfolding
    outlines: PolarityOutlines
    given: Mapping[str, str]
    narrowed: dict[Hashable, View] = field(default_factory=dict)
    """What is left of it for an atom or a definition."""


class Views:
    """All views of acts of one primary description, over all editions of a policy."""

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
        self._views: dict[Angle, View] = {}

    @cached_property
    def roles(self) -> tuple[Variable, ...]:
        """The variables that stand for the things in the roles of the act, and its agent."""
        holes = self.policy.acts[self.act].holes
        return (*(role(place, hole.kind) for place, hole in enumerate(holes)), AGENT)

    def of(self, angle: Angle) -> View:
        """The view from an angle."""
        found = self._views.get(angle)
        if found is None:
            edition = angle.edition
            found = self._views[angle] = View(
                angle, self.unfoldings[edition], self._outlines[edition], dict(angle.reads)
            )
        return found

    def for_atom(self, subject: Hashable, atom: Atom, view: View) -> View:
        """The view without what cannot matter to an atom; `subject`: what this turns on."""
        found = view.narrowed.get(subject)
        if found is None:
            found = self.of(view.unfolding.narrowed(atom, view.angle))
            view.narrowed[subject] = found
        return found

    def for_definition(self, name: str, view: View) -> View:
        """The view without what cannot matter to a definition."""
        found = view.narrowed.get(("define", name))
        if found is None:
            angle = view.unfolding.dependencies.narrowed_for_definition(name, view.angle)
            found = view.narrowed["define", name] = self.of(angle)
        return found
