"""The earlier versions of an answer; each can be restored as a new version while the answer is editable."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from app_pages.questionnaire import drafts, saving
from app_pages.shell.assessment_context import AssessmentContext, answer_history_of
from app_pages.shell.authorship import answer_card, revision_byline
from assessment import Answer
from assessment.store import Revision
from questionnaires import Indicator
from translations import gettext as _

MAXIMUM_SHOWN = 12


def show(
    context: AssessmentContext,
    indicator: Indicator,
    newest: Revision[Answer] | None,
    *,
    locked: bool,
) -> None:
    """Show the versions before the current one, newest first; without buttons where `locked`."""
    if newest is None or newest.number < 2:
        return
    opened = st.toggle(
        _("Earlier versions of this answer ({count})").format(count=newest.number - 1),
        key=f"{indicator.id}.history",
    )
    if not opened:
        return
    history = answer_history_of(context.id, indicator.id)
    for item in reversed(history[-MAXIMUM_SHOWN - 1 : -1]):
        st.html(
            Markup('<div class="cop-version">{}</div>').format(
                answer_card(
                    context.edition,
                    indicator,
                    _("Version {number}").format(number=item.number),
                    item.value,
                    note=revision_byline(item),
                )
            )
        )
        if not locked:
            st.button(
                _("Bring version {number} back").format(number=item.number),
                key=f"{indicator.id}.version.{item.number}",
                on_click=saving.restore_version,
                args=(context.id, indicator.id, item.value, newest.number),
            )
    if len(history) - 1 > MAXIMUM_SHOWN:
        st.caption(
            _("Older ones are kept too; the newest {count} are shown.").format(count=MAXIMUM_SHOWN)
        )


def show_undo(context: AssessmentContext, indicator: str, newest: Revision[Answer] | None) -> None:
    """Draw the button that restores the previous version; pressed again, it reverts that."""
    st.button(
        _("Undo the last change"),
        type="tertiary",
        key="undo",
        disabled=newest is None or drafts.get_conflict(context.id, indicator) is not None,
        on_click=saving.undo,
        args=(context.id, indicator),
    )
