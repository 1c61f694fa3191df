"""The parts of an answer on the printed questionnaire: boxes, lines and tables to fill in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from questionnaires import Checklist, DetailField, Edition, Figures, Indicator, Rows, Statuses
from questionnaires.labels import edition_text
from translations import gettext as _

BLANK_ROWS = 3
"""Number of empty rows in a table of any length."""

MAXIMUM_COLUMNS = 6
"""Maximum number of columns of a table; a wider one is printed as lines."""


@dataclass(frozen=True, slots=True)
class PartLine:
    """One item of a part: the circles to tick as value and label.

    `name` and `since` hold the parts of the names of its fields, of the answer and of its day or year; they are empty
    where there is none, and in an item that is filled in on paper only.
    """

    label: str
    choices: tuple[tuple[str, str], ...]
    name: tuple[str, ...] = ()
    since: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One detail field on paper: boxes to tick, lines of choices, or a table to fill in."""

    label: str
    checks: tuple[PartLine, ...] = ()
    """Items answered with yes or no."""
    lines: tuple[PartLine, ...] = ()
    head: tuple[str, ...] = ()
    rows: int = 0
    """Number of empty rows under the head."""
    figures: tuple[tuple[str, str], ...] = ()
    """Id and name of each statistic that is asked, to fill in under the figures."""
    notes: tuple[str, ...] = ()


def printed_part(edition: Edition, indicator: Indicator, field: DetailField) -> Part:
    """A detail field as boxes, lines or a table."""
    owner = f"{indicator.id}.details.{field.id}"
    label = edition_text(owner, "label", field.label)

    def lines(
        field: Checklist | Statuses, choices: tuple[tuple[str, str], ...]
    ) -> Iterator[PartLine]:
        for item in field.items:
            name = (indicator.id, "part", field.id, item.id)
            since = (*name, "since") if isinstance(field, Statuses) and field.dated else ()
            yield PartLine(
                edition_text(owner, f"items.{item.id}", item.label), choices, name, since
            )

    match field:
        case Checklist():
            return Part(label, checks=tuple(lines(field, (("yes", _("Yes")), ("no", _("No"))))))
        case Statuses():
            choices = tuple(
                (item.id, edition_text(owner, f"statuses.{item.id}", item.label))
                for item in field.statuses
            )
            return Part(label, lines=tuple(lines(field, choices)))
        case Rows():
            return _rows(field, owner, label)
        case Figures():
            return Part(
                label,
                figures=tuple(
                    (
                        code,
                        _("{name} ({unit})").format(
                            name=edition_text(code, "name", edition.statistic[code].name),
                            unit=edition_text(code, "unit", edition.statistic[code].unit),
                        ),
                    )
                    for code in field.statistics
                ),
            )


def _rows(field: Rows, owner: str, label: str) -> Part:
    """A table to fill in on paper; with more than `MAXIMUM_COLUMNS` columns one row of it as lines."""
    columns = [
        (
            edition_text(owner, f"columns.{item.id}.label", item.label),
            tuple(
                (choice.id, edition_text(owner, f"columns.{item.id}.{choice.id}", choice.label))
                for choice in item.choices
            ),
        )
        for item in field.columns
    ]
    if len(columns) > MAXIMUM_COLUMNS:
        return Part(
            _("{label} (repeat these lines for each further one)").format(label=label),
            lines=tuple(PartLine(head, choices) for head, choices in columns),
        )
    return Part(
        label,
        head=tuple(head for head, _choices in columns),
        rows=BLANK_ROWS,
        notes=tuple(
            _("{column}: {choices}").format(
                column=head, choices=" / ".join(text for _id, text in choices)
            )
            for head, choices in columns
            if choices
        ),
    )
