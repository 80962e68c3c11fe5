"""What a line of a policy file is: from its leading words and the line that it stands below."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


class LineKind(StrEnum):
    """A kind of line. The value is the name of the grammar's rule for it."""

    FILE = "file"
    POLICY = "policy"
    ISSUED_BY = "issued_by"
    SOURCE_TEXT = "source_text"
    VERSION = "version"
    IN_FORCE = "in_force"
    EARLIER = "earlier"
    USE = "use"
    PARTY = "party"
    ALSO_CALLED = "also_called"
    KIND = "kind"
    ATTRIBUTE = "attribute"
    MEMBERS = "members"
    JUDGED_BY = "judged_by"
    CONTROLLED_BY = "controlled_by"
    FACT = "fact"
    EVENT = "event"
    ONE_TO_EACH = "one_to_each"
    ACT = "act"
    COUNTS_AS = "counts_as"
    DEFINE = "define"
    ASSUME = "assume"
    PRESUME = "presume"
    QUESTION = "question"
    ABOUT = "about"
    READING = "reading"
    ADOPTED = "adopted"
    AFFECTS_NO_VERDICT = "affects_no_verdict"
    LAW = "law"
    PARAPHRASE = "paraphrase"
    CLAUSE = "clause"
    QUOTE = "quote"
    NORM = "norm"
    PHRASE = "phrase"
    DISAPPLICATION = "disapplication"
    OWED_TO = "owed_to"
    RELATION = "relation"
    DEADLINE = "deadline"
    NOT_ENCODED = "not_encoded"
    BECAUSE = "because"
    WHEN = "when"
    AND = "and"
    OR = "or"
    UNLESS = "unless"
    EXCEPT = "except"
    ALWAYS = "always"
    NEVER = "never"
    PART = "part"
    PROMISE = "promise"
    POSSIBLE = "possible"
    COVERS = "covers"
    NEVER_A = "never_a"
    WHETHER = "whether"
    UNDER = "under"
    COLUMN = "column"
    EXPECT_ANY = "expect_any"
    CASE = "case"
    THINGS = "things"
    GIVEN = "given"
    FURTHER = "further"
    NOTHING_ELSE = "nothing_else"
    ASKING = "asking"
    EXPECT = "expect"
    UNDER_LAW = "under_law"
    AMENDMENT = "amendment"
    AMENDS = "amends"
    MAKES = "makes"
    INTENDS = "intends"
    IN_WHAT = "in_what"
    NO_OTHER = "no_other"
    IN_ITEM = "in_item"
    IN_TEXT = "in_text"
    IN_QUOTATION = "in_quotation"
    STRIKE_ITEM = "strike_item"
    REPLACE_ITEM = "replace_item"
    INSERT_ITEM = "insert_item"
    RENUMBER = "renumber"
    EDIT = "edit"
    EDIT_KIND = "edit_kind"
    EDIT_QUESTION = "edit_question"
    EDIT_CASE = "edit_case"


Leading = tuple[tuple[str, LineKind], ...]
"""Leading words of a line and what the line then is."""


@dataclass(frozen=True)
class LinesBelow:
    """What may stand below a line: by leading words, and `other` for a line without any of them.

    `wraps`: a deeper line that is none of these continues the line above it.
    """

    below: Leading = ()
    other: LineKind | None = None
    wraps: bool = False

    @cached_property
    def by_first_word(self) -> Mapping[str, Leading]:
        """The leading words by the first of them, the longest first."""
        longest_first = sorted(self.below, key=lambda pair: -len(pair[0]))
        firsts = {words.split()[0] for words, _ in self.below}
        return {
            first: tuple(pair for pair in longest_first if pair[0].split()[0] == first)
            for first in firsts
        }


WRAPS = LinesBelow(wraps=True)
BLOCK_WORDS = ("any of", "all of", "none of", "never")

_WHENS: Leading = (
    ("when", LineKind.WHEN),
    ("only when", LineKind.WHEN),
    ("and", LineKind.AND),
    ("or", LineKind.OR),
)
_IN_HANDS: Leading = (("judged by", LineKind.JUDGED_BY), ("controlled by", LineKind.CONTROLLED_BY))
_COLUMNS: Leading = tuple(
    (word, LineKind.COLUMN) for word in ("alone", "beside the law", "in the end")
)
_UNDER: Leading = (("under", LineKind.UNDER), *_COLUMNS)
_WHETHER: Leading = (("whether", LineKind.WHETHER),)
_ONE_TO_EACH: Leading = (("one", LineKind.ONE_TO_EACH), ("at most one", LineKind.ONE_TO_EACH))
_EXCEPTIONS: Leading = (
    ("quote", LineKind.QUOTE),
    ("except", LineKind.EXCEPT),
    ("and", LineKind.AND),
    ("or", LineKind.OR),
)
_CLAUSE: Leading = (
    ("quote", LineKind.QUOTE),
    *(
        (word, LineKind.DISAPPLICATION)
        for word in ("this policy", "clause", "clauses", "exception")
    ),
    ("owed to", LineKind.OWED_TO),
    *((word, LineKind.RELATION) for word in ("notwithstanding", "subject to", "without limiting")),
    *((word, LineKind.DEADLINE) for word in ("within", "at least", "at most", "before", "after")),
    *((word, LineKind.DEADLINE) for word in ("on or before", "on or after")),
    *_WHENS,
    ("except", LineKind.EXCEPT),
)

