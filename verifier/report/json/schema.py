"""The shape of the tool's JSON, as JSON Schema 2020-12: for `check` written out here, for `decide`
read off the types of its answer, so that it cannot be out of date.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import StrEnum
from typing import Literal, Union, get_args, get_origin, get_type_hints

from verifier.decide.decision import Decision
from verifier.diagnostics import Level
from verifier.findings import AssuranceKind, Outcome, Severity, Strength
from verifier.model import Verdict
from verifier.report.json.schema_changes import OF_CHANGES
from verifier.report.json.schema_trials import OF_TRIALS
from verifier.report.json.shapes import (
    CASE,
    COUNT,
    DAY,
    EXIT,
    HASH,
    LINES,
    NUMBER,
    TEXT,
    TEXTS,
    TRUTH,
    VERDICTS,
    VERSION,
    VERSIONS,
    Schema,
    by_column,
    by_name,
    list_of,
    object_of,
    one_of,
    or_null,
    ref,
    said,
)

COMMANDS = ("check", "decide", "compare", "mutate", "test")
"""The commands that answer in JSON; `gate` writes what `check` does."""


def schema() -> Schema:
    """The whole schema: what every command writes with `--format json`."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:antinomy:json:{VERSION}",
        "title": f"The JSON of antinomy, version {VERSION}",
        "oneOf": [ref(command) for command in COMMANDS],
        "$defs": {**_CHECK, **_decide(), **OF_CHANGES, **OF_TRIALS},
    }


# --------------------------------------------------------------------------- check

_CHECK: Mapping[str, Schema] = {
    "check": object_of(
        "The answer of `antinomy check`.",
        versions=VERSIONS,
        exit=EXIT,
        policies=list_of(ref("policy")),
        problems=said(list_of(ref("problem")), "what is wrong with the input, or doubtful"),
    ),
    "policy": object_of(
        "One policy and everything found on it.",
        policy=said(TEXT, "its name"),
        title=TEXT,
        files=list_of(object_of("A file that was read.", name=TEXT, lines=COUNT, sha256=HASH)),
        assumptions=said(TEXTS, "what every case considered satisfies, by name"),
        budget=object_of(
            "What the run was allowed and what it used, in the solver's own count of work.",
            steps_a_question=said(COUNT, "after so many steps a question stays undecided"),
            questions=said(COUNT, "asked of the solver"),
            steps=said(COUNT, "used in all"),
        ),
        not_run=list_of(object_of("A check that was not run.", check=TEXT, why=TEXT)),
        checks=list_of(ref("check run")),
        findings=said(list_of(ref("finding")), "worst first"),
        cases=said(list_of(ref("case result")), "what the policy's own cases come to"),
    ),
    "check run": object_of(
        "How one check ended. Only “holds” is success; where it is “failed” the tool made a "
        "mistake, and what the check would have found is not known.",
        check=TEXT,
        outcome=one_of(Outcome),
        findings=said(COUNT, "how many"),
        asked=said(COUNT, "questions asked of the solver"),
        steps=said(COUNT, "steps that the solver used on them"),
        words=said(TEXT, "why it was not run, what is held, or up to which sizes"),
        assurance=or_null(ref("assurance")),
        complete=said(TRUTH, "whether all that it found is listed"),
        fault=said(or_null(TEXT), "the mistake of the tool, where it failed"),
    ),
    "finding": object_of(
        "One thing that a check found.",
        check=said(TEXT, "the check; `antinomy explain NAME` tells what it asks"),
        outcome=one_of(Outcome),
        severity=one_of(Severity),
        headline=said(TEXT, "the finding in one sentence"),
        detail=said(TEXTS, "further sentences"),
        clauses=said(TEXTS, "the ids of the clauses it is about"),
        words=said(list_of(ref("citation")), "their words"),
        place=said(or_null(ref("place")), "where it stands in the policy's files"),
        readings=said(
            list_of(list_of(ref("reading"))),
            "alternatives, each a smallest set of readings under which it exists; none where it "
            "exists under the plain readings or does not depend on any",
        ),
        strength=said(
            or_null(one_of(Strength)),
            "robust: one case has it under every reading; plain: some case under the plain "
            "readings; contestable: only where some question is not read plainly; tried: under "
            "readings chosen for the run, not all plain; no others were tried",
        ),
        case=said(or_null(ref("case")), "one ordinary case that shows it"),
        irrelevant=said(TEXTS, "what of the case does not matter"),
        changes=said(
            list_of(object_of("A change, and what it comes to.", words=TEXT, effect=TEXT)),
            "single changes of the case after which it no longer shows this, nothing else being so",
        ),
        kinds=said(TEXTS, "further kinds of case"),
        kinds_together=said(TRUTH, "what several of these kinds have may come together as well"),
        kinds_complete=said(
            TRUTH,
            "whether every case of the finding under the readings of the case shown is of the kind "
            "shown or of those listed; numbers and days do not make a kind",
        ),
        readings_complete=said(TRUTH, "whether no other smallest set of readings has it"),
        reasons=said(list_of(TEXTS), "smallest sets of what it rests on"),
        reasons_complete=said(TRUTH, "whether there is no other smallest set"),
        remedies=said(
            list_of(object_of("A way to settle it, and what that does.", words=TEXT, effect=TEXT)),
            "each was tried on the policy",
        ),
        assurance=said(or_null(ref("assurance")), "how certain it is"),
        fingerprint=said(
            {"type": "string", "pattern": "^[0-9a-f]{16}$"},
            "the same from run to run as long as the check, its clauses and its reason are",
        ),
        accepted=or_null(object_of("Who lives with it.", because=TEXT, by=TEXT, look_again=DAY)),
        new=said(
            {"type": ["boolean", "null"]}, "against the earlier run; null where none was given"
        ),
    ),
    "citation": object_of(
        "A clause as a reader cites it.",
        clause=TEXT,
        title=TEXT,
        words=said(TEXT, "its quotation, empty where it has none"),
        source_lines=said(or_null(LINES), "first and last line in the source text"),
        place=said(TEXT, "file and line in the policy"),
        detail=said(TEXT, "which part of the clause"),
    ),
    "reading": object_of(
        "A question of interpretation, read one way.",
        question=TEXT,
        reading=TEXT,
        about=said(TEXT, "the words in question"),
        plain=TRUTH,
    ),
    "assurance": object_of("How certain something is.", kind=one_of(AssuranceKind), words=TEXT),
    "place": object_of(
        "A stretch of a file; lines and columns count from 1.",
        file=TEXT,
        line=COUNT,
        column=COUNT,
        end_line=COUNT,
        end_column=COUNT,
    ),
    "case": object_of(
        "A whole case: facts that are not listed do not hold.",
        **CASE,
        readings=said(by_name(TEXT), "question by question"),
        in_words=object_of("The act and what matters.", act=TEXT, given=TEXTS),
        verdicts=said(by_column(one_of(Verdict)), "by column"),
        live=said(TEXTS, "the ids of the norms that are live"),
    ),
    "case result": object_of(
        "A case of the policy file with what is asked of it.",
        name=TEXT,
        title=TEXT,
        askings=list_of(ref("asking")),
    ),
    "asking": object_of(
        "One question put to a case.",
        asked=TEXT,
        verdicts=said(by_column(VERDICTS), "by column, under the plain readings"),
        possible=said(VERDICTS, "over all readings"),
        turns_on=said(TEXTS, "questions whose single change changes the verdict"),
        live=TEXTS,
        expectations=list_of(
            object_of(
                "What the author expects.",
                words=TEXT,
                met=said({"type": ["boolean", "null"]}, "null: undecided"),
                computed=TEXT,
            )
        ),
    ),
    "problem": object_of(
        "Something wrong with the input, or doubtful.",
        name=TEXT,
        level=one_of(Level),
        message=TEXT,
        hint=TEXT,
        place=or_null(ref("place")),
        related=list_of(
            object_of("Another place that has to do with it.", words=TEXT, place=ref("place"))
        ),
    ),
}

