"""Form for default target, start, horizon, measures at once and emphasis. Each change is stored at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import streamlit as st

from app_pages.roadmap.saving import save_plan
from app_pages.shell import labels, session
from app_pages.shell.forms import messages
from assessment import Assessment, Emphasis, quarter_start
from assessment.answers.checks import DEFAULT_TARGET
from assessment.planning.gaps import target_profile
from assessment.planning.roadmap import plan_start
from questionnaires import Edition
from reports.formats import format_month
from reports.sections.edition_rules import profile_label
from reports.sections.roadmap.emphasis import emphasis_name, emphasis_sentence
from reports.sections.roadmap.money_years import month_span
from translations import gettext as _
from translations import ngettext

HORIZONS = (12, 24, 36, 48, 60)
NO_LIMIT = 0
PLAN_YEARS = 0
"""Stands for no fiscal year: money is counted by years of the plan."""
NO_SET = ""
"""Stands for no set of targets."""

QUARTERS_OFFERED = 12
"""Quarters offered as the start, from January of the cycle."""


def show(
    assessment_id: str, edition: Edition, assessment: Assessment, revision: int, *, locked: bool
) -> None:
    """Draw the settings with their stored values, disabled where `locked`."""
    profile = target_profile(edition, assessment)
    start = plan_start(assessment)
    starts = sorted(
        {start}
        | {
            quarter_start(dt.date(assessment.cycle, 1, 1), quarter)
            for quarter in range(QUARTERS_OFFERED)
        }
    )
    horizon = assessment.plan.horizon_months or NO_LIMIT
    at_once = assessment.plan.at_once or NO_LIMIT
    session.hydrate(
        "plan",
        target_profile=profile.id if profile else NO_SET,
        target=_target(edition, assessment),
        start=start,
        horizon=horizon,
        at_once=at_once,
        emphasis=assessment.plan.emphasis,
        fiscal_year_start=assessment.plan.fiscal_year_start or PLAN_YEARS,
        **{
            f"load_{name}": getattr(assessment.plan.load, name) or NO_LIMIT
            for name in _load_labels()
        },
    )
    shared: dict[str, Any] = {
        "on_change": _save,
        "args": (assessment_id, edition, revision),
        "disabled": locked,
    }
    with st.container(key="plan-settings", border=True):
        if edition.target_profile:
            st.selectbox(
                _("Set of targets"),
                [NO_SET, *edition.target_profile],
                format_func=lambda key: target_set_name(edition, key),
                key="plan.target_profile",
                **shared,
            )
        if profile is None and (scale := edition.longest_scale) is not None:
            steps = edition.about.scales[scale].levels
            st.selectbox(
                _("Target for every question without one of its own"),
                range(len(steps)),
                format_func=lambda level: (
                    f"{level} " + labels.content(scale, f"levels.{level}.name", steps[level].name)
                ),
                key="plan.target",
                **shared,
            )
        st.selectbox(_("Starts in"), starts, format_func=format_month, key="plan.start", **shared)
        st.selectbox(
            _("Horizon"),
            [*sorted({*HORIZONS, horizon} - {NO_LIMIT}), NO_LIMIT],
            format_func=lambda months: (
                ngettext("{count} month", "{count} months", months).format(count=months)
                if months
                else _("No limit")
            ),
            key="plan.horizon",
            **shared,
        )
        st.selectbox(
            _("Budgets and costs are counted by"),
            [PLAN_YEARS, *range(1, 13)],
            format_func=lambda month: (
                _("fiscal years, {span}").format(span=month_span(month))
                if month
                else _("years of the plan, from its start")
            ),
            key="plan.fiscal_year_start",
            **shared,
        )
        st.selectbox(
            _("Measures at once in one pillar"),
            [*sorted({*range(1, 11), at_once} - {NO_LIMIT}), NO_LIMIT],
            format_func=lambda count: str(count) if count else _("No limit"),
            key="plan.at_once",
            **shared,
        )
        for name, label in _load_labels().items():
            limit = getattr(assessment.plan.load, name) or NO_LIMIT
            st.selectbox(
                label,
                [*sorted({*range(1, 31), limit} - {NO_LIMIT}), NO_LIMIT],
                format_func=lambda count: str(count) if count else _("No limit"),
                key=f"plan.load_{name}",
                **shared,
            )
        st.selectbox(
            _("What the plan puts first"),
            list(Emphasis),
            format_func=emphasis_name,
            key="plan.emphasis",
            **shared,
        )
        st.caption(emphasis_sentence(assessment.plan.emphasis))
        if not locked:
            st.caption(_("Each setting is saved as you choose it; the plan follows."))
            messages.show("plan", "limits")


def target_set_name(edition: Edition, key: str) -> str:
    """Return the name of a set of targets, or that of NO_SET."""
    return _("One level for all") if key == NO_SET else profile_label(edition.target_profile[key])


def _load_labels() -> dict[str, str]:
    """Return the labels of the ceilings of load by field."""
    return {
        "in_all": _("Measures under way at once, in all"),
        "first_year": _("Measures under way at once in the first year"),
        "lead": _("Measures at once of one institution"),
        "lead_agency": _("Measures at once of the lead agency"),
        "first_quarter": _("Measures that start in the first quarter"),
    }


def _target(edition: Edition, assessment: Assessment) -> int | None:
    """Return the default target in use; None where no question is answered with a level."""
    if edition.longest_scale is None:
        return None
    top = edition.about.scales[edition.longest_scale].top_level
    stored = assessment.targets.get(DEFAULT_TARGET, edition.scoring.default_target)
    return top if stored is None else stored


@session.in_user_language
def _save(assessment_id: str, edition: Edition, revision: int) -> None:
    """Store all of them."""
    start: dt.date = session.field("plan", "start")
    save_plan(
        assessment_id,
        edition,
        revision,
        lambda before: {
            "targets": _targets(before.targets),
            "target_profile": session.field("plan", "target_profile") or NO_SET,
            "start": f"{start:%Y-%m}",
            "horizon_months": session.field("plan", "horizon") or None,
            "at_once": session.field("plan", "at_once") or None,
            "emphasis": session.field("plan", "emphasis"),
            "fiscal_year_start": session.field("plan", "fiscal_year_start") or None,
            "load": {
                name: session.field("plan", f"load_{name}") or None for name in _load_labels()
            },
        },
        about="limits",
    )


def _targets(before: Mapping[str, int]) -> Mapping[str, int]:
    """Return the targets with the default that is chosen, where there is one to choose."""
    target: int | None = session.field("plan", "target")
    return before if target is None else {**before, DEFAULT_TARGET: target}
