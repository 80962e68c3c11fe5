"""What is printed of a case is held against the interpreter: every completion of it shows the
finding and has its verdict; every single change told of it does what is said, nothing else being
so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations, islice

from hypothesis import HealthCheck, Phase, given, settings

from tests.examples.elaborated import elaborate_text
from tests.generators.policies import policies
from verifier.checks.support.check_context import CheckContext, Existence
from verifier.checks.support.conflicts import clash, pairs
from verifier.encoding import Query
from verifier.explanation import Explained, Replay, witnessed
from verifier.findings import Witness
from verifier.model import (
    Formula,
    LawRegime,
    ListType,
    Not,
    Policy,
    Readings,
    fact_statement,
    values_statement,
)
from verifier.semantics import candidates, evaluate
from verifier.semantics.completions import Completion, PartlyKnown, completions
from verifier.solver import QuestionSolver

MOST = 3_000
"""So many completions of one case are tried."""


def tried(
    policy: Policy,
    explained: Explained,
    known: Sequence[Formula],
    readings: Readings,
    closed: bool = False,
) -> Iterator[Completion]:
    """The completions of what is known of a case, under these readings."""
    case = explained.found.case
    act = case.act if explained.dated else replace(case.act, day=None)
    partly = PartlyKnown(case.things, act, tuple(known), closed, readings)
    found = completions(policy, partly, candidates(policy, known))
    for one in islice(found, MOST):
        act = one.case.act
        yield replace(one, case=replace(one.case, act=replace(act, day=act.day or case.act.day)))


def shows(policy: Policy, query: Query, one: Completion) -> bool:
    replay = Replay({"": policy}, one.case, {"": one.readings})
    return replay.holds(query.body, query.angle, replay.roles())


def standings(context: CheckContext) -> Iterator[tuple[Query, Existence]]:
    for first, second in pairs(context, lambda one, other: one.layer == other.layer == 0):
        found = context.standing(clash(context, first, second, LawRegime.ALONE))
        if found is not None:
            yield found.query, found


def told_of(context: CheckContext, query: Query, standing: Existence) -> tuple[Witness, Explained]:
    found = context.shown(standing)
    assert found is not None
    everywhere = context.given_readings(standing)
    return witnessed(context.solver, context.speaker, query, found, everywhere=everywhere)


def hold_against_the_interpreter(policy: Policy) -> tuple[int, int]:
    """How many completions and how many changes were tried."""
    context = CheckContext(policy, QuestionSolver(policy), {})
    completed = changed = 0
    for query, standing in standings(context):
        witness, explained = told_of(context, query, standing)
        readings: Readings = {} if standing.found is not None else witness.readings
        for one in tried(policy, explained, explained.known, readings):
            completed += 1
            assert shows(policy, query, one), (query, explained.known, one)
        for one in tried(policy, explained, explained.known, witness.readings):
            verdict = evaluate(policy, one.case, one.readings, LawRegime.ALONE).verdict
            assert witness.verdicts[LawRegime.ALONE] is verdict, (explained.known, one)
        said = {change.words: change.effect for change in witness.changes}
        for words, known in flips(context, explained):
            if words in said:
                changed += 1
                came = [*tried(policy, explained, known, witness.readings, closed=True)]
                for one in came:
                    assert not shows(policy, query, one), (words, one)
                    result = evaluate(policy, one.case, one.readings, LawRegime.ALONE)
                    assert said[words].startswith(str(result.verdict)), (words, said[words], one)
    return completed, changed


def flips(context: CheckContext, explained: Explained) -> Iterator[tuple[str, list[Formula]]]:
    """Each change that may be told, with what is known of the changed case."""
    case = explained.found.case
    for place, statement in enumerate(explained.needed):
        others = [f for at, f in enumerate(explained.known) if at != place]
        if statement.fact is not None and statement.fact not in case.days:
            formula = fact_statement(statement.fact)
            if statement.holds:
                yield context.speaker.negated_fact(statement.fact), [*others, Not(formula)]
            else:
                yield context.speaker.fact(statement.fact), [*others, formula]
        elif statement.value is not None:
            kind = context.policy.attributes[statement.value[0]].type
            values = kind.values if isinstance(kind, ListType) else ()
            for group in groups(values):
                words = context.speaker.value_among(statement.value, group)
                yield words, [*others, values_statement(statement.value, group)]


def groups(values: Sequence[str]) -> Iterable[tuple[str, ...]]:
    for size in range(1, len(values)):
        yield from combinations(values, size)


@settings(
    max_examples=40,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(policies(tiny=True))
def test_every_completion_of_a_case_shown_shows_the_finding(
    policy: Policy,
) -> None:
    hold_against_the_interpreter(policy)


# --------------------------------------------------------------------------- policies of others

LEASE = """policy lease "Lease"

