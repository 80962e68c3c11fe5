"""The policies that the project itself prints: the examples of `explain`, and the tutorial of the
README as it stands in the end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.claims.drafting import Draft, read
from tests.claims.machine import tried
from tests.claims.tried import Tried
from tests.documents.tutorial import steps, take
from verifier.checks.catalogue import CATALOGUE


def examples() -> Iterator[tuple[str, Draft]]:
    """Each by a name, those left out that are refused before anything is checked."""
    number = count()
    for entry in CATALOGUE:
        for which, one in (("fires", entry.fires), ("does not fire", entry.near_miss)):
            yield f"{entry.name} {which}", Draft(next(number), one.policy, one.source or None)
    yield "tutorial", tutorial()


def tutorial() -> Draft:
    with TemporaryDirectory() as place:
        for step in steps():
            take(*step, Path(place))
        folder = Path(place) / "guests"
        text = (folder / "guests.policy").read_text()
        whole = re.sub(r'use "(.+)"\n', lambda m: (folder / m[1]).read_text(), text)
        return Draft(0, whole, (folder / "text.txt").read_text())


def held(draft: Draft) -> Tried:
    """What is printed of it, held; nothing where it is refused."""
    policy, _ = read(draft.text, draft.source)
    return Tried() if policy is None else tried(draft, policy)
