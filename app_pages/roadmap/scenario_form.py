"""Form of a scenario; each field starts with the stored value. Nothing is stored here."""

from __future__ import annotations

from typing import Any

import streamlit as st

from app_pages.roadmap.budget_form import budget_fields, until_empty, year_names
from app_pages.roadmap.settings_form import NO_SET, target_set_name
from app_pages.shell import labels
from app_pages.shell.forms import number_field
from app_pages.shell.markup import as_markdown
from assessment import Assessment, Capacity, Emphasis, Roadmap
from assessment.answers.checks import DEFAULT_TARGET
from assessment.planning.gaps import target_profile
from questionnaires import Edition
from reports.sections.roadmap.emphasis import emphasis_name
from translations import gettext as _
from translations import ngettext
from translations.sorting import sort_key

HORIZONS = (12, 24, 36, 48, 60)


def show(
    edition: Edition, assessment: Assessment, roadmap: Roadmap, problems: list[str]
) -> dict[str, Any]:
    """Draw the form and return the changed fields of the plan settings, `targets` included.

    `problems` as for a number field.
    """
    plan = assessment.plan
    left, right = st.columns(2)
    months = left.selectbox(
        _("Horizon of the variant"),
        HORIZONS,
        HORIZONS.index(plan.horizon_months) if plan.horizon_months in HORIZONS else 2,
        format_func=lambda count: ngettext("{count} month", "{count} months", count).format(
            count=count
        ),
        key="what-if.horizon",
    )
    return {
        "horizon_months": months,
        **_targets(right, edition, assessment),
        "budget_by_year": _budgets(assessment, months, problems),
        "emphasis": st.selectbox(
            _("What the variant puts first"),
            list(Emphasis),
            list(Emphasis).index(plan.emphasis),
            format_func=emphasis_name,
            key="what-if.emphasis",
        ),
        "at_once": number_field.show(
            _("Measures at once in one pillar, in the variant"),
            plan.at_once,
            key="what-if.at_once",
            problems=problems,
            whole=True,
            minimum=1,
            maximum=1000,
            placeholder=_("No limit"),
        ),
        "capacity": _capacity(edition, assessment, roadmap, problems),
    }


def _targets(column: Any, edition: Edition, assessment: Assessment) -> dict[str, Any]:
    """Draw the set of targets, where the edition has some, and the default target where none is chosen, in a column.

    Return the changed fields: the set where another is chosen, and the targets.
    """
    profile = target_profile(edition, assessment)
    stored = profile.id if profile else NO_SET
    chosen = stored
    if edition.target_profile:
        options = (NO_SET, *edition.target_profile)
        chosen = column.selectbox(
            _("Set of targets of the variant"),
            options,
            options.index(stored),
            format_func=lambda key: target_set_name(edition, key),
            key="what-if.target_profile",
        )
    targets = dict(assessment.targets)
    if chosen == NO_SET:
        targets |= _default_target(column, edition, assessment)
    changed = {} if chosen == stored else {"target_profile": chosen}
    return {**changed, "targets": targets}


def _default_target(column: Any, edition: Edition, assessment: Assessment) -> dict[str, int]:
    """Draw the default target in a column and return it by its key; nothing where no question has levels."""
    if edition.longest_scale is None:
        return {}
    top = edition.about.scales[edition.longest_scale].top_level
    stored = assessment.targets.get(DEFAULT_TARGET, edition.scoring.default_target)
    chosen: int = column.selectbox(
        _("Target of the variant"),
        list(range(top + 1)),
        top if stored is None else min(stored, top),
        key="what-if.target",
    )
    return {DEFAULT_TARGET: chosen}


def _budgets(assessment: Assessment, months: int, problems: list[str]) -> tuple[float, ...]:
    """Draw the budget fields and return the budgets up to the first empty year."""
    plan = assessment.plan
    st.caption(
        _("Budget in {currency}. An empty year has no limit, nor have those after it.").format(
            currency=as_markdown(plan.currency)
        )
    )
    names = [_("Year {number}").format(number=name) for name in year_names(assessment, months)]
    return until_empty(budget_fields(names, "what-if.budget", plan.budget_by_year, problems))


def _capacity(
    edition: Edition, assessment: Assessment, roadmap: Roadmap, problems: list[str]
) -> dict[str, Capacity]:
    """Draw capacity fields for chosen roles and return the capacity of every role; the others keep theirs."""
    capacity = dict(assessment.plan.capacity)
    leads = {item.measure.lead for item in roadmap.actions}
    leads |= {item.measure.lead for item in roadmap.unplanned}
    chosen = st.multiselect(
        _("Institutions that can do more or less in the variant"),
        sorted(leads | capacity.keys(), key=lambda role: sort_key(_name(edition, role))),
        format_func=lambda role: _name(edition, role),
        placeholder=_("Choose institutions"),
        key="what-if.roles",
    )
    for role in chosen:
        stored = capacity.pop(role, Capacity())
        left, right = st.columns(2)
        who = as_markdown(_name(edition, role))
        chosen_capacity = Capacity(
            at_once=number_field.show(
                _("{who}: at once").format(who=who),
                stored.at_once,
                key=f"what-if.{role}.at_once",
                problems=problems,
                column=left,
                whole=True,
                minimum=1,
                maximum=1000,
                placeholder=_("No limit"),
            ),
            person_months=number_field.show(
                _("{who}: person-months").format(who=who),
                stored.person_months,
                key=f"what-if.{role}.work",
                problems=problems,
                column=right,
                placeholder=_("No limit"),
            )
            or None,
        )
        if chosen_capacity != Capacity():
            capacity[role] = chosen_capacity
    return capacity


def _name(edition: Edition, role: str) -> str:
    """Return the translated name of a role."""
    return labels.content(role, "name", edition.role[role].name)
