"""References for the checks between clauses: can they be kept together, and what decides?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations

from tests.oracles.case_table import Row, Table, letter, of_manner
from tests.oracles.expected_findings import (
    ERROR,
    NOTE,
    WARNING,
    Expected,
    Stands,
    lowered,
    nowhere,
    standing,
)
from verifier.findings.finding import Outcome, Strength
from verifier.model import (
    Attribute,
    Case,
    Compare,
    Condition,
    Defined,
    Fact,
    Formula,
    LawRegime,
    Modality,
    Named,
    Norm,
    Variable,
    opposed,
)
from verifier.model.variables import free_variables, parts_of
from verifier.semantics.interpretation import holds

DILEMMA = {Modality.OBLIGED, Modality.FORBIDDEN}


def _pairs(table: Table, causes: set[str]) -> Iterator[tuple[Norm, Norm]]:
    """The opposed norms, in file order."""
    speaking = [n for n in table.norms if letter(n) not in ("", "C") and n.id not in causes]
    for first, second in combinations(speaking, 2):
        if opposed(first.modality, second.modality):
            yield first, second


def _own(table: Table, causes: set[str]) -> Iterator[tuple[Norm, Norm]]:
    return ((a, b) for a, b in _pairs(table, causes) if a.layer == b.layer == 0)


def _both_live(table: Table, first: Norm, second: Norm, column: LawRegime) -> Callable[[Row], bool]:
    def live(row: Row) -> bool:
        return bool(table.live(row, first.id, column) and table.live(row, second.id, column))

    return live


def dilemma(table: Table, causes: set[str]) -> Iterator[Expected]:
    """One duty and one prohibition live on one act."""
    for first, second in _own(table, causes):
        if {first.modality, second.modality} == DILEMMA:
            yield from _conflict(table, "dilemma", first, second)


def antinomy(table: Table, causes: set[str]) -> Iterator[Expected]:
    """A prohibition and a permission, or a duty and an exemption, live on one act."""
    for first, second in _own(table, causes):
        if {first.modality, second.modality} != DILEMMA:
            yield from _conflict(table, "antinomy", first, second)


def _conflict(table: Table, check: str, first: Norm, second: Norm) -> Iterator[Expected]:
    stands = standing(table, _both_live(table, first, second, LawRegime.ALONE))
    if stands is not None:
        severity = lowered(table, ERROR if check == "dilemma" else WARNING, stands)
        about = tuple(sorted((first.id, second.id)))
        yield Expected(check, about, severity, stands.strength, stands.sets)


def conflict_with_law(table: Table, causes: set[str]) -> Iterator[Expected]:
    """The same between the policy and a law, beside each other: the laws that do so under the same
    readings together; and what alone prevents such a conflict, read plainly."""
    groups: dict[tuple[str, Modality | None, Stands], list[str]] = {}
    saved: dict[tuple[str, str], list[str]] = {}
    for first, second in _pairs(table, causes):
        if first.layer == second.layer:
            continue
        law, own = (first, second) if first.layer > second.layer else (second, first)
        stands = standing(table, _both_live(table, own, law, LawRegime.BESIDE))
        if stands is not None:
            groups.setdefault((own.id, law.modality, stands), []).append(law.id)
        if stands is None or stands.strength is Strength.CONTESTABLE:
            for saving in _savings(table, own):
                if _without_it(table, own, law, saving):
                    saved.setdefault((saving, own.id), []).append(law.id)
    for (name, modality, stands), laws in groups.items():
        hard = {modality, table.policy.norms[name].modality} == DILEMMA
        severity = lowered(table, ERROR if hard else WARNING, stands)
        about = (name, *sorted(laws))
        yield Expected("conflict-with-law", about, severity, stands.strength, stands.sets)
    for (saving, name), laws in saved.items():
        about = ("saved by", saving, name, *sorted(laws))
        yield Expected("conflict-with-law", about, NOTE, outcome=Outcome.HOLDS)


def _savings(table: Table, own: Norm) -> list[str]:
    attackers = {a.attacker for a in table.policy.attacks_on(own.id, LawRegime.BESIDE)}
    return [name for name in attackers if table.policy.norms[name].modality is None]


def _without_it(table: Table, own: Norm, law: Norm, saving: str) -> bool:
    gone = frozenset({saving})
    return any(
        table.live(row, own.id, LawRegime.BESIDE, gone)
        and table.live(row, law.id, LawRegime.BESIDE, gone)
        for row in table.plainly
    )


# --------------------------------------------------------------------------- lists


def resolved_clash(table: Table, causes: set[str]) -> Iterator[Expected]:
    """Opposed norms apply together and only one is live: because of what attacks the other."""
    for first, second in _own(table, causes):
        for winner, loser in ((first, second), (second, first)):
            attacks = [
                attack
                for attack in table.policy.attacks_on(loser.id, LawRegime.ALONE)
                if attack.attacker not in causes
            ]

            def decided(row: Row, winner: Norm = winner, loser: Norm = loser) -> bool:
                beaten = table.applies(row, loser.id) and not table.live(row, loser.id)
                return beaten and bool(table.live(row, winner.id))

            for rows in (table.plainly, table.rows):
                where = [row for row in rows if decided(row)]
                if where and attacks:
                    decisive = {
                        attack.attacker
                        for attack in attacks
                        if any(table.at_work(row, attack) for row in where)
                    }
                    about = (winner.id, loser.id, *sorted(decisive))
                    yield Expected("resolved-clash", about, NOTE, outcome=Outcome.HOLDS)
                    break


Relation = tuple[str, str, str]
"""Two norms and how their conditions lie to each other, in the words of the map."""


def relations(table: Table, causes: set[str]) -> list[Relation]:
    """Every two norms of the policy whose conditions can hold on one act, with how they lie to each
    other."""
    found = []
    own = [n for n in table.norms if letter(n) and n.layer == 0 and n.id not in causes]
    for first, second in combinations(own, 2):
        cases = [
            {row.number for row in table.rows if table.applies(row, norm.id)}
            for norm in (first, second)
        ]
        if not cases[0] & cases[1]:
            continue
        if cases[0] == cases[1]:
            said = "apply in exactly the same cases"
        elif cases[0] < cases[1]:
            said = "lies within"
        else:
            said = "contains" if cases[0] > cases[1] else "overlap"
        found.append((first.id, second.id, said))
    return found


def interaction(table: Table, causes: set[str]) -> Iterator[Expected]:
    """One map, where opposed norms overlap."""
    norms = table.policy.norms
    opposing = [
        pair for pair in relations(table, causes)
        if opposed(norms[pair[0]].modality, norms[pair[1]].modality)
    ]  # fmt: skip
    if opposing:
        pairs = sorted(sorted((one, other)) for one, other, _ in opposing)
        about = tuple(name for pair in pairs for name in pair)
        yield Expected("interaction", about, NOTE, outcome=Outcome.HOLDS)


# --------------------------------------------------------------------------- no way out


def no_lawful_course(table: Table, causes: set[str]) -> Iterator[Expected]:
    """Whatever is chosen, and in whatever manner it is done, some prohibition of a smallest set is
    live on every act that does the duty."""
    own = [n for n in table.norms if n.layer == 0 and n.id not in causes]
    for duty in own:
        if duty.modality is not Modality.OBLIGED:
            continue
        found: list[frozenset[str]] = []
        forbidding = [n for n in own if _forbids_all(table, duty, n)]
        for size in range(1, 4):
            for together in combinations(forbidding, size):
                names = frozenset(norm.id for norm in together)
                strength = _blocked(table, duty, together)
                if strength is None or any(known <= names for known in found):
                    continue
                found.append(names)
                if duty.is_choice or size > 1:
                    about = (duty.id, *sorted(names))
                    yield Expected("no-lawful-course", about, ERROR, strength)


def _forbids_all(table: Table, duty: Norm, norm: Norm) -> bool:
    """Whether the prohibition can be about every act that does the duty, and leaves a choice, of
    things or of manner."""
    if norm.modality is not Modality.FORBIDDEN or duty.act is None or norm.act is None:
        return False
    under = _acts_under(table, norm.act.act)
    manner = any(of_manner(table.policy, c.formula) for c in norm.conditions)
    return _acts_under(table, duty.act.act) <= under and (duty.is_choice or manner)


def _acts_under(table: Table, act: str) -> set[str]:
    """The acts that can count as this one."""
    found = {act}
    for rule in table.policy.counts_as:
        if rule.target in found:
            found.add(rule.source)
    return found


def _blocked(table: Table, duty: Norm, together: Sequence[Norm]) -> Strength | None:
    chosen = set(duty.act.choice) if duty.act is not None else set()

    def situation(norm: Norm, but: set[str]) -> frozenset[int]:
        """The lines that speak neither of the act nor of what can be chosen."""

        def speaks(line: Condition) -> bool:
            of = {v.name for v in free_variables(line.formula)} & but
            return bool(of) or of_manner(table.policy, line.formula)

        return frozenset(n for n, line in enumerate(norm.conditions) if not speaks(line))

    def roles(norm: Norm) -> set[str]:
        """The norm's own names for what the duty leaves to be chosen."""
        assert duty.act is not None
        assert norm.act is not None
        if not chosen:
            return set()
        mine = norm.act.terms
        if norm.act.act == duty.act.act:
            mine = tuple(
                m for m, theirs in zip(mine, duty.act.terms, strict=True) if theirs in chosen
            )
        return {term.name for term in mine if isinstance(term, Variable)}

    def lies(row: Row) -> bool:
        return all(table.applies(row, n.id, situation(n, roles(n))) for n in together)

    def way(row: Row) -> bool:
        done = table.applies(row, duty.id, situation(duty, set())) and lies(row)
        return done and not any(table.live(row, norm.id) for norm in together)

    if not nowhere(table.plainly, way):
        return None
    if nowhere(table.plainly, lambda row: bool(table.live(row, duty.id)) and lies(row)):
        return None
    return Strength.ROBUST if nowhere(table.rows, way) else Strength.PLAIN


