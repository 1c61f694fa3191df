"""The text fields of a question that the browser keeps until they are stored (shell/forms/kept_text.py)."""

from __future__ import annotations

from collections.abc import Iterator

from app_pages.questionnaire import detail_fields, detail_rows, drafts, evidence_saving
from app_pages.questionnaire.answer_form import evidence_fields
from app_pages.shell.forms.kept_text import KeptText
from assessment import Answer
from assessment.values.numbers import typed_number
from questionnaires import Indicator, Rows, Statuses


def texts_of(assessment_id: str, indicator: Indicator, stored: Answer) -> Iterator[KeptText]:
    """Yield the fields of a question, its dates, and those of the evidence and rows being edited, with what is stored."""
    key = indicator.id
    fields = {
        "figure": typed_number(stored.value),
        "reason": stored.reason,
        "comment": stored.comment,
        "override": stored.override,
    }
    for index, field in enumerate(indicator.details.fields if indicator.details else ()):
        if isinstance(field, Statuses) and field.dated:
            fields |= detail_fields.stored_dates(indicator, index, stored.details)
    for name, text in fields.items():
        yield KeptText(f"{key}.{name}", f"{key}.{name}", text, at_once=True)
    opened = drafts.open_evidence_index(assessment_id, key)
    if opened is not None:
        piece = stored.evidence[opened] if opened < len(stored.evidence) else None
        for name, value in evidence_fields(piece).items():
            if isinstance(value, str):
                widget = evidence_saving.widget(name)
                yield KeptText(f"{key}.{widget}.{opened}", f"{key}.{widget}", value, at_once=True)
    for index, field in enumerate(indicator.details.fields if indicator.details else ()):
        number = drafts.open_row_index(key, index)
        if isinstance(field, Rows) and number is not None:
            cells = detail_rows.typed_cells(assessment_id, indicator, index, number)
            for name, text in cells.items():
                yield KeptText(f"{key}.{name}.{number}", f"{key}.{name}", text, at_once=True)
