"""The checked policy: every name resolved, every sentence typed, sugar removed.

The interpreter (`evaluate`) and the solver's encoding (`ground`, `encode`) share this module and
nothing else. All values are frozen. Names identify: two facts never have the same id.
`Policy` is what `elaborate` returns; `Case` is one finite world with one act in question.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from graphlib import TopologicalSorter
from typing import Literal

from verifier.model.value_types import ValueType
from verifier.source import SourceFile, Span

PARTY = "party"
"""The root kind of everybody who can bear a norm; declared by the language itself."""

# --------------------------------------------------------------------------- vocabulary


@dataclass(frozen=True)
class Kind:
    """A kind of thing; a sub-kind names its `parent`, and a thing of it is a thing of the
    parent."""

    name: str
    parent: str | None
    plural: str
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Party:
    """A named party: a constant of the kind `party`, distinct from every other thing."""

    name: str  # as written, with its article: "the Office"
    title: str
    also_called: tuple[str, ...] = ()
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Hole:
    """A place in a declared sentence that a thing of `kind` fills."""

    kind: str
    label: str  # the words that stand for it inside the declaration: "person", "other item"


SentenceParts = tuple[str | Hole, ...]
"""A declared sentence: words and holes in order, e.g. (Hole(person), "is a victim of",
Hole(crime))."""


@dataclass(frozen=True)
class Attribute:
    """A total function from the things of `kind` to values. Its id is "NAME of KIND"."""

    name: str
    kind: str
    type: ValueType
    judged_by: str | None = None  # a party's name
    controlled_by: str | None = None
    span: Span | None = field(default=None, compare=False, repr=False)

    @property
    def id(self) -> str:
        return f"{self.name} of {self.kind}"


@dataclass(frozen=True)
class OneToEach:
    """`one person to each report`: the hole `result` is a function of all other holes of the fact.

    `exactly` is true for `one … to each …`, false for `at most one … to each …`.
    """

    result: int
    exactly: bool = True


@dataclass(frozen=True)
class Fact:
    """A relation between things, or (about_act) between the act in question and things.

    An `event` also has a day whenever it holds. The id is the declared sentence as words.
    """

    id: str
    sentence: SentenceParts
    about_act: bool = False
    event: bool = False
    one_to_each: tuple[OneToEach, ...] = ()
    judged_by: str | None = None
    controlled_by: str | None = None
    span: Span | None = field(default=None, compare=False, repr=False)

    @property
    def holes(self) -> tuple[Hole, ...]:
        return tuple(part for part in self.sentence if isinstance(part, Hole))


@dataclass(frozen=True)
class ActKind:
    """A description under which acts fall: a verb phrase with holes, the agent left out."""

    id: str  # "prosecute a person for an offense"
    phrase: SentenceParts
    span: Span | None = field(default=None, compare=False, repr=False)

    @property
    def holes(self) -> tuple[Hole, ...]:
        return tuple(part for part in self.phrase if isinstance(part, Hole))


# --------------------------------------------------------------------------- terms, formulas


@dataclass(frozen=True)
class Variable:
    """A thing spoken of: `name` is unique within its norm, definition or scope, and is what is
    printed after "the": "person", "other person", "reporter"."""

    name: str
    kind: str

    @cached_property
    def _number(self) -> int:
        return hash((self.name, self.kind))

    def __hash__(self) -> int:
        # Variables are looked up wherever a formula is read.
        return self._number


@dataclass(frozen=True)
class Named:
    """A named party, or a thing that a case names."""

    name: str


Term = Variable | Named


@dataclass(frozen=True)
class AttributeOf:
    """The number that a number-valued attribute has for a thing."""

    attribute: str
    term: Term


@dataclass(frozen=True)
class EventDay:
    """The day of an event. Stands only where the event is known to have happened: elaboration puts
    `Holds` of the same event before it in the same `All`."""

    event: str
    terms: tuple[Term, ...]


@dataclass(frozen=True)
class ActDay:
    """The day of the act in question."""


Measure = AttributeOf | EventDay | ActDay


@dataclass(frozen=True)
class Quantity:
    """A linear sum of measures and a constant, in the unit's smallest whole number."""

    terms: tuple[tuple[int, Measure], ...]
    constant: int


Operator = Literal["<", "<=", "=", "!=", ">", ">="]


