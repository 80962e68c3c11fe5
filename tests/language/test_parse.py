"""Text to tree: what each kind of line becomes, and that no text makes the parser stumble."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_benchmark.fixture import BenchmarkFixture

from verifier.diagnostics import excerpt
from verifier.language.layout import source_of
from verifier.language.parse import parse
from verifier.language.syntax import (
    AssumeDeclaration,
    Block,
    CaseDeclaration,
    ClauseDeclaration,
    Conditions,
    CountsAsDeclaration,
    Disapplication,
    FactDeclaration,
    Item,
    KindDeclaration,
    LawDeclaration,
    Line,
    ListSpec,
    NormSentence,
    NumberSpec,
    PartyDeclaration,
    PresumeDeclaration,
    PromiseDeclaration,
    QuestionDeclaration,
    Words,
)

SPEC = Path(__file__).parents[2] / "spec"
Node = TypeVar("Node", bound=Item)


def items(text: str) -> tuple[Item, ...]:
    document, problems = parse(source_of("a.policy", text))
    assert [excerpt(problem) for problem in problems] == []
    return document.items


def one(kind: type[Node], text: str) -> Node:
    (item,) = items(text)
    assert isinstance(item, kind)
    return item


def texts(words: tuple[Words, ...]) -> list[str]:
    return [each.text for each in words]


def outline(conditions: Conditions) -> list[object]:
    """Alternatives as nested lists of words."""
    return [[_part(part) for part in alternative] for alternative in conditions.alternatives]


def _part(part: Line | Block) -> object:
    if isinstance(part, Line):
        return part.words.text
    return [part.word, *(_part(inner) for inner in part.parts)]


def clause(*lines: str) -> ClauseDeclaration:
    return one(ClauseDeclaration, 'clause P1 "T"\n' + "".join(f"  {line}\n" for line in lines))


NORM = "the Office must not use an item against a person"


# --------------------------------------------------------------------------- clauses


def test_norm_sentence() -> None:
    body = clause(NORM).body
    assert isinstance(body, NormSentence)
    assert body.bearer.text == "the Office"
    assert body.verb == "must not"
    assert texts(body.phrases) == ["use an item against a person"]
    assert body.bearer.span.text == "the Office"
    assert body.phrases[0].span.text == "use an item against a person"


@pytest.mark.parametrize("verb", ["must", "must not", "may", "need not"])
def test_verbs(verb: str) -> None:
    body = clause(f"a peace officer {verb} use an item").body
    assert isinstance(body, NormSentence)
    assert (body.verb, body.bearer.text) == (verb, "a peace officer")


def test_list_of_acts() -> None:
    body = clause("the Office must do all of", "  develop a program", "  use an item").body
    assert isinstance(body, NormSentence)
    assert texts(body.phrases) == ["develop a program", "use an item"]


def test_conditions_and_blocks() -> None:
    parsed = clause(
        NORM,
        "only when the item is old",
        "and any of",
        "  it is red",
        "  all of",
        "    it is blue",
        "    it is new",
        "or when the person is well",
    )
    assert outline(parsed.conditions) == [
        ["the item is old", ["any of", "it is red", ["all of", "it is blue", "it is new"]]],
        ["the person is well"],
    ]


def test_exceptions_nest() -> None:
    parsed = clause(
        NORM,
        "when the item is old",
        "except red when the item is red",
        "and the item is new",
        '  quote "red"',
        "  except very red when it is very red",
        "  and it is blue",
        "except green when any of",
        "  it is green",
        "  it is greenish",
    )
    red, green = parsed.exceptions
    assert red.name.text == "red"
    assert outline(red.conditions) == [["the item is red", "the item is new"]]
    (very,) = red.exceptions
    assert very.name.text == "very red"
    assert outline(very.conditions) == [["it is very red", "it is blue"]]
    assert outline(green.conditions) == [[["any of", "it is green", "it is greenish"]]]


def test_quotations_of_a_clause_an_exception_and_a_condition() -> None:
    parsed = clause(
        'quote "one',
        '       two"',
        NORM,
        "when it is red",
        '  quote "red"',
        "except blue when it is blue",
        "  quote “blue “and” green”",
    )
    assert [quoted.text for quoted in parsed.quotes] == ["one two"]
    ((line,),) = parsed.conditions.alternatives
    assert isinstance(line, Line)
    assert line.quote is not None
    assert line.quote.text == "red"
    assert [quoted.text for quoted in parsed.exceptions[0].quotes] == ["blue “and” green"]


def test_relations_deadlines_and_counterparty_in_any_order() -> None:
    lines = [
        "owed to the person",
        "notwithstanding clauses P2, P3 and brady-1.2",
        "subject to exception relief of clause P6",
        "within 7 days of the day the item becomes known",
        "on or before 2026-03-01",
    ]
    forwards, backwards = clause(NORM, *lines), clause(NORM, *reversed(lines))
    assert forwards.owed_to is not None
    assert forwards.owed_to.text == "the person"
    assert [(r.word, texts(r.clauses)) for r in forwards.relations] == [
        ("notwithstanding", ["P2", "P3", "brady-1.2"]),
        ("subject to", ["exception relief of clause P6"]),
    ]
    assert [deadline.words.text for deadline in forwards.deadlines] == lines[3:]
    assert set(backwards.relations) == set(forwards.relations)


@pytest.mark.parametrize(
    ("line", "clauses", "phrase"),
    [
        ("this policy does not apply", [], None),
        ("this policy does not apply to use an item", [], "use an item"),
        ("clause 7 does not apply", ["7"], None),
        ("clauses 7, 8 do not apply", ["7", "8"], None),
        ("exception x of clause 7 does not apply", ["exception x of clause 7"], None),
    ],
)
def test_disapplication(line: str, clauses: list[str], phrase: str | None) -> None:
    body = clause(line).body
    assert isinstance(body, Disapplication)
    assert texts(body.clauses) == clauses
    assert (body.phrase.text if body.phrase else None) == phrase


def test_deeper_rows_continue_a_line() -> None:
    parsed = clause(NORM, "when the item is", "    very", "      old", "and it is red")
    assert outline(parsed.conditions) == [["the item is very old", "it is red"]]
    ((line, _),) = parsed.conditions.alternatives
    assert isinstance(line, Line)
    assert line.words.span.text == "the item is\n      very\n        old"


def test_list_members_below_a_condition() -> None:
    parsed = clause(NORM, "when the type of it is one of", "    a, b", "    c")
    assert outline(parsed.conditions) == [["the type of it is one of a, b, c"]]


def test_law_and_its_clauses() -> None:
    law = one(
        LawDeclaration,
        'law brady "Brady v. Maryland" above law giglio\n  paraphrase\n'
        f'  clause brady-1 "One"\n    {NORM}\n  clause brady-2 "Two"\n    {NORM}\n',
    )
    assert (law.name.text, law.title.text) == ("brady", "Brady v. Maryland")
    assert law.above is not None
    assert law.above.text == "giglio"
    assert law.paraphrase
    assert [inner.id.text for inner in law.clauses] == ["brady-1", "brady-2"]


# --------------------------------------------------------------------------- declarations


def test_party() -> None:
    party = one(
        PartyDeclaration, 'party the Office "The District\n   Attorney"\n  also called "DA", “it”\n'
    )
    assert (party.name.text, party.title.text) == ("the Office", "The District Attorney")
    assert [name.text for name in party.also_called] == ["DA", "it"]


def test_kind_with_attributes() -> None:
    kind = one(
        KindDeclaration,
        'kind grey area is an item plural "grey areas"\n'
        '  type is one of a, "b, c",\n'
        "    d\n"
        "    judged by the Office\n"
        "  color includes\n"
        "    red, blue\n"
        "    deep\n"
        "      green\n"
        "  old is yes or no\n"
        "  weight is a number of fine grams from 1 to 1,000\n"
        "  price is an amount of money\n",
    )
    assert kind.parent is not None
    assert (kind.name.text, kind.parent.text) == ("grey area", "item")
    type_, color, old, weight, price = kind.attributes
    assert isinstance(type_.type, ListSpec)
    assert texts(type_.type.members) == ["a", "b, c", "d"]
    assert type_.judged_by is not None
    assert isinstance(color.type, ListSpec)
    assert (texts(color.type.members), color.type.open) == (["red", "blue", "deep green"], True)
    assert isinstance(old.type, ListSpec)
    assert texts(old.type.members) == ["yes", "no"]
    assert isinstance(weight.type, NumberSpec)
    assert (weight.type.unit, weight.type.label) == ("number", "fine grams")
    assert isinstance(price.type, NumberSpec)
    assert price.type.unit == "money"


def test_facts_and_events() -> None:
    fact, event = items(
        "fact a person makes a report\n  at most one person to each report\n"
        "  judged by the Office\n  controlled by the Office\n"
        "event the day a report is made\n"
    )
    assert isinstance(fact, FactDeclaration)
    assert isinstance(event, FactDeclaration)
    (function,) = fact.one_to_each
    assert (function.exactly, function.one.text, function.each.text) == (False, "person", "report")
    assert (fact.event, event.event) == (False, True)
    assert event.sentence.text == "the day a report is made"


def test_counts_as() -> None:
    link = one(
        CountsAsDeclaration,
        "to disclose an item to a party counts as to report the item to the party\n"
        "  when reading reporting as any disclosure\n",
    )
    assert link.source.text == "disclose an item to a party"
    assert link.target.text == "report the item to the party"
    assert outline(link.conditions) == [["reading reporting as any disclosure"]]


def test_assumptions_keep_their_comments() -> None:
    never, always = items(
        "# far away\n\n# because\n#  it is so\n"
        'assume one "One"\n  # inside\n  never\n    it is red\n    none of\n      it is blue\n\n'
        'assume two "Two"\n  always it is red\n  when it is old\n'
    )
    assert isinstance(never, AssumeDeclaration)
    assert isinstance(always, AssumeDeclaration)
    assert never.comments == ("because", "it is so", "inside")
    assert [_part(part) for part in never.body] == ["it is red", ["none of", "it is blue"]]
    assert (always.form, [_part(part) for part in always.body]) == ("always", ["it is red"])
    assert outline(always.conditions) == [["it is old"]]


def test_presumption() -> None:
    presumption = one(
        PresumeDeclaration,
        'presume truth "Truth"\n  a report is truthful\n  unless it is red\n  and it is old\n'
        "  or unless it is blue\n",
    )
    assert presumption.presumed.words.text == "a report is truthful"
    assert outline(presumption.unless) == [["it is red", "it is old"], ["it is blue"]]


def test_question() -> None:
    question = one(
        QuestionDeclaration,
        'question of “x” and y "What?"\n'.replace("“x”", "x")
        + '  about "these … words" in clause P1\n  about "more" in the text\n'
        '  reading the first (plain) "One"\n  reading second "Two"\n'
        '  adopted second by "the Board" on 2026-03-01 because "it said so"\n'
        "  affects no verdict\n",
    )
    assert question.name.text == "of x and y"
    assert [about.clause.text if about.clause else None for about in question.about] == ["P1", None]
    assert [(r.name.text, r.plain) for r in question.readings] == [
        ("the first", True),
        ("second", False),
    ]
    assert question.adopted is not None
    assert (question.adopted.reading.text, question.adopted.on.text) == ("second", "2026-03-01")
    assert (question.adopted.by.text, question.adopted.because.text) == ("the Board", "it said so")
    assert question.affects_no_verdict


# --------------------------------------------------------------------------- guarantees, cases


def test_promises() -> None:
    norm, never = items(
        f'promise one thing "One"\n  {NORM}\n  when it is red\n  under the plain readings\n\n'
        'promise two "Two"\n  never an antinomy\n  whether the Office may use S\n  in the end\n'
    )
    assert isinstance(norm, PromiseDeclaration)
    assert isinstance(never, PromiseDeclaration)
    assert norm.norm is not None
    assert (norm.plain, norm.column, norm.never) == (True, None, None)
    assert never.whether is not None
    assert (never.never, never.column, never.plain) == ("antinomy", "in the end", False)
    assert (never.whether.bearer.text, never.whether.phrase.text) == ("the Office", "use S")


def test_case() -> None:
    case = one(
        CaseDeclaration,
        'case one "One"\n'
        "  person Ana, Bea; immigration status I; report R1\n"
        "  given Ana makes R1\n"
        "  and R1 is old\n"
        "  and nothing else is so\n"
        "  asking whether the Office may use R1 against Ana\n"
        "  expect prohibited\n"
        "  expect dilemma beside the law, reading p and q as r and reading s as t\n"
        "  expect silent, reading q as r under every reading\n"
        "  expect possibly silent, free in the end\n"
        "  asking whether the Office must use R1 against Bea\n"
        "  expect it turns on p and q, s\n"
        "  expect it turns on nothing\n",
    )
    (things,) = case.things
    assert [(kind.text, texts(names)) for kind, names in things.groups] == [
        ("person", ["Ana", "Bea"]),
        ("immigration status", ["I"]),
        ("report", ["R1"]),
    ]
    assert texts(tuple(line.words for line in case.givens)) == ["Ana makes R1", "R1 is old"]
    assert case.closed
    first, second = case.askings
    plain, dilemma, silent, possible = first.expectations
    assert (plain.form, texts(plain.verdicts), plain.column) == ("verdict", ["prohibited"], None)
    assert dilemma.column == "beside the law"
    assert [(q.text, r.text) for q, r in dilemma.readings] == [("p and q", "r"), ("s", "t")]
    assert silent.every_reading
    assert (possible.form, texts(possible.verdicts)) == ("possible", ["silent", "free"])
    assert possible.column == "in the end"
    assert second.whether.phrase.text == "use R1 against Bea"
    assert [texts(line.questions) for line in second.expectations] == [["p and q", "s"], []]


# --------------------------------------------------------------------------- whole files


@pytest.mark.parametrize("path", sorted(SPEC.rglob("*.policy")), ids=lambda path: path.name)
def test_own_policies_can_be_read(path: Path) -> None:
    items(path.read_text(encoding="utf-8"))


FRAGMENTS = (
    'clause P1 "T"',
    "  the Office must not use an item",
    "  when the item is old",
    "  and any of",
    "    the item is red",
    "  or the item is old and/or new",
    '  quote "some words',
    '         and more"',
    "  except red when the item is red",
    "    except blue when all of",
    'question q "Q"',
    "  reading a (plain) “A”",
    'case c "C"',
    "  person Ana; report R",
    "  expect silent, reading q as a",
    "kind crime",
    "  type is one of a, b",
    "      c",
    "# a comment",
    "",
    '"',
    "”",
    "       x",
    "policy p",
    "to a counts as to b",
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=12), max_size=14))
def test_never_stumbles(lines: list[str]) -> None:
    """Whatever the text: no exception, every problem in its place, all of them shown in order."""
    file = source_of("a.policy", "\n".join(lines))
    _, problems = parse(file)
    for problem in problems:
        assert problem.span is not None
        assert 0 <= problem.span.start <= problem.span.end <= len(file.text)
        assert excerpt(problem)
    starts = [problem.span.start for problem in problems if problem.span]
    assert starts == sorted(starts)


@pytest.mark.benchmark(group="5,000 lines, parsed")
def test_five_thousand_lines_are_read(benchmark: BenchmarkFixture) -> None:
    """Five thousand lines; `make bench` holds the time."""
    clause_text = "".join(
        f'clause P{n} "T"\n  quote "Some words of the policy"\n  {NORM}\n  when the item is old\n'
        "  and the item is in the hands of the person\n  and any of\n    the item is red\n"
        "    the item is blue\n  except relief when the person asks for it\n\n"
        for n in range(500)
    )
    file = source_of("a.policy", clause_text)
    parse(source_of("b.policy", NORM))
    benchmark.extra_info["at most"] = 2.0
    _, problems = benchmark.pedantic(parse, args=(file,))  # type: ignore[no-untyped-call]
    assert problems == ()
