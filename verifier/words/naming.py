"""How the pieces of a policy are called: clauses, exceptions, laws, citations, things of a case."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from verifier.findings import Citation, ReadingChoice
from verifier.model import PARTY, Anchor, Clause, Norm, Policy, Question, Thing
from verifier.source import Span
from verifier.words.english import each, ordinal_word, pluralized, quoted, series

# --------------------------------------------------------------------------- clauses, norms


def clause_name(policy: Policy, clause_id: str) -> str:
    """`clause P3`, `clause brady-1 of Brady v. Maryland`."""
    clause = policy.clauses.get(clause_id)
    if clause is None or clause.law is None:
        return f"clause {clause_id}"
    return f"clause {clause_id} of {law_name(policy, clause.law)}"


def law_name(policy: Policy, law: str) -> str:
    """A law's title without the reporter's citation: `Brady v. Maryland`."""
    if law not in policy.laws:
        return law
    return re.split(r",\s+(?=\d)|\s+\(", policy.laws[law].title)[0]


def clause_names(policy: Policy, clause_ids: Sequence[str]) -> str:
    """`clause P3`, `clauses P7 and P8`, `clause P5 and clause brady-1 of Brady v. Maryland`."""
    own = [name for name in clause_ids if _is_own(policy, name)]
    others = [clause_name(policy, name) for name in clause_ids if not _is_own(policy, name)]
    if len(own) > 1:
        runs = runs_of(own, [name for name in policy.clauses if _is_own(policy, name)])
        return series([f"clauses {series(runs)}", *others])
    return series([*(f"clause {name}" for name in own), *others])


def runs_of(chosen: Sequence[str], order: Sequence[str]) -> list[str]:
    """`P1 to P6`, `P8`: neighbours in file order drawn together where there are three or more."""
    places = sorted(order.index(name) for name in chosen)
    groups: list[list[int]] = []
    for place in places:
        if groups and place == groups[-1][-1] + 1:
            groups[-1].append(place)
        else:
            groups.append([place])
    runs: list[str] = []
    for group in groups:
        if len(group) > 2:
            runs.append(f"{order[group[0]]} to {order[group[-1]]}")
        else:
            runs.extend(order[place] for place in group)
    return runs


def _is_own(policy: Policy, clause_id: str) -> bool:
    return clause_id in policy.clauses and policy.clauses[clause_id].law is None


def norm_name(policy: Policy, norm_id: str) -> str:
    """A norm as a reader finds it: its clause, its place in a list, or its exception."""
    norm = policy.norms[norm_id]
    clause = clause_name(policy, norm.clause)
    match norm.role:
        case "exception":
            return exception_name(policy, norm_id)
        case "disapplication":
            return f"the disapplication in {clause}"
        case "exclusion":
            return norm_name(policy, norm.follows)
        case "norm":
            siblings = own_norms(policy, norm.clause)
            if len(siblings) < 2:
                return clause
            return f"item {siblings.index(norm) + 1} of {clause}"


def exception_name(policy: Policy, norm_id: str) -> str:
    """`the exception “relief” of clause P6`, `the exception “a” to the exception “b” of …`."""
    norm = policy.norms[norm_id]
    attacks = [a for a in policy.attacks if a.attacker == norm_id and a.ground == "exception"]
    above = [a.target for a in attacks if policy.norms[a.target].role == "exception"]
    name = f"the exception {quoted(norm.name or norm.id)}"
    if above:
        return f"{name} to {exception_name(policy, above[0])}"
    return f"{name} of {clause_name(policy, norm.clause)}"


def own_norms(policy: Policy, clause_id: str) -> list[Norm]:
    """The norms of a clause that are neither exceptions nor disapplications."""
    clause = policy.clauses.get(clause_id)
    norms = [policy.norms[name] for name in clause.norms] if clause else []
    return [norm for norm in norms if norm.role == "norm"]


# --------------------------------------------------------------------------- citations


def citation(policy: Policy, norm_id: str) -> Citation:
    """A norm as one cites it: the quotation it stands on, and where that and the clause stand."""
    norm = policy.norms[norm_id]
    clause = policy.clauses[norm.clause]
    anchors = norm.anchors or clause.anchors
    return Citation(
        clause=clause.id,
        title=clause.title,
        words=anchors[0].words if anchors else "",
        source_lines=source_lines(policy, anchors[:1]),
        place=line_place(norm.span or clause.span),
        detail=_detail(policy, norm, clause),
    )


def _detail(policy: Policy, norm: Norm, clause: Clause) -> str:
    if norm.role == "exception":
        return f"exception {quoted(norm.name or norm.id)}"
    if norm.role == "disapplication":
        return "disapplication"
    if norm.role == "exclusion":
        return _detail(policy, policy.norms[norm.follows], clause)
    siblings = own_norms(policy, norm.clause)
    parts = [policy.laws[clause.law].title] if clause.law and clause.law in policy.laws else []
    if len(siblings) > 1:
        parts.append(f"item {siblings.index(norm) + 1}")
    return ", ".join(parts)


def source_lines(policy: Policy, anchors: Iterable[Anchor]) -> tuple[int, int] | None:
    """The first and last line of the source text that the anchors quote."""
    if policy.source is None:
        return None
    passages = [passage for anchor in anchors for passage in anchor.passages]
    if not passages:
        return None
    position = policy.source.file.position
    first = min(start for start, _ in passages)
    last = max(end for _, end in passages)
    return position(first).line, position(max(first, last - 1)).line


def line_place(span: Span | None) -> str:
    """`policy.policy:120`, or nothing for what stands in no file."""
    return "" if span is None else f"{span.file.name}:{span.from_.line}"


def reading_choice(question: Question, reading: str) -> ReadingChoice:
    """One question read one way, with the words of both titles."""
    titles = {option.name: option.title for option in question.readings}
    return ReadingChoice(
        question=question.name,
        reading=reading,
        question_title=question.title,
        reading_title=titles.get(reading, reading),
        about=question.about[0].anchor.words if question.about else "",
        plain=reading == question.plain,
    )


# --------------------------------------------------------------------------- things

_PERSONAL_NAMES = each(
    "Ana Bea Carl Dora Emil Faye Gus Hana Ivan Judy Karl Lena Max Nora Otto Pia Quinn Rosa Sam Tina"
)
_PERSONS = frozenset(
    each(
        "person individual human man woman child minor adult employee worker officer deputy "
        "prosecutor attorney lawyer tenant patient student member citizen resident customer "
        "applicant defendant victim witness suspect driver guest parent teacher owner landlord "
        "manager user visitor"
    )
)
_BODIES = frozenset(
    each(
        "organization organisation agency department company office court authority association "
        "board council body institution firm corporation government committee union group team "
        "bank"
    )
)


def names_for(policy: Policy, things: Sequence[Thing]) -> Mapping[str, str]:
    """A short name for each thing of a case that nobody named: persons are Ana, Bea, Carl …;
    another thing is "the report" where it is the only one of its kind, else "the first report"."""
    persons = iter(_free_names(policy))
    kinds = {thing.name: narrowest_kind(policy, thing) for thing in things}
    named: dict[str, str] = {}
    for thing in things:
        kind = kinds[thing.name]
        alike = [other.name for other in things if kinds[other.name] == kind]
        if is_personal(policy, kind):
            named[thing.name] = next(persons)
        elif len(alike) == 1:
            named[thing.name] = f"the {kind}"
        else:
            named[thing.name] = f"the {ordinal_word(alike.index(thing.name) + 1)} {kind}"
    return named


def _free_names(policy: Policy) -> Iterable[str]:
    taken = {party.lower() for party in policy.parties}
    yield from (name for name in _PERSONAL_NAMES if name.lower() not in taken)
    for number in range(2, 1_000):
        yield from (f"{name} {number}" for name in _PERSONAL_NAMES)


def narrowest_kind(policy: Policy, thing: Thing) -> str:
    """The kind that says most of a thing: its deepest sub-kind, the first declared of several."""
    order = list(policy.kinds)
    candidates = sorted(
        (kind for kind in thing.subkinds if kind in policy.kinds),
        key=lambda kind: (-len(policy.lineage(kind)), order.index(kind)),
    )
    return candidates[0] if candidates else thing.kind


def narrowest_kinds(policy: Policy, thing: Thing) -> tuple[str, ...]:
    """The kinds that say of a thing what it is: those without a sub-kind to which it belongs."""
    kinds = [kind for kind in policy.kinds if kind in thing.subkinds or kind == thing.kind]
    above = {name for kind in kinds for name in policy.lineage(kind)[1:]}
    return tuple(kind for kind in kinds if kind not in above)


def is_personal(policy: Policy, kind: str) -> bool:
    """Whether things of a kind bear a person's name."""
    last = kind.split(" ")[-1].lower()
    if last in _BODIES or kind == PARTY:
        return False
    lineage = policy.lineage(kind) if kind in policy.kinds else (kind,)
    return last in _PERSONS or PARTY in lineage


def kind_plural(policy: Policy, kind: str) -> str:
    """The drafter's plural, or the regular one."""
    declared = policy.kinds[kind].plural if kind in policy.kinds else ""
    return declared or pluralized(kind)
