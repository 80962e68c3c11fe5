"""Findings do not depend on how a policy is written down: on the order of its clauses and
declarations, its layout, the names of things, the files that it is spread over, and on clauses that
have nothing to do with the rest.

Tried, with every check, on tiny policies made from numbers (`tiny_policies`) and on the documents
of the corpus. Compared is of each finding what its fingerprint is made of (the check and its
reason) with severity, outcome, strength and readings. Renaming cannot leave a reason in its order,
for names are sorted in it; there, the parts of a reason are compared in any order.
"""

from __future__ import annotations

import os
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.checks.documents import FILES, check_of
from tests.examples.elaborated import elaborate_text
from tests.generators.renaming import renamed, renaming_of
from tests.generators.tiny_policies import made
from tests.oracles.examined_policies import quickly
from tests.oracles.expected_findings import Recorded, Recorder
from verifier.checks.order import CHECKS
from verifier.diagnostics import excerpt
from verifier.elaborate import load
from verifier.model import ActInQuestion, Case, Policy

pytestmark = pytest.mark.covered_once

SEEDS = range(5_000, 5_040 if "ANTINOMY_SOAK" in os.environ else 5_020)
"""`make soak` tries more."""
TOGETHER = 10
"""So many documents are examined by one test."""


@dataclass(frozen=True)
class Document:
    """A policy as text in blocks, the head first, with the text that it quotes."""

    name: str
    blocks: tuple[str, ...]
    source: str | None

    @property
    def text(self) -> str:
        return "\n\n".join(self.blocks) + "\n"

    @property
    def policy(self) -> Policy:
        policy, problems = elaborate_text(self.text, self.source)
        assert policy is not None, "\n".join([self.name, self.text, *map(excerpt, problems)])
        return policy


def generated() -> list[Document]:
    policies = [made(seed) for seed in SEEDS]
    return [Document(f"policy {one.seed}", one.blocks, one.source) for one in policies]


def of_corpus() -> list[Document]:
    found = []
    for path in FILES:
        source = path.with_suffix(".txt")
        text = source.read_text(encoding="utf-8") if source.exists() else None
        blocks = tuple(_blocks(path.read_text(encoding="utf-8")))
        found.append(Document(f"{check_of(path)}/{path.stem}", blocks, text))
    unreadable = ("quote-mismatch/another_word", "quote-mismatch/set_aside_words")
    return [one for one in found if one.name not in unreadable]


def _blocks(text: str) -> Iterator[str]:
    """The items of a file; what is indented belongs to the item before, comments to the next."""
    pieces: list[str] = []
    for piece in re.split(r"\n\s*\n", text.strip("\n")):
        if pieces and (piece.startswith(" ") or _is_comment(pieces[-1])):
            pieces[-1] += "\n\n" + piece
        else:
            pieces.append(piece)
    return iter(pieces)


def _is_comment(piece: str) -> bool:
    return all(line.startswith("#") for line in piece.split("\n"))


# --------------------------------------------------------------------------- what is found

Found = tuple[object, ...]


def found(policy: Policy) -> list[Recorded]:
    """Every finding of every check, as it was made."""
    context = Recorder(policy)
    everything: list[Recorded] = []
    with quickly():
        for check in CHECKS:
            context.recorded.clear()
            list(check.run(context))
            everything += context.recorded
            if check.name == "impossible-background" and context.recorded:
                break
    return everything


def as_they_are(findings: list[Recorded]) -> Counter[Found]:
    return Counter((f.check, f.reason, f.severity, f.outcome, f.strength, f.sets) for f in findings)


def in_other_words(findings: list[Recorded], names: Mapping[str, str]) -> Counter[Found]:
    """The findings with new names, the parts of each reason in any order."""

    def named(check: str, part: str) -> str:
        if check in ("nearly-swallowed", "edge-value") and part not in names:
            return _within(part, names)
        return "|".join(sorted(names.get(one, one) for one in part.split("|")))

    def parts(f: Recorded) -> Iterator[str]:
        last = len(f.reason) - 1
        for place, part in enumerate(f.reason):
            is_number = f.check == "edge-value" and place == last
            yield part if is_number else named(f.check, part)

    return Counter(
        (
            f.check,
            tuple(sorted(parts(f))),
            f.severity,
            f.outcome,
            f.strength,
            frozenset(frozenset((names.get(q, q), names.get(r, r)) for q, r in s) for s in f.sets),
        )
        for f in findings
        if f.check != "loose-wording"  # the source keeps its words
    )


def _within(part: str, names: Mapping[str, str]) -> str:
    """A phrase with every name in it replaced, longer names first."""
    ordered = sorted((n for n in names if not n.isdecimal()), key=len, reverse=True)
    pattern = "|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in ordered)
    return re.sub(pattern, lambda match: names[match[0]], part) if names else part


