"""Which edits make a change: the smallest sets of edits that, made alone, have the same outcome in
every case of a group."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from typing import Literal

from verifier.changes.compare.bounds_tried import BoundsTried
from verifier.changes.compare.difference.groups import Describer
from verifier.changes.compare.difference.pattern import OutcomePattern
from verifier.encoding import Angle, Ask, Live, Seen, both, either, no, verdict_is
from verifier.model import FALSE, LawRegime
from verifier.solver import Possible

MOST_EDITS = 8
"""Among so many edits the smallest sets are sought; of more, only one smallest set is given."""


def makers(
    describer: Describer, pattern: OutcomePattern, tried: BoundsTried
) -> tuple[tuple[str, ...], ...]:
    """The smallest sets of edits that bring the pattern about wherever it occurs."""
    relevant = tuple(_relevant(describer, pattern))
    every = tuple(_relevant(describer, pattern, bearing=True))
    if describer.view.reads and not relevant:
        asked = sorted(
            {question for reads in describer.view.reads.values() for question, _ in reads}
        )
        return (tuple(f"the plain reading of “{question}”" for question in asked),)
    if len(every) < 2:
        return (every,) if every else ()
    for candidates in dict.fromkeys((relevant, every)):
        found = _smallest_sets(describer, pattern, candidates, tried)
        if found:
            return found
    return (every,)


def _smallest_sets(
    describer: Describer, pattern: OutcomePattern, relevant: tuple[str, ...], tried: BoundsTried
) -> tuple[tuple[str, ...], ...]:
    """The smallest sets of these edits that are enough; none where not even all of them are."""
    if not relevant or not _brings_about(describer, pattern, frozenset(relevant), tried):
        return ()
    if len(relevant) > MOST_EDITS:
        return (_one_set(describer, pattern, relevant, tried),)
    found: list[tuple[str, ...]] = []
    for size in range(1, len(relevant) + 1):
        for chosen in combinations(relevant, size):
            smaller = any(set(known) <= set(chosen) for known in found)
            if not smaller and _brings_about(describer, pattern, frozenset(chosen), tried):
                found.append(chosen)
    return tuple(found)


def _one_set(
    describer: Describer, pattern: OutcomePattern, relevant: tuple[str, ...], tried: BoundsTried
) -> tuple[str, ...]:
    kept = list(relevant)
    for name in relevant:
        fewer = [other for other in kept if other != name]
        if fewer and _brings_about(describer, pattern, frozenset(fewer), tried):
            kept = fewer
    return tuple(kept)


def _relevant(
    describer: Describer, pattern: OutcomePattern, bearing: bool = False
) -> Iterable[str]:
    """The edits that can bear on a norm whose status differs, `bearing`: on any that speaks of the
    act; where time makes the verdict another, on any norm that bears on the act."""
    norms = [status.norm for status in pattern.statuses if status.differs or bearing]
    if pattern.timed != (None, None):
        norms += describer.bearing(pattern.act, pattern.column)
    both_versions = [describer.pair.versions[norm] for norm in norms]
    versions = [v for one in both_versions for v in (one.old, one.new) if v is not None]
    attackers = {a for version in versions for a in describer.dependencies.attackers[version]}
    asked = {q for version in versions for q in describer.dependencies.of_norms[version]}
    made = {describer.pair.origin[a][0] for a in attackers if a in describer.pair.origin}
    for edit in describer.pair.edits:
        if edit.name in made or edit.name in asked:
            yield edit.name


def _brings_about(
    describer: Describer, pattern: OutcomePattern, made: frozenset[str], tried: BoundsTried
) -> bool:
    """Whether the old text with these edits has the new outcome in every case of the pattern."""
    region = both([describer.context(pattern), describer.target(pattern)])
    column = pattern.column
    norms = [
        _status(describer, pattern, status.norm, status.after, made)
        for status in pattern.statuses
        if status.differs or status.norm in describer.affected(pattern.act, column)
    ]
    time = describer.of_time(pattern, {"new": describer.hybrid(made, column)})
    outcome = both([*norms, *(said for _, _, said in time)])
    query = describer.query(pattern.act, column, both([region, no(outcome)]))
    return tried.no_case(describer.solver.ask(query, _readings(describer)))


def _readings(describer: Describer) -> dict[str, str] | None:
    return None if describer.view.beyond else dict(describer.view.readings)


def _status(
    describer: Describer, pattern: OutcomePattern, norm: str, live: bool, made: frozenset[str]
) -> Ask:
    angle = describer.hybrid(made, pattern.column)
    version = describer.pair.versions[norm]
    if live and version.turned:
        return FALSE if version.new in angle.without else Seen(angle, Live(version.new or ""))
    found = _live_in(describer, norm, angle)
    return found if live else no(found)


Makes = Literal["nothing", "alone", "beside others"]


def makes(describer: Describer, edit: str, tried: BoundsTried) -> Makes | None:
    """What making one edit changes of any norm's status: on the old text `alone`, or only as the
    last edit of the new one. None where that stayed open."""
    pair = describer.pair
    every = frozenset(e.name for e in pair.edits)
    steps: tuple[tuple[Makes, frozenset[str], frozenset[str]], ...] = (
        ("alone", frozenset(), frozenset({edit})),
        ("beside others", every - {edit}, every),
    )
    for how, before, after in steps:
        for act in pair.merged.acts:
            for column in describer.columns():
                answer = _differs(describer, act, column, before, after, tried)
                if answer is not False:
                    return None if answer is None else how
    return "nothing"


def _differs(
    describer: Describer,
    act: str,
    column: LawRegime,
    before: frozenset[str],
    after: frozenset[str],
    tried: BoundsTried,
) -> bool | None:
    affected = describer.affected(act, column)
    if not describer.touches(act, column):
        return False
    was, now = describer.hybrid(before, column), describer.hybrid(after, column)
    parts: list[Ask] = []
    for norm in affected:
        first, second = (_live_in(describer, norm, angle) for angle in (was, now))
        version = describer.pair.versions[norm]
        if version.turned and (version.new in was.without) != (version.new in now.without):
            parts += [first, second]
        else:
            parts += [both([first, no(second)]), both([no(first), second])]
    for verdict in describer.timed(act, column):
        first, second = (Seen(angle, verdict_is(verdict)) for angle in (was, now))
        parts += [both([first, no(second)]), both([no(first), second])]
    query = describer.query(act, column, either(parts))
    answer = describer.solver.ask(query)
    if isinstance(answer, Possible):
        return True
    return False if tried.no_case(answer) else None


def _live_in(describer: Describer, norm: str, angle: Angle) -> Ask:
    version = describer.pair.versions[norm]
    some = [v for v in dict.fromkeys((version.old, version.new)) if v is not None]
    return either(Seen(angle, Live(v)) for v in some if v not in angle.without)
