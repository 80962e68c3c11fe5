"""References for the checks that read the text and the declarations, and for those that are guided
by words: which clauses survive in few kinds of case, what would rescue a promise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from tests.checks.brute_guarantees import broken, words
from tests.generators.tiny_policies import LOOSE, Made
from tests.oracles.case_table import Row, Table
from tests.oracles.expected_findings import NOTE, WARNING, Expected
from verifier.findings.finding import Strength
from verifier.model import (
    ActIs,
    Compare,
    Defined,
    Formula,
    LawRegime,
    Named,
    Norm,
    Not,
    OfKind,
    Policy,
    Promise,
    ValueIs,
    Variable,
)
from verifier.model.value_types import ListType
from verifier.model.variables import formula_terms, parts_of
from verifier.semantics.interpretation import holds

# --------------------------------------------------------------------------- the source


def unaccounted_sentence(made: Made) -> Iterator[Expected]:
    """Sentences that no clause quotes."""
    for sentence in (made.source or "").strip().split(". "):
        said = sentence.rstrip(".") + "."
        if len(said) > 1 and not any(f'quote "{said}"' in block for block in made.blocks):
            yield Expected("unaccounted-sentence", (said,), WARNING)


def loose_wording(made: Made) -> Iterator[Expected]:
    """Words that were put into the source because they leave something open."""
    for name, words_put in LOOSE.items():
        if words_put in (made.source or ""):
            yield Expected("loose-wording", (name,), NOTE, rest=bool)


# --------------------------------------------------------------------------- declarations


def unused_term(table: Table) -> Iterator[Expected]:
    """What is declared and no norm reads."""
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
    used |= {("act", act) for act in acts}
    return used | {("kind", kind) for kind in kinds}


def uncovered_value(table: Table) -> Iterator[Expected]:
    """Members of a list, or stretches between numbers, that no clause mentions, of what some clause
    reads. What is denied mentions every value."""
    policy = table.policy
    members: dict[str, set[str]] = {}
    numbers = set[int]()
    formulas = [c.formula for norm in policy.norms.values() for c in norm.conditions]
    formulas += [rule.condition for rule in policy.counts_as]
    for formula in formulas:
        for part, positive in _with_sign(policy, formula, True):
            if isinstance(part, ValueIs):
                kind = policy.attributes[part.attribute].type
                assert isinstance(kind, ListType)
                told = part.members if positive else frozenset(kind.values)
                members.setdefault(part.attribute, set()).update(told)
            if isinstance(part, Compare):
                numbers |= {n for n in range(4) if _compares(part, n) == positive}
    for name, known in members.items():
        kind = policy.attributes[name].type
        assert isinstance(kind, ListType)
        left = [value for value in kind.values if value not in known]
        if left:
            yield Expected("uncovered-value", (name, *left), NOTE)
    gaps = [(low, low + 1) for low in (0, 1, 2) if not {low, low + 1} & numbers]
    if numbers and gaps and min(numbers) < gaps[0][0] and max(numbers) > gaps[-1][1]:
        said = f"{gaps[0][0]} to {gaps[-1][1]}"
        yield Expected("uncovered-value", ("weight of item", said), NOTE)


def _compares(compare: Compare, number: int) -> bool:
    other = compare.right.constant
    return {
        "<": number < other,
        "<=": number <= other,
        "=": number == other,
        "!=": number != other,
        ">": number > other,
        ">=": number >= other,
    }[compare.operator]


def _with_sign(policy: Policy, formula: Formula, positive: bool) -> Iterator[tuple[Formula, bool]]:
    yield formula, positive
    if isinstance(formula, Defined):
        yield from _with_sign(policy, policy.definitions[formula.definition].condition, positive)
    for part in parts_of(formula):
        yield from _with_sign(policy, part, positive != isinstance(formula, Not))


# --------------------------------------------------------------------------- guided by words


def nearly_swallowed(table: Table, causes: set[str]) -> Iterator[Expected]:
    """Read plainly, the clause survives its exceptions only where some fact is so of which they
    alone speak; or for few of the many members of a list."""
    for norm in table.norms:
        attackers = {a.attacker for a in table.policy.attacks_on(norm.id, LawRegime.ALONE)}
        if norm.modality is None or norm.layer > 0 or norm.id in causes or not attackers:
            continue
        theirs = set().union(*(_of_norm(table, table.policy.norms[name]) for name in attackers))
        facts = [f for f in table.policy.facts if f in theirs - _of_norm(table, norm)]
        kinds = _kinds_of_case(table, norm, facts)
        said = tuple(" and ".join(kind) for kind in kinds) or _few_members(table, norm, theirs)
        if said:
            strength = Strength.PLAIN if table.policy.questions else None
            yield Expected("nearly-swallowed", (norm.id, *said), NOTE, strength)


def _of_norm(table: Table, norm: Norm) -> set[str]:
    return set().union(*(words(table.policy, line.formula) for line in norm.conditions), set())


def _kinds_of_case(table: Table, norm: Norm, facts: Sequence[str]) -> list[tuple[str, ...]]:
    def there(row: Row) -> set[str]:
        """Those of the facts that are so of anything."""
        return {key[0] for key in table.cases[row.case].facts} & set(facts)

    live = [there(row) for row in table.plainly if table.live(row, norm.id)]
    applying = [there(row) for row in table.plainly if table.applies(row, norm.id)]
    if not facts or not live or set() in live or set() not in applying:
        return []
    found: list[tuple[str, ...]] = []
    for size in (1, 2):
        for chosen in combinations(facts, size):
            known = any(set(one) <= set(chosen) for one in found)
            if not known and any(one <= set(chosen) for one in live):
                found.append(chosen)
    explained = all(any(set(kind) <= one for kind in found) for one in live)
    return found if 0 < len(found) <= 3 and explained else []


def _few_members(table: Table, norm: Norm, theirs: set[str]) -> tuple[str, ...]:
    """The members of a long list for which alone the norm is live, of three times as many for which
    it applies."""
    for attribute in table.policy.attributes.values():
        kind = attribute.type
        if attribute.id not in theirs or not isinstance(kind, ListType) or len(kind.values) <= 3:
            continue

        def of(rows: Sequence[Row], name: str = attribute.id) -> set[str | int]:
            cases = (table.cases[row.case] for row in rows)
            return {v for case in cases for (known, _), v in case.values.items() if known == name}

        applying = of([row for row in table.plainly if table.applies(row, norm.id)])
        live = of([row for row in table.plainly if table.live(row, norm.id)])
        if live and 3 * len(live) <= len(applying):
            article = "an" if attribute.kind[0] in "aeiou" else "a"
            said = " or ".join(value for value in kind.values if value in live)
            return (f"the {attribute.name} of {article} {attribute.kind} is {said}",)
    return ()


def rescued(table: Table, promise: Promise, assumed: Sequence[Formula]) -> bool:
    """Whether a promise that fails would hold, and not for want of cases, if all this were so."""
    rows = table.plainly if promise.under == "plain" else table.rows
    left = [row for row in rows if all(holds(row.world, formula, {}) for formula in assumed)]
    fails = broken(table, promise)
    return (
        any(fails(row) for row in table.plainly)
        and not any(fails(row) for row in left)
        and any(table.in_scope(row, promise.scope) for row in left)
    )
