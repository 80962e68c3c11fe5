"""What the checks of one clause say of a policy, no case refutes: the first few hundred cases of
tiny vocabularies, and cases drawn for larger ones, are tried with the interpreter alone. Not tried:
findings about a class of people, about lines of exceptions, and about exceptions to exceptions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.generators.policies import cases, enumerate_cases, enumerate_readings, policies
from tests.oracles.laws import checked, counts
from verifier.checks import (
    dead_clause,
    idle_exception,
    ineffective_clause,
    ineffective_exception,
    redundant_clause,
    surplus_condition,
    swallowed_clause,
)
from verifier.checks.support.check_context import CheckContext
from verifier.explanation.replay import without_norms
from verifier.findings.finding import Finding, Outcome, Strength
from verifier.model import Attack, Case, LawRegime, Norm, Policy, Readings
from verifier.semantics.evaluate import Evaluation, admissible, evaluate
from verifier.solver.question_solver import QuestionSolver

LAW = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
MOST_CASES = 300
CAUSES = (dead_clause, swallowed_clause, idle_exception)
CHECKS = (*CAUSES, ineffective_exception, ineffective_clause, redundant_clause, surplus_condition)

Situation = tuple[Case, Readings]


def findings(policy: Policy) -> list[Finding]:
    context = CheckContext(policy, QuestionSolver(policy), {})
    return [finding for check in CHECKS for finding in check.run(context)]


def refuted(policy: Policy, finding: Finding, case: Case, readings: Readings) -> bool:
    """Whether the case shows that the finding is wrong."""
    said = finding.headline.lower()
    norm = about(policy, finding)
    match finding.check:
        case "dead-clause":
            return applies(policy, norm, case, readings)
        case "swallowed-clause":
            return norm.id in live(evaluate(policy, case, readings))
        case "idle-exception" if "can never arise" in said:
            return bites(policy, norm, case, readings, keep_siblings=False)
        case "idle-exception":
            return bites(policy, norm, case, readings, keep_siblings=True)
        case "ineffective-exception":
            return changes(policy, frozenset({norm.id}), case, readings)
        case "ineffective-clause" if "without clause" in said:
            return changes(policy, frozenset(policy.clauses[norm.clause].norms), case, readings)
        case "redundant-clause" if not said.startswith("for "):
            return changes(policy, frozenset({norm.id}), case, readings)
        case "surplus-condition" if norm.role == "norm":
            return applies(shorter(policy, norm, said), norm, case, readings) != applies(
                policy, norm, case, readings
            )
    return False


def about(policy: Policy, finding: Finding) -> Norm:
    """The norm that a finding is about: the first that it cites."""
    cited = finding.citations[0]
    candidates = [policy.norms[name] for name in policy.clauses[cited.clause].norms]
    if cited.detail.startswith("exception"):
        found = [n for n in candidates if f"“{n.name}”" in cited.detail and n.role == "exception"]
        return min(found, key=lambda n: abs(depth(policy, n) - finding.headline.count(" to the ")))
    return candidates[0]


def depth(policy: Policy, norm: Norm) -> int:
    targets = [a.target for a in policy.attacks if a.attacker == norm.id]
    above = [t for t in targets if policy.norms[t].role == "exception"]
    return 1 + depth(policy, policy.norms[above[0]]) if above else 0


def live(found: Evaluation) -> set[str]:
    return {name for name, _ in found.live}


def applies(policy: Policy, norm: Norm, case: Case, readings: Readings) -> bool:
    found = evaluate(policy, case, readings, LawRegime.BESIDE)
    return norm.id in {name for name, _ in found.applicable}


def changes(policy: Policy, gone: frozenset[str], case: Case, readings: Readings) -> bool:
    left = without_norms(policy, gone)
    mine, theirs = (evaluate(p, case, readings).positions for p in (policy, left))
    return mine != theirs


def bites(
    policy: Policy, exception: Norm, case: Case, readings: Readings, keep_siblings: bool
) -> bool:
    """Whether leaving the exception out makes an instance of its rule live, other attackers (and
    siblings, where they do not matter) gone. Exceptions to exceptions are not tried."""
    rules = [a.target for a in policy.attacks if a.attacker == exception.id]
    if len(rules) != 1 or policy.norms[rules[0]].modality is None:
        return False

    def stays(attack: Attack) -> bool:
        sibling = keep_siblings and attack.ground == "exception"
        return attack.target != rules[0] or attack.attacker == exception.id or sibling

    kept = replace(policy, attacks=tuple(a for a in policy.attacks if stays(a)))
    with_it = evaluate(kept, case, readings)
    without_it = evaluate(without_norms(kept, frozenset({exception.id})), case, readings)
    mine, theirs = ({i for i in e.live if i[0] == rules[0]} for e in (with_it, without_it))
    return mine != theirs


def shorter(policy: Policy, norm: Norm, said: str) -> Policy:
    """The policy without the line that the finding quotes."""
    lines = tuple(c for c in norm.conditions if not said.startswith(f"“{c.words.lower()}”"))
    return replace(policy, norms={**policy.norms, norm.id: replace(norm, conditions=lines)})


def readings_for(policy: Policy, finding: Finding) -> list[Readings]:
    if finding.strength in (Strength.PLAIN, Strength.CONTESTABLE):
        return [policy.plain_readings] if finding.strength is Strength.PLAIN else []
    return list(islice(enumerate_readings(policy), 8))


def stands(policy: Policy, tried: Callable[[], Iterator[Case]]) -> None:
    """No case refutes a finding on the policy."""
    found = [f for f in findings(policy) if f.citations and f.outcome is Outcome.FAILS]
    for case in tried() if found else ():
        for finding in found:
            for readings in readings_for(policy, finding):
                if not admissible(policy, case, readings):
                    assert not refuted(policy, finding, case, readings), (finding.headline, case)
                    checked()


@counts(100)
@LAW
@given(st.data())
def test_no_tried_case_of_a_tiny_vocabulary_refutes_a_finding(data: st.DataObject) -> None:
    policy = data.draw(policies(tiny=True))
    sizes = {root: 1 for root in set(policy.roots.values()) if root != "party"} | {"party": 1}

    def tried() -> Iterator[Case]:
        return islice(enumerate_cases(policy, sizes), MOST_CASES)

    stands(policy, tried)


@counts(100)
@LAW
@given(st.data())
def test_no_drawn_case_refutes_a_finding(data: st.DataObject) -> None:
    policy = data.draw(policies())
    drawn = data.draw(st.lists(cases(policy), min_size=3, max_size=6))
    stands(policy, lambda: iter(drawn))
