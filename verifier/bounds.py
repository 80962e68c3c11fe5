"""How many things a case needs: from a question to a number of slots for each kind.

A satisfiable question has a case whose things are the values of its role constants and Skolem
terms, because such terms form a substructure in which universal statements persist and existential
ones keep their witnesses. Where the functions among those terms run in no circle there are finitely
many, and searching that many slots decides the question for any number of things (order-sorted
effectively propositional logic; Nelson, Dougherty, Fisler, Krishnamurthi, "On the Finite Model
Property in Order-Sorted Logic", 2010).
"""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import count
from math import prod
from typing import NamedTuple, assert_never

from verifier.model import (
    FALSE,
    PARTY,
    TRUE,
    ActIs,
    All,
    Any,
    Compare,
    Defined,
    EventDay,
    Every,
    Fact,
    Formula,
    Holds,
    Named,
    Not,
    OfKind,
    Policy,
    Reads,
    Same,
    Some,
    Term,
    ValueIs,
    Variable,
)
from verifier.query import (
    AGENT,
    Angle,
    Applies,
    Ask,
    InScope,
    Live,
    LiveAt,
    Seen,
    Takes,
    VerdictIn,
    both,
    either,
    role,
)
from verifier.terms import formula_terms
from verifier.unfold import Unfolding

MOST_SLOTS = 10
"""More slots of one kind than this are not searched; the answer is then said to be bounded."""
SPARES = (0, 1, 99)
"""Ways of counting what alternatives need (see `Need.alternative`); the smallest result counts."""
FEW_SLOTS = 8
"""A complete number of slots, over all kinds, for which no better way of counting is sought."""
MOST_CHOICES = 3
"""Where a variable can only be one of so many terms, it is counted as each of them in turn."""
BOUNDED_SLOTS = 4
"""The most slots of one kind that are searched where no number is enough, or too many would be."""


@dataclass(frozen=True)
class Bound:
    """Slots for each root kind (named parties not counted).

    complete: searching these decides the question for any number of things. Otherwise `cycle` says
    why, in words: the kinds on the circle and what makes one depend on the next.
    """

    sizes: Mapping[str, int]
    complete: bool
    cycle: tuple[str, ...] = ()


Universals = frozenset[tuple[Hashable, str]]
"""Universal variables, each with its kind."""


@dataclass(frozen=True)
class Ref:
    """What a variable stands for while counting: a term, and the universals it depends on."""

    key: Hashable
    universals: Universals = frozenset()


Signature = tuple[str, tuple[str, ...]]
"""Result kind and argument kinds of a Skolem symbol."""


class Symbol(NamedTuple):
    """A Skolem symbol: its signature, the universals in scope that are certainly among its
    arguments, and where it comes from, in words."""

    signature: Signature
    known: Universals
    label: str


@dataclass
class Need:
    """Skolem symbols by what identifies them, and the facts spoken of."""

    symbols: dict[Hashable, Symbol] = field(default_factory=dict)
    facts: frozenset[str] = frozenset()

    def joined(self, other: Need) -> Need:
        """What both together need."""
        result = dict(self.symbols)
        for key, symbol in other.symbols.items():
            mine = result.get(key)
            result[key] = symbol._replace(known=symbol.known & mine.known) if mine else symbol
        return Need(result, self.facts | other.facts)

    def alternative(self, other: Need, chosen_by: Universals, place: Hashable, spare: int) -> Need:
        """What one or the other needs, where the choice depends on `chosen_by`.

        Symbols of one signature can serve both branches if they have what the choice depends on
        among their arguments: otherwise one branch may be chosen here and the other there, and one
        thing would have to be both. They are then no longer known as the symbols they were, and are
        kept apart where that costs at most `spare` symbols more. Either way the number is enough.
        """
        result = self.joined(other)
        serving: dict[Signature, list[Hashable]] = {}
        for key, symbol in result.symbols.items():
            if chosen_by <= symbol.known:
                serving.setdefault(symbol.signature, []).append(key)
        for signature, keys in serving.items():
            most = max(sum(key in one.symbols for key in keys) for one in (self, other))
            if len(keys) > most + spare:
                merged = [result.symbols.pop(key) for key in keys]
                known = frozenset.intersection(*(symbol.known for symbol in merged))
                for number, symbol in enumerate(merged[:most]):
                    key = ("either", place, signature, number)
                    result.symbols[key] = symbol._replace(known=known)
        return result

    def within(self, universals: Universals) -> Need:
        """The same as a caller sees it who knows only these universals: one that is bound inside
        may have the name of another outside."""
        symbols = {
            key: symbol._replace(known=symbol.known & universals)
            for key, symbol in self.symbols.items()
        }
        return Need(symbols, self.facts)


