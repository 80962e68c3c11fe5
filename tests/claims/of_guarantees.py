"""What is printed of promises, claims of coverage and possibilities, and of what the policy
assumes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import product

from tests.claims.of_cases import read_back
from tests.claims.of_clauses import first, ids
from tests.claims.reading_back import printed
from tests.claims.registry import NotCompared, Sentence, claim
from tests.claims.situations import Row
from tests.claims.trial import Trial, errors
from verifier.model import Case, LawRegime, Promise, Verdict, opposed
from verifier.semantics import admissible, holds, in_scope

# --------------------------------------------------------------------------- promises


def promise_of(trial: Trial, sentence: Sentence) -> Promise:
    name = sentence.finding.about
    if name not in trial.policy.promises:
        raise NotCompared("a savings clause")
    return trial.policy.promises[name]


@claim(
    "a promise is broken",
    "headline",
    "A promise is broken: {title}.",
    "A promise is broken under the plain readings: {title}.",
    "A promise is broken under the readings tried: {title}.",
)
def broken(trial: Trial, sentence: Sentence) -> str | None:
    """In the case shown, the promise speaks of it and the verdict is another."""
    promise, finding = promise_of(trial, sentence), sentence.finding
    if printed(promise.title).rstrip(".") != sentence["title"]:
        return "not the title of the promise"
    if finding.witness is None:
        raise NotCompared("no case is shown")
    row = trial.row(finding.witness.case, finding.witness.readings)
    if not in_scope(row.world, promise.scope):
        return "the promise does not speak of the case shown"
    if row.said(promise.column).verdict in promise.verdicts:
        return "the verdict is as promised"
    tried = "readings tried" in sentence.words
    if tried and not trial.fixed.items() <= row.readings.items():
        return "the case shown is not read as was tried"
    plainly = "under the plain" in sentence.words or promise.under == "plain"
    if plainly and not tried and not row.plain:
        return "the case shown is not read plainly"
    return None


@claim(
    "a promise holds for want of cases",
    "headline",
    "A promise holds only because no case can be in its scope: {title}.",
)
def vacuous(trial: Trial, sentence: Sentence) -> str | None:
    promise = promise_of(trial, sentence)
    rows = (row for row in trial.rows if row.plain or promise.under != "plain")
    return first(rows, lambda row: in_scope(row.world, promise.scope), "this case is")


@claim("the promise holds", "held", "“{title}”: {rests}")
def promise_holds(trial: Trial, sentence: Sentence) -> str | None:
    """A promise of which is said what it rests on holds in every case."""
    promise = next(
        p for p in trial.policy.promises.values() if printed(p.title) == sentence["title"]
    )
    return first(
        trial.rows,
        lambda row: (
            (row.plain or promise.under != "plain")
            and in_scope(row.world, promise.scope)
            and row.said(promise.column).verdict not in promise.verdicts
        ),
        "it is broken here",
    )


@claim("what a promise rests on", "held", "“{title}”: {rests}")
def promise_rests(trial: Trial, sentence: Sentence) -> str | None:
    """With what it is said to rest on alone, each ground by itself, the promise holds, whichever of
    all other norms are left out; where it rests on none, no clause could break it."""
    policy = trial.policy
    promise = next(p for p in policy.promises.values() if printed(p.title) == sentence["title"])
    for names in grounds(trial, sentence["rests"]):
        kept = {name for name in names if name in policy.norms}
        rows = (row for row in trial.rows if row.plain or promise.under != "plain")
        others = [name for name in policy.norms if name not in kept]
        choices = (
            frozenset(others),
            *(frozenset(n for n in others if trial.random.random() < 0.5) for _ in range(2)),
        )
        found = first(rows, _broken_without(promise, choices), f"not with {sorted(kept)} alone")
        if found:
            return found
    return None


def _broken_without(promise: Promise, choices: Sequence[frozenset[str]]) -> Callable[[Row], bool]:
    """Whether a case breaks the promise once some of these sets of norms are left out."""
    return lambda row: (
        in_scope(row.world, promise.scope)
        and any(row.said(promise.column, gone).verdict not in promise.verdicts for gone in choices)
    )


def grounds(trial: Trial, said: str) -> Iterator[frozenset[str]]:
    """The sets of norms and assumptions that are named."""
    if said.startswith("No clause could break it"):
        yield frozenset()
        return
    alone = re.match(r"It rests on (.+?) (alone|together):", said)
    several = re.match(r"It rests on any one of these grounds: (.+?)\. (?:Common|Repealing)", said)
    if alone:
        yield _ground(trial, alone[1])
    elif several:
        for one in re.split(r",? ?(?:and )?\(\d+\) ", several[1])[1:]:
            yield _ground(trial, one)
    else:
        raise NotCompared(said)


def _ground(trial: Trial, words: str) -> frozenset[str]:
    assumed = re.findall(r"the assumption “([^”]+)”", words)
    rest = re.sub(r"(,? and |, )?the assumption “[^”]+”", "", words).strip()
    return frozenset(assumed) | (ids(trial, rest) if rest else frozenset())


# --------------------------------------------------------------------------- an assumption more


@claim(
    "it could be assumed",
    "headline",
    "A broken promise would hold if this could be assumed: {title}.",
    "A broken promise would hold if all of this could be assumed: {title}.",
)
def assumed(trial: Trial, sentence: Sentence) -> str | None:
    """Put into the policy as assumptions, what is printed makes the promise hold, and something is
    left of which it speaks. The sentences are read as `never` lines."""
    promise = promise_of(trial, sentence)
    text = trial.draft.text
    for place, line in enumerate(
        d for d in sentence.finding.detail if not d.startswith("Declare it")
    ):
        text += "\n" + as_assumption(f"tried {place}", line)
    policy, problems = trial.with_text(text)
    if policy is None:
        raise NotCompared(f"not read: {errors(problems)[:1]} {sentence.finding.detail}")
    left = False
    plain = promise.under == "plain"
    for row in trial.rows:
        if (row.plain or not plain) and not admissible(policy, row.case, row.readings):
            spoken_of = in_scope(row.world, promise.scope)
            left |= spoken_of
            if spoken_of and row.said(promise.column).verdict not in promise.verdicts:
                return first([row], lambda _: True, "it is broken here still")
    if not left:
        again = [
            found
            for found in trial.found_with(text, "broken-promise")
            if found.about == promise.name
        ]
        if any("no case can be in its scope" in f.headline for f in again):
            return "no case is left of which it speaks"
    return None


def as_assumption(name: str, line: str) -> str:
    """`It never happens that A and B` as an item of the language."""
    found = re.match(r"(?:[A-Z][^.]*\. )?(?:It never happens that|Never:?) (.+?)\.?$", line)
    if found is None:
        raise NotCompared(line)
    lines = re.split(r",? and (?=the |a |an |some |every |no |another |it is )", found[1])
    said = "\n".join(f"    {_in_the_language(one)}" for one in lines)
    return f'assume {name} "It is so"\n  never\n{said}\n'


def _in_the_language(line: str) -> str:
    line = line.removeprefix("both ")
    line = re.sub(r" is either (.+?) or (.+)$", r" is one of \1, \2", line)
    return line.replace("something that is not on the list", "something else")


# --------------------------------------------------------------------------- coverage, possibility


@claim(
    "it says nothing", "headline", "The policy says nothing on cases it is meant to cover: {title}."
)
def gap(trial: Trial, sentence: Sentence) -> str | None:
    coverage = trial.policy.coverages[sentence.finding.about]
    witness = sentence.finding.witness
    if witness is None:
        raise NotCompared("no case is shown")
    row = trial.row(witness.case, witness.readings)
    if not in_scope(row.world, coverage.scope):
        return "the claim does not cover the case shown"
    return None if row.said().verdict is Verdict.SILENT else "the policy speaks"


@claim("what must stay possible is not", "headline", "What must stay possible is not: {title}.")
def impossible(trial: Trial, sentence: Sentence) -> str | None:
    possible = trial.policy.possibilities[sentence.finding.about]
    rows = (row for row in trial.rows if row.plain or possible.under != "plain")
    return first(
        rows,
        lambda row: (
            in_scope(row.world, possible.scope)
            and row.said(possible.column).verdict in possible.verdicts
        ),
        "here it is",
    )


@claim(
    "the verdict of every such case",
    "detail",
    "In every such case the verdict is {verdicts}.",
    "There is no case of this kind at all, whatever the verdict.",
    checks="impossible-case",
)
def such_cases(trial: Trial, sentence: Sentence) -> str | None:
    possible = trial.policy.possibilities[sentence.finding.about]
    said = set(re.split(r",? or |, ", sentence.said.get("verdicts") or ""))
    rows = (row for row in trial.rows if row.plain or possible.under != "plain")
    return first(
        rows,
        lambda row: (
            in_scope(row.world, possible.scope)
            and str(row.said(possible.column).verdict) not in said
        ),
        "here it is another",
    )


# --------------------------------------------------------------------------- the background


@claim(
    "an assumption follows",
    "headline",
    "The assumption “{name}” follows from {others}.",
    "The assumption “{name}” excludes no case at all: it is always so.",
)
def follows(trial: Trial, sentence: Sentence) -> str | None:
    """No case that keeps the others breaks it."""
    policy, name = trial.policy, sentence["name"]
    named = set(re.findall(r"“([^”]+)”", sentence.said.get("others") or ""))
    for case in drawn(trial):
        for readings in trial.situations.ways:
            if not trial.alone.items() <= readings.items():
                continue
            broken = set(admissible(policy, case, readings))
            if name in broken and not broken & named and broken <= set(policy.assumptions):
                return f"broken here alone: {case}"
    return None


def drawn(trial: Trial) -> Iterator[Case]:
    """Cases that need not keep the assumptions."""
    for _ in range(80):
        yield trial.situations.drawn()


@claim(
    "the assumptions rule out",
    "headline",
    "{who} rules out {what}. Is that meant?",
    "{who} rule out {what}. Is that meant?",
)
def ruled_out(trial: Trial, sentence: Sentence) -> str | None:
    """No case that can be has the value."""
    policy, what = trial.policy, sentence["what"]
    fact = re.fullmatch(r"that “(.+)” is ever (true|false)", what)
    if fact:
        name, positive = fact[1], fact[2] == "true"
        holes = len(policy.facts[name].holes)

        def has(row: Row) -> bool:
            held = {names for f, names in row.case.facts if f == name}
            if positive:
                return bool(held)
            kinds = row.world.kinds
            pools = [
                [n for n, known in kinds.items() if hole.kind in known]
                for hole in policy.facts[name].holes
            ]
            assert holes == len(pools)
            return any(names not in held for names in product(*pools))

        return first(trial.rows, has, "this case has it")
    value = re.fullmatch(r"every (.+?) whose (.+?) is (.+)", what)
    if value is None:
        raise NotCompared(what)
    identity = f"{value[2]} of {value[1]}"
    attribute = policy.attributes.get(identity)
    if attribute is None:
        raise NotCompared(what)

    def so(row: Row) -> bool:
        for (name, thing), held in row.case.values.items():
            if name == identity:
                if isinstance(held, str):
                    if held == value[3]:
                        return True
                elif in_range(trial, row, name, thing, value[3]):
                    return True
        return False

    return first(trial.rows, so, "this case has it")


def in_range(trial: Trial, row: Row, name: str, thing: str, said: str) -> bool:
    found = re.fullmatch(r"from (.+) to (.+)", said)
    attribute = trial.policy.attributes[name]
    low, high = (found[1], found[2]) if found else (said, said)
    subject = f"the {attribute.name} of {thing}"
    return all(
        holds(row.world, read_back(trial, f"{subject} is {relation} {border}", row.case), {})
        for relation, border in (("at least", low), ("at most", high))
    )


@claim(
    "the assumptions cannot be true",
    "headline",
    "This assumption cannot be true, so nothing else means anything.",
    "These {count} assumptions cannot all be true, so nothing else means anything.",
)
def cannot_all_be(trial: Trial, sentence: Sentence) -> str | None:
    """No case keeps all that are named."""
    named = {line.partition(": ")[0] for line in sentence.finding.detail}
    for row in trial.loose:
        broken = set(admissible(trial.policy, row.case, row.readings))
        if not broken & named:
            return f"all of them are true here: {row.case}"
    return None


# --------------------------------------------------------------------------- savings clauses


@claim(
    "it does limit it",
    "headline",
    "{clause} does limit {saved}, although it says that it does not.",
)
def limits(trial: Trial, sentence: Sentence) -> str | None:
    """In the case shown a norm of the clause is live, and one of the other applies, and either is
    not live though it would be without the first, or is live and says the opposite."""
    finding, policy = sentence.finding, trial.policy
    if finding.witness is None:
        raise NotCompared("no case is shown")
    row = trial.row(finding.witness.case, finding.witness.readings)
    own = ids(trial, sentence["clause"])
    other = ids(trial, sentence["saved"][:1].upper() + sentence["saved"][1:])
    column = LawRegime.ALONE
    if any(policy.norms[name].layer for name in own | other):
        column = LawRegime.BESIDE
    live = row.live(column)
    if not own & live:
        return "it is not at work in the case shown"
    bare = {name for name, _ in row.said(column, own).live}
    beaten = bool(other & bare - live)
    against = any(
        opposed(policy.norms[one].modality, policy.norms[two].modality)
        for one in own & live
        for two in other & live
    )
    return None if beaten or against else "it limits nothing in the case shown"


@claim(
    "how it limits it",
    "detail",
    "Where {own} is at work, {other} does not apply as it would without it.",
    "{own} says the opposite of {other} on the same act.",
    checks="broken-promise",
)
def how_it_limits(trial: Trial, sentence: Sentence) -> str | None:
    """Held with the headline; the norms that are named are there."""
    for name in ("own", "other"):
        said = sentence[name]
        ids(trial, said[:1].upper() + said[1:])
    return None
