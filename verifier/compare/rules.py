"""The rules of one group: a pattern of outcomes goes in, as few rules as possible come out, each of
which holds of cases of the group only, and together of all of them.

Rules are found by refutation: for a case of the group a smallest set of true statements is sought
that forces the outcome in every case of any size; that rule is taken out and the next case sought,
until none is left.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import cast

from verifier.answers import Found, Impossible, Undecided
from verifier.bounds import free_in
from verifier.compare.describe import Describer
from verifier.compare.edits import Edition
from verifier.compare.merge import KEPT, LEFT, MOST_STATEMENTS, Pair, fresh, switch
from verifier.compare.pattern import EDITIONS, Made, MadeRule, Pattern
from verifier.compare.reasons import CLAUSE, Reasons, Statement, applied, kinds_of
from verifier.explain import preferred
from verifier.model import TRUE, Formula, Named, Norm, Readings, Reads, Same, Term, Variable
from verifier.query import AGENT, Ask, Query, both, either, no, role
from verifier.replay import Replay
from verifier.terms import substitute
from verifier.unfold import some
from verifier.words import Speaker

MOST_RULES = 8
"""So many rules are sought for one group; the rest is then told by one general rule."""


class RuleMaker:
    """Makes the rules of the groups of one pair, under one view."""

    def __init__(self, describer: Describer) -> None:
        self.describer = describer
        self.pair = describer.pair
        self.bench = describer.bench
        self._known: dict[tuple[object, ...], list[MadeRule]] = {}

    def rules(self, pattern: Pattern, beyond: Ask = TRUE) -> Made:
        """Rules that hold, within the pattern's context, of exactly its cases."""
        return _Making(self, pattern, beyond, self._same(pattern)).made()

    def _same(self, pattern: Pattern) -> list[MadeRule]:
        """Rules of the groups in which the same clauses change."""
        return self._known.setdefault((pattern.act, pattern.column, pattern.differing), [])


