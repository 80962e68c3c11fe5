"""References for the checks of the background, of guarantees and of readings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from tests.oracles.case_table import Holding, Row, Table
from tests.oracles.expected_findings import (
    ERROR,
    NOTE,
    WARNING,
    Expected,
    Recorded,
    all_smallest,
    in_reason,
    lowered,
    nowhere,
    standing,
)
from verifier.findings.finding import Outcome
from verifier.model import (
    AttributeOf,
    Compare,
    Coverage,
    Defined,
    Formula,
    Holds,
    LawRegime,
    Norm,
    Policy,
    Promise,
    Question,
    Savings,
    ValueIs,
    Verdict,
    opposed,
)
from verifier.model.value_types import ListType
from verifier.model.variables import parts_of

Names = frozenset[str]


# --------------------------------------------------------------------------- background


def impossible_background(table: Table, _: set[str]) -> Iterator[Expected]:
    """No case keeps all assumptions."""

    def enough(kept: Names) -> bool:
        return all(row.broken & kept for row in table.all)

    if enough(frozenset(table.policy.assumptions)):
        yield Expected(
            "impossible-background",
            (),
            ERROR,
            rest=lambda found: (
                found.reason == in_reason(all_smallest(list(table.policy.assumptions), enough))
            ),
        )


def redundant_assumption(table: Table, _: set[str]) -> Iterator[Expected]:
    """It follows from those that are left; of two that follow from each other, the later goes."""
    left = list(table.policy.assumptions)
    for name in reversed(list(left)):
        others = frozenset(left) - {name}

        def enough(kept: Names, name: str = name) -> bool:
            return all(row.broken & kept for row in table.all if name in row.broken)

        if enough(others):
            left.remove(name)
            yield Expected("redundant-assumption", _together(table, name), NOTE)


def _together(table: Table, name: str) -> tuple[str, ...]:
    """The assumption with the smallest sets from which it follows; with all that follow likewise
    from others and what these follow from, where there are any."""

    def sets(of: str) -> frozenset[Names]:
        breaking = [row.broken for row in table.all if of in row.broken]
        others = [other for other in table.policy.assumptions if other != of]
        return all_smallest(others, lambda kept: all(broken & kept for broken in breaking))

    group, alike = {name}, [name]
    while any(frozenset().union(*sets(one)) - group for one in alike):
        group |= frozenset().union(*(member for one in alike for member in sets(one)))
        alike = [one for one in group if one == name or _follows(table, one)]
    alike = [one for one in group if one == name or _follows(table, one)]
    return tuple(sorted(group)) if len(alike) > 1 else (name, *in_reason(sets(name)))


def _follows(table: Table, name: str) -> bool:
    """Whether the assumption follows from all others."""
    return all(row.broken - {name} for row in table.all if name in row.broken)


def background_overreach(table: Table, _: set[str]) -> Iterator[Expected]:
    """Of a fact or an attribute of which assumptions speak, some value never occurs."""
    assumed = [a.formula for a in table.policy.assumptions.values()]
    spoken = (
        set().union(*(words(table.policy, formula) for formula in assumed)) if assumed else set()
    )
    for attribute in table.policy.attributes.values():
        if attribute.id in spoken and isinstance(attribute.type, ListType):
            there = {
                value
                for row in table.rows
                for (known, _), value in table.cases[row.case].values.items()
                if known == attribute.id
            }
            for member in attribute.type.values:
                if member not in there:
                    yield Expected("background-overreach", (attribute.id, member), NOTE)
        elif attribute.id in spoken:
            yield from _regions(table, attribute.id)
    for fact in table.policy.facts:
        for positive in (True, False) if fact in spoken else ():
            if not any(_is_somewhere(table, row, fact, positive) for row in table.rows):
                yield Expected("background-overreach", (fact, str(positive)), NOTE)


def _is_somewhere(table: Table, row: Row, fact: str, positive: bool) -> bool:
    case = table.cases[row.case]
    true = sum(key[0] == fact for key in case.facts)
    if positive:
        return true > 0
    holes = table.policy.facts[fact].holes
    ways = 1
    for hole in holes:
        ways *= len(row.world.of_kind(hole.kind))
    return true < ways


def _regions(table: Table, attribute: str) -> Iterator[Expected]:
    """The stretches of the weight between the numbers that anything compares it with."""
    borders = sorted(set(_borders(table)))
    there = {table.cases[row.case].values[attribute, "I"] for row in table.rows}
    points = [-1, *borders, 4]
    for before, after in pairwise(points):
        if before in borders and before not in there:
            yield Expected("background-overreach", (attribute, str(before)), NOTE)
        between = range(before + 1, after)
        if between and not there & set(between):
            said = str(between[0]) if len(between) == 1 else f"from {between[0]} to {between[-1]}"
            yield Expected("background-overreach", (attribute, said), NOTE)


def _borders(table: Table) -> Iterator[int]:
    formulas = [a.formula for a in table.policy.assumptions.values()]
    formulas += [c.formula for norm in table.norms for c in norm.conditions]
    for formula in formulas:
        for part in _parts(table.policy, formula):
            if isinstance(part, Compare):
                yield part.right.constant


def _parts(policy: Policy, formula: Formula) -> Iterator[Formula]:
    """The formula with all that is in it, and in what it is defined by."""
    yield formula
    if isinstance(formula, Defined):
        yield from _parts(policy, policy.definitions[formula.definition].condition)
    for part in parts_of(formula):
        yield from _parts(policy, part)


def words(policy: Policy, formula: Formula) -> set[str]:
    """The facts and attributes of which a formula speaks, itself or through definitions."""
    found = set()
    for part in _parts(policy, formula):
        match part:
            case Holds(fact, _):
                found.add(fact)
            case ValueIs(attribute, _, _):
                found.add(attribute)
            case Compare(_, left, _):
                found |= {m.attribute for _, m in left.terms if isinstance(m, AttributeOf)}
            case _:
                pass
    return found


# --------------------------------------------------------------------------- guarantees


def gap(table: Table, _: set[str]) -> Iterator[Expected]:
    """A case that the policy claims to cover, and on which no norm of it is live."""
    for claim in table.policy.coverages.values():
        stands = standing(table, _silent(table, claim))
        if stands is not None:
            severity = lowered(table, WARNING, stands)
            yield Expected("gap", (claim.name,), severity, stands.strength, stands.sets)


def _silent(table: Table, claim: Coverage) -> Holding:
    return lambda row: table.in_scope(row, claim.scope) and table.verdict(row) is Verdict.SILENT


def broken(table: Table, promise: Promise, without: Names = frozenset()) -> Holding:
    """A case in the promise's scope with another verdict."""

    def holding(row: Row) -> bool:
        inside = table.in_scope(row, promise.scope)
        return inside and table.verdict(row, promise.column, without) not in promise.verdicts

    return holding


