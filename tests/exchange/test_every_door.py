"""A text from any input is unchanged in every store and export, or is refused with a reason."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from app_pages.questionnaire.answer_form import (
    AnswerForm,
    Incomplete,
    answer_of,
    evidence_fields,
    read_evidence,
)
from assessment import Answer, Assessment, AssessmentError, Evidence, InvalidAssessment
from assessment.files.assessment_file import dump_assessment, dump_json, parse_assessment
from assessment.model.base import NOT_STORABLE, typed_text
from assessment.values.characters import normalise_line_breaks, read_text
from exchange.merge import ConflictResolution, resolve
from exchange.preview import Preview, preview
from exchange.xlsform import read_submissions
from reports.data.csv_tables import write_csv
from tests.assessment.texts import AWKWARD_TEXTS
from tests.exchange.made import (
    TODAY,
    cell_of,
    changed,
    compared,
    edition,
    exported,
    plain_indicators,
)
from tests.exchange.rejected_rows import new_row
from tests.exchange.xlsform.test_submission_values import ORIGIN
from tests.support.profiles import drawn

KEYS = plain_indicators()[:6]
EMPTY = Assessment(country="KEN", edition="2026", cycle=2026)
CODES = str.maketrans({"\x0b": "_x000B_", "\x0c": "_x000C_"})
"""The codes by which spreadsheets write soft line breaks."""

_SIGNS = st.one_of(
    st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff"),
    st.sampled_from(
        "\n\t\x0b\x0c\u200b\u200c\u200d\u200e\u202b\u2066\u00ad\u00a0\ufeff\u2028 '\"=+-@,;"
    ),
)
TEXTS = st.lists(
    st.text(_SIGNS, max_size=30) | st.sampled_from(AWKWARD_TEXTS[:-3]),
    min_size=len(KEYS),
    max_size=len(KEYS),
)
ANY_TEXT = st.text(
    st.characters() | st.sampled_from("\x00\x07\x0b\x85\x9f\ud800\uffff"), max_size=20
)

Outcome = str | None
"""Return the stored text; None where it is refused with a reason."""


def _outcomes(result: Preview, into: Assessment) -> list[Outcome]:
    """The stored comment of each of KEYS; None where its row is rejected with problems."""
    refused = {item.row.owner for item in result.items if item.problems}
    after = resolve(
        result,
        edition(),
        into,
        {},
        rule=ConflictResolution.TAKE_FILE,
        leave_out_rejected=True,
        today=TODAY,
    ).assessment
    return [None if key in refused else after.answer(key).comment for key in KEYS]


def _workbook(texts: list[str]) -> list[Outcome]:
    def fill(book: Workbook) -> None:
        for key, text in zip(KEYS, texts, strict=True):
            cell_of(book, key, "level").value = 1
            cell = cell_of(book, key, "comment")
            cell.value = re.sub("_(x[0-9A-Fa-f]{4}_)", r"_x005F_\1", text).translate(CODES)
            cell.data_type = "s"

    return _outcomes(compared(changed(_blank_workbook(), fill), EMPTY), EMPTY)


_BLANK: list[bytes] = []


def _blank_workbook() -> bytes:
    if not _BLANK:
        _BLANK.append(exported(EMPTY))
    return _BLANK[0]


def _submission(texts: list[str], *, as_csv: bool) -> list[Outcome]:
    record = dict(ORIGIN)
    for key, text in zip(KEYS, texts, strict=True):
        record |= {f"x/{key}_choice": "1", f"x/{key}_comment": text}
    if as_csv:
        out = io.StringIO(newline="")
        csv.writer(out).writerows([list(record), list(record.values())])
        data = out.getvalue().encode()
    else:
        data = json.dumps([record]).encode()
    (item,) = read_submissions(data, "export", edition(), EMPTY)
    return _outcomes(preview(item.batch, edition(), EMPTY, today=TODAY), EMPTY)


def _screen(texts: list[str]) -> list[Outcome]:
    stored: list[Outcome] = []
    for text in texts:
        try:
            stored.append(answer_of(AnswerForm(choice="1", comment=text)).comment)
        except Incomplete:
            stored.append(None)
    return stored


DOORS: Mapping[str, Callable[[list[str]], list[Outcome]]] = {
    "workbook": _workbook,
    "submission as JSON": lambda texts: _submission(texts, as_csv=False),
    "submission as CSV": lambda texts: _submission(texts, as_csv=True),
    "screen": _screen,
}


@pytest.mark.parametrize("door", DOORS)
@settings(max_examples=drawn(15), deadline=None)
@given(texts=TEXTS)
def test_a_text_at_any_door_is_stored_as_it_was_typed(door: str, texts: list[str]) -> None:
    assert DOORS[door](texts) == [read_text(text) for text in texts]


@pytest.mark.parametrize("door", ["submission as JSON", "screen"])
@settings(max_examples=drawn(60), deadline=None)
@given(text=ANY_TEXT)
def test_a_text_with_any_character_is_stored_as_typed_or_refused(door: str, text: str) -> None:
    stored, *_others = DOORS[door]([text] + ["-"] * (len(KEYS) - 1))
    assert stored in (None, read_text(text))


# --- The other fields for texts


EVIDENCE_FIELDS = ("title", "issuer", "place", "supports", "language")
FORM_FIELDS = ("title", "issuer", "place")


def _evidence_of(result: Preview, into: Assessment) -> Evidence | None:
    if any(item.problems for item in result.items):
        return None
    after = resolve(result, edition(), into, {}, today=TODAY).assessment
    return after.answer(KEYS[0]).evidence[-1]


def _evidence_in_workbook(texts: Mapping[str, str]) -> Evidence | None:
    values = {
        name: re.sub("_(x[0-9A-Fa-f]{4}_)", r"_x005F_\1", text).translate(CODES)
        for name, text in texts.items()
    }
    return _evidence_of(
        compared(changed(_blank_workbook(), new_row("evidence", owner=KEYS[0], **values)), EMPTY),
        EMPTY,
    )


def _evidence_in_submission(texts: Mapping[str, str]) -> Evidence | None:
    fields = {f"x/{KEYS[0]}_evidence_{name}": texts[name] for name in FORM_FIELDS}
    record = {**ORIGIN, f"x/{KEYS[0]}_choice": "1", **fields}
    (item,) = read_submissions(json.dumps([record]).encode(), "export", edition(), EMPTY)
    return _evidence_of(preview(item.batch, edition(), EMPTY, today=TODAY), EMPTY)


def _evidence_on_screen(texts: Mapping[str, str]) -> Evidence | None:
    item, problems = read_evidence({**evidence_fields(None), **texts}, None)
    return None if problems else item


EVIDENCE_DOORS: Mapping[
    str, tuple[Callable[[Mapping[str, str]], Evidence | None], tuple[str, ...]]
] = {
    "workbook": (_evidence_in_workbook, EVIDENCE_FIELDS),
    "submission": (_evidence_in_submission, FORM_FIELDS),
    "screen": (_evidence_on_screen, EVIDENCE_FIELDS),
}


@pytest.mark.parametrize("door", EVIDENCE_DOORS)
@settings(max_examples=drawn(10), deadline=None)
@given(texts=TEXTS)
def test_every_text_of_a_piece_of_evidence_is_stored_as_it_was_typed_at_any_door(
    door: str, texts: list[str]
) -> None:
    read, fields = EVIDENCE_DOORS[door]
    # A cell that begins with an equals sign is a formula, and is refused.
    typed = dict(zip(EVIDENCE_FIELDS, (f"No. {text}" for text in texts), strict=False))
    item = read(typed)
    assert item is not None
    assert {name: getattr(item, name) for name in fields} == {
        name: read_text(typed[name]) for name in fields
    }


@settings(max_examples=drawn(60), deadline=None)
@given(text=ANY_TEXT)
def test_a_text_of_a_review_or_a_step_is_stored_as_typed_or_refused(text: str) -> None:
    try:
        assert typed_text(text) == read_text(text)
    except AssessmentError:
        assert NOT_STORABLE.search(read_text(text))


@pytest.mark.parametrize("name", ["ken.json", "ken.yaml"])
@settings(max_examples=drawn(60), deadline=None)
@given(text=ANY_TEXT | st.sampled_from(AWKWARD_TEXTS[:-3]))
def test_a_text_of_an_assessment_file_is_read_as_written_or_refused(name: str, text: str) -> None:
    values = {"level": 1, "comment": text}
    data = json.dumps(
        {"country": "KEN", "edition": "2026", "cycle": 2026, "answers": {"L01": values}}
    )
    try:
        stored = parse_assessment(data.encode(), name).answers["L01"].comment
    except InvalidAssessment:
        return
    assert stored == normalise_line_breaks(text)


@settings(max_examples=drawn(15), deadline=None)
@given(texts=TEXTS)
def test_a_stored_text_comes_out_of_every_export_as_the_same(texts: list[str]) -> None:
    stored = EMPTY.model_copy(
        update={
            "answers": {
                key: Answer(level=1, comment=text, evidence=(Evidence(title=f"No. {text}"),))
                for key, text in zip(KEYS, texts, strict=True)
            }
        }
    )
    assert parse_assessment(dump_json(stored).encode(), "ken.json") == stored
    assert parse_assessment(dump_assessment(stored).encode(), "ken.yaml") == stored
    counts = compared(exported(stored), stored).counts
    assert counts.unchanged == counts.read
    comments = [answer.comment for answer in stored.answers.values()]
    table = write_csv(("comment",), [(text,) for text in comments])
    cells = csv.reader(io.StringIO(table.decode("utf-8-sig"), newline=""))
    read = [row[0] if row else "" for row in cells][1:]
    # An apostrophe keeps each part that a list separator could make a formula of from being one.
    assert [text.replace("'", "") for text in read] == [it.replace("'", "") for it in comments]
