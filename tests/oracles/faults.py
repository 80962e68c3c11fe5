"""Faults planted into the solver's side, for tests that must catch them.

Each is what somebody could write by mistake. It is put in place of a function of the encoder by
pytest's `monkeypatch` and is gone when the test is over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any as Untyped

import pytest

from verifier import model
from verifier.encoding import background, descriptions, norms, quantities
from verifier.encoding.angles import ResolvedAngle
from verifier.encoding.circuit import TRUE, Circuit
from verifier.encoding.conditions import Expander
from verifier.encoding.descriptions import DescribedAct, Description, action_of_norm, done_as
from verifier.encoding.grounding import Grounding
from verifier.encoding.model_size import bounds, counting, few_terms, kind_graph
from verifier.encoding.model_size import skolem_symbols as needs
from verifier.encoding.model_size.counting import Counter
from verifier.encoding.model_size.few_terms import FewTerms
from verifier.encoding.model_size.skolem_symbols import Gathering, SkolemSymbols
from verifier.encoding.model_size.skolem_terms import SkolemTerms, TermStanding
from verifier.encoding.polarity import PolarityOutline, PolarityOutlines
from verifier.encoding.propositions import Expansion, VariablePlaces
from verifier.encoding.questions import Angle, Ask
from verifier.model import Attack, Counted, Every, Formula, LawRegime, Norm, Policy, Reads, Variable
from verifier.model.variables import scoped, substitute
from verifier.solver import session
from verifier.solver.clause_solver import ClauseSolver


@dataclass(frozen=True)
class Fault:
    """What is wrong, and the situation (`pinned`) that shows it. `plain`: drawn policies show it
    too, within a few dozen."""

    name: str
    plant: Callable[[pytest.MonkeyPatch], None]
    caught_by: str
    plain: bool = False


# --------------------------------------------------------------------------- norms


def exceptions_ignored(patch: pytest.MonkeyPatch) -> None:
    right = norms.attacks_on

    def attacks_on(policy: Policy, norm: str, angle: Angle) -> Iterator[Attack]:
        return (a for a in right(policy, norm, angle) if a.ground != "exception")

    patch.setattr(norms, "attacks_on", attacks_on)


def revival_forgotten(patch: pytest.MonkeyPatch) -> None:
    """An attacker defeats as soon as it applies, whether or not it is itself defeated."""

    def defeaters(act: DescribedAct, attack: Attack, _: Norm) -> Ask:
        attacker = act.policy.norms[attack.attacker]
        own = {v: Variable(f"{v.name}·{attacker.id}", v.kind) for v in attacker.parameters}
        fixed = {own[mine]: theirs for mine, theirs in attack.mapping}
        conditions = tuple(substitute(c.formula, own) for c in attacker.conditions)
        applies = scoped(attacker.locals, conditions)
        return done_as(act, action_of_norm(attacker), fixed, applies, own)

    patch.setattr(norms, "defeaters", defeaters)


def priority_over_all(patch: pytest.MonkeyPatch) -> None:
    """What prevails over one norm prevails over all about the same act, opposed or not."""
    right = norms.attacks_on

    def attacks_on(policy: Policy, norm: str, angle: Angle) -> Iterator[Attack]:
        yield from right(policy, norm, angle)
        above = {a.attacker for a in policy.attacks if a.ground == "priority"} - {norm}
        for name in sorted(above):
            other = policy.norms[name]
            if other.modality is policy.norms[norm].modality and norms.speaks(other, angle):
                yield Attack(name, norm, (), "priority")

    patch.setattr(norms, "attacks_on", attacks_on)


def mapping_ignored(patch: pytest.MonkeyPatch) -> None:
    """An exception that names “the report” defeats every report."""
    right = norms.defeaters

    def defeaters(act: DescribedAct, attack: Attack, norm: Norm) -> Ask:
        return right(act, replace(attack, mapping=()), norm)

    patch.setattr(norms, "defeaters", defeaters)


def last_pair_counts(patch: pytest.MonkeyPatch) -> None:
    """Of two pairs about one parameter of the attacker only the last is seen."""
    right = norms.defeaters

    def defeaters(act: DescribedAct, attack: Attack, norm: Norm) -> Ask:
        pairs = tuple(dict(attack.mapping).items())
        return right(act, replace(attack, mapping=pairs), norm)

    patch.setattr(norms, "defeaters", defeaters)


def law_prevails_beside(patch: pytest.MonkeyPatch) -> None:
    right = norms.attacks_on

    def attacks_on(policy: Policy, norm: str, angle: Angle) -> Iterator[Attack]:
        end = angle.column is LawRegime.BESIDE
        return right(policy, norm, replace(angle, column=LawRegime.END) if end else angle)

    patch.setattr(norms, "attacks_on", attacks_on)


def every_for_some(patch: pytest.MonkeyPatch) -> None:
    """A thing that only the condition mentions is read as every such thing."""

    def all_of(variables: tuple[Variable, ...], parts: tuple[Formula, ...]) -> Formula:
        body = parts[0] if len(parts) == 1 else model.All(parts)
        for variable in variables:
            body = Every(variable, body)
        return body

    patch.setattr(norms, "scoped", all_of)


def counted_things_forgotten(patch: pytest.MonkeyPatch) -> None:
    """What an act counts as by a thing of the rule's own is left out."""
    right = descriptions.falls_under

    def plain(policy: Policy, primary: str) -> Mapping[str, tuple[Description, ...]]:
        found = right(policy, primary)
        return {act: tuple(way for way in ways if not way.extra) for act, ways in found.items()}

    patch.setattr(descriptions, "falls_under", plain)


