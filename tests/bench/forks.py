"""Lines that run in a process forked from one whose lines are counted are counted too: imported by
`conftest`, nothing goes in or out.

Coverage itself would count in every fork of a process, also while counting pauses.
"""

from __future__ import annotations

from multiprocessing.util import Finalize, register_after_fork

from coverage import Coverage

from tests.bench.coverage import CONFIGURATION, DATA


def counted(_: object) -> None:
    """Called in a process that multiprocessing has just forked."""
    if Coverage.current() is None:
        return
    own = Coverage(data_file=DATA, data_suffix=True, config_file=CONFIGURATION)
    own.start()
    Finalize(None, written, args=(own,), exitpriority=0)


def written(own: Coverage) -> None:
    own.stop()
    own.save()


register_after_fork(counted, counted)