class Counter:
    """Counts the Skolem symbols of one question, remembering atoms already counted."""

    def __init__(self, unfoldings: Mapping[str, Unfolding], spare: int) -> None:
        self.unfoldings = unfoldings
        self.spare = spare
        first = next(iter(unfoldings.values()))
        self.policy = first.policy
        self.base: dict[Variable, Ref] = {AGENT: Ref("agent")}
        for place, hole in enumerate(self.policy.acts[first.act].holes):
            self.base[role(place, hole.kind)] = Ref(("role", place))
        self._known: dict[Hashable, Need] = {}
        self._identities: dict[int, tuple[Ask, int]] = {}
        self._numbers: dict[Hashable, int] = {}

    def need(
        self,
        ask: Ask,
        positive: bool,
        env: Mapping[Variable, Ref],
        angle: Angle,
        place: tuple[Hashable, ...],
        label: str,
    ) -> Need:
        """The symbols of `ask` where it stands positively, or negated."""
        if angle.reads and isinstance(ask, All | Any):
            ask = _folded(ask, angle)
        match ask:
            case Not(body):
                return self.need(body, not positive, env, angle, place, label)
            case All(parts) | Any(parts):
                needs = (
                    self.need(part, positive, env, angle, (*place, number), label)
                    for number, part in enumerate(parts)
                )
                if isinstance(ask, All) == positive:
                    return _together(needs)
                return self._either(needs, _universals(ask, env), place)
            case Some(variable, body):
                return self._bound_variable(
                    ask, variable, body, positive, positive, env, angle, place, label
                )
            case Every(variable, body):
                return self._bound_variable(
                    ask, variable, body, not positive, positive, env, angle, place, label
                )
            case Seen(inner, body):
                return self.need(body, positive, env, inner, place, label)
            case Defined(definition, terms):
                return self._defined(definition, terms, positive, env, angle)
            case Holds(fact, _):
                return Need(facts=frozenset({fact}))
            case Compare(_, left, right):
                measures = (measure for _, measure in (*left.terms, *right.terms))
                events = (m.event for m in measures if isinstance(m, EventDay))
                return Need(facts=frozenset(events))
            case ValueIs() | Same() | OfKind() | Reads():
                return Need()
            case LiveAt() | Live() | Applies() | Takes() | VerdictIn() | InScope() | ActIs():
                return self._atom(ask, positive, env, angle)
            case _:
                assert_never(ask)

    def _either(self, needs: Iterable[Need], chosen_by: Universals, place: Hashable) -> Need:
        result: Need | None = None
        for number, need in enumerate(needs):
            result = (
                result.alternative(need, chosen_by, (place, number), self.spare) if result else need
            )
        return result or Need()

    def _bound_variable(
        self,
        whole: Ask,
        variable: Variable,
        body: Ask,
        existential: bool,
        positive: bool,
        env: Mapping[Variable, Ref],
        angle: Angle,
        place: tuple[Hashable, ...],
        label: str,
    ) -> Need:
        """A quantifier: a universal, or a Skolem symbol.

        A Skolem symbol is a choice among the witnesses of one formula for the values of its free
        variables, so equal formulas share it; and a universal is told apart from others only where
        one formula has two of its kind.
        """
        fixed = None
        if isinstance(whole, Some):
            fixed = self._determined(variable, body, existential, env, angle)
        if fixed is not None:
            needs = (
                self.need(body, positive, {**env, variable: ref}, angle, (*place, "b", n), label)
                for n, ref in enumerate(fixed[0])
            )
            if not positive:
                return fixed[1].joined(_together(needs))
            return fixed[1].joined(self._either(needs, _universals(whole, env), place))
        free = {v: env[v] for v in free_in(body) if v != variable and v in env}
        if not existential:
            inner = {**env, variable: _universal(variable.kind, env.values())}
            return self.need(body, positive, inner, angle, (*place, "b"), label)
        universals = _universals(whole, env)
        values = tuple((v, free[v]) for v in sorted(free, key=lambda v: (v.name, v.kind)))
        here = self._numbered(("witness", self.identity(whole), positive, angle, values))
        ref = Ref(here, universals)
        inner_need = self.need(body, positive, {**env, variable: ref}, angle, (*place, "b"), label)
        return Need({here: _symbol(variable.kind, universals, label)}).joined(inner_need)

    def identity(self, ask: Ask) -> int:
        """A number that equal formulas share; a formula is hashed once, for that is slow."""
        known = self._identities.get(id(ask))
        if known is None:
            known = self._identities[id(ask)] = (ask, self._numbered(ask))
        return known[1]

    def _numbered(self, key: Hashable) -> int:
        """A number that equal keys share: keys are nested deeply, and hashed often."""
        return self._numbers.setdefault(key, len(self._numbers))

    def _determined(
        self,
        variable: Variable,
        body: Ask,
        existential: bool,
        env: Mapping[Variable, Ref],
        angle: Angle,
    ) -> tuple[tuple[Ref, ...], Need] | None:
        """Where a conjunct leaves few choices for the variable, the terms that it can be, with the
        symbols of these: `… is …` leaves the other thing, `the act is to …` the things in the roles
        of the act, a function its value. No thing of its own is needed then; only the value of a
        function that need not have one must be there where it is said to be."""
        for atom in _conjuncts(body):
            found: tuple[tuple[Ref, ...], Need] | None = None
            match atom:
                case Same(left, right) if variable in (left, right):
                    other = right if left == variable else left
                    if isinstance(other, Named) or other in env:
                        found = ((_ref(other, env),), Need())
                case ActIs(_, terms) if variable in terms:
                    found = self._in_role(variable, atom, angle)
                case Holds(_, terms) if variable in terms:
                    found = self._function_value(variable, atom, existential, env, angle)
            if found is not None:
                return found
        return None

    def _in_role(
        self, variable: Variable, atom: ActIs, angle: Angle
    ) -> tuple[tuple[Ref, ...], Need] | None:
        """A thing in a role of the act is one of the act's own things; unless a rule of `counts as`
        brings it in, and it may be any."""
        ways = self.unfoldings[angle.edition].descriptions.get(atom.act, ())
        place = atom.terms.index(variable)
        found = tuple(dict.fromkeys(way.terms[place] for way in ways))
        if len(found) > MOST_CHOICES or any(way.terms[place] in way.extra for way in ways):
            return None
        return tuple(_ref(term, self.base) for term in found), Need()

    def _function_value(
        self,
        variable: Variable,
        atom: Holds,
        existential: bool,
        env: Mapping[Variable, Ref],
        angle: Angle,
    ) -> tuple[tuple[Ref, ...], Need] | None:
        place = atom.terms.index(variable)
        others = [term for number, term in enumerate(atom.terms) if number != place]
        if any(isinstance(term, Variable) and term not in env for term in others):
            return None
        fact = self.unfoldings[angle.edition].policy.facts[atom.fact]
        for rule in fact.one_to_each:
            if rule.result == place:
                refs = tuple(_ref(term, env) for term in others)
                universals = _united(refs)
                here = self._numbered(("value of", atom.fact, place, refs))
                symbol = _symbol(fact.holes[place].kind, universals, f"“{atom.fact}”")
                partial = existential and not rule.exactly
                need = Need({here: symbol}) if partial else Need()
                return (Ref(here, universals),), need
        return None

    def _defined(
        self,
        name: str,
        terms: tuple[Term, ...],
        positive: bool,
        env: Mapping[Variable, Ref],
        angle: Angle,
    ) -> Need:
        policy = self.unfoldings[angle.edition].policy
        definition = policy.definitions[name]
        refs = tuple(_ref(term, env) for term in terms)
        angle = self.unfoldings[angle.edition].reach.narrowed_for_definition(name, angle)
        key = self._numbered(("define", name, refs, positive, angle))
        if key not in self._known:
            inner = {**self.base, **dict(zip(definition.parameters, refs, strict=True))}
            need = self.need(definition.condition, positive, inner, angle, (key,), f"“{name}”")
            self._known[key] = need.within(_united(refs))
        return self._known[key]

    def _atom(
        self,
        atom: LiveAt | Live | Applies | Takes | VerdictIn | InScope | ActIs,
        positive: bool,
        env: Mapping[Variable, Ref],
        angle: Angle,
    ) -> Need:
        unfolding = self.unfoldings[angle.edition]
        angle = unfolding.narrowed(atom, angle)
        body = unfolding.body(atom, angle)
        label = f"clause {atom.norm}" if isinstance(atom, LiveAt | Live | Applies) else "the act"
        if isinstance(atom, LiveAt):
            refs = tuple(_ref(term, env) for term in atom.terms)
            norm = unfolding.policy.norms[atom.norm]
            env = {**self.base, **dict(zip(norm.parameters, refs, strict=True))}
            key = self._numbered(("at", atom.norm, refs, positive, angle))
        elif isinstance(atom, ActIs):
            refs = tuple(_ref(term, env) for term in formula_terms(atom))
            key = self._numbered((atom, refs, positive, angle))
        else:
            refs = ()
            env = self.base
            key = self._numbered((atom, positive, angle))
        if key not in self._known:
            need = self.need(body, positive, env, angle, (key,), label)
            self._known[key] = need.within(_united(refs))
        return self._known[key]


