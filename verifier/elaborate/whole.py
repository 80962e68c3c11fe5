"""The whole policy: the items of its files go in, the checked policy and all problems come out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from verifier.diagnostics import Problem
from verifier.elaborate.assumptions import read_assumptions, read_presumptions
from verifier.elaborate.attributes import read_attributes
from verifier.elaborate.clashes import check_clashes, check_currency
from verifier.elaborate.clauses import read_clauses
from verifier.elaborate.declarations import (
    read_calendars,
    read_kinds,
    read_parties,
    reading_names,
    resolve_party,
)
from verifier.elaborate.declared_sentences import Declaring
from verifier.elaborate.definitions import check_circles, read_counts_as, read_definitions
from verifier.elaborate.examples import read_cases
from verifier.elaborate.exclusions import read_exclusions
from verifier.elaborate.guarantees import (
    read_coverages,
    read_possibilities,
    read_promises,
)
from verifier.elaborate.items import Items
from verifier.elaborate.questions import check_questions, read_questions
from verifier.elaborate.references import ClauseBook
from verifier.elaborate.sentences.anchors import Quotations
from verifier.elaborate.sentences.complaints import Complaints
from verifier.elaborate.sentences.conditions import Context
from verifier.elaborate.sentences.vocabulary import Vocabulary
from verifier.elaborate.source_text import source_text
from verifier.elaborate.versions import cases_by_version, read_versions, with_versions
from verifier.elaborate.ways import check_ways
from verifier.language import Document, NotEncoded, PolicyHead
from verifier.model import Formula, Policy, SetAside, SourceText
from verifier.source import SourceFile


def elaborate(
    documents: Sequence[Document],
    source: SourceFile | None,
    earlier: Sequence[Policy] = (),
) -> tuple[Policy | None, tuple[Problem, ...]]:
    """The policy that the documents make together, and every problem of the run.

    The policy is None when there is an error; warnings may accompany a policy. `source` is the
    policy's own text; without it quotations are not checked. `earlier` are the earlier versions
    that its head names.
    """
    complaints = Complaints()
    items = Items.of(documents)
    _no_amendments(items, complaints)
    text = None if source is None else source_text(source)
    head = _head(items, documents, complaints)
    vocabulary = read_vocabulary(items, complaints)
    context = Context(vocabulary, complaints, Quotations(text, complaints))
    files = tuple(document.file for document in documents)
    versions = read_versions(head, earlier, complaints)
    own, of_earlier = cases_by_version(items.cases, versions, complaints)
    items.cases[:] = own
    policy = _policy(head, items, context, text, files)
    policy = with_versions(policy, versions, of_earlier, context)
    check_currency(documents, complaints)
    return (None if complaints.has_errors else policy), tuple(complaints.problems)


def _head(items: Items, documents: Sequence[Document], complaints: Complaints) -> PolicyHead | None:
    if not items.heads:
        name = documents[0].file.name if documents else "this"
        hint = "begin it with “policy NAME “TITLE””"
        if items.amendments:
            hint = "it holds an amendment: name the policy, and then the amendment of it"
        complaints.error("no-policy", f"{name} is no policy", None, hint)
        return None
    for head in items.heads[1:]:
        complaints.error(
            "two-policies",
            "a second policy begins here",
            head.span,
            "keep one “policy” line; the files that it uses have none",
            (("the first is here", items.heads[0].span),),
        )
    return items.heads[0]


def _no_amendments(items: Items, complaints: Complaints) -> None:
    for amendment in items.amendments if items.heads else ():
        complaints.error(
            "misplaced-amendment",
            f"the amendment “{amendment.name.text}” stands in a file of the policy",
            amendment.name.span,
            "put it into a file of its own, which the policy does not use",
        )


def read_vocabulary(items: Items, complaints: Complaints) -> Vocabulary:
    """Everything that the items declare."""
    kinds = read_kinds(items.kinds, complaints)
    parties = read_parties(items.parties, kinds, complaints)
    declaring = Declaring(kinds, parties, complaints)
    facts = declaring.facts(items.facts)
    vocabulary = Vocabulary(
        kinds,
        parties,
        read_attributes(items.kinds, kinds, parties, complaints),
        facts,
        declaring.acts(items.acts),
        declaring.definitions(items.definitions, facts),
        reading_names(items.questions),
        read_calendars(items.calendars, complaints),
    )
    check_clashes(vocabulary, complaints)
    return vocabulary


def _policy(
    head: PolicyHead | None,
    items: Items,
    context: Context,
    text: SourceText | None,
    files: tuple[SourceFile, ...],
) -> Policy:
    """Everything else, read with the vocabulary."""
    vocabulary, complaints = context.vocabulary, context.complaints
    definitions = read_definitions(items.definitions, context)
    counting = read_counts_as(items.counts_as, context)
    check_circles(definitions, counting, complaints)
    book = ClauseBook.of(items.clauses, vocabulary, complaints)
    exclusions = read_exclusions(items.exclusions, context)
    found = read_clauses(items.laws, book, exclusions, context)
    policy = Policy(
        name="" if head is None else head.name.text,
        title="" if head is None else head.title.text,
        issued_by=None if head is None else _issuer(head, context),
        kinds=vocabulary.kinds,
        parties=vocabulary.parties,
        attributes=vocabulary.attributes,
        facts=vocabulary.facts,
        acts=vocabulary.acts,
        definitions=definitions,
        counts_as=counting,
        calendars=vocabulary.calendars,
        questions=read_questions(items.questions, book, found.quoted, context),
        clauses=found.clauses,
        laws=found.laws,
        norms=found.norms,
        attacks=found.attacks,
        savings=found.savings,
        priorities=found.priorities,
        assumptions=read_assumptions(items.assumptions, context),
        presumptions=read_presumptions(items.presumptions, context),
        promises=read_promises(items.promises, bool(found.laws), context),
        possibilities=read_possibilities(items.possibilities, context),
        coverages=read_coverages(items.coverages, context),
        cases=read_cases(items.cases, context),
        set_aside=tuple(_set_aside(item, context) for item in items.not_encoded),
        source=text,
        files=files,
        exclusions=exclusions,
        span=None if head is None else head.span,
    )
    check_questions(policy.questions, _deciding(policy), complaints)
    check_ways(policy, complaints)
    return policy


def _issuer(head: PolicyHead, context: Context) -> str | None:
    return resolve_party(head.issued_by, context.vocabulary.parties, context.complaints)


def _set_aside(item: NotEncoded, context: Context) -> SetAside:
    anchor = context.quotations.anchor(item.quote, "“not encoded”")
    return SetAside(anchor, item.because.text, item.span)


def _deciding(policy: Policy) -> Iterator[Formula]:
    """Every formula that can decide a verdict."""
    yield from (definition.condition for definition in policy.definitions.values())
    yield from (rule.condition for rule in policy.counts_as)
    yield from (assumption.formula for assumption in policy.assumptions.values())
    for norm in policy.norms.values():
        yield from (condition.formula for condition in norm.conditions)
