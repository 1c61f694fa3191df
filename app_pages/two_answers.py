"""When two people saved the same answer: both stand side by side, and the second chooses."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from app_pages import saving, words
from app_pages.glance import Glance
from app_pages.markup import as_markdown, join
from app_pages.session import Conflict
from assessment import Answer
from questionnaires import Indicator
from translations import gettext as _


def show(glance: Glance, indicator: Indicator, found: Conflict) -> None:
    st.warning(as_markdown(found.message))
    st.html(
        Markup('<div class="cop-two">{}{}</div>').format(
            _card(glance, indicator, _("Yours, not stored"), found.mine),
            _card(glance, indicator, _("Stored by someone else"), found.theirs),
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


def _card(glance: Glance, indicator: Indicator, title: str, answer: Answer) -> Markup:
    level = words.status_name(answer.state)
    if answer.level is not None:
        level = f"{answer.level} {words.level_name(glance.edition, indicator, answer.level)}"
    elif answer.value is not None:
        level = str(answer.value)
    texts = [
        (_("Reason"), answer.reason),
        (_("Comment"), answer.comment),
        (_("Why the level differs"), answer.override),
        (_("Evidence"), "; ".join(item.title for item in answer.evidence)),
    ]
    return Markup("<section><h2>{}</h2><p><strong>{}</strong></p>{}</section>").format(
        title,
        level,
        join(Markup("<p>{}: {}</p>").format(name, text) for name, text in texts if text),
    )
