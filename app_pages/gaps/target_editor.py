"""The target of a single question, where it is to be another than that of every question."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st
from markupsafe import Markup

from app_pages.roadmap.saving import save_plan
from app_pages.shell import labels, layout, session
from app_pages.shell.assessment_context import AssessmentContext
from app_pages.workflow import edit_lock_banner
from assessment import Assessment
from assessment.access.editability import EditableArea
from assessment.answers.checks import DEFAULT_TARGET
from host.services import open_store
from questionnaires import Edition
from translations import gettext as _

Told = Callable[[str, str], None]
"""Takes why it was refused and, where it was not, what was stored."""


def choose(context: AssessmentContext) -> None:
    """The question, then its target, folded away; nothing for who may not change targets now."""
    if not edit_lock_banner.changes_of(context).may(EditableArea.PLAN):
        return
    edition = context.edition
    asked = [
        item
        for item in edition.profile_indicators(context.assessment.profile)
        if edition.indicators[item].number is None
    ]

    def told(problem: str, done: str) -> None:
        session.note_problem("one target", context.id, problem)
        session.note_problem("one target done", context.id, done)

    with st.expander(_("Set the target of a single question"), key="one-target"):
        chosen = st.selectbox(
            _("Question"),
            asked,
            None,
            format_func=lambda key: f"{key} {labels.question(edition.indicators[key])}",
            placeholder=_("Choose a question"),
            key="one-target.question",
        )
        if chosen is not None:
            revision = open_store().settings(context.id, person=session.person()).number
            show(
                context.id,
                edition,
                context.assessment,
                revision,
                chosen,
                f"one-target.{chosen}",
                told,
            )
        problem = session.problem_of("one target", context.id)
        if problem:
            layout.show_problem(problem)
        done = session.problem_of("one target done", context.id)
        if done:
            st.html(Markup('<p class="cop-done" role="status">{}</p>').format(done))


def show(
    assessment_id: str,
    edition: Edition,
    assessment: Assessment,
    revision: int,
    key: str,
    own: str,
    told: Told,
) -> None:
    """The field and its button; their names begin with `own`. A question that is a number has no target of its own."""
    indicator = edition.indicators[key]
    if indicator.number is not None:
        return
    levels = [None, *range(edition.scale_of(indicator).top_level + 1)]
    now = assessment.targets.get(key)
    # A new revision brings a new field: it begins with what stands then.
    field = f"{own}.{revision}"
    st.selectbox(
        _("Target of {id}").format(id=key),
        levels,
        levels.index(now) if now in levels else 0,
        format_func=lambda level: _name(edition, assessment, key, level),
        key=f"{field}.target",
    )
    st.button(
        _("Save the target"),
        key=f"{own}.save-target",
        on_click=_save,
        args=(assessment_id, edition, revision, key, field, told),
    )


def _name(edition: Edition, assessment: Assessment, key: str, level: int | None) -> str:
    indicator = edition.indicators[key]
    if level is not None:
        return f"{level} {labels.level_name(edition, indicator, level)}"
    usual = assessment.targets.get(DEFAULT_TARGET, edition.scoring.default_target)
    top = edition.scale_of(indicator).top_level
    return _("As for every question: {level}").format(
        level=_name(edition, assessment, key, top if usual is None else min(usual, top))
    )


@session.in_user_language
def _save(
    assessment_id: str, edition: Edition, revision: int, key: str, field: str, told: Told
) -> None:
    chosen: int | None = session.field(field, "target")

    def change(before: Assessment) -> dict[str, Any]:
        others = {name: level for name, level in before.targets.items() if name != key}
        return {"targets": others if chosen is None else {**others, key: chosen}}

    about = f"target {key}"
    if save_plan(assessment_id, edition, revision, change, about=about):
        told("", _("Target of {id}: stored.").format(id=key))
    else:
        told(session.problem_of("plan", about), "")
