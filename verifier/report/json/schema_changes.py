"""The shape of what `compare` writes as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from verifier.changes.compare.difference.outcome import Direction, PromiseFate
from verifier.findings import Severity
from verifier.model import LawRegime, Verdict
from verifier.report.json.shapes import (
    CASE,
    COUNT,
    EXIT,
    TEXT,
    TEXTS,
    TRUTH,
    VERSIONS,
    Schema,
    by_name,
    list_of,
    object_of,
    one_of,
    or_null,
    ref,
    said,
)

_TRIED = said(
    or_null(TEXT),
    "null: this is proved for any number of things; else so many were tried, and more are open",
)
_MAYBE = said(or_null(TRUTH), "null: undecided")


def _words(*words: str) -> Schema:
    return {"enum": list(words)}


OF_CHANGES: Mapping[str, Schema] = {
    "compare": object_of(
        "The answer of `antinomy compare`.",
        versions=VERSIONS,
        exit=EXIT,
        old=said(TEXT, "where the old version comes from"),
        new=said(TEXT, "where the new version comes from"),
        policy=said(TEXT, "the name of the new version's policy"),
        unchanged=said(TRUTH, "no meaning differs; `assurance` says how certain that is"),
        assurance=ref("assurance"),
        declared=said(
            or_null(ref("declared")),
            "what amendments declare, held against the proof; null where none is compared",
        ),
        scope=list_of(
            object_of(
                "A difference of the ground on which the versions are compared.",
                words=TEXT,
                handled=said(TEXT, "what it means for the comparison"),
                restricts=said(TRUTH, "whether there are cases that were not compared"),
            )
        ),
        text=list_of(ref("text change")),
        deadlines=list_of(
            object_of(
                "A duty that is otherwise dated or owed.",
                norm=TEXT,
                words=TEXT,
                side=_words("tightens", "loosens", "changes"),
            )
        ),
        effects=list_of(ref("effect")),
        changes=said(list_of(ref("group")), "the cases whose verdict differs"),
        other_ground=said(list_of(ref("group")), "those with the same verdict by other clauses"),
        cut=said(TRUTH, "whether the last groups of an act are general"),
        promises=list_of(
            object_of(
                "What becomes of a promise.",
                name=TEXT,
                title=TEXT,
                how=_words(*get_args(PromiseFate)),
                rested_on=said(TEXTS, "clauses, before"),
                rests_on=said(TEXTS, "clauses, after"),
                words=TEXT,
                tried_up_to=_TRIED,
            )
        ),
        cases=list_of(
            object_of(
                "A case whose possible verdicts differ.",
                name=TEXT,
                title=TEXT,
                asked=TEXT,
                before=TEXT,
                after=TEXT,
                plain=said(TRUTH, "whether it differs under the plain readings"),
            )
        ),
        questions=list_of(
            object_of(
                "A question on which a verdict depends in one version only.",
                name=TEXT,
                title=TEXT,
                how=_words("settled", "opened"),
                tried_up_to=_TRIED,
            )
        ),
        findings=said(or_null(ref("findings change")), "null where they were not compared"),
        undecided=said(TEXTS, "what stayed undecided, and why"),
        faults=said(TEXTS, "the tool's own mistakes; what they cost is undecided"),
    ),
    "declared": object_of(
        "What amendments declare, and whether it is so.",
        findings=list_of(ref("finding")),
        intents=list_of(
            object_of("A declared effect.", amendment=TEXT, words=TEXT, met=_MAYBE),
        ),
        assurance=ref("assurance"),
        undecided=TEXTS,
    ),
    "text change": object_of(
        "An item whose words differ.",
        name=TEXT,
        how=_words("changed", "added", "removed"),
        wording_only=said(
            or_null(TRUTH), "true: proved to change no verdict; null: that can not be told"
        ),
        because=TEXT,
        redline=list_of(
            object_of("A stretch of words.", op=_words("same", "struck", "inserted"), words=TEXT)
        ),
    ),
    "effect": object_of(
        "What the change does to acts of one description.",
        act=TEXT,
        words=TEXT,
        column=one_of(LawRegime),
        plain=said(one_of(Direction), "under the plain readings, for whoever acts"),
        every_reading=one_of(Direction),
        served=list_of(
            object_of(
                "Somebody whom a clause protects, or to whom it is owed.",
                who=TEXT,
                gains=TRUTH,
                loses=TRUTH,
                plain=said(TRUTH, "also as the questions are plainly read"),
            )
        ),
        modalities=list_of(
            object_of(
                "One modality.", modality=TEXT, plain=ref("position"), every_reading=ref("position")
            )
        ),
    ),
    "position": object_of(
        "Whether there are cases that newly have it, or no longer.", gained=_MAYBE, lost=_MAYBE
    ),
    "group": object_of(
        "The cases that pass from one outcome to another.",
        act=TEXT,
        words=TEXT,
        column=one_of(LawRegime),
        before=ref("side"),
        after=ref("side"),
        plain=said(TRUTH, "whether it has cases under the plain readings"),
        rules=list_of(ref("rule")),
        case=or_null(ref("shown")),
        made_by=said(list_of(TEXTS), "the smallest sets of edits that make the change"),
        tried_up_to=said(_TRIED, "of `made_by`. " + str(_TRIED["description"])),
        assurance=ref("assurance"),
    ),
    "side": object_of("An outcome.", verdict=one_of(Verdict), norms=TEXTS, words=TEXT),
    "rule": object_of(
        "A kind of case: all lines are true of it.",
        lines=list_of(
            object_of(
                "A statement.", words=TEXT, changed=said(TRUTH, "whether the edits bring it in")
            )
        ),
        plain=TRUTH,
        general=said(TRUTH, "whether it only names clauses, for what was left"),
    ),
    "shown": object_of(
        "An ordinary case, with the single changes after which it is no longer of the group.",
        **CASE,
        readings=said(by_name(TEXT), "question by question"),
        in_words=object_of("The act and what matters.", act=TEXT, given=TEXTS),
        before=said(TEXT, "the verdict in the old version, and by which clauses"),
        after=said(TEXT, "the same in the new version"),
        changes=list_of(object_of("A change, and what it comes to.", words=TEXT, effect=TEXT)),
    ),
    "findings change": object_of(
        "What the checks find in one version only, by fingerprint.",
        changes=list_of(
            object_of(
                "A finding.",
                how=_words("new", "gone"),
                check=TEXT,
                severity=one_of(Severity),
                headline=TEXT,
                fingerprint=TEXT,
            )
        ),
        unchanged=said(COUNT, "how many are in both"),
        not_compared=said(TEXTS, "checks that came to no answer in one of the versions"),
    ),
}
