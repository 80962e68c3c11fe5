"""Can the one whom a clause binds end its protection by what lies in their own hands?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from verifier.checks.support.check_context import CheckContext
from verifier.checks.support.names import not_plainly
from verifier.checks.support.two_cases import (
    WITH_ANOTHER,
    Wanted,
    found_pair,
    position_of,
    taken,
    word_said,
    words_of,
)
from verifier.encoding import (
    AGENT,
    Ask,
    Live,
    Query,
    SecondCopy,
    WordDependencies,
    both,
    editions,
    no,
)
from verifier.findings import Finding, Severity
from verifier.model import Case, Modality, Named, Norm, Readings, Same
from verifier.semantics import evaluate

NAME = "controlled-condition"
PROTECTING = (Modality.OBLIGED, Modality.FORBIDDEN)


def run(context: CheckContext) -> Iterable[Finding]:
    """A finding for each duty or prohibition that is live on an act in some case and, with every
    other of its kind, is not in a case that differs in one thing alone, which lies in the hands of
    whoever acts: “the Office can end the protection by filing first”."""
    controlled = words_of(context.policy, "controlled")
    bound = _bound(context, controlled)
    if not bound:
        return
    seconds = (_second(word) for word in controlled)
    with context.beside(editions(context.policy, seconds)) as inner:
        for norm, words in bound:
            found = _ended(context, inner, norm, {word: controlled[word] for word in words})
            if found is not None:
                yield found


def _second(word: str) -> SecondCopy:
    return SecondCopy(word, frozenset({word}))


def _bound(
    context: CheckContext, controlled: Mapping[str, str]
) -> Sequence[tuple[Norm, Sequence[str]]]:
    """The policy's own duties and prohibitions, each with the words it depends on that lie in the
    hands of somebody whom it can bind."""
    bearing = WordDependencies(context.policy)
    words: dict[str, list[str]] = {}
    for word, party in controlled.items():
        for norm in bearing.norms(frozenset({word})):
            own = norm.layer == 0 and norm.modality in PROTECTING and norm.id not in context.causes
            if own and (norm.bearer == Named(party) or not isinstance(norm.bearer, Named)):
                words.setdefault(norm.id, []).append(word)
    return [(context.policy.norms[name], found) for name, found in words.items()]


def _ended(
    context: CheckContext, inner: CheckContext, norm: Norm, words: Mapping[str, str]
) -> Finding | None:
    for readings, alone in ((context.plain, ""), (context.fixed, WITH_ANOTHER)):
        ways = {word: _way(inner, norm, word, words[word], readings) for word in words}
        ending = {word: query for word, query in ways.items() if query is not None}
        if ending:
            return _finding(context, inner, norm, words, ending, readings, alone)
    return None


def _way(
    inner: CheckContext, norm: Norm, word: str, party: str, readings: Readings
) -> Query | None:
    """Whether what the party can do about the word ends the protection."""
    touched = [found.id for found in WordDependencies(inner.policy).norms(frozenset({word}))]

    def body(act: str) -> Ask:
        left = taken(inner, act, position_of(norm), touched, _second(word))
        return both([Same(AGENT, Named(party)), Live(norm.id), no(left)])

    queries = (Query(act, body(act)) for act in inner.acts_of_norm(norm.id))
    return inner.anywhere(queries, readings)


def _finding(
    context: CheckContext,
    inner: CheckContext,
    norm: Norm,
    words: Mapping[str, str],
    ending: Mapping[str, Query],
    readings: Readings,
    alone: str,
) -> Finding:
    word, query = next(iter(ending.items()))
    pair = found_pair(context, inner, _second(word), query, readings, _ends(context, norm))
    party = context.speaker.series(list(dict.fromkeys(words[found] for found in ending)), "or")
    said = context.speaker.series([word_said(context.policy, found) for found in ending], "or")
    what = "duty" if norm.modality is Modality.OBLIGED else "protection"
    return context.finding(
        NAME,
        Severity.NOTE,
        context.speaker.sentence(
            f"{party} can end the {what} of {context.speaker.norm_name(norm.id)} by what lies in "
            f"{party}'s own hands: {said}{alone}"
        ),
        [norm.id, *sorted(ending)],
        norms=[norm.id],
        witness=pair.witness if pair else None,
        detail=not_plainly(context, pair.witness if pair else None),
    )


def _ends(context: CheckContext, norm: Norm) -> Wanted:
    """The norm speaks in the first case, and none of its kind in the second."""

    def wanted(first: Case, second: Case, readings: Readings) -> bool:
        live = {name for name, _ in evaluate(context.policy, first, readings).live}
        left = {name for name, _ in evaluate(context.policy, second, readings).live}
        alike = {
            other.id
            for other in context.policy.norms.values()
            if other.modality is norm.modality and other.is_choice == norm.is_choice
        }
        return norm.id in live and not left & alike

    return wanted
