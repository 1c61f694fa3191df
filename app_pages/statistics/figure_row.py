"""A statistic's one figure in place: what can be said, value, year and source, each stored as it is left."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import streamlit as st

from app_pages.shell import labels, session
from app_pages.shell.forms import form_drafts, messages
from app_pages.shell.markup import as_markdown
from app_pages.statistics import drafts, fields, saving
from assessment import Observation, ObservationState
from assessment.answers.labels import observation_state_name
from questionnaires import Edition, Statistic
from translations import gettext as _

AREA = "figure row"
FIELDS = ("state", "value", "year", "source")
STATES = tuple(ObservationState)


def fits(figures: tuple[Observation, ...]) -> bool:
    """Return whether the figures fit in a row: one at most, of the whole."""
    return len(figures) <= 1 and not any(item.breakdown for item in figures)


def show(
    assessment_id: str,
    edition: Edition,
    statistic: Statistic,
    figures: tuple[Observation, ...],
    revision: int,
) -> None:
    """Draw the fields; `revision` is that of the figures on the screen. They keep what is not stored, also on other pages."""
    code = statistic.id
    subject = _subject(code)
    opened = _opened(assessment_id, code, figures, revision)
    stored = fields.stored_fields(edition, statistic, opened)
    stored = {name: stored[name] for name in FIELDS}
    initial = form_drafts.bind(assessment_id, subject, **stored)

    def callback(name: str) -> dict[str, Any]:
        return {
            "key": f"{subject}.{name}",
            "on_change": _changed,
            "args": (assessment_id, code, name),
        }

    state = session.field(subject, "state") or ObservationState.ANSWERED
    name = as_markdown(labels.content(code, "name", statistic.name))
    unit = as_markdown(labels.content(code, "unit", statistic.unit))
    with st.container(horizontal=True, gap="small", vertical_alignment="top"):
        with _place(assessment_id, code, "state", 170):
            st.selectbox(
                _("What can be said on {name}").format(name=name),
                STATES,
                index=STATES.index(initial["state"]) if initial["state"] else None,
                format_func=observation_state_name,
                label_visibility="collapsed",
                **callback("state"),
            )
        with _place(assessment_id, code, "value", 200):
            st.text_input(
                _("{name}: figure in {unit}").format(name=name, unit=unit),
                initial["value"],
                disabled=state != ObservationState.ANSWERED,
                placeholder=_("Figure"),
                label_visibility="collapsed",
                **callback("value"),
            )
        for field, label, hint, width in (
            ("year", _("{name}: year"), _("Year"), 150),
            ("source", _("{name}: source"), _("Source"), 260),
        ):
            with _place(assessment_id, code, field, width):
                st.text_input(
                    label.format(name=name),
                    initial[field],
                    placeholder=hint,
                    label_visibility="collapsed",
                    **callback(field),
                )
    form_drafts.recover(assessment_id, subject, **stored)
    messages.show(AREA, _subject_of_message(assessment_id, code, ""))


@contextmanager
def _place(assessment_id: str, code: str, field: str, width: int) -> Iterator[None]:
    """Context manager around a field of this width in pixels, with the reason below it why it is not stored."""
    with st.container(width=width, gap="xsmall"):
        yield
        messages.show(AREA, _subject_of_message(assessment_id, code, field))


def _subject_of_message(assessment_id: str, code: str, field: str) -> str:
    """Return the subject of the message on a field; of an empty one that on the whole row."""
    return f"{assessment_id} {code} {field}"


def has_drafts(assessment_id: str, statistic: Statistic) -> bool:
    """Return whether a field of the row holds something that is not stored."""
    names = fields.field_names(statistic)
    return any(form_drafts.has_draft(assessment_id, _subject(statistic.id), it) for it in names)


def _subject(code: str) -> str:
    return f"figures.{code}"


def _opened(
    assessment_id: str, code: str, figures: tuple[Observation, ...], revision: int
) -> drafts.OpenObservation:
    """Return the observation that the row edits: as stored, or as it was when what is not stored yet was typed."""
    rows = session.entries("figure rows")
    kept: drafts.OpenObservation | None = rows.get((assessment_id, code))
    _edition, statistic = saving.statistic_of(assessment_id, code)
    if kept is None or (kept.revision != revision and not has_drafts(assessment_id, statistic)):
        kept = drafts.OpenObservation(code, 0, revision, figures)
        rows[assessment_id, code] = kept
    return kept


@session.in_user_language
def _changed(assessment_id: str, code: str, name: str) -> None:
    """Callback of a field: keep its value, and store the figure, or say in the row what is wrong."""
    subject = _subject(code)
    form_drafts.put(assessment_id, subject, name, session.field(subject, name))
    rows = session.entries("figure rows")
    opened: drafts.OpenObservation | None = rows.get((assessment_id, code))
    if opened is None:
        return
    now_open, problems = saving.store_fields(assessment_id, opened, subject)
    rows[assessment_id, code] = now_open
    # A new figure without its number or year is no mistake yet: the row keeps what there is until they come.
    is_partial = not (session.field(subject, "value") and session.field(subject, "year"))
    is_begun = not opened.base and is_partial and list(problems) == [""]
    if len(problems) > 1:
        problems.pop("", None)  # it says no more than that a field is to be corrected
    for field in ("", *FIELDS):
        problem = problems.get(field, "")
        messages.report(
            AREA,
            _subject_of_message(assessment_id, code, field),
            problem=_("Not saved: {problem}").format(problem=problem)
            if problem and not is_begun
            else "",
            done=_("Kept here, and stored once figure and year are given.")
            if is_begun and not field
            else "",
        )
