"""The answer on a partly known case, worked out by hand on a small policy."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.examples.elaborated import elaborate_text
from verifier.commands.stages.asked_case import Sentences, case_of
from verifier.decide.decide import decide
from verifier.decide.decision import Decision, DecisionStatus
from verifier.decide.sufficient_sets import first_hitting, smallest
from verifier.elaborate import load
from verifier.model import LawRegime, Policy, Readings, Verdict
from verifier.solver.question_solver import QuestionSolver
from verifier.words import Speaker

RETURNS = """policy returns "Returns"

party the Shop "the Shop"

kind item
  price is an amount of money from 0 dollars to 10,000 dollars
  state is one of sealed, opened, damaged

fact an item is a gift
fact an item was sold as seen

event the day an item was delivered
event the day a complaint about an item arrives

act take back an item
act inspect an item

question opened "Does an opened item count as used?"
  reading unused (plain) "No, only a damaged one does"
  reading used "Yes"

define an item is as new
  when the state of the item is sealed
  or when reading opened as unused
  and the state of the item is opened

law consumer-act "Consumer Act" above this policy
  paraphrase
  clause ca-1 "Damaged items"
    the Shop must take back an item
    when the state of the item is damaged
    and it is not the case that the item is a gift

assume order "No complaint comes before the delivery"
  never
    the day a complaint about an item arrives is before the day the item was delivered

presume seen "Nothing is sold as seen"
  an item was not sold as seen
  unless the item is a gift

clause 1 "Returns of what is not used"
  the Shop must take back an item
  when the item is as new
  and the day of the act is within 30 days of the day the item was delivered
  except dear when the price of the item is more than 1,000 dollars
  except seen when the item was sold as seen

clause 3 "Inspection"
  the Shop must not inspect an item
  when the item is a gift
  and the item was sold as seen

clause 2 "Gifts"
  the Shop need not take back an item
  notwithstanding clause 1
  when the item is a gift
"""

DELIVERED = "the day I was delivered is 2026-03-01"
IN_TIME = "the day of the act is 2026-03-20"
ORDINARY = (DELIVERED, IN_TIME, "the state of I is sealed", "the price of I is 20 dollars")


@pytest.fixture(scope="module")
def returns(tmp_path_factory: pytest.TempPathFactory) -> Policy:
    file = tmp_path_factory.mktemp("returns") / "returns.policy"
    file.write_text(RETURNS, encoding="utf-8")
    return load(Path(file)).policy


def decided(
    policy: Policy,
    *given: str,
    closed: bool = False,
    readings: Readings | None = None,
    asking: str = "the Shop may take back I",
) -> Decision:
    example = case_of(policy, Sentences("item I", given, closed, asking)).example
    solver, speaker = QuestionSolver(policy), Speaker(policy)
    return decide(solver, speaker, example, example.askings[0], readings or {})


# --------------------------------------------------------------------------- decided


def test_decided(returns: Policy) -> None:
    decision = decided(returns, *ORDINARY, closed=True)
    assert decision.status is DecisionStatus.DECIDED
    assert decision.alone.verdicts == decision.alone.possible == (Verdict.OBLIGED,)
    assert decision.undecided == ()
    assert decision.next_question is None
    assert (decision.matters, decision.others, decision.turns_on) == ((), (), ())


def test_why(returns: Policy) -> None:
    (way,) = decided(returns, *ORDINARY, closed=True).ways
    (reason,) = way.live
    assert way.sentence == "The Shop must take back I."
    assert (reason.norm, reason.citation.clause, reason.certain) == ("1", "1", True)
    assert reason.sentence == "the Shop must take back I"
    assert reason.because[0].words == "I is as new"
    assert reason.because[0].facts == ("the state of I is sealed",)
    assert "within 30 days" in reason.because[1].words


def test_why_not(returns: Policy) -> None:
    (way,) = decided(returns, *ORDINARY, closed=True).ways
    missing = {one.norm: [ground.words for ground in one.missing] for one in way.inapplicable}
    assert missing == {
        "1.dear": ["the price of I is at most $1,000"],
        "1.seen": ["I was not sold as seen"],
        "2": ["I is not a gift"],
    }
    assert all(ground.known for one in way.inapplicable for ground in one.missing)


def test_what_is_defeated_and_by_what(returns: Policy) -> None:
    (way,) = decided(returns, *ORDINARY, "I is a gift", closed=True).ways
    (defeat,) = way.defeated
    assert (way.verdict, [reason.norm for reason in way.live]) == (Verdict.EXEMPT, ["2"])
    assert (defeat.norm, [reason.norm for reason in defeat.by]) == ("1", ["2"])
    assert [ground.words for ground in defeat.by[0].because] == ["I is a gift"]


def test_the_fewest_facts_that_are_enough(returns: Policy) -> None:
    part = decided(returns, *ORDINARY, closed=True).sufficient
    assert part is not None
    assert part.smallest
    assert part.given == ORDINARY
    assert set(part.nothing_else) == {"I is not a gift", "I was not sold as seen"}
    gift = decided(returns, *ORDINARY, "I is a gift", closed=True).sufficient
    assert gift is not None
    assert (gift.given, gift.nothing_else) == (("I is a gift",), ())


def test_single_changes_that_flip_the_verdict(returns: Policy) -> None:
    decision = decided(returns, *ORDINARY, closed=True)
    flips = {flip.changes: flip.verdicts for flip in decision.flips}
    assert flips[("I is a gift",)] == (Verdict.EXEMPT,)
    assert flips[("I was sold as seen",)] == (Verdict.SILENT,)
    assert flips[("the state of I is damaged",)] == (Verdict.SILENT,)
    assert flips[("the price of I is $1,000.01",)] == (Verdict.SILENT,)
    assert flips[("the day of the act is April 1, 2026",)] == (Verdict.SILENT,)
    assert all(len(flip.changes) == 1 for flip in decision.flips)


def test_pairs_where_no_single_change_flips_the_verdict(returns: Policy) -> None:
    decision = decided(returns, closed=True, asking="the Shop may inspect I")
    assert decision.alone.verdicts == (Verdict.SILENT,)
    (flip,) = decision.flips
    assert flip.changes == ("I is a gift", "I was sold as seen")
    assert flip.verdicts == (Verdict.PROHIBITED,)


# --------------------------------------------------------------------------- open


def test_open_on_facts(returns: Policy) -> None:
    decision = decided(returns, *ORDINARY[:3])
    assert decision.status is DecisionStatus.FACT_OPEN
    assert decision.alone.verdicts == (Verdict.OBLIGED, Verdict.EXEMPT, Verdict.SILENT)
    assert [matter.words for matter in decision.matters] == [
        "the price of I",
        "whether I is a gift",
    ]
    assert decision.sufficient is None
    assert decision.flips == ()


LEASE = """policy lease "Lease"

