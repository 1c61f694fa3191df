"""Rows of an answer's details, such as help numbers or memberships: the list, and the editor of one row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st
from markupsafe import Markup

from app_pages.questionnaire import detail_fields, drafts, saving
from app_pages.questionnaire.answer_form import AnswerForm
from app_pages.shell import labels, session
from app_pages.shell.markup import as_markdown, join
from assessment import AnswerDetails
from assessment.answers.details_checks import is_day_or_year
from questionnaires import Column, Indicator, Rows
from translations import gettext as _

DetailRow = Mapping[str, str | float]


@dataclass(frozen=True, slots=True)
class _RowsField:
    """A field of rows, by assessment, indicator and index in the indicator's details."""

    assessment: str
    indicator: Indicator
    index: int

    @property
    def rows(self) -> Rows:
        assert self.indicator.details is not None  # noqa: S101 -- for the types
        rows = self.indicator.details.fields[self.index]
        assert isinstance(rows, Rows)  # noqa: S101 -- the caller has checked
        return rows

    def key(self, name: str) -> str:
        """Return the key of a widget of this field, without the indicator id."""
        return f"row.{self.index}.{name}"


def show(
    assessment_id: str, indicator: Indicator, index: int, form: AnswerForm, *, locked: bool
) -> None:
    """List the rows, with a button for each and the editor of the open one; where `locked`, the list only."""
    field = _RowsField(assessment_id, indicator, index)
    stored = _rows_of(field, form.details)
    opened = drafts.open_row_index(indicator.id, index)
    rows = stored or ()
    st.html(
        Markup('<ol class="cop-evidence">{}</ol>').format(
            join(Markup("<li>{}</li>").format(_row_line(field, row)) for row in rows)
            or Markup('<li class="none">{}</li>').format(
                _("Nothing said yet.") if stored is None else _("There is none.")
            )
        )
    )
    if locked:
        return
    with st.container(horizontal=True):
        for number in range(len(rows)):
            st.button(
                _("Edit {number}").format(number=number + 1),
                key=f"{indicator.id}.{field.key(f'edit.{number}')}",
                on_click=_open,
                args=(field, number),
            )
        st.button(
            _("Add a row"),
            key=f"{indicator.id}.{field.key('add')}",
            on_click=_open,
            args=(field, None),
        )
        if not rows:
            st.button(
                _("There is none"),
                type="tertiary",
                disabled=stored is not None,
                key=f"{indicator.id}.{field.key('none')}",
                on_click=_store,
                args=(field, ()),
            )
    if opened is not None and opened <= len(rows):
        _editor(field, opened, is_new=opened == len(rows))


def _rows_of(field: _RowsField, details: AnswerDetails | None) -> tuple[DetailRow, ...] | None:
    return (details.rows if details else {}).get(field.rows.id)


def _row_line(field: _RowsField, row: DetailRow) -> str:
    """Return a row as one line of text."""
    cells = (
        (column, _cell_text(field, column, row[column.id]))
        for column in field.rows.columns
        if row.get(column.id) not in (None, "")
    )
    return " · ".join(
        _("{name}: {value}").format(name=_column_name(field, column), value=value)
        for column, value in cells
    )


def _cell_text(field: _RowsField, column: Column, cell: str | float) -> str:
    if column.kind == "choice":
        return _choice_names(field, column).get(str(cell), str(cell))
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _column_name(field: _RowsField, column: Column) -> str:
    name = _content(field, f"{column.id}.label", column.label)
    unit = _content(field, f"{column.id}.unit", column.unit)
    return _("{name} ({unit})").format(name=name, unit=unit) if unit else name


def _choice_names(field: _RowsField, column: Column) -> Mapping[str, str]:
    return {
        item.id: _content(field, f"{column.id}.{item.id}", item.label) for item in column.choices
    }


def _content(field: _RowsField, name: str, text: str) -> str:
    return labels.content(field.indicator.id, f"details.{field.rows.id}.columns.{name}", text)


