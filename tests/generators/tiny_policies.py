"""Tiny policies in the language, each made from a number: few enough cases that all of them can be
tried, with everything that the checks ask about.

A policy is made as blocks of text, one for each item, so that it can be reordered, laid out anew
and split into files. `Made` says what a table of its cases has to know: the things in the roles of
its acts, and the kind of which there can be any number (`free`), of which conditions count up to
`most`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from random import Random

VERBS = ("must", "must not", "may", "need not")
AGAINST = {
    "must": ("must not", "need not"),
    "must not": ("must", "may"),
    "may": ("must not",),
    "need not": ("must",),
}
VERDICTS = (
    "obliged", "prohibited", "permitted", "exempt", "silent", "silent", "dilemma", "antinomy",
)  # fmt: skip


COUNTED = (
    "at least 2 reports are about the item",
    "at least two reports are about the item",
    "at most one report is about the item",
    "at most 2 reports are about the item",
    "fewer than 2 reports are about the item",
    "more than 2 reports are about the item",
    "exactly 2 reports are about the item",
    "more than one report is about the item",
    "no report is about the item",
)
"""Counts of the reports about an item, up to where one more makes a difference."""

LOOSE = {
    "including": ", including others",
    "and/or": ", and/or more",
    "so long as": ", as long as it lasts",
    "passive": ", and items may be lent",
    "shall and will": " and shall, and will",
    "names of the Office": ", for the Town Office, for the Office",
    "this matter": " of this matter",
}
"""Ends of sentences that leave something open, by what is said of them."""


@dataclass(frozen=True)
class Role:
    """A kind of thing in the act's roles, and the name of the thing of it in every case."""

    kind: str
    name: str


@dataclass(frozen=True)
class Made:
    """A policy as text. blocks: its items, the head first; source: the text that it quotes."""

    seed: int
    blocks: tuple[str, ...]
    roles: tuple[Role, ...]
    free: str = ""
    source: str | None = None
    most: int = 1

    @property
    def text(self) -> str:
        return "\n\n".join(self.blocks) + "\n"


@dataclass(frozen=True)
class Clause:
    """A clause so far: what a later one can copy, or speak of."""

    id: str
    verb: str
    act: str
    bearer: str
    lines: tuple[str, ...]
    exceptions: tuple[str, ...] = ()
    law: bool = False


ITEM, PERSON = Role("item", "I"), Role("person", "P")
FAMILIES = (
    "item", "item", "person", "pair", "report", "number", "acts", "course", "readings", "pair",
)  # fmt: skip
"""What the policies are about: one thing; a person; a thing and a person; a thing and reports about
it; a thing with a number; two acts; a duty with a choice, and prohibitions; two questions."""


def made(seed: int) -> Made:
    """The policy of this number."""
    return _Maker(seed).made()


