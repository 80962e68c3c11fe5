"""What `unused-term` must find, by trying every case: what is declared and no norm reads."""

from __future__ import annotations

from collections.abc import Iterator

from tests.oracles.case_table import Table
from tests.oracles.expected_findings import NOTE, Expected
from tests.oracles.spoken_words import words
from verifier.model import ActIs, Defined, Named, OfKind, Policy, Variable
from verifier.model.variables import formula_terms, parts_of


def expected(table: Table, _: set[str]) -> Iterator[Expected]:
    policy = table.policy
    used = _used(policy)
    for what, declared in (
        ("kind", [kind.name for kind in policy.kinds.values() if kind.name != "party"]),
        ("attribute", list(policy.attributes)),
        ("fact", list(policy.facts)),
        ("definition", list(policy.definitions)),
        ("act", list(policy.acts)),
        ("party", list(policy.parties)),
    ):
        for name in declared:
            if (what, name) not in used:
                yield Expected("unused-term", (what, name), NOTE)


def _used(policy: Policy) -> set[tuple[str, str]]:
    """Everything that norms speak of: what stands in their conditions and in what defines it, their
    acts and what counts as these, all kinds of thing in them."""
    used = set[tuple[str, str]]()
    acts = {norm.act.act for norm in policy.norms.values() if norm.act is not None}
    formulas = [c.formula for norm in policy.norms.values() for c in norm.conditions]
    for _ in policy.acts:
        acts |= {rule.source for rule in policy.counts_as if rule.target in acts}
    formulas += [rule.condition for rule in policy.counts_as if rule.target in acts]
    kinds = {hole.kind for act in acts for hole in policy.acts[act].holes}
    for norm in policy.norms.values():
        kinds |= {variable.kind for variable in (*norm.parameters, *norm.locals)}
        used |= {("party", norm.bearer.name)} if isinstance(norm.bearer, Named) else set()
    while formulas:
        formula = formulas.pop()
        formulas += parts_of(formula)
        terms = formula_terms(formula)
        kinds |= {term.kind for term in terms if isinstance(term, Variable)}
        if isinstance(formula, Defined) and ("definition", formula.definition) not in used:
            used.add(("definition", formula.definition))
            formulas.append(policy.definitions[formula.definition].condition)
        assert not isinstance(formula, OfKind | ActIs), "the drawn policies have no such line"
    conditions = [c.formula for norm in policy.norms.values() for c in norm.conditions]
    conditions += [rule.condition for rule in policy.counts_as if rule.target in acts]
    spoken = {word for formula in conditions for word in words(policy, formula)}
    for word in spoken:
        if word in policy.facts:
            used.add(("fact", word))
            kinds |= {hole.kind for hole in policy.facts[word].holes}
        else:
            used.add(("attribute", word))
            kinds.add(policy.attributes[word].kind)
        hands = policy.facts[word] if word in policy.facts else policy.attributes[word]
        used |= {("party", name) for name in (hands.judged_by, hands.controlled_by) if name}
    used |= {("act", act) for act in acts}
    sentences = [name for what, name in used if what in ("act", "fact", "definition")]
    used |= {
        ("party", party)
        for party in policy.parties
        if any(f" {party} " in f" {words} " for words in sentences)
    }
    return used | {("kind", kind) for kind in kinds}
