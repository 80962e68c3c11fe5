"""A policy file as written: frozen nodes, no name resolved, no sentence matched.

Each node knows its place (`span`); equality does not. Free text that is matched against declared
sentences later (facts, conditions, acts) is kept as `Words`: the text with white space folded.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, get_args

from verifier.source import SourceFile, Span


@dataclass(frozen=True)
class Words:
    """A stretch of the drafter's words, white space folded to single spaces. Where the words span
    continuation lines, `span` covers from the first to the last."""

    text: str
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True)
class Quoted:
    """A text between quotation marks, the marks taken off, white space folded."""

    text: str
    span: Span = field(compare=False, repr=False)


# --------------------------------------------------------------------------- conditions


@dataclass(frozen=True)
class Line:
    """One condition, with the short quotation that may stand below it (`quote "…"`)."""

    words: Words
    quote: Quoted | None = None


BlockWord = Literal["any of", "all of", "none of", "never"]
BLOCK_WORDS: tuple[BlockWord, ...] = get_args(BlockWord)


@dataclass(frozen=True)
class Block:
    """`any of`, `all of`, `none of` (not one of the lines), `never` (no things make all lines
    true)."""

    word: BlockWord
    parts: tuple[Line | Block, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True)
class Conditions:
    """`when … and …`, with further alternatives opened by `or when`. No alternative: no
    condition."""

    alternatives: tuple[tuple[Line | Block, ...], ...]
    span: Span = field(compare=False, repr=False)


# --------------------------------------------------------------------------- declarations


@dataclass(frozen=True)
class EarlierVersion:
    """`earlier version "NAME" in "FILE"`: a whole policy that this one has replaced."""

    version: Quoted
    path: Quoted
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True)
class PolicyHead:
    """`policy NAME "TITLE"` with `issued by PARTY`, `source text "FILE"`, `version "NAME"`,
    `in force from DATE` and the earlier versions."""

    name: Words
    title: Quoted
    issued_by: Words | None
    source_text: Quoted | None
    span: Span = field(compare=False, repr=False)
    version: Quoted | None = None
    in_force: Words | None = None
    earlier: tuple[EarlierVersion, ...] = ()


@dataclass(frozen=True)
class Use:
    """`use "FILE"`: the declarations of another file, relative to this one."""

    path: Quoted
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True)
class PartyDeclaration:
    """`party the Office "TITLE"` with `also called "…", "…"`."""

    name: Words
    title: Quoted
    also_called: tuple[Quoted, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True)
class ListSpec:
    """`is one of A, B` (closed) or `includes A, B` (open); `is yes or no` is the list yes, no."""

    members: tuple[Words, ...]
    open: bool
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True)
class NumberSpec:
    """`is a number [of grams]`, `is an amount of money`, `is a date`, `is a duration`,
    `is a percentage`, each with an optional `from LITERAL to LITERAL`."""

    unit: Literal["number", "money", "date", "duration", "percentage"]
    label: str
    least: Words | None
    most: Words | None
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True)
class AttributeDeclaration:
    name: Words
    type: ListSpec | NumberSpec
    judged_by: Words | None
    controlled_by: Words | None
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True)
class KindDeclaration:
    """`kind statement [is an item] [plural "…"]` with attribute lines below."""

    name: Words
    parent: Words | None
    plural: Quoted | None
    attributes: tuple[AttributeDeclaration, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True)
class OneToEachLine:
    """`one person to each report`, `at most one person to each report`."""

    exactly: bool
    one: Words
    each: Words
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True)
class FactDeclaration:
    """`fact SENTENCE` or `event SENTENCE` (a dated fact: `event the day an item becomes known`)."""

    sentence: Words
    event: bool
    one_to_each: tuple[OneToEachLine, ...]
    judged_by: Words | None
    controlled_by: Words | None
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True)
class ActDeclaration:
    """`act prosecute a person for an offense`; below it, `in one of its ways`: such an act is done
    in one of the ways that count as it, and in no other."""

    phrase: Words
    span: Span = field(compare=False, repr=False)
    in_its_ways: bool = False


@dataclass(frozen=True)
class CountsAsDeclaration:
    """`to PHRASE counts as to PHRASE` with quotations and conditions."""

    source: Words
    target: Words
    conditions: Conditions
    span: Span = field(compare=False, repr=False)
    quotes: tuple[Quoted, ...] = ()


@dataclass(frozen=True)
class CalendarDeclaration:
    """`calendar NAME` with the days on which it is closed."""

    name: Words
    closed: tuple[Words, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True)
class ExcludesDeclaration:
    """`never both to PHRASE and to PHRASE`."""

    one: Words
    other: Words
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True)
class DefineDeclaration:
    """`define SENTENCE` with quotations and conditions."""

    sentence: Words
    conditions: Conditions
    span: Span = field(compare=False, repr=False)
    quotes: tuple[Quoted, ...] = ()


@dataclass(frozen=True)
class AssumeDeclaration:
    """`assume NAME "TITLE"` with `never` and a list of conditions that never hold together, or
    `always` and one condition line (or block), with `when` conditions."""

    name: Words
    title: Quoted
    form: Literal["never", "always"]
    body: tuple[Line | Block, ...]
    conditions: Conditions
    comments: tuple[str, ...]
    span: Span = field(compare=False, repr=False)
    quotes: tuple[Quoted, ...] = ()


@dataclass(frozen=True)
class PresumeDeclaration:
    """`presume NAME "TITLE"` with one condition line, and `unless` conditions (in Conditions)."""

    name: Words
    title: Quoted
    presumed: Line
    unless: Conditions
    span: Span = field(compare=False, repr=False)
    quotes: tuple[Quoted, ...] = ()


@dataclass(frozen=True)
class ReadingLine:
    name: Words
    plain: bool
    title: Quoted
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True)
class AboutLine:
    """`about "WORDS" in clause P3`, or `about "WORDS" in the text`."""

    quote: Quoted
    clause: Words | None
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True)
class AdoptedLine:
    """`adopted READING by "PERSON" on DATE because "…"`."""

    reading: Words
    by: Quoted
    on: Words
    because: Quoted
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True)
class QuestionDeclaration:
    """`question NAME "TITLE"`; `affects no verdict` stands below a question that no condition
    names."""

    name: Words
    title: Quoted
    about: tuple[AboutLine, ...]
    readings: tuple[ReadingLine, ...]
    adopted: AdoptedLine | None
    affects_no_verdict: bool
    span: Span = field(compare=False, repr=False)


# --------------------------------------------------------------------------- norms

Verb = Literal["must", "must not", "may", "need not"]


@dataclass(frozen=True)
class NormSentence:
    """`BEARER VERB PHRASE`; with `all of` / `any of` the phrases stand indented below, one a
    line."""

    bearer: Words
    verb: Verb
    phrases: tuple[Words, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True)
class Disapplication:
    """`this policy does not apply [to PHRASE]`, `clause 7 does not apply …`, `clauses 7, 8 do not
    apply …`. `clauses` is empty for "this policy"; an exception is named `exception NAME of clause
    X`."""

    clauses: tuple[Words, ...]
    phrase: Words | None
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True)
class ExceptionPart:
    """`except NAME when …`; exceptions to this exception stand indented below it."""

    name: Words
    conditions: Conditions
    quotes: tuple[Quoted, ...]
    exceptions: tuple[ExceptionPart, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True)
class DeadlineLine:
    """`within 7 days of EVENT`, `at least 30 days before EVENT`, `before DATE|EVENT`,
    `on or before …`, `after …`, `on or after …`, as one line of words."""

    words: Words


@dataclass(frozen=True)
class RelationLine:
    """`notwithstanding clause X`, `subject to clauses X, Y`, `without limiting clause X`.
    A reference may be to a clause of a law (`clause brady-1`) or to an exception
    (`exception relief of clause P6`); or to `any other clause`."""

    word: Literal["notwithstanding", "subject to", "without limiting"]
    clauses: tuple[Words, ...]
    span: Span = field(compare=False, repr=False)
    any_other: Words | None = None


@dataclass(frozen=True)
class ClauseDeclaration:
    """`clause ID "TITLE"` with quotations, one norm or disapplication, `owed to PARTY`, relations,
    deadlines, `when`/`only when` conditions, exceptions."""

    id: Words
    title: Quoted
    quotes: tuple[Quoted, ...]
    body: NormSentence | Disapplication
    owed_to: Words | None
    relations: tuple[RelationLine, ...]
    deadlines: tuple[DeadlineLine, ...]
    conditions: Conditions
    exceptions: tuple[ExceptionPart, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True)
class LawDeclaration:
    """`law NAME "TITLE" above this policy` (or `above law NAME`), `paraphrase` where the words are
    not the law's own, then its clauses."""

    name: Words
    title: Quoted
    above: Words | None  # None: this policy
    paraphrase: bool
    clauses: tuple[ClauseDeclaration, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True)
