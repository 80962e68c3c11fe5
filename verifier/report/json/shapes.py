"""The parts of which the schema of the tool's JSON is made, and its version."""

from __future__ import annotations

from enum import StrEnum

from verifier.model import LawRegime, Verdict

VERSION = "1.1"
"""Two numbers. The first grows when a field is taken away or comes to mean something else, the
second when a field is added."""

Schema = dict[str, object]

TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "integer"}
COUNT: Schema = {"type": "integer", "minimum": 0}
TRUTH: Schema = {"type": "boolean"}


def ref(name: str) -> Schema:
    """What is defined under a name of its own."""
    return {"$ref": f"#/$defs/{name}"}


def said(schema: Schema, description: str) -> Schema:
    """The same, described."""
    return {**schema, "description": description}


def list_of(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def one_of(names: type[StrEnum]) -> Schema:
    return {"enum": [str(name) for name in names]}


def by_name(values: Schema) -> Schema:
    return {"type": "object", "additionalProperties": values}


def by_column(values: Schema) -> Schema:
    return {**by_name(values), "propertyNames": one_of(LawRegime)}


def object_of(description: str, **properties: Schema) -> Schema:
    """An object with exactly these fields."""
    return {
        "description": description,
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


LINES: Schema = {"type": "array", "prefixItems": [COUNT, COUNT], "items": False, "minItems": 2}
HASH: Schema = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
DAY: Schema = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
TEXTS = list_of(TEXT)
VERDICTS = list_of(one_of(Verdict))

VERSIONS = object_of(
    "What made this answer.",
    antinomy=TEXT,
    python_sat=said(TEXT, "the solver of propositions"),
    z3=said(TEXT, "the solver of conditions on several numbers"),
    schema=said({"const": VERSION}, "the version of this schema"),
)
EXIT = said(NUMBER, "the exit code of the command")

CASE: dict[str, Schema] = {
    "things": list_of(object_of("A thing.", name=TEXT, kind=TEXT, subkinds=TEXTS)),
    "facts": list_of(object_of("A fact that holds.", fact=TEXT, things=TEXTS)),
    "values": list_of(
        object_of(
            "The value of an attribute.",
            attribute=TEXT,
            thing=TEXT,
            value={"type": ["string", "integer"]},
        )
    ),
    "days": list_of(
        object_of("The ordinal day of an event.", event=TEXT, things=TEXTS, day=NUMBER)
    ),
    "act": object_of(
        "The act in question.",
        act=TEXT,
        agent=TEXT,
        things=TEXTS,
        day=said({"type": ["integer", "null"]}, "ordinal"),
    ),
}
"""The fields of a case."""