# --------------------------------------------------------------------------- two cases


def _partners(table: Table, word: str) -> Mapping[tuple[object, ...], list[Row]]:
    """The rows that differ in nothing but one fact or attribute, together."""
    found: dict[tuple[object, ...], list[Row]] = {}
    for row in table.rows:
        case = table.cases[row.case]
        key = (_but_for(case, word), tuple(row.readings.values()))
        found.setdefault(key, []).append(row)
    return found


def _but_for(case: Case, word: str) -> tuple[object, ...]:
    facts = frozenset(key for key in case.facts if key[0] != word)
    values = frozenset(item for item in case.values.items() if item[0][0] != word)
    return case.things, facts, values, case.act


def _two(table: Table, word: str) -> Iterator[tuple[Row, Row]]:
    for rows in _partners(table, word).values():
        for first in rows:
            for second in rows:
                if first is not second:
                    yield first, second


def _words(table: Table, whose: str) -> dict[str, str]:
    declared: dict[str, Fact | Attribute] = {**table.policy.facts, **table.policy.attributes}
    parties = {
        word: found.judged_by if whose == "judged" else found.controlled_by
        for word, found in declared.items()
    }
    return {word: party for word, party in parties.items() if party is not None}


def controlled_condition(table: Table, causes: set[str]) -> Iterator[Expected]:
    """A duty or prohibition speaks in one case, and none of its kind in another that differs in
    nothing but what lies in the hands of the one who acts."""
    controlled = _words(table, "controlled")
    for norm in table.norms:
        protecting = norm.modality in (Modality.OBLIGED, Modality.FORBIDDEN)
        if not protecting or norm.layer > 0 or norm.id in causes:
            continue
        for plainly in (True, False):
            ending = [
                word
                for word, party in controlled.items()
                if norm.bearer == Named(party) or not isinstance(norm.bearer, Named)
                if any(
                    (first.plain or not plainly)
                    and table.cases[first.case].act.agent == party
                    and table.live(first, norm.id)
                    and letter(norm) not in table.positions(second)
                    for first, second in _two(table, word)
                )
            ]
            if ending:
                about = (norm.id, *sorted(ending))
                yield Expected("controlled-condition", about, NOTE)
                break


