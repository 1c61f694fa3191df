"""What each emphasis would do, side by side; computed when it is opened. Nothing is stored here."""

from __future__ import annotations

import streamlit as st

from app_pages.shell import session
from app_pages.shell.markup import table
from assessment import (
    Assessment,
    EmphasisOutcome,
    Roadmap,
    compare_emphases,
    cost_currency,
)
from questionnaires import Edition
from reports.formats import format_money_range
from reports.sections.roadmap.emphasis import count_text, emphasis_name, score_text
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
            (
                _("Emphasis"),
                _("Dangers closed"),
                _("Other core gaps closed"),
                _("Measures planned"),
                _("Score at the end"),
                _("Cost"),
            ),
            [_row(item, currency) for item in outcomes],
        )
    )


def _row(item: EmphasisOutcome, currency: str) -> tuple[str, ...]:
    """Return the cells of one emphasis."""
    return (
        emphasis_name(item.emphasis),
        count_text(len(item.dangers.closed), item.dangers.total),
        count_text(len(item.core.closed), item.core.total),
        str(item.measures),
        score_text(item),
        format_money_range(currency, item.cost_low, item.cost_high),
    )
