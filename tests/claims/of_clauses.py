"""What is printed of clauses in all cases: that they are dead, swallowed, idle, redundant, that a
line adds nothing, how they lie to one another. Each holds of every case that can be; any one case
can refute it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from tests.claims.registry import NotCompared, Sentence, claim
from tests.claims.situations import Row
from tests.claims.trial import Trial, errors, norms_named
from verifier.findings import Finding
from verifier.model import LawRegime, Modality, Norm, Policy, opposed
from verifier.semantics import Evaluation, World, applicable, attacks_on, evaluated

ALONE, BESIDE = LawRegime.ALONE, LawRegime.BESIDE
PLAINLY = " under the plain readings"


def rows_of(trial: Trial, finding: Finding) -> Iterator[Row]:
    """The cases of which a sentence speaks: those under the plain readings, where it says so."""
    words = (finding.headline, *finding.detail)
    plainly = any("under the plain readings" in one or "Read plainly" in one for one in words)
    return (row for row in trial.rows if row.plain or trial.everywhere or not plainly)


def described(row: Row) -> str:
    case = row.case
    things = ", ".join(f"{t.name} ({'/'.join(sorted(t.subkinds)) or t.kind})" for t in case.things)
    facts = "; ".join(f"{fact}: {', '.join(names)}" for fact, names in sorted(case.facts))
    values = "; ".join(f"{a}/{t}={v}" for (a, t), v in sorted(case.values.items()))
    days = "; ".join(f"{e}{list(t)}={d}" for (e, t), d in sorted(case.days.items()))
    act = case.act
    return (
        f"things {things} | facts {facts} | {values} | {days} | {act.agent}: {act.act} "
        f"{list(act.things)} day {act.day} | {dict(row.readings)}"
    )


def first(rows: Iterable[Row], wanted: Callable[[Row], bool], why: str) -> str | None:
    """Why a sentence is false: the first of the cases that is as it must not be."""
    found = next((row for row in rows if wanted(row)), None)
    return None if found is None else f"{why}: {described(found)}"


def one_norm(trial: Trial, words: str) -> Norm:
    return norms_named(trial.policy, words)[0]


def ids(trial: Trial, words: str) -> frozenset[str]:
    return frozenset(norm.id for norm in norms_named(trial.policy, words))


# --------------------------------------------------------------------------- dead, swallowed


@claim(
    "no case can meet the condition",
    "headline",
    "No case can meet the condition of {norm}, under any reading.",
    "No case can meet the condition of {norm}.",
)
def dead(trial: Trial, sentence: Sentence) -> str | None:
    norm = one_norm(trial, sentence["norm"])
    return first(trial.rows, lambda row: bool(applicable(row.world, norm)), "it applies here")


@claim(
    "covers every case in which it applies",
    "headline",
    "{eaters} covers every case in which {norm} applies.",
    "{eaters} together cover every case in which {norm} applies.",
)
def swallowed(trial: Trial, sentence: Sentence) -> str | None:
    norm, eaters = one_norm(trial, sentence["norm"]), ids(trial, sentence["eaters"])
    strength = sentence.finding.strength
    sets = [{(c.question, c.reading) for c in chosen} for chosen in sentence.finding.readings]
    column = ALONE if norm.layer == 0 else BESIDE

    def wrong(row: Row) -> bool:
        if sets and not any(
            set(row.readings.items()) == {**trial.policy.plain_readings, **dict(one)}.items()
            for one in sets
        ):
            return False
        if norm.id not in row.applicable:
            return False
        if norm.id in row.live(column):
            return True
        others = frozenset(a.attacker for a in attacks_on(trial.policy, norm.id, column)) - eaters
        return norm.id in {name for name, _ in row.said(column, others).live}

    plainly = strength == "under the plain readings" or (strength is not None and not sets)
    return first((r for r in trial.rows if r.plain or not plainly), wrong, "it is live here")


# --------------------------------------------------------------------------- exceptions


def live_instances(
    trial: Trial, row: Row, gone: frozenset[str], column: LawRegime = ALONE
) -> frozenset[tuple[str, tuple[str, ...]]]:
    return frozenset(row.said(column, gone).live)


def rules_of(policy: Policy, exception: str) -> frozenset[str]:
    """The norms with a content that an exception works on, itself or through other exceptions."""
    found: set[str] = set()
    waiting = [exception]
    while waiting:
        name = waiting.pop()
        for attack in policy.attacks:
            if attack.attacker == name:
                waiting.append(attack.target)
                if policy.norms[attack.target].modality is not None:
                    found.add(attack.target)
    return frozenset(found)


@claim("can never arise", "headline", "{exception} can never arise: {why}.")
def never_arises(trial: Trial, sentence: Sentence) -> str | None:
    """With or without the exception, its rule is live for the same things in every case."""
    return without_it(trial, sentence, ids(trial, sentence["exception"]))


def without_it(trial: Trial, sentence: Sentence, gone: frozenset[str]) -> str | None:
    rules = frozenset(name for one in gone for name in rules_of(trial.policy, one))

    def wrong(row: Row) -> bool:
        with_it = {one for one in row.said().live if one[0] in rules}
        bare = {one for one in row.said(ALONE, gone).live if one[0] in rules}
        return with_it != bare

    return first(rows_of(trial, sentence.finding), wrong, "it takes something out here")


@claim(
    "an exception adds nothing",
    "headline",
    "{exception} adds nothing: {covering} every case of it.",
    "{exception} adds nothing under the plain readings: {covering} every case of it.",
    checks="idle-exception",
)
def covered(trial: Trial, sentence: Sentence) -> str | None:
    """Without the exception, its rule is live for the same things; and the siblings that are named
    are enough for that: without all others, too."""
    gone = ids(trial, sentence["exception"])
    eaters = ids(trial, re.sub(r" (together cover|covers)$", "", sentence["covering"]))
    wrong = without_it(trial, sentence, gone)
    if wrong:
        return wrong
    policy = trial.policy
    targets = {a.target for a in policy.attacks if a.attacker in gone}
    siblings = frozenset(
        a.attacker
        for a in policy.attacks
        if a.target in targets and a.ground == "exception" and a.attacker not in gone | eaters
    )

    def wrong_alone(row: Row) -> bool:
        rules = frozenset(name for one in gone for name in rules_of(policy, one))
        with_it = {one for one in row.said(ALONE, siblings).live if one[0] in rules}
        bare = {one for one in row.said(ALONE, siblings | gone).live if one[0] in rules}
        return with_it != bare

    return first(
        rows_of(trial, sentence.finding), wrong_alone, "those named do not cover this case"
    )


@claim(
    "would change no outcome",
    "headline",
    "Removing {norm} would change no outcome, because {why}.",
    "Removing {norm} would change no outcome, under the plain readings, because {why}.",
)
def no_outcome(trial: Trial, sentence: Sentence) -> str | None:
    return same_outcomes(trial, sentence.finding, ids(trial, sentence["norm"]))


@claim(
    "every outcome would be the same",
    "headline",
    "Without {clause} every outcome would be the same, because {why}.",
)
def clause_idle(trial: Trial, sentence: Sentence) -> str | None:
    clause = norms_named(trial.policy, sentence["clause"])[0].clause
    return same_outcomes(trial, sentence.finding, frozenset(trial.policy.clauses[clause].norms))


def same_outcomes(trial: Trial, finding: Finding, gone: frozenset[str]) -> str | None:
    """Without some norms every position of every act is the same, in the policy alone."""
    return first(
        rows_of(trial, finding),
        lambda row: row.said().positions != row.said(ALONE, gone).positions,
        "the outcome differs here",
    )


@claim(
    "takes something out of some only",
    "headline",
    "{clause} takes something out of {touched} only; out of {idle}, which it names as well, it "
    "takes nothing.",
)
def in_part(trial: Trial, sentence: Sentence) -> str | None:
    """Of the clauses named last nothing is taken out in any case, all else left out."""
    policy = trial.policy
    clause = norms_named(policy, sentence["clause"])[0].clause
    gone = frozenset(policy.clauses[clause].norms)
    idle = frozenset(norm.clause for norm in norms_named(policy, sentence["idle"]))

    def wrong(row: Row) -> bool:
        lost = set(row.said(ALONE, gone).live) - set(row.said().live)
        return any(policy.norms[name].clause in idle for name, _ in lost)

    return first(trial.rows, wrong, "it takes something out of them here")


@claim(
    "takes something out plainly",
    "detail",
    "Under the plain readings it takes something out of {touched} only.",
    "Under the plain readings it takes nothing out of any of them.",
    checks="ineffective-clause",
)
def in_part_plainly(trial: Trial, sentence: Sentence) -> str | None:
    """Read plainly, nothing is taken out of any other clause."""
    policy = trial.policy
    found = re.match(r"(.+?) takes something out of", sentence.finding.headline)
    assert found is not None
    clause = norms_named(policy, found[1])[0].clause
    gone = frozenset(policy.clauses[clause].norms)
    touched = set[str]()
    if sentence.said.get("touched") not in (None, "nothing"):
        touched = {norm.clause for norm in norms_named(policy, sentence["touched"])}

    def wrong(row: Row) -> bool:
        lost = set(row.said(ALONE, gone).live) - set(row.said().live)
        return any(policy.norms[name].clause not in touched | {clause} for name, _ in lost)

    return first((row for row in trial.rows if row.plain), wrong, "it takes more out here")


# --------------------------------------------------------------------------- permissions


@claim(
    "permits what nothing forbids",
    "headline",
    "{clause} permits what nothing forbids.",
    "{clause} permits what nothing forbids under the plain readings.",
    "{clause} exempts from what nothing requires.",
    "{clause} exempts from what nothing requires under the plain readings.",
)
def declaratory(trial: Trial, sentence: Sentence) -> str | None:
    """Wherever the clause speaks, without it nothing forbids (or requires) the act."""
    policy = trial.policy
    clause = norms_named(policy, sentence["clause"])[0].clause
    gone = frozenset(policy.clauses[clause].norms)
    own = frozenset(name for name in gone if policy.norms[name].modality is not None)
    against = Modality.FORBIDDEN if "permits" in sentence.words else Modality.OBLIGED

    def wrong(row: Row) -> bool:
        if not own & row.live(BESIDE):
            return False
        bare = row.said(BESIDE, gone).live
        return any(policy.norms[name].modality is against for name, _ in bare)

    return first(rows_of(trial, sentence.finding), wrong, "without it something does")


@claim(
    "the policy would say nothing",
    "detail",
    "Without it the policy would say nothing of these acts, and nothing would stand in their way.",
    "Without it the policy would say nothing of these acts, and nothing would require them.",
    "Without it nothing would stand in their way.",
    "Without it nothing would require them.",
)
def would_say_nothing(trial: Trial, sentence: Sentence) -> str | None:
    """Wherever the clause speaks, without it the policy is silent, where that is said."""
    if "say nothing" not in sentence.words:
        raise NotCompared("with the headline")
    policy = trial.policy
    found = re.match(r"(.+?) (permits|exempts)", sentence.finding.headline)
    assert found is not None
    clause = norms_named(policy, found[1])[0].clause
    gone = frozenset(policy.clauses[clause].norms)
    own = frozenset(name for name in gone if policy.norms[name].modality is not None)
    return first(
        rows_of(trial, sentence.finding),
        lambda row: (
            bool(own & row.live())
            and any(policy.norms[name].modality for name, _ in row.said(ALONE, gone).live)
        ),
        "without it the policy says something here",
    )


# --------------------------------------------------------------------------- the same effect


def _speaking(found: Evaluation, norms: frozenset[str]) -> bool:
    return any(name in norms for name, _ in found.live)


VERB = r"(requires|require|forbids|forbid|permits|permit|exempts from|exempt from)"


@claim(
    "a clause adds nothing",
    "headline",
    "{norm} adds nothing: {covering} every case of it.",
    "{norm} adds nothing under the plain readings: {covering} every case of it.",
    checks="redundant-clause",
)
def redundant(trial: Trial, sentence: Sentence) -> str | None:
    """Wherever the norm speaks, one of those named speaks as well, were it not there; and without
    it every outcome is the same."""
    norm = one_norm(trial, sentence["norm"])
    by = ids(trial, re.sub(rf"( together)? {VERB} the same act in$", "", sentence["covering"]))
    gone = frozenset({norm.id})

    def wrong(row: Row) -> bool:
        return norm.id in row.live() and not _speaking(row.said(ALONE, gone), by)

    return first(rows_of(trial, sentence.finding), wrong, "no other says it here") or same_outcomes(
        trial, sentence.finding, gone
    )


@claim(
    "says just what another says",
    "headline",
    "{norm} says just what {other} says.",
    "{norm} says under the plain readings just what {other} says.",
)
def duplicate(trial: Trial, sentence: Sentence) -> str | None:
    one, other = one_norm(trial, sentence["norm"]).id, one_norm(trial, sentence["other"]).id

    def wrong(row: Row) -> bool:
        alone = _speaking(row.said(ALONE, frozenset({one})), frozenset({other}))
        back = _speaking(row.said(ALONE, frozenset({other})), frozenset({one}))
        return (one in row.live() and not alone) or (other in row.live() and not back)

    return first(rows_of(trial, sentence.finding), wrong, "only one of them says it here")


@claim("so does another", "detail", "So does {norms}.", "So do, together, {norms}.")
def so_does(trial: Trial, sentence: Sentence) -> str | None:
    found = re.match(r"(?:For .+?, )?(.+?) (?:adds nothing|says)", sentence.finding.headline)
    if found is None or sentence.finding.headline.startswith("For "):
        raise NotCompared("of a class")
    norm = one_norm(trial, found[1])
    by = ids(trial, sentence["norms"])
    return first(
        rows_of(trial, sentence.finding),
        lambda row: (
            norm.id in row.live() and not _speaking(row.said(ALONE, frozenset({norm.id})), by)
        ),
        "it does not say it here",
    )


# --------------------------------------------------------------------------- lines


@claim("a line adds nothing", "headline", "“{line}” adds nothing to {norm}: {because}.")
def surplus(trial: Trial, sentence: Sentence) -> str | None:
    """The policy without the line is still a policy, and says the same in every case."""
    norm = one_norm(trial, sentence["norm"])
    lines = [c for c in norm.conditions if c.words == sentence["line"]]
    line = next((c for c in reversed(lines) if c.span is not None), None)
    if line is None or line.span is None:
        raise NotCompared("no such line")
    text = trial.without_block(line.span.from_.line)
    policy, problems = trial.with_text(text)
    if policy is None:
        left = [one for one in errors(problems) if not one.startswith("no condition mentions")]
        if left:
            return f"without it: {left[0]}"
        kept = tuple(c for c in norm.conditions if c is not line)
        norms = {**trial.policy.norms, norm.id: replace(norm, conditions=kept)}
        policy = replace(trial.policy, norms=norms)
    return same_as(trial, policy, trial.rows)


def same_as(trial: Trial, policy: Policy, rows: Iterable[Row]) -> str | None:
    """Whether another policy says the same in all cases: the positions in each column."""

    def wrong(row: Row) -> bool:
        known = {q: r for q, r in row.readings.items() if q in policy.questions}
        world = World(policy, row.case, known)
        return any(
            evaluated(world, column).positions != row.said(column).positions for column in LawRegime
        )

    return first(rows, wrong, "the outcome differs here")


# --------------------------------------------------------------------------- nearly swallowed


@claim(
    "survives only where",
    "headline",
    "{norm} survives its exceptions only where {kinds}.",
    "Read plainly, {norm} survives its exceptions only where {kinds}.",
)
def survives(trial: Trial, sentence: Sentence) -> str | None:
    """Wherever the norm is live, some fact (or value) that is named is so of something."""
    policy, norm = trial.policy, one_norm(trial, sentence["norm"])
    kinds = sentence["kinds"]
    value = re.fullmatch(r"the (.+) of an? (.+) is (.+)", kinds)
    if value and f"{value[1]} of {value[2]}" in policy.attributes:
        members = set(re.split(r",? or |, ", value[3]))
        name = f"{value[1]} of {value[2]}"

        def so(row: Row) -> bool:
            return any(v in members for (a, _), v in row.case.values.items() if a == name)

    else:
        choices = [
            [fact for fact in policy.facts if fact in choice]
            for choice in re.split(r",? or |, ", kinds)
        ]

        def so(row: Row) -> bool:
            happened = {fact for fact, _ in row.case.facts}
            return any(happened.issuperset(choice) for choice in choices)

    return first(
        rows_of(trial, sentence.finding),
        lambda row: norm.id in row.live() and not so(row),
        "it survives here",
    )


@claim("everything else is taken out", "detail", "Everything else is taken out by {norms}.")
def taken_out(trial: Trial, sentence: Sentence) -> str | None:
    """Wherever the norm applies and is not live, one of those named is."""
    found = re.match(r"(?:Read plainly, )?(.+?) survives", sentence.finding.headline)
    assert found is not None
    norm = one_norm(trial, found[1][:1].upper() + found[1][1:])
    by = ids(trial, sentence["norms"])
    return first(
        rows_of(trial, sentence.finding),
        lambda row: norm.id in row.applicable and norm.id not in row.live() and not by & row.live(),
        "something else takes it out here",
    )


# --------------------------------------------------------------------------- how clauses lie


@claim("how clauses lie", "detail", "{said}, with {effect}.", checks="interaction")
def relation(trial: Trial, sentence: Sentence) -> str | None:
    """“Only where”, “exactly the same cases”, “overlap”, “overrides”."""
    said, effect = sentence["said"], sentence["effect"]
    policy = trial.policy
    within = re.fullmatch(r"(.+) applies only where (.+) does too", said)
    equal = re.fullmatch(r"(.+) and (.+) apply in exactly the same cases", said)
    overlap = re.fullmatch(r"(.+) and (.+) overlap", said)
    match = within or equal or overlap
    if match is None:
        raise NotCompared(said)
    one, other = one_norm(trial, match[1]), one_norm(trial, match[2])
    override = effect.partition("; ")[2]
    effect = effect.partition("; ")[0]
    truly = (
        "opposed effect"
        if opposed(one.modality, other.modality)
        else "the same effect"
        if one.modality is other.modality
        else "compatible effects"
    )
    if truly != effect:
        return f"with {truly}"
    if override:
        names = re.fullmatch(r"(.+) overrides (.+)", override)
        assert names is not None
        winner, loser = one_norm(trial, names[1]).id, one_norm(trial, names[2]).id
        attacks = attacks_on(policy, loser, ALONE)
        if not any(a.attacker == winner for a in attacks):
            return "it does not override it"
    if overlap:
        return None

    def wrong(row: Row) -> bool:
        first_, second = one.id in row.applicable, other.id in row.applicable
        return (first_ and not second) or (equal is not None and second and not first_)

    return first(trial.rows, wrong, "one applies here without the other")


@claim(
    "any other two never apply together",
    "detail",
    "Any other two norms that can be about one act never apply to it together.",
    "Any other two norms, these aside, that can be about one act never apply to it together.",
)
def never_together(trial: Trial, sentence: Sentence) -> str | None:
    """But for the pairs that are listed and the clauses that are left out."""
    policy = trial.policy
    listed: set[frozenset[str]] = set()
    aside: set[str] = set()
    for line in sentence.finding.detail:
        match = re.match(
            r"(.+?) (?:and (.+?) (?:overlap|apply in exactly)|applies only where (.+?) does too)",
            line,
        )
        left = re.match(r"(.+?) decides? nothing and (?:is|are) left out here\.", line)
        if left:
            aside |= ids(trial, left[1])
        elif match:
            pair = (match[1], match[2] or match[3])
            listed.add(frozenset(one_norm(trial, name).id for name in pair))

    def wrong(row: Row) -> bool:
        own = [
            name
            for name in sorted(row.applicable - aside)
            if policy.norms[name].layer == 0 and policy.norms[name].role == "norm"
        ]
        return any(frozenset((a, b)) not in listed for i, a in enumerate(own) for b in own[i + 1 :])

    return first(trial.rows, wrong, "two others apply here")


@claim(
    "it decides nothing",
    "detail",
    "{norms} decides nothing and is left out here.",
    "{norms} decide nothing and are left out here.",
    checks="interaction",
)
def decides_nothing(trial: Trial, sentence: Sentence) -> str | None:
    """It is live in no case, with nothing to say."""
    left = ids(trial, sentence["norms"])
    return first(trial.rows, lambda row: bool(left & row.live()), "it is live here")


@claim(
    "prevails because of",
    "headline",
    "{one} and {other} overlap with opposed effect; {winner} prevails because of {reasons}.",
)
def prevails(trial: Trial, sentence: Sentence) -> str | None:
    """Wherever both apply, the first is live and the second is not, and one of the reasons that are
    named defeats it there: a clause or exception that is live, or a priority. Where it says “in
    some cases”, in the case shown."""
    one, other = one_norm(trial, sentence["one"]), one_norm(trial, sentence["other"])
    winner, sometimes = re.subn(r"^in some cases ", "", sentence["winner"])
    if one_norm(trial, winner) != one:
        return "not the same clause"
    defeating = grounds_named(trial, sentence["reasons"], other.id)

    def wrong(row: Row) -> bool:
        if not {one.id, other.id} <= row.applicable:
            return False
        if one.id not in row.live() or other.id in row.live():
            return True
        by = {name for n, _, found in row.said().defeated if n == other.id for name, _ in found}
        return not by & defeating

    details = sentence.finding.detail
    plainly = not any(line.startswith("Not under the plain readings") for line in details)
    rows: Iterable[Row] = (row for row in trial.rows if row.plain or not plainly)
    witness = sentence.finding.witness
    if sometimes:
        if witness is None:
            raise NotCompared("no case is shown")
        rows = [trial.row(witness.case, witness.readings)]
    return first(rows, wrong, "it does not prevail on these grounds here")


def grounds_named(trial: Trial, words: str, loser: str) -> frozenset[str]:
    """The norms that defeat one, as the reasons name them."""
    policy = trial.policy
    found: set[str] = set()
    for reason in re.split(r",? or |, (?=“|clause|the )", words):
        written = re.match(r"“(.+?)”", reason)
        if written:
            found |= {
                a.attacker
                for a in policy.attacks
                if a.target == loser
                and a.ground == "priority"
                and a.span is not None
                and " ".join(a.span.text.split()) == written[1]
            }
        else:
            found |= ids(trial, reason)
    return frozenset(found)


# --------------------------------------------------------------------------- for a class


FOR = r"For (?P<whom>.+?),(?: and where (?P<where>.+?),)? (?P<norm>[^,]+?) adds nothing"


@claim(
    "a clause adds nothing for a class",
    "headline",
    "For {whom}, {norm} adds nothing: {covering} every such case.",
    "For {whom}, {norm} adds nothing under the plain readings: {covering} every such case.",
)
def for_class(trial: Trial, sentence: Sentence) -> str | None:
    """Where another clause names a class by conditions on the thing in one role of the same act,
    and that thing is of the class, one of those named says the same. Held where all conditions of
    the clause that names it are met: the class is at least as wide as that."""
    found = re.match(FOR, sentence.words)
    assert found is not None
    norm = one_norm(trial, found["norm"])
    by = ids(trial, re.sub(rf"( together)? {VERB} the same act in$", "", sentence["covering"]))
    named = re.search(
        r"((?:the |item |clause ).*?clause \S+|clause \S+) (?:protects|is about)", found["whom"]
    )
    if named is None or found["where"]:
        raise NotCompared("the class is not named by a clause alone")
    other = one_norm(trial, re.sub(r"^the (?:people whom|\S+ that) ", "", named[1]))

    def wrong(row: Row) -> bool:
        return (
            norm.id in row.live()
            and other.id in row.applicable
            and not _speaking(row.said(ALONE, frozenset({norm.id})), by)
        )

    return first(rows_of(trial, sentence.finding), wrong, "no other says it here")


@claim(
    "the class in words",
    "detail",
    "That is: {words}.",
    "For others, {norm} does add something.",
    "Even this condition of {norm} could be dropped, and nothing would change for them: “{line}”.",
    "Each of these conditions of {norm} could be dropped, and nothing would change for them:",
    "“{line}”",
    checks="redundant-clause",
    part=True,
)
def class_words(trial: Trial, sentence: Sentence) -> str | None:
    """The lines that are named stand in the clause; the rest is held with the headline."""
    lines = {c.words for norm in trial.policy.norms.values() for c in norm.conditions}
    if "line" in sentence.said and sentence["line"] not in lines:
        return "there is no such line"
    if "line" not in sentence.said:
        raise NotCompared("with the headline")
    return None
