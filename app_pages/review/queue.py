"""The list of submitted assessments on the page Review, by state and country."""

from __future__ import annotations

import streamlit as st

from app_pages.shell import labels, session
from app_pages.shell.markup import as_markdown
from assessment import AssessmentState
from assessment.countries import country_name
from assessment.store import AssessmentSummary
from host.services import now, open_store
from translations import gettext as _

ORDER = (
    AssessmentState.SUBMITTED,
    AssessmentState.IN_REVIEW,
    AssessmentState.RETURNED,
    AssessmentState.AGREED,
    AssessmentState.PUBLISHED,
)
"""States in the order of the list; those that need the expert first."""


def queue(assessments: tuple[AssessmentSummary, ...]) -> list[AssessmentSummary]:
    """Return the submitted assessments, sorted by state, country name and descending cycle."""
    listed = [item for item in assessments if item.state in ORDER]
    return sorted(
        listed,
        key=lambda item: (ORDER.index(item.state), country_name(item.country), -item.cycle),
    )


def show(current: str | None) -> None:
    """Draw the list without the assessment with the id `current`, which is shown above it."""
    others = [
        item
        for item in queue(open_store().assessments(person=session.person()))
        if item.id != current
    ]
    if not others:
        if current is None:
            st.write(_("No assessment is handed in."))
        return
    with st.expander(
        _("Assessments handed in ({count})").format(count=len(others)),
        expanded=current is None,
        key="queue",
    ):
        for item in others:
            st.page_link(
                session.pages()["review"],
                label=_("{state} · **{name}** · saved {time}").format(
                    state=labels.state_name(item.state),
                    name=as_markdown(labels.assessment_name(item.country, item.cycle)),
                    time=labels.time_of_day(item.changed_at, now=now(), zone=session.time_zone()),
                ),
                query_params=session.query_params(item.id),
            )
