"""Small edits of whole policies: a text and a source of chance go in, another text that a drafter
could have written comes out.

Edits are made on lines and on items (what begins at the left margin), with the words of the same
policy: a modality swapped, a condition denied, taken away, or taken over from another item, a
number moved, an item left out or written again, a promise made of a clause. Most of them are still
policies, so that most of what is tried reaches the checks.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

Mutation = Callable[[str, Random], str]

AMENDMENT = "\n%%%%\n"
"""What parts a policy from an amendment of it."""

MODALITIES = ("must not", "need not", "must", "may")
ARTICLES = ("a", "the", "another", "every", "some", "no", "at least one", "the other")
PREFIXES = ("when", "and", "or", "except when", "unless", "only when")
BLOCKS = ("any of", "all of", "none of", "never")


def items(text: str) -> list[str]:
    """The items of a file: each begins at the left margin."""
    return [item for item in re.split(r"\n(?=\S)", text.strip("\n")) if item.strip()]


def joined(parts: list[str]) -> str:
    return "\n".join(part.rstrip("\n") + "\n" for part in parts)


def _on_items(text: str, chance: Random, edit: Callable[[list[str], Random], None]) -> str:
    parts = items(text)
    if len(parts) > 2:
        edit(parts, chance)
    return joined(parts)


def _of_kind(parts: list[str], *kinds: str) -> list[int]:
    return [place for place, part in enumerate(parts) if part.startswith(kinds)]


def _fresh(part: str, chance: Random) -> str:
    """An item under another name."""
    number = chance.randrange(1000)
    return re.sub(r"^(\w+) ([^\"“\n]+?)( [\"“]|\n|$)", rf"\1 x{number}\3", part, count=1)


def item_left_out(text: str, chance: Random) -> str:
    def edit(parts: list[str], chance: Random) -> None:
        del parts[chance.randrange(1, len(parts))]

    return _on_items(text, chance, edit)


def item_again(text: str, chance: Random) -> str:
    def edit(parts: list[str], chance: Random) -> None:
        named = _of_kind(parts, "clause", "promise", "case", "possible", "covers", "assume")
        if named:
            parts.append(_fresh(parts[chance.choice(named)], chance))

    return _on_items(text, chance, edit)


def promise_of_clause(text: str, chance: Random) -> str:
    """A promise, a possibility or a claim of coverage in a clause's own words."""

    def edit(parts: list[str], chance: Random) -> None:
        clauses = _of_kind(parts, "clause")
        if clauses:
            lines = parts[chance.choice(clauses)].splitlines()[1:]
            kept = [
                line for line in lines if not re.match(r"\s*(quote|except|notwith|subject)", line)
            ]
            name = f"x{chance.randrange(1000)}"
            head = chance.choice(("promise", "possible", "covers"))
            body = "\n".join(kept)
            if head != "promise":
                body = re.sub(r"^  (.*?) (must not|need not|must|may) ", r"  whether \1 may ", body)
            parts.append(f'{head} {name} "Made of a clause"\n{body}\n')

    return _on_items(text, chance, edit)


def priority(text: str, chance: Random) -> str:
    def edit(parts: list[str], chance: Random) -> None:
        clauses = _of_kind(parts, "clause")
        if len(clauses) > 1:
            one, other = chance.sample(clauses, 2)
            name = re.match(r"clause (\S+)", parts[other])
            head, _, rest = parts[one].partition("\n")
            how = chance.choice(("notwithstanding", "subject to"))
            if name:
                parts[one] = f"{head}\n  {how} clause {name[1]}\n{rest}"

    return _on_items(text, chance, edit)


def _lines(text: str, pattern: str) -> list[int]:
    return [n for n, line in enumerate(text.splitlines()) if re.match(pattern, line)]


def _on_line(text: str, chance: Random, pattern: str, edit: Callable[[str], str]) -> str:
    lines = text.splitlines()
    found = _lines(text, pattern)
    if found:
        at = chance.choice(found)
        lines[at] = edit(lines[at])
    return "\n".join(lines) + "\n"


def line_left_out(text: str, chance: Random) -> str:
    lines = text.splitlines()
    found = _lines(text, r"\s+\S")
    if found:
        del lines[chance.choice(found)]
    return "\n".join(lines) + "\n"


def line_again(text: str, chance: Random) -> str:
    lines = text.splitlines()
    found = _lines(text, r"\s+\S")
    if found:
        at = chance.choice(found)
        lines.insert(at, lines[at])
    return "\n".join(lines) + "\n"


def line_taken_over(text: str, chance: Random) -> str:
    """A condition of another item, behind a condition."""
    lines = text.splitlines()
    found = _lines(text, r"  (when|and|or|except)\b")
    if found:
        words = re.sub(r"^\s*(when|and|or)\s+", "", lines[chance.choice(found)])
        at = chance.choice(found)
        lines.insert(at + 1, f"  {chance.choice(PREFIXES[:5])} {words}")
    return "\n".join(lines) + "\n"


def modality(text: str, chance: Random) -> str:
    pattern = r"\s+.*\b(must|may|need not)\b"
    other = chance.choice(MODALITIES)
    swap = lambda line: re.sub(r"\b(must not|need not|must|may)\b", other, line, count=1)  # noqa: E731
    return _on_line(text, chance, pattern, swap)


