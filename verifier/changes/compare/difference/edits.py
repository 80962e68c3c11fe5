"""What was edited: two policies over one vocabulary go in, the norms, definitions and rules of what
counts as what that differ come out, gathered by the item of the file that makes the difference.

Words, quotations and whom a duty is owed to are left out of account here: no verdict depends on
them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from verifier.changes.compare.difference.formula_parts import in_common
from verifier.encoding import definitions_in
from verifier.model import Attack, CountsAs, Definition, Formula, Norm, Policy
from verifier.words import Speaker

How = Literal["changed", "added", "removed"]
Edition = Literal["old", "new"]
EDITIONS: tuple[Edition, Edition] = ("old", "new")


@dataclass(frozen=True)
class VersionEdit:
    """A difference of one item that a verdict can depend on.

    norms, definition, rule: what of the model it concerns; only one of them is set."""

    name: str
    how: How
    norms: frozenset[str] = frozenset()
    definition: str = ""
    rule: tuple[str, str] | None = None


def edits_between(old: Policy, new: Policy) -> tuple[VersionEdit, ...]:
    """Every edit, in the order of the old file, then of the new one."""
    return (*_clauses(old, new), *_definitions(old, new), *_rules(old, new))


# --------------------------------------------------------------------------- clauses


def _clauses(old: Policy, new: Policy) -> Iterable[VersionEdit]:
    changed = changed_norms(old, new)
    by_clause: dict[str, set[str]] = {}
    for name in (*old.norms, *(n for n in new.norms if n not in old.norms)):
        if name in changed:
            norm = old.norms.get(name) or new.norms[name]
            by_clause.setdefault(norm.clause, set()).add(name)
    for clause, norms in by_clause.items():
        how: How = "changed"
        if clause not in new.clauses:
            how = "removed"
        elif clause not in old.clauses:
            how = "added"
        voice = Speaker(new if clause in new.clauses else old)
        yield VersionEdit(voice.clause_name(clause), how, frozenset(norms))


def changed_norms(old: Policy, new: Policy) -> frozenset[str]:
    """The norms that are in one version only, read otherwise, or defeat others than before."""
    ids = {*old.norms, *new.norms}
    changed = {n for n in ids if _content(old.norms.get(n)) != _content(new.norms.get(n))}
    shared = frozenset(old.norms) & frozenset(new.norms)
    before, after = _edges(old, shared), _edges(new, shared)
    for key in before.keys() ^ after.keys():
        changed.add(owner(old if key in before else new, before.get(key) or after[key]))
    for key in before.keys() & after.keys():
        if _mapped(before[key]) != _mapped(after[key]) and not {key[0], key[1]} & changed:
            changed.add(owner(new, after[key]))
    return frozenset(changed)


def _content(norm: Norm | None) -> Norm | None:
    """A norm without its words, its quotations and what no verdict depends on."""
    if norm is None:
        return None
    bare = tuple(replace(c, words="", anchors=(), span=None) for c in norm.conditions)
    window = norm.window and replace(norm.window, words="")
    return replace(norm, conditions=bare, anchors=(), window=window, owed_to=None, span=None)


def _edges(policy: Policy, shared: frozenset[str]) -> dict[tuple[str, str, str], Attack]:
    """Who defeats whom, among norms of both versions, as far as a file says it."""
    return {
        (attack.attacker, attack.target, attack.ground): attack
        for attack in policy.attacks
        if attack.attacker in shared and attack.target in shared and attack.ground != "layer"
    }


def _mapped(attack: Attack) -> tuple[object, ...]:
    return (frozenset(attack.mapping), attack.columns)


def owner(policy: Policy, attack: Attack) -> str:
    """The norm in whose clause an attack is written: `subject to` stands with the target."""
    target = policy.clauses.get(policy.norms[attack.target].clause)
    if attack.span is not None and target is not None and target.span is not None:
        place, whole = attack.span, target.span
        inside = whole.start <= place.start and place.end <= whole.end
        if place.file.name == whole.file.name and inside:
            return attack.target
    return attack.attacker


# --------------------------------------------------------------------------- definitions, rules


def _definitions(old: Policy, new: Policy) -> Iterable[VersionEdit]:
    """Definitions that both versions have, in other words. One that only one version has does
    nothing by itself: what uses it differs too."""
    for name, was in old.definitions.items():
        now = new.definitions.get(name)
        if now is not None and not same_definition(was, now):
            yield VersionEdit(f"the definition “{name}”", "changed", definition=name)


def same_definition(was: Definition, now: Definition) -> bool:
    return (was.parameters, was.condition) == (now.parameters, now.condition)


def _rules(old: Policy, new: Policy) -> Iterable[VersionEdit]:
    before, after = rules_by_pair(old), rules_by_pair(new)
    for pair in dict.fromkeys((*before, *after)):
        was, now = before.get(pair, ()), after.get(pair, ())
        if frozenset(was) != frozenset(now):
            how: How = "changed" if was and now else "removed" if was else "added"
            yield VersionEdit(f"“to {pair[0]} counts as to {pair[1]}”", how, rule=pair)


def rules_by_pair(policy: Policy) -> Mapping[tuple[str, str], tuple[CountsAs, ...]]:
    """What counts as what, by source and target."""
    found: dict[tuple[str, str], tuple[CountsAs, ...]] = {}
    for rule in policy.counts_as:
        pair = (rule.source, rule.target)
        found[pair] = (*found.get(pair, ()), rule)
    return found


def touched_definitions(old: Policy, new: Policy) -> frozenset[str]:
    """The definitions whose meaning differs: those changed, and those built on such."""
    touched = {
        name
        for name, was in old.definitions.items()
        if name in new.definitions and not same_definition(was, new.definitions[name])
    }
    grew = True
    while grew:
        built = {
            name
            for policy in (old, new)
            for name, definition in policy.definitions.items()
            if speaks_of(definition.condition, touched)
        }
        grew = not built <= touched
        touched |= built
    return frozenset(touched)


def speaks_of(formula: Formula, definitions: Iterable[str]) -> bool:
    """Whether a formula mentions one of the definitions, itself."""
    return bool(definitions_in(formula) & frozenset(definitions))


def twins_of(
    old: Policy, new: Policy, touched: frozenset[str]
) -> dict[str, Mapping[Edition, tuple[Definition, ...]]]:
    """For each definition whose meaning differs, by name, and each version: what to hold its words
    against, to see what was edited. That is its other version; for one that only this version has,
    those that only the other has and that say some of the same."""
    found: dict[str, Mapping[Edition, tuple[Definition, ...]]] = {
        name: {"old": (new.definitions[name],), "new": (old.definitions[name],)}
        for name in touched
        if name in old.definitions and name in new.definitions
    }
    struck = [d for name, d in old.definitions.items() if name not in new.definitions]
    made = [d for name, d in new.definitions.items() if name not in old.definitions]
    for edition, mine, theirs in (("old", struck, made), ("new", made, struck)):
        for one in mine:
            like = tuple(d for d in theirs if in_common((one.condition,), (d.condition,)))
            if like:
                found[one.id] = {edition: like}  # type: ignore[dict-item]
    return found
