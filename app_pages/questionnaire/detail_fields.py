"""The parts of an answer as fields: lists of yes and no, statuses with their dates; and what they say of the level."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import streamlit as st
from markupsafe import Markup

from app_pages.questionnaire.answer_form import AnswerForm, Incomplete, read_date, tidy
from app_pages.shell import labels as shell_labels
from app_pages.shell import session
from app_pages.shell.markup import as_markdown
from assessment import AnswerDetails, Derived, StatusValue
from questionnaires import Checklist, Choice, Edition, Indicator, Statuses
from translations import gettext as _

YES, NO, OPEN = "yes", "no", "open"
SAID: Mapping[str, bool] = {YES: True, NO: False}


def checklist(
    indicator: Indicator, place: int, form: AnswerForm, changed: Mapping[str, Any]
) -> None:
    """Each item with yes, no, or nothing said yet."""
    found = _field(indicator, place)
    assert isinstance(found, Checklist)  # noqa: S101 -- the caller has looked
    given = (form.details.checks if form.details else {}).get(found.id, {})
    for number, item in enumerate(found.items):
        value = {True: YES, False: NO, None: OPEN}[given.get(item.id)]
        options = (YES, NO, OPEN)
        key = _part(place, number)
        first = _fill(indicator, key, value)
        st.radio(
            as_markdown(_label(indicator, place, "items", item)),
            options,
            index=options.index(value) if first else None,
            format_func=_said_words,
            horizontal=True,
            key=f"{indicator.id}.{key}",
            **changed,
        )


def statuses(
    indicator: Indicator, place: int, form: AnswerForm, changed: Mapping[str, Any]
) -> None:
    """Each item with the status it stands at and, where asked, since when."""
    found = _field(indicator, place)
    assert isinstance(found, Statuses)  # noqa: S101 -- the caller has looked
    given = (form.details.statuses if form.details else {}).get(found.id, {})
    known = [item.id for item in found.statuses]
    names = {item.id: _label(indicator, place, "statuses", item) for item in found.statuses}
    for number, item in enumerate(found.items):
        value = given.get(item.id)
        key = _part(place, number)
        label = as_markdown(_label(indicator, place, "items", item))
        status = value.status if value is not None and value.status in known else None
        with st.container(key=f"{indicator.id}.pair.{place}.{number}"):
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
            if found.dated:
                dated = form.unread.get(key) or _date_text(value)
                first = _fill(indicator, f"{key}.since", dated)
                st.text_input(
                    _("Since (2019 or 2019-11-08)"),
                    dated if first else "",
                    key=f"{indicator.id}.{key}.since",
                    **changed,
                )


def on_screen(
    indicator: Indicator, form: AnswerForm
) -> tuple[AnswerDetails | None, Mapping[str, str]]:
    """The parts as the fields show them, and dates that can't be read; rows are those of the form."""
    if indicator.details is None:
        return form.details, {}
    checks: dict[str, dict[str, bool]] = {}
    stands: dict[str, dict[str, StatusValue]] = {}
    unread: dict[str, str] = {}
    for place, found in enumerate(indicator.details.fields):
        if isinstance(found, Checklist):
            checks[found.id] = {
                item.id: SAID[said]
                for key, item in _keys(place, found.items)
                if (said := session.field(indicator.id, key)) in SAID
            }
        elif isinstance(found, Statuses):
            stands[found.id] = {
                item.id: value
                for key, item in _keys(place, found.items)
                if (value := _status_on_screen(indicator.id, key, unread)) is not None
            }
    rows = form.details.rows if form.details else {}
    return tidy(AnswerDetails(checks=checks, statuses=stands, rows=rows)), unread


def _status_on_screen(indicator: str, key: str, unread: dict[str, str]) -> StatusValue | None:
    status = session.field(indicator, key)
    if status is None:
        return None
    typed = session.field(indicator, f"{key}.since") or ""
    try:
        day, year = read_date(typed)
    except Incomplete:
        unread[key] = typed
        return StatusValue(status=status)
    return StatusValue(status=status, date=day, year=year)


def show_level(edition: Edition, indicator: Indicator, derived: Derived | None) -> None:
    """In plain words, what level the parts give."""
    text = _("The parts are kept with the answer. The level is chosen below.")
    if derived is not None and derived.level is not None:
        text = _("These parts give level {level}: {name}.").format(
            level=derived.level, name=shell_labels.level_name(edition, indicator, derived.level)
        )
    elif derived is not None and (derived.low, derived.high) == (
        0,
        edition.scale_of(indicator).top_level,
    ):
        text = _("Answer the parts: the level follows from them.")
    elif derived is not None:
        text = _(
            "So far the parts allow levels {low} to {high}. "
            "Answer what is open, or choose among these below."
        ).format(low=derived.low, high=derived.high)
    st.html(Markup('<p class="cop-gives" role="status">{}</p>').format(text))


def label_of_field(indicator: Indicator, place: int) -> str:
    return shell_labels.content(
        indicator.id, f"details.{_field(indicator, place).id}.label", _field(indicator, place).label
    )


def label_of_choice(indicator: Indicator, place: int, group: str, item: Choice) -> str:
    return _label(indicator, place, group, item)


def _label(indicator: Indicator, place: int, group: str, item: Choice) -> str:
    field = f"details.{_field(indicator, place).id}.{group}.{item.id}"
    return shell_labels.content(indicator.id, field, item.label)


def _field(indicator: Indicator, place: int) -> Any:
    assert indicator.details is not None  # noqa: S101 -- for the types
    return indicator.details.fields[place]


def _part(place: int, number: int) -> str:
    """By places, as an id may hold signs that mean something in a style sheet."""
    return f"part.{place}.{number}"


def _keys(place: int, items: tuple[Choice, ...]) -> Iterator[tuple[str, Choice]]:
    return ((_part(place, number), item) for number, item in enumerate(items))


def _fill(indicator: Indicator, key: str, value: Any) -> bool:
    """Put a value into a field, except in a session's first run: then the browser may know better."""
    if session.is_first_run():
        return True
    session.hydrate(indicator.id, **{key: value})
    return False


def _said_words(said: str) -> str:
    return {YES: _("Yes"), NO: _("No"), OPEN: _("Open")}[said]


def _named(names: Mapping[str, str]) -> Callable[[str], str]:
    return lambda key: names[key]


def _date_text(value: StatusValue | None) -> str:
    return str(value.date or value.year or "") if value is not None else ""
