"""Read submissions as KoboToolbox and ODK export them, CSV or JSON, into a batch each, by the names of their fields."""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from assessment import NATIONAL, Assessment, InvalidAssessment
from assessment.answers.settlement import assigned_indicators
from assessment.files.strict_json import parse_json
from assessment.values.numbers import number_text
from assessment.values.unreadable import Unreadable
from exchange.flat_records import EVIDENCE_DEFAULTS, assigned_statistics
from exchange.import_rows import ImportBatch, ImportRow, Kind
from exchange.xlsform.field_values import choice_values, read_field
from exchange.xlsform.fields import PRODUCT, FormField, form_fields
from questionnaires import Edition, Problem
from translations import gettext as _

MAXIMUM_BYTES = 10_000_000
MAXIMUM_SUBMISSIONS = 500
MAXIMUM_COLUMNS = 10_000

TIMES = ("_submission_time", "SubmissionDate", "submissionDate", "end", "start")
"""Fields in which the programs write the time of a submission, the most reliable first."""

Values = Mapping[str, str]
_RowKey = tuple[Kind, str, str]
"""Kind, owner and record id of a row."""


class SubmissionsRefused(InvalidAssessment):
    """A file that can't be used as a whole; `problems` say why and what to do."""


@dataclass(frozen=True, slots=True)
class Submission:
    """One filled-in form: its number in the file, its time as the file writes it, and its batch."""

    number: int
    time: str
    batch: ImportBatch


