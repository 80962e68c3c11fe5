"""Every case of a tiny policy under every reading, evaluated once by the interpreter: what the
references for the checks look things up in.

The cases have one thing in each role of the act. Their conditions speak of these things and of the
act alone, so further things of their kinds would change nothing; what an assumption demands of
every thing, further things can be spared by not being there. Of a further kind (`free`), of which
conditions speak one thing at a time, only matters which sorts of it there are: the cases have each
set of sorts once. Where conditions count those about a thing in a role, they have of the sorts that
are about one as many as are counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain, combinations, product
from typing import TypeVar

from tests.generators.cases import values_of
from tests.generators.tiny_policies import Made
from verifier.model import (
    ActInQuestion,
    ActIs,
    Attack,
    Case,
    CaseClass,
    Defined,
    FactKey,
    Formula,
    Holds,
    LawRegime,
    Named,
    Norm,
    Policy,
    Readings,
    Reads,
    Thing,
    Variable,
    Verdict,
)
from verifier.model.variables import free_variables, parts_of
from verifier.semantics.conditions import done_as, holds
from verifier.semantics.evaluate import evaluate
from verifier.semantics.norms import attacks_on
from verifier.semantics.well_formed import kinds_of
from verifier.semantics.world import Instance, World, assignments

T = TypeVar("T")

Choice = tuple[str, str]
"""A question and how it is read."""


@dataclass(frozen=True, eq=False)
class Row:
    """One case under one reading. broken: the assumptions that it does not keep."""

    number: int
    case: int
    world: World
    readings: Readings
    broken: frozenset[str]
    plain: bool


Holding = Callable[[Row], bool]
"""What may be so of a case under a reading."""


class Table:
    """All cases of a policy under all readings; `rows` are those that can be, `all` also those that
    break an assumption."""

    def __init__(self, policy: Policy, made: Made) -> None:
        self.policy = policy
        self.made = made
        self.cases = list(_cases(policy, made))
        self.norms = list(policy.norms.values())
        names = list(policy.questions)
        ways = product(*([r.name for r in q.readings] for q in policy.questions.values()))
        self.readings: list[Readings] = [dict(zip(names, way, strict=True)) for way in ways]
        self._questions: dict[object, frozenset[str]] = {}
        self._instances: dict[object, tuple[Instance, ...]] = {}
        self._scopes: dict[object, bool] = {}
        self._signatures: dict[object, int] = {}
        self._of_row: dict[int, int] = {}
        self._live: dict[object, Mapping[str, tuple[Instance, ...]]] = {}
        self._left: dict[object, bool] = {}
        self._by_case: dict[object, list[Row]] = {}
        self.all = list(self._rows())
        self.rows = [row for row in self.all if not row.broken]
        self.plainly = [row for row in self.rows if row.plain]

    def _rows(self) -> Iterator[Row]:
        plain = self.policy.plain_readings
        for number, case in enumerate(self.cases):
            broken: frozenset[str] | None = None
            for readings in self.readings:
                world = World(self.policy, case, readings)
                if broken is None:
                    assumed = self.policy.assumptions.values()
                    broken = frozenset(a.name for a in assumed if not holds(world, a.formula, {}))
                row = number * len(self.readings) + self.readings.index(readings)
                yield Row(row, number, world, readings, broken, readings == plain)

    # ---------------------------------------------------------------- norms

    def instances(
        self, row: Row, norm: Norm, lines: frozenset[int] | None = None
    ) -> tuple[Instance, ...]:
        """The instances for which the norm's condition holds (with only some of its lines)."""
        asked = self._asked(row, norm)
        key = (row.case, asked, norm.id, lines)
        if key not in self._instances:
            conditions = norm.conditions
            if lines is not None:
                conditions = tuple(c for place, c in enumerate(conditions) if place in lines)
            left = {v for c in conditions for v in free_variables(c.formula)}
            introduced = tuple(v for v in norm.locals if v in left)
            found = (
                tuple(env[parameter.name] for parameter in norm.parameters)
                for match in done_as(row.world, norm.bearer, norm.act)
                for env in assignments(row.world, norm.parameters, match)
                if any(
                    all(holds(row.world, c.formula, full) for c in conditions)
                    for full in assignments(row.world, introduced, env)
                )
            )
            self._instances[key] = tuple(dict.fromkeys(found))
        return self._instances[key]

    def applies(self, row: Row, norm: str, lines: frozenset[int] | None = None) -> bool:
        return bool(self.instances(row, self.policy.norms[norm], lines))

    def _asked(self, row: Row, norm: Norm) -> tuple[str, ...]:
        """How the questions are read that the norm's condition can depend on."""
        if norm.id not in self._questions:
            formulas = [c.formula for c in norm.conditions]
            formulas += [rule.condition for rule in self.policy.counts_as]
            self._questions[norm.id] = frozenset(chain(*map(self._reads, formulas)))
        return tuple(row.readings[name] for name in sorted(self._questions[norm.id]))

    def _reads(self, formula: Formula) -> Iterator[str]:
        match formula:
            case Reads(question, _):
                yield question
            case Defined(name, _):
                yield from self._reads(self.policy.definitions[name].condition)
            case _:
                pass
        for part in parts_of(formula):
            yield from self._reads(part)

    def live(
        self,
        row: Row,
        norm: str,
        column: LawRegime = LawRegime.ALONE,
        without: frozenset[str] = frozenset(),
    ) -> tuple[Instance, ...]:
        """The live instances of a norm, with some norms left out."""
        return self._lives(row, column, without).get(norm, ())

    def _lives(
        self, row: Row, column: LawRegime, without: frozenset[str]
    ) -> Mapping[str, tuple[Instance, ...]]:
        key = (self.signature(row), column, without)
        if key not in self._live:
            self._live[key] = dict(self._worked_out(row, column, without))
        return self._live[key]

    def signature(self, row: Row) -> int:
        """The same for rows in which the same instances of all norms apply."""
        if row.number not in self._of_row:
            applying = tuple(self.instances(row, norm) for norm in self.norms)
            number = self._signatures.setdefault(applying, len(self._signatures))
            self._of_row[row.number] = number
        return self._of_row[row.number]

    def _worked_out(
        self, row: Row, column: LawRegime, without: frozenset[str]
    ) -> Iterator[tuple[str, tuple[Instance, ...]]]:
        """Attackers first: what applies and is attacked by nothing live that agrees with it."""
        policy = self.policy
        found: dict[str, tuple[Instance, ...]] = {}
        for name in policy.attackers_first:
            norm = policy.norms[name]
            if name in without or (norm.layer and column is LawRegime.ALONE):
                continue
            found[name] = tuple(
                instance
                for instance in self.instances(row, norm)
                if not any(
                    _agree(policy, attack.mapping, attack.attacker, name, attacking, instance)
                    for attack in attacks_on(policy, name, column)
                    for attacking in found.get(attack.attacker, ())
                )
            )
            yield name, found[name]

    def at_work(self, row: Row, attack: Attack) -> bool:
        """Whether a live instance of the attacker agrees with one for which the target applies."""
        return any(
            _agree(self.policy, attack.mapping, attack.attacker, attack.target, attacking, instance)
            for instance in self.instances(row, self.policy.norms[attack.target])
            for attacking in self.live(row, attack.attacker)
        )

    def positions(
        self, row: Row, column: LawRegime = LawRegime.ALONE, without: frozenset[str] = frozenset()
    ) -> frozenset[str]:
        """The letters of what live norms say of the act; C: a duty to do some act of a kind; D: of
        some duty, no way is left. There are no days here, so that nothing is late."""
        live = self._lives(row, column, without)
        found = frozenset(letter(self.policy.norms[n]) for n, found in live.items() if found) - {""}
        if "F" in found and any(
            self.no_way_left(row, norm, column, without) for norm in self.norms if norm.is_duty
        ):
            return found | {"D"}
        return found

    def no_way_left(
        self,
        row: Row,
        duty: Norm,
        column: LawRegime = LawRegime.ALONE,
        without: frozenset[str] = frozenset(),
        by: frozenset[str] | None = None,
    ) -> bool:
        """Whether a live instance of the duty asks for the act, and each act that would do what it
        asks for, this one included, is forbidden (by one of some norms)."""
        key = (row.number, duty.id, column, without, by)
        if key not in self._left:
            self._left[key] = self._forbidden(row, column, without, by) and any(
                all(
                    self._forbidden(other, column, without, by)
                    for other in self._same_case(row)
                    if self.cases[other.case].act.act in self._ways(duty)
                    and any(
                        _alike(duty, instance, one)
                        for one in self._lives(other, column, without).get(duty.id, ())
                    )
                )
                for instance in self._lives(row, column, without).get(duty.id, ())
            )
        return self._left[key]

    def _ways(self, duty: Norm) -> tuple[str, ...]:
        return self.policy.ways_of[duty.act.act] if duty.act else ()

    def _forbidden(
        self, row: Row, column: LawRegime, without: frozenset[str], by: frozenset[str] | None
    ) -> bool:
        live = self._lives(row, column, without)
        return any(
            found and letter(self.policy.norms[name]) == "F" and (by is None or name in by)
            for name, found in live.items()
        )

    def _same_case(self, row: Row) -> list[Row]:
        """The same case under the same reading, with each act that the same agent can do."""
        if not self._by_case:
            for one in self.all:
                self._by_case.setdefault(self._apart_from_the_act(one), []).append(one)
        return self._by_case[self._apart_from_the_act(row)]

    def _apart_from_the_act(self, row: Row) -> object:
        case = self.cases[row.case]
        readings = tuple(row.readings.items())
        values = tuple(sorted(case.values.items()))
        return case.things, case.facts, values, case.act.agent, readings

    def verdict(
        self, row: Row, column: LawRegime = LawRegime.ALONE, without: frozenset[str] = frozenset()
    ) -> Verdict:
        return _verdict(self.positions(row, column, without))

    def verdict_without(self, row: Row, attack: Attack) -> Verdict:
        """The verdict of the policy without one priority."""
        attacks = tuple(other for other in self.policy.attacks if other != attack)
        changed = replace(self.policy, attacks=attacks)
        return evaluate(changed, self.cases[row.case], row.readings).verdict

    def in_scope(self, row: Row, scope: CaseClass) -> bool:
        """Whether the case belongs to the scope, for some things in its variables."""
        key = (id(scope), row.number)
        if key not in self._scopes:
            self._scopes[key] = any(
                all(holds(row.world, c.formula, full) for c in scope.conditions)
                for match in done_as(row.world, scope.bearer, scope.act)
                for env in assignments(row.world, scope.variables, match)
                for full in assignments(row.world, scope.locals, env)
            )
        return self._scopes[key]

    def plain_of(self, row: Row) -> Row:
        """The same case read plainly."""
        return next(r for r in self.all if r.case == row.case and r.plain)

    # ---------------------------------------------------------------- under which readings

    def deviations(self, rows: Iterable[Row]) -> frozenset[frozenset[Choice]]:
        """The smallest sets of readings, beside the plain ones, under which one of the rows is."""
        plain = self.policy.plain_readings
        return smallest_sets(
            frozenset((q, r) for q, r in row.readings.items() if r != plain[q]) for row in rows
        )

    def everywhere(self, holding: Holding) -> bool:
        """Whether one case, which can be under every reading, has it under each."""
        failing = {row.case for row in self.all if row.broken or not holding(row)}
        return any(row.case not in failing for row in self.rows)


