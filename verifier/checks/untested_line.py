"""Does some case show what each line of a condition does, and what holds at each threshold itself?

A line shows its own effect in a case in which all else that its norm asks for is so, the line is
not, and the verdict would be another without the line. This is asked by `antinomy test` only: it
suggests more cases than a check of the whole policy should list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from verifier.checks.edge_value import Threshold, at_the_value, thresholds, value_said
from verifier.checks.support.check_context import CheckContext
from verifier.checks.support.coverage import completed, readings_expected
from verifier.checks.untested_clause import NAME, READ, suggestion
from verifier.encoding import Angle, Applicable, Ask, Live, both, no, verdict_is
from verifier.explanation import Replay
from verifier.findings import Finding, Severity
from verifier.model import Case, LawRegime, Norm, Policy, Readings, Verdict
from verifier.semantics import evaluate

MOST_SUGGESTED = 20
"""So many cases are suggested at most."""


@dataclass(frozen=True)
class ConditionPart:
    """A line of a norm's condition, by its place; with a threshold, the very value of it."""

    norm: str
    line: int
    threshold: Threshold | None = None


def run(context: CheckContext) -> Iterable[Finding]:
    """A finding, with a suggested case, for each line and each threshold that no case shows and
    that some case can show, as many as are listed; one that the search ends with says so."""
    if not any(example.askings for example in context.policy.cases.values()):
        return
    suggested = 0
    left = untested(context)
    for place, part in enumerate(left, 1):
        lines = _suggested(context, part)
        if lines:
            suggested += 1
            cut = suggested == MOST_SUGGESTED and place < len(left)
            yield replace(_finding(context, part, lines), kinds_complete=not cut)
            if cut:
                return


def parts(context: CheckContext) -> Iterator[ConditionPart]:
    """Every line of the policy's own norms, exceptions and disapplications, and every threshold of
    its norms, in file order."""
    for norm in context.policy.norms.values():
        if norm.layer == 0 and norm.id not in context.causes:
            yield from (ConditionPart(norm.id, place) for place in range(len(norm.conditions)))
            if norm.modality is not None:
                found = dict.fromkeys(thresholds(context.policy, norm))
                yield from (
                    ConditionPart(norm.id, threshold.line, threshold) for threshold in found
                )


def untested(context: CheckContext) -> tuple[ConditionPart, ...]:
    """The parts that no case with an expectation shows, under the readings that it expects."""
    left = dict.fromkeys(parts(context))
    acts = {part.norm: frozenset(_acts(context, context.policy.norms[part.norm])) for part in left}
    for example in context.policy.cases.values():
        for asking in example.askings:
            about = [part for part in left if asking.act.act in acts[part.norm]]
            for readings in readings_expected(context, asking) if about else ():
                case = completed(context, example, asking, readings)
                if case is not None:
                    wanted = [part for part in about if part in left]
                    for part in tuple(shown(context.policy, case, readings, wanted)):
                        del left[part]
    return tuple(left)


def shown(
    policy: Policy, case: Case, readings: Readings, wanted: Iterable[ConditionPart]
) -> Iterator[ConditionPart]:
    """Which of the parts the case shows."""
    replay = Replay({"": policy}, case, {"": readings})
    roles = replay.roles()
    for part in wanted:
        if replay.holds(_showing(policy, part), Angle(), roles) and (
            part.threshold is not None or _decides(policy, case, readings, part)
        ):
            yield part


def _showing(policy: Policy, part: ConditionPart) -> Ask:
    """All else that the norm asks for is so; the line is not, or the value is that of the
    threshold."""
    if part.threshold is not None:
        return at_the_value(part.threshold)
    lines = frozenset(range(len(policy.norms[part.norm].conditions)))
    return both([Applicable(part.norm, lines - {part.line}), no(Applicable(part.norm))])


def _decides(policy: Policy, case: Case, readings: Readings, part: ConditionPart) -> bool:
    """Whether the verdict would be another without the line."""
    norm = policy.norms[part.norm]
    lines = tuple(line for place, line in enumerate(norm.conditions) if place != part.line)
    norms = {**policy.norms, norm.id: replace(norm, conditions=lines)}
    before, after = (
        evaluate(one, case, readings, LawRegime.ALONE).verdict
        for one in (policy, replace(policy, norms=norms))
    )
    return before is not after


# --------------------------------------------------------------------------- a case that shows it


def _suggested(context: CheckContext, part: ConditionPart) -> Sequence[str]:
    """The lines of an ordinary case that shows the part; none where none was found."""
    policy = context.policy
    norm = policy.norms[part.norm]
    asked = [_showing(policy, part)]
    if part.threshold is None:
        asked.insert(0, both([asked[0], _undecided(policy, norm)]))
    elif part.threshold.inclusive:
        asked.insert(0, both([asked[0], Applicable(norm.id)]))
    for body in asked:
        for readings in (context.plain, context.fixed):
            query = context.anywhere(context.over_acts(_acts(context, norm), body), readings)
            found = None if query is None else context.found(query, readings)
            if query is not None and found is not None:
                chosen = found.readings[""]
                if part in set(shown(policy, found.case, chosen, [part])):
                    lines = suggestion(context, _name(part), _said(context, part), query, found)
                    if lines:
                        return lines
    return ()


def _undecided(policy: Policy, norm: Norm) -> Ask:
    """What makes the line decide: nothing else speaks, or what the exception attacks is live."""
    if norm.modality is not None:
        return verdict_is(Verdict.SILENT)
    attacked = (attack.target for attack in policy.attacks if attack.attacker == norm.id)
    return Live(next(attacked, norm.id))


def _acts(context: CheckContext, norm: Norm) -> Sequence[str]:
    """The acts of a norm, or of the norms that an exception or disapplication attacks."""
    if norm.modality is not None:
        return context.acts_of_norm(norm.id)
    attacked = [attack.target for attack in context.policy.attacks if attack.attacker == norm.id]
    return list(dict.fromkeys(act for name in attacked for act in context.acts_of_norm(name)))


def _name(part: ConditionPart) -> str:
    at = f" value {part.threshold.border}" if part.threshold is not None else ""
    return f"suggested {part.norm} line {part.line + 1}{at}".replace(".", " ").replace("-", " ")


def _said(context: CheckContext, part: ConditionPart) -> str:
    name = context.speaker.norm_name(part.norm)
    if part.threshold is not None:
        return f"{name} where {value_said(context, part.threshold)}"
    words = context.policy.norms[part.norm].conditions[part.line].words
    return f"what “{words}” does in {name}"


def _finding(context: CheckContext, part: ConditionPart, lines: Sequence[str]) -> Finding:
    norm = context.policy.norms[part.norm]
    words = norm.conditions[part.line].words
    border = [str(part.threshold.border)] if part.threshold is not None else []
    return context.finding(
        NAME,
        Severity.NOTE,
        f"No case shows {_said(context, part)}.",
        ["line", part.norm, words, *border],
        norms=[part.norm],
        detail=["Suggested, to be confirmed by a lawyer:", *lines],
        assurance=READ,
        place=norm.conditions[part.line],
    )
