"""What is printed of the time for a duty: on which days it is to be done, on which it is forbidden
and what is left, that it cannot be kept in time or is never due, by when it is due."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from tests.claims.meanings import ALONE, CLASH, NARROWED, clashing, instances, ways_left
from tests.claims.of_cases import shown_row
from tests.claims.of_clauses import described, first, one_norm, rows_of
from tests.claims.of_decisions import all_rows
from tests.claims.registry import NotCompared, Sentence, claim
from tests.claims.situations import Row
from tests.claims.trial import Trial, norms_named
from verifier.findings import Finding
from verifier.model import DAY_ONE, ActInQuestion, Modality, Norm
from verifier.semantics import Span, last_day, late, ways
from verifier.words import Speaker

DATE = r"[A-Z][a-z]+ \d+, \d+"
SPAN = re.compile(
    rf"on every day|on (?P<on>{DATE})|until (?P<until>{DATE})|from (?P<since>{DATE})"
    rf"(?: to (?P<last>{DATE}))?"
)
FAR = 40
"""So many days beyond what is printed are tried, one by one."""


def day_said(words: str) -> int:
    return datetime.strptime(words, "%B %d, %Y").toordinal()


def spans(words: str) -> list[Span]:
    """The days that are named: `from March 1, 2026 to March 31, 2026 and on April 3, 2026`."""
    found = [_span(match) for match in SPAN.finditer(words)]
    assert SPAN.sub("", words).replace(" and ", "") == "", words
    return found


def _span(match: re.Match[str]) -> Span:
    if match["on"]:
        return day_said(match["on"]), day_said(match["on"])
    if match["until"]:
        return DAY_ONE, day_said(match["until"])
    if match["since"]:
        return day_said(match["since"]), day_said(match["last"]) if match["last"] else None
    return DAY_ONE, None


def lies_in(day: int, named: list[Span]) -> bool:
    return any(start <= day and (last is None or day <= last) for start, last in named)


def on_each_day(trial: Trial, finding: Finding, named: list[Span]) -> Iterator[tuple[int, Row]]:
    """The case shown, its act done on other days: around all that are named, on those of its
    events, and far from all."""
    assert finding.witness is not None
    case = finding.witness.case
    marks = {end for span in named for end in span if end is not None} | set(case.days.values())
    marks |= set(trial.situations.values.days)
    days = {mark + n for mark in marks for n in (-FAR, -2, -1, 0, 1, 2, FAR)}
    for start, last in named:
        days |= set(range(start, min(last or start, start + FAR) + 1))
    for day in sorted(day for day in days | {DAY_ONE} if DAY_ONE <= day <= date.max.toordinal()):
        act = replace(case.act, day=day)
        yield day, trial.row(replace(case, act=act), finding.witness.readings)


def in_time(row: Row, duty: Norm) -> bool:
    """Whether on its day the act is what the duty asks for, and its time is not over."""
    return any(not late(row.world, duty, one) for one in instances(row, duty.id))


def forbidding(trial: Trial) -> frozenset[str]:
    norms = trial.policy.norms.values()
    return frozenset(norm.id for norm in norms if norm.modality is Modality.FORBIDDEN)


# --------------------------------------------------------------------------- what is left


@claim(
    "a duty is narrowed",
    "headline",
    "{norm} forbids on some days what {duty} requires.",
    "{norm} forbids of some things what {duty} requires.",
    "{norm} forbids in one of its ways what {duty} requires.",
)
def narrowed(trial: Trial, sentence: Sentence) -> str | None:
    """In the case shown both are live, in time, and what is left is the same act on another day,
    with other things, or in another way, as is said."""
    if sentence.finding.witness is None:
        raise NotCompared("no case is shown")
    row = shown_row(trial, sentence.finding)
    duty, norm = (one_norm(trial, sentence[name]) for name in ("duty", "norm"))
    if (duty.modality, norm.modality) != (Modality.OBLIGED, Modality.FORBIDDEN):
        return "they say something else"
    if not {duty.id, norm.id} <= row.live() or not in_time(row, duty):
        return "they do not both speak in time in the case shown"
    left = [way.case.act for way in ways_left(duty, row)]
    done = row.case.act
    if any((act.act, act.things) == (done.act, done.things) for act in left):
        truly = "on some days"
    elif any(act.act == done.act for act in left):
        truly = "of some things"
    else:
        truly = "in one of its ways" if left else "of all that could be done"
    return None if f" forbids {truly} what " in sentence.words else f"it forbids {truly}"


@claim("it is open", "detail", "It is open that {acts}.", checks="narrowed-duty")
def open_acts(trial: Trial, sentence: Sentence) -> str | None:
    """The acts other than the one in question that do in time what the duty asks for and that
    nothing forbids are those that are named; where there are others besides, that is said."""
    row = shown_row(trial, sentence.finding)
    done = row.case.act
    found: dict[tuple[str, tuple[str, ...]], ActInQuestion] = {}
    for way in ways_left(_narrowed_duty(trial, sentence.finding), row):
        act = way.case.act
        if (act.act, act.things) != (done.act, done.things):
            found[act.act, act.things] = act
    words = sentence["acts"]
    said = words.removesuffix(", among others")
    speaker = Speaker(trial.policy)
    named = [one for one in found.values() if speaker.act_in_question(one) in said]
    if not named or speaker.series([*map(speaker.act_in_question, named)], "or") != said:
        return f"open is {[speaker.act_in_question(one) for one in found.values()]}"
    return None if (len(named) < len(found)) is (said != words) else "others are, too"


def _narrowed_duty(trial: Trial, finding: Finding) -> Norm:
    found = NARROWED.fullmatch(finding.headline)
    assert found is not None
    return one_norm(trial, found["duty"])


DAYS = re.compile(
    r"In the case shown, it is to be done (?P<due>.+?), and it is forbidden (?P<never>.+?)"
    r"(?:: (?:one day is|(?P<count>[\d,]+) days are) left, (?P<left>.+)"
    r"|; what is left is (?P<endless>.+))?\."
)


@claim(
    "the days of a duty",
    "detail",
    "In the case shown, it is to be done {due}, and it is forbidden {never}.",
    "In the case shown, it is to be done {due}, and it is forbidden {never}: {count} left, {left}.",
    "In the case shown, it is to be done {due}, and it is forbidden {never}; what is left is "
    "{left}.",
    checks="dilemma conflict-with-law narrowed-duty",
)
def days_of_duty(trial: Trial, sentence: Sentence) -> str | None:
    """On each day on which it is to be done, and on no other, the duty is live and its time not
    over; of these, on each on which it is forbidden, and no other, a prohibition is live."""
    found = DAYS.fullmatch(sentence.words)
    if found is None or sentence.finding.witness is None:
        raise NotCompared("no days")
    if sentence.check == "narrowed-duty":
        duty, by = _narrowed_duty(trial, sentence.finding), forbidding(trial)
    else:
        clash = CLASH.fullmatch(sentence.finding.headline)
        assert clash is not None
        name, *others = clashing(trial, clash)
        duty, by = trial.policy.norms[name], frozenset(others)
    due, never = spans(found["due"]), spans(found["never"])
    left = spans(found["left"] or found["endless"] or "")
    for day, row in on_each_day(trial, sentence.finding, [*due, *never, *left]):
        truly, banned = in_time(row, duty), bool(by & row.live())
        on = date.fromordinal(day)
        if truly is not lies_in(day, due):
            return f"it is {'' if truly else 'not '}to be done on {on}"
        if (truly or lies_in(day, never)) and banned is not lies_in(day, never):
            return f"it is {'' if banned else 'not '}forbidden on {on}"
        if (truly and not banned) is not lies_in(day, left):
            return f"{on} is {'' if truly and not banned else 'not '}left"
    return _counted(found, left)


def _counted(found: re.Match[str], left: list[Span]) -> str | None:
    """Whether there are so many days left as is said."""
    if found["left"] is None:
        return None
    said = int((found["count"] or "1").replace(",", ""))
    truly = sum(last - start + 1 for start, last in left if last is not None)
    return None if said == truly else f"{truly} days are left"


# --------------------------------------------------------------------------- late from the first


@claim(
    "it cannot be kept in time",
    "headline",
    "{duty} cannot be kept in time: it begins after its last day.",
    "In some cases, {duty} cannot be kept in time: it begins after its last day.",
)
def impossible(trial: Trial, sentence: Sentence) -> str | None:
    """In the case shown the duty is live and late, and on no day can anything be done in time that
    it asks for; but for “in some cases”, it is late wherever it is live."""
    duty = one_norm(trial, re.sub(r"^In some cases, ", "", sentence["duty"]))
    if not sentence.words.startswith("In some cases"):
        found = first(
            rows_of(trial, sentence.finding),
            lambda row: (
                any(instances(row, duty.id))
                and all(not late(row.world, duty, one) for one in instances(row, duty.id))
            ),
            "it is done in time here",
        )
        if found is not None:
            return found
    if sentence.finding.witness is None:
        raise NotCompared("no case is shown")
    row = shown_row(trial, sentence.finding)
    return None if never_in_time(row, duty) else "in the case shown it can be done in time"


def never_in_time(row: Row, duty: Norm) -> bool:
    """Whether some instance of a duty is late, and was on every day."""
    return any(
        late(row.world, duty, one) and not any(ways(row.world, ALONE, duty, one, row.gone))
        for one in instances(row, duty.id)
    )


@claim(
    "by when it was due and when it binds",
    "detail",
    "In the case shown, it was due by {last} and binds {days}.",
    checks="impossible-deadline",
)
def due_and_binding(trial: Trial, sentence: Sentence) -> str | None:
    """The last day is that of the duty in the case shown; the duty is live on the days that are
    named, and on no other."""
    said = re.sub(r" cannot be kept .*$|^In some cases, ", "", sentence.finding.headline)
    duty = one_norm(trial, said)
    row = shown_row(trial, sentence.finding)
    last = {last_day(row.world, duty, one) for one in instances(row, duty.id)}
    if day_said(sentence["last"]) not in last:
        return f"it was due by {last}"
    binding = spans(sentence["days"])
    for day, other in on_each_day(trial, sentence.finding, binding):
        if lies_in(day, binding) is not (duty.id in other.live()):
            return f"not so on {date.fromordinal(day)}"
    return None


@claim(
    "it is never due",
    "headline",
    "Nobody can ever be late with what {duty} requires: where it binds, its last day never comes.",
)
def never_due(trial: Trial, sentence: Sentence) -> str | None:
    """In no case is the duty live and late."""
    duty = one_norm(trial, sentence["duty"])
    return first(
        rows_of(trial, sentence.finding),
        lambda row: any(late(row.world, duty, one) for one in instances(row, duty.id)),
        "somebody is late here",
    )


# --------------------------------------------------------------------------- as decided


@claim(
    "by when it is due",
    "section",
    "Why: {norm}: {said} (due by {day}).",
    "Why: {norm}: {said} (due by {day}), because",
    "Why, {columns}: {norm}: {said} (due by {day}).",
    "Why, {columns}: {norm}: {said} (due by {day}), because",
    "Why: {norm}: {said} (it was due by {day}, and is late since {after}).",
    "Why: {norm}: {said} (it was due by {day}, and is late since {after}), because",
    "Why, {columns}: {norm}: {said} (it was due by {day}, and is late since {after}).",
    "Why, {columns}: {norm}: {said} (it was due by {day}, and is late since {after}), because",
)
def due(trial: Trial, sentence: Sentence) -> str | None:
    """In every completion in which the clause is live, some instance of it is due by that day; and
    late where that is said, from the day after."""
    if sentence.said.get("columns") or "one of the ways" in sentence.words:
        raise NotCompared("in a column, or in some completions")
    rows, _ = all_rows(trial, sentence, trial.policy.plain_readings)
    norm = norms_named(trial.policy, re.sub(r" \(l\. .*$", "", sentence["norm"]))[0]
    said, after = day_said(sentence["day"]), sentence.said.get("after")
    if after is not None and day_said(after) != said + 1:
        return "it is late from the day after"
    for row in rows:
        found = [(last_day(row.world, norm, one), one) for one in instances(row, norm.id)]
        same = [one for last, one in found if last == said]
        if found and not same:
            return f"it is due by {[last for last, _ in found]}: {described(row)}"
        if same and not any(late(row.world, norm, one) is (after is not None) for one in same):
            return f"it is {'not ' if after else ''}late: {described(row)}"
    return None
