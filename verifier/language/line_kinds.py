"""What a line of a policy file is: from its leading words and the line that it stands below."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


class Role(StrEnum):
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


Leading = tuple[tuple[str, Role], ...]
"""Leading words of a line and what the line then is."""


@dataclass(frozen=True)
class Family:
    """What may stand below a line: by leading words, and `other` for a line without any of them.

    `wraps`: a deeper line that is none of these continues the line above it.
    """

    below: Leading = ()
    other: Role | None = None
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


WRAPS = Family(wraps=True)
BLOCK_WORDS = ("any of", "all of", "none of", "never")

_WHENS: Leading = (
    ("when", Role.WHEN),
    ("only when", Role.WHEN),
    ("and", Role.AND),
    ("or", Role.OR),
)
_IN_HANDS: Leading = (("judged by", Role.JUDGED_BY), ("controlled by", Role.CONTROLLED_BY))
_COLUMNS: Leading = tuple((word, Role.COLUMN) for word in ("alone", "beside the law", "in the end"))
_UNDER: Leading = (("under", Role.UNDER), *_COLUMNS)
_WHETHER: Leading = (("whether", Role.WHETHER),)
_ONE_TO_EACH: Leading = (("one", Role.ONE_TO_EACH), ("at most one", Role.ONE_TO_EACH))
_EXCEPTIONS: Leading = (
    ("quote", Role.QUOTE),
    ("except", Role.EXCEPT),
    ("and", Role.AND),
    ("or", Role.OR),
)
_CLAUSE: Leading = (
    ("quote", Role.QUOTE),
    *((word, Role.DISAPPLICATION) for word in ("this policy", "clause", "clauses", "exception")),
    ("owed to", Role.OWED_TO),
    *((word, Role.RELATION) for word in ("notwithstanding", "subject to", "without limiting")),
    *((word, Role.DEADLINE) for word in ("within", "at least", "at most", "before", "after")),
    *((word, Role.DEADLINE) for word in ("on or before", "on or after")),
    *_WHENS,
    ("except", Role.EXCEPT),
)

HEADS: Leading = (
    ("policy", Role.POLICY),
    ("use", Role.USE),
    ("party", Role.PARTY),
    ("kind", Role.KIND),
    ("fact", Role.FACT),
    ("event", Role.EVENT),
    ("act", Role.ACT),
    ("to", Role.COUNTS_AS),
    ("define", Role.DEFINE),
    ("assume", Role.ASSUME),
    ("presume", Role.PRESUME),
    ("question", Role.QUESTION),
    ("clause", Role.CLAUSE),
    ("law", Role.LAW),
    ("not encoded", Role.NOT_ENCODED),
    ("promise", Role.PROMISE),
    ("possible", Role.POSSIBLE),
    ("covers", Role.COVERS),
    ("case", Role.CASE),
    ("amendment", Role.AMENDMENT),
)

_NEW_ITEMS: Leading = tuple(
    pair for pair in HEADS if pair[1] not in (Role.POLICY, Role.USE, Role.AMENDMENT)
)
_EDIT_WORDS = ("replace", "strike", "insert", "add")
_EDITED_ITEMS = (
    ("kind ", Role.EDIT_KIND),
    ("question ", Role.EDIT_QUESTION),
    ("case ", Role.EDIT_CASE),
)

_FAMILIES: dict[Role, Family] = {
    Role.FILE: Family(HEADS),
    Role.POLICY: Family(
        (
            ("issued by", Role.ISSUED_BY),
            ("source text", Role.SOURCE_TEXT),
            ("version", Role.VERSION),
            ("in force", Role.IN_FORCE),
            ("earlier version", Role.EARLIER),
        )
    ),
    Role.PARTY: Family((("also called", Role.ALSO_CALLED),)),
    Role.KIND: Family(other=Role.ATTRIBUTE),
    Role.FACT: Family((*_ONE_TO_EACH, *_IN_HANDS)),
    Role.EVENT: Family((*_ONE_TO_EACH, *_IN_HANDS)),
    Role.COUNTS_AS: Family(_WHENS),
    Role.DEFINE: Family(_WHENS),
    Role.ASSUME: Family((("never", Role.NEVER), ("always", Role.ALWAYS), *_WHENS)),
    Role.PRESUME: Family(
        (("unless", Role.UNLESS), ("and", Role.AND), ("or", Role.OR)), other=Role.PART
    ),
    Role.QUESTION: Family(
        (
            ("about", Role.ABOUT),
            ("reading", Role.READING),
            ("adopted", Role.ADOPTED),
            ("affects no verdict", Role.AFFECTS_NO_VERDICT),
        )
    ),
    Role.LAW: Family((("paraphrase", Role.PARAPHRASE), ("clause", Role.CLAUSE))),
    Role.CLAUSE: Family(_CLAUSE, other=Role.NORM),
    Role.NOT_ENCODED: Family((("because", Role.BECAUSE),)),
    Role.PROMISE: Family((("never", Role.NEVER_A), *_WHETHER, *_WHENS, *_UNDER), other=Role.NORM),
    Role.POSSIBLE: Family((*_WHETHER, *_WHENS, ("expect", Role.EXPECT_ANY), *_UNDER)),
    Role.COVERS: Family((*_WHETHER, *_WHENS)),
    Role.CASE: Family(
        (
            ("given", Role.GIVEN),
            ("and", Role.FURTHER),
            ("given nothing else is so", Role.NOTHING_ELSE),
            ("and nothing else is so", Role.NOTHING_ELSE),
            ("nothing else is so", Role.NOTHING_ELSE),
            ("asking whether", Role.ASKING),
            ("expect", Role.EXPECT),
            ("under the law of", Role.UNDER_LAW),
        ),
        other=Role.THINGS,
    ),
    Role.NEVER: Family(other=Role.PART),
    Role.AMENDMENT: Family(
        (
            ("amends", Role.AMENDS),
            ("makes", Role.MAKES),
            ("in force", Role.IN_FORCE),
            ("intends", Role.INTENDS),
            ("and nothing else", Role.NO_OTHER),
            ("in the text", Role.IN_TEXT),
            ("in", Role.IN_ITEM),
            ("strike", Role.STRIKE_ITEM),
            ("replace", Role.REPLACE_ITEM),
            ("insert", Role.INSERT_ITEM),
            ("renumber", Role.RENUMBER),
        )
    ),
    Role.INTENDS: Family((*_WHENS, ("in what", Role.IN_WHAT))),
    Role.REPLACE_ITEM: Family(_NEW_ITEMS),
    Role.INSERT_ITEM: Family(_NEW_ITEMS),
}

EDITS = frozenset({Role.EDIT, Role.EDIT_KIND, Role.EDIT_QUESTION, Role.EDIT_CASE})
"""An edit within an item; new lines, read as lines of that item, can stand below it."""

_FAMILIES.update(
    {
        Role.EDIT: Family(
            (*_CLAUSE, *_WHETHER, *_UNDER, ("unless", Role.UNLESS), *_IN_HANDS, *_ONE_TO_EACH),
            other=Role.PART,
        ),
        Role.EDIT_KIND: _FAMILIES[Role.KIND],
        Role.EDIT_QUESTION: _FAMILIES[Role.QUESTION],
        Role.EDIT_CASE: _FAMILIES[Role.CASE],
    }
)

CONDITION_ROLES = frozenset(
    {Role.WHEN, Role.AND, Role.OR, Role.UNLESS, Role.EXCEPT, Role.ALWAYS, Role.PART}
)
_OPENS_BLOCK = re.compile(
    r"(?:(?:(?:only |or )?when|or unless|and|given|or|unless|always|except .+? when) )?"
    r"(?:any of|all of|none of|never)"
)
_OPENS_LIST = re.compile(r".*(?:\bis(?: not)? one of|\bincludes)")
_OPENS_PHRASES = re.compile(r".*\bdo (?:all|any) of")
_WORD = re.compile(r"[^\W_]+")
_BOUNDARY = re.compile(r"(?![\w\-'’])")


_PHRASES = Family(other=Role.PHRASE)
_PARTS = Family(other=Role.PART)
_PARTS_OF_EXCEPTION = Family(_EXCEPTIONS[:2], other=Role.PART)
_AFTER_CONDITION = Family(_EXCEPTIONS, wraps=True)
_MEMBERS = Family(_IN_HANDS, other=Role.MEMBERS)
_AFTER_ATTRIBUTE = Family(_IN_HANDS, wraps=True)


def family(role: Role, text: str) -> Family:
    """What may stand below a line of this role and text."""
    if role in (Role.PART, Role.NORM) and _OPENS_PHRASES.fullmatch(text):
        return _PHRASES
    if role in CONDITION_ROLES:
        if _OPENS_BLOCK.fullmatch(text):
            return _PARTS_OF_EXCEPTION if role is Role.EXCEPT else _PARTS
        return _AFTER_CONDITION
    if role in (Role.GIVEN, Role.FURTHER) and _OPENS_BLOCK.fullmatch(text):
        return _PARTS
    if role is Role.ATTRIBUTE:
        return _MEMBERS if opens_list(text) else _AFTER_ATTRIBUTE
    if role is Role.IN_ITEM:
        return _edits(text)
    return _FAMILIES.get(role, WRAPS)


def _edits(text: str) -> Family:
    """What may stand below `in ITEM`: edits, each with lines as that item has them."""
    item = text.removeprefix("in ")
    edit = next((role for noun, role in _EDITED_ITEMS if item.startswith(noun)), Role.EDIT)
    edits = tuple((word, edit) for word in _EDIT_WORDS)
    return Family((*edits, ("in the quotation", Role.IN_QUOTATION)))


def leading_role(kin: Family, text: str) -> Role | None:
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
