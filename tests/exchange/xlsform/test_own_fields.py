"""Questions that a country added to its form: named in the preview, and no reason to refuse the rest."""

from __future__ import annotations

import pytest

from exchange.preview import preview
from exchange.xlsform import SubmissionsRefused, read_submissions
from tests.exchange.xlsform.test_submissions import EDITION, EMPTY, MONDAY, ORIGIN, sent
from tests.exchange.xlsform.test_xlsform import as_json


@pytest.mark.parametrize(
    ("own", "named"),
    [
        ({"pillar_L/our_region": "North"}, "our_region"),
        ({"L05_choice_other": "see below"}, "L05_choice_other"),
        ({"visits": [{"visits/day": "2026-03-01"}]}, "visits"),
        ({"_notes": [{"note": "call back"}]}, "_notes"),
        (
            {"\u0645\u0646\u0637\u0642\u0629": "\u0634\u0645\u0627\u0644"},
            "\u0645\u0646\u0637\u0642\u0629",
        ),
    ],
)
def test_a_filled_in_question_that_the_form_does_not_have_is_named_in_the_preview(
    own: dict[str, object], named: str
) -> None:
    (item,) = read_submissions(as_json({**MONDAY, **own}), "x.json", EDITION, EMPTY)  # type: ignore[arg-type]
    assert preview(item.batch, EDITION, EMPTY).notes == (
        f"Submission 1: 1 field that the form does not have is not read: {named}.",
    )


@pytest.mark.parametrize(
    ("own", "named"),
    [
        ({"pillar_L/status": "draft before cabinet"}, "pillar_L/status"),
        ({"pillar_L": {"today": "2026-03-01"}}, "pillar_L/today"),
        ({"visit-end": "2026-03-04T10:00:00Z"}, "visit-end"),
        ({"status": "draft before cabinet"}, "status"),
        ({"Start": "spring"}, "Start"),
        ({"end": "2027"}, "end"),
        ({"today": "a busy day"}, "today"),
        ({"law/review_state": "not yet"}, "law/review_state"),
        ({"place/uuid": "7"}, "place/uuid"),
    ],
)
def test_a_question_named_like_a_field_of_the_programs_is_named_and_is_not_taken_for_it(
    own: dict[str, object], named: str
) -> None:
    (item,) = read_submissions(as_json({**MONDAY, **own}), "x.json", EDITION, EMPTY)  # type: ignore[arg-type]
    assert preview(item.batch, EDITION, EMPTY).notes == (
        f"Submission 1: 1 field that the form does not have is not read: {named}.",
    )
    assert (item.batch.submission, item.batch.is_held_back) == ("a-1", False)
    assert item.time == MONDAY["_submission_time"]


@pytest.mark.parametrize("header", ["start,visit/start", "visit/start,start", "start,start"])
def test_a_country_may_ask_for_a_start_beside_that_of_the_program(header: str) -> None:
    started = "2026-03-01T09:00:00.000+03:00"
    names, texts = zip(*((key, str(value)) for key, value in ORIGIN.items()), strict=True)
    own, program = ("spring", started) if header == "visit/start,start" else (started, "spring")
    head = ",".join((*names, "L05_choice", header))
    line = ",".join((*texts, "2", own, program))
    (item,) = read_submissions(f"{head}\n{line}\n".encode(), "x.csv", EDITION, EMPTY)
    assert item.time == started
    (note,) = item.batch.notes
    assert "1 field" in note
    assert "start" in note


def test_the_id_of_a_program_is_found_below_the_name_of_the_form() -> None:
    record = {**sent(L05_choice="2"), "data/meta/instanceID": "uuid:a-1"}
    (item,) = read_submissions(as_json(record), "x.json", EDITION, EMPTY)  # type: ignore[arg-type]
    assert (item.batch.submission, item.batch.notes) == ("a-1", ())


def test_own_fields_do_not_tell_the_order_of_submissions() -> None:
    records = ({**sent(L05_choice="1"), "end": "in May"}, {**sent(L05_choice="2"), "end": "2020"})
    items = read_submissions(as_json(*records), "x.json", EDITION, EMPTY)  # type: ignore[arg-type]
    assert [item.number for item in items] == [1, 2]


def test_fields_that_the_programs_add_are_not_named() -> None:
    kobo = {
        "_id": 1, "formhub/uuid": "f", "start": "2026-03-01T09:00:00", "__version__": "v", "meta/instanceID": "uuid:a-1",
        "_xform_id_string": "x", "_attachments": [{"a": 1}], "_geolocation": [None, None], "_tags": [], "_notes": [],
        "_submitted_by": "ana", "_status": "submitted_via_web", "_validation_status": {},
    }  # fmt: skip
    odk = {
        "__id": "uuid:a-1", "meta": {"instanceID": "uuid:a-1", "instanceName": "n"},
        "__system": {"submissionDate": "2026-03-01T10:00:00Z", "submitterId": "5", "submitterName": "Ana",
                     "attachmentsPresent": 0, "attachmentsExpected": 0, "edits": 0, "deviceId": "d", "formVersion": "1"},
    }  # fmt: skip
    for added in (kobo, odk):
        record = {**sent(L05_choice="2"), **added}
        (item,) = read_submissions(as_json(record), "x.json", EDITION, EMPTY)  # type: ignore[arg-type]
        assert item.batch.notes == ()


def test_own_questions_of_one_name_in_two_groups_are_both_named_and_the_file_is_read() -> None:
    record = {**MONDAY, "north/schools": "3", "south/schools": "5"}
    (item,) = read_submissions(as_json(record), "x.json", EDITION, EMPTY)  # type: ignore[arg-type]
    (note,) = item.batch.notes
    assert "2 fields" in note
    assert "schools, south/schools" in note


def test_a_question_of_the_form_that_stands_twice_with_different_values_is_refused() -> None:
    record = {**MONDAY, "north/L05_choice": "1"}
    with pytest.raises(SubmissionsRefused, match="stands twice"):
        read_submissions(as_json(record), "x.json", EDITION, EMPTY)  # type: ignore[arg-type]
