"""The shape of the tool's JSON, as JSON Schema 2020-12: for `check` written out here, for `decide`
read off the types of its answer, so that it cannot be out of date.

A schema's version is two numbers. The first grows when a field is taken away or comes to mean
something else, the second when a field is added.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import StrEnum
from typing import Literal, Union, get_args, get_origin, get_type_hints

from verifier.decision.results import Decision
from verifier.diagnostics import Level
from verifier.findings import AssuranceKind, Outcome, Severity, Strength
from verifier.model import Column, Verdict

VERSION = "1.0"

Schema = dict[str, object]

TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "integer"}
COUNT: Schema = {"type": "integer", "minimum": 0}
TRUTH: Schema = {"type": "boolean"}


def schema() -> Schema:
    """The whole schema: what `check` and `decide` write with `--format json`."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:antinomy:json:{VERSION}",
        "title": f"The JSON of antinomy, version {VERSION}",
        "oneOf": [_ref("check"), _ref("decide")],
        "$defs": {**_CHECK, **_decide()},
    }


# --------------------------------------------------------------------------- small parts


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _said(schema: Schema, description: str) -> Schema:
    return {**schema, "description": description}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _one_of(names: type[StrEnum]) -> Schema:
    return {"enum": [str(name) for name in names]}


def _by_name(values: Schema) -> Schema:
    return {"type": "object", "additionalProperties": values}


def _by_column(values: Schema) -> Schema:
    return {**_by_name(values), "propertyNames": _one_of(Column)}


