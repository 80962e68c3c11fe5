"""From text to tree and back: a policy file goes in; its items as written, every mistake, and the
same file in canonical layout come out.

`grammar/policy.lark` says the whole language, on two levels: each kind of line has a rule, and
beside it stands its block, which says what stands below it, how often, and in which order. All else
reads that one file, through Lark: `grammar` loads it, `leading_words` and `productions` are its
rules as values. Which line stands where is said nowhere else; the kinds of line (`line_kinds`) and
section 17 of the reference are written from it.

    layout          bytes to text; rows, nested by indentation             (reference, 1)
    logical_lines   rows joined to lines; `lines_below`: what each of them is
    line_grammar    one line read: its fields, or how it should be written
    read_block      the lines below it: what is missing there, what is twice
    parse_*         nodes of the lines, as `syntax` has them               (2 to 14)
    refused_words   words that are read in several ways                    (15)
    format          a file in canonical layout
    completion      what may stand at a place; `keywords`: the words of the language

A mistake stops one line and no more: reading goes on at the next one, so that one run shows all of
them. Declared sentences are opaque here; `elaborate` reads them. The door hands out the nodes; the
modules are imported by name. Begin with the grammar, then `parse.parse`; how a line is added to the
language is told in CONTRIBUTING.md.
"""

from verifier.language import syntax
from verifier.language.syntax import (
    AboutLine,
    ActDeclaration,
    AdoptedLine,
    AmendmentDeclaration,
    AskingPart,
    AssumeDeclaration,
    AttributeDeclaration,
    Block,
    CaseDeclaration,
    ClauseDeclaration,
    Conditions,
    CountsAsDeclaration,
    CoversDeclaration,
    DeadlineLine,
    DefineDeclaration,
    Disapplication,
    Document,
    EarlierVersion,
    EditException,
    EditList,
    EditPart,
    EditWords,
    ExceptionPart,
    ExcludesDeclaration,
    ExpectLine,
    FactDeclaration,
    InsertItems,
    InsertLines,
    IntendsLine,
    Item,
    ItemName,
    ItemNoun,
    KindDeclaration,
    LawDeclaration,
    LawOfDay,
    Line,
    LineName,
    ListSpec,
    NewLine,
    NormSentence,
    NotEncoded,
    NumberSpec,
    OneToEachLine,
    PartyDeclaration,
    PolicyHead,
    PossibleDeclaration,
    PresumeDeclaration,
    PromiseDeclaration,
    QuestionDeclaration,
    Quoted,
    RelationLine,
    Renumber,
    ReplaceItem,
    ReplaceLine,
    StrikeItem,
    StrikeLine,
    ThingsLine,
    Use,
    Verb,
    WhetherLine,
    Words,
)
from verifier.language.verb_forms import (
    base_form,
    is_past_participle,
    looks_like_third_person,
    third_person,
)

__all__ = [
    "AboutLine",
    "ActDeclaration",
    "AdoptedLine",
    "AmendmentDeclaration",
    "AskingPart",
    "AssumeDeclaration",
    "AttributeDeclaration",
    "Block",
    "CaseDeclaration",
    "ClauseDeclaration",
    "Conditions",
    "CountsAsDeclaration",
    "CoversDeclaration",
    "DeadlineLine",
    "DefineDeclaration",
    "Disapplication",
    "Document",
    "EarlierVersion",
    "EditException",
    "EditList",
    "EditPart",
    "EditWords",
    "ExceptionPart",
    "ExcludesDeclaration",
    "ExpectLine",
    "FactDeclaration",
    "InsertItems",
    "InsertLines",
    "IntendsLine",
    "Item",
    "ItemName",
    "ItemNoun",
    "KindDeclaration",
    "LawDeclaration",
    "LawOfDay",
    "Line",
    "LineName",
    "ListSpec",
    "NewLine",
    "NormSentence",
    "NotEncoded",
    "NumberSpec",
    "OneToEachLine",
    "PartyDeclaration",
    "PolicyHead",
    "PossibleDeclaration",
    "PresumeDeclaration",
    "PromiseDeclaration",
    "QuestionDeclaration",
    "Quoted",
    "RelationLine",
    "Renumber",
    "ReplaceItem",
    "ReplaceLine",
    "StrikeItem",
    "StrikeLine",
    "ThingsLine",
    "Use",
    "Verb",
    "WhetherLine",
    "Words",
    "base_form",
    "is_past_participle",
    "looks_like_third_person",
    "syntax",
    "third_person",
]
