"""Norms, clauses and definitions told in English, from the model alone, so that a lawyer can
confirm that they say the same as the quotation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from verifier.model import (
    All,
    Attack,
    Condition,
    CountsAs,
    Modality,
    Norm,
    Policy,
    Quantity,
    SentenceParts,
    Term,
    Unit,
    Variable,
    Window,
)
from verifier.words import quantities, sentences
from verifier.words.clause_text import Passage, Said, all_of, outline, running
from verifier.words.discourse import Discourse
from verifier.words.english import capitalized, quoted, sentence, series, with_article
from verifier.words.formula_shapes import free_variables
from verifier.words.naming import (
    clause_names,
    exception_name,
    norm_name,
    own_norms,
)

# --------------------------------------------------------------------------- one norm


def act_phrase(discourse: Discourse, norm: Norm) -> str:
    """`use an item against a person`: a norm's act, its things introduced."""
    assert norm.act is not None
    act = discourse.policy.acts[norm.act.act]
    spoken = _spoken_of(norm)
    fillers: list[str] = []
    for term in norm.act.terms:
        if isinstance(term, Variable) and term not in discourse.known:
            if term in norm.act.choice:
                fillers.append(discourse.introduce(term, "at least one"))
                continue
            if norm.modality is Modality.OBLIGED and term not in spoken:
                fillers.append(discourse.introduce(term, "every"))
                continue
        fillers.append(discourse.mention(term))
    return sentences.phrase(act.phrase, fillers)


def _spoken_of(norm: Norm) -> frozenset[Variable]:
    """The variables that the conditions of a norm speak of."""
    return frozenset(v for c in norm.conditions for v in free_variables(c.formula))


def norm_head(discourse: Discourse, norm: Norm) -> str:
    """`the Office must not use an item against a person`."""
    assert norm.modality is not None
    assert norm.bearer is not None
    bearer = discourse.mention(norm.bearer)
    return f"{bearer} {norm.modality.words} {act_phrase(discourse, norm)}"


def conditions_said(discourse: Discourse, conditions: Sequence[Condition]) -> Said | None:
    """The conditions as what is said; None where there are none."""
    if not conditions:
        return None
    return discourse.say(All(tuple(condition.formula for condition in conditions)))


def norm_sentence(policy: Policy, norm: Norm) -> str:
    """A norm (or what an exception or a disapplication takes away) in one sentence."""
    discourse = _opened(policy, norm)
    head = norm_head(discourse, norm) if norm.modality else defeat_words(policy, norm)
    said = _restricted(discourse, norm)
    return sentence(head if said is None else f"{head} {_connective(norm)} {running(said)}")


def _opened(policy: Policy, norm: Norm, notes: list[str] | None = None) -> Discourse:
    """A discourse for a norm: the variables that its attacks share with their targets are known."""
    known = {
        mapped
        for attack in policy.attacks
        if attack.attacker == norm.id and attack.ground in ("exception", "disapplication")
        for mapped, _ in attack.mapping
    }
    bound = {*norm.locals, *norm.parameters} - known
    return Discourse(policy, known=known, bound=bound, notes=notes)


# --------------------------------------------------------------------------- what is defeated


def defeat_words(policy: Policy, norm: Norm) -> str:
    """`clause P3 does not apply`, `this policy does not apply`, `clauses P7 and P8 do not …`."""
    targets = list(dict.fromkeys(attack.target for attack in _attacks_by(policy, norm)))
    exceptions = [name for name in targets if policy.norms[name].role == "exception"]
    others = [name for name in targets if name not in exceptions]
    clauses = list(dict.fromkeys(policy.norms[name].clause for name in others))
    if norm.role == "disapplication" and not exceptions and _is_whole_policy(policy, norm, clauses):
        return f"this policy does not apply{_to_concerned(norm)}"
    whole = [c for c in clauses if all(n.id in others for n in own_norms(policy, c))]
    parts = [name for name in others if policy.norms[name].clause not in whole]
    named = [clause_names(policy, whole)] if whole else []
    named += [norm_name(policy, name) for name in parts]
    named += [exception_name(policy, name) for name in exceptions]
    several = len(whole) + len(parts) + len(exceptions) > 1
    verb = "do" if several else "does"
    return f"{series(named) or 'nothing'} {verb} not apply{_to_concerned(norm)}"


