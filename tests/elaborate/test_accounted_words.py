"""The policy's own text, accounted for word by word: its units, quotations wherever they stand, and
what is left over."""

from __future__ import annotations

import pytest

from tests.examples.elaborated import elaborate_text
from verifier.elaborate.source_text import source_text
from verifier.model import Policy
from verifier.source import SourceFile
from verifier.words import quotations, unaccounted_words

LEASE = """policy lease "Lease of a Flat"

party the Landlord "the Landlord"
kind tenant is a party
kind flat
kind guest is a party

fact a tenant rents a flat
fact a guest is quiet
fact the Landlord consents to the act

act enter a flat
act lodge a guest in a flat
act sublet a flat

to sublet a flat counts as to lodge a guest in the flat
  when a guest is quiet
    quote "Subletting is lodging"

define a guest is harmless
  when the guest is quiet
    quote "a harmless guest is a quiet one"

presume quiet "Guests are quiet"
  a guest is quiet
    quote "Guests are taken to be quiet"

question consent "Whose consent?"
  about "with consent" in the text
  reading landlord (plain) "The landlord's"
  reading neighbor "The neighbours' too"
  affects no verdict

clause 1 "Guests"
  quote "A tenant shall not lodge a guest"
  a tenant must not lodge a guest in a flat
  when any of
    all of
      the tenant rents the flat
        quote "in the flat that he rents"
      the guest is harmless
    it is not the case that the guest is harmless
      quote "nor a loud guest anywhere"
  except consent when the Landlord consents to the act
    quote "except with consent"

promise peace "Nobody lodges a loud guest"
  a tenant must not lodge a guest in a flat
  when the guest is quiet
    quote "so that all live in peace"
"""
TEXT = (
    "A tenant shall not lodge a guest in the flat that he rents, nor a loud guest anywhere, "
    "except with consent, so that all live in peace. Subletting is lodging, and a harmless guest "
    "is a quiet one. Guests are taken to be quiet."
)


def made(text: str, source: str) -> Policy:
    policy, problems = elaborate_text(text, source)
    assert policy is not None, problems
    return policy


def left(policy: Policy) -> list[str]:
    assert policy.source is not None
    text = policy.source.file.text
    stretches = unaccounted_words(policy).values()
    return [" ".join(text[a:b].split()) for found in stretches for a, b in found]


def test_a_quotation_counts_wherever_it_stands() -> None:
    assert left(made(LEASE, TEXT)) == []


@pytest.mark.parametrize(
    ("quoted", "words"),
    [
        ('    quote "Subletting is lodging"\n', "Subletting is lodging, and"),
        ('    quote "a harmless guest is a quiet one"\n', "and a harmless guest is a quiet one"),
        ('    quote "Guests are taken to be quiet"\n', "Guests are taken to be quiet."),
        ('        quote "in the flat that he rents"\n', "in the flat that he rents"),
        ('      quote "nor a loud guest anywhere"\n', "nor a loud guest anywhere"),
        ('    quote "except with consent"\n', "except"),
        ('    quote "so that all live in peace"\n', "so that all live in peace"),
    ],
)
def test_without_the_quotation_its_words_are_left(quoted: str, words: str) -> None:
    assert LEASE.count(quoted) == 1
    assert left(made(LEASE.replace(quoted, ""), TEXT)) == [words]


def test_an_item_of_the_background_quotes_words_of_its_own() -> None:
    text = LEASE
    for head, words in (
        ("to sublet a flat counts as to lodge a guest in the flat\n", "Subletting is lodging"),
        ("define a guest is harmless\n", "a harmless guest is a quiet one"),
        ('presume quiet "Guests are quiet"\n', "Guests are taken to be quiet"),
    ):
        text = text.replace(f'    quote "{words}"\n', "").replace(
            head, f'{head}  quote "{words}"\n'
        )
    text += 'assume noise "Noise"\n  quote "It is loud."\n  never\n    a guest is quiet\n'
    assert left(made(text, f"{TEXT} It is loud.")) == []
    policy, problems = elaborate_text(text, TEXT)
    assert policy is None
    assert [problem.name for problem in problems] == ["quote-mismatch"]


