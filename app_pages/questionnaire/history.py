"""Every earlier version of an answer, in place; each can be brought back, as a new version, while the answer is open."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from app_pages.questionnaire import drafts, saving
from app_pages.shell.assessment_context import AssessmentContext
from app_pages.shell.authorship import answer_card, who_and_when
from assessment.store import AnswerRevision
from questionnaires import Indicator
from translations import gettext as _

MOST_SHOWN = 12


def show(
    glance: AssessmentContext,
    indicator: Indicator,
    history: tuple[AnswerRevision, ...],
    *,
    locked: bool,
) -> None:
    """The versions before the one that stands, the newest first; where the answer stands still, only to read."""
    if len(history) < 2:
        return
    opened = st.toggle(
        _("Earlier versions of this answer ({count})").format(count=len(history) - 1),
        key=f"{indicator.id}.history",
    )
    if not opened:
        return
    for item in reversed(history[-MOST_SHOWN - 1 : -1]):
        st.html(
            Markup('<div class="cop-version">{}</div>').format(
                answer_card(
                    glance.edition,
                    indicator,
                    _("Version {number}").format(number=item.number),
                    item.answer,
                    note=who_and_when(item),
                )
            )
        )
        if not locked:
            st.button(
                _("Bring version {number} back").format(number=item.number),
                key=f"{indicator.id}.version.{item.number}",
                on_click=saving.bring_version_back,
                args=(glance.id, indicator.id, item.answer, history[-1].number),
            )
    if len(history) - 1 > MOST_SHOWN:
        st.caption(
            _("Older ones are kept too; the newest {count} are shown.").format(count=MOST_SHOWN)
        )


def offer_undo(
    glance: AssessmentContext, indicator: str, history: tuple[AnswerRevision, ...]
) -> None:
    """One step back; pressed again, forward."""
    st.button(
        _("Undo the last change"),
        type="tertiary",
        key="undo",
        disabled=not history or drafts.conflict(glance.id, indicator) is not None,
        on_click=saving.undo,
        args=(glance.id, indicator),
    )