party the Landlord "the Landlord"

kind tenant is a party
kind flat
  heating is one of gas, oil, wood
  pets is yes or no
  garden is yes or no

fact a tenant rents a flat
fact a tenant is in arrears
fact a tenant is a relative of another tenant

act enter a flat
act end the lease of a tenant

clause 1 "Repairs"
  the Landlord may enter a flat
  when the heating of the flat is one of gas, oil
  and any of
    the pets of the flat is no
    the garden of the flat is yes

clause 2 "Quiet"
  the Landlord must not enter a flat
  when a tenant rents the flat
  and the tenant is not in arrears

clause 3 "Arrears"
  the Landlord must end the lease of a tenant
  when the tenant is in arrears

clause 4 "Families"
  the Landlord must not end the lease of a tenant
  when another tenant is a relative of the tenant
"""

RETENTION = """policy retention "Retention"

party the Archive "the Archive"

kind employee is a party
kind record
  class is one of tax, personnel, mail, minutes
  copies is a number of copies

fact an employee wrote a record
fact a record is sealed
fact a record is under a hold

act destroy a record

question hold "Does a hold end by itself?"
  reading no (plain) "No"
  reading yes "Yes"

clause 1 "Old mail"
  an employee must destroy a record
  when the class of the record is one of mail, minutes
  and the copies of the record is more than 3 copies

clause 2 "Own records"
  an employee must not destroy a record
  when an employee (the writer) wrote the record
  except sealed when the record is sealed
  except held when the record is under a hold
  and reading hold as yes

clause 3 "Tax"
  an employee may destroy a record
  when the class of the record is tax
"""


def policy_of(text: str) -> Policy:
    policy, problems = elaborate_text(text, "")
    assert policy is not None, problems
    return policy


def test_a_lease() -> None:
    completed, changed = hold_against_the_interpreter(policy_of(LEASE))
    assert completed >= 8
    assert changed >= 4


def test_a_retention_rule() -> None:
    completed, changed = hold_against_the_interpreter(policy_of(RETENTION))
    assert completed > 5
    assert changed >= 2


LEAVE = """policy leave "Leave"

kind employee is a party
kind absence
  disability leave is yes or no
  medical leave is yes or no

act use sick leave for an absence

clause 5 "Leave is used"
  an employee must use sick leave for an absence
  when any of
    the disability leave of the absence is yes
    the medical leave of the absence is yes

clause 6 "Never"
  an employee must not use sick leave for an absence
"""


def shown_of(text: str) -> Witness:
    policy = policy_of(text)
    context = CheckContext(policy, QuestionSolver(policy), {})
    ((query, standing), *_) = standings(context)
    return told_of(context, query, standing)[0]


def test_what_is_free_is_free_all_at_once() -> None:
    witness = shown_of(LEAVE)
    assert witness.irrelevant == ("whatever the medical leave of the absence",)
    assert witness.given == ("Ana is an employee", "the disability leave of the absence is yes")


SCOPE = """policy house "House rules"

party the Office "the Town Office"

kind member is a party

kind report

fact a member is suspended

act publish a report

question scope "How far does scope go?"
  reading narrow (plain) "It is narrow"
  reading broad "It is broad"

clause 1 "Clause 1"
  the Office may publish a report

clause 2 "Clause 2"
  the Office must not publish a report
  except x1 when no member is suspended
  and reading scope as broad
"""


def test_a_case_under_every_reading_stands_under_every_reading() -> None:
    witness = shown_of(SCOPE)
    assert "Ana is suspended" in witness.given
    assert not any("scope" in change.words for change in witness.changes)