def smallest_sets(sets: Iterable[frozenset[Choice]]) -> frozenset[frozenset[Choice]]:
    """Those that contain no other."""
    distinct = set(sets)
    return frozenset(one for one in distinct if not any(other < one for other in distinct))


def letter(norm: Norm) -> str:
    """The position that the norm gives an act; nothing for what only defeats others."""
    if norm.modality is None:
        return ""
    return "C" if norm.act is not None and norm.act.choice else norm.modality.value


def of_manner(policy: Policy, formula: Formula) -> bool:
    """Whether a formula speaks of the act itself."""
    match formula:
        case Holds(fact, _):
            return policy.facts[fact].about_act
        case ActIs():
            return True
        case Defined(name, _):
            return of_manner(policy, policy.definitions[name].condition)
        case _:
            return any(of_manner(policy, part) for part in parts_of(formula))


def _verdict(positions: frozenset[str]) -> Verdict:
    """The first match of the table of verdicts."""
    table = (
        ("D", Verdict.DILEMMA),
        ("FP", Verdict.ANTINOMY),
        ("OE", Verdict.ANTINOMY),
        ("F", Verdict.PROHIBITED),
        ("O", Verdict.OBLIGED),
        ("PE", Verdict.FREE),
        ("E", Verdict.EXEMPT),
        ("C", Verdict.OBLIGED),
        ("P", Verdict.PERMITTED),
    )
    return next((verdict for row, verdict in table if set(row) <= positions), Verdict.SILENT)


