"""Rows of an answer, such as help numbers or memberships: what is listed, and the fields of one row at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st
from markupsafe import Markup

from app_pages.questionnaire import detail_fields, drafts, saving
from app_pages.questionnaire.answer_form import AnswerForm
from app_pages.shell import labels as shell_labels
from app_pages.shell import session
from app_pages.shell.markup import as_markdown, join
from assessment import AnswerDetails
from assessment.answers.details_checks import is_day_or_year
from questionnaires import Column, Indicator, Rows
from translations import gettext as _

Row = Mapping[str, str | float]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the rows of one field stand: the assessment, the indicator, and the field's place in its details."""

    assessment: str
    indicator: Indicator
    number: int

    @property
    def rows(self) -> Rows:
        assert self.indicator.details is not None  # noqa: S101 -- for the types
        found = self.indicator.details.fields[self.number]
        assert isinstance(found, Rows)  # noqa: S101 -- the caller has looked
        return found

    def key(self, name: str) -> str:
        return f"row.{self.number}.{name}"


def show(
    assessment_id: str, indicator: Indicator, number: int, form: AnswerForm, *, locked: bool
) -> None:
    """The rows given, a button for each, and the fields of the one that is open; locked, only the rows."""
    place = _Place(assessment_id, indicator, number)
    given = _given(place, form.details)
    opened = drafts.row_open(indicator.id, number)
    said = given or ()
    st.html(
        Markup('<ol class="cop-evidence">{}</ol>').format(
            join(Markup("<li>{}</li>").format(_in_words(place, row)) for row in said)
            or Markup('<li class="none">{}</li>').format(
                _("Nothing said yet.") if given is None else _("There is none.")
            )
        )
    )
    if locked:
        return
    with st.container(horizontal=True):
        for number_of_row in range(len(said)):
            st.button(
                _("Edit {number}").format(number=number_of_row + 1),
                key=f"{indicator.id}.{place.key(f'edit.{number_of_row}')}",
                on_click=_open,
                args=(place, number_of_row),
            )
        st.button(
            _("Add a row"),
            key=f"{indicator.id}.{place.key('add')}",
            on_click=_open,
            args=(place, None),
        )
        if not said:
            st.button(
                _("There is none"),
                type="tertiary",
                disabled=given is not None,
                key=f"{indicator.id}.{place.key('none')}",
                on_click=_keep,
                args=(place, ()),
            )
    if opened is not None and opened <= len(said):
        _editor(place, opened, is_new=opened == len(said))


def _given(place: _Place, details: AnswerDetails | None) -> tuple[Row, ...] | None:
    return (details.rows if details else {}).get(place.rows.id)


def _in_words(place: _Place, row: Row) -> str:
    """One row in a line."""
    cells = (
        (column, _cell_words(place, column, row[column.id]))
        for column in place.rows.columns
        if row.get(column.id) not in (None, "")
    )
    return " · ".join(
        _("{name}: {value}").format(name=_column_name(place, column), value=value)
        for column, value in cells
    )


def _cell_words(place: _Place, column: Column, cell: str | float) -> str:
    if column.kind == "choice":
        return _choice_names(place, column).get(str(cell), str(cell))
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _column_name(place: _Place, column: Column) -> str:
    name = _content(place, f"{column.id}.label", column.label)
    unit = _content(place, f"{column.id}.unit", column.unit)
    return _("{name} ({unit})").format(name=name, unit=unit) if unit else name


def _choice_names(place: _Place, column: Column) -> Mapping[str, str]:
    return {
        item.id: _content(place, f"{column.id}.{item.id}", item.label) for item in column.choices
    }


def _content(place: _Place, field: str, text: str) -> str:
    return shell_labels.content(
        place.indicator.id, f"details.{place.rows.id}.columns.{field}", text
    )


