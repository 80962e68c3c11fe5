"""Which norm prevails over which: `notwithstanding`, `subject to`, laws above the policy, and the
rule that nothing defeats itself in a circle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from typing import TypeVar

from verifier.elaborate.disapplied.disapplications import role_by_role
from verifier.elaborate.references import ClauseBook, ReferenceEntry
from verifier.elaborate.sentences.complaints import Complaints, refusal
from verifier.language import RelationLine, Words
from verifier.model import Attack, LawRegime, Modality, Named, Norm, Savings, Variable, opposed
from verifier.source import Span

Node = TypeVar("Node", bound=str)


def meet_opposed(first: Norm, second: Norm) -> bool:
    """Whether two norms can speak of one act and say the opposite of it. A duty that leaves a thing
    to be chosen requires no act that an exemption could spare."""
    spared = Modality.EXEMPT in (first.modality, second.modality)
    if not opposed(first.modality, second.modality):
        return False
    if spared and (first.is_choice or second.is_choice):
        return False
    if isinstance(first.bearer, Named) and isinstance(second.bearer, Named):
        return first.bearer == second.bearer
    return True


def _mapping(attacker: Norm, target: Norm) -> tuple[tuple[Variable, Variable], ...]:
    """Role by role and bearer to bearer, where both are about one description of the act."""
    pairs = role_by_role(attacker, target)
    if not _same_description(attacker, target):
        return ()
    if isinstance(attacker.bearer, Variable) and isinstance(target.bearer, Variable):
        pairs = [(attacker.bearer, target.bearer), *pairs]
    return tuple(dict.fromkeys(pairs))


def _same_description(first: Norm, second: Norm) -> bool:
    return first.act is not None and second.act is not None and first.act.act == second.act.act


# --------------------------------------------------------------------------- relations


@dataclass(frozen=True)
class Relations:
    """What the relation lines of a clause say. `priorities`: which norm is put before which,
    opposed or not."""

    attacks: list[Attack] = field(default_factory=list)
    savings: list[Savings] = field(default_factory=list)
    priorities: list[tuple[str, str]] = field(default_factory=list)

    def prevail(
        self, stronger: Sequence[Norm], weaker: Sequence[Norm], span: Span | None
    ) -> list[Attack]:
        """Some norms are put before others: what that decides now."""
        found = prevailing(stronger, weaker, span)
        self.attacks.extend(found)
        self.priorities.extend((first.id, second.id) for first in stronger for second in weaker)
        return found


def read_relations(
    entry: ReferenceEntry, book: ClauseBook, norms: Mapping[str, Norm], complaints: Complaints
) -> Relations:
    """What the relation lines of a clause say."""
    found = Relations()
    for line in entry.declaration.relations:
        if line.any_other is not None:
            _of_all_others(entry, line, line.any_other, book, norms, found, complaints)
        for words in line.clauses:
            with complaints.guard():
                if line.word == "without limiting":
                    found.savings.append(Savings(entry.id, book.clause(words).id, line.span))
                else:
                    _priority(entry, line, words, book, norms, found, complaints)
    return found


def _of_all_others(
    entry: ReferenceEntry,
    line: RelationLine,
    words: Words,
    book: ClauseBook,
    norms: Mapping[str, Norm],
    relations: Relations,
    complaints: Complaints,
) -> None:
    """`notwithstanding any other clause`: every other clause of the policy; of a law, its own."""
    others = [other for other in book.entries.values() if other.law is entry.law]
    others.remove(entry)
    if line.word == "without limiting":
        relations.savings.extend(Savings(entry.id, other.id, line.span) for other in others)
        return
    own = [norms[id_] for id_ in entry.norms if id_ in norms]
    rest = [norms[id_] for other in others for id_ in other.norms if id_ in norms]
    above = line.word == "notwithstanding"
    if not relations.prevail(*((own, rest) if above else (rest, own)), line.span):
        _idle(entry, line, words, complaints)


def _priority(
    entry: ReferenceEntry,
    line: RelationLine,
    words: Words,
    book: ClauseBook,
    norms: Mapping[str, Norm],
    relations: Relations,
    complaints: Complaints,
) -> None:
    own = [norms[id_] for id_ in entry.norms if id_ in norms]
    others = [norms[id_] for id_ in book.norms(words) if id_ in norms]
    stronger, weaker = (own, others) if line.word == "notwithstanding" else (others, own)
    if own and own == others:
        raise refusal(
            "circle",
            f"clause {entry.id} is given priority over itself",
            words.span,
            "name another clause",
        )
    if not relations.prevail(stronger, weaker, line.span):
        _idle(entry, line, words, complaints)


def prevailing(
    stronger: Sequence[Norm], weaker: Sequence[Norm], span: Span | None = None
) -> list[Attack]:
    """What it comes to that norms prevail over others: they defeat those that are opposed."""
    return [
        Attack(first.id, second.id, _mapping(first, second), "priority", span=span)
        for first in stronger
        for second in weaker
        if meet_opposed(first, second)
    ]


def _idle(entry: ReferenceEntry, line: RelationLine, words: Words, complaints: Complaints) -> None:
    complaints.warn(
        "idle-priority",
        f"“{line.word} {words.text}” decides nothing: no norm there says the opposite of "
        f"clause {entry.id}",
        words.span,
        "priority decides only between must and must not, must and need not, or must not and "
        "may, for the same bearer; to take a case out of a rule, write “except NAME when …”",
    )


# --------------------------------------------------------------------------- laws


def layer_attacks(norms: Sequence[Norm]) -> Iterator[Attack]:
    """In the end, a higher layer prevails over what is opposed in a lower one."""
    above = [norm for norm in norms if norm.layer > 0 and norm.modality is not None]
    for higher in above:
        for lower in norms:
            if lower.layer < higher.layer and meet_opposed(higher, lower):
                yield Attack(
                    higher.id,
                    lower.id,
                    _mapping(higher, lower),
                    "layer",
                    frozenset({LawRegime.END}),
                    higher.span,
                )


# --------------------------------------------------------------------------- circles


def check_attack_circles(
    norms: Mapping[str, Norm], attacks: Sequence[Attack], complaints: Complaints
) -> None:
    """No norm may, through others, defeat itself."""
    edges: dict[str, list[str]] = {}
    for attack in attacks:
        edges.setdefault(attack.attacker, []).append(attack.target)
    by_pair = {(attack.attacker, attack.target): attack for attack in reversed(attacks)}
    places: dict[str, Span | None] = {id_: norm.span for id_, norm in norms.items()}
    for circle in circles(edges, places):
        pairs = zip(circle, (*circle[1:], circle[0]), strict=True)
        _report([by_pair[pair] for pair in pairs], norms, complaints)


def _report(circle: Sequence[Attack], norms: Mapping[str, Norm], complaints: Complaints) -> None:
    names = [norm_words(norms[attack.attacker]) for attack in circle]
    steps = [
        f"{name} defeats {norm_words(norms[attack.target])} ({_why(attack)})"
        for name, attack in zip(names, circle, strict=True)
    ]
    in_the_end = any(attack.columns != frozenset(LawRegime) for attack in circle)
    where = "with the laws above the policy, " if in_the_end else ""
    complaints.error(
        "circle",
        f"{where}{listed_plainly(dict.fromkeys(names))} defeat each other in a circle: "
        f"{'; '.join(steps)}",
        norms[circle[0].attacker].span,
        "take away one of these priorities, exceptions or disapplications",
        tuple((words, a.span) for words, a in zip(steps, circle, strict=True) if a.span),
    )


def norm_words(norm: Norm) -> str:
    """A norm as a reader calls it: "clause P3", "the exception “relief” of clause P6"."""
    if norm.name:
        return f"the exception “{norm.name}” of clause {norm.clause}"
    return f"clause {norm.id}"


def _why(attack: Attack) -> str:
    match attack.ground:
        case "exception":
            return "as its exception"
        case "disapplication":
            return "by saying that it does not apply"
        case "priority":
            return "by “notwithstanding” or “subject to”"
        case "layer":
            return "as the higher law"


def listed_plainly(words: Sequence[str] | dict[str, None]) -> str:
    names = list(words)
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def circles(
    edges: Mapping[Node, Sequence[Node]], places: Mapping[Node, Span | None]
) -> Iterator[list[Node]]:
    """Circles with no node in common, each in the direction of its edges, beginning with the node
    that stands first in the text."""
    order = {node: i for i, node in enumerate(places)}
    left = {node: list(targets) for node, targets in edges.items()}
    while True:
        found = _circle(left)
        if not found:
            return
        first = min(found, key=lambda node: order.get(node, len(order)))
        at = found.index(first)
        yield found[at:] + found[:at]
        left = _without(left, found)


def _circle(edges: Mapping[Node, Sequence[Node]]) -> list[Node]:
    """One circle, each node with an edge to the next and the last to the first."""
    try:
        TopologicalSorter(edges).prepare()
    except CycleError as error:
        nodes: list[Node] = error.args[1]
        return list(reversed(nodes))[:-1]
    return []


def _without(edges: Mapping[Node, Sequence[Node]], gone: Sequence[Node]) -> dict[Node, list[Node]]:
    dropped = set(gone)
    return {
        node: [target for target in targets if target not in dropped]
        for node, targets in edges.items()
        if node not in dropped
    }
