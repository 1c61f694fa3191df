"""The measures as rows with their status, months and remark; each field is stored as it is left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import streamlit as st
from markupsafe import Markup

from app_pages.follow_up import measures, reporting
from app_pages.roadmap.saving import save_plan
from app_pages.roadmap.status_form import with_progress
from app_pages.shell import labels, session
from app_pages.shell.assessment_context import assessment_edition
from app_pages.shell.forms import form_drafts, messages
from app_pages.shell.markup import as_markdown
from app_pages.shell.navigation.code_links import show_html
from assessment import NATIONAL, Assessment, FollowUp, MeasureProgress, MeasureStatus
from assessment.planning.follow_up import NOT_STARTED, with_status
from assessment.values.characters import read_text
from assessment.values.days import read_month
from assessment.values.unreadable import Unreadable
from host.services import today
from questionnaires import Edition
from translations import gettext as _

_CHANGED = "progress changed"
"""Measures changed since their group was chosen: they stay in the list, so that no row leaves under the hand."""

ENDED = (MeasureStatus.DONE, MeasureStatus.STOPPED)


def show(assessment_id: str, edition: Edition, rows: Sequence[FollowUp], revision: int) -> None:
    """Draw the choice of a group by pace, and a row of fields for each of its measures, by adopted end."""
    groups = measures.groups()
    members = {
        name: [row for row in rows if row.pace in paces]
        for name, paces in enumerate(groups.values())
    }
    filled = [name for name, items in members.items() if items]
    session.reset_stale_choice("follow-up", "group", filled, first=True)
    if not filled:
        return
    names = list(groups)
    chosen = st.radio(
        _("Which measures"),
        filled,
        format_func=lambda name: as_markdown(
            _("{name}: {count}").format(name=names[name], count=len(members[name]))
        ),
        horizontal=True,
        key="follow-up.group",
        on_change=_forget_changed,
        args=(assessment_id,),
    )
    changed = session.entries(_CHANGED).get((assessment_id, ""), frozenset())
    listed = {row.measure_id for row in members.get(chosen, ())} | changed
    shown = [row for row in rows if row.measure_id in listed]
    for row in sorted(shown, key=measures.planned_end):
        _row(assessment_id, edition, row, revision)


def show_own(assessment_id: str, edition: Edition, rows: Sequence[FollowUp]) -> None:
    """Draw a row of fields for each measure that the institution in the address leads."""
    for row in rows:
        _row(assessment_id, edition, row, 0)


def _row(assessment_id: str, edition: Edition, row: FollowUp, revision: int) -> None:
    key, progress = row.measure_id, row.progress
    subject = f"progress.{key}"
    stored = {
        "status": progress.status,
        "started": progress.started or "",
        "ended": progress.ended or "",
        "note": progress.note,
    }
    initial = form_drafts.bind(assessment_id, subject, **stored)

    def callback(name: str) -> dict[str, Any]:
        return {
            "key": f"{subject}.{name}",
            "on_change": _changed,
            "args": (assessment_id, key, name, revision, progress),
        }

    with st.container(border=True, key=f"progress-{key}", gap="small"):
        show_html(
            Markup(
                '<p><strong>{}</strong> {} <span class="cop-note">{}</span> <span class="cop-state {}">{}</span></p>'
            ).format(
                key,
                measures.title_of(edition, key),
                measures.period(row.planned),
                "problem" if row.pace in measures.LATE else "plain",
                measures.pace_name(row.pace),
            )
        )
        # A row that has not started is two lines high; its fields are named for screen readers only.
        is_low = progress.status is MeasureStatus.NOT_STARTED and not progress.note
        visibility: Literal["collapsed", "visible"] = "collapsed" if is_low else "visible"
        with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
            status = initial["status"]
            st.selectbox(
                _("Status of {id}").format(id=key),
                list(MeasureStatus),
                index=list(MeasureStatus).index(status) if status else None,
                format_func=labels.measure_status_name,
                width=180,
                label_visibility=visibility,
                **callback("status"),
            )
            if progress.status is not MeasureStatus.NOT_STARTED:
                _month(_("{id} began in").format(id=key), initial["started"], callback("started"))
            if progress.status in ENDED:
                _month(_("{id} ended in").format(id=key), initial["ended"], callback("ended"))
            st.text_input(
                _("Remark on {id}").format(id=key),
                initial["note"],
                placeholder=_("Remark"),
                label_visibility=visibility,
                **callback("note"),
            )
        form_drafts.recover(assessment_id, subject, **stored)
        messages.show("plan", subject)


def _month(label: str, value: str, callback: dict[str, Any]) -> None:
    st.text_input(label, value, placeholder=_("such as 2027-03"), width=150, **callback)


@session.in_user_language
def _forget_changed(assessment_id: str) -> None:
    session.entries(_CHANGED).pop((assessment_id, ""), None)


@session.in_user_language
def _changed(
    assessment_id: str, key: str, name: str, revision: int, shown: MeasureProgress
) -> None:
    """Callback of a field: store it; what can't be read or stored stays typed, with the reason in the row."""
    subject = f"progress.{key}"
    typed = session.field(subject, name)
    form_drafts.put(assessment_id, subject, name, typed)
    problems: dict[str, str] = session.entries("progress problems").setdefault(
        (assessment_id, key), {}
    )
    problems.pop(name, None)
    try:
        value = _read(name, typed)
    except Unreadable as error:
        problems[name] = _("Not saved: {problem}").format(problem=error)
        messages.report("plan", subject, problem="\n".join(problems.values()))
        return

    def change(before: Assessment) -> dict[str, Any]:
        progress = _with_field(before.plan.progress.get(key, NOT_STARTED), name, value)
        filled = {**progress.model_dump(), "date": today(), "reported_by": ""}
        return {"progress": with_progress(before.plan.progress, key, filled)}

    if session.institution() == NATIONAL:
        edition = assessment_edition(assessment_id)
        is_stored = save_plan(assessment_id, edition, revision, change, about=subject)
    else:
        is_stored = reporting.report(
            assessment_id, key, shown, lambda before: _with_field(before, name, value), subject
        )
    if is_stored:
        # The status decides the months, so a draft of one of them has no field any more.
        names = ("status", "started", "ended") if name == "status" else (name,)
        form_drafts.forget(assessment_id, subject, *names)
        changed = session.entries(_CHANGED)
        changed[assessment_id, ""] = changed.get((assessment_id, ""), frozenset()) | {key}
        for other in names:
            problems.pop(other, None)
        messages.report("plan", subject, problem="\n".join(problems.values()))


def _read(name: str, typed: Any) -> Any:
    """Return the value of a field as progress holds it. Raises Unreadable."""
    match name:
        case "status":
            return MeasureStatus(typed or MeasureStatus.NOT_STARTED)
        case "note":
            return read_text(typed or "")
    return read_month(typed or "") or None


def _with_field(progress: MeasureProgress, name: str, value: Any) -> MeasureProgress:
    """Return the progress with one field changed, not yet validated."""
    if name == "status":
        return with_status(progress, value, f"{today():%Y-%m}")
    return progress.model_copy(update={name: value})
