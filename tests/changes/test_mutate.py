"""Mutation: which small edits there are, what becomes of each, and that it is so."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.examples.elaborated import elaborate_text, policy_of
from tests.examples.lending import CLAUSES, LENDING, SOURCE
from tests.generators.policies import cases, policies, readings_of
from tests.oracles.laws import checked, counts
from verifier.changes.mutate.edits import EditKind
from verifier.changes.mutate.fates import MutantEnd, MutantFate, Score
from verifier.changes.mutate.hunt import score
from verifier.changes.mutate.mutant import Mutant
from verifier.changes.mutate.mutants import mutants
from verifier.checks.catalogue import BY_NAME
from verifier.checks.order import CHECKS
from verifier.checks.support.check_context import CheckContext
from verifier.elaborate import load
from verifier.encoding.dependencies import definitions_in
from verifier.language.format import format_text
from verifier.model import LawRegime, Norm, Policy
from verifier.semantics.evaluate import admissible, evaluate
from verifier.solver.answers import Budget
from verifier.solver.question_solver import QuestionSolver
from verifier.source import SourceFile

FIRST_POLICY = Path(__file__).parents[2] / "spec" / "prioritizing-safety"
TRIED = frozenset({"failed-case", "broken-promise", "impossible-case", "impossible-case-facts"})


def lending(text: str = LENDING) -> Policy:
    policy, problems = elaborate_text(text, SOURCE)
    assert policy is not None, problems
    return policy


@cache
def lending_score() -> Score:
    return score(lending())


def fate(found: Score, *words: str) -> MutantFate:
    """The one edit whose description begins with the first of these words and has the others."""
    (only,) = (
        one
        for one in found.fates
        if one.words.startswith(words[0]) and all(word in one.words for word in words)
    )
    return only


def fate_in(policy: Policy, *words: str) -> MutantFate:
    """What becomes of one edit of a policy; no other is tried."""
    return fate(score(policy, lambda mutant: mutant.words.startswith(words[0])), *words)


def notices(policy: Policy) -> bool:
    """Whether the checks themselves find something in what the policy claims and expects."""
    context = CheckContext(policy, QuestionSolver(policy), {})
    return any(True for check in CHECKS if check.name in TRIED for _ in check.run(context))


# --------------------------------------------------------------------------- which edits there are


def test_the_edits_of_a_policy() -> None:
    found = [f"{mutant.kind}: {mutant.words}" for mutant in mutants(lending())]
    assert len(set(found)) == len(found)
    expected = """
drop clause: clause 1 left out
drop condition: clause 1: without “the reader holds a card”
negate: clause 1: the contrary of “the reader holds a card”
and for or: clause 1: “and” for “or” in “any of: reading fees as any; it is not the case that the
modality: clause 1: “must not” for “may”
bearer: clause 1: “the Archive” for “the Library”
threshold: clause 2: one cent more in “the price of the book is at least $100”
threshold: clause 2: one cent less in “the price of the book is at least $100”
strictness: clause 2: without the border in “the price of the book is at least $100”
modality: clause 2: “must” for “must not”
modality: clause 2: “may” for “must not”
drop exception: the exception “trusted” of clause 2 left out
only when for except: clause 2: “only when” for the exception “trusted”
drop clause: the disapplication in clause 3 left out
flip priority: clause 1 prevails over clause 2, not the reverse
neighbour in a list: the definition “a reader is trusted”: “child” for “adult”
"""
    for line in expected.strip().splitlines():
        assert any(words.startswith(line) for words in found), line


def test_an_edit_points_at_its_line() -> None:
    places = {one.words: one.place for one in lending_score().fates}
    line = LENDING.splitlines().index("  notwithstanding clause 1") + 1
    assert places["clause 1 prevails over clause 2, not the reverse"] == f"test.policy:{line}"


def agency(deadline: str, expected: str = "", requested: str = "2026-03-01") -> Policy:
    """A duty with a deadline, and a case on March 10, 2026, of a form requested on a day."""
    case = f"""
case tenth "On the tenth"
  form F
  given the day F is requested is {requested}
  and the day of the act is 2026-03-10
  and nothing else is so
  asking whether the Agency may process F
  expect {expected}
"""
    policy, problems = elaborate_text(AGENCY.format(deadline) + (case if expected else ""))
    assert policy is not None, problems
    return policy


AGENCY = """policy forms "Forms"

party the Agency "the Agency"

kind form

event the day a form is requested

act process a form

clause 1 "In time"
  the Agency must process every form
  {}
