"""What a person reads of a mutation score: a score goes in, sentences come out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from verifier.changes.mutate.fates import MutantEnd, MutantFate, Score
from verifier.report.page.policy_page import counted, listed


@dataclass(frozen=True)
class Unnoticed:
    """Edits that one suggested case would notice, and its lines; without lines where none was
    found. `heading` is complete but for its mark of punctuation."""

    heading: str
    edits: tuple[str, ...]
    case: tuple[str, ...]


@dataclass(frozen=True)
class KindRow:
    """A sort of slip: how many of it were noticed, of how many that change a verdict."""

    kind: str
    noticed: int
    tried: int


@dataclass(frozen=True)
class MutationPage:
    """The whole answer; `edits` are all of them with what became of each, where that was asked for;
    `notes` say what can notice nothing."""

    policy: str
    headline: str
    blocked: str
    unnoticed: tuple[Unnoticed, ...]
    undecided: tuple[str, ...]
    notes: tuple[str, ...]
    kinds: tuple[KindRow, ...]
    edits: tuple[str, ...]


def mutation_page(score: Score, verbose: bool = False) -> MutationPage:
    return MutationPage(
        policy=score.policy,
        headline=headline(score),
        blocked=f"Not run: {score.blocked}." if score.blocked else "",
        unnoticed=tuple(_unnoticed(fates, case) for case, fates in score.by_suggestion()),
        undecided=tuple(f"{_said(fate)}: {fate.by}" for fate in score.ended(MutantEnd.UNDECIDED)),
        notes=tuple(_notes(score)),
        kinds=tuple(KindRow(str(kind), *numbers) for kind, *numbers in score.by_kind()),
        edits=tuple(_ended(fate) for fate in score.fates) if verbose else (),
    )


def headline(score: Score) -> str:
    """`lending: 40 of 44 edits noticed (90 percent); 3 more change no verdict`"""
    if score.blocked:
        return f"{score.policy}: no edit was tried"
    same = len(score.ended(MutantEnd.EQUIVALENT))
    if score.percent is None:
        none = f"none of {counted(same, 'edit')} changes a verdict" if same else "nothing to edit"
        return f"{score.policy}: {none}, so that there is nothing to notice"
    said = f"{score.killed} of {counted(score.counted, 'edit')} noticed ({score.percent} percent)"
    open_ = len(score.ended(MutantEnd.UNDECIDED))
    more = [f"{same} more change no verdict"] if same else []
    more += [f"{open_} stayed undecided and count as not noticed"] if open_ else []
    return "; ".join([f"{score.policy}: {said}", *more])


def _unnoticed(fates: tuple[MutantFate, ...], case: tuple[str, ...]) -> Unnoticed:
    heading = "An edit nobody would notice" if len(fates) == 1 else "Edits nobody would notice"
    return Unnoticed(heading, tuple(_survived(fate) for fate in fates), case)


def _survived(fate: MutantFate) -> str:
    changes = f": {fate.changes}" if fate.changes else ""
    known = f" (no promise was found to fail; {fate.by})" if fate.by else ""
    return f"{_said(fate)}{changes}{known}"


def _said(fate: MutantFate) -> str:
    return f"{fate.words} ({fate.place})" if fate.place else fate.words


def _ended(fate: MutantFate) -> str:
    by = f" by {fate.by}" if fate.end is MutantEnd.KILLED else ""
    return f"{fate.end}{by}: {_said(fate)}"


def _notes(score: Score) -> Iterator[str]:
    """What can notice nothing, because it is not as expected in the first place."""
    if score.failing:
        yield (
            f"Not as expected on the policy itself {_are(score.failing)}: what fails there notices"
            " nothing. `antinomy test` says more."
        )
    if score.unsettled:
        yield (
            f"Undecided on the policy itself {_are(score.unsettled)}: what is undecided there"
            " notices nothing."
        )


def _are(names: tuple[str, ...]) -> str:
    return f"{'is' if len(names) == 1 else 'are'} {listed(names)}"
