"""Editing of the subject of a question: a target in place, a measure by a link to the roadmap."""

from __future__ import annotations

import streamlit as st

from app_pages.gaps import target_editor
from app_pages.plan_review import form
from app_pages.plan_review.context import PlanView
from app_pages.shell import session
from assessment.review.plan_review import Subject, SubjectKind
from translations import gettext as _


def show(assessment_id: str, view: PlanView, subject: Subject) -> None:
    """Draw the target field or the measure link of a subject; nothing for the whole plan or an unknown id."""
    if subject.kind is SubjectKind.TARGET and subject.id in view.edition.indicators:
        target_editor.show(
            assessment_id,
            view.edition,
            view.assessment,
            view.revision,
            subject.id,
            form.key_prefix(subject),
        )
    elif subject.id in view.edition.measure:
        st.page_link(
            session.pages()["roadmap"],
            label=_("Decide about {id} on the page “Roadmap”").format(id=subject.id),
            query_params={**session.query_params(assessment_id), session.MEASURE: subject.id},
        )