def _folded(ask: All | Any, angle: Angle) -> Ask:
    """Parts whose reading the angle settles are dropped, or settle the whole."""
    decisive = isinstance(ask, Any)
    parts = []
    for part in ask.parts:
        settled = _settled(part, angle)
        if settled is None:
            parts.append(part)
        elif settled is decisive:
            return TRUE if decisive else FALSE
    if len(parts) == len(ask.parts):
        return ask
    return either(parts) if decisive else both(parts)


def _settled(ask: Ask, angle: Angle) -> bool | None:
    """Whether a part is true or false by the readings alone."""
    match ask:
        case Reads(question, reading):
            return next(
                (given == reading for asked, given in angle.reads if asked == question), None
            )
        case Not(body):
            inner = _settled(body, angle)
            return None if inner is None else not inner
        case All(parts) | Any(parts):
            found = [_settled(part, angle) for part in parts]
            decisive = isinstance(ask, Any)
            if decisive in found:
                return decisive
            return None if None in found else not decisive
        case Some(_, body):
            return False if _settled(body, angle) is False else None
        case _:
            return None


def _conjuncts(ask: Ask) -> Iterable[Ask]:
    """The atoms that stand positively in a conjunction, under `some` too."""
    match ask:
        case All(parts):
            for part in parts:
                yield from _conjuncts(part)
        case Some(_, body):
            yield from _conjuncts(body)
        case _:
            yield ask


