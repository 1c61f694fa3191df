"""Labels of the texts of a record that are codes, such as `dont_know`, for a preview that people read."""

from __future__ import annotations

from typing import get_args

from assessment import Evidence, MeasureStatus, ObservationState
from assessment.answers.labels import (
    confidence_name,
    evidence_type_name,
    measure_status_name,
    observation_state_name,
    position_label,
)
from exchange.flat_records import NO, YES
from exchange.import_rows import Kind
from questionnaires import Edition, Statuses
from questionnaires.labels import edition_text
from translations import gettext as _

_TYPES = get_args(Evidence.model_fields["type"].annotation)
_STATUSES = {item.value: item for item in MeasureStatus}
_STATES = {item.value: item for item in ObservationState}


def field_label(edition: Edition, kind: Kind, record_id: str, field: str, text: str) -> str:
    """Return the text of a field as people read it: the label of a code, and any other text as it is.

    `record_id` names the part whose statuses a code belongs to; it is empty for a new record.
    """
    match kind, field:
        case "answer", "choice":
            return position_label(text)
        case "part", "said":
            return _part_label(edition, record_id, text)
        case "evidence", "type" if text in _TYPES:
            return evidence_type_name(text)
        case "measure", "status" if text in _STATUSES:
            return measure_status_name(_STATUSES[text])
        case "evidence", "public":
            return {YES: _("may be published"), NO: _("not to be published")}.get(text, text)
        case "evidence", "confidence" if text in ("A", "B", "C", "D"):
            return confidence_name(text)
        case "figure", "state" if text in _STATES:
            return observation_state_name(_STATES[text])
    return text


def _part_label(edition: Edition, record_id: str, text: str) -> str:
    """Return yes, no, or the label of a status of the part; the text itself where the edition does not know it."""
    if text in (YES, NO):
        return {YES: _("Yes"), NO: _("No")}[text]
    indicator_id, field_id, *_item = [*record_id.split("/"), "", ""]
    indicator = edition.indicators.get(indicator_id)
    for field in indicator.details.fields if indicator and indicator.details else ():
        if isinstance(field, Statuses) and field.id == field_id:
            for status in field.statuses:
                if status.id == text:
                    name = f"details.{field.id}.statuses.{status.id}"
                    return edition_text(indicator_id, name, status.label)
    return text
