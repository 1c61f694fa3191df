"""Check the parts of an answer against the fields of its indicator, and its level against the parts. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from assessment.answers.derived_level import Derived, derive_level
from assessment.model.assessment import Answer, AnswerDetails, AnswerStatus
from assessment.values.characters import has_glyph
from questionnaires import (
    Checklist,
    Choice,
    Column,
    Details,
    Indicator,
    Problem,
    Rows,
    Statuses,
)
from questionnaires.remedies import UnknownId
from translations import gettext as _
from translations import ngettext


def details_problems(
    answer: Answer, indicator: Indicator, where: str, held: Mapping[str, bool]
) -> Iterator[Problem | UnknownId]:
    """Problems of parts that the edition does not define, and of a level that the parts do not allow."""
    if indicator.details is None:
        if answer.details is not None:
            yield Problem(
                "",
                f"{where}: details",
                _("this indicator has no parts."),
                _("Delete 'details' and give the level."),
            )
        return
    if answer.details is not None:
        yield from _part_problems(indicator.details, answer.details, f"{where}: details")
    yield from _level_problems(answer, indicator.details, where, held)


def level_mismatch(derived: Derived, level: int) -> tuple[str, str]:
    """The problem and the remedy of a level that the parts do not allow."""
    if derived.level is not None:
        problem = _("level {level} is given, but the parts give level {derived}.")
    else:
        problem = _(
            "level {level} is given, but the parts given so far allow levels {low} to {high}."
        )
    return (
        problem.format(level=level, derived=derived.level, low=derived.low, high=derived.high),
        _("Give that level, correct the parts, or say under 'override' why the level differs."),
    )


def derived_level_text(derived: Derived) -> str:
    """A clause in the current language: the derived level, or the range that the parts allow."""
    if derived.level is not None:
        return _("the parts give level {level}").format(level=derived.level)
    return _("the parts given so far allow levels {low} to {high}").format(
        low=derived.low, high=derived.high
    )


def _level_problems(
    answer: Answer, details: Details, where: str, held: Mapping[str, bool]
) -> Iterator[Problem]:
    if answer.state is not AnswerStatus.ANSWERED or answer.value is not None:
        return
    derived = derive_level(details, answer.details, held)
    if derived is None:
        if answer.level is None:
            yield Problem(
                "",
                where,
                _("has parts, but the edition reads no level from them."),
                _("Give the level too."),
            )
    elif answer.level is None:
        if derived.level is None:
            yield Problem(
                "",
                where,
                _("has no level, and the parts given so far allow levels {low} to {high}.").format(
                    low=derived.low, high=derived.high
                ),
                _("Answer the parts that are open, or give the level."),
            )
    elif not derived.allows(answer.level) and not has_glyph(answer.override):
        yield Problem("", where, *level_mismatch(derived, answer.level))


def _part_problems(
    details: Details, parts: AnswerDetails, where: str
) -> Iterator[Problem | UnknownId]:
    kinds: Mapping[str, tuple[type, Iterable[str]]] = {
        "checks": (Checklist, parts.checks),
        "statuses": (Statuses, parts.statuses),
        "rows": (Rows, parts.rows),
    }
    for name, (kind, keys) in kinds.items():
        known = {field.id for field in details.fields if isinstance(field, kind)}
        for key in keys:
            if key not in known:
                yield _unknown(
                    f"{where}: {name}: {key}", _("there is no field '{key}'."), key, known
                )
    for field in details.fields:
        match field:
            case Checklist():
                yield from _unknown_items(
                    parts.checks.get(field.id, {}), field.items, f"{where}: checks: {field.id}"
                )
            case Statuses():
                yield from _status_problems(field, parts, f"{where}: statuses: {field.id}")
            case Rows():
                yield from _row_problems(field, parts, f"{where}: rows: {field.id}")


def _unknown_items(keys: Iterable[str], items: Iterable[Choice], where: str) -> Iterator[UnknownId]:
    known = [item.id for item in items]
    for key in keys:
        if key not in known:
            yield _unknown(f"{where}: {key}", _("there is no item '{key}'."), key, known)


def _status_problems(
    field: Statuses, parts: AnswerDetails, where: str
) -> Iterator[Problem | UnknownId]:
    statuses = parts.statuses.get(field.id, {})
    yield from _unknown_items(statuses, field.items, where)
    known = [item.id for item in field.statuses]
    for key, value in statuses.items():
        if value.status not in known:
            yield _unknown(f"{where}: {key}", _("there is no status '{key}'."), value.status, known)
        if not field.dated and (value.date or value.year):
            yield Problem(
                "", f"{where}: {key}", _("has a date, which is not asked."), _("Delete the date.")
            )


def _row_problems(field: Rows, parts: AnswerDetails, where: str) -> Iterator[Problem | UnknownId]:
    columns = {column.id: column for column in field.columns}
    for number, row in enumerate(parts.rows.get(field.id, ()), start=1):
        for key, cell in row.items():
            here = f"{where}: {number}: {key}"
            if key not in columns:
                yield _unknown(here, _("there is no column '{key}'."), key, columns)
            else:
                yield from _cell_problems(columns[key], cell, here)


def _cell_problems(column: Column, cell: str | float, where: str) -> Iterator[Problem | UnknownId]:
    shown = repr(cell)
    match column.kind:
        case "number":
            if isinstance(cell, str):
                yield Problem(
                    "",
                    where,
                    _("should be a number, not {value}.").format(value=shown),
                    _("Write it as digits, without quotes or units."),
                )
        case _ if not isinstance(cell, str):
            yield Problem(
                "",
                where,
                _("should be text, not {value}.").format(value=shown),
                _("Write it in quotes."),
            )
        case "choice":
            known = [item.id for item in column.choices]
            if cell not in known:
                yield _unknown(where, _("there is no choice '{key}'."), cell, known)
        case "date":
            if not is_day_or_year(cell):
                yield Problem(
                    "",
                    where,
                    _("should be a date, not {value}.").format(value=shown),
                    _("Write year-month-day, such as 2026-11-23, or the year alone."),
                )


def is_day_or_year(text: str) -> bool:
    """Whether a text is a date such as 2026-11-23, or a year of four digits."""
    if len(text) == 4 and text.isascii() and text.isdigit():
        return 1900 <= int(text) <= 2100
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _unknown(where: str, pattern: str, key: str, known: Iterable[str]) -> UnknownId:
    ids = list(known)
    return UnknownId(
        where,
        pattern.format(key=key),
        key,
        ids,
        ngettext("Here is: {ids}.", "Here are: {ids}.", len(ids)).format(ids=", ".join(ids))
        if ids
        else _("This indicator has none; delete it."),
    )
