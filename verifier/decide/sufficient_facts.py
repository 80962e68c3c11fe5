"""What of the known facts is enough: a smallest part from which the verdict follows; where what is
given cannot be so, a smallest part that cannot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from verifier.decide.decision import Clash, Sufficient
from verifier.decide.inquiry import Frame, Inquiry
from verifier.decide.known_facts import Known
from verifier.decide.sufficient_sets import Items, smallest
from verifier.model import Fact, Holds, Not, OneToEach, Verdict
from verifier.words import Speaker


def sufficient(inquiry: Inquiry, frame: Frame, verdict: Verdict) -> Sufficient:
    """A smallest part of what is known that leaves no other verdict. What is known must do so."""
    known = inquiry.known
    nodes = [inquiry.node(one.formula) for one in known]

    def escape(kept: Items) -> Items | None:
        result = inquiry.is_other(frame, verdict, [known[place].formula for place in sorted(kept)])
        if result is None:
            return kept
        return _true_in(inquiry, nodes) if result else None

    places, is_smallest = smallest(len(known), escape)
    kept = [known[place] for place in sorted(places)]
    return Sufficient(
        given=_words(kept, "given"),
        presumed=_words(kept, "presumed"),
        nothing_else=_words(kept, "nothing else"),
        smallest=is_smallest,
    )


def _true_in(inquiry: Inquiry, nodes: Iterable[int]) -> Items:
    """Which of the propositions hold in the last completion found."""
    model = inquiry.model()
    return frozenset(place for place, node in enumerate(nodes) if model.holds(node))


def _words(kept: Iterable[Known], source: str) -> tuple[str, ...]:
    return tuple(one.words for one in kept if one.source == source)


def clash(inquiry: Inquiry, frame: Frame) -> Clash:
    """A smallest part of the known facts and the assumptions that cannot all be so."""
    policy = inquiry.policy
    assumptions = tuple(policy.assumptions.values())
    formulas = [*(one.formula for one in assumptions), *inquiry.formulas()]
    nodes = [inquiry.node(formula) for formula in formulas]
    count = len(assumptions)

    def escape(kept: Items) -> Items | None:
        names = [assumptions[place].name for place in sorted(kept) if place < count]
        stated = [formulas[place] for place in sorted(kept) if place >= count]
        result = inquiry.check(frame, stated, background=inquiry.assumed(names))
        if result is None:
            return kept
        return kept | _true_in(inquiry, nodes) if result else None

    places, _ = smallest(len(formulas), escape)
    known = [inquiry.known[place - count] for place in sorted(places) if place >= count]
    return Clash(
        given=(*_words(known, "given"), *_words(known, "presumed")),
        nothing_else=_words(known, "nothing else"),
        assumptions=tuple(
            (assumptions[place].title, inquiry.speaker.assumption(assumptions[place].name))
            for place in sorted(places)
            if place < count
        ),
        functions=tuple(dict.fromkeys(_functions(inquiry, known))),
    )


def _functions(inquiry: Inquiry, known: Iterable[Known]) -> Iterator[str]:
    """The rules `one … to each …` of the facts among them; where there are none, those that lack
    anything to be the one."""
    facts = inquiry.policy.facts.values()
    named = {one.formula.fact for one in known if isinstance(one.formula, Holds)}
    denied = (one.formula.body for one in known if isinstance(one.formula, Not))
    named |= {formula.fact for formula in denied if isinstance(formula, Holds)}
    for fact in facts:
        for rule in fact.one_to_each:
            words = _rule_words(inquiry.speaker, fact, rule)
            if fact.id in named:
                yield words
            elif not named and rule.exactly and _lacks(inquiry, fact, rule):
                yield f"{words}, and there is no {fact.holes[rule.result].kind} in the case"


def _rule_words(speaker: Speaker, fact: Fact, rule: OneToEach) -> str:
    """`one receipt to each item (“an item was bought with a receipt”)`."""
    others = [hole.label for place, hole in enumerate(fact.holes) if place != rule.result]
    least = "one" if rule.exactly else "at most one"
    each = speaker.series(others) or "case"
    return f"{least} {fact.holes[rule.result].label} to each {each} (“{fact.id}”)"


def _lacks(inquiry: Inquiry, fact: Fact, rule: OneToEach) -> bool:
    """Whether there are things to map and nothing to map them to."""
    there = [bool(inquiry.session.grounding.domain(hole.kind)) for hole in fact.holes]
    return not there[rule.result] and all(there[: rule.result] + there[rule.result + 1 :])
