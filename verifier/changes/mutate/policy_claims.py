"""What a policy claims of itself, to notice edits by: promises, possibilities, `without limiting`.
What fails on the policy itself notices nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from verifier.changes.mutate.equivalence import EDITED, MutantBeside
from verifier.checks.support.broken import broken
from verifier.checks.support.check_context import CheckContext
from verifier.checks.support.savings import limited
from verifier.encoding import Angle, InScope, Query, VerdictIn, both
from verifier.findings import Finding
from verifier.model import Policy, Possibility, Promise, Readings, Verdict
from verifier.solver import QuestionSolver


class PolicyClaims:
    """The claims of one policy, those that hold and others; `context` is what the checks of that
    policy work with."""

    def __init__(self, context: CheckContext) -> None:
        policy = context.policy
        self.policy: Policy = policy
        self.plain: Readings = context.plain
        self.budget = context.solver.budget
        promises = {p.name: self._holds(context, p) for p in policy.promises.values()}
        possibilities = {p.name: self._is_so(context, p) for p in policy.possibilities.values()}
        self.promises = [p for p in policy.promises.values() if promises[p.name]]
        self.possibilities = [p for p in policy.possibilities.values() if possibilities[p.name]]
        self.failing = _those(promises, possibilities, False)
        self.unsettled = _those(promises, possibilities, None)
        self.limited = frozenset(finding.fingerprint for finding in self._limited(context))

    def _holds(self, context: CheckContext, promise: Promise) -> bool | None:
        answers = [context.ask(query, self.under(promise)) for query in broken(context, promise)]
        return False if True in answers else None if None in answers else True

    def _is_so(self, context: CheckContext, possibility: Possibility) -> bool | None:
        queries = _possible(context, possibility, "")
        answers = [context.ask(query, self.under(possibility)) for query in queries]
        return True if True in answers else None if None in answers else False

    def _limited(self, context: CheckContext) -> Iterable[Finding]:
        return limited(context, "broken-promise") if self.policy.savings else ()

    def under(self, claim: Promise | Possibility) -> Readings | None:
        """The readings under which a claim is made."""
        return self.plain if claim.under == "plain" else None

    # ------------------------------------------------------------------ a mutant

    def broken_by(self, beside: MutantBeside) -> str:
        """The claim that a mutant breaks; nothing where none was found to be broken."""
        return self._promise(beside) or self._possibility(beside) or self._without_limiting(beside)

    def _promise(self, beside: MutantBeside) -> str:
        for promise in self.promises:
            queries = _reached(beside, _broken(beside.context, promise))
            if beside.context.anywhere(queries, self.under(promise)) is not None:
                return f"the promise “{promise.name}”"
        return ""

    def _possibility(self, beside: MutantBeside) -> str:
        for possibility in self.possibilities:
            queries = _possible(beside.context, possibility, EDITED)
            under = self.under(possibility)
            if _reached(beside, queries) and all(
                beside.context.ask(query, under) is False for query in queries
            ):
                return f"the possibility “{possibility.name}”"
        return ""

    def _without_limiting(self, beside: MutantBeside) -> str:
        if not self.policy.savings:
            return ""
        edited = beside.mutant.policy
        context = CheckContext(edited, QuestionSolver(edited, self.budget), {})
        context.tally = beside.context.tally
        for finding in self._limited(context):
            if finding.fingerprint not in self.limited:
                return f"“without limiting”: {finding.headline.rstrip('.')}"
        return ""


def _those(
    promises: Mapping[str, bool | None],
    possibilities: Mapping[str, bool | None],
    answer: bool | None,
) -> tuple[str, ...]:
    """What is claimed and has this answer, in words."""
    return (
        *(f"the promise “{name}”" for name, found in promises.items() if found is answer),
        *(f"the possibility “{name}”" for name, found in possibilities.items() if found is answer),
    )


def _reached(beside: MutantBeside, queries: Iterable[Query]) -> list[Query]:
    """The questions about acts on which the edit can bear."""
    return [query for query in queries if query.act in beside.acts]


def _broken(context: CheckContext, promise: Promise) -> Sequence[Query]:
    """Whether a case in the promise's scope has another verdict than promised by the mutant."""
    others = VerdictIn(frozenset(Verdict) - promise.verdicts)
    angle = Angle(column=promise.column, edition=EDITED)
    body = both([InScope(promise.scope), others])
    return context.over_acts(context.acts_of(promise.scope), body, angle)


def _possible(context: CheckContext, possibility: Possibility, edition: str) -> Sequence[Query]:
    """The cases of which there must be one."""
    angle = Angle(column=possibility.column, edition=edition)
    body = both([InScope(possibility.scope), VerdictIn(possibility.verdicts)])
    return context.over_acts(context.acts_of(possibility.scope), body, angle)
