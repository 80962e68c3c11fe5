"""Acts of which only one can be done: `never both to PHRASE and to PHRASE` and the norms of a
policy go in; what follows comes out, norms of the same clauses. Whoever must do the one must not do
the other.

What follows from a duty has the duty's conditions and things, and is defeated by what defeats the
duty. A norm about the one act that defeats the duty cannot be asked about the other act; a double
of it, about the other act, takes its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from verifier.elaborate.sentences.acts import Deed, read_deed
from verifier.elaborate.sentences.complaints import refusal
from verifier.elaborate.sentences.conditions import Context
from verifier.language import ExcludesDeclaration
from verifier.model import (
    ActPattern,
    Attack,
    Condition,
    Exclusion,
    Formula,
    Modality,
    Norm,
    OfKind,
    Policy,
    Same,
    Term,
    Variable,
)


def read_exclusions(
    declarations: Sequence[ExcludesDeclaration], context: Context
) -> tuple[Exclusion, ...]:
    """Which acts exclude each other, both ways at once."""
    found = []
    for declaration in declarations:
        with context.complaints.guard():
            found.append(_exclusion(declaration, context))
    return tuple(found)


def _exclusion(declaration: ExcludesDeclaration, context: Context) -> Exclusion:
    scope = context.scope()
    one: Deed = read_deed(declaration.one, scope, "description")
    other: Deed = read_deed(declaration.other, scope, "description")
    if one.pattern.act == other.pattern.act or one.differences or other.differences:
        raise refusal(
            "exclusion",
            "an act excludes another act, of another description",
            declaration.span,
            "name two acts that are declared, and say “the …” of what both are about",
        )
    return Exclusion(one.pattern, other.pattern, declaration.span)


# --------------------------------------------------------------------------- what follows


def followers(exclusions: Iterable[Exclusion], norms: Mapping[str, Norm]) -> Iterator[Norm]:
    """For each duty to do an act, the prohibition of each act that this excludes."""
    for exclusion in exclusions:
        for done, excluded in _both_ways(exclusion):
            for norm in norms.values():
                if norm.modality is Modality.OBLIGED and not norm.is_choice and norm.act:
                    double = _double(norm, done, excluded)
                    if double is not None:
                        yield replace(double, modality=Modality.FORBIDDEN)


def _both_ways(exclusion: Exclusion) -> tuple[tuple[ActPattern, ActPattern], ...]:
    return (exclusion.one, exclusion.other), (exclusion.other, exclusion.one)


def _double(norm: Norm, done: ActPattern, excluded: ActPattern) -> Norm | None:
    """The norm, about the act that is excluded; None where it is about other acts."""
    if norm.act is None or norm.act.act != done.act:
        return None
    binding: dict[Variable, Term] = {}
    guards: list[Formula] = []
    for said, term in zip(done.terms, norm.act.terms, strict=True):
        known = binding.get(said) if isinstance(said, Variable) else said
        if known is not None:
            guards.append(Same(known, term))
        elif isinstance(said, Variable):
            binding[said] = term
            if isinstance(term, Variable) and term.kind != said.kind:
                guards.append(OfKind(term, said.kind))
    free = [t for t in excluded.terms if isinstance(t, Variable) and t not in binding]
    new = {t: Variable(f"{t.name} (excluded)", t.kind) for t in free}
    filled = {**binding, **new}
    terms = tuple(filled[t] if isinstance(t, Variable) else t for t in excluded.terms)
    return replace(
        norm,
        id=f"{norm.id}.not {excluded.act}",
        modality=None,
        act=ActPattern(excluded.act, terms),
        parameters=(*norm.parameters, *new.values()),
        conditions=(*(Condition(guard, "") for guard in guards), *norm.conditions),
        role="exclusion",
        follows=norm.id,
        window=None,
        owed_to=None,
        anchors=(),
    )


@dataclass
class _Doubles:
    """What defeats what follows from duties, as it is found."""

    norms: Mapping[str, Norm]
    attacks: Sequence[Attack]
    exclusions: Sequence[Exclusion]
    found: dict[str, Norm] = field(default_factory=dict)
    copied: list[Attack] = field(default_factory=list)

    def of(self, double: Norm) -> None:
        """What defeats the norm from which a double follows defeats the double."""
        for attack in self.attacks:
            attacker = self.norms[attack.attacker]
            if attack.target != double.follows or attacker.role == "exclusion":
                continue
            if attacker.act is None:
                self.copied.append(replace(attack, target=double.id))
                continue
            other = self._double(attacker, double)
            if other is None:
                continue
            self.copied.append(replace(attack, attacker=other.id, target=double.id))
            if other.id not in self.found:
                self.found[other.id] = other
                self.of(other)

    def _double(self, attacker: Norm, double: Norm) -> Norm | None:
        act = double.act.act if double.act else ""
        ways = (way for exclusion in self.exclusions for way in _both_ways(exclusion))
        doubles = (
            _double(attacker, done, excluded) for done, excluded in ways if excluded.act == act
        )
        found = next((one for one in doubles if one is not None), None)
        return found and replace(found, id=f"{found.id}, defeating")


def defeated(
    exclusions: Sequence[Exclusion], norms: Mapping[str, Norm], attacks: Sequence[Attack]
) -> tuple[dict[str, Norm], tuple[Attack, ...]]:
    """The doubles of what defeats duties, and what defeats all that follows from them."""
    doubles = _Doubles(norms, attacks, exclusions)
    for norm in norms.values():
        if norm.role == "exclusion" and norm.modality is not None:
            doubles.of(norm)
    return doubles.found, tuple(dict.fromkeys(doubles.copied))


def followed_again(policy: Policy) -> Policy:
    """The policy after a change of its norms, with what now follows from them."""
    if not policy.exclusions:
        return policy
    own = {name: norm for name, norm in policy.norms.items() if norm.role != "exclusion"}
    made = {norm.id: norm for norm in followers(policy.exclusions, own)}
    norms = {**own, **made}
    kept = [a for a in policy.attacks if a.attacker in norms and a.target in norms]
    kept = [a for a in kept if a.ground in ("priority", "layer") or a.target not in made]
    more, copied = defeated(policy.exclusions, norms, kept)
    every = {**norms, **more}
    clauses = {
        name: replace(
            clause,
            norms=(
                *(n for n in clause.norms if n in own),
                *(n.id for n in every.values() if n.role == "exclusion" and n.clause == name),
            ),
        )
        for name, clause in policy.clauses.items()
    }
    attacks = tuple(dict.fromkeys((*kept, *copied)))
    return replace(policy, norms=every, attacks=attacks, clauses=clauses)