def _to_concerned(norm: Norm) -> str:
    return "" if norm.concerns is None else f" to {with_article(norm.concerns.name)}"


def _is_whole_policy(policy: Policy, norm: Norm, clauses: Sequence[str]) -> bool:
    content = {n.clause for n in policy.norms.values() if n.layer == norm.layer and n.modality}
    return len(content) > 0 and content == set(clauses)


def _restricted(discourse: Discourse, norm: Norm) -> Said | None:
    """The conditions of a norm; for what only defeats, first the act that it is limited to."""
    act = ""
    if norm.modality is None and norm.act is not None:
        act = f"the act is to {act_phrase(discourse, norm)}"
    said = conditions_said(discourse, norm.conditions)
    if not act or said is None:
        return act or said
    return all_of((act, said))


# --------------------------------------------------------------------------- a clause


def clause_outline(policy: Policy, clause_id: str, footnotes: bool = True) -> tuple[Passage, ...]:
    """The whole clause: its norms, exceptions, priorities, deadlines, then the footnotes."""
    return tuple(_clause_lines(policy, clause_id, [] if footnotes else None))


def _clause_lines(policy: Policy, clause_id: str, notes: list[str] | None) -> Iterator[Passage]:
    clause = policy.clauses[clause_id]
    for group in _alike(own_norms(policy, clause_id)):
        yield from _norm_lines(policy, group, notes)
    for name in clause.norms:
        norm = policy.norms[name]
        if norm.role not in ("norm", "exclusion"):
            yield from _defeat_lines(policy, norm, notes)
    yield from (Passage(0, "", text) for text in _relations(policy, clause.norms))
    if notes is not None:
        yield from _footnotes(policy, clause_id, notes)


def _alike(norms: Sequence[Norm]) -> list[list[Norm]]:
    """Norms that differ only in their acts (`must do all of`) drawn together."""
    groups: list[list[Norm]] = []
    for norm in norms:
        first = groups[-1][0] if groups else None
        if first is not None and _frame(first) == _frame(norm):
            groups[-1].append(norm)
        else:
            groups.append([norm])
    return groups


def _frame(norm: Norm) -> tuple[object, ...]:
    return norm.modality, norm.bearer, norm.conditions, norm.window, norm.owed_to


def _norm_lines(
    policy: Policy, group: Sequence[Norm], notes: list[str] | None
) -> Iterator[Passage]:
    first = group[0]
    discourse = _opened(policy, first, notes)
    if len(group) == 1:
        yield from _with_conditions(discourse, norm_head(discourse, first), first)
    else:
        assert first.bearer is not None
        assert first.modality is not None
        kind = "all" if first.modality is Modality.OBLIGED else "any"
        head = f"{discourse.mention(first.bearer)} {first.modality.words} do {kind} of these:"
        yield Passage(0, "", capitalized(head))
        for place, norm in enumerate(group):
            stop = "." if place == len(group) - 1 else ";"
            mark = f"({'abcdefghijklmnopqrstuvwxyz'[place % 26]})"
            phrase = act_phrase(_opened(policy, norm), norm)
            yield Passage(1, mark, phrase + stop)
            discourse.known |= set(_variables_of_act(norm))
        if _beside_the_deadlines(first):
            yield from _with_conditions(discourse, "this applies", first)
    for text in _terms_of_duty(discourse, first):
        yield Passage(0, "", text)


def _with_conditions(discourse: Discourse, head: str, norm: Norm) -> tuple[Passage, ...]:
    said = conditions_said(discourse, _beside_the_deadlines(norm))
    if said is None:
        return (Passage(0, "", sentence(head)),)
    return outline(f"{head} {_connective(norm)}", said)


