"""What changes where norms are left out: what the checks of idle, ineffective and redundant parts
have in common."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeVar

from verifier.checks.support.check_context import CheckContext, Existence
from verifier.encoding import (
    POSITIONS,
    Angle,
    Ask,
    LiveAt,
    Query,
    Seen,
    Takes,
    both,
    either,
    no,
    read_as,
    some,
)
from verifier.explanation import Smallest, minimal_sets
from verifier.findings import Assurance, Strength
from verifier.model import ActIs, LawRegime, Modality, Norm, Policy, Readings
from verifier.semantics import attacks_on

VERBS = {
    Modality.OBLIGED: ("requires", "require"),
    Modality.FORBIDDEN: ("forbids", "forbid"),
    Modality.PERMITTED: ("permits", "permit"),
    Modality.EXEMPT: ("exempts from", "exempt from"),
}
"""What one clause, and what several clauses, do with an act."""


def positions_part(here: Angle, there: Angle) -> Ask:
    """Some position that the act in question has from one angle and not from the other."""
    ways = [
        both([Seen(one, Takes(position)), no(Seen(other, Takes(position)))])
        for position in POSITIONS
        for one, other in ((here, there), (there, here))
    ]
    return either(ways)


def at_instance(norm: Norm, body: Ask) -> Ask:
    """For some instance of the norm under which the act in question falls, `body`, in which the
    norm's parameters are free."""
    if norm.act is None:
        return some(norm.parameters, body)
    return some(norm.parameters, both([ActIs(norm.act.act, norm.act.terms, norm.bearer), body]))


def named(context: CheckContext, norms: Sequence[str]) -> str:
    """`clauses 1 and 2`, `clause 1 and the exception “relief” of clause 6`."""
    clauses = [context.policy.norms[name].clause for name in norms]
    whole = [context.speaker.clause_name(clause) for clause in clauses]
    each = [context.speaker.norm_name(name) for name in norms]
    return context.speaker.clause_names(clauses) if whole == each else context.speaker.series(each)


def own_clauses(context: CheckContext) -> tuple[str, ...]:
    """The clauses of the policy, without those of laws above it."""
    return tuple(name for name, clause in context.policy.clauses.items() if clause.law is None)


# --------------------------------------------------------------------------- where no case is


def nowhere(
    context: CheckContext, queries: Iterable[Query], readings: Readings | None = None
) -> bool:
    """Whether it is certain that none of the questions has a case."""
    return all(context.ask(query, readings) is False for query in queries)


@dataclass(frozen=True)
class Ending:
    """Where there is no case of some questions: under every reading, or else under the plain ones;
    then `sets` are the smallest sets of readings under which there is one (`cut`: some of them)."""

    queries: tuple[Query, ...]
    everywhere: bool
    sets: tuple[tuple[tuple[str, str], ...], ...] = ()
    cut: bool = False

    @property
    def standing(self) -> Existence | None:
        """How the finding stands that nothing is there."""
        if self.everywhere or not self.queries:
            return None
        return Existence(Strength.PLAIN, (), self.queries[0], {})

    def assurance(self, context: CheckContext) -> Assurance:
        """What stands behind it."""
        if self.everywhere:
            return context.absence(self.queries)
        return context.absence(read_as(query, {"": context.plain}) for query in self.queries)

    def said(self, context: CheckContext) -> list[str]:
        """Under which readings it holds and where it ends, in sentences."""
        if self.everywhere:
            return context.everywhere
        ends = [
            context.speaker.series([context.speaker.reading(*choice) for choice in chosen])
            for chosen in self.sets
        ]
        holds = f"This holds {context.plainly}."
        if len(ends) < 2:
            return [f"{holds} It no longer does where {end}." for end in ends] or [holds]
        others = ", among others" if self.cut else ""
        return [f"{holds} It no longer does where any of these is so{others}:", *ends]


def ending(
    context: CheckContext, queries: Sequence[Query], meant: Sequence[Query]
) -> Ending | None:
    """Where none of the questions has a case. None where one has a case under the plain readings,
    where that could not be decided, and where nothing that is `meant` can happen there: under
    readings under which a clause is not meant to apply, it is no wonder that it does nothing."""
    if not nowhere(context, queries, context.plain):
        return None
    plainly = context.anywhere(meant, context.plain) is not None
    if nowhere(context, queries):
        return Ending(tuple(queries), True) if plainly or context.anywhere(meant) else None
    if not plainly:
        return None
    standing = None if context.brief else context.standing(queries)
    if standing is None:
        return Ending(tuple(queries), False)
    return Ending(tuple(queries), False, standing.sets, standing.cut)


# --------------------------------------------------------------------------- smallest sets


Member = TypeVar("Member", bound=Hashable)


MOST_MEMBERS = 16
"""Of more members than these, one smallest set is looked for and not all."""