def discretion(table: Table, _: set[str]) -> Iterator[Expected]:
    """Two cases differ in nothing but a judgment, and in what the policy says of the act."""
    for word in _words(table, "judged"):
        pairs = list(_two(table, word))
        for plainly in (True, False):
            chosen = [(a, b) for a, b in pairs if a.plain or not plainly]
            if any(table.positions(a) != table.positions(b) for a, b in chosen):
                deciding = [
                    norm.id
                    for norm in table.norms
                    if norm.modality is not None
                    and any(
                        table.live(a, norm.id) and not table.live(b, norm.id) for a, b in chosen
                    )
                ]
                yield Expected("discretion", (word, *sorted(deciding)), NOTE)
                break


# --------------------------------------------------------------------------- edges


def edge_value(table: Table, causes: set[str]) -> Iterator[Expected]:
    """Two norms count a number to different sides, and a case with just this number shows it."""
    groups: dict[int, list[tuple[Norm, int, str]]] = {}
    for norm in table.norms:
        if norm.modality is not None and norm.layer == 0 and norm.id not in causes:
            for found in dict.fromkeys(_thresholds(table, norm)):
                groups.setdefault(found[3], []).append(found[:3])
    for border, group in groups.items():
        exact = {norm.id for norm, _, how in group if how == "="}
        for norm, _, _ in group:
            own = {how for other, _, how in group if other is norm}
            if {">=", "<="} <= own:
                exact.add(norm.id)
        sides = [found for found in group if found[0].id not in exact]
        for first, second in combinations(sides, 2):
            yield from _at_the_edge(table, border, group, first, second)


