"""Attributes of kinds with their types: lists, numbers, money, dates, durations, percentages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from verifier.elaborate.declarations import Names, resolve_party
from verifier.elaborate.sentences.complaints import Complaints
from verifier.elaborate.sentences.quantities import (
    RANGES,
    check_exact,
    counts_so,
    described,
    example,
    read_literal,
    same_label,
)
from verifier.elaborate.sentences.tokens import plain_marks
from verifier.language import AttributeDeclaration, KindDeclaration, ListSpec, NumberSpec, Words
from verifier.model import (
    UNLISTED,
    YES_NO,
    Attribute,
    Kind,
    ListType,
    NumberType,
    Party,
    Unit,
    ValueType,
)


def read_attributes(
    declarations: Sequence[KindDeclaration],
    kinds: Mapping[str, Kind],
    parties: Mapping[str, Party],
    complaints: Complaints,
) -> dict[str, Attribute]:
    """Every attribute by its id, "type of crime"."""
    found: dict[str, Attribute] = {}
    names = Names("the attribute", complaints)
    for declaration in declarations:
        kind = declaration.name.text
        if kind not in kinds:
            continue
        for written in declaration.attributes:
            if names.claim(f"{written.name.text} of {kind}", written.name.span):
                attribute = _attribute(written, kind, parties, complaints)
                found[attribute.id] = attribute
    _check_inherited(found, kinds, complaints)
    return found


def _attribute(
    written: AttributeDeclaration,
    kind: str,
    parties: Mapping[str, Party],
    complaints: Complaints,
) -> Attribute:
    return Attribute(
        written.name.text,
        kind,
        _type(written.type, complaints),
        resolve_party(written.judged_by, parties, complaints),
        resolve_party(written.controlled_by, parties, complaints),
        written.span,
    )


def _check_inherited(
    found: Mapping[str, Attribute], kinds: Mapping[str, Kind], complaints: Complaints
) -> None:
    for attribute in found.values():
        parent = kinds[attribute.kind].parent
        while parent is not None:
            inherited = found.get(f"{attribute.name} of {parent}")
            if inherited is not None and attribute.span is not None:
                complaints.error(
                    "clashing-declaration",
                    f"“{attribute.kind}” has the attribute “{attribute.name}” already, because it "
                    f"is “{parent}”",
                    attribute.span,
                    "give the attribute another name, or delete it",
                    (("declared here", inherited.span),) if inherited.span else (),
                )
            parent = kinds[parent].parent


def _type(spec: ListSpec | NumberSpec, complaints: Complaints) -> ValueType:
    return _list(spec, complaints) if isinstance(spec, ListSpec) else _number(spec, complaints)


def _list(spec: ListSpec, complaints: Complaints) -> ListType:
    names = Names("the list member", complaints)
    members = []
    for member in spec.members:
        text = member.text.strip('"“”')
        if names.claim(text, member.span):
            members.append(text)
    if spec.open and UNLISTED in members:
        complaints.error(
            "reserved-name",
            f"“{UNLISTED}” is the member that an open list always has",
            spec.span,
            "leave it out, or write “is one of” for a closed list",
        )
    if len(members) + spec.open < 2:
        complaints.error("short-list", "a list of one value says nothing", spec.span, "add a value")
    return YES_NO if members == ["yes", "no"] else ListType(tuple(members), spec.open)


def _number(spec: NumberSpec, complaints: Complaints) -> NumberType:
    unit = Unit(spec.unit)
    _check_label(spec, complaints)
    least, most = RANGES[unit]
    least = _bound(spec.least, unit, spec.label, least, complaints)
    most = _bound(spec.most, unit, spec.label, most, complaints)
    if least > most:
        complaints.error(
            "out-of-range",
            "the lower bound is above the upper bound",
            spec.span,
            "write the smaller value first: “from … to …”",
        )
    return NumberType(unit, least, max(least, most), spec.label)


_UNITS = {
    "dollars": "an amount of money",
    "euros": "an amount of money",
    "pounds": "an amount of money",
    "cents": "an amount of money",
    "days": "a duration",
    "weeks": "a duration",
}


def _check_label(spec: NumberSpec, complaints: Complaints) -> None:
    """“12 pounds” is read as money, so no plain number can count pounds."""
    wanted = next((unit for word, unit in _UNITS.items() if same_label(word, spec.label)), None)
    if wanted is not None:
        complaints.error(
            "wrong-unit",
            f"“{spec.label}” count {wanted}, not a plain number",
            spec.span,
            f"write “is {wanted}”, or count in another unit",
        )


def _bound(
    words: Words | None, unit: Unit, label: str, otherwise: int, complaints: Complaints
) -> int:
    if words is None:
        return otherwise
    with complaints.guard():
        literal = read_literal(plain_marks(words.text), words.span)
        literal = literal and counts_so(literal, label)
        if literal and unit is Unit.DURATION:
            check_exact(literal, words.text, words.span)
        if literal and literal.unit is unit and _counts(literal.label, label):
            return literal.amount
        complaints.error(
            "wrong-unit",
            f"“{words.text}” is not {described(unit, label)}",
            words.span,
            f"write it like “{example(unit, label)}”",
        )
    return otherwise


def _counts(written: str, declared: str) -> bool:
    return not written or same_label(written, declared)
