"""The answer on a partly known case as plain data: words, verdicts and ids, no solver's terms."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from verifier.findings import Citation, ReadingChoice
from verifier.model import LawRegime, Readings, Verdict


class DecisionStatus(StrEnum):
    """What keeps the verdict open, over all facts not given and all readings allowed."""

    DECIDED = "decided"
    FACT_OPEN = "open on facts"
    READING_OPEN = "open on readings"
    BOTH_OPEN = "open on facts and on readings"
    IMPOSSIBLE = "impossible"


@dataclass(frozen=True)
class ColumnAnswer:
    """The verdicts in one column: under the chosen readings, and over all that are allowed."""

    column: LawRegime
    verdicts: tuple[Verdict, ...]
    possible: tuple[Verdict, ...]


@dataclass(frozen=True)
class Ground:
    """A condition of a norm, as it is met or missed in the case. `known`: that follows from what is
    known (and supposed); else it is a fact not yet found out."""

    words: str
    known: bool
    facts: tuple[str, ...] = ()  # of a defined condition, what it comes from in the case


@dataclass(frozen=True)
class Reason:
    """A norm (or an exception) that is live, with what makes it so in the case."""

    norm: str
    citation: Citation
    sentence: str  # "the Office must not use S against Ana"; "" for what only defeats
    because: tuple[Ground, ...]  # its conditions, as they are true in the case
    certain: bool  # live whatever the facts not given


@dataclass(frozen=True)
class Defeat:
    """A norm that applies and is defeated."""

    norm: str
    citation: Citation
    sentence: str
    by: tuple[Reason, ...]
    certain: bool  # it applies, and is defeated by these, whatever the facts not given


@dataclass(frozen=True)
class Inapplicable:
    """A norm about this act, or an exception to one that is live, that does not apply."""

    norm: str
    citation: Citation
    sentence: str
    missing: tuple[Ground, ...]  # the conditions that fail where the fewest do


@dataclass(frozen=True)
class Way:
    """How the case comes to a verdict in a column, under the chosen readings.

    supposing: facts not given that, with what is known, bring the verdict about; none where it
    follows already."""

    column: LawRegime
    verdict: Verdict
    sentence: str
    supposing: tuple[str, ...]
    live: tuple[Reason, ...]
    defeated: tuple[Defeat, ...]
    inapplicable: tuple[Inapplicable, ...]


@dataclass(frozen=True)
class OtherReadings:
    """A verdict that only readings other than the chosen ones give, and the smallest sets of such
    readings that allow it."""

    verdict: Verdict
    sets: tuple[tuple[ReadingChoice, ...], ...]


@dataclass(frozen=True)
class Matter:
    """Something not known in which alone two completions with different verdicts differ."""

    what: Literal["fact", "event", "value", "act day", "question"]
    words: str  # "whether Ana is a victim of C", "the type of C"


@dataclass(frozen=True)
class Sufficient:
    """A smallest part of what is known from which the verdict follows, whatever the rest."""

    given: tuple[str, ...]
    presumed: tuple[str, ...]
    nothing_else: tuple[str, ...]  # what is not so because nothing else is so
    smallest: bool  # false where only an irreducible part was found


@dataclass(frozen=True)
class Flip:
    """A smallest change of what is known that changes the verdict, and what it changes it to."""

    changes: tuple[str, ...]
    verdicts: tuple[Verdict, ...]


@dataclass(frozen=True)
class NextQuestion:
    """What to find out (or to decide) first, and the verdicts that each answer leaves."""

    words: str
    about_reading: bool
    answers: tuple[tuple[str, tuple[Verdict, ...]], ...]


@dataclass(frozen=True)
class Presumed:
    """What a presumption of the policy supplied, nothing being known of it."""

    name: str
    title: str
    words: str


@dataclass(frozen=True)
class Clash:
    """A smallest set of things given, or presumed, that cannot all be so, and what they break."""

    given: tuple[str, ...]
    nothing_else: tuple[str, ...]
    assumptions: tuple[tuple[str, str], ...]  # name, sentence
    functions: tuple[str, ...]  # “one receipt to each item (…)”


@dataclass(frozen=True)
class Decision:
    """The answer to one asking of one partly known case.

    fixed:     readings that were asked for; the others are open.
    columns:   the policy alone first; the others only where there are laws.
    ways:      in the policy alone one for each verdict under the chosen readings; in other columns
               only where the verdicts differ from that.
    matters:   under the chosen readings; `matters_otherwise` what does so only under others.
    settling:  a smallest set of unknowns which, once known, settle it, however they turn out.
    undecided: what the solver could not tell within its budget.
    """

    asked: str
    act: str  # "the Office uses S against Ana"
    status: DecisionStatus
    fixed: Readings
    columns: tuple[ColumnAnswer, ...]
    ways: tuple[Way, ...] = ()
    others: tuple[OtherReadings, ...] = ()
    turns_on: tuple[str, ...] = ()
    matters: tuple[Matter, ...] = ()
    matters_otherwise: tuple[Matter, ...] = ()
    settling: tuple[Matter, ...] = ()
    sufficient: Sufficient | None = None
    flips: tuple[Flip, ...] = ()
    next_question: NextQuestion | None = None
    presumed: tuple[Presumed, ...] = ()
    clash: Clash | None = None
    undecided: tuple[str, ...] = ()

    @property
    def alone(self) -> ColumnAnswer:
        """The answer of the policy alone."""
        return self.columns[0]
