"""What a finding says of a case: a finding as printed goes in, a predicate over cases comes out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from tests.claims.reading_back import Unread
from tests.claims.situations import Row
from tests.claims.trial import Trial, Unknown, norms_named
from verifier.findings import Finding
from verifier.model import LawRegime, Modality, Norm, Policy, Verdict, opposed
from verifier.semantics import Instance, World, evaluated, holds, in_scope, ways
from verifier.semantics.choices import in_time
from verifier.semantics.norms import undefeated

Shows = Callable[[Row], bool]
ALONE, BESIDE = LawRegime.ALONE, LawRegime.BESIDE

CLASH = re.compile(
    r"(?:Where (?P<both>.+?): )?(?:[Ww]here there is no other (?P<lonely>.+?), )?"
    r"(?P<one>[Cc]lause .+?|[Ii]tem .+?) "
    r"(?:requires an act that (?P<never>.+?)(?: together forbid| forbids)"
    r"(?P<choice>(?:, whichever .+? is chosen)?)"
    r"(?P<days>(?: and)?(?: on every day on which it can be done in time)?)"
    r"|permits an act that (?P<denies>.+?) forbids"
    r"|requires an act that (?P<spares>.+?) exempts from"
    r"|and (?P<also>.+?) require acts of which only one can be done"
    r"|permits an act that excludes what (?P<excludes>.+?) requires)"
    r"(?:: whatever is done, one is breached|; (?P<end>[^;]+))\."
)
"""That two clauses are at odds on one act, and what the text says of that."""
MAY = re.compile(
    r"(?P<one>.+?) (?P<does>permits|exempts from) what (?P<other>.+?) (?P<must>requires|forbids)"
    r"(?P<among>, among other things)?\. Does “(?P<word>may|need not)” leave it to (?P<whom>.+)\?"
)
NARROWED = re.compile(r"(?P<norm>.+?) forbids .+? what (?P<duty>.+) requires\.")
EDGE = re.compile(
    r"Where (?P<value>.+?) and all else is as both ask, "
    r"(?:both (?P<both>.+?) and (?P<and>.+?) apply"
    r"|neither (?P<neither>.+?) nor (?P<nor>.+?) applies(?:, nor (?P<others>.+?))?"
    r"|(?P<inside>.+?) applies and (?P<outside>.+?) does not)\."
)


def column_shown(trial: Trial, finding: Finding) -> LawRegime:
    """The column that a finding is about."""
    if finding.check == "conflict-with-law":
        return LawRegime.BESIDE
    may = MAY.fullmatch(finding.headline) if finding.check == "may-beside-must" else None
    if may is not None and norms_named(trial.policy, may["other"])[0].layer:
        return LawRegime.BESIDE
    if finding.check == "broken-promise" and finding.about in trial.policy.promises:
        return trial.policy.promises[finding.about].column
    return LawRegime.ALONE


def shows(trial: Trial, finding: Finding) -> Shows | None:
    """Whether a case, under a reading, is one of those of which the finding speaks; None where it
    speaks of no particular case."""
    try:
        return _shows(trial, finding)
    except Unknown:
        return None


def _shows(trial: Trial, finding: Finding) -> Shows | None:
    policy, words = trial.policy, finding.headline
    match finding.check:
        case "dilemma" | "antinomy" | "conflict-with-law" if CLASH.fullmatch(words):
            return _at_odds(trial, words, column_shown(trial, finding))
        case "conflict-with-law":
            return _but_for_saving(trial, finding)
        case "may-beside-must" if (found := MAY.fullmatch(words)) is not None:
            pair = {norms_named(policy, found[name])[0].id for name in ("one", "other")}
            column = BESIDE if any(policy.norms[name].layer for name in pair) else ALONE
            return lambda row: pair <= row.live(column)
        case "narrowed-duty" if (narrowed := NARROWED.fullmatch(words)) is not None:
            ban, duty = (norms_named(policy, narrowed[name])[0] for name in ("norm", "duty"))
            return lambda row: {ban.id, duty.id} <= row.live() and bool(ways_left(duty, row))
        case "gap":
            scope = policy.coverages[finding.about].scope
            return lambda row: in_scope(row.world, scope) and row.said().verdict is Verdict.SILENT
        case "broken-promise" if finding.about in policy.promises:
            promise = policy.promises[finding.about]
            return lambda row: (
                in_scope(row.world, promise.scope)
                and row.said(promise.column).verdict not in promise.verdicts
            )
        case "edge-value":
            return _at_the_edge(trial, finding)
        case "resolved-clash":
            overlap = re.match(r"(.+?) and (.+?) overlap with opposed effect; ", words)
            if overlap is None:
                return None
            ones, others = (_with_what_follows(policy, name) for name in overlap.groups())
            pairs = [(a, b) for a in ones for b in others if opposed(a.modality, b.modality)]
            return lambda row: any(
                a.id in row.live() and b.id in row.applicable - row.live() for a, b in pairs
            )
        case "impossible-case":
            scope = policy.possibilities[finding.about].scope
            return lambda row: in_scope(row.world, scope)
        case "consequential-question":
            return _parts(trial, finding.about)
        case _:
            return None


def _with_what_follows(policy: Policy, words: str) -> list[Norm]:
    """The norm that is named, and what follows from it for acts that it excludes."""
    named = norms_named(policy, words)[0].id
    return [norm for norm in policy.norms.values() if named in (norm.id, norm.follows)]


def _at_odds(trial: Trial, words: str, column: LawRegime) -> Shows | None:
    found = CLASH.fullmatch(words)
    return None if found is None else at_odds(trial, found, column)


def at_odds(trial: Trial, found: re.Match[str], column: LawRegime) -> Shows:
    """Whether the norms that are named are at odds in a case; of several prohibitions, whether it
    takes all of them."""
    first, *others = clashing(trial, found)
    if found["never"] is None:
        return lambda row: {first, *others} <= row.live(column)
    together = frozenset(others)
    fewer = [together - {one} for one in others if len(others) > 1]
    return lambda row: (
        leaves_no_way(first, together, row, column)
        and not any(leaves_no_way(first, some, row, column) for some in fewer)
    )


def clashing(trial: Trial, found: re.Match[str]) -> tuple[str, ...]:
    """The ids of the norms that are at odds, in the order in which they are named. Of acts that
    exclude each other it is what follows from the second."""
    policy = trial.policy
    other = found["never"] or found["denies"] or found["spares"]
    if other is None:
        raise Unknown(found[0])
    first, *_ = norms_named(policy, found["one"])
    return (first.id, *(norm.id for norm in norms_named(policy, other)))


def leaves_no_way(name: str, others: frozenset[str], row: Row, column: LawRegime) -> bool:
    """The act in question does in time what the duty asks for, and it is forbidden by one of the
    others, as is every other act that would."""
    duty = row.world.policy.norms[name]
    return bool(others & row.live(column)) and any(
        in_time(row.world, duty, one)
        and all(others & _live(way, column, row.gone) for way in _ways(duty, one, row, column))
        for one in instances(row, name, column)
    )


def instances(row: Row, norm: str, column: LawRegime = ALONE) -> Iterator[Instance]:
    """The live instances of a norm."""
    return (one for name, one in row.said(column).live if name == norm)


def _ways(duty: Norm, one: Instance, row: Row, column: LawRegime) -> Iterator[World]:
    return ways(row.world, column, duty, one, row.gone)


def _live(world: World, column: LawRegime, gone: frozenset[str]) -> frozenset[str]:
    return frozenset(name for name, found in undefeated(world, column, gone).items() if found)


def ways_left(duty: Norm, row: Row) -> list[World]:
    """The acts that would do in time what the duty asks for and that nothing forbids."""
    forbidding = {n.id for n in row.world.policy.norms.values() if n.modality is Modality.FORBIDDEN}
    return [
        way
        for one in instances(row, duty.id)
        for way in _ways(duty, one, row, ALONE)
        if not forbidding & _live(way, ALONE, row.gone)
    ]


def _but_for_saving(trial: Trial, finding: Finding) -> Shows | None:
    found = re.match(
        r"Under the (?:plain readings|readings tried) (.+?) is exactly what prevents",
        finding.headline,
    )
    without = next((d for d in finding.detail if d.startswith("Without it: ")), None)
    if found is None or without is None:
        return None
    gone = frozenset(norm.id for norm in norms_named(trial.policy, found[1]))
    clash = CLASH.fullmatch(without.removeprefix("Without it: ")[:1].upper() + without[13:])
    if clash is None:
        return None
    meaning = at_odds(trial, clash, BESIDE)
    return lambda row: meaning(row.without(gone))


def _at_the_edge(trial: Trial, finding: Finding) -> Shows | None:
    """The value is as it is said, what the two ask besides is so, and they apply, or do not."""
    found = EDGE.fullmatch(finding.headline)
    if found is None:
        return None
    apply = {n for name in ("both", "and", "inside") for n in _named(trial, found[name])}
    fail = {
        n for name in ("neither", "nor", "outside", "others") for n in _named(trial, found[name])
    }
    lines = dict(line.split(": ", 1) for line in finding.detail if ": “" in line)
    others = _without_lines(trial.policy, lines)

    def at_the_edge(row: Row) -> bool:
        asked = evaluated(World(others, row.case, row.readings), LawRegime.BESIDE).applicable
        return (
            apply <= row.applicable
            and not fail & row.applicable
            and (apply | fail) - set(_named(trial, found["others"])) <= {name for name, _ in asked}
            and _is_so(trial, found["value"], row)
        )

    return at_the_edge


def _named(trial: Trial, words: str | None) -> list[str]:
    names = re.split(r", or | or |, ", words or "")
    return [norms_named(trial.policy, name)[0].id for name in names if name]


def _without_lines(policy: Policy, lines: Mapping[str, str]) -> Policy:
    """The policy in which each clause named does not ask for the line that is quoted of it."""
    norms = dict(policy.norms)
    for name, line in lines.items():
        norm = norms_named(policy, name)[0]
        kept = tuple(one for one in norm.conditions if f"“{one.words}”" != line)
        norms[norm.id] = replace(norm, conditions=kept)
    return replace(policy, norms=norms)


def _is_so(trial: Trial, words: str, row: Row) -> bool:
    """Whether it is so of some things of the case; what cannot be read back is taken to be."""
    try:
        return holds(row.world, trial.reader.formula(words, row.case), {})
    except Unread:
        return True


def _parts(trial: Trial, name: str) -> Shows:
    question = trial.policy.questions[name]

    def parts(row: Row) -> bool:
        rows = [
            trial.row(row.case, {**row.readings, name: reading.name})
            for reading in question.readings
        ]
        possible = [one for one in rows if trial.can_be(one)]
        return any(len({one.said(c).verdict for one in possible}) > 1 for c in LawRegime)

    return parts
