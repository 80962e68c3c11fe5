"""The checked policy: every name resolved, every sentence typed, sugar removed.

Nothing goes in and nothing is computed here but what follows from the values themselves: this is
what `elaborate` makes, and the one thing that the interpreter (`semantics`) and the way to the
solver (`encoding`) have in common. All values are frozen; names identify, so that two facts never
have the same id; each value knows its place in the file and is equal to its like wherever it
stands.

    vocabulary        parties, kinds, attributes, facts and events, acts       (reference, 2)
    formula           conditions on things; definitions; `counts as`           (3 to 5)
    question          the policy's own words, and how they are read            (8 and 9)
    norm              clauses, exceptions, priorities, laws; the verdicts      (6, 7 and 10)
    guarantee         assumptions, promises, coverage, cases of the file       (11 to 13)
    amendment         what an amendment intends                                (14)
    case              one finite world with one act in question                (13 and 16)
    policy            all of it together

Beside them the kit of formulas (`variables`), the types of values (`value_types`), what is ordinary
where a case leaves it open (`ordinary`), and a total case said again as conditions
(`case_as_formulas`). Begin with `policy`, then `norm`.
"""

from __future__ import annotations

from verifier.model.amendment import Amendment, Intent
from verifier.model.case import ActInQuestion, Case, FactKey, Thing, ValueKey
from verifier.model.case_as_formulas import (
    GivenStatement,
    act_day_statement,
    as_example,
    day_statement,
    fact_statement,
    value_statement,
)
from verifier.model.formula import (
    FALSE,
    TRUE,
    ActDay,
    ActIs,
    All,
    Any,
    AttributeOf,
    Compare,
    CountsAs,
    Defined,
    Definition,
    EventDay,
    Every,
    Formula,
    Holds,
    Measure,
    Named,
    Not,
    OfKind,
    Operator,
    Quantity,
    Reads,
    Same,
    Some,
    Term,
    ValueIs,
    Variable,
)
from verifier.model.guarantee import (
    Asking,
    Assumption,
    CaseClass,
    CaseExample,
    Coverage,
    Expectation,
    Possibility,
    Presumption,
    Promise,
)
from verifier.model.norm import (
    OPPOSED,
    ActPattern,
    Attack,
    Clause,
    Condition,
    Law,
    LawRegime,
    Modality,
    Norm,
    Positions,
    Savings,
    Verdict,
    Window,
    clause_anchors,
    opposed,
)
from verifier.model.ordinary import ORDINARY_DAY, ordinary_number, ordinary_value
from verifier.model.policy import Policy
from verifier.model.question import (
    About,
    Adoption,
    Anchor,
    Question,
    Reading,
    Readings,
    SetAside,
    SourceSentence,
    SourceText,
)
from verifier.model.value_types import (
    EARLIEST_DAY,
    LARGEST_NUMBER,
    LATEST_DAY,
    UNLISTED,
    YES_NO,
    ListType,
    NumberType,
    Unit,
    ValueType,
)
from verifier.model.variables import (
    formula_terms,
    free_variables,
    measure_terms,
    parts_of,
    scoped,
    substitute,
)
from verifier.model.vocabulary import (
    PARTY,
    ActKind,
    Attribute,
    Fact,
    Hole,
    Kind,
    OneToEach,
    Party,
    SentenceParts,
)

__all__ = [
    "EARLIEST_DAY",
    "FALSE",
    "LARGEST_NUMBER",
    "LATEST_DAY",
    "OPPOSED",
    "ORDINARY_DAY",
    "PARTY",
    "TRUE",
    "UNLISTED",
    "YES_NO",
    "About",
    "ActDay",
    "ActInQuestion",
    "ActIs",
    "ActKind",
    "ActPattern",
    "Adoption",
    "All",
    "Amendment",
    "Anchor",
    "Any",
    "Asking",
    "Assumption",
    "Attack",
    "Attribute",
    "AttributeOf",
    "Case",
    "CaseClass",
    "CaseExample",
    "Clause",
    "Compare",
    "Condition",
    "CountsAs",
    "Coverage",
    "Defined",
    "Definition",
    "EventDay",
    "Every",
    "Expectation",
    "Fact",
    "FactKey",
    "Formula",
    "GivenStatement",
    "Holds",
    "Hole",
    "Intent",
    "Kind",
    "Law",
    "LawRegime",
    "ListType",
    "Measure",
    "Modality",
    "Named",
    "Norm",
    "Not",
    "NumberType",
    "OfKind",
    "OneToEach",
    "Operator",
    "Party",
    "Policy",
    "Positions",
    "Possibility",
    "Presumption",
    "Promise",
    "Quantity",
    "Question",
    "Reading",
    "Readings",
    "Reads",
    "Same",
    "Savings",
    "SentenceParts",
    "SetAside",
    "Some",
    "SourceSentence",
    "SourceText",
    "Term",
    "Thing",
    "Unit",
    "ValueIs",
    "ValueKey",
    "ValueType",
    "Variable",
    "Verdict",
    "Window",
    "act_day_statement",
    "as_example",
    "clause_anchors",
    "day_statement",
    "fact_statement",
    "formula_terms",
    "free_variables",
    "measure_terms",
    "opposed",
    "ordinary_number",
    "ordinary_value",
    "parts_of",
    "scoped",
    "substitute",
    "value_statement",
]