@dataclass(frozen=True)
class Holds:
    """A declared fact (or the happening of an event) of these things."""

    fact: str
    terms: tuple[Term, ...]
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Defined:
    """A defined sentence of these things."""

    definition: str
    terms: tuple[Term, ...]
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class ValueIs:
    """A list attribute of a thing has one of `members`."""

    attribute: str
    term: Term
    members: frozenset[str]
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Compare:
    """A comparison of two quantities of one unit."""

    operator: Operator
    left: Quantity
    right: Quantity
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Same:
    """Two terms are one thing."""

    left: Term
    right: Term
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class OfKind:
    """A thing belongs to a kind (or one of its sub-kinds)."""

    term: Term
    kind: str
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Reads:
    """The question is read in this way."""

    question: str
    reading: str
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class ActIs:
    """The act in question falls under the description `act` with these things in its roles."""

    act: str
    terms: tuple[Term, ...]
    agent: Term | None = None
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Not:
    body: Formula
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class All:
    """Every part; of no parts it is true."""

    parts: tuple[Formula, ...]
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Any:
    """At least one part; of no parts it is false."""

    parts: tuple[Formula, ...]
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Some:
    """There is a thing of the variable's kind with …"""

    variable: Variable
    body: Formula
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Every:
    """Each thing of the variable's kind has …; true when there is none."""

    variable: Variable
    body: Formula
    span: Span | None = field(default=None, compare=False, repr=False)


Formula = (
    Holds
    | Defined
    | ValueIs
    | Compare
    | Same
    | OfKind
    | Reads
    | ActIs
    | Not
    | All
    | Any
    | Some
    | Every
)

TRUE = All(())
FALSE = Any(())


@dataclass(frozen=True)
class Definition:
    """A defined sentence: true of things exactly when `condition` is. Definitions are acyclic."""

    id: str
    sentence: SentenceParts
    parameters: tuple[Variable, ...]  # one a hole, in order
    condition: Formula
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class CountsAs:
    """To do `source` of `source_terms` counts as to do `target` of `target_terms` when `condition`.

    All terms are variables or named parties; variables of the target that the source does not have
    are existential: one act can fall under one description in several ways. The agent carries
    over. The graph source → target is acyclic.
    """

    source: str
    source_terms: tuple[Term, ...]
    target: str
    target_terms: tuple[Term, ...]
    variables: tuple[Variable, ...]  # all of the two patterns; others are inside the condition
    condition: Formula
    span: Span | None = field(default=None, compare=False, repr=False)


# --------------------------------------------------------------------------- source anchors


@dataclass(frozen=True)
class SourceSentence:
    """A sentence of the policy's own text: offsets into the text file, numbered from 1."""

    number: int
    start: int
    end: int
    heading: bool = False  # a title line, which no clause has to encode


@dataclass(frozen=True)
class SourceText:
    file: SourceFile
    sentences: tuple[SourceSentence, ...]


@dataclass(frozen=True)
class Anchor:
    """A quotation: its words as written in the policy file, and the passages of the source text
    that it stands for (one for each stretch between `…`), as offsets into the source text file."""

    words: str
    passages: tuple[tuple[int, int], ...]
    span: Span | None = field(default=None, compare=False, repr=False)


# --------------------------------------------------------------------------- readings


@dataclass(frozen=True)
class Reading:
    name: str
    title: str
    plain: bool = False


@dataclass(frozen=True)
class Adoption:
    """Somebody decided the question: `adopted READING by PERSON on DATE because "…"`."""

    reading: str
    by: str
    on: int  # ordinal day
    because: str


@dataclass(frozen=True)
class About:
    clause: str | None  # None: the whole source text
    anchor: Anchor


@dataclass(frozen=True)
class Question:
    """A named ambiguity; exactly one of its readings holds. One reading is plain (the first where
    the file marks none)."""

    name: str
    title: str
    readings: tuple[Reading, ...]
    about: tuple[About, ...] = ()
    adopted: Adoption | None = None
    affects_no_verdict: bool = False
    span: Span | None = field(default=None, compare=False, repr=False)

    @property
    def plain(self) -> str:
        return next((r.name for r in self.readings if r.plain), self.readings[0].name)


Readings = Mapping[str, str]
"""One reading's name for each question's name."""

# --------------------------------------------------------------------------- norms


class Modality(StrEnum):
    OBLIGED = "O"  # must
    FORBIDDEN = "F"  # must not
    PERMITTED = "P"  # may
    EXEMPT = "E"  # need not

    @property
    def words(self) -> str:
        return {"O": "must", "F": "must not", "P": "may", "E": "need not"}[self.value]


OPPOSED = frozenset(
    frozenset(pair)
    for pair in (
        (Modality.OBLIGED, Modality.FORBIDDEN),
        (Modality.OBLIGED, Modality.EXEMPT),
        (Modality.FORBIDDEN, Modality.PERMITTED),
    )
)