def _universal(kind: str, scope: Iterable[Ref]) -> Ref:
    """The next universal of a kind: those already in scope keep their names."""
    taken = {key for ref in scope for key, _ in ref.universals}
    number = next(n for n in count() if ("any", kind, n) not in taken)
    key = ("any", kind, number)
    return Ref(key, frozenset({(key, kind)}))


def _ref(term: Term, env: Mapping[Variable, Ref]) -> Ref:
    return env[term] if isinstance(term, Variable) else Ref(("named", term.name))


def _symbol(kind: str, universals: Universals, label: str) -> Symbol:
    return Symbol((kind, tuple(sorted(own for _, own in universals))), universals, label)


def _united(refs: Iterable[Ref]) -> Universals:
    return frozenset(universal for ref in refs for universal in ref.universals)


def _universals(ask: Ask, env: Mapping[Variable, Ref]) -> Universals:
    """The universals on which it depends whether something holds."""
    return _united(env[variable] for variable in free_in(ask) if variable in env)


def _together(needs: Iterable[Need]) -> Need:
    result = Need()
    for need in needs:
        result = result.joined(need)
    return result


_FREE: dict[int, tuple[Ask, frozenset[Variable]]] = {}


def free_in(ask: Ask) -> frozenset[Variable]:
    """The variables a question's part speaks of without introducing them."""
    known = _FREE.get(id(ask))
    if known is not None and known[0] is ask:
        return known[1]
    match ask:
        case LiveAt(_, terms):
            result = frozenset(t for t in terms if isinstance(t, Variable))
        case Live() | Applies() | Takes() | VerdictIn() | InScope():
            result = frozenset()
        case Seen(_, body) | Not(body):
            result = free_in(body)
        case Some(variable, body) | Every(variable, body):
            result = free_in(body) - {variable}
        case All(parts) | Any(parts):
            result = frozenset(v for part in parts for v in free_in(part))
        case _:
            result = frozenset(t for t in formula_terms(ask) if isinstance(t, Variable))
    if len(_FREE) > 100_000:
        _FREE.clear()
    _FREE[id(ask)] = (ask, result)
    return result


