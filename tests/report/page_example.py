"""A small policy and a run on it, made by hand, with something of everything a page can show."""

from __future__ import annotations

from verifier.findings.finding import (
    AskingResult,
    Assurance,
    AssuranceKind,
    CaseResult,
    CheckRun,
    Citation,
    ExpectationResult,
    Finding,
    Outcome,
    ReadingChoice,
    Remedy,
    Run,
    Severity,
    SingleChange,
    Strength,
    Witness,
)
from verifier.model import TRUE as ALWAYS
from verifier.model import (
    About,
    ActInQuestion,
    Adoption,
    Anchor,
    Assumption,
    Case,
    CaseClass,
    CaseExample,
    Clause,
    Condition,
    Law,
    LawRegime,
    Modality,
    Norm,
    Party,
    Policy,
    Promise,
    Question,
    Reading,
    SetAside,
    SourceSentence,
    SourceText,
    Verdict,
)
from verifier.report.page.policy_page import Page, build
from verifier.source import SourceFile, Span
from verifier.words.clause_text import Passage

TEXT = """Lending & Borrowing
The library cares about its readers. Members may borrow <any> book, including rare ones.
So long as a book is returned in time, no fee is charged.
Rare books shall not leave the
reading room. Dogs wait outside.
"""

WRITTEN = """policy lending "Lending & Borrowing"

clause 1 "Borrowing"
  quote "Members may borrow <any> book, including rare ones."
  a member may borrow a book

clause 2 "Fees"
  quote "So long as a book is returned in time, no fee is charged."
  the library must not charge a fee for a book
  when the book is returned in time

clause 3 "Rare books"
  quote "Rare books shall not leave the reading room."
  a member must not borrow a book
  when the book is rare
"""

SOURCE = SourceFile("text.txt", TEXT)
FILE = SourceFile("lending.policy", WRITTEN)


def place(words: str, file: SourceFile = FILE, length: int | None = None) -> Span:
    start = file.text.index(words)
    return Span(file, start, start + (len(words) if length is None else length))


def block(head: str) -> Span:
    start = WRITTEN.index(head)
    end = WRITTEN.find("\n\n", start)
    return Span(FILE, start, len(WRITTEN) if end < 0 else end)


def passage(words: str, until: str) -> Anchor:
    start = TEXT.index(words)
    end = TEXT.index(until, start) + len(until)
    return Anchor(" ".join(TEXT[start:end].split()), ((start, end),))


def source_text() -> SourceText:
    heads = ("Lending", "The library", "Members", "So long", "Rare", "Dogs")
    starts = [TEXT.index(head) for head in heads]
    ends = [*starts[1:], len(TEXT)]
    return SourceText(
        SOURCE,
        tuple(
            SourceSentence(number, start, len(TEXT[:end].rstrip()), heading=number == 1)
            for number, (start, end) in enumerate(zip(starts, ends, strict=True), 1)
        ),
    )


def norm(clause: str, modality: Modality, anchor: Anchor, layer: int = 0) -> Norm:
    condition = Condition(ALWAYS, "the book is rare", anchors=(anchor,))
    return Norm(
        clause, clause, modality, None, None, (), (), (condition,), layer, anchors=(anchor,)
    )


def policy() -> Policy:
    borrowing = passage("Members", "rare ones.")
    fees = passage("So long", "charged.")
    rare = passage("Rare books", "reading room.")
    law_words = Anchor("Lenders keep a register.", ())
    clauses = (
        Clause("1", "Borrowing", (borrowing,), ("1",), span=block("clause 1")),
        Clause("2", "Fees", (fees,), ("2",), span=block("clause 2")),
        Clause("3", "Rare books", (rare,), ("3",), span=block("clause 3")),
        Clause("act-1", "Register", (law_words,), ("act-1",), law="lenders act"),
    )
    norms = (
        norm("1", Modality.PERMITTED, borrowing),
        norm("2", Modality.FORBIDDEN, fees),
        norm("3", Modality.FORBIDDEN, rare),
        norm("act-1", Modality.OBLIGED, law_words, layer=1),
    )
    including = Question(
        "including",
        "Does “any book” reach rare ones?",
        (Reading("all", "Yes, “including” widens", plain=True), Reading("common", "Common ones")),
        (About("1", passage("including", "rare ones")),),
        Adoption("all", "the Board", 730000, "so it was always done"),
    )
    late = Question(
        "late books",
        "What of a book that comes back late?",
        (Reading("silent", "The text says nothing", plain=True), Reading("fee", "A fee is due")),
        (About(None, passage("So long", "So long")),),
    )
    weather = Question("weather", "Rain?", (Reading("dry", "Dry"),), affects_no_verdict=True)
    return Policy(
        name="lending",
        title="Lending & Borrowing",
        issued_by="the library",
        kinds={},
        parties={"the library": Party("the library", "the Town Library")},
        attributes={},
        facts={},
        acts={},
        definitions={},
        counts_as=(),
        questions={question.name: question for question in (including, late, weather)},
        clauses={clause.id: clause for clause in clauses},
        laws={"lenders act": Law("lenders act", "Lenders Act 1901", 1, paraphrase=True)},
        norms={norm.id: norm for norm in norms},
        attacks=(),
        savings=(),
        assumptions={
            "one copy": Assumption("one copy", "No two copies", ALWAYS, "The catalogue says so.")
        },
        presumptions={},
        promises={"home": HOME},
        possibilities={},
        coverages={},
        cases={
            example.name: example
            for example in (
                CaseExample("late return", "A book comes back late", (), (), True, (), "Common."),
                CaseExample("rare book", "A member asks for a rare book", (), (), False, ()),
                CaseExample("not run", "Nobody asked", (), (), False, ()),
            )
        },
        set_aside=(SetAside(passage("The library", "readers."), "a statement of purpose"),),
        source=source_text(),
        files=(FILE,),
    )


