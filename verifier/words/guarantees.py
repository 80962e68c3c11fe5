"""Assumptions, promises, possibilities, coverage claims and verdicts in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from verifier.model import (
    All,
    Any,
    Assumption,
    CaseClass,
    Coverage,
    Every,
    Formula,
    LawRegime,
    Not,
    Policy,
    Positions,
    Possibility,
    Presumption,
    Promise,
    Some,
    Verdict,
)
from verifier.words import sentences
from verifier.words.clause_text import running
from verifier.words.discourse import Discourse
from verifier.words.english import sentence, series
from verifier.words.norms import conditions_said

# --------------------------------------------------------------------------- background


def assumption_sentence(policy: Policy, assumption: Assumption) -> str:
    """`It never happens that …`, `Whenever …, …`."""
    return sentence(background_clause(Discourse(policy), assumption.formula))


def background_clause(discourse: Discourse, formula: Formula) -> str:
    """A closed formula as background: what never happens, or what is always so."""
    match formula:
        case Not(Some(_, _) as inner):
            return f"it never happens that {discourse.clause(inner)}"
        case Not(All(parts)) if len(parts) > 1:
            return f"it never happens that {discourse.clause(All(parts))}"
        case Every(_, body):
            return _universal(discourse, body)
        case Any(parts) if _is_rule(parts):
            return _universal(discourse, formula)
        case _:
            return discourse.clause(formula)


def _is_rule(parts: Sequence[Formula]) -> bool:
    return len(parts) > 1 and sum(not isinstance(part, Not) for part in parts) == 1


def _universal(discourse: Discourse, body: Formula) -> str:
    while isinstance(body, Every):
        body = body.body
    match body:
        case Not(inner):
            return f"it never happens that {discourse.clause(inner)}"
        case Any(parts) if _is_rule(parts):
            conditions = tuple(part.body for part in parts if isinstance(part, Not))
            (consequence,) = (part for part in parts if not isinstance(part, Not))
            condition = discourse.clause(All(conditions))
            return f"whenever {condition}, {discourse.clause(consequence)}"
        case _:
            return f"in every case {discourse.clause(body)}"


def presumption_sentence(policy: Policy, presumption: Presumption) -> str:
    """`Unless …, it is presumed that …, as long as the contrary is not known`."""
    discourse = Discourse(policy)
    presumed = discourse.clause(presumption.presumed)
    unless = discourse.clause(presumption.unless)
    text = f"where nothing is known of it, it is presumed that {presumed}"
    return sentence(text if presumption.unless == Any(()) else f"{text}, unless {unless}")


# --------------------------------------------------------------------------- scopes


def scope_words(policy: Policy, scope: CaseClass, modal: str = "") -> str:
    """`the Office prosecutes a person for an offense, where the offense is …`."""
    discourse = Discourse(policy, bound={*scope.variables, *scope.locals})
    head = _scope_head(discourse, scope, modal)
    said = conditions_said(discourse, scope.conditions)
    if said is None or not head:
        return head if said is None else running(said)
    return f"{head} when {running(said)}" if modal else f"{head}, where {running(said)}"


def _scope_head(discourse: Discourse, scope: CaseClass, modal: str) -> str:
    """The act by its bearer; nothing where the scope is about every act of everybody."""
    if scope.act is None:
        who = "" if scope.bearer is None else discourse.mention(scope.bearer)
        doing = f"{modal} do anything" if modal else "does anything"
        return f"{who} {doing}" if who else ""
    who = discourse.mention(scope.bearer) if scope.bearer is not None else "anybody"
    phrase = discourse.policy.acts[scope.act.act].phrase
    fillers = [discourse.mention(term) for term in scope.act.terms]
    if modal:
        return f"{who} {modal} {sentences.phrase(phrase, fillers)}"
    return sentences.act_of(who, phrase, fillers)


_MODALS = {
    frozenset({Verdict.PROHIBITED}): "must not",
    frozenset({Verdict.OBLIGED, Verdict.LATE}): "must",
    frozenset({Verdict.PERMITTED}): "may",
    frozenset({Verdict.EXEMPT}): "need not",
}


def promise_sentence(policy: Policy, promise: Promise) -> str:
    """What is promised, in which cases, under which readings, in which column."""
    modal = _MODALS.get(promise.verdicts)
    beyond = under_words(policy, promise.under, promise.column)
    if modal is not None:
        return sentence(f"{beyond}, {scope_words(policy, promise.scope, modal)}")
    scope = scope_words(policy, promise.scope)
    excluded = [verdict for verdict in Verdict if verdict not in promise.verdicts]
    if len(excluded) < len(promise.verdicts):
        never = series([_noun(verdict) for verdict in excluded], "or")
        return sentence(f"{beyond}, there is never {never}" + (f" where {scope}" if scope else ""))
    verdicts = series([str(verdict) for verdict in Verdict if verdict in promise.verdicts], "or")
    return sentence(f"{beyond}, the verdict is {verdicts}" + (f" where {scope}" if scope else ""))


def possibility_sentence(policy: Policy, possibility: Possibility) -> str:
    """`There is a case in which …`."""
    under = "under the plain readings" if possibility.under == "plain" else "under some reading"
    scope = scope_words(policy, possibility.scope)
    text = f"{under}{column_words(policy, possibility.column)}, there is a case"
    text += f" in which {scope}" if scope else ""
    if len(possibility.verdicts) < len(Verdict):
        named = series([str(v) for v in Verdict if v in possibility.verdicts], "or")
        text += f"{', and' if scope else ' in which'} the verdict is {named}"
    return sentence(text)


def coverage_sentence(policy: Policy, coverage: Coverage) -> str:
    """`The policy speaks in every case in which …`."""
    return sentence(
        f"the policy says something in every case in which {scope_words(policy, coverage.scope)}"
    )


def under_words(policy: Policy, under: str, column: LawRegime) -> str:
    """`under every reading`, `under the plain readings, beside the law`."""
    readings = "under the plain readings" if under == "plain" else "under every reading"
    return readings + column_words(policy, column)


def column_words(policy: Policy, column: LawRegime) -> str:
    """How the laws above the policy count; nothing where there is no law."""
    if not policy.laws:
        return ""
    match column:
        case LawRegime.ALONE:
            return ", by the policy alone"
        case LawRegime.BESIDE:
            return ", with policy and law side by side"
        case LawRegime.END:
            return ", in the end (where the law prevails)"
    assert_never(column)


def _noun(verdict: Verdict) -> str:
    match verdict:
        case Verdict.DILEMMA:
            return "a dilemma"
        case Verdict.ANTINOMY:
            return "an antinomy"
        case Verdict.SILENT:
            return "silence"
        case (
            Verdict.OBLIGED
            | Verdict.LATE
            | Verdict.PROHIBITED
            | Verdict.FREE
            | Verdict.PERMITTED
            | Verdict.EXEMPT
        ):
            return f"the verdict “{verdict}”"
    assert_never(verdict)


# --------------------------------------------------------------------------- verdicts


def verdict_words(verdict: Verdict) -> str:
    """A verdict and what it means, in one phrase. Silence is never called permission."""
    match verdict:
        case Verdict.DILEMMA:
            return "a dilemma: whatever the bearer does, a norm is breached"
        case Verdict.ANTINOMY:
            return "an antinomy: the text says both, and does not say which prevails"
        case Verdict.OBLIGED:
            return "obliged"
        case Verdict.LATE:
            return "late: still obliged, after the last day"
        case Verdict.PROHIBITED:
            return "prohibited"
        case Verdict.FREE:
            return "expressly left to discretion"
        case Verdict.PERMITTED:
            return "expressly permitted"
        case Verdict.EXEMPT:
            return "expressly not required"
        case Verdict.SILENT:
            return "silent: no norm speaks"
    assert_never(verdict)


def verdict_sentence(
    verdict: Verdict, agent: str, act: str, positions: Positions | None = None
) -> str:
    """A verdict as a sentence about `agent` ("the Office") and its act ("use S against Ana")."""
    match verdict:
        case Verdict.DILEMMA:
            text = f"{agent} must {act} and must not {act}: whatever is done, a norm is breached"
        case Verdict.ANTINOMY:
            text = _antinomy(agent, act, positions)
        case Verdict.OBLIGED:
            chosen = positions is not None and positions.choice and not positions.obliged
            text = f"{agent} must {act}" + (", or do another act of this kind" if chosen else "")
        case Verdict.LATE:
            text = f"{agent} must still {act}: the last day for it is past"
        case Verdict.PROHIBITED:
            text = f"{agent} must not {act}"
        case Verdict.FREE:
            text = f"{agent} may {act} and need not: it is expressly left to discretion"
        case Verdict.PERMITTED:
            text = f"{agent} may {act}: it is expressly permitted"
        case Verdict.EXEMPT:
            text = f"{agent} need not {act}; no norm says whether {agent} may"
        case Verdict.SILENT:
            text = f"no norm says whether {agent} may {act}"
        case _:
            assert_never(verdict)
    return sentence(text)


def _antinomy(agent: str, act: str, positions: Positions | None) -> str:
    if positions is not None and positions.forbidden:
        return f"the text says both that {agent} may {act} and that {agent} must not"
    if positions is not None and positions.obliged:
        return f"the text says both that {agent} must {act} and that {agent} need not"
    return f"the text contradicts itself on whether {agent} may or must {act}"
