"""A whole assessment put together from what stands in the tables."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessment.model.assessment import NATIONAL, Answer, Assessment, RetiredAnswer, Standing
from assessment.store.database.queries import (
    newest_answers,
    newest_figures,
    newest_institutions,
    newest_profile,
    newest_settings,
    state_now,
)
from assessment.store.database.tables import AssessmentRow, RetiredRow
from assessment.store.records import (
    answer_of,
    figures_of,
    institutions_of,
    profile_of,
    settings_of,
)


def gather(session: Session, row: AssessmentRow) -> Assessment:
    """The assessment with its newest answers and settings."""
    answers: dict[str, dict[str, Answer]] = {NATIONAL: {}}
    for answer in newest_answers(session, row.id):
        owner = answers.setdefault(answer.institution, {})
        owner[answer.indicator_id] = answer_of(answer)
    settings = settings_of(newest_settings(session, row.id))
    figures = newest_figures(session, row.id)
    retired = session.scalars(
        select(RetiredRow).where(RetiredRow.assessment_id == row.id).order_by(RetiredRow.number)
    )
    return Assessment(
        country=row.country,
        edition=row.edition,
        cycle=row.cycle,
        profile=profile_of(newest_profile(session, row.id), row).profile,
        state=state_now(session, row),
        standing=Standing(row.standing),
        note=row.note,
        answers=answers.pop(NATIONAL),
        targets=settings.targets,
        plan=settings.plan,
        figures={item.statistic: figures_of(item).figures for item in figures},
        retired=tuple(RetiredAnswer.model_validate(item.record, strict=False) for item in retired),
        institutions=institutions_of(newest_institutions(session, row.id)).institutions,
        institution_answers=answers,
    )