HOME = Promise(
    "home",
    "Every book comes home",
    CaseClass(None, None, (), (), ()),
    frozenset({Verdict.SILENT}),
    LawRegime.ALONE,
    "every",
    "every book comes home",
)


def citation(clause: str, title: str, words: str, line: int) -> Citation:
    return Citation(clause, title, words, (line, line), "lending.policy:3")


ALL = ReadingChoice(
    "including", "all", "Does “any book” reach rare ones?", "Yes", "including", True
)
FEE = ReadingChoice(
    "late books", "fee", "What of a book that comes back late?", "A fee is due", "So long as", False
)


def antinomy() -> Finding:
    witness = Witness(
        case=Case((), frozenset(), {}, {}, ActInQuestion("borrow a book", "Ana", ("B",))),
        readings={"including": "all", "late books": "silent"},
        act="Ana borrows the book B",
        given=("Ana is a member", "B is rare"),
        irrelevant=("whatever the day of the act",),
        verdicts=dict.fromkeys(LawRegime, Verdict.ANTINOMY),
        live=("1", "3"),
        changes=(
            SingleChange("B is not rare", "permitted: clause 1 alone applies"),
            SingleChange("Ana is not a member", "prohibited"),
        ),
    )
    return Finding(
        check="antinomy",
        outcome=Outcome.FAILS,
        severity=Severity.WARNING,
        headline="Clause 1 allows a member to borrow a rare book; clause 3 forbids it.",
        detail=("The text does not say which of the two prevails.",),
        citations=(
            citation("1", "Borrowing", "Members may borrow <any> book, including rare ones.", 2),
            citation("3", "Rare books", "Rare books shall not leave the reading room.", 4),
        ),
        strength=Strength.PLAIN,
        readings=((ALL,),),
        witness=witness,
        kinds=("the borrower is a guest of a member",),
        kinds_complete=False,
        reasons=(
            ("clause 1", "clause 3"),
            ("clause 1", "the exception “gifts” of clause 2"),
        ),
        remedies=(Remedy("make clause 3 prevail (“notwithstanding clause 1”)", "nothing else"),),
        assurance=Assurance(AssuranceKind.REPLAYED, "replayed; holds for any number of books."),
        fingerprint="antinomy-1-3-0f3a",
        place=place("clause 1"),
    )


def contestable() -> Finding:
    return Finding(
        check="gap",
        outcome=Outcome.FAILS,
        severity=Severity.NOTE,
        headline="A late book: no clause says what happens.",
        strength=Strength.CONTESTABLE,
        readings=((FEE, ALL), (FEE,)),
        fingerprint="gap-2-77ab",
    )


def unknown() -> Finding:
    return Finding(
        check="broken-promise",
        outcome=Outcome.UNKNOWN,
        severity=Severity.ERROR,
        headline="Whether every book comes back could not be decided.",
        assurance=Assurance(AssuranceKind.UNDECIDED, "the budget of 2,000,000 steps ran out."),
        strength=Strength.ROBUST,
    )


def run() -> Run:
    late = AskingResult(
        "whether the library may charge a fee for B",
        {LawRegime.ALONE: (Verdict.SILENT,), LawRegime.BESIDE: (Verdict.OBLIGED,)},
        (Verdict.SILENT, Verdict.PERMITTED),
        ("late books",),
        live=("2",),
        expectations=(
            ExpectationResult("expect silent", True),
            ExpectationResult("expect permitted, reading late books as fee", False, "silent"),
        ),
    )
    rare = AskingResult(
        "whether Ana may borrow B",
        {LawRegime.ALONE: (Verdict.ANTINOMY,), LawRegime.BESIDE: (Verdict.ANTINOMY,)},
        (Verdict.ANTINOMY,),
        expectations=(ExpectationResult("expect antinomy", True),),
    )
    return Run(
        "lending",
        (
            CheckRun("quote-mismatch", Outcome.HOLDS, asked=0, words="3 quotations were found"),
            CheckRun("antinomy", Outcome.FAILS, (antinomy(),), 12),
            CheckRun("gap", Outcome.FAILS, (contestable(),), 3),
            CheckRun("broken-promise", Outcome.UNKNOWN, (unknown(),), 1, "the budget ran out"),
            CheckRun("edge-value", Outcome.NOT_RUN, words="the policy has no numbers"),
        ),
        ("one copy",),
        (
            CaseResult("late return", "A book comes back late", (late,)),
            CaseResult("rare book", "A member asks for a rare book", (rare,)),
        ),
    )


class Voice:
    """Says something short of everything it is asked about."""

    def clause_outline(self, clause_id: str) -> tuple[Passage, ...]:
        return (
            Passage(0, "", f"What clause {clause_id} says, in other words, when:"),
            Passage(1, "(a)", "the book is rare; and"),
            Passage(1, "(b)", "at least one of these is true:"),
            Passage(2, "(i)", "the reader is <known>; or"),
            Passage(2, "(ii)", "the day is a Monday."),
        )

    def assumption(self, name: str) -> str:
        return f"{name.capitalize()} is on the shelf."

    def promise(self, name: str) -> str:
        return f"What the promise {name} says."

    def coverage(self, name: str) -> str:
        return f"What the claim {name} says."

    def possibility(self, name: str) -> str:
        return f"What the possibility {name} says."


def paged(result: Run) -> Page:
    """The page on the example policy and a run."""
    return build(policy(), result, Voice(), ("All was tried.",))