def _beside_the_deadlines(norm: Norm) -> tuple[Condition, ...]:
    """The conditions of a norm without what its deadlines say, which is said of its window."""
    return tuple(condition for condition in norm.conditions if not condition.deadline)


def _connective(norm: Norm) -> str:
    """`when`; `where` in a duty to choose, whose conditions say what may be chosen."""
    chosen = norm.act.choice if norm.act is not None else ()
    return "where" if any(variable in _spoken_of(norm) for variable in chosen) else "when"


def _terms_of_duty(discourse: Discourse, norm: Norm) -> Iterator[str]:
    if norm.window is not None:
        yield sentence(f"it must be done {window_words(discourse, norm.window)}")
    if norm.owed_to is not None:
        yield sentence(f"this is owed to {discourse.mention(norm.owed_to)}")


def window_words(discourse: Discourse, window: Window) -> str:
    """`no earlier than March 1, 2026 and no later than 30 days after the day …`."""
    earliest = series([_day_words(discourse, day) for day in window.earliest])
    latest = series([_day_words(discourse, day) for day in window.latest])
    if earliest and latest.endswith(f" {earliest}"):
        latest = latest.removesuffix(earliest) + "that day"
    parts = [f"no earlier than {earliest}"] if earliest else []
    parts += [f"no later than {latest}"] if latest else []
    words = " and ".join(parts) or "at some time"
    return f"{words}, and is not owed afterwards" if window.lapses else words


def _day_words(discourse: Discourse, quantity: Quantity) -> str:
    return quantities.quantity(quantity, Unit.DATE, "", discourse.measure)


# --------------------------------------------------------------------------- exceptions


def _defeat_lines(policy: Policy, norm: Norm, notes: list[str] | None) -> Iterator[Passage]:
    discourse = _opened(policy, norm, notes)
    head = defeat_words(policy, norm)
    said = _restricted(discourse, norm)
    label = f"exception {quoted(norm.name or norm.id)}: " if norm.role == "exception" else ""
    if said is None:
        yield Passage(0, "", sentence(label + head))
    else:
        yield from outline(f"{label}{head} when", said)
    yield from (Passage(0, "", text) for text in _reach_of_exception(policy, norm))


def _reach_of_exception(policy: Policy, norm: Norm) -> Iterator[str]:
    """Whether an exception takes away one reason or the whole norm, where that is not plain."""
    if norm.concerns is not None:
        clauses = {policy.norms[attack.target].clause for attack in _attacks_by(policy, norm)}
        names = _names(policy, [attack.target for attack in _attacks_by(policy, norm)])
        verb = "applies" if len(clauses) == 1 else "apply"
        yield sentence(f"of others, {names} still {verb}")
        return
    spoken = _spoken_of(norm)
    for attack in _attacks_by(policy, norm):
        target = policy.norms[attack.target]
        mapped = [pair for pair in attack.mapping if pair[0] in spoken]
        shared = [theirs for _, theirs in mapped if theirs not in _of_the_act(target)]
        if norm.role == "exception" and shared:
            things = series([f"the {variable.name}" for variable in shared])
            others = series([f"another {variable.kind}" for variable in shared], "or")
            name = norm_name(policy, target.id)
            yield (
                f"The exception concerns {things} of {name} only: as far as {others} fulfills"
                f" the conditions, {name} still applies."
            )
        elif norm.role == "disapplication" and mapped:
            things = series([f"the {own.name}" for own, _ in mapped])
            that = "is that" if len(mapped) == 1 else "are those"
            yield f"Here {things} {that} of {norm_name(policy, target.id)}."


def _attacks_by(policy: Policy, norm: Norm) -> Iterator[Attack]:
    for attack in policy.attacks:
        if attack.attacker == norm.id and attack.ground in ("exception", "disapplication"):
            yield attack


def _variables_of_act(norm: Norm) -> tuple[Variable, ...]:
    return tuple(term for term in _of_the_act(norm) if isinstance(term, Variable))


