"""What `decide` prints of a partly known case, and `mutate` of edits that nobody would notice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tests.claims.completing import completed
from tests.claims.of_readings import COLUMNS
from tests.claims.reading_back import Unread, printed
from tests.claims.registry import NotCompared, Sentence, claim
from tests.claims.situations import Row
from tests.claims.trial import Trial, errors, norms_named
from verifier.changes.mutate.fates import MutantEnd, MutantFate
from verifier.changes.mutate.hunt import score
from verifier.changes.mutate.mutants import mutants
from verifier.decide.decide import decide
from verifier.findings import Finding, Outcome, Severity
from verifier.model import (
    All,
    Asking,
    Case,
    CaseExample,
    Compare,
    Condition,
    Expectation,
    Formula,
    Holds,
    LawRegime,
    Not,
    Policy,
    Readings,
    ValueIs,
)
from verifier.report.page.decision import decision_view
from verifier.report.page.mutation import mutation_page
from verifier.semantics import World, admissible, candidates, evaluated
from verifier.solver import QuestionSolver
from verifier.words import Speaker

MOST_EDITS = 6
"""So many edits of a policy are tried."""

NOTHING = Finding("decide", Outcome.HOLDS, Severity.NOTE, "")


@dataclass(frozen=True)
class Asked(Finding):
    """In place of a finding: the case of the file of which something is said, and what it asks."""

    example: CaseExample | None = None
    asking: Asking | None = None
    section: str = ""
    verdict: str = ""
    lines: tuple[str, ...] = ()


def decisions(trial: Trial) -> Iterator[Sentence]:
    """Every sentence that `decide` prints of the cases of the file."""
    policy = trial.policy
    solver, speaker = QuestionSolver(policy), Speaker(policy)
    for example in policy.cases.values():
        for asking in example.askings:
            decision = decide(solver, speaker, example, asking, {})
            (view,) = decision_view(speaker, example, [decision]).answers
            about = Asked(
                "decide", Outcome.HOLDS, Severity.NOTE, "", example=example, asking=asking,
                verdict=view.verdict,
            )  # fmt: skip
            yield Sentence(view.verdict, "decided", about)
            yield from (Sentence(words, "decision", about) for words in view.sentences)
            for section in view.sections:
                below = replace(
                    about,
                    section=section.title,
                    lines=tuple(entry.words for entry in section.entries),
                )
                for entry in section.entries:
                    inside = replace(below, lines=entry.lines) if entry.lines else below
                    yield Sentence(f"{section.title}: {entry.words}", "section", inside)


def asked(sentence: Sentence) -> tuple[CaseExample, Asking]:
    finding = sentence.finding
    assert isinstance(finding, Asked)
    assert finding.example is not None
    assert finding.asking is not None
    return finding.example, finding.asking


def all_rows(trial: Trial, sentence: Sentence, readings: Readings) -> tuple[list[Row], bool]:
    """Completions of the case under these readings (the others open), and whether these are all
    that differ in what matters."""
    example, asking = asked(sentence)
    if trial.policy.presumptions:
        raise NotCompared("something is presumed")
    rows = completed(trial, example, asking, readings)
    return rows, rows.whole


def verdicts_in(words: str) -> set[str]:
    return {re.sub(r"^an? ", "", one) for one in re.split(r",? or |, ", words)}


def compare(rows: Sequence[Row], whole: bool, said: set[str], column: LawRegime) -> str | None:
    """Whether the verdicts that are listed are those that the completions have."""
    seen = {str(row.said(column).verdict) for row in rows}
    if seen - said:
        return f"also {sorted(seen - said)}"
    if whole and said - seen:
        return f"never {sorted(said - seen)}"
    return None


@claim(
    "a decided verdict",
    "decided",
    "{verdict}, however the text is read",
    "{verdict}, as the text is plainly read",
    "open on facts: {verdicts}",
    "{verdict}",
    "what is given cannot all be so",
    "what is given cannot all be so, as the text is plainly read",
)
def decided(trial: Trial, sentence: Sentence) -> str | None:
    """Every completion of the case has one of the verdicts, and each is had by one."""
    words = sentence.words
    everywhere = "however the text is read" in words
    rows, whole = all_rows(trial, sentence, {} if everywhere else trial.policy.plain_readings)
    if words.startswith("what is given"):
        return f"it can: {rows[0].case}" if rows else None
    if "undecided" in words:
        raise NotCompared("undecided")
    bare = re.sub(r", (however|as) .*$", "", words).removeprefix("open on facts: ")
    return compare(rows, whole, verdicts_in(bare), LawRegime.ALONE)


@claim("read otherwise", "decision", "With the text read otherwise, the verdict can be {verdicts}.")
def otherwise(trial: Trial, sentence: Sentence) -> str | None:
    """The other readings add these verdicts, and no others."""
    rows, whole = all_rows(trial, sentence, {})
    plain, _ = all_rows(trial, sentence, trial.policy.plain_readings)
    known = {str(row.said().verdict) for row in plain}
    return compare(rows, whole, known | verdicts_in(sentence["verdicts"]), LawRegime.ALONE)


@claim(
    "the verdict in a column",
    "decision",
    "With policy and law side by side: {verdicts}.",
    "In the end: {verdicts}.",
    "In the end (where the law prevails): {verdicts}.",
)
def in_column(trial: Trial, sentence: Sentence) -> str | None:
    head = sentence.words.split(":")[0].split(" (")[0]
    rows, whole = all_rows(trial, sentence, trial.policy.plain_readings)
    return compare(rows, whole, verdicts_in(sentence["verdicts"]), COLUMNS[head])


SAID = (
    (r"No norm says whether ", {"silent"}),
    (r".+ must not ", {"prohibited"}),
    (r".+ must still .+: the last day for it is past", {"late"}),
    (r".+ must ", {"obliged"}),
    (r".+ need not ", {"exempt", "free"}),
    (r".+ may ", {"permitted", "free"}),
)
"""How a sentence about an act begins, and the verdicts that it tells."""


@claim("what decides", "decision", "{words}")
def sentence_of_way(trial: Trial, sentence: Sentence) -> str | None:
    """What is said of the act is the verdict of every completion, read plainly."""
    words = sentence.words
    if words.startswith("Facts are missing"):
        rows, whole = all_rows(trial, sentence, trial.policy.plain_readings)
        several = len({row.said().verdict for row in rows}) > 1
        return "there is one verdict" if whole and not several else None
    if re.match(r"With |In the end|Nothing being known|Not everything", words):
        raise NotCompared("held otherwise")
    told = next((verdicts for begins, verdicts in SAID if re.match(begins, words)), None)
    if told is None or " and " in words:
        raise NotCompared("another sentence")
    rows, _ = all_rows(trial, sentence, trial.policy.plain_readings)
    seen = {str(row.said().verdict) for row in rows}
    return None if seen <= told else f"it is {sorted(seen)}"


@claim(
    "why",
    "section",
    "Why: {norm}: {said}",
    "Why, {columns}: {norm}: {said}",
    "Why: No clause speaks of this act.",
    "Why, {columns}: No clause speaks of this act.",
)
def why(trial: Trial, sentence: Sentence) -> str | None:
    """The clause is live in every completion (in some, where it is one of the ways)."""
    rows, whole = all_rows(trial, sentence, trial.policy.plain_readings)
    told = re.split(r", and | and (?=with|in|by)|, ", sentence.said.get("columns") or "")
    columns = {column for words, column in COLUMNS.items() if words and words.lower() in told}
    columns |= {LawRegime.END} if any(one.startswith("in the end") for one in told) else set()
    for column in columns or {LawRegime.ALONE}:
        found = _why(trial, sentence, rows, whole, column)
        if found is not None:
            return found
    return None


def _why(
    trial: Trial, sentence: Sentence, rows: Sequence[Row], whole: bool, column: LawRegime
) -> str | None:
    if "norm" not in sentence.said:
        content = {n for n, norm in trial.policy.norms.items() if norm.modality is not None}
        return next((f"it does: {r.case}" for r in rows if content & r.live(column)), None)
    name = re.sub(r" \(l\. .*$", "", sentence["norm"])
    written = norms_named(trial.policy, name)[0].id
    norms = {n.id for n in trial.policy.norms.values() if written in (n.id, n.follows)}
    if "one of the ways" in sentence.words:
        return None if any(norms & r.live(column) for r in rows) or not whole else "it never does"
    return next((f"it does not speak: {r.case}" for r in rows if not norms & r.live(column)), None)


@claim(
    "why nothing else",
    "section",
    "Why nothing else: {norm} does not apply: {line}.",
    "Why nothing else: {norm} does not apply:",
    "Why nothing else: {norm} is defeated by {by}.",
    "Why nothing else: {norm} is defeated by {by}, because",
    "Why nothing else: {norm} does not apply if {line}, which is not known.",
    "Why nothing else: {norm} does not apply if one of these is so, none of which is known:",
)
def why_not(trial: Trial, sentence: Sentence) -> str | None:
    """The clause is live in no completion, where that is known; it does not apply, or is defeated,
    as is said: in all completions, or in some where it is one of the ways."""
    rows, whole = all_rows(trial, sentence, trial.policy.plain_readings)
    name = re.sub(r" \(.*\)$", "", sentence["norm"])
    norm = norms_named(trial.policy, name)[0].id
    if "known" in sentence.words:
        raise NotCompared("not known")
    if "one of the ways" in sentence.words:
        some = any(norm in row.applicable - row.live() for row in rows)
        return None if some or not whole else "it never is"
    for row in rows:
        if "defeated" in sentence.words and norm not in row.applicable:
            return f"it does not apply: {row.case}"
        if norm in (("defeated" in sentence.words and row.live()) or row.applicable):
            return f"it does here: {row.case}"
    return None


def formulas(
    trial: Trial, lines: Sequence[str], example: CaseExample, asking: Asking
) -> list[Formula]:
    """Printed lines about the things of a case of the file."""
    kinds = {
        (attribute.id, thing.name): ""
        for attribute in trial.policy.attributes.values()
        for thing in example.things
        if attribute.kind in {thing.kind, *thing.subkinds}
    }
    case = Case(example.things, frozenset(), dict(kinds), {}, asking.act)
    try:
        return [trial.reader.formula(line, case) for line in lines]
    except Unread as unread:
        raise NotCompared(str(unread)) from unread


@claim(
    "what is enough",
    "section",
    "The fewest facts that are enough, whatever else is so: {line}",
    "Facts that are enough, whatever else is so: {line}",
)
def enough(trial: Trial, sentence: Sentence) -> str | None:
    """In every case with these things and this act in which what is listed is so, whatever else is,
    the verdict is the one decided."""
    example, asking = asked(sentence)
    finding = sentence.finding
    assert isinstance(finding, Asked)
    if any(
        "because nothing else is so" in line or "presumed" in line
        for line in (sentence.words, *finding.lines)
    ):
        raise NotCompared("what is not so")
    lines = [line for line in finding.lines if not line.startswith("none:")]
    conditions = tuple(
        Condition(formula, line)
        for formula, line in zip(formulas(trial, lines, example, asking), lines, strict=True)
    )
    wider = replace(example, givens=conditions, closed=False)
    verdict = re.sub(r", (however|as) .*$", "", finding.verdict)
    everywhere = "however" in finding.verdict
    readings = {} if everywhere else trial.policy.plain_readings
    for row in completed(trial, wider, undated(asking), readings):
        if str(row.said().verdict) != verdict:
            return f"{row.said().verdict} here: {row.case}"
    return None


@claim(
    "what would change it",
    "section",
    "It would be {verdicts}, if this were so: {line}",
    "It would be {verdicts}, if any one of these were so: {line}",
)
def would_be(trial: Trial, sentence: Sentence) -> str | None:
    """Were it so, all else that is known staying so, the verdict would be one of those."""
    example, asking = asked(sentence)
    made = supposed(trial, example, asking, several(trial, sentence["line"], example, asking))
    rows = completed(trial, made, undated(asking), trial.policy.plain_readings)
    if not rows and rows.whole:
        return "it cannot be so"
    said = verdicts_in(sentence["verdicts"])
    seen = {str(row.said().verdict) for row in rows}
    return None if seen <= said else f"also {sorted(seen - said)}"


def undated(asking: Asking) -> Asking:
    """The same question where the day of the act is what is said of it, and otherwise open."""
    return replace(asking, act=replace(asking.act, day=None))


def several(
    trial: Trial, words: str, example: CaseExample, asking: Asking
) -> list[tuple[Formula, str]]:
    """A series of printed facts, each with its words."""
    for parts in ([words], re.split(r", and | and |, ", words)):
        try:
            return list(zip(formulas(trial, parts, example, asking), parts, strict=True))
        except NotCompared:
            continue
    raise NotCompared(words)


def supposed(
    trial: Trial, example: CaseExample, asking: Asking, facts: Sequence[tuple[Formula, str]]
) -> CaseExample:
    """The case with other facts given: what is given of the same goes; of a closed case, what is
    denied is not given, and what nothing given speaks of still is not so."""
    about = {key(formula) for formula, _ in facts}
    kept = [one for one in example.givens if key(one.formula) not in about]
    return replace(
        example, givens=(*kept, *(Condition(formula, words) for formula, words in facts))
    )


def key(formula: Formula) -> object:
    """What a fact is about, whether it is affirmed or denied."""
    match formula:
        case Not(body):
            return key(body)
        case ValueIs(attribute, term, _):
            return attribute, term
        case Compare(_, left, _):
            return left
        case All((Holds() as happened, Compare())):
            return happened
        case _:
            return formula


@claim(
    "what to find out first",
    "section",
    "Fact to find out first: {words}",
    "Question to decide first: {words}",
)
def find_out(trial: Trial, sentence: Sentence) -> str | None:
    """Each answer leaves verdicts that are possible."""
    finding = sentence.finding
    assert isinstance(finding, Asked)
    rows, whole = all_rows(trial, sentence, {})
    seen = {str(row.said().verdict) for row in rows}
    for line in finding.lines:
        left = verdicts_in(line.rpartition(": ")[2])
        if whole and not left <= seen:
            return f"never {sorted(left - seen)}"
    return None


@claim(
    "what can make the difference",
    "section",
    "Facts that can make the difference: {words}",
    "The fewest of these that settle it, however they turn out: {words}",
)
def difference(trial: Trial, sentence: Sentence) -> str | None:
    """There is something to be settled: the completions have several verdicts."""
    rows, whole = all_rows(trial, sentence, {})
    several = len({(r.said(c).verdict, c) for r in rows for c in LawRegime}) > len(LawRegime)
    return "the verdict is one in all completions" if whole and not several else None


@claim(
    "how it would have to be read",
    "section",
    "How the text would have to be read: {verdict}, if {answers}",
)
def have_to_be_read(trial: Trial, sentence: Sentence) -> str | None:
    """Read so, some completion has the verdict; read plainly, none has."""
    chosen = {}
    for title, reading in re.findall(r"“(.+?)” is answered “(.+?)”", sentence["answers"]):
        for question in trial.policy.questions.values():
            for option in question.readings:
                if printed(question.title) == title and printed(option.title) == reading:
                    chosen[question.name] = option.name
    plain = trial.policy.plain_readings
    rows, whole = all_rows(trial, sentence, {**plain, **chosen})
    if whole and not any(str(r.said().verdict) == sentence["verdict"] for r in rows):
        return "it is not the verdict then"
    rows, _ = all_rows(trial, sentence, plain)
    if any(str(r.said().verdict) == sentence["verdict"] for r in rows):
        return "it is so plainly, too"
    return None


@claim("if", "section", "{title}, if: {line}")
def if_so(trial: Trial, sentence: Sentence) -> str | None:
    """With what is supposed besides, every completion of the case has the verdict."""
    if re.match(r"It would be|Why|How the text|Facts|The fewest|Question|Fact to", sentence.words):
        raise NotCompared("another section")
    example, asking = asked(sentence)
    finding = sentence.finding
    assert isinstance(finding, Asked)
    column = next((c for c in COLUMNS if c and f", {c.lower()}" in sentence.words.lower()), "")
    lines = [line for line in finding.lines if not line.startswith("(")]
    facts = list(zip(formulas(trial, lines, example, asking), lines, strict=True))
    supposing = tuple(Condition(formula, words) for formula, words in facts)
    made = replace(example, givens=(*example.givens, *supposing))
    verdict = sentence["title"].split(",")[0].lower()
    for row in completed(trial, made, asking, trial.policy.plain_readings):
        if str(row.said(COLUMNS[column]).verdict) != verdict:
            return f"{row.said(COLUMNS[column]).verdict} here: {row.case}"
    return None


@claim("these cannot all be so", "section", "These cannot all be so: {line}")
def cannot_all(trial: Trial, sentence: Sentence) -> str | None:
    """No case is such that all of them are so."""
    example, asking = asked(sentence)
    finding = sentence.finding
    assert isinstance(finding, Asked)
    lines = [
        line.removesuffix(" (nothing else being so)")
        for line in finding.lines
        if not line.startswith("against the ")
    ]
    facts = zip(formulas(trial, lines, example, asking), lines, strict=True)
    alone = replace(example, givens=tuple(Condition(f, words) for f, words in facts), closed=False)
    found = completed(trial, alone, asking, {})
    return f"they can: {found[0].case}" if found else None


# --------------------------------------------------------------------------- edits nobody notices


@dataclass(frozen=True)
class Edited(Finding):
    """In place of a finding: what became of an edit, with the policy as edited, and the case that
    would notice it."""

    fate: MutantFate | None = None
    after: Policy | None = None
    case: tuple[str, ...] = ()


def edits(trial: Trial) -> Iterator[Sentence]:
    """What `mutate` prints of some edits."""
    found = list(mutants(trial.policy))
    chosen = {
        (one.words, one.span) for one in trial.random.sample(found, min(MOST_EDITS, len(found)))
    }
    result = score(trial.policy, lambda one: (one.words, one.span) in chosen)
    if result.blocked:
        return
    page = mutation_page(result, verbose=True)
    tried = [one for one in found if (one.words, one.span) in chosen]
    for one, fate, line in zip(tried, result.fates, page.edits, strict=True):
        assert (one.words, one.span) == (fate.words, fate.span)
        case = result.suggestions[fate.noticed] if fate.noticed is not None else ()
        about = Edited(
            "mutate", Outcome.HOLDS, Severity.NOTE, "",
            fate=fate, after=one.policy, case=tuple(case),
        )  # fmt: skip
        yield Sentence(line, "edit", about)
        if fate.end is MutantEnd.SURVIVED and fate.changes:
            yield Sentence(fate.changes, "what an edit changes", about)


def edited(sentence: Sentence) -> Edited:
    assert isinstance(sentence.finding, Edited)
    return sentence.finding


@claim("an edit changes no verdict", "edit", "equivalent: {words}")
def equivalent(trial: Trial, sentence: Sentence) -> str | None:
    """No case, under any reading, in any column, has another verdict after the edit."""
    after = edited(sentence).after
    assert after is not None
    for row in trial.rows:
        world = World(after, row.case, row.readings)
        for column in LawRegime:
            if evaluated(world, column).verdict is not row.said(column).verdict:
                return f"it does here: {row.case} {dict(row.readings)}"
    return None


@claim("an edit is noticed", "edit", "killed by {by}: {words}", "killed: {words}")
def killed(trial: Trial, sentence: Sentence) -> str | None:
    """A case that notices it comes out otherwise after the edit: not every completion of it has a
    verdict that it expects."""
    one = edited(sentence)
    found = re.match(r"the case “?(.+?)”?$", sentence.said.get("by") or "")
    policy = one.after
    if found is None or policy is None:
        raise NotCompared("by no case")
    example = next((c for c in trial.policy.cases.values() if found[1] in (c.name, c.title)), None)
    if example is None:
        raise NotCompared("by no case of the file")
    for asking in example.askings:
        for expected in asking.expectations:
            if expected.readings or len(asking.expectations) > 1:
                raise NotCompared("under other readings")
            rows = completed(trial, example, asking, trial.policy.plain_readings)
            for row in rows:
                if admissible(policy, row.case, row.readings):
                    raise NotCompared("it can no longer be")
                world = World(policy, row.case, row.readings)
                if evaluated(world, LawRegime.ALONE).verdict not in expected.verdicts:
                    return None
    return "the case comes out as expected after the edit"


@claim("an edit nobody would notice", "edit", "survived: {words}", "undecided: {words}")
def survived(trial: Trial, sentence: Sentence) -> str | None:
    """Every case of the file that comes out as expected does so after the edit, too."""
    one = edited(sentence)
    policy = one.after
    assert policy is not None
    for example in trial.policy.cases.values():
        for asking in example.askings:
            for expected in asking.expectations:
                readings = {**trial.policy.plain_readings, **dict(expected.readings)}
                rows = completed(trial, example, asking, readings)
                if not rows or not rows.whole:
                    continue
                before = all(row.said().verdict in expected.verdicts for row in rows)
                after = [
                    evaluated(World(policy, row.case, row.readings), LawRegime.ALONE).verdict
                    for row in rows
                ]
                if before and not all(verdict in expected.verdicts for verdict in after):
                    return f"the case “{example.title}” notices it"
    return None


@claim("what an edit changes", "what an edit changes", "{before} → {after}")
def what_changes(trial: Trial, sentence: Sentence) -> str | None:
    """The suggested case, pasted, has the verdict that it expects before the edit, and another
    one, in some completion, after it."""
    one = edited(sentence)
    assert one.after is not None
    lines = [line for line in one.case if not line.startswith("#")]
    policy, problems = trial.with_text(trial.with_item("\n".join(lines)))
    if policy is None:
        return f"the case is not read: {errors(problems)[0]}"
    name = re.match(r"case (.+?) \"", lines[0])
    assert name is not None
    example = policy.cases[name[1]]
    for asking in example.askings:
        for expected in asking.expectations:
            readings = {**policy.plain_readings, **dict(expected.readings)}
            rows = completed(trial, example, asking, readings)
            if not rows and rows.whole:
                return "the case cannot be"
            for row in rows:
                if (
                    row.said().verdict not in expected.verdicts
                    and expected.column is LawRegime.ALONE
                ):
                    return f"the case does not come out as expected: {row.said().verdict}"
            # The completions lie on the borders of the policy; an edit may draw others.
            whole = rows.whole and candidates(policy) == candidates(one.after)
            if whole and not any(_comes_to_another(one.after, row, expected) for row in rows):
                return "it comes out as expected after the edit, too"
    return None


def _comes_to_another(after: Policy, row: Row, expected: Expectation) -> bool:
    world = World(after, row.case, row.readings)
    return evaluated(world, expected.column).verdict not in expected.verdicts
