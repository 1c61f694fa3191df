"""Levels given before the rule of an indicator was corrected, kept and flagged where its parts no longer allow them. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from assessment.answers.derived_level import derive_level
from assessment.answers.statistics import held_statistics
from assessment.model.assessment import Answer, Assessment
from assessment.values.characters import has_glyph
from questionnaires import Correction, Edition


def keep_reworded_levels(edition: Edition, assessment: Assessment) -> Assessment:
    """The assessment with a reason for each level that the parts allowed before the edition's draft was corrected.

    The same object where there is none. A file with such a level opens, and the question is looked at again.
    """
    changes = edition.corrections.changes if edition.corrections else ()
    reworded = {item.id: item for item in changes if item.id in edition.indicators}
    if not reworded:
        return assessment
    held = held_statistics(assessment)
    answers = _flagged(edition, assessment.answers, reworded, held)
    institutions = {
        key: _flagged(edition, own, reworded, held)
        for key, own in assessment.institution_answers.items()
    }
    if answers == assessment.answers and institutions == assessment.institution_answers:
        return assessment
    return assessment.model_copy(update={"answers": answers, "institution_answers": institutions})


def _flagged(
    edition: Edition,
    answers: Mapping[str, Answer],
    reworded: Mapping[str, Correction],
    held: Mapping[str, bool],
) -> Mapping[str, Answer]:
    return {
        key: _flag(answer, edition, reworded[key], held) if key in reworded else answer
        for key, answer in answers.items()
    }


def _flag(answer: Answer, edition: Edition, change: Correction, held: Mapping[str, bool]) -> Answer:
    details = edition.indicators[change.id].details
    derived = derive_level(details, answer.details, held) if details and answer.details else None
    if derived is None or answer.level is None or has_glyph(answer.override):
        return answer
    if derived.allows(answer.level):
        return answer
    return answer.model_copy(update={"override": change.note, "look_again": change.note})
