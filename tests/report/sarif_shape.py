"""What a SARIF 2.1.0 log may hold, as far as this project writes any: a JSON schema of our own.

It is narrower than the published one: every object names all its properties, so that a misspelt
one is a mistake here too, and everything that code scanning needs is required. The published schema
itself is used as well where ANTINOMY_SARIF_SCHEMA names a copy of it.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import jsonschema

PUBLISHED = os.environ.get("ANTINOMY_SARIF_SCHEMA")

Schema = dict[str, Any]

TEXT: Schema = {"type": "string", "minLength": 1}
COUNT: Schema = {"type": "integer", "minimum": 0}
ORDINAL: Schema = {"type": "integer", "minimum": 1}
LEVEL: Schema = {"enum": ["none", "note", "warning", "error"]}


def exactly(properties: Schema, optional: tuple[str, ...] = ()) -> Schema:
    """An object with these properties and no others."""
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
        "required": [name for name in properties if name not in optional],
    }


def several(items: Schema, **more: Any) -> Schema:
    return {"type": "array", "items": items, **more}


MESSAGE = exactly({"text": TEXT})
HELP = exactly({"text": TEXT, "markdown": TEXT}, optional=("markdown",))
REGION = exactly(
    {"startLine": ORDINAL, "startColumn": ORDINAL, "endLine": ORDINAL, "endColumn": ORDINAL}
)
FILE = exactly({"uri": {"type": "string", "format": "uri-reference", "minLength": 1}})
PLACE = {"physicalLocation": exactly({"artifactLocation": FILE, "region": REGION})}
LOCATION = exactly(PLACE)
RELATED = exactly({"id": COUNT, **PLACE, "message": MESSAGE})
BAG: Schema = {"type": "object"}

RULE = exactly(
    {
        "id": {"type": "string", "pattern": "^[a-z]+(-[a-z]+)*$"},
        "name": {"type": "string", "pattern": "^[A-Za-z]+$"},
        "defaultConfiguration": exactly({"level": LEVEL}),
        "properties": BAG,
        "shortDescription": MESSAGE,
        "fullDescription": MESSAGE,
        "help": HELP,
    }
)
TOOL = exactly(
    {
        "driver": exactly(
            {
                "name": {"const": "Antinomy"},
                "version": TEXT,
                "semanticVersion": {"type": "string", "pattern": r"^\d+\.\d+\.\d+"},
                "rules": several(RULE, uniqueItems=True),
            }
        )
    }
)
NOTIFICATION = exactly(
    {
        "level": LEVEL,
        "message": MESSAGE,
        "associatedRule": exactly({"id": TEXT}),
        "descriptor": exactly({"id": TEXT}),
        "locations": several(LOCATION, uniqueItems=True),
    },
    optional=("associatedRule", "descriptor", "locations"),
)
INVOCATION = exactly(
    {
        "executionSuccessful": {"type": "boolean"},
        "exitCode": {"type": "integer"},
        "toolExecutionNotifications": several(NOTIFICATION),
    }
)
SUPPRESSION = exactly(
    {"kind": {"const": "external"}, "status": {"const": "accepted"}, "justification": TEXT}
)
RESULT = exactly(
    {
        "ruleId": TEXT,
        "ruleIndex": COUNT,
        "kind": {"const": "fail"},
        "level": LEVEL,
        "message": MESSAGE,
        "locations": several(LOCATION, minItems=1, maxItems=1),
        "relatedLocations": several(RELATED, uniqueItems=True),
        "partialFingerprints": {
            "type": "object",
            "additionalProperties": TEXT,
            "required": ["primaryLocationLineHash", "antinomyFinding/v1"],
        },
        "suppressions": several(SUPPRESSION, minItems=1, uniqueItems=True),
        "baselineState": {"enum": ["new", "unchanged"]},
        "properties": BAG,
    },
    optional=("suppressions", "baselineState"),
)
ARTIFACT = exactly(
    {
        "location": FILE,
        "hashes": exactly({"sha-256": {"type": "string", "pattern": "^[0-9a-f]{64}$"}}),
        "encoding": {"const": "UTF-8"},
    }
)
RUN = exactly(
    {
        "tool": TOOL,
        "automationDetails": exactly({"id": TEXT}),
        "invocations": several(INVOCATION, minItems=1, maxItems=1),
        "artifacts": several(ARTIFACT, uniqueItems=True),
        "columnKind": {"const": "unicodeCodePoints"},
        "results": several(RESULT),
    },
    optional=("artifacts",),
)
LOG = exactly(
    {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": several(RUN),
    }
)


def check_shape(log: object) -> None:
    validator = jsonschema.Draft202012Validator
    validator.check_schema(LOG)
    errors = [f"{list(e.path)}: {e.message}" for e in validator(LOG).iter_errors(log)]
    assert not errors, "\n".join(errors)
    if PUBLISHED:
        schema = json.loads(Path(PUBLISHED).read_text(encoding="utf-8"))
        jsonschema.validate(log, schema, format_checker=jsonschema.FormatChecker())
