"""The view of an edit conflict on a statistic: both lists of observations, and buttons to keep one or both."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from app_pages.shell import session
from app_pages.shell.markup import as_markdown, join
from app_pages.statistics import drafts
from app_pages.statistics.drafts import ObservationsConflict
from app_pages.statistics.labels import observation_line
from assessment import AssessmentError, Observation
from host.services import now, open_store
from questionnaires import Edition, Statistic
from translations import gettext as _


def show(
    assessment_id: str, edition: Edition, statistic: Statistic, conflict: ObservationsConflict
) -> None:
    """Show both lists of a conflict with buttons to keep one or both."""
    st.warning(
        as_markdown(
            _(
                "{code}: someone else has saved other figures meanwhile. Yours are not stored yet."
            ).format(code=statistic.id)
        )
    )
    st.html(
        Markup('<div class="cop-two">{}{}</div>').format(
            _card(edition, statistic, _("Yours, not stored"), conflict.mine),
            _card(edition, statistic, _("Stored by someone else"), conflict.theirs),
        )
    )
    both = (*conflict.theirs, *(item for item in conflict.mine if item not in conflict.theirs))
    with st.container(horizontal=True):
        for label, choice, name in (
            (_("Keep mine"), conflict.mine, "mine"),
            (_("Keep the stored ones"), conflict.theirs, "theirs"),
            (_("Keep both"), both, "both"),
        ):
            st.button(
                label,
                key=f"figure.{statistic.id}.keep-{name}",
                on_click=_resolve,
                args=(assessment_id, statistic.id, choice, conflict),
            )


def _card(
    edition: Edition, statistic: Statistic, title: str, figures: tuple[Observation, ...]
) -> Markup:
    return Markup("<section><h3>{}</h3><ul>{}</ul></section>").format(
        title,
        join(
            Markup("<li>{}</li>").format(observation_line(edition, statistic, item))
            for item in figures
        )
        or Markup("<li>{}</li>").format(_("None")),
    )


@session.in_user_language
def _resolve(
    assessment_id: str,
    statistic: str,
    choice: tuple[Observation, ...],
    conflict: ObservationsConflict,
) -> None:
    """Callback: store the chosen list; where someone else has saved again, set the conflict anew."""
    store, person = open_store(), session.person()
    drafts.set_conflict(assessment_id, statistic, None)
    try:
        store.save_figures(
            assessment_id,
            statistic,
            choice,
            expected_revision=conflict.revision,
            person=person,
            at=now(),
        )
    except AssessmentError:
        newest = store.figures(assessment_id, statistic, person=person)
        drafts.set_conflict(
            assessment_id, statistic, ObservationsConflict(choice, newest.value, newest.number)
        )
