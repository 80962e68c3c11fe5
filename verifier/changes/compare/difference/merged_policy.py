"""Two versions as one policy: what both share stands in it once, what was edited stands in it
twice, and an angle chooses the edits that are made. So the solver sees the common part only once,
and any selection of the edits can be asked about.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from graphlib import CycleError, TopologicalSorter

from verifier.changes.compare.difference.common_vocabulary import CommonVocabulary
from verifier.changes.compare.difference.edits import (
    EDITIONS,
    Edition,
    VersionEdit,
    edits_between,
    owner,
    rules_by_pair,
    touched_definitions,
    twins_of,
)
from verifier.diagnostics import InputProblems, Problem
from verifier.encoding import Angle, definitions_in
from verifier.model import (
    TRUE,
    All,
    Any,
    Assumption,
    Attack,
    Counted,
    CountsAs,
    Defined,
    Definition,
    Every,
    Formula,
    LawRegime,
    Not,
    Policy,
    Question,
    Reading,
    Readings,
    Reads,
    Some,
    Variable,
)

BEFORE, AFTER = "as it was", "as amended"
KEPT, LEFT = "kept", "left out"
MOST_STATEMENTS = 48
"""So many statements can be tried for one rule."""


@dataclass(frozen=True)
class Counterparts:
    """The names that a norm bears in the merged policy; None where a version does not have it.
    `turned`: the two versions say opposite or other things of the act (must, must not, may)."""

    old: str | None
    new: str | None
    turned: bool = False

    def of(self, edition: Edition) -> str | None:
        return self.old if edition == "old" else self.new


@dataclass(frozen=True)
class VersionPair:
    """Two versions and their merged form.

    versions: for every norm; origin: for each norm that stands twice, its edit and version;
    touched: the definitions that can be true in one version and not in the other; twins: what to
    hold them against (see `twins_of`); plain: the plain readings of each; taken: what each version
    takes for granted and the other does not, as two formulas; assumed: the definitions whose
    meaning differs and on which one of these is built.
    """

    old: Policy
    new: Policy
    merged: Policy
    edits: tuple[VersionEdit, ...]
    versions: Mapping[str, Counterparts]
    origin: Mapping[str, tuple[str, Edition]]
    touched: frozenset[str]
    twins: Mapping[str, Mapping[Edition, tuple[Definition, ...]]]
    plain: tuple[Readings, Readings]
    taken: Mapping[Edition, Formula]
    assumed: frozenset[str] = frozenset()

    def policy(self, edition: Edition) -> Policy:
        return self.old if edition == "old" else self.new

    def angle(self, made: frozenset[str], column: LawRegime = LawRegime.ALONE) -> Angle:
        """How the text with these edits made sees a case."""
        without = frozenset(
            name for name, (edit, side) in self.origin.items() if (edit in made) != (side == "new")
        )
        reads = frozenset(
            (edit.name, AFTER if edit.name in made else BEFORE)
            for edit in self.edits
            if edit.definition or edit.rule
        )
        return Angle(column=column, without=without, reads=reads)

    def of(self, edition: Edition, column: LawRegime = LawRegime.ALONE) -> Angle:
        """How one whole version sees a case."""
        made = frozenset(edit.name for edit in self.edits) if edition == "new" else frozenset()
        return self.angle(made, column)


def switch(number: int) -> str:
    """The name of the pseudo-question that keeps or leaves out a statement while a rule is made."""
    return f"statement {number}·"


def pair_of(ground: CommonVocabulary) -> VersionPair:
    """Both versions as one. Raises `InputProblems` where what counts as what is turned round."""
    old, new = ground.old, ground.new
    edits = edits_between(old, new)
    by_norm = {norm: edit.name for edit in edits for norm in edit.norms}
    versions, origin = _versions(old, new, by_norm)
    attacks = _attacks(old, new, versions, hybrids=True)
    if _circular(attacks):
        attacks = _attacks(old, new, versions, hybrids=False)
    if _circular(attacks):
        by_norm = {
            name: by_norm.get(name, "the edits together") for name in (*old.norms, *new.norms)
        }
        versions, origin = _versions(old, new, by_norm)
        attacks = _attacks(old, new, versions, hybrids=False)
    merged = replace(
        new,
        definitions=_definitions(old, new, edits),
        counts_as=_rules(old, new, edits),
        questions={**new.questions, **_switches(edits)},
        clauses={**old.clauses, **new.clauses},
        laws={**old.laws, **new.laws},
        norms={
            name: replace(policy.norms[norm], id=name)
            for edition, policy in (("old", old), ("new", new))
            for norm in policy.norms
            if (name := versions[norm].old if edition == "old" else versions[norm].new) is not None
        },
        attacks=attacks,
        cases={**old.cases, **new.cases},
    )
    touched = touched_definitions(old, new)
    merged, taken, assumed = _with_assumptions(merged, ground, touched)
    _refuse_circles(merged)
    twins = twins_of(old, new, touched)
    return VersionPair(
        old, new, merged, edits, versions, origin, touched, twins, ground.plain, taken, assumed
    )


def _versions(
    old: Policy, new: Policy, by_norm: Mapping[str, str]
) -> tuple[dict[str, Counterparts], dict[str, tuple[str, Edition]]]:
    versions: dict[str, Counterparts] = {}
    origin: dict[str, tuple[str, Edition]] = {}
    for name in dict.fromkeys((*old.norms, *new.norms)):
        edit = by_norm.get(name)
        if edit is None:
            versions[name] = Counterparts(name, name)
            continue
        was = f"{name} {BEFORE}" if name in old.norms else None
        now = f"{name} {AFTER}" if name in new.norms else None
        turned = name in old.norms and name in new.norms and _says(old, name) != _says(new, name)
        versions[name] = Counterparts(was, now, turned)
        if was is not None:
            origin[was] = (edit, "old")
        if now is not None:
            origin[now] = (edit, "new")
    return versions, origin


def _says(policy: Policy, name: str) -> tuple[object, bool]:
    norm = policy.norms[name]
    return norm.modality, norm.is_choice


# --------------------------------------------------------------------------- who defeats whom


def _attacks(
    old: Policy, new: Policy, versions: Mapping[str, Counterparts], hybrids: bool
) -> tuple[Attack, ...]:
    found: dict[Attack, None] = {}
    for edition, policy in (("old", old), ("new", new)):
        for attack in policy.attacks:
            for attacker, target in _ends(policy, attack, versions, edition == "old", hybrids):
                mapping = _known_to_both(attack, old, new, attacker, target)
                made = replace(attack, attacker=attacker, target=target, mapping=mapping)
                found[made] = None
    return tuple(found)


def _known_to_both(
    attack: Attack, old: Policy, new: Policy, attacker: str, target: str
) -> tuple[tuple[Variable, Variable], ...]:
    """The mapping as far as these versions of the two norms have its variables."""
    first, second = (_parameters(old, new, name) for name in (attacker, target))
    return tuple(pair for pair in attack.mapping if pair[0] in first and pair[1] in second)


def _parameters(old: Policy, new: Policy, version: str) -> tuple[Variable, ...]:
    for mark, policy in ((BEFORE, old), (AFTER, new)):
        if version.endswith(f" {mark}"):
            return policy.norms[version.removesuffix(f" {mark}")].parameters
    return (new.norms.get(version) or old.norms[version]).parameters


def _ends(
    policy: Policy,
    attack: Attack,
    versions: Mapping[str, Counterparts],
    is_old: bool,
    hybrids: bool,
) -> Iterable[tuple[str, str]]:
    """An attack belongs to the clause that says it, in the version that says it; it meets the
    other norm in whatever version."""
    mine = owner(policy, attack)
    ends: list[tuple[str, ...]] = []
    for name in (attack.attacker, attack.target):
        version = versions[name]
        own = version.old if is_old else version.new
        several = (version.old, version.new) if hybrids and name != mine else (own,)
        ends.append(tuple(dict.fromkeys(v for v in several if v is not None)))
    attackers, targets = ends
    for attacker in attackers:
        for target in targets:
            yield attacker, target


def _circular(attacks: Iterable[Attack]) -> bool:
    circuit: dict[str, set[str]] = {}
    for attack in attacks:
        circuit.setdefault(attack.target, set()).add(attack.attacker)
    return _has_circle(circuit)


def _has_circle(circuit: Mapping[str, set[str]]) -> bool:
    try:
        TopologicalSorter(circuit).prepare()
    except CycleError:
        return True
    return False


# --------------------------------------------------------------------------- definitions, rules


def _definitions(old: Policy, new: Policy, edits: Iterable[VersionEdit]) -> dict[str, Definition]:
    """A changed definition chooses between what it said and what it says."""
    found = {**old.definitions, **new.definitions}
    for edit in edits:
        if edit.definition:
            name = edit.definition
            was, now = old.definitions[name], new.definitions[name]
            found[f"{name} {BEFORE}"] = replace(was, id=f"{name} {BEFORE}")
            found[f"{name} {AFTER}"] = replace(now, id=f"{name} {AFTER}")
            terms = now.parameters
            choice = Any(
                (
                    All((Reads(edit.name, BEFORE), Defined(f"{name} {BEFORE}", terms))),
                    All((Reads(edit.name, AFTER), Defined(f"{name} {AFTER}", terms))),
                )
            )
            found[name] = replace(now, condition=choice)
    return found


def _rules(old: Policy, new: Policy, edits: Iterable[VersionEdit]) -> tuple[CountsAs, ...]:
    before, after = rules_by_pair(old), rules_by_pair(new)
    by_pair = {edit.rule: edit.name for edit in edits if edit.rule}
    rules: list[CountsAs] = []
    for pair in dict.fromkeys((*before, *after)):
        name = by_pair.get(pair)
        if name is None:
            rules += after[pair]
            continue
        rules += [_guarded(rule, Reads(name, BEFORE)) for rule in before.get(pair, ())]
        rules += [_guarded(rule, Reads(name, AFTER)) for rule in after.get(pair, ())]
    return tuple(rules)


def _guarded(rule: CountsAs, guard: Formula) -> CountsAs:
    return replace(rule, condition=All((guard, rule.condition)))


def _switches(edits: Iterable[VersionEdit]) -> dict[str, Question]:
    """Pseudo-questions: whether an edit is made, whether a statement is kept."""
    made = (Reading(BEFORE, BEFORE, plain=True), Reading(AFTER, AFTER))
    kept = (Reading(LEFT, LEFT, plain=True), Reading(KEPT, KEPT))
    found = {e.name: Question(e.name, e.name, made) for e in edits if e.definition or e.rule}
    found.update({switch(n): Question(switch(n), "", kept) for n in range(MOST_STATEMENTS)})
    return found


def _refuse_circles(merged: Policy) -> None:
    circuit: dict[str, set[str]] = {}
    for rule in merged.counts_as:
        circuit.setdefault(rule.source, set()).add(rule.target)
    if _has_circle(circuit):
        message = "the two versions turn round what counts as what, so that one act would count \
as another and that one as the first"
        hint = "compare them in two steps: first the version without the old rule"
        raise InputProblems((Problem("not-comparable", message, hint=hint),))
    built = {name: set(definitions_in(d.condition)) for name, d in merged.definitions.items()}
    if _has_circle(built):
        message = "the two versions turn round which definition is built on which"
        hint = "compare them in two steps, or give one definition another name"
        raise InputProblems((Problem("not-comparable", message, hint=hint),))


# --------------------------------------------------------------------------- assumptions


NEITHER = "what neither version excludes"


def _with_assumptions(
    merged: Policy, ground: CommonVocabulary, touched: frozenset[str]
) -> tuple[Policy, dict[Edition, Formula], frozenset[str]]:
    """The assumptions that both versions make, those that keep to what is common, and that a case
    keeps to what the one version takes for granted or to what the other does; and these two by
    themselves. Assumptions are seen from no angle, so changed definitions are named in them."""
    needed: set[tuple[str, str]] = set()
    fixed = [
        {
            name: replace(one, formula=_fixed(one.formula, touched, mark, needed))
            for name, one in policy.assumptions.items()
        }
        for policy, mark in ((ground.old, BEFORE), (ground.new, AFTER))
    ]
    said = [{one.formula for one in mine.values()} for mine in fixed]
    shared = said[0] & said[1]
    found: dict[str, Assumption] = {a.name: a for a in ground.common}
    found.update({name: one for name, one in fixed[1].items() if one.formula in shared})
    taken: dict[Edition, Formula] = {}
    for edition, mine, own in zip(EDITIONS, fixed, ground.own, strict=True):
        apart = dict.fromkeys(one.formula for one in mine.values() if one.formula not in shared)
        parts = (*apart, *own)
        taken[edition] = parts[0] if len(parts) == 1 else All(parts)
    if TRUE not in taken.values():
        found[NEITHER] = Assumption(NEITHER, "", Any((taken["old"], taken["new"])))
    definitions = {**merged.definitions, **_named_by_version(ground, touched, needed)}
    assumed = frozenset(name for name, _ in needed)
    return replace(merged, assumptions=found, definitions=definitions), taken, assumed


def _named_by_version(
    ground: CommonVocabulary, touched: frozenset[str], needed: set[tuple[str, str]]
) -> dict[str, Definition]:
    """The definitions that differ, as each version has them, and those on which they are built.
    Adds the latter to what is `needed`."""
    definitions: dict[str, Definition] = {}
    waiting = sorted(needed)
    seen: set[tuple[str, str]] = set()
    while waiting:
        name, mark = waiting.pop()
        if (name, mark) in seen:
            continue
        seen.add((name, mark))
        policy = ground.old if mark == BEFORE else ground.new
        further: set[tuple[str, str]] = set()
        definition = policy.definitions[name]
        condition = _fixed(definition.condition, touched, mark, further)
        fixed_name = _fixed_name(name, mark)
        definitions[fixed_name] = replace(definition, id=fixed_name, condition=condition)
        needed |= further
        waiting += sorted(further)
    return definitions


def _fixed_name(name: str, mark: str) -> str:
    return f"{name} ({mark})"


def _fixed(
    formula: Formula, touched: frozenset[str], mark: str, needed: set[tuple[str, str]]
) -> Formula:
    """The formula with definitions that differ named by version."""
    match formula:
        case Defined(name, terms, span) if name in touched:
            needed.add((name, mark))
            return Defined(_fixed_name(name, mark), terms, span)
        case Not(body, span):
            return Not(_fixed(body, touched, mark, needed), span)
        case All(parts, span):
            return All(tuple(_fixed(p, touched, mark, needed) for p in parts), span)
        case Any(parts, span):
            return Any(tuple(_fixed(p, touched, mark, needed) for p in parts), span)
        case Some(variable, body, span):
            return Some(variable, _fixed(body, touched, mark, needed), span)
        case Every(variable, body, span):
            return Every(variable, _fixed(body, touched, mark, needed), span)
        case Counted(operator, number, variable, body, span):
            inner = _fixed(body, touched, mark, needed)
            return Counted(operator, number, variable, inner, span)
        case _:
            return formula


def fresh(variable: Variable, mark: str) -> Variable:
    """A variable of the same kind under a name that no formula of the policy uses."""
    return Variable(f"{variable.name}·{mark}", variable.kind)
