"""An explicit map of names: a policy and `old name → new name` go in, the policy in the new names
comes out, so that a renamed word is not taken for one word less and another more."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import TypeVar, cast

from verifier.diagnostics import InputProblems, Problem
from verifier.model import ListType, Policy, SourceText
from verifier.source import SourceFile, Span
from verifier.words import with_article

T = TypeVar("T")


def renamed(old: Policy, new: Policy, names: Sequence[tuple[str, str]]) -> Policy:
    """The old policy in the new names. Raises `InputProblems` for a map that does not fit."""
    if not names:
        return old
    problems = tuple(_misfits(old, new, names))
    if problems:
        raise InputProblems(problems)
    return _Renaming(old, dict(names)).of(old)


def _misfits(old: Policy, new: Policy, names: Sequence[tuple[str, str]]) -> Iterable[Problem]:
    before, after = frozenset(names_of(old)), frozenset(names_of(new))
    for place, (was, now) in enumerate(names):
        earlier = names[:place]
        if any(was == other for other, _ in earlier):
            yield _problem(f"“{was}” is renamed twice", "a name can become one other name only")
        elif any(now == other for _, other in earlier):
            first = next(other for other, target in earlier if target == now)
            message = f"“{first}” and “{was}” would both become “{now}”"
            yield _problem(message, "two things of the old version cannot be one of the new")
        elif was not in before:
            yield _problem(f"the old version has nothing named “{was}”", _nearest(was, before))
        elif now not in after:
            yield _problem(f"the new version has nothing named “{now}”", _nearest(now, after))
        elif now in before and now != was and not any(other == now for other, _ in names):
            message = f"the old version already has something named “{now}”"
            yield _problem(message, f"“{was}” and “{now}” are two things in it")


def _problem(message: str, hint: str) -> Problem:
    return Problem("rename", message, hint=hint)


def _nearest(name: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(name, tuple(known), 1, 0.6)
    if close:
        return f"did you mean “{close[0]}”?"
    return "names of kinds, parties, attributes, list members, sentences, clauses, questions …"


def names_of(policy: Policy) -> Iterable[str]:
    """Every name that a file declares."""
    declared: tuple[Mapping[str, object], ...] = (
        policy.kinds,
        policy.parties,
        policy.facts,
        policy.acts,
        policy.definitions,
        policy.questions,
        policy.clauses,
        policy.laws,
        policy.assumptions,
        policy.promises,
        policy.possibilities,
        policy.coverages,
        policy.cases,
    )
    for names in declared:
        yield from names
    for attribute in policy.attributes.values():
        yield attribute.name
        if isinstance(attribute.type, ListType):
            yield from attribute.type.members
    for question in policy.questions.values():
        yield from (reading.name for reading in question.readings)


class _Renaming:
    def __init__(self, policy: Policy, names: Mapping[str, str]) -> None:
        self.names = {**names, **_attribute_ids(policy, names)}
        words = frozenset(n for n in names if n in policy.kinds or n in policy.parties)
        self.words = words
        self.pattern = self._pattern((*policy.kinds, *policy.parties)) if words else None
        self.prefixes = [name for name in names if name in policy.clauses]
        self._known: dict[str, str] = {}

    @staticmethod
    def _pattern(names: Iterable[str]) -> re.Pattern[str]:
        """Every word of the policy, the longest first: a name inside a longer one is not meant."""
        longest = sorted(names, key=len, reverse=True)
        return re.compile(rf"\b(an? )?({'|'.join(map(re.escape, longest))})\b")

    def of(self, value: T) -> T:
        """The value with every name put in its new form."""
        return cast(T, self._any(value))

    def _any(self, value: object) -> object:
        match value:
            case Enum() | SourceFile() | Span() | SourceText():
                return value
            case str():
                return self._text(value)
            case tuple():
                return tuple(self._any(part) for part in value)
            case frozenset():
                return frozenset(self._any(part) for part in value)
            case Mapping():
                return {self._any(key): self._any(part) for key, part in value.items()}
            case _ if is_dataclass(value) and not isinstance(value, type):
                parts = {f.name: self._any(getattr(value, f.name)) for f in fields(value)}
                return replace(value, **parts)
            case _:
                return value

    def _text(self, text: str) -> str:
        found = self._known.get(text)
        if found is None:
            found = self._known[text] = self._renamed(text)
        return found

    def _renamed(self, text: str) -> str:
        if text in self.names:
            return self.names[text]
        for clause in self.prefixes:
            if text.startswith(f"{clause}."):
                return self.names[clause] + text[len(clause) :]
        if self.pattern is not None:
            text = self.pattern.sub(self._in_place, text)
        return self.names.get(text, text)

    def _in_place(self, found: re.Match[str]) -> str:
        """The new name with the article that it takes, where the old one had one."""
        name = found.group(2)
        if name not in self.words:
            return found.group(0)
        new = self.names[name]
        return with_article(new) if found.group(1) else new


def _attribute_ids(policy: Policy, names: Mapping[str, str]) -> dict[str, str]:
    """The full names of attributes that are renamed, or whose kind is."""
    found = {}
    for name, attribute in policy.attributes.items():
        now = replace(
            attribute,
            name=names.get(attribute.name, attribute.name),
            kind=names.get(attribute.kind, attribute.kind),
        )
        if now.id != name:
            found[name] = now.id
    return found
