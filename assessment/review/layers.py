"""Layers of one assessment under review: the country's own levels and the expert's. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from assessment.model.assessment import Answer, AnswerStatus, Assessment
from assessment.review.answer_review import IndicatorReview, Remark


def taken_over(answer: Answer, view: Remark) -> Answer:
    """The country's answer with the expert's level and reason, otherwise unchanged."""
    return _at_level(answer, view.level, why=view.text)


def self_layer(assessment: Assessment, reviews: Mapping[str, IndicatorReview]) -> Assessment:
    """The assessment with the country's own levels, before it took any over."""
    return _with_levels(
        assessment,
        {key: item.self_level(assessment.level(key)) for key, item in reviews.items()},
    )


def expert_layer(assessment: Assessment, reviews: Mapping[str, IndicatorReview]) -> Assessment:
    """The assessment with the expert's levels, and the country's where there is no current view."""
    return _with_levels(
        assessment,
        {
            key: item.view.level
            for key, item in reviews.items()
            if item.view is not None and item.is_current
        },
    )


def _with_levels(assessment: Assessment, levels: Mapping[str, int | None]) -> Assessment:
    answers = {key: _at_level(assessment.answer(key), level) for key, level in levels.items()}
    return assessment.model_copy(update={"answers": {**assessment.answers, **answers}})


def _at_level(answer: Answer, level: int | None, *, why: str = "") -> Answer:
    """The answer at this level with `why` as its reason; "don't know" for None."""
    if level == answer.level:
        return answer
    state = AnswerStatus.DONT_KNOW if level is None else AnswerStatus.ANSWERED
    changed = {"state": state, "level": level, "value": None, "override": why, "look_again": ""}
    return answer.model_copy(update=changed)
