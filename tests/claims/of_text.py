"""What is printed of the words of the policy: what no clause uses or mentions, what its text says;
and of what stands behind a finding."""

from __future__ import annotations

import re

from tests.claims.drafting import items_of, joined
from tests.claims.reading_back import printed
from tests.claims.registry import NotCompared, Sentence, claim, claims_on
from tests.claims.situations import Row
from tests.claims.trial import NoSuchEdit, Trial, Unknown, indentation, norms_named
from verifier.findings import AssuranceKind
from verifier.model import ListType, Modality

# --------------------------------------------------------------------------- what no clause uses


def clauses_of(trial: Trial) -> str:
    """The clauses as written, those of laws included."""
    return "\n".join(i for i in items_of(trial.draft.text) if i.startswith(("clause", "law")))


@claim(
    "no clause uses it",
    "headline",
    "The policy declares the {what} “{name}”, but no clause uses it.",
)
def unused(trial: Trial, sentence: Sentence) -> str | None:
    """Without the declaration, nothing that stands in a clause is complained of; nor in what a
    clause relies on, unless that is unused as well."""
    if trial.with_text(without_all_unused(trial))[0] is not None:
        return None
    what, name = sentence["what"], sentence["name"]
    text = without_declaration(trial, what, name)
    policy, problems = trial.with_text(text)
    if policy is not None:
        return None
    lines = text.splitlines()
    for problem in problems:
        if problem.span is not None and problem.level.value == "error":
            place = problem.span.from_.line
            item = next(
                lines[n] for n in range(place - 1, -1, -1) if lines[n] and not lines[n][0].isspace()
            )
            if item.startswith(("clause", "law")):
                return f"a clause uses it: {problem.message}"
    return None


UNUSED = re.compile(r"The policy declares the (.+) “(.+)”, but no clause uses it\.")


def without_all_unused(trial: Trial) -> str:
    """The text without anything that it is said to declare for nothing, and without what is no
    clause: where that is read, no clause uses any of it."""
    lines, gone = trial.lines, set[int]()
    found = (UNUSED.fullmatch(one.headline) for one in trial.findings)
    for what, name in (match.groups() for match in found if match is not None):
        first = end = line_declaring(trial, what, name)
        while end < len(lines) and indentation(lines[end]) > indentation(lines[first - 1]):
            end += 1
        gone |= set(range(first, end + 1))
    left = "\n".join(line for n, line in enumerate(lines, 1) if n not in gone)
    beside = ("case ", "promise ", "possible ", "covers ", "assume ")
    return joined([item for item in items_of(left) if not item.startswith(beside)])


def without_declaration(trial: Trial, what: str, name: str) -> str:
    return trial.without_block(line_declaring(trial, what, name))


def line_declaring(trial: Trial, what: str, name: str) -> int:
    """The line, counted from 1, at which the declaration begins."""
    lines = trial.lines
    heads = {
        "kind": f"kind {name}",
        "fact": f"fact {name}",
        "definition": f"define {name}",
        "act": f"act {name}",
        "party": f"party {name}",
    }
    if what == "attribute":
        attribute = trial.policy.attributes[name]
        owner = next(n for n, line in enumerate(lines) if _declares(line, f"kind {attribute.kind}"))
        place = next(
            n
            for n in range(owner + 1, len(lines))
            if lines[n].startswith(f"  {attribute.name} ") and indentation(lines[n]) == 2
        )
        return place + 1
    head = heads[what]
    if what == "fact" and trial.policy.facts[name].event:
        head = f"event {name}"
    found = next((n for n, line in enumerate(lines) if _declares(line, head)), None)
    if found is None:
        raise NotCompared(head)
    return found + 1


def _declares(line: str, head: str) -> bool:
    return line == head or line.startswith((f"{head} is ", f'{head} "', f"{head} plural"))


@claim(
    "no clause mentions",
    "headline",
    "No clause mentions that the {attribute} of {thing} is {values}.",
)
def unmentioned(trial: Trial, sentence: Sentence) -> str | None:
    """No clause, and nothing that a clause relies on, names the member; no line that denies another
    member, or bounds a number on one side, is about it either."""
    attribute = next(
        one
        for one in trial.policy.attributes.values()
        if re.match(
            rf"No clause mentions that the {one.name} of an? {one.kind} is ", sentence.words
        )
    )
    values = re.split(r",? or |, ", sentence["values"])
    said = clauses_of(trial) + "\n".join(
        item for item in items_of(trial.draft.text) if item.startswith(("define", "to "))
    )
    lines = [line for line in said.splitlines() if f"the {attribute.name} of " in line]
    if isinstance(attribute.type, ListType):
        for value in values:
            written = "something else" if value.startswith("something") else value
            for line in lines:
                tail = line.split(f"the {attribute.name} of ", 1)[1]
                if (
                    re.search(rf"(is|one of|,) {re.escape(written)}($|,)", tail)
                    and " not " not in tail
                    and name_used(trial, line)
                ):
                    return f"this line does: {line.strip()}"
        return None
    raise NotCompared("a stretch of numbers")