# --------------------------------------------------------------------------- written otherwise


def reordered(document: Document) -> Document:
    """Every item but the head in another order."""
    head, *rest = document.blocks
    random.Random(document.name).shuffle(rest)
    return Document(document.name, (head, *rest), document.source)


def laid_out(document: Document) -> Document:
    """Other lines, deeper, with comments and other line ends."""
    deeper = [re.sub(r"^ +", lambda m: m[0] * 2, b, flags=re.MULTILINE) for b in document.blocks]
    text = "# A comment.\n\n\n" + "\n\n\n# Another one.\n\n".join(deeper)
    return Document(document.name, (text.replace("\n", "\r\n"),), document.source)


def spread(document: Document, folder: Path) -> Policy:
    """The policy read from three files."""
    head, *rest = document.blocks
    parts = [rest[place::3] for place in range(3)]
    texts = {
        "main.policy": [head, 'use "words.policy"', *parts[0]],
        "words.policy": ['use "more/rest.policy"', *parts[1]],
        "more/rest.policy": parts[2] or ["# Nothing."],
    }
    for name, blocks in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n\n".join(blocks) + "\n", encoding="utf-8")
    quoted = re.search(r'source text "([^"]+)"', head)
    if quoted is not None and document.source is not None:
        (folder / quoted[1]).write_text(document.source, encoding="utf-8")
    return load(folder / "main.policy").policy


UNRELATED = (
    'party the Painter "the Painter of Airships"',
    "kind airship\n  skin is one of silver, golden",
    "fact an airship is moored",
    "act paint an airship",
    'clause airships "Airships"\n  the Painter must not paint an airship\n'
    "  when the airship is moored\n  and the skin of the airship is silver",
    'clause airshows "Airshows"\n  the Painter may paint an airship\n'
    "  when the skin of the airship is golden",
)
OWN = ("airship", "airshow", "Painter")


def with_more(document: Document) -> Document:
    """With clauses about other things in their own words."""
    return Document(document.name, (*document.blocks, *UNRELATED), document.source)


# --------------------------------------------------------------------------- compared


def _groups() -> list[object]:
    documents = [*generated(), *of_corpus()]
    groups = [documents[at : at + TOGETHER] for at in range(0, len(documents), TOGETHER)]
    return [pytest.param(group, id=group[0].name) for group in groups]


def _same(one: Counter[Found], other: Counter[Found], document: Document, how: str) -> None:
    gone, come = one - other, other - one
    said = f"{how}: {document.name}\n{document.text}\n- {gone}\n+ {come}"
    assert not gone, said
    assert not come, said


Otherwise = Callable[[Document, Path], Policy]
WAYS: Mapping[str, Otherwise] = {
    "reordered": lambda document, _: reordered(document).policy,
    "laid out anew": lambda document, _: laid_out(document).policy,
    "in three files": spread,
}


@pytest.mark.parametrize("documents", _groups())
def test_findings_do_not_depend_on_how_the_policy_is_written(
    documents: list[Document], tmp_path: Path
) -> None:
    for place, document in enumerate(documents):
        policy = document.policy
        before = found(policy)
        for number, (how, otherwise) in enumerate(WAYS.items()):
            after = found(otherwise(document, tmp_path / f"{place}-{number}"))
            _same(as_they_are(before), as_they_are(after), document, how)
        _renamed_alike(document, policy, before)
        _unmoved_by_more(document, before)


def _renamed_alike(document: Document, policy: Policy, before: list[Recorded]) -> None:
    nothing = Case((), frozenset(), {}, {}, ActInQuestion("", "", ()))
    names = renaming_of(policy, nothing)
    after = found(renamed(policy, names))
    _same(in_other_words(before, names), in_other_words(after, {}), document, "renamed")


def _unmoved_by_more(document: Document, before: list[Recorded]) -> None:
    """All findings stay, and what comes is about what came. Not unrelated are clauses to what
    disapplies the whole policy, and other acts to what is assumed of every act."""
    more = with_more(document).policy
    disapplied = any(attack.target in ("airships", "airshows") for attack in more.attacks)
    if disapplied or any(f.check == "impossible-background" for f in before):
        return

    def of_others(f: Recorded) -> bool:
        of_act = f.reason[0] in more.facts and more.facts[f.reason[0]].about_act
        own = any(word in part for part in f.reason for word in OWN)
        return own or f.reason == ("no case",) or (f.check == "background-overreach" and of_act)

    left, after = ([f for f in some if not of_others(f)] for some in (before, found(more)))
    _same(as_they_are(left), as_they_are(after), document, "with unrelated clauses")
