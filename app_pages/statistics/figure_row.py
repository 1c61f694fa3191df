"""A statistic's one figure in place: what can be said, value, year and source, each stored as it is left."""

from __future__ import annotations

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
    names = ("state", "value", "year", "source")
    stored = fields.stored_fields(edition, statistic, opened)
    stored = {name: stored[name] for name in names}
    initial = form_drafts.bind(assessment_id, subject, **stored)

    def callback(name: str) -> dict[str, Any]:
        return {
            "key": f"{subject}.{name}",
            "on_change": _changed,
            "args": (assessment_id, code, name),
        }

    state = session.field(subject, "state") or ObservationState.ANSWERED
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        st.selectbox(
            _("What can be said on {code}").format(code=code),
            STATES,
            index=STATES.index(initial["state"]) if initial["state"] else None,
            format_func=observation_state_name,
            label_visibility="collapsed",
            width=150,
            **callback("state"),
        )
        unit = labels.content(code, "unit", statistic.unit)
        st.text_input(
            _("{code}: figure in {unit}").format(code=code, unit=as_markdown(unit)),
            initial["value"],
            disabled=state != ObservationState.ANSWERED,
            placeholder=_("Figure"),
            label_visibility="collapsed",
            width=130,
            **callback("value"),
        )
        st.text_input(
            _("{code}: year").format(code=code),
            initial["year"],
            placeholder=_("Year"),
            label_visibility="collapsed",
            width=90,
            **callback("year"),
        )
        st.text_input(
            _("{code}: source").format(code=code),
            initial["source"],
            placeholder=_("Source"),
            label_visibility="collapsed",
            width=240,
            **callback("source"),
        )
    form_drafts.recover(assessment_id, subject, **stored)
    messages.show(AREA, f"{assessment_id} {code}")


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
    texts = [text for field, text in problems.items() if field] or list(problems.values())
    # A new figure without its number or year is no mistake yet: the row keeps what there is until they come.
    is_partial = not (session.field(subject, "value") and session.field(subject, "year"))
    is_begun = not opened.base and is_partial and list(problems) == [""]
    messages.report(
        AREA,
        f"{assessment_id} {code}",
        problem=""
        if is_begun
        else "\n".join(_("Not saved: {problem}").format(problem=it) for it in texts),
        done=_("Kept here, and stored once figure and year are given.") if is_begun else "",
    )
