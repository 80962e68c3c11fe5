"""Rules, outcomes and acts of a comparison in words: what was made for the solver goes in,
sentences in the drafter's own words come out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from verifier.changes.compare.difference.edits import Edition
from verifier.changes.compare.difference.formula_parts import mentions
from verifier.changes.compare.difference.merged_policy import VersionPair
from verifier.changes.compare.difference.outcome import RuleLine, Side
from verifier.changes.compare.difference.pattern import MadeRule, OutcomePattern
from verifier.changes.compare.difference.statements import RuleStatement
from verifier.encoding import AGENT, Ask, role
from verifier.model import (
    PARTY,
    All,
    Formula,
    Named,
    Not,
    Same,
    Term,
    ValueIs,
    Variable,
    Verdict,
    substitute,
)
from verifier.words import ORDINALS, Discourse, Speaker, act_of, running, with_article

SOMEBODY = Variable("agent", PARTY)
MOST_NAMED = 6
"""So many clauses are named for one outcome; of more, those that change."""


class Telling:
    """Puts one pair's results into words."""

    def __init__(self, pair: VersionPair) -> None:
        self.pair = pair

    # ------------------------------------------------------------------ outcomes

    def side(
        self, pattern: OutcomePattern, edition: Edition, verdict: Verdict, to_one: bool = False
    ) -> Side:
        """An outcome: `prohibited (clause P4)`. `to_one`: one such act is enough."""
        found = self._side(pattern, edition, verdict)
        words = found.words.replace(str(verdict), f"{verdict} to at least one", 1)
        return replace(found, words=words, to_one=True) if to_one else found

    def _side(self, pattern: OutcomePattern, edition: Edition, verdict: Verdict) -> Side:
        order = list(self.pair.policy(edition).norms)
        live = tuple(sorted(pattern.live(edition), key=order.index))
        differing = {status.norm for status in pattern.differing}
        own = tuple(norm for norm in live if norm in differing)
        speaker = Speaker(self.pair.policy(edition))
        if pattern.coarse:
            named = self._named(speaker, own)
            clauses = f"{named}, alone or with others" if own else "by other clauses"
            silent = verdict is Verdict.SILENT
            return Side(verdict, own, str(verdict) if silent else f"{verdict} ({clauses})")
        clauses = self._named(speaker, live)
        if len(live) > MOST_NAMED:
            others = f"{len(live) - len(own)} other clauses"
            clauses = f"{self._named(speaker, own)} and {others}" if own else others
        return Side(verdict, live, f"{verdict} ({clauses})" if clauses else str(verdict))

    @staticmethod
    def _named(speaker: Speaker, norms: Iterable[str]) -> str:
        return speaker.series(list(dict.fromkeys(speaker.norm_name(norm) for norm in norms)))

    def agent(self, norms: Iterable[str]) -> Term:
        """Who acts: the named party that a live norm binds, else somebody."""
        bearers = {
            policy.norms[name].bearer
            for name in norms
            for policy in (self.pair.old, self.pair.new)
            if name in policy.norms
        }
        named = [bearer for bearer in bearers if isinstance(bearer, Named)]
        return named[0] if len(named) == 1 else SOMEBODY

    def bearer(self, norms: Iterable[str]) -> Term:
        """Whom all of the norms bind, where it is one named party; else somebody."""
        every = [self.agent([norm]) for norm in norms]
        return every[0] if every and all(one == every[0] for one in every) else SOMEBODY

    def act(self, act: str, agent: Term) -> str:
        """`the Office uses an item against a person`."""
        kind = self.pair.merged.acts[act]
        things = [with_article(v.name) for v in self.roles(act)]
        who = agent.name if isinstance(agent, Named) else "somebody"
        return act_of(who, kind.phrase, things)

    def roles(self, act: str) -> tuple[Variable, ...]:
        """The things of an act as they are spoken of, each by a name of its own."""
        taken: list[str] = [SOMEBODY.name]
        found = []
        for hole in self.pair.merged.acts[act].holes:
            name = _free_name(hole.label, taken)
            taken.append(name)
            found.append(Variable(name, hole.kind))
        return tuple(found)

    # ------------------------------------------------------------------ rules

    def lines(self, act: str, rule: MadeRule, agent: Term) -> tuple[RuleLine, ...]:
        """The statements of a rule, in the order in which they are best understood."""
        binding = self._binding(act, rule, agent)
        roles = set(self.roles(act))
        known = roles | ({SOMEBODY} if agent == SOMEBODY else set())
        bound = {v for v in binding.values() if isinstance(v, Variable)} - known
        discourse = Discourse(self.pair.merged, known=known, bound=bound)
        lines: list[RuleLine] = []
        told: set[Formula] = {Same(agent, agent)}
        for formula, changed in self._told(rule.statements):
            said = substitute(formula, binding)
            if said not in told:
                told.add(said)
                lines.append(RuleLine(running(discourse.say(All((said,)))), changed))
        # What names clauses stands last.
        lines += [RuleLine(s.words, s.changed) for s in rule.statements if s.words]
        return tuple(lines)

    def _told(self, statements: tuple[RuleStatement, ...]) -> Iterable[tuple[Formula, bool]]:
        """The formulas to be told: what kind of thing something is comes before what it does."""
        for statement in statements:
            yield from ((guard, False) for guard in statement.guards)
        yield from one_line_each((_formula(s.core), s.changed) for s in statements if not s.words)

    def _binding(self, act: str, rule: MadeRule, agent: Term) -> dict[Variable, Term]:
        roles = self.roles(act)
        binding: dict[Variable, Term] = {AGENT: agent}
        for place, (hole, told) in enumerate(
            zip(self.pair.merged.acts[act].holes, roles, strict=True)
        ):
            binding[role(place, hole.kind)] = told
        taken = [v.name for v in roles] + [SOMEBODY.name]
        formulas = [_formula(s.formula) for s in rule.statements if not s.words]
        for thing in rule.things:
            name = next(
                name
                for name in _names(thing.kind, taken)
                if not any(mentions(f, Variable(name, thing.kind)) for f in formulas)
            )
            taken.append(name)
            binding[thing] = Variable(name, thing.kind)
        return binding


