"""What is done and what is open in an assessment, for a country or one institution: the facts of the next step. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from assessment.answers.completeness import claims_something
from assessment.answers.settlement import (
    answers_of,
    assigned_indicators,
    institution_answers_by_indicator,
)
from assessment.answers.settlement_groups import TO_SETTLE, group_of
from assessment.cycles.next_cycle import not_looked_at
from assessment.model.assessment import NATIONAL, AnswerStatus, Assessment, AssessmentState
from assessment.review.answer_review import IndicatorReview, OpenPoint
from questionnaires import Edition


@dataclass(frozen=True, slots=True)
class WorkStatus:
    """What is open. Tuples hold ids of indicators in the order of the content, unless said otherwise."""

    state: AssessmentState
    asked: tuple[str, ...] = ()
    """All that are asked of the country, or of the institution."""
    answered: int = 0
    """How many of them have any answer, "don't know" too."""
    unanswered: tuple[str, ...] = ()
    """Without an answer; for the country only those that no institution is asked."""
    inherited: tuple[str, ...] = ()
    """With an answer of the last cycle that nobody has looked at since."""
    claims: int = 0
    """How many have a level from 1 or a figure, so that evidence is expected."""
    unproven: tuple[str, ...] = ()
    """Those without evidence."""
    unknown: tuple[str, ...] = ()
    """Answered with "don't know"."""
    institutions: tuple[str, ...] = ()
    """Ids of the institutions listed; none on the view of an institution."""
    waited_for: tuple[str, ...] = ()
    """Ids of the institutions without whose answer a question has none."""
    to_settle: tuple[str, ...] = ()
    """Answered by institutions, with no national answer that takes them into account."""
    questioned: tuple[str, ...] = ()
    """Those with which the assessment was returned; only these can be changed then."""
    to_reply: tuple[str, ...] = ()
    """With a question of the expert that nobody has replied to."""
    to_respond: tuple[str, ...] = ()
    """With another level of the expert, which the country has neither taken over nor turned down."""
    to_resolve: tuple[str, ...] = ()
    """Open, and the expert's turn: a reply to read, or an answer changed after the expert's view."""
    not_looked_at: tuple[str, ...] = ()
    """At which the expert has not looked."""
    has_plan: bool = False
    """Whether a plan is adopted."""

    @property
    def is_open(self) -> bool:
        """Whether anything is open between expert and country."""
        return bool(self.to_reply or self.to_respond or self.to_resolve)

    @property
    def looked_at(self) -> int:
        """How many answers the expert has looked at."""
        return len(self.asked) - len(self.not_looked_at)


def work_status(
    edition: Edition,
    assessment: Assessment,
    institution: str = NATIONAL,
    *,
    reviews: Mapping[str, IndicatorReview] | None = None,
    questioned: Collection[str] = (),
) -> WorkStatus:
    """The status of an assessment for the country or an institution.

    `reviews` are the remarks by indicator, `questioned` the indicators with which the assessment was returned.
    """
    asked = assigned_indicators(edition, assessment, institution)
    answers = answers_of(assessment, institution)
    given = {
        key for key in asked if key in answers and answers[key].state is not AnswerStatus.UNANSWERED
    }
    claims = [key for key in asked if key in answers and claims_something(answers[key])]
    is_national = institution == NATIONAL
    are_asked = is_national and bool(assessment.institutions or assessment.institution_answers)
    responses = institution_answers_by_indicator(assessment, asked) if are_asked else {}
    waiting = {
        who
        for key, item in responses.items()
        if key not in given and not item.answers
        for who in item.waiting
    }
    threads = {key: item for key, item in (reviews or {}).items() if key in asked}
    points = {key: item.open_points for key, item in threads.items()}
    to_reply = tuple(key for key in asked if key in threads and threads[key].waits_for_reply)
    return WorkStatus(
        state=assessment.state,
        asked=asked,
        answered=len(given),
        unanswered=tuple(
            key
            for key in asked
            if key not in given
            and not (key in responses and (responses[key].respondents or responses[key].answers))
        ),
        inherited=not_looked_at(answers, asked),
        claims=len(claims),
        unproven=tuple(key for key in claims if not answers[key].evidence),
        unknown=tuple(
            key for key in asked if key in answers and answers[key].state is AnswerStatus.DONT_KNOW
        ),
        institutions=tuple(item.id for item in assessment.institutions) if is_national else (),
        waited_for=tuple(item.id for item in assessment.institutions if item.id in waiting),
        to_settle=tuple(key for key, item in responses.items() if group_of(item) in TO_SETTLE),
        questioned=tuple(key for key in asked if key in questioned),
        to_reply=to_reply,
        to_respond=tuple(key for key in asked if OpenPoint.DISAGREEMENT in points.get(key, ())),
        to_resolve=tuple(
            key
            for key in asked
            if key not in to_reply
            and {OpenPoint.QUESTION, OpenPoint.CHANGED} & set(points.get(key, ()))
        ),
        not_looked_at=tuple(
            key for key in asked if key not in threads or not threads[key].is_looked_at
        ),
        has_plan=assessment.plan.adopted is not None,
    )


def days_silent(
    waited_for: Collection[str], last_saved: Mapping[str, dt.datetime], now: dt.datetime
) -> Mapping[str, int | None]:
    """Whole days since an institution saved an answer, by id; None where it has saved none."""
    return {key: (now - last_saved[key]).days if key in last_saved else None for key in waited_for}
