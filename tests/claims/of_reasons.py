"""What a finding is said to rest on, and the further kinds of case that it is said to have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, combinations

from tests.claims.meanings import shows
from tests.claims.of_cases import Pinned, fixed, made_so, parts, read_back
from tests.claims.of_clauses import ids, live_instances, one_norm, rules_of
from tests.claims.registry import NotCompared, Sentence, claim
from tests.claims.situations import Row
from tests.claims.trial import Trial
from verifier.model import Case, LawRegime, Norm, Policy
from verifier.semantics import World, applicable, attacks_on, holds

SHOWN = "dilemma antinomy conflict-with-law gap broken-promise resolved-clash"
MOST_OTHERS = 6
"""Of so many other norms at work every choice is tried, of more some."""


# --------------------------------------------------------------------------- of the case shown


@claim("it rests on", "reason", "{parts}", checks=SHOWN)
def rests_on(trial: Trial, sentence: Sentence) -> str | None:
    """In the case shown (or one like it), what is named is enough, whichever other norms are left
    out; and without any one of them it is not."""
    finding = sentence.finding
    meaning = shows(trial, finding)
    if meaning is None or finding.witness is None:
        raise NotCompared("no case is shown")
    each = [frozenset(ids(trial, one)) for one in sentence.words.split("\n")]
    named = frozenset(chain.from_iterable(each))
    row = trial.row(finding.witness.case, finding.witness.readings)
    if finding.check == "conflict-with-law" and len(finding.citations) > 2:
        raise NotCompared("of one of several laws")
    others = [n for n in trial.policy.norms if n in row.applicable and n not in named]
    away = frozenset(trial.policy.norms) - named - frozenset(others)
    for gone in choices(trial, others):
        if not meaning(row.without(away | gone)):
            return f"not without {sorted(gone)}"
    for one in each:
        if all(meaning(row.without(away | gone | one)) for gone in choices(trial, others)):
            return f"{sorted(one)} is not needed"
    return None


def choices(trial: Trial, others: Sequence[str]) -> Iterable[frozenset[str]]:
    """Sets of norms to leave out."""
    if len(others) <= MOST_OTHERS:
        every = chain.from_iterable(combinations(others, n) for n in range(len(others) + 1))
        return map(frozenset, every)
    drawn = (frozenset(n for n in others if trial.random.random() < 0.5) for _ in range(60))
    return chain([frozenset[str](), frozenset(others)], drawn)


@claim("each of these needs", "reasons common", "Each of these needs {parts}.")
def common(trial: Trial, sentence: Sentence) -> str | None:
    said = sentence["parts"]
    for reason in sentence.finding.reasons:
        for part in reason:
            if part in said and not all(part in other for other in sentence.finding.reasons):
                return f"not each needs {part}"
    return None


# --------------------------------------------------------------------------- of all cases

DEAD = r"No case can meet the condition of (.+?)(?:, under any reading)?\.$"
_ASSUMED = re.compile(r"the assumption “(.+)”$")


def assumed_in(reason: str) -> frozenset[str]:
    found = (_ASSUMED.match(part) for part in reason.split("\n"))
    return frozenset(match[1] for match in found if match)


def loose_rows(trial: Trial, kept: frozenset[str]) -> Iterator[Row]:
    """Cases that keep these assumptions, and perhaps break others."""
    policy = trial.policy
    for row in trial.loose:
        if all(holds(row.world, policy.assumptions[name].formula, {}) for name in kept):
            yield row


@claim("it rests on these lines", "reason", "{parts}", checks="dead-clause")
def dead_lines(trial: Trial, sentence: Sentence) -> str | None:
    """With these lines alone, under these assumptions alone, the clause never applies."""
    found = re.match(DEAD, sentence.finding.headline)
    assert found is not None
    norm = one_norm(trial, found[1])
    lines = {part.strip("“”") for part in sentence.words.split("\n") if part.startswith("“")}
    kept = tuple(c for c in norm.conditions if c.words in lines)
    fewer = replace(norm, conditions=kept, id=f"{norm.id} in part")
    for row in loose_rows(trial, assumed_in(sentence.words)):
        if applicable(row.world, fewer):
            return f"these lines hold together here: {row.case}"
    return None


@claim(
    "these lines cannot hold together",
    "detail",
    "This line alone can never hold: “{line}”.",
    "These lines cannot hold together:",
    "“{line}”",
    "No act that the policy knows falls under its description.",
    checks="dead-clause",
)
def cannot_hold(trial: Trial, sentence: Sentence) -> str | None:
    found = re.match(DEAD, sentence.finding.headline)
    assert found is not None
    norm = one_norm(trial, found[1])
    lines = set(re.findall(r"“(.+)”", "\n".join(sentence.finding.detail)))
    kept = tuple(c for c in norm.conditions if c.words in lines)
    fewer = replace(norm, conditions=kept, id=f"{norm.id} in part")
    for row in trial.rows:
        if applicable(row.world, fewer):
            return f"they hold together here: {row.case}"
    return None


@claim(
    "the exception's lines cannot hold together",
    "detail",
    "This line can never hold: “{line}”.",
    "These lines cannot hold together:",
    "“{line}”",
    checks="idle-exception",
)
def cannot_hold_together(trial: Trial, sentence: Sentence) -> str | None:
    """Lines of the exception and of its rule: with these alone it never takes anything out."""
    found = re.match(r"(.+?) can never arise", sentence.finding.headline)
    if found is None:
        raise NotCompared("no lines")
    lines = set(re.findall(r"“(.+)”", "\n".join(sentence.finding.detail)))
    exception = one_norm(trial, found[1])
    target = next(a.target for a in trial.policy.attacks if a.attacker == exception.id)
    policy = with_lines(trial.policy, (exception, trial.policy.norms[target]), lines)
    for row in trial.rows:
        world = World(policy, row.case, row.readings)
        other = Row(world, row.plain)
        rules = rules_of(policy, exception.id)
        gone = frozenset({exception.id})
        with_it = {one for one in live_instances(trial, other, frozenset()) if one[0] in rules}
        bare = {one for one in live_instances(trial, other, gone) if one[0] in rules}
        if with_it != bare:
            return f"they hold together here: {row.case}"
    return None


def with_lines(policy: Policy, norms: Iterable[Norm], lines: set[str]) -> Policy:
    """The policy in which of some norms only these lines are left."""
    changed = {
        norm.id: replace(norm, conditions=tuple(c for c in norm.conditions if c.words in lines))
        for norm in norms
    }
    return replace(policy, norms={**policy.norms, **changed})


@claim("it rests on these clauses", "reason", "{parts}", checks="swallowed-clause")
def swallowing(trial: Trial, sentence: Sentence) -> str | None:
    """Whatever else could defeat the clause left out, under these assumptions alone, it is never
    live."""
    found = re.search(r"every case in which (.+) applies\.", sentence.finding.headline)
    assert found is not None
    norm = one_norm(trial, found[1])
    column = LawRegime.ALONE if norm.layer == 0 else LawRegime.BESIDE
    parts_ = [part for part in sentence.words.split("\n") if not _ASSUMED.match(part)]
    named = frozenset(chain.from_iterable(ids(trial, part) for part in parts_))
    attackers = {a.attacker for a in attacks_on(trial.policy, norm.id, column)}
    gone = frozenset(attackers) - named
    if sentence.finding.readings:
        raise NotCompared("under other readings")
    plainly = sentence.finding.strength is not None
    for row in loose_rows(trial, assumed_in(sentence.words)):
        if (row.plain or not plainly) and norm.id in {n for n, _ in row.said(column, gone).live}:
            return f"it is live here: {row.case} {dict(row.readings)}"
    return None


# --------------------------------------------------------------------------- further kinds of case


@claim(
    "a further kind of case",
    "kind of case",
    "With {new} in place of {old}.",
    "With {new} besides.",
    "Without {old}.",
)
def further(trial: Trial, sentence: Sentence) -> str | None:
    """There is a case of which is so what is printed of the one shown, but for what is replaced,
    and what is put in its place, and the finding is there."""
    finding = sentence.finding
    meaning = shows(trial, finding)
    witness = finding.witness
    if meaning is None or witness is None:
        raise NotCompared("no case is shown")
    old = re.findall(r"“(.+?)”(?=$|,| and )", sentence.said.get("old") or "")
    new = re.findall(r"“(.+?)”(?=$|,| and )", sentence.said.get("new") or "")
    if not set(old) <= set(witness.given):
        return f"of the case shown it is not said that {set(old) - set(witness.given)}"
    base = replace(witness, given=tuple(w for w in witness.given if w not in old), irrelevant=())
    pinned = Pinned(trial, base)
    added = list(chain.from_iterable(parts(read_back(trial, w, witness.case)) for w in new))
    for case in tries(trial, witness.case):
        made = fixed(case, pinned, trial.random.choice)
        for formula in added:
            made = made_so(made, formula)
        row = trial.row(trial.situations.kept(made, pinned.facts), witness.readings)
        if all(holds(row.world, f, {}) for f in added) and trial.can_be(row) and meaning(row):
            return None
    raise NotCompared("none found")


def tries(trial: Trial, case: Case) -> Iterator[Case]:
    yield case
    for number in range(60):
        yield trial.situations.completed(case) if number % 2 else trial.situations.changed(case)


@claim("a further kind of case, with other things", "kind of case", "{words}")
def further_things(trial: Trial, sentence: Sentence) -> str | None:
    """Of other acts or with more things: some case known is one of them."""
    if re.match(r"(With “|Without “)", sentence.words):
        raise NotCompared("of the same things")
    meaning = shows(trial, sentence.finding)
    if meaning is None:
        raise NotCompared("no meaning")
    if any(meaning(row) for row in trial.rows):
        return None
    raise NotCompared("none found")


# --------------------------------------------------------------------------- of lines


@claim("a line follows from these", "reason", "{parts}", checks="surplus-condition")
def follows_from(trial: Trial, sentence: Sentence) -> str | None:
    """Among the cases that keep the assumptions that are named, and of which the lines that are
    named are so, none is one that the line leaves out: with these lines alone, the norm applies
    just where it does with the line besides."""
    found = re.match(r"“(.+)” adds nothing to (.+?): ", sentence.finding.headline)
    assert found is not None
    norm = one_norm(trial, found[2])
    if norm.role == "exception":
        raise NotCompared("an exception is read together with its rule")
    lines = {part.strip("“”") for part in sentence.words.split("\n") if part.startswith("“")}
    kept = tuple(c for c in norm.conditions if c.words in lines)
    line = next(c for c in reversed(norm.conditions) if c.words == found[1])
    fewer = replace(norm, conditions=kept, id=f"{norm.id} without")
    more = replace(norm, conditions=(*kept, line), id=f"{norm.id} with")
    for row in loose_rows(trial, assumed_in(sentence.words)):
        if set(applicable(row.world, fewer)) != set(applicable(row.world, more)):
            return f"the line leaves this case out: {row.case}"
    return None


@claim(
    "an exception is idle because of these",
    "reason",
    "{parts}",
    checks="idle-exception ineffective-exception ineffective-clause redundant-clause "
    "redundant-assumption background-overreach impossible-background no-lawful-course "
    "never-due",
)
def idle_because(trial: Trial, sentence: Sentence) -> str | None:
    """What is named is there: lines of the clause or its rule, norms, assumptions."""
    policy = trial.policy
    lines = {c.words for norm in policy.norms.values() for c in norm.conditions}
    for part in sentence.words.split("\n"):
        assumption = _ASSUMED.match(part)
        if assumption:
            if assumption[1] not in policy.assumptions:
                return f"there is no such assumption: {part}"
        elif part.startswith("“"):
            if part.strip("“”") not in lines:
                return f"there is no such line: {part}"
        else:
            ids(trial, part)
    return None
