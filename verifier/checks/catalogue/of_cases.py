"""Checks of cases: does the policy decide them as expected, and do they try every clause?"""

from __future__ import annotations

from verifier.checks.catalogue.entry import CatalogueEntry, CatalogueExample
from verifier.findings import Severity

GROUP = "Cases"

_tested = CatalogueExample(
    """policy lending "Lending"

party the Library "the Town Library"

kind reader
  age is one of child, adult

kind book

fact a book is rare
fact a reader holds a senior card

act lend a book to a reader

assume senior cards "Only adults hold a senior card"
  never
    the age of a reader is child
    the reader holds a senior card

clause 1 "Rare books"
  the Library must not lend a book to a reader
  when the book is rare
  except seniors when the reader holds a senior card

case adult "An adult asks for a rare book"
  reader Ana; book B
  given B is rare
  and the age of Ana is adult
  and nothing else is so
  asking whether the Library may lend B to Ana
  expect prohibited

case senior "A senior asks for a rare book"
  reader Ana; book B
  given B is rare
  and the age of Ana is adult
  and Ana holds a senior card
  and nothing else is so
  asking whether the Library may lend B to Ana
  expect silent
""",
    "Both cases come out as expected.",
)

FAILED_CASE = CatalogueEntry(
    name="failed-case",
    group=GROUP,
    asks="Is the verdict on each case the one that its author expects?",
    matters="A case is a lawyer's understanding of the policy. Where the two differ, one is wrong.",
    fires=_tested.edited(
        "  expect silent\n",
        "  expect permitted\n",
        "The case “senior” expects permitted, and no norm speaks: the exception only takes the case"
        " out of clause 1.",
    ),
    near_miss=_tested,
    settle="Find out which side is wrong: the clause, the expectation, or the facts. `antinomy"
    " decide` shows what defeats what.",
    cannot_see="Cases that nobody wrote; `untested-clause` suggests some.",
    severity=Severity.ERROR,
)

IMPOSSIBLE_CASE_FACTS = CatalogueEntry(
    name="impossible-case-facts",
    group=GROUP,
    asks="Can the facts of each case be true together, given the assumptions?",
    matters="A case that cannot happen tests nothing; its verdict would be an accident.",
    fires=_tested.edited(
        "  and the age of Ana is adult\n  and Ana holds a senior card\n",
        "  and the age of Ana is child\n  and Ana holds a senior card\n",
        "In the case “senior” a child holds a senior card, which the assumption “senior cards”"
        " excludes.",
    ),
    near_miss=_tested,
    settle="Correct the facts, or weaken the assumption that is named.",
    cannot_see="Cases that are possible in the model and absurd in life.",
    severity=Severity.ERROR,
)

UNTESTED_CLAUSE = CatalogueEntry(
    name="untested-clause",
    group=GROUP,
    asks="Does some case show each clause at work, and each exception and priority deciding?",
    matters="What no case shows, an edit can break unnoticed. For each gap the check suggests a"
    " case, marked as one that a lawyer has still to confirm. `antinomy test` asks more: whether"
    " some case shows what each single line of a condition does, and what holds at the very value"
    " of each threshold, such as exactly $500.",
    fires=CatalogueExample(
        _tested.policy[: _tested.policy.index("case senior")].rstrip("\n") + "\n",
        "No case shows the exception “seniors” at work. Suggested: a senior asks for a rare book.",
    ),
    near_miss=_tested.saying(
        "One case shows clause 1 at work, the other what the exception “seniors” changes."
    ),
    settle="Confirm the verdict of the suggested case and add it.",
    cannot_see="Whether an expected verdict is right.",
    severity=Severity.NOTE,
)

_common = """
case common "An adult asks for a common book"
  reader Ana; book B
  given the age of Ana is adult
  and nothing else is so
  asking whether the Library may lend B to Ana
  expect silent
"""

MUTATION_SCORE = CatalogueEntry(
    name="mutation-score",
    group=GROUP,
    asks="Would the cases, promises and possibilities notice each small edit of the clauses and"
    " definitions?",
    matters="What no case notices can be lost in drafting without anybody seeing it. An edit that"
    " is proved to change no verdict is not counted; every other one that nothing notices is shown"
    " with a case that would, for a lawyer to confirm.",
    fires=_tested.saying(
        "Without “the book is rare” clause 1 would forbid to lend any book, and no case would come"
        " out otherwise: an edit nobody would notice. Suggested: a reader asks for a common book."
    ),
    near_miss=CatalogueExample(
        f"{_tested.policy}{_common}",
        "Each of the nine edits (a clause or a condition left out, or turned round, and so on) is"
        " noticed by a case.",
    ),
    settle="Confirm the verdict of the suggested case and add it; or find that the word was not"
    " needed and strike it.",
    cannot_see="Edits of several words at once, of the laws above the policy, of assumptions and of"
    " deadlines; and whether an expected verdict is right. It is asked by `antinomy mutate`, which"
    " takes longer than `antinomy check`.",
    severity=Severity.NOTE,
)

ENTRIES = (FAILED_CASE, IMPOSSIBLE_CASE_FACTS, UNTESTED_CLAUSE, MUTATION_SCORE)
