"""What the norms say of the act in question, as formulas: a norm and an angle go in; the formula
that says that it applies, or is live, comes out; and the formulas of positions and verdicts.

What the interpreter computes by looking at a case is stated here of every case at once. An instance
is not listed but spoken of, by variables for the norm's parameters: `live` says that there is one,
`live_at` that these things are one. Attacks run in no circle, so that the formula of an instance
speaks of the instances of its attackers alone, and has an end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import cast

from verifier.encoding.descriptions import (
    DescribedAct,
    action_of_norm,
    action_of_scope,
    bound_to,
    done_as,
)
from verifier.encoding.questions import (
    Angle,
    Ask,
    Live,
    LiveAt,
    Position,
    Takes,
    both,
    either,
    no,
)
from verifier.model import (
    FALSE,
    Attack,
    CaseClass,
    Condition,
    Formula,
    LawRegime,
    Modality,
    Norm,
    OfKind,
    Policy,
    Same,
    Term,
    Variable,
    Verdict,
    scoped,
    scoped_lines,
)


def speaks(norm: Norm, angle: Angle) -> bool:
    """Section 10: a norm counts from an angle: it is not left out, and what the policy says alone,
    it says without the laws above it."""
    alone = angle.column is LawRegime.ALONE
    return norm.id not in angle.without and not (alone and norm.layer > 0)


def attacks_on(policy: Policy, norm: str, angle: Angle) -> Iterator[Attack]:
    """Sections 7 and 10: the attacks on a norm that count from an angle, in file order: a law
    prevails in the end only, and what does not speak attacks nothing."""
    for attack in policy.attacks_by_target.get(norm, ()):
        if angle.column in attack.columns and speaks(policy.norms[attack.attacker], angle):
            yield attack


def about_the_act(act: DescribedAct) -> tuple[Norm, ...]:
    """Section 16, When a norm speaks: the norms, in file order, under whose description the act in
    question can fall, and those that only defeat others, whatever the act."""
    norms = act.policy.norms.values()
    return tuple(n for n in norms if n.act is None or n.act.act in act.descriptions)


def in_scope(act: DescribedAct, scope: CaseClass) -> Ask:
    """Section 12: the act in question and the case belong to a class of cases, for some things in
    its variables."""
    return done_as(act, action_of_scope(scope), {}, conditions_hold(scope.locals, scope.conditions))


def applicable(act: DescribedAct, norm: Norm, part: frozenset[int] | None) -> Ask:
    """Section 16, When a norm speaks: some instance of a norm applies: the act is done by its
    bearer and falls under its description, and its conditions are true. `part`: only with these
    positions of its conditions kept (None: all of them)."""
    if part is None:
        whole = conditions_hold(norm.locals, norm.conditions)
        return done_as(act, action_of_norm(norm), {}, whole)
    kept = tuple(c.formula for place, c in enumerate(norm.conditions) if place in part)
    return done_as(act, action_of_norm(norm), {}, scoped_lines(norm.locals, kept))


def conditions_hold(variables: tuple[Variable, ...], conditions: Iterable[Condition]) -> Formula:
    """Section 4: there are things for the variables with which all conditions are true."""
    return scoped(variables, tuple(condition.formula for condition in conditions))


def live(act: DescribedAct, norm: Norm, angle: Angle) -> Ask:
    """Section 16, When a norm speaks: some instance of a norm applies, and nothing defeats it."""
    if not speaks(norm, angle):
        return FALSE
    return done_as(act, action_of_norm(norm), {}, LiveAt(norm.id, norm.parameters))


def live_at(act: DescribedAct, norm: Norm, angle: Angle) -> Ask:
    """Section 16, When a norm speaks: this instance, under which the act falls, is live: its
    conditions are true, and of the attackers none defeats it."""
    if not speaks(norm, angle):
        return FALSE
    parts: list[Ask] = [conditions_hold(norm.locals, norm.conditions)]
    parts += (no(defeaters(act, a, norm)) for a in attacks_on(act.policy, norm.id, angle))
    return both(parts)


def defeaters(act: DescribedAct, attack: Attack, norm: Norm) -> Ask:
    """Section 16, When a norm speaks: some live instance of the attacker agrees with this instance
    of the norm that it attacks. What is itself defeated defeats nothing.

    The attacker's own variables are renamed, for the two norms may use the same names.
    """
    attacker = act.policy.norms[attack.attacker]
    own = {v: Variable(f"{v.name}·{attacker.id}", v.kind) for v in attacker.parameters}
    fixed: dict[Variable, Term] = {own[mine]: theirs for mine, theirs in attack.mapping}
    atom = LiveAt(attacker.id, tuple(own[v] for v in attacker.parameters))
    if _meet_role_by_role(attacker, norm, dict(attack.mapping)):
        instance = bound_to(atom, fixed)
    else:
        instance = done_as(act, action_of_norm(attacker), fixed, atom, own)
    return both([*agree(attack, own, fixed), instance])


def agree(
    attack: Attack, own: Mapping[Variable, Variable], fixed: Mapping[Variable, Term]
) -> Iterable[Ask]:
    """Section 16, When a norm speaks: two instances have the same thing in each pair of parameters
    that the attack maps, so that they are about the same things. Each of the attacker's parameters
    (`own`) is `fixed` as one that it is mapped to: what is left to say is that this one is of the
    kind, and the same as others to which it is mapped."""
    for mine, theirs in attack.mapping:
        if mine.kind != theirs.kind:
            yield OfKind(theirs, mine.kind)
    for mine, theirs in attack.mapping:
        if fixed[own[mine]] != theirs:
            yield Same(fixed[own[mine]], theirs)


def positions(norms: Iterable[Norm], position: Position, angle: Angle) -> Ask:
    """Section 16, Verdicts: one of the norms about the act that can give it this position is
    live."""
    return either(Live(norm.id) for norm in taking(norms, position, angle))


def taking(norms: Iterable[Norm], position: Position, angle: Angle) -> Iterator[Norm]:
    """Those that can give the act this position; a duty to do some act of a description is kept
    apart, since it obliges to no particular act."""
    for norm in norms:
        choice = norm.is_choice and norm.modality is Modality.OBLIGED
        if ("C" if choice else norm.modality) == position and speaks(norm, angle):
            yield norm


def forbidding(act: DescribedAct, angle: Angle, among: frozenset[str] | None) -> Iterator[Norm]:
    """The prohibitions of acts so described that count from an angle; `among` these (None: all)."""
    for norm in about_the_act(act):
        counts = among is None or norm.id in among
        if norm.modality is Modality.FORBIDDEN and counts and speaks(norm, angle):
            yield norm


def verdict(wanted: frozenset[Verdict]) -> Ask:
    """Section 16, Verdicts: the verdict is one of these."""
    return either(VERDICTS[one] for one in Verdict if one in wanted)


def _by_positions(*has: Position, lacks: str) -> Ask:
    return both([*(Takes(p) for p in has), *(no(Takes(cast(Position, p))) for p in lacks)])


_ALLOWED_AND_FORBIDDEN = _by_positions("F", "P", lacks="")
_REQUIRED_AND_EXEMPT = _by_positions("O", "E", lacks="")
_REQUIRED = either([_by_positions("O", lacks="FE"), _by_positions("C", lacks="OFE")])

VERDICTS: Mapping[Verdict, Ask] = {
    Verdict.DILEMMA: Takes("D"),
    Verdict.ANTINOMY: both(
        [no(Takes("D")), either([_ALLOWED_AND_FORBIDDEN, _REQUIRED_AND_EXEMPT])]
    ),
    Verdict.OBLIGED: both([_REQUIRED, no(Takes("L"))]),
    Verdict.LATE: both([_REQUIRED, Takes("L")]),
    Verdict.PROHIBITED: both([_by_positions("F", lacks="PD"), no(_REQUIRED_AND_EXEMPT)]),
    Verdict.FREE: _by_positions("P", "E", lacks="OF"),
    Verdict.EXEMPT: _by_positions("E", lacks="OFP"),
    Verdict.PERMITTED: _by_positions("P", lacks="COFE"),
    Verdict.SILENT: _by_positions(lacks="COFPE"),
}
"""Each verdict by positions, as the interpreter's `verdict` reads them (the tests compare both)."""


def is_about_any_act(attacker: Norm, target: Norm, attack: Attack) -> bool:
    """Whether the attacker defeats an instance of the target whatever the act in question is."""
    about_none = attacker.act is None
    return about_none or _meet_role_by_role(attacker, target, dict(attack.mapping))


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
