"""The rules of one group: a pattern of outcomes goes in, as few rules as possible come out, each of
which holds of cases of the group only, and together of all of them.

Rules are found by refutation: for a case of the group a smallest set of true statements is sought
that forces the outcome in every case of any size; that rule is taken out and the next case sought,
until none is left.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from verifier.changes.compare.difference.edits import EDITIONS
from verifier.changes.compare.difference.groups import Describer
from verifier.changes.compare.difference.merged_policy import KEPT, LEFT, MOST_STATEMENTS, switch
from verifier.changes.compare.difference.pattern import Made, MadeRule, OutcomePattern
from verifier.changes.compare.difference.statements import RuleStatement
from verifier.changes.compare.rules.candidates import RuleCandidates
from verifier.changes.compare.rules.proofs import Proofs
from verifier.changes.compare.rules.reasons import RuleReasons
from verifier.changes.compare.rules.rule_extent import existing, within
from verifier.encoding import AGENT, Ask, both, either, free_in, no, role
from verifier.explanation import preferred
from verifier.model import TRUE, Named, Readings, Reads, Term, Variable
from verifier.solver import Found, Impossible, Possible, Undecided

MOST_EXPLAINED = 2
"""Of so many clauses beside those that change is told why they do what they do."""
MOST_REASONS = 3
"""In so many lines."""
MOST_RULES = 8
"""So many rules are sought for one group; the rest is then told by one general rule."""


class RuleMaker:
    """Makes the rules of the groups of one pair, under one view."""

    def __init__(self, describer: Describer) -> None:
        self.describer = describer
        self.pair = describer.pair
        self.solver = describer.solver
        self._known: dict[tuple[object, ...], list[MadeRule]] = {}

    def rules(self, pattern: OutcomePattern, beyond: Ask = TRUE) -> Made:
        """Rules that hold, within the pattern's context, of exactly its cases."""
        return _Making(self, pattern, beyond, self._same(pattern)).made()

    def _same(self, pattern: OutcomePattern) -> list[MadeRule]:
        """Rules of the groups in which the same clauses change."""
        key = (pattern.act, pattern.column, pattern.differing, pattern.timed)
        return self._known.setdefault(key, [])