Threshold = tuple[Norm, int, str, int]
CONTRARY = {"<": ">=", "<=": ">", "=": "!=", "!=": "=", ">": "<=", ">=": "<"}


def _thresholds(table: Table, norm: Norm) -> Iterator[Threshold]:
    """The comparisons of the weight with a number in the norm's lines: the norm, the line, how."""

    def of(formula: Formula, positive: bool) -> Iterator[tuple[str, int]]:
        match formula:
            case Compare(operator, _, right):
                how = operator if positive else CONTRARY[operator]
                if how != "!=":
                    yield how, right.constant
            case Defined(name, _):
                yield from of(table.policy.definitions[name].condition, positive)
            case _:
                turned = type(formula).__name__ == "Not"
                for part in parts_of(formula):
                    yield from of(part, positive != turned)

    for place, line in enumerate(norm.conditions):
        for how, border in of(line.formula, True):
            yield norm, place, how, border


def _at_the_edge(
    table: Table,
    border: int,
    group: Sequence[tuple[Norm, int, str]],
    first: tuple[Norm, int, str],
    second: tuple[Norm, int, str],
) -> Iterator[Expected]:
    above = [found[2] in (">", ">=") for found in (first, second)]
    inclusive = [found[2] in (">=", "<=") for found in (first, second)]
    with_the_higher = [found[2] in (">=", "<") for found in (first, second)]
    if first[0] is second[0] or with_the_higher[0] == with_the_higher[1]:
        return
    both_apply = above[0] != above[1] and inclusive[0]
    if both_apply and not opposed(first[0].modality, second[0].modality):
        return
    others = {norm.id for norm, _, _ in group} - {first[0].id, second[0].id}

    def shows(row: Row) -> bool:
        case = table.cases[row.case]
        if case.values["weight of item", "I"] != border:
            return False
        for (norm, line, _), lets_in in zip((first, second), inclusive, strict=True):
            rest = frozenset(range(len(norm.conditions))) - {line}
            if not table.applies(row, norm.id, rest):
                return False
            if table.applies(row, norm.id) != lets_in:
                return False
        left = not any(inclusive)
        return not left or not any(table.applies(row, other) for other in others)

    stands = standing(table, shows)
    if stands is not None:
        names = sorted((first[0].id, second[0].id))

        yield Expected(
            "edge-value",
            tuple(names),
            lowered(table, NOTE, stands),
            stands.strength,
            stands.sets,
            rest=lambda found: found.reason[-1] == str(border),
        )


# --------------------------------------------------------------------------- who is protected


def beneficiaries(table: Table, causes: set[str]) -> Iterator[Expected]:
    """The different classes of persons whom duties and prohibitions protect, read plainly."""
    classes: list[tuple[frozenset[int], list[str]]] = []
    said = set()
    for norm in table.norms:
        found = _protected(table, causes, norm)
        if found is not None:
            lines, cases = found
            said.add(lines)
            for known, names in classes:
                if known == cases:
                    names.append(norm.id)
                    break
            else:
                classes.append((cases, [norm.id]))
    if len(classes) > 1:
        everybody = [name for _, names in classes for name in names]
        yield Expected(
            "beneficiaries",
            tuple(sorted(everybody)),
            NOTE,
            outcome=Outcome.HOLDS,
        )


def _protected(
    table: Table, causes: set[str], norm: Norm
) -> tuple[frozenset[int], frozenset[int]] | None:
    """The lines that speak of the person whom the norm touches and of nothing else, and the cases
    in which they hold."""
    protecting = norm.modality in (Modality.OBLIGED, Modality.FORBIDDEN)
    if not protecting or norm.layer > 0 or norm.id in causes or norm.act is None:
        return None
    person = next(
        (t for t in norm.act.terms if isinstance(t, Variable) and t.kind == "person"), None
    )
    if person is None:
        return None
    lines = frozenset(
        place
        for place, line in enumerate(norm.conditions)
        if free_variables(line.formula) == {person} and not of_manner(table.policy, line.formula)
    )
    env = {person.name: "P"}
    cases = frozenset(
        row.case
        for row in table.plainly
        if all(holds(row.world, norm.conditions[n].formula, env) for n in lines)
    )
    return lines, cases
