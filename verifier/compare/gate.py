"""The gate by itself: two versions and the amendments between them go in, what was not declared and
what does not occur come out, without the whole comparison."""

from __future__ import annotations

from collections.abc import Sequence

from verifier.answers import Budget
from verifier.compare.describe import Describer
from verifier.compare.intent import declared
from verifier.compare.merge import pair_of
from verifier.compare.outcome import Declared
from verifier.compare.pattern import views
from verifier.compare.rename import renamed
from verifier.compare.scope import common_ground
from verifier.compare.whole import Options
from verifier.model import Amendment, Policy
from verifier.solve import Bench


def held_against(
    old: Policy,
    new: Policy,
    amendments: Sequence[Amendment],
    options: Options | None = None,
) -> Declared:
    """What the amendments declare, held against the difference of the two versions."""
    options = options or Options()
    pair = pair_of(common_ground(renamed(old, new, options.renames), new))
    bench = Bench(pair.merged, Budget(resources=options.budget))
    return declared(Describer(pair, bench, views(pair)[-1]), amendments)
