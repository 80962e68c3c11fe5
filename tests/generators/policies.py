"""Policies, cases and readings for property tests, each drawn from the one before so that all names
resolve and the model's contracts hold. Norms share acts and words, so that they meet often.

    policies()                      a whole policy
    cases(policy)                   a well-formed total case with its functions kept
    readings_of(policy)             a reading of every question
    enumerate_cases(policy, sizes)  every well-formed case of a tiny policy
"""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from tests.generators.cases import cases, enumerate_cases, enumerate_readings, readings_of
from tests.generators.formulas import Names, fitting, formula, literal
from tests.generators.norms import with_norms
from tests.generators.vocabulary import holes_of, vocabularies, words_of
from verifier.model import (
    TRUE,
    All,
    Any,
    Assumption,
    CountsAs,
    Definition,
    Every,
    Formula,
    Not,
    Policy,
    SentenceParts,
    Some,
    Term,
)

__all__ = [
    "cases",
    "enumerate_cases",
    "enumerate_readings",
    "policies",
    "readings_of",
    "vocabularies",
]


@st.composite
def policies(draw: DrawFn, tiny: bool = False) -> Policy:
    """A policy with norms of all modalities, exceptions to several depths, priorities,
    disapplications, a law above it, definitions, `counts as` and assumptions."""
    policy = draw(vocabularies(tiny))
    policy = _with_definitions(draw, policy, 1 if tiny else 2)
    if not tiny:
        policy = _with_counts_as(draw, policy)
        policy = _with_assumptions(draw, policy)
    return with_norms(draw, policy)


# --------------------------------------------------------------------------- words


def _with_definitions(draw: DrawFn, policy: Policy, most: int) -> Policy:
    """Defined sentences, each over the words and definitions before it."""
    for place in range(1, draw(st.integers(0, most)) + 1):
        kinds = draw(st.lists(st.sampled_from(tuple(policy.kinds)), min_size=1, max_size=2))
        names = Names()
        parameters = tuple(names.fresh(kind) for kind in kinds)
        condition = formula(draw, policy, parameters, names)
        holes = holes_of(kinds)
        sentence: SentenceParts = (holes[0], f"is special {place}", *holes[1:])
        identity = words_of(sentence)
        made = Definition(identity, sentence, parameters, condition)
        policy = replace(policy, definitions={**policy.definitions, identity: made})
    return policy


def _with_counts_as(draw: DrawFn, policy: Policy) -> Policy:
    """Earlier acts count as later ones, so that the graph has no circle."""
    rules = [
        _counts_as(draw, policy, source, target)
        for source, target in combinations(policy.acts, 2)
        if draw(st.booleans())
    ]
    return replace(policy, counts_as=tuple(rules))


def _counts_as(draw: DrawFn, policy: Policy, source: str, target: str) -> CountsAs:
    names = Names()
    own = tuple(names.fresh(hole.kind) for hole in policy.acts[source].holes)
    variables, terms = list(own), list[Term]()
    for hole in policy.acts[target].holes:
        known = fitting(policy, own, hole.kind)
        carried = draw(st.integers(0, 2)) > 0
        if known and carried:
            terms.append(draw(st.sampled_from(known)))
        else:
            variables.append(names.fresh(hole.kind))
            terms.append(variables[-1])
    scope = tuple(variables)
    condition = formula(draw, policy, scope, names, depth=1) if draw(st.booleans()) else TRUE
    return CountsAs(source, own, target, tuple(terms), scope, condition)


def _with_assumptions(draw: DrawFn, policy: Policy) -> Policy:
    """Background that few cases violate: two things never go together, or one follows another."""
    found = {}
    for place in range(1, draw(st.integers(0, 2)) + 1):
        variable = Names().fresh(draw(st.sampled_from(tuple(policy.kinds))))
        first = literal(draw, policy, (variable,))
        second = literal(draw, policy, (variable,))
        never: Formula = Not(Some(variable, All((first, second))))
        always: Formula = Every(variable, Any((Not(first), second)))
        name = f"background {place}"
        found[name] = Assumption(name, name, never if draw(st.booleans()) else always)
    return replace(policy, assumptions=found)
