"""How many things a case needs: from a question to a number of slots for each kind.

A satisfiable question has a case whose things are the values of its role constants and Skolem
terms, because such terms form a substructure in which universal statements persist and existential
ones keep their witnesses. Where the functions among those terms run in no circle there are finitely
many, and searching that many slots decides the question for any number of things (order-sorted
effectively propositional logic; Nelson, Dougherty, Fisler, Krishnamurthi, "On the Finite Model
Property in Order-Sorted Logic", 2010).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import assert_never

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


@dataclass(frozen=True)
class Ref:
    """What a variable stands for while counting: a term, and the universals it depends on."""

    key: Hashable
    universals: frozenset[tuple[Hashable, str]] = frozenset()


Signature = tuple[str, tuple[str, ...]]
"""Result kind and argument kinds of a Skolem symbol."""


@dataclass
class Need:
    """Skolem symbols by signature, and the facts spoken of."""

    symbols: dict[Signature, frozenset[Hashable]] = field(default_factory=dict)
    facts: frozenset[str] = frozenset()

    def joined(self, other: Need) -> Need:
        """What both together need."""
        result = dict(self.symbols)
        for signature, keys in other.symbols.items():
            result[signature] = result.get(signature, frozenset()) | keys
        return Need(result, self.facts | other.facts)

    def alternative(self, other: Need, place: Hashable, spare: int) -> Need:
        """What one or the other needs: symbols of one signature can serve both branches, but are
        then no longer known as the symbols they were. They are kept apart where that costs at most
        `spare` symbols more. Either way the number is enough."""
        result = dict(self.symbols)
        for signature, keys in other.symbols.items():
            mine = result.get(signature, frozenset())
            most = max(len(mine), len(keys))
            union = mine | keys
            result[signature] = (
                union
                if len(union) <= most + spare
                else frozenset(("either", place, signature, number) for number in range(most))
            )
        return Need(result, self.facts | other.facts)


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
        self.labels: dict[Signature, str] = {}
        self._known: dict[Hashable, Need] = {}
        self._identities: dict[int, tuple[Ask, int]] = {}
        self._numbers: dict[Ask, int] = {}

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
                return self._either(needs, place)
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

    def _either(self, needs: Iterable[Need], place: Hashable) -> Need:
        result = Need()
        for number, need in enumerate(needs):
            result = result.alternative(need, (place, number), self.spare)
        return result

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
            own = {**env, variable: fixed[0]}
            return fixed[1].joined(self.need(body, positive, own, angle, (*place, "b"), label))
        free = {v: env[v] for v in free_in(body) if v != variable and v in env}
        if not existential:
            inner = {**env, variable: _universal(variable.kind, env.values())}
            return self.need(body, positive, inner, angle, (*place, "b"), label)
        universals = frozenset(u for ref in free.values() for u in ref.universals)
        signature = (variable.kind, tuple(sorted(kind for _, kind in universals)))
        self.labels.setdefault(signature, label)
        values = tuple((v, free[v]) for v in sorted(free, key=lambda v: (v.name, v.kind)))
        here = ("witness", self.identity(whole), positive, angle, values)
        ref = Ref(here, universals)
        inner_need = self.need(body, positive, {**env, variable: ref}, angle, (*place, "b"), label)
        return Need({signature: frozenset({here})}).joined(inner_need)

    def identity(self, ask: Ask) -> int:
        """A number that equal formulas share; a formula is hashed once, for that is slow."""
        known = self._identities.get(id(ask))
        if known is None:
            number = self._numbers.setdefault(ask, len(self._numbers))
            known = self._identities[id(ask)] = (ask, number)
        return known[1]

    def _determined(
        self,
        variable: Variable,
        body: Ask,
        existential: bool,
        env: Mapping[Variable, Ref],
        angle: Angle,
    ) -> tuple[Ref, Need] | None:
        """Where a conjunct leaves one choice for the variable, the term that it must be, with the
        symbols of that term: `the act is to …` leaves the roles of the act, a function its value.
        Then `some` and `every` say the same of it, and no thing of its own is needed."""
        for atom in _conjuncts(body):
            if isinstance(atom, ActIs) and variable in atom.terms:
                found = self._in_role(variable, atom, existential, env, angle)
                if found is not None:
                    return found
            if isinstance(atom, Holds) and variable in atom.terms:
                found = self._function_value(variable, atom, env)
                if found is not None:
                    return found
        return None

    def _in_role(
        self,
        variable: Variable,
        atom: ActIs,
        existential: bool,
        env: Mapping[Variable, Ref],
        angle: Angle,
    ) -> tuple[Ref, Need] | None:
        """A thing in a role of the act is one of the act's things, or one that a rule of `counts
        as` brings in, which the description itself accounts for."""
        ways = self.unfoldings[angle.edition].descriptions.get(atom.act, ())
        place = atom.terms.index(variable)
        if not existential and any(way.terms[place] in way.extra for way in ways):
            return None
        others = [env[t].universals for t in atom.terms if isinstance(t, Variable) and t in env]
        universals = frozenset(u for found in others for u in found)
        return Ref(("role of", atom.act, place, universals), universals), Need()

    def _function_value(
        self, variable: Variable, atom: Holds, env: Mapping[Variable, Ref]
    ) -> tuple[Ref, Need] | None:
        place = atom.terms.index(variable)
        others = [term for number, term in enumerate(atom.terms) if number != place]
        if any(isinstance(term, Variable) and term not in env for term in others):
            return None
        for rule in self.policy.facts[atom.fact].one_to_each:
            if rule.result == place:
                refs = tuple(_ref(term, env) for term in others)
                universals = frozenset(u for ref in refs for u in ref.universals)
                here = ("value of", atom.fact, place, refs)
                signature = (variable.kind, tuple(sorted(kind for _, kind in universals)))
                self.labels.setdefault(signature, f"“{atom.fact}”")
                need = Need() if rule.exactly else Need({signature: frozenset({here})})
                return Ref(here, universals), need
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
        key = ("define", name, refs, positive, angle)
        if key not in self._known:
            inner = {**self.base, **dict(zip(definition.parameters, refs, strict=True))}
            self._known[key] = self.need(
                definition.condition, positive, inner, angle, (key,), f"“{name}”"
            )
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
            key: Hashable = ("at", atom.norm, refs, positive, angle)
        elif isinstance(atom, ActIs):
            refs = tuple(_ref(term, env) for term in formula_terms(atom))
            key = (atom, refs, positive, angle)
        else:
            env = self.base
            key = (atom, positive, angle)
        if key not in self._known:
            self._known[key] = self.need(body, positive, env, angle, (key,), label)
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


def _function_need(counter: Counter, fact: Fact) -> Need:
    """`one … to each …`: each combination of the other things has its one thing."""
    need = Need()
    for rule in fact.one_to_each:
        if rule.exactly:
            others = [h.kind for place, h in enumerate(fact.holes) if place != rule.result]
            signature = (fact.holes[rule.result].kind, tuple(sorted(others)))
            counter.labels.setdefault(signature, f"“{fact.id}”")
            need = need.joined(Need({signature: frozenset({("function", fact.id, rule.result)})}))
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

    counters: for the editions and the kind of act, one for each of SPARES (see `counters_for`); they
    remember what they counted; background: named formulas with the angle they are read from;
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
        extra = counter.need(formula, True, counter.base, seen, ("background", name), name)
        need = need.joined(extra)
    weak: list[Fact] = []
    for policy in {id(u.policy): u.policy for u in counter.unfoldings.values()}.values():
        for fact in policy.facts.values():
            if fact.id not in need.facts:
                weak.append(fact)
                continue
            need = need.joined(_function_need(counter, fact))
    return _sizes(counter, need, weak, list(roles))


def _sizes(counter: Counter, need: Need, weak: list[Fact], roles: list[str]) -> Bound:
    policy = counter.policy
    constants = {root: roles.count(root) for root in policy.roots.values()}
    functions: list[tuple[str, tuple[str, ...], int, Signature]] = []
    for signature, keys in sorted(need.symbols.items()):
        kind, arguments = signature
        if arguments:
            functions.append((policy.roots[kind], arguments, len(keys), signature))
        else:
            constants[policy.roots[kind]] += len(keys)
    reached = _reached(policy, constants, functions)
    live = [f for f in functions if all(policy.roots[a] in reached for a in f[1])]
    cycle = _cycle(policy, live)
    if cycle:
        words = tuple(
            f"{counter.labels[f[3]]} makes {_kinds(f[1])} lead to a {f[3][0]}"
            for f in live
            if f[0] in cycle and any(policy.roots[a] in cycle for a in f[1])
        )
        sizes = {
            root: min(number + bool(reached.get(root)), BOUNDED_SLOTS)
            for root, number in constants.items()
        }
        return Bound(_with_weak(policy, sizes, weak), False, words)
    sizes = _evaluated(policy, constants, live)
    sizes = _with_weak(policy, sizes, weak)
    over = [root for root, number in sizes.items() if number > MOST_SLOTS]
    words = tuple(f"{sizes[root]} of the kind {root} would have to be tried" for root in over)
    most = BOUNDED_SLOTS if over else MOST_SLOTS
    return Bound({root: min(number, most) for root, number in sizes.items()}, not over, words)


def _kinds(arguments: tuple[str, ...]) -> str:
    return " and ".join(f"each {kind}" for kind in arguments)


def _reached(
    policy: Policy,
    constants: Mapping[str, int],
    functions: list[tuple[str, tuple[str, ...], int, Signature]],
) -> dict[str, bool]:
    reached = {root: True for root, number in constants.items() if number}
    if policy.parties:
        reached[PARTY] = True
    grew = True
    while grew:
        grew = False
        for root, arguments, _, _ in functions:
            if root not in reached and all(policy.roots[a] in reached for a in arguments):
                reached[root] = grew = True
    return reached


def _cycle(
    policy: Policy, functions: list[tuple[str, tuple[str, ...], int, Signature]]
) -> frozenset[str]:
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
    functions: list[tuple[str, tuple[str, ...], int, Signature]],
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

    for root in set(policy.roots.values()):
        size(root)
    return sizes


def _named(policy: Policy, kind: str) -> int:
    """Named parties are of the kind `party` and of no sub-kind."""
    return len(policy.parties) if kind == PARTY else 0


def _with_weak(policy: Policy, sizes: Mapping[str, int], weak: list[Fact]) -> dict[str, int]:
    """A function that the question does not mention needs only some thing as its result."""
    result = dict(sizes)
    grew = True
    while grew:
        grew = False
        for fact in weak:
            for rule in fact.one_to_each:
                holes = fact.holes
                others = [h.kind for i, h in enumerate(holes) if i != rule.result]
                target = holes[rule.result].kind
                root = policy.roots[target]
                exists = all(result.get(policy.roots[k], 0) + _named(policy, k) for k in others)
                if rule.exactly and exists and not result.get(root, 0) + _named(policy, target):
                    result[root] = 1
                    grew = True
    return result