def opposed(first: Modality | None, second: Modality | None) -> bool:
    """Whether two modalities are one of the pairs O–F, O–E, F–P."""
    return frozenset((first, second)) in OPPOSED


class LawRegime(StrEnum):
    """How laws above the policy count: not at all, side by side, or prevailing."""

    ALONE = "alone"
    BESIDE = "beside the law"
    END = "in the end"


class Verdict(StrEnum):
    DILEMMA = "dilemma"
    ANTINOMY = "antinomy"
    OBLIGED = "obliged"
    PROHIBITED = "prohibited"
    FREE = "free"
    PERMITTED = "permitted"
    EXEMPT = "exempt"
    SILENT = "silent"


@dataclass(frozen=True)
class Positions:
    """Which modalities some live norm gives the act. `choice`: only a duty to do *some* act of this
    description ("at least one") speaks; that duty obliges to no particular act, so it opposes
    nothing and is overridden by any other position on this act but a permission."""

    obliged: bool = False
    forbidden: bool = False
    permitted: bool = False
    exempt: bool = False
    choice: bool = False

    @property
    def verdict(self) -> Verdict:
        """The first match of the table in the language reference, section Verdicts."""
        if self.obliged and self.forbidden:
            return Verdict.DILEMMA
        if (self.forbidden and self.permitted) or (self.obliged and self.exempt):
            return Verdict.ANTINOMY
        if self.obliged:
            return Verdict.OBLIGED
        if self.forbidden:
            return Verdict.PROHIBITED
        if self.permitted and self.exempt:
            return Verdict.FREE
        if self.exempt:
            return Verdict.EXEMPT
        if self.choice:
            return Verdict.OBLIGED
        if self.permitted:
            return Verdict.PERMITTED
        return Verdict.SILENT


@dataclass(frozen=True)
class Condition:
    """One conjunct of a condition, with the drafter's words and place."""

    formula: Formula
    words: str
    span: Span | None = field(default=None, compare=False, repr=False)
    anchor: Anchor | None = field(default=None, compare=False)


@dataclass(frozen=True)
class ActPattern:
    """The act a norm is about. Terms are variables (universal) or named parties; variables listed
    in `choice` came from "at least one": the norm asks for some act of the description."""

    act: str
    terms: tuple[Term, ...]
    choice: tuple[Variable, ...] = ()


@dataclass(frozen=True)
class Window:
    """When a duty must be done: on or after `earliest`, on or before `latest` (days).
    `occurs` lists the events that must have happened for the window to exist."""

    earliest: Quantity | None
    latest: Quantity | None
    words: str
    occurs: tuple[Holds, ...] = ()


@dataclass(frozen=True)
class Norm:
    """A norm, an exception or a disapplication.

    With a modality it is a norm: applicable to an instance (an assignment of things to
    `parameters`) when the act in question is done by `bearer`, falls under `act` with the
    instance's things, and there are things for `locals` with all `conditions` true.
    Without a modality it only defeats other norms: applicable when its conditions are true (and,
    where it has an `act`, the act in question falls under it).
    `parameters` are the variables of bearer and act, then those condition variables that an
    exception mentions. For an exception they are the parameters of what it attacks.
    """

    id: str  # unique: "P3", "P3.untruthful", "P7.1"
    clause: str  # the clause it stands in: "P3", "P7"
    modality: Modality | None
    bearer: Term | None
    act: ActPattern | None
    parameters: tuple[Variable, ...]
    locals: tuple[Variable, ...]
    conditions: tuple[Condition, ...]
    layer: int = 0  # 0 the policy; 1 and up the laws above it
    name: str = ""  # an exception's own name
    role: Literal["norm", "exception", "disapplication"] = "norm"
    owed_to: Term | None = None
    window: Window | None = None
    anchors: tuple[Anchor, ...] = ()
    span: Span | None = field(default=None, compare=False, repr=False)

    @property
    def is_choice(self) -> bool:
        return self.act is not None and bool(self.act.choice)


