"""The people (or things) that a clause names: the part of its condition that speaks of one role of
its act and of nothing else that the act touches.

“The Office must not use an item against a person when the item comes from the person and the person
is a victim of a crime” is about items and persons; the class that it names is that of persons who
are victims of a crime.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from verifier.checks.support.check_context import CheckContext
from verifier.checks.support.mentioned import Mentioned
from verifier.encoding import Angle, Ask, Seen, both, definitions_under
from verifier.model import (
    PARTY,
    ActDay,
    ActIs,
    Compare,
    Condition,
    Formula,
    Holds,
    Modality,
    Norm,
    OfKind,
    Policy,
    Reads,
    Term,
    Variable,
    free_variables,
    measures_in,
    parts_of,
    scoped,
    substitute,
)
from verifier.words import is_personal


@dataclass(frozen=True)
class NamedClass:
    """The class of things in one role (`place`) of a norm's act that the norm's condition picks out
    by `lines` that speak of them alone (and of things that the condition introduces for them).
    `of_act`: further lines that speak of the act alone."""

    norm: Norm
    place: int
    variable: Variable
    lines: tuple[Condition, ...]
    of_act: tuple[Condition, ...] = ()

    @property
    def key(self) -> tuple[object, ...]:
        """The same for two norms that name the same class in the same words."""
        return self.place, self.variable, self.lines, self.of_act

    def holds_of(self, context: CheckContext, other: Norm) -> Ask | None:
        """The thing in the same role of another norm (whose parameters are left free) is of the
        class, as the plain readings pick it out. None where that norm has no such role."""
        assert self.norm.act is not None
        if other.act is None or other.act.act != self.norm.act.act:
            return None
        thing = other.act.terms[self.place]
        if not isinstance(thing, Variable):
            return None
        plain = Angle(reads=frozenset(context.plain.items()))
        return both([OfKind(thing, self.variable.kind), Seen(plain, self._says(thing))])

    def _says(self, thing: Variable) -> Formula:
        """What the lines say of a thing; their own variables get names that nothing else has."""
        lines = (*self.lines, *self.of_act)
        used = frozenset(v for line in lines for v in free_variables(line.formula))
        others = {
            v: Variable(f"{v.name} of the class", v.kind)
            for v in (*self.norm.parameters, *self.norm.locals)
            if v in used and v != self.variable
        }
        binding = {**others, self.variable: thing}
        said = tuple(substitute(line.formula, binding) for line in lines)
        return scoped(tuple(others.values()), said)

    def named(self, context: CheckContext) -> str:
        """`the people whom clause P3 protects`."""
        clause = context.speaker.norm_name(self.norm.id)
        if is_personal(context.policy, self.variable.kind):
            protects = protected(context.policy, self.norm) == self.variable
            verb = "protects" if protects else "is about"
            return f"the people whom {clause} {verb}"
        return f"{context.speaker.kind(self.variable.kind, 2, 'the')} that {clause} is about"

    def said(self, context: CheckContext) -> str:
        """Who they are, in a sentence."""
        one = f"the {self.variable.name}"
        said = context.speaker.conditions(self.lines, {self.variable: one})
        return f"That is: {said}."


def protected(policy: Policy, norm: Norm) -> Variable | None:
    """The variable for the person whom a duty or prohibition protects: to whom it is owed. Of what
    is owed to nobody, a prohibition protects the first person of its act, else of its conditions,
    its bearer aside; a duty nobody, for what must be done to a person need not be good for them."""
    if norm.modality not in (Modality.OBLIGED, Modality.FORBIDDEN) or norm.act is None:
        return None
    if norm.owed_to is not None:
        return norm.owed_to if isinstance(norm.owed_to, Variable) else None
    if norm.modality is Modality.OBLIGED:
        return None
    terms = (*norm.act.terms, *norm.parameters, *norm.locals)
    persons = (
        term
        for term in terms
        if isinstance(term, Variable) and term != norm.bearer and is_personal(policy, term.kind)
    )
    return next(persons, None)


def classes_named(context: CheckContext, norm: Norm) -> Iterable[NamedClass]:
    """The classes that a norm names: of persons where its act touches persons, else of each kind of
    thing that it touches; each, where lines about the act alone stand beside, also for such acts
    only. Where nothing else is asked, the class tells nothing: what the norm says, it says of
    everything in it."""
    assert norm.act is not None
    places = [
        (place, term)
        for place, term in enumerate(norm.act.terms)
        if isinstance(term, Variable) and term != norm.bearer
    ]
    persons = [one for one in places if is_personal(context.policy, one[1].kind)]
    for place, variable in persons or places:
        lines = tuple(_about(context.policy, norm, variable))
        of_act = tuple(_about_the_act(context.policy, norm))
        for further in ((), of_act) if of_act else ((),):
            told = (*lines, *further)
            if lines and any(c not in told and not _only_reads(c) for c in norm.conditions):
                yield NamedClass(norm, place, variable, lines, further)


def _roles(norm: Norm) -> Sequence[Variable]:
    terms = (*(norm.act.terms if norm.act else ()), norm.bearer)
    return tuple(dict.fromkeys(term for term in terms if isinstance(term, Variable)))


def _about(policy: Policy, norm: Norm, variable: Variable) -> Iterable[Condition]:
    """The lines that speak of the variable, or of things introduced for it, of no other role and
    not of the act."""
    others = set(_roles(norm)) - {variable}
    speaks = [free_variables(line.formula) for line in norm.conditions]
    reached = {variable}
    grew = True
    while grew:
        wider = reached.union(*(v for v in speaks if v & reached and not v & others))
        grew, reached = wider != reached, wider
    for line, spoken in zip(norm.conditions, speaks, strict=True):
        if spoken and spoken <= reached and not _of_act(policy, line.formula):
            yield line


def _of_act(policy: Policy, formula: Formula) -> bool:
    """Whether a formula speaks of the act in question, itself or through a definition."""
    relied_on = definitions_under(policy, [formula])
    inner = [policy.definitions[name].condition for name in relied_on]
    return any(_itself_of_act(policy, one) for one in (formula, *inner))


def _itself_of_act(policy: Policy, formula: Formula) -> bool:
    match formula:
        case ActIs():
            return True
        case Holds(fact, _):
            return policy.facts[fact].about_act
        case Compare(_, left, right):
            return any(isinstance(measure, ActDay) for measure in measures_in(left, right))
        case _:
            return any(_itself_of_act(policy, part) for part in parts_of(formula))


def _about_the_act(policy: Policy, norm: Norm) -> Iterable[Condition]:
    """The lines that speak of the act and of nothing that it touches."""
    for line in norm.conditions:
        if not free_variables(line.formula) and _of_act(policy, line.formula):
            yield line


def _only_reads(line: Condition) -> bool:
    """Whether a line speaks of nothing but readings."""

    def reads(formula: Formula) -> bool:
        parts = parts_of(formula)
        return isinstance(formula, Reads) or (bool(parts) and all(reads(part) for part in parts))

    return reads(line.formula)


def could_cover(context: CheckContext, norm: Norm, other: Norm) -> bool:
    """Whether a norm could, as far as its words tell, apply wherever another one does among the
    people it names: it asks for no other kinds of thing in the act, and every line that does not
    pick out the people speaks of something that the other or an assumption speaks of, too."""
    assert norm.act is not None
    assert other.act is not None
    if norm.act.act != other.act.act:
        return False
    pairs = zip(norm.act.terms, other.act.terms, strict=True)
    if not all(_fits(context.policy, mine, theirs) for mine, theirs in pairs):
        return False
    known = Mentioned(context.policy)
    known.norm(other)
    known.formulas(assumption.formula for assumption in context.policy.assumptions.values())
    named = {line for one in classes_named(context, norm) for line in (*one.lines, *one.of_act)}
    known.formulas(line.formula for line in named)
    return all(_known(context.policy, line, known) for line in norm.conditions)


def _fits(policy: Policy, mine: Term, theirs: Term) -> bool:
    """Whether a role that one norm fills with a thing of some kind can be so filled whenever the
    other's is."""
    if isinstance(mine, Variable) and isinstance(theirs, Variable):
        return mine.kind in policy.lineage(theirs.kind)
    return mine == theirs or (isinstance(mine, Variable) and mine.kind == PARTY)


def _known(policy: Policy, line: Condition, known: Mentioned) -> bool:
    own = Mentioned(policy)
    own.formula(line.formula)
    words = own.facts | own.attributes
    return not words or own.reads or not words.isdisjoint(known.facts | known.attributes)
