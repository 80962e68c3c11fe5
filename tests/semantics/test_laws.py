"""Laws that the interpreter keeps on every policy, whatever its words: no solver is asked."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.generators.policies import cases, policies, readings_of
from tests.generators.renaming import renamed, renaming_of
from tests.generators.shuffled import shuffled
from verifier.model import (
    FALSE,
    ActIs,
    All,
    Attack,
    Case,
    Condition,
    Formula,
    LawRegime,
    Modality,
    Norm,
    Policy,
    Readings,
    Variable,
)
from verifier.semantics.background import one_to_each
from verifier.semantics.evaluate import admissible, evaluate, truth, verdicts
from verifier.semantics.norms import attacks_on, verdict
from verifier.semantics.well_formed import kinds_of, well_formed

LAW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def situation(data: st.DataObject) -> tuple[Policy, Case, Readings]:
    policy = data.draw(policies())
    return policy, data.draw(cases(policy)), data.draw(readings_of(policy))


@LAW
@given(st.data())
def test_generated_cases_are_cases(data: st.DataObject) -> None:
    policy, case, _ = situation(data)
    assert well_formed(policy, case) == ()
    assert one_to_each(policy, case) == ()


# --------------------------------------------------------------------------- the definition again


@LAW
@given(st.data())
def test_applicable_is_trying_all_things(data: st.DataObject) -> None:
    """Every assignment to parameters and locals is tried on one formula that says it all."""
    policy, case, readings = situation(data)
    found = evaluate(policy, case, readings, LawRegime.BESIDE).applicable
    for norm in policy.norms.values():
        tried = {
            tuple(env[parameter.name] for parameter in norm.parameters)
            for env in assignments(policy, case, (*norm.parameters, *norm.locals))
            if truth(policy, case, readings, whole(norm), env)
        }
        listed = [instance for norm_id, instance in found if norm_id == norm.id]
        assert len(listed) == len(set(listed))
        assert set(listed) == tried


def whole(norm: Norm) -> Formula:
    """All that a norm asks of the case, as one formula."""
    parts = [condition.formula for condition in norm.conditions]
    if norm.act is not None:
        parts.append(ActIs(norm.act.act, norm.act.terms, norm.bearer))
    return All(tuple(parts))


def assignments(
    policy: Policy, case: Case, variables: tuple[Variable, ...]
) -> list[dict[str, str]]:
    kinds = kinds_of(policy, case.things)
    ranges = [[name for name, own in kinds.items() if v.kind in own] for v in variables]
    names = [variable.name for variable in variables]
    return [dict(zip(names, things, strict=True)) for things in product(*ranges)]


@LAW
@given(st.data(), st.sampled_from(LawRegime))
def test_live_is_applicable_and_not_defeated(data: st.DataObject, column: LawRegime) -> None:
    policy, case, readings = situation(data)
    found = evaluate(policy, case, readings, column)
    defeated = {(norm_id, instance) for norm_id, instance, _ in found.defeated}
    assert set(found.live) | defeated == set(found.applicable)
    assert not set(found.live) & defeated
    assert all(by and set(by) <= set(found.live) for _, _, by in found.defeated)
    for norm_id, instance in found.live:
        for attack in attacks_on(policy, norm_id, column):
            attackers = [j for attacker, j in found.live if attacker == attack.attacker]
            assert not any(agrees(policy, attack, j, instance) for j in attackers)


def agrees(
    policy: Policy, attack: Attack, attacking: tuple[str, ...], attacked: tuple[str, ...]
) -> bool:
    own = dict(zip(policy.norms[attack.attacker].parameters, attacking, strict=True))
    other = dict(zip(policy.norms[attack.target].parameters, attacked, strict=True))
    return all(own[first] == other[second] for first, second in attack.mapping)


@LAW
@given(st.data(), st.sampled_from(LawRegime))
def test_positions_are_the_modalities_of_live_norms(data: st.DataObject, column: LawRegime) -> None:
    policy, case, readings = situation(data)
    found = evaluate(policy, case, readings, column)
    norms = [policy.norms[norm_id] for norm_id, _ in found.live]
    assert found.positions.obliged == any(
        norm.modality is Modality.OBLIGED and not norm.is_choice for norm in norms
    )
    assert found.positions.forbidden == any(n.modality is Modality.FORBIDDEN for n in norms)
    assert found.positions.permitted == any(n.modality is Modality.PERMITTED for n in norms)
    assert found.positions.exempt == any(n.modality is Modality.EXEMPT for n in norms)
    assert found.verdict is verdict(found.positions)


# --------------------------------------------------------------------------- what changes nothing


@LAW
@given(st.data())
def test_order_changes_no_verdict(data: st.DataObject) -> None:
    policy, case, readings = situation(data)
    assert verdicts(shuffled(data, policy), case, readings) == verdicts(policy, case, readings)


@LAW
@given(st.data())
def test_the_order_of_things_changes_no_verdict(data: st.DataObject) -> None:
    policy, case, readings = situation(data)
    turned = replace(case, things=tuple(reversed(case.things)))
    assert verdicts(policy, turned, readings) == verdicts(policy, case, readings)


@LAW
@given(st.data())
def test_consistent_renaming_changes_nothing(data: st.DataObject) -> None:
    policy, case, readings = situation(data)
    names = renaming_of(policy, case)
    other = renamed(policy, names), renamed(case, names), renamed(readings, names)
    assert verdicts(*other) == verdicts(policy, case, readings)
    for column in LawRegime:
        found = evaluate(policy, case, readings, column)
        assert set(evaluate(*other, column).live) == set(renamed(found.live, names))
    assert set(admissible(*other)) == {
        names.get(sentence, sentence)
        for sentence in renamed(admissible(policy, case, readings), names)
    }


@LAW
@given(st.data())
def test_a_norm_whose_condition_is_false_changes_nothing(data: st.DataObject) -> None:
    """Whatever it says and whatever it attacks."""
    policy, case, readings = situation(data)
    norm = data.draw(st.sampled_from(list(policy.norms.values())))
    dead = replace(
        norm,
        id="dead",
        clause="dead",
        modality=data.draw(st.sampled_from((*Modality, None))),
        conditions=(*norm.conditions, Condition(FALSE, "never")),
    )
    attacks = tuple(Attack("dead", target, (), "disapplication") for target in policy.norms)
    more = replace(
        policy, norms={**policy.norms, "dead": dead}, attacks=(*policy.attacks, *attacks)
    )
    assert verdicts(more, case, readings) == verdicts(policy, case, readings)


@LAW
@given(st.data())
def test_saying_a_thing_twice_changes_no_verdict(data: st.DataObject) -> None:
    """A copy of a norm with the same attacks on it and by it."""
    policy, case, readings = situation(data)
    norm = data.draw(st.sampled_from(list(policy.norms.values())))
    copy = replace(norm, id="copy")
    on = [replace(a, target="copy") for a in policy.attacks if a.target == norm.id]
    by = [replace(a, attacker="copy") for a in policy.attacks if a.attacker == norm.id]
    twice = replace(
        policy, norms={**policy.norms, "copy": copy}, attacks=(*policy.attacks, *on, *by)
    )
    assert verdicts(twice, case, readings) == verdicts(policy, case, readings)


@LAW
@given(st.data())
def test_a_defeated_norm_might_as_well_be_away(data: st.DataObject) -> None:
    policy, case, readings = situation(data)
    column = data.draw(st.sampled_from(LawRegime))
    found = evaluate(policy, case, readings, column)
    live = {norm_id for norm_id, _ in found.live}
    kept = {norm_id: norm for norm_id, norm in policy.norms.items() if norm_id in live}
    attacks = tuple(a for a in policy.attacks if a.attacker in kept and a.target in kept)
    fewer = replace(policy, norms=kept, attacks=attacks)
    assert evaluate(fewer, case, readings, column).live == found.live


# --------------------------------------------------------------------------- columns


@LAW
@given(st.data())
def test_the_policy_alone_knows_no_law(data: st.DataObject) -> None:
    policy, case, readings = situation(data)
    own = {norm_id: norm for norm_id, norm in policy.norms.items() if norm.layer == 0}
    attacks = tuple(a for a in policy.attacks if a.attacker in own and a.target in own)
    lawless = replace(policy, norms=own, attacks=attacks, laws={})
    alone = verdicts(policy, case, readings)[LawRegime.ALONE]
    assert set(verdicts(lawless, case, readings).values()) == {alone}


@LAW
@given(st.data())
def test_nothing_live_beside_the_law_is_lost_alone_but_the_law(data: st.DataObject) -> None:
    """A law attacks the policy in the end only, so that beside it both are live."""
    policy, case, readings = situation(data)
    alone = evaluate(policy, case, readings, LawRegime.ALONE)
    beside = evaluate(policy, case, readings, LawRegime.BESIDE)
    own = tuple(found for found in beside.live if policy.norms[found[0]].layer == 0)
    assert own == alone.live