"""
WEEK = "within 7 days of the day the form is requested"


def deadline_edits(deadline: str) -> dict[str, Norm]:
    words = "clause 1: "
    found = mutants(agency(deadline))
    kinds = (EditKind.THRESHOLD, EditKind.DROP_CONDITION)
    return {
        mutant.words.removeprefix(words).split(" in ")[0]: mutant.policy.norms["1"]
        for mutant in found
        if mutant.kind in kinds
    }


def last_day(norm: Norm) -> int | None:
    return norm.window.latest[0].constant if norm.window else None


def test_a_deadline_is_edited() -> None:
    found = deadline_edits(WEEK)
    assert [last_day(norm) for norm in found.values()] == [8, 6, None]
    assert list(found) == ["one day more", "one day less", f"without “{WEEK}”"]
    assert all(norm.conditions == () for norm in list(found.values())[2:])


@pytest.mark.parametrize(
    ("deadline", "other"),
    [
        ("before 2026-05-01", "on or before 2026-05-01"),
        ("on or before 2026-05-01", "before 2026-05-01"),
        ("after 2026-05-01", "on or after 2026-05-01"),
        (f"{WEEK} and not later", f"{WEEK.replace('7', '8')} and not later"),
    ],
)
def test_an_edited_deadline_means_what_the_other_line_means(deadline: str, other: str) -> None:
    """Window and condition change together."""
    edited = [(n.window, n.conditions) for n in deadline_edits(deadline).values()]
    wanted = agency(other).norms["1"]
    assert wanted.window is not None
    said = [(w and (w.earliest, w.latest, w.lapses), [c.formula for c in cs]) for w, cs in edited]
    window = wanted.window
    days = (window.earliest, window.latest, window.lapses)
    assert (days, [c.formula for c in wanted.conditions]) in said


def test_a_case_on_the_day_after_the_last_notices_a_later_one() -> None:
    words = f"clause 1: one day more in “{WEEK}”"
    assert fate_in(agency(WEEK, "late", "2026-03-01"), words).end is MutantEnd.SURVIVED
    assert fate_in(agency(WEEK, "late", "2026-03-02"), words).end is MutantEnd.KILLED


def test_a_duty_that_becomes_a_prohibition_keeps_its_days() -> None:
    (forbidden,) = (
        mutant.policy
        for mutant in mutants(agency(WEEK))
        if mutant.words == "clause 1: “must not” for “must”"
    )
    norm = forbidden.norms["1"]
    assert norm.window is None
    assert len(norm.conditions) == 2


def test_every_sort_of_slip_is_made_somewhere() -> None:
    regrouped = LENDING.replace(
        "  and any of\n    reading fees as any\n",
        "  and any of\n    all of\n      reading fees as any\n      the reader holds a card\n",
    )
    made = {mutant.kind for mutant in (*mutants(lending()), *mutants(lending(regrouped)))}
    assert made == set(EditKind)


def test_another_is_struck_and_never_denied() -> None:
    policy = policy_of("""
clause 1 "Items"
  the Office must not use an item against a person
  when the item was derived from another item
  and the other item was gathered from the person
""")
    said = [mutant.words for mutant in mutants(policy) if "another" in mutant.words]
    assert any("“a” for “another”" in words for words in said)
    assert not any("the contrary of “another" in words for words in said)


def test_what_an_edit_leaves_unmentioned_is_gone() -> None:
    """Without the line that speaks of a report, nobody has to have made one."""
    policy = policy_of("""
clause 1 "Reports"
  the Office must not prosecute a person for a crime
  when the person is a victim of the crime
  and the person makes a report
