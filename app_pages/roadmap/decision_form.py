"""Form for the country's decision about one measure. Saved with one button."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st
from markupsafe import Markup

from app_pages.roadmap.saving import save_plan
from app_pages.shell import labels
from app_pages.shell.forms import kept_text, messages, month_field, number_field
from assessment import Assessment, MeasureChoice, MeasureDecision
from assessment.values.characters import read_text
from questionnaires import Edition, Measure
from translations import gettext as _


def show(
    assessment_id: str, edition: Edition, assessment: Assessment, measure: Measure, revision: int
) -> None:
    """Draw the form with the stored decision; `revision` is that of the settings on the screen."""
    decision = assessment.plan.decisions.get(measure.id, MeasureDecision())
    key = f"decision.{measure.id}"
    with st.form(f"{key}.{revision}", enter_to_submit=False):
        problems: list[str] = []
        values = _fields(key, assessment, measure, decision, problems)
        if st.form_submit_button(
            _("Save what is decided about {id}").format(id=measure.id), key=f"{key}.save"
        ):

            def change(before: Assessment) -> dict[str, Any]:
                return {"decisions": _with(before.plan.decisions, measure.id, values)}

            if not number_field.report("plan", key, problems) and save_plan(
                assessment_id, edition, revision, change, about=key, done=_("Stored.")
            ):
                st.rerun()
        messages.show("plan", key)


def _with(before: Mapping[str, MeasureDecision], key: str, value: dict[str, Any]) -> dict[str, Any]:
    """Return the decisions with that of `key` replaced; removed where it equals the default."""
    decisions: dict[str, Any] = {
        name: item.model_dump() for name, item in before.items() if name != key
    }
    filled = {name: item for name, item in value.items() if item not in (None, "")}
    defaults = MeasureDecision().model_dump()
    if any(defaults.get(name) != item for name, item in filled.items()):
        decisions[key] = filled
    return decisions


def _fields(
    key: str,
    assessment: Assessment,
    measure: Measure,
    decision: MeasureDecision,
    problems: list[str],
) -> dict[str, Any]:
    """Draw the fields of a decision and return their values by name; `problems` as for a number field."""
    st.html(
        Markup("<h3>{}</h3><p class='cop-note'>{}</p>").format(
            _("What is decided about {id}").format(id=measure.id),
            _(
                "What is left empty stays as the questionnaire has it. Money is in {currency}."
            ).format(currency=assessment.plan.currency),
        )
    )
    for name in ("lead", "funding", "reason"):
        text = getattr(decision, name)
        kept_text.keep(kept_text.KeptText(f"{key}.{name}", f"{key}.{name}", text))
    choice = st.radio(
        _("May the planner choose?"),
        list(MeasureChoice),
        list(MeasureChoice).index(decision.choice),
        format_func=labels.choice_name,
        horizontal=True,
        key=f"{key}.may",
    )
    look_again = month_field.show(
        _("Not now: look again in"), f"{key}.again", assessment, decision.look_again
    )
    by = month_field.show(_("To be done by the end of"), f"{key}.by", assessment, decision.by)
    duration, cost, yearly = decision.months, decision.cost, decision.yearly_cost
    months = _numbers(
        (_("Months at best"), _("Months, likely"), _("Months at worst")),
        f"{key}.months",
        (duration.low, duration.likely, duration.high) if duration else None,
        problems,
        whole=True,
    )
    once = _numbers(
        (_("Cost once, from"), _("Cost once, to")),
        f"{key}.cost",
        (cost.low, cost.high) if cost else None,
        problems,
    )
    each = _numbers(
        (_("Cost a year, from"), _("Cost a year, to")),
        f"{key}.yearly",
        (yearly.low, yearly.high) if yearly else None,
        problems,
    )
    return {
        "choice": choice,
        "by": by,
        "look_again": look_again,
        "months": _range(("low", "likely", "high"), months),
        "cost": _range(("low", "high"), once),
        "yearly_cost": _range(("low", "high"), each),
        "person_months": number_field.show(
            _("Person-months of who leads"),
            decision.person_months,
            key=f"{key}.work",
            problems=problems,
        ),
        "lead": read_text(st.text_input(_("Who leads, by name"), decision.lead, key=f"{key}.lead")),
        "funding": read_text(st.text_input(_("Who pays"), decision.funding, key=f"{key}.funding")),
        "reason": read_text(st.text_area(_("Why"), decision.reason, key=f"{key}.reason")),
    }


def _numbers(
    names: tuple[str, ...],
    key: str,
    values: tuple[float, ...] | None,
    problems: list[str],
    *,
    whole: bool = False,
) -> list[float | None]:
    """Draw a row of number fields and return their values; None for an empty field."""
    columns = st.columns(len(names))
    return [
        number_field.show(
            label,
            values[index] if values else None,
            key=f"{key}.{index}",
            problems=problems,
            column=columns[index],
            whole=whole,
            minimum=1 if whole else 0,
        )
        for index, label in enumerate(names)
    ]


def _range(names: tuple[str, ...], values: list[float | None]) -> dict[str, float] | None:
    """Return a range by name; an empty end takes the value of the end before it. None where all are empty."""
    known = [value for value in values if value is not None]
    if not known:
        return None
    filled, last = [], known[0]
    for value in values:
        last = last if value is None else value
        filled.append(last)
    return dict(zip(names, filled, strict=True))
