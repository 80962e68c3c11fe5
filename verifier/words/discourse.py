"""Formulas as clauses of English. One discourse is one stretch of text: a thing is "a person" where
it is first spoken of and "the person" from then on, so its state is what has been said so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import assert_never

from verifier.model import (
    ActDay,
    ActIs,
    All,
    Any,
    AttributeOf,
    CalendarDay,
    Compare,
    Counted,
    Defined,
    EventDay,
    Every,
    Formula,
    Holds,
    Hole,
    ListType,
    Measure,
    Not,
    NumberType,
    OfKind,
    Reads,
    Same,
    SentenceParts,
    Some,
    Term,
    Unit,
    ValueIs,
    Variable,
)
from verifier.words import quantities, sentences
from verifier.words.clause_text import Listed, Said, all_of, led, running
from verifier.words.counts import COUNTED, counted_inline, number_word
from verifier.words.english import is_plural_name, quoted, series, with_article
from verifier.words.formula_shapes import (
    chain,
    difference,
    flat,
    free_variables,
    guarded,
    introduces,
    is_atom,
    terms_of,
    without_implied_events,
)
from verifier.words.members import member_words, shorter_side
from verifier.words.thing_mentions import Mentions

Atom = Holds | Defined | ValueIs | Compare | Same | OfKind | Reads | ActIs
_DATE = NumberType(Unit.DATE, 0, 0)


@dataclass
class Discourse(Mentions):
    """What has been said so far: `bound` are the variables that must be introduced as existing
    before they are spoken of under a denial or an alternative; `notes` collects the definitions
    relied on, in the order met (None: no footnotes)."""

    bound: set[Variable] = field(default_factory=set)
    notes: list[str] | None = None

    # ----------------------------------------------------------------- formulas

    def say(self, formula: Formula, positive: bool = True) -> Said:
        """The formula, or its denial, as what is said."""
        match formula:
            case Not(body):
                return self.say(body, not positive)
            case All(parts):
                return self._conjunction(parts) if positive else self._not_all(parts)
            case Any(parts):
                return self._alternatives(parts) if positive else self._none(parts)
            case Some():
                return self._some(formula) if positive else self._no(formula)
            case Every(variable, body):
                if positive:
                    return self._every(formula)
                return self._some(Some(variable, Not(body)))
            case Counted():
                return self._counted(formula, positive)
            case (
                Holds() | Defined() | ValueIs() | Compare() | Same() | OfKind() | Reads() | ActIs()
            ):
                return self._atom(formula, positive)
        assert_never(formula)

    def clause(self, formula: Formula, positive: bool = True) -> str:
        """The formula as running text."""
        return running(self.say(formula, positive))

    def _conjunction(self, parts: Sequence[Formula]) -> Said:
        whole = tuple(without_implied_events(flat(parts)))
        apart = [pair for part in whole if (pair := difference(part)) is not None]
        self.differs |= set(apart)
        told = {pair for pair in apart if self._will_differ(pair) or self._differ_by_name(pair)}
        rest = [part for part in whole if difference(part) not in told]
        items = [
            self._distance(*part) if isinstance(part, tuple) else self._introducing(part)
            for part in _paired(rest)
        ]
        for pair in apart:
            if pair in told and not self._differ_by_name(pair) | (pair in self.said_to_differ):
                one, other = sorted(pair, key=lambda variable: variable.name)
                items.append(self._atom(Same(one, other), False))
        return all_of(items)

    def _distance(self, first: Compare, second: Compare) -> Said:
        """Two bounds that belong together, or each for itself."""
        together = quantities.distance(first, second, self.measure, self.type_of)
        if together is not None:
            return together
        return all_of([self._introducing(first), self._introducing(second)])

    def _differ_by_name(self, pair: frozenset[Variable]) -> bool:
        return len({self.names[v] for v in pair if v in self.names}) == 2

    def _will_differ(self, pair: frozenset[Variable]) -> bool:
        """Whether "another" has said that the two differ, or may still say so."""
        return pair in self.said_to_differ or not pair <= self.known | set(self.names)

    def _introducing(self, part: Formula) -> Said:
        """A conjunct, and before it whatever it speaks of under a denial or an alternative: "there
        is an offense such that either …"."""
        missing = [
            variable
            for variable in free_variables(part)
            if variable in self.bound and variable not in self.known and variable not in self.names
            if not introduces(part, variable)
        ]
        if not missing:
            return self.say(part)
        lead = f"there is {series([self.introduce(v) for v in missing])} such that"
        return led(lead, self.say(part))

    def _alternatives(self, parts: Sequence[Formula]) -> Said:
        by_case = self._case_by_case(parts)
        if by_case is not None:
            return by_case
        before = set(self.known)
        items: list[Said] = []
        for part in parts:
            items.append(self.say(part))
            self.known = before | (self.known & self.bound)
        if not items:
            return "something impossible is true"
        return items[0] if len(items) == 1 else Listed("any", tuple(items))

    def _case_by_case(self, parts: Sequence[Formula]) -> Said | None:
        """Alternatives that each begin with another reading of one question, told by reading."""
        cases = [found for part in parts if (found := guarded(part)) is not None]
        heads = [head for head, _ in cases]
        questions = {head.question for head in heads}
        distinct = len({head.reading for head in heads}) == len(parts)
        if len(parts) < 2 or len(heads) < len(parts) or len(questions) != 1 or not distinct:
            return None
        question = self.policy.questions[heads[0].question]
        items: list[Said] = []
        before = set(self.known)
        for head, rest in cases:
            said = self._conjunction(rest) if rest else "nothing more is needed"
            items.append(led(f"{self.answer(head)}:", said))
            self.known = before | (self.known & self.bound)
        read = {head.reading for head in heads}
        items.extend(
            f"{_answer(reading.title)}: it cannot be met"
            for reading in question.readings
            if reading.name not in read
        )
        lead = f"the condition that goes with the answer to {quoted(question.title)} is met:"
        return Listed("case by case", tuple(items), lead)

    def _not_all(self, parts: Sequence[Formula]) -> Said:
        flattened = tuple(flat(parts))
        whole = tuple(without_implied_events(flattened))
        if len(flattened) == 1:
            return self.say(flattened[0], False)
        if len(whole) == 1 or len(_paired(whole)) == 1:
            return f"it is not the case that {running(self._definitely(All(whole)))}"
        items = tuple(self._definitely(part) for part in whole)
        return Listed("not all", items) if items else "something impossible is true"

    def _none(self, parts: Sequence[Formula]) -> Said:
        if len(parts) == 1:
            return self.say(parts[0], False)
        if all(is_atom(part) for part in parts):
            denied = [self.say(part, False) for part in parts]
            if not any("not the case" in running(said) for said in denied):
                return all_of(denied)
        items = tuple(self._definitely(part) for part in parts)
        return Listed("none", items) if items else all_of(())

    def _definitely(self, part: Formula) -> Said:
        """A part of a denied list: free things are "the …", since "a …" would be misread."""
        was, self.definite = self.definite, True
        said = self.say(part)
        self.definite = was
        return said

    # ----------------------------------------------------------------- quantifiers

    def _some(self, formula: Some) -> Said:
        variables, body = chain(formula)
        implied = [v for v in variables if not introduces(body, v)]
        self._note_differences(body)
        if implied:
            lead = f"there is {series([self.introduce(v) for v in implied])} such that"
            said = led(lead, self.say(body))
        else:
            self.fresh |= set(variables)
            said = self.say(body)
            self.fresh -= set(variables)
        self.known -= set(variables)
        return said

    def _no(self, formula: Some) -> Said:
        variables, body = chain(formula)
        self._note_differences(body)
        rest = [part for part in flat((body,)) if difference(part) is None]
        if len(rest) == 1 and isinstance(rest[0], Holds | Defined):
            ordered = [v for v in terms_of(rest[0]) if v in variables]
            if set(ordered) == set(variables):
                return self._no_inline(ordered, rest[0])
        things = [self.introduce(v, "no") for v in variables]
        said = led(f"there is {series(things)} such that", self._definitely(body))
        self.known -= set(variables)
        return said

    def _no_inline(self, ordered: Sequence[Variable], atom: Holds | Defined) -> str:
        """`no person makes any report`, `the person does not make any report`: a thing that is the
        subject is none, otherwise the sentence is denied of any."""
        is_subject = self._opens_with_thing(atom) and atom.terms[0] == ordered[0]
        for place, variable in enumerate(ordered):
            article = "no" if is_subject and place == 0 else "any"
            self.instead[variable] = self.introduce(variable, article, once=True)
        was, self.definite = self.definite, True
        said = self._atom(atom, is_subject)
        self.definite = was
        self.known -= set(ordered)
        return said

    def _opens_with_thing(self, atom: Holds | Defined) -> bool:
        match atom:
            case Holds(fact, _):
                return isinstance(self.policy.facts[fact].sentence[0], Hole)
            case Defined(definition, _):
                return isinstance(self.policy.definitions[definition].sentence[0], Hole)
        assert_never(atom)

    def _every(self, formula: Every) -> Said:
        variables, body = chain(formula)
        said: Said
        match body:
            case Any(parts) if len(parts) > 1 and sum(not isinstance(p, Not) for p in parts) == 1:
                said = self._whenever(parts)
            case Not(inner) if isinstance(inner, Holds | Defined) and len(variables) == 1:
                return self._no(Some(variables[0], inner))
            case Holds() | Defined() if len(variables) == 1:
                self.instead[variables[0]] = self.introduce(variables[0], "every", once=True)
                said = self._atom(body, True)
            case _:
                things = [self.introduce(v, "every") for v in variables]
                said = led(f"for {series(things)},", self.say(body))
        self.known -= set(variables)
        return said

    def _whenever(self, parts: Sequence[Formula]) -> Said:
        conditions = tuple(part.body for part in parts if isinstance(part, Not))
        (consequence,) = (part for part in parts if not isinstance(part, Not))
        condition = running(self._conjunction(conditions))
        return f"whenever {condition}, {running(self.say(consequence))}"

    def _counted(self, formula: Counted, positive: bool) -> Said:
        """`at least two officers approve the act`, and where more is said of each than one sentence
        holds: `for at least two officers, …`."""
        if formula.operator == "=" and not positive:
            return f"it is not the case that {self.clause(formula)}"
        variable, body = formula.variable, formula.body
        operator = formula.operator if positive else quantities.CONTRARY[formula.operator]
        self._note_differences(body)
        rest = [part for part in flat((body,)) if difference(part) is None]
        was, self.definite = self.definite, self.definite or not positive
        once = len(rest) == 1 and counted_inline(self.policy, rest[0], variable)
        article = f"{COUNTED[operator]} {number_word(formula.number)}"
        things = self.introduce(variable, article, once=once, many=formula.number != 1)
        said: Said
        if once:
            self.instead[variable] = things
            said = self.say(rest[0])
        else:
            said = led(f"for {things},", self.say(All(tuple(rest))))
        self.definite = was
        self.known -= {variable}
        return said

    def _note_differences(self, body: Formula) -> None:
        pairs = (difference(part) for part in flat((body,)))
        self.differs |= {pair for pair in pairs if pair is not None}

    # ----------------------------------------------------------------- atoms

    def _atom(self, atom: Atom, positive: bool) -> str:
        was, self.definite = self.definite, self.definite or not positive
        said = self._atom_words(atom, positive)
        self.definite = was
        return said

    def _atom_words(self, atom: Atom, positive: bool) -> str:
        match atom:
            case Holds(fact, terms):
                declared = self.policy.facts[fact]
                return self._declared(declared.sentence, terms, positive, declared.event)
            case Defined(definition, terms):
                sentence = self.policy.definitions[definition].sentence
                return self._declared(sentence, terms, positive, False) + self._mark(definition)
            case ValueIs(attribute, term, members):
                return self._value(attribute, term, members, positive)
            case Compare():
                return self._compare(atom, positive)
            case Same(left, right):
                said = self.mention(left)
                return f"{said} {_to_be(said, positive)} {self.mention(right)}"
            case OfKind(term, kind):
                said = self.mention(term)
                return f"{said} {_to_be(said, positive)} {with_article(kind)}"
            case Reads():
                question = self.policy.questions[atom.question]
                verb = "is" if positive else "is not"
                return f"the answer to {quoted(question.title)} {verb} {self.answer(atom)}"
            case ActIs(act, terms, agent):
                return self._act_is(act, terms, agent, positive)
        assert_never(atom)

    def _declared(
        self, parts: SentenceParts, terms: Sequence[Term], positive: bool, event: bool
    ) -> str:
        fillers = [self.mention(term) for term in terms]
        if event:
            write = sentences.affirmed_event if positive else sentences.denied_event
        else:
            write = sentences.affirmed if positive else sentences.denied
        return write(parts, fillers)

    def _mark(self, definition: str) -> str:
        """The footnote mark of a definition, where footnotes are kept."""
        if self.notes is None:
            return ""
        if definition not in self.notes:
            self.notes.append(definition)
        return f" [{self.notes.index(definition) + 1}]"

    def answer(self, reading: Reads) -> str:
        """A reading's title in quotation marks, without its full stop."""
        question = self.policy.questions[reading.question]
        titles = {option.name: option.title for option in question.readings}
        return _answer(titles.get(reading.reading, reading.reading))

    def _value(self, attribute: str, term: Term, members: frozenset[str], positive: bool) -> str:
        declared = self.policy.attributes[attribute]
        subject = f"the {declared.name} of {self.mention(term)}"
        assert isinstance(declared.type, ListType)
        said, affirmed = shorter_side(declared.type, members)
        return f"{subject} {member_words(said, affirmed == positive)}"

    def _act_is(self, act: str, terms: Sequence[Term], agent: Term | None, positive: bool) -> str:
        who = self.mention(agent) if agent is not None else ""
        doing = sentences.phrase(self.policy.acts[act].phrase, [self.mention(t) for t in terms])
        if not who:
            return f"the act is {'' if positive else 'not '}to {doing}"
        said = f"the act is done by {who} and is to {doing}"
        return said if positive else f"it is not the case that {said}"

    def _compare(self, compare: Compare, positive: bool) -> str:
        operator = compare.operator if positive else quantities.CONTRARY[compare.operator]
        whole = replace(compare, operator=operator)
        return quantities.comparison(whole, self.measure, self.type_of)

    def measure(self, measure: Measure) -> str:
        """A measure in words: "the day of the act", "the price of the item"."""
        match measure:
            case AttributeOf(attribute, term):
                return f"the {self.policy.attributes[attribute].name} of {self.mention(term)}"
            case EventDay(event, terms):
                parts = self.policy.facts[event].sentence
                return sentences.phrase(parts, [self.mention(term) for term in terms])
            case ActDay():
                return "the day of the act"
            case CalendarDay(count, unit, start):
                far = quantities.counted(count, unit)
                return f"{far} {quantities.quantity(start, Unit.DATE, '', self.measure)}"
        assert_never(measure)

    def type_of(self, measure: Measure) -> NumberType:
        if isinstance(measure, AttributeOf):
            declared = self.policy.attributes[measure.attribute].type
            return declared if isinstance(declared, NumberType) else _DATE
        return _DATE


# --------------------------------------------------------------------------- small words


def _to_be(subject: str, positive: bool) -> str:
    """`is`, `are not`: to be, in the number of its subject."""
    verb = "are" if is_plural_name(subject) else "is"
    return verb if positive else f"{verb} not"


def _paired(parts: Sequence[Formula]) -> list[Formula | tuple[Compare, Compare]]:
    """Parts in order, two comparisons right behind each other with the same sides as a pair."""
    found: list[Formula | tuple[Compare, Compare]] = []
    for part in parts:
        last = found[-1] if found else None
        if isinstance(part, Compare) and isinstance(last, Compare) and last.left == part.left:
            found[-1] = (last, part)
        else:
            found.append(part)
    return found


def _answer(title: str) -> str:
    return quoted(title.strip().rstrip("."))
