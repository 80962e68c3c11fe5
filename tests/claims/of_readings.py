"""What is printed of questions: whether it matters how they are answered, and to which promises."""

from __future__ import annotations

import re
from itertools import product

from tests.claims.completing import completed
from tests.claims.meanings import shows
from tests.claims.of_cases import came_to
from tests.claims.of_clauses import first
from tests.claims.reading_back import printed
from tests.claims.registry import NotCompared, Sentence, claim
from tests.claims.situations import Row
from tests.claims.trial import Trial
from verifier.model import LawRegime, Policy, Promise, Question, Readings
from verifier.semantics import in_scope

COLUMNS = {
    "": LawRegime.ALONE,
    "With policy and law side by side": LawRegime.BESIDE,
    "In the end": LawRegime.END,
    "In the end (where the law prevails)": LawRegime.END,
}


def question_titled(policy: Policy, title: str) -> Question:
    for question in policy.questions.values():
        if printed(question.title).rstrip(".") == title.rstrip("."):
            return question
    raise NotCompared(title)


def others_of(trial: Trial, row: Row, name: str) -> list[Row]:
    """The case under each reading of one question, all others read as they are."""
    found = [
        trial.row(row.case, {**row.readings, name: reading.name})
        for reading in trial.policy.questions[name].readings
    ]
    return [one for one in found if trial.can_be(one)]


@claim(
    "it matters",
    "headline",
    "It matters how “{title}” is answered.",
    "It matters how “{title}” is answered (only where another question is not read plainly).",
)
def matters(trial: Trial, sentence: Sentence) -> str | None:
    """The case shown has two verdicts under two readings of the question, all else alike; and the
    other questions are read plainly, unless it says otherwise."""
    finding = sentence.finding
    if finding.witness is None:
        raise NotCompared("no case is shown")
    meaning = shows(trial, finding)
    row = trial.row(finding.witness.case, finding.witness.readings)
    if meaning is not None and not meaning(row):
        return "its readings do not part in the case shown"
    plain = {**row.readings, finding.about: ""} == {
        **trial.policy.plain_readings,
        finding.about: "",
    }
    if "only where another" not in sentence.words:
        return None if plain else "another question is not read plainly"
    return first(
        (row for row in trial.rows if row.plain),
        lambda row: any(
            len({one.said(c).verdict for one in others_of(trial, row, finding.about)}) > 1
            for c in LawRegime
        ),
        "it matters here, with the others read plainly",
    )


@claim(
    "what a reading makes of the case",
    "detail",
    "“{reading}”: {effect}",
    "{column}, “{reading}”: {effect}",
    checks="consequential-question",
)
def by_reading(trial: Trial, sentence: Sentence) -> str | None:
    finding = sentence.finding
    assert finding.witness is not None
    question = trial.policy.questions[finding.about]
    reading = next(r.name for r in question.readings if printed(r.title) == sentence["reading"])
    column = COLUMNS[sentence.said.get("column") or ""]
    row = trial.row(finding.witness.case, {**finding.witness.readings, question.name: reading})
    came = came_to(trial, row, column)
    return None if came == sentence["effect"] else f"it comes to “{came}”"


@claim("no outcome depends", "headline", "No outcome depends on how “{title}” is answered.")
def idle(trial: Trial, sentence: Sentence) -> str | None:
    question = question_titled(trial.policy, sentence["title"])
    name = question.name

    def wrong(row: Row) -> bool:
        if row.readings[name] != question.plain:
            return False
        alike = others_of(trial, row, name)
        return any(len({one.said(c).verdict for one in alike}) > 1 for c in LawRegime)

    return first(trial.rows, wrong, "it does here")


@claim(
    "no promise depends on it alone",
    "detail",
    "No promise depends on the answer alone.",
    "No promise depends on the answer to any one of them alone.",
)
def no_promise(trial: Trial, sentence: Sentence) -> str | None:
    """With the plain reading of all others, no other answer breaks a promise that holds plainly."""
    titles = re.findall(r"“(.+?)”", " ".join((sentence.finding.headline, *sentence.finding.detail)))
    names = [question_titled(trial.policy, title).name for title in titles]
    for promise in trial.policy.promises.values():
        if not breaking(trial, promise, trial.policy.plain_readings):
            for name in names:
                for reading in trial.policy.questions[name].readings:
                    chosen = {**trial.policy.plain_readings, name: reading.name}
                    found = breaking(trial, promise, chosen)
                    if found:
                        return f"“{promise.title}” is broken under {chosen}: {found}"
    return None


