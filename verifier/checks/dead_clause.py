"""Can each clause's condition hold at all?"""

from __future__ import annotations

from collections.abc import Iterable

from verifier.desk import Desk
from verifier.findings import Finding, Severity
from verifier.model import Norm
from verifier.query import Applies

NAME = "dead-clause"


def run(desk: Desk) -> Iterable[Finding]:
    """A finding for each norm or disapplication whose condition no case meets, with a smallest set
    of its lines that cannot hold together."""
    for norm in desk.policy.norms.values():
        if norm.role == "exception":
            continue
        queries = desk.over_acts(desk.acts_of_norm(norm.id), Applies(norm.id))
        if any(desk.ask(query) is not False for query in queries):
            continue
        desk.causes.add(norm.id)
        lines = _clashing(desk, norm)
        yield desk.finding(
            NAME,
            Severity.WARNING,
            f"No case can meet the condition of {desk.speaker.norm_name(norm.id)}, under any "
            "reading.",
            [norm.id],
            norms=[norm.id],
            detail=_detail(lines),
            assurance=desk.absence(queries),
        )


def _detail(lines: list[str]) -> list[str]:
    if not lines:
        return ["No act that the policy knows falls under its description."]
    if len(lines) == 1:
        return [f"This line alone can never hold: “{lines[0]}”."]
    return ["These lines cannot hold together:", *(f"“{line}”" for line in lines)]


def _clashing(desk: Desk, norm: Norm) -> list[str]:
    """The words of a smallest set of conditions that no case meets."""
    kept = set(range(len(norm.conditions)))
    for place in range(len(norm.conditions)):
        fewer = frozenset(kept - {place})
        queries = desk.over_acts(desk.acts_of_norm(norm.id), Applies(norm.id, fewer))
        if all(desk.ask(query) is False for query in queries):
            kept.discard(place)
    return [norm.conditions[place].words for place in sorted(kept)]
