"""What the country decides about one measure, and what became of it. Saved with one button."""

from __future__ import annotations

import datetime as dt
from typing import Any

import streamlit as st

from app_pages import session, words
from app_pages.markup import as_markdown
from app_pages.plan_saving import save_plan
from app_pages.workplace import today
from assessment import Assessment, Choice, Decision, MeasureProgress, MeasureStatus, quarter_start
from assessment.roadmap import plan_start
from questionnaires import Edition, Measure
from reports.formats import format_month
from translations import gettext as _

BEFORE, AFTER = 12, 24
"""Quarters before and after the plan's start from which a month can be chosen."""


def show(
    assessment_id: str, edition: Edition, assessment: Assessment, measure: Measure, revision: int
) -> None:
    decision = assessment.plan.decisions.get(measure.id, Decision())
    progress = assessment.plan.progress.get(
        measure.id, MeasureProgress(status=MeasureStatus.NOT_STARTED)
    )
    key = f"decision.{measure.id}"
    with st.form(f"{key}.{revision}", enter_to_submit=False):
        decided = _decision(key, assessment, measure, decision)
        became = _progress(key, assessment, progress)
        if st.form_submit_button(
            _("Save what is decided about {id}").format(id=measure.id), key=f"{key}.save"
        ):

            def change(before: Assessment) -> dict[str, Any]:
                return {
                    "decisions": _with(before.plan.decisions, measure.id, decided, Decision()),
                    "progress": _with(
                        before.plan.progress,
                        measure.id,
                        became,
                        MeasureProgress(status=MeasureStatus.NOT_STARTED),
                    ),
                }

            if save_plan(assessment_id, edition, revision, change, about=measure.id):
                st.rerun()
        problem = session.problem_of("plan", measure.id)
        if problem:
            st.error(as_markdown(problem))


def _with(before: Any, key: str, value: dict[str, Any], nothing: Any) -> dict[str, Any]:
    """The decisions with this one; one that says nothing is taken out."""
    kept = {name: item.model_dump() for name, item in before.items() if name != key}
    said = {name: item for name, item in value.items() if item not in (None, "")}
    usual = nothing.model_dump()
    if any(usual.get(name) != item for name, item in said.items() if name != "date"):
        if key in before and "evidence" in usual:
            said["evidence"] = before[key].evidence
        kept[key] = said
    return kept


def _decision(
    key: str, assessment: Assessment, measure: Measure, decision: Decision
) -> dict[str, Any]:
    st.caption(_("What is decided. What is left empty stays as the questionnaire has it."))
    choice = st.radio(
        _("May the planner choose?"),
        list(Choice),
        list(Choice).index(decision.choice),
        format_func=words.choice_name,
        horizontal=True,
        key=f"{key}.choice",
    )
    by = _month(_("To be done by the end of"), f"{key}.by", assessment, decision.by)
    own, cost, yearly = decision.months, decision.cost, decision.yearly_cost
    months = _numbers(
        (_("Months at best"), _("Months, likely"), _("Months at worst")),
        f"{key}.months", (own.low, own.likely, own.high) if own else None, whole=True,
    )  # fmt: skip
    once = _numbers(
        (_("Cost once, from"), _("Cost once, to")),
        f"{key}.cost",
        (cost.low, cost.high) if cost else None,
    )
    each = _numbers(
        (_("Cost a year, from"), _("Cost a year, to")),
        f"{key}.yearly", (yearly.low, yearly.high) if yearly else None,
    )  # fmt: skip
    return {
        "choice": choice,
        "by": by,
        "months": _range(("low", "likely", "high"), months),
        "cost": _range(("low", "high"), once),
        "yearly_cost": _range(("low", "high"), each),
        "person_months": st.number_input(
            _("Person-months of who leads"),
            min_value=0.0,
            value=decision.person_months,
            key=f"{key}.work",
        ),
        "lead": st.text_input(_("Who leads, by name"), decision.lead, key=f"{key}.lead").strip(),
        "funding": st.text_input(_("Who pays"), decision.funding, key=f"{key}.funding").strip(),
        "reason": st.text_area(_("Why"), decision.reason, key=f"{key}.reason").strip(),
    }


def _progress(key: str, assessment: Assessment, progress: MeasureProgress) -> dict[str, Any]:
    st.caption(_("What became of it."))
    status = st.radio(
        _("Where it stands"),
        list(MeasureStatus),
        list(MeasureStatus).index(progress.status),
        format_func=words.measure_status_name,
        horizontal=True,
        key=f"{key}.status",
    )
    return {
        "status": status,
        "started": _month(_("Began in"), f"{key}.started", assessment, progress.started),
        "ended": _month(_("Ended in"), f"{key}.ended", assessment, progress.ended),
        "date": today(),
        "note": st.text_area(_("Note"), progress.note, key=f"{key}.note").strip(),
    }


def _month(label: str, key: str, assessment: Assessment, value: str | None) -> str | None:
    start = plan_start(assessment)
    first = quarter_start(start, -BEFORE)
    months = [
        f"{dt.date(number // 12, number % 12 + 1, 1):%Y-%m}"
        for number in range(
            first.year * 12 + first.month - 1, start.year * 12 + start.month - 1 + 3 * AFTER
        )
    ]
    if value is not None and value not in months:
        months.append(value)
    chosen: str | None = st.selectbox(
        label,
        months,
        None if value is None else months.index(value),
        format_func=lambda month: format_month(dt.date.fromisoformat(f"{month}-01")),
        placeholder=_("No month"),
        key=key,
    )
    return chosen


def _numbers(
    labels: tuple[str, ...], key: str, values: tuple[float, ...] | None, *, whole: bool = False
) -> list[float | None]:
    places = st.columns(len(labels))
    return [
        places[place].number_input(
            label,
            min_value=1 if whole else 0.0,
            value=values[place] if values else None,
            step=1 if whole else None,
            key=f"{key}.{place}",
        )
        for place, label in enumerate(labels)
    ]


def _range(names: tuple[str, ...], values: list[float | None]) -> dict[str, float] | None:
    """A range where all its ends are given; one end alone stands for the others."""
    known = [value for value in values if value is not None]
    if not known:
        return None
    filled, last = [], known[0]
    for value in values:
        last = last if value is None else value
        filled.append(last)
    return dict(zip(names, filled, strict=True))
