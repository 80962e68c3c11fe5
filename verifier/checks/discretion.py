"""Which outcomes turn on somebody's judgment, and whose?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from verifier.checks.support.check_context import CheckContext
from verifier.checks.support.names import norms_said, not_plainly
from verifier.checks.support.two_cases import (
    WITH_ANOTHER,
    Wanted,
    changes,
    found_pair,
    word_said,
    words_of,
)
from verifier.encoding import (
    Angle,
    Live,
    Query,
    SecondCopy,
    Seen,
    WordDependencies,
    both,
    editions,
    no,
)
from verifier.findings import Finding, Severity
from verifier.model import Case, Named, Norm, Readings
from verifier.semantics import evaluate

NAME = "discretion"


def run(context: CheckContext) -> Iterable[Finding]:
    """A finding for each fact and attribute that somebody judges, where two cases that differ in
    nothing but that judgment differ in what the policy says of the act."""
    bearing = WordDependencies(context.policy)
    judged = {
        word: norms
        for word in words_of(context.policy, "judged")
        if (norms := bearing.norms(frozenset({word})))
    }
    if not judged:
        return
    with context.beside(editions(context.policy, (_second(word) for word in judged))) as inner:
        for word, norms in judged.items():
            found = _turning(context, inner, word, norms)
            if found is not None:
                yield found


def _second(word: str) -> SecondCopy:
    return SecondCopy(word, frozenset({word}))


def _turning(
    context: CheckContext, inner: CheckContext, word: str, norms: Sequence[Norm]
) -> Finding | None:
    second = _second(word)
    acts = dict.fromkeys(act for norm in norms for act in context.acts_of_norm(norm.id))
    queries = [Query(act, changes(inner, act, norms, second)) for act in acts]
    plainly = inner.anywhere(queries, context.plain)
    query = plainly or inner.anywhere(queries)
    if query is None:
        return None
    readings = context.plain if plainly else context.fixed
    deciding = [norm for norm in norms if _decides(inner, norm, second, readings)]
    if not deciding:
        return None
    pair = found_pair(context, inner, second, query, readings, _differ(context))
    judge = words_of(context.policy, "judged")[word]
    names = norms_said(context, [norm.id for norm in deciding])
    verb = "applies" if len(deciding) == 1 else "apply"
    return context.finding(
        NAME,
        Severity.NOTE,
        f"Whether {names} {verb} turns on a judgment of {judge}: {word_said(context.policy, word)}"
        f"{'' if plainly else WITH_ANOTHER}.",
        [word, *sorted(norm.id for norm in deciding)],
        norms=[norm.id for norm in deciding],
        witness=pair.witness if pair else None,
        detail=[
            *not_plainly(context, pair.witness if pair else None),
            *_own_judge(context, judge, deciding),
        ],
    )


def _decides(inner: CheckContext, norm: Norm, second: SecondCopy, readings: Readings) -> bool:
    """Whether the judgment alone can make the norm speak."""
    body = both([Live(norm.id), Seen(Angle(edition=second.name), no(Live(norm.id)))])
    return inner.anywhere(inner.over_acts(inner.acts_of_norm(norm.id), body), readings) is not None


def _differ(context: CheckContext) -> Wanted:
    def wanted(first: Case, second: Case, readings: Readings) -> bool:
        one, other = (evaluate(context.policy, case, readings) for case in (first, second))
        return one.positions != other.positions

    return wanted


def _own_judge(context: CheckContext, judge: str, norms: Sequence[Norm]) -> Sequence[str]:
    own = [norm.id for norm in norms if norm.bearer == Named(judge)]
    if not own:
        return ()
    binds = "binds" if len(own) == 1 else "bind"
    said = f"{judge} is also the one whom {norms_said(context, own)} {binds}"
    return (context.speaker.sentence(said),)
