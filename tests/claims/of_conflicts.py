"""What is printed of clauses that meet: that they conflict, where a border divides them, on whose
judgement or in whose hands it lies which of them applies, whom they protect."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tests.claims.meanings import (
    CLASH,
    MAY,
    at_odds,
    clashing,
    column_shown,
    leaves_no_way,
    shows,
)
from tests.claims.of_cases import shown_row
from tests.claims.of_clauses import first, ids, one_norm
from tests.claims.registry import NotCompared, Sentence, claim
from tests.claims.situations import Row
from tests.claims.trial import Trial, errors
from verifier.model import LawRegime, Modality, Norm

SAYS = {
    "requires": Modality.OBLIGED,
    "permits": Modality.PERMITTED,
    "forbids": Modality.FORBIDDEN,
    "forbid": Modality.FORBIDDEN,
    "exempts": Modality.EXEMPT,
}


@claim(
    "two clauses conflict",
    "headline",
    "{one} requires an act that {other} forbids: whatever is done, one is breached.",
    "{one} requires an act that {other} forbids; {end}.",
    "{one} requires an act that {other} forbids{left}: whatever is done, one is breached.",
    "{one} requires an act that {other} forbids{left}; {end}.",
    "{one} requires an act that {other} together forbid: whatever is done, one is breached.",
    "{one} requires an act that {other} together forbid{left}: whatever is done, one is breached.",
    "{one} permits an act that {other} forbids; {end}.",
    "{one} requires an act that {other} exempts from; {end}.",
    "{one} and {other} require acts of which only one can be done: {end}.",
    "{one} permits an act that excludes what {other} requires; {end}.",
)
def conflict(trial: Trial, sentence: Sentence) -> str | None:
    """The clauses say what they are said to say, and all are live in the case shown, where none
    defeats another (together: with one of the prohibitions); what the duty leaves to be chosen is
    what is named; in the case shown no day, no thing and no way of doing it is left."""
    found = CLASH.fullmatch(sentence.words)
    if found is None:
        raise NotCompared(sentence.words)
    one, *others = (trial.policy.norms[name] for name in clashing(trial, found))
    verbs = re.findall(r"(requires|permits|forbid|exempts)", sentence.words)
    said = {SAYS[verbs[0]], SAYS[verbs[1]]}
    if {one.modality, *(other.modality for other in others)} != said:
        return "they say something else"
    if one.is_choice and not found["never"]:
        return "a duty of a choice is at odds with no act"
    return not_as_chosen(one, found) or not_shown(trial, sentence, found, [one, *others])


def not_as_chosen(duty: Norm, found: re.Match[str]) -> str | None:
    """Whether something else is left to be chosen than what is named."""
    kinds = [variable.kind for variable in duty.act.choice] if duty.act else []
    said = [
        re.findall(r"whichever (.+?) is chosen", found["choice"] or ""),
        re.split(r", or | or |, ", found["lonely"] or ""),
    ]
    for named in said:
        if any(named) and set(named) != set(kinds):
            return f"what is left to be chosen is {kinds}"
    return "it leaves things to be chosen" if found["never"] and kinds and not said[0] else None


def not_shown(
    trial: Trial, sentence: Sentence, found: re.Match[str], norms: Sequence[Norm]
) -> str | None:
    """Whether in the case shown the norms are not at odds."""
    finding = sentence.finding
    if finding.witness is None:
        raise NotCompared("no case is shown")
    row, column = shown_row(trial, finding), column_shown(trial, finding)
    live = row.live(column)
    first_, *others = (norm.id for norm in norms)
    if first_ not in live or not (any if len(others) > 1 else all)(n in live for n in others):
        return "they do not speak in the case shown"
    if not at_odds(trial, found, column)(row):
        return "in the case shown, some way is left, or not all of them are needed"
    return not_ordinary(row, found["both"])


def not_ordinary(row: Row, said: str | None) -> str | None:
    """Whether something in the case is of the two kinds that it is said to be of."""
    pairs = re.findall(r"one is both an? (.+?) and an? (.+?)(?=$|, one| and one)", said or "")
    for first_, second in pairs:
        if not any({first_, second} <= {t.kind, *t.subkinds} for t in row.case.things):
            return f"nothing in the case is both a {first_} and a {second}"
    return None


# --------------------------------------------------------------------------- may beside must


@claim(
    "may beside must",
    "headline",
    "{one} permits what {other} requires. Does “{word}” leave it to {whom}?",
    "{one} permits what {other} requires, among other things. Does “{word}” leave it to {whom}?",
    "{one} exempts from what {other} forbids. Does “{word}” leave it to {whom}?",
    "{one} exempts from what {other} forbids, among other things. "
    "Does “{word}” leave it to {whom}?",
)
def may_beside_must(trial: Trial, sentence: Sentence) -> str | None:
    """Both are live on one act in the case shown, and they say what they are said to say; without
    “among other things”, the first speaks of nothing else."""
    found = MAY.fullmatch(sentence.words)
    assert found is not None
    lax, strict = one_norm(trial, found["one"]), one_norm(trial, found["other"])
    if (lax.modality, strict.modality) != (SAYS[found["does"].split()[0]], SAYS[found["must"]]):
        return "they say something else"
    meaning = shows(trial, sentence.finding)
    if sentence.finding.witness is None or meaning is None:
        raise NotCompared("no case is shown")
    if not meaning(shown_row(trial, sentence.finding)):
        return "they do not both speak in the case shown"
    return None


@claim(
    "a question to add",
    "detail",
    "The text does not say. A question to add, with the clause that turns on it:",
    checks="may-beside-must",
)
def question_to_add(trial: Trial, sentence: Sentence) -> str | None:
    """Pasted into the file, the question is read, and the finding is gone."""
    lines = list(sentence.finding.detail)
    added = [one for one in lines[lines.index(sentence.words) + 1 :] if not one.startswith("Only ")]
    text = trial.with_item("\n".join(added))
    policy, problems = trial.with_text(text)
    if policy is None:
        return f"it is not read: {errors(problems)[0]}"
    again = [one.headline for one in trial.found_with(text, "may-beside-must")]
    return "it is found again" if sentence.finding.headline in again else None


@claim("a line to paste", "detail", "{line}", "", checks="may-beside-must", part=True)
def line_to_paste(trial: Trial, sentence: Sentence) -> str | None:
    """Held with the lines before it, unless it says by itself that nothing can be added."""
    lines = list(sentence.finding.detail)
    return None if len(lines) > 1 or sentence.words == "The text does not say." else "alone"


# --------------------------------------------------------------------------- savings


@claim("the same holds of", "detail", "The same holds of {norms}.", checks="conflict-with-law")
def same_of_others(trial: Trial, sentence: Sentence) -> str | None:
    """Some case known has the policy's clause live beside each of these."""
    found = CLASH.fullmatch(sentence.finding.headline)
    assert found is not None
    names = clashing(trial, found)
    own = next(n for n in (trial.policy.norms[name] for name in names) if n.layer == 0)
    for law in ids(trial, sentence["norms"]):
        if not any(_meet(own, trial.policy.norms[law], row) for row in trial.rows):
            raise NotCompared("none found")
    return None