def _editor(field: _RowsField, number: int, *, is_new: bool) -> None:
    callback: dict[str, Any] = {"on_change": _changed, "args": (field, number)}
    own = field.indicator.id
    with st.container(border=True, key=f"row-editor-{field.index}"):
        for name in _cell_keys(field).values():  # a field that is not drawn loses its value
            session.hydrate(own, **{name: session.field(own, name)})
        for column, name in zip(field.rows.columns, _cell_keys(field).values(), strict=True):
            _cell(field, column, f"{own}.{name}", callback)
        problem = session.field(own, field.key("problem")) or ""
        note = (
            _("Not saved: {problem}").format(problem=problem)
            if problem
            else _("The row is kept with its first field; each field is saved as you leave it.")
        )
        st.caption(as_markdown(note))
        with st.container(horizontal=True):
            st.button(
                _("Done"),
                key=f"{own}.{field.key('done')}",
                on_click=drafts.set_open_row,
                args=(field.indicator.id, field.index, None),
            )
            st.button(
                _("Remove this row"),
                type="tertiary",
                key=f"{own}.{field.key('remove')}",
                on_click=_remove,
                args=(field, number),
                disabled=is_new,
            )


def _cell(field: _RowsField, column: Column, key: str, callback: Mapping[str, Any]) -> None:
    name = as_markdown(_column_name(field, column))
    match column.kind:
        case "choice":
            names = _choice_names(field, column)
            st.selectbox(
                name,
                list(names),
                index=None,
                format_func=lambda item: names.get(item, item),
                placeholder=_("Nothing said yet"),
                key=key,
                **callback,
            )
        case "number":
            st.number_input(name, value=None, format="%g", key=key, **callback)
        case "date":
            label = _("{name}: 2019 or 2019-11-08").format(name=name)
            st.text_input(label, key=key, max_chars=10, **callback)
        case _:
            st.text_input(name, key=key, max_chars=1_000, **callback)


def _cell_keys(field: _RowsField) -> Mapping[str, str]:
    """Return the widget key of each column, by index."""
    return {
        column.id: field.key(f"cell.{number}") for number, column in enumerate(field.rows.columns)
    }


@session.in_user_language
def _open(field: _RowsField, number: int | None) -> None:
    """Callback: open the editor of a row, or (None) of a new one behind the current rows."""
    rows = _draft_rows(field) or ()
    row = rows[number] if number is not None and number < len(rows) else None
    drafts.set_open_row(field.indicator.id, field.index, len(rows) if row is None else number)
    values: dict[str, Any] = {field.key("problem"): ""}
    for column, name in zip(field.rows.columns, _cell_keys(field).values(), strict=True):
        empty = "" if column.kind in ("text", "date") else None
        values[name] = (row or {}).get(column.id, empty)
    session.fill(field.indicator.id, **values)


@session.in_user_language
def _changed(field: _RowsField, number: int) -> None:
    own = field.indicator.id
    if drafts.open_row_index(own, field.index) != number:
        return  # the editor is closed or shows another row, but the browser does not know yet
    row: dict[str, str | float] = {}
    for column, name in zip(field.rows.columns, _cell_keys(field).values(), strict=True):
        cell = session.field(own, name)
        if isinstance(cell, str):
            cell = "".join(sign for sign in cell if sign.isprintable()).strip()
        if cell in (None, ""):
            continue
        if column.kind == "date" and not is_day_or_year(cell):
            problem = _("Write the date as 2019 or as 2019-11-08.")
            session.fill(own, **{field.key("problem"): problem})
            return
        row[column.id] = float(cell) if column.kind == "number" else cell
    session.fill(own, **{field.key("problem"): ""})
    rows = list(_draft_rows(field) or ())
    rows[number : number + 1] = [row] if row else []
    _store(field, tuple(rows))


@session.in_user_language
def _remove(field: _RowsField, number: int) -> None:
    drafts.set_open_row(field.indicator.id, field.index, None)
    rows = [row for index, row in enumerate(_draft_rows(field) or ()) if index != number]
    _store(field, tuple(rows) or None)


def _draft_rows(field: _RowsField) -> tuple[DetailRow, ...] | None:
    draft = drafts.get_draft(field.assessment, field.indicator.id)
    return _rows_of(field, draft.form.details) if draft is not None else None


@session.in_user_language
def _store(field: _RowsField, rows: tuple[DetailRow, ...] | None) -> None:
    """Store these rows of the field; None removes the field from the details."""
    draft = drafts.get_draft(field.assessment, field.indicator.id)
    if draft is None:
        return
    details = draft.form.details or AnswerDetails()
    others = {key: items for key, items in details.rows.items() if key != field.rows.id}
    own = {} if rows is None else {field.rows.id: rows}
    changed = details.model_copy(update={"rows": {**others, **own}})
    saving.save_rows(
        field.assessment, field.indicator.id, changed if changed.says_something else None
    )


def show_title(indicator: Indicator, index: int) -> None:
    """Show the label of a field of details as a heading."""
    st.html(Markup("<h3>{}</h3>").format(detail_fields.field_label(indicator, index)))
