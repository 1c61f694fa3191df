"""When two people saved figures of the same statistic: both lists stand side by side, and the second chooses."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from app_pages.shell import session
from app_pages.shell.markup import as_markdown, join
from app_pages.statistics import drafts
from app_pages.statistics.drafts import FigureConflict
from app_pages.statistics.labels import figure_words
from assessment import AssessmentError, Observation
from host.services import now, open_store
from questionnaires import Edition, Statistic
from translations import gettext as _


def show(assessment_id: str, edition: Edition, statistic: Statistic, found: FigureConflict) -> None:
    st.warning(
        as_markdown(
            _(
                "{code}: someone else has saved other figures meanwhile. Yours are not stored yet."
            ).format(code=statistic.id)
        )
    )
    st.html(
        Markup('<div class="cop-two">{}{}</div>').format(
            _card(edition, statistic, _("Yours, not stored"), found.mine),
            _card(edition, statistic, _("Stored by someone else"), found.theirs),
        )
    )
    both = (*found.theirs, *(item for item in found.mine if item not in found.theirs))
    with st.container(horizontal=True):
        for label, kept, name in (
            (_("Keep mine"), found.mine, "mine"),
            (_("Keep the stored ones"), found.theirs, "theirs"),
            (_("Keep both"), both, "both"),
        ):
            st.button(
                label,
                key=f"figure.{statistic.id}.keep-{name}",
                on_click=_keep,
                args=(assessment_id, statistic.id, kept, found),
            )


def _card(
    edition: Edition, statistic: Statistic, title: str, figures: tuple[Observation, ...]
) -> Markup:
    return Markup("<section><h3>{}</h3><ul>{}</ul></section>").format(
        title,
        join(
            Markup("<li>{}</li>").format(figure_words(edition, statistic, item)) for item in figures
        )
        or Markup("<li>{}</li>").format(_("None")),
    )


@session.in_user_language
def _keep(
    assessment_id: str, statistic: str, kept: tuple[Observation, ...], found: FigureConflict
) -> None:
    """Store what was chosen; where somebody was faster once more, both are shown again."""
    store, person = open_store(), session.person()
    drafts.keep_figure_conflict(assessment_id, statistic, None)
    try:
        store.save_figures(
            assessment_id,
            statistic,
            kept,
            expected_revision=found.revision,
            person=person,
            at=now(),
        )
    except AssessmentError:
        newest = store.figures(assessment_id, statistic, person=person)
        drafts.keep_figure_conflict(
            assessment_id, statistic, FigureConflict(kept, newest.figures, newest.number)
        )