HEADS: Leading = (
    ("policy", LineKind.POLICY),
    ("use", LineKind.USE),
    ("party", LineKind.PARTY),
    ("kind", LineKind.KIND),
    ("fact", LineKind.FACT),
    ("event", LineKind.EVENT),
    ("act", LineKind.ACT),
    ("to", LineKind.COUNTS_AS),
    ("define", LineKind.DEFINE),
    ("assume", LineKind.ASSUME),
    ("presume", LineKind.PRESUME),
    ("question", LineKind.QUESTION),
    ("clause", LineKind.CLAUSE),
    ("law", LineKind.LAW),
    ("not encoded", LineKind.NOT_ENCODED),
    ("promise", LineKind.PROMISE),
    ("possible", LineKind.POSSIBLE),
    ("covers", LineKind.COVERS),
    ("case", LineKind.CASE),
    ("amendment", LineKind.AMENDMENT),
)

_NEW_ITEMS: Leading = tuple(
    pair for pair in HEADS if pair[1] not in (LineKind.POLICY, LineKind.USE, LineKind.AMENDMENT)
)
_EDIT_WORDS = ("replace", "strike", "insert", "add")
_EDITED_ITEMS = (
    ("kind ", LineKind.EDIT_KIND),
    ("question ", LineKind.EDIT_QUESTION),
    ("case ", LineKind.EDIT_CASE),
)

_FAMILIES: dict[LineKind, LinesBelow] = {
    LineKind.FILE: LinesBelow(HEADS),
    LineKind.POLICY: LinesBelow(
        (
            ("issued by", LineKind.ISSUED_BY),
            ("source text", LineKind.SOURCE_TEXT),
            ("version", LineKind.VERSION),
            ("in force", LineKind.IN_FORCE),
            ("earlier version", LineKind.EARLIER),
        )
    ),
    LineKind.PARTY: LinesBelow((("also called", LineKind.ALSO_CALLED),)),
    LineKind.KIND: LinesBelow(other=LineKind.ATTRIBUTE),
    LineKind.FACT: LinesBelow((*_ONE_TO_EACH, *_IN_HANDS)),
    LineKind.EVENT: LinesBelow((*_ONE_TO_EACH, *_IN_HANDS)),
    LineKind.COUNTS_AS: LinesBelow(_WHENS),
    LineKind.DEFINE: LinesBelow(_WHENS),
    LineKind.ASSUME: LinesBelow((("never", LineKind.NEVER), ("always", LineKind.ALWAYS), *_WHENS)),
    LineKind.PRESUME: LinesBelow(
        (("unless", LineKind.UNLESS), ("and", LineKind.AND), ("or", LineKind.OR)),
        other=LineKind.PART,
    ),
    LineKind.QUESTION: LinesBelow(
        (
            ("about", LineKind.ABOUT),
            ("reading", LineKind.READING),
            ("adopted", LineKind.ADOPTED),
            ("affects no verdict", LineKind.AFFECTS_NO_VERDICT),
        )
    ),
    LineKind.LAW: LinesBelow((("paraphrase", LineKind.PARAPHRASE), ("clause", LineKind.CLAUSE))),
    LineKind.CLAUSE: LinesBelow(_CLAUSE, other=LineKind.NORM),
    LineKind.NOT_ENCODED: LinesBelow((("because", LineKind.BECAUSE),)),
    LineKind.PROMISE: LinesBelow(
        (("never", LineKind.NEVER_A), *_WHETHER, *_WHENS, *_UNDER), other=LineKind.NORM
    ),
    LineKind.POSSIBLE: LinesBelow((*_WHETHER, *_WHENS, ("expect", LineKind.EXPECT_ANY), *_UNDER)),
    LineKind.COVERS: LinesBelow((*_WHETHER, *_WHENS)),
    LineKind.CASE: LinesBelow(
        (
            ("given", LineKind.GIVEN),
            ("and", LineKind.FURTHER),
            ("given nothing else is so", LineKind.NOTHING_ELSE),
            ("and nothing else is so", LineKind.NOTHING_ELSE),
            ("nothing else is so", LineKind.NOTHING_ELSE),
            ("asking whether", LineKind.ASKING),
            ("expect", LineKind.EXPECT),
            ("under the law of", LineKind.UNDER_LAW),
        ),
        other=LineKind.THINGS,
    ),
    LineKind.NEVER: LinesBelow(other=LineKind.PART),
    LineKind.AMENDMENT: LinesBelow(
        (
            ("amends", LineKind.AMENDS),
            ("makes", LineKind.MAKES),
            ("in force", LineKind.IN_FORCE),
            ("intends", LineKind.INTENDS),
            ("and nothing else", LineKind.NO_OTHER),
            ("in the text", LineKind.IN_TEXT),
            ("in", LineKind.IN_ITEM),
            ("strike", LineKind.STRIKE_ITEM),
            ("replace", LineKind.REPLACE_ITEM),
            ("insert", LineKind.INSERT_ITEM),
            ("renumber", LineKind.RENUMBER),
        )
    ),
    LineKind.INTENDS: LinesBelow((*_WHENS, ("in what", LineKind.IN_WHAT))),
    LineKind.REPLACE_ITEM: LinesBelow(_NEW_ITEMS),
    LineKind.INSERT_ITEM: LinesBelow(_NEW_ITEMS),
}