def _alike(duty: Norm, one: Instance, other: Instance) -> bool:
    """Whether two instances of a duty differ in nothing but what it leaves to be chosen."""
    chosen = duty.act.choice if duty.act else ()
    return all(
        mine == theirs or parameter in chosen
        for parameter, mine, theirs in zip(duty.parameters, one, other, strict=True)
    )


def _agree(
    policy: Policy,
    mapping: tuple[tuple[Variable, Variable], ...],
    attacker: str,
    target: str,
    attacking: Instance,
    attacked: Instance,
) -> bool:
    own, others = policy.norms[attacker].parameters, policy.norms[target].parameters
    return all(attacking[own.index(a)] == attacked[others.index(b)] for a, b in mapping)


# --------------------------------------------------------------------------- all cases


def _cases(policy: Policy, made: Made) -> Iterator[Case]:
    roles = {role.kind: role.name for role in made.roles}
    fixed = [_thing(policy, role.kind, role.name) for role in made.roles]
    facts = [f for f in policy.facts.values() if made.free not in {h.kind for h in f.holes}]
    keys = [(fact.id, tuple(roles[hole.kind] for hole in fact.holes)) for fact in facts]
    for sorts in _several(list(_sorts(policy, made, roles)), made.most):
        things = [*fixed, *(Thing(f"R{n}", made.free) for n, _ in enumerate(sorts, 1))]
        further = frozenset(key for n, sort in enumerate(sorts, 1) for key in sort(f"R{n}"))
        for chosen in _sets(keys):
            for values in _values(policy, things):
                for act in _acts(policy, roles):
                    yield Case(tuple(things), frozenset(chosen) | further, values, {}, act)


