"""What is printed of the case that shows a finding: that it does, what of it matters, what does
not, what each single change comes to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tests.claims.meanings import column_shown, shows
from tests.claims.reading_back import Unread
from tests.claims.registry import NotCompared, Sentence, claim
from tests.claims.situations import Row
from tests.claims.trial import Trial, column_of
from verifier.findings import Finding, Outcome, Strength, Witness
from verifier.model import (
    All,
    AttributeOf,
    Case,
    Compare,
    EventDay,
    FactKey,
    Formula,
    Holds,
    LawRegime,
    Named,
    Not,
    Quantity,
    Reads,
    ValueIs,
    ValueKey,
)
from verifier.semantics import holds
from verifier.words import Speaker

COMPLETIONS = 14
"""So many completions of a case that is shown are tried."""


def witness_of(sentence: Sentence) -> Witness:
    assert sentence.finding.witness is not None
    return sentence.finding.witness


def shown_row(trial: Trial, finding: Finding) -> Row:
    assert finding.witness is not None
    return trial.row(finding.witness.case, finding.witness.readings)


# --------------------------------------------------------------------------- the case itself


@claim("the case shown", "case", "{act}")
def the_case(trial: Trial, sentence: Sentence) -> str | None:
    """The case can be, under its readings, and shows what the finding says."""
    row = shown_row(trial, sentence.finding)
    if not trial.can_be(row):
        return "the case cannot be"
    meaning = shows(trial, sentence.finding)
    if meaning is not None and not meaning(row):
        return "the case does not show it"
    return None


@claim("given", "given", "{words}")
def given(trial: Trial, sentence: Sentence) -> str | None:
    """What is said to be so in the case is."""
    witness = witness_of(sentence)
    formula = read_back(trial, sentence.words, witness.case)
    row = trial.row(witness.case, witness.readings)
    return None if holds(row.world, formula, {}) else "it is not so in the case"


@claim("verdict of the case", "verdict", "{verdict}")
@claim("verdict of the case", "verdict in a column", "{column}: {verdict}")
def verdict(trial: Trial, sentence: Sentence) -> str | None:
    """The verdict of the case, in each column (or in one), whatever is left open of it."""
    row = shown_row(trial, sentence.finding)
    said = sentence.said
    columns = [column_of(said["column"])] if "column" in said else list(LawRegime)
    for column in columns:
        if str(row.said(column).verdict) != said["verdict"]:
            return f"{column}: {row.said(column).verdict}"
    if sentence.check in ("consequential-question", "controlled-condition", "discretion"):
        return None
    witness = witness_of(sentence)
    for case in completions(trial, witness):
        other = trial.row(case, witness.readings)
        if trial.can_be(other):
            for column in columns:
                if str(other.said(column).verdict) != said["verdict"]:
                    return (
                        f"{column}: {other.said(column).verdict} in this completion: "
                        f"{difference(trial, witness.case, case)}"
                    )
    return None


def read_back(trial: Trial, words: str, case: Case) -> Formula:
    try:
        return trial.reader.formula(words, case)
    except Unread as unread:
        raise NotCompared(str(unread)) from unread


# --------------------------------------------------------------------------- what does not matter


@claim(
    "whatever",
    "irrelevant",
    "whatever the {attribute} of {thing}",
    "the {attribute} of {thing} may as well be {others}",
)
def whatever(trial: Trial, sentence: Sentence) -> str | None:
    """Whatever is said not to matter, all at once, and whatever is not said at all, the case shows
    the finding: every completion of what is printed does."""
    return all_completions(trial, sentence.finding)


@claim("every completion", "case", "{act}")
def every_completion(trial: Trial, sentence: Sentence) -> str | None:
    """The case printed is partial: every completion of it shows the finding."""
    return all_completions(trial, sentence.finding)


def all_completions(trial: Trial, finding: Finding) -> str | None:
    meaning = shows(trial, finding)
    witness = finding.witness
    if meaning is None or witness is None or finding.check in ("consequential-question",):
        raise NotCompared("no particular case")
    for case in completions(trial, witness):
        row = trial.row(case, witness.readings)
        if trial.can_be(row) and not meaning(row):
            return f"not in this completion: {difference(trial, witness.case, case)}"
    return None


def difference(trial: Trial, shown: Case, other: Case) -> str:
    """What a case has and the one shown has not."""
    speaker = Speaker(trial.policy)
    lines = [
        speaker.fact(key) if key in other.facts else speaker.negated_fact(key)
        for key in sorted(shown.facts ^ other.facts)
    ]
    lines += [
        speaker.value(key, other.values[key])
        for key in sorted(shown.values)
        if key in other.values and shown.values[key] != other.values[key]
    ]
    lines += [
        speaker.event_day(key, day)
        for key, day in sorted(other.days.items())
        if shown.days.get(key) != day
    ]
    if shown.act.day != other.act.day and other.act.day is not None:
        lines.append(speaker.act_day(other.act.day))
    lines += [
        f"{thing.name} is {sorted(thing.subkinds)}"
        for thing, before in zip(other.things, shown.things, strict=True)
        if thing.subkinds != before.subkinds
    ]
    return "; ".join(lines)


class Pinned:
    """What is printed of a case: facts that are so and not so, values (with the others that “may as
    well be”), days, the day of the act."""

    def __init__(self, trial: Trial, witness: Witness) -> None:
        self.trial = trial
        self.facts: dict[FactKey, bool] = {}
        self.values: dict[ValueKey, set[str | int]] = {}
        self.days: dict[FactKey, int] = {}
        self.act_day: int | None = None
        for words in witness.given:
            self._given(words, witness.case)
        for words in witness.irrelevant:
            if re.match(r"the (.+) of (.+) may as well be (.+)$", words):
                self._also(words, witness.case)
            elif words.startswith("whatever "):
                self._whatever(words, witness.case)

    def _given(self, words: str, case: Case) -> None:
        found = re.match(r"the day of the act is (.+)$", words)
        if found:
            self.act_day = case.act.day
            return
        for formula in parts(read_back(self.trial, words, case)):
            match formula:
                case Holds(fact, terms):
                    self.facts[fact, _names(terms)] = True
                case Not(Holds(fact, terms)):
                    self.facts[fact, _names(terms)] = False
                case ValueIs(attribute, Named(thing), members):
                    self.values[attribute, thing] = set(members)
                case Compare("=", Quantity(((1, AttributeOf(attribute, Named(thing))),), _), right):
                    self.values[attribute, thing] = {right.constant - formula.left.constant}
                case Compare("=", Quantity(((1, EventDay(event, terms)),), _), right):
                    self.facts[event, _names(terms)] = True
                    self.days[event, _names(terms)] = right.constant - formula.left.constant
                case _:
                    pass

    def _whatever(self, words: str, case: Case) -> None:
        for attribute, thing in case.values:
            name = self.trial.policy.attributes[attribute].name
            if words == f"whatever the {name} of {thing}":
                self.values.pop((attribute, thing), None)

    def _also(self, words: str, case: Case) -> None:
        said = words.replace(" may as well be ", " is ")
        formula = read_back(self.trial, said, case)
        if isinstance(formula, ValueIs) and isinstance(formula.term, Named):
            self.values.setdefault((formula.attribute, formula.term.name), set()).update(
                formula.members
            )


def _names(terms: Sequence[object]) -> tuple[str, ...]:
    return tuple(term.name for term in terms if isinstance(term, Named))


def parts(formula: Formula) -> Iterator[Formula]:
    if isinstance(formula, All):
        for part in formula.parts:
            yield from parts(part)
    else:
        yield formula


def completions(trial: Trial, witness: Witness) -> Iterator[Case]:
    """Cases about the things of the one shown, with its act, of which all is so that is printed."""
    pinned = Pinned(trial, witness)
    situations, random = trial.situations, trial.random
    for number in range(COMPLETIONS):
        case = witness.case
        if number % 2:
            for _ in range(random.choice((1, 1, 2, 3))):
                case = situations.changed(case)
            case = replace(case, act=replace(case.act, agent=witness.case.act.agent))
        else:
            case = situations.completed(case)
        yield situations.kept(fixed(case, pinned, random.choice), pinned.facts)


def fixed(case: Case, pinned: Pinned, choose: object) -> Case:
    """The case with what is printed put in."""
    facts = {key for key in case.facts if pinned.facts.get(key, True)}
    facts |= {key for key, so in pinned.facts.items() if so}
    values = {
        key: choose(sorted(pinned.values[key], key=str)) if key in pinned.values else value  # type: ignore[operator]
        for key, value in case.values.items()
    }
    days = {**case.days, **pinned.days}
    act = case.act if pinned.act_day is None else replace(case.act, day=pinned.act_day)
    return replace(case, facts=frozenset(facts), values=values, days=days, act=act)


# --------------------------------------------------------------------------- single changes


@claim("single change", "change", "{words} → {effect}")
def single_change(trial: Trial, sentence: Sentence) -> str | None:
    """The change made in the case shown, alone, gives a case that can be, in which the finding is
    gone, and the verdict is as printed, by the clauses that are printed."""
    finding, witness = sentence.finding, witness_of(sentence)
    if finding.check in ("controlled-condition", "discretion"):
        return _pair(trial, sentence)
    meaning = shows(trial, finding)
    changed = list(changes(trial, sentence["words"], witness))
    if not changed:
        raise NotCompared(f"no single change: {sentence['words']}")
    for row in changed:
        if not trial.can_be(row):
            return "the changed case cannot be"
        if meaning is not None and meaning(row):
            return "the changed case shows it still"
        came = came_to(trial, row, column_shown(trial, finding))
        said = sentence["effect"].split(";")[0]
        if said.startswith("still silent, but beyond what the claim covers"):
            said = "silent"
        if came != said:
            return f"it comes to “{came}”"
    return None


def came_to(trial: Trial, row: Row, column: LawRegime) -> str:
    """`prohibited, by clauses 1 and 3`."""
    norms = trial.policy.norms
    found = row.said(column)
    clauses = list(dict.fromkeys(norms[n].clause for n, _ in found.live if norms[n].modality))
    if not clauses:
        return str(found.verdict)
    word = "clause" if len(clauses) == 1 else "clauses"
    return f"{found.verdict}, by {word} {Speaker(trial.policy).series(clauses)}"


def changes(trial: Trial, words: str, witness: Witness) -> Iterator[Row]:
    """The case shown with what the words say made so; each where they name several values."""
    case = witness.case
    formula = read_back(trial, words, case)
    match formula:
        case Reads(question, reading):
            yield trial.row(case, {**witness.readings, question: reading})
        case Holds(fact, terms):
            yield trial.row(
                replace(case, facts=case.facts | {(fact, _names(terms))}), witness.readings
            )
        case Not(Holds(fact, terms)):
            yield trial.row(
                replace(case, facts=case.facts - {(fact, _names(terms))}), witness.readings
            )
        case ValueIs(attribute, Named(thing), members):
            for member in sorted(members):
                values = {**case.values, (attribute, thing): member}
                yield trial.row(replace(case, values=values), witness.readings)
        case _:
            return


@claim("a change to another contradiction", "turn", "{words} → {effect}")
def turning_change(trial: Trial, sentence: Sentence) -> str | None:
    """The changed case can be, is none of the finding's, and the verdict as printed is another
    contradiction."""
    verdict = sentence["effect"].split(",")[0]
    if not verdict.endswith(("dilemma", "antinomy")):
        return "the verdict is no contradiction"
    return single_change(trial, sentence)


def _pair(trial: Trial, sentence: Sentence) -> str | None:
    """The two cases of a judgement, or of what lies in somebody's hands: the second comes to what
    is printed whatever is left open of the first."""
    witness = witness_of(sentence)
    case = witness.case
    formulas = [
        part
        for words in _several(trial, sentence["words"], case)
        for part in parts(read_back(trial, words, case))
    ]
    for one in formulas:
        case = made_so(case, one)
    row = trial.row(case, witness.readings)
    if not trial.can_be(row):
        return "the changed case cannot be"
    for completion in (witness.case, *completions(trial, witness)):
        other = completion
        for one in formulas:
            other = made_so(other, one)
        changed = trial.row(other, witness.readings)
        if trial.can_be(changed):
            came = came_to(trial, changed, LawRegime.ALONE)
            if came != sentence["effect"]:
                return f"it comes to “{came}”: {difference(trial, witness.case, completion)}"
    before = shown_row(trial, sentence.finding)
    if before.said().positions == row.said().positions:
        return "nothing changes"
    return None


def _several(trial: Trial, words: str, case: Case) -> list[str]:
    try:
        trial.reader.formula(words, case)
    except Unread:
        return re.split(r", and | and |, ", words)
    return [words]


def made_so(case: Case, formula: Formula) -> Case:
    match formula:
        case Holds(fact, terms):
            return replace(case, facts=case.facts | {(fact, _names(terms))})
        case Not(Holds(fact, terms)):
            key = (fact, _names(terms))
            days = {k: day for k, day in case.days.items() if k != key}
            return replace(case, facts=case.facts - {key}, days=days)
        case ValueIs(attribute, Named(thing), members):
            return replace(case, values={**case.values, (attribute, thing): min(members)})
        case Compare("=", Quantity(((1, AttributeOf(attribute, Named(thing))),), _), right):
            value = right.constant - formula.left.constant
            return replace(case, values={**case.values, (attribute, thing): value})
        case Compare("=", Quantity(((1, EventDay(event, terms)),), _), right):
            key = (event, _names(terms))
            return replace(
                case,
                facts=case.facts | {key},
                days={**case.days, key: right.constant - formula.left.constant},
            )
        case _:
            raise NotCompared(str(formula))


# --------------------------------------------------------------------------- under which readings


@claim("under every reading", "strength", "under every reading")
def every_reading(trial: Trial, sentence: Sentence) -> str | None:
    """The case shown is one under every reading."""
    finding = sentence.finding
    meaning = shows(trial, finding)
    if meaning is None or finding.witness is None:
        raise NotCompared("no case is shown")
    for readings in trial.situations.ways:
        row = trial.row(finding.witness.case, readings)
        if not trial.can_be(row):
            return f"the case shown cannot be under {dict(readings)}"
        if not meaning(row):
            return f"the case shown is none under {dict(readings)}"
    return None


@claim("under the plain readings", "strength", "under the plain readings")
def plain_readings(trial: Trial, sentence: Sentence) -> str | None:
    """The case shown is one under the plain readings."""
    finding = sentence.finding
    meaning = shows(trial, finding)
    if meaning is None or finding.witness is None:
        raise NotCompared("no case is shown")
    row = trial.row(finding.witness.case, trial.policy.plain_readings)
    return None if trial.can_be(row) and meaning(row) else "the case shown is none"


@claim("only under", "strength", "only under {readings}")
def only_under(trial: Trial, sentence: Sentence) -> str | None:
    """No case has it under readings that contain none of the sets that are named; the case shown
    has it under the first of them."""
    finding = sentence.finding
    meaning = shows(trial, finding)
    if meaning is None:
        raise NotCompared("no case is shown")
    sets = [{(c.question, c.reading) for c in chosen} for chosen in finding.readings]
    if finding.outcome is Outcome.HOLDS or finding.strength is not Strength.CONTESTABLE:
        raise NotCompared("it is not about where a case is")
    for row in trial.rows:
        elsewhere = not any(chosen <= set(row.readings.items()) for chosen in sets)
        if elsewhere and finding.readings_complete and meaning(row):
            return f"also under {dict(row.readings)}"
    if finding.witness is not None:
        chosen = set(finding.witness.readings.items())
        if not any(one <= chosen for one in sets):
            return "the case shown is not under such readings"
    return None


@claim("under the readings tried", "strength", "under the readings tried")
def readings_tried(trial: Trial, sentence: Sentence) -> str | None:
    """The case shown is read as was tried."""
    finding = sentence.finding
    if finding.witness is None:
        raise NotCompared("no case is shown")
    read = finding.witness.readings.items()
    return None if trial.fixed.items() <= read else "the case shown is read otherwise"


@claim(
    "only these were tried",
    "detail",
    "Only the plain readings were tried.",
    "Only readings with {chosen} were tried.",
)
def only_tried(trial: Trial, sentence: Sentence) -> str | None:
    """They are those that were asked for."""
    if not trial.fixed:
        return "all were tried"
    if "chosen" not in sentence.said:
        plainly = trial.fixed == trial.policy.plain_readings
        return None if plainly else "others were tried"
    said = dict(re.findall(r"“(.+?)” as (\S+?)(?= and |$)", sentence["chosen"]))
    return None if said == dict(trial.fixed) else "others were tried"