# --------------------------------------------------------------------------- decide


def _decide() -> Mapping[str, Schema]:
    found: dict[str, Schema] = {}
    decision = _of_type(Decision, found)
    case = object_of(
        "One case with the answer to each act asked about.",
        case=TEXT,
        title=TEXT,
        law=object_of(
            "The version of the policy that decides it.",
            version=said(or_null(TEXT), "its name; null where it has none"),
            in_force=said(or_null(DAY), "the day from which it is in force, where it says so"),
        ),
        given=TEXTS,
        nothing_else=TRUTH,
        askings=list_of(decision),
        failed=said(
            list_of(object_of("An act of which the tool failed.", asked=TEXT, fault=TEXT)),
            "what was asked to no answer, by a mistake of the tool",
        ),
    )
    answer = object_of(
        "The answer of `antinomy decide`.",
        versions=VERSIONS,
        exit=EXIT,
        policy=TEXT,
        cases=list_of(case),
    )
    return {"decide": answer, **found}


def _of_type(kind: object, found: dict[str, Schema]) -> Schema:
    """The schema of a type's values as JSON; those of its dataclasses go into `found`."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Literal:
        return {"enum": list(inner)}
    if origin in (Union, types.UnionType):
        return {"anyOf": [_of_type(one, found) for one in inner]}
    if origin is tuple and inner[-1] is Ellipsis:
        return list_of(_of_type(inner[0], found))
    if origin is tuple:
        parts = [_of_type(one, found) for one in inner]
        return {"type": "array", "prefixItems": parts, "items": False, "minItems": len(parts)}
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return by_name(_of_type(inner[1], found))
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return one_of(kind)
    if isinstance(kind, type) and is_dataclass(kind):
        return _of_dataclass(kind, found)
    return _PLAIN[kind]


_PLAIN: Mapping[object, Schema] = {
    str: TEXT,
    int: NUMBER,
    bool: TRUTH,
    type(None): {"type": "null"},
}


def _of_dataclass(kind: type, found: dict[str, Schema]) -> Schema:
    name = f"decide: {kind.__name__.lower()}"
    if name not in found:
        found[name] = {}
        hints = get_type_hints(kind)
        about = (kind.__doc__ or "").split("\n\n")[0]
        properties = {one.name: _of_type(hints[one.name], found) for one in fields(kind)}
        found[name] = object_of(" ".join(about.split()), **properties)
    return ref(name)
