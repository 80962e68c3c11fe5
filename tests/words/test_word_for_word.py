"""What the tool says of clauses, cases, verdicts and guarantees, word for word."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.words.example import (
    DAY,
    ITEM,
    P3,
    PARTY,
    POLICY,
    SPEAKER,
    UNTRUTHFUL,
)
from verifier.model import (
    ActInQuestion,
    ActPattern,
    Case,
    Clause,
    Positions,
    Thing,
    Verdict,
)
from verifier.words import Speaker

# --------------------------------------------------------------------------- clauses


def test_a_clause_with_its_exception_and_definitions() -> None:
    assert SPEAKER.clause_paraphrase("P3") == (
        "The Office must not use an item against a person when all of these are true:",
        "   (a) the item was gathered from the person;",
        "   (b) the person is a victim of a crime;",
        "   (c) the crime is a violent crime [1]; and",
        "   (d) either the act serves to prosecute the person or the answer to “Is one of the two"
        " enough?” is “Either”.",
        "Exception “untruthful”: clause P3 does not apply when all of these are true:",
        "   (a) the person makes a report;",
        "   (b) the report is about the crime; and",
        "   (c) the truth of the report is false on a material matter.",
        "The exception concerns the crime of clause P3 only: as far as another crime fulfills the"
        " conditions, clause P3 still applies.",
        "[1] A crime is a violent crime exactly when the condition that goes with the answer to"
        " “Does ‘violent crime’ cover every crime on the list?” is met:",
        "   (a) “Every listed crime counts”: the crime is listed [2];",
        "   (b) “Only a crime with force counts”: the crime is listed [2] and force or threat of"
        " force was used in the crime.",
        "[2] A crime is listed exactly when the type of the crime is not “a crime that is not"
        " violent”.",
    )
    assert SPEAKER.definitions_of("P3") == ("violent", "listed")


def test_a_list_of_duties() -> None:
    assert SPEAKER.clause_paraphrase("P7") == (
        "The Office must do all of these:",
        "   (a) develop every training program with the police;",
        "   (b) develop at least one training program with the sheriff.",
    )


def test_a_disapplication_and_a_law() -> None:
    assert SPEAKER.clause_paraphrase("note") == (
        "This policy does not apply when the act is to disclose an item to the defense and the item"
        " is favorable to the defense and material.",
    )
    assert SPEAKER.clause_paraphrase("brady-1") == (
        "The Office must disclose an item to the defense when the item is favorable to the defense"
        " and material.",
        "It must be done no earlier than the day the item becomes known to the prosecutor and no"
        " later than 30 days after that day.",
        "This clause stands in a law above the policy: in the end it prevails over a clause of the"
        " policy that says the opposite.",
    )


def test_what_another_description_counts_as_is_told() -> None:
    forbidden = replace(P3, id="P6", clause="P6", act=ActPattern("report", (ITEM, PARTY)))
    clause = Clause("P6", "Reporting", (), ("P6",))
    policy = replace(
        POLICY,
        norms={**POLICY.norms, "P6": forbidden},
        clauses={**POLICY.clauses, "P6": clause},
    )
    last = Speaker(policy).clause_paraphrase("P6")[-1]
    assert last == "To disclose an item to a party counts as to report the item to the party."


def test_norms_in_one_sentence() -> None:
    assert SPEAKER.norm_sentence(UNTRUTHFUL) == (
        "Clause P3 does not apply when the person makes a report, the report is about the crime,"
        " and the truth of the report is false on a material matter."
    )
    assert SPEAKER.act_pattern(P3) == "use an item against a person"


def test_names_and_citations() -> None:
    assert SPEAKER.norm_name("P3") == "clause P3"
    assert SPEAKER.norm_name("P3.untruthful") == "the exception “untruthful” of clause P3"
    assert SPEAKER.norm_name("P7.2") == "item 2 of clause P7"
    assert SPEAKER.norm_name("note") == "the disapplication in clause note"
    assert SPEAKER.norm_name("brady-1") == "clause brady-1 of Brady v. Maryland"
    assert SPEAKER.clause_names(["P3", "P7", "note"]) == "clauses P3 to note"
    assert SPEAKER.clause_names(["P3", "note"]) == "clauses P3 and note"
    assert SPEAKER.clause_names(["P3", "brady-1"]) == (
        "clause P3 and clause brady-1 of Brady v. Maryland"
    )
    cited = SPEAKER.citation("P3")
    assert (cited.source_lines, cited.place) == ((1, 2), "small.policy:3")
    assert SPEAKER.citation("P3.untruthful").detail == "exception “untruthful”"


# --------------------------------------------------------------------------- cases, verdicts

THINGS = (
    Thing("p1", "party", frozenset({"person"})),
    Thing("p2", "party", frozenset({"person"})),
    Thing("c", "crime"),
    Thing("r1", "report"),
    Thing("r2", "report"),
    Thing("s", "item", frozenset({"statement"})),
)
ACT = ActInQuestion("use", "the Office", ("s", "p1"), DAY)
CASE = Case(
    THINGS,
    frozenset({("victim", ("p2", "c")), ("victim", ("p1", "c")), ("known", ("s",))}),
    {("type of crime", "c"): "robbery", ("price of item", "s"): 100_000},
    {("known", ("s",)): DAY - 1},
    ACT,
)


def test_nice_names() -> None:
    assert SPEAKER.names_for(THINGS) == {
        "p1": "Ana",
        "p2": "Bea",
        "c": "the crime",
        "r1": "the first report",
        "r2": "the second report",
        "s": "the statement",
    }


def test_a_case_in_sentences() -> None:
    readings = {"both": "both", "violent": "listed"}
    assert SPEAKER.case(SPEAKER.with_names(CASE), readings) == (
        "There are two persons, Ana and Bea; a crime; two reports; and a statement.",
        "Ana is a victim of the crime.",
        "Bea is a victim of the crime.",
        "The type of the crime is robbery.",
        "The price of the statement is $1,000.",
        "The day the statement becomes known to the prosecutor is February 28, 2026.",
        "The day of the act is March 1, 2026.",
        "The Office uses the statement against Ana.",
        "The answer to “Is one of the two enough?” is “Both together”.",
    )


def test_single_sentences_about_a_case() -> None:
    assert SPEAKER.fact(("victim", ("Ana", "C"))) == "Ana is a victim of C"
    assert SPEAKER.negated_fact(("victim", ("Ana", "C"))) == "Ana is not a victim of C"
    assert SPEAKER.whatever(("type of crime", "C")) == "whatever the type of C"
    assert SPEAKER.whatever(("victim", ("Ana", "C"))) == "whether or not Ana is a victim of C"
    act = ActInQuestion("use", "the Office", ("S", "Ana"))
    assert SPEAKER.act_in_question(act) == "the Office uses S against Ana"
    assert SPEAKER.act_in_question(act, "may") == "the Office may use S against Ana"


@pytest.mark.parametrize(
    ("verdict", "positions", "expected"),
    [
        (Verdict.PROHIBITED, None, "The Office must not use S against Ana."),
        (Verdict.OBLIGED, None, "The Office must use S against Ana."),
        (
            Verdict.OBLIGED,
            Positions(choice=True),
            "The Office must use S against Ana, or do another act of this kind.",
        ),
        (Verdict.SILENT, None, "No norm says whether the Office may use S against Ana."),
        (
            Verdict.ANTINOMY,
            Positions(forbidden=True, permitted=True),
            "The text says both that the Office may use S against Ana and that the Office must"
            " not.",
        ),
        (
            Verdict.DILEMMA,
            None,
            "The Office must use S against Ana and must not use S against Ana: whatever is done, a"
            " norm is breached.",
        ),
    ],
)
def test_verdicts(verdict: Verdict, positions: Positions | None, expected: str) -> None:
    act = ActInQuestion("use", "the Office", ("S", "Ana"))
    assert SPEAKER.verdict_sentence(verdict, act, positions) == expected


def test_silence_is_never_called_permission() -> None:
    assert SPEAKER.verdict(Verdict.SILENT) == "silent: no norm speaks"
    assert "permit" not in SPEAKER.verdict(Verdict.SILENT)


def test_background_and_guarantees() -> None:
    assert SPEAKER.assumption("one") == (
        "It never happens that a person makes a report and another person makes the report."
    )
    assert SPEAKER.promise("use") == (
        "Under every reading, in the end (where the law prevails), the Office must not use an item"
        " against a person when the item was gathered from the person and the person is a victim of"
        " a crime."
    )
    scope = POLICY.promises["use"].scope
    assert SPEAKER.scope(scope).startswith("the Office uses an item against a person, where")
