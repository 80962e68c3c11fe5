"""Amendments in sequence, each against the version that it names: a policy's text and amendments go
in, the text of the last version comes out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from verifier.changes.amend.changes import LineChange, resolved
from verifier.changes.amend.clashes import clashes
from verifier.changes.amend.rebuild import amended_text
from verifier.changes.amend.text import FileText, PolicyText, with_line
from verifier.elaborate import Complaints, read_date
from verifier.language import AmendmentDeclaration, Quoted, Words
from verifier.language.line_grammar import read_line
from verifier.language.line_kinds import LineKind
from verifier.language.logical_lines import LogicalLine

_HEAD_LINES = (LineKind.VERSION, LineKind.IN_FORCE)


@dataclass(frozen=True)
class Version:
    """The version of a policy, and the day (an ordinal) from which it is in force."""

    name: str
    in_force: int | None


def in_sequence(
    text: PolicyText, amendments: Sequence[AmendmentDeclaration], complaints: Complaints
) -> tuple[tuple[Version, PolicyText], ...]:
    """The versions of the policy, from the one given to the last one made. Amendments that stand
    together and name one version amend it jointly; the next ones amend the version that they make.
    Problems go to `complaints`; after one, what was made so far is returned."""
    made: list[tuple[Version, PolicyText]] = []
    waiting = list(amendments)
    _check_names(amendments, complaints)
    for amendment in amendments:
        _check_policy(amendment, text, complaints)
    while waiting and not complaints.has_errors:
        version = _version(text, complaints)
        if version is None:
            break
        made.append((version, text))
        count = _joint(waiting, version)
        if count == 0:
            _other_version(waiting[0], version, amendments, complaints)
            break
        with complaints.guard():
            text = _amended(text, waiting[:count], version, complaints)
        del waiting[:count]
    last = None if complaints.has_errors else _version(text, complaints)
    return tuple(made) if last is None else (*made, (last, text))


def _joint(waiting: Sequence[AmendmentDeclaration], version: Version) -> int:
    """How many of the next amendments are against this version."""
    others = (n for n, a in enumerate(waiting) if not a.amends or a.amends.text != version.name)
    return next(others, len(waiting))


def _amended(
    text: PolicyText,
    amendments: Sequence[AmendmentDeclaration],
    version: Version,
    complaints: Complaints,
) -> PolicyText:
    changes: list[LineChange] = []
    for amendment in amendments:
        for edit in amendment.edits:
            with complaints.guard():
                changes.append(resolved(edit, amendment.name.text, text))
    for problem in clashes(changes, text):
        complaints.add(problem)
    made = _made(amendments, version, complaints)
    if complaints.has_errors:
        return text
    return _with_version(amended_text(text, changes), made)


# --------------------------------------------------------------------------- what fits what


def _check_names(amendments: Sequence[AmendmentDeclaration], complaints: Complaints) -> None:
    first: dict[str, AmendmentDeclaration] = {}
    for amendment in amendments:
        other = first.get(amendment.name.text)
        first.setdefault(amendment.name.text, amendment)
        if other is not None:
            complaints.error(
                "doubled-amendment",
                f"the amendment “{amendment.name.text}” is to be made twice",
                amendment.name.span,
                "name each amendment once; two that differ need two names",
                (("it is here for the first time", other.name.span),),
            )


def _check_policy(
    amendment: AmendmentDeclaration, text: PolicyText, complaints: Complaints
) -> None:
    address = text.head()
    fields = read_line(text.line(address), []) if address else None
    name = fields.need("NAME").text if fields else ""
    if amendment.policy.text != name:
        complaints.error(
            "other-policy",
            f"the amendment “{amendment.name.text}” is to “{amendment.policy.text}”, "
            f"and this policy is “{name}”",
            amendment.policy.span,
            "name the policy that it amends",
        )
    if amendment.amends is None:
        complaints.error(
            "missing-version",
            f"the amendment “{amendment.name.text}” does not say which version it amends",
            amendment.name.span,
            "add a line “amends version “NAME”” below its head",
        )


def _version(text: PolicyText, complaints: Complaints) -> Version | None:
    """What the head of the policy says of its version."""
    address = text.head()
    if address is None:
        return None
    head = text.line(address)
    lines = {child.role: child for child in head.children}
    if LineKind.VERSION not in lines:
        complaints.error(
            "missing-version",
            "the policy has no version, so no amendment can say which one it amends",
            head.span(),
            "add a line “version “NAME”” below its “policy” line",
        )
        return None
    read = read_line(lines[LineKind.VERSION], [])
    quoted = read.quoted() if read else None
    day = read_line(lines[LineKind.IN_FORCE], []) if LineKind.IN_FORCE in lines else None
    in_force = None
    with complaints.guard():
        words = day.need("SENTENCE") if day else None
        in_force = read_date(words.text, words.span) if words else None
    return Version(quoted.text if quoted else "", in_force)


def _other_version(
    amendment: AmendmentDeclaration,
    version: Version,
    amendments: Sequence[AmendmentDeclaration],
    complaints: Complaints,
) -> None:
    assert amendment.amends is not None
    wanted = amendment.amends.text
    others = [a.name.text for a in amendments if a is not amendment and _is_for(a, wanted)]
    earlier = [a for a in amendments[: list(amendments).index(amendment)] if _is_for(a, wanted)]
    hint = "compare with the right version, or write the amendment against this one"
    if earlier:
        names = " and ".join(f"“{name}”" for name in others)
        hint = f"after the amendment {names} the policy is another version: let this one amend it"
    complaints.error(
        "other-version",
        f"the amendment “{amendment.name.text}” amends version “{wanted}”, "
        f"and the policy is version “{version.name}”",
        amendment.amends.span,
        hint,
    )


def _is_for(amendment: AmendmentDeclaration, version: str) -> bool:
    return amendment.amends is not None and amendment.amends.text == version


# --------------------------------------------------------------------------- the version made


def _made(
    amendments: Sequence[AmendmentDeclaration], version: Version, complaints: Complaints
) -> Version:
    """The version that amendments of one version make together."""
    names = [a.makes for a in amendments if a.makes is not None]
    days = [a.in_force for a in amendments if a.in_force is not None]
    for name in names[1:]:
        if name.text != names[0].text:
            _two(f"two amendments of version “{version.name}” make two versions", names[0], name,
                 complaints)  # fmt: skip
    for day in days[1:]:
        if day.text != days[0].text:
            _two(f"two amendments of version “{version.name}” come into force on two days",
                 days[0], day, complaints)  # fmt: skip
    made = names[0].text if names else _derived(version.name, [a.name.text for a in amendments])
    if names and made == version.name:
        complaints.error(
            "same-version",
            f"the amended version bears the name of the one that it amends, “{made}”",
            names[0].span,
            "give it a name of its own",
        )
    in_force = None
    with complaints.guard():
        in_force = read_date(days[0].text, days[0].span) if days else None
    if in_force is not None and version.in_force is not None and in_force <= version.in_force:
        complaints.error(
            "wrong-day",
            f"version “{made}” would come into force on {days[0].text}, no later than version "
            f"“{version.name}”, which is in force from {date.fromordinal(version.in_force)}",
            days[0].span,
            "write a later day",
        )
    return Version(made, in_force)


def _two(message: str, first: Quoted | Words, second: Quoted | Words, to: Complaints) -> None:
    hint = "make them in sequence: let the second amend the version that the first makes"
    to.error("two-versions", message, second.span, hint, (("the first says so here", first.span),))


def _derived(version: str, names: Sequence[str]) -> str:
    """The name of a version that no amendment names."""
    joined = ", ".join(names[:-1]) + (" and " if names[1:] else "") + names[-1]
    again = ", as amended by " in version
    return f"{version} and {joined}" if again else f"{version}, as amended by {joined}"


def _with_version(text: PolicyText, version: Version) -> PolicyText:
    """The policy with its new version in its head."""
    address = text.head()
    assert address is not None
    head = text.line(address)
    others = [child for child in head.children if child.role not in _HEAD_LINES]
    kept = [child for child in head.children if child.role in _HEAD_LINES]
    place = next(i for i, c in enumerate(head.children) if c.role is LineKind.VERSION)
    before = [c for c in head.children[:place] if c.role not in _HEAD_LINES]
    own = [_head_line(kept[0], LineKind.VERSION, f'version "{version.name}"')]
    if version.in_force is not None:
        words = f"in force from {date.fromordinal(version.in_force)}"
        own.append(_head_line(kept[0], LineKind.IN_FORCE, words))
    return _with_head(text, (*before, *own, *others[len(before) :]))


def _with_head(text: PolicyText, children: tuple[LogicalLine, ...]) -> PolicyText:
    """The policy with other lines in its head."""
    file, item = text.head() or (0, 0)  # an address of two numbers: heads stand at the margin
    old = text.files[file]
    head = with_line(old.items[item], children=children)
    items = (*old.items[:item], head, *old.items[item + 1 :])
    files = (*text.files[:file], FileText(old.file, items, old.trailing), *text.files[file + 1 :])
    return PolicyText(files, text.source)


def without_earlier(text: PolicyText) -> PolicyText:
    """The policy with no earlier version in its head, as an earlier version is kept itself."""
    address = text.head()
    lines = text.line(address).children if address else ()
    return _with_head(text, tuple(line for line in lines if line.role is not LineKind.EARLIER))


def with_earlier(text: PolicyText, version: str, path: str) -> PolicyText:
    """The policy with an earlier version named in its head."""
    address = text.head()
    assert address is not None
    lines = text.line(address).children
    new = _head_line(lines[0], LineKind.EARLIER, f'earlier version "{version}" in "{path}"')
    plain = replace(new, comments=(), trailing=(), blank_before=False)
    return _with_head(text, (*lines, plain))


def _head_line(old: LogicalLine, role: LineKind, words: str) -> LogicalLine:
    line = with_line(old, role=role, text=words, children=())
    if role is LineKind.IN_FORCE:
        return replace(line, comments=(), trailing=(), blank_before=False)
    return line
