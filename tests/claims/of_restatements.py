"""What is printed of the policy itself in other words: what a promise promises, a claim claims, an
assumption assumes. The words are read back as an item of the language, and compared on every case
with the item that stands in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from tests.claims.drafting import items_of, read
from tests.claims.of_clauses import described, first, ids
from tests.claims.of_guarantees import as_assumption
from tests.claims.reading_back import Unread, printed
from tests.claims.registry import NotCompared, Sentence, claim
from tests.claims.situations import Row
from tests.claims.trial import Trial, errors
from verifier.model import (
    CaseClass,
    Coverage,
    LawRegime,
    Modality,
    Norm,
    Policy,
    Possibility,
    Thing,
)
from verifier.semantics import admissible, holds, in_scope

COLUMNS = {
    "by the policy alone": "alone",
    "with policy and law side by side": "beside the law",
    "in the end (where the law prevails)": "in the end",
}
HEAD = "(?:Under every reading|Under the plain readings|Under some reading)"
START = r"(?=the |a |an |some |every |no |another |it is |[A-Z])"


def with_item(trial: Trial, heads: list[str], conditions: str) -> Policy:
    """The vocabulary of the policy with an item of these first lines, under these conditions: the
    first way to divide the words into lines that the language reads. Raises NotCompared."""
    kept = [
        item
        for item in items_of(trial.draft.text)
        if not item.startswith(("promise", "possible", "covers", "case", "assume"))
    ]
    base = "\n\n".join(kept)
    for lines in divided(conditions):
        said = [f"  {'and' if n else 'when'} {in_the_language(one)}" for n, one in enumerate(lines)]
        policy, _ = read("\n".join([base, "", *heads, *said, ""]), trial.draft.source)
        if policy is not None:
            return policy
    raise NotCompared("words that the language does not read")


def divided(conditions: str) -> Iterator[list[str]]:
    """The conditions as one line, as several, at each place where a new one could begin."""
    if not conditions:
        yield []
        return
    whole = re.split(rf",? and {START}", conditions)
    yield whole
    if len(whole) > 1:
        yield [conditions]


def in_the_language(line: str) -> str:
    """What a sentence says otherwise than a line of the language."""
    line = re.sub(r"^both ", "", line)
    line = re.sub(r" is either (.+?) or ([^,]+)$", r" is one of \1, \2", line)
    line = re.sub(r" is neither (.+?) nor ([^,]+)$", r" is not one of \1, \2", line)
    line = line.replace("something that is not on the list", "something else")
    denied = re.search(r"\b(do|does) not ([a-z]+)", line)
    if denied:
        verb = denied[2] + ("es" if denied[2].endswith(("s", "h")) else "s")
        return f"it is not the case that {line[: denied.start()]}{verb}{line[denied.end() :]}"
    return line


def same_scope(trial: Trial, one: CaseClass, other_policy: Policy, other: CaseClass) -> str | None:
    """Whether two scopes, of two policies with one vocabulary, have the same cases."""
    for row in trial.rows:
        there = type(row.world)(other_policy, row.case, row.readings)
        if in_scope(row.world, one) is not in_scope(there, other):
            return f"they part in this case: {described(row)}"
    return None


@claim("what is promised", "detail", "Promised: {words}", checks="broken-promise")
def promised(trial: Trial, sentence: Sentence) -> str | None:
    promise = trial.policy.promises.get(sentence.finding.about)
    found = re.fullmatch(
        rf"Promised: ({HEAD})(?:, (by the policy alone|with policy and law side by side|in the end "
        r"\(where the law prevails\)))?, (.+? (?:must not|must|may|need not) .+?)(?: when (.+))?\.",
        sentence.words,
    )
    if promise is None or found is None:
        raise NotCompared("not a norm")
    if (found[1] == "Under the plain readings") is not (promise.under == "plain"):
        return "under which readings is not as promised"
    column = COLUMNS.get(found[2] or "", "")
    if trial.policy.laws and column != str(promise.column):
        return f"the column is {promise.column}"
    norm = found[3].replace(" any ", " a ")
    heads = ['promise read-back "Read back"', f"  {norm}"]
    policy = with_item(trial, heads, found[4] or "")
    again = policy.promises["read-back"]
    if again.verdicts != promise.verdicts and promise.column is LawRegime.ALONE:
        return "another verdict is promised"
    return same_scope(trial, promise.scope, policy, again.scope)


@claim("what is claimed", "detail", "Claimed: {words}", checks="gap impossible-case")
def claimed(trial: Trial, sentence: Sentence) -> str | None:
    name = sentence.finding.about
    items: Mapping[str, Coverage | Possibility] = {
        **trial.policy.coverages,
        **trial.policy.possibilities,
    }
    found = re.fullmatch(
        rf"Claimed: (?:The policy says something in every case in which|{HEAD}.*?, there is a case "
        r"in which) (.+?)(?:, where (.+?))?(?:,? and the verdict is [a-z ,]+)?\.",
        sentence.words,
    )
    if found is None:
        raise NotCompared("another form")
    act = as_question(trial, found[1])
    heads = ['covers read-back "Read back"', f"  whether {act}"]
    policy = with_item(trial, heads, (found[2] or "").rstrip(","))
    return same_scope(trial, items[name].scope, policy, policy.coverages["read-back"].scope)


def as_question(trial: Trial, said: str) -> str:
    """`the Library lends a book to a member` as `the Library may lend a book to a member`."""
    for act in trial.policy.acts:
        verb = act.split(" ", 1)[0]
        third = (
            verb[:-1] + "ies"
            if verb.endswith("y") and verb[-2] not in "aeou"
            else verb + ("es" if verb.endswith(("s", "h", "x")) else "s")
        )
        match = re.match(rf"(.+?) {third} (.+)", said)
        if match:
            return f"{match[1]} may {verb} {match[2]}"
    raise NotCompared(said)


@claim(
    "what is assumed",
    "detail",
    "{name}: {words}",
    checks="background-overreach redundant-assumption impossible-background",
)
def assumption(trial: Trial, sentence: Sentence) -> str | None:
    """“It never happens that A and B” is read as `never` lines, “In every case A” as `always`."""
    if sentence["name"] not in trial.policy.assumptions:
        raise NotCompared("no assumption")
    words = sentence["words"].rstrip(".")
    never = re.fullmatch(r"It never happens that (.+)", words)
    heads = ['assume read-back "Read back"']
    if never is None:
        raise NotCompared("always so")
    policy = read_never(trial, heads, never[1])
    mine = trial.policy.assumptions[sentence["name"]].formula
    theirs = policy.assumptions["read-back"].formula
    for row in trial.loose:
        there = type(row.world)(policy, row.case, row.readings)
        if holds(row.world, mine, {}) is not holds(there, theirs, {}):
            return f"they part in this case: {described(row)}"
    return None


def read_never(trial: Trial, heads: list[str], said: str) -> Policy:
    kept = [i for i in items_of(trial.draft.text) if not i.startswith(("case", "assume"))]
    for lines in divided(said):
        body = ["  never", *(f"    {in_the_language(one)}" for one in lines)]
        policy, _ = read("\n".join([*"\n\n".join(kept).splitlines(), "", *heads, *body, ""]))
        if policy is not None:
            return policy
    raise NotCompared("words that the language does not read")


# --------------------------------------------------------------------------- lines that only count


@claim(
    "so many questions decide",
    "held",
    "One question decides some outcome.",
    "{count} questions decide some outcome.",
    "{titles} is marked as affecting no verdict.",
    "{titles} are marked as affecting no verdict.",
)
def questions_decide(trial: Trial, sentence: Sentence) -> str | None:
    """As many as are said to matter elsewhere."""
    if "marked" in sentence.words:
        return None
    count = int(sentence.said.get("count") or 1)
    told = {f.about for f in trial.findings if f.check == "consequential-question"}
    return None if len(told) == count else f"{len(told)} are said to matter"


@claim(
    "nobody has decided",
    "headline",
    "Nobody has decided “{title}”.",
    "Nobody has decided “{title}”. A promise depends on it.",
    "Nobody has decided “{title}”. {count} promises depend on it.",
    "Nobody has decided {count} questions on which outcomes turn.",
)
def undecided(trial: Trial, sentence: Sentence) -> str | None:
    if "title" in sentence.said:
        for question in trial.policy.questions.values():
            if (
                printed(question.title).rstrip(".") == sentence["title"]
                and question.adopted is not None
            ):
                return "somebody adopted a reading"
    return None


@claim("only verbal", "detail", "The difference is only verbal.")
@claim("the question is named", "detail", "“{title}”", checks="undecided-question")
def only_verbal(trial: Trial, sentence: Sentence) -> str | None:
    """Held with the headline above it."""
    if "title" in sentence.said:
        titles = {printed(question.title) for question in trial.policy.questions.values()}
        return None if sentence["title"] in titles else "there is no such question"
    return None if sentence.finding.check == "idle-question" else "it is of no idle question"


@claim(
    "declare it only if true", "detail", "Declare it with “assume” only if it is true of the world."
)
def declare(trial: Trial, sentence: Sentence) -> str | None:
    return None if sentence.finding.severity.value == "note" else "it is more than a note"


@claim(
    "what could be assumed",
    "detail",
    "It never happens that {words}",
    "Whenever {words}",
    "In every case {words}",
    checks="missing-assumption",
)
def could_be(trial: Trial, sentence: Sentence) -> str | None:
    """It can be declared: the policy with it is read, and some case keeps it."""
    policy, problems = trial.with_text(trial.with_item(as_assumption("tried", sentence.words)))
    if policy is None:
        raise NotCompared(errors(problems)[0])
    kept = any(not admissible(policy, row.case, row.readings) for row in trial.rows)
    return None if kept or not trial.rows else "no case known keeps it"


@claim(
    "not all can go",
    "detail",
    "Not all of them can go: {norms} is said to add nothing too.",
    "Not all of them can go: {norms} are said to add nothing too.",
)
def not_all(trial: Trial, sentence: Sentence) -> str | None:
    """Another finding says it of each of them."""
    said = " ".join(
        f.headline
        for f in trial.findings
        if f.check == "redundant-clause" and f != sentence.finding
    )
    for name in ids(trial, sentence["norms"]):
        clause = trial.policy.norms[name].clause
        if not re.search(rf"[Cc]lauses? {re.escape(clause)}\b", said):
            return f"nothing is said of clause {clause}"
    return None


@claim(
    "what the facts contradict",
    "detail",
    "It contradicts the assumption “{words}”",
    "What is given contradicts itself: look at “one … to each …” under the facts it uses, and at "
    "“nothing else is so”.",
    checks="impossible-case-facts",
)
def contradicts(trial: Trial, sentence: Sentence) -> str | None:
    """Held with the headline: no completion can be."""
    return None if sentence.finding.severity.value == "error" else "it is no error"


# --------------------------------------------------------------------------- the source text


@claim(
    "a sentence is left out",
    "headline",
    "Sentence {number} of the source is neither quoted nor set aside.",
    "Words of sentence {number} of the source are neither quoted nor set aside.",
)
def left_out(trial: Trial, sentence: Sentence) -> str | None:
    """No clause quotes it, and nothing sets it aside."""
    words = next((d for d in sentence.finding.detail if d.startswith("“")), "").strip("“”")
    quotes = re.findall(r'quote "(.+?)"', trial.draft.text, re.DOTALL)
    return "a clause quotes it" if any(words in quote for quote in quotes) else None


@claim(
    "the words that are left out",
    "detail",
    "“{words}”",
    "It begins on line {line} of {file}.",
    checks="unaccounted-sentence",
)
def words_left(trial: Trial, sentence: Sentence) -> str | None:
    source = trial.draft.source or ""
    if "words" in sentence.said:
        return None if sentence["words"] in source else "the text has no such words"
    words = next((d for d in sentence.finding.detail if d.startswith("“")), "").strip("“”")
    line = source[: source.find(words)].count("\n") + 1
    return None if line == int(sentence["line"]) else f"it begins on line {line}"


# --------------------------------------------------------------------------- persons protected


@claim("so many classes", "headline", "The clauses protect {count} different classes of persons.")
def classes(trial: Trial, sentence: Sentence) -> str | None:
    told = [d for d in sentence.finding.detail if re.match(r".+? protects? ", d)]
    return None if told else "none is told"


@claim(
    "whom it protects",
    "detail",
    "{norms} protects every {kind}.",
    "{norms} protect every {kind}.",
    checks="beneficiaries",
)
def protects_every(trial: Trial, sentence: Sentence) -> str | None:
    for name in ids(trial, sentence["norms"]):
        norm: Norm = trial.policy.norms[name]
        if norm.modality is Modality.OBLIGED and norm.owed_to is None:
            return "a duty protects whom it is owed to, and else claims nobody"
    return None


@claim(
    "how the classes lie",
    "detail",
    "Everybody protected by {one} is protected by {other}, but not the reverse.",
    "Nobody is protected both by {one} and by {other}.",
    "Some persons are protected both by {one} and by {other}, some by one of them only.",
    "The same persons are protected by {norms}.",
)
def classes_lie(trial: Trial, sentence: Sentence) -> str | None:
    """The classes as they are described above, of each thing in each case read plainly."""
    described = [
        match.groupdict()
        for line in sentence.finding.detail
        if (match := re.fullmatch(PROTECTED, line)) is not None
    ]
    if "norms" in sentence.said or "Some persons" in sentence.words:
        raise NotCompared("of more than two, or of some")
    one, other = (_described(trial, described, sentence[name]) for name in ("one", "other"))
    apart = sentence.words.startswith("Nobody")

    def wrong(row: Row) -> bool:
        for thing in row.case.things:
            inside = _is_in(trial, row, thing, one)
            if inside is None:
                continue
            there = _is_in(trial, row, thing, other)
            if there is not None and inside and there is apart:
                return True
        return False

    return first((row for row in trial.rows if row.plain), wrong, "not of somebody here")


PROTECTED = (
    r"(?P<norms>.+?) protects? "
    r"(?:every (?P<every>[^.]+?)|an? (?P<kind>[^.]+?) where (?P<said>.+))\."
)


def _described(
    trial: Trial, lines: Sequence[Mapping[str, str | None]], name: str
) -> Mapping[str, str | None]:
    wanted = ids(trial, name[:1].upper() + name[1:])
    for line in lines:
        if ids(trial, line["norms"] or "") == wanted:
            return line
    raise NotCompared("several as one")


def _is_in(trial: Trial, row: Row, thing: Thing, line: Mapping[str, str | None]) -> bool | None:
    """Whether a thing is of a class as it is described; None for things of another kind."""
    kind = line["every"] or line["kind"] or ""
    if kind not in {thing.kind, *thing.subkinds}:
        return None
    if line["said"] is None:
        return True
    said = re.sub(rf"\bthe {re.escape(kind)}\b", thing.name, line["said"])
    for lines in divided(said):
        try:
            parts = [trial.reader.formula(in_the_language(part), row.case) for part in lines]
        except Unread:
            continue
        return all(holds(row.world, part, {}) for part in parts)
    raise NotCompared("words that the language does not read")


# --------------------------------------------------------------------------- words of the text


def folded(text: str) -> str:
    """The text with its white space and quotation marks made alike."""
    return " ".join(re.sub(r"[“”\"]", "'", text).split()).lower()


@claim(
    "words leave something open",
    "headline",
    "{words} leaves open {what}.",
    "{words} leave open {what}.",
    "The text calls {party} by {count} names: {words}.",
    "Nothing says what {words} is.",
    "Nothing says what {words} is; elsewhere the text says {others}.",
    "{words} points back, but the text has not spoken of {noun} before.",
    "Both “shall” and “will” stand for a duty: whether the two mean the same is left open.",
    checks="loose-wording",
)
def loose(trial: Trial, sentence: Sentence) -> str | None:
    """The words that are quoted stand in the text."""
    text = folded(trial.draft.source or "")
    for words in re.findall(r"“(.+?)”", sentence.words):
        if folded(words) not in text:
            return f"the text has no “{words}”"
    return None


@claim(
    "where the words stand",
    "detail",
    "Line {line}: “… {around} …”.{noted}",
    "Line {line}: “… {around} …”.",
    checks="loose-wording",
)
def where(trial: Trial, sentence: Sentence) -> str | None:
    """The words stand there, beginning on that line."""
    source = trial.draft.source or ""
    around = folded(sentence["around"])
    if around not in folded(source):
        return "the text has no such words"
    below = folded("\n".join(source.splitlines()[max(0, int(sentence["line"]) - 4) :]))
    return None if around in below else "they do not stand there"


@claim(
    "a quotation is not in the text",
    "headline",
    "{who} quotes words that the source does not contain: “{words}”.",
)
def quoted(trial: Trial, sentence: Sentence) -> str | None:
    """The text has no such words. (Reading the files refuses such a policy first.)"""
    text = folded(trial.draft.source or "")
    return "the text has them" if folded(sentence["words"]) in text else None
