"""When two people saved the same answer: both stand side by side, and the second chooses."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from app_pages.questionnaire import saving
from app_pages.questionnaire.drafts import EditConflict
from app_pages.shell.assessment_context import AssessmentContext
from app_pages.shell.authorship import answer_card
from app_pages.shell.markup import as_markdown
from questionnaires import Indicator
from translations import gettext as _


def show(glance: AssessmentContext, indicator: Indicator, found: EditConflict) -> None:
    st.warning(as_markdown(found.message))
    st.html(
        Markup('<div class="cop-two">{}{}</div>').format(
            answer_card(glance.edition, indicator, _("Yours, not stored"), found.mine),
            answer_card(glance.edition, indicator, _("Stored by someone else"), found.theirs),
        )
    )
    with st.container(horizontal=True):
        for label, kept, key in (
            (_("Keep mine"), found.mine, "keep-mine"),
            (_("Keep the stored one"), found.theirs, "keep-theirs"),
        ):
            st.button(
                label,
                key=key,
                on_click=saving.settle,
                args=(glance.id, indicator.id, kept, found.revision),
            )
