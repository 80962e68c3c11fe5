"""Tiny policies about days, each made from a number: a duty with a deadline, and one or two
prohibitions on certain days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

DAY = date(2026, 3, 10).toordinal()
WORDS = """policy tiny "Tiny"

party the Office "the Town Office"

kind dog

fact a dog is old
event the day a dog is found
event the day a dog is chipped

act keep a dog
"""
QUESTION = """
question width "How far does it go?"
  reading narrow (plain) "It is narrow"
  reading broad "It is broad"
"""
FOUND, CHIPPED = "the day the dog is found", "the day the dog is chipped"


@dataclass(frozen=True)
class Dated:
    """A policy about days. chipped: it speaks of the second event; dates: of dates."""

    text: str
    chipped: bool
    dates: bool


def dated(seed: int) -> Dated:
    random = Random(seed)
    dates = seed % 3 == 0
    asked = random.random() < 0.3
    lines = ['clause 1 "Duty"', "  the Office must keep a dog", f"  {_deadline(random, dates)}"]
    lines.append(f"  when {FOUND} has come")
    lines += random.choice(([], [], ["  and the dog is old"]))
    blocks = [WORDS + (QUESTION if asked else ""), "\n".join(lines)]
    for place in range(2, random.choice((3, 3, 4))):
        head = f'clause {place} "Ban {place}"\n  the Office must not keep a dog'
        body = f"  when {_days(random, dates)}"
        if random.random() < 0.4:
            body = f"  when any of\n    {_days(random, dates)}\n    {_days(random, dates)}"
        more = ["", "", "\n  and the dog is old", "\n  except old when the dog is old"]
        more += ["\n  and reading width as broad", "\n  and reading width as narrow"] * asked
        blocks.append(f"{head}\n{body}{random.choice(more)}")
    text = "\n\n".join(blocks) + "\n"
    if asked and "reading width as" not in text:
        text = text.replace('"It is broad"\n', '"It is broad"\n  affects no verdict\n')
    return Dated(text, CHIPPED in text, dates)


def _deadline(random: Random, dates: bool) -> str:
    near = date.fromordinal(DAY + random.randint(-1, 2))
    ways = [f"within {random.randint(1, 3)} days of {FOUND}"] * 4
    ways += [f"on or before {near}", f"before {near}"] if dates else [f"before {CHIPPED}"]
    return random.choice(ways)


def _days(random: Random, dates: bool) -> str:
    number = random.randint(0, 3)
    ways = [
        f"is at most {number} days after {FOUND}",
        f"is at least {number} days after {FOUND}",
        *[f"is on {FOUND}"] * 2,
    ]
    near = date.fromordinal(DAY + random.randint(-2, 2))
    ways += [f"is before {near}", f"is on or after {near}"] if dates else []
    ways += [] if dates else [random.choice((f"is before {CHIPPED}", f"is after {FOUND}"))]
    return f"the day of the act {random.choice(ways)}"
