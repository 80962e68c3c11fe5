"""The lines that can stand in a rule, and what has to be said of the things they speak of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from verifier.changes.compare.difference.edits import Edition
from verifier.changes.compare.difference.merged_policy import VersionPair
from verifier.encoding import AGENT, Angle, Ask, LiveAt, Seen, both
from verifier.model import PARTY, ActIs, Norm, OfKind, Same, Term, Variable


@dataclass(frozen=True)
class RuleStatement:
    """A candidate line of a rule. rank: lines of a lower rank are given up later; guards: that the
    things it speaks of are of the kinds that its words need; `words` are set where the core is not
    one of the policy's sentences."""

    core: Ask
    rank: int
    changed: bool = False
    words: str = ""
    guards: tuple[OfKind, ...] = ()
    norm: str = ""  # of a line that names a clause: its norm

    @property
    def formula(self) -> Ask:
        """What has to be true: the core, of things of the right kinds."""
        return both([*self.guards, self.core])


CHANGED, SHARED, DENIED, APART, ELSE, CLAUSE = range(6)
"""Ranks: what the edits bring in; what both versions share; what defeats nothing; who is who; that
there is no other ground; that a clause does or does not apply."""


def kinds_of(pair: VersionPair, standing: Mapping[Variable, Term]) -> tuple[OfKind, ...]:
    """The kinds that variables have and what stands for them need not have."""
    found = []
    for variable, term in standing.items():
        own = term.kind if isinstance(term, Variable) else PARTY
        if variable.kind not in pair.merged.lineage(own):
            found.append(OfKind(term, variable.kind))
    return tuple(found)


def applied(
    pair: VersionPair, edition: Edition, angle: Angle, norm: Norm, terms: Sequence[Term]
) -> Ask:
    """That a norm is live by reason of these very things, which is more than that it is."""
    version = pair.versions[norm.id].of(edition)
    assert version is not None
    standing = dict(zip(norm.parameters, terms, strict=True))
    parts: list[Ask] = [*kinds_of(pair, standing)]
    if norm.bearer is not None:
        bearer = norm.bearer
        parts.append(Same(AGENT, standing[bearer] if isinstance(bearer, Variable) else bearer))
    if norm.act is not None:
        done = tuple(standing[t] if isinstance(t, Variable) else t for t in norm.act.terms)
        parts.append(ActIs(norm.act.act, done))
    return Seen(angle, both([*parts, LiveAt(version, tuple(terms))]))
