"""Every place that makes a sentence is accounted for: by a claim, as part of a sentence that one
holds, as words that are read back, or as what says nothing of a policy."""

from __future__ import annotations

import re
from collections.abc import Iterable

import tests.claims.machine
from tests.claims.accounted import ABOUT_THE_TOOL, HEADINGS, NAMES, NOT_YET, PARTS, READ_BACK
from tests.claims.registry import CLAIMS
from tests.claims.templates import PrintedText, texts

assert tests.claims.machine.__name__
HOW = "declare a claim on it (of_*.py), or say of which sentence it is a part (accounted.py)"


def bare(text: str) -> str:
    return text.lower().strip(" .,;:")


PATTERNS = [re.sub(r"\{\w+\}", "{}", one.pattern).lower() for one in CLAIMS]


def stands_in(file: str, places: Iterable[str]) -> bool:
    return any(file == place or file.startswith(f"{place}/") for place in places)


def is_heading(text: str, heading: str) -> bool:
    return text.startswith(heading[:-1]) if heading.endswith("…") else text == heading


def accounted(printed: PrintedText) -> bool:
    file, text = printed.file, printed.text
    if stands_in(file, (*READ_BACK, *ABOUT_THE_TOOL, *NOT_YET)):
        return True
    if any(is_heading(text, one) for one in HEADINGS.get(file, ())):
        return True
    if any(is_heading(text, one) for one in NAMES.get(file, ())):
        return True
    if any(text in parts for parts in PARTS.values()):
        return True
    return any(bare(text) in pattern for pattern in PATTERNS)


def test_every_text_is_accounted_for() -> None:
    left = [f"{one.file}: {one.text!r}" for one in texts() if not accounted(one)]
    assert not left, "\n".join([f"no claim speaks of these; {HOW}:", *left])


def test_what_is_accounted_for_is_printed() -> None:
    known = {(one.file, one.text) for one in texts()}
    anywhere = {text for _, text in known}
    stale = [text for parts in PARTS.values() for text in parts if text not in anywhere]
    stale += [
        f"{file}: {listed}"
        for file, all_listed in (*HEADINGS.items(), *NAMES.items())
        for listed in all_listed
        if not any(file == where and is_heading(text, listed) for where, text in known)
    ]
    assert not stale, "\n".join(["accounted for, and printed nowhere:", *stale])


def test_parts_are_of_kinds_that_are_held() -> None:
    kinds = {one.kind for one in CLAIMS}
    named = {*PARTS, *(kind for held in READ_BACK.values() for kind in held)}
    assert named <= kinds, named - kinds


def test_only_comparisons_are_not_yet_held() -> None:
    assert set(NOT_YET.values()) == {"comparison"}
