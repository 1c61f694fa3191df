"""Figures of one statistic: what is held, what looks odd, and the fields of one figure at a time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st
from markupsafe import Markup
from pydantic import ValidationError

from app_pages.questionnaire.answer_form import Incomplete, in_words, read_url
from app_pages.shell import labels as shell_labels
from app_pages.shell import session
from app_pages.shell.assessment_context import edition_answered
from app_pages.shell.markup import as_markdown, join
from app_pages.statistics import drafts, edit_conflict
from app_pages.statistics.labels import category_names, dimension_name, figure_words, state_words
from assessment import AssessmentError, Observation, ObservationState
from assessment.answers.statistics import statistic_problems, statistic_warnings
from assessment.store import StaleFigures
from host.services import now, open_store, today
from questionnaires import Edition, Statistic
from translations import gettext as _

STATES = tuple(ObservationState)
WHOLE = "%d"


def show(
    assessment_id: str,
    edition: Edition,
    statistic: Statistic,
    figures: tuple[Observation, ...],
    *,
    locked: bool,
) -> None:
    """The figures given with warnings, a button for each, and the fields of the one that is open; locked, no buttons."""
    conflict = drafts.figure_conflict(assessment_id, statistic.id)
    if conflict is not None:
        edit_conflict.show(assessment_id, edition, statistic, conflict)
        return
    opened = drafts.figure_open(assessment_id, statistic.id)
    warnings = statistic_warnings(edition, statistic, figures)
    st.html(
        Markup('<ul class="cop-figures">{}</ul>{}').format(
            join(Markup("<li>{}</li>").format(figure_words(edition, statistic, item)) for item in figures)
            or Markup('<li class="none">{}</li>').format(_("Nothing said yet.")),
            join(
                Markup('<p class="cop-doubt">{}</p>').format(
                    _("Look again: {what} {remedy}").format(what=item.what, remedy=item.remedy)
                )
                for item in warnings
            ),
        )
    )  # fmt: skip
    if locked:
        return
    with st.container(horizontal=True):
        for place in range(len(figures)):
            st.button(
                _("Edit figure {number} of {code}").format(number=place + 1, code=statistic.id),
                key=f"figure.{statistic.id}.edit.{place}",
                on_click=_open,
                args=(assessment_id, statistic.id, place),
            )
        st.button(
            _("Add a figure to {code}").format(code=statistic.id),
            key=f"figure.{statistic.id}.add",
            on_click=_open,
            args=(assessment_id, statistic.id, None),
        )
    if opened is not None and opened.place <= len(figures):
        _editor(assessment_id, edition, statistic, opened, is_new=opened.place == len(figures))


def _editor(
    assessment_id: str,
    edition: Edition,
    statistic: Statistic,
    opened: drafts.OpenFigure,
    *,
    is_new: bool,
) -> None:
    kept: dict[str, Any] = {"on_change": _changed, "args": (assessment_id, statistic.id)}
    with st.container(border=True, key="figure-editor"):
        for name in _fields(statistic):  # a field that is not drawn loses its value
            session.hydrate("figure", **{name: session.field("figure", name)})
        st.radio(
            _("What can be said"),
            STATES,
            index=None,
            format_func=state_words,
            horizontal=True,
            key="figure.state",
            **kept,
        )
        unit = as_markdown(shell_labels.content(statistic.id, "unit", statistic.unit))
        form: dict[str, Any] = {"step": 1, "format": WHOLE} if statistic.whole else {"format": "%g"}
        given = session.field("figure", "state") or ObservationState.ANSWERED
        st.number_input(
            _("Figure ({unit})").format(unit=unit),
            value=None,
            disabled=given != ObservationState.ANSWERED,
            key="figure.value",
            **form,
            **kept,
        )
        st.number_input(_("Year"), 1900, 2100, value=None, step=1, key="figure.year", **kept)
        for place, name in enumerate(statistic.breakdowns):
            _group_field(edition, name, f"figure.group.{place}", kept)
        st.text_input(_("Source"), key="figure.source", max_chars=1_000, **kept)
        st.text_input(_("Web address"), key="figure.url", max_chars=2_000, **kept)
        st.text_input(_("Note"), key="figure.note", max_chars=1_000, **kept)
        problem = session.field("figure", "problem") or ""
        note = (
            _("Not saved: {problem}").format(problem=problem)
            if problem
            else _("Give figure and year, or say that there is none; the rest is saved with it.")
            if is_new
            else _("Each field is saved as you leave it.")
        )
        st.caption(as_markdown(note))
        with st.container(horizontal=True):
            st.button(_("Done"), key="figure.done", on_click=_close, args=(assessment_id,))
            st.button(
                _("Remove this figure"),
                type="tertiary",
                key="figure.remove",
                on_click=_remove,
                args=(assessment_id, statistic.id),
                disabled=is_new,
            )


def _group_field(edition: Edition, name: str, key: str, kept: Mapping[str, Any]) -> None:
    """For whom: all, unless a group is chosen or named."""
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
            key=key,
            **kept,
        )
    else:
        st.text_input(
            _("{name} (empty: all together)").format(name=label), key=key, max_chars=200, **kept
        )


def _fields(statistic: Statistic) -> tuple[str, ...]:
    groups = (f"group.{place}" for place in range(len(statistic.breakdowns)))
    return ("state", "value", "year", "source", "url", "note", *groups)


@session.in_user_language
def _open(assessment_id: str, statistic_id: str, place: int | None) -> None:
    """Open the figure at a place, or (None) a new one behind those that are there now."""
    newest = open_store().figures(assessment_id, statistic_id, person=session.person())
    given = newest.figures
    figure = given[place] if place is not None and place < len(given) else None
    at = len(given) if figure is None or place is None else place
    drafts.open_figure(
        assessment_id, drafts.OpenFigure(statistic_id, at, newest.number, given)
    )  # fmt: skip
    edition, statistic = _statistic(assessment_id, statistic_id)
    breakdown = figure.breakdown if figure else {}
    value = figure.value if figure else None
    session.fill(
        "figure",
        problem="",
        state=figure.state if figure else ObservationState.ANSWERED,
        value=int(value) if value is not None and statistic.whole else value,
        year=figure.year if figure else None,
        source=figure.source if figure else "",
        url=(figure.url or "") if figure else "",
        note=figure.note if figure else "",
        **{
            f"group.{place}": breakdown.get(name, _nothing(edition, name))
            for place, name in enumerate(statistic.breakdowns)
        },
    )


def _nothing(edition: Edition, name: str) -> str | None:
    """What stands in the field of a group where none is given."""
    dimension = edition.dimension.get(name)
    return None if dimension is not None and dimension.categories else ""


def _statistic(assessment_id: str, statistic_id: str) -> tuple[Edition, Statistic]:
    edition = edition_answered(assessment_id)
    return edition, edition.statistic[statistic_id]


@session.in_user_language
def _close(assessment_id: str) -> None:
    drafts.open_figure(assessment_id, None)


@session.in_user_language
def _changed(assessment_id: str, statistic_id: str) -> None:
    opened = drafts.figure_open(assessment_id, statistic_id)
    if opened is None:
        return
    try:
        figure = _on_screen(_statistic(assessment_id, statistic_id)[1])
        _save(assessment_id, statistic_id, opened, figure)
    except (AssessmentError, Incomplete) as error:
        session.fill("figure", problem=str(error))
    else:
        session.fill("figure", problem="")


@session.in_user_language
def _remove(assessment_id: str, statistic_id: str) -> None:
    opened = drafts.figure_open(assessment_id, statistic_id)
    if opened is None:
        return
    try:
        _save(assessment_id, statistic_id, opened, None)
    except AssessmentError as error:
        session.fill("figure", problem=str(error))
    else:
        drafts.open_figure(assessment_id, None)


def _on_screen(statistic: Statistic) -> Observation:
    """The figure in the fields. Raises Incomplete where something is missing or can't be kept."""
    given = {name: session.field("figure", name) for name in _fields(statistic)}
    state = ObservationState(given["state"] or ObservationState.ANSWERED)
    if state is ObservationState.ANSWERED and given["value"] is None:
        raise Incomplete(_("Give the figure, or choose “Not collected” or “Don’t know”."))
    groups = {
        name: chosen.strip()
        for place, name in enumerate(statistic.breakdowns)
        if (chosen := given[f"group.{place}"]) and chosen.strip()
    }
    try:
        return Observation(
            value=float(given["value"]) if state is ObservationState.ANSWERED else None,
            state=state,
            year=given["year"],
            source=(given["source"] or "").strip(),
            url=read_url(given["url"] or ""),
            breakdown=groups,
            note=(given["note"] or "").strip(),
        )
    except ValidationError as error:
        raise Incomplete(in_words(error)) from error


def _save(
    assessment_id: str, statistic_id: str, opened: drafts.OpenFigure, figure: Observation | None
) -> None:
    """Replace, add or (None) take away one figure. Raises Incomplete for one that can't be."""
    store, person = open_store(), session.person()
    edition, statistic = _statistic(assessment_id, statistic_id)
    if figure is not None:
        problems = statistic_problems(edition, statistic, (figure,), today=today())
        if problems:
            raise Incomplete(f"{problems[0].what} {problems[0].remedy}")
    kept = list(opened.base)
    kept[opened.place : opened.place + 1] = [] if figure is None else [figure]
    try:
        saved = store.save_figures(
            assessment_id,
            statistic_id,
            tuple(kept),
            expected_revision=opened.seen,
            person=person,
            at=now(),
        )
    except StaleFigures as error:
        drafts.keep_figure_conflict(
            assessment_id,
            statistic_id,
            drafts.FigureConflict(tuple(kept), error.stored.figures, error.stored.number),
        )
        drafts.open_figure(assessment_id, None)
        return
    drafts.open_figure(
        assessment_id, drafts.OpenFigure(statistic_id, opened.place, saved.number, saved.figures)
    )  # fmt: skip