def breaking(trial: Trial, promise: Promise, readings: Readings) -> str | None:
    """A case that breaks a promise under these readings; None where none is known."""
    for row in trial.rows:
        if row.plain:
            other = trial.row(row.case, readings)
            if (
                trial.can_be(other)
                and in_scope(other.world, promise.scope)
                and other.said(promise.column).verdict not in promise.verdicts
            ):
                return str(other.case)
    return None


@claim(
    "a promise turns on the answer",
    "detail",
    "Whether this promise holds turns on the answer: {title}.",
)
def turns(trial: Trial, sentence: Sentence) -> str | None:
    """With the others read plainly, one answer breaks the promise and another does not: never
    refuted where it breaks under each answer in cases known."""
    promise = next(
        (
            p
            for p in trial.policy.promises.values()
            if printed(p.title).rstrip(".") == sentence["title"]
        ),
        None,
    )
    name = sentence.finding.about
    if promise is None or name not in trial.policy.questions:
        raise NotCompared("several")
    broken = [
        breaking(trial, promise, {**trial.policy.plain_readings, name: reading.name})
        for reading in trial.policy.questions[name].readings
    ]
    return "it is broken under every answer" if all(broken) else None


@claim(
    "only together",
    "detail",
    "In the case “{case}” the answers {answers} together make it {verdict}; {fewer}.",
)
def together(trial: Trial, sentence: Sentence) -> str | None:
    """With these answers the case can have the verdict; with fewer of them, the rest read plainly,
    it has not, in any completion."""
    policy = trial.policy
    example = next(c for c in policy.cases.values() if printed(c.title) == sentence["case"])
    titles = re.findall(r"“(.+?)”", sentence["answers"])
    names = [
        q for q in policy.questions.values() if f"“{printed(q.title)}”" in sentence.finding.headline
    ]
    chosen = {
        question.name: next(r.name for r in question.readings if printed(r.title) == title)
        for question, title in zip(names, titles, strict=True)
    }
    verdict = re.sub(r"^an? ", "", sentence["verdict"])
    for asking in example.askings:
        for keep in product((False, True), repeat=len(chosen)):
            if all(keep):
                continue
            fewer = {q: r for (q, r), k in zip(chosen.items(), keep, strict=True) if k}
            readings = {**policy.plain_readings, **fewer}
            for row in completed(trial, example, asking, readings):
                if str(row.said().verdict) == verdict and len(example.askings) == 1:
                    return f"{fewer} are enough"
    return None


@claim("settle these together", "headline", "Settle these questions together: {titles}.")
def settle_together(trial: Trial, sentence: Sentence) -> str | None:
    """Each is a question of the policy."""
    titles = re.findall(r"“(.+?)”(?=$|,| and )", sentence["titles"])
    for title in titles:
        question_titled(trial.policy, title)
    return None if len(titles) > 1 else "it is one question"


@claim(
    "a promise turns on answers together",
    "detail",
    "Whether this promise holds turns on the answers together: {title}.",
    "Whether each of these promises holds turns on the answer:",
    "– {title}",
)
def promise_together(trial: Trial, sentence: Sentence) -> str | None:
    """With a single one of the answers changed from the plain ones, the promise holds or fails as
    it does plainly: no case known breaks a promise that holds plainly."""
    if "title" not in sentence.said or sentence.check != "reading-interaction":
        raise NotCompared("several promises")
    promise = next(
        p
        for p in trial.policy.promises.values()
        if printed(p.title).rstrip(".") == sentence["title"]
    )
    plain = trial.policy.plain_readings
    if breaking(trial, promise, plain):
        raise NotCompared("broken plainly")
    for title in re.findall(r"“(.+?)”(?=\.|,| and )", sentence.finding.headline):
        question = question_titled(trial.policy, title)
        for reading in question.readings:
            found = breaking(trial, promise, {**plain, question.name: reading.name})
            if found:
                return f"“{title}” alone decides: {found}"
    return None
