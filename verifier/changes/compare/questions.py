"""Questions that a change settles, and those that it opens: two versions go in, the questions on
which a verdict depends in one of them only come out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from verifier.changes.compare.bounds_tried import BoundsTried
from verifier.changes.compare.difference.edits import EDITIONS, Edition
from verifier.changes.compare.difference.groups import Describer
from verifier.changes.compare.difference.outcome import QuestionChange
from verifier.encoding import Angle, Query, both, parted
from verifier.model import LawRegime, Question
from verifier.solver import Possible

OTHERWISE = "read otherwise"


def question_changes(describer: Describer) -> tuple[QuestionChange, ...]:
    """Questions on which a verdict depended and no longer does, and the reverse. Where a verdict
    depends on one for an act that no edit reaches, it does so before and after."""
    acts = list(describer.pair.merged.acts)
    reached = [act for act in acts if describer.affected(act, LawRegime.ALONE)]
    asked = {**describer.pair.old.questions, **describer.pair.new.questions}
    found = []
    for question in asked.values():
        mine = [act for act in reached if _can_matter(describer, question.name, act, None)]
        if len(question.readings) < 2 or not mine or _both_matter(describer, question, mine):
            continue
        others = [act for act in acts if act not in reached]
        tried = BoundsTried()
        if _matters(describer, question, "old", others, tried):
            continue
        before, after = (
            _matters(describer, question, edition, mine, tried) for edition in EDITIONS
        )
        if before is True and after is False:
            found.append(QuestionChange(question.name, question.title, "settled", tried.words))
        if before is False and after is True:
            found.append(QuestionChange(question.name, question.title, "opened", tried.words))
    return tuple(found)


def _both_matter(describer: Describer, question: Question, acts: Sequence[str]) -> bool:
    """Whether one case shows that the question matters in both versions."""
    looks = [_looks(describer, question, edition) for edition in EDITIONS]
    for act in acts:
        if all(_can_matter(describer, question.name, act, here) for here, _ in looks):
            body = both(parted(*look) for look in looks)
            if isinstance(describer.solver.ask(Query(act, body, looks[0][0])), Possible):
                return True
    return False


def _looks(describer: Describer, question: Question, edition: Edition) -> tuple[Angle, Angle]:
    """Two looks at a case that differ in how the question is read."""
    here = describer.angle(edition, LawRegime.ALONE)
    return here, replace(here, apart=frozenset({question.name}), tag=OTHERWISE)


def _matters(
    describer: Describer,
    question: Question,
    edition: Edition,
    acts: Sequence[str],
    tried: BoundsTried,
) -> bool | None:
    """Whether two readings of the question give one case two verdicts, in a version."""
    here, there = _looks(describer, question, edition)
    open_ = False
    for act in acts:
        if _can_matter(describer, question.name, act, here):
            answer = describer.solver.ask(Query(act, parted(here, there), here))
            if isinstance(answer, Possible):
                return True
            open_ |= not tried.no_case(answer)
    return None if open_ else False


def _can_matter(describer: Describer, question: str, act: str, angle: Angle | None) -> bool:
    """Whether a norm that speaks of the act depends on the question, as seen from the angle."""
    norms = describer.solver.encodings.unfoldings(act)[""].norms_about_the_act
    without = angle.without if angle else frozenset()
    return any(
        question in describer.dependencies.of_norms[norm.id]
        for norm in norms
        if norm.id not in without
    )
