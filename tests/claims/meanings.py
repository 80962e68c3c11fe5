"""What a finding says of a case: a finding as printed goes in, a predicate over cases comes out."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.claims.situations import Row
from tests.claims.trial import Trial, Unknown, norms_named
from verifier.findings import Finding
from verifier.model import LawRegime, Verdict
from verifier.semantics import in_scope

Shows = Callable[[Row], bool]
ALONE, BESIDE = LawRegime.ALONE, LawRegime.BESIDE

CLASH = re.compile(
    r"(?:Where (?P<both>.+?): )?(?P<one>[Cc]lause .+?|[Ii]tem .+?) "
    r"(?:requires an act that (?P<never>.+?) forbids"
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
EDGE = re.compile(
    r"Where (?P<value>.+?), (?:both (?P<both>.+?) and (?P<and>.+?) apply|neither (?P<neither>.+?) "
    r"nor (?P<nor>.+?) applies|(?P<inside>.+?) applies and (?P<outside>.+?) does not)\."
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
            return _live_together(trial, words, column_shown(trial, finding))
        case "conflict-with-law":
            return _but_for_saving(trial, finding)
        case "may-beside-must" if (found := MAY.fullmatch(words)) is not None:
            pair = {norms_named(policy, found[name])[0].id for name in ("one", "other")}
            column = BESIDE if any(policy.norms[name].layer for name in pair) else ALONE
            return lambda row: pair <= row.live(column)
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
            return _at_the_edge(trial, words)
        case "resolved-clash":
            overlap = re.match(r"(.+?) and (.+?) overlap with opposed effect; ", words)
            if overlap is None:
                return None
            one, other = (norms_named(policy, name)[0].id for name in overlap.groups())
            return lambda row: (
                one in row.live() and other in row.applicable and other not in row.live()
            )
        case "impossible-case":
            scope = policy.possibilities[finding.about].scope
            return lambda row: in_scope(row.world, scope)
        case "consequential-question":
            return _parts(trial, finding.about)
        case _:
            return None


def _live_together(trial: Trial, words: str, column: LawRegime) -> Shows | None:
    found = CLASH.fullmatch(words)
    if found is None:
        return None
    pair = clashing(trial, found)
    return lambda row: pair <= row.live(column)


def clashing(trial: Trial, found: re.Match[str]) -> frozenset[str]:
    """The ids of the norms that are at odds. Of acts that exclude each other it is what follows
    from the second."""
    policy = trial.policy
    other = found["never"] or found["denies"] or found["spares"]
    if other is not None:
        return frozenset(norms_named(policy, name)[0].id for name in (found["one"], other))
    raise Unknown(found[0])


def _but_for_saving(trial: Trial, finding: Finding) -> Shows | None:
    found = re.match(r"Under the plain readings (.+?) is exactly what prevents", finding.headline)
    without = next((d for d in finding.detail if d.startswith("Without it: ")), None)
    if found is None or without is None:
        return None
    gone = frozenset(norm.id for norm in norms_named(trial.policy, found[1]))
    clash = CLASH.fullmatch(without.removeprefix("Without it: ")[:1].upper() + without[13:])
    if clash is None:
        return None
    other = clash["never"] or clash["denies"] or clash["spares"]
    pair = {norms_named(trial.policy, name)[0].id for name in (clash["one"], other)}
    return lambda row: pair <= {name for name, _ in row.said(LawRegime.BESIDE, without=gone).live}


def _at_the_edge(trial: Trial, words: str) -> Shows | None:
    found = EDGE.fullmatch(words)
    if found is None:
        return None

    def norm(name: str) -> str:
        return norms_named(trial.policy, found[name])[0].id

    if found["both"]:
        one, other = norm("both"), norm("and")
        return lambda row: {one, other} <= row.applicable
    if found["neither"]:
        one, other = norm("neither"), norm("nor")
        return lambda row: not {one, other} & row.applicable
    inside, outside = norm("inside"), norm("outside")
    return lambda row: inside in row.applicable and outside not in row.applicable


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