def _object(description: str, **properties: Schema) -> Schema:
    """An object with exactly these fields."""
    return {
        "description": description,
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


_LINES: Schema = {"type": "array", "prefixItems": [COUNT, COUNT], "items": False, "minItems": 2}
_HASH: Schema = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_DAY: Schema = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_TEXTS = _list(TEXT)
_VERDICTS = _list(_one_of(Verdict))

# --------------------------------------------------------------------------- check

_CHECK: Mapping[str, Schema] = {
    "check": _object(
        "The answer of `antinomy check`.",
        versions=_object(
            "What made this answer.",
            antinomy=TEXT,
            z3=_said(TEXT, "the solver"),
            schema=_said({"const": VERSION}, "the version of this schema"),
        ),
        exit=_said(NUMBER, "the exit code of the command"),
        policies=_list(_ref("policy")),
        problems=_said(_list(_ref("problem")), "what is wrong with the input, or doubtful"),
    ),
    "policy": _object(
        "One policy and everything found on it.",
        policy=_said(TEXT, "its name"),
        title=TEXT,
        files=_list(_object("A file that was read.", name=TEXT, lines=COUNT, sha256=_HASH)),
        assumptions=_said(_TEXTS, "what every case considered satisfies, by name"),
        budget=_object(
            "What the run was allowed and what it used, in the solver's own count of work.",
            steps_a_question=_said(COUNT, "after so many steps a question stays undecided"),
            questions=_said(COUNT, "asked of the solver"),
            steps=_said(COUNT, "used in all"),
        ),
        not_run=_list(_object("A check that was not run.", check=TEXT, why=TEXT)),
        checks=_list(_ref("check run")),
        findings=_said(_list(_ref("finding")), "worst first"),
        cases=_said(_list(_ref("case result")), "what the policy's own cases come to"),
    ),
    "check run": _object(
        "How one check ended. Only “holds” is success.",
        check=TEXT,
        outcome=_one_of(Outcome),
        findings=_said(COUNT, "how many"),
        asked=_said(COUNT, "questions asked of the solver"),
        steps=_said(COUNT, "steps that the solver used on them"),
        words=_said(TEXT, "why it was not run, what is held, or up to which sizes"),
        assurance=_or_null(_ref("assurance")),
    ),
    "finding": _object(
        "One thing that a check found.",
        check=_said(TEXT, "the check; `antinomy explain NAME` tells what it asks"),
        outcome=_one_of(Outcome),
        severity=_one_of(Severity),
        headline=_said(TEXT, "the finding in one sentence"),
        detail=_said(_TEXTS, "further sentences"),
        clauses=_said(_TEXTS, "the ids of the clauses it is about"),
        words=_said(_list(_ref("citation")), "their words"),
        place=_said(_or_null(_ref("place")), "where it stands in the policy's files"),
        readings=_said(
            _list(_list(_ref("reading"))),
            "alternatives, each a smallest set of readings under which it exists; none where it "
            "exists under the plain readings or does not depend on any",
        ),
        strength=_said(
            _or_null(_one_of(Strength)),
            "robust: one case has it under every reading; plain: some case under the plain "
            "readings; contestable: only where some question is not read plainly",
        ),
        case=_said(_or_null(_ref("case")), "one ordinary case that shows it"),
        irrelevant=_said(_TEXTS, "what of the case does not matter"),
        changes=_said(
            _list(_object("A change, and what it comes to.", words=TEXT, effect=TEXT)),
            "single changes of the case that remove it",
        ),
        kinds=_said(_TEXTS, "further kinds of case, alone or together with each other"),
        kinds_complete=_said(
            TRUTH,
            "whether every case of the finding under the readings of the case shown is of the kind "
            "shown or of those listed; numbers and days do not make a kind",
        ),
        reasons=_said(_list(_TEXTS), "smallest sets of what it rests on"),
        remedies=_said(
            _list(_object("A way to settle it, and what that does.", words=TEXT, effect=TEXT)),
            "each was tried on the policy",
        ),
        assurance=_said(_or_null(_ref("assurance")), "how certain it is"),
        fingerprint=_said(
            {"type": "string", "pattern": "^[0-9a-f]{16}$"},
            "the same from run to run as long as the check, its clauses and its reason are",
        ),
        accepted=_or_null(_object("Who lives with it.", because=TEXT, by=TEXT, look_again=_DAY)),
        new=_said(
            {"type": ["boolean", "null"]}, "against the earlier run; null where none was given"
        ),
    ),
    "citation": _object(
        "A clause as a reader cites it.",
        clause=TEXT,
        title=TEXT,
        words=_said(TEXT, "its quotation, empty where it has none"),
        source_lines=_said(_or_null(_LINES), "first and last line in the source text"),
        place=_said(TEXT, "file and line in the policy"),
        detail=_said(TEXT, "which part of the clause"),
    ),
    "reading": _object(
        "A question of interpretation, read one way.",
        question=TEXT,
        reading=TEXT,
        about=_said(TEXT, "the words in question"),
        plain=TRUTH,
    ),
    "assurance": _object("How certain something is.", kind=_one_of(AssuranceKind), words=TEXT),
    "place": _object(
        "A stretch of a file; lines and columns count from 1.",
        file=TEXT,
        line=COUNT,
        column=COUNT,
        end_line=COUNT,
        end_column=COUNT,
    ),
    "case": _object(
        "A whole case: facts that are not listed do not hold.",
        things=_list(_object("A thing.", name=TEXT, kind=TEXT, subkinds=_TEXTS)),
        facts=_list(_object("A fact that holds.", fact=TEXT, things=_TEXTS)),
        values=_list(
            _object(
                "The value of an attribute.",
                attribute=TEXT,
                thing=TEXT,
                value={"type": ["string", "integer"]},
            )
        ),
        days=_list(_object("The ordinal day of an event.", event=TEXT, things=_TEXTS, day=NUMBER)),
        act=_object(
            "The act in question.",
            act=TEXT,
            agent=TEXT,
            things=_TEXTS,
            day=_said({"type": ["integer", "null"]}, "ordinal"),
        ),
        readings=_said(_by_name(TEXT), "question by question"),
        in_words=_object("The act and what matters.", act=TEXT, given=_TEXTS),
        verdicts=_said(_by_column(_one_of(Verdict)), "by column"),
        live=_said(_TEXTS, "the ids of the norms that are live"),
    ),
    "case result": _object(
        "A case of the policy file with what is asked of it.",
        name=TEXT,
        title=TEXT,
        askings=_list(_ref("asking")),
    ),
    "asking": _object(
        "One question put to a case.",
        asked=TEXT,
        verdicts=_said(_by_column(_VERDICTS), "by column, under the plain readings"),
        possible=_said(_VERDICTS, "over all readings"),
        turns_on=_said(_TEXTS, "questions whose single change changes the verdict"),
        live=_TEXTS,
        expectations=_list(
            _object(
                "What the author expects.",
                words=TEXT,
                met=_said({"type": ["boolean", "null"]}, "null: undecided"),
                computed=TEXT,
            )
        ),
    ),
    "problem": _object(
        "Something wrong with the input, or doubtful.",
        name=TEXT,
        level=_one_of(Level),
        message=TEXT,
        hint=TEXT,
        place=_or_null(_ref("place")),
        related=_list(
            _object("Another place that has to do with it.", words=TEXT, place=_ref("place"))
        ),
    ),
}

# --------------------------------------------------------------------------- decide


def _decide() -> Mapping[str, Schema]:
    found: dict[str, Schema] = {}
    decision = _of_type(Decision, found)
    case = _object(
        "One case with the answer to each act asked about.",
        case=TEXT,
        title=TEXT,
        given=_TEXTS,
        nothing_else=TRUTH,
        askings=_list(decision),
    )
    answer = _object(
        "The answer of `antinomy decide`.",
        antinomy=TEXT,
        exit=COUNT,
        policy=TEXT,
        cases=_list(case),
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
        return _list(_of_type(inner[0], found))
    if origin is tuple:
        parts = [_of_type(one, found) for one in inner]
        return {"type": "array", "prefixItems": parts, "items": False, "minItems": len(parts)}
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return _by_name(_of_type(inner[1], found))
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return _one_of(kind)
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
        found[name] = _object(" ".join(about.split()), **properties)
    return _ref(name)
