"""The desk of many countries: a line for the current assessment of each, with filters, order and export."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from app_pages.desk import export
from app_pages.home import next_action
from app_pages.shell import labels, layout, session
from app_pages.shell.markup import join, table, typed
from app_pages.shell.navigation.code_links import text_link
from assessment import NATIONAL, AssessmentState
from assessment.countries import country_name
from assessment.workflow.desk import (
    DeskRow,
    desk_rows,
    filter_rows,
    longest_unchanged_first,
    longest_waiting_first,
)
from host.services import edition_of, now, open_store
from reports.formats import format_day
from reports.joining import listed, phrase_separator
from translations import gettext as _
from translations import ngettext
from translations.sorting import sort_key

AREA = "desk"
REVIEW_DUE, DANGERS_OPEN = "review", "dangers"
BY_NAME, BY_CHANGE, BY_WAIT = "name", "change", "wait"


def show() -> None:
    """Draw the page."""
    st.html(
        Markup('<div class="cop-desk"><h1>{}</h1><p>{}</p></div>').format(
            _("Countries"),
            _(
                "The current assessment of each country that you have a role in, with what your role there lets you "
                "see. Countries are never ranked."
            ),
        )
    )
    st.page_link(
        session.pages()["start"], label=_("All assessments"), query_params=session.query_params()
    )
    with layout.errors_shown():
        rows = _by_name(desk_rows(open_store().desk(person=session.person()), edition_of))
        if not rows:
            st.write(_("There is no assessment that you may see."))
            return
        with st.container(horizontal=True, gap="medium", key="desk-choices"):
            shown = _ordered(_filtered(rows))
        st.html(
            Markup('<p class="cop-found" role="status">{}</p>').format(
                _("{part} of {whole} countries").format(part=len(shown), whole=len(rows))
            )
            + (_table(shown) if shown else Markup())
        )
        if shown:
            export.show(shown)


def _by_name(rows: Sequence[DeskRow]) -> tuple[DeskRow, ...]:
    return tuple(sorted(rows, key=lambda row: sort_key(country_name(row.assessment.country))))


def _filtered(rows: Sequence[DeskRow]) -> tuple[DeskRow, ...]:
    """Draw the filters and return the lines that pass them; only states that occur are offered."""
    occurring = {row.status.state for row in rows}
    states = [state.value for state in AssessmentState if state in occurring]
    if session.field(AREA, "states"):
        session.fill(
            AREA, states=[item for item in session.field(AREA, "states") if item in states]
        )
    chosen = st.pills(
        _("State"),
        states,
        selection_mode="multi",
        format_func=lambda item: labels.state_name(AssessmentState(item)),
        key=f"{AREA}.states",
    )
    names = {REVIEW_DUE: _("Review due"), DANGERS_OPEN: _("Dangers open")}
    only = st.pills(
        _("Only those with"),
        list(names),
        selection_mode="multi",
        format_func=lambda item: names[item],
        key=f"{AREA}.only",
    )
    return filter_rows(
        rows,
        states=[AssessmentState(item) for item in chosen],
        review_due=REVIEW_DUE in only,
        dangers_open=DANGERS_OPEN in only,
    )


def _ordered(rows: Sequence[DeskRow]) -> tuple[DeskRow, ...]:
    """Draw the choice of the order and return the lines in it."""
    names = {
        BY_NAME: _("Name of the country"),
        BY_CHANGE: _("Longest unchanged first"),
        BY_WAIT: _("Longest waiting for a review first"),
    }
    chosen = st.selectbox(
        _("Order"),
        list(names),
        format_func=lambda item: names[item],
        width=320,
        key=f"{AREA}.order",
    )
    match chosen:
        case "change":
            return longest_unchanged_first(rows)
        case "wait":
            return longest_waiting_first(rows)
    return tuple(rows)


def _table(rows: Sequence[DeskRow]) -> Markup:
    return table(
        _("A dash: nothing, or not for your role"),
        (
            _("Country"),
            _("State"),
            _("Answered"),
            _("Last change"),
            _("Dangers open"),
            _("Review"),
            _("Languages of evidence"),
            _("Next step"),
        ),
        [
            (
                _country(row),
                _state(row),
                _("{part} of {whole}").format(
                    part=row.status.answered, whole=len(row.status.asked)
                ),
                labels.time_of_day(row.entry.changed_at, now=now(), zone=session.time_zone()),
                _dangers(row),
                _review(row),
                typed(listed(row.languages)) if row.languages else "–",
                _next_step(row),
            )
            for row in rows
        ],
        right=(2, 4),
    )


def _country(row: DeskRow) -> Markup:
    """Return country and cycle as a link to the home of the assessment."""
    name = labels.assessment_name(row.assessment.country, row.assessment.cycle)
    return text_link(_address(row, "home"), name)


def _state(row: DeskRow) -> str:
    """Return the state; of an example also what it is."""
    state, standing = labels.state_name(row.status.state), row.assessment.standing
    return state if standing.is_own else f"{state} · {labels.standing_name(standing)}"


def _dangers(row: DeskRow) -> str:
    """Return how many dangers are open, and of how many the level is unknown."""
    if row.dangers is None:
        return "–"
    if not row.unknown_dangers:
        return str(len(row.dangers))
    return _("{count} (unknown: {unknown})").format(
        count=len(row.dangers), unknown=len(row.unknown_dangers)
    )


def _review(row: DeskRow) -> Markup:
    """Return since when the assessment waits for the expert, and how many questions are open."""
    parts: list[Markup | str] = []
    if row.is_review_due:
        day = format_day(row.entry.state_since.astimezone(session.time_zone()).date())
        parts.append(Markup("<strong>{}</strong>").format(_("due, since {day}").format(day=day)))
    if row.open_questions:
        parts.append(
            ngettext("{count} question open", "{count} questions open", row.open_questions).format(
                count=row.open_questions
            )
        )
    return join(parts, phrase_separator()) if parts else Markup("–")


def _next_step(row: DeskRow) -> Markup:
    """Return the next step of the user in the assessment as a link to its page."""
    page = next_action.page_of(row.step)
    first = row.step.first if row.step.first in row.status.asked else None
    return text_link(_address(row, page, first), next_action.button_text(row.step))


def _address(row: DeskRow, page: str, indicator: str | None = None) -> str:
    """Return the address of a page of an assessment, for the institution that the user answers for."""
    if page == "start":
        return f"./?{session.encode_query(session.query_params())}"
    institution = row.entry.institution
    params = session.query_params(row.entry.id, indicator, institution or NATIONAL)
    return f"{page}?{session.encode_query(params)}"
