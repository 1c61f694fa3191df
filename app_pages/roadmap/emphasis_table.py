"""What each emphasis would do, side by side; computed on demand; a button uses one."""

from __future__ import annotations

import streamlit as st

from app_pages.roadmap.saving import save_plan
from app_pages.shell import layout, session
from app_pages.shell.forms import messages
from app_pages.shell.markup import table
from assessment import (
    Assessment,
    Roadmap,
    compare_emphases,
    cost_currency,
)
from questionnaires import Edition
from reports.sections.roadmap.emphasis import emphasis_name
from reports.sections.roadmap.emphasis_table import emphasis_head, emphasis_row
from translations import gettext as _


def show(
    assessment_id: str,
    edition: Edition,
    assessment: Assessment,
    roadmap: Roadmap,
    revision: int,
    *,
    may_change: bool,
) -> None:
    """Draw the comparison with, where `may_change`, a button for each other emphasis; nothing without measures to plan."""
    if not roadmap.actions and not roadmap.unplanned:
        return
    layout.show_title(_("What each emphasis would do"))
    _table(assessment_id, edition, assessment, roadmap, revision, may_change=may_change)


@st.fragment
@session.in_user_language
def _table(
    assessment_id: str,
    edition: Edition,
    assessment: Assessment,
    roadmap: Roadmap,
    revision: int,
    *,
    may_change: bool,
) -> None:
    """Draw the toggle and the table as a fragment, so that comparing does not rerun the page."""
    if not st.toggle(_("Compare the three"), key="emphases.compare"):
        return
    with st.spinner(_("Planning the variants; this takes some seconds.")):
        outcomes = compare_emphases(edition, assessment, roadmap)
    currency, own = cost_currency(edition, assessment.plan), assessment.plan.emphasis
    st.html(
        table(
            _("Plans within the same limits"),
            emphasis_head(),
            [emphasis_row(item, currency, own=item.emphasis is own) for item in outcomes],
        )
    )
    if not may_change:
        return
    others = [item.emphasis for item in outcomes if item.emphasis is not own]
    with st.container(horizontal=True):
        pressed = [
            emphasis
            for emphasis in others
            if st.button(
                _("Use “{emphasis}”").format(emphasis=emphasis_name(emphasis)),
                key=f"emphases.use.{emphasis.value}",
            )
        ]
    if pressed and save_plan(
        assessment_id,
        edition,
        revision,
        lambda _before: {"emphasis": pressed[0]},
        about="emphasis",
        done=_("Stored."),
    ):
        st.rerun()
    messages.show("plan", "emphasis")
