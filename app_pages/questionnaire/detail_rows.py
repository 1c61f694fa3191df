"""Rows of an answer's details, such as help numbers or memberships: the list, and the editor of one row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import streamlit as st
from markupsafe import Markup
from pydantic import TypeAdapter, ValidationError

from app_pages.questionnaire import detail_fields, drafts, saving
from app_pages.questionnaire.answer_form import AnswerForm
from app_pages.shell import labels, session
from app_pages.shell.forms import form_drafts, messages
from app_pages.shell.markup import as_markdown, isolate, join
from assessment import AnswerDetails
from assessment.model.base import Number, ShortText
from assessment.values.characters import read_text
from assessment.values.days import read_day
from assessment.values.numbers import parse_number, typed_number
from assessment.values.unreadable import Unreadable
from questionnaires import Column, Indicator, Rows
from questionnaires.shape import error_words
from translations import gettext as _
from translations import pgettext

DetailRow = Mapping[str, str | float]

_Typed = TypeVar("_Typed", str, float)
_TEXT: TypeAdapter[str] = TypeAdapter(ShortText)
_NUMBER: TypeAdapter[float] = TypeAdapter(Number)

AREA = "row"
"""Name of the messages of the editor."""


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

    @property
    def message_subject(self) -> str:
        """Subject of the messages of the editor."""
        return f"{self.assessment} {self.indicator.id} {self.index}"

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
    return isolate(str(cell))


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
    own = field.indicator.id
    form_drafts.bind(field.assessment, own, None, **_stored_cells(field, number))
    with st.container(border=True, key=f"row-editor-{field.index}"):
        for column, name in zip(field.rows.columns, _cell_keys(field).values(), strict=True):
            callback = {"on_change": _changed, "args": (field, number, name)}
            _cell(field, column, f"{own}.{name}", callback)
        st.caption(_("The row is kept with its first field; each field is saved as you leave it."))
        messages.show(AREA, field.message_subject)
        with st.container(horizontal=True):
            st.button(
                pgettext("button", "Done"),
                key=f"{own}.{field.key('done')}",
                on_click=_close,
                args=(field,),
            )
            if messages.problem_of(AREA, field.message_subject):
                st.button(
                    _("Leave out what is not saved"),
                    key=f"{own}.{field.key('discard')}",
                    on_click=_discard,
                    args=(field,),
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
            st.text_input(name, key=key, **callback)
        case "date":
            label = _("{name}: 2019 or 2019-11-08").format(name=name)
            st.text_input(label, key=key, **callback)
        case _:
            st.text_input(name, key=key, **callback)


def _cell_keys(field: _RowsField) -> Mapping[str, str]:
    """Return the widget key of each column, by index."""
    return {
        column.id: field.key(f"cell.{number}") for number, column in enumerate(field.rows.columns)
    }


@session.in_user_language
def _open(field: _RowsField, number: int | None) -> None:
    """Callback: open the editor of a row, or (None) of a new one behind the current rows.

    Another row in the editor stays open where something of it is unsaved.
    """
    if drafts.open_row_index(field.indicator.id, field.index) is not None and not _close_saved(
        field
    ):
        return
    rows = _draft_rows(field) or ()
    is_stored = number is not None and number < len(rows)
    drafts.set_open_row(field.indicator.id, field.index, number if is_stored else len(rows))


def typed_cells(
    assessment_id: str, indicator: Indicator, index: int, number: int
) -> dict[str, str]:
    """Return the stored text of each cell of a row into which something is typed, by widget."""
    field = _RowsField(assessment_id, indicator, index)
    cells = _stored_cells(field, number)
    names = _cell_keys(field)
    return {
        names[column.id]: str(cells[names[column.id]] or "")
        for column in field.rows.columns
        if column.kind != "choice"
    }


def _stored_cells(field: _RowsField, number: int) -> dict[str, str | float | None]:
    """Return the stored value of each cell of a row by widget; of a new row the empty ones."""
    rows = _draft_rows(field) or ()
    row = rows[number] if number < len(rows) else {}
    cells: dict[str, str | float | None] = {}
    for column, name in zip(field.rows.columns, _cell_keys(field).values(), strict=True):
        cell = row.get(column.id, None if column.kind == "choice" else "")
        cells[name] = typed_number(cell) if isinstance(cell, float) else cell
    return cells


@session.in_user_language
def _changed(field: _RowsField, number: int, changed: str) -> None:
    """Callback of a cell: keep its value, and store the row; a cell that is not valid stays typed and as it was stored."""
    own = field.indicator.id
    if drafts.open_row_index(own, field.index) != number:
        return  # the editor is closed or shows another row, but the browser does not know yet
    form_drafts.put(field.assessment, own, changed, session.field(own, changed))
    cells = _stored_cells(field, number)
    row: dict[str, str | float] = {}
    problem, valid = "", [*cells]
    before = _draft_rows(field)
    rows = list(before or ())
    stored = rows[number] if number < len(rows) else {}
    for column, name in zip(field.rows.columns, _cell_keys(field).values(), strict=True):
        typed = cells[name]
        if form_drafts.has_draft(field.assessment, own, name):
            typed = form_drafts.draft(field.assessment, own, name)
        try:
            cell = read_cell(column, str(typed or ""))
        except Unreadable as error:
            problem = _("Not saved: {name}. {problem}").format(
                name=_column_name(field, column), problem=error
            )
            valid.remove(name)
            cell = stored.get(column.id)  # what is not valid leaves the cell as it is
        if cell is not None:
            row[column.id] = cell
    if problem != messages.problem_of(AREA, field.message_subject):
        messages.report(AREA, field.message_subject, problem=problem)
    rows[number : number + 1] = [row] if row else []
    # An empty list claims that there are none, which is kept but never made by a row that holds nothing valid.
    _store(field, tuple(rows) or (None if before else before))
    form_drafts.forget(field.assessment, own, *valid)


@session.in_user_language
def _close(field: _RowsField) -> None:
    """Callback of *Done*: close the editor, unless a cell is not saved."""
    _close_saved(field)


def _close_saved(field: _RowsField) -> bool:
    """Close the editor and return True; False where a cell is not saved, with its message set again."""
    own = field.indicator.id
    if any(
        form_drafts.has_draft(field.assessment, own, name) for name in _cell_keys(field).values()
    ):
        problem = messages.problem_of(AREA, field.message_subject) or _(
            "Not saved: a date. Write it as 2019 or as 2019-11-08."
        )
        messages.report(AREA, field.message_subject, problem=problem)
        return False
    _discard(field)
    return True


@session.in_user_language
def _discard(field: _RowsField) -> None:
    """Callback: close the editor without what is not saved."""
    messages.report(AREA, field.message_subject)
    form_drafts.forget(field.assessment, field.indicator.id, *_cell_keys(field).values())
    drafts.set_open_row(field.indicator.id, field.index, None)


def read_cell(column: Column, typed: str) -> str | float | None:
    """Return a cell as typed or chosen; None for an empty one. Raises Unreadable."""
    match column.kind:
        case "number":
            number = parse_number(typed)
            return None if number is None else _storable(number, _NUMBER)
        case "date":
            return read_day(typed) or None
        case "choice":
            return typed or None
    return _storable(read_text(typed), _TEXT) or None


def _storable(value: _Typed, adapter: TypeAdapter[_Typed]) -> _Typed:
    """Return the value of a cell. Raises Unreadable where the model of a row refuses it."""
    try:
        return adapter.validate_python(value, strict=True)
    except ValidationError as error:
        raise Unreadable(*error_words(error.errors()[0])) from error


@session.in_user_language
def _remove(field: _RowsField, number: int) -> None:
    _discard(field)
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
