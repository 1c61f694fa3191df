"""The fields of a variant of the plan: each begins with what stands now. Nothing here is stored."""

from __future__ import annotations

from typing import Any

import streamlit as st

from app_pages.roadmap.budget_form import budget_fields, until_empty
from app_pages.shell import labels
from app_pages.shell.markup import as_markdown
from assessment import Assessment, Capacity, Roadmap
from assessment.answers.checks import DEFAULT_TARGET
from questionnaires import Edition
from translations import gettext as _

HORIZONS = (12, 24, 36, 48, 60)


def show(edition: Edition, assessment: Assessment, roadmap: Roadmap) -> dict[str, Any]:
    """The fields of the plan settings as the variant has them; `targets` among them."""
    plan = assessment.plan
    left, right = st.columns(2)
    months = left.selectbox(
        _("Horizon of the variant"),
        HORIZONS,
        HORIZONS.index(plan.horizon_months) if plan.horizon_months in HORIZONS else 2,
        format_func=lambda count: _("{count} months").format(count=count),
        key="what-if.horizon",
    )
    return {
        "horizon_months": months,
        "targets": {**assessment.targets, DEFAULT_TARGET: _target(right, edition, assessment)},
        "budget_by_year": _budgets(assessment, months // 12),
        "at_once": st.number_input(
            _("Measures at once in one pillar, in the variant"),
            1,
            1000,
            plan.at_once,
            placeholder=_("No limit"),
            key="what-if.at_once",
        ),
        "capacity": _capacity(edition, assessment, roadmap),
    }


def _target(place: Any, edition: Edition, assessment: Assessment) -> int:
    top = max(scale.top_level for scale in edition.about.scales.values())
    now = assessment.targets.get(DEFAULT_TARGET, edition.scoring.default_target)
    chosen: int = place.selectbox(
        _("Target of the variant"),
        list(range(top + 1)),
        top if now is None else min(now, top),
        key="what-if.target",
    )
    return chosen


def _budgets(assessment: Assessment, years: int) -> tuple[float, ...]:
    plan = assessment.plan
    st.caption(
        _("Budget in {currency}. An empty year has no limit, nor have those after it.").format(
            currency=as_markdown(plan.currency)
        )
    )
    return until_empty(
        budget_fields(_("Year {number}"), "what-if.budget", years, plan.budget_by_year)
    )


def _capacity(edition: Edition, assessment: Assessment, roadmap: Roadmap) -> dict[str, Capacity]:
    """What institutions can bear: as it stands, but for those that are chosen here."""
    capacity = dict(assessment.plan.capacity)
    leads = {item.measure.lead for item in roadmap.actions}
    leads |= {item.measure.lead for item in roadmap.unplanned}
    chosen = st.multiselect(
        _("Institutions that can do more or less in the variant"),
        sorted(leads | capacity.keys(), key=lambda role: _name(edition, role)),
        format_func=lambda role: _name(edition, role),
        placeholder=_("Choose institutions"),
        key="what-if.roles",
    )
    for role in chosen:
        now = capacity.pop(role, Capacity())
        left, right = st.columns(2)
        who = as_markdown(_name(edition, role))
        given = Capacity(
            at_once=left.number_input(
                _("{who}: at once").format(who=who),
                1,
                1000,
                now.at_once,
                placeholder=_("No limit"),
                key=f"what-if.{role}.at_once",
            ),
            person_months=right.number_input(
                _("{who}: person-months").format(who=who),
                min_value=0.0,
                value=now.person_months,
                placeholder=_("No limit"),
                key=f"what-if.{role}.work",
            )
            or None,
        )
        if given != Capacity():
            capacity[role] = given
    return capacity


def _name(edition: Edition, role: str) -> str:
    return labels.content(role, "name", edition.role[role].name)