def smallest(kept: Sequence[Member], enough: Callable[[frozenset[Member]], bool]) -> list[Member]:
    """A set none of whose members can be spared, of a set that is enough; later ones are spared
    last."""
    left = list(kept)
    for name in kept:
        if enough(frozenset(left) - {name}):
            left.remove(name)
    return left


def every_smallest(
    members: Sequence[Member],
    enough: Callable[[frozenset[Member]], bool],
    first: Sequence[Member],
) -> Smallest[Member]:
    """The sets that are enough and none of whose members can be spared, as far as they are looked
    for; more members never spoil a set. `first` is one of them: the only one that is named where
    there are many members."""
    if len(members) > MOST_MEMBERS:
        return Smallest((tuple(first),), False)
    return minimal_sets(members, lambda kept: enough(frozenset(kept)))


def in_reason(sets: Iterable[Sequence[str]]) -> list[str]:
    """Smallest sets in the one form in which a fingerprint has them, whatever the order of the file
    and whichever set is named in words: the members of the only set, or each of several as one."""
    known = [sorted(one) for one in sets]
    return known[0] if len(known) == 1 else sorted("|".join(one) for one in known)


# --------------------------------------------------------------------------- exceptions


@dataclass(frozen=True)
class Bite:
    """An exception and a norm on which it works, directly or by defeating another exception.

    path: what it attacks, what that attacks, and so on up to the norm `root`, which has an act;
    siblings: the other exceptions of what it attacks; others: all else that attacks on the path.
    """

    exception: Norm
    path: tuple[Norm, ...]
    siblings: tuple[str, ...]
    others: frozenset[str]

    @property
    def root(self) -> Norm:
        return self.path[-1]

    def alone(self, context: CheckContext, siblings: frozenset[str]) -> tuple[Query, ...]:
        """Whether, at some instance, this exception and none of these siblings makes the difference
        to whether the norm is live, all else that could defeat it left out."""
        gone = self.others | (frozenset(self.siblings) - siblings)
        root = LiveHere(self.root)
        with_it, without_it = root.seen(gone), root.seen(gone | {self.exception.id})
        if len(self.path) % 2:
            body = both([without_it, no(with_it)])
        else:
            body = both([with_it, no(without_it)])
        return context.over_acts(context.acts_of_norm(self.root.id), at_instance(self.root, body))


@dataclass(frozen=True)
class LiveHere:
    """The instance of the norm, its parameters left free, is live."""

    norm: Norm

    def seen(self, without: frozenset[str]) -> Ask:
        """The same with some norms left out."""
        return Seen(Angle(without=without), LiveAt(self.norm.id, self.norm.parameters))


def exceptions_written(policy: Policy) -> Iterator[tuple[Norm, ...]]:
    """The policy's own exceptions as they are written: one below a list of acts stands in the norm
    of each of them, and is one exception all the same."""
    written: dict[object, list[Norm]] = {}
    for norm in policy.norms.values():
        if norm.role == "exception" and norm.layer == 0:
            place = norm.span and (norm.span.file.name, norm.span.start)
            written.setdefault(place or norm.id, []).append(norm)
    yield from map(tuple, written.values())


def bites_written(context: CheckContext, written: Sequence[Norm]) -> tuple[Bite, ...]:
    """The norms on which an exception works as it is written, none of them known to be without
    effect; nothing where that is known of all that it takes out of one of the acts below which it
    stands, for then it is no wonder that it does nothing there."""
    found = [
        [
            bite
            for bite in bites(context, norm)
            if not any(target.id in context.causes for target in bite.path)
        ]
        for norm in written
        if norm.id not in context.causes
    ]
    return tuple(chain.from_iterable(found)) if all(found) else ()


def bites(context: CheckContext, attacker: Norm) -> Iterator[Bite]:
    """Each norm with an act on which an exception (or a disapplication) works."""
    for attack in context.policy.attacks:
        if attack.attacker == attacker.id and attack.ground in ("exception", "disapplication"):
            for path in _paths(context, context.policy.norms[attack.target]):
                yield _bite(context, attacker, path)


def _paths(context: CheckContext, target: Norm) -> Iterator[tuple[Norm, ...]]:
    if target.modality is not None:
        yield (target,)
        return
    for attack in context.policy.attacks:
        if attack.attacker == target.id:
            for path in _paths(context, context.policy.norms[attack.target]):
                yield (target, *path)


def _bite(context: CheckContext, attacker: Norm, path: tuple[Norm, ...]) -> Bite:
    siblings = [
        a.attacker
        for a in attacks_on(context.policy, path[0].id, LawRegime.ALONE)
        if a.ground == "exception" and a.attacker != attacker.id
    ]
    on_path = {norm.id for norm in path} | {attacker.id}
    others = {
        a.attacker
        for norm in path
        for a in attacks_on(context.policy, norm.id, LawRegime.ALONE)
        if a.attacker not in on_path and a.attacker not in siblings
    }
    return Bite(attacker, path, tuple(dict.fromkeys(siblings)), frozenset(others))
