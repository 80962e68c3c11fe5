"""Policies as drafters write them: a seed goes in, the text of a small policy in the language comes
out, with the text that it quotes.

Every draft has a subject of few words, so that its clauses meet; its clauses use what the language
has: deadlines, exceptions of exceptions, disapplications, priorities, laws in up to three layers,
definitions of definitions, questions of two or three readings, assumptions, promises, claims of
coverage, cases. A draft that the language refuses loses the items that are complained of.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from tests.claims.scenes import SCENES, scenery_of
from tests.claims.subjects import SUBJECTS, Subject
from verifier.diagnostics import Level, Problem
from verifier.elaborate.whole import elaborate
from verifier.language.parse import parse
from verifier.model import Policy
from verifier.source import SourceFile

KINDS = sorted(
    {
        "party",
        *(name for one in SUBJECTS for name, _ in (*one.bearers, *one.things)),
        *(name for one in SUBJECTS for name, _ in one.sub_kinds),
    },
    key=len,
    reverse=True,
)
ARTICLE = re.compile(rf"\b(an?|another) ({'|'.join(KINDS)})\b")
"""A hole of a declared sentence."""
SHARE_OF_SCENES = 0.3
"""So many of the drafts have a scene: clauses that belong together."""
MOST_MENDS = 6
"""So many times a draft that is refused loses what is complained of."""


@dataclass(frozen=True)
class Draft:
    """A policy in the language, with the text that it quotes (None: it quotes nothing)."""

    seed: int
    text: str
    source: str | None = None


def read(text: str, source: str | None = None) -> tuple[Policy | None, tuple[Problem, ...]]:
    """The policy of a text, or None and why there is none."""
    document, unread = parse(SourceFile("draft.policy", text))
    quoted = None if source is None else SourceFile("text.txt", source)
    policy, problems = elaborate([document], quoted)
    return (None if unread else policy), (*unread, *problems)


def drafted(seed: int) -> tuple[Draft, Policy] | None:
    """The draft of a seed and its policy; None where too little of it is left once what the
    language refuses is struck."""
    made = _Drafter(Random(seed)).draft(seed)
    text = made.text
    for _ in range(MOST_MENDS):
        policy, problems = read(text, made.source)
        if policy is not None:
            whole = any(norm.modality is not None for norm in policy.norms.values())
            return (Draft(seed, text, made.source), policy) if whole else None
        shorter = without_refused(text, problems)
        if shorter == text:
            return None
        text = shorter
    return None


# --------------------------------------------------------------------------- items of a text


def items_of(text: str) -> list[str]:
    """The items of a file, each with its lines."""
    found: list[list[str]] = []
    for line in text.splitlines():
        if (line and not line[0].isspace()) or not found:
            found.append([])
        found[-1].append(line)
    return ["\n".join(lines).rstrip() for lines in found if "".join(lines).strip()]


def joined(items: Sequence[str]) -> str:
    return "\n\n".join(items) + "\n"


def without_refused(text: str, problems: Sequence[Problem]) -> str:
    """The text without the items in which there are errors; the head and what declares words stay
    as long as anything else is complained of."""
    places = {
        problem.span.from_.line
        for problem in problems
        if problem.level is Level.ERROR and problem.span is not None
    }
    kept: list[str] = []
    struck: list[str] = []
    line = 1
    for item in items_of(text):
        lines = range(line, line + item.count("\n") + 1)
        (struck if any(place in lines for place in places) else kept).append(item)
        line = lines[-1] + 2
    if struck and all(item.startswith("policy") for item in struck):
        return text
    return joined(kept)


# --------------------------------------------------------------------------- what is in scope


@dataclass
class _Scope:
    """The things that have been introduced, each with its kind and how one refers to it."""

    known: list[tuple[str, str]] = field(default_factory=list)

    def copy(self) -> _Scope:
        return _Scope(list(self.known))

    def kinds(self) -> set[str]:
        return {kind for kind, _ in self.known}


@dataclass
class _Words:
    """The part of a subject that a draft uses."""

    subject: Subject
    parties: list[str]
    bearers: list[str]
    kinds: dict[str, str | None]
    attributes: list[tuple[str, str]]  # the kind, and the line that declares the attribute
    facts: list[str]
    events: list[str]
    acts: list[str]
    definitions: list[str] = field(default_factory=list)
    questions: dict[str, list[str]] = field(default_factory=dict)


LABELS = ("newcomer", "stranger", "holder", "source", "rival")


class _Drafter:
    def __init__(self, random: Random) -> None:
        self.random = random
        self.scene = random.choice(SCENES) if random.random() < SHARE_OF_SCENES else None
        self.words = self._words()
        self.norms: list[tuple[str, str, str, list[str]]] = []  # id, verb, act, exceptions
        self.source: list[str] = []

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def one_of(self, choices: Sequence[str]) -> str:
        return self.random.choice(choices)

    # ------------------------------------------------------------------ the whole

    def draft(self, seed: int) -> Draft:
        quoting = self.chance(0.25)
        items = [*self._vocabulary()]
        questions = list(self._questions())
        definitions = list(self._definitions())
        clauses = list(self._clauses(quoting))
        others = [*self._laws(), *self._background(), *self._guarantees(), *self._cases()]
        head = ['policy draft "A Draft"', f"  issued by {self.words.parties[0]}"]
        if quoting:
            head.append('  source text "text.txt"')
        played = self.scene(scenery_of(self.words.subject), self.random) if self.scene else []
        items = ["\n".join(head), *items, *questions, *definitions, *clauses, *played, *others]
        return Draft(seed, joined(items), " ".join(self.source) if quoting else None)

    # ------------------------------------------------------------------ words

    def _words(self) -> _Words:
        random, subject = self.random, self.random.choice(SUBJECTS)
        parties = [name for name, _ in subject.parties[: random.choice((1, 1, 2))]]
        kinds: dict[str, str | None] = {
            name: None for name, _ in (*subject.bearers, *subject.things)
        }
        kinds |= {name: above for name, above in subject.sub_kinds if self.chance(0.35)}
        bearers = [name for name, _ in subject.bearers]
        acts = random.sample(subject.acts, k=random.choice((1, 1, 2, 2, 3)))
        rule = [pair for pair in subject.counts if pair[0] in acts or pair[1] in acts]
        if rule and self.chance(0.6):
            acts = list(dict.fromkeys((*acts, *rule[0])))
        attributes = [
            (kind, line)
            for kind, lines in (*subject.bearers, *subject.things)
            for line in lines
            if self.chance(0.45)
        ]
        facts = [fact for fact, _ in subject.facts]
        facts = random.sample(facts, k=random.randint(1, min(4, len(facts))))
        events = random.sample(subject.events, k=random.choice((0, 0, 1, 1, 2)))
        if self.scene:
            here = scenery_of(subject)
            parties = list(dict.fromkeys((here.party, *parties)))
            kinds |= {name: above for name, above in subject.sub_kinds if name == here.narrower}
            acts = list(dict.fromkeys((here.act, here.towards, *acts[:1])))
            facts = list(dict.fromkeys((here.state, here.manner, *here.persons, *facts[:1])))
            border = (here.kind, here.border)
            attributes = [border, *(one for one in attributes if one != border)]
        return _Words(subject, parties, bearers, kinds, attributes, facts, events, acts)

    def _vocabulary(self) -> Iterator[str]:
        words, subject = self.words, self.words.subject
        mentioned = " ".join((*words.facts, *words.acts))
        for name, title in subject.parties:
            if name in words.parties or name in mentioned:
                yield f'party {name} "{title}"'
        for kind, above in words.kinds.items():
            tail = f" is {_a(above)}" if above else " is a party" if kind in words.bearers else ""
            lines = [f"  {line}" for owner, line in words.attributes if owner == kind]
            yield "\n".join([f"kind {kind}{tail}", *self._judged(lines)])
        below = dict(subject.facts)
        for fact in words.facts:
            yield "\n".join([f"fact {fact}", *(f"  {line}" for line in self._below(below[fact]))])
        yield from (f"event {event}" for event in words.events)
        yield from (f"act {act}" for act in words.acts)
        yield from self._counts()
        yield from self._excluding()

    def _judged(self, lines: Sequence[str]) -> Iterator[str]:
        for line in lines:
            yield line
            if self.chance(0.15):
                how = self.one_of(("judged", "controlled"))
                yield f"    {how} by {self.one_of(self.words.parties)}"

    def _below(self, lines: Sequence[str]) -> Iterator[str]:
        if self.chance(0.7):
            yield from lines
        if self.chance(0.2):
            how = self.one_of(("judged", "controlled"))
            yield f"{how} by {self.one_of(self.words.parties)}"

    def _counts(self) -> Iterator[str]:
        for narrow, wide in self.words.subject.counts:
            if narrow in self.words.acts and wide in self.words.acts:
                known = _holes(narrow)
                target = _back_to(known, wide)
                lines = [f"to {narrow} counts as to {target}"]
                if self.chance(0.3):
                    scope = _Scope([(kind, f"the {kind}") for kind in known])
                    lines += [f"  when {self._line(scope)}"]
                yield "\n".join(lines)

    def _excluding(self) -> Iterator[str]:
        """Two acts of which whoever does the one does not do the other."""
        if len(self.words.acts) > 1 and self.chance(0.12):
            one, other = self.random.sample(self.words.acts, 2)
            yield f"never both to {one} and to {_back_to(_holes(one), other)}"

    # ------------------------------------------------------------------ definitions, questions

    def _questions(self) -> Iterator[str]:
        for name in ("scope", "meaning")[: self.random.choice((0, 0, 1, 1, 2))]:
            readings = ["narrow", "broad", "middle"][: self.random.choice((2, 2, 3))]
            self.words.questions[name] = readings
            said = self.one_of((name, name, f"“{name}”"))
            lines = [f'question {name} "How far does the {said} go?"']
            for place, reading in enumerate(readings):
                plain = " (plain)" if place == 0 else ""
                lines.append(f'  reading {reading}{plain} "It is {reading}"')
            if self.chance(0.25):
                lines.append(
                    f'  adopted {self.one_of(readings)} by "the Head" on 2026-02-01 because "so"'
                )
            yield "\n".join(lines)

    def _definitions(self) -> Iterator[str]:
        for word in ("protected", "eligible")[: self.random.choice((0, 0, 1, 2))]:
            kind = self.one_of(self._usable_kinds())
            scope = _Scope([(kind, f"the {kind}")])
            lines = [f"define {_a(kind)} is {word}", *self._conditions(scope, most=2, some=True)]
            if self.chance(0.3):
                lines.append(f"  or when {self._line(_Scope([(kind, f'the {kind}')]))}")
            yield "\n".join(lines)
            self.words.definitions.append(f"{_a(kind)} is {word}")

    def _usable_kinds(self) -> list[str]:
        return [
            kind for act in self.words.acts for kind in _holes(act) if kind in self.words.kinds
        ] or [self.words.bearers[0]]

    # ------------------------------------------------------------------ clauses

    def _clauses(self, quoting: bool) -> Iterator[str]:
        number = self.random.choice((0, 0, 1, 2) if self.scene else (2, 2, 3, 3, 4, 5, 6))
        written: list[str] = []
        for place in range(1, number + 1):
            name = str(place)
            if place > 1 and self.chance(0.15):
                yield self._disapplication(name)
            elif written and self.chance(0.12):
                yield self._alike(name, self.one_of(written))
            else:
                written.append(self._clause(name, quoting=quoting, law=False))
                yield written[-1]

    def _clause(self, name: str, quoting: bool, law: bool) -> str:
        verb = self.one_of(("must", "must", "must not", "must not", "may", "may", "need not"))
        lines = [f'clause {name} "Rule {name}"']
        if quoting and not law and self.chance(0.8):
            said = verb.replace("must", self.one_of(("shall", "must")))
            loose = self.one_of(
                ("", "", " including all else", " and/or not", " so long as it is so")
            )
            sentence = f"Rule {name} says what they {said} do{loose}."
            self.source.append(sentence)
            lines.append(f'  quote "{sentence}"')
        elif law:
            lines.append(f'  quote "What law {name} says."')
        act = self.one_of(self.words.acts)
        phrase, scope = self._phrase(act, verb)
        several = self.chance(0.08) and verb != "must"
        if several:
            how = {
                "must not": "must not do any of",
                "may": "may do any of",
                "need not": "need not do any of",
            }
            lines += [f"  {self._bearer(scope)} {how[verb]}", f"    {phrase}"]
            for other in self.words.acts:
                if other != act and set(_holes(other)) == set(_holes(act)):
                    lines.append(f"    {self._phrase(other, verb)[0]}")
        else:
            lines.append(f"  {self._bearer(scope)} {verb} {phrase}")
        if verb == "must" and self.chance(0.1) and scope.known:
            lines.append(f"  owed to {scope.known[0][1]}")
        lines += self._relations(verb, law)
        if self.words.events or self.chance(0.1):
            lines += self._deadline(verb, scope)
        lines += self._conditions(scope, most=3, some=verb == "must" and "every" not in phrase)
        names: list[str] = []
        lines += self._exceptions(scope, names)
        self.norms.append((name, verb, act, names))
        return "\n".join(lines)

    def _alike(self, name: str, clause: str) -> str:
        """A clause in the words of another one, perhaps with a line less."""
        lines = clause.splitlines()[1:]
        lines = [line for line in lines if not line.strip().startswith("quote ")]
        last = lines[-1].strip()
        if self.chance(0.5) and last.startswith("and ") and "    " not in lines[-1][:4]:
            lines.pop()
        return "\n".join([f'clause {name} "Rule {name}"', *lines])

    def _bearer(self, scope: _Scope) -> str:
        if self.chance(0.6):
            return self.one_of(self.words.parties)
        kind = self.one_of([*self.words.bearers, *self._sub_bearers(), "party"])
        if kind not in scope.kinds():
            scope.known.insert(0, (kind, f"the {kind}"))
            return _a(kind)
        return self.one_of(self.words.parties)

    def _sub_bearers(self) -> list[str]:
        return [kind for kind, above in self.words.kinds.items() if above in self.words.bearers]

    def _phrase(self, act: str, verb: str) -> tuple[str, _Scope]:
        """The act with its holes filled, and what is in scope after it."""
        scope = _Scope()
        narrower = {above: kind for kind, above in self.words.kinds.items() if above}

        def filled(match: re.Match[str]) -> str:
            kind = match[2]
            if kind == "party" and self.chance(0.4):
                return self.one_of(self.words.parties)
            if kind in narrower and self.chance(0.2):
                kind = narrower[kind]
            if any(kind == known for known, _ in scope.known):
                label = f"the {self.one_of(('model', 'counterpart'))}"
                scope.known.append((kind, label))
                return f"{_a(kind)} ({label})"
            scope.known.append((kind, f"the {kind}"))
            if verb == "must" and self.chance(0.7):
                return f"{'every' if self.chance(0.8) else 'at least one'} {kind}"
            return _a(kind)

        return ARTICLE.sub(filled, act), scope

    def _relations(self, verb: str, law: bool) -> Iterator[str]:
        opposite = {
            "must": ("must not", "need not"),
            "must not": ("must", "may"),
            "may": ("must not",),
            "need not": ("must",),
        }
        others = [name for name, other, *_ in self.norms if other in opposite[verb]]
        if others and not law and self.chance(0.35):
            how = self.one_of(("notwithstanding", "notwithstanding", "subject to"))
            yield f"  {how} clause {self.one_of(others)}"
        elif self.norms and not law and self.chance(0.12):
            yield f"  without limiting clause {self.one_of([name for name, *_ in self.norms])}"

    def _deadline(self, verb: str, scope: _Scope) -> Iterator[str]:
        if self.chance(0.5 if verb == "must" else 0.08):
            day = self._day(scope)
            days = self.one_of(("1", "3", "7", "30"))
            yield "  " + self.one_of(
                (
                    f"within {days} days of {day}".replace("1 days", "1 day"),
                    f"on or before {day}",
                    f"before {day}",
                    f"on or after {day}",
                )
            )

    def _day(self, scope: _Scope) -> str:
        known = {above for kind in scope.kinds() for above in (kind, self.words.kinds.get(kind))}
        events = [event for event in self.words.events if known.issuperset(_holes(event))]
        if events and self.chance(0.7):
            return self._referring(self.one_of(events), scope, fresh=False)
        return self.one_of(("2026-03-01", "2026-03-31", "2026-06-15"))

    def _exceptions(self, scope: _Scope, names: list[str]) -> Iterator[str]:
        for place in range(self.random.choice((0, 0, 0, 1, 1, 2))):
            name = f"x{place + 1}"
            names.append(name)
            own = scope.copy()
            yield f"  except {name} when {self._line(own)}"
            if self.chance(0.3):
                yield f"  and {self._line(own)}"
            if self.chance(0.25):
                inner = f"y{place + 1}"
                names.append(inner)
                yield f"    except {inner} when {self._line(own.copy())}"

    def _disapplication(self, name: str) -> str:
        lines = [f'clause {name} "Rule {name}"']
        how = self.random.random()
        scope = _Scope()
        if how < 0.45 or not self.norms:
            clause, _, act, _ = self.random.choice(self.norms)
            lines.append(f"  clause {clause} does not apply")
            scope.known += [(kind, f"the {kind}") for kind in dict.fromkeys(_holes(act))]
        elif how < 0.6 and len(self.norms) > 1:
            first, second = self.random.sample(self.norms, 2)
            lines.append(f"  clauses {first[0]}, {second[0]} do not apply")
            shared = set(_holes(first[2])) & set(_holes(second[2]))
            scope.known += [(kind, f"the {kind}") for kind in sorted(shared)]
        elif how < 0.75:
            excepted = [(clause, e) for clause, _, _, names in self.norms for e in names]
            if excepted:
                clause, e = self.random.choice(excepted)
                lines.append(f"  exception {e} of clause {clause} does not apply")
            else:
                lines.append("  this policy does not apply")
        elif how < 0.85:
            lines.append("  this policy does not apply")
        else:
            act = self.one_of(self.words.acts)
            lines.append(f"  this policy does not apply to {act}")
            scope.known += [(kind, f"the {kind}") for kind in dict.fromkeys(_holes(act))]
        lines += self._conditions(scope, most=2, some=True)
        return "\n".join(lines)

    # ------------------------------------------------------------------ laws, background, claims

    def _laws(self) -> Iterator[str]:
        if not self.chance(0.25):
            return
        for layer, name in enumerate(("local act", "state act")[: self.random.choice((1, 1, 2))]):
            above = "this policy" if layer == 0 else "law local act"
            lines = [f'law {name} "The {name}" above {above}', "  paraphrase"]
            for number in range(self.random.choice((1, 1, 2))):
                lines.append("")
                clause = self._clause(f"{name[0]}{number + 1}", quoting=False, law=True)
                lines += [f"  {line}" for line in clause.splitlines()]
                self.norms.pop()
            yield "\n".join(lines).replace("\n\n", "\n")

    def _background(self) -> Iterator[str]:
        for name in ("nature", "custom")[: self.random.choice((0, 0, 0, 1, 1, 2))]:
            scope = _Scope()
            if self.chance(0.6):
                lines = [f'assume {name} "What {name} has it"', "  never"]
                lines += [f"    {self._line(scope)}" for _ in range(self.random.choice((1, 2, 2)))]
            else:
                kind = self.one_of(list(self.words.kinds))
                lines = [f'assume {name} "What {name} has it"']
                own = _Scope([(kind, f"every {kind}")])
                lines.append(f"  always {self._line(own, plain=True)}")
            yield "\n".join(lines)

    def _guarantees(self) -> Iterator[str]:
        if self.chance(0.4):
            verb = self.one_of(("must not", "may", "must", "need not"))
            phrase, scope = self._phrase(self.one_of(self.words.acts), "may")
            lines = ['promise first "A first promise"', f"  {self._bearer(scope)} {verb} {phrase}"]
            lines += self._conditions(scope, most=2)
            yield "\n".join(
                [*lines, *self._under(("under every reading", "under the plain readings"))]
            )
        if self.chance(0.2):
            what = self.one_of(("a dilemma", "an antinomy", "a conflict"))
            yield "\n".join(['promise second "A second promise"', f"  never {what}"])
        if self.chance(0.2):
            phrase, scope = self._phrase(self.one_of(self.words.acts), "may")
            lines = [
                'possible third "A third claim"',
                f"  whether {self._bearer(scope)} may {phrase}",
            ]
            lines += self._conditions(scope, most=1)
            verdicts = self.random.sample(("obliged", "prohibited", "permitted", "silent"), 2)
            lines.append(f"  expect {', '.join(verdicts)}")
            yield "\n".join(
                [*lines, *self._under(("under some reading", "under the plain readings"))]
            )
        if self.chance(0.3):
            phrase, scope = self._phrase(self.one_of(self.words.acts), "may")
            lines = [
                'covers fourth "A fourth claim"',
                f"  whether {self._bearer(scope)} may {phrase}",
            ]
            yield "\n".join([*lines, *self._conditions(scope, most=2)])

    def _under(self, ways: Sequence[str]) -> Iterator[str]:
        if self.words.questions and self.chance(0.5):
            yield f"  {self.one_of(ways)}"

    def _cases(self) -> Iterator[str]:
        for name in ("alpha", "beta")[: self.random.choice((0, 0, 0, 1, 2))]:
            things = {kind: f"{kind[0].upper()}{n}" for n, kind in enumerate(self.words.kinds, 1)}
            scope = _Scope(list(things.items()))
            lines = [f'case {name} "Case {name}"']
            lines.append("  " + "; ".join(f"{kind} {thing}" for kind, thing in things.items()))
            given = [self._line(scope, plain=True) for _ in range(self.random.choice((0, 1, 2, 3)))]
            if self.chance(0.7):
                given.append("nothing else is so")
            lines += [f"  {'and' if n else 'given'} {line}" for n, line in enumerate(given)]
            act = self._done_with(things, self.one_of(self.words.acts))
            agent = self.one_of([*self.words.parties, *(things[k] for k in self.words.bearers)])
            lines.append(f"  asking whether {agent} may {act}")
            lines.append(
                f"  expect {self.one_of(('obliged', 'prohibited', 'permitted', 'silent'))}"
            )
            yield "\n".join(lines)

    def _done_with(self, things: Mapping[str, str], act: str) -> str:
        return ARTICLE.sub(lambda m: things.get(m[2], self.words.parties[0]), act)

    # ------------------------------------------------------------------ conditions

    def _conditions(self, scope: _Scope, most: int, some: bool = False) -> list[str]:
        number = self.random.choice(range(1 if some else 0, most + 1))
        lines: list[str] = []
        for place in range(number):
            word = ("only when" if self.chance(0.1) else "when") if place == 0 else "and"
            if self.chance(0.12):
                lines += [f"  {word} {self._block(scope)}"]
            else:
                lines.append(f"  {word} {self._line(scope)}")
        return lines

    def _block(self, scope: _Scope) -> str:
        head = self.one_of(("any of", "any of", "all of", "none of"))
        return "\n".join([head, *(f"    {self._line(scope.copy())}" for _ in range(2))])

    def _line(self, scope: _Scope, plain: bool = False) -> str:
        """One condition; `plain`: it introduces nothing and denies nothing at length."""
        ways: list[tuple[int, Callable[[], str]]] = [
            (6, lambda: self._fact(scope, plain)),
            (4, lambda: self._attribute(scope)),
            (2 if self.words.events else 0, lambda: self._event(scope)),
            (3 if self.words.definitions and not plain else 0, lambda: self._defined(scope)),
            (2 if self.words.questions and not plain else 0, self._reading),
            (1 if not plain else 0, lambda: self._kind_or_same(scope)),
        ]
        chosen = self.random.choices([way for _, way in ways], [weight for weight, _ in ways])[0]
        return chosen()

    def _fact(self, scope: _Scope, plain: bool) -> str:
        said = self._referring(self.one_of(self.words.facts), scope, fresh=not plain)
        return self._denied(said) if self.chance(0.3) else said

    def _denied(self, said: str) -> str:
        match = re.search(r"\b(is|was|has) ", said)
        if match and not re.search(r"\b(a|an|another|some|every|no) ", said[: match.start()]):
            return f"{said[: match.end()]}not {said[match.end() :]}"
        return f"it is not the case that {said}"

    def _referring(self, sentence: str, scope: _Scope, fresh: bool) -> str:
        """A declared sentence with its holes filled by what is known, or by new things."""
        taken: list[str] = []

        def filled(match: re.Match[str]) -> str:
            kind = match[2]
            fits = [
                said
                for known, said in scope.known
                if (known == kind or self.words.kinds.get(known) == kind) and said not in taken
            ]
            if fits and (not fresh or self.chance(0.8)):
                said = self.one_of(fits)
            elif fresh and self.chance(0.25):
                said = f"{self.one_of(('some', 'every', 'no') if not taken else ('some',))} {kind}"
            else:
                said = self._introduced(kind, scope)
            taken.append(said)
            return said

        return ARTICLE.sub(filled, sentence)

    def _introduced(self, kind: str, scope: _Scope) -> str:
        if all(said != f"the {kind}" for _, said in scope.known):
            scope.known.append((kind, f"the {kind}"))
            return _a(kind)
        if all(said != f"the other {kind}" for _, said in scope.known) and self.chance(0.5):
            scope.known.append((kind, f"the other {kind}"))
            return f"another {kind}"
        label = f"the {LABELS[len(scope.known) % len(LABELS)]}"
        scope.known.append((kind, label))
        return f"{_a(kind)} ({label})"

    def _attribute(self, scope: _Scope) -> str:
        known = [
            (line, said)
            for kind, line in self.words.attributes
            for other, said in scope.known
            if other == kind or self.words.kinds.get(other) == kind
        ]
        if not known:
            return self._fact(scope, plain=False)
        line, said = self.random.choice(known)
        return self._of_attribute(line, said)

    def _of_attribute(self, line: str, said: str) -> str:
        name, how = re.split(r" (?=includes |is )", line, maxsplit=1)
        subject = f"the {name} of {said}"
        if how == "is yes or no":
            return f"{subject} is {self.one_of(('yes', 'no'))}"
        if how.startswith(("is one of", "includes")):
            members = how.removeprefix("is one of ").removeprefix("includes ").split(", ")
            if self.chance(0.3):
                return f"{subject} is one of {', '.join(self.random.sample(members, 2))}"
            return f"{subject} {self.one_of(('is', 'is', 'is not'))} {self.one_of(members)}"
        relation = self.one_of(("at least", "at most", "more than", "less than", "exactly"))
        return f"{subject} is {relation} {self._number(how)}"

    def _number(self, how: str) -> str:
        if "money" in how:
            return self.one_of(("100 dollars", "100 dollars", "500 dollars", "$20.50"))
        if "percentage" in how:
            return self.one_of(("10%", "10%", "50%"))
        if "pages" in how:
            return self.one_of(("5 pages", "5 pages", "100 pages"))
        return self.one_of(("3", "3", "2", "5"))

    def _event(self, scope: _Scope) -> str:
        event = self._referring(self.one_of(self.words.events), scope, fresh=False)
        way = self.random.random()
        if way < 0.4:
            return f"{event} has {'not ' if self.chance(0.4) else ''}come"
        other = self.one_of(("2026-03-01", "2026-06-15"))
        if way < 0.7:
            relation = self.one_of(("before", "after", "on or before", "on or after", "on"))
            return f"{event} is {relation} {other}"
        relation = self.one_of(
            ("is more than 30 days after", "is at most 7 days after", "is within 30 days of")
        )
        return f"the day of the act {relation} {event}"

    def _defined(self, scope: _Scope) -> str:
        said = self._referring(self.one_of(self.words.definitions), scope, fresh=True)
        return self._denied(said) if self.chance(0.25) else said

    def _reading(self) -> str:
        name = self.one_of(list(self.words.questions))
        return f"reading {name} as {self.one_of(self.words.questions[name])}"

    def _kind_or_same(self, scope: _Scope) -> str:
        narrower = {above: kind for kind, above in self.words.kinds.items() if above}
        kinds = [(narrower[kind], said) for kind, said in scope.known if kind in narrower]
        alike = [
            (one, other)
            for kind, one in scope.known
            for also, other in scope.known
            if kind == also and one != other
        ]
        parties = [said for kind, said in scope.known if kind == "party"]
        if alike and self.chance(0.6):
            one, other = self.random.choice(alike)
            return f"{one} is {self.one_of(('', 'not '))}{other}"
        if kinds:
            kind, said = self.random.choice(kinds)
            return f"{said} is {self.one_of(('', 'not '))}{_a(kind)}"
        if parties:
            return f"{parties[0]} is {self.one_of(('', 'not '))}{self.one_of(self.words.parties)}"
        return self._fact(scope, plain=False)


def _a(kind: str | None) -> str:
    assert kind is not None
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"


def _back_to(known: Sequence[str], sentence: str) -> str:
    """The sentence with “the” before the kinds that are known."""
    return ARTICLE.sub(lambda m: f"the {m[2]}" if m[2] in known else m[0], sentence)


def _holes(sentence: str) -> list[str]:
    return [match[2] for match in ARTICLE.finditer(sentence)]
