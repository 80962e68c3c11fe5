"""SMT-LIB terms from SMT-LIB terms: parts go in, the written conjunction, sum or numeral comes
out."""

from __future__ import annotations

from collections.abc import Iterable

TRUE, FALSE = "true", "false"


def every(parts: Iterable[str]) -> str:
    """All of the parts."""
    kept = list(dict.fromkeys(part for part in parts if part != TRUE))
    return FALSE if FALSE in kept else joined("and", kept, TRUE)


def either(parts: Iterable[str]) -> str:
    """At least one of the parts."""
    kept = list(dict.fromkeys(part for part in parts if part != FALSE))
    return TRUE if TRUE in kept else joined("or", kept, FALSE)


def joined(operator: str, parts: list[str], empty: str) -> str:
    """The operator on the parts; none of them: `empty`."""
    if len(parts) < 2:
        return parts[0] if parts else empty
    return f"({operator} {' '.join(parts)})"


def no(part: str) -> str:
    """The part is false."""
    return {TRUE: FALSE, FALSE: TRUE}.get(part, f"(not {part})")


def implied(condition: str, part: str) -> str:
    """The part is true where the condition is."""
    return part if condition == TRUE else f"(=> {condition} {part})"


def same(left: str, right: str) -> str:
    """Two terms of one sort are one."""
    return TRUE if left == right else f"(= {left} {right})"


def called(function: str, arguments: Iterable[str]) -> str:
    """A function of arguments; one of none is a name."""
    given = " ".join(arguments)
    return f"({function} {given})" if given else function


def number(value: int) -> str:
    """A whole number of any size."""
    return str(value) if value >= 0 else f"(- {-value})"


def binding(word: str, bound: Iterable[tuple[str, str]], body: str) -> str:
    """A quantifier over symbols with their sorts; over none it is its body."""
    written = " ".join(f"({symbol} {sort})" for symbol, sort in bound)
    return f"({word} ({written}) {body})" if written else body