""")
    (struck,) = (
        m for m in mutants(policy) if m.words.endswith("without “the person makes a report”")
    )
    assert [variable.kind for variable in struck.policy.norms["1"].locals] == []


def test_assumptions_keep_what_they_mean() -> None:
    policy = lending(
        LENDING.replace(
            "    the age of a reader is child\n    the reader holds a card\n",
            "    a reader is trusted\n    the reader owes a fee\n",
        )
    )
    edited = [mutant.policy for mutant in mutants(policy) if mutant.definition]
    assert edited
    for other in edited:
        (kept,) = definitions_in(other.assumptions["cards"].formula)
        before = policy.definitions["a reader is trusted"].condition
        assert other.definitions[kept].condition == before
        assert other.definitions["a reader is trusted"].condition != before


# --------------------------------------------------------------------------- what becomes of them


def test_what_a_case_notices() -> None:
    found = fate(lending_score(), "clause 1 left out")
    assert (found.end, found.by) == (MutantEnd.KILLED, "the case “common”")


def only(item: str) -> str:
    """The clauses with one of the items that claim or expect something."""
    begins = LENDING.index(f"\n{item} ")
    ends = LENDING.find("\n\n", begins + 1)
    return CLAUSES + LENDING[begins : ends + 1]


def test_what_a_promise_notices() -> None:
    found = fate_in(lending(only("promise children")), "clause 2 left out")
    assert (found.end, found.by) == (MutantEnd.KILLED, "the promise “children”")


def test_what_a_possibility_notices() -> None:
    found = fate_in(lending(only("possible lending")), "clause 1 left out")
    assert (found.end, found.by) == (MutantEnd.KILLED, "the possibility “lending”")


def test_an_edit_that_changes_no_verdict() -> None:
    """No child holds a card, so that `adult` and `senior` may as well have `child` beside them."""
    found = fate(lending_score(), "the definition", "“child” for “adult”")
    assert found.end is MutantEnd.SURVIVED
    text = LENDING.replace("is one of adult, senior", "is one of child, adult, senior")
    same = fate_in(lending(text), "the definition", "without “the age of the reader")
    assert (same.end, same.by) == (MutantEnd.EQUIVALENT, "proved for any number of things")


def test_what_nobody_would_notice() -> None:
    found = lending_score()
    one = fate(found, "the exception “trusted” of clause 2 left out")
    assert (one.end, one.changes) == (MutantEnd.SURVIVED, "permitted → prohibited")
    assert one.noticed is not None
    assert found.suggestions[one.noticed][0] == "# To be confirmed by a lawyer."


def test_the_checks_agree_with_every_end() -> None:
    """Killed is what the checks find something in, everything else is what they do not."""
    for mutant, one in zip(mutants(lending()), lending_score().fates, strict=True):
        assert notices(mutant.policy) is (one.end is MutantEnd.KILLED), mutant.words


def test_the_score_counts_what_changes_a_verdict() -> None:
    found = lending_score()
    assert found.failing == ()
    assert found.counted == len(found.fates) - len(found.ended(MutantEnd.EQUIVALENT))
    assert found.percent == 100 * len(found.ended(MutantEnd.KILLED)) // found.counted
    assert sum(tried for _, _, tried in found.by_kind()) == found.counted


# --------------------------------------------------------------------------- the suggested cases


def test_the_suggested_cases_notice_every_survivor() -> None:
    found = lending_score()
    pasted = "\n".join("\n".join(lines) + "\n" for lines in found.suggestions)
    text = f"{LENDING}\n{pasted}"
    assert format_text(SourceFile("test.policy", text)) == text
    policy = lending(text)
    assert len(policy.cases) == 3 + len(found.suggestions)
    assert not notices(policy)
    survivors = {one.words for one in found.ended(MutantEnd.SURVIVED)}
    again = score(policy, lambda mutant: mutant.words in survivors)
    assert (again.percent, again.killed) == (100, len(survivors))


def test_each_suggested_case_notices_each_edit_that_it_stands_for() -> None:
    found, edited = lending_score(), mutants(lending())
    for number, lines in enumerate(found.suggestions):
        alone = "\n".join(lines) + "\n"
        case = lending(f"{CLAUSES}\n{alone}").cases
        assert len(case) == 1
        for mutant, one in zip(edited, found.fates, strict=True):
            if one.noticed == number:
                assert notices(_with_cases(mutant, lending(f"{CLAUSES}\n{alone}"))), mutant.words


def _with_cases(mutant: Mutant, other: Policy) -> Policy:
    return replace(mutant.policy, cases=other.cases, promises={}, possibilities={})


def test_suggested_cases_have_names_of_their_own() -> None:
    policy = lending(LENDING.replace("case common", "case noticed 1"))
    suggestions = score(policy, lambda mutant: mutant.kind is EditKind.DROP_EXCEPTION).suggestions
    named = [lines[1].split('"')[0] for lines in suggestions]
    assert named
    assert len(set(named)) == len(named)
    assert "case noticed 1 " not in named


def test_a_policy_without_cases() -> None:
    found = score(lending(CLAUSES), lambda mutant: mutant.words.startswith("clause 2"))
    assert found.percent == 0
    survived = found.ended(MutantEnd.SURVIVED)
    assert survived
    assert all(one.noticed is not None for one in survived)


# --------------------------------------------------------------------------- what is not claimed


def test_what_fails_anyway_notices_nothing() -> None:
    text = LENDING.replace("expect permitted\n\ncase", "expect prohibited\n\ncase")
    found = score(lending(text), lambda mutant: mutant.kind is EditKind.DROP_CLAUSE)
    assert found.failing == ("the case “common”",)
    assert found.fates
    assert not any(one.by == "the case “common”" for one in found.fates)


def test_in_an_impossible_world_no_edit_is_tried() -> None:
    text = LENDING.replace(
        "    the age of a reader is child\n    the reader holds a card\n",
        "    the act is to lend a book to a reader\n",
    )
    found = score(lending(text))
    assert found.blocked == "the assumptions cannot all be true"
    assert found.percent is None
    assert found.fates == ()


def test_a_small_budget_claims_nothing_else() -> None:
    """What can not be told is undecided; what is told is the same."""
    full = {one.words: one.end for one in lending_score().fates}
    short = score(lending(), budget=Budget(resources=20))
    assert short.ended(MutantEnd.UNDECIDED)
    for one in short.fates:
        assert one.end in (full[one.words], MutantEnd.UNDECIDED), one


def test_without_limiting_is_a_claim_too() -> None:
    text = CLAUSES.replace(
        "  clause 1 does not apply\n  when the book is damaged\n",
        "  the Library must not lend a book to a reader\n"
        "  without limiting clause 1\n"
        "  when the book is damaged\n"
        "  and no reader holds a card\n",
    )
    found = fate_in(lending(text), "clause 3", "without “no reader holds a card”")
    assert found.end is MutantEnd.KILLED
    assert found.by.startswith("“without limiting”")


# --------------------------------------------------------------------------- the catalogue


def test_the_catalogue_tells_what_happens() -> None:
    entry = BY_NAME["mutation-score"]
    scores = []
    for example in (entry.fires, entry.near_miss):
        policy, problems = elaborate_text(example.policy)
        assert policy is not None, problems
        scores.append(score(policy))
    fires, near_miss = scores
    assert [one.words for one in fires.ended(MutantEnd.SURVIVED)] == [
        "clause 1: without “the book is rare”"
    ]
    assert (near_miss.killed, near_miss.percent) == (9, 100)


# --------------------------------------------------------------------------- the first policy


def test_a_sample_of_the_first_policy() -> None:
    """`tests/bench/mutate.py` tries every edit."""
    policy = load(FIRST_POLICY).policy
    chosen = ("item 1 of clause P8", "clause P5")
    found = score(policy, lambda mutant: mutant.words.startswith(chosen))
    assert len(found.fates) > 12
    assert found.failing == ()
    assert (found.percent, found.suggestions) == (100, ())


# --------------------------------------------------------------------------- determinism


@pytest.mark.processes
def test_one_process_finds_what_two_find(monkeypatch: pytest.MonkeyPatch) -> None:
    of_two = score(lending())
    monkeypatch.setattr("verifier.checks.support.workers.can_fork", lambda: False)
    assert lending_score() == of_two


# --------------------------------------------------------------------------- laws


@counts(20)
@settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    phases=(Phase.explicit, Phase.generate),
)
@given(st.data())
def test_an_equivalent_edit_changes_the_verdict_on_no_case(data: st.DataObject) -> None:
    policy = data.draw(policies(tiny=True))
    made = mutants(policy)
    wanted = data.draw(st.sets(st.integers(0, max(len(made) - 1, 0)), max_size=5))
    chosen = {made[place].words for place in wanted if place < len(made)}
    found = score(policy, lambda mutant: mutant.words in chosen, Budget(resources=2_000_000))
    tried = [mutant for mutant in made if mutant.words in chosen]
    for mutant, one in zip(tried, found.fates, strict=True):
        assert one.end is not MutantEnd.KILLED  # there is nothing that could notice
        if one.end is MutantEnd.EQUIVALENT:
            for _ in range(5):
                case, readings = data.draw(cases(policy)), data.draw(readings_of(policy))
                if not any(admissible(p, case, readings) for p in (policy, mutant.policy)):
                    for column in LawRegime:
                        before = evaluate(policy, case, readings, column).verdict
                        assert evaluate(mutant.policy, case, readings, column).verdict is before
                        checked()


def test_a_priority_that_decides_nothing_yet_decides_of_the_mutant() -> None:
    """`may` for `must not`: clause 2 is put before clause 1, which it now opposes."""
    text = """\
policy test "Test"

party the Office "the office"
kind item
fact an item was seized

act keep an item

clause 1 "One"
  the Office must not keep an item
  when the item was seized

clause 2 "Two"
  the Office must not keep an item
  notwithstanding clauses 1, 3

clause 3 "Three"
  the Office may keep an item
"""
    policy, _ = elaborate_text(text)
    assert policy is not None
    (mutant,) = (one for one in mutants(policy) if one.words == "clause 1: “may” for “must not”")
    pairs = {(attack.attacker, attack.target) for attack in mutant.policy.attacks}
    assert pairs == {("2", "1"), ("2", "3")}
