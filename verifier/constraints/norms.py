"""What the norms say of an act: a policy goes in; a definition for each norm that applies, each
that is live, each position and each verdict comes out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from verifier.constraints.choices import Choices
from verifier.constraints.conditions import Conditions
from verifier.constraints.logic import FALSE, TRUE, called, either, every, no
from verifier.constraints.text import Defined
from verifier.constraints.vocabulary import Vocabulary
from verifier.model import (
    Attack,
    CaseClass,
    Condition,
    LawRegime,
    Modality,
    Norm,
    Variable,
    Verdict,
)

COLUMNS = {
    LawRegime.ALONE: "",
    LawRegime.BESIDE: " beside the law",
    LawRegime.END: " in the end",
}
GIVES = {
    "O": "the act is obliged",
    "F": "the act is forbidden",
    "P": "the act is permitted",
    "E": "the act is exempt",
    "C": "some act like this is obliged",
    "D": "of some duty no way is left",
    "L": "some duty is late",
}


@dataclass(frozen=True)
class Norms:
    """The norms of a policy in one column, for the act in question or another way of doing it."""

    words: Vocabulary
    column: LawRegime = LawRegime.ALONE
    way: str | None = None

    @property
    def conditions(self) -> Conditions:
        return Conditions(self.words, self.way)

    @property
    def choices(self) -> Choices:
        return Choices(self.conditions)

    def of_way(self, way: str) -> Norms:
        """The same of an act of this description in the place of the one in question."""
        return replace(self, way=way)

    # ------------------------------------------------------------------ norms

    def speaks(self, norm: Norm) -> bool:
        """Section 10: a norm counts in a column: alone, the policy says what no law says."""
        return norm.layer == 0 or self.column is not LawRegime.ALONE

    def attacks_on(self, norm: Norm) -> Iterator[Attack]:
        """Sections 7 and 10: the attacks on a norm that count in a column."""
        policy = self.words.policy
        for attack in policy.attacks_by_target.get(norm.id, ()):
            if self.column in attack.columns and self.speaks(policy.norms[attack.attacker]):
                yield attack

    def symbols(self, norm: Norm) -> list[str]:
        return [self.words.variable(one.name) for one in norm.parameters]

    def applicable(self, norm: Norm) -> Defined:
        """Section 16, When a norm speaks: the act is done by the norm's bearer and falls under its
        description, and its conditions are true."""

        def body() -> str:
            kinds = (
                self.words.of_kind(self.words.variable(one.name), one.kind)
                for one in norm.parameters
            )
            done = self.conditions.done_as(norm.bearer, norm.act, {})
            conditions = self.conditions_hold(norm.locals, norm.conditions)
            return every([*kinds, done, conditions])

        said = f"{norm.id} is applicable"
        return self.conditions.define(
            ("applicable", norm.id), said, norm.parameters, body, remarks(norm)
        )

    def conditions_hold(
        self, variables: tuple[Variable, ...], conditions: tuple[Condition, ...]
    ) -> str:
        """Section 4: there are things for the variables with which all conditions are true."""
        lines = every(self.conditions.holds(one.formula, {}) for one in conditions)
        return self.words.quantified("exists", variables, lines)

    def live(self, norm: Norm) -> Defined:
        """Section 16, When a norm speaks: it applies, and no live instance of an attacker agrees
        with it."""

        def body() -> str:
            applies = self.conditions.call(self.applicable(norm), self.symbols(norm))
            return every([applies, *(no(self.defeated(one)) for one in self.attacks_on(norm))])

        grounds = tuple(
            f"{self.told(one)} defeats it, by {one.ground}" for one in self.attacks_on(norm)
        )
        said = f"{norm.id} is live{COLUMNS[self.column]}"
        key = ("live", norm.id, self.column)
        return self.conditions.define(key, said, norm.parameters, body, grounds)

    def told(self, attack: Attack) -> str:
        pairs = ", ".join(f"the {other.name}" for _, other in attack.mapping)
        return f"{attack.attacker} (of the same: {pairs})" if pairs else attack.attacker

    def defeated(self, attack: Attack) -> str:
        """Section 16, When a norm speaks: a live instance of the attacker agrees with this one in
        each pair of parameters that the attack maps."""
        attacker = self.words.policy.norms[attack.attacker]
        own = {
            one: Variable(f"{one.name} of {attacker.id}", one.kind) for one in attacker.parameters
        }
        agree = [self.agree(own[mine], other) for mine, other in attack.mapping]
        things = [self.words.variable(one.name) for one in own.values()]
        live = self.conditions.call(self.live(attacker), things)
        return self.words.quantified("exists", own.values(), every([*agree, live]))

    def agree(self, mine: Variable, other: Variable) -> str:
        if self.words.root(mine.kind) != self.words.root(other.kind):
            return FALSE
        return f"(= {self.words.variable(mine.name)} {self.words.variable(other.name)})"

    def speaks_of_the_act(self, norm: Norm) -> str:
        """Some instance of the norm is live."""
        if not self.speaks(norm):
            return FALSE
        return self.words.quantified(
            "exists", norm.parameters, self.conditions.call(self.live(norm), self.symbols(norm))
        )

    # ------------------------------------------------------------------ positions and verdicts

    def position(self, position: str) -> str:
        """Section 16, Verdicts: some live norm gives the act this position."""
        key = ("position", position, self.column)
        said = f"{GIVES[position]}{COLUMNS[self.column]}"
        written = self.conditions.define(key, said, (), lambda: self._position(position))
        return self.conditions.call(written, ())

    def _position(self, position: str) -> str:
        norms = [norm for norm in self.words.policy.norms.values() if self.speaks(norm)]
        match position:
            case "D":
                return either(self.no_way_left(norm) for norm in norms if norm.is_duty)
            case "L":
                return either(self.late(norm) for norm in norms if norm.is_duty)
            case "C":
                given = [n for n in norms if n.modality is Modality.OBLIGED and n.is_choice]
            case "O":
                given = [n for n in norms if n.modality is Modality.OBLIGED and not n.is_choice]
            case _:
                given = [norm for norm in norms if norm.modality == Modality(position)]
        return either(self.speaks_of_the_act(norm) for norm in given)

    def late(self, norm: Norm) -> str:
        """Section 6: a live instance of a duty asks for the act, and its time is over."""
        if not (norm.window and norm.window.latest):
            return FALSE
        live = self.conditions.call(self.live(norm), self.symbols(norm))
        in_time = self.conditions.call(self.choices.in_time(norm), self.symbols(norm))
        return self.words.quantified("exists", norm.parameters, every((live, no(in_time))))

    def no_way_left(self, norm: Norm) -> str:
        """Section 16, Time: a live instance of a duty asks for the act, in time, and it and every
        other act that would do in time what the instance asks for are forbidden."""
        live = self.conditions.call(self.live(norm), self.symbols(norm))

        def body() -> str:
            in_time = self.conditions.call(self.choices.in_time(norm), self.symbols(norm))
            assert norm.act is not None
            ways = (self.ways(norm, way) for way in self.words.policy.ways_of[norm.act.act])
            return every([live, in_time, self.position("F"), *ways])

        key = ("no way left", norm.id, self.column)
        said = f"{norm.id} leaves no way{COLUMNS[self.column]}"
        told = ("live, in time, and forbidden, as is every act that would do what it asks for",)
        written = self.conditions.define(key, said, norm.parameters, body, told)
        called_ = self.conditions.call(written, self.symbols(norm))
        return self.words.quantified("exists", norm.parameters, called_)

    def ways(self, norm: Norm, way: str) -> str:
        """Section 16, Time: every act of this description that would do in time what the instance
        asks for is forbidden."""
        other = self.of_way(way)
        return self.choices.every_act(way, self.live_of_way(other, norm), other.position("F"))

    def live_of_way(self, other: Norms, norm: Norm) -> str:
        """Another act does in time what an instance asks for that differs from this one in nothing
        but what the duty leaves to be chosen."""
        chosen = norm.act.choice if norm.act else ()
        free = {one: Variable(f"{one.name} chosen", one.kind) for one in chosen}
        things = [self.words.variable(free.get(one, one).name) for one in norm.parameters]
        live = other.conditions.call(other.live(norm), things)
        in_time = other.conditions.call(other.choices.in_time(norm), things)
        chosen_ones = [free[one] for one in norm.parameters if one in free]
        return self.words.quantified("exists", chosen_ones, every((live, in_time)))

    def verdict(self, verdict: Verdict) -> str:
        """Section 16, Verdicts: the first line of the table that fits is this one."""
        key = ("verdict", verdict, self.column)
        said = f"the verdict is {verdict}{COLUMNS[self.column]}"
        written = self.conditions.define(key, said, (), lambda: self._verdict(verdict))
        return called(written.symbol, ())

    def _verdict(self, verdict: Verdict) -> str:
        rows = self._table()
        before = [[no(row) for row, _ in rows[:index]] for index in range(len(rows))]
        return either(
            every([*before[index], row])
            for index, (row, of_row) in enumerate(rows)
            if of_row is verdict
        )

    def _table(self) -> list[tuple[str, Verdict]]:
        o, f, p, e, c, d, late = (self.position(one) for one in "OFPECDL")
        return [
            (d, Verdict.DILEMMA),
            (either((every((f, p)), every((o, e)))), Verdict.ANTINOMY),
            (f, Verdict.PROHIBITED),
            (every((o, late)), Verdict.LATE),
            (o, Verdict.OBLIGED),
            (every((p, e)), Verdict.FREE),
            (e, Verdict.EXEMPT),
            (every((c, late)), Verdict.LATE),
            (c, Verdict.OBLIGED),
            (p, Verdict.PERMITTED),
            (TRUE, Verdict.SILENT),
        ]

    def in_scope(self, scope: CaseClass) -> str:
        """Section 12: the act in question and the case belong to a class of cases."""
        done = self.conditions.done_as(scope.bearer, scope.act, {})
        inside = every((done, self.conditions_hold(scope.locals, scope.conditions)))
        return self.words.quantified("exists", scope.variables, inside)


def remarks(norm: Norm) -> Iterator[str]:
    """The quotations of a norm, and the lines of its condition as they are written."""
    does = (
        ""
        if norm.modality is None or norm.act is None
        else f" {norm.modality.words} {norm.act.act}"
    )
    yield f"{norm.id}{does}"
    for anchor in norm.anchors:
        yield f'  "{anchor.words}"'
    for condition in norm.conditions:
        yield f"  {condition.words}"
        for anchor in condition.anchors:
            yield f'    "{anchor.words}"'
