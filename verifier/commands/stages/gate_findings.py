"""What a change of a policy comes to at the gate: comparisons go in, the runs of the checks
`undeclared-effect` and `unmet-intent` come out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from verifier.changes.compare.difference.outcome import Comparison, Direction, Group
from verifier.changes.compare.intent import UNDECLARED, UNMET
from verifier.checks.support.check_context import fingerprint
from verifier.diagnostics import Fault
from verifier.findings import Assurance, AssuranceKind, CheckRun, Finding, Outcome, Run, Severity
from verifier.model import Amendment, LawRegime, Policy
from verifier.source import Span
from verifier.words import capitalized

MOST_LINES = 12
"""So many statements of a rule are told in a finding; the comparison tells all."""


@dataclass(frozen=True)
class PolicyChange:
    """Two versions that were compared: what came out, where they come from, and the amendments that
    say what is meant. `policy` is the policy as it stands in the files, `runs` are those of the
    checks on the old and the new version."""

    title: str
    comparison: Comparison
    old: str
    new: str
    policy: Policy
    amendments: tuple[Amendment, ...]
    runs: tuple[Run, Run]
    proposed: bool  # whether the new version is in no file yet

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything that was not declared, or was declared and is not so."""
        declared = self.comparison.declared
        if declared is not None:
            return declared.findings
        return () if self.comparison.unchanged else tuple(_undeclared(self))

    @property
    def undecided(self) -> tuple[str, ...]:
        declared = self.comparison.declared
        return (*self.comparison.undecided, *(declared.undecided if declared else ()))


def check_runs(changes: Sequence[PolicyChange]) -> tuple[CheckRun, ...]:
    """The two checks on all changes of one policy."""
    if not changes:
        return ()
    found = [finding for change in changes for finding in change.findings]
    undecided = tuple(dict.fromkeys(words for c in changes for words in c.undecided))
    asked = sum(change.comparison.asked for change in changes)
    faults = [fault for change in changes for fault in change.comparison.faults]
    return (
        _check_run(UNDECLARED, found, undecided, asked, faults),
        _check_run(UNMET, found, undecided, 0, faults),
    )


def _check_run(
    name: str,
    found: Sequence[Finding],
    undecided: tuple[str, ...],
    asked: int,
    faults: Sequence[Fault],
) -> CheckRun:
    findings = tuple(replace(f, novel=True) for f in found if f.check == name)
    if faults:
        words = "; ".join(undecided)
        return CheckRun(name, Outcome.FAILED, findings, asked, words, fault=faults[0])
    if undecided:
        return CheckRun(name, Outcome.UNKNOWN, findings, asked, "; ".join(undecided))
    outcome = Outcome.FAILS if findings else Outcome.HOLDS
    return CheckRun(name, outcome, findings, asked)


def with_changes(run: Run, changes: Sequence[PolicyChange]) -> Run:
    """The run with the two checks at its end. What an amendment that is only proposed would newly
    bring about stands among the findings of its check, at the place of the amendment."""
    proposed = [finding for change in changes for finding in _brought_about(change)]
    checks = tuple(
        replace(
            check,
            findings=(*check.findings, *(f for f in proposed if f.check == check.check)),
        )
        for check in run.checks
    )
    return replace(run, checks=(*checks, *check_runs(changes)))


def _brought_about(change: PolicyChange) -> Iterator[Finding]:
    if not change.proposed:
        return
    before, after = change.runs
    known = {finding.fingerprint for finding in before.findings}
    names = " and ".join(f"“{one.name}”" for one in change.amendments)
    for finding in after.findings:
        if finding.fingerprint not in known:
            yield replace(
                finding,
                headline=f"With the amendment {names}: {finding.headline}",
                place=change.amendments[0].span,
                novel=True,
            )


# --------------------------------------------------------------------------- without an amendment


def _undeclared(change: PolicyChange) -> Iterator[Finding]:
    """Every way in which the versions part, where no amendment says what is meant."""
    result = change.comparison
    for group in result.groups:
        yield _finding(
            change,
            f"{capitalized(group.words)}{_column(group)}: {group.before.words} → "
            f"{group.after.words} in some cases, and no amendment says so.",
            [group.act, str(group.column), group.before.words, group.after.words, *_lines(group)],
            tuple(_told(result, group)),
            group.assurance,
            _place(change.policy, group),
        )
    for deadline in result.deadlines:
        words = f"{capitalized(deadline.words)}, and no amendment says so."
        yield _finding(change, words, [deadline.norm, "deadline", deadline.side])
    for scope in result.scope:
        if scope.restricts:
            words = capitalized(scope.words).rstrip(".")
            yield _finding(change, f"{words}, and no amendment says so.", ["scope", scope.words])


def _finding(
    change: PolicyChange,
    headline: str,
    reason: Sequence[str],
    detail: tuple[str, ...] = (),
    assurance: Assurance | None = None,
    place: Span | None = None,
) -> Finding:
    return Finding(
        check=UNDECLARED,
        outcome=Outcome.FAILS,
        severity=Severity.ERROR,
        headline=headline,
        detail=detail,
        assurance=assurance or Assurance(AssuranceKind.COMPUTED, "read off the text"),
        fingerprint=fingerprint(UNDECLARED, [change.policy.name, *reason]),
        place=place,
    )


def _column(group: Group) -> str:
    return "" if group.column is LawRegime.ALONE else f" ({group.column})"


def _told(result: Comparison, group: Group) -> Iterator[str]:
    yield from gains(result, group)
    for rule in group.rules[:1]:
        said = [line.words for line in rule.lines[:MOST_LINES]]
        said += ["…"] if len(rule.lines) > MOST_LINES else []
        exactly = group.assurance.kind is AssuranceKind.PROVED and not rule.partial
        yield f"{'Exactly when' if exactly else 'When'}: {'; '.join(said) or 'always'}."
    more = len(group.rules) - 1
    if more > 0:
        yield f"Also in {more} other kind{'s' if more > 1 else ''} of case."
    if group.shown is not None:
        yield f"For instance: {capitalized(group.shown.act)}."
        yield from (f"{capitalized(given)}." for given in group.shown.given)


def gains(result: Comparison, group: Group) -> Iterator[str]:
    """Who gains and who loses, as far as the verdict changes."""
    if not group.verdict_changes:
        return
    for effect in result.effects:
        if (effect.act, effect.column) == (group.act, group.column):
            told = {
                Direction.TIGHTENS: "Whoever acts is less free",
                Direction.LOOSENS: "Whoever acts is freer",
                Direction.MIXED: "Whoever acts is less free in some cases, freer in others",
            }
            if effect.direction in told:
                served = f"; {effect.served_words}" if effect.served else ""
                yield f"{told[effect.direction]}{served}."


def _lines(group: Group) -> list[str]:
    """The rules as they enter a fingerprint: another description is another finding."""
    return sorted("; ".join(line.words for line in rule.lines) for rule in group.rules)


def _place(policy: Policy, group: Group) -> Span | None:
    """The clause that decided before, else the one that decides now, as far as it is there."""
    names = (*group.before.norms, *group.after.norms)
    norms = (policy.norms[name] for name in names if name in policy.norms)
    return next((policy.clauses[norm.clause].span for norm in norms), None)
