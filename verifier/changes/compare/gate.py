"""The gate by itself: two versions and the amendments between them go in, what was not declared and
what does not occur come out, without the whole comparison."""

from __future__ import annotations

from collections.abc import Sequence

from verifier.changes.compare.between_amendments import made_alone
from verifier.changes.compare.comparison import ComparisonOptions
from verifier.changes.compare.difference.common_vocabulary import common_ground
from verifier.changes.compare.difference.groups import Describer
from verifier.changes.compare.difference.merged_policy import pair_of
from verifier.changes.compare.difference.outcome import Declared
from verifier.changes.compare.difference.pattern import views
from verifier.changes.compare.intent import contradicting, declared
from verifier.changes.compare.rename import renamed
from verifier.findings import Finding
from verifier.model import Amendment, Policy
from verifier.solver import Budget, QuestionSolver


def contradictions_between(
    old: Policy,
    new: Policy,
    amendments: Sequence[Amendment],
    alone: Sequence[tuple[str, Policy]],
) -> tuple[Finding, ...]:
    """What amendments do to each other that are each tried alone. `new`: with all of them made;
    `alone`: with one of them each."""
    pair = pair_of(common_ground(old, new))
    solver = QuestionSolver(pair.merged, Budget())
    describer = Describer(pair, solver, views(pair)[-1])
    return contradicting(describer, amendments, made_alone(pair.old, dict(alone)))


def held_against(
    old: Policy,
    new: Policy,
    amendments: Sequence[Amendment],
    options: ComparisonOptions | None = None,
) -> Declared:
    """What the amendments declare, held against the difference of the two versions."""
    options = options or ComparisonOptions()
    pair = pair_of(common_ground(renamed(old, new, options.renames), new))
    solver = QuestionSolver(pair.merged, Budget(resources=options.budget))
    return declared([Describer(pair, solver, view) for view in views(pair)], amendments)
