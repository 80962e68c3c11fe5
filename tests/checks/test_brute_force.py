"""For every check: the solver finds in a tiny policy just what is found by trying all its cases
with the interpreter alone.

600 policies (2,000 in `make soak`), each made from its number (`tiny_policies`), are examined by
every check and by its definition, which is written from what the check asks: `brute_force` in the
folder of its name. Compared are, of each finding, the check, what it is about with all its smallest
sets, its severity and outcome, how strongly it stands and under which readings; and what promises
rest on and how clauses relate to one another. Of missing assumptions, and of what is said for a
class of people, it is tried whether it is true. Deadlines have cases without end and policies of
their own (`dilemma`).
"""

from __future__ import annotations

import os
from unittest.mock import patch

import pytest

from tests.generators.tiny_policies import made
from tests.oracles.case_table import Table
from tests.oracles.examined_policies import definition_of, examined, policy_of
from verifier.checks.order import CHECKS
from verifier.checks.support.left_out import Bite
from verifier.checks.support.parting import parting
from verifier.elaborate import meet_opposed
from verifier.encoding.questions import Angle
from verifier.explanation.minimal_sets import Smallest, preferred
from verifier.model import LawRegime, Modality, Norm
from verifier.semantics.evaluate import admissible, evaluate

pytestmark = pytest.mark.covered_once

POLICIES = 2_000 if "ANTINOMY_SOAK" in os.environ else 600
TOGETHER = 25
"""So many policies are examined by one test."""


@pytest.mark.parametrize("first", range(0, POLICIES, TOGETHER))
def test_the_solver_finds_what_trying_all_cases_finds(first: int) -> None:
    for seed in range(first, first + TOGETHER):
        found = examined(made(seed))
        assert not found.wrong, found.said()


@pytest.mark.parametrize("check", [check.name for check in CHECKS])
def test_every_check_has_a_definition(check: str) -> None:
    """What it must find by trying every case, in `tests/checks/NAME/brute_force.py`."""
    assert definition_of(check).expected.__module__.endswith(".brute_force")


SAYING = {
    "unused-term": 0, "nearly-swallowed": 0, "idle-exception": 0, "surplus-condition": 0,
    "unviolable-duty": 0, "resolved-clash": 0, "interaction": 0, "broken-promise": 0,
    "missing-assumption": 0, "untested-clause": 0, "dead-clause": 1, "ineffective-clause": 1,
    "failed-case": 1, "redundant-clause": 2, "unaccounted-sentence": 3, "loose-wording": 3,
    "may-beside-must": 3,
    "consequential-question": 3, "undecided-question": 3, "swallowed-clause": 4, "edge-value": 5,
    "dilemma": 17, "gap": 8, "impossible-background": 97, "impossible-case": 8, "discretion": 10,
    "beneficiaries": 52, "controlled-condition": 11, "conflict-with-law": 13,
    "redundant-assumption": 15, "ineffective-exception": 9, "antinomy": 15,
    "impossible-case-facts": 30, "background-overreach": 7, "idle-question": 20,
    "reading-interaction": 38, "uncovered-value": 7, "no-lawful-course": 117,
}  # fmt: skip
"""For each check one of the policies of which it says something."""


def test_each_check_says_something_of_some_of_these_policies() -> None:
    said = {seed: examined(made(seed)).expected for seed in set(SAYING.values())}
    assert not [check for check, seed in SAYING.items() if not said[seed][check]]
    others = {check.name for check in CHECKS} - set(SAYING)
    assert others == {"quote-mismatch", "impossible-deadline", "never-due", "narrowed-duty"}


@pytest.mark.parametrize("seed", range(0, 40, 4))
def test_the_table_says_what_the_interpreter_says(seed: int) -> None:
    policy = policy_of(made(seed))
    table = Table(policy, made(seed))
    assert table.all
    for row in table.all:
        case = table.cases[row.case]
        assert set(admissible(policy, case, row.readings)) == row.broken
        for column in LawRegime:
            found = evaluate(policy, case, row.readings, column)
            assert found.verdict is table.verdict(row, column)
            assert {name for name, _ in found.live} == {
                norm for norm in policy.norms if table.live(row, norm, column)
            }


# --------------------------------------------------------------------------- planted faults

ALONE = Bite.alone


def _modalities(*norms: Norm) -> set[Modality | None]:
    return {norm.modality for norm in norms}


FAULTS: dict[str, tuple[str, str, object]] = {
    "no duty is opposed to an exemption": (
        "antinomy",
        "verifier.checks.support.conflicts.meet_opposed",
        lambda one, other: (
            meet_opposed(one, other) and Modality.EXEMPT not in _modalities(one, other)
        ),
    ),
    "no conflict is there under every reading": (
        "dilemma",
        "verifier.checks.support.check_context.robust",
        lambda *_: None,
    ),
    "nothing attacks a clause": (
        "swallowed-clause",
        "verifier.checks.swallowed_clause._attackers",
        lambda *_: [],
    ),
    "an exception has no siblings": (
        "idle-exception",
        "verifier.checks.support.left_out.Bite.alone",
        lambda bite, context, _: ALONE(bite, context, frozenset()),
    ),
    "every line does some work": (
        "surplus-condition",
        "verifier.checks.surplus_condition.nowhere",
        lambda *_: False,
    ),
    "one covering set is enough": (
        "redundant-clause",
        "verifier.checks.redundant_clause.minimal_sets",
        lambda members, enough: Smallest((tuple(preferred(members, enough)),)),
    ),
    "laws do not count in promises": (
        "broken-promise",
        "verifier.checks.support.broken.Angle",
        lambda without=frozenset(), **_: Angle(without=without),
    ),
    "readings matter in the policy alone": (
        "consequential-question",
        "verifier.checks.consequential_question.parting",
        lambda context, question: [
            query for query in parting(context, question) if query.angle.column is LawRegime.ALONE
        ],
    ),
    "whoever acts can end a protection": (
        "controlled-condition",
        "verifier.checks.controlled_condition.PROTECTING",
        tuple(Modality),
    ),
    "every assumption is needed": (
        "redundant-assumption",
        "verifier.checks.redundant_assumption._none",
        lambda *_: False,
    ),
}
MOST_TRIED = 225
FROM = {"laws do not count in promises": 200}
"""The policy with which to begin, where the first that notices comes late."""


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_noticed(fault: str) -> None:
    check, target, instead = FAULTS[fault]
    with patch(target, instead):
        assert any(
            check in examined(made(seed)).wrong for seed in range(FROM.get(fault, 0), MOST_TRIED)
        )
