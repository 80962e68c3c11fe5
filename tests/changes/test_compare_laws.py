"""Laws of comparison on generated pairs: nothing differs from itself; what is described is all that
differs and nothing else; the other way round is the mirror image."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.generators.edits import pairs
from tests.generators.policies import cases, policies, readings_of
from tests.oracles.compared import BUDGET, Compared, compared, outcome, told_outcomes
from tests.oracles.laws import checked, counts
from verifier.changes.compare.comparison import compare
from verifier.changes.compare.difference.outcome import Comparison, Group
from verifier.model import Case, LawRegime, Policy, Readings
from verifier.semantics.evaluate import admissible, evaluate


def laws(examples: int) -> settings:
    """The same examples in every run, so that the count of what they meet stays."""
    return settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        phases=(Phase.explicit, Phase.generate),  # a pair is slow to shrink
    )


def near(data: st.DataObject, found: Compared) -> Iterable[tuple[Case, Readings]]:
    """Cases of the pair: drawn ones, and those shown with a fact or a value changed."""
    for _ in range(4):
        yield data.draw(cases(found.old)), data.draw(readings_of(found.old))
    for group in found.result.groups:
        if group.shown is not None:
            case = group.shown.case
            yield case, group.shown.readings
            for key in sorted(case.facts - case.days.keys())[:6]:
                yield replace(case, facts=case.facts - {key}), group.shown.readings
            yield case, data.draw(readings_of(found.old))


# --------------------------------------------------------------------------- nothing differs


@laws(15)
@given(policies())
def test_a_policy_does_not_differ_from_itself(policy: Policy) -> None:
    result = compare(policy, policy, BUDGET)
    assert result.unchanged
    assert not result.groups
    assert not result.effects


@laws(15)
@given(st.data())
def test_order_is_no_difference(data: st.DataObject) -> None:
    policy = data.draw(policies())
    names = data.draw(st.permutations(tuple(policy.norms)))
    attacks = data.draw(st.permutations(policy.attacks))
    other = replace(
        policy,
        norms={name: policy.norms[name] for name in names},
        attacks=tuple(attacks),
        clauses=dict(reversed(list(policy.clauses.items()))),
    )
    assert compare(policy, other, BUDGET).unchanged


@laws(12)
@given(st.data())
def test_what_is_said_twice_is_no_difference(data: st.DataObject) -> None:
    """A norm with a condition repeated is another text of the same meaning: that is proved."""
    policy = data.draw(policies())
    norm = data.draw(st.sampled_from(tuple(policy.norms.values())))
    twice = replace(norm, conditions=(*norm.conditions, *norm.conditions))
    other = replace(policy, norms={**policy.norms, norm.id: twice})
    result = compare(policy, other, BUDGET)
    assert result.unchanged or result.undecided


# --------------------------------------------------------------------------- exact description


@pytest.mark.no_cover
@counts(40)
@laws(30)
@given(st.data())
def test_the_description_fits_what_differs_and_nothing_else(data: st.DataObject) -> None:
    old, new = data.draw(pairs())
    found = compared(old, new)
    for case, readings in near(data, found):
        if admissible(found.pair.merged, case, {**found.pair.merged.plain_readings, **readings}):
            continue
        before, after = (evaluate(policy, case, readings) for policy in (old, new))
        same = _live(old, before.live) == _live(new, after.live)
        alone = [g for g in found.group_of(case, readings) if g.column is LawRegime.ALONE]
        if found.result.undecided:
            continue
        assert same == (not alone), (case, readings)
        described = [g for g in found.described(case, readings) if g.column is LawRegime.ALONE]
        outcomes = outcome(old, before), outcome(new, after)
        if outcomes[0] == outcomes[1]:
            assert not described
        else:
            assert len(alone) == 1
            checked()
            assert described == alone or _is_bounded(alone[0])
            assert told_outcomes(alone[0]) == outcomes


def _is_bounded(group: Group) -> bool:
    return group.assurance.kind != "proved"


def _live(policy: Policy, live: Iterable[tuple[str, tuple[str, ...]]]) -> frozenset[object]:
    norms = [policy.norms[name] for name, _ in live]
    return frozenset((n.id, n.modality, n.is_choice) for n in norms if n.modality is not None)


@pytest.mark.no_cover
@counts(5)
@laws(16)
@given(pairs())
def test_every_difference_shows_an_edit_that_makes_it(pair: tuple[Policy, Policy]) -> None:
    """With the edits of a group made, the old text has the new outcome on the case shown."""
    found = compared(*pair)
    for group in found.result.groups:
        if group.shown is None or group.column is not LawRegime.ALONE:
            continue
        for chosen in group.edits:
            angle = found.pair.angle(frozenset(chosen))
            replay = found.replay(group.shown.case, group.shown.readings)
            made = replay.evaluation(angle)
            assert made.verdict == group.after.verdict
            checked()


# --------------------------------------------------------------------------- the mirror


@pytest.mark.no_cover
@counts(8)
@laws(12)
@given(pairs())
def test_the_other_way_round_is_the_mirror_image(pair: tuple[Policy, Policy]) -> None:
    there, back = compare(*pair, BUDGET), compare(pair[1], pair[0], BUDGET)
    if there.undecided or back.undecided or there.cut or back.cut:
        return
    assert _effects(there, swapped=False) == _effects(back, swapped=True)
    assert _outcomes(there, swapped=False) == _outcomes(back, swapped=True)
    checked(len(there.verdict_groups))


def _effects(result: Comparison, *, swapped: bool) -> set[object]:
    return {
        (e.act, e.column, p.modality, *((p.lost, p.gained) if swapped else (p.gained, p.lost)))
        for e in result.effects
        for p in e.every
    }


def _outcomes(result: Comparison, *, swapped: bool) -> set[object]:
    return {
        (g.act, g.column, *((g.after, g.before) if swapped else (g.before, g.after)))
        for g in result.verdict_groups
    }