class NotEncoded:
    """`not encoded "WORDS"` with `because "…"`."""

    quote: Quoted
    because: Quoted
    span: Span = field(compare=False, repr=False)


# --------------------------------------------------------------------------- guarantees, examples


@dataclass(frozen=True)
class WhetherLine:
    """`asking whether BEARER may|must PHRASE` / `whether BEARER may PHRASE`: an act by an agent."""

    bearer: Words
    phrase: Words
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True)
class PromiseDeclaration:
    """`promise NAME "TITLE"` with a norm sentence, or `never a dilemma` (or antinomy, conflict),
    then `when` conditions, `under the plain readings` / `under every reading`, a column."""

    name: Words
    title: Quoted
    norm: NormSentence | None
    never: Literal["dilemma", "antinomy", "conflict"] | None
    whether: WhetherLine | None  # restricts `never …` to one kind of act
    conditions: Conditions
    plain: bool
    column: Literal["alone", "beside the law", "in the end"] | None
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True)
class PossibleDeclaration:
    """`possible NAME "TITLE"` with `whether …`, conditions and `expect VERDICT, …`."""

    name: Words
    title: Quoted
    whether: WhetherLine | None
    conditions: Conditions
    verdicts: tuple[Words, ...]
    plain: bool
    column: Literal["alone", "beside the law", "in the end"] | None
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True)
class CoversDeclaration:
    """`covers NAME "TITLE"` with `whether …` and conditions: on these cases the policy speaks."""

    name: Words
    title: Quoted
    whether: WhetherLine
    conditions: Conditions
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True)
class ThingsLine:
    """`person Ana, Bea; crime C` as pairs of kind and names."""

    groups: tuple[tuple[Words, tuple[Words, ...]], ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True)
