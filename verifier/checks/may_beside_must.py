"""Does a clause permit what another requires, or exempt from what another forbids? Nothing is
contradicted by that, and yet “may” is often heard as “and may as well not”."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product

from verifier.checks.support.check_context import CheckContext, Existence
from verifier.checks.support.question_to_add import CONVERSE, LEFT, question_to_add
from verifier.encoding import Angle, Ask, Live, Position, Query, Seen, Takes, both, either, no
from verifier.findings import Finding, Severity
from verifier.model import LawRegime, Modality, Named, Norm, Readings, Variable
from verifier.solver import QuestionSolver

NAME = "may-beside-must"

STRICT: dict[Modality | None, Modality] = {
    Modality.PERMITTED: Modality.OBLIGED,
    Modality.EXEMPT: Modality.FORBIDDEN,
}
"""Beside which modality a permission, and an exemption, is in doubt."""
_DOES = {Modality.PERMITTED: "permits", Modality.EXEMPT: "exempts from"}
_MUST = {Modality.OBLIGED: "requires", Modality.FORBIDDEN: "forbids"}


def run(context: CheckContext) -> Iterable[Finding]:
    """A finding for each norm of the policy that permits (or exempts from) an act which another
    norm, or a law, requires (or forbids) of the same bearer, where no clause says, be it on one
    reading of a question, that the act is left to the bearer. A warning where the norm says nothing
    else; a note where it permits other acts as well. Who is exempt from an act in general may well
    be forbidden it in some cases: that is no finding."""
    norms = [
        norm
        for norm in context.policy.norms.values()
        if norm.modality and not norm.is_choice and norm.id not in context.causes
    ]
    for lax, strict in product(norms, norms):
        if lax.layer == 0 and STRICT.get(lax.modality) is strict.modality:
            queries = doubtful(context, lax, strict)
            standing = context.standing(queries)
            if standing is None:
                continue
            alone = _speaks_alone(context, lax, standing.readings)
            if not alone or lax.modality is Modality.PERMITTED:
                yield _finding(context, lax, strict, standing, alone)


def doubtful(context: CheckContext, lax: Norm, strict: Norm) -> tuple[Query, ...]:
    """Whether both are live on one act that no norm leaves to the bearer, whether all questions are
    read plainly or one of them otherwise: a question for each kind of act."""
    column = LawRegime.BESIDE if strict.layer else LawRegime.ALONE
    theirs = set(context.acts_of_norm(strict.id))
    live = (Live(lax.id), Live(strict.id))
    return tuple(
        Query(act, both([*live, no(_left(context, act, lax, column))]), Angle(column=column))
        for act in context.acts_of_norm(lax.id)
        if act in theirs
    )


def _left(context: CheckContext, act: str, lax: Norm, column: LawRegime) -> Ask:
    """A norm says the converse as well: then that contradicts the strict one, and is found so."""
    assert lax.modality is not None
    reach = context.solver.encodings.unfoldings(act)[""].dependencies
    plain = context.policy.plain_readings
    ways: list[Ask] = []
    for norm in context.policy.norms.values():
        if norm.modality is not CONVERSE[lax.modality] or norm.layer:
            continue
        for question in context.policy.questions.values():
            if question.name in reach.of_norms[norm.id]:
                for reading in question.readings:
                    reads = frozenset({**plain, question.name: reading.name}.items())
                    ways.append(Seen(Angle(column=column, reads=reads), Live(norm.id)))
        ways.append(Seen(Angle(column=column, reads=frozenset(plain.items())), Live(norm.id)))
    return either(ways)


# --------------------------------------------------------------------------- the finding


def _finding(
    context: CheckContext, lax: Norm, strict: Norm, standing: Existence, alone: bool
) -> Finding:
    assert lax.modality is not None
    assert strict.modality is not None
    one, other = (context.speaker.norm_name(norm.id) for norm in (lax, strict))
    among = ", among other things" if alone else ""
    word, whom = lax.modality.words, _bearer(context, lax, strict)
    says = f"{one} {_DOES[lax.modality]} what {other} {_MUST[strict.modality]}{among}"
    added = () if context.brief else _to_add(context, lax, strict, whom)
    return context.finding(
        NAME,
        Severity.NOTE if alone else Severity.WARNING,
        f"{context.speaker.sentence(says)} Does “{word}” leave it to {whom}?",
        [lax.id, strict.id],
        norms=[lax.id, strict.id],
        standing=standing,
        witness=context.witness_of(standing, said=both([Live(lax.id), Live(strict.id)])),
        detail=[
            "The text does not say. A question to add, with the clause that turns on it:",
            *added,
        ]
        if added
        else ["The text does not say."],
    )


def _speaks_alone(context: CheckContext, lax: Norm, readings: Readings) -> bool:
    """Whether the norm is live on some act for which nothing is so strict, read thus."""
    column = LawRegime.BESIDE if context.policy.laws else LawRegime.ALONE
    strict: Position = "O" if lax.modality is Modality.PERMITTED else "F"
    queries = context.over_acts(
        context.acts_of_norm(lax.id), both([Live(lax.id), no(Takes(strict))]), Angle(column=column)
    )
    return context.anywhere(queries, readings) is not None


def _bearer(context: CheckContext, lax: Norm, strict: Norm) -> str:
    """Whom both bind, by the narrower of their words."""
    terms = [norm.bearer for norm in (lax, strict) if norm.bearer is not None]
    for term in terms:
        if isinstance(term, Named):
            return term.name
    kinds = [term.kind for term in terms if isinstance(term, Variable)]
    deepest = max(kinds, key=lambda kind: len(context.policy.lineage(kind)))
    return context.speaker.kind(deepest, article="the")


def _to_add(context: CheckContext, lax: Norm, strict: Norm, whom: str) -> Sequence[str]:
    """The lines of the question, tried: with them the finding is gone, and where the word leaves
    the act to the bearer the two clauses contradict each other."""
    other = context.speaker.norm_name(strict.id)
    added = question_to_add(context.policy, lax, f"what {other} says", whom)
    if added is None:
        return ()
    solver = QuestionSolver(added.policy, context.solver.budget)
    then = CheckContext(added.policy, solver, {}, brief=True)
    left = {**added.policy.plain_readings, added.question: LEFT}
    clashes = (
        query
        for norm in added.policy.clauses[added.clause].norms
        if added.policy.norms[norm].modality is not None
        for query in _both_live(then, norm, strict)
    )
    settled = all(then.ask(query) is False for query in doubtful(then, lax, strict))
    return added.lines if settled and then.anywhere(clashes, left) else ()


def _both_live(context: CheckContext, norm: str, strict: Norm) -> tuple[Query, ...]:
    column = LawRegime.BESIDE if strict.layer else LawRegime.ALONE
    acts = context.acts_of_norm(strict.id)
    return context.over_acts(acts, both([Live(norm), Live(strict.id)]), Angle(column=column))
