"""What is printed to be written into the policy: suggested cases and ways to settle a finding. Each
is written in, and the policy is looked at again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations, product

from tests.claims.completing import completed
from tests.claims.drafting import ARTICLE
from tests.claims.meanings import CLASH, clashing, column_shown, shows
from tests.claims.of_cases import Pinned, read_back
from tests.claims.of_clauses import first
from tests.claims.reading_back import named_otherwise, printed
from tests.claims.registry import NotCompared, Sentence, claim
from tests.claims.situations import Row
from tests.claims.trial import Trial, errors, norms_named
from verifier.findings import Finding, Witness
from verifier.model import (
    CaseExample,
    Formula,
    LawRegime,
    Named,
    Policy,
    Term,
    ValueIs,
    Variable,
    opposed,
)
from verifier.semantics import Evaluation, World, holds

TRIED = re.compile(r"Only .+ were tried\.")
"""Said of a finding where only some readings were tried."""


# --------------------------------------------------------------------------- suggested cases


@claim(
    "a suggested case",
    "detail",
    "Suggested, to be confirmed by a lawyer:",
    "A first one, to be confirmed by a lawyer:",
)
def suggested(trial: Trial, sentence: Sentence) -> str | None:
    """Pasted into the file, the case is read without a complaint, comes out as it expects, and is
    no longer missing."""
    case = case_suggested(sentence.finding)
    text = with_all_suggested(trial) or trial.with_item(case)
    policy, problems = trial.with_text(text)
    if policy is None:
        return f"it is not read: {errors(problems)[0]}"
    own = [
        problem.message
        for problem in problems
        if problem.message not in _before(trial) and problem.name != "unused-thing"
    ]
    if own:
        return f"it is complained of: {own[0]}"
    name = re.match(r"case (.+?) \"", case)
    assert name is not None
    added = policy.cases[name[1]]
    for asking in added.askings:
        for expected in asking.expectations:
            readings = {**policy.plain_readings, **dict(expected.readings)}
            rows = completed(trial, added, asking, readings)
            for row in rows:
                if row.said().verdict not in expected.verdicts:
                    return f"{row.said().verdict} in a completion: {row.case}"
            if not rows and rows.whole:
                return "it cannot be"
    again = [found.headline for found in trial.found_with(text, sentence.check)]
    if sentence.finding.headline in again:
        return "it does not show what is missing"
    return None


def case_suggested(finding: Finding) -> str:
    """The lines of the case that is suggested below a finding."""
    lines = list(finding.detail)
    begins = next(n for n, line in enumerate(lines) if line.startswith("case "))
    return "\n".join(line for line in lines[begins:] if not TRIED.match(line))


def with_all_suggested(trial: Trial) -> str:
    """The text with every case that is suggested; nothing where it is not read."""
    cases = [
        case_suggested(finding)
        for finding in trial.findings
        if finding.check == "untested-clause"
        and any(line.startswith("case ") for line in finding.detail)
    ]
    text = trial.with_item("\n\n".join(cases))
    return text if trial.with_text(text)[0] is not None else ""


@claim(
    "a line of a suggested case",
    "detail",
    "case {rest}",
    "  {rest}",
    checks="untested-clause",
    part=True,
)
def suggested_line(trial: Trial, sentence: Sentence) -> str | None:
    """Held with the case to which it belongs."""
    lines = sentence.finding.detail
    if sum(one.startswith("case ") for one in lines) != 1:
        return "a line of no case"
    return None


def _before(trial: Trial) -> set[str]:
    return {problem.message for problem in trial.with_text(trial.draft.text)[1]}


@claim("no case shows", "headline", "No case shows {what}.")
def untested(trial: Trial, sentence: Sentence) -> str | None:
    """In no completion of a case of the file, under the readings that it expects, does the norm
    decide; held where the cases have few completions: all of them."""
    found = re.fullmatch(r"(.+) at work", sentence["what"])
    if found is None:
        raise NotCompared("what it changes")
    norm = norms_named(trial.policy, found[1])[0].id
    for example in trial.policy.cases.values():
        for asking in example.askings:
            for expected in asking.expectations:
                readings = {**trial.policy.plain_readings, **dict(expected.readings)}
                rows = completed(trial, example, asking, readings)
                if rows and rows.whole and all(norm in row.live() for row in rows):
                    return f"the case “{example.title}” shows it"
    return None


@claim(
    "the policy has no case",
    "headline",
    "The policy has no case, so none of its clauses has been tried.",
)
def no_case(trial: Trial, sentence: Sentence) -> str | None:
    cases = trial.policy.cases.values()
    return "it has one" if any(case.askings for case in cases) else None


@claim("a case fails", "headline", "The case “{title}” does not come out as expected: {act}.")
def failed(trial: Trial, sentence: Sentence) -> str | None:
    """Some completion has another verdict than the plain expectation."""
    return _computed(trial, sentence.finding)


@claim("what a case comes to", "detail", "{expected}: computed {verdicts}", checks="failed-case")
def computed(trial: Trial, sentence: Sentence) -> str | None:
    """Every completion has one of the verdicts that are printed."""
    said = set(re.split(r",? or |, ", sentence["verdicts"]))
    if not re.fullmatch(r"expect [a-z ]+(, [a-z ]+)*", sentence["expected"]):
        raise NotCompared(sentence["expected"])
    example = _example(trial.policy, sentence.finding)
    seen = set()
    for asking in example.askings:
        rows = completed(trial, example, asking, trial.policy.plain_readings)
        seen |= {str(row.said().verdict) for row in rows}
    if len(example.askings) > 1:
        raise NotCompared("several askings")
    if not seen and rows.whole and said != {"no verdict"}:
        return "it cannot be"
    return None if seen <= said else f"also {sorted(seen - said)}"


def _example(policy: Policy, finding: Finding) -> CaseExample:
    found = re.match(r"The case “(.+?)” does", finding.headline)
    assert found is not None
    return next(c for c in policy.cases.values() if printed(c.title) == found[1])


def _computed(trial: Trial, finding: Finding) -> str | None:
    example = _example(trial.policy, finding)
    if len(example.askings) > 1:
        raise NotCompared("several askings")
    for expected in example.askings[0].expectations:
        readings = {**trial.policy.plain_readings, **dict(expected.readings)}
        rows = completed(trial, example, example.askings[0], readings)
        if (
            not rows
            or not rows.whole
            or any(row.said().verdict not in expected.verdicts for row in rows)
        ):
            return None
    return "it does come out so"


@claim("the facts of a case cannot be", "headline", "The facts of the case “{title}” cannot be so.")
def cannot_be(trial: Trial, sentence: Sentence) -> str | None:
    example = next(c for c in trial.policy.cases.values() if printed(c.title) == sentence["title"])
    for asking in example.askings:
        for row in completed(trial, example, asking, {}):
            return f"they can: {row.case}"
    return None


# --------------------------------------------------------------------------- ways to settle


@claim(
    "a priority settles it",
    "remedy",
    "write “{line}” in clause {clauses} → {effect}",
    "write “{line}” in clauses {clauses} → {effect}",
)
def priority(trial: Trial, sentence: Sentence) -> str | None:
    """Written into the clauses, the line takes the finding away, or leaves it on the acts that are
    named; the verdict then is as printed, and what else changes is what is printed."""
    text = trial.in_clauses(sentence["clauses"].split(", "), [sentence["line"]])
    policy, problems = trial.with_text(text)
    if policy is None:
        return f"it is not read: {errors(problems)[0]}"
    effect = sentence["effect"]
    meaning = shows(trial, sentence.finding)
    column = column_shown(trial, sentence.finding)
    if meaning is None:
        raise NotCompared("no meaning")
    amended = Amended(trial, policy)
    in_part = effect.startswith("this settles it on acts")
    nothing_else = effect.endswith("no other verdict changes")
    pair = row_norms(trial, sentence.finding)
    clauses = [trial.policy.norms[name].clause for name in sorted(pair)]
    for row in trial.rows:
        now = amended.said(row, column)
        if not in_part and meaning(amended.row(row)):
            return first([row], lambda _: True, "they still conflict here")
        changed = now.verdict is not row.said(column).verdict
        if changed and nothing_else and not they_meet(trial, row, clauses, column):
            return first([row], lambda _: True, f"here the verdict becomes {now.verdict}")
        then = re.match(r"where they meet, the verdict is then “(.+?)”", effect)
        if then and meaning(row) and str(now.verdict) != then[1]:
            return first([row], lambda _: True, f"here the verdict is then {now.verdict}")
    return in_the_case_shown(trial, sentence, amended)


def they_meet(trial: Trial, row: Row, clauses: Sequence[str], column: LawRegime) -> bool:
    """Whether norms of two of the clauses with opposed effect are live."""
    live = [trial.policy.norms[n] for n in sorted(row.live(column))]
    return any(
        opposed(one.modality, other.modality)
        for one, other in combinations([norm for norm in live if norm.clause in clauses], 2)
        if one.clause != other.clause
    )


def row_norms(trial: Trial, finding: Finding) -> tuple[str, ...]:
    """The norms of a conflict."""
    found = CLASH.fullmatch(finding.headline)
    if found is None:
        raise NotCompared("no conflict")
    return clashing(trial, found)


def in_the_case_shown(trial: Trial, sentence: Sentence, amended: Amended) -> str | None:
    witness = sentence.finding.witness
    then = re.match(r"in the case shown, the verdict is then “(.+?)”", sentence["effect"])
    if then and witness is not None:
        row = trial.row(witness.case, witness.readings)
        now = amended.said(row, column_shown(trial, sentence.finding))
        if str(now.verdict) != then[1]:
            return f"in the case shown it is then {now.verdict}"
    return None


class Amended:
    """What an amended policy says of the cases of the policy as it was."""

    def __init__(self, trial: Trial, policy: Policy) -> None:
        self.policy = policy
        self.trial = trial

    def row(self, row: Row) -> Row:
        """The case as the amended policy has it."""
        known = {q: r for q, r in row.readings.items() if q in self.policy.questions}
        return Row(World(self.policy, row.case, known), row.plain)

    def said(self, row: Row, column: LawRegime) -> Evaluation:
        return self.row(row).said(column)


@claim("an answer settles it", "remedy", "answer {answers} → {effect}")
def answers(trial: Trial, sentence: Sentence) -> str | None:
    """Under the answers that are named, no case shows the finding; and what else changes under the
    plain readings is what is printed."""
    chosen: dict[str, str] = {}
    for title, reading in re.findall(r"“(.+?)” with “(.+?)”", sentence["answers"]):
        for question in trial.policy.questions.values():
            if printed(question.title) == title:
                chosen[question.name] = next(
                    r.name for r in question.readings if printed(r.title).rstrip(".") == reading
                )
    meaning = shows(trial, sentence.finding)
    if meaning is None or not chosen:
        raise NotCompared("no meaning")

    def wrong(row: Row) -> bool:
        return set(chosen.items()) <= set(row.readings.items()) and meaning(row)

    found = first(trial.rows, wrong, "it is here still")
    if found or "no other verdict changes" not in sentence["effect"]:
        return found
    column = column_shown(trial, sentence.finding)
    if "as far as" in sentence["effect"]:
        return None

    def changes(row: Row) -> bool:
        then = trial.row(row.case, {**row.readings, **chosen})
        return (
            row.plain
            and not meaning(row)
            and trial.can_be(then)
            and then.said(column).verdict is not row.said(column).verdict
        )

    return first(trial.rows, changes, "here the verdict changes too")


@claim(
    "an exception settles it",
    "remedy",
    "give clause {clause} an exception, “{written}”, with the conditions of clause {other} → "
    "{effect}",
)
def exception(trial: Trial, sentence: Sentence) -> str | None:
    """Where both clauses speak of one act in the same words, the exception can be written as it
    stands: with it, the two are no longer live together."""
    policy = trial.policy
    norms = [policy.norms[policy.clauses[sentence[name]].norms[0]] for name in ("clause", "other")]
    target, kept = norms
    if target.act is None or kept.act is None or target.act.terms != kept.act.terms:
        raise NotCompared("they do not speak in the same words")
    places = enumerate(policy.acts[kept.act.act].holes)
    fillers = [_spoken(kept.act.terms[place]) for place, _ in places]
    phrase = ARTICLE.sub(lambda _: fillers.pop(0), kept.act.act)
    lines = [f"except tried when the act is to {phrase}"]
    lines += [f"and {condition.words}" for condition in kept.conditions]
    edited, _ = trial.with_text(trial.in_clause(target.clause, lines))
    if edited is None:
        raise NotCompared("it cannot be written so")
    amended = Amended(trial, edited)
    meaning = shows(trial, sentence.finding)
    if meaning is None:
        raise NotCompared("no meaning")
    return first(trial.rows, lambda row: meaning(amended.row(row)), "they still conflict here")


def _spoken(term: Term) -> str:
    return f"the {term.name}" if isinstance(term, Variable) else term.name


@claim(
    "assuming it away settles it",
    "remedy",
    "if no such case can ever happen, assume so → {effect}",
)
def assumed_away(trial: Trial, sentence: Sentence) -> str | None:
    """Every case of the finding is like the one shown: all is so in it that is printed of that, of
    its act's things and of some others."""
    finding = sentence.finding
    meaning, witness = shows(trial, finding), finding.witness
    if meaning is None or witness is None:
        raise NotCompared("no case is shown")
    said = [
        widely(read_back(trial, words, witness.case), witness, trial) for words in witness.given
    ]
    roles = (*witness.case.act.things, witness.case.act.agent)
    others = [thing for thing in witness.case.things if thing.name not in roles]

    def wrong(row: Row) -> bool:
        if row.case.act.act != witness.case.act.act or not meaning(row):
            return False
        same = dict(zip(roles, (*row.case.act.things, row.case.act.agent), strict=True))
        pools = [
            [name for name, kinds in row.world.kinds.items() if thing.kind in kinds]
            for thing in others
        ]
        return not any(
            all(
                holds(row.world, named_otherwise(formula, {**same, **found}), {})
                for formula in said
            )
            for chosen in product(*pools)
            for found in [dict(zip((t.name for t in others), chosen, strict=True))]
        )

    return first(trial.rows, wrong, "this case of it is another")


def widely(formula: Formula, witness: Witness, trial: Trial) -> Formula:
    """What is given of a value, with the others that it may as well be."""
    if isinstance(formula, ValueIs) and isinstance(formula.term, Named):
        pinned = Pinned(trial, witness).values.get((formula.attribute, formula.term.name))
        if pinned is not None:
            return replace(formula, members=frozenset(map(str, pinned)))
    return formula
