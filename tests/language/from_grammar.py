"""What is written from the grammar: the kinds of line for the type checker, and the table of every
line in section 17 of the reference. `make grammar` writes both."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.language.reference import REFERENCE
from verifier.language.grammar import BLOCK, FILE, GROUP, forms, line_rules, rules
from verifier.language.line_kinds import LineKind
from verifier.language.productions import Block, Member, blocks_of_rule, group_of_rule

ROOT = Path(__file__).parents[2]
KINDS = ROOT / "verifier" / "language" / "line_kinds.py"
TABLE = re.compile(r"(?<=<!-- from the grammar -->\n\n).*(?=\n\n<!-- end -->)", re.DOTALL)


def kinds_written() -> str:
    """The module with the kinds of line."""
    names = "".join(f'    {name.upper()} = "{name}"\n' for name in (FILE, *line_rules()))
    return (
        '"""The kinds of line; written from the grammar by `make grammar`, not by hand."""\n\n'
        "from enum import StrEnum\n\n\n"
        "class LineKind(StrEnum):\n"
        '    """A kind of line. The value is the name of the grammar\'s rule for it."""\n\n'
        f"{names}"
    )


# --------------------------------------------------------------------------- the table


def reference_written() -> str:
    """The reference with its table of every line."""
    text = REFERENCE.read_text(encoding="utf-8")
    assert TABLE.search(text) is not None
    return TABLE.sub(lambda _: "\n".join(_tables()), text)


def _tables() -> Iterator[str]:
    yield "| line | how it is written | below it |"
    yield "|---|---|---|"
    yield f"| the file | | {_below(FILE)} |"
    seen: dict[tuple[str, ...], str] = {}
    for rule in line_rules():
        first = seen.setdefault(forms()[rule].all, _name(rule))
        written = ", ".join(f"`{form}`" for form in forms()[rule].all)
        written = f"as *{first}*" if first != _name(rule) else written
        cells = (f"*{_name(rule)}*", written, _below_each(LineKind(rule)))
        yield "".join(f"| {cell} " if cell else "| " for cell in cells) + "|"
    yield ""
    yield "| group | its lines |"
    yield "|---|---|"
    yield from (f"| *{_name(rule)}* | {_group(rule)} |" for rule in rules() if rule.endswith(GROUP))


def _below_each(kind: LineKind) -> str:
    """What stands below lines of a kind, by each of the rules for it."""
    blocks = (rule for rule in rules() if rule.endswith(BLOCK))
    own = [rule for rule in blocks if blocks_of_rule(rule)[0].kind is kind]
    return "; ".join(filter(None, map(_below, own)))


def _below(rule: str) -> str:
    blocks = blocks_of_rule(rule)
    several = any(block.endings for block in blocks)
    said = (_after(block, several) + _members(block.members) for block in blocks if block.members)
    written = "; ".join(said)
    return written if _name(rule) == _name(blocks[0].kind) else f"as *{_name(rule)}*: {written}"


def _after(block: Block, several: bool) -> str:
    endings = [f"`{form}`" for ending in block.endings for form in forms()[ending].said]
    if endings:
        return f"after {', '.join(endings)}: "
    return "else: " if several else ""


def _members(members: Sequence[Member]) -> str:
    return " · ".join(_member(member) for member in members if not member.misplaced)


def _member(member: Member) -> str:
    names = [member.group] if member.group else [_name(line.rule) for line in member.opens]
    mark = "**" if member.needed else "*"
    said = " or ".join(f"{mark}{name}{mark}" for name in names)
    return said if member.most == 1 else f"{said} …"


def _group(rule: str) -> str:
    member = group_of_rule(rule)
    first, *others = [f"*{_name(line.rule)}*" for line in member.lines]
    return f"{first}, then any number of {', '.join(others)}"


def _name(rule: str) -> str:
    return rule.removesuffix(GROUP).removesuffix(BLOCK).replace("_", " ")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["kinds"]:
            KINDS.write_text(kinds_written(), encoding="utf-8")
        case ["reference"]:  # in a process of its own, for new kinds to be known
            REFERENCE.write_text(reference_written(), encoding="utf-8")
        case _:
            raise SystemExit("say what to write: kinds, or reference")