class ExpectLine:
    """`expect VERDICT[, reading Q as R and reading Q as R][, under every reading][ beside the
    law]`, `expect possibly V, V, V [beside the law]`, `expect it turns on Q, Q` / `expect it turns
    on nothing`."""

    form: Literal["verdict", "possible", "turns on"]
    verdicts: tuple[Words, ...]
    column: Literal["alone", "beside the law", "in the end"] | None
    readings: tuple[tuple[Words, Words], ...]
    every_reading: bool
    questions: tuple[Words, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True)
class AskingPart:
    """`asking whether …` and the `expect` lines that follow it."""

    whether: WhetherLine
    expectations: tuple[ExpectLine, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True)
class LawOfDay:
    """`under the law of 2026-03-01`, or `under the law of its day` (None): the version of the
    policy in force on that day, or on the day of the act, decides the case."""

    day: Words | None
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True)
class CaseDeclaration:
    """`case NAME "TITLE"`: things, `given … and …`, `and nothing else is so`, askings."""

    name: Words
    title: Quoted
    things: tuple[ThingsLine, ...]
    givens: tuple[Line, ...]
    closed: bool
    askings: tuple[AskingPart, ...]
    comments: tuple[str, ...]
    span: Span = field(compare=False, repr=False)
    under_law: LawOfDay | None = None


# --------------------------------------------------------------------------- amendments


@dataclass(frozen=True)
class IntendsLine:
    """`intends to tighten|loosen|leave unchanged PHRASE`, or `… whether BEARER may PHRASE`, with
    `in what it must not do` (the modality; None: all of them) and conditions below it."""

    direction: Literal["tighten", "loosen", "leave unchanged"]
    bearer: Words | None
    phrase: Words
    verb: Verb | None
    conditions: Conditions
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True)
class NewLine:
    """A line to be put into a policy, with the comments above it and the lines below it."""

    words: Words
    below: tuple[NewLine, ...] = ()
    comments: tuple[str, ...] = ()
    trailing: tuple[str, ...] = ()
    blank_before: bool = False


