"""Does the source text use words that are known to be read in more than one way? Prompts for a
reader, never a verdict."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from verifier.checks.support.check_context import CheckContext
from verifier.findings import Assurance, AssuranceKind, Finding, Severity
from verifier.language import is_past_participle
from verifier.model import Party, Question, SourceText
from verifier.words import each, passives, pluralized, quoted

NAME = "loose-wording"


@dataclass(frozen=True)
class LoosePassage:
    """Words of the source text, by their offsets."""

    start: int
    end: int
    words: str


@dataclass(frozen=True)
class WordPattern:
    """Words to look for, and what they leave open."""

    name: str
    words: re.Pattern[str]
    leave_open: str


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


PATTERNS: tuple[WordPattern, ...] = (
    WordPattern(
        "and/or",
        _words(r"\band\s*/\s*or\b"),
        "whether both are needed, or one is enough",
    ),
    WordPattern(
        "including",
        _words(r"\b(?:including|includes?|such\s+as|among\s+others|etc\b\.?)"),
        "whether what is named are examples, the whole list, or the measure of what is like it",
    ),
    WordPattern(
        "so long as",
        _words(r"\b(?:so\s+long\s+as|as\s+long\s+as|provided\s+that|to\s+the\s+extent\s+that)\b"),
        "what follows where the condition is not met: nothing, or the contrary",
    ),
)

_PASSIVE = ("passive", "who is bound, for the passive names nobody")

_SELF = re.compile(
    r"\bthis\s+(agreement|policy|contract|memorandum|protocol|directive|guidelines?|statute|code|"
    r"plan|charter|document|lease|constitution|regulations?|ordinance|act|bylaws|manual|handbook|"
    r"treaty|convention|resolution|procedure|license|licence|notice|statement|standard)\b",
    re.IGNORECASE,
)
_OTHER_TEXTS = frozenset(
    each("document licence license notice plan procedure regulation resolution standard statement")
)
"""What a text can be, and can speak of."""

_PART_OF_TEXT = frozenset(
    each(
        "article articles appendix annex chapter chapters clause clauses division exhibit "
        "heading item items paragraph paragraphs part parts point provision provisions rule "
        "rules schedule section sections sentence subchapter subdivision subdivisions "
        "subparagraph subpart subsection subsections table title"
    )
)
"""“This section” speaks of itself."""

_SUMS_UP = frozenset(
    each(
        "authority ban case cases circumstance circumstances condition conditions duty duties "
        "effect end event exception exceptions exemption extent limit limitation limitations "
        "manner means moment obligation obligations permission power powers prohibition "
        "prohibitions protection purpose purposes reason reasons regard requirement "
        "requirements respect restriction restrictions right rights time times way ways kind "
        "kinds sort sorts type types date day"
    )
)
"""“This prohibition” takes up what was just said, in a word of its own."""

_THIS = re.compile(r"\b(?:this|these|that|those|such)\s+([a-z]{4,})\b", re.IGNORECASE)
_NO_NOUN = frozenset(
    each(
        "shall will must should would could have been being were does person persons which when "
        "where with from that this these those there their they include includes means mean "
        "apply applies also only then than each every other same into upon under over about "
        "after before said such means made very well more most less least many much some both "
        "what whose whom"
    )
)


def run(context: CheckContext) -> Iterable[Finding]:
    """A finding for each sort of words with every place where it stands, and for each of these a
    question that is recorded about it."""
    source = context.policy.source
    if source is None:
        return
    text = source.file.text
    for pattern in PATTERNS:
        found = [_passage(match) for match in pattern.words.finditer(text)]
        if found:
            yield _of_pattern(context, source, pattern.name, pattern.leave_open, found)
    bound = [_of_passage(text, start, end) for start, end in passives(text)]
    if bound:
        yield _of_pattern(context, source, *_PASSIVE, bound)
    yield from _duties(context, source)
    for party in context.policy.parties.values():
        yield from _names(context, source, party)
    yield from _own_name(context, source)
    yield from _unmentioned(context, source)


def _passage(match: re.Match[str]) -> LoosePassage:
    return _of_passage(match.string, match.start(), match.end())


def _of_passage(text: str, start: int, end: int) -> LoosePassage:
    return LoosePassage(start, end, " ".join(text[start:end].split()))


def _of_pattern(
    context: CheckContext,
    source: SourceText,
    name: str,
    leave_open: str,
    found: Sequence[LoosePassage],
) -> Finding:
    distinct = list(dict.fromkeys(passage.words.lower() for passage in found))
    shown = context.speaker.series([quoted(words) for words in distinct])
    verb = "leaves" if len(distinct) == 1 else "leave"
    return _finding(context, source, f"{shown} {verb} open {leave_open}.", name, found)


def _finding(
    context: CheckContext,
    source: SourceText,
    headline: str,
    reason: str,
    found: Sequence[LoosePassage],
) -> Finding:
    return context.finding(
        NAME,
        Severity.NOTE,
        headline,
        [reason, *dict.fromkeys(passage.words.lower() for passage in found)],
        detail=[_place(context, source, passage) for passage in found],
        assurance=Assurance(AssuranceKind.COMPUTED, "the text was searched for a list of words"),
    )


def _place(context: CheckContext, source: SourceText, passage: LoosePassage) -> str:
    """`line 12: “… not be prosecuted for uncharged offenses …” (question “…”)`."""
    text = source.file.text
    line = source.file.position(passage.start).line
    before = text[: passage.start].split()[-3:]
    after = text[passage.end :].split()[:4]
    around = " ".join((*before, passage.words, *after))
    asked = [quoted(question.title) for question in _recorded(context, passage)]
    return f"Line {line}: “… {around} …”.{_noted(context, asked)}"


def _noted(context: CheckContext, asked: Sequence[str]) -> str:
    if not asked:
        return ""
    if len(asked) == 1:
        return f" The question {asked[0]} is recorded about it."
    return f" The questions {context.speaker.series(asked)} are recorded about it."


def _recorded(context: CheckContext, passage: LoosePassage) -> Iterator[Question]:
    """The questions about words that the passage is, or is part of."""
    for question in context.policy.questions.values():
        passages = [own for about in question.about for own in about.anchor.passages]
        if any(start < passage.end and passage.start < end for start, end in passages):
            yield question


# --------------------------------------------------------------------------- several words for one


def _duties(context: CheckContext, source: SourceText) -> Iterator[Finding]:
    """Duties said once with “shall” and once with “will”."""
    text = source.file.text
    found = {
        word: [_passage(m) for m in re.finditer(rf"\b{word}\b(?!\s+of\b)", text, re.IGNORECASE)]
        for word in ("shall", "will")
    }
    if all(found.values()):
        yield _finding(
            context,
            source,
            "Both “shall” and “will” stand for a duty: whether the two mean the same is left open.",
            "shall and will",
            sorted((one[0] for one in found.values()), key=lambda passage: passage.start),
        )


def _names(context: CheckContext, source: SourceText, party: Party) -> Iterator[Finding]:
    """One party under several names."""
    taken: list[LoosePassage] = []
    names = dict.fromkeys(_bare(name) for name in (party.title, *party.also_called, party.name))
    for name in sorted(names, key=len, reverse=True):
        pattern = re.escape(name).replace(r"\ ", r"\s+").replace("'", "['’]")
        for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", source.file.text, re.IGNORECASE):
            if not any(one.start < match.end() and match.start() < one.end for one in taken):
                taken.append(LoosePassage(match.start(), match.end(), name))
    first = {p.words: p for p in sorted(taken, key=lambda one: one.start, reverse=True)}
    found = sorted(first.values(), key=lambda one: one.start)
    if len(found) > 1:
        shown = context.speaker.series([quoted(passage.words) for passage in found])
        yield _finding(
            context,
            source,
            f"The text calls {party.name} by {len(found)} names: {shown}.",
            f"names of {party.name}",
            found,
        )


def _bare(name: str) -> str:
    return re.sub(r"^(the|a|an)\s+", "", name.replace("’", "'"), flags=re.IGNORECASE)


# --------------------------------------------------------------------------- this and that


def _own_name(context: CheckContext, source: SourceText) -> Iterator[Finding]:
    """The text called once “this policy” and once “this agreement”; the rarer word is reported.
    What the text calls itself throughout speaks of itself; “this notice” behind a notice points
    back."""
    found: dict[str, list[LoosePassage]] = {}
    for match in _SELF.finditer(source.file.text):
        found.setdefault(match[1].lower(), []).append(_passage(match))
    text = source.file.text.lower()
    for word in _OTHER_TEXTS & found.keys():
        if _spoken_of(word, text[: found[word][0].start]) and not _entitled(context, source, word):
            del found[word]
    if not found:
        return
    usual = max(found, key=lambda word: (_entitled(context, source, word), len(found[word])))
    for word, passages in found.items():
        if word == usual:
            continue
        yield _finding(
            context,
            source,
            f"Nothing says what “this {word}” is; elsewhere the text says “this {usual}”.",
            f"this {word}",
            passages,
        )


def _entitled(context: CheckContext, source: SourceText, word: str) -> bool:
    """Whether a title or heading uses the word, or the text defines it."""
    text = source.file.text
    headings = [text[s.start : s.end] for s in source.sentences if s.heading]
    titles = " ".join((context.policy.title, *headings)).lower()
    defined = re.search(
        rf"[“\"(]\s*(?:the\s+|this\s+)?{word}\s*[”\")]|this {word} means", text, re.I
    )
    return word in titles.split() or defined is not None


def _unmentioned(context: CheckContext, source: SourceText) -> Iterator[Finding]:
    """“This incident” where no incident was spoken of before."""
    text = source.file.text
    for match in _THIS.finditer(text):
        noun = match[1].lower()
        if noun in _NO_NOUN | _PART_OF_TEXT | _SUMS_UP or _SELF.match(match[0]):
            continue
        if is_past_participle(noun) or _spoken_of(noun, text[: match.start()].lower()):
            continue
        if match[0].lower().startswith(("that ", "such ")) and match[0][0].islower():
            continue
        yield _finding(
            context,
            source,
            f"{quoted(_passage(match).words)} points back, "
            f"but {quoted(noun)} does not stand before it.",
            f"this {noun}",
            [_passage(match)],
        )


def _spoken_of(noun: str, before: str) -> bool:
    """Whether the noun, in the singular or the plural, stands in the text before."""
    one = re.sub(r"ies$", "y", noun) if noun.endswith("ies") else noun.removesuffix("s")
    forms = {noun, one, pluralized(one), noun.removesuffix("es")}
    return re.search(rf"\b(?:{'|'.join(map(re.escape, sorted(forms)))})", before) is not None
