"""Read the file of an export, CSV or JSON, into a flat record of texts for each submission.

A text is kept by the last part of its field's name, as the programs put the groups of a form before it.
"""

from __future__ import annotations

import codecs
import contextlib
import json
import re
from collections.abc import Collection, Mapping
from itertools import chain, count
from typing import Any

from assessment.files.strict_json import parse_json
from assessment.model.base import NOT_STORABLE
from assessment.values.numbers import number_text
from exchange.xlsform.csv_table import read_table
from exchange.xlsform.program_fields import is_of_program, is_reserved
from exchange.xlsform.refusal import SubmissionsRefused, refused
from questionnaires import Problem
from translations import gettext as _

MAXIMUM_BYTES = 10_000_000
MAXIMUM_SUBMISSIONS = 500
MAXIMUM_NAME = 300

Values = Mapping[str, str]

_GROUPS = re.compile(r"[/:.]|(?<=[A-Za-z0-9_])-(?=[A-Za-z])")

_REVIEW_OF_KOBO = "_validation_status"
"""The outcome of a review in KoboToolbox: a text, or a group of an id `uid` and a name `label`."""


def read_records(data: bytes, name: str, single: Collection[str]) -> list[Values]:
    """The texts of each submission by the name of their field, in the order of the file. Raises SubmissionsRefused.

    The fields in `single` may have one text only; of others with the same name in several groups the first has the
    name, and the rest their whole names.
    """
    if len(data) > MAXIMUM_BYTES:
        raise refused(
            name,
            _("has more than {limit} MB.").format(limit=MAXIMUM_BYTES // 1_000_000),
            _("Export fewer submissions at a time."),
        )
    data = _in_utf8(data)
    if not data.removeprefix(codecs.BOM_UTF8).strip():
        raise refused(name, _("the file is empty."), _("Export the submissions once more."))
    records = _records(data, name, single)
    if not records:
        raise refused(name, _("holds no submission."), _("Export after a form was sent."))
    if len(records) > MAXIMUM_SUBMISSIONS:
        raise refused(
            name,
            _("holds more than {limit} submissions.").format(limit=MAXIMUM_SUBMISSIONS),
            _("Export those of one institution."),
        )
    return records


def _in_utf8(data: bytes) -> bytes:
    """The text in UTF-8 where its first bytes say that it is UTF-16, as a spreadsheet's “Unicode text” is."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        with contextlib.suppress(UnicodeDecodeError):
            return data.decode("utf-16").encode()
    return data


def _records(data: bytes, name: str, single: Collection[str]) -> list[Values]:
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if start in (b"[", b"{"):
        return _json_records(data, name, single)
    if data.startswith((b"PK", b"\xd0\xcf", b"%PDF", b"<")) or b"\0" in data:
        raise refused(
            name,
            _("is neither CSV nor JSON."),
            _("Export from KoboToolbox or ODK as CSV or JSON, with XML values and headers."),
        )
    return _csv_records(data, name, single)


def _json_records(data: bytes, name: str, single: Collection[str]) -> list[Values]:
    value = parse_json(data, name)
    if isinstance(value, Problem):
        raise SubmissionsRefused([value])
    if isinstance(value, dict):
        for key in ("results", "value"):  # KoboToolbox, then ODK Central
            if isinstance(value.get(key), list):
                if _is_one_page(value, len(value[key])):
                    raise refused(
                        name,
                        _("is one page of an export; other submissions are on the others."),
                        _("Export all submissions to one file."),
                    )
                value = value[key]
                break
        else:
            value = [value]
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise refused(
            name, _("is no list of submissions."), _("Export the submissions once more as JSON.")
        )
    return [_flat(item, name, single) for item in value]


def _is_one_page(answer: Mapping[str, Any], held: int) -> bool:
    """Whether the answer of a program's interface with `held` submissions says that there are more."""
    if any(answer.get(key) for key in ("next", "previous", "@odata.nextLink")):
        return True
    counts = (answer.get(key) for key in ("count", "@odata.count"))
    return any(isinstance(count, int) and count > held for count in counts)


def _flat(record: Mapping[str, Any], name: str, single: Collection[str]) -> Values:
    """The texts of a submission by name; groups are flattened, nulls left out, repeated groups kept as JSON."""
    result: dict[str, str] = {}

    def walk(value: Mapping[str, Any], groups: str = "") -> None:
        for last, item in value.items():
            key = groups + last
            if last == _REVIEW_OF_KOBO and isinstance(item, dict):
                for part, value_of_part in item.items():
                    _put(result, f"{key}/{part}", _text(value_of_part or ""), name, single)
            elif isinstance(item, dict):
                walk(item, f"{key}/")
            elif isinstance(item, list):
                _put(
                    result, key, json.dumps(item, ensure_ascii=False) if item else "", name, single
                )
            elif item is not None:
                _put(result, key, _text(item), name, single)

    walk(record)
    return result


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return number_text(value) if isinstance(value, float) else str(value)


def _csv_records(data: bytes, name: str, single: Collection[str]) -> list[Values]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refused(
            name,
            _("is not text in UTF-8."),
            _("Export once more; do not save the file from Excel."),
            _("byte {number}").format(number=error.start + 1),
        ) from error
    names, rows = read_table(text, name)
    records: list[Values] = []
    for row in rows:
        record: dict[str, str] = {}
        for key, cell in zip(names, row, strict=False):
            _put(record, key, cell.strip(), name, single)
        records.append(record)
    return records


def _put(record: dict[str, str], key: str, text: str, name: str, single: Collection[str]) -> None:
    """Add a text under the last part of its key: groups precede it, with / in KoboToolbox, - in ODK, / or . in Ona.

    Raises SubmissionsRefused where a name in `single` has another text already.
    """
    key = NOT_STORABLE.sub("\ufffd", key)
    *groups, last = (part.strip() for part in _GROUPS.split(key))
    if text == "":
        return
    if is_reserved(last):  # kept and shown, not checked as an answer is
        text = NOT_STORABLE.sub("\ufffd", text)
    if groups and groups[-1] == _REVIEW_OF_KOBO:  # its parts have names of no use
        if last == "uid" or (last == "label" and _REVIEW_OF_KOBO not in record):
            record[_REVIEW_OF_KOBO] = text
        return
    last = last[:MAXIMUM_NAME]
    if is_reserved(last):
        if not is_of_program(last, text, groups):
            record[_free_name(record, key.strip()[:MAXIMUM_NAME])] = text
            return
        if last in record and not is_of_program(last, record[last]):
            record[_free_name(record, last)] = record.pop(last)
    if record.get(last, text) != text and last not in single:
        last = key.strip()[:MAXIMUM_NAME]
    elif record.get(last, text) != text:
        raise refused(
            name,
            _("the field '{field}' stands twice with different values.").format(field=last),
            _("Export once more, without changing the columns."),
        )
    record[last] = text


def _free_name(record: Mapping[str, str], name: str) -> str:
    """The name; with a number where the record has it already."""
    numbered = (f"{name} ({number})" for number in count(2))
    return next(each for each in chain((name,), numbered) if each not in record)