ItemNoun = Literal[
    "clause", "law", "definition", "fact", "event", "act", "rule", "kind", "party", "calendar",
    "question",
    "assumption", "presumption", "promise", "possibility", "coverage", "case", "words set aside",
]  # fmt: skip
"""What an amendment calls the items of a policy file."""


@dataclass(frozen=True)
class ItemName:
    """`clause P4`, `definition "a crime is listed"`, `question reach`, …; with `exception`, the
    exception of that name in the clause."""

    noun: ItemNoun
    name: str
    span: Span = field(compare=False, repr=False)
    exception: str | None = None


@dataclass(frozen=True)
class LineName:
    """`line "WORDS"`, `second line "WORDS"`: a line by its words, with or without its connective.
    `which` counts from 1 where several lines have these words."""

    quote: Quoted
    which: int | None = None


@dataclass(frozen=True)
class StrikeItem:
    """`strike clause P4`; `strike question NAME with its expectations`: with what cases expect
    under its readings."""

    item: ItemName
    expectations: bool
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True)
class ReplaceItem:
    """`replace clause P4 with`, and the new item below."""

    item: ItemName
    lines: tuple[NewLine, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True)
class InsertItems:
    """`insert after clause P4`, and the new items below."""

    after: ItemName
    lines: tuple[NewLine, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True)
class Renumber:
    """`renumber clause P5 as P6`: the id and every reference to it."""

    clause: Words
    new: Words
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True)
class StrikeLine:
    """`in ITEM` … `strike line "WORDS"`."""

    item: ItemName
    line: LineName
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True)
class ReplaceLine:
    """`in ITEM` … `replace line "WORDS" with`, and the new lines below."""

    item: ItemName
    line: LineName
    lines: tuple[NewLine, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True)
class InsertLines:
    """`in ITEM` … `insert after line "WORDS"`, or `insert at the end`, and the new lines below."""

    item: ItemName
    after: LineName | None
    lines: tuple[NewLine, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True)
class EditException:
    """`in ITEM` … `strike exception NAME`, `replace exception NAME with`, `insert exception`; new
    lines stand below the last two. `name` is None for an inserted exception."""

    item: ItemName
    name: Words | None
    lines: tuple[NewLine, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True)
class EditList:
    """`in ITEM` … `add "A" to the list`, `strike "A" from the list`, `replace "A" with "B" in the
    list`, each with the words before the list where the item has several (`the list "type"`)."""

    item: ItemName
    struck: tuple[Quoted, ...]
    added: tuple[Quoted, ...]
    of: Quoted | None
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True)
class EditWords:
    """`in the text replace "A" with "B"`, `strike "A"`, `insert "B" after "A"`; the same `in the
    quotation`, of an item (None: the policy's own text). `struck` None: `added` goes after `after`.
    """

    item: ItemName | None
    struck: Quoted | None
    added: Quoted | None
    after: Quoted | None
    span: Span = field(compare=False, repr=False)


EditPart = (
    StrikeItem
    | ReplaceItem
    | InsertItems
    | Renumber
    | StrikeLine
    | ReplaceLine
    | InsertLines
    | EditException
    | EditList
    | EditWords
)


@dataclass(frozen=True)
class AmendmentDeclaration:
    """`amendment NAME "TITLE" to POLICY` with the version that it amends, the version that it
    makes, what it intends, and its edits in the order of the text."""

    name: Words
    title: Quoted
    policy: Words
    amends: Quoted | None
    makes: Quoted | None
    in_force: Words | None
    intents: tuple[IntendsLine, ...]
    nothing_else: bool
    edits: tuple[EditPart, ...]
    span: Span = field(compare=False, repr=False)


Item = (
    PolicyHead
    | Use
    | PartyDeclaration
    | CalendarDeclaration
    | KindDeclaration
    | FactDeclaration
    | ActDeclaration
    | CountsAsDeclaration
    | ExcludesDeclaration
    | DefineDeclaration
    | AssumeDeclaration
    | PresumeDeclaration
    | QuestionDeclaration
    | ClauseDeclaration
    | LawDeclaration
    | NotEncoded
    | PromiseDeclaration
    | PossibleDeclaration
    | CoversDeclaration
    | CaseDeclaration
    | AmendmentDeclaration
)


@dataclass(frozen=True)
class Document:
    """One file: its items in order."""

    file: SourceFile
    items: tuple[Item, ...]
