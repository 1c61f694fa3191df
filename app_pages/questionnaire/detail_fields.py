"""Widgets of an answer's details: checklists, statuses with dates, and the level derived from them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import streamlit as st

from app_pages.questionnaire.answer_form import AnswerForm, Incomplete, read_date, tidy
from app_pages.shell import labels, session
from app_pages.shell.forms import messages
from app_pages.shell.markup import as_markdown
from assessment import AnswerDetails, StatusValue
from questionnaires import Checklist, Choice, Indicator, Statuses
from translations import gettext as _
from translations import pgettext

YES, NO, OPEN = "yes", "no", "open"
VALUES: Mapping[str, bool] = {YES: True, NO: False}


def checklist(
    indicator: Indicator, index: int, form: AnswerForm, changed: Mapping[str, Any]
) -> None:
    """Draw a checklist: a radio of yes, no and open for each item, with none chosen while the item is open.

    style.css shows "open", which takes an answer back, only beside an answer.
    """
    field = _field(indicator, index)
    assert isinstance(field, Checklist)  # noqa: S101 -- the caller has checked
    checks = (form.details.checks if form.details else {}).get(field.id, {})
    for number, item in enumerate(field.items):
        value = {True: YES, False: NO, None: OPEN}[checks.get(item.id)]
        options = (YES, NO, OPEN)
        key = _item_key(index, number)
        first = _fill(indicator, key, None if value == OPEN else value)
        st.radio(
            as_markdown(choice_label(indicator, index, "items", item)),
            options,
            index=options.index(value) if first and value != OPEN else None,
            format_func=_check_label,
            horizontal=True,
            key=f"{indicator.id}.{key}",
            **changed,
        )


def statuses(
    indicator: Indicator, index: int, form: AnswerForm, changed: Mapping[str, Any]
) -> None:
    """Draw a select box with the status of each item and, where dated, a field for its date."""
    field = _field(indicator, index)
    assert isinstance(field, Statuses)  # noqa: S101 -- the caller has checked
    values = (form.details.statuses if form.details else {}).get(field.id, {})
    known = [item.id for item in field.statuses]
    names = {item.id: choice_label(indicator, index, "statuses", item) for item in field.statuses}
    for number, item in enumerate(field.items):
        value = values.get(item.id)
        key = _item_key(index, number)
        label = as_markdown(choice_label(indicator, index, "items", item))
        status = value.status if value is not None and value.status in known else None
        with st.container(key=f"{indicator.id}.pair.{index}.{number}"):
            first = _fill(indicator, key, status)
            st.selectbox(
                label,
                known,
                index=known.index(status) if first and status is not None else None,
                format_func=_named(names),
                placeholder=_("Nothing said yet"),
                key=f"{indicator.id}.{key}",
                **changed,
            )
            if field.dated:
                dated = form.unread.get(key) or _date_text(value)
                first = _fill(indicator, f"{key}.since", dated)
                st.text_input(
                    _("Since (2019 or 2019-11-08)"),
                    dated if first else "",
                    key=f"{indicator.id}.{key}.since",
                    **changed,
                )
                if key in form.unread:
                    messages.show_at_field(_date_problem(form.unread[key]))


def read_fields(
    indicator: Indicator, form: AnswerForm
) -> tuple[AnswerDetails | None, Mapping[str, str]]:
    """Return the details in the widgets, and texts that are no dates by key; rows are taken from the form."""
    if indicator.details is None:
        return form.details, {}
    checks: dict[str, dict[str, bool]] = {}
    statuses: dict[str, dict[str, StatusValue]] = {}
    stored = form.details.statuses if form.details else {}
    unread: dict[str, str] = {}
    for index, field in enumerate(indicator.details.fields):
        if isinstance(field, Checklist):
            checks[field.id] = {
                item.id: VALUES[option]
                for key, item in _item_keys(index, field.items)
                if (option := session.field(indicator.id, key)) in VALUES
            }
        elif isinstance(field, Statuses):
            statuses[field.id] = {
                item.id: value
                for key, item in _item_keys(index, field.items)
                if (
                    value := _read_status(
                        indicator.id, key, stored.get(field.id, {}).get(item.id), unread
                    )
                )
                is not None
            }
    rows = form.details.rows if form.details else {}
    return tidy(AnswerDetails(checks=checks, statuses=statuses, rows=rows)), unread


def stored_dates(indicator: Indicator, index: int, details: AnswerDetails | None) -> dict[str, str]:
    """Return the text in the date field of each item of statuses, by the name of its widget within the indicator."""
    field = _field(indicator, index)
    values = (details.statuses if details else {}).get(field.id, {})
    return {
        f"{key}.since": _date_text(values.get(item.id))
        for key, item in _item_keys(index, field.items)
    }


def _date_problem(text: str) -> str:
    """Return why a text is no date; empty where it is one."""
    try:
        read_date(text)
    except Incomplete as error:
        return str(error)
    return ""


def _read_status(
    indicator: str, key: str, stored: StatusValue | None, unread: dict[str, str]
) -> StatusValue | None:
    """Return the status in the widgets of an item; the stored date stays where nobody changed it."""
    status = session.field(indicator, key)
    if status is None:
        return None
    typed = session.field(indicator, f"{key}.since") or ""
    if stored is not None and typed == _date_text(stored):
        return StatusValue(status=status, date=stored.date, year=stored.year)
    try:
        day, year = read_date(typed)
    except Incomplete:
        unread[key] = typed
        return StatusValue(status=status)
    return StatusValue(status=status, date=day, year=year)


def field_label(indicator: Indicator, index: int) -> str:
    """Return the label of a field of details."""
    field = _field(indicator, index)
    return labels.content(indicator.id, f"details.{field.id}.label", field.label)


def choice_label(indicator: Indicator, index: int, group: str, item: Choice) -> str:
    """Return the label of an item or status of a field; `group` is `items` or `statuses`."""
    field = f"details.{_field(indicator, index).id}.{group}.{item.id}"
    return labels.content(indicator.id, field, item.label)


def _field(indicator: Indicator, index: int) -> Any:
    assert indicator.details is not None  # noqa: S101 -- for the types
    return indicator.details.fields[index]


def _item_key(index: int, number: int) -> str:
    """Return the widget key of an item, by indexes: an id may hold characters with a meaning in CSS."""
    return f"part.{index}.{number}"


def _item_keys(index: int, items: tuple[Choice, ...]) -> Iterator[tuple[str, Choice]]:
    return ((_item_key(index, number), item) for number, item in enumerate(items))


def _fill(indicator: Indicator, key: str, value: Any) -> bool:
    """Set a widget's value, except in a session's first run; return whether it is the first run.

    The browser may then hold newer input, so the value is passed to the widget as its default instead.
    """
    if session.is_first_run():
        return True
    session.hydrate(indicator.id, **{key: value})
    return False


def _check_label(option: str) -> str:
    return {YES: _("Yes"), NO: _("No"), OPEN: pgettext("part of an answer", "Open")}[option]


def _named(names: Mapping[str, str]) -> Callable[[str], str]:
    return lambda key: names[key]


def _date_text(value: StatusValue | None) -> str:
    return str(value.date or value.year or "") if value is not None else ""