def broken_promise(table: Table, _: set[str]) -> Iterator[Expected]:
    """Some case breaks it; or nothing can be in its scope; or no clause is needed for it. A clause
    that claims not to limit another does."""
    for promise in table.policy.promises.values():
        plainly = promise.under == "plain"
        rows = table.plainly if plainly else table.rows
        fails = broken(table, promise)
        if not any(table.in_scope(row, promise.scope) for row in rows):
            about = ("vacuous", promise.name)
            yield Expected("broken-promise", about, WARNING, outcome=Outcome.VACUOUS)
        elif any(fails(row) for row in rows):
            stands = None if plainly else standing(table, fails)
            severity = ERROR if stands is None else lowered(table, ERROR, stands)
            strength = stands.strength if stands else None
            sets = stands.sets if stands else frozenset()
            yield Expected("broken-promise", (promise.name,), severity, strength, sets)
        elif _trivial(table, promise):
            about = ("trivial", promise.name)
            yield Expected("broken-promise", about, WARNING, outcome=Outcome.VACUOUS)
    for saving in table.policy.savings:
        yield from _limited(table, saving)


def _trivial(table: Table, promise: Promise) -> bool:
    if promise.scope.act is None or Verdict.SILENT in promise.verdicts:
        return False
    return nowhere(table.rows, broken(table, promise, frozenset(table.policy.norms)))


def grounds(table: Table, promise: Promise) -> frozenset[Names] | None:
    """Every smallest set of norms and assumptions with which a promise that holds does hold,
    whether or not the other norms count; None where there are too many to try."""
    norms, assumptions = list(table.policy.norms), list(table.policy.assumptions)
    if len(norms) > 6:
        return None
    rows = [row for row in table.all if row.plain or promise.under == "every"]
    alike = {(table.signature(r), r.broken): r for r in rows if table.in_scope(r, promise.scope)}
    breaking = {
        kept: {
            row.broken
            for row in alike.values()
            if broken(table, promise, frozenset(norms) - kept)(row)
        }
        for kept in _subsets(norms)
    }

    def enough(kept: Names) -> bool:
        with_norms = kept - frozenset(assumptions)
        return all(
            ruled_out & kept
            for counting, cases in breaking.items()
            if with_norms <= counting
            for ruled_out in cases
        )

    return all_smallest([*norms, *assumptions], enough)


def _subsets(names: Sequence[str]) -> Iterator[Names]:
    for size in range(len(names) + 1):
        yield from map(frozenset, combinations(names, size))


