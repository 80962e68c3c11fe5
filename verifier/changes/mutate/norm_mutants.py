"""The mutants of one norm: a clause, an exception or a disapplication goes in, the policy comes out
without it, with a slip in its conditions, with another modality or with another bearer.

`only when` for `except` is a sort of its own; `except` for `only when` is the contrary of the
condition, which `negate` makes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from verifier.changes.mutate.deadline_mutants import confined, of_deadline
from verifier.changes.mutate.edits import EditKind, FormulaEdit, edits
from verifier.changes.mutate.mutant import Mutant
from verifier.elaborate import layer_attacks, meet_opposed, prevailing
from verifier.explanation import without_norms
from verifier.model import Any, Attack, Condition, Modality, Named, Norm, Policy, free_variables
from verifier.words import norm_name, quoted


def of_norm(policy: Policy, norm: Norm) -> Iterator[Mutant]:
    """Every mutant of a norm."""
    name = norm_name(policy, norm.id)
    touched = frozenset({norm.id})
    kind = EditKind.DROP_EXCEPTION if norm.role == "exception" else EditKind.DROP_CLAUSE
    less = _left_out(policy, touched)
    yield Mutant(kind, f"{name} left out", norm.span, less, touched)
    for edit, changed in (*of_deadline(norm), *_conditions(policy, norm)):
        words = f"{name}: {edit.words}"
        mutated = with_norm(policy, _needed(changed))
        yield Mutant(edit.kind, words, edit.span or norm.span, mutated, touched)
    for modality in SLIPS.get(norm.modality, ()) if norm.modality else ():
        words = f"{name}: “{modality.words}” for “{norm.modality.words}”" if norm.modality else ""
        act = norm.act and replace(norm.act, choice=())
        changed = replace(confined(norm), modality=modality, act=act)
        yield Mutant(EditKind.MODALITY, words, norm.span, with_norm(policy, changed), touched)
    yield from _of_bearer(policy, norm, name)
    yield from _only_when(policy, norm)


def _left_out(policy: Policy, names: frozenset[str]) -> Policy:
    """The policy without norms, which no clause lists any more."""
    clauses = {
        name: replace(clause, norms=tuple(norm for norm in clause.norms if norm not in names))
        for name, clause in policy.clauses.items()
    }
    return replace(without_norms(policy, names), clauses=clauses)


SLIPS: Mapping[Modality, tuple[Modality, ...]] = {
    Modality.OBLIGED: (Modality.FORBIDDEN, Modality.EXEMPT),
    Modality.FORBIDDEN: (Modality.OBLIGED, Modality.PERMITTED),
    Modality.PERMITTED: (Modality.FORBIDDEN,),
    Modality.EXEMPT: (Modality.OBLIGED,),
}


def _of_bearer(policy: Policy, norm: Norm, name: str) -> Iterator[Mutant]:
    if isinstance(norm.bearer, Named) and norm.modality is not None:
        parties = list(policy.parties)
        others = [party for party in parties if party != norm.bearer.name]
        if others:
            after = parties[(parties.index(norm.bearer.name) + 1) % len(parties)]
            words = f"{name}: “{after}” for “{norm.bearer.name}”"
            changed = replace(norm, bearer=Named(after))
            mutated = with_norm(policy, changed)
            yield Mutant(EditKind.BEARER, words, norm.span, mutated, frozenset({norm.id}))


def _only_when(policy: Policy, exception: Norm) -> Iterator[Mutant]:
    """`only when …` where the file says `except when …`."""
    targets = [attack.target for attack in policy.attacks if attack.attacker == exception.id]
    if exception.role != "exception" or len(targets) != 1:
        return
    target = policy.norms[targets[0]]
    changed = replace(
        target,
        locals=(*target.locals, *(v for v in exception.locals if v not in target.locals)),
        conditions=(*target.conditions, *exception.conditions),
    )
    if len({v.name for v in changed.locals}) < len(changed.locals):
        return
    name = f"exception {quoted(exception.name)}" if exception.name else "exception"
    words = f"{norm_name(policy, target.id)}: “only when” for the {name}"
    less = with_norm(_left_out(policy, frozenset({exception.id})), changed)
    touched = frozenset({exception.id, target.id})
    yield Mutant(EditKind.ONLY_WHEN, words, exception.span, less, touched)


def _needed(norm: Norm) -> Norm:
    """Without the things of which no condition speaks any more."""
    if norm.window is not None:
        return norm
    spoken = frozenset(norm.parameters).union(
        *(free_variables(condition.formula) for condition in norm.conditions)
    )
    return replace(norm, locals=tuple(v for v in norm.locals if v in spoken))


def _conditions(policy: Policy, norm: Norm) -> Iterator[tuple[FormulaEdit, Norm]]:
    """The slips in the conditions of a norm but its deadlines, and the norm as each leaves it."""
    whole = norm.conditions
    for place, condition in enumerate(whole):
        if condition.deadline:
            continue
        before, after = whole[:place], whole[place + 1 :]
        less = replace(norm, conditions=(*before, *after))
        said = quoted(condition.words)
        yield FormulaEdit(EditKind.DROP_CONDITION, f"without {said}", condition.span, None), less
        for edit in edits(policy, condition.formula, condition.words):
            assert edit.formula is not None
            changed = replace(condition, formula=edit.formula)
            yield edit, replace(norm, conditions=(*before, changed, *after))
        if after and not after[0].deadline:
            either = Condition(
                Any((condition.formula, after[0].formula)),
                f"{condition.words} or {after[0].words}",
                condition.span,
            )
            words = f"“or” for “and” before {quoted(after[0].words)}"
            joined = replace(norm, conditions=(*before, either, *after[1:]))
            yield FormulaEdit(EditKind.AND_OR, words, after[0].span, None), joined


def with_norm(policy: Policy, changed: Norm) -> Policy:
    """The policy with a norm in its changed form, and priorities as they are then."""
    norms = {**policy.norms, changed.id: changed}
    attacks = dict.fromkeys((*_attacks(norms, policy.attacks), *_newly_opposed(policy, norms)))
    return replace(policy, norms=norms, attacks=tuple(attacks))


def _newly_opposed(policy: Policy, norms: Mapping[str, Norm]) -> Iterator[Attack]:
    """What a line puts before another, of norms that say the opposite only now."""
    known = {(a.attacker, a.target) for a in policy.attacks if a.ground == "priority"}
    for pair in policy.priorities:
        if pair not in known and all(name in norms for name in pair):
            yield from prevailing([norms[pair[0]]], [norms[pair[1]]])


def _attacks(norms: Mapping[str, Norm], attacks: Sequence[Attack]) -> Iterator[Attack]:
    """Priority decides only between norms that are opposed."""
    for attack in attacks:
        met = meet_opposed(norms[attack.attacker], norms[attack.target])
        if attack.ground in ("exception", "disapplication") or (
            attack.ground == "priority" and met
        ):
            yield attack
    yield from layer_attacks(tuple(norms.values()))
