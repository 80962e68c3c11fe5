"""Things as they are spoken of: "a person" at the first mention, "the person" from then on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from verifier.model import Named, Policy, Term, Variable
from verifier.words.english import ORDINALS, with_article
from verifier.words.naming import kind_plural


@dataclass
class Mentions:
    """Who has been spoken of so far. `names` are the names of a case, `known` the variables that
    were mentioned, `differs` the pairs known to differ and `said_to_differ` those of which the
    words have said it, `instead` what is said once in place of a first mention ("no report");
    while `definite`, only `fresh` variables (those that the words at hand bind) are introduced."""

    policy: Policy
    names: Mapping[Variable, str] = field(default_factory=dict)
    known: set[Variable] = field(default_factory=set)
    differs: set[frozenset[Variable]] = field(default_factory=set)
    said_to_differ: set[frozenset[Variable]] = field(default_factory=set)
    instead: dict[Variable, str] = field(default_factory=dict)
    fresh: set[Variable] = field(default_factory=set)
    definite: bool = False

    def mention(self, term: Term) -> str:
        """A thing as it is spoken of here: a name, "a person", later "the person"."""
        if isinstance(term, Named):
            return term.name
        if term in self.names:
            return self.names[term]
        if term in self.instead:
            self.known.add(term)
            return self.instead.pop(term)
        if term in self.known or (self.definite and term not in self.fresh):
            self.known.add(term)
            return f"the {term.name}"
        return self.introduce(term)

    def introduce(
        self, variable: Variable, article: str = "", once: bool = False, many: bool = False
    ) -> str:
        """The first mention: "a person", "another person", "a person (the reporter)"; `article` may
        be "every", "no", "at least one" instead; what is mentioned only `once` needs no label;
        `many`: in the plural."""
        another = self._is_another(variable)
        self.known.add(variable)
        if another and article in ("", "another"):
            noun = f"another {variable.kind}"
        elif article:
            kind = kind_plural(self.policy, variable.kind) if many else variable.kind
            noun = f"{article} {'other ' if another else ''}{kind}"
        else:
            noun = with_article(variable.kind)
        rank = variable.name.removesuffix(variable.kind).strip()
        if another and rank in ORDINALS and article in ("", "another"):
            return f"a {variable.name}"
        told = rank == "" or (another and rank == "other")
        return noun if told or once else f"{noun} (the {variable.name})"

    def _is_another(self, variable: Variable) -> bool:
        """Whether "another" says exactly what is known: it differs from all of its root kind."""
        others = [known for known in self.known if self._root(known) == self._root(variable)]
        pairs = {frozenset((variable, other)) for other in others if other != variable}
        if not pairs or not pairs <= self.differs:
            return False
        self.said_to_differ |= pairs
        return True

    def _root(self, variable: Variable) -> str:
        return self.policy.roots.get(variable.kind, variable.kind)
