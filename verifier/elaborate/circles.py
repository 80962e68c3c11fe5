"""Circles among things that must not rest on each other, printed in the order of the text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from typing import TypeVar

from verifier.source import Span

Node = TypeVar("Node", bound=str)


def circles(
    edges: Mapping[Node, Sequence[Node]], places: Mapping[Node, Span | None]
) -> Iterator[list[Node]]:
    """Circles with no node in common, each in the direction of its edges, beginning with the node
    that stands first in the text."""
    order = {node: i for i, node in enumerate(places)}
    left = {node: list(targets) for node, targets in edges.items()}
    while True:
        found = _circle(left)
        if not found:
            return
        first = min(found, key=lambda node: order.get(node, len(order)))
        at = found.index(first)
        yield found[at:] + found[:at]
        left = _without(left, found)


def _circle(edges: Mapping[Node, Sequence[Node]]) -> list[Node]:
    """One circle, each node with an edge to the next and the last to the first."""
    try:
        TopologicalSorter(edges).prepare()
    except CycleError as error:
        nodes: list[Node] = error.args[1]
        return list(reversed(nodes))[:-1]
    return []


def _without(edges: Mapping[Node, Sequence[Node]], gone: Sequence[Node]) -> dict[Node, list[Node]]:
    dropped = set(gone)
    return {
        node: [target for target in targets if target not in dropped]
        for node, targets in edges.items()
        if node not in dropped
    }