@dataclass(frozen=True)
class Attack:
    """`attacker` defeats `target` where an instance of it is live whose parameters agree on
    `mapping` (pairs: parameter of the attacker, parameter of the target). Parameters of the
    attacker that are not mapped are existential: some instance is enough."""

    attacker: str
    target: str
    mapping: tuple[tuple[Variable, Variable], ...]
    ground: Literal["exception", "disapplication", "priority", "layer"]
    columns: frozenset[LawRegime] = frozenset(LawRegime)
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Clause:
    """A numbered piece of the policy or of a law, as its drafter sees it."""

    id: str
    title: str
    anchors: tuple[Anchor, ...]
    norms: tuple[str, ...]  # ids, its own norms first, then its exceptions
    law: str | None = None
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Law:
    """A law above the policy (or above another law): its clauses have `layer`."""

    name: str
    title: str
    layer: int
    paraphrase: bool = False  # stated as structure with a citation, not in its own words
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Savings:
    """`without limiting clause X`: a promise that `norm` defeats or opposes nothing that `saved`
    says."""

    clause: str
    saved: str
    span: Span | None = field(default=None, compare=False, repr=False)


# --------------------------------------------------------------------------- background, guarantees


@dataclass(frozen=True)
class Assumption:
    """Background that every admissible case satisfies. The formula is closed; it may speak of the
    act."""

    name: str
    title: str
    formula: Formula
    comment: str = ""
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Presumption:
    """`presume FACT unless CONDITION`: the value of an unknown fact in `decide`; never an
    assumption."""

    name: str
    title: str
    variables: tuple[Variable, ...]
    presumed: Formula
    unless: Formula
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class CaseClass:
    """A class of cases: acts by `bearer` under `act`, where `conditions` hold for some `locals`.

    `act` None: every act. The variables of bearer and act are free in the conditions; in a query
    all are existential ("there is a case in which …")."""

    bearer: Term | None
    act: ActPattern | None
    variables: tuple[Variable, ...]  # of bearer and act
    locals: tuple[Variable, ...]
    conditions: tuple[Condition, ...]


UnderReadings = Literal["every", "plain"]


@dataclass(frozen=True)
class Promise:
    """In every case of `scope` the verdict is one of `verdicts`."""

    name: str
    title: str
    scope: CaseClass
    verdicts: frozenset[Verdict]
    column: LawRegime
    under: UnderReadings
    words: str  # the promised sentence as written
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Possibility:
    """`possible`: there is a case in `scope`, with one of `verdicts`."""

    name: str
    title: str
    scope: CaseClass
    verdicts: frozenset[Verdict]
    column: LawRegime
    under: Literal["some", "plain"]
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Coverage:
    """`covers`: on every case of `scope` the policy speaks."""

    name: str
    title: str
    scope: CaseClass
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Expectation:
    """What a case's author expects of one asking.

    verdict:  the verdict under the plain readings changed by `readings`
              (or under every reading) is `verdicts[0]`;
    possible: over all readings the set of verdicts is exactly `verdicts`;
    turns on: the questions whose single change from the plain readings changes the verdict are
              exactly `questions`.
    """

    form: Literal["verdict", "possible", "turns on"]
    verdicts: tuple[Verdict, ...] = ()
    column: LawRegime = LawRegime.ALONE
    readings: tuple[tuple[str, str], ...] = ()
    every_reading: bool = False
    questions: tuple[str, ...] = ()
    words: str = ""
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Asking:
    act: ActInQuestion
    expectations: tuple[Expectation, ...]
    words: str = ""
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class CaseExample:
    """One fact pattern: its things (there are no others beside the named parties), what is given,
    and what is asked. `closed` is `nothing else is so`: facts not given are false; attributes and
    days not given stay open either way."""

    name: str
    title: str
    things: tuple[Thing, ...]
    givens: tuple[Condition, ...]
    closed: bool
    askings: tuple[Asking, ...]
    comment: str = ""
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class SetAside:
    """`not encoded "…" because "…"`."""

    anchor: Anchor
    because: str
    span: Span | None = field(default=None, compare=False, repr=False)


# --------------------------------------------------------------------------- amendments


@dataclass(frozen=True)
class Intent:
    """What an amendment intends to do, as its author declares it.

    tighten: the bearer is newly bound, or no longer free; loosen: the reverse; leave unchanged:
    neither. `modality` limits it to one of the four (None: whichever). `scope` says for which acts,
    by whom and in which cases, in the words of the policy as amended.
    """

    direction: Literal["tighten", "loosen", "leave unchanged"]
    modality: Modality | None
    scope: CaseClass
    words: str
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Amendment:
    """An amendment of a policy: the version it amends, what it intends, and its edits in words."""

    name: str
    title: str
    policy: str
    amends: str
    intents: tuple[Intent, ...]
    edits: tuple[str, ...]
    span: Span | None = field(default=None, compare=False, repr=False)


# --------------------------------------------------------------------------- a case


@dataclass(frozen=True)
class Thing:
    """A thing of a case: its root kind and every sub-kind it belongs to."""

    name: str
    kind: str
    subkinds: frozenset[str] = frozenset()