def read_submissions(
    data: bytes, name: str, edition: Edition, assessment: Assessment
) -> tuple[Submission, ...]:
    """Every submission, the oldest first. Raises SubmissionsRefused where the file as a whole can't be used.

    A row with a value that can't be read gets a problem; the other rows are read.
    """
    if len(data) > MAXIMUM_BYTES:
        raise _refused(
            name,
            _("has more than {limit} MB.").format(limit=MAXIMUM_BYTES // 1_000_000),
            _("Export fewer submissions at a time."),
        )
    if not data.strip():
        raise _refused(name, _("the file is empty."), _("Export the submissions once more."))
    records = _records(data, name)
    if not records:
        raise _refused(name, _("holds no submission."), _("Export after a form was sent."))
    if len(records) > MAXIMUM_SUBMISSIONS:
        raise _refused(
            name,
            _("holds more than {limit} submissions.").format(limit=MAXIMUM_SUBMISSIONS),
            _("Export those of one institution."),
        )
    fields = form_fields(edition)
    submissions = [
        _submission(number, record, name, edition, assessment, fields)
        for number, record in enumerate(records, start=1)
    ]
    return tuple(sorted(submissions, key=lambda item: (item.time, item.number)))


def _refused(name: str, what: str, remedy: str, where: str = "") -> SubmissionsRefused:
    return SubmissionsRefused([Problem(name, where, what, remedy)])


# --- From the file to a flat record of texts for each submission, by the last part of each field's name


def _records(data: bytes, name: str) -> list[Values]:
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if start in (b"[", b"{"):
        return _json_records(data, name)
    if data.startswith((b"PK", b"\xd0\xcf", b"%PDF", b"<")) or b"\0" in data:
        raise _refused(
            name,
            _("is neither CSV nor JSON."),
            _("Export from KoboToolbox or ODK as CSV or JSON, with XML values and headers."),
        )
    return _csv_records(data, name)


def _json_records(data: bytes, name: str) -> list[Values]:
    value = parse_json(data, name)
    if isinstance(value, Problem):
        raise SubmissionsRefused([value])
    if isinstance(value, dict):
        for key in ("results", "value"):  # KoboToolbox, then ODK Central
            if isinstance(value.get(key), list):
                value = value[key]
                break
        else:
            value = [value]
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise _refused(
            name, _("is no list of submissions."), _("Export the submissions once more as JSON.")
        )
    return [_flat(item, name) for item in value]


def _flat(record: Mapping[str, Any], name: str) -> Values:
    """The texts of a submission by name; groups are flattened, lists and nulls left out."""
    result: dict[str, str] = {}

    def walk(value: Mapping[str, Any]) -> None:
        for key, item in value.items():
            if isinstance(item, dict):
                walk(item)
            elif not isinstance(item, list) and item is not None:
                _put(result, key, _text(item), name)

    walk(record)
    return result


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return number_text(value) if isinstance(value, float) else str(value)


def _csv_records(data: bytes, name: str) -> list[Values]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refused(
            name,
            _("is not text in UTF-8."),
            _("Export once more; do not save the file from Excel."),
            _("byte {number}").format(number=error.start + 1),
        ) from error
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        rows = [row for row in reader if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise _refused(
            name,
            _("is no CSV that can be read ({reason}).").format(reason=error),
            _("Export the submissions once more."),
            _("line {number}").format(number=reader.line_num),
        ) from error
    if not rows or len(rows[0]) > MAXIMUM_COLUMNS:
        raise _refused(name, _("has no columns of a form."), _("Export the submissions once more."))
    names = rows[0]
    for number, row in enumerate(rows[1:], start=2):
        if len(row) > len(names):
            raise _refused(
                name,
                _("has more cells than the first line has names."),
                _("Export once more; do not save the file from Excel."),
                _("line {number}").format(number=number),
            )
    records: list[Values] = []
    for row in rows[1:]:
        record: dict[str, str] = {}
        for key, cell in zip(names, row, strict=False):
            _put(record, key, cell.strip(), name)
        records.append(record)
    return records


def _put(record: dict[str, str], key: str, text: str, name: str) -> None:
    """Add a text under the last part of its key: groups precede it, with / in KoboToolbox and - in ODK.

    Raises SubmissionsRefused where the name has another text already.
    """
    last = re.split(r"[/:]|(?<=[A-Za-z0-9_])-(?=[A-Za-z])", key)[-1].strip()
    if text == "" or len(last) > 300:
        return
    if last in record and record[last] != text:
        raise _refused(
            name,
            _("the field '{field}' stands twice with different values.").format(field=last),
            _("Export once more, without changing the columns."),
        )
    record[last] = text


# --- From one submission to its rows


def _submission(
    number: int,
    record: Values,
    name: str,
    edition: Edition,
    assessment: Assessment,
    fields: Mapping[str, FormField],
) -> Submission:
    _check_origin(number, record, name, edition, assessment)
    time = next((record[key] for key in TIMES if key in record), "")
    institution = record.get("cop_institution", NATIONAL)
    rows = tuple(_rows(number, record, name, edition, assessment, institution, fields))
    return Submission(number, time, ImportBatch(name, edition.id, institution, rows, {}))


def _check_origin(
    number: int, record: Values, name: str, edition: Edition, assessment: Assessment
) -> None:
    """Raise SubmissionsRefused where a submission comes from another form, edition, country or institution."""
    where = _("submission {number}").format(number=number)
    if record.get("cop_product") != PRODUCT:
        labels = any(" " in key and "?" in key for key in record)
        raise _refused(
            name,
            _("was exported with labels instead of names.")
            if labels
            else _("is not from a form of this toolkit."),
            _("Export with “XML values and headers”.")
            if labels
            else _("Send the export of the form that was made here, with all its columns."),
            where,
        )
    if record.get("cop_edition") != edition.id or record.get("cop_hash") != edition.content_hash:
        raise _refused(
            name,
            _("is from the form of another edition of the questionnaire."),
            _("Make the form anew, or open the assessment that it belongs to."),
            where,
        )
    origin = (record.get("cop_country"), record.get("cop_cycle", "").removesuffix(".0"))
    if origin != (assessment.country, str(assessment.cycle)):
        raise _refused(
            name,
            _("is for {country} {cycle}, not for {here} {now}.").format(
                country=origin[0], cycle=origin[1], here=assessment.country, now=assessment.cycle
            ),
            _("Choose the assessment that it belongs to."),
            where,
        )
    institution = record.get("cop_institution", NATIONAL)
    if institution != NATIONAL and institution not in {i.id for i in assessment.institutions}:
        raise _refused(
            name,
            _("is from the institution '{id}', which is not on the list.").format(id=institution),
            _("Add the institution, or make its form anew."),
            where,
        )


def _rows(
    number: int,
    record: Values,
    name: str,
    edition: Edition,
    assessment: Assessment,
    institution: str,
    fields: Mapping[str, FormField],
) -> Iterator[ImportRow]:
    """The rows that are filled in, each with its filled fields only: a form does not hold the stored answers."""
    values: dict[_RowKey, dict[str, str]] = defaultdict(dict)
    locations: dict[_RowKey, dict[str, str]] = defaultdict(dict)
    problems: dict[_RowKey, list[Problem]] = defaultdict(list)
    assigned = {*assigned_indicators(edition, assessment, institution)}
    assigned |= {*assigned_statistics(edition, assessment, institution)}
    words = choice_values(edition)
    for key, text in record.items():
        field = fields.get(key)
        if field is None or not text:
            continue
        row_key: _RowKey = (field.kind, field.owner, field.record_id)
        location = _("submission {number}, {field}").format(number=number, field=key)
        if field.owner not in assigned:
            what = _("is not asked here.")
            problems[row_key].append(Problem(name, location, what, _("Make the form anew.")))
            continue
        try:
            value = read_field(edition, field, text, words)
        except Unreadable as error:
            problems[row_key].append(Problem(name, location, error.what, error.remedy))
            value = text
        if not value:
            continue
        values[row_key][field.field] = value
        locations[row_key][field.field] = location
    for row_key in dict.fromkeys((*values, *problems)):
        kind, owner, record_id = row_key
        row_values = dict(values[row_key])
        if kind == "evidence":
            row_values = {**EVIDENCE_DEFAULTS, **row_values}
        yield ImportRow(
            kind,
            owner,
            record_id,
            row_values,
            _("submission {number}, {owner}").format(
                number=number, owner=record_id or f"{owner} {kind}"
            ),
            locations[row_key],
            tuple(problems[row_key]),
        )
