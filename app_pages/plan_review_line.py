"""One line on other pages: where the review of the plan stands, and the way to it."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from app_pages import session
from app_pages.glance import Glance
from app_pages.plan_review_words import named, open_sentence, standing_sentences
from app_pages.workplace import open_store
from assessment.plan_review import QUESTIONED_IN, PlanReview, PlanStanding
from translations import gettext as _


def show_standing(glance: Glance) -> None:
    """What the review has come to, with the open questions by name; nothing before there can be any."""
    review = _review(glance)
    if review is None:
        return
    if glance.state in QUESTIONED_IN or review.standing is not PlanStanding.NOT_LOOKED_AT:
        _line(glance, standing_sentences(review), review)


def show_open(glance: Glance) -> None:
    """The open questions by name; nothing where none is open."""
    review = _review(glance)
    if review is not None and review.open_questions:
        _line(glance, open_sentence(review), review)


def _review(glance: Glance) -> PlanReview | None:
    """None for an institution, which does not see the plan."""
    if not glance.is_national:
        return None
    return open_store().plan_review(glance.id, person=session.person())


def _line(glance: Glance, text: str, review: PlanReview) -> None:
    asked = named(review.open_questions)
    st.html(
        Markup('<p class="cop-note cop-plan-review">{}</p>').format(
            _("{sentence} Open: {subjects}.").format(sentence=text, subjects=asked)
            if asked
            else text
        )
    )
    st.page_link(
        session.pages()["plan-review"],
        label=_("To the review of the plan"),
        query_params=session.address(glance.id),
    )