EDITS = frozenset({LineKind.EDIT, LineKind.EDIT_KIND, LineKind.EDIT_QUESTION, LineKind.EDIT_CASE})
"""An edit within an item; new lines, read as lines of that item, can stand below it."""

_FAMILIES.update(
    {
        LineKind.EDIT: LinesBelow(
            (*_CLAUSE, *_WHETHER, *_UNDER, ("unless", LineKind.UNLESS), *_IN_HANDS, *_ONE_TO_EACH),
            other=LineKind.PART,
        ),
        LineKind.EDIT_KIND: _FAMILIES[LineKind.KIND],
        LineKind.EDIT_QUESTION: _FAMILIES[LineKind.QUESTION],
        LineKind.EDIT_CASE: _FAMILIES[LineKind.CASE],
    }
)

CONDITION_ROLES = frozenset(
    {
        LineKind.WHEN,
        LineKind.AND,
        LineKind.OR,
        LineKind.UNLESS,
        LineKind.EXCEPT,
        LineKind.ALWAYS,
        LineKind.PART,
    }
)
_OPENS_BLOCK = re.compile(
    r"(?:(?:(?:only |or )?when|or unless|and|given|or|unless|always|except .+? when) )?"
    r"(?:any of|all of|none of|never)"
)
_OPENS_LIST = re.compile(r".*(?:\bis(?: not)? one of|\bincludes)")
_OPENS_PHRASES = re.compile(r".*\bdo (?:all|any) of")
_WORD = re.compile(r"[^\W_]+")
_BOUNDARY = re.compile(r"(?![\w\-'’])")


_PHRASES = LinesBelow(other=LineKind.PHRASE)
_PARTS = LinesBelow(other=LineKind.PART)
_PARTS_OF_EXCEPTION = LinesBelow(_EXCEPTIONS[:2], other=LineKind.PART)
_AFTER_CONDITION = LinesBelow(_EXCEPTIONS, wraps=True)
_MEMBERS = LinesBelow(_IN_HANDS, other=LineKind.MEMBERS)
_AFTER_ATTRIBUTE = LinesBelow(_IN_HANDS, wraps=True)


def family(role: LineKind, text: str) -> LinesBelow:
    """What may stand below a line of this role and text."""
    if role in (LineKind.PART, LineKind.NORM) and _OPENS_PHRASES.fullmatch(text):
        return _PHRASES
    if role in CONDITION_ROLES:
        if _OPENS_BLOCK.fullmatch(text):
            return _PARTS_OF_EXCEPTION if role is LineKind.EXCEPT else _PARTS
        return _AFTER_CONDITION
    if role in (LineKind.GIVEN, LineKind.FURTHER) and _OPENS_BLOCK.fullmatch(text):
        return _PARTS
    if role is LineKind.ATTRIBUTE:
        return _MEMBERS if opens_list(text) else _AFTER_ATTRIBUTE
    if role is LineKind.IN_ITEM:
        return _edits(text)
    return _FAMILIES.get(role, WRAPS)


def _edits(text: str) -> LinesBelow:
    """What may stand below `in ITEM`: edits, each with lines as that item has them."""
    item = text.removeprefix("in ")
    edit = next((role for noun, role in _EDITED_ITEMS if item.startswith(noun)), LineKind.EDIT)
    edits = tuple((word, edit) for word in _EDIT_WORDS)
    return LinesBelow((*edits, ("in the quotation", LineKind.IN_QUOTATION)))


def leading_role(kin: LinesBelow, text: str) -> LineKind | None:
    """The role that the leading words of a line give it, the longest words first."""
    first = _WORD.match(text)
    if first is None:
        return None
    for words, role in kin.by_first_word.get(first[0], ()):
        if text.startswith(words) and _BOUNDARY.match(text, len(words)):
            return role
    return None


def opens_list(text: str) -> bool:
    """Whether the members of a list stand below a condition, as in `… is one of`."""
    return _OPENS_LIST.fullmatch(text) is not None


_STRAY = re.compile(
    r"(?:(?:only )?when|and|or|unless|except|quote|owed to|notwithstanding|subject to"
    r"|without limiting|given|asking whether|expect|because|issued by|source text"
    r"|also called)(?![\w\-])|(?:any|all|none) of$"
)


def never_continues(text: str) -> bool:
    """Whether a row begins with words that begin a line of their own and continue none."""
    return _STRAY.match(text) is not None