def _meet(own: Norm, law: Norm, row: Row) -> bool:
    """Whether a clause of the policy and one of a law are at odds, side by side."""
    pair = sorted((own, law), key=lambda norm: norm.modality is Modality.FORBIDDEN)
    one, other = (norm.id for norm in pair)
    if {one, other} <= row.live(LawRegime.BESIDE):
        opposed_ = {Modality.OBLIGED, Modality.FORBIDDEN} == {norm.modality for norm in pair}
        return not opposed_ or leaves_no_way(one, frozenset({other}), row, LawRegime.BESIDE)
    return False


@claim(
    "exactly what prevents a conflict",
    "headline",
    "Under the plain readings {saving} is exactly what prevents a conflict of {own} with {laws}.",
    "Under the readings tried {saving} is exactly what prevents a conflict of {own} with {laws}.",
)
def prevents(trial: Trial, sentence: Sentence) -> str | None:
    """Read plainly the clause and the laws are never live together; without what saves them they
    are, in the case shown."""
    own = one_norm(trial, sentence["own"][:1].upper() + sentence["own"][1:]).id
    laws = ids(trial, sentence["laws"])
    meaning = shows(trial, sentence.finding)
    if sentence.finding.witness is None or meaning is None:
        raise NotCompared("no case is shown")
    if not meaning(shown_row(trial, sentence.finding)):
        return "without it, they do not conflict in the case shown"
    return first(
        (row for row in trial.rows if row.plain or "readings tried" in sentence.words),
        lambda row: any(
            _meet(trial.policy.norms[own], trial.policy.norms[law], row) for law in sorted(laws)
        ),
        "they conflict here",
    )


@claim(
    "what would conflict without it", "detail", "Without it: {headline}", checks="conflict-with-law"
)
def without_it(trial: Trial, sentence: Sentence) -> str | None:
    meaning = shows(trial, sentence.finding)
    if sentence.finding.witness is None or meaning is None:
        raise NotCompared("no case is shown")
    shown = meaning(shown_row(trial, sentence.finding))
    return None if shown else "they do not conflict in the case shown"


# --------------------------------------------------------------------------- borders


@claim(
    "at the border",
    "headline",
    "Where {value} and all else is as both ask, both {one} and {other} apply.",
    "Where {value} and all else is as both ask, neither {one} nor {other} applies.",
    "Where {value} and all else is as both ask, {one} applies and {other} does not.",
)
def border(trial: Trial, sentence: Sentence) -> str | None:
    """In the case shown the value is as it is said, all else is as both ask, and the clauses apply,
    or not, as is said."""
    finding = sentence.finding
    meaning = shows(trial, finding)
    if finding.witness is None or meaning is None:
        raise NotCompared("no case is shown")
    row = shown_row(trial, finding)
    if not meaning(row):
        return "not in the case shown"
    return None


