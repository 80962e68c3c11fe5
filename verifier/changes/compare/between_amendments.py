"""What amendments do to each other: those that are made together go in, the contradictions that
none of them makes alone come out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from verifier.changes.compare.difference.common_vocabulary import common_ground
from verifier.changes.compare.difference.edits import edits_between
from verifier.changes.compare.difference.groups import Describer
from verifier.changes.compare.rules.rules_in_words import Telling
from verifier.changes.compare.shown_case import shown
from verifier.encoding import Angle, Ask, Seen, both, either, no, verdict_is
from verifier.model import LawRegime, Policy, Verdict
from verifier.solver import Possible, Undecided

Made = Mapping[str, frozenset[str]]
"""The edits that each amendment makes, by its name."""

_SAID = {
    Verdict.ANTINOMY: "that {act} is then both permitted and prohibited in some cases",
    Verdict.DILEMMA: "whoever is bound to it cannot but breach a duty or a prohibition where {act}",
}


def made_alone(old: Policy, alone: Mapping[str, Policy]) -> dict[str, frozenset[str]]:
    """By the policy as each amendment alone would leave it."""
    found = {}
    for name, policy in alone.items():
        ground = common_ground(old, policy)
        found[name] = frozenset(edit.name for edit in edits_between(ground.old, ground.new))
    return found


def contradictions(describer: Describer, made: Made) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each contradiction between amendments: a sentence, and an example line by line."""
    if len(made) < 2:
        return
    for act in describer.pair.merged.acts:
        for verdict in _SAID:
            for column in describer.columns():
                found = _one(describer, made, act, column, verdict)
                if found is not None:
                    yield found
                    break


def _one(
    describer: Describer, made: Made, act: str, column: LawRegime, verdict: Verdict
) -> tuple[str, tuple[str, ...]] | None:
    if not describer.touches(act, column):
        return None
    for size in range(2, len(made) + 1):
        for names in combinations(made, size):
            body = _only_together(describer, made, names, column, verdict)
            query = describer.query(act, column, body)
            answer = describer.solver.ask(query)
            if isinstance(answer, Undecided):
                describer.undecided.append(answer.reason)
            if isinstance(answer, Possible):
                telling = Telling(describer.pair)
                words = telling.act(act, telling.bearer(describer.affected(act, column)))
                quoted = [f"“{name}”" for name in names]
                listed = f"{', '.join(quoted[:-1])} and {quoted[-1]}"
                said = _SAID[verdict].format(act=words)
                sentence = f"The amendments {listed} contradict each other: {said}, and none of \
them alone makes it so"
                return sentence, tuple(_example(describer, body, act, column))
    return None


def _only_together(
    describer: Describer,
    made: Made,
    names: Sequence[str],
    column: LawRegime,
    verdict: Verdict,
) -> Ask:
    """That the verdict is there with these amendments, and not without one of them."""

    def with_(chosen: Sequence[str]) -> Ask:
        edits = frozenset[str]().union(*(made[name] for name in chosen))
        angle: Angle = describer.hybrid(edits, column)
        return Seen(angle, verdict_is(verdict))

    fewer = (with_([name for name in names if name != left]) for left in names)
    return both([with_(names), no(either([with_(()), *fewer]))])


def _example(describer: Describer, body: Ask, act: str, column: LawRegime) -> Iterator[str]:
    example = shown(describer, describer.query(act, column, body), column, None)
    if example is not None:
        yield f"For instance: {example.act[:1].upper()}{example.act[1:]}."
        yield from (f"{given[:1].upper()}{given[1:]}." for given in example.given)
        yield f"Before: {example.before}; after: {example.after}."
