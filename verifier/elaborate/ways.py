"""Acts that are done in one of their ways alone: a policy goes in; what is wrong with what it says
of them is reported."""

from __future__ import annotations

from verifier.elaborate.sentences.complaints import Complaints
from verifier.model import Policy

MOST_NAMED = 3
"""So many ways are proposed."""


def check_ways(policy: Policy, complaints: Complaints) -> None:
    """Such an act needs a way, and a case asks about one of its ways."""
    for act in policy.acts.values():
        if act.in_its_ways and not policy.ways_of[act.id] and act.span:
            complaints.error(
                "no-way",
                f"“{act.id}” is done in one of its ways, and no act counts as it",
                act.span,
                f"say what does: “to … counts as to {act.id}”; or strike “in one of its ways”",
            )
    for case in policy.cases.values():
        for asking in case.askings:
            ways = policy.ways_of.get(asking.act.act, ())
            if ways and asking.act.act not in ways and asking.span:
                complaints.error(
                    "which-way",
                    f"“{asking.act.act}” is done in one of its ways; this does not say in which",
                    asking.span,
                    f"ask about {' or '.join(f'“{way}”' for way in ways[:MOST_NAMED])}",
                )