def _limited(table: Table, saving: Savings) -> Iterator[Expected]:
    def norms(clause: str) -> list[Norm]:
        found = [table.policy.norms[name] for name in table.policy.clauses[clause].norms]
        return [norm for norm in found if norm.role != "exception"]

    def limits(row: Row) -> bool:
        return any(
            _limits(table, row, own, other)
            for own in norms(saving.clause)
            for other in norms(saving.saved)
            if other.modality is not None
        )

    stands = standing(table, limits)
    if stands is not None:
        about = ("without limiting", saving.clause, saving.saved)
        severity = lowered(table, ERROR, stands)
        yield Expected("broken-promise", about, severity, stands.strength, stands.sets)


def _limits(table: Table, row: Row, own: Norm, other: Norm) -> bool:
    """Whether the first defeats the second, which would be live without it, or denies it."""
    column = LawRegime.ALONE if own.layer == other.layer == 0 else LawRegime.BESIDE
    if not table.live(row, own.id, column):
        return False
    live = bool(table.live(row, other.id, column))
    if any(a.attacker == own.id for a in table.policy.attacks_on(other.id, column)):
        return not live and bool(table.live(row, other.id, column, frozenset({own.id})))
    free = own.is_choice or other.is_choice
    return live and opposed(own.modality, other.modality) and not free


def impossible_case(table: Table, _: set[str]) -> Iterator[Expected]:
    """Nothing in the scope has one of the verdicts."""
    for claim in table.policy.possibilities.values():
        rows = table.plainly if claim.under == "plain" else table.rows
        if not any(
            table.in_scope(row, claim.scope) and table.verdict(row, claim.column) in claim.verdicts
            for row in rows
        ):
            yield Expected("impossible-case", (claim.name,), WARNING)


# --------------------------------------------------------------------------- readings


def matters(table: Table, question: Question) -> str:
    """Whether two readings of the question ever part: with all others read plainly (`alone`), else
    with some reading of them (`others`), or `never`."""
    columns = list(LawRegime) if table.policy.laws else [LawRegime.ALONE]
    plain = table.policy.plain_readings
    found = "never"
    groups: dict[tuple[object, ...], list[Row]] = {}
    for row in table.rows:
        apart = tuple((q, r) for q, r in row.readings.items() if q != question.name)
        groups.setdefault((row.case, apart), []).append(row)
    for rows in groups.values():
        others = [(q, r) for q, r in rows[0].readings.items() if q != question.name]
        parts = any(len({table.verdict(row, column) for row in rows}) > 1 for column in columns)
        if parts and all(plain[q] == r for q, r in others):
            return "alone"
        found = "others" if parts else found
    return found


def consequential_question(table: Table, _: set[str]) -> Iterator[Expected]:
    """Alike in all facts and all other readings, a case has two verdicts."""
    for question in table.policy.questions.values():
        how = matters(table, question)
        if how != "never":
            yield Expected(
                "consequential-question",
                (question.name,),
                NOTE,
                rest=lambda found, how=how: _said_how(found, how),  # type: ignore[misc]
            )


def _said_how(found: Recorded, how: str) -> bool:
    return ("only where another question" in found.headline) == (how == "others")


def idle_question(table: Table, _: set[str]) -> Iterator[Expected]:
    """No case has."""
    for question in table.policy.questions.values():
        if not question.affects_no_verdict and matters(table, question) == "never":
            yield Expected("idle-question", (question.name,), NOTE)


def dependence(table: Table, promise: Promise) -> tuple[set[str], set[Names]]:
    """The questions of which a single one, read otherwise than plainly, decides whether the promise
    holds; and the smallest sets of several others that only together do."""
    fails = broken(table, promise)
    plain = table.policy.plain_readings
    if any(fails(row) for row in table.plainly):
        rescuing = set()
        for question in table.policy.questions.values():
            for reading in question.readings:
                chosen = {**plain, question.name: reading.name}
                rows = [row for row in table.rows if row.readings == chosen]
                if reading.name != question.plain and nowhere(rows, fails):
                    rescuing.add(question.name)
        return rescuing, set()
    sets = table.deviations(row for row in table.rows if fails(row))
    named = {frozenset(question for question, _ in one) for one in sets}
    singly = {name for names in named if len(names) == 1 for name in names}
    larger = {names for names in named if len(names) > 1}
    least = {one for one in larger if not any(other < one for other in larger)}
    return singly, {names for names in least if not names & singly}


def undecided_question(table: Table, _: set[str]) -> Iterator[Expected]:
    """Nobody adopted a reading, and a promise depends on it: each; the rest that matter: in one."""
    undecided = [
        question
        for question in table.policy.questions.values()
        if question.adopted is None and not question.affects_no_verdict
    ]
    promised = set[str]()
    for promise in table.policy.promises.values():
        promised |= dependence(table, promise)[0]
    for question in undecided:
        if question.name in promised:
            yield Expected("undecided-question", (question.name,), WARNING)
    others = [q for q in undecided if q.name not in promised and matters(table, q) != "never"]
    if others:
        about = tuple(sorted(question.name for question in others))
        yield Expected("undecided-question", about, NOTE)
