"""Two versions compared, or what an earlier command found on the same two.

A comparison is found again by the texts of both versions and of what the amendments declare, by
what was asked, and by the program. What the checks find in the versions is kept apart, in short:
they are runs on one version each, and other comparisons may need them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from verifier.commands.options import Asked
from verifier.commands.stages.cached_runs import (
    files_of,
    open_cache,
    parts_of_program,
    recalled,
    remember,
    texts_of,
)
from verifier.elaborate import LoadedPolicy
from verifier.findings import Run
from verifier.findings.cache import key_of
from verifier.findings.codec import Places, Unreadable, decoded, encoded

if TYPE_CHECKING:
    from verifier.changes.compare.comparison import ComparisonOptions
    from verifier.changes.compare.difference.outcome import Comparison
    from verifier.model import Policy

Versions = tuple[LoadedPolicy, LoadedPolicy]
Runs = tuple[Run, Run]
Progress = Callable[[str, int, int], None]

IN_SHORT = "what was found, in short"
"""The part of a policy's runs that a comparison keeps: which findings there are."""


def with_what_is_found(
    versions: Versions, options: ComparisonOptions, asked: Asked, progress: Progress | None
) -> Comparison:
    """The comparison, with what the checks find in both versions."""
    old, new = (recalled(one, asked) or recalled(one, asked, IN_SHORT) for one in versions)
    if old is not None and new is not None:
        return compared(versions, options, asked, progress, (old, new))
    from verifier.changes.compare.comparison import compare

    result = compare(*_policies(versions), options, (old, new), progress)
    assert result.runs is not None
    for loaded, run in zip(versions, result.runs, strict=True):
        remember(loaded, asked, run, IN_SHORT)
    _keep(versions, options, asked, result)
    return result


def compared(
    versions: Versions,
    options: ComparisonOptions,
    asked: Asked,
    progress: Progress | None,
    runs: Runs | None = None,
) -> Comparison:
    """The comparison; `runs`: what the checks found in each version, if that is to be compared."""
    known = _known(versions, options, asked)
    if known is None:
        from verifier.changes.compare.comparison import compare

        result = compare(*_policies(versions), options, runs, progress)
        _keep(versions, options, asked, result)
        return result
    from verifier.changes.compare.findings_in_short import findings_changes

    findings = None if runs is None else findings_changes(*runs)
    return replace(known, findings=findings, runs=runs)


def _policies(versions: Versions) -> tuple[Policy, Policy]:
    old, new = versions
    return old.policy, new.policy


# --------------------------------------------------------------------------- what is kept


def _known(versions: Versions, options: ComparisonOptions, asked: Asked) -> Comparison | None:
    """What an earlier command found, without what the checks find."""
    from verifier.changes.compare.difference.outcome import Comparison

    store = open_cache() if asked.cache else None
    text = store.get(key_of(_key_parts(versions, options))) if store is not None else None
    if text is not None:
        with suppress(Unreadable):
            return decoded(text, Comparison, _places(versions, options))
    return None


def _keep(versions: Versions, options: ComparisonOptions, asked: Asked, result: Comparison) -> None:
    """Keeps a comparison for later commands. What stayed undecided is not kept: with more time it
    may be decided. Nor is what tells of a place in words: the files may be called otherwise."""
    undecided = result.undecided or (result.declared is not None and result.declared.undecided)
    undecided = undecided or (result.findings is not None and result.findings.unsettled)
    store = open_cache() if asked.cache and not undecided else None
    if store is None:
        return
    places = _places(versions, options)
    groups = tuple(replace(group, extent=None) for group in result.groups)
    text = encoded(replace(result, groups=groups, findings=None, runs=None), places)
    if not places.mentioned_in(text):
        store.put(key_of(_key_parts(versions, options)), text)


def _places(versions: Versions, options: ComparisonOptions) -> Places:
    old, new = versions
    declared = (one.span.file for one in options.amendments if one.span is not None)
    return Places((*files_of(old), *files_of(new), *declared))


def _key_parts(versions: Versions, options: ComparisonOptions) -> Iterator[str]:
    """Everything that a comparison depends on. The names of the files are no part of it, but which
    of them are the same, for places are told by them."""
    yield from parts_of_program()
    yield from ("comparison", repr(options.renames), str(options.budget))
    for version in versions:
        yield str(len(version.policy.files))
        yield from texts_of(version, exact=True)
    places = _places(versions, options)
    names = [signs.file.name for signs in places.files]
    yield repr([names.index(name) for name in names])
    yield from (encoded(amendment, places) for amendment in options.amendments)
