"""Read submissions as KoboToolbox and ODK export them, CSV or JSON, into a batch each, by the names of their fields."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assessment import NATIONAL, Assessment
from assessment.answers.settlement import assigned_indicators
from assessment.values.unreadable import Unreadable
from exchange.flat_records import EVIDENCE_DEFAULTS, assigned_statistics, fingerprint
from exchange.import_rows import ImportBatch, ImportRow, Kind
from exchange.xlsform.field_values import choice_values, read_field
from exchange.xlsform.fields import META, PRODUCT, FormField, form_fields
from exchange.xlsform.own_fields import own_fields_note
from exchange.xlsform.program_fields import STATUS_FIELDS
from exchange.xlsform.refusal import SubmissionsRefused as SubmissionsRefused
from exchange.xlsform.refusal import refused
from exchange.xlsform.submission_records import Values, read_records
from exchange.xlsform.submission_status import (
    former_id,
    moments_of,
    newest_versions,
    review_objection,
    submission_id,
    time_text,
)
from questionnaires import Edition, Problem
from translations import gettext as _

_RowKey = tuple[Kind, str, str]
"""Kind, owner and record id of a row."""


@dataclass(frozen=True, slots=True)
class Submission:
    """One filled-in form: its number in the file, its time as the file writes it, and its batch."""

    number: int
    time: str
    batch: ImportBatch


def read_submissions(
    data: bytes, name: str, edition: Edition, assessment: Assessment
) -> tuple[Submission, ...]:
    """Every submission, the oldest first; of several versions of one, the newest.

    A row with a value that can't be read gets a problem; the other rows are read. Raises SubmissionsRefused where the
    file as a whole can't be used.
    """
    fields = form_fields(edition)
    records = read_records(data, name, {*fields, *META, *STATUS_FIELDS})
    for number, record in enumerate(records, start=1):
        _check_origin(number, record, name, edition, assessment)
    ordered = _by_time(records, name)
    is_newest = newest_versions(
        [submission_id(record) for _number, record in ordered],
        [former_id(record) for _number, record in ordered],
    )
    return tuple(
        _submission(number, record, name, edition, assessment, fields)
        for position, (number, record) in enumerate(ordered)
        if is_newest[position]
    )


def _by_time(records: Sequence[Values], name: str) -> list[tuple[int, Values]]:
    """Number and record of each submission, the oldest first; those without a time precede, in the order of the file.

    Raises SubmissionsRefused where the times do not tell the order.
    """
    numbered = list(enumerate(records, start=1))
    untimed = [item for item in numbered if not time_text(item[1])]
    timed = [item for item in numbered if time_text(item[1])]
    if len(timed) < 2:
        return untimed + timed
    moments = moments_of([time_text(record) for _number, record in timed])
    if moments is not None:
        order = sorted(range(len(timed)), key=lambda place: (moments[place], timed[place][0]))
        return untimed + [timed[place] for place in order]
    running = [record.get("_id", "") for _number, record in timed]
    if all(text.isdecimal() for text in running):  # KoboToolbox counts the submissions
        return untimed + sorted(timed, key=lambda item: int(item[1]["_id"]))
    raise refused(
        name,
        _("which submission is the newest can't be told from times such as '{time}'.").format(
            time=time_text(timed[0][1])[:60]
        ),
        _("Export once more; do not save the file from Excel."),
    )


def _submission(
    number: int,
    record: Values,
    name: str,
    edition: Edition,
    assessment: Assessment,
    fields: Mapping[str, FormField],
) -> Submission:
    institution = record.get("cop_institution", NATIONAL)
    rows = tuple(_rows(number, record, name, edition, assessment, institution, fields))
    objection = review_objection(record)
    notes = (
        _held_back(number, objection) if objection else "",
        own_fields_note(number, record, fields),
    )
    batch = ImportBatch(
        name,
        edition.id,
        institution,
        rows,
        {},
        notes=tuple(note for note in notes if note),
        submission=submission_id(record) or _made_up_id(record),
        former=former_id(record),
        is_held_back=bool(objection),
    )
    return Submission(number, time_text(record), batch)


def _made_up_id(record: Values) -> str:
    """The id of a submission that has a time and no id: the same in each export that no other program has changed."""
    return fingerprint(record) if time_text(record) else ""


def _held_back(number: int, objection: str) -> str:
    return _(
        "Submission {number} is marked “{mark}” in the program that collected it, and is left out. "
        "Approve it there and export again, if it is to count."
    ).format(number=number, mark=objection[:60])


def _check_origin(
    number: int, record: Values, name: str, edition: Edition, assessment: Assessment
) -> None:
    """Raise SubmissionsRefused where a submission comes from another form, edition, country or institution."""
    where = _("submission {number}").format(number=number)
    if record.get("cop_product") != PRODUCT:
        labels = any(" " in key and "?" in key for key in record)
        raise refused(
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
        raise refused(
            name,
            _("is from the form of another edition of the questionnaire."),
            _("Make the form anew, or open the assessment that it belongs to."),
            where,
        )
    origin = (record.get("cop_country"), record.get("cop_cycle", "").removesuffix(".0"))
    if origin != (assessment.country, str(assessment.cycle)):
        raise refused(
            name,
            _("is for {country} {cycle}, not for {here} {now}.").format(
                country=origin[0], cycle=origin[1], here=assessment.country, now=assessment.cycle
            ),
            _("Choose the assessment that it belongs to."),
            where,
        )
    institution = record.get("cop_institution", NATIONAL)
    if institution != NATIONAL and institution not in {i.id for i in assessment.institutions}:
        raise refused(
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
