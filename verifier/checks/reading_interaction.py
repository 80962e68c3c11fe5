"""Which questions must be settled together, because one seems idle until another is answered?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from verifier.checks.support.check_context import CheckContext
from verifier.checks.support.dependence import Together, dependence, in_order, smallest
from verifier.encoding import Query, verdict_is
from verifier.explanation import deviating_sets
from verifier.findings import AskingResult, Assurance, AssuranceKind, Finding, Severity
from verifier.model import Asking, CaseExample, LawRegime, Verdict
from verifier.solver import Undecided
from verifier.words import quoted, with_article

NAME = "reading-interaction"


def run(context: CheckContext) -> Iterable[Finding]:
    """A finding for each smallest set of two or more questions that only together decide a promise,
    or give a case of the file a verdict that no single change of reading gives it."""
    found: dict[Together, list[str]] = {}
    for promise in context.policy.promises.values():
        for together in dependence(context, promise).together:
            found.setdefault(together, []).append(
                f"Whether this promise holds turns on the answers together: {promise.title}."
            )
    for together, line in _for_cases(context):
        found.setdefault(together, []).append(line)
    for together, lines in found.items():
        yield _finding(context, together, lines)


def _for_cases(context: CheckContext) -> Iterable[tuple[Together, str]]:
    """What readings only together make of the cases of the file."""
    for result in context.case_results():
        example = context.policy.cases[result.name]
        for asking, answered in zip(example.askings, result.askings, strict=True):
            for verdict in _beyond_one(answered):
                for together, answers in _sets(context, example, asking, verdict):
                    fewer = "neither alone does" if len(together) == 2 else "no fewer of them do"
                    contradicts = verdict in (Verdict.DILEMMA, Verdict.ANTINOMY)
                    made = with_article(verdict) if contradicts else str(verdict)
                    yield (
                        together,
                        f"In the case {quoted(example.title)} the answers {answers} together make "
                        f"it {made}; {fewer}.",
                    )


def _beyond_one(answered: AskingResult) -> Sequence[Verdict]:
    """The verdicts that some readings give, but neither the plain ones nor any single change of
    these; only where readings, and not facts, leave the verdict open."""
    plain = answered.verdicts[LawRegime.ALONE]
    if len(plain) != 1:
        return ()
    return [v for v in answered.possible if v not in plain and v not in answered.singly]


def _sets(
    context: CheckContext, example: CaseExample, asking: Asking, verdict: Verdict
) -> Iterable[tuple[Together, str]]:
    """The smallest sets of questions that give the case this verdict, where no single one does;
    each with answers that do."""
    session = context.session(example, asking.act)
    query = Query(asking.act.act, verdict_is(verdict))
    label = session.label(query)
    if label is None:
        return
    switches = session.switches(query, context.fixed, frozenset())
    assumed = [label, *switches.values()]
    sets = deviating_sets(context.solver, session, assumed, context.plain, context.fixed, beyond=1)
    if isinstance(sets, Undecided):
        context.tally.unknown.append(sets.reason)
        return
    names = smallest(in_order(context, (name for name, _ in chosen)) for chosen in sets)
    if all(len(together) > 1 for together in names):
        for together in names:
            chosen = next(c for c in sets if in_order(context, (name for name, _ in c)) == together)
            yield together, _answers(context, together, dict(chosen))


def _answers(context: CheckContext, together: Together, chosen: Mapping[str, str]) -> str:
    """`“Yes” and “No, it does not”`, in the order of the questions."""
    titles = (context.speaker.reading_choice(name, chosen[name]).reading_title for name in together)
    return context.speaker.series([quoted(title) for title in titles])


def _finding(context: CheckContext, together: Together, lines: Sequence[str]) -> Finding:
    questions = [context.policy.questions[name] for name in together]
    titles = context.speaker.series([quoted(question.title) for question in questions])
    return context.finding(
        NAME,
        Severity.NOTE,
        f"Settle these questions together: {titles}.",
        sorted(together),
        detail=lines,
        assurance=Assurance(AssuranceKind.COMPUTED, "every smaller set of readings was tried"),
        place=questions[0],
    )
