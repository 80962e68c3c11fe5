"""`antinomy schema`: the shape of the JSON that the other commands write."""

from __future__ import annotations

import click

from verifier.commands.exit_codes import Exit
from verifier.commands.standard_streams import write_answer


@click.command(short_help="Print the schema of the JSON output.")
def schema() -> int:
    """Print the JSON Schema (2020-12) of what check, decide, compare, mutate and test write with
    --format json.

    The schema has a version of its own, which every answer names.
    """
    from verifier.report.json import results as json_report
    from verifier.report.json import schema as json_schema

    write_answer(json_report.text(json_schema.schema()), "json")
    return Exit.CLEAN
