"""Form for the progress of one measure: status, dates, note and evidence. Saved with one button."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st
from markupsafe import Markup

from app_pages.questionnaire.answer_form import Incomplete, evidence_of
from app_pages.roadmap.saving import save_plan
from app_pages.shell import labels
from app_pages.shell.evidence_labels import evidence_line
from app_pages.shell.forms import kept_text, messages, month_field
from app_pages.shell.markup import as_markdown
from assessment import Assessment, Evidence, MeasureProgress, MeasureStatus
from assessment.values.characters import has_glyph, read_text
from host.services import today
from questionnaires import Edition, Measure
from translations import gettext as _

DEFAULT = MeasureProgress(status=MeasureStatus.NOT_STARTED)
"""Progress of a measure of which none is stored."""

PIECE = ("title", "url", "dated")
"""Fields of a new piece of evidence."""


def show(
    assessment_id: str, edition: Edition, assessment: Assessment, measure: Measure, revision: int
) -> None:
    """Draw the form with the stored progress; `revision` is that of the settings on the screen."""
    progress = assessment.plan.progress.get(measure.id, DEFAULT)
    key = f"status.{measure.id}"
    with st.form(f"{key}.{revision}", enter_to_submit=False):
        fields = _fields(key, assessment, measure, progress)
        kept = _kept_evidence(key, progress.evidence)
        prefix = f"{key}.evidence.{len(progress.evidence)}"
        entered = _evidence_fields(prefix, measure)
        if st.form_submit_button(
            _("Save where {id} stands").format(id=measure.id), key=f"{key}.save", type="primary"
        ):
            try:
                evidence = (*kept, *_new_evidence(entered))
            except Incomplete as error:
                messages.report(
                    "plan", key, problem=_("Not saved: {problem}").format(problem=error)
                )
            else:
                value = {**fields, "evidence": evidence}

                def change(before: Assessment) -> dict[str, Any]:
                    return {"progress": with_progress(before.plan.progress, measure.id, value)}

                if save_plan(
                    assessment_id, edition, revision, change, about=key, done=_("Stored.")
                ):
                    for name, text in zip(PIECE, entered, strict=True):
                        kept_text.done(f"{prefix}.{name}", text)
                    st.rerun()
        messages.show("plan", key)


def _fields(
    key: str, assessment: Assessment, measure: Measure, progress: MeasureProgress
) -> dict[str, Any]:
    """Draw status, months and note; return their values by name, with today as the date."""
    st.html(Markup("<h3>{}</h3>").format(_("Status of {id}").format(id=measure.id)))
    kept_text.keep(kept_text.KeptText(f"{key}.note", f"{key}.note", progress.note))
    status = st.radio(
        _("Where it stands"),
        list(MeasureStatus),
        list(MeasureStatus).index(progress.status),
        format_func=labels.measure_status_name,
        horizontal=True,
        key=f"{key}.status",
    )
    left, right = st.columns(2)
    with left:
        started = month_field.show(_("Began in"), f"{key}.started", assessment, progress.started)
    with right:
        ended = month_field.show(_("Ended in"), f"{key}.ended", assessment, progress.ended)
    return {
        "status": status,
        "started": started,
        "ended": ended,
        "date": today(),
        "note": read_text(st.text_area(_("Note"), progress.note, key=f"{key}.note", height=80)),
    }


def _kept_evidence(key: str, evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """Draw a checkbox for each stored piece of evidence and return the pieces that stay checked."""
    return tuple(
        item
        for index, item in enumerate(evidence)
        if st.checkbox(
            _("Keep as evidence: {evidence}").format(evidence=as_markdown(evidence_line(item))),
            value=True,
            key=f"{key}.keep.{index}.{len(evidence)}",
        )
    )


def _evidence_fields(key: str, measure: Measure) -> tuple[str, str, str]:
    """Draw the fields of a new piece of evidence; return title, URL and date as entered."""
    proof = labels.content(measure.id, "proof", measure.proof) if measure.proof else ""
    st.caption(
        _("What shows it, if there is something to show. {proof}").format(
            proof=as_markdown(
                _("For this measure it would be: {proof}").format(proof=proof) if proof else ""
            )
        )
    )
    for name in PIECE:
        kept_text.keep(kept_text.KeptText(f"{key}.{name}", f"{key}.{name}", ""))
    title = st.text_input(_("Evidence: title of the document, law or page"), key=f"{key}.title")
    left, right = st.columns(2)
    return (
        title,
        left.text_input(_("Evidence: web address"), key=f"{key}.url"),
        right.text_input(_("Evidence: year or date, such as 2027-11-08"), key=f"{key}.dated"),
    )


def _new_evidence(entered: tuple[str, str, str]) -> tuple[Evidence, ...]:
    """Return the entered piece of evidence, if any. Raises Incomplete where a field is invalid."""
    title, url, dated = entered
    if not any(has_glyph(text) for text in entered):
        return ()
    return (
        evidence_of(
            title=title,
            type="other",
            issuer="",
            url=url,
            dated=dated,
            place="",
            confidence=None,
        ),
    )


def with_progress(
    before: Mapping[str, MeasureProgress], key: str, value: dict[str, Any]
) -> dict[str, Any]:
    """Return the progress with that of `key` replaced; removed where it equals the default."""
    all_progress: dict[str, Any] = {
        name: item.model_dump() for name, item in before.items() if name != key
    }
    filled = {name: item for name, item in value.items() if item not in (None, "", ())}
    defaults = DEFAULT.model_dump()
    if any(defaults.get(name) != item for name, item in filled.items() if name != "date"):
        all_progress[key] = filled
    return all_progress