def denied(text: str, chance: Random) -> str:
    def edit(line: str) -> str:
        if " is not " in line or " was not " in line:
            return re.sub(r" (is|was) not ", r" \1 ", line, count=1)
        if chance.random() < 0.5:
            return re.sub(r" (is|was|has|are) ", r" \1 not ", line, count=1)
        return re.sub(
            r"^(\s*(?:when|and|or|given)) ", r"\1 it is not the case that ", line, count=1
        )

    return _on_line(text, chance, r"\s+(when|and|or|given)\b", edit)


def article(text: str, chance: Random) -> str:
    other = chance.choice(ARTICLES)

    def edit(line: str) -> str:
        found = list(re.finditer(r"\b(a|an|the|another|every|some)\b", line))
        if not found:
            return line
        at = chance.choice(found)
        return f"{line[: at.start()]}{other}{line[at.end() :]}"

    return _on_line(text, chance, r"\s+\S", edit)


def number(text: str, chance: Random) -> str:
    found = list(re.finditer(r"\b\d+\b", text))
    if not found:
        return text
    at = chance.choice(found)
    other = chance.choice([0, 1, int(at[0]) + 1, max(0, int(at[0]) - 1), int(at[0]) * 10])
    return f"{text[: at.start()]}{other}{text[at.end() :]}"


def grouped(text: str, chance: Random) -> str:
    """Two conditions in a row under “any of” and the like."""
    lines = text.splitlines()
    found = [n for n in _lines(text, r"  (when|and) ") if n + 1 < len(lines)]
    found = [n for n in found if re.match(r"  and ", lines[n + 1])]
    if found:
        at = chance.choice(found)
        first, one = re.match(r"  (when|and) (.*)", lines[at]).groups()  # type: ignore[union-attr]
        other = lines[at + 1].strip().removeprefix("and ")
        lines[at : at + 2] = [f"  {first} {chance.choice(BLOCKS)}", f"    {one}", f"    {other}"]
    return "\n".join(lines) + "\n"


def deadline(text: str, chance: Random) -> str:
    days = re.findall(r"\bthe day (?:an?|the) [^\n,]*?(?= is\b| has\b|\n)", text)
    words = chance.choice([f" within {chance.randrange(0, 90)} days", ""])
    if days and words:
        words += f" of {chance.choice(days)}"
    return _on_line(text, chance, r"\s+.*\b(must|may)\b", lambda line: line.rstrip() + words)


def sentence_swapped(text: str, chance: Random) -> str:
    """One condition's words in the place of another's."""
    lines = text.splitlines()
    found = _lines(text, r"\s+(when|and|or) ")
    if len(found) > 1:
        one, other = chance.sample(found, 2)
        words = re.sub(r"^\s*(when|and|or) ", "", lines[other])
        lines[one] = re.sub(r"^(\s*(?:when|and|or)) .*", rf"\1 {_literal(words)}", lines[one])
    return "\n".join(lines) + "\n"


def _literal(words: str) -> str:
    return words.replace("\\", "\\\\")


MUTATIONS: tuple[Mutation, ...] = (
    item_left_out,
    item_again,
    promise_of_clause,
    promise_of_clause,
    priority,
    line_left_out,
    line_again,
    line_taken_over,
    line_taken_over,
    modality,
    modality,
    denied,
    article,
    article,
    number,
    grouped,
    deadline,
    sentence_swapped,
    sentence_swapped,
)


def mutated(text: str, chance: Random) -> str:
    """One to three edits, in the policy or in the amendment."""
    policy, parting, amendment = text.partition(AMENDMENT)
    for _ in range(chance.randrange(1, 4)):
        mutation = chance.choice(MUTATIONS)
        if parting and chance.random() < 0.4:
            amendment = mutation(amendment, chance)
        else:
            policy = mutation(policy, chance)
    return f"{policy}{parting}{amendment}"


def versioned(policy: str) -> str:
    """The policy with a version, so that it can be amended."""
    if re.search(r"^  version ", policy, re.MULTILINE):
        return policy
    return re.sub(r"^(policy .*\n)", r'\1  version "1"\n', policy, count=1, flags=re.MULTILINE)


def amending(policy: str, chance: Random) -> str:
    """An amendment that strikes, replaces or adds a clause of the policy."""
    head = re.search(r"^policy (\S+)", policy, re.MULTILINE)
    version = re.search(r'^  version "([^"]*)"', policy, re.MULTILINE)
    clauses = [item for item in items(policy) if item.startswith("clause ")]
    if head is None or version is None or not clauses:
        return ""
    clause = chance.choice(clauses)
    name = clause.split()[1]
    other = modality(_fresh(clause, chance), chance).replace("\n", "\n    ")
    edit = chance.choice(
        (
            f"  strike clause {name}\n",
            f"  replace clause {name} with\n    {other}",
            f"  insert after clause {name}\n    {other}",
        )
    )
    return (
        f'amendment x "Made here" to {head[1]}\n  amends version "{version[1]}"\n\n'
        f"  and nothing else\n\n{edit.rstrip()}\n"
    )
