"""What can happen in one version only: two versions go in; the cases that one allows and the other
does not come out, each kind with an example."""

from __future__ import annotations

from collections.abc import Iterator

from verifier.changes.compare.difference.edits import Edition
from verifier.changes.compare.difference.groups import Describer
from verifier.changes.compare.difference.outcome import ScopeChange
from verifier.encoding import Query, both, no
from verifier.explanation import explained_case, given_words
from verifier.model import LawRegime
from verifier.solver import Found
from verifier.words import Speaker

_HOW: tuple[tuple[Edition, Edition, str], ...] = (
    ("new", "old", "cases are possible that were not"),
    ("old", "new", "cases that were possible are not any more"),
)


def ground_changes(describer: Describer) -> Iterator[ScopeChange]:
    """First, where it is so, that no case is possible in both versions."""
    if not describer.grounds_differ:
        return
    was, now = (describer.pair.taken[edition] for edition in ("old", "new"))
    if describer.never(both([was, now])):
        words = (
            "no case is possible in both versions: what the one takes for granted excludes what \
the other does"
        )
        yield ScopeChange(words, "each case is held against both all the same", restricts=True)
    for here, there, words in _HOW:
        body = both([describer.pair.taken[here], no(describer.pair.taken[there])])
        if describer.never(body):
            continue
        example = _example(describer, here, body)
        told = f", for instance: {example}" if example else ""
        yield ScopeChange(f"{words}{told}", restricts=True)


def _example(describer: Describer, edition: Edition, body: object) -> str:
    """What is so in an ordinary case; "" where none was found."""
    for act in describer.pair.merged.acts:
        query = Query(act, body, describer.angle(edition, LawRegime.ALONE))  # type: ignore[arg-type]
        found = describer.solver.witness(query, None)
        if isinstance(found, Found):
            speaker = Speaker(describer.pair.merged)
            explained = explained_case(describer.solver, speaker, query, found)
            return "; ".join(given_words(speaker, explained))
    return ""