@dataclass(frozen=True)
class ActInQuestion:
    """The act, its agent and the things in its roles, by name. `day` is an ordinal (None: open)."""

    act: str
    agent: str
    things: tuple[str, ...]
    day: int | None = None


FactKey = tuple[str, tuple[str, ...]]
"""A fact's (or event's) id with the names of its things."""
ValueKey = tuple[str, str]
"""An attribute's id with the name of the thing."""


@dataclass(frozen=True)
class Case:
    """A total case. Named parties are in every case and are not listed in `things`.

    facts:  those that hold; all others do not.
    values: for every attribute and every thing of its kind.
    days:   the ordinal day of every event that holds.
    """

    things: tuple[Thing, ...]
    facts: frozenset[FactKey]
    values: Mapping[ValueKey, str | int]
    days: Mapping[FactKey, int]
    act: ActInQuestion


# --------------------------------------------------------------------------- the policy


@dataclass(frozen=True)
class Policy:
    """A checked policy with its laws, guarantees and examples. Every mapping keeps file order."""

    name: str
    title: str
    issued_by: str | None
    kinds: Mapping[str, Kind]
    parties: Mapping[str, Party]
    attributes: Mapping[str, Attribute]
    facts: Mapping[str, Fact]
    acts: Mapping[str, ActKind]
    definitions: Mapping[str, Definition]
    counts_as: tuple[CountsAs, ...]
    questions: Mapping[str, Question]
    clauses: Mapping[str, Clause]
    laws: Mapping[str, Law]
    norms: Mapping[str, Norm]
    attacks: tuple[Attack, ...]
    savings: tuple[Savings, ...]
    assumptions: Mapping[str, Assumption]
    presumptions: Mapping[str, Presumption]
    promises: Mapping[str, Promise]
    possibilities: Mapping[str, Possibility]
    coverages: Mapping[str, Coverage]
    cases: Mapping[str, CaseExample]
    set_aside: tuple[SetAside, ...]
    source: SourceText | None
    files: tuple[SourceFile, ...]
    span: Span | None = field(default=None, compare=False, repr=False)
    version: str = ""
    in_force: int | None = None  # the day (an ordinal) from which this version is in force
    earlier: tuple[Policy, ...] = ()
    """Earlier versions, oldest first; the `cases` of each are those of this policy that ask for the
    law of a day on which it was in force. Their files are among `files`, after this one's own."""

    @property
    def every_case(self) -> Mapping[str, CaseExample]:
        """The cases of the policy file, those under the law of an earlier version last."""
        found = dict(self.cases)
        for version in self.earlier:
            found.update(version.cases)
        return found

    @property
    def plain_readings(self) -> Readings:
        return {question.name: question.plain for question in self.questions.values()}

    @cached_property
    def roots(self) -> Mapping[str, str]:
        """The root kind of every kind."""

        def root(name: str) -> str:
            parent = self.kinds[name].parent
            return name if parent is None else root(parent)

        return {name: root(name) for name in self.kinds}

    def lineage(self, kind: str) -> tuple[str, ...]:
        """The kind, its parent, and so on up to the root."""
        parent = self.kinds[kind].parent
        return (kind,) if parent is None else (kind, *self.lineage(parent))

    def speaks_in(self, norm: Norm, column: LawRegime) -> bool:
        """Whether a norm counts in a column: laws do not in the policy alone."""
        return norm.layer == 0 or column is not LawRegime.ALONE

    @cached_property
    def _attacks_on(self) -> Mapping[tuple[str, LawRegime], tuple[Attack, ...]]:
        found: dict[tuple[str, LawRegime], list[Attack]] = {}
        for attack in self.attacks:
            for column in attack.columns:
                if self.speaks_in(self.norms[attack.attacker], column):
                    found.setdefault((attack.target, column), []).append(attack)
        return {key: tuple(attacks) for key, attacks in found.items()}

    @cached_property
    def attackers_first(self) -> Mapping[LawRegime, tuple[str, ...]]:
        """For each column all norms, each after those that attack it."""
        return {
            column: tuple(
                TopologicalSorter(
                    {
                        norm: [attack.attacker for attack in self.attacks_on(norm, column)]
                        for norm in self.norms
                    }
                ).static_order()
            )
            for column in LawRegime
        }

    def attacks_on(self, norm: str, column: LawRegime) -> tuple[Attack, ...]:
        """The attacks on a norm that count in a column, in file order."""
        return self._attacks_on.get((norm, column), ())
