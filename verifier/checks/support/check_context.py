"""What a check works with: the policy, the solver, the voice, and how findings are put together.

A check asks here whether a kind of case exists and gets a finding's parts back: under which
readings, with which case, proved or searched how far. It never sees the solver.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256

from verifier.encoding import TRUE_ASK, Angle, Ask, Query
from verifier.explanation import (
    MOST_DEVIATIONS,
    Smallest,
    case_result,
    deviations,
    explain,
    ordinary,
    robust,
    unrelated_kinds,
)
from verifier.findings import (
    Assurance,
    AssuranceKind,
    CaseResult,
    Citation,
    Finding,
    Outcome,
    ReadingChoice,
    Remedy,
    Severity,
    Strength,
    Witness,
)
from verifier.model import ActInQuestion, CaseClass, CaseExample, Policy, Readings
from verifier.solver import Answer, Found, Impossible, Possible, QuestionSolver, Session, Undecided
from verifier.words import Speaker, with_article

MOST_EXPLAINED = 60
"""So many findings of one check are explained with a case and with ways out; the others are named
with the clauses they are about."""

MOST_LISTED = 500
"""So many findings of one check are listed: a policy with more has to be taken in hand first."""


@dataclass(frozen=True)
class Existence:
    """Where a kind of case exists: how strongly, under which smallest sets of readings that are not
    plain (`cut`: some of them), and the first question that shows it, with the readings to show it
    under; `found`: where it exists under every reading, a case that shows it under each."""

    strength: Strength
    sets: tuple[tuple[tuple[str, str], ...], ...]
    query: Query
    readings: Readings
    cut: bool = False
    found: Found | None = None


@dataclass
class CheckTally:
    """What one check did: questions asked, steps of the solver, answers that stayed open or
    bounded, in sentences what holds, where that is worth a word, and that not all that was found is
    listed."""

    asked: int = 0
    steps: int = 0
    unknown: list[str] = field(default_factory=list)
    bounded: list[str] = field(default_factory=list)
    held: list[str] = field(default_factory=list)
    cut: str = ""


class CheckContext:
    """One policy under examination.

    fixed: readings chosen on the command line, under which alone anything is asked.
    brief: only which findings there are and how they stand; no case is shown, nothing is explained
    and no way out is tried.
    causes: norms already found dead or swallowed, whose consequences are not reported again; and
    what follows from duties, which is looked at for conflicts alone.
    matters: questions already found to change a verdict, True where with all others read plainly.
    """

    def __init__(
        self, policy: Policy, solver: QuestionSolver, fixed: Readings, brief: bool = False
    ) -> None:
        self.policy = policy
        self.solver = solver
        self.fixed = fixed
        self.brief = brief
        self.speaker = Speaker(policy)
        self.plain: Readings = {**policy.plain_readings, **fixed}
        self.causes = {norm.id for norm in policy.norms.values() if norm.role == "exclusion"}
        self.matters: dict[str, bool] = {}
        self.tally = CheckTally()
        self._of_text = False
        self._sessions: dict[tuple[str, ActInQuestion], Session] = {}
        self._results: dict[str, CaseResult | None] = {}
        self._before: tuple[CheckContext, Callable[[CaseExample], bool]] | None = None
        self._earlier: tuple[CheckContext, ...] | None = None

    # ------------------------------------------------------------------ asking

    def ask(
        self,
        query: Query,
        readings: Readings | None = None,
        without: frozenset[str] = frozenset(),
    ) -> bool | None:
        """Whether there is such a case; None where the solver could not tell. `readings` None:
        under some reading that the command line allows."""
        chosen = self.fixed if readings is None else readings
        return self._noted(self.solver.ask(query, chosen, without))

    def begin_anew(self) -> None:
        """Forgets everything that was worked out, for a mistake may have left it half done; what is
        known of clauses and questions stays."""
        self.solver = QuestionSolver(self.policy, self.solver.budget)
        self._sessions, self._results = {}, {}
        self._before = self._earlier = None

    def _noted(self, answer: Answer) -> bool | None:
        match answer:
            case Possible():
                return True
            case Impossible(bound):
                if not bound.complete:
                    self.tally.bounded.append(_bounded_words(bound.sizes, bound.cycle))
                return False
            case Undecided(reason):
                self.tally.unknown.append(reason)
                return None

    @contextmanager
    def beside(self, editions: Mapping[str, Policy]) -> Iterator[CheckContext]:
        """A context in which several editions of the policy are looked at together; what is asked
        there counts here."""
        solver = QuestionSolver(editions[""], self.solver.budget, editions)
        inner = CheckContext(editions[""], solver, self.fixed, self.brief)
        inner.tally = self.tally
        yield inner
        self.solver.spent.add(solver.spent)

    def anywhere(
        self,
        queries: Iterable[Query],
        readings: Readings | None = None,
        without: frozenset[str] = frozenset(),
    ) -> Query | None:
        """The first of the questions that has a case."""
        return next((q for q in queries if self.ask(q, readings, without)), None)

    def acts_of(self, scope: CaseClass) -> tuple[str, ...]:
        """The primary descriptions of the acts that a scope can be about."""
        return (
            self.solver.encodings.acts_under(scope.act.act)
            if scope.act
            else tuple(self.policy.acts)
        )

    def acts_of_norm(self, norm: str) -> tuple[str, ...]:
        """The primary descriptions of the acts that a norm can be about."""
        act = self.policy.norms[norm].act
        return self.solver.encodings.acts_under(act.act) if act else tuple(self.policy.acts)

    def over_acts(
        self, acts: Iterable[str], body: Ask, angle: Angle | None = None
    ) -> tuple[Query, ...]:
        """The same question about acts of each primary description."""
        return tuple(Query(act, body, angle or Angle()) for act in acts)

    # ------------------------------------------------------------------ the cases of the file

    def session(self, example: CaseExample, act: ActInQuestion) -> Session:
        """Where the completions of a case of the file are asked about."""
        key = (example.name, act)
        if key not in self._sessions:
            self._sessions[key] = self.solver.given.session(example, act)
        return self._sessions[key]

    def impossible_cases(self) -> frozenset[str]:
        """The names of the cases whose given facts cannot be so."""
        return frozenset(name for name in self.policy.cases if self._result(name) is None)

    def case_results(self) -> tuple[CaseResult, ...]:
        """What every possible case of the file comes to."""
        results = map(self._result, self.policy.cases)
        return tuple(result for result in results if result is not None)

    def _result(self, name: str) -> CaseResult | None:
        """What a case comes to; None where its given facts cannot be so."""
        if name not in self._results:
            example = self.policy.cases[name]
            if self._before is not None and self._before[1](example):
                self._results[name] = self._before[0]._result(name)
            elif example.askings and self._cannot_be(example):
                self._results[name] = None
            else:
                self._results[name] = case_result(
                    self.solver, example, self.plain, self.session, self.brief
                )
        return self._results[name]

    @cached_property
    def turning(self) -> frozenset[str]:
        """Questions of which the cases of the file show that it matters how they are answered: the
        verdict of one turns on them, all others read plainly, whatever its open facts are. One that
        bears on what can be so at all is not shown by that."""
        answered = [one for result in self.case_results() for one in result.askings]
        shown = {name for one in answered if not one.undecided for name in one.turns_on}
        return frozenset(shown - self.solver.encodings.background_questions)

    def _cannot_be(self, example: CaseExample) -> bool:
        act = example.askings[0].act
        session = self.session(example, act)
        return self._noted(self.solver.given.ask(session, Query(act.act, TRUE_ASK))) is False

    def carry(self, earlier: CheckContext, same: Callable[[CaseExample], bool]) -> None:
        """From now on, cases that are the `same` in the context of an earlier version are not
        computed again."""
        self._before = (earlier, same)

    @property
    def versions(self) -> tuple[CheckContext, ...]:
        """This context, and one for each earlier version that decides a case of the file."""
        if self._earlier is None:
            earlier = [version for version in self.policy.earlier if version.cases]
            self._earlier = tuple(self._of_version(version) for version in earlier)
        for context in self._earlier:
            context.tally = self.tally
        return (self, *self._earlier)

    def _of_version(self, version: Policy) -> CheckContext:
        known = {(q.name, r.name) for q in version.questions.values() for r in q.readings}
        fixed = {name: reading for name, reading in self.fixed.items() if (name, reading) in known}
        return CheckContext(version, QuestionSolver(version, self.solver.budget), fixed, self.brief)

    # ------------------------------------------------------------------ how a finding stands

    def standing(self, queries: Sequence[Query]) -> Existence | None:
        """Where one of the questions has a case: under every reading, under the plain readings, or
        only under others; None where none has one (or none could be decided)."""
        plain = self.anywhere(queries, self.plain)
        if plain is not None:
            return self._plain_or_robust(queries, plain)
        possible = [query for query in queries if self.ask(query)]
        return self._contestable(possible) if possible else None

    def _plain_or_robust(self, queries: Sequence[Query], plain: Query) -> Existence:
        for query in (plain, *(q for q in queries if q != plain)):
            found = robust(self.solver, query, self.plain, self.fixed)
            if isinstance(found, Found):
                return Existence(Strength.ROBUST, (), query, self.plain, found=found)
        return Existence(Strength.PLAIN, (), plain, self.plain)

    def _contestable(self, queries: Sequence[Query]) -> Existence | None:
        by_set: dict[frozenset[tuple[str, str]], Query] = {}
        for query in queries:
            found = deviations(self.solver, query, self.plain, self.fixed)
            if isinstance(found, Undecided):
                self.tally.unknown.append(found.reason)
                continue
            for chosen in found:
                by_set.setdefault(chosen, query)
        smallest = [s for s in by_set if not any(other < s for other in by_set)]
        if not smallest:
            return None
        ordered = sorted(smallest, key=lambda s: (len(s), self._question_order(s)))
        readings = {**self.plain, **dict(ordered[0])}
        sets = tuple(tuple(sorted(s, key=lambda c: self._order(c[0]))) for s in ordered)
        cut = len(sets) > MOST_DEVIATIONS
        query = by_set[ordered[0]]
        return Existence(Strength.CONTESTABLE, sets[:MOST_DEVIATIONS], query, readings, cut)

    def _order(self, question: str) -> int:
        return list(self.policy.questions).index(question)

    def _question_order(self, chosen: Iterable[tuple[str, str]]) -> list[int]:
        return sorted(self._order(question) for question, _ in chosen)

    def choices(self, standing: Existence) -> tuple[tuple[ReadingChoice, ...], ...]:
        """The smallest sets of readings of a contestable finding, in words."""
        return tuple(
            tuple(self.speaker.reading_choice(question, reading) for question, reading in chosen)
            for chosen in standing.sets
        )

    def severity(self, severity: Severity, standing: Existence | None) -> Severity:
        """One step milder where the finding exists only under readings that nobody adopted."""
        if standing is None or standing.strength is not Strength.CONTESTABLE:
            return severity
        adopted = {
            (question.name, question.adopted.reading)
            for question in self.policy.questions.values()
            if question.adopted is not None
        }
        if any(set(chosen) <= adopted for chosen in standing.sets):
            return severity
        return severity.lowered()

    # ------------------------------------------------------------------ readings that were chosen

    @cached_property
    def _chosen_plainly(self) -> bool:
        plain = self.policy.plain_readings
        return all(plain[question] == reading for question, reading in self.fixed.items())

    @property
    def plainly(self) -> str:
        """Under which readings that is found which is asked of the plain ones: `under the plain
        readings`, unless others were chosen for the run."""
        return "under the plain readings" if self._chosen_plainly else "under the readings tried"

    @property
    def everywhere(self) -> list[str]:
        """The sentence that something holds under every reading; none where only some were tried
        (which each finding then says) or there is but one."""
        if self.fixed or not self.policy.questions:
            return []
        return ["This holds under every reading."]

    @property
    def whatever_reading(self) -> str:
        """`, under any reading`, where all were tried."""
        return "" if self.fixed else ", under any reading"

    def _tried(self) -> list[str]:
        """Which readings alone a finding of the check at work is about."""
        return [] if self._of_text or not self.fixed else [readings_tried(self.policy, self.fixed)]

    def _strength(self, standing: Existence | None) -> Strength | None:
        if standing is None or not self.fixed or standing.strength is Strength.CONTESTABLE:
            return standing.strength if standing else None
        return Strength.PLAIN if self._chosen_plainly else Strength.TRIED

    # ------------------------------------------------------------------ the parts of a finding

    def found(self, query: Query, readings: Readings | None) -> Found | None:
        """The canonical case; None where there is none or the solver gave up on it."""
        chosen = self.fixed if readings is None else readings
        found = self.solver.witness(query, chosen)
        if isinstance(found, Undecided):
            self.tally.unknown.append(found.reason)
        if not isinstance(found, Found):
            return None
        return ordinary(
            self.solver.editions, query, found, lambda one: self.solver.witness(one, chosen)
        )

    def witness(
        self,
        query: Query,
        readings: Readings | None,
        changes: bool = True,
    ) -> Witness | None:
        """The canonical case, replayed and explained; None where the solver gave up on it, or
        nothing is to be shown. `changes`: with the single changes that remove what it shows."""
        found = None if self.brief else self.found(query, readings)
        if found is None:
            return None
        return explain(self.solver, self.speaker, query, found, changes)

    def witness_of(
        self, standing: Existence, changes: bool = True, said: Ask | None = None
    ) -> Witness | None:
        """The same for a finding that stands: a case that shows it under each reading under which
        it is said to stand. `said`: what the words say of it, where the question asks for more."""
        found = None if self.brief else self.shown(standing)
        if found is None:
            return None
        everywhere = self.given_readings(standing)
        return explain(
            self.solver,
            self.speaker,
            standing.query,
            found,
            changes,
            everywhere=everywhere,
            said=said,
        )

    def shown(self, standing: Existence) -> Found | None:
        """The ordinary case that shows a finding under each reading under which it stands."""
        query, found = standing.query, standing.found
        if found is None:
            return self.found(query, standing.readings)
        return ordinary(
            self.solver.editions,
            query,
            found,
            lambda one: robust(self.solver, one, self.plain, self.fixed),
        )

    def given_readings(self, standing: Existence) -> Readings | None:
        """The only readings that are given for a finding which is to be shown under every reading
        of all other questions; None where it is shown under its own readings."""
        return None if standing.found is None else self.fixed

    def cite(self, norms: Iterable[str]) -> tuple[Citation, ...]:
        """Each norm as a reader cites it."""
        return tuple(self.speaker.citation(norm) for norm in dict.fromkeys(norms))

    def replayed(self) -> Assurance:
        """What stands behind a case that is shown."""
        return Assurance(AssuranceKind.REPLAYED, "the case shown was recomputed by the interpreter")

    def absence(self, queries: Iterable[Query]) -> Assurance:
        """What stands behind the claim that there is no such case."""
        bounds = [self.solver.bound(query) for query in queries]
        open_ends = [bound for bound in bounds if not bound.complete]
        if not open_ends:
            return Assurance(AssuranceKind.PROVED, "holds for any number of things of each kind")
        words = _bounded_words(open_ends[0].sizes, open_ends[0].cycle)
        return Assurance(AssuranceKind.BOUNDED, words)

    def finding(
        self,
        check: str,
        severity: Severity,
        headline: str,
        reason: Sequence[str],
        *,
        norms: Sequence[str] = (),
        standing: Existence | None = None,
        witness: Witness | None = None,
        detail: Sequence[str] = (),
        assurance: Assurance | None = None,
        outcome: Outcome = Outcome.FAILS,
        place: object = None,
        kinds: Sequence[str] = (),
        kinds_complete: bool = True,
        kinds_together: bool = False,
        reasons: Smallest[str] | Sequence[Sequence[str]] = (),
        remedies: Sequence[Remedy] = (),
    ) -> Finding:
        """A finding with its parts; its fingerprint is made of its name and the `reason`.
        reasons: the smallest sets of what it rests on, all of them unless they say otherwise."""
        span = getattr(place, "span", None)
        if span is None and norms:
            span = self.policy.norms[norms[0]].span
        lowered = self.severity(severity, standing)
        if lowered is not severity:
            detail = [*detail, f"Were these readings adopted, this would be {_A[severity]}."]
        if witness is not None:
            headline = self._overlaps(witness) + headline
        rests = reasons if isinstance(reasons, Smallest) else Smallest(tuple(map(tuple, reasons)))
        return Finding(
            check=check,
            outcome=outcome,
            severity=lowered,
            headline=headline,
            detail=(*detail, *self._tried()),
            citations=self.cite(norms),
            strength=self._strength(standing),
            readings=self.choices(standing) if standing else (),
            witness=witness,
            kinds=tuple(kinds),
            kinds_complete=kinds_complete,
            kinds_together=kinds_together,
            readings_complete=standing is None or not standing.cut,
            reasons=rests.sets,
            reasons_complete=rests.complete,
            remedies=tuple(remedies),
            assurance=assurance or (self.replayed() if witness else None),
            fingerprint=fingerprint(check, reason),
            about=getattr(place, "name", ""),
            place=span,
        )

    def _overlaps(self, witness: Witness) -> str:
        """Which kinds, of which neither is declared below the other, one thing must be of for there
        to be such a case; ordinary cases have none."""
        pairs = [pair for one in witness.case.things for pair in unrelated_kinds(self.policy, one)]
        both_kinds = [
            f"one is both {with_article(first)} and {with_article(second)}"
            for first, second in dict.fromkeys(pairs)
        ]
        return f"Where {self.speaker.series(both_kinds)}: " if both_kinds else ""

    def examined(
        self, work: Callable[[], Iterable[Finding]], of_text: bool = False
    ) -> tuple[tuple[Finding, ...], CheckTally]:
        """Runs a check's work and returns its findings with what it asked; `of_text`: whatever it
        finds is so under any reading."""
        self.tally = CheckTally()
        asked, steps = self.solver.spent.questions, self.solver.spent.steps
        self._of_text = of_text
        findings = tuple(self._bounded(work()))
        self.tally.asked = self.solver.spent.questions - asked
        self.tally.steps = self.solver.spent.steps - steps
        return findings, self.tally

    def _bounded(self, found: Iterable[Finding]) -> Iterator[Finding]:
        """The findings of a check, the first of them explained, the rest in short, and no more than
        anybody reads; the tally says so."""
        brief = self.brief
        try:
            for number, finding in enumerate(found, 1):
                if number > MOST_LISTED:
                    self.tally.cut = f"Only the first {MOST_LISTED} findings are listed."
                    return
                yield finding
                if number == MOST_EXPLAINED:
                    self.brief = True
        finally:
            self.brief = brief


def readings_tried(policy: Policy, fixed: Readings) -> str:
    """`Only the plain readings were tried.`, `Only readings with “scope” as broad were tried.`"""
    if fixed == policy.plain_readings:
        return "Only the plain readings were tried."
    chosen = " and ".join(f"“{name}” as {reading}" for name, reading in fixed.items())
    return f"Only readings with {chosen} were tried."


_A = {Severity.ERROR: "an error", Severity.WARNING: "a warning", Severity.NOTE: "a note"}


def fingerprint(check: str, reason: Sequence[str]) -> str:
    """Sixteen hexadecimal digits of SHA-256 over the check's name and the normalised reason: ids
    and names of the policy, never a line, a case or an order."""
    return sha256("\x1f".join([check, *reason]).encode()).hexdigest()[:16]


def _bounded_words(sizes: Mapping[str, int], cycle: Sequence[str]) -> str:
    tried = ", ".join(f"{number} of the kind {kind}" for kind, number in sizes.items() if number)
    why = f" ({'; '.join(cycle)})" if cycle else ""
    return f"searched up to {tried}{why}"