# --------------------------------------------------------------------------- formulas


def readings_ignored(patch: pytest.MonkeyPatch) -> None:
    _made_true(patch, lambda ask: isinstance(ask, Reads))


def _made_true(patch: pytest.MonkeyPatch, these: Callable[[Ask], bool]) -> None:
    """Some sentences are always true."""
    right = Expander.holds

    def holds(self: Expander, ask: Ask, scope: VariablePlaces, kept: bool) -> Expansion:
        return (lambda *_: TRUE) if these(ask) else right(self, ask, scope, kept)

    patch.setattr(Expander, "holds", holds)


def strictness_lost(patch: pytest.MonkeyPatch) -> None:
    right = quantities.against_zero
    loose = {"<": "<=", ">": ">="}

    def against_zero(grounding: Grounding, operator: str, *rest: Untyped) -> int:
        return right(grounding, loose.get(operator, operator), *rest)

    patch.setattr(quantities, "against_zero", against_zero)


def count_off_by_one(patch: pytest.MonkeyPatch) -> None:
    """“More than two” is read as “at least two”."""
    _counts_otherwise(patch, lambda number, nodes: (max(number - 1, 1), nodes))


def first_thing_counted_twice(patch: pytest.MonkeyPatch) -> None:
    _counts_otherwise(patch, lambda number, nodes: (number, [*nodes, *nodes[:1]]))