def _formula(ask: Ask) -> Formula:
    """A statement without words of its own is a formula of the model."""
    return ask  # type: ignore[return-value]


def one_line_each(
    lines: Iterable[tuple[Formula, bool]],
) -> Iterator[tuple[Formula, bool]]:
    """The lines; those that speak of one attribute of one thing are one, in the place of the first:
    what is one of these, and none of those, is one of what is left."""
    listed = list(lines)
    told: set[tuple[str, Term]] = set()
    for formula, changed in listed:
        about = _value_of(formula)
        if about is None:
            yield formula, changed
            continue
        key, mine = (
            about[0],
            [
                (found[1], found[2], edited)
                for line, edited in listed
                if (found := _value_of(line)) is not None and found[0] == about[0]
            ],
        )
        if key in told:
            continue
        told.add(key)
        of = [members for positive, members, _ in mine if positive]
        none_of = frozenset(m for positive, members, _ in mine if not positive for m in members)
        edited = any(one for _, _, one in mine)
        if not of:
            yield Not(ValueIs(key[0], key[1], none_of)), edited
        else:
            yield ValueIs(key[0], key[1], frozenset.intersection(*of) - none_of), edited


def _value_of(formula: Formula) -> tuple[tuple[str, Term], bool, frozenset[str]] | None:
    """Of a line on the value of an attribute: which, of what; whether it is one of the members."""
    match formula:
        case ValueIs(attribute, thing, members):
            return (attribute, thing), True, members
        case Not(ValueIs(attribute, thing, members)):
            return (attribute, thing), False, members
        case _:
            return None


def _free_name(wanted: str, taken: list[str]) -> str:
    return next(iter(_names(wanted, taken)))


def _names(kind: str, taken: list[str]) -> Iterable[str]:
    """Names for a thing of a kind, the plainest first."""
    candidates = [kind, f"other {kind}", *(f"{ordinal} {kind}" for ordinal in ORDINALS[1:])]
    yield from (name for name in candidates if name not in taken)
    yield from (f"{kind} {number}" for number in range(len(candidates), 1_000))