def _thing(policy: Policy, kind: str, name: str) -> Thing:
    root = policy.roots[kind]
    return Thing(name, root, frozenset({kind}) - {root})


Sort = Callable[[str], Iterable[FactKey]]
"""The facts that are so of a thing of the free kind, given its name."""


def _sorts(policy: Policy, made: Made, roles: Mapping[str, str]) -> Iterator[Sort]:
    if not made.free:
        return
    facts = [f for f in policy.facts.values() if made.free in {h.kind for h in f.holes}]
    for chosen in _sets(facts):

        def sort(name: str, chosen: tuple[object, ...] = chosen) -> Iterable[FactKey]:
            for fact in facts:
                if fact in chosen:
                    named = (roles.get(hole.kind, name) for hole in fact.holes)
                    yield fact.id, tuple(named)

        yield sort


def _several(sorts: list[Sort], most: int) -> Iterator[tuple[Sort, ...]]:
    """Every choice of sorts: none or one of each, and of those about a thing in a role up to
    `most`."""
    numbers = [most if any(len(key[1]) > 1 for key in sort("")) else 1 for sort in sorts]
    for chosen in product(*(range(number + 1) for number in numbers)):
        yield tuple(sort for sort, number in zip(sorts, chosen, strict=True) for _ in range(number))


def _sets(items: list[T]) -> Iterator[tuple[T, ...]]:
    return chain.from_iterable(combinations(items, size) for size in range(len(items) + 1))


def _values(policy: Policy, things: list[Thing]) -> Iterator[dict[tuple[str, str], str | int]]:
    wanted = [
        (attribute, name)
        for attribute in policy.attributes.values()
        for name, kinds in kinds_of(policy, things).items()
        if attribute.kind in kinds
    ]
    for values in product(*(values_of(attribute) for attribute, _ in wanted)):
        yield {(a.id, name): v for (a, name), v in zip(wanted, values, strict=True)}


def _acts(policy: Policy, roles: Mapping[str, str]) -> Iterator[ActInQuestion]:
    """Acts by whoever some norm binds, and by the Office; where norms bind every party, the Board
    stands for all others."""
    bearers = [norm.bearer for norm in policy.norms.values()]
    bound = {bearer.name for bearer in bearers if isinstance(bearer, Named)}
    bound |= {"the Board" for bearer in bearers if isinstance(bearer, Variable)}
    for agent in sorted({"the Office"} | bound):
        for act in policy.acts.values():
            yield ActInQuestion(act.id, agent, tuple(roles[hole.kind] for hole in act.holes))