def test_each_quotation_says_whose_it_is() -> None:
    by = {one.by for one in quotations(made(LEASE, TEXT))}
    assert by == {
        "clause 1",
        "the definition of “a guest is harmless”",
        "the rule on what counts as to lodge a guest in a flat",
        "the presumption “Guests are quiet”",
        "the promise “Nobody lodges a loud guest”",
        "the question “Whose consent?”",
    }


def test_a_wrong_quotation_is_refused_wherever_it_stands() -> None:
    for right in ("Guests are taken", "Subletting is", "a harmless guest is"):
        policy, problems = elaborate_text(LEASE.replace(f'"{right}', f'"{right} not'), TEXT)
        assert policy is None
        assert [problem.name for problem in problems] == ["quote-mismatch"]


RETENTION = """policy retention "Retention of Records"

party the Archive "the Archive"
kind record
fact a record is public
act destroy a record

clause 1 "Keeping"
  quote {}
  the Archive must not destroy a record
  when the record is public
"""


@pytest.mark.parametrize(
    ("source", "quote", "expected"),
    [
        ("Records … are kept.", '"Records"', ["are kept"]),
        (
            "The Archive keeps old, public records.",
            '"The Archive … records"',
            ["keeps old, public"],
        ),
        ("Keep (a) letters, (b) maps.", '"Keep … maps"', ["(a) letters,"]),
        ("Keep (a) letters, (b) maps.", '"letters"', ["Keep", "(b) maps."]),
        ("(1) Letters are kept.\n(2) Maps are not.", '"Letters are kept"', ["(2) Maps are not."]),
        ("Letters are kept, and maps.", '"Letters are kept"', ["and maps"]),
        ("Letters and the maps are kept.", '"Letters"', ["and the maps are kept"]),
        ("Section 1. Letters are kept.", '"Letters are kept."', []),
        ("No fires\n\nLetters are kept.", '"Letters are kept."', ["No fires"]),
        ("Of Records\n\nLetters are kept.", '"Letters are kept."', []),
        ("Keep what section 3 (a) and (b) name.", '"Keep what section 3 (a) and (b) name."', []),
    ],
)
def test_words_that_nothing_quotes(source: str, quote: str, expected: list[str]) -> None:
    assert left(made(RETENTION.format(quote), source)) == expected


def test_a_law_and_what_is_set_aside() -> None:
    text = RETENTION.format('"Letters are kept"') + (
        'not encoded "as of old" because "history"\n'
        'law code "Code" above this policy\n'
        '  clause c "C"\n    quote "for ever"\n    the Archive must not destroy a record\n'
    )
    text = text.replace('" because', '"\n  because')
    assert left(made(text, "Letters are kept as of old for ever.")) == ["for ever"]


def units(text: str) -> list[tuple[str, int]]:
    found = source_text(SourceFile("text.txt", text)).sentences
    return [(" ".join(text[one.start : one.end].split()), one.opened_by) for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "(a) No moneys for: (1) Forms, if old. (2) Copies.\n(b) It pays.",
            [
                ("(a) No moneys for:", 0),
                ("(1) Forms, if old.", 1),
                ("(2) Copies.", 1),
                ("(b) It pays.", 0),
            ],
        ),
        (
            "We may (i) go, or (ii) stay under subdivision (a).",
            [("We may", 0), ("(i) go, or", 1), ("(ii) stay under subdivision (a).", 1)],
        ),
        (
            "See subdivisions (a) and (b). Paragraphs (1), (2), and (3) of it apply.",
            [
                ("See subdivisions (a) and (b).", 0),
                ("Paragraphs (1), (2), and (3) of it apply.", 0),
            ],
        ),
        (
            "They pay:\n(a) rent, that is\n  1. the base; and\n  2. the heat;\n\n(b) a deposit",
            [
                ("They pay:", 0),
                ("(a) rent, that is", 1),
                ("1. the base; and", 2),
                ("2. the heat;", 2),
                ("(b) a deposit", 1),
            ],
        ),
        ("It is so (in 2 (two) cases) or 3) not.", [("It is so (in 2 (two) cases) or 3) not.", 0)]),
    ],
)
def test_numbered_parts_are_units(text: str, expected: list[tuple[str, int]]) -> None:
    assert units(text) == expected
