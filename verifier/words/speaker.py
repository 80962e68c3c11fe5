"""The one voice of the tool: a policy goes in, sentences about it come out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from verifier.findings import Citation, ReadingChoice
from verifier.model import (
    ActInQuestion,
    Case,
    CaseClass,
    Condition,
    FactKey,
    Formula,
    LawRegime,
    Norm,
    Policy,
    Positions,
    Readings,
    Reads,
    Thing,
    ValueKey,
    Variable,
    Verdict,
)
from verifier.words import cases, english, guarantees, naming, norms, sentences
from verifier.words.clause_text import Passage, running
from verifier.words.discourse import Discourse


@dataclass(frozen=True)
class Speaker:
    """Says in English what a policy, a case of it and the results on it hold. Names that come in
    are ids of the model; what goes out are the drafter's sentences filled in."""

    policy: Policy

    # ----------------------------------------------------------------- words

    def kind(self, name: str, count: int = 1, article: Literal["a", "the"] | None = None) -> str:
        """`report`, `a report`, `the reports`; a plural for every count but one."""
        noun = name if count == 1 else naming.kind_plural(self.policy, name)
        if article == "a" and count == 1:
            return english.with_article(noun)
        return f"the {noun}" if article == "the" else noun

    def counted(self, name: str, count: int) -> str:
        """`one report`, `two reports`, `no reports`."""
        return f"{english.number_word(count)} {self.kind(name, count)}"

    def plural(self, kind: str) -> str:
        return naming.kind_plural(self.policy, kind)

    def article(self, word: str) -> str:
        return english.article(word)

    def series(self, items: Sequence[str], conjunction: str = "and") -> str:
        return english.series(items, conjunction)

    def sentence(self, clause: str) -> str:
        """A clause with a capital and a full stop."""
        return english.sentence(clause)

    # ----------------------------------------------------------------- formulas

    def formula(
        self, formula: Formula, env: Mapping[Variable, str] | None = None, positive: bool = True
    ) -> str:
        """A formula (or its denial) as a clause; `env` names what the variables stand for."""
        return Discourse(self.policy, names=env or {}).clause(formula, positive)

    def conditions(
        self, conditions: Sequence[Condition], env: Mapping[Variable, str] | None = None
    ) -> str:
        """Conditions as one clause; "this is always so" where there are none."""
        said = norms.conditions_said(Discourse(self.policy, names=env or {}), conditions)
        return "this is always so" if said is None else running(said)

    def reading(self, question: str, reading: str) -> str:
        """`the answer to “Does …?” is “Yes”`."""
        return self.formula(Reads(question, reading))

    def reading_choice(self, question: str, reading: str) -> ReadingChoice:
        return naming.reading_choice(self.policy.questions[question], reading)

    # ----------------------------------------------------------------- a case

    def fact(self, key: FactKey) -> str:
        return cases.fact_words(self.policy, key)

    def negated_fact(self, key: FactKey) -> str:
        return cases.fact_words(self.policy, key, positive=False)

    def value(self, key: ValueKey, value: str | int) -> str:
        return cases.value_words(self.policy, key, value)

    def value_among(self, key: ValueKey, values: Sequence[str]) -> str:
        """`the type of the crime is either robbery or assault`"""
        return cases.value_among_words(self.policy, key, values)

    def event_day(self, key: FactKey, day: int) -> str:
        return cases.event_day_words(self.policy, key, day)

    def act_day(self, day: int) -> str:
        return cases.act_day_words(day)

    def whatever(self, key: FactKey | ValueKey) -> str:
        """What does not matter: `whatever the type of the crime`, `whether or not …`."""
        return cases.whatever_words(self.policy, key)

    def act_in_question(self, act: ActInQuestion, modal: str = "") -> str:
        """`the Office uses S against Ana`; with a modal `the Office may use S against Ana`."""
        return cases.act_words(self.policy, act, modal)

    def case(self, case: Case, readings: Readings) -> tuple[str, ...]:
        """A whole case in sentences; what is not said does not hold."""
        return cases.case_sentences(self.policy, case, readings)

    def things(self, things: Sequence[Thing]) -> str:
        return cases.things_sentence(self.policy, things)

    def roles_of_persons(self, case: Case) -> tuple[str, ...]:
        """`Ana is a student`, where the names of persons do not say who is who."""
        return tuple(cases.roles_of_persons(self.policy, case))

    def names_for(self, things: Sequence[Thing]) -> Mapping[str, str]:
        """Short names for things that nobody named, by the names they have now."""
        return naming.names_for(self.policy, things)

    def with_names(self, case: Case) -> Case:
        """The same case with its things named as `names_for` says."""
        return cases.with_names(self.policy, case)

    # ----------------------------------------------------------------- norms, clauses

    def act_pattern(self, norm: Norm) -> str:
        """`use a statement against a person`."""
        return norms.act_phrase(Discourse(self.policy), norm)

    def norm_sentence(self, norm: Norm) -> str:
        """The whole norm, exception or disapplication in one sentence."""
        return norms.norm_sentence(self.policy, norm)

    def clause_outline(self, clause_id: str, footnotes: bool = True) -> tuple[Passage, ...]:
        """The paraphrase of a clause as lines with level and mark; the definitions that it relies
        on and the acts that count as its own stand below, unless `footnotes` is false."""
        return norms.clause_outline(self.policy, clause_id, footnotes)

    def definition_outline(self, definition_id: str) -> tuple[Passage, ...]:
        return norms.definition_outline(self.policy, definition_id)

    def clause_paraphrase(self, clause_id: str) -> tuple[str, ...]:
        """The paraphrase of a clause as lines of text, deeper ones indented, footnotes last."""
        return tuple(passage.text for passage in self.clause_outline(clause_id))

    def definition_paraphrase(self, definition_id: str) -> tuple[str, ...]:
        """`A crime is a violent crime exactly when …`, as lines of text."""
        return tuple(passage.text for passage in self.definition_outline(definition_id))

    def definitions_of(self, clause_id: str) -> tuple[str, ...]:
        """The ids of the definitions that a clause relies on."""
        return norms.definitions_of(self.policy, clause_id)

    def clause_name(self, clause_id: str) -> str:
        return naming.clause_name(self.policy, clause_id)

    def clause_names(self, clause_ids: Sequence[str]) -> str:
        """`clauses P3 and P4`, `clauses P1 to P6 and P8`."""
        return naming.clause_names(self.policy, clause_ids)

    def norm_name(self, norm_id: str) -> str:
        """`clause P3`, `item 2 of clause P7`, `the exception “relief” of clause P6`."""
        return naming.norm_name(self.policy, norm_id)

    def exception_name(self, norm_id: str) -> str:
        return naming.exception_name(self.policy, norm_id)

    def law_name(self, law: str) -> str:
        return naming.law_name(self.policy, law)

    def citation(self, norm_id: str) -> Citation:
        return naming.citation(self.policy, norm_id)

    # ----------------------------------------------------------------- verdicts, guarantees

    def verdict(self, verdict: Verdict) -> str:
        """A verdict and what it means, in a phrase."""
        return guarantees.verdict_words(verdict)

    def verdict_sentence(
        self, verdict: Verdict, act: ActInQuestion, positions: Positions | None = None
    ) -> str:
        """`The Office must not use S against Ana.`, `No norm says whether the Office may …`."""
        doing = sentences.phrase(self.policy.acts[act.act].phrase, act.things)
        return guarantees.verdict_sentence(verdict, act.agent, doing, positions)

    def column(self, column: LawRegime) -> str:
        """`by the policy alone`, `in the end (where …)`; nothing where there is no law."""
        return guarantees.column_words(self.policy, column).removeprefix(", ")

    def assumption(self, name: str) -> str:
        return guarantees.assumption_sentence(self.policy, self.policy.assumptions[name])

    def presumption(self, name: str) -> str:
        return guarantees.presumption_sentence(self.policy, self.policy.presumptions[name])

    def promise(self, name: str) -> str:
        return guarantees.promise_sentence(self.policy, self.policy.promises[name])

    def possibility(self, name: str) -> str:
        return guarantees.possibility_sentence(self.policy, self.policy.possibilities[name])

    def coverage(self, name: str) -> str:
        return guarantees.coverage_sentence(self.policy, self.policy.coverages[name])

    def scope(self, scope: CaseClass, modal: str = "") -> str:
        """`the Office prosecutes a person for an offense, where …`."""
        return guarantees.scope_words(self.policy, scope, modal)
