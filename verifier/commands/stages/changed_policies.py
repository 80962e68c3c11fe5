"""The policies below a path against what they were at a revision: what was changed is compared, in
the files and by every amendment that is new or changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from verifier.changes.compare.gate import contradictions_between
from verifier.changes.consolidate import alone, amended, is_amendment, load_amendment
from verifier.commands.compare import told_as
from verifier.commands.options import Asked
from verifier.commands.stages.accepted_findings import accepted_findings, today
from verifier.commands.stages.checked_policy import Checked, loaded_whole, of_revision, run_on
from verifier.commands.stages.gate_findings import PolicyChange, with_changes
from verifier.commands.stages.git_revision import folder_at, parting
from verifier.diagnostics import Fault, InputProblems, Level, Problem
from verifier.elaborate import bytes_of, files_below, find_policies, read_amendment
from verifier.findings import acceptances as acceptance
from verifier.findings import baselines as baseline
from verifier.language.layout import read_source
from verifier.model import Amendment, Policy

if TYPE_CHECKING:
    from verifier.changes.compare.difference.outcome import Comparison
    from verifier.elaborate import LoadedPolicy
    from verifier.findings import Run
    from verifier.language import AmendmentDeclaration

Compare = Callable[
    [tuple["LoadedPolicy", "LoadedPolicy"], tuple[Amendment, ...], tuple["Run", "Run"]],
    "Comparison",
]


@dataclass(frozen=True)
class Gated:
    """One policy at the gate. `standing` says how it relates to the revision: "" where there is
    nothing to say."""

    checked: Checked
    changes: tuple[PolicyChange, ...] = ()
    standing: str = ""


@dataclass
class Gate:
    """What became of all policies, the policies that are no longer there, and the problems of those
    that cannot be read."""

    base: str | None
    asked: Asked
    compare: Compare
    policies: list[Gated] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def faults(self) -> tuple[Fault, ...]:
        """The mistakes of the tool in the runs of the checks and in the comparisons."""
        runs = [one.checked.run for one in self.policies]
        changes = [change for one in self.policies for change in one.changes]
        return (
            *(fault for run in runs for fault in run.faults),
            *(fault for change in changes for fault in change.comparison.every_fault),
        )

    def look_at(self, path: Path) -> None:
        """Everything at or below a path."""
        try:
            policies = find_policies(path)
            with ExitStack() as stack:
                folder = path if path.is_dir() else path.parent
                earlier = None
                if self.base is not None:
                    commit = parting(folder, self.base)
                    copy = stack.enter_context(folder_at(folder, commit))
                    earlier = _Earlier(copy, folder, self.base)
                self._all(policies, _Below(path, folder, earlier))
        except InputProblems as error:
            self.problems.extend(error.problems)

    def _all(self, files: Sequence[Path], below: _Below) -> None:
        loaded: dict[Path, LoadedPolicy] = {}
        for file in files:
            with self._noting_problems():
                loaded[file] = loaded_whole(file)
        known = {policy.policy.name for policy in loaded.values()}
        amendments: list[AmendmentDeclaration] = []
        for file in below.changed_amendments():
            with self._noting_problems():
                amendments.extend(load_amendment(file))
        if len(loaded) == len(files) and below.path.is_dir():
            self.problems.extend(_to_nobody(amendments, known))
        before = below.before(loaded)
        if len(loaded) == len(files):
            self.removed.extend(below.removed(before))
            self.problems.extend(below.stray(loaded.values()))
        for file, policy in loaded.items():
            old = before.get(file)
            if isinstance(old, Problem):
                self.problems.append(_uncompared(old, self.base))
            with self._noting_problems():
                own = [one for one in amendments if one.policy.text == policy.policy.name]
                declared = [
                    one for one in below.amendments() if one.policy.text == policy.policy.name
                ]
                self.policies.append(self._one(policy, old, own, declared, below))

    @contextmanager
    def _noting_problems(self) -> Iterator[None]:
        """Keeps the problems of what cannot be read, and goes on."""
        try:
            yield
        except InputProblems as error:
            self.problems.extend(error.problems)

    # ------------------------------------------------------------------ one policy

    def _one(
        self,
        now: LoadedPolicy,
        before: LoadedPolicy | Problem | None,
        amendments: Sequence[AmendmentDeclaration],
        declared: Sequence[AmendmentDeclaration],
        below: _Below,
    ) -> Gated:
        run = run_on(now, self.asked)
        main = Path(now.policy.files[0].name)
        accepted = accepted_findings(main)
        if accepted is not None:
            run = acceptance.accept(run, accepted, today(), self.asked.readings == "all")
        changes: list[PolicyChange] = []
        standing, gone = "", 0
        old = before if not isinstance(before, Problem) else None
        if below.earlier is not None:
            old_run = None if old is None else run_on(old, self.asked)
            found = {} if old_run is None else baseline.of_run(replace(old_run, policy=run.policy))
            gone = len(baseline.gone(run, found))
            run = baseline.marked(run, found)
            standing = _standing(before, below.earlier.revision)
            if old is not None and old_run is not None and _texts(old) != _texts(now):
                changes.append(self._in_the_files(now, old, (old_run, run), declared, below))
        declaring = {one.name for change in changes for one in change.amendments}
        proposed = [one for one in amendments if one.name.text not in declaring]
        tried = [self._proposed(now, one, run) for one in proposed]
        changes.extend(_beside_each_other(now, proposed, tried))
        checked = Checked(now.policy, with_changes(run, changes), now.problems, gone)
        return Gated(checked, tuple(changes), standing)

    def _in_the_files(
        self,
        now: LoadedPolicy,
        old: LoadedPolicy,
        runs: tuple[Run, Run],
        declared: Sequence[AmendmentDeclaration],
        below: _Below,
    ) -> PolicyChange:
        """The policy as it was against the policy as it is. Amendments of the old version say what
        is meant."""
        assert below.earlier is not None
        version = old.policy.version
        meant = tuple(
            amendment
            for one in declared
            if one.amends is not None
            and one.amends.text == version
            and below.is_meant(one, now.policy.version)
            and (amendment := _intended(one, old.policy, now.policy)) is not None
        )
        result = self.compare((old, now), meant, runs)
        if result.unchanged:
            # An amendment that is not yet made declares nothing about a change of the layout.
            meant, result = (), replace(result, declared=None)
        file = now.policy.files[0].name
        title = f"“{now.policy.title}” as changed since {below.earlier.revision}"
        names = (f"{file} at {below.earlier.revision}", file)
        return PolicyChange(title, result, *names, now.policy, meant, runs, proposed=False)

    def _proposed(self, now: LoadedPolicy, one: AmendmentDeclaration, run: Run) -> PolicyChange:
        """The policy as it is against what an amendment would make of it."""
        made = amended(now, [one])
        runs = run, run_on(made.after, self.asked)
        result = self.compare((now, made.after), made.amendments, runs)
        title = f"“{now.policy.title}” with the amendment “{one.name.text}”"
        names = now.policy.files[0].name, one.span.file.name
        return PolicyChange(title, result, *names, now.policy, made.amendments, runs, proposed=True)


def _beside_each_other(
    now: LoadedPolicy, proposed: Sequence[AmendmentDeclaration], tried: Sequence[PolicyChange]
) -> list[PolicyChange]:
    """Amendments that were tried one by one, the first with what they do to each other where all
    are made."""
    if len(proposed) < 2:
        return list(tried)
    made = amended(now, proposed)
    found = contradictions_between(
        now.policy, made.after.policy, made.amendments, alone(now, proposed)
    )
    first, *others = tried
    judged = first.comparison.declared
    if not found or judged is None:
        return list(tried)
    judged = replace(judged, findings=(*found, *judged.findings))
    return [replace(first, comparison=replace(first.comparison, declared=judged)), *others]


def _intended(declared: AmendmentDeclaration, before: Policy, after: Policy) -> Amendment | None:
    """What an amendment declares; None where it speaks of what neither version knows, for then it
    is not made yet."""
    amendment, problems = read_amendment(declared, before, after)
    failed = any(problem.level is Level.ERROR for problem in problems)
    return None if failed else amendment


def _texts(loaded: LoadedPolicy) -> tuple[str, ...]:
    """The texts of all files of a policy."""
    source = () if loaded.source is None else (loaded.source.text,)
    return (*(file.text for file in loaded.policy.files), *source)


def _standing(before: LoadedPolicy | Problem | None, revision: str) -> str:
    if before is None:
        return f"It was not there at {revision}, so everything in it is new."
    if isinstance(before, Problem):
        return f"As it was at {revision} it cannot be read, so it was not compared."
    return ""


def _uncompared(problem: Problem, revision: str | None) -> Problem:
    """What was not compared has not passed."""
    message = f"as it was at {revision} it cannot be read, so nothing was compared"
    return replace(problem, message=f"{message}: {problem.message}", level=Level.ERROR)


def _to_nobody(amendments: Sequence[AmendmentDeclaration], known: set[str]) -> Iterator[Problem]:
    for one in amendments:
        if one.policy.text not in known:
            message = (
                f"the amendment “{one.name.text}” is to “{one.policy.text}”, which is not here"
            )
            hint = "name a folder that holds the policy and its amendments"
            yield Problem("other-policy", message, one.policy.span, hint)


# --------------------------------------------------------------------------- below one path


NOTHING_THERE = {"no-such-file", "no-policy"}
"""How a folder without policies is complained of."""


@dataclass(frozen=True)
class _Earlier:
    """A copy of a folder as it was at a revision."""

    copy: Path
    folder: Path
    revision: str

    def told(self, problem: Problem) -> Problem:
        return of_revision(told_as(problem, self.copy, self.folder), self.revision)

    def loaded(self, file: Path) -> LoadedPolicy | Problem:
        """A policy of the copy, or the first of its mistakes."""
        try:
            return loaded_whole(file)
        except InputProblems as error:
            return told_as(error.problems[0], self.copy, self.folder)


@dataclass(frozen=True)
class _Below:
    """What lies at or below one path, now and at the revision."""

    path: Path
    folder: Path
    earlier: _Earlier | None

    def before(self, now: Mapping[Path, LoadedPolicy]) -> dict[Path, LoadedPolicy | Problem]:
        """For each policy file the policy that it was: the one in the same place, else one of the
        same name whose place is empty now."""
        if self.earlier is None:
            return {}
        there = {self._place(file): file for file in self._policies_before()}
        found = {
            file: self.earlier.loaded(there.pop(place))
            for file in now
            if (place := file.relative_to(self.folder)) in there
        }
        moved = [
            policy
            for file in there.values()
            if not isinstance(policy := self.earlier.loaded(file), Problem)
        ]
        for file, policy in now.items():
            same = [one for one in moved if one.policy.name == policy.policy.name]
            if file not in found and len(same) == 1:
                found[file] = same[0]
        return found

    def removed(self, found: Mapping[Path, LoadedPolicy | Problem]) -> Iterator[str]:
        """The policies of the revision that are no longer there."""
        if self.earlier is None or not self.path.is_dir():
            return
        kept = {Path(p.policy.files[0].name) for p in found.values() if not isinstance(p, Problem)}
        broken = {self.earlier.copy / file.relative_to(self.folder) for file in found}
        for file in self._policies_before():
            if file not in kept and file not in broken:
                yield str(self.folder / self._place(file))

    def _policies_before(self) -> list[Path]:
        assert self.earlier is not None
        copy = self.earlier.copy
        place = copy if self.path.is_dir() else copy / self.path.name
        try:
            return find_policies(place)
        except InputProblems as error:
            if {problem.name for problem in error.problems} <= NOTHING_THERE:
                return []
            raise

    def _place(self, file: Path) -> Path:
        assert self.earlier is not None
        return file.relative_to(self.earlier.copy)

    # ------------------------------------------------------------------ amendments

    def _policy_files(self) -> Iterator[Path]:
        yield from files_below(self.folder)

    def _amendment_files(self) -> list[Path]:
        return [file for file in self._policy_files() if is_amendment(file)]

    def changed_amendments(self) -> list[Path]:
        """The files of amendments that are new, or other than they were."""
        return [file for file in self._amendment_files() if self._is_changed(file)]

    def stray(self, policies: Iterable[LoadedPolicy]) -> Iterator[Problem]:
        """New or changed files that are part of nothing: what they say is looked at by nobody."""
        used = {Path(file.name).resolve() for one in policies for file in one.policy.files}
        used |= {file.resolve() for file in self._amendment_files()}
        for file in self._policy_files() if self.path.is_dir() else ():
            if file.resolve() not in used and self._is_changed(file):
                message = f"{file} is neither a policy nor an amendment, and no policy uses it"
                hint = (
                    "a policy uses it with “use “FILE””; an amendment begins with “amendment NAME”"
                )
                yield Problem("stray-file", message, hint=hint, level=Level.WARNING)

    def amendments(self) -> Iterator[AmendmentDeclaration]:
        """All amendments that can be read."""
        for file in self._amendment_files():
            with suppress(InputProblems):
                yield from load_amendment(file)

    def _is_changed(self, file: Path) -> bool:
        if self.earlier is None:
            return False
        before = self.earlier.copy / file.relative_to(self.folder)
        return not before.is_file() or _text(before) != _text(file)

    def is_meant(self, one: AmendmentDeclaration, version: str) -> bool:
        """Whether an amendment of the old version can be what a change of the files makes: it comes
        with the change, or it makes the version that there is now."""
        makes = one.makes is not None and one.makes.text == version
        return makes or self._is_changed(Path(one.span.file.name))


def _text(file: Path) -> str | bytes:
    """What a file says, however its lines end; its bytes where it is no text."""
    data = bytes_of(file)
    try:
        return read_source(str(file), data).text
    except InputProblems:
        return data


def compare_with(asked: Asked, bar: Callable[[str, int, int], None] | None) -> Compare:
    """The comparison that the gate makes."""
    return partial(_compared, asked=asked, bar=bar)


def _compared(
    versions: tuple[LoadedPolicy, LoadedPolicy],
    amendments: tuple[Amendment, ...],
    runs: tuple[Run, Run],
    *,
    asked: Asked,
    bar: Callable[[str, int, int], None] | None,
) -> Comparison:
    from verifier.changes.compare.comparison import ComparisonOptions
    from verifier.commands.stages.cached_comparison import compared

    options = ComparisonOptions(amendments=amendments)
    options = options if asked.budget is None else replace(options, budget=asked.budget)
    return compared(versions, options, asked, bar, runs)
