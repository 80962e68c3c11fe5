"""Every sentence that can be said of every policy of the project is clean English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.examples.elaborated import elaborate_text
from verifier.checks.catalogue import CATALOGUE
from verifier.elaborate import find_policies, load
from verifier.model import Holds, Not, Policy, Variable
from verifier.words import Speaker

ROOT = Path(__file__).parents[2]
FILES = [*find_policies(ROOT / "spec"), ROOT / "verifier/commands/starter"]

UNCLEAN = {
    "two spaces": r"\S  +\S",
    "a word twice": r"\b(a|an|the|is|of|and|not) \1\b",
    "no words": r"\bNone\b|\(\)|“”|\bVariable\b|\bfrozenset\b",
    "space before a stop": r" [.,;:]",
    "two stops": r"[.,;:][.,;:]",
    "a for an": r"\ba [aei]\w",
    "an for a": r"\ban [bcdfgjklmnpqrstvwxyz]\w",
}


def said_of(policy: Policy) -> Iterator[str]:
    speaker = Speaker(policy)
    for clause in policy.clauses:
        yield from (line.strip() for line in speaker.clause_paraphrase(clause))
    for definition in policy.definitions:
        yield from (line.strip() for line in speaker.definition_paraphrase(definition))
    for norm in policy.norms.values():
        yield speaker.norm_sentence(norm)
        yield speaker.norm_name(norm.id)
        yield speaker.citation(norm.id).detail
    yield from (speaker.assumption(name) for name in policy.assumptions)
    yield from (speaker.presumption(name) for name in policy.presumptions)
    yield from (speaker.promise(name) for name in policy.promises)
    yield from (speaker.possibility(name) for name in policy.possibilities)
    yield from (speaker.coverage(name) for name in policy.coverages)
    for fact in policy.facts.values():
        holds = Holds(fact.id, tuple(Variable(h.label, h.kind) for h in fact.holes))
        yield speaker.formula(holds)
        yield speaker.formula(Not(holds))
    for example in policy.cases.values():
        yield speaker.things(example.things)
        yield from (speaker.formula(given.formula) for given in example.givens)
        yield from (speaker.act_in_question(asking.act) for asking in example.askings)


@cache
def policies() -> tuple[tuple[str, Policy], ...]:
    return tuple(_policies())


def _policies() -> Iterator[tuple[str, Policy]]:
    for path in FILES:
        yield path.name, load(path).policy
    for entry in CATALOGUE:
        for example in (entry.fires, entry.near_miss):
            policy, _ = elaborate_text(example.policy, example.source or None)
            if policy is not None:
                yield entry.name, policy


@pytest.mark.parametrize("unclean", UNCLEAN)
def test_nothing_unclean_is_said(unclean: str) -> None:
    pattern = re.compile(UNCLEAN[unclean])
    found = {
        f"{name}: {line}"
        for name, policy in policies()
        for line in said_of(policy)
        if pattern.search(line)
    }
    assert found == set()


def test_a_paraphrase_is_made_of_whole_sentences() -> None:
    for name, policy in policies():
        speaker = Speaker(policy)
        for clause in policy.clauses:
            outline = speaker.clause_outline(clause)
            assert outline[0].words[0].isupper(), name
            assert outline[-1].words.endswith("."), name
            assert all(
                passage.words.endswith((".", ":", ";", "; and", "; or")) for passage in outline
            ), name


def test_no_paraphrase_speaks_of_a_thing_before_it_is_introduced() -> None:
    for name, policy in policies():
        speaker = Speaker(policy)
        for norm in policy.norms.values():
            if norm.role != "norm":
                continue
            text = speaker.norm_sentence(norm)
            for variable in (*norm.parameters, *norm.locals):
                definite = re.search(rf"\b[Tt]he {re.escape(variable.name)}\b", text)
                first = text.find(variable.kind)
                assert definite is None or definite.start() >= first - 4, (name, norm.id, text)
                if definite is not None:
                    before = text[: definite.start()]
                    assert variable.kind in before, (name, norm.id, variable.name, text)
