"""Check that details can be filled in: unique ids, and everything that the kind of a field needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from questionnaires.errors import Problem
from questionnaires.meaning.places import STATISTICS_FILE, all_indicators
from questionnaires.model import (
    Checklist,
    Choice,
    Column,
    DetailField,
    Edition,
    Figures,
    Rows,
    Statuses,
)
from questionnaires.remedies import add_or_use
from translations import gettext as _


def details_can_be_filled_in(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each duplicate id and each incomplete or inconsistent field."""
    for file, where, indicator in all_indicators(edition):
        if indicator.details is None:
            continue
        fields = indicator.details.fields
        yield from ids_used_twice(file, f"{where}: details: fields", (item.id for item in fields))
        for field in fields:
            yield from _field(edition, file, f"{where}: details: fields: {field.id}", field)


def ids_used_twice(file: str, where: str, ids: Iterable[str]) -> Iterator[Problem]:
    """Yield a problem for each id that a list holds more than once."""
    seen: set[str] = set()
    told: set[str] = set()
    for key in ids:
        if key in seen and key not in told:
            told.add(key)
            yield Problem(
                file,
                where,
                _("the id '{key}' is used twice in this list.").format(key=key),
                _("Give each its own."),
            )
        seen.add(key)


def _field(edition: Edition, file: str, where: str, field: DetailField) -> Iterator[Problem]:
    match field:
        case Checklist():
            yield from _choices(file, f"{where}: items", field.items)
        case Statuses():
            yield from _choices(file, f"{where}: items", field.items)
            yield from _choices(file, f"{where}: statuses", field.statuses)
        case Rows():
            yield from ids_used_twice(
                file, f"{where}: columns", (column.id for column in field.columns)
            )
            for column in field.columns:
                yield from _column(file, f"{where}: columns: {column.id}", column)
        case Figures():
            for key in field.statistics:
                if key not in edition.statistic:
                    yield unknown_statistic(edition, file, f"{where}: statistics", key)


def _choices(file: str, where: str, choices: tuple[Choice, ...]) -> Iterator[Problem]:
    yield from ids_used_twice(file, where, (item.id for item in choices))


def _column(file: str, where: str, column: Column) -> Iterator[Problem]:
    if column.kind == "choice" and len(column.choices) < 2:
        yield Problem(
            file,
            f"{where}: choices",
            _("a column of the kind 'choice' needs at least two choices."),
            _("List them, each with id and label, or make the kind 'text'."),
        )
    elif column.kind != "choice" and column.choices:
        yield Problem(
            file,
            f"{where}: choices",
            _("a column of the kind '{kind}' offers no choices.").format(kind=column.kind),
            _("Make the kind 'choice', or delete the choices."),
        )
    yield from _choices(file, f"{where}: choices", column.choices)
    if column.unit and column.kind != "number":
        yield Problem(
            file,
            f"{where}: unit",
            _("a column of the kind '{kind}' has no unit.").format(kind=column.kind),
            _("Make the kind 'number', or delete the unit."),
        )


def unknown_statistic(edition: Edition, file: str, where: str, key: str) -> Problem:
    """The problem of a reference to a statistic that the edition does not have."""
    return Problem(
        file,
        where,
        _("refers to the statistic '{key}', which {file} does not list.").format(
            key=key, file=STATISTICS_FILE
        ),
        add_or_use(edition.statistic),
    )
