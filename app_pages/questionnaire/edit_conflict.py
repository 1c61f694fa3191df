"""The view of an edit conflict: both answers, and buttons to keep one of them."""

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


def show(context: AssessmentContext, indicator: Indicator, conflict: EditConflict) -> None:
    """Show both answers of a conflict with a button to keep each."""
    st.warning(as_markdown(conflict.message))
    st.html(
        Markup('<div class="cop-two">{}{}</div>').format(
            answer_card(context.edition, indicator, _("Yours, not stored"), conflict.mine),
            answer_card(context.edition, indicator, _("Stored by someone else"), conflict.theirs),
        )
    )
    with st.container(horizontal=True):
        for label, kept, key in (
            (_("Keep mine"), conflict.mine, "keep-mine"),
            (_("Keep the stored one"), conflict.theirs, "keep-theirs"),
        ):
            st.button(
                label,
                key=key,
                on_click=saving.resolve_conflict,
                args=(context.id, indicator.id, kept, conflict.revision),
            )
