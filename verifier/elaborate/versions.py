"""Versions of a policy: which one is in force on a day, and which cases each of them decides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from verifier.elaborate.examples import read_cases
from verifier.elaborate.sentences.complaints import Complaints, refusal
from verifier.elaborate.sentences.conditions import Context
from verifier.elaborate.sentences.quantities import read_date
from verifier.elaborate.sentences.vocabulary import Vocabulary
from verifier.language import CaseDeclaration, LawOfDay, PolicyHead
from verifier.model import Policy
from verifier.source import SourceFile, Span


@dataclass(frozen=True)
class Versions:
    """The version of the file itself, with the day from which it is in force (None: undated), and
    the earlier versions, oldest first."""

    name: str
    in_force: int | None
    earlier: tuple[Policy, ...]

    @property
    def first_day(self) -> int | None:
        """The first day on which any version is in force."""
        return self.earlier[0].in_force if self.earlier else self.in_force


def read_versions(
    head: PolicyHead | None, earlier: Sequence[Policy], complaints: Complaints
) -> Versions:
    """The versions of a policy in the order in which they came into force."""
    if head is None:
        return Versions("", None, ())
    in_force = None
    with complaints.guard():
        if head.in_force is not None:
            in_force = read_date(head.in_force.text, head.in_force.span)
    name = head.version.text if head.version else ""
    if head.earlier:
        _check_dated(head, in_force, complaints)
    if not complaints.has_errors:
        _check_order(head, in_force, earlier, complaints)
    return Versions(name, in_force, tuple(sorted(earlier, key=lambda one: one.in_force or 0)))


def _check_dated(head: PolicyHead, in_force: int | None, complaints: Complaints) -> None:
    for missing, line in ((head.version is None, "version “NAME”"),
                          (in_force is None, "in force from DATE")):  # fmt: skip
        if missing:
            complaints.error(
                "undated-version",
                f"the policy has an earlier version, and no line “{line}” of its own",
                head.name.span,
                f"add the line “{line}” below the “policy” line",
            )


def _check_order(
    head: PolicyHead, in_force: int | None, earlier: Sequence[Policy], complaints: Complaints
) -> None:
    """Each earlier version bears the name that the head gives it, and came into force before, on a
    day of its own."""
    days: dict[int, str] = {}
    for line, policy in zip(head.earlier, earlier, strict=False):
        name, message = line.version.text, ""
        if policy.name != head.name.text:
            message = f"“{line.path.text}” is another policy, “{policy.name}”"
        elif policy.version != name:
            message = f"“{line.path.text}” is version “{policy.version}”, not “{name}”"
        elif policy.in_force is None:
            message = f"version “{name}” does not say from which day it was in force"
        elif in_force is not None and policy.in_force >= in_force:
            message = f"version “{name}” came into force no earlier than this one"
        elif policy.in_force in days:
            message = f"versions “{days[policy.in_force]}” and “{name}” have one day"
        if message:
            hint = "correct the line, or the head of that file"
            complaints.error("wrong-version", message, line.span, hint)
        days[policy.in_force or 0] = name


# --------------------------------------------------------------------------- the law of its day


Cases = Mapping[str, Sequence[CaseDeclaration]]
"""The cases that each earlier version decides, by its name."""


def cases_by_version(
    cases: Sequence[CaseDeclaration], versions: Versions, complaints: Complaints
) -> tuple[list[CaseDeclaration], Cases]:
    """The cases that the file's own version decides, and those of the earlier ones."""
    own: list[CaseDeclaration] = []
    found: dict[str, list[CaseDeclaration]] = {}
    for case in cases:
        if case.under_law is None:
            own.append(case)
            continue
        with complaints.guard():
            version = _in_force(_day(case, case.under_law), case.under_law, versions)
            (own if version is None else found.setdefault(version.version, [])).append(case)
    return own, found


def _day(case: CaseDeclaration, law: LawOfDay) -> int:
    """The day whose law is asked for."""
    if law.day is not None:
        return read_date(law.day.text, law.day.span)
    prefix = "the day of the act is "
    stated = [line.words for line in case.givens if line.words.text.startswith(prefix)]
    if not stated:
        raise refusal(
            "undated-case",
            f"the case “{case.name.text}” asks for the law of its day and does not say which day",
            law.span,
            "add “and the day of the act is DATE”, or name the day: “under the law of DATE”",
        )
    words = stated[0]
    start = words.span.end - len(words.text) + len(prefix)
    return read_date(words.text[len(prefix) :], Span(words.span.file, start, words.span.end))


def _in_force(day: int, law: LawOfDay, versions: Versions) -> Policy | None:
    """The earlier version in force on a day; None for the file's own version."""
    if versions.in_force is None:
        raise refusal(
            "undated-version",
            "the policy does not say from which day it is in force",
            law.span,
            "add a line “in force from DATE” below the “policy” line",
        )
    if day >= versions.in_force:
        return None
    before = [one for one in versions.earlier if (one.in_force or 0) <= day]
    if before:
        return before[-1]
    first = date.fromordinal(versions.first_day or versions.in_force)
    raise refusal(
        "no-law-yet",
        f"no version of the policy was in force on {date.fromordinal(day)}",
        law.span,
        f"the first one that is known here came into force on {first}",
    )


def with_versions(policy: Policy, versions: Versions, cases: Cases, context: Context) -> Policy:
    """The policy with its version and the earlier ones, each with its cases, read in its words."""
    taken = set(policy.cases)
    earlier = []
    for one in versions.earlier:
        words = Context(Vocabulary.of(one), context.complaints, context.quotations)
        found = read_cases(cases.get(one.version, ()), words)
        for name in taken & set(found):
            context.complaints.error(
                "duplicate-declaration",
                f"the case “{name}” is declared twice",
                found[name].span,
                "give one of them another name",
            )
        taken |= set(found)
        earlier.append(replace(one, cases=found, earlier=()))
    return replace(
        policy,
        version=versions.name,
        in_force=versions.in_force,
        earlier=tuple(earlier),
        files=(*policy.files, *(file for one in earlier for file in _files(one))),
    )


def _files(version: Policy) -> Iterator[SourceFile]:
    """The files that an earlier version depends on."""
    yield from version.files
    if version.source is not None:
        yield version.source.file