class _Making:
    """The rules of one pattern while they are made. `known` are those of its likes."""

    def __init__(
        self, maker: RuleMaker, pattern: Pattern, beyond: Ask, known: list[MadeRule]
    ) -> None:
        self.describer = maker.describer
        self.pair = maker.pair
        self.bench = maker.bench
        self.pattern = pattern
        self.known = known
        self.context = self.describer.context(pattern)
        self.target = self.describer.target(pattern)
        self.reached = self.describer.reached(pattern)
        self.core = both([self.reached, self.target])
        self.region = both([self.context, self.target, beyond])
        self.angles = {e: self.describer.angle(e, pattern.column) for e in EDITIONS}
        self.result = Made()

    def made(self) -> Made:
        self.result.rules += self._known_rules()
        for readings, little in self.describer.phases():
            while True:
                found = self._left(readings, little)
                if not isinstance(found, Found):
                    if not little:
                        self._ended(found)
                    break
                if len(self.result.rules) == MOST_RULES:
                    self.result.rules.append(self._marked(self._general()))
                    break
                self.result.rules.append(self._marked(self._rule(found)))
        self._fewest()
        self.known += [rule for rule in self.result.rules if not rule.general]
        return self.result

    def _query_of(self, *parts: Ask) -> Query:
        return self.describer.query(self.pattern.act, self.pattern.column, both(parts))

    def _left(self, readings: Readings | None, little: bool) -> Found | Impossible | Undecided:
        """A case of the group that no rule covers."""
        rest = [no(_within(rule)) for rule in self.result.rules]
        if rest and not little and readings is None:
            proof = self._none_left(self.result.rules)
            if proof is not None:
                return proof
        return self.bench.any_case(self._query_of(self.region, *rest), readings, little)

    def _none_left(self, rules: Sequence[MadeRule]) -> Impossible | None:
        """A proof that the rules cover every case of the group."""
        by_instance = self._uncovered_instance(rules)
        proof = None if by_instance is None else self._excluded(self.reached, by_instance)
        return proof or self._excluded(self.core, *(no(_within(rule)) for rule in rules))

    def _uncovered_instance(self, rules: Sequence[MadeRule]) -> Ask | None:
        """That the one norm that differs is live by reason of some things, of which no rule holds
        and by reason of which its other version is not live. Where a case is left over, there are
        such things; they are named once for the norm and all rules. None where that cannot be
        said."""
        one_sided = [s for s in self.pattern.differing if s.before != s.after]
        if len(self.pattern.differing) != 1 or not one_sided:
            return None
        editions: list[Edition] = ["old", "new"] if one_sided[0].before else ["new", "old"]
        norm, twin = (
            self.pair.policy(edition).norms.get(one_sided[0].norm) for edition in editions
        )
        if norm is None or not all(rule.instance for rule in rules):
            return None
        shared = tuple(fresh(parameter, "it") for parameter in norm.parameters)
        parts: list[Ask] = [self._applied(editions[0], norm, shared)]
        if twin is not None and twin.parameters == norm.parameters:
            parts.append(no(self._applied(editions[1], twin, shared)))
        for rule in rules:
            renamed = _about(self.pair, rule, shared)
            if renamed is None:
                return None
            parts.append(no(renamed))
        return _existing(shared, parts)

    def _applied(self, edition: Edition, norm: Norm, terms: Sequence[Term]) -> Ask:
        return applied(self.pair, edition, self.angles[edition], norm, terms)

    def _excluded(self, *parts: Ask) -> Impossible | None:
        """A proof, for any number of things, that the parts exclude one another, whatever the
        clauses do that no edit reaches: what need not be assumed makes a proof simpler."""
        query = self._query_of(*parts)
        if not self.bench.bound(query).complete:
            return None
        answer = self.bench.ask(query)
        return answer if isinstance(answer, Impossible) else None

    def _ended(self, answer: Impossible | Undecided) -> None:
        if isinstance(answer, Undecided):
            self.result.undecided = answer.reason
        else:
            self._noted(answer)

    def _noted(self, answer: Impossible) -> None:
        """What a "no" that is relied on rests on."""
        if not answer.bound.complete and self.result.complete:
            self.result.complete, self.result.sizes = False, answer.bound.sizes

    def _marked(self, rule: MadeRule) -> MadeRule:
        """The rule with whether it has cases under the plain readings."""
        query = self._query_of(rule.formula, self.context)
        answer = self.bench.ask(query, self.describer.view.readings)
        return replace(rule, plain=not isinstance(answer, Impossible))

    def _known_rules(self) -> Iterable[MadeRule]:
        """Rules of another group in which the same clauses change, where they hold here too."""
        for rule in list(self.known):
            query = self._query_of(rule.formula, self.context)
            if not isinstance(self.bench.ask(query), Impossible) and self._is_exact(rule, True):
                yield self._marked(replace(rule, inside=self._inside(rule)))

    def _fewest(self) -> None:
        """Without the rules that the others cover."""
        made = self.result
        if len(made.rules) < 2 or made.undecided:
            return
        readings = None if self.describer.view.beyond else self.describer.view.readings
        for rule in list(made.rules):
            others = [other for other in made.rules if other is not rule]
            if not others:
                return
            left = [no(_within(other)) for other in others]
            proof = self._none_left(others) if readings is None else None
            answer = proof or self.bench.ask(self._query_of(self.region, *left), readings)
            if isinstance(answer, Impossible) and (answer.bound.complete or not made.complete):
                made.rules.remove(rule)

    # ------------------------------------------------------------------ one rule

    def _rule(self, found: Found) -> MadeRule:
        """The smallest set of the case's statements that forces the pattern in its context.

        Where what a clause newly reaches, or no longer reaches, is said by the edited words
        themselves, that it did not (or does not) apply goes without saying: the outcome says so.
        Otherwise the rule has to say why."""
        reasons = Reasons(self.pair, found.case, self._readings(found), self.angles)
        said = list(self._positive(reasons))
        made = self._reduced(reasons, found, said, self._silent_sides())
        told = all(status.before and status.after for status in self.pattern.differing)
        if made is not None and (told or any(s.changed for s in made.statements)):
            return made
        said += [*self._negative(reasons), *reasons.apart(), *self._by_clause()]
        return self._reduced(reasons, found, said, TRUE) or self._general()

    def _silent_sides(self) -> Ask:
        """That the clauses that stand on one side only do not apply on the other."""
        return both(
            no(self.describer.live(s.norm, "new" if s.before else "old", self.pattern.column))
            for s in self.pattern.differing
            if s.before != s.after
        )

    def _reduced(
        self, reasons: Reasons, found: Found, candidates: Iterable[Statement], unsaid: Ask
    ) -> MadeRule | None:
        """A smallest set of the candidates that is enough; None where not even all of them are."""
        listed = list(dict.fromkeys(candidates))
        statements = self._true(listed, reasons, found)
        things = tuple(reasons.variables.values())
        wrong = both([self.context, unsaid, no(self.target)])
        chosen: list[Ask] = [
            either([Reads(switch(number), LEFT), statement.formula])
            for number, statement in enumerate(statements)
        ]
        answer = self.bench.under(self._query_of(_existing(things, chosen), wrong))

        def enough(kept: Sequence[Statement]) -> bool:
            switches = {
                switch(number): KEPT if statement in kept else LEFT
                for number, statement in enumerate(statements)
            }
            return isinstance(answer(switches), Impossible)

        if not enough(statements):
            return None
        chosen_ones = preferred(statements, enough)
        kept = tuple(s for s in listed if s in chosen_ones)
        own = tuple(v for v in things if any(v in free_in(s.formula) for s in kept))
        for chosen_things in dict.fromkeys((own, things)):
            # Things that no kept statement speaks of were there while the rule was made.
            formula = _existing(chosen_things, (s.formula for s in kept))
            rule = MadeRule(kept, chosen_things, both([formula, unsaid]))
            rule = self._by_its_things(reasons, rule, unsaid)
            if self._is_exact(rule, chosen_things == things):
                return replace(rule, inside=self._inside(rule))
        return None

    def _by_its_things(self, reasons: Reasons, rule: MadeRule, unsaid: Ask) -> MadeRule:
        """The rule with the things by reason of which its outcome comes about. That the outcome
        does not come about by reason of these is true of more cases than that it does not come
        about; to exclude it is to show more, which is simpler."""
        missed: list[Ask] = []
        instances: list[tuple[Term, ...]] = []
        known = {*rule.things, *self._roles()}
        for status in self.pattern.differing:
            for edition, live in zip(EDITIONS, (status.before, status.after), strict=True):
                if not live:
                    if unsaid == TRUE:
                        other = self.describer.live(status.norm, edition, self.pattern.column)
                        missed.append(other)
                    continue
                norm = self.pair.policy(edition).norms[status.norm]
                for instance in reasons.instances(edition, status.norm)[:1]:
                    instances.append(reasons.instance_terms(norm, instance))
                    missed.append(no(self._applied(edition, norm, instances[-1])))
        if not all(t in known or isinstance(t, Named) for terms in instances for t in terms):
            return rule
        lines = [line.formula for line in rule.statements]
        wrong = both([unsaid, _existing(rule.things, [*lines, either(missed)])])
        own = instances[0] if len(instances) == 1 else ()
        return replace(rule, instance=own, wrong=wrong)

    def _roles(self) -> Iterable[Variable]:
        holes = self.pair.merged.acts[self.pattern.act].holes
        return (AGENT, *(role(place, hole.kind) for place, hole in enumerate(holes)))

    def _is_exact(self, rule: MadeRule, last: bool) -> bool:
        """Whether every case of the rule in the context is one of the pattern; and what that rests
        on, where it is so."""
        wrong = both([rule.formula, no(self.target)])
        proof = None if rule.wrong is None else self._excluded(rule.wrong, self.reached)
        proof = proof or self._excluded(wrong, self.reached)
        answer = proof or self.bench.ask(self._query_of(wrong, self.context))
        if isinstance(answer, Impossible) and (answer.bound.complete or last):
            self._noted(answer)
            return True
        return False

    def _inside(self, rule: MadeRule) -> tuple[Statement, ...]:
        """The statements that matter for the cases of the pattern: without those on clauses that
        are true of all of them, because the outcome already says so. The question whether a case is
        left over is the simpler for it, and has a bound more often."""
        lines = list(rule.statements)
        clauses = [line for line in lines if line.words]
        if clauses and self._follow(rule, [line for line in lines if not line.words], clauses):
            return tuple(line for line in lines if not line.words)
        for line in clauses:
            others = [other for other in lines if other is not line]
            if self._follow(rule, others, [line]):
                lines = others
        return tuple(lines)

    def _follow(
        self, rule: MadeRule, lines: Iterable[Statement], further: Sequence[Statement]
    ) -> bool:
        """Whether further lines are true of all things that the lines are true of, in every case of
        the pattern and of any size."""
        missed = no(both(line.formula for line in further))
        body = _existing(rule.things, [*(line.formula for line in lines), missed])
        return bool(self._excluded(self.core, body) or self._excluded(self.region, body))

    def _general(self) -> MadeRule:
        """The rule that only names the clauses: exact by itself."""
        statements = tuple(self._by_clause())
        formula = both(statement.formula for statement in statements)
        return MadeRule(statements, (), formula, general=True)

    def _by_clause(self) -> Iterable[Statement]:
        for status in self.pattern.differing:
            for edition, live in zip(EDITIONS, (status.before, status.after), strict=True):
                if status.norm in self.pair.policy(edition).norms:
                    ask = self.describer.live(status.norm, edition, self.pattern.column)
                    name = Speaker(self.pair.policy(edition)).norm_name(status.norm)
                    how = "as it was" if edition == "old" else "as amended"
                    words = f"{name}, {how}, {'applies' if live else 'does not apply'}"
                    yield Statement(ask if live else no(ask), CLAUSE, True, words)

    # ------------------------------------------------------------------ what can be said

    def _readings(self, found: Found) -> dict[Edition, Readings]:
        plain, reads = found.readings[""], self.describer.view.reads
        return {e: {**plain, **dict(reads.get(e, frozenset()))} for e in EDITIONS}

    def _positive(self, reasons: Reasons) -> Iterable[Statement]:
        """Why the clauses of one side only apply there; and those that say something else."""
        for norm, twin, edition, instance in self._one_sided(reasons):
            yield from reasons.live(edition, norm, instance, twin)
        for status in self.pattern.differing:
            for edition in EDITIONS if status.before and status.after else ():
                norm = self.pair.policy(edition).norms[status.norm]
                for instance in reasons.instances(edition, status.norm)[:1]:
                    yield from reasons.live(edition, norm, instance, norm)

    def _negative(self, reasons: Reasons) -> Iterable[Statement]:
        """Why they do not apply on the other side."""
        for norm, twin, edition, instance in self._one_sided(reasons):
            if twin is not None:
                other: Edition = "old" if edition == "new" else "new"
                yield from reasons.lost(other, twin, norm, instance)

    def _one_sided(
        self, reasons: Reasons
    ) -> Iterable[tuple[Norm, Norm | None, Edition, tuple[str, ...]]]:
        for status in self.pattern.differing:
            if status.before and status.after:
                continue
            edition: Edition = "new" if status.after else "old"
            other: Edition = "old" if status.after else "new"
            norm = self.pair.policy(edition).norms[status.norm]
            twin = self.pair.policy(other).norms.get(status.norm)
            for instance in reasons.instances(edition, status.norm)[:1]:
                yield norm, twin, edition, instance

    def _true(
        self, candidates: Iterable[Statement], reasons: Reasons, found: Found
    ) -> tuple[Statement, ...]:
        """The candidates in the order in which they are kept, each once and true of the case."""
        ordered = sorted(candidates, key=lambda s: s.rank)
        once = {statement.formula: statement for statement in reversed(ordered)}
        replay = Replay(self.bench.editions, found.case, found.readings)
        things = {v: thing for thing, v in reasons.variables.items()}
        env = {**replay.roles(), **things}
        angle = self.describer.angle("old", reasons.column)
        kept = sorted(once.values(), key=ordered.index)
        true = [s for s in kept if replay.holds(s.formula, angle, env)]
        own = [s for s in true if s.rank != CLAUSE]
        last = [s for s in true if s.rank == CLAUSE]
        return (*own[: MOST_STATEMENTS - len(last)], *last)


def _within(rule: MadeRule) -> Ask:
    """What the rule says of the cases of the pattern for which it was made."""
    return _existing(rule.things, (line.formula for line in rule.inside))


def _about(pair: Pair, rule: MadeRule, shared: Sequence[Variable]) -> Ask | None:
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
    return both([*same, _existing(rest, lines)])


def _existing(things: tuple[Variable, ...], parts: Iterable[Ask]) -> Ask:
    """That there are things of which all parts are true, quantifiers as far in as they go: the
    thing of which the fewest parts speak innermost, as in `terms.scoped`."""
    listed = tuple(parts)
    if not things:
        return both(listed)
    used = {v: [n for n, part in enumerate(listed) if v in free_in(part)] for v in things}
    inner = min(things, key=lambda v: (len(used[v]), things.index(v)))
    inside = [listed[n] for n in used[inner]]
    outside = [part for n, part in enumerate(listed) if n not in used[inner]]
    rest = tuple(v for v in things if v != inner)
    return _existing(rest, (*outside, some((inner,), both(inside))))
