"""Answers given to an earlier draft of an edition, fitted to the edition as it was corrected. Pure.

Nothing is lost: an answer to an id that is gone is carried to the indicators that took its place, flagged, and kept as it
was in `Assessment.retired`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from assessment.model.assessment import Answer, AnswerStatus, Assessment, RetiredAnswer
from assessment.model.base import STORED
from assessment.model.plan_settings import PlanSettings
from questionnaires import Correction, Edition, IndicatorChange

T = TypeVar("T")


def apply_corrections(edition: Edition, assessment: Assessment) -> Assessment:
    """The assessment without ids that are gone; the same object where it has none."""
    if edition.corrections is None:
        return assessment
    gone = {
        item.id: item for item in edition.corrections.changes if item.id not in edition.indicators
    }
    moved = _moved_measures(assessment, edition.corrections.moved_measures)
    if not _names_any(moved, gone):
        return moved
    retired = list(moved.retired)
    answers = _fitted(moved.answers, gone, edition, retired, "")
    institutions = {
        key: _fitted(own, gone, edition, retired, key)
        for key, own in moved.institution_answers.items()
    }
    return moved.model_copy(
        update={
            "answers": answers,
            "institution_answers": institutions,
            "institutions": tuple(
                item.model_copy(update={"indicators": _destinations(item.indicators, gone)})
                for item in moved.institutions
            ),
            "targets": _targets(moved.targets, gone),
            "retired": tuple(retired),
        }
    )


def carried_answer(
    answer: Answer, change: IndicatorChange, key: str, edition: Edition, why: str
) -> Answer:
    """The answer on the scale of its new indicator, without the parts, which belong to the old question."""
    levels, level = edition.levels_of(edition.indicators[key]), answer.level
    if level is not None:
        level = min(change.level_of(level), levels[-1]) if levels else None
    value = None if levels else answer.value
    told = level is not None or value is not None or not answer.is_answered
    return answer.model_copy(
        update={
            "state": answer.state if told else AnswerStatus.UNANSWERED,
            "level": level,
            "value": value,
            "details": None,
            "override": "",
            "look_again": why,
            "settlement": None,
        }
    )


def _names_any(assessment: Assessment, gone: Mapping[str, Correction]) -> bool:
    named = (
        assessment.answers,
        assessment.targets,
        *assessment.institution_answers.values(),
        *(item.indicators for item in assessment.institutions),
    )
    return any(not gone.keys().isdisjoint(keys) for keys in named)


def _fitted(
    answers: Mapping[str, Answer],
    gone: Mapping[str, Correction],
    edition: Edition,
    retired: list[RetiredAnswer],
    institution: str,
) -> Mapping[str, Answer]:
    """The answers without ids that are gone; each of those is added to `retired`."""
    kept = {key: answer for key, answer in answers.items() if key not in gone}
    for key in [key for key in answers if key in gone]:
        change, answer = gone[key], answers[key]
        retired.append(_retired(answer, change, edition, institution))
        for new in change.to:
            kept.setdefault(new, carried_answer(answer, change, new, edition, change.note))
    return kept


def _retired(
    answer: Answer, change: Correction, edition: Edition, institution: str
) -> RetiredAnswer:
    values = {
        "edition": edition.id,
        "indicator": change.id,
        "question": change.question or change.id,
        "answer": answer,
        "why": change.note,
        "institution": institution,
    }
    return RetiredAnswer.model_validate(values, context=STORED)


def _destinations(keys: tuple[str, ...], gone: Mapping[str, Correction]) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(new for key in keys for new in (gone[key].to if key in gone else (key,)))
    )


def _targets(targets: Mapping[str, int], gone: Mapping[str, Correction]) -> Mapping[str, int]:
    """Targets by indicator; a target set for the new indicator prevails over one carried to it."""
    kept = {key: level for key, level in targets.items() if key not in gone}
    for key in [key for key in targets if key in gone]:
        for new in gone[key].to:
            kept.setdefault(new, gone[key].level_of(targets[key]))
    return kept


def _moved_measures(assessment: Assessment, places: Mapping[str, str]) -> Assessment:
    """The assessment with decisions, progress, reporting and adopted months of measures that are gone moved to their successors."""
    plan = assessment.plan
    adopted = plan.adopted
    named = (plan.decisions, plan.progress, plan.reporting, adopted.months if adopted else {})
    if all(places.keys().isdisjoint(keys) for keys in named):
        return assessment
    update: dict[str, object] = {
        "decisions": _renamed(plan.decisions, places),
        "progress": _renamed(plan.progress, places),
        "reporting": _renamed(plan.reporting, places),
    }
    if adopted is not None:
        update["adopted"] = adopted.model_copy(update={"months": _renamed(adopted.months, places)})
    moved: PlanSettings = plan.model_copy(update=update)
    return assessment.model_copy(update={"plan": moved})


def _renamed(values: Mapping[str, T], places: Mapping[str, str]) -> Mapping[str, T]:
    """The values under the new keys; one already under a new key prevails."""
    kept = {key: value for key, value in values.items() if key not in places}
    for old, new in places.items():
        if old in values:
            kept.setdefault(new, values[old])
    return kept