def name_used(trial: Trial, line: str) -> bool:
    """Whether the line stands in a clause, not in a definition that none uses."""
    return line in clauses_of(trial)


@claim(
    "nothing could show the breach",
    "headline",
    "Nothing could ever show that {duty} of {norms} was breached: there is no day by which it must "
    "be done.",
)
def unviolable(trial: Trial, sentence: Sentence) -> str | None:
    for norm in norms_named(trial.policy, sentence["norms"]):
        window = norm.window if norm.modality is Modality.OBLIGED else None
        if window is not None and window.latest and sentence["duty"] == "the duty":
            return "there is a last day"
    return None


@claim(
    "it may still be done later",
    "detail",
    "However long it has not been done, it may still be done later: {acts}.",
    "However long nothing has been done, there may still be time {acts}.",
    "The clause says when it may be done at the earliest, and not when at the latest.",
)
def later(trial: Trial, sentence: Sentence) -> str | None:
    words = sentence.finding.headline
    found = re.match(r"Nothing could ever show that (?:the|a) duty of (.+) was breached", words)
    assert found is not None
    norms = [n for n in norms_named(trial.policy, found[1]) if n.modality is Modality.OBLIGED]
    if "at the earliest" in sentence.words:
        return None if any(n.window is not None for n in norms) else "it says nothing of days"
    choice = any(n.is_choice for n in norms)
    return None if choice == ("nothing has" in sentence.words) or len(norms) > 1 else "not so"


@claim(
    "only a hint", "detail", "It is only a hint: what nobody mentioned, nobody may have thought of."
)
def hint(trial: Trial, sentence: Sentence) -> str | None:
    return None if sentence.finding.severity.value == "note" else "it is no hint"


# --------------------------------------------------------------------------- what stands behind it


@claim(
    "certain: no case of any number",
    "assurance",
    "Certain: holds for any number of things of each kind",
)
def for_any_number(trial: Trial, sentence: Sentence) -> str | None:
    """The finding says that there is no case of something: its headline is held against cases with
    several things of each kind; here, that a witness is not all that stands behind it."""
    return headline_again(trial, sentence)


def headline_again(trial: Trial, sentence: Sentence) -> str | None:
    """What the headline means, held once more on other cases with more things; what is found is
    kept for all that is said of the finding as a whole."""
    key = id(sentence.finding)
    if key not in trial.held_again:
        with trial.on(trial.larger_rows):
            trial.held_again[key] = headline_here(trial, sentence)
    held, why = trial.held_again[key]
    if not held:
        raise NotCompared("the headline is not held")
    return why


def headline_here(trial: Trial, sentence: Sentence) -> tuple[bool, str | None]:
    """Whether the headline could be held, and why it is false."""
    headline = sentence.finding.headline
    headline = headline[:1].upper() + headline[1:]
    held = False
    for one, matched in claims_on(Sentence(headline, "headline", sentence.finding)):
        try:
            why = one.meaning(trial, matched)
        except (NotCompared, NoSuchEdit, Unknown):
            continue
        held = True
        if why is not None:
            return True, why
    return held, None


@claim(
    "certain: the case was recomputed",
    "assurance",
    "Certain: the case shown was recomputed by the interpreter",
)
def recomputed(trial: Trial, sentence: Sentence) -> str | None:
    witness = sentence.finding.witness
    if witness is None:
        return "no case is shown"
    row = trial.row(witness.case, witness.readings)
    return None if trial.can_be(row) else "the case cannot be"


@claim(
    "certain: computed over all completions",
    "assurance",
    "Certain: computed over all completions of the case",
    "Certain: no completion of the case exists",
)
def over_completions(trial: Trial, sentence: Sentence) -> str | None:
    return headline_again(trial, sentence)


@claim(
    "certain: read off",
    "assurance",
    "Certain: every clause was read",
    "Certain: every case was evaluated",
    "Certain: every duty was looked up for its last day",
    "Certain: read off the questions",
    "Certain: each promise was tried under other answers",
    "Certain: every smaller set of readings was tried",
    "Certain: with it the promise was found to hold, and not for want of cases",
    "Certain: {words}",
)
def read_off(trial: Trial, sentence: Sentence) -> str | None:
    """Nothing was searched, or nothing but a few readings: the kind of assurance says so."""
    assurance = sentence.finding.assurance
    assert assurance is not None
    if "words" in sentence.said:
        if assurance.kind not in (
            AssuranceKind.COMPUTED,
            AssuranceKind.PROVED,
            AssuranceKind.REPLAYED,
        ):
            return "it is not certain"
        raise NotCompared("held elsewhere")
    return None if assurance.kind is AssuranceKind.COMPUTED else "it was not only read"


