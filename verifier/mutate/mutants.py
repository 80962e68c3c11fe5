"""The mutants of a policy: a policy goes in, every version with one small edit comes out, in the
order of the file. Laws above the policy, assumptions and guarantees stay as they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from graphlib import CycleError

from verifier.elaborate.priorities import layer_attacks, meet_opposed
from verifier.model import (
    Any,
    Attack,
    Condition,
    CountsAs,
    Definition,
    Modality,
    Named,
    Norm,
    Policy,
)
from verifier.mutate.edits import Edit, Kind, edits
from verifier.replay import without_norms
from verifier.source import Span
from verifier.words.english import quoted
from verifier.words.naming import norm_name


@dataclass(frozen=True)
class Mutant:
    """A policy with one small edit. `touched` are the norms, `definition` the definition and
    `counted` the description of acts that the edit changed."""

    kind: Kind
    words: str
    span: Span | None
    policy: Policy
    touched: frozenset[str] = frozenset()
    definition: str = ""
    counted: str = ""

    @property
    def place(self) -> str:
        return "" if self.span is None else f"{self.span.file.name}:{self.span.from_.line}"


def mutants(policy: Policy) -> tuple[Mutant, ...]:
    """Every mutant; one that another edit makes as well stands only once."""
    found: list[Mutant] = []
    for norm in policy.norms.values():
        if norm.layer == 0:
            found += _of_norm(policy, norm)
    found += _of_priorities(policy)
    for definition in policy.definitions.values():
        found += _of_definition(policy, definition)
    for place, rule in enumerate(policy.counts_as):
        found += _of_rule(policy, place, rule)
    return tuple(_different(policy, found))


def _different(policy: Policy, found: Iterable[Mutant]) -> Iterator[Mutant]:
    """Mutants that differ from the policy and from each other, and whose norms defeat each other in
    no circle."""
    seen: set[object] = set()
    for mutant in found:
        made = _made(mutant, mutant.policy)
        if made in seen or made == _made(mutant, policy) or not _is_sound(mutant.policy):
            continue
        seen.add(made)
        yield mutant


def _made(mutant: Mutant, policy: Policy) -> object:
    """What stands in a policy where the mutant has its edit."""
    norms = tuple(
        (name, _said(policy.norms[name]) if name in policy.norms else None)
        for name in sorted(mutant.touched)
    )
    definition = mutant.definition and policy.definitions[mutant.definition].condition
    rules = tuple((r.source, r.target, r.condition) for r in policy.counts_as if mutant.counted)
    attacks = tuple((a.attacker, a.target) for a in policy.attacks if mutant.touched)
    return norms, mutant.definition, definition, rules, attacks


def _said(norm: Norm) -> object:
    formulas = tuple(condition.formula for condition in norm.conditions)
    return norm.modality, norm.bearer, norm.locals, formulas


def _is_sound(policy: Policy) -> bool:
    try:
        return bool(policy.attackers_first) or True
    except CycleError:
        return False


# --------------------------------------------------------------------------- norms


def _of_norm(policy: Policy, norm: Norm) -> Iterator[Mutant]:
    name = norm_name(policy, norm.id)
    touched = frozenset({norm.id})
    kind = Kind.DROP_CLAUSE if norm.role == "norm" else Kind.DROP_EXCEPTION
    less = without_norms(policy, touched)
    yield Mutant(kind, f"{name} left out", norm.span, less, touched)
    for edit, changed in _conditions(policy, norm):
        words = f"{name}: {edit.words}"
        yield Mutant(edit.kind, words, edit.span or norm.span, with_norm(policy, changed), touched)
    for modality in SLIPS.get(norm.modality, ()) if norm.modality else ():
        words = f"{name}: “{modality.words}” for “{norm.modality.words}”" if norm.modality else ""
        changed = replace(norm, modality=modality, act=norm.act and replace(norm.act, choice=()))
        yield Mutant(Kind.MODALITY, words, norm.span, with_norm(policy, changed), touched)
    yield from _of_bearer(policy, norm, name)
    yield from _only_when(policy, norm)


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
            yield Mutant(Kind.BEARER, words, norm.span, mutated, frozenset({norm.id}))


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
    less = with_norm(without_norms(policy, frozenset({exception.id})), changed)
    touched = frozenset({exception.id, target.id})
    yield Mutant(Kind.ONLY_WHEN, words, exception.span, less, touched)


def _conditions(policy: Policy, norm: Norm) -> Iterator[tuple[Edit, Norm]]:
    """The slips in the conditions of a norm, and the norm as each leaves it."""
    whole = norm.conditions
    for place, condition in enumerate(whole):
        before, after = whole[:place], whole[place + 1 :]
        less = replace(norm, conditions=(*before, *after))
        said = quoted(condition.words)
        yield Edit(Kind.DROP_CONDITION, f"without {said}", condition.span, None), less
        for edit in edits(policy, condition.formula, condition.words):
            assert edit.formula is not None
            changed = replace(condition, formula=edit.formula)
            yield edit, replace(norm, conditions=(*before, changed, *after))
        if after:
            either = Condition(
                Any((condition.formula, after[0].formula)),
                f"{condition.words} or {after[0].words}",
                condition.span,
            )
            words = f"“or” for “and” before {quoted(after[0].words)}"
            joined = replace(norm, conditions=(*before, either, *after[1:]))
            yield Edit(Kind.AND_OR, words, after[0].span, None), joined


def with_norm(policy: Policy, changed: Norm) -> Policy:
    """The policy with a norm in its changed form, and priorities as they are then."""
    norms = {**policy.norms, changed.id: changed}
    return replace(policy, norms=norms, attacks=tuple(_attacks(norms, policy.attacks)))


def _attacks(norms: Mapping[str, Norm], attacks: Sequence[Attack]) -> Iterator[Attack]:
    """Priority decides only between norms that are opposed."""
    for attack in attacks:
        if attack.ground in ("exception", "disapplication"):
            yield attack
        elif attack.ground == "priority":
            if meet_opposed(norms[attack.attacker], norms[attack.target]):
                yield attack
    yield from layer_attacks(tuple(norms.values()))


# --------------------------------------------------------------------------- the rest


def _of_priorities(policy: Policy) -> Iterator[Mutant]:
    """The other of two clauses prevails."""
    pairs = dict.fromkeys(
        (policy.norms[attack.attacker].clause, policy.norms[attack.target].clause)
        for attack in policy.attacks
        if attack.ground == "priority"
    )
    for stronger, weaker in pairs:
        turned = tuple(_turned(policy, attack, stronger, weaker) for attack in policy.attacks)
        touched = frozenset(
            norm.id for norm in policy.norms.values() if norm.clause in (stronger, weaker)
        )
        span = next(a.span for a in policy.attacks if a.ground == "priority")
        words = f"clause {weaker} prevails over clause {stronger}, not the reverse"
        yield Mutant(Kind.PRIORITY, words, span, replace(policy, attacks=turned), touched)


def _turned(policy: Policy, attack: Attack, stronger: str, weaker: str) -> Attack:
    between = (policy.norms[attack.attacker].clause, policy.norms[attack.target].clause)
    if attack.ground != "priority" or between != (stronger, weaker):
        return attack
    mapping = tuple((theirs, mine) for mine, theirs in attack.mapping)
    return replace(attack, attacker=attack.target, target=attack.attacker, mapping=mapping)


def _of_definition(policy: Policy, definition: Definition) -> Iterator[Mutant]:
    for edit in edits(policy, definition.condition, definition.id):
        assert edit.formula is not None
        changed = replace(definition, condition=edit.formula)
        mutated = replace(policy, definitions={**policy.definitions, definition.id: changed})
        words = f"the definition {quoted(definition.id)}: {edit.words}"
        span = edit.span or definition.span
        yield Mutant(edit.kind, words, span, mutated, definition=definition.id)


def _of_rule(policy: Policy, place: int, rule: CountsAs) -> Iterator[Mutant]:
    name = f"that to {rule.source} counts as to {rule.target}"
    rest = (*policy.counts_as[:place], *policy.counts_as[place + 1 :])
    less = replace(policy, counts_as=rest)
    yield Mutant(Kind.DROP_CLAUSE, f"{name}, left out", rule.span, less, counted=rule.source)
    for edit in edits(policy, rule.condition, name):
        assert edit.formula is not None
        changed = replace(rule, condition=edit.formula)
        after = (*policy.counts_as[:place], changed, *policy.counts_as[place + 1 :])
        mutated = replace(policy, counts_as=after)
        words, span = f"{name}: {edit.words}", edit.span or rule.span
        yield Mutant(edit.kind, words, span, mutated, counted=rule.source)
