"""The rows that a whole assessment becomes when it is brought in: a first revision of everything it holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from assessment.model.assessment import NATIONAL, Assessment, PlanSettings
from assessment.store.database.tables import AssessmentRow, Base, RetiredRow
from assessment.store.records import answer_row, figures_row, institutions_row, settings_row


def begun_row(
    assessment: Assessment, *, key: str, edition_hash: str, author: str, at: dt.datetime
) -> AssessmentRow:
    """The row of the assessment itself, not yet stored."""
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


def rows_of(
    assessment: Assessment, *, assessment_id: str, author: str, at: dt.datetime
) -> Iterator[Base]:
    """Everything but the row of the assessment itself, not yet stored."""
    for institution, answers in (
        (NATIONAL, assessment.answers),
        *assessment.institution_answers.items(),
    ):
        for indicator_id, answer in answers.items():
            yield answer_row(
                answer,
                assessment_id=assessment_id,
                institution=institution,
                indicator_id=indicator_id,
                number=1,
                author=author,
                at=at,
            )
    for statistic, figures in assessment.figures.items():
        yield figures_row(
            figures,
            assessment_id=assessment_id,
            statistic=statistic,
            number=1,
            author=author,
            at=at,
        )
    for number, item in enumerate(assessment.retired, start=1):
        yield RetiredRow(
            assessment_id=assessment_id,
            number=number,
            record=item.model_dump(mode="json", exclude_defaults=True),
        )
    if assessment.institutions:
        yield institutions_row(
            assessment.institutions,
            assessment_id=assessment_id,
            number=1,
            author=author,
            at=at,
        )
    if assessment.targets or assessment.plan != PlanSettings():
        yield settings_row(
            assessment.targets,
            assessment.plan,
            assessment_id=assessment_id,
            number=1,
            author=author,
            at=at,
        )
