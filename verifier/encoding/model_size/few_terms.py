"""Variables that can be little else than terms there are already: a quantifier goes in, with what
restricts its variable; the terms that the variable can be come out, where they are few."""

from __future__ import annotations

from verifier.encoding.angles import ResolvedAngle
from verifier.encoding.model_size.skolem_symbols import Key, SkolemTerm, Symbol
from verifier.encoding.model_size.skolem_terms import SkolemTerms, TermStanding, united
from verifier.encoding.polarity import PolarityOutline
from verifier.model import ActIs, Holds, Named, Same, Variable

MOST_CHOICES = 3
"""Where a variable can only be one of so many terms, it is counted as each of them in turn."""

FewTerms = tuple[tuple[SkolemTerm, ...], tuple[Key, Symbol] | None]
"""The terms a variable can be, and the symbol that must have a value for it to be one."""


def terms_left(
    terms: SkolemTerms, outline: PolarityOutline, variable: Variable, at: TermStanding
) -> FewTerms | None:
    """Where a conjunct leaves few choices for the variable, the terms that it can be. No thing
    of its own is needed then; only the value of a function that need not have one must be there
    where it is said to be."""
    for atom in outline.restrictions:
        found: FewTerms | None = None
        match atom:
            case Same(left, right):
                other = right if left == variable else left
                if isinstance(other, Named) or other in at.scope:
                    found = (terms.refs((other,), at.scope), None)
            case ActIs():
                found = in_role(terms, variable, atom, at.resolved)
            case Holds():
                found = function_value(terms, variable, atom, at)
        if found is not None:
            return found
    return None


def in_role(
    terms: SkolemTerms, variable: Variable, atom: ActIs, resolved: ResolvedAngle
) -> FewTerms | None:
    """A thing in a role of the act is one of the act's own things; unless a rule of `counts as`
    brings it in, and it may be any."""
    ways = resolved.unfolding.descriptions.get(atom.act, ())
    place = atom.terms.index(variable)
    found = tuple(dict.fromkeys(way.terms[place] for way in ways))
    if len(found) > MOST_CHOICES or any(way.terms[place] in way.extra for way in ways):
        return None
    return terms.refs(found, terms.base), None


def function_value(
    terms: SkolemTerms, variable: Variable, atom: Holds, at: TermStanding
) -> FewTerms | None:
    """The value that a function has for the things in scope."""
    place = atom.terms.index(variable)
    others = [term for number, term in enumerate(atom.terms) if number != place]
    if any(isinstance(term, Variable) and term not in at.scope for term in others):
        return None
    fact = at.resolved.unfolding.policy.facts[atom.fact]
    for rule in fact.one_to_each:
        if rule.result == place:
            refs = terms.refs(others, at.scope)
            universals = united(refs)
            key = ("value of", atom.fact, place, refs)
            value = terms.witness(key, fact.holes[place].kind, universals)
            symbol = Symbol(value.rank, universals, f"“{atom.fact}”")
            partial = at.positive and not rule.exactly
            return (value.ref,), (value.number, symbol) if partial else None
    return None
