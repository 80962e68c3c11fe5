"""The rooms of the house as they are: the real imports of `verifier` go in, the map comes out.

`python -m tests.documents.rooms` writes the map into CONTRIBUTING.md; `test_rooms` keeps it true.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import grimp

ROOT = Path(__file__).parents[2]
CONTRIBUTING = ROOT / "CONTRIBUTING.md"
BEGIN, END = (
    "<!-- map of the rooms: python -m tests.documents.rooms -->\n",
    "<!-- end of the map -->\n",
)


@cache
def imports() -> grimp.ImportGraph:
    """Which module imports which, also where only types are meant, and which libraries."""
    return grimp.build_graph("verifier", include_external_packages=True, cache_dir=None)


def room_of(module: str) -> str:
    """The room in which a module stands: the name below `verifier`."""
    return module.split(".")[1]


@cache
def arrows() -> dict[str, frozenset[str]]:
    """For each room, the rooms that it imports."""
    graph = imports()
    found: dict[str, set[str]] = {}
    for module in graph.modules:
        if module.startswith("verifier."):
            imported = graph.find_modules_directly_imported_by(module)
            own = found.setdefault(room_of(module), set())
            own.update(room_of(other) for other in imported if other.startswith("verifier."))
    return {room: frozenset(others - {room}) for room, others in found.items()}


def in_order() -> list[str]:
    """The rooms, each after all that import it, the outermost first."""
    above: dict[str, set[str]] = {room: set() for room in arrows()}
    for room, others in arrows().items():
        for other in others:
            above[other].add(room)
    ordered: list[str] = []
    while len(ordered) < len(above):
        ordered.append(min(r for r in above if r not in ordered and above[r] <= set(ordered)))
    return ordered


def libraries_of(room: str) -> list[str]:
    """The libraries that a room imports, without Python's own."""
    graph = imports()
    ours = [module for module in graph.modules if module.startswith(f"verifier.{room}")]
    found = {name for module in ours for name in graph.find_modules_directly_imported_by(module)}
    return sorted(found & {"click", "jinja2", "lark", "markupsafe", "pysat", "rich", "z3"})


def drawn() -> str:
    """The map: every room with what it imports, and the libraries that it knows."""
    lines = ["```"]
    ordered = in_order()
    for room in ordered:
        others = [other for other in ordered if other in arrows()[room]]
        known = "".join(f"  [{name}]" for name in libraries_of(room))
        lines.append(f"{room:<12}→ {', '.join(others) or 'nothing'}{known}")
    return "\n".join([*lines, "```", ""])


def with_map(text: str) -> str:
    """CONTRIBUTING with the map as it is now."""
    before, rest = text.split(BEGIN)
    return before + BEGIN + drawn() + END + rest.split(END)[1]


if __name__ == "__main__":
    CONTRIBUTING.write_text(with_map(CONTRIBUTING.read_text(encoding="utf-8")), encoding="utf-8")
