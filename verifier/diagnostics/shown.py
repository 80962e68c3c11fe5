"""Text of others made safe to show: any text goes in; what no terminal, page or build server takes
for a command comes out."""

from __future__ import annotations

import re
import unicodedata
from codecs import register_error

_CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""Control characters but the line feed and the tab; those that turn the direction of what is around
them; and bytes of names that are no text."""

_COMMAND = re.compile(r"^([^\S\n]*):(?=:)", re.MULTILINE)
_OLD_COMMAND = "##["

_SPELLED = {
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "–": "-", "—": "-",
    "−": "-", "…": "...", "→": "->", "←": "<-", "↔": "<->", "·": "-", "•": "-", "×": "x", "≤": "<=",
    "≥": ">=", "≠": "!=", "§": "section ", "€": "EUR", "£": "GBP",
}  # fmt: skip
"""How signs are written where only ASCII can be: whatever Unicode does not take apart itself."""

SPELLED = "antinomy-spelled"
"""The name under which an encoding finds `spelled`."""


def shown(text: str) -> str:
    """The text with every character that is not seen, but does something, written as its number:
    `\\x1b`, `\\u202e`. A byte of a name that is no text is written as the byte."""
    return _CONTROLS.sub(lambda found: _number(found[0]), text)


def without_commands(text: str, line_begins: bool = True) -> str:
    """The text with no line that a build server would take for a command (`::error::`, `##[…]`);
    `line_begins`: whether the text begins a line."""
    text = text.replace(_OLD_COMMAND, "## [")
    if line_begins or not text.startswith((":", " ", "\t")):
        return _COMMAND.sub(r"\1: ", text)
    first, feed, rest = text.partition("\n")
    return first + feed + _COMMAND.sub(r"\1: ", rest)


def as_json(text: str) -> str:
    """JSON in which such characters stand as the escapes that JSON has for them."""
    return _CONTROLS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def spelled(text: str) -> str:
    """The text in ASCII, as near as it gets: `->`, letters without their marks, else numbers."""
    return "".join(map(_ascii, text))


def _ascii(sign: str) -> str:
    if sign.isascii():
        return sign
    if sign in _SPELLED:
        return _SPELLED[sign]
    bare = "".join(one for one in unicodedata.normalize("NFKD", sign) if one.isascii())
    return bare or _number(sign)


def _number(sign: str) -> str:
    code = ord(sign)
    if 0xDC80 <= code <= 0xDCFF:
        code -= 0xDC00
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _spell(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return spelled(error.object[error.start : error.end]), error.end


register_error(SPELLED, _spell)
