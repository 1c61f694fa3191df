"""Which assessments wait for a review or are in one, by state and country."""

from __future__ import annotations

import streamlit as st

from app_pages.shell import labels as shell_labels
from app_pages.shell import session
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
"""What waits for the expert comes first."""


def queue(found: tuple[AssessmentSummary, ...]) -> list[AssessmentSummary]:
    """Those that were handed in, by state, then country, then cycle, the newest first."""
    listed = [item for item in found if item.state in ORDER]
    return sorted(
        listed,
        key=lambda item: (ORDER.index(item.state), country_name(item.country), -item.cycle),
    )


def show(here: str | None) -> None:
    """The queue without the assessment that is shown above; nothing where it is empty."""
    others = [
        item for item in queue(open_store().assessments(person=session.person())) if item.id != here
    ]
    if not others:
        if here is None:
            st.write(_("No assessment is handed in."))
        return
    with st.expander(
        _("Assessments handed in ({count})").format(count=len(others)),
        expanded=here is None,
        key="queue",
    ):
        for item in others:
            st.page_link(
                session.pages()["review"],
                label=_("{state} · **{name}** · saved {time}").format(
                    state=shell_labels.state_name(item.state),
                    name=as_markdown(shell_labels.assessment_name(item.country, item.cycle)),
                    time=shell_labels.time_of_day(
                        item.changed_at, now=now(), clock=session.clock()
                    ),
                ),
                query_params=session.address(item.id),
            )
