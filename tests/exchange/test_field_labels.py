"""No code of a state, kind or grade is shown to people who read the preview of a file."""

from __future__ import annotations

from typing import get_args

import pytest

from assessment import AnswerStatus, Evidence, ObservationState
from exchange.field_labels import field_label
from exchange.flat_records import flatten
from questionnaires import Statuses
from tests.reports import made

EDITION = made.edition()


@pytest.mark.parametrize("status", list(AnswerStatus))
def test_a_state_of_an_answer_has_its_name(status: AnswerStatus) -> None:
    label = field_label(EDITION, "answer", "L01", "choice", status.value)
    assert label != status.value
    assert "_" not in label


@pytest.mark.parametrize("state", list(ObservationState))
def test_a_state_of_a_figure_has_its_name(state: ObservationState) -> None:
    assert field_label(EDITION, "figure", "", "state", state.value) not in {*ObservationState}


@pytest.mark.parametrize("kind", get_args(Evidence.model_fields["type"].annotation))
def test_a_type_of_evidence_has_its_name(kind: str) -> None:
    label = field_label(EDITION, "evidence", "", "type", kind)
    assert label[0].isupper()
    assert "_" not in label


def test_every_status_of_every_part_has_its_name() -> None:
    parts = [
        (f"{key}/{field.id}/{item.id}", status.id, status.label)
        for key, indicator in EDITION.indicators.items()
        for field in (indicator.details.fields if indicator.details else ())
        if isinstance(field, Statuses)
        for item in field.items
        for status in field.statuses
    ]
    assert parts
    for record, code, label in parts:
        assert field_label(EDITION, "part", record, "said", code) == label


@pytest.mark.parametrize(
    ("kind", "field", "text"),
    [
        ("answer", "choice", "3"), ("answer", "choice", "12.5"), ("answer", "reason", "dont_know"),
        ("evidence", "title", "web_page"), ("evidence", "type", "no such type"),
        ("evidence", "confidence", "Z"), ("figure", "state", "x"), ("part", "said", "x"), ("figure", "note", "yes"),
    ],
)  # fmt: skip
def test_a_text_that_is_no_code_stays_as_it_is(kind: str, field: str, text: str) -> None:
    assert field_label(EDITION, kind, "L01", field, text) == text  # type: ignore[arg-type]


def test_no_code_of_an_example_is_left() -> None:
    codes = {
        "dont_know",
        "not_applicable",
        "outside_mandate",
        "not_collected",
        "web_page",
        "test_log",
    }
    for name in ("ken", "irl"):
        for record in flatten(EDITION, made.example(name)).values():
            for key, text in record.fields.items():
                assert field_label(EDITION, record.kind, record.id, key, text) not in codes