def _editor(place: _Place, number: int, *, is_new: bool) -> None:
    kept: dict[str, Any] = {"on_change": _changed, "args": (place, number)}
    own = place.indicator.id
    with st.container(border=True, key=f"row-editor-{place.number}"):
        for name in _cell_keys(place).values():  # a field that is not drawn loses its value
            session.hydrate(own, **{name: session.field(own, name)})
        for column, name in zip(place.rows.columns, _cell_keys(place).values(), strict=True):
            _cell(place, column, f"{own}.{name}", kept)
        problem = session.field(own, place.key("problem")) or ""
        note = (
            _("Not saved: {problem}").format(problem=problem)
            if problem
            else _("The row is kept with its first field; each field is saved as you leave it.")
        )
        st.caption(as_markdown(note))
        with st.container(horizontal=True):
            st.button(
                _("Done"),
                key=f"{own}.{place.key('done')}",
                on_click=drafts.open_row,
                args=(place.indicator.id, place.number, None),
            )
            st.button(
                _("Remove this row"),
                type="tertiary",
                key=f"{own}.{place.key('remove')}",
                on_click=_remove,
                args=(place, number),
                disabled=is_new,
            )


def _cell(place: _Place, column: Column, key: str, kept: Mapping[str, Any]) -> None:
    name = as_markdown(_column_name(place, column))
    match column.kind:
        case "choice":
            names = _choice_names(place, column)
            st.selectbox(
                name,
                list(names),
                index=None,
                format_func=lambda item: names.get(item, item),
                placeholder=_("Nothing said yet"),
                key=key,
                **kept,
            )
        case "number":
            st.number_input(name, value=None, format="%g", key=key, **kept)
        case "date":
            label = _("{name}: 2019 or 2019-11-08").format(name=name)
            st.text_input(label, key=key, max_chars=10, **kept)
        case _:
            st.text_input(name, key=key, max_chars=1_000, **kept)


def _cell_keys(place: _Place) -> Mapping[str, str]:
    """The key of each column's field, by place."""
    return {
        column.id: place.key(f"cell.{number}") for number, column in enumerate(place.rows.columns)
    }


@session.in_user_language
def _open(place: _Place, number: int | None) -> None:
    """Open the row at a place, or (None) a new one behind those that are there now."""
    given = _now(place) or ()
    row = given[number] if number is not None and number < len(given) else None
    drafts.open_row(place.indicator.id, place.number, len(given) if row is None else number)
    values: dict[str, Any] = {place.key("problem"): ""}
    for column, name in zip(place.rows.columns, _cell_keys(place).values(), strict=True):
        empty = "" if column.kind in ("text", "date") else None
        values[name] = (row or {}).get(column.id, empty)
    session.fill(place.indicator.id, **values)


@session.in_user_language
def _changed(place: _Place, number: int) -> None:
    own = place.indicator.id
    if drafts.row_open(own, place.number) != number:
        return  # closed, or another row: as with evidence
    row: dict[str, str | float] = {}
    for column, name in zip(place.rows.columns, _cell_keys(place).values(), strict=True):
        cell = session.field(own, name)
        if isinstance(cell, str):
            cell = "".join(sign for sign in cell if sign.isprintable()).strip()
        if cell in (None, ""):
            continue
        if column.kind == "date" and not is_day_or_year(cell):
            problem = _("Write the date as 2019 or as 2019-11-08.")
            session.fill(own, **{place.key("problem"): problem})
            return
        row[column.id] = float(cell) if column.kind == "number" else cell
    session.fill(own, **{place.key("problem"): ""})
    before = list(_now(place) or ())
    before[number : number + 1] = [row] if row else []
    _keep(place, tuple(before))


@session.in_user_language
def _remove(place: _Place, number: int) -> None:
    drafts.open_row(place.indicator.id, place.number, None)
    kept = [row for at, row in enumerate(_now(place) or ()) if at != number]
    _keep(place, tuple(kept) or None)


def _now(place: _Place) -> tuple[Row, ...] | None:
    work = drafts.working(place.assessment, place.indicator.id)
    return _given(place, work.form.details) if work is not None else None


@session.in_user_language
def _keep(place: _Place, rows: tuple[Row, ...] | None) -> None:
    """Store the field with these rows; None says nothing of it."""
    work = drafts.working(place.assessment, place.indicator.id)
    if work is None:
        return
    details = work.form.details or AnswerDetails()
    others = {key: items for key, items in details.rows.items() if key != place.rows.id}
    own = {} if rows is None else {place.rows.id: rows}
    changed = details.model_copy(update={"rows": {**others, **own}})
    saving.save_rows(
        place.assessment, place.indicator.id, changed if changed.says_something else None
    )


def show_title(indicator: Indicator, number: int) -> None:
    """The label of a field, as a heading of its part."""
    st.html(Markup("<h3>{}</h3>").format(detail_fields.label_of_field(indicator, number)))
