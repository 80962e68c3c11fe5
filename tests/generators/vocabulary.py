"""Vocabularies for property tests: policies with kinds, parties, attributes, facts, acts and
questions, but no definitions and no norms yet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from verifier.model import (
    PARTY,
    ActKind,
    Attribute,
    Fact,
    Hole,
    Kind,
    OneToEach,
    Party,
    Policy,
    Question,
    Reading,
    SentenceParts,
)
from verifier.model.value_types import YES_NO, ListType, NumberType, Unit, ValueType

OFFICE = "the Office"
DEFENSE = "the defense"
FIRST_DAY = date(2026, 3, 1).toordinal()
DAYS = tuple(range(FIRST_DAY, FIRST_DAY + 5))
"""The only days that generated conditions and cases speak of."""

VERBS = ("makes", "holds", "concerns", "wants")
ACT_VERBS = ("use", "give", "keep")


def kind_of(name: str, parent: str | None = None) -> Kind:
    return Kind(name, parent, f"{name}s")


def bare_policy(
    kinds: Iterable[Kind] = (),
    attributes: Iterable[Attribute] = (),
    facts: Iterable[Fact] = (),
    acts: Iterable[ActKind] = (),
    questions: Iterable[Question] = (),
) -> Policy:
    """A policy that declares words and says nothing; the kind `party` and two parties are there."""
    return Policy(
        name="generated",
        title="A generated policy",
        issued_by=None,
        kinds={kind.name: kind for kind in (Kind(PARTY, None, "parties"), *kinds)},
        parties={name: Party(name, name) for name in (OFFICE, DEFENSE)},
        attributes={attribute.id: attribute for attribute in attributes},
        facts={fact.id: fact for fact in facts},
        acts={act.id: act for act in acts},
        definitions={},
        counts_as=(),
        questions={question.name: question for question in questions},
        clauses={},
        laws={},
        norms={},
        attacks=(),
        savings=(),
        assumptions={},
        presumptions={},
        promises={},
        possibilities={},
        coverages={},
        cases={},
        set_aside=(),
        source=None,
        files=(),
    )


def holes_of(kinds: Iterable[str]) -> tuple[Hole, ...]:
    """Holes with labels as a drafter writes them: a person, another person, a third person."""
    seen: dict[str, int] = {}
    found = []
    for kind in kinds:
        seen[kind] = seen.get(kind, 0) + 1
        found.append(Hole(kind, ("", "other ", "third ")[seen[kind] - 1] + kind))
    return tuple(found)


def words_of(parts: SentenceParts) -> str:
    """A declared sentence as words: its id."""
    return " ".join(part if isinstance(part, str) else _spoken(part) for part in parts)


def _spoken(hole: Hole) -> str:
    if hole.label.startswith("other "):
        return "an" + hole.label
    return ("an " if hole.label[0] in "aeiou" else "a ") + hole.label


def fact_of(
    verb: str,
    kinds: tuple[str, ...],
    *,
    about_act: bool = False,
    event: bool = False,
    one_to_each: tuple[OneToEach, ...] = (),
) -> Fact:
    """A fact such as "a person makes a report", or "the act makes a report" about the act."""
    holes = holes_of(kinds)
    lead: SentenceParts = ("the act", verb) if about_act else (*holes[:1], verb)
    parts: SentenceParts = (*lead, *(holes if about_act else holes[1:]))
    if event:
        parts = ("the day", *parts)
    return Fact(words_of(parts), parts, about_act, event, one_to_each)


def act_of(verb: str, kinds: tuple[str, ...]) -> ActKind:
    """An act such as "use an item with a person"."""
    parts: list[str | Hole] = [verb]
    for place, hole in enumerate(holes_of(kinds)):
        parts.extend([hole] if place == 0 else ["with", hole])
    return ActKind(words_of(tuple(parts)), tuple(parts))


def question_of(name: str, *readings: str) -> Question:
    """A question whose first reading is plain."""
    return Question(
        name, f"How is {name} read?", tuple(Reading(r, r, r == readings[0]) for r in readings)
    )


# --------------------------------------------------------------------------- strategies


@st.composite
def vocabularies(draw: DrawFn, tiny: bool = False) -> Policy:
    """Words to write a policy in. Tiny ones have few enough cases to try them all: one kind beside
    the parties, one act, one or two facts, at most one attribute and one question."""
    if tiny:
        return _tiny(draw)
    kinds = draw(st.sampled_from(KINDS))
    names = (PARTY, *(kind.name for kind in kinds))
    return bare_policy(
        kinds,
        _attributes(draw, names),
        _facts(draw, names),
        _acts(draw, names),
        _questions(draw, 2),
    )


PERSON = kind_of("person", PARTY)
ITEM = kind_of("item")
REPORT = kind_of("report")
STATEMENT = kind_of("statement", "item")
NOTE = kind_of("note", "statement")
KINDS: tuple[tuple[Kind, ...], ...] = (
    (PERSON, ITEM),
    (ITEM, STATEMENT),
    (PERSON, REPORT),
    (PERSON, ITEM, STATEMENT),
    (PERSON, ITEM, REPORT),
    (ITEM, STATEMENT, NOTE),
    (PERSON, ITEM, STATEMENT, REPORT),
)

LISTS = (YES_NO, ListType(("low", "middle", "high")), ListType(("red", "blue"), open=True))
NUMBER = NumberType(Unit.COUNT, 0, 4)
DATE = NumberType(Unit.DATE, DAYS[0], DAYS[-1])


def _tiny(draw: DrawFn) -> Policy:
    facts = [fact_of("counts", ("item",))]
    if draw(st.booleans()):
        facts.append(fact_of("matters", (), about_act=True))
    attributes = [Attribute("state", "item", YES_NO)] if draw(st.booleans()) else []
    acts = [act_of("use", ("item",))]
    return bare_policy([ITEM], attributes, facts, acts, _questions(draw, 1))


def _attributes(draw: DrawFn, kinds: tuple[str, ...]) -> list[Attribute]:
    types: tuple[tuple[str, tuple[ValueType, ...]], ...] = (
        ("state", LISTS),
        ("grade", LISTS),
        ("size", (NUMBER,)),
        ("date", (DATE,)),
    )
    chosen = draw(st.sets(st.sampled_from(types), max_size=3))
    return [
        Attribute(name, draw(st.sampled_from(kinds)), draw(st.sampled_from(some)))
        for name, some in types
        if (name, some) in chosen
    ]


def _facts(draw: DrawFn, kinds: tuple[str, ...]) -> list[Fact]:
    return [_fact(draw, verb, kinds) for verb in VERBS[: draw(st.integers(2, 4))]]


def _fact(draw: DrawFn, verb: str, kinds: tuple[str, ...]) -> Fact:
    sort = draw(st.sampled_from(("timeless", "timeless", "about the act", "event", "function")))
    if sort == "function":
        holes = draw(st.tuples(st.sampled_from(kinds), st.sampled_from(kinds)))
        rule = OneToEach(draw(st.integers(0, 1)), draw(st.booleans()))
        return fact_of(verb, holes, one_to_each=(rule,))
    least = 0 if sort == "about the act" else 1
    wanted = st.lists(st.sampled_from(kinds), min_size=least, max_size=2)
    holes_drawn = tuple(draw(wanted))
    return fact_of(verb, holes_drawn, about_act=sort == "about the act", event=sort == "event")


def _acts(draw: DrawFn, kinds: tuple[str, ...]) -> list[ActKind]:
    roles = st.lists(st.sampled_from(kinds), min_size=1, max_size=2)
    return [act_of(verb, tuple(draw(roles))) for verb in ACT_VERBS[: draw(st.integers(1, 3))]]


def _questions(draw: DrawFn, most: int) -> list[Question]:
    wanted = st.sampled_from((("narrow", "broad"), ("narrow", "broad", "other")))
    return [
        question_of(f"question {place}", *draw(wanted))
        for place in range(1, draw(st.integers(0, most)) + 1)
    ]
