"""Does each line of a condition exclude some case that the other lines let in?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from verifier.checks.idle_exception import said_of_rule
from verifier.checks.support.check_context import CheckContext
from verifier.checks.support.left_out import at_instance, bites, every_smallest, nowhere, smallest
from verifier.elaborate import spoken_of_in
from verifier.encoding import Ask, Query, both, no
from verifier.explanation import Smallest
from verifier.findings import Finding, Severity
from verifier.model import (
    All,
    Condition,
    Formula,
    Holds,
    Modality,
    Norm,
    Reads,
    Variable,
    free_variables,
    parts_of,
    scoped_lines,
)
from verifier.words import quoted

NAME = "surplus-condition"


def run(context: CheckContext) -> Iterable[Finding]:
    """A finding for each line of a norm, exception or disapplication without which it would apply
    in the same cases, to the same things, with what the line follows from. Of two lines that say
    the same, the later is reported; none that introduces what is spoken of afterwards."""
    for norm in context.policy.norms.values():
        if norm.layer > 0 or norm.id in context.causes:
            continue
        rule = _rule(context, norm)
        if norm.role == "exception" and rule is None:
            continue
        part = _OfException(context, norm, rule) if rule is not None else _OfNorm(context, norm)
        yield from _surplus(context, norm, part)


def _rule(context: CheckContext, norm: Norm) -> Norm | None:
    """The one rule to which an exception belongs."""
    if norm.role != "exception":
        return None
    found = [one for one in bites(context, norm) if one.root.role != "exclusion"]
    one = len(found) == 1 and len(found[0].path) == 1
    return found[0].root if one and found[0].root.id not in context.causes else None


class _OfNorm:
    """The lines of a norm or a disapplication, each by its place."""

    def __init__(self, context: CheckContext, norm: Norm) -> None:
        self.context = context
        self.norm = norm
        self.acts = context.acts_of_norm(norm.id)
        self.given: tuple[Condition, ...] = ()

    def wider(self, kept: frozenset[int], line: int, _: frozenset[int]) -> tuple[Query, ...]:
        """Whether, for some things that the norm or what defeats it speaks of, these lines let in a
        case that the line excludes."""
        body = both([self._says(kept), no(self._says(kept | {line}))])
        return self.context.over_acts(self.acts, at_instance(self.norm, body))

    def _says(self, kept: frozenset[int]) -> Formula:
        lines = (c.formula for place, c in enumerate(self.norm.conditions) if place in kept)
        return scoped_lines(self.norm.locals, tuple(lines))


class _OfException:
    """The lines of an exception, read together with those of its rule (`given`)."""

    def __init__(self, context: CheckContext, norm: Norm, rule: Norm) -> None:
        self.context = context
        self.norm = norm
        self.rule = rule
        self.acts = context.acts_of_norm(rule.id)
        self.given = rule.conditions

    def wider(self, kept: frozenset[int], line: int, given: frozenset[int]) -> tuple[Query, ...]:
        """Whether these lines let in a case that the line excludes."""
        applies = [c.formula for place, c in enumerate(self.given) if place in given]
        body: Ask = both(
            [
                scoped_lines(self.rule.locals, tuple(applies)),
                self._says(kept),
                no(self._says(kept | {line})),
            ]
        )
        return self.context.over_acts(self.acts, at_instance(self.rule, body))

    def _says(self, kept: frozenset[int]) -> Formula:
        lines = [c for place, c in enumerate(self.norm.conditions) if place in kept]
        return said_of_rule(self.context, self.norm, self.rule, lines)


def _surplus(context: CheckContext, norm: Norm, part: _OfNorm | _OfException) -> Iterable[Finding]:
    kept = frozenset(range(len(norm.conditions)))
    given = frozenset(range(len(part.given)))
    found = []
    for line in sorted(kept, reverse=True):
        if _introduces(norm, line) or _chosen(context, norm.conditions[line].formula):
            continue
        if _presupposed(norm, line):
            continue
        queries = part.wider(kept - {line}, line, given)
        if nowhere(context, queries):
            kept -= {line}
            found.append(_finding(context, norm, part, kept, line, queries))
    yield from reversed(found)


def _presupposed(norm: Norm, line: int) -> bool:
    """Whether a line says no more than that an event has happened, and another line counts from its
    day: it spells out what that line presupposes. So does a line that says by when a duty is due
    and adds but that."""
    condition = norm.conditions[line]
    if condition.deadline:
        return True
    others = (other.formula for place, other in enumerate(norm.conditions) if place != line)
    return isinstance(condition.formula, Holds) and any(
        condition.formula in part.parts for part in others if isinstance(part, All)
    )


def _introduces(norm: Norm, line: int) -> bool:
    """Whether the line says who or what another line, or an exception, goes on to speak of; or is
    the last that says which things a duty is about. A line that adds nothing itself still speaks of
    what it speaks of as long as it stands."""
    spoken = [free_variables(condition.formula) for condition in norm.conditions]
    act = (*norm.act.terms, norm.bearer) if norm.act else ()
    shared = frozenset(norm.parameters) if norm.role == "norm" else frozenset[Variable]()
    later = shared.union(*spoken[line + 1 :])
    known = frozenset(act).union(*spoken[:line])
    others = spoken_of_in((*norm.conditions[:line], *norm.conditions[line + 1 :]))
    if norm.modality is Modality.OBLIGED and (spoken[line] & frozenset(act)) - others:
        return True
    return bool((spoken[line] & later) - known - _of_the_rule(norm))


def _chosen(context: CheckContext, formula: Formula) -> bool:
    """Whether the line turns on a question that is answered for this run: no wonder that it then
    decides nothing."""
    match formula:
        case Reads(question, _):
            return question in context.fixed
        case _:
            return any(_chosen(context, part) for part in parts_of(formula))


def _of_the_rule(norm: Norm) -> frozenset[Variable]:
    """What an exception or disapplication speaks of that what it attacks has introduced."""
    return frozenset(norm.parameters) if norm.role != "norm" else frozenset()


def _finding(
    context: CheckContext,
    norm: Norm,
    part: _OfNorm | _OfException,
    kept: frozenset[int],
    line: int,
    queries: Sequence[Query],
) -> Finding:
    condition = norm.conditions[line]
    because, reasons = _because(context, norm, part, kept, line)
    return context.finding(
        NAME,
        Severity.NOTE,
        f"{quoted(condition.words)} adds nothing to "
        f"{context.speaker.norm_name(norm.id)}: {because}.",
        [norm.id, condition.words],
        norms=[norm.id],
        detail=context.everywhere,
        reasons=reasons,
        assurance=context.absence(queries),
        place=condition,
    )


def _because(
    context: CheckContext, norm: Norm, part: _OfNorm | _OfException, kept: frozenset[int], line: int
) -> tuple[str, Smallest[str]]:
    """What the line follows from: a smallest set of other lines, lines of the rule, assumptions;
    and all such sets."""
    sources = {f"own {place}": norm.conditions[place].words for place in sorted(kept)}
    sources |= {f"rule {place}": given.words for place, given in enumerate(part.given)}
    assumptions = list(context.policy.assumptions)

    def enough(names: frozenset[str]) -> bool:
        own = frozenset(place for place in kept if f"own {place}" in names)
        given = frozenset(place for place in range(len(part.given)) if f"rule {place}" in names)
        gone = frozenset(name for name in assumptions if f"assumed {name}" not in names)
        queries = part.wider(own, line, given)
        return all(context.ask(query, None, gone) is False for query in queries)

    words = {name: quoted(line) for name, line in sources.items()}
    words |= {f"assumed {name}": f"the assumption “{name}”" for name in assumptions}
    members = [*(f"assumed {name}" for name in assumptions), *sources]
    names = smallest(members, enough)
    sets = every_smallest(members, enough, names).named(words.__getitem__)
    follows = context.speaker.series([said for name, said in words.items() if name in names])
    return (f"it follows from {follows}" if follows else "it is always so"), sets