def _of_the_act(norm: Norm) -> tuple[Term, ...]:
    terms = norm.act.terms if norm.act is not None else ()
    return (*terms, norm.bearer) if norm.bearer is not None else terms


# --------------------------------------------------------------------------- relations


def _relations(policy: Policy, norms: Sequence[str]) -> Iterator[str]:
    """Priorities, the rank of a law, savings clauses: what a clause says of other clauses."""
    chosen = set(norms)
    over = [a.target for a in policy.attacks if a.ground == "priority" and a.attacker in chosen]
    under = [a.attacker for a in policy.attacks if a.ground == "priority" and a.target in chosen]
    if over:
        yield f"Where the two are opposed, this clause prevails over {_names(policy, over)}."
    if under:
        yield f"Where the two are opposed, this clause gives way to {_names(policy, under)}."
    if any(a.ground == "layer" and a.attacker in chosen for a in policy.attacks):
        yield (
            "This clause stands in a law above the policy: in the end it prevails over a clause of"
            " the policy that says the opposite."
        )
    clauses = {policy.norms[name].clause for name in norms}
    saved = [saving.saved for saving in policy.savings if saving.clause in clauses]
    if saved:
        yield f"It claims not to limit {clause_names(policy, saved)}; the checks test that claim."


def _names(policy: Policy, norms: Sequence[str]) -> str:
    return clause_names(policy, list(dict.fromkeys(policy.norms[n].clause for n in norms)))


# --------------------------------------------------------------------------- footnotes


def _footnotes(policy: Policy, clause_id: str, notes: list[str]) -> Iterator[Passage]:
    """The definitions relied on, each with those it relies on itself, and `counts as` rules."""
    place = 0
    while place < len(notes):
        lead, *rest = definition_outline(policy, notes[place], notes)
        place += 1
        yield Passage(0, f"[{place}]", lead.words)
        yield from rest
    acts = {n.act.act for n in own_norms(policy, clause_id) if n.act is not None}
    for rule in _reaching(policy, acts):
        yield from counts_as_outline(policy, rule)


def _reaching(policy: Policy, acts: set[str]) -> list[CountsAs]:
    """The `counts as` rules by which another description falls under one of `acts`."""
    found = [rule for rule in policy.counts_as if rule.target in acts]
    while more := [
        rule
        for rule in policy.counts_as
        if rule not in found and rule.target in {known.source for known in found}
    ]:
        found.extend(more)
    return found


def definition_outline(
    policy: Policy, definition_id: str, notes: list[str] | None = None
) -> tuple[Passage, ...]:
    """`A crime is a violent crime exactly when …`."""
    definition = policy.definitions[definition_id]
    discourse = Discourse(policy, notes=notes)
    fillers = [discourse.mention(parameter) for parameter in definition.parameters]
    head = sentences.affirmed(definition.sentence, fillers)
    said = discourse.say(definition.condition)
    return outline(f"{head} exactly when", said)


def counts_as_outline(policy: Policy, rule: CountsAs) -> tuple[Passage, ...]:
    """`To disclose an item to a party counts as to report the item to the party when …`."""
    discourse = Discourse(policy, bound=set(rule.variables))
    source = _pattern(discourse, policy.acts[rule.source].phrase, rule.source_terms)
    target = _pattern(discourse, policy.acts[rule.target].phrase, rule.target_terms)
    head = f"to {source} counts as to {target}"
    if rule.condition == All(()):
        return (Passage(0, "", sentence(head)),)
    return outline(f"{head} when", discourse.say(rule.condition))


def _pattern(discourse: Discourse, phrase: SentenceParts, terms: Sequence[Term]) -> str:
    return sentences.phrase(phrase, [discourse.mention(term) for term in terms])


def definitions_of(policy: Policy, clause_id: str) -> tuple[str, ...]:
    """The definitions that a clause relies on, directly or through others, in the order met."""
    notes: list[str] = []
    tuple(_clause_lines(policy, clause_id, notes))
    return tuple(notes)