@claim("as far as searched", "assurance", "As far as searched: searched up to {sizes}")
def searched(trial: Trial, sentence: Sentence) -> str | None:
    return headline_again(trial, sentence)


# --------------------------------------------------------------------------- under which readings


@claim("this holds under every reading", "detail", "This holds under every reading.")
def every_reading(trial: Trial, sentence: Sentence) -> str | None:
    return headline_again(trial, sentence)


@claim(
    "this holds under the plain readings",
    "detail",
    "This holds under the plain readings.",
    "This holds under the plain readings. It no longer does where {end}.",
    "This holds under the plain readings. It no longer does where any of these is so:",
)
def plain_readings(trial: Trial, sentence: Sentence) -> str | None:
    """It holds under every reading that has none of the answers under which it is said to end."""
    finding = sentence.finding
    ends = [sentence.said["end"]] if "end" in sentence.said else []
    if sentence.words.endswith("so:"):
        lines = list(finding.detail)
        ends = lines[lines.index(sentence.words) + 1 :]
    sets = [answers_in(trial, end) for end in ends]
    if not all(sets):
        raise NotCompared("no answers")

    def spared(row: Row) -> bool:
        readings = set(row.readings.items())
        return not any(one <= readings for one in sets)

    with trial.on([row for row in trial.rows if spared(row)], everywhere=bool(sets)):
        return headline_here(trial, sentence)[1]


def answers_in(trial: Trial, words: str) -> set[tuple[str, str]]:
    found = set()
    for title, reading in re.findall(r"the answer to “(.+?)” is “(.+?)”", words):
        for question in trial.policy.questions.values():
            if printed(question.title) == title:
                found |= {
                    (question.name, r.name)
                    for r in question.readings
                    if printed(r.title).rstrip(".") == reading.rstrip(".")
                }
    return found


@claim("one of several answers", "detail", "the answer to “{title}” is “{reading}”")
@claim("one of several answers", "detail", "{first} and the answer to “{title}” is “{reading}”")
def answer(trial: Trial, sentence: Sentence) -> str | None:
    return None if answers_in(trial, sentence.words) else "no question is so answered"


@claim(
    "not under the plain readings",
    "detail",
    "Not under the plain readings; in the case shown, {answers}.",
)
def not_plainly(trial: Trial, sentence: Sentence) -> str | None:
    witness = sentence.finding.witness
    assert witness is not None
    plain = trial.policy.plain_readings
    truly = {(q, r) for q, r in witness.readings.items() if plain[q] != r}
    return None if answers_in(trial, sentence["answers"]) == truly else f"they are {truly}"


@claim(
    "were these readings adopted",
    "detail",
    "Were these readings adopted, this would be {severity}.",
)
def adopted(trial: Trial, sentence: Sentence) -> str | None:
    """Adopted in the file, the finding is of that severity."""
    finding = sentence.finding
    text = trial.draft.text
    for choice in finding.readings[0]:
        question = trial.policy.questions[choice.question]
        lines = text.splitlines()
        begins = f"question {question.name} "
        head = next(n for n, line in enumerate(lines) if line.startswith(begins))
        end = head + 1
        while end < len(lines) and lines[end].startswith(" "):
            if lines[end].strip().startswith("adopted"):
                lines.pop(end)
            else:
                end += 1
        lines.insert(end, f'  adopted {choice.reading} by "the Head" on 2026-02-01 because "so"')
        text = "\n".join(lines) + "\n"
    again = trial.found_with(text, finding.check)
    alike = [f for f in again if f.fingerprint == finding.fingerprint]
    wanted = re.sub(r"^an? ", "", sentence["severity"])
    if not alike:
        return "then it is not found"
    return None if str(alike[0].severity) == wanted else f"it is then {alike[0].severity}"


# --------------------------------------------------------------------------- persons protected


@claim(
    "whom it protects",
    "detail",
    "{norms} protects {whom} where {said}.",
    "{norms} protect {whom} where {said}.",
    checks="beneficiaries",
)
def protects(trial: Trial, sentence: Sentence) -> str | None:
    """A duty or a prohibition that touches somebody: never one that only reports them; where the
    act is done to nobody it protects, nothing can be said (left to the checks of the law)."""
    for norm in norms_named(trial.policy, sentence["norms"]):
        if norm.modality not in (Modality.OBLIGED, Modality.FORBIDDEN):
            return "it is neither a duty nor a prohibition"
        if norm.modality is Modality.OBLIGED and norm.owed_to is None:
            return "a duty protects whom it is owed to, and else claims nobody"
    return None
