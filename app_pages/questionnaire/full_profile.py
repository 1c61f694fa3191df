"""Upgrade from a shorter profile to the full questionnaire; all answers are kept."""

from __future__ import annotations

import streamlit as st

from app_pages.shell import session
from app_pages.shell.forms import messages
from assessment import AssessmentError
from host.services import now, open_store
from questionnaires import FULL_PROFILE, Edition
from translations import gettext as _
from translations import ngettext


def offer(assessment_id: str, edition: Edition, profile: str, answered: int) -> None:
    """Draw a popover that explains the upgrade and holds the button for it; nothing on the full profile."""
    if profile == FULL_PROFILE:
        return
    total = len(edition.profile_indicators(FULL_PROFILE))
    more = total - len(edition.profile_indicators(profile))
    label = (
        ngettext(
            "Go on to the full assessment: your {number} answer is kept",
            "Go on to the full assessment: your {number} answers are kept",
            answered,
        ).format(number=answered)
        if answered
        else _("Go on to the full assessment")
    )
    with st.popover(label, key=f"full.{assessment_id}"):
        st.write(
            ngettext(
                "{more} question is asked besides, {asked} in all. "
                "Results show “insufficient” until enough of it is answered.",
                "{more} questions are asked besides, {asked} in all. "
                "Results show “insufficient” until enough of them are answered.",
                more,
            ).format(more=more, asked=total)
        )
        st.button(
            _("Yes, ask all questions"),
            type="primary",
            key=f"full.{assessment_id}.yes",
            on_click=_upgrade,
            args=(assessment_id,),
        )
        messages.show("full", assessment_id)


@session.in_user_language
def _upgrade(assessment_id: str) -> None:
    store, person = open_store(), session.person()
    try:
        revision = store.profile(assessment_id, person=person).number
        store.change_profile(
            assessment_id, FULL_PROFILE, expected_revision=revision, person=person, at=now()
        )
    except AssessmentError as error:
        messages.report("full", assessment_id, problem=str(error))
    else:
        messages.report("full", assessment_id)
