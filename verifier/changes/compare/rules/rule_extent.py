"""What a rule says, as formulas about the cases of a pattern."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import cast

from verifier.changes.compare.difference.merged_policy import VersionPair
from verifier.changes.compare.difference.pattern import MadeRule
from verifier.changes.compare.difference.statements import kinds_of
from verifier.encoding import Ask, both, free_in, some
from verifier.model import Formula, Same, Term, Variable, substitute


def within(rule: MadeRule) -> Ask:
    """What the rule says of the cases of the pattern for which it was made."""
    return existing(rule.things, (line.formula for line in rule.inside))


def about(pair: VersionPair, rule: MadeRule, shared: Sequence[Variable]) -> Ask | None:
    """The same, said of the shared things in place of those of the rule's own instance. None where
    it cannot be said of them."""
    binding: dict[Variable, Term] = {}
    same: list[Ask] = []
    for term, it in zip(rule.instance, shared, strict=True):
        if term in rule.things and term not in binding:
            binding[term] = it
            same += kinds_of(pair, {term: it})
        else:
            same.append(Same(it, binding.get(term, term) if isinstance(term, Variable) else term))
    lines: list[Ask] = []
    for line in rule.inside:
        if free_in(line.formula) & binding.keys():
            if line.words:
                return None  # about other versions of a norm, not a formula of the model
            lines.append(substitute(cast(Formula, line.formula), binding))
        else:
            lines.append(line.formula)
    rest = tuple(thing for thing in rule.things if thing not in binding)
    return both([*same, existing(rest, lines)])


def existing(things: tuple[Variable, ...], parts: Iterable[Ask]) -> Ask:
    """That there are things of which all parts are true, quantifiers as far in as they go: the
    thing of which the fewest parts speak innermost, as in `terms.scoped`."""
    return _existing(things, [(part, free_in(part)) for part in parts])


def _existing(
    things: tuple[Variable, ...], parts: Sequence[tuple[Ask, frozenset[Variable]]]
) -> Ask:
    """The same; each part comes with the variables of which it speaks."""
    if not things:
        return both(part for part, _ in parts)
    used = {v: [n for n, (_, free) in enumerate(parts) if v in free] for v in things}
    inner = min(things, key=lambda v: (len(used[v]), things.index(v)))
    inside = [parts[n] for n in used[inner]]
    outside = [part for n, part in enumerate(parts) if n not in used[inner]]
    whole = some((inner,), both(part for part, _ in inside))
    free = frozenset[Variable]().union(*(free for _, free in inside)) - {inner}
    rest = tuple(v for v in things if v != inner)
    return _existing(rest, [*outside, (whole, free)])
