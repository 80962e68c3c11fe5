"""What amendments declare against what they do: the difference of two versions and the declared
intents go in; effects that nobody declared and declared effects that do not occur come out.

An effect on an act is that it newly takes a position (it becomes prohibited, …) or no longer does,
in some case, under some reading, in some column. It is declared where an intent of its direction
covers the act and the case. The conditions of an intent are read as the amended version reads them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Literal

from verifier.changes.compare.between_amendments import Made, contradictions
from verifier.changes.compare.difference.edits import Edition
from verifier.changes.compare.difference.groups import Describer
from verifier.changes.compare.difference.outcome import (
    Deadline,
    Declared,
    JudgedIntent,
    ShownCase,
    sizes_words,
)
from verifier.changes.compare.effect import has, newly, newly_there
from verifier.changes.compare.redline import counterparties
from verifier.changes.compare.rules.rules_in_words import Telling
from verifier.changes.compare.shown_case import shown
from verifier.checks.support.check_context import fingerprint
from verifier.encoding import Angle, Ask, InScope, Query, Seen, both, either, no
from verifier.findings import Assurance, AssuranceKind, Finding, Outcome, Severity
from verifier.model import Amendment, Intent, LawRegime, Modality
from verifier.solver import Impossible, Possible, QuestionSolver, Undecided

UNDECLARED = "undeclared-effect"
UNMET = "unmet-intent"

How = Literal["gained", "lost"]
Side = Literal["tighten", "loosen"]

_HAPPENS = {
    (Modality.OBLIGED, "gained"): "becomes a duty",
    (Modality.OBLIGED, "lost"): "is no longer a duty",
    (Modality.FORBIDDEN, "gained"): "becomes prohibited",
    (Modality.FORBIDDEN, "lost"): "is no longer prohibited",
    (Modality.PERMITTED, "gained"): "becomes expressly permitted",
    (Modality.PERMITTED, "lost"): "is no longer expressly permitted",
    (Modality.EXEMPT, "gained"): "becomes expressly exempt",
    (Modality.EXEMPT, "lost"): "is no longer expressly exempt",
}
_LATE = {"gained": "is late sooner", "lost": "is no longer late so soon"}
_COLUMNS = {LawRegime.ALONE: "", LawRegime.BESIDE: " beside the law", LawRegime.END: " in the end"}


@dataclass(frozen=True)
class Effect:
    """One modality on acts of one description, newly taken or no longer taken."""

    act: str
    column: LawRegime
    modality: Modality
    how: How

    @property
    def side(self) -> Side:
        """What it does to the bearer: duties and prohibitions bind, the others free."""
        binds = self.modality in (Modality.OBLIGED, Modality.FORBIDDEN)
        return "tighten" if binds == (self.how == "gained") else "loosen"


def declared(
    describers: Sequence[Describer], amendments: Sequence[Amendment], made: Made | None = None
) -> Declared:
    """The declarations of the amendments that make the new version, held against its difference
    from the old one, in every way to read the two (see `views`). `made`: the edits that each of
    several makes alone; what these do to each other comes first."""
    works = [_Work(describer, amendments) for describer in describers]
    *_, last = works
    findings = (
        *last.between(made or {}),
        *chain(*(one.undeclared() for one in works)),
        *last.undeclared_counterparties(),
    )
    judged = tuple(map(_in_some_way, zip(*(one.judged() for one in works), strict=True)))
    for one in works[:-1]:
        last.undecided += one.undecided
        last.bounded += one.bounded
    found = {finding.fingerprint: finding for finding in (*findings, *last.unmet(judged))}
    undecided = tuple(dict.fromkeys(last.undecided))
    return Declared(tuple(found.values()), judged, last.assurance(), undecided)


def contradicting(
    describer: Describer, amendments: Sequence[Amendment], made: Made
) -> tuple[Finding, ...]:
    """The contradictions of amendments with each other, by themselves."""
    return tuple(_Work(describer, amendments).between(made))


def _in_some_way(judged: tuple[JudgedIntent, ...]) -> JudgedIntent:
    """An intent that is met under one way to read the two versions is met."""
    met = [one.met for one in judged]
    return replace(judged[0], met=True if True in met else None if None in met else False)


@dataclass
class _Work:
    describer: Describer
    amendments: Sequence[Amendment]
    undecided: list[str] = field(default_factory=list)
    bounded: list[str] = field(default_factory=list)

    @property
    def solver(self) -> QuestionSolver:
        return self.describer.solver

    def intents(self) -> Iterator[tuple[Amendment, Intent]]:
        for amendment in self.amendments:
            yield from ((amendment, intent) for intent in amendment.intents)

    # ------------------------------------------------------------------ one with another

    def between(self, made: Made) -> Iterator[Finding]:
        """The contradictions of the amendments with each other, which none of them declares."""
        for words, example in contradictions(self.describer, made):
            yield Finding(
                check=UNDECLARED,
                outcome=Outcome.FAILS,
                severity=Severity.ERROR,
                headline=f"{words}.",
                detail=example,
                assurance=_REPLAYED if example else None,
                fingerprint=fingerprint(UNDECLARED, [self._names(), words]),
                place=self.amendments[0].span if self.amendments else None,
            )

    # ------------------------------------------------------------------ undeclared effects

    def undeclared(self) -> Iterator[Finding]:
        said: set[tuple[str, Modality, How]] = set()
        for act in self.describer.pair.merged.acts:
            for column in self.describer.columns():
                possible = tuple(self._effects(act, column))
                if not possible or not self._asked(
                    either(map(self._unsaid, possible)), act, column
                ):
                    continue
                for effect in possible:
                    key = (act, effect.modality, effect.how)
                    if key not in said and self._asked(self._unsaid(effect), act, column):
                        said.add(key)
                        yield self._undeclared(effect)

    def _effects(self, act: str, column: LawRegime) -> Iterator[Effect]:
        """The effects that the edited norms can have on an act."""
        reached = self.describer.affected(act, column)
        if self.describer.grounds_differ:
            reached = self.describer.norms(act, column)
        policies = (self.describer.pair.old, self.describer.pair.new)
        norms = [p.norms[name] for name in reached for p in policies if name in p.norms]
        modalities = {norm.modality for norm in norms}
        for modality in Modality:
            if modality in modalities:
                yield Effect(act, column, modality, "gained")
                yield Effect(act, column, modality, "lost")

    def _happens(self, effect: Effect) -> Ask:
        return self._newly(effect, newly)

    def _newly(self, effect: Effect, how: Callable[[Modality, Angle, Angle], Ask]) -> Ask:
        """The effect, in a case that the version allows which has it; where the other version does
        not allow the case, it has nothing in it."""
        ends: tuple[Edition, Edition] = ("old", "new")
        here, there = ends[::-1] if effect.how == "gained" else ends
        mine, other = (self.describer.angle(e, effect.column) for e in (here, there))
        found = how(effect.modality, other, mine)
        if not self.describer.grounds_differ:
            return found
        had = both([no(self.describer.pair.taken[there]), has(effect.modality, mine)])
        return both([self.describer.pair.taken[here], either([found, had])])

    def _unsaid(self, effect: Effect) -> Ask:
        """That the effect happens and is not declared, or is declared not to happen."""
        broken = either(self._kept(amendment, effect) for amendment in self.amendments)
        undeclared = no(self._said(effect, self.amendments))
        return both([self._happens(effect), either([undeclared, broken])])

    def _said(self, effect: Effect, amendments: Iterable[Amendment]) -> Ask:
        return either(
            self._within(intent)
            for amendment in amendments
            for intent in amendment.intents
            if intent.direction == effect.side and intent.modality in (None, effect.modality)
        )

    def _kept(self, amendment: Amendment, effect: Effect) -> Ask:
        """That an amendment declares the act unchanged, and that no other one declares to change
        it."""
        others = [one for one in self.amendments if one is not amendment]
        kept = either(
            self._within(intent)
            for intent in amendment.intents
            if intent.direction == "leave unchanged" and intent.modality in (None, effect.modality)
        )
        return both([kept, no(self._said(effect, others))])

    def _within(self, intent: Intent) -> Ask:
        angle = self.describer.angle("new", LawRegime.ALONE)
        return Seen(angle, InScope(intent.scope))

    def _asked(self, body: Ask, act: str, column: LawRegime) -> bool | None:
        view = self.describer.view
        readings = None if view.beyond else view.readings
        answer = self.solver.ask(self._query(body, act, column), readings)
        match answer:
            case Possible():
                return True
            case Impossible(bound):
                if not bound.complete:
                    self.bounded.append(sizes_words(bound.sizes))
                return False
            case Undecided(reason):
                self.undecided.append(reason)
                return None

    def assurance(self) -> Assurance:
        """What stands behind the claim that there is no other case."""
        if self.undecided:
            return Assurance(AssuranceKind.UNDECIDED, self.undecided[0])
        if self.bounded:
            return Assurance(AssuranceKind.BOUNDED, f"searched up to {self.bounded[0]}")
        return Assurance(AssuranceKind.PROVED, "for any number of things of each kind")

    def _query(self, body: Ask, act: str, column: LawRegime) -> Query:
        return self.describer.query(act, column, body)

    def _undeclared(self, effect: Effect) -> Finding:
        telling = Telling(self.describer.pair)
        bearer = telling.bearer(self.describer.affected(effect.act, effect.column))
        words = telling.act(effect.act, bearer)
        happens = f"{self._what_happens(effect)}{_COLUMNS[effect.column]}"
        broken = self._asked(
            both([self._happens(effect), either(self._kept(a, effect) for a in self.amendments)]),
            effect.act,
            effect.column,
        )
        named = self._named()
        says = f"{named} declares that it leaves this unchanged" if broken else self._unsaying()
        example = self._example(effect)
        return Finding(
            check=UNDECLARED,
            outcome=Outcome.FAILS,
            severity=Severity.ERROR,
            headline=f"That {words} {happens} in some cases, and {says}.",
            detail=tuple(_told(example)) if example else (),
            assurance=_REPLAYED if example else None,
            fingerprint=fingerprint(
                UNDECLARED, [self._names(), effect.act, effect.modality.words, effect.how]
            ),
            place=self.amendments[0].span if self.amendments else None,
        )

    def _what_happens(self, effect: Effect) -> str:
        """What becomes of the act; of a duty that stays one, of the time for it."""
        there = both([self._newly(effect, newly_there), self._unsaid(effect)])
        if effect.modality is Modality.OBLIGED and not self._asked(
            there, effect.act, effect.column
        ):
            return _LATE[effect.how]
        return _HAPPENS[effect.modality, effect.how]

    def _example(self, effect: Effect) -> ShownCase | None:
        """An ordinary case of the effect, under the plain readings where there is one."""
        query = self._query(self._unsaid(effect), effect.act, effect.column)
        plain = self.describer.view.readings
        has_plain = isinstance(self.solver.ask(query, plain), Possible)
        return shown(self.describer, query, effect.column, plain if has_plain else None)

    def _unsaying(self) -> str:
        """`the amendment “first” does not say so`"""
        return f"{self._named()} does not say so" if self.amendments else "no amendment says so"

    def _named(self) -> str:
        names = [f"“{amendment.name}”" for amendment in self.amendments]
        return f"the amendment {' with '.join(names)}"

    def _names(self) -> str:
        return " ".join(amendment.name for amendment in self.amendments)

    # ------------------------------------------------------------------ counterparties

    def undeclared_counterparties(self) -> Iterator[Finding]:
        """No verdict depends on whom a duty is owed to; a change has to be declared all the
        same."""
        for deadline in self._counterparties():
            if not any(self._covers(intent, deadline) for _, intent in self.intents()):
                yield Finding(
                    check=UNDECLARED,
                    outcome=Outcome.FAILS,
                    severity=Severity.ERROR,
                    headline=f"{_capital(deadline.words)}, and {self._unsaying()}.",
                    assurance=Assurance(AssuranceKind.COMPUTED, "read off the text"),
                    fingerprint=fingerprint(
                        UNDECLARED, [self._names(), deadline.norm, "deadline", deadline.side]
                    ),
                    place=self.amendments[0].span if self.amendments else None,
                )

    def _counterparties(self) -> tuple[Deadline, ...]:
        return tuple(counterparties(self.describer.pair.old, self.describer.pair.new))

    def _covers(self, intent: Intent, deadline: Deadline) -> bool:
        """Whether an intent is about a duty that is owed otherwise."""
        norm = self.describer.pair.new.norms[deadline.norm]
        if norm.act is None or intent.modality not in (None, Modality.OBLIGED):
            return False
        act = intent.scope.act
        about = act is None or norm.act.act in self.solver.encodings.acts_under(act.act)
        return about and intent.direction in ("tighten", "loosen")

    # ------------------------------------------------------------------ unmet intents

    def judged(self) -> Iterator[JudgedIntent]:
        for amendment, intent in self.intents():
            if intent.direction != "leave unchanged":
                yield JudgedIntent(amendment.name, intent.words, self._is_met(intent))

    def _is_met(self, intent: Intent) -> bool | None:
        if any(self._covers(intent, deadline) for deadline in self._counterparties()):
            return True
        act = intent.scope.act
        acts = (
            self.solver.encodings.acts_under(act.act)
            if act
            else tuple(self.describer.pair.merged.acts)
        )
        answers: list[bool | None] = []
        for column in self.describer.columns():
            for one in acts:
                effects = [e for e in self._effects(one, column) if _is_of(e, intent)]
                if effects:
                    body = both([either(map(self._happens, effects)), self._within(intent)])
                    answers.append(self._asked(body, one, column))
                    if answers[-1]:
                        return True
        return None if None in answers else False

    def unmet(self, judged: Sequence[JudgedIntent]) -> Iterator[Finding]:
        declared = [i for _, i in self.intents() if i.direction != "leave unchanged"]
        for intent, one in zip(declared, judged, strict=True):
            if one.met is False:
                yield Finding(
                    check=UNMET,
                    outcome=Outcome.FAILS,
                    severity=Severity.ERROR,
                    headline=f"The amendment “{one.amendment}” declares an effect that does not "
                    f"occur: “{one.words}”.",
                    detail=("There is no case in which it has this effect, under any reading.",),
                    assurance=self.assurance(),
                    fingerprint=fingerprint(UNMET, [one.amendment, one.words]),
                    place=intent.span,
                )


_REPLAYED = Assurance(
    AssuranceKind.REPLAYED, "the case shown was recomputed by the interpreter in both versions"
)


def _is_of(effect: Effect, intent: Intent) -> bool:
    return effect.side == intent.direction and intent.modality in (None, effect.modality)


def _told(example: ShownCase) -> Iterator[str]:
    """An example in sentences."""
    yield f"For instance: {_capital(example.act)}."
    yield from (f"{_capital(given)}." for given in example.given)
    yield f"Before: {example.before}; after: {example.after}."


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
