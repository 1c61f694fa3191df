"""Editor for the target of a single indicator that differs from the default target."""

from __future__ import annotations

from typing import Any

import streamlit as st

from app_pages.roadmap.saving import save_plan
from app_pages.shell import labels, session
from app_pages.shell.assessment_context import AssessmentContext
from app_pages.shell.forms import messages
from app_pages.workflow import edit_lock_banner
from assessment import Assessment
from assessment.access.editability import EditableArea
from assessment.planning.gaps import target_levels, target_profile
from host.services import open_store
from questionnaires import Edition
from translations import gettext as _


def choose(context: AssessmentContext) -> None:
    """Draw an expander to choose an indicator and set its target; nothing where the user may not edit the plan."""
    if not edit_lock_banner.changes_of(context).may(EditableArea.PLAN):
        return
    edition = context.edition
    indicators = [
        item
        for item in edition.profile_indicators(context.assessment.profile)
        if edition.indicators[item].number is None
    ]

    with st.expander(_("Set the target of a single question"), key="one-target"):
        chosen = st.selectbox(
            _("Question"),
            indicators,
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
            )


def show(
    assessment_id: str,
    edition: Edition,
    assessment: Assessment,
    revision: int,
    key: str,
    prefix: str,
) -> None:
    """Draw the target field and its button, with widget keys that begin with `prefix`.

    Nothing is drawn for an indicator answered by a number, which has no target of its own.
    """
    indicator = edition.indicators[key]
    if indicator.number is not None:
        return
    levels = [None, *edition.levels_of(indicator)]
    current = assessment.targets.get(key)
    # The revision is part of the key: a new revision makes a new field with the stored value.
    field = f"{prefix}.{revision}"
    st.selectbox(
        _("Target of {id}").format(id=key),
        levels,
        levels.index(current) if current in levels else 0,
        format_func=lambda level: _level_label(edition, assessment, key, level),
        key=f"{field}.target",
    )
    messages.show("plan", f"target {key}")
    st.button(
        _("Save the target"),
        key=f"{prefix}.save-target",
        on_click=_save,
        args=(assessment_id, edition, revision, key, field),
    )


def _level_label(edition: Edition, assessment: Assessment, key: str, level: int | None) -> str:
    """Return a level with its name; for None the target without one of its own."""
    indicator = edition.indicators[key]
    if level is not None:
        return f"{level} {labels.level_name(edition, indicator, level)}"
    others = {name: target for name, target in assessment.targets.items() if name != key}
    without = assessment.model_copy(update={"targets": others})
    text = (
        _("As for every question: {level}")
        if target_profile(edition, assessment) is None
        else _("As in the set of targets: {level}")
    )
    return text.format(
        level=_level_label(edition, assessment, key, target_levels(edition, without)[key])
    )


@session.in_user_language
def _save(assessment_id: str, edition: Edition, revision: int, key: str, field: str) -> None:
    """Store the chosen target."""
    chosen: int | None = session.field(field, "target")

    def change(before: Assessment) -> dict[str, Any]:
        others = {name: level for name, level in before.targets.items() if name != key}
        return {"targets": others if chosen is None else {**others, key: chosen}}

    save_plan(
        assessment_id,
        edition,
        revision,
        change,
        about=f"target {key}",
        done=_("Target of {id}: stored.").format(id=key),
    )
