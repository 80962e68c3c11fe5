"""On which clauses and exceptions it rests that a case shows what a finding says: a case goes in,
every smallest set of norms comes out that is enough, whether or not the others are there.

Assumptions are no part of these sets: an assumption only rules cases out, so that a case that shows
something would show it without them as well. The sets are found by the interpreter, which decides
the case once for each choice of the norms at work in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import chain, combinations

from verifier.checks.support.check_context import CheckContext
from verifier.findings import Witness
from verifier.model import Case, LawRegime, Policy, Readings
from verifier.semantics import Evaluation, World, attacks_on, evaluate, evaluated

MOST_AT_WORK = 7
"""In a case in which more norms than this bear on one another, the sets are not looked for."""

Shows = Callable[[Evaluation], bool]
"""Whether what the norms say of the case is what the finding says."""


def live_together(norms: Iterable[str]) -> Shows:
    """Whether all of these norms are live."""
    wanted = frozenset(norms)
    return lambda found: wanted <= {name for name, _ in found.live}


def grounds(
    policy: Policy,
    case: Case,
    readings: Readings,
    column: LawRegime,
    shows: Shows,
    about: frozenset[str] | None = None,
) -> tuple[tuple[str, ...], ...]:
    """The smallest sets of norms, in file order, with which the case shows it whatever becomes of
    the others. `about`: the norms that it is a matter of (None: any). None where none are needed,
    or too many norms are at work."""
    at_work = _at_work(policy, case, readings, column, about)
    if len(at_work) > MOST_AT_WORK:
        return ()
    world = World(policy, case, readings)

    def shown_with(kept: frozenset[str]) -> bool:
        gone = frozenset(name for name in policy.norms if _written(policy, name) not in kept)
        return shows(evaluated(world, column, gone))

    showing = {kept: shown_with(kept) for kept in map(frozenset, _subsets(at_work))}
    found: list[frozenset[str]] = []
    for kept in showing:
        known = any(smaller <= kept for smaller in found)
        if not known and all(holds for more, holds in showing.items() if kept <= more):
            found.append(kept)
    return tuple(tuple(name for name in at_work if name in kept) for kept in found if kept)


def _at_work(
    policy: Policy,
    case: Case,
    readings: Readings,
    column: LawRegime,
    about: frozenset[str] | None,
) -> tuple[str, ...]:
    """The norms that apply in the case and can bear on those that it is a matter of."""
    applicable = {name for name, _ in evaluate(policy, case, readings, column).applicable}
    wanted = applicable if about is None else about & applicable
    waiting = list(wanted)
    reached = set(wanted)
    while waiting:
        for attack in attacks_on(policy, waiting.pop(), column):
            if attack.attacker in applicable and attack.attacker not in reached:
                reached.add(attack.attacker)
                waiting.append(attack.attacker)
    written = {_written(policy, name) for name in reached}
    return tuple(name for name in policy.norms if name in written)


def _written(policy: Policy, name: str) -> str:
    """The norm as it stands in the file: what follows from it for acts that it excludes is one with
    it."""
    return policy.norms[name].follows or name


def _subsets(names: Sequence[str]) -> Iterable[tuple[str, ...]]:
    """The fewest first."""
    return chain.from_iterable(combinations(names, size) for size in range(len(names) + 1))


def of_witness(
    context: CheckContext,
    witness: Witness | None,
    column: LawRegime,
    shows: Shows,
    about: frozenset[str] | None = None,
) -> list[list[str]]:
    """The smallest sets for the case shown, each norm by its name; none where no case is shown."""
    if witness is None:
        return []
    sets = grounds(context.policy, witness.case, witness.readings, column, shows, about)
    return [[context.speaker.norm_name(name) for name in one] for one in sets]
