"""The shape of what `mutate` and `test` write as JSON."""

from __future__ import annotations

from collections.abc import Mapping

from verifier.changes.mutate.edits import EditKind
from verifier.changes.mutate.fates import MutantEnd
from verifier.findings.trials import Ended
from verifier.report.json.shapes import (
    COUNT,
    EXIT,
    TEXT,
    TEXTS,
    VERSIONS,
    Schema,
    list_of,
    object_of,
    one_of,
    or_null,
    ref,
    said,
)

OF_TRIALS: Mapping[str, Schema] = {
    "mutate": object_of(
        "The answer of `antinomy mutate`.",
        versions=VERSIONS,
        exit=EXIT,
        policy=TEXT,
        blocked=said(TEXT, "why no edit was tried; empty where edits were"),
        percent=said(or_null(COUNT), "rounded down; null where there is nothing to notice"),
        noticed=said(COUNT, "how many edits"),
        counted=said(COUNT, "of how many that are not proved to change no verdict"),
        failing=said(TEXTS, "what is not as expected on the policy itself"),
        unsettled=said(TEXTS, "of what that could not be told"),
        edits=list_of(ref("edit")),
        suggested=said(TEXTS, "cases that would notice what is not noticed, ready to be pasted"),
    ),
    "edit": object_of(
        "A small edit and what became of it.",
        kind=one_of(EditKind),
        words=TEXT,
        place=or_null(ref("place")),
        ended=one_of(MutantEnd),
        by=said(TEXT, "what noticed it, or how far it is known that nothing does"),
        changes=said(TEXT, "of one that is not noticed: the verdict before and after"),
        noticed_by_suggested=said(or_null(COUNT), "which suggested case, counted from 0"),
        fault=said(or_null(TEXT), "the tool's own mistake, where there was one"),
    ),
    "test": object_of(
        "The answer of `antinomy test`.",
        versions=VERSIONS,
        exit=EXIT,
        policies=list_of(
            object_of(
                "One policy.",
                policy=TEXT,
                tried=list_of(ref("trial")),
                suggested=said(list_of(ref("finding")), "cases for what no case exercises"),
            )
        ),
    ),
    "trial": object_of(
        "A promise, a possibility or an asking of a case.",
        kind=TEXT,
        name=TEXT,
        title=TEXT,
        asked=TEXT,
        ended=one_of(Ended),
        words=TEXTS,
        place=or_null(ref("place")),
    ),
}
