"""The text that is being written: declarations, definitions and remarks go in, in the order in
which they are needed; lines of SMT-LIB 2 come out, in which each name means one thing."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field

ASCII = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "–": "-", "—": "-"})


def plain(words: str) -> str:
    """Words in the characters that a symbol of SMT-LIB 2 may have: what is not ASCII is told by its
    number."""
    written = " ".join(words.translate(ASCII).replace("|", "/").replace("\\", "/").split())
    return "".join(c if " " <= c <= "~" else f"<U+{ord(c):04X}>" for c in written)


@dataclass(frozen=True)
class Defined:
    """A definition that stands in the text: its symbol, and the symbols of the act's own parameters
    that it has beside those of its things."""

    symbol: str
    act: tuple[str, ...] = ()


@dataclass
class Text:
    """The lines written so far, the symbols taken, and what is defined."""

    lines: list[str] = field(default_factory=list)
    symbols: dict[Hashable, str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    defined: dict[Hashable, Defined] = field(default_factory=dict)

    def symbol(self, key: Hashable, words: str) -> str:
        """The symbol for what the key names, the words between bars. A single word gets a mark, so
        that it is no word of SMT-LIB itself; words that already name something else, a number."""
        if key not in self.symbols:
            said = plain(words)
            said = said if " " in said else f"{said} (declared)"
            tried, count = said, 1
            while tried in self.taken:
                count += 1
                tried = f"{said} ({count})"
            self.taken.add(tried)
            self.symbols[key] = f"|{tried}|"
        return self.symbols[key]

    def say(self, line: str) -> None:
        """One more line."""
        self.lines.append(line)

    def remark(self, *remarks: str) -> None:
        """Comments, each on a line of its own."""
        self.lines += [f"; {plain(one)}" for one in remarks]

    def head(self, title: str) -> None:
        """The title of a part."""
        self.lines += ["", f"; ---- {plain(title)}", ""]

    def define(
        self,
        name: Hashable,
        words: str,
        parameters: Sequence[tuple[str, str]],
        body: str,
        remarks: Iterable[str] = (),
        act: Sequence[tuple[str, str]] = (),
    ) -> Defined:
        """Defines a sentence, true where the body is. Of `act`, the parameters that tell another
        act, it has those of which the body speaks."""
        own = [(symbol, sort) for symbol, sort in act if symbol in body]
        symbol = self.symbol(name, words)
        bound = " ".join(f"({one} {sort})" for one, sort in [*own, *parameters])
        self.remark(*remarks)
        self.say(f"(define-fun {symbol} ({bound}) Bool\n  {body})")
        return Defined(symbol, tuple(one for one, _ in own))