class _Making:
    """The rules of one pattern while they are made. `known` are those of its likes."""

    def __init__(
        self, maker: RuleMaker, pattern: OutcomePattern, beyond: Ask, known: list[MadeRule]
    ) -> None:
        self.describer = maker.describer
        self.pair = maker.pair
        self.solver = maker.solver
        self.pattern = pattern
        self.known = known
        self.proofs = Proofs(maker.describer, pattern, beyond)
        self.candidates = RuleCandidates(maker.describer, pattern)
        self.result = Made()
        self.reasons: RuleReasons | None = None  # those of the case in hand

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
                self.result.rules.append(self._marked(self._told_whole(self._rule(found), found)))
        self._fewest()
        self.known += [rule for rule in self.result.rules if not rule.general]
        return self.result

    def _left(self, readings: Readings | None, little: bool) -> Found | Impossible | Undecided:
        """A case of the group that no rule covers."""
        rest = [no(within(rule)) for rule in self.result.rules]
        if rest and not little and readings is None:
            proof = self.proofs.none_left(self.result.rules)
            if proof is not None:
                return proof
        query = self.proofs.query_of(self.proofs.region, *rest)
        if not little:
            # Nearly always nothing is left, which costs less to learn than what might be.
            answer = self.solver.ask(query, readings)
            if not isinstance(answer, Possible):
                return answer
        return self.solver.witness(query, readings, few=little)

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
        query = self.proofs.query_of(rule.formula, self.proofs.context)
        answer = self.solver.ask(query, self.describer.view.readings)
        return replace(rule, plain=not isinstance(answer, Impossible))

    def _known_rules(self) -> Iterable[MadeRule]:
        """Rules of another group in which the same clauses change, where they hold here too."""
        for rule in list(self.known):
            query = self.proofs.query_of(rule.formula, self.proofs.context)
            if (
                not isinstance(self.solver.ask(query), Impossible)
                and self._is_exact(rule, True)
                and self._says_all(rule, both([self.proofs.context, self.proofs.target]))
            ):
                yield self._marked(replace(rule, inside=self.proofs.inside(rule)))

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
            left = [no(within(other)) for other in others]
            proof = self.proofs.none_left(others) if readings is None else None
            answer = proof or self.solver.ask(
                self.proofs.query_of(self.proofs.region, *left), readings
            )
            if isinstance(answer, Impossible) and (answer.bound.complete or not made.complete):
                made.rules.remove(rule)

    # ------------------------------------------------------------------ one rule

    def _rule(self, found: Found) -> MadeRule:
        """The smallest set of the case's statements that forces the pattern in its context.

        Where what a clause newly reaches, or no longer reaches, is said by the edited words
        themselves, that it did not (or does not) apply goes without saying: the outcome says so.
        Otherwise the rule has to say why."""
        reasons = RuleReasons(
            self.pair, found.case, self.candidates.readings(found), self.proofs.angles
        )
        self.reasons = reasons
        said = list(self.candidates.positive(reasons))
        made = self._reduced(reasons, found, said, self._silent_sides())
        told = all(status.before and status.after for status in self.pattern.differing)
        if made is not None and (told or any(s.changed for s in made.statements)):
            return made
        said += [*self.candidates.negative(reasons), *reasons.apart(), *self.candidates.by_clause()]
        return self._reduced(reasons, found, said, TRUE) or self._general()

    # ------------------------------------------------------------------ the words by themselves

    def _told_whole(self, rule: MadeRule, found: Found) -> MadeRule:
        """The rule with all that its words need, so that they hold of cases of the group only, also
        for who does not read what is said of other clauses above them: by reason of what these
        clauses do nothing, or something; where that takes too many words, by their names. Where
        neither is proved, the rule is `partial`."""
        if rule.general:
            return rule
        member = both([self.proofs.context, self.proofs.target])
        if self._says_all(rule, member):
            return rule
        clauses = tuple(self.candidates.of_context())
        needed = self._needed(rule, clauses, member)
        if needed is None:
            return replace(rule, partial=True)
        whole = self._with(rule, needed)
        if len(needed) <= MOST_EXPLAINED:
            reasons = self.reasons
            assert reasons is not None
            said = [s for one in needed for s in self.candidates.why(one.norm, reasons)]
            true = self.candidates.true((line for line in said if not line.words), reasons, found)
            because = self._needed(rule, true, member)
            if because and len(because) <= MOST_REASONS:
                told = self._with(rule, because)
                if self._says_all(told, member) and self._covers(rule, told, member):
                    whole = told
        return whole if self._says_all(whole, member) else replace(rule, partial=True)

    def _says_all(self, rule: MadeRule, member: Ask) -> bool:
        """Whether it is proved that every case in which the words are true is of the group."""
        spoken = frozenset[Variable]().union(*(free_in(s.formula) for s in rule.statements))
        things = tuple(thing for thing in rule.things if thing in spoken)
        words = existing(things, (s.formula for s in rule.statements))
        answer = self.solver.ask(self.proofs.query_of(words, no(member)))
        return isinstance(answer, Impossible) and answer.bound.complete

    def _covers(self, rule: MadeRule, told: MadeRule, member: Ask) -> bool:
        """Whether every case of the group of which the rule holds is one of the other rule."""
        query = self.proofs.query_of(member, rule.formula, no(told.formula))
        return isinstance(self.solver.ask(query), Impossible)

    def _needed(
        self, rule: MadeRule, further: Sequence[RuleStatement], member: Ask
    ) -> tuple[RuleStatement, ...] | None:
        """The fewest of further lines that are enough beside the rule; None where all are not."""
        lines = [line.formula for line in rule.statements]
        known = {*rule.things, *self._roles()}
        further = [one for one in further if free_in(one.formula) <= known][:MOST_STATEMENTS]
        chosen: list[Ask] = [
            either([Reads(switch(number), LEFT), statement.formula])
            for number, statement in enumerate(further)
        ]
        query = self.proofs.query_of(existing(rule.things, [*lines, *chosen]), no(member))
        answer = self.solver.under(query)
        places = range(len(chosen))

        def enough(kept: Sequence[int]) -> bool:
            switches = {switch(place): KEPT if place in kept else LEFT for place in places}
            return isinstance(answer(switches), Impossible)

        if not enough(places):
            return None
        return tuple(further[place] for place in preferred(places, enough))

    def _with(self, rule: MadeRule, further: Iterable[RuleStatement]) -> MadeRule:
        statements = (*rule.statements, *(s for s in further if s not in rule.statements))
        formula = existing(rule.things, (s.formula for s in statements))
        inside = (*rule.inside, *(s for s in statements if s not in rule.statements))
        return replace(rule, statements=statements, formula=formula, inside=inside, wrong=None)

    def _silent_sides(self) -> Ask:
        """That the clauses that stand in one version only do not apply in the other."""
        old, new = self.pair.old.norms, self.pair.new.norms
        return both(
            no(self.describer.live(s.norm, "new" if s.before else "old", self.pattern.column))
            for s in self.pattern.differing
            if s.before != s.after and (s.norm in old) != (s.norm in new)
        )

    def _reduced(
        self, reasons: RuleReasons, found: Found, candidates: Iterable[RuleStatement], unsaid: Ask
    ) -> MadeRule | None:
        """A smallest set of the candidates that is enough; None where not even all of them are."""
        listed = list(dict.fromkeys(candidates))
        statements = self.candidates.true(listed, reasons, found)
        things = tuple(reasons.variables.values())
        wrong = both([self.proofs.context, unsaid, no(self.proofs.target)])
        chosen: list[Ask] = [
            either([Reads(switch(number), LEFT), statement.formula])
            for number, statement in enumerate(statements)
        ]
        answer = self.solver.under(self.proofs.query_of(existing(things, chosen), wrong))

        places = range(len(statements))

        def enough(kept: Sequence[int]) -> bool:
            switches = {switch(place): KEPT if place in kept else LEFT for place in places}
            return isinstance(answer(switches), Impossible)

        if not enough(places):
            return None
        chosen_ones = [statements[place] for place in preferred(places, enough)]
        kept = tuple(s for s in listed if s in chosen_ones)
        own = tuple(v for v in things if any(v in free_in(s.formula) for s in kept))
        for chosen_things in dict.fromkeys((own, things)):
            # Things that no kept statement speaks of were there while the rule was made.
            formula = existing(chosen_things, (s.formula for s in kept))
            rule = MadeRule(kept, chosen_things, both([formula, unsaid]))
            rule = self._by_its_things(reasons, rule, unsaid)
            if self._is_exact(rule, chosen_things == things):
                return replace(rule, inside=self.proofs.inside(rule))
        return None

    def _by_its_things(self, reasons: RuleReasons, rule: MadeRule, unsaid: Ask) -> MadeRule:
        """The rule with the things by reason of which its outcome comes about. That the outcome
        does not come about by reason of these is true of more cases than that it does not come
        about; to exclude it is to show more, which is simpler."""
        missed: list[Ask] = [no(said) for _, _, said in self.describer.of_time(self.pattern)]
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
                    missed.append(no(self.proofs.applied(edition, norm, instances[-1])))
        if not all(t in known or isinstance(t, Named) for terms in instances for t in terms):
            return rule
        lines = [line.formula for line in rule.statements]
        wrong = both([unsaid, existing(rule.things, [*lines, either(missed)])])
        own = instances[0] if len(instances) == 1 else ()
        return replace(rule, instance=own, wrong=wrong)

    def _roles(self) -> Iterable[Variable]:
        holes = self.pair.merged.acts[self.pattern.act].holes
        return (AGENT, *(role(place, hole.kind) for place, hole in enumerate(holes)))

    def _is_exact(self, rule: MadeRule, last: bool) -> bool:
        """Whether every case of the rule in the context is one of the pattern; and what that rests
        on, where it is so."""
        wrong = both([rule.formula, no(self.proofs.target)])
        proof = (
            None if rule.wrong is None else self.proofs.excluded(rule.wrong, self.proofs.reached)
        )
        proof = proof or self.proofs.excluded(wrong, self.proofs.reached)
        answer = proof or self.solver.ask(self.proofs.query_of(wrong, self.proofs.context))
        if isinstance(answer, Impossible) and (answer.bound.complete or last):
            self._noted(answer)
            return True
        return False

    def _general(self) -> MadeRule:
        """The rule that only names the clauses: exact by itself."""
        statements = tuple(self.candidates.by_clause())
        formula = both(statement.formula for statement in statements)
        return MadeRule(statements, (), formula, general=True)
