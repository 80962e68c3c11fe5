"""What questions about one policy mean, kept: a policy and its editions go in; for each primary
description of an act, the meaning of the atoms of questions and what expands them come out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from verifier.encoding import Dependencies, Expander, ResolvedAngles, Unfolding, outlines_of
from verifier.model import Policy


class Encodings:
    """The encodings of one policy (or of several editions of one, by name), each made once."""

    def __init__(self, policy: Policy, editions: Mapping[str, Policy]) -> None:
        self.policy = policy
        self.editions = editions
        self._dependencies = {n: Dependencies(edition) for n, edition in editions.items()}
        self._outlines = outlines_of(editions)
        self._unfoldings: dict[str, Mapping[str, Unfolding]] = {}
        self._expanders: dict[str, Expander] = {}

    def unfoldings(self, act: str) -> Mapping[str, Unfolding]:
        """The meaning of questions about an act, for each edition."""
        found = self._unfoldings.get(act)
        if found is None:
            found = {
                name: Unfolding(policy, act, self._dependencies[name])
                for name, policy in self.editions.items()
            }
            self._unfoldings[act] = found
        return found

    def expander(self, act: str) -> Expander:
        """What expands questions about an act over universes."""
        found = self._expanders.get(act)
        if found is None:
            resolved_angles = ResolvedAngles(self.unfoldings(act), self._outlines)
            found = self._expanders[act] = Expander(resolved_angles)
        return found

    def acts_under(self, act: str) -> tuple[str, ...]:
        """The primary descriptions of acts that can fall under the description `act`."""
        return self._under.get(act, ())

    def with_other_ways(self, acts: Iterable[str]) -> tuple[str, ...]:
        """The acts, and all that would do a duty which one of them would do: that one way of it is
        forbidden bears on the others."""
        found = dict.fromkeys(acts)
        for edition in self.editions.values():
            for norm in edition.norms.values():
                if norm.is_duty and norm.act is not None:
                    ways = self.acts_under(norm.act.act)
                    if any(act in found for act in ways):
                        found.update(dict.fromkeys(ways))
        return tuple(found)

    @cached_property
    def _under(self) -> Mapping[str, tuple[str, ...]]:
        under: dict[str, dict[str, None]] = {}
        for primary, kind in self.policy.acts.items():
            if kind.in_its_ways:
                continue
            for unfolding in self.unfoldings(primary).values():
                for description in unfolding.descriptions:
                    under.setdefault(description, {})[primary] = None
        return {description: tuple(found) for description, found in under.items()}

    @cached_property
    def background_questions(self) -> frozenset[str]:
        """The questions on which it depends what can be so at all."""
        return frozenset(name for names in self.read_by_assumptions.values() for name in names)

    @cached_property
    def read_by_assumptions(self) -> Mapping[str, frozenset[str]]:
        """The questions on which each assumption depends."""
        dependencies = self._dependencies[""]
        return {
            name: frozenset(dependencies.questions_of(one.formula))
            for name, one in self.policy.assumptions.items()
        }