def shares_rounded(patch: pytest.MonkeyPatch) -> None:
    """Both sides of a comparison of shares are divided again, and what is left over is lost."""
    right = Grounding.at_most

    def at_most(self: Grounding, factors: Mapping[tuple[object, ...], int], constant: int) -> int:
        if len(factors) < 2:
            return right(self, factors, constant)
        most = max(abs(factor) for factor in factors.values())
        return right(self, {n: round(f / most) for n, f in factors.items()}, constant // most)

    patch.setattr(Grounding, "at_most", at_most)


def _counts_otherwise(
    patch: pytest.MonkeyPatch, other: Callable[[int, list[int]], tuple[int, list[int]]]
) -> None:
    right = Circuit.at_least

    def at_least(self: Circuit, number: int, nodes: Iterable[int]) -> int:
        return right(self, *other(number, list(nodes)))

    patch.setattr(Circuit, "at_least", at_least)


def another_ignored(patch: pytest.MonkeyPatch) -> None:
    _made_true(patch, _is_another)


def _is_another(ask: Ask) -> bool:
    match ask:
        case model.Not(model.Same(left, other)):
            return isinstance(left, Variable) and isinstance(other, Variable)
        case _:
            return False


def lists_left_open(patch: pytest.MonkeyPatch) -> None:
    right = ClauseSolver._one_of

    def one_or_none(self: ClauseSolver, nodes: Sequence[int]) -> None:
        right(self, [*nodes, self.circuit.fresh()])

    patch.setattr(ClauseSolver, "_one_of", one_or_none)


def functions_ignored(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(session, "one_to_each", lambda *_: ())


def unspoken_rules_ignored(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(session, "entangled", lambda _: False)
    patch.setattr(bounds, "entangled", lambda _: False)


def roles_kept_apart(patch: pytest.MonkeyPatch) -> None:
    """No thing fills two roles."""
    right = background._roles_filled

    def apart(grounding: Grounding) -> Iterable[int]:
        yield from right(grounding)
        places = [place for place in grounding.roles if place >= 0]
        for place in places:
            for later in places[place + 1 :]:
                for slot in grounding.roles[place]:
                    if slot in grounding.roles[later]:
                        here = grounding.circuit.atom("role", place, slot)
                        here = here if len(grounding.roles[place]) > 1 else TRUE
                        there = grounding.circuit.atom("role", later, slot)
                        yield -grounding.circuit.both((here, there))

    patch.setattr(background, "_roles_filled", apart)


# --------------------------------------------------------------------------- how many things


def one_too_few(patch: pytest.MonkeyPatch) -> None:
    right: Callable[..., dict[str, int]] = kind_graph.total_sizes

    def fewer(*given: object) -> dict[str, int]:
        sizes = right(*given)
        return {root: max(number - 1, int(number > 0)) for root, number in sizes.items()}

    patch.setattr(bounds, "total_sizes", fewer)


def counts_need_one_thing(patch: pytest.MonkeyPatch) -> None:
    """“At least three” is taken to need one thing, as “some” does."""
    right = Counter._counted_things

    def counted(
        self: Counter,
        outline: PolarityOutline,
        ask: Counted,
        at: TermStanding,
        into: Gathering,
    ) -> None:
        right(self, outline, replace(ask, number=1), at, into)

    patch.setattr(Counter, "_counted_things", counted)


def one_choice_for_all(patch: pytest.MonkeyPatch) -> None:
    """Alternatives are merged as if the same one were chosen for every thing."""
    right: Callable[..., Gathering] = needs.either_of

    def either_of(one: Gathering, other: Gathering, _: object, *rest: object) -> Gathering:
        return right(one, other, frozenset(), *rest)

    patch.setattr(counting, "either_of", either_of)


def names_of_universals_confused(patch: pytest.MonkeyPatch) -> None:
    """What depends on a universal bound inside is taken to depend on its namesake outside."""

    def within(self: Gathering, _: object) -> SkolemSymbols:
        return SkolemSymbols(self.symbols, frozenset(self.facts), self.merged)

    patch.setattr(Gathering, "within", within)


def counted_things_taken_for_roles(patch: pytest.MonkeyPatch) -> None:
    """A thing that `counts as` brings in is taken for one of the act's own."""

    def in_role(
        terms: SkolemTerms, variable: Variable, atom: model.ActIs, _: ResolvedAngle
    ) -> FewTerms:
        place = atom.terms.index(variable)
        return (terms.named(model.Named(f"role {place} of {atom.act}")),), None

    patch.setattr(few_terms, "in_role", in_role)


def readings_of_background_shared(patch: pytest.MonkeyPatch) -> None:
    """An assumption read in two ways is counted once."""
    right: Callable[..., SkolemSymbols] = Counter.assumed
    counted: dict[tuple[Counter, str], SkolemSymbols] = {}

    def assumed(self: Counter, name: str, formula: Formula, angle: Angle) -> SkolemSymbols:
        if (self, name) not in counted:
            counted[self, name] = right(self, name, formula, angle)
        return counted[self, name]

    patch.setattr(Counter, "assumed", assumed)


def needs_of_definitions_forgotten(patch: pytest.MonkeyPatch) -> None:
    """A defined sentence is taken for one that brings in nothing."""
    patch.setattr(PolarityOutlines, "_defined", lambda _, ask, __: PolarityOutline(ask))


def results_unspoken_of_forgotten(patch: pytest.MonkeyPatch) -> None:
    """A function of which nothing speaks is taken to need no result."""
    patch.setattr(kind_graph, "unmentioned_results", lambda *_: ())


FAULTS = (
    Fault("exceptions ignored", exceptions_ignored, "an_exception_defeats", True),
    Fault("revival forgotten", revival_forgotten, "a_defeated_exception_does_not_defeat", True),
    Fault(
        "priority applied to agreeing norms",
        priority_over_all,
        "priority_leaves_norms_that_agree",
        True,
    ),
    Fault("reading ignored", readings_ignored, "a_reading_is_needed", True),
    Fault("strictness flipped", strictness_lost, "before_is_not_on"),
    Fault("existential read as universal", every_for_some, "some_is_not_every", True),
    Fault(
        "“the report” defeats every report",
        mapping_ignored,
        "the_report_defeats_only_that_reason",
    ),
    Fault(
        "only the last pair of a mapping counts",
        last_pair_counts,
        "both_parameters_must_be_the_attackers_thing",
    ),
    Fault(
        "layer attack in the wrong column", law_prevails_beside, "a_law_prevails_in_the_end_only"
    ),
    Fault("a count off by one", count_off_by_one, "a_count_is_of_as_many_as_it_says", True),
    Fault("a thing counted twice", first_thing_counted_twice, "a_thing_is_counted_once", True),
    Fault("shares rounded", shares_rounded, "a_share_is_not_rounded"),
    Fault("counts need one thing", counts_need_one_thing, "as_many_items_as_are_counted"),
    Fault(
        "counts of each thing need one thing",
        counts_need_one_thing,
        "as_many_reports_about_every_item",
    ),
    Fault("“another” ignored", another_ignored, "another_item_is_another"),
    Fault("closed list treated as open", lists_left_open, "a_closed_list_has_no_other_value"),
    Fault("one to each ignored", functions_ignored, "each_report_is_about_one_item"),
    Fault(
        "rules nothing speaks of ignored",
        unspoken_rules_ignored,
        "rules_of_one_fact_count_unspoken",
    ),
    Fault("things of counts-as ignored", counted_things_forgotten, "an_act_can_count_as_several"),
    Fault("no thing fills two roles", roles_kept_apart, "two_roles_can_have_one_thing"),
    Fault("a bound one too small", one_too_few, "two_items", True),
    Fault(
        "one alternative chosen for all",
        one_choice_for_all,
        "alternatives_chosen_person_by_person",
    ),
    Fault("namesakes confused", names_of_universals_confused, "universals_of_one_name"),
    Fault(
        "counted things taken for roles",
        counted_things_taken_for_roles,
        "things_that_counting_as_brings_in",
    ),
    Fault(
        "several roles taken for one",
        counted_things_taken_for_roles,
        "roles_of_an_act_in_several_ways",
    ),
    Fault(
        "two readings of the background counted once",
        readings_of_background_shared,
        "two_readings_of_an_assumption",
    ),
    Fault(
        "needs of definitions forgotten",
        needs_of_definitions_forgotten,
        "two_items_of_defined_sentences",
    ),
    Fault("results forgotten", results_unspoken_of_forgotten, "unspoken_functions_lead_on"),
    Fault(
        "results of a sub-kind forgotten",
        results_unspoken_of_forgotten,
        "unspoken_functions_have_results_of_a_sub_kind",
    ),
)