party the Landlord "the landlord"
kind tenant is a party
event the day a tenant moves out
act return the deposit to a tenant

clause 1 "Return"
  the Landlord must return the deposit to every tenant
  within 2 months of the day the tenant moves out
"""


def test_days_counted_alike_in_two_completions_follow_one_another() -> None:
    policy, _ = elaborate_text(LEASE)
    assert policy is not None
    case = Sentences("tenant Ana", (), False, "the Landlord may return the deposit to Ana")
    example = case_of(policy, case).example
    solver = QuestionSolver(policy)
    decision = decide(solver, Speaker(policy), example, example.askings[0], {})
    assert decision.undecided == ()
    assert Verdict.LATE in decision.alone.verdicts
    assert "the day of the act" in [matter.words for matter in decision.matters]


def test_each_verdict_with_what_would_bring_it_about(returns: Policy) -> None:
    ways = {way.verdict: way for way in decided(returns, *ORDINARY[:3]).ways}
    assert set(ways[Verdict.OBLIGED].supposing) == {
        "the price of I is at most $1,000",
        "I is not a gift",
    }
    assert ways[Verdict.EXEMPT].supposing == ("I is a gift",)
    assert [reason.norm for reason in ways[Verdict.OBLIGED].live] == ["1"]
    assert ways[Verdict.SILENT].live == ()


def test_the_next_question(returns: Policy) -> None:
    question = decided(returns, *ORDINARY[:3]).next_question
    assert question is not None
    assert (question.words, question.about_reading) == ("whether I is a gift", False)
    assert question.answers == (
        ("if so", (Verdict.EXEMPT,)),
        ("if not", (Verdict.OBLIGED, Verdict.SILENT)),
    )


OPENED = (DELIVERED, IN_TIME, "the state of I is opened", "the price of I is 20 dollars")


def test_open_on_readings(returns: Policy) -> None:
    decision = decided(returns, *OPENED, closed=True)
    assert decision.status is DecisionStatus.READING_OPEN
    assert decision.alone.verdicts == (Verdict.OBLIGED,)
    assert decision.alone.possible == (Verdict.OBLIGED, Verdict.SILENT)
    assert decision.turns_on == ("opened",)
    (other,) = decision.others
    assert other.verdict is Verdict.SILENT
    assert [(c.question, c.reading) for c in other.sets[0]] == [("opened", "used")]
    assert decision.next_question is not None
    assert decision.next_question.about_reading


def test_open_on_both(returns: Policy) -> None:
    assert decided(returns, *OPENED).status is DecisionStatus.BOTH_OPEN


def test_readings_that_are_fixed(returns: Policy) -> None:
    for reading, verdict in (("unused", Verdict.OBLIGED), ("used", Verdict.SILENT)):
        decision = decided(returns, *OPENED, closed=True, readings={"opened": reading})
        assert decision.status is DecisionStatus.DECIDED
        assert decision.alone.possible == (verdict,)


# --------------------------------------------------------------------------- presumed, impossible


def test_a_presumption_supplies_what_is_unknown_and_is_said(returns: Policy) -> None:
    decision = decided(returns, *ORDINARY, "I is not a gift")
    assert decision.alone.verdicts == (Verdict.OBLIGED,)
    assert [(p.name, p.words) for p in decision.presumed] == [("seen", "I was not sold as seen")]
    assert decision.sufficient is not None
    assert decision.sufficient.presumed == ("I was not sold as seen",)
    assert ("I was sold as seen",) in {flip.changes for flip in decision.flips}


def test_a_presumption_yields_to_what_is_known_and_to_its_exception(returns: Policy) -> None:
    known = decided(returns, *ORDINARY, "I was sold as seen", "I is not a gift")
    assert known.presumed == ()
    assert known.alone.verdicts == (Verdict.SILENT,)
    assert decided(returns, *ORDINARY, "I is a gift").presumed == ()
    assert decided(returns, *ORDINARY, closed=True).presumed == ()


def test_what_cannot_be_so_is_said_with_the_assumption_it_breaks(returns: Policy) -> None:
    complaint = "the day a complaint about I arrives is 2026-02-20"
    decision = decided(returns, *ORDINARY, complaint, closed=True)
    assert decision.status is DecisionStatus.IMPOSSIBLE
    assert decision.alone.possible == ()
    assert decision.clash is not None
    assert decision.clash.given == (DELIVERED, complaint)
    assert [title for title, _ in decision.clash.assumptions] == [
        "No complaint comes before the delivery"
    ]


def test_columns_differ_where_the_law_speaks(returns: Policy) -> None:
    damaged = (DELIVERED, IN_TIME, "the state of I is damaged", "the price of I is 20 dollars")
    decision = decided(returns, *damaged, closed=True)
    found = {column.column: column.verdicts for column in decision.columns}
    assert found == {
        LawRegime.ALONE: (Verdict.SILENT,),
        LawRegime.BESIDE: (Verdict.OBLIGED,),
        LawRegime.END: (Verdict.OBLIGED,),
    }
    live = {way.column: [reason.norm for reason in way.live] for way in decision.ways}
    assert live == {LawRegime.ALONE: [], LawRegime.BESIDE: ["ca-1"], LawRegime.END: ["ca-1"]}


def test_a_solver_that_gives_up_is_said(returns: Policy) -> None:
    from verifier.solver.answers import Budget

    sentences = Sentences("item I", ORDINARY[:2], False, "the Shop may take back I")
    example = case_of(returns, sentences).example
    solver = QuestionSolver(returns, Budget(resources=1))
    decision = decide(solver, Speaker(returns), example, example.askings[0], {})
    assert decision.undecided == ("the budget for one question was used up",)


# --------------------------------------------------------------------------- smallest sets


def test_hitting_sets_are_smallest_and_first() -> None:
    sets = [frozenset({1, 2}), frozenset({2, 3}), frozenset({4, 5})]
    assert first_hitting(sets) == {2, 4}
    assert first_hitting([]) == frozenset()
    assert first_hitting([frozenset({3}), frozenset({1, 3}), frozenset({0, 2})]) == {0, 3}


def test_the_smallest_sufficient_set_is_found() -> None:
    enough = (frozenset({0, 1, 2}), frozenset({2, 4}), frozenset({3, 4}))

    def escape(kept: frozenset[int]) -> frozenset[int] | None:
        return None if any(one <= kept for one in enough) else kept

    assert smallest(6, escape) == (frozenset({2, 4}), True)
    assert smallest(3, lambda _: None) == (frozenset(), True)
