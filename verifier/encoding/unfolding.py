"""The atoms of questions spelled out: an atom (a norm is live, the verdict is …) goes in, with an
angle; the formula that says what it means comes out, by the definitions of `norms` and
`descriptions`. The bound on things and the expansion over slots read one and the same formula."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from verifier.encoding import choices, norms
from verifier.encoding.dependencies import Dependencies
from verifier.encoding.descriptions import Description, act_falls_under
from verifier.encoding.questions import (
    Angle,
    Applicable,
    Ask,
    InScope,
    Late,
    Live,
    LiveAt,
    NeverInTime,
    NoWayLeft,
    OfDuty,
    Position,
    Takes,
    VerdictIn,
    either,
)
from verifier.model import FALSE, ActIs, Norm, Policy

Atom = (
    Applicable
    | Live
    | LiveAt
    | Late
    | NeverInTime
    | NoWayLeft
    | Takes
    | VerdictIn
    | InScope
    | ActIs
)


class Unfolding:
    """The meaning of the atoms of questions about acts of one primary description, in one policy.

    `body` returns a formula whose free variables are the atom's own terms, the roles of the act
    (`questions.role`, `questions.AGENT`) and, for `LiveAt`, the norm's parameters: to be read with
    the parameters bound to the atom's terms. `LiveAt` atoms inside are unfolded one at a time.
    """

    def __init__(self, policy: Policy, act: str, dependencies: Dependencies) -> None:
        self.policy = policy
        self.act = act
        self.described = dependencies.acts.described(act)
        self.dependencies = dependencies
        self._bodies: dict[tuple[object, ...], Ask] = {}

    @property
    def descriptions(self) -> Mapping[str, tuple[Description, ...]]:
        """By act, every way in which the act in question falls under a description."""
        return self.described.descriptions

    @cached_property
    def norms_about_the_act(self) -> tuple[Norm, ...]:
        """The norms with a modality whose description the act in question can fall under."""
        about = norms.about_the_act(self.described)
        return tuple(norm for norm in about if norm.modality and norm.act)

    @cached_property
    def duties(self) -> tuple[Norm, ...]:
        """The duties that the act in question can do."""
        return tuple(norm for norm in self.norms_about_the_act if norm.is_duty)

    @cached_property
    def bearing_on_the_act(self) -> tuple[str, ...]:
        """The norms about the act, and those about what else would do the duties that it does."""
        ways = (self.policy.ways_of[norm.act.act] for norm in self.duties if norm.act)
        others = dict.fromkeys(act for found in ways for act in found)
        about = (norms.about_the_act(self.dependencies.acts.described(act)) for act in others)
        ids = (norm.id for found in about for norm in found if norm.modality)
        return tuple(dict.fromkeys((*self._ids_about_the_act, *ids)))

    @cached_property
    def _ids_about_the_act(self) -> tuple[str, ...]:
        return tuple(norm.id for norm in self.norms_about_the_act)

    def taking(self, position: Position, angle: Angle) -> Iterable[Norm]:
        """The norms that can give the act this position."""
        return norms.taking(self.norms_about_the_act, position, angle)

    def narrowed(self, atom: Atom, angle: Angle) -> Angle:
        """The angle without what cannot matter to the atom, so that equal parts are shared."""
        match atom:
            case Live(norm) | LiveAt(norm) | Applicable(norm):
                return self.dependencies.narrowed_for_norms((norm,), angle)
            case Takes("D") | VerdictIn() | Late() | NeverInTime() | NoWayLeft():
                return self.dependencies.narrowed_for_norms(self.bearing_on_the_act, angle)
            case Takes():
                return self.dependencies.narrowed_for_norms(self._ids_about_the_act, angle)
            case InScope(scope):
                return self.dependencies.narrowed_for_scope(scope, angle)
            case ActIs():
                return self.dependencies.narrowed_for_act(angle)

    def body(self, atom: Atom, angle: Angle) -> Ask:
        """What an atom of a question says."""
        named: Atom | str = f"at {atom.norm}" if isinstance(atom, LiveAt) else atom
        key = (named, angle.column, angle.without)
        known = self._bodies.get(key)
        if known is None:
            known = self._bodies[key] = self._unfolded(atom, angle)
        return known

    def _unfolded(self, atom: Atom, angle: Angle) -> Ask:
        act = self.described
        match atom:
            case InScope(scope):
                return norms.in_scope(act, scope)
            case Applicable(norm, part):
                return norms.applicable(act, self.policy.norms[norm], part)
            case Live(norm):
                return norms.live(act, self.policy.norms[norm], angle)
            case LiveAt(norm):
                return norms.live_at(act, self.policy.norms[norm], angle)
            case Late(norm) | NeverInTime(norm) | NoWayLeft(norm):
                duty = self.policy.norms[norm]
                known = duty.id in (one.id for one in self.duties)
                return self._of_duty(atom, duty, angle) if known else FALSE
            case Takes("D"):
                return either(NoWayLeft(norm.id) for norm in self.duties)
            case Takes("L"):
                return either(Late(norm.id) for norm in self.duties)
            case Takes(position):
                return norms.positions(self.norms_about_the_act, position, angle)
            case VerdictIn(verdicts):
                return norms.verdict(verdicts)
            case ActIs():
                return act_falls_under(act, atom)

    def _of_duty(self, atom: OfDuty, duty: Norm, angle: Angle) -> Ask:
        act, known = self.described, self.dependencies.acts
        if not norms.speaks(duty, angle):
            return FALSE
        match atom:
            case Late():
                return choices.late(act, duty)
            case NeverInTime():
                return choices.never_in_time(act, duty, angle, known)
            case NoWayLeft(_, by):
                return choices.no_way_left(act, duty, angle, known, by)