def _function_need(fact: Fact) -> Need:
    """`one … to each …`: each combination of the other things has its one thing."""
    need = Need()
    for rule in fact.one_to_each:
        if rule.exactly:
            others = [h.kind for place, h in enumerate(fact.holes) if place != rule.result]
            signature = (fact.holes[rule.result].kind, tuple(sorted(others)))
            symbol = Symbol(signature, frozenset(), f"“{fact.id}”")
            need = need.joined(Need({("function", fact.id, rule.result): symbol}))
    return need


def counters_for(unfoldings: Mapping[str, Unfolding]) -> tuple[Counter, ...]:
    """The counters for questions about acts of one primary description."""
    return tuple(Counter(unfoldings, spare) for spare in SPARES)


def bound(
    counters: Iterable[Counter],
    body: Ask,
    angle: Angle,
    background: Iterable[tuple[str, Formula, Angle]],
    roles: Iterable[str],
) -> Bound:
    """The slots that decide whether `body` and the background hold together.

    counters: for the editions and the kind of act, one for each of SPARES (see `counters_for`);
    they remember what they counted; background: named formulas with the angle they are read from;
    roles: the root kind of each role that needs a slot of its own.
    """
    background, roles = tuple(background), tuple(roles)
    found: list[Bound] = []
    for counter in counters:
        found.append(_counted(counter, body, angle, background, roles))
        if found[-1].complete and sum(found[-1].sizes.values()) <= FEW_SLOTS:
            break
    return min(found, key=lambda one: (not one.complete, sum(one.sizes.values())))


def _counted(
    counter: Counter,
    body: Ask,
    angle: Angle,
    background: tuple[tuple[str, Formula, Angle], ...],
    roles: tuple[str, ...],
) -> Bound:
    place = ("question", counter.identity(body))
    need = counter.need(body, True, counter.base, angle, place, "the question")
    for name, formula, seen in background:
        extra = counter.need(formula, True, counter.base, seen, ("background", name, seen), name)
        need = need.joined(extra)
    weak: list[Fact] = []
    for policy in {id(u.policy): u.policy for u in counter.unfoldings.values()}.values():
        for fact in policy.facts.values():
            if fact.id in need.facts or entangled(fact):
                need = need.joined(_function_need(fact))
            else:
                weak.append(fact)
    return _sizes(counter, need, weak, list(roles))


def entangled(fact: Fact) -> bool:
    """Whether the rules of a fact constrain one another, so that it counts even where nothing
    speaks of it: as many persons as reports."""
    return len(fact.one_to_each) > 1 and any(rule.exactly for rule in fact.one_to_each)


Function = tuple[str, tuple[str, ...], int, Signature]
"""Root kind of the result, kinds of the arguments, how many, and their signature."""


def _sizes(counter: Counter, need: Need, weak: list[Fact], roles: list[str]) -> Bound:
    policy = counter.policy
    constants = {root: roles.count(root) for root in policy.roots.values()}
    functions: list[Function] = []
    present = {variable.kind for variable in counter.base}
    numbers = Tally(symbol.signature for symbol in need.symbols.values())
    labels = {symbol.signature: symbol.label for symbol in reversed(need.symbols.values())}
    for signature, number in sorted(numbers.items()):
        kind, arguments = signature
        if arguments:
            functions.append((policy.roots[kind], arguments, number, signature))
        else:
            constants[policy.roots[kind]] += number
            present.add(kind)
    live = _with_weak(policy, constants, functions, present, weak)
    cycle = _cycle(policy, live)
    if cycle:
        words = tuple(
            f"{labels[f[3]]} makes {_kinds(f[1])} lead to a {f[3][0]}"
            for f in live
            if f[0] in cycle and any(policy.roots[a] in cycle for a in f[1])
        )
        return Bound(_at_least(policy, constants, live), False, words)
    sizes = _evaluated(policy, constants, live)
    over = [root for root, number in sizes.items() if number > MOST_SLOTS]
    words = tuple(f"{sizes[root]} of the kind {root} would have to be tried" for root in over)
    most = BOUNDED_SLOTS if over else MOST_SLOTS
    return Bound({root: min(number, most) for root, number in sizes.items()}, not over, words)


