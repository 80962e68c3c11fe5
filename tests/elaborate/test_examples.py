"""Cases, guarantees, background, and lines given on the command line."""

from __future__ import annotations

from datetime import date

import pytest

from tests.examples.elaborated import VOCABULARY, policy_of, problems_of
from verifier.model import (
    ActInQuestion,
    ActPattern,
    Any,
    Every,
    Holds,
    LawRegime,
    Named,
    Not,
    Some,
    Thing,
    ValueIs,
    Variable,
    Verdict,
)

PERSON = Variable("person", "person")
REPORT = Variable("report", "report")
CRIME = Variable("crime", "crime")
ITEM = Variable("item", "item")
MAKES = Holds("a person makes a report", (PERSON, REPORT))
ABOUT = Holds("a report is about a crime", (REPORT, CRIME))

CASE = """question use "What is use?"
  about "use" in the text
  reading narrow (plain) "Narrow"
  reading wide "Wide"

clause 1 "One"
  the Office must not use an item against a person
  when reading use as wide

# Why this case is here.
case one "One"
  person Ana, Bea; crime C
  item I; statement S
  given Ana makes no report
  and Bea is not a victim of C
  and I was derived from S
  and the type of C is robbery
  and the day of the act is 2026-03-01
  and I is a statement
  and nothing else is so
  asking whether the Office may use I against Ana
  expect silent
  expect prohibited in the end, reading use as wide
  expect possibly silent, prohibited
  expect it turns on use
  asking whether Ana may use S against Bea
  expect silent under every reading
"""


def test_a_case() -> None:
    case = policy_of(CASE).cases["one"]
    assert case.things == (
        Thing("Ana", "party", frozenset({"person"})),
        Thing("Bea", "party", frozenset({"person"})),
        Thing("C", "crime"),
        Thing("I", "item", frozenset({"statement"})),
        Thing("S", "item", frozenset({"statement"})),
    )
    formulas = [given.formula for given in case.givens]
    victim = Holds("a person is a victim of a crime", (Named("Bea"), Named("C")))
    assert formulas[0] == Not(
        Some(REPORT, Holds("a person makes a report", (Named("Ana"), REPORT)))
    )
    assert formulas[1] == Not(victim)
    assert formulas[3] == ValueIs("type of crime", Named("C"), frozenset({"robbery"}))
    assert len(formulas) == 5
    assert case.closed
    assert "Why this case is here." in case.comment


def test_what_a_case_expects() -> None:
    first, second = policy_of(CASE).cases["one"].askings
    day = date(2026, 3, 1).toordinal()
    use = "use an item against a person"
    assert first.act == ActInQuestion(use, "the Office", ("I", "Ana"), day)
    assert second.act.agent == "Ana"
    plain, chosen, possible, turning = first.expectations
    assert plain.verdicts == (Verdict.SILENT,)
    assert (chosen.column, chosen.readings) == (LawRegime.END, (("use", "wide"),))
    assert possible.form == "possible"
    assert possible.verdicts == (Verdict.SILENT, Verdict.PROHIBITED)
    assert turning.questions == ("use",)
    assert second.expectations[0].every_reading


# --------------------------------------------------------------------------- guarantees


def test_a_promise_in_the_form_of_a_norm() -> None:
    promise = policy_of(
        """promise one "One"
  the Office must not use an item against a person
  when the person makes a report
  under the plain readings
"""
    ).promises["one"]
    assert promise.verdicts == frozenset({Verdict.PROHIBITED})
    assert (promise.column, promise.under) == (LawRegime.ALONE, "plain")
    assert promise.words == "the Office must not use an item against a person"
    assert promise.scope.bearer == Named("the Office")
    assert promise.scope.act == ActPattern("use an item against a person", (ITEM, PERSON))
    assert (promise.scope.variables, promise.scope.locals) == ((ITEM, PERSON), (REPORT,))


@pytest.mark.parametrize(
    ("law", "column"),
    [
        ("", LawRegime.ALONE),
        (
            'law one "One" above this policy\n  clause L "L"\n    the police may file a report\n',
            LawRegime.BESIDE,
        ),
    ],
)
def test_a_promise_never_to_conflict(law: str, column: LawRegime) -> None:
    promise = policy_of('promise one "One"\n  never a conflict\n\n' + law).promises["one"]
    assert promise.verdicts == frozenset(Verdict) - {Verdict.DILEMMA, Verdict.ANTINOMY}
    assert (promise.column, promise.under) == (column, "every")
    assert promise.scope.act is None


def test_possible_and_covers() -> None:
    policy = policy_of(
        """possible one "One"
  whether a person may file a report
  expect silent, permitted

possible two "Two"
  when a report is false
  under the plain readings

covers three "Three"
  whether the Office may file a report
  when the report is false
"""
    )
    one, two = policy.possibilities["one"], policy.possibilities["two"]
    assert one.verdicts == frozenset({Verdict.SILENT, Verdict.PERMITTED})
    assert (one.scope.bearer, one.under) == (PERSON, "some")
    assert two.verdicts == frozenset(Verdict)
    assert (two.scope.locals, two.under) == ((REPORT,), "plain")
    assert policy.coverages["three"].scope.variables == (REPORT,)


# --------------------------------------------------------------------------- background


def test_never_and_always() -> None:
    policy = policy_of(
        """assume never "Never"
  never
    a person makes a report
    the report is about a crime

assume always "Always"
  always every report is about some crime

assume whenever "Whenever"
  always the report is about a crime
  when a person makes a report

assume forward "Forward"
  always a report is about a crime
  when a person makes the report
  and the crime is solved

fact a crime is solved
"""
    )
    found = {name: one.formula for name, one in policy.assumptions.items()}
    solved = Holds("a crime is solved", (CRIME,))
    some_about = Some(CRIME, ABOUT)
    all_of = [PERSON, REPORT, CRIME]
    never = found["never"]
    assert isinstance(never, Not)
    assert str(never.body).count("Some(") == len(all_of)
    assert found["always"] == Every(REPORT, some_about)
    assert found["whenever"] == Every(PERSON, Every(REPORT, Any((Not(MAKES), some_about))))
    forward = found["forward"]
    assert isinstance(forward, Every)
    assert forward.variable == REPORT
    assert solved.fact in str(forward)


def test_a_presumption() -> None:
    presumption = policy_of(
        """presume honest "Honest"
  a report is not false
  unless the report is about a crime
"""
    ).presumptions["honest"]
    assert presumption.variables == (REPORT,)
    assert presumption.presumed == Not(Holds("a report is false", (REPORT,)))
    assert presumption.unless == Some(CRIME, ABOUT)


def test_vocabulary_is_what_the_other_tests_say() -> None:
    assert problems_of("") == []
    assert VOCABULARY.startswith("policy test")