@claim("a line at a border", "detail", "{norm}: “{line}”", checks="edge-value")
def border_line(trial: Trial, sentence: Sentence) -> str | None:
    """The clause has that line."""
    norm = one_norm(trial, sentence["norm"])
    lines = {condition.words for condition in norm.conditions}
    return None if sentence["line"] in lines else "it has no such line"


# --------------------------------------------------------------------------- judgement, hands


@claim(
    "it turns on a judgement",
    "headline",
    "Whether {norms} applies turns on a judgment of {judge}: {word}.",
    "Whether {norms} apply turns on a judgment of {judge}: {word}.",
)
def judged(trial: Trial, sentence: Sentence) -> str | None:
    """What is named is judged by whoever is named; the two cases shown differ in nothing else, and
    in what the policy says (held with the change that is printed)."""
    judge = sentence["judge"]
    judges = {fact.judged_by for fact in trial.policy.facts.values()}
    judges |= {attribute.judged_by for attribute in trial.policy.attributes.values()}
    if judge not in judges:
        return "nothing is judged by it"
    if sentence.finding.witness is None:
        raise NotCompared("no case is shown")
    return None


@claim(
    "the judge is bound",
    "detail",
    "{judge} is also the one whom {norms} binds.",
    "{judge} is also the one whom {norms} bind.",
)
def own_judge(trial: Trial, sentence: Sentence) -> str | None:
    for name in ids(trial, sentence["norms"]):
        bearer = trial.policy.norms[name].bearer
        if getattr(bearer, "name", "").lower() != sentence["judge"].lower():
            return f"it does not bind {sentence['judge']}"
    return None


@claim(
    "it can be ended",
    "headline",
    "{party} can end the {what} of {norm} by what lies in {whose} own hands: {word}.",
)
def controlled(trial: Trial, sentence: Sentence) -> str | None:
    """In the case shown the clause is live and binds that party."""
    if sentence.finding.witness is None:
        raise NotCompared("no case is shown")
    row = shown_row(trial, sentence.finding)
    norm = one_norm(trial, sentence["norm"])
    if norm.id not in row.live():
        return "it is not live in the case shown"
    if row.case.act.agent.lower() not in sentence["party"].lower():
        return "somebody else acts"
    return None


# --------------------------------------------------------------------------- how many


@claim(
    "so many pairs overlap",
    "headline",
    "{count} of clauses with opposed effect overlap; this is how the clauses relate to one "
    "another.",
    "{count} of clauses with opposed effect overlaps; this is how the clauses relate to one "
    "another.",
)
def pairs(trial: Trial, sentence: Sentence) -> str | None:
    """As many lines below it speak of an opposed effect, and so many pairs at least are found."""
    told = sum(", with opposed effect" in line for line in sentence.finding.detail)
    said = re.match(r"(One pair|(\d+) pairs)", sentence["count"])
    assert said is not None
    return None if told == int(said[2] or 1) else f"{told} are told"


# --------------------------------------------------------------------------- no lawful course


@claim(
    "no lawful course",
    "headline",
    "{norms} forbids every way of doing what {duty} requires, {how}.",
    "{norms} together forbid every way of doing what {duty} requires, {how}.",
)
def no_course(trial: Trial, sentence: Sentence) -> str | None:
    """In the case shown the duty is live, and so is one of the prohibitions, whichever of its own
    acts is the one in question."""
    finding = sentence.finding
    if finding.witness is None:
        raise NotCompared("no case is shown")
    row = shown_row(trial, finding)
    duty = one_norm(trial, sentence["duty"])
    if duty.id not in row.live():
        return "the duty is not live in the case shown"
    if not ids(trial, sentence["norms"]) & row.live():
        return "no prohibition is live in the case shown"
    return None


@claim(
    "each of them is needed", "detail", "Without any one of these clauses there is a lawful way."
)
def each_needed(trial: Trial, sentence: Sentence) -> str | None:
    """With one of the prohibitions struck from the file, the others leave the duty a way."""
    found = re.match(
        r"(.+) together forbid every way of doing what (.+) requires", sentence.finding.headline
    )
    assert found is not None
    for norm in (trial.policy.norms[name] for name in ids(trial, found[1])):
        text = trial.without_clause(norm.clause)
        policy, _ = trial.with_text(text)
        if policy is None:
            raise NotCompared("it cannot be struck alone")
        for again in trial.found_with(text, "no-lawful-course"):
            if found[2] in again.headline:
                return f"without clause {norm.clause}: {again.headline}"
    return None
