"""Does each line of a condition exclude some case that the other lines let in?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from verifier.checks.idle_exception import said_of_rule
from verifier.checks.support.check_context import Desk
from verifier.checks.support.left_out import at_instance, bites, every_smallest, nowhere, smallest
from verifier.encoding.questions import Applies, Ask, Query, both, no
from verifier.explanation.minimal_sets import Smallest
from verifier.findings.finding import Finding, Severity
from verifier.model.policy import Condition, Formula, Norm
from verifier.model.variables import scoped

NAME = "surplus-condition"


def run(desk: Desk) -> Iterable[Finding]:
    """A finding for each line of a norm, exception or disapplication without which it would apply
    in the same cases, with what the line follows from. Of two lines that say the same, the later is
    reported."""
    for norm in desk.policy.norms.values():
        if norm.layer > 0 or norm.id in desk.causes:
            continue
        rule = _rule(desk, norm)
        if norm.role == "exception" and rule is None:
            continue
        part = _OfException(desk, norm, rule) if rule is not None else _OfNorm(desk, norm)
        yield from _surplus(desk, norm, part)


def _rule(desk: Desk, norm: Norm) -> Norm | None:
    """The one rule to which an exception belongs."""
    if norm.role != "exception":
        return None
    found = list(bites(desk, norm))
    one = len(found) == 1 and len(found[0].path) == 1
    return found[0].root if one and found[0].root.id not in desk.causes else None


class _OfNorm:
    """The lines of a norm or a disapplication, each by its place."""

    def __init__(self, desk: Desk, norm: Norm) -> None:
        self.desk = desk
        self.norm = norm
        self.acts = desk.acts_of_norm(norm.id)
        self.given: tuple[Condition, ...] = ()

    def wider(self, kept: frozenset[int], line: int, _: frozenset[int]) -> tuple[Query, ...]:
        """Whether these lines let in a case that the line excludes."""
        with_line = Applies(self.norm.id, kept | {line})
        body = both([Applies(self.norm.id, kept), no(with_line)])
        return self.desk.over_acts(self.acts, body)


class _OfException:
    """The lines of an exception, read together with those of its rule (`given`)."""

    def __init__(self, desk: Desk, norm: Norm, rule: Norm) -> None:
        self.desk = desk
        self.norm = norm
        self.rule = rule
        self.acts = desk.acts_of_norm(rule.id)
        self.given = rule.conditions

    def wider(self, kept: frozenset[int], line: int, given: frozenset[int]) -> tuple[Query, ...]:
        """Whether these lines let in a case that the line excludes."""
        applies = [c.formula for place, c in enumerate(self.given) if place in given]
        body: Ask = both(
            [
                scoped(self.rule.locals, tuple(applies)),
                self._says(kept),
                no(self._says(kept | {line})),
            ]
        )
        return self.desk.over_acts(self.acts, at_instance(self.rule, body))

    def _says(self, kept: frozenset[int]) -> Formula:
        lines = [c for place, c in enumerate(self.norm.conditions) if place in kept]
        return said_of_rule(self.desk, self.norm, self.rule, lines)


def _surplus(desk: Desk, norm: Norm, part: _OfNorm | _OfException) -> Iterable[Finding]:
    kept = frozenset(range(len(norm.conditions)))
    given = frozenset(range(len(part.given)))
    found = []
    for line in sorted(kept, reverse=True):
        queries = part.wider(kept - {line}, line, given)
        if nowhere(desk, queries):
            kept -= {line}
            found.append(_finding(desk, norm, part, kept, line, queries))
    yield from reversed(found)


def _finding(
    desk: Desk,
    norm: Norm,
    part: _OfNorm | _OfException,
    kept: frozenset[int],
    line: int,
    queries: Sequence[Query],
) -> Finding:
    condition = norm.conditions[line]
    because, reasons = _because(desk, norm, part, kept, line)
    return desk.finding(
        NAME,
        Severity.NOTE,
        f"“{condition.words}” adds nothing to {desk.speaker.norm_name(norm.id)}: {because}.",
        [norm.id, condition.words],
        norms=[norm.id],
        detail=["This holds under every reading."] if desk.policy.questions else [],
        reasons=reasons,
        assurance=desk.absence(queries),
        place=condition,
    )


def _because(
    desk: Desk, norm: Norm, part: _OfNorm | _OfException, kept: frozenset[int], line: int
) -> tuple[str, Smallest[str]]:
    """What the line follows from: a smallest set of other lines, lines of the rule, assumptions;
    and all such sets."""
    sources = {f"own {place}": norm.conditions[place].words for place in sorted(kept)}
    sources |= {f"rule {place}": given.words for place, given in enumerate(part.given)}
    assumptions = list(desk.policy.assumptions)

    def enough(names: frozenset[str]) -> bool:
        own = frozenset(place for place in kept if f"own {place}" in names)
        given = frozenset(place for place in range(len(part.given)) if f"rule {place}" in names)
        gone = frozenset(name for name in assumptions if f"assumed {name}" not in names)
        queries = part.wider(own, line, given)
        return all(desk.ask(query, None, gone) is False for query in queries)

    words = {name: f"“{line}”" for name, line in sources.items()}
    words |= {f"assumed {name}": f"the assumption “{name}”" for name in assumptions}
    members = [*(f"assumed {name}" for name in assumptions), *sources]
    names = smallest(members, enough)
    sets = every_smallest(members, enough, names).named(words.__getitem__)
    follows = desk.speaker.series([said for name, said in words.items() if name in names])
    return (f"it follows from {follows}" if follows else "it is always so"), sets
