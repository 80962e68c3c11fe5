"""Questions with their readings, the words they are about, and which conditions ask them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from verifier.elaborate.declarations import Names
from verifier.elaborate.references import ClauseBook, ReferenceEntry
from verifier.elaborate.sentences.anchors import Passage, extents, inside
from verifier.elaborate.sentences.complaints import (
    Complaints,
    Refusal,
    Related,
    did_you_mean,
    listed,
    refusal,
)
from verifier.elaborate.sentences.conditions import Context
from verifier.elaborate.sentences.formulas import parts_of
from verifier.elaborate.sentences.quantities import read_date
from verifier.language import AboutLine, AdoptedLine, QuestionDeclaration, Words
from verifier.model import About, Adoption, Anchor, Formula, Question, Reading, Reads

Passages = Mapping[str, Sequence[Anchor]]
"""All quotations of each clause, by its id."""


def read_questions(
    declarations: Sequence[QuestionDeclaration],
    book: ClauseBook,
    quoted: Passages,
    context: Context,
) -> dict[str, Question]:
    found: dict[str, Question] = {}
    names = Names("the question", context.complaints)
    for declaration in declarations:
        name = declaration.name.text
        if names.claim(name, declaration.name.span):
            found[name] = _question(declaration, book, quoted, context)
    return found


def _check_name(words: Words, complaints: Complaints) -> None:
    """A name with "as" in it could not be found in "reading QUESTION as READING"."""
    if "as" in words.text.split() or "," in words.text:
        complaints.error(
            "reserved-name",
            f"“{words.text}” cannot be the name of a question or a reading",
            words.span,
            "choose a name without “as” and without a comma",
        )


def _question(
    declaration: QuestionDeclaration, book: ClauseBook, quoted: Passages, context: Context
) -> Question:
    for words in (declaration.name, *(reading.name for reading in declaration.readings)):
        _check_name(words, context.complaints)
    about = []
    for line in declaration.about:
        with context.complaints.guard():
            about.append(_about(line, book, quoted, context))
    return Question(
        declaration.name.text,
        declaration.title.text,
        _readings(declaration, context.complaints),
        tuple(about),
        _adopted(declaration.adopted, declaration, context.complaints),
        declaration.affects_no_verdict,
        declaration.span,
    )


def _readings(declaration: QuestionDeclaration, complaints: Complaints) -> tuple[Reading, ...]:
    """The readings, exactly one of them plain: the first where the file marks none."""
    name = declaration.name.text
    names = Names(f"of the question “{name}”, the reading", complaints)
    lines = [line for line in declaration.readings if names.claim(line.name.text, line.name.span)]
    marked = [line for line in lines if line.plain]
    if len(lines) < 2:
        complaints.error(
            "short-question",
            f"the question “{name}” has fewer than two readings",
            declaration.name.span,
            "write each way to read the words as “reading NAME "
            "“TITLE””; with one way there is no question",
        )
    for line in marked[1:]:
        complaints.error(
            "two-plain-readings",
            f"the question “{name}” has two plain readings",
            line.span,
            "mark one of them as (plain)",
            (("the first is marked here", marked[0].span),),
        )
    plain = (marked or lines)[:1]
    return tuple(Reading(line.name.text, line.title.text, line in plain) for line in lines)


def _adopted(
    line: AdoptedLine | None, declaration: QuestionDeclaration, complaints: Complaints
) -> Adoption | None:
    if line is None:
        return None
    readings = [reading.name.text for reading in declaration.readings]
    with complaints.guard():
        if line.reading.text not in readings:
            raise refusal(
                "unknown-reading",
                f"the question “{declaration.name.text}” has no reading “{line.reading.text}”",
                line.reading.span,
                did_you_mean(
                    line.reading.text, readings, f"it has {listed(readings) or 'no readings'}"
                ),
            )
        day = read_date(line.on.text, line.on.span)
        return Adoption(line.reading.text, line.by.text, day, line.because.text)
    return None


# --------------------------------------------------------------------------- about


def _about(line: AboutLine, book: ClauseBook, quoted: Passages, context: Context) -> About:
    if line.clause is None:
        return About(None, _once(line, "the source text", (), context))
    entry = book.clause(line.clause)
    if entry.law is not None:
        return About(entry.id, Anchor(line.quote.text, (), line.quote.span))
    areas = extents(quoted.get(entry.id, ()))
    return About(entry.id, _once(line, f"clause {entry.id}", areas, context, entry))


def _once(
    line: AboutLine,
    where: str,
    areas: Sequence[Passage],
    context: Context,
    entry: ReferenceEntry | None = None,
) -> Anchor:
    """The quoted words, which must stand exactly once: in what the clause quotes, else in the
    sentences that it quotes from, else in the lists that these are parts of; or in the whole
    text."""
    words, span = line.quote.text, line.quote.span
    if context.quotations.source is None:
        return Anchor(words, (), span)
    found = list(dict.fromkeys(context.quotations.occurrences(words)))
    if entry is not None:
        near = (areas, context.quotations.sentences_of(areas), context.quotations.wholes_of(areas))
        nearest = ([one for one in found if inside(one, area)] for area in near)
        found = next((here for here in nearest if here), [])
    if len(found) == 1:
        return Anchor(words, found[0], span)
    raise _not_once(line, where, len(found), entry)


def _not_once(line: AboutLine, where: str, count: int, entry: ReferenceEntry | None) -> Refusal:
    words = line.quote.text
    if count:
        return refusal(
            "repeated-quote",
            f"“{words}” stands {count} times in {where}",
            line.quote.span,
            "quote more words, so that it is clear which are meant",
        )
    related: Related = ()
    if entry is not None and entry.declaration.quotes:
        related = ((f"{where} quotes this", entry.declaration.quotes[0].span),)
    return refusal(
        "quote-mismatch",
        f"{where} contains no words “{words}”",
        line.quote.span,
        "quote words that the clause quotes from the source, or name the clause that does",
        related,
    )


# --------------------------------------------------------------------------- which are asked


def check_questions(
    questions: Mapping[str, Question], formulas: Iterable[Formula], complaints: Complaints
) -> None:
    """A question decides something or says that it does not; readings can be told apart."""
    asked: dict[str, set[str]] = {}
    for formula in formulas:
        for part in parts_of(formula):
            if isinstance(part, Reads):
                asked.setdefault(part.question, set()).add(part.reading)
    for question in questions.values():
        _check_asked(question, asked.get(question.name, set()), complaints)


def _check_asked(question: Question, asked: set[str], complaints: Complaints) -> None:
    if asked and question.affects_no_verdict:
        complaints.error(
            "mentioned-question",
            f"the question “{question.name}” is marked “affects no verdict”, and a condition "
            "depends on it",
            question.span,
            "delete “affects no verdict”",
        )
    if not asked and not question.affects_no_verdict and not _misread(question, complaints):
        complaints.error(
            "unmentioned-question",
            f"no condition mentions the question “{question.name}”",
            question.span,
            f"write “reading {question.name} as …” in a condition, or “affects no verdict” here",
        )
    missing = [reading for reading in question.readings if reading.name not in asked]
    if asked and len(missing) > 1:
        _not_told_apart(question, missing, complaints)


def _misread(question: Question, complaints: Complaints) -> bool:
    """Whether a condition that mentions it was refused for the name of its reading."""
    start = f"the question “{question.name}” has no reading"
    return any(problem.message.startswith(start) for problem in complaints.problems)


def _not_told_apart(question: Question, missing: Sequence[Reading], complaints: Complaints) -> None:
    names = listed(reading.name for reading in missing)
    complaints.warn(
        "unmentioned-reading",
        f"of the question “{question.name}” no condition mentions {names}, so they come to the "
        "same",
        question.span,
        f"write “reading {question.name} as {missing[-1].name}” where it makes a difference",
    )