def _at_least(policy: Policy, constants: Mapping[str, int], live: list[Function]) -> dict[str, int]:
    """Slots for a search that proves nothing: the constants, and what one step leads to."""
    sizes = {}
    for root, number in constants.items():
        steps = (
            times * prod(constants[policy.roots[a]] + _named(policy, a) for a in arguments)
            for result, arguments, times, _ in live
            if result == root
        )
        made = bool(number) or any(f[0] == root for f in live)
        sizes[root] = min(number + max(sum(steps), int(made)), BOUNDED_SLOTS)
    return sizes


def _kinds(arguments: tuple[str, ...]) -> str:
    return " and ".join(f"each {kind}" for kind in arguments)


def _with_weak(
    policy: Policy,
    constants: dict[str, int],
    functions: list[Function],
    present: set[str],
    weak: list[Fact],
) -> list[Function]:
    """The functions whose arguments something reaches. Adds to `constants` a thing of each kind
    that a function of which the question does not speak needs as its result, where none is
    `present`. Such a function is free, so that one result is enough for it."""
    while True:
        live = _reached(policy, constants, functions)
        here = present | {signature[0] for _, _, _, signature in live}
        fresh = next(
            (
                kind
                for kind in _results(policy, constants, live, weak)
                if not any(kind in policy.lineage(other) for other in here)
            ),
            None,
        )
        if fresh is None:
            return live
        constants[policy.roots[fresh]] += 1
        present.add(fresh)


def _results(
    policy: Policy, constants: Mapping[str, int], live: list[Function], weak: list[Fact]
) -> Iterable[str]:
    """The kinds of which the functions that a question does not mention need some thing."""
    reached = {root for root, number in constants.items() if number} | {f[0] for f in live}
    for fact in weak:
        for rule in fact.one_to_each:
            others = [h.kind for place, h in enumerate(fact.holes) if place != rule.result]
            if rule.exactly and all(_inhabited(policy, kind, reached) for kind in others):
                yield fact.holes[rule.result].kind


def _inhabited(policy: Policy, kind: str, reached: set[str]) -> bool:
    """Whether there can be a thing of the kind; named parties are of no sub-kind."""
    return policy.roots[kind] in reached or (kind == PARTY and bool(policy.parties))


def _reached(
    policy: Policy, constants: Mapping[str, int], functions: list[Function]
) -> list[Function]:
    """The functions whose arguments something reaches."""
    reached = {root for root, number in constants.items() if number}
    live: list[Function] = []
    while True:
        fresh = [
            f
            for f in functions
            if f not in live and all(_inhabited(policy, a, reached) for a in f[1])
        ]
        if not fresh:
            return live
        live += fresh
        reached |= {f[0] for f in fresh}


def _cycle(policy: Policy, functions: list[Function]) -> frozenset[str]:
    """The root kinds that depend on themselves."""
    edges: dict[str, set[str]] = {}
    for root, arguments, _, _ in functions:
        for argument in arguments:
            edges.setdefault(policy.roots[argument], set()).add(root)

    def leads_to(start: str) -> set[str]:
        seen: set[str] = set()
        waiting = list(edges.get(start, ()))
        while waiting:
            root = waiting.pop()
            if root not in seen:
                seen.add(root)
                waiting.extend(edges.get(root, ()))
        return seen

    return frozenset(root for root in edges if root in leads_to(root))


def _evaluated(
    policy: Policy,
    constants: Mapping[str, int],
    functions: list[Function],
) -> dict[str, int]:
    sizes: dict[str, int] = {}

    def size(root: str) -> int:
        if root not in sizes:
            total = constants.get(root, 0)
            for result, arguments, number, _ in functions:
                if result == root:
                    product = number
                    for argument in arguments:
                        product *= size(policy.roots[argument]) + _named(policy, argument)
                    total += product
            sizes[root] = total
        return sizes[root]

    return {root: size(root) for root in constants}


def _named(policy: Policy, kind: str) -> int:
    """Named parties are of the kind `party` and of no sub-kind."""
    return len(policy.parties) if kind == PARTY else 0
