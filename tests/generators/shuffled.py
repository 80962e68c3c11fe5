"""A policy with everything whose order means nothing in another order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from hypothesis import strategies as st

from verifier.model import Norm, Policy

V = TypeVar("V")


def shuffled(data: st.DataObject, policy: Policy) -> Policy:
    def order(items: Mapping[str, V]) -> dict[str, V]:
        return dict(data.draw(st.permutations(list(items.items()))))

    def lines(norm: Norm) -> Norm:
        return replace(norm, conditions=tuple(data.draw(st.permutations(norm.conditions))))

    return replace(
        policy,
        kinds=order(policy.kinds),
        parties=order(policy.parties),
        facts=order(policy.facts),
        definitions=order(policy.definitions),
        counts_as=tuple(data.draw(st.permutations(policy.counts_as))),
        norms={norm_id: lines(norm) for norm_id, norm in order(policy.norms).items()},
        attacks=tuple(data.draw(st.permutations(policy.attacks))),
        clauses=order(policy.clauses),
    )
