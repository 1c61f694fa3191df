"""What each emphasis would do, side by side; computed when it is opened. Nothing is stored here."""

from __future__ import annotations

import streamlit as st

from app_pages.shell import session
from app_pages.shell.markup import table
from assessment import (
    Assessment,
    Roadmap,
    compare_emphases,
    cost_currency,
)
from questionnaires import Edition
from reports.sections.roadmap.emphasis_table import emphasis_head, emphasis_row
from translations import gettext as _


def show(edition: Edition, assessment: Assessment, roadmap: Roadmap) -> None:
    """Draw the expander with the comparison; nothing without measures to plan."""
    if not roadmap.actions and not roadmap.unplanned:
        return
    with st.expander(_("What each emphasis would do"), key="emphases"):
        _table(edition, assessment, roadmap)


@st.fragment
@session.in_user_language
def _table(edition: Edition, assessment: Assessment, roadmap: Roadmap) -> None:
    """Draw the toggle and the table as a fragment, so that comparing does not rerun the page."""
    if not st.toggle(_("Compare the three"), key="emphases.compare"):
        return
    with st.spinner(_("Planning the variants; this takes some seconds.")):
        outcomes = compare_emphases(edition, assessment, roadmap)
    currency = cost_currency(edition, assessment.plan)
    st.html(
        table(
            _("Plans within the same limits"),
            emphasis_head(),
            [
                emphasis_row(item, currency, own=item.emphasis is assessment.plan.emphasis)
                for item in outcomes
            ],
        )
    )