@dataclass
class _Maker:
    seed: int
    random: Random = field(init=False)
    facts: list[str] = field(default_factory=list)
    lists: dict[str, tuple[str, ...]] = field(default_factory=dict)
    questions: dict[str, tuple[str, ...]] = field(default_factory=dict)
    clauses: list[Clause] = field(default_factory=list)
    defined: bool = False

    def __post_init__(self) -> None:
        self.random = Random(self.seed)
        self.family = FAMILIES[self.seed % len(FAMILIES)]
        pair = self.family == "pair"
        self.roles = (PERSON, ITEM) if pair else (PERSON,) if self.family == "person" else (ITEM,)
        self.free = "report" if self.family == "report" else ""
        self.counting = bool(self.free) and self.seed % 20 > 10
        one = "person" if self.family == "person" else "item"
        self.acts = ["lend an item to a person"] if pair else [f"keep {_a(one)}"]
        if self.family == "acts":
            self.acts.append(f"hide {_a(one)}")
        self.one = one
        self.small = self.seed % 9 > 0
        self.other = "a party" if self.seed % 7 < 2 else "the Board"

    def often(self, share: float) -> bool:
        return self.random.random() < share

    # ---------------------------------------------------------------- the whole

    def made(self) -> Made:
        vocabulary = self._vocabulary()
        rest = [*self._assumptions(), *self._definitions()]
        clauses = self.random.choice((2, 2, 2, 3) if self.small else (3, 3, 4))
        rest += [self._clause(str(place)) for place in range(1, clauses + 1)]
        if self.often(0.2):
            rest.append(self._disapplication())
        if self.often(0.2):
            rest.append(self._law())
        rest += [*self._guarantees(), *self._examples()]
        source = self._source(rest) if self.often(0.15) else None
        vocabulary = [_unless_mentioned(block, rest + vocabulary) for block in vocabulary]
        head = 'policy tiny "Tiny"' + ('\n  source text "text.txt"' if source else "")
        blocks = (head, *vocabulary, *rest)
        return Made(self.seed, blocks, self.roles, self.free, source, 3 if self.counting else 1)

    # ---------------------------------------------------------------- words

    def _vocabulary(self) -> list[str]:
        blocks = ['party the Office "the Town Office"', 'party the Board "the Town Board"']
        blocks += [self._kind(role.kind) for role in self.roles]
        if self.free:
            blocks.append("kind report")
        blocks += self._facts()
        blocks += [f"act {act}" for act in self.acts]
        if self.family == "acts" and self.often(0.7):
            blocks.append(self._counts())
        asked = 2 if self.family == "readings" else self.random.choice((0, 0, 1, 1, 2))
        for name in ("width", "depth")[:asked]:
            blocks.append(self._question(name))
        return blocks

    def _kind(self, kind: str) -> str:
        lines = [f"kind {kind}" + (" is a party" if kind == "person" else "")]
        if kind == self.one and self.family in ("item", "person", "course") and self.often(0.4):
            members = ("small", "large", "huge", "vast")[: self.random.choice((2, 2, 3, 4))]
            self.lists[f"size of the {kind}"] = members
            lines += [f"  size is one of {', '.join(members)}", *self._whose()]
        if self.family == "number":
            lines.append("  weight is a number from 0 to 3")
        return "\n".join(lines)

    def _whose(self) -> list[str]:
        """Who judges or controls what was declared last."""
        if self.often(0.2):
            return ["    judged by the Board"]
        return ["    controlled by the Office"] if self.often(0.2) else []

    def _facts(self) -> list[str]:
        said = []
        more = self.family in ("item", "person", "pair")
        wanted = 1 + more + (0 if self.lists else self.random.choice((0, 1)))
        for role in self.roles:
            words = ("tall", "young", "rich") if role is PERSON else ("old", "rare", "new")
            for word in words[:wanted]:
                said.append(f"{_a(role.kind)} is {word}")
                self.facts.append(f"the {role.kind} is {word}")
            wanted = 1
        if self.family == "pair" and self.often(0.5):
            said.append("a person owns an item")
            self.facts.append("the person owns the item")
        if self.free:
            said += ["a report is about an item", "a report is void"]
        if self.family == "course" or (self.often(0.3) and not self.free):
            said.append("the act is urgent")
            self.facts.append("the act is urgent")
        free = [self.free and "report" in sentence for sentence in said]
        own = [[] if other else self._whose() for other in free]
        whose = ["\n".join(["", *(line[2:] for line in lines)]) for lines in own]
        return [f"fact {sentence}{more}" for sentence, more in zip(said, whose, strict=True)]

    def _counts(self) -> str:
        first, second = self.acts
        rule = f"to {first} counts as to {second.replace('an item', 'the item')}"
        return rule + (f"\n  when {self._literal()}" if self.often(0.5) else "")

    def _question(self, name: str) -> str:
        readings = ("narrow", "broad", "loose")[: self.random.choice((2, 2, 2, 3))]
        self.questions[name] = readings
        lines = [f'question {name} "How far does {name} go?"']
        lines += [f'  reading {r} "It is {r}"' for r in readings]
        lines[1] = lines[1].replace(f"reading {readings[0]}", f"reading {readings[0]} (plain)")
        if self.often(0.2):
            chosen = self.random.choice(readings)
            lines.append(f'  adopted {chosen} by "the Board" on 2026-03-01 because "so it is"')
        return "\n".join(lines)

    # ---------------------------------------------------------------- conditions

    def _literal(self, readings: bool = True) -> str:
        """One line that speaks of the act's things, of the act, or of a reading."""
        pool = [*self.facts, *self.facts, *self.lists]
        if self.family == "number":
            pool += ["weight"] * 3
        if readings:
            pool += [f"reading {name}" for name in self.questions] * 2
        if self.defined:
            pool += ["defined"]
        if self.free:
            pool += ["report"] * 2
        return self._said(self.random.choice(pool))

    def _said(self, word: str) -> str:
        deny = self.often(0.35)
        if word.startswith("reading "):
            name = word.removeprefix("reading ")
            return f"{word} as {self.random.choice(self.questions[name])}"
        if word == "weight":
            how = self.random.choice(("at least", "at most", "more than", "less than", "exactly"))
            return f"the weight of the item is {how} {self.random.choice((1, 1, 1, 2))}"
        if word in self.lists:
            member = self.random.choice(self.lists[word])
            return f"the {word} is {'not ' if deny else ''}{member}"
        if word == "report" and self.counting and self.often(0.7):
            return self.random.choice(COUNTED)
        if word == "report":
            return "no report is about the item" if deny else "some report is about the item"
        if word == "defined":
            word = f"the {self.one} is special"
        if not deny:
            return word
        if " is " in word:
            return word.replace(" is ", " is not ", 1)
        return f"it is not the case that {word}"

    def _lines(self, counts: tuple[int, ...], readings: bool = True) -> tuple[str, ...]:
        """Conditions, each one line or a block of lines."""
        found: list[str] = []
        for _ in range(self.random.choice(counts)):
            if self.often(0.2):
                inner = [self._literal(readings), self._literal(readings)]
                block = self.random.choice(("any of", "none of"))
                found.append("\n  ".join([block, *inner]))
            else:
                found.append(self._literal(readings))
        if self.free and self.often(0.3):
            about = "a report is about the item"
            more = ("", "\nand the report is void", "\nand the report is not void")
            found = [line for line in found if "report" not in line]
            found.append(about + self.random.choice(more))
        return tuple(dict.fromkeys(found))

    def _assumptions(self) -> list[str]:
        found = []
        if self.family == "course" and self.often(0.15):
            urgency = 'assume urgency "All is urgent"\n  always the act is urgent'
            leisure = 'assume leisure "Nothing is"\n  never\n    the act is urgent'
            found += self.random.choice(([urgency], [leisure], [urgency, leisure]))
        for place in range(self.random.choice((0, 0, 0, 1, 1, 2))):
            first = self._introducing(self.random.choice([*self.facts, *self._values()]))
            second = self._again(first, self._literal(False))
            name = f"background{place}"
            head = f'assume {name} "Background {place}"'
            if self.often(0.6) and "every" not in second:
                found.append(f"{head}\n  never\n    {first}\n    {second}")
            else:
                found.append(f"{head}\n  always {second}\n  when {first}")
        return found

    def _values(self) -> list[str]:
        return [f"the {word} is {self.random.choice(self.lists[word])}" for word in self.lists]

    def _introducing(self, line: str) -> str:
        """The line as the first that speaks of its things."""
        for role in self.roles:
            line = line.replace(f"the {role.kind}", _a(role.kind), 1)
        return line

    def _again(self, before: str, line: str) -> str:
        """The line after one that spoke of other things perhaps, of each of which it is said."""
        for role in self.roles:
            if _a(role.kind) not in before and f"the {role.kind}" in line:
                line = line.replace(" not ", " ").removeprefix("it is the case that ")
                line = line.replace(f"the {role.kind}", f"every {role.kind}", 1)
        return line

    def _definitions(self) -> list[str]:
        if not self.often(0.25):
            return []
        own = [f for f in self.facts if f.startswith(f"the {self.one} is")]
        own += [f for f in self.lists if f.endswith(f"the {self.one}")]
        own += [f"reading {name}" for name in self.questions]
        lines = [self._said(self.random.choice(own)) for _ in range(2)]
        if not any(f"the {self.one}" in line for line in lines):
            return []
        self.defined = True
        joint = self.random.choice(("and", "or when"))
        head = f"define {_a(self.one)} is special"
        return [f"{head}\n  when {lines[0]}\n  {joint} {lines[1]}"]

    # ---------------------------------------------------------------- clauses

    def _clause(self, identity: str, law: bool = False) -> str:
        base = self.random.choice(self.clauses) if self.clauses and self.often(0.55) else None
        verb = self.random.choice(VERBS)
        act = self.random.choice(self.acts)
        lines = self._lines((0, 1, 1, 2))
        if base is not None and base.verb in VERBS:
            act = base.act
            verb = self.random.choice((base.verb, base.verb, *AGAINST[base.verb]))
            kept = [line for line in base.lines if self.often(0.75)]
            added = [line for line in lines if self.often(0.5)]
            if any("a report" in line for line in kept):
                added = [line for line in added if "report" not in line]
            lines = tuple(dict.fromkeys((*kept, *added)))
        if self.family == "course":
            verb = "must not" if self.clauses and self.often(0.8) else "must"
            lines = lines[:1] or (self._literal(),)
            if verb == "must":
                manner = ("the act is urgent", "the act is not urgent")
                lines = (self.random.choice(manner),) if self.often(0.3) else ()
            before = self.clauses[-1].lines if self.clauses else ()
            if verb == "must not" and len(before) == 1 and self.often(0.6):
                lines = (_denied(before[0]),)
        if self.family == "readings" and self.often(0.5):
            way = ("narrow\n", "narrow") if self.often(0.5) else ("broad\n", "broad")
            block = "any of" if way[1] == "narrow" else "all of"
            said = f"{block}\n  reading width as {way[0]}  reading depth as {way[1]}"
            lines = (*lines[:1], said)
        again = base is not None and base.verb in VERBS and self.often(0.3)
        if self.family == "pair" and base is not None and again:
            kept = [line for line in base.lines if "person" not in line]
            verb, lines = base.verb, (*kept, self._said(self.random.choice(self.facts)))
            lines = tuple(dict.fromkeys(lines))
        if self.family == "number" and not any("weight" in line for line in lines):
            lines = (*lines[:1], self._said("weight"))
        bearer = self.other if self.often(0.06) else "the Office"
        clause = Clause(identity, verb, act, bearer, lines, law=law)
        exceptions = self._exceptions(clause) if self.often(0.4) else []
        text = [f'clause {identity} "Clause {identity}"', f"  {self._norm(clause)}"]
        text += [f"  {line}" for line in (*self._relations(clause), *_when(lines), *exceptions)]
        names = tuple(e.split()[1] for e in exceptions if e.startswith("except "))
        self.clauses.append(replace(clause, exceptions=names))
        return "\n".join(text)

    def _norm(self, clause: Clause) -> str:
        phrase = clause.act
        if clause.verb == "must":
            for role in self.roles:
                said = any(f"the {role.kind}" in line for line in clause.lines)
                if not said or self.often(0.05):
                    some = self.often(0.7 if self.family == "course" else 0.2)
                    which = "at least one" if some else "every"
                    phrase = phrase.replace(_a(role.kind), f"{which} {role.kind}")
        return f"{clause.bearer} {clause.verb} {phrase}"

    def _relations(self, clause: Clause) -> list[str]:
        found = []
        for other in self.clauses:
            alike = (other.law, other.bearer, other.act) == (clause.law, clause.bearer, clause.act)
            if alike and other.verb in AGAINST.get(clause.verb, ()) and self.often(0.3):
                how = "subject to" if self.seed % 3 else "notwithstanding"
                found.append(f"{how} clause {other.id}")
        if self.clauses and not clause.law and self.often(0.1):
            found.append(f"without limiting clause {self.random.choice(self.clauses).id}")
        return found[:2]

    def _exceptions(self, clause: Clause) -> list[str]:
        found: list[str] = []
        for place in range(self.random.choice((1, 1, 2) if self.small else (1, 2, 2, 3))):
            lines = self._own_lines(clause)
            whole = _when(lines)
            found.append(f"except e{place} {whole[0]}")
            found += whole[1:]
            if self.often(0.25) and not any("\n" in line for line in lines):
                inner = _when(self._own_lines(clause))
                found.append(f"  except i{place} {inner[0]}")
                found += [f"  {line}" for line in inner[1:]]
        return found

    def _own_lines(self, clause: Clause) -> tuple[str, ...]:
        if any("a report" in line for line in clause.lines):
            return (self.random.choice(("the report is void", "the report is not void")),)
        return self._lines((1, 1, 2)) or (self._literal(),)

    def _disapplication(self) -> str:
        lines = self._lines((1, 1, 2)) or (self._literal(),)
        chosen = self.random.sample(self.clauses, self.random.choice((1, 1, 2)))
        what = f"clause {chosen[0].id} does not apply"
        if len(chosen) > 1:
            what = f"clauses {', '.join(c.id for c in chosen)} do not apply"
        elif chosen[0].exceptions and self.often(0.4):
            what = f"exception {chosen[0].exceptions[0]} of clause {chosen[0].id} does not apply"
        elif self.often(0.3):
            what = f"this policy does not apply to {self.random.choice(self.acts)}"
        text = ['clause note "The note"', f"  {what}", *(f"  {line}" for line in _when(lines))]
        self.clauses.append(Clause("note", "does not apply", self.acts[0], "", lines))
        return "\n".join(text)

    def _law(self) -> str:
        lines = ['law code "The Code" above this policy', "  paraphrase"]
        for place in range(1, self.random.choice((1, 1, 2)) + 1):
            lines += ["  " + line for line in self._clause(f"L{place}", law=True).split("\n")]
        return "\n".join(lines)

    # ---------------------------------------------------------------- guarantees

    def _guarantees(self) -> list[str]:
        promised = range(self.random.choice((0, 0, 1) if self.small else (0, 1, 1, 2)))
        found = [self._promise(f"promise{place}") for place in promised]
        act = self.random.choice(self.acts)
        whether = f"  whether the Office may {act}"
        if self.often(0.25):
            lines = [f"  {line}" for line in _when(self._lines((0, 1, 1, 2)))]
            verdicts = ", ".join(dict.fromkeys(self.random.choices(VERDICTS, k=2)))
            under = ["  under the plain readings"] if self.questions and self.often(0.4) else []
            head = 'possible open "It stays possible"'
            found.append("\n".join([head, whether, *lines, f"  expect {verdicts}", *under]))
        if self.often(0.25):
            lines = [f"  {line}" for line in _when(self._lines((0, 1, 1, 2)))]
            found.append("\n".join(['covers all "All of these"', whether, *lines]))
        return found

    def _promise(self, name: str) -> str:
        lines = [f"  {line}" for line in _when(self._lines((0, 1, 2, 2)))]
        text = [f'promise {name} "The {name}"']
        act = self.random.choice(self.acts)
        if self.often(0.3):
            text.append(f"  never {self.random.choice(('a dilemma', 'an antinomy', 'a conflict'))}")
            if self.often(0.6):
                text += [f"  whether the Office may {act}", *lines]
        else:
            base = self.random.choice(self.clauses)
            if base.verb in VERBS and self.often(0.6):
                lines = [f"  {line}" for line in _when(base.lines)] or lines
                clause = base
            else:
                clause = Clause("", self.random.choice(VERBS), act, "the Office", tuple(lines))
            text.append(f"  {self._norm(clause).replace('at least one', 'every')}")
            text += lines
        if self.clauses[-1].law and self.often(0.5):
            text.append(f"  {self.random.choice(('beside the law', 'in the end'))}")
        if self.questions and self.often(0.3):
            text.append("  under the plain readings")
        return "\n".join(text)

    # ---------------------------------------------------------------- cases

    def _examples(self) -> list[str]:
        return [self._example(place) for place in range(self.random.choice((0, 0, 1)))]

    def _example(self, place: int) -> str:
        things = "; ".join(f"{role.kind} {role.name}" for role in self.roles)
        facts = [fact for fact in self.facts if self.often(0.5)]
        given = [self._named(self._said(fact) if self.often(0.2) else fact) for fact in facts]
        stated = [word for word in self.lists if self.often(0.7)]
        given += [
            self._named(f"the {word} is {self.random.choice(self.lists[word])}") for word in stated
        ]
        if self.family == "number" and self.often(0.8):
            given.append(f"the weight of I is {self.random.choice((0, 1, 2))}")
        if self.often(0.85):
            given.append("nothing else is so")
        lines = [f"{'given' if n == 0 else 'and'} {line}" for n, line in enumerate(given)]
        if given[:1] == ["nothing else is so"]:
            lines = ["and nothing else is so"]
        act = self._named(self.random.choice(self.acts))
        text = [f'case example{place} "Example {place}"', f"  {things}"]
        text += [f"  {line}" for line in lines]
        text.append(f"  asking whether the Office may {act}")
        return "\n".join([*text, *(f"  {line}" for line in self._expected())])

    def _named(self, line: str) -> str:
        for role in self.roles:
            line = line.replace(f"the {role.kind}", role.name)
            line = line.replace(_a(role.kind), role.name)
        return line

    def _expected(self) -> list[str]:
        found = [f"expect {self.random.choice(VERDICTS)}"]
        for name, readings in self.questions.items():
            reading = self.random.choice(readings)
            if self.often(0.3):
                found.append(f"expect {self.random.choice(VERDICTS)}, reading {name} as {reading}")
            elif self.often(0.2):
                found.append(f"expect it turns on {self.random.choice((name, 'nothing'))}")
        if self.questions and self.often(0.2):
            found.append(f"expect {self.random.choice(VERDICTS)} under every reading")
        if self.questions and self.often(0.2):
            both = sorted(set(self.random.choices(VERDICTS, k=2)))
            found.append(f"expect possibly {', '.join(both)}")
        if self.clauses[-1].law and self.often(0.5):
            column = self.random.choice(("beside the law", "in the end"))
            found.append(f"expect {self.random.choice(VERDICTS)} {column}")
        return found

    # ---------------------------------------------------------------- the text

    def _source(self, blocks: list[str]) -> str:
        """The policy's own text, of which some clauses quote a sentence each."""
        sentences = []
        for place, block in enumerate(blocks):
            if block.startswith("clause "):
                first, second, *rest = block.split("\n")
                said = self.random.choice(("", "", "", *LOOSE.values()))
                sentence = f"Sentence {place} says so{said}."
                sentences.append(sentence)
                if self.often(0.7):
                    blocks[place] = "\n".join([first, f'  quote "{sentence}"', second, *rest])
        return " ".join(sentences) + "\n"


def _denied(line: str) -> str:
    """What is so just where a line is not."""
    if "\n" in line or " is " not in line:
        return line
    if " is not " in line:
        return line.replace(" is not ", " is ", 1)
    return line.replace(" is ", " is not ", 1)


def _unless_mentioned(block: str, others: list[str]) -> str:
    """A question that nothing mentions has to say so."""
    name = block.split(" ")[1]
    heads = ("clause ", "law ", "define ", "to ")
    mentioned = any(f"reading {name} as" in b for b in others if b.startswith(heads))
    if not block.startswith("question ") or mentioned:
        return block
    return f"{block}\n  affects no verdict"


def _a(kind: str) -> str:
    return ("an " if kind[0] in "aeiou" else "a ") + kind


def _when(lines: tuple[str, ...]) -> list[str]:
    """The lines behind `when` and `and`, the lines of blocks each on its own."""
    found = []
    for place, line in enumerate(lines):
        joint = "when" if place == 0 else "and"
        found += f"{joint} {line}".split("\n")
    return found
