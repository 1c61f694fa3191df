"""The rows of an assessment that is imported or opened: a first revision of everything it holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TypedDict

from assessment.model.assessment import NATIONAL, Assessment, PlanSettings
from assessment.store.database.tables import AssessmentRow, Base, RetiredRow
from assessment.store.records import TargetsAndPlan
from assessment.store.revisions import ANSWERS, FIGURES, INSTITUTIONS, SETTINGS


def new_assessment_row(
    assessment: Assessment, *, key: str, edition_hash: str, author: str, at: dt.datetime
) -> AssessmentRow:
    """Return the row of the assessment itself, not yet added to a session."""
    return AssessmentRow(
        id=key,
        country=assessment.country,
        edition=assessment.edition,
        edition_hash=edition_hash,
        cycle=assessment.cycle,
        profile=assessment.profile,
        state=assessment.state.value,
        standing=assessment.standing.value,
        note=assessment.note,
        created_at=at,
        created_by=author,
    )


class _FirstRevision(TypedDict):
    assessment_id: str
    number: int
    author: str
    at: dt.datetime


def new_rows(
    assessment: Assessment, *, assessment_id: str, author: str, at: dt.datetime
) -> Iterator[Base]:
    """Yield the rows of everything the assessment holds except the row of `new_assessment_row`."""
    first = _FirstRevision(assessment_id=assessment_id, number=1, author=author, at=at)
    for institution, answers in (
        (NATIONAL, assessment.answers),
        *assessment.institution_answers.items(),
    ):
        for indicator_id, answer in answers.items():
            yield ANSWERS.new_row(
                answer, institution=institution, indicator_id=indicator_id, **first
            )
    for statistic, figures in assessment.figures.items():
        yield FIGURES.new_row(figures, statistic=statistic, **first)
    for number, item in enumerate(assessment.retired, start=1):
        yield RetiredRow(
            assessment_id=assessment_id,
            number=number,
            record=item.model_dump(mode="json", exclude_defaults=True),
        )
    if assessment.institutions:
        yield INSTITUTIONS.new_row(assessment.institutions, **first)
    if assessment.targets or assessment.plan != PlanSettings():
        yield SETTINGS.new_row(TargetsAndPlan(assessment.targets, assessment.plan), **first)
