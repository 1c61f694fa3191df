"""Where the country changes what was asked about: a target in place, a measure on the page of the roadmap."""

from __future__ import annotations

from typing import Any

import streamlit as st

from app_pages import plan_review_fields, session, words
from app_pages.plan_review_view import PlanView
from app_pages.plan_saving import save_plan
from assessment import Assessment
from assessment.fit import DEFAULT_TARGET
from assessment.plan_review import Subject, SubjectKind, subject_name
from questionnaires import Edition
from translations import gettext as _


def show(assessment_id: str, view: PlanView, subject: Subject) -> None:
    """The field or the link of a subject; of the plan as a whole and of what the edition does not know, nothing."""
    if subject.kind is SubjectKind.TARGET and subject.id in view.edition.indicators:
        _target(assessment_id, view, subject)
    elif subject.id in view.edition.measure:
        st.page_link(
            session.pages()["roadmap"],
            label=_("Decide about {id} on the page “Roadmap”").format(id=subject.id),
            query_params={**session.address(assessment_id), session.MEASURE: subject.id},
        )


def _target(assessment_id: str, view: PlanView, subject: Subject) -> None:
    key, edition = subject.id, view.edition
    indicator = edition.indicators[key]
    if indicator.number is not None:
        return
    levels = [None, *range(edition.scale_of(indicator).top_level + 1)]
    now = view.assessment.targets.get(key)
    # A new revision brings a new field: it begins with what stands then.
    own = f"{plan_review_fields.own_name(subject)}.{view.revision}"
    st.selectbox(
        _("Target of {id}").format(id=key),
        levels,
        levels.index(now) if now in levels else 0,
        format_func=lambda level: _name(view, key, level),
        key=f"{own}.target",
    )
    st.button(
        _("Save the target"),
        key=f"{plan_review_fields.own_name(subject)}.save-target",
        on_click=_save,
        args=(assessment_id, edition, view.revision, subject, own),
    )


def _name(view: PlanView, key: str, level: int | None) -> str:
    indicator = view.edition.indicators[key]
    if level is not None:
        return f"{level} {words.level_name(view.edition, indicator, level)}"
    usual = view.assessment.targets.get(DEFAULT_TARGET, view.edition.scoring.default_target)
    top = view.edition.scale_of(indicator).top_level
    return _("As for every question: {level}").format(
        level=_name(view, key, top if usual is None else min(usual, top))
    )


@session.speaking
def _save(assessment_id: str, edition: Edition, revision: int, subject: Subject, own: str) -> None:
    chosen: int | None = session.field(own, "target")

    def change(before: Assessment) -> dict[str, Any]:
        others = {key: level for key, level in before.targets.items() if key != subject.id}
        return {"targets": others if chosen is None else {**others, subject.id: chosen}}

    about = f"target {subject.id}"
    if save_plan(assessment_id, edition, revision, change, about=about):
        name = subject_name(subject)
        plan_review_fields.note(assessment_id, done=_("{subject}: stored.").format(subject=name))
    else:
        plan_review_fields.note(assessment_id, problem=session.problem_of("plan", about))
