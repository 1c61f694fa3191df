"""Observations of one statistic: the list, warnings, and the editor of one observation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import streamlit as st
from markupsafe import Markup

from app_pages.shell import labels, session
from app_pages.shell.forms import form_drafts, messages
from app_pages.shell.markup import as_markdown, join
from app_pages.statistics import drafts, edit_conflict, fields, figure_row, saving
from app_pages.statistics.labels import (
    category_names,
    dimension_name,
    observation_line,
)
from assessment import AssessmentError, Observation, ObservationState
from assessment.answers.labels import observation_state_name
from assessment.answers.statistics import statistic_warnings
from host.services import open_store
from questionnaires import Edition, Statistic
from translations import gettext as _
from translations import pgettext

AREA = "figure"
"""Name of the messages of the editor."""

STATES = tuple(ObservationState)


def show(
    assessment_id: str,
    edition: Edition,
    statistic: Statistic,
    figures: tuple[Observation, ...],
    past: Markup,
    *,
    locked: bool,
    row_revision: int | None = None,
) -> None:
    """List the observations with warnings, buttons and the editor of the open one; where `locked`, list and warnings.

    `past` is shown below the list. With `row_revision`, the revision of the figures, one figure is edited in place instead
    of listed, where it fits.
    """
    conflict = drafts.get_conflict(assessment_id, statistic.id)
    if conflict is not None:
        edit_conflict.show(assessment_id, edition, statistic, conflict)
        return
    opened = drafts.get_open_observation(assessment_id, statistic.id)
    warnings = statistic_warnings(edition, statistic, figures)
    in_place = (
        row_revision is not None and not locked and opened is None and figure_row.fits(figures)
    )
    if in_place and row_revision is not None:
        figure_row.show(assessment_id, edition, statistic, figures, row_revision)
    shown = join(
        (
            Markup() if in_place else _list(edition, statistic, figures),
            past,
            *(
                Markup('<p class="cop-doubt">{}</p>').format(
                    _("Look again: {what} {remedy}").format(what=item.what, remedy=item.remedy)
                )
                for item in warnings
            ),
        )
    )
    if shown:
        st.html(shown)
    if locked:
        return
    name = as_markdown(labels.content(statistic.id, "name", statistic.name))
    kind: Literal["tertiary", "secondary"] = "tertiary" if in_place else "secondary"
    with st.container(horizontal=True):
        for index in range(len(figures)):
            st.button(
                _("Edit {number}").format(number=index + 1)
                if len(figures) > 1
                else _("Edit figure {number} of {name}").format(number=index + 1, name=name),
                key=f"figure.{statistic.id}.edit.{index}",
                type=kind,
                on_click=_open,
                args=(assessment_id, statistic.id, index),
            )
        st.button(
            _("Add a figure to {name}").format(name=name),
            key=f"figure.{statistic.id}.add",
            type=kind,
            on_click=_open,
            args=(assessment_id, statistic.id, None),
        )
    if opened is not None and opened.index <= len(figures):
        _editor(assessment_id, edition, statistic, opened, is_new=opened.index == len(figures))


def _list(edition: Edition, statistic: Statistic, figures: tuple[Observation, ...]) -> Markup:
    lines = join(
        Markup("<li>{}</li>").format(observation_line(edition, statistic, item)) for item in figures
    )
    nothing = Markup('<li class="none">{}</li>').format(_("Nothing said yet."))
    if not lines:
        return Markup('<ul class="cop-figures">{}</ul>').format(nothing)
    return Markup('<ol class="cop-figures">{}</ol>').format(lines)


def _editor(
    assessment_id: str,
    edition: Edition,
    statistic: Statistic,
    opened: drafts.OpenObservation,
    *,
    is_new: bool,
) -> None:
    kept_as = f"figure.{statistic.id}.{opened.index}"
    stored = fields.stored_fields(edition, statistic, opened)
    form_drafts.bind(assessment_id, "figure", kept_as, **stored)
    problems = _problems(assessment_id, opened)

    def callback(name: str) -> dict[str, Any]:
        args = (assessment_id, statistic.id, opened.index, name)
        return {"key": f"figure.{name}", "on_change": _changed, "args": args}

    with st.container(border=True, key="figure-editor"):
        st.radio(
            _("What can be said"),
            STATES,
            index=None,
            format_func=observation_state_name,
            horizontal=True,
            **callback("state"),
        )
        unit = as_markdown(labels.content(statistic.id, "unit", statistic.unit))
        state = session.field("figure", "state") or ObservationState.ANSWERED
        st.text_input(
            _("Figure ({unit})").format(unit=unit),
            disabled=state != ObservationState.ANSWERED,
            **callback("value"),
        )
        messages.show_at_field(problems.get("value", ""))
        st.text_input(
            _("Year"),
            help=_("Of a school or budget year the one in which it ends: 2024 for 2023/24."),
            **callback("year"),
        )
        messages.show_at_field(problems.get("year", ""))
        for index, name in enumerate(statistic.breakdowns):
            _group_field(edition, name, callback(f"group.{index}"))
        st.text_input(_("Source"), **callback("source"))
        st.text_input(_("Web address"), **callback("url"))
        messages.show_at_field(problems.get("url", ""))
        st.text_input(_("Note"), **callback("note"))
        note = (
            _("Give figure and year, or say that there is none; the rest is saved with it.")
            if is_new
            else _("Each field is saved as you leave it.")
        )
        st.caption(note)
        messages.show(AREA, assessment_id)
        with st.container(horizontal=True):
            st.button(
                pgettext("button", "Done"),
                key="figure.done",
                on_click=_close,
                args=(assessment_id, statistic.id),
            )
            if problems:
                st.button(
                    _("Leave out what is not saved"),
                    key="figure.discard",
                    on_click=_discard,
                    args=(assessment_id,),
                )
            st.button(
                _("Remove this figure"),
                type="tertiary",
                key="figure.remove",
                on_click=_remove,
                args=(assessment_id, statistic.id),
                disabled=is_new,
            )


def _group_field(edition: Edition, name: str, callback: Mapping[str, Any]) -> None:
    """Draw the field for the category of a breakdown; empty means all categories together."""
    dimension = edition.dimension.get(name)
    label = as_markdown(dimension_name(dimension, name))
    names = category_names(dimension) if dimension else {}
    if names:
        st.selectbox(
            label,
            list(names),
            index=None,
            format_func=lambda item: names.get(item, item),
            placeholder=_("All together"),
            **callback,
        )
    else:
        st.text_input(_("{name} (empty: all together)").format(name=label), **callback)


@session.in_user_language
def _open(assessment_id: str, statistic_id: str, index: int | None) -> None:
    """Callback: open the editor of an observation, or (None) of a new one behind the stored ones.

    Another one in the editor stays open where something of it is unsaved, and the page shows it.
    """
    other: drafts.OpenObservation | None = session.entries("figure").get((assessment_id, ""))
    if other is not None:
        _close(assessment_id, other.statistic)
        if session.entries("figure").get((assessment_id, "")) is not None:
            session.open_statistic(other.statistic)
            return
    newest = open_store().figures(assessment_id, statistic_id, person=session.person())
    figures = newest.value
    figure = figures[index] if index is not None and index < len(figures) else None
    position = len(figures) if figure is None or index is None else index
    drafts.set_open_observation(
        assessment_id, drafts.OpenObservation(statistic_id, position, newest.number, figures)
    )


def _problems(assessment_id: str, opened: drafts.OpenObservation) -> Mapping[str, str]:
    """Return the problem of each field of the open observation that is not saved; "" is the whole of it."""
    problems: Mapping[str, str] = session.entries("figure problems").get(
        (assessment_id, opened.statistic), {}
    )
    return problems


@session.in_user_language
def _close(assessment_id: str, statistic_id: str) -> None:
    """Callback of *Done*: close the editor, unless something of it is not saved."""
    opened = drafts.get_open_observation(assessment_id, statistic_id)
    if opened is not None and _has_drafts(assessment_id, statistic_id):
        _store(assessment_id, statistic_id, opened)
        problem = next(iter(_problems(assessment_id, opened).values()), "")
        if problem:
            problem = _("Not saved: {problem}").format(problem=problem)
            messages.report(AREA, assessment_id, problem=problem)
            return
    _discard(assessment_id)


@session.in_user_language
def _discard(assessment_id: str) -> None:
    """Callback: close the editor without what is not saved."""
    messages.report(AREA, assessment_id)
    form_drafts.forget_all(assessment_id, "figure")
    session.entries("figure problems").clear()
    drafts.set_open_observation(assessment_id, None)


def is_unsaved(assessment_id: str, statistic: Statistic) -> bool:
    """Return whether something typed for a statistic is not stored, in its row or in its editor."""
    in_editor = drafts.get_open_observation(assessment_id, statistic.id) is not None
    return (
        figure_row.has_drafts(assessment_id, statistic)
        or (in_editor and _has_drafts(assessment_id, statistic.id))
        or drafts.get_conflict(assessment_id, statistic.id) is not None
    )


def _has_drafts(assessment_id: str, statistic_id: str) -> bool:
    """Whether a field of the open observation holds something that is not stored."""
    _edition, statistic = saving.statistic_of(assessment_id, statistic_id)
    return any(
        form_drafts.has_draft(assessment_id, "figure", it) for it in fields.field_names(statistic)
    )


@session.in_user_language
def _changed(assessment_id: str, statistic_id: str, index: int, name: str) -> None:
    """Callback of a field: keep its value, and store the observation, or say what is missing."""
    opened = drafts.get_open_observation(assessment_id, statistic_id)
    if opened is None or opened.index != index:
        return  # the editor is closed or shows another figure, but the browser does not know yet
    form_drafts.put(assessment_id, "figure", name, session.field("figure", name))
    _store(assessment_id, statistic_id, opened)
    whole = _problems(assessment_id, opened).get("", "")
    messages.report(
        AREA,
        assessment_id,
        problem=_("Not saved: {problem}").format(problem=whole) if whole else "",
    )


def _store(assessment_id: str, statistic_id: str, opened: drafts.OpenObservation) -> None:
    """Store the observation in the fields; what a field can't read stays typed in it, and its stored value stays."""
    now_open, problems = saving.store_fields(assessment_id, opened, "figure")
    drafts.set_open_observation(assessment_id, now_open)
    session.entries("figure problems")[assessment_id, statistic_id] = problems


@session.in_user_language
def _remove(assessment_id: str, statistic_id: str) -> None:
    opened = drafts.get_open_observation(assessment_id, statistic_id)
    if opened is None:
        return
    try:
        saving.save(assessment_id, opened, None)
    except AssessmentError as error:
        messages.report(AREA, assessment_id, problem=str(error))
    else:
        _discard(assessment_id)
