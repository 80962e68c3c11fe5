"""What to ask first: of everything open, that whose answer leaves the fewest verdicts, however it
turns out; then on average; the first such in declared order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from verifier.decide.decision import NextQuestion
from verifier.decide.inquiry import Frame, Inquiry
from verifier.decide.known_facts import fact_formula
from verifier.decide.told_comparisons import ToldComparisons
from verifier.encoding import counted_from, counting_of, verdict_is
from verifier.model import (
    ActDay,
    AttributeOf,
    CalendarDay,
    Compare,
    EventDay,
    Formula,
    ListType,
    Measure,
    Named,
    Not,
    Quantity,
    Reads,
    ValueIs,
    Verdict,
)
from verifier.semantics import Unknown
from verifier.solver import Model
from verifier.words import Speaker, quoted


@dataclass(frozen=True)
class PossibleAnswer:
    """One way in which an issue can turn out."""

    words: str
    formula: Formula


@dataclass(frozen=True)
class Issue:
    """Something that can be asked; exactly one of the answers is so."""

    words: str
    answers: tuple[PossibleAnswer, ...]
    about_reading: bool = False


Left = dict[tuple[int, int], set[Verdict]]
"""The verdicts that an answer leaves, by the places of issue and answer."""


def next_question(
    inquiry: Inquiry, frame: Frame, verdicts: Sequence[Verdict]
) -> NextQuestion | None:
    """The best first question where several verdicts are possible."""
    all_issues = tuple(issues(inquiry, frame))
    left = _left(inquiry, frame, verdicts, all_issues)
    open_ones = [place for place in range(len(all_issues)) if len(_sizes(left, place)) > 1]
    if len(verdicts) < 2 or not open_ones:
        return None
    best = min(open_ones, key=lambda place: _score(_sizes(left, place)))
    return _said(inquiry.speaker, all_issues[best], left, best, verdicts)


def _sizes(left: Left, place: int) -> list[int]:
    """How many verdicts each possible answer leaves."""
    return [len(some) for (issue, _), some in left.items() if issue == place and some]


def _score(sizes: list[int]) -> tuple[int, float]:
    return max(sizes), sum(sizes) / len(sizes)


# --------------------------------------------------------------------------- what can be asked


def issues(inquiry: Inquiry, frame: Frame) -> Iterator[Issue]:
    """Everything open, in declared order: values, facts, comparisons, questions."""
    fixed = frame.readings
    unknowns = inquiry.unknowns()
    for unknown in unknowns:
        if unknown.what != "question":
            yield from _fact_issue(inquiry, unknown)
    for compared in comparisons(inquiry):
        words = f"whether {inquiry.speaker.formula(compared)}"
        yield Issue(
            words, (PossibleAnswer("if so", compared), PossibleAnswer("if not", Not(compared)))
        )
    for unknown in unknowns:
        if unknown.what == "question" and unknown.id not in fixed:
            yield _reading_issue(inquiry, unknown.id)


def _fact_issue(inquiry: Inquiry, unknown: Unknown) -> Iterator[Issue]:
    speaker = inquiry.speaker
    match unknown.what:
        case "fact" | "event":
            formula = fact_formula((unknown.id, unknown.things))
            words = f"whether {speaker.fact((unknown.id, unknown.things))}"
            yield Issue(
                words, (PossibleAnswer("if so", formula), PossibleAnswer("if not", Not(formula)))
            )
        case "value":
            attribute = inquiry.policy.attributes[unknown.id]
            if isinstance(attribute.type, ListType):
                (thing,) = unknown.things
                members = attribute.type.values
                answers = (ValueIs(unknown.id, Named(thing), frozenset({m})) for m in members)
                words = f"the {attribute.name} of {thing}"
                yield Issue(words, tuple(PossibleAnswer(speaker.formula(f), f) for f in answers))
        case "act day" | "question":
            return


def _reading_issue(inquiry: Inquiry, name: str) -> Issue:
    question = inquiry.policy.questions[name]
    answers = (
        PossibleAnswer(f"if {quoted(r.title)}", Reads(name, r.name)) for r in question.readings
    )
    return Issue(f"the answer to {quoted(question.title)}", tuple(answers), about_reading=True)


def comparisons(inquiry: Inquiry) -> Iterator[Compare]:
    """Each comparison of numbers or days that the policy makes in this case."""
    session, told = inquiry.session, ToldComparisons(inquiry.policy)
    for node, key in tuple(session.grounding.circuit.atoms.items()):
        match key:
            case ("at most", tuple(factors), int(constant)) if session.clauses.has_defined(node):
                yield told.told(_compared(factors, constant))
            case _:
                pass


def _compared(factors: Iterable[tuple[tuple[object, ...], int]], constant: int) -> Compare:
    """The sum of factor times number, plus the constant, is at most 0: with what counts positively
    on the left and the rest on the right."""
    terms = _terms(factors)
    left = tuple((factor, measure) for factor, measure in terms if factor > 0)
    right = tuple((-factor, measure) for factor, measure in terms if factor < 0)
    if left:
        most = -constant
        strict = _noughts(most + 1) > _noughts(most)
        return Compare("<" if strict else "<=", Quantity(left, 0), Quantity(right, most + strict))
    strict = _noughts(constant - 1) > _noughts(constant)
    return Compare(">" if strict else ">=", Quantity(right, 0), Quantity((), constant - strict))


def _terms(factors: Iterable[tuple[tuple[object, ...], int]]) -> list[tuple[int, Measure]]:
    return [(factor, _measure(number)) for number, factor in factors]


def _noughts(number: int) -> int:
    """How many noughts a number ends in: $1,000 is a border where $1,000.01 is none."""
    digits = str(number)
    return len(digits) - len(digits.rstrip("0"))


def _measure(number: tuple[object, ...]) -> Measure:
    match number:
        case ("number", str(attribute), str(thing)):
            return AttributeOf(attribute, Named(thing))
        case ("day", str(event), tuple(things)):
            return EventDay(event, tuple(Named(str(thing)) for thing in things))
        case ("counted", *_):
            factors, constant = counted_from(number)
            return CalendarDay(*counting_of(number), Quantity(tuple(_terms(factors)), constant))
        case _:
            return ActDay()


# --------------------------------------------------------------------------- what answers leave


def _left(
    inquiry: Inquiry, frame: Frame, verdicts: Sequence[Verdict], all_issues: Sequence[Issue]
) -> Left:
    """Which verdicts go with which answers. Each completion found settles one pair for every
    issue; only what none of them showed is asked."""
    nodes = {
        (place, number): inquiry.node(answer.formula)
        for place, issue in enumerate(all_issues)
        for number, answer in enumerate(issue.answers)
    }
    left: Left = {place: set() for place in nodes}
    for verdict in verdicts:
        wanted = (*inquiry.known_nodes, inquiry.node(verdict_is(verdict), frame.column))
        for (place, number), some in left.items():
            if verdict not in some:
                answer = all_issues[place].answers[number].formula
                found = inquiry.check(frame, [answer], wanted)
                if found:
                    _note(inquiry.model(), nodes, left, verdict)
                elif found is None:
                    some.add(verdict)
    return left


def _note(model: Model, nodes: Mapping[tuple[int, int], int], left: Left, verdict: Verdict) -> None:
    """Puts down how every issue turned out in a completion with this verdict."""
    for place, some in left.items():
        if verdict not in some and model.holds(nodes[place]):
            some.add(verdict)


# --------------------------------------------------------------------------- in words


def _said(
    speaker: Speaker, issue: Issue, left: Left, place: int, verdicts: Sequence[Verdict]
) -> NextQuestion:
    """The question with its possible answers; those that leave the same are told together."""
    told: dict[tuple[Verdict, ...], list[PossibleAnswer]] = {}
    for number, answer in enumerate(issue.answers):
        kept = tuple(verdict for verdict in verdicts if verdict in left[place, number])
        if kept:
            told.setdefault(kept, []).append(answer)
    answers = tuple((_together(speaker, alike), kept) for kept, alike in told.items())
    return NextQuestion(issue.words, issue.about_reading, answers)


def _together(speaker: Speaker, answers: Sequence[PossibleAnswer]) -> str:
    """Several answers in one phrase."""
    first = answers[0].formula
    if isinstance(first, ValueIs):
        formulas = [one.formula for one in answers]
        members = frozenset(m for f in formulas if isinstance(f, ValueIs) for m in f.members)
        return f"if {speaker.formula(ValueIs(first.attribute, first.term, members))}"
    return speaker.series([answer.words for answer in answers], "or")
