"""Form for currency, budget by year and capacity of each institution. Saved with one button."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import Any

import streamlit as st
from markupsafe import Markup

from app_pages.roadmap.saving import save_plan
from app_pages.shell import labels
from app_pages.shell.forms import messages, number_field
from app_pages.shell.markup import as_markdown
from assessment import Assessment, PlanSettings, Roadmap
from assessment.planning.fiscal_years import QUARTERS, count_years, year_shift
from assessment.planning.roadmap import plan_start
from questionnaires import Edition
from reports.sections.roadmap.costs import budget_figure_name
from reports.sections.roadmap.money_years import fiscal_note, numbered_year
from translations import gettext as _
from translations.sorting import sort_key

WIDTHS = (3, 1, 1)
"""Of the columns of the table of institutions."""

MAXIMUM_YEARS = 5
"""Years with a budget field; fiscal years can be one more, as the first may lie before the plan in part."""


def show(
    assessment_id: str, edition: Edition, assessment: Assessment, roadmap: Roadmap, revision: int
) -> None:
    """Draw the form with the stored values; `revision` is that of the settings on the screen."""
    plan = assessment.plan
    names = year_names(assessment, plan.horizon_months or 60)
    bands = edition.about.effort.currency if edition.about.effort else plan.currency
    with (
        st.container(key="plan-money"),
        st.form(f"money-{revision}", border=False, enter_to_submit=False),
    ):
        st.caption(
            _("An empty field is no limit. Budgets count from the first year on, without a hole.")
        )
        problems: list[str] = []
        first, second, third = st.columns(3)
        values: dict[str, Any] = {
            "currency": first.text_input(
                _("Currency (three letters)"), plan.currency, key="money.currency"
            ),
            "price_year": number_field.show_year(
                _("Year of prices"),
                plan.price_year,
                key="money.prices",
                problems=problems,
                column=second,
                minimum=1990,
            ),
            "exchange_rate": number_field.show(
                _("How much of it one {bands} is").format(bands=bands),
                plan.exchange_rate,
                key="money.rate",
                problems=problems,
                column=third,
                placeholder=_("if it is another"),
            ),
        }
        budgets = budget_fields(
            [_("Budget of year {number}").format(number=name) for name in names],
            "money.year",
            plan.budget_by_year,
            problems,
        )
        if note := fiscal_note(plan_start(assessment), plan):
            st.caption(as_markdown(note))
        figures = ("low", "middle", "high")
        values["budget_figure"] = st.selectbox(
            _("Which figure of a range is held against the budget"),
            figures,
            figures.index(plan.budget_figure),
            format_func=budget_figure_name,
            key="money.figure",
        )
        capacity = _capacity_fields(edition, roadmap, plan, problems)
        if st.form_submit_button(_("Save money and people"), key="money.save"):
            fields = {
                **values,
                "currency": values["currency"].strip().upper(),
                "exchange_rate": values["exchange_rate"] or None,
                "budget_by_year": until_empty(budgets),
                "capacity": {key: item for key, item in capacity.items() if any(item.values())},
            }
            if not number_field.report("plan", "money", problems) and save_plan(
                assessment_id,
                edition,
                revision,
                lambda _before: fields,
                about="money",
                done=_("Stored."),
            ):
                st.rerun()
        messages.show("plan", "money")


def _capacity_fields(
    edition: Edition, roadmap: Roadmap, plan: PlanSettings, problems: list[str]
) -> dict[str, dict[str, Any]]:
    """Draw a table with a row for each institution that leads, and return its limits by role."""
    st.caption(
        _("How many measures each institution can lead at once, and its person-months a quarter.")
    )
    capacity: dict[str, dict[str, Any]] = {}
    leads = {item.measure.lead for item in roadmap.actions}
    leads |= {item.measure.lead for item in roadmap.unplanned}
    with st.container(key="money-capacity"):
        for column, title in zip(
            st.columns(WIDTHS), (_("Institution"), _("At once"), _("Person-months")), strict=True
        ):
            column.html(Markup("<strong>{}</strong>").format(title))
        names = {
            role: labels.content(role, "name", edition.role[role].name)
            for role in leads | plan.capacity.keys()
        }
        for role, name in sorted(names.items(), key=lambda item: sort_key(item[1])):
            stored = plan.capacity.get(role)
            first, second, third = st.columns(WIDTHS, vertical_alignment="center")
            first.html(Markup("{}").format(name))
            unread: list[str] = []
            capacity[role] = {
                "at_once": number_field.show(
                    _("{who}: at once").format(who=as_markdown(name)),
                    stored.at_once if stored else None,
                    key=f"money.{role}.at_once",
                    problems=unread,
                    column=second,
                    whole=True,
                    minimum=1,
                    maximum=1000,
                    in_table=True,
                ),
                "person_months": number_field.show(
                    _("{who}: person-months").format(who=as_markdown(name)),
                    stored.person_months if stored else None,
                    key=f"money.{role}.work",
                    problems=unread,
                    column=third,
                    in_table=True,
                ),
            }
            messages.show_at_field(" ".join(unread))
            problems += unread
    return capacity


def year_names(assessment: Assessment, months: int) -> list[str]:
    """Return the names of the years of money in a horizon: fiscal years, or numbers from 1; at most `MAXIMUM_YEARS` whole ones."""
    plan, start = assessment.plan, plan_start(assessment)
    shift = year_shift(start, plan.fiscal_year_start)
    quarters = min(-(-months // 3), MAXIMUM_YEARS * QUARTERS)
    return [numbered_year(start, plan, year) for year in range(count_years(quarters, shift))]


def budget_fields(
    labels_of_years: Sequence[str], key: str, stored: Sequence[float], problems: list[str]
) -> list[float | None]:
    """Draw a field for each year, three in a row, and return their values; None for an empty field.

    `problems` as for a number field.
    """
    budgets: list[float | None] = []
    for year, label in enumerate(labels_of_years):
        if year % 3 == 0:
            columns = st.columns(3)
        budgets.append(
            number_field.show(
                label,
                stored[year] if year < len(stored) else None,
                key=f"{key}.{year}",
                problems=problems,
                column=columns[year % 3],
                placeholder=_("No limit"),
            )
        )
    return budgets


def until_empty(budgets: Sequence[float | None]) -> tuple[float, ...]:
    """Return the budgets before the first year without one.

    >>> until_empty([5.0, None, 7.0])
    (5.0,)
    """
    return tuple(
        amount for amount in takewhile(lambda it: it is not None, budgets) if amount is not None
    )
