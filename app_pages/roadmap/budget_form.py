"""Form for currency, budget by year and capacity of each institution. Saved with one button."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import Any

import streamlit as st

from app_pages.roadmap.saving import save_plan
from app_pages.shell import labels
from app_pages.shell.forms import messages
from app_pages.shell.markup import as_markdown
from assessment import Assessment, Roadmap
from questionnaires import Edition
from reports.sections.costs import budget_figure_name
from translations import gettext as _

MAXIMUM_YEARS = 5
"""Years with a budget field."""


def show(
    assessment_id: str, edition: Edition, assessment: Assessment, roadmap: Roadmap, revision: int
) -> None:
    """Draw the form with the stored values; `revision` is that of the settings on the screen."""
    plan = assessment.plan
    years = min(-(-(plan.horizon_months or 60) // 12), MAXIMUM_YEARS)
    bands = edition.about.effort.currency if edition.about.effort else plan.currency
    with (
        st.expander(_("Money and people"), key="plan-money"),
        st.form(f"money-{revision}", border=False, enter_to_submit=False),
    ):
        st.caption(
            _("An empty field is no limit. Budgets count from the first year on, without a hole.")
        )
        first, second, third = st.columns(3)
        values: dict[str, Any] = {
            "currency": first.text_input(
                _("Currency (three letters)"), plan.currency, max_chars=3, key="money.currency"
            ),
            "price_year": second.number_input(
                _("Year of prices"), 1990, 2100, plan.price_year, key="money.prices"
            ),
            "exchange_rate": third.number_input(
                _("How much of it one {bands} is").format(bands=bands),
                min_value=0.0,
                value=plan.exchange_rate,
                placeholder=_("if it is another"),
                key="money.rate",
            ),
        }
        budgets = budget_fields(
            _("Budget of year {number}"), "money.year", years, plan.budget_by_year
        )
        figures = ("low", "middle", "high")
        values["budget_figure"] = st.selectbox(
            _("Which figure of a range is held against the budget"),
            figures,
            figures.index(plan.budget_figure),
            format_func=budget_figure_name,
            key="money.figure",
        )
        st.caption(
            _(
                "How many measures each institution can lead at once, and its person-months a quarter."
            )
        )
        capacity = {}
        leads = {item.measure.lead for item in roadmap.actions}
        leads |= {item.measure.lead for item in roadmap.unplanned}
        for role in sorted(leads | plan.capacity.keys()):
            stored = plan.capacity.get(role)
            name = labels.content(role, "name", edition.role[role].name)
            left, right = st.columns(2)
            capacity[role] = {
                "at_once": left.number_input(
                    _("{who}: at once").format(who=as_markdown(name)),
                    1, 1000, stored.at_once if stored else None, key=f"money.{role}.at_once",
                ),
                "person_months": right.number_input(
                    _("{who}: person-months").format(who=as_markdown(name)),
                    min_value=0.0,
                    value=stored.person_months if stored else None,
                    key=f"money.{role}.work",
                ),
            }  # fmt: skip
        if st.form_submit_button(_("Save money and people"), key="money.save"):
            fields = {
                **values,
                "currency": values["currency"].strip().upper(),
                "exchange_rate": values["exchange_rate"] or None,
                "budget_by_year": until_empty(budgets),
                "capacity": {key: item for key, item in capacity.items() if any(item.values())},
            }
            if save_plan(
                assessment_id,
                edition,
                revision,
                lambda _before: fields,
                about="money",
                done=_("Stored."),
            ):
                st.rerun()
        messages.show("plan", "money")


def budget_fields(label: str, key: str, years: int, stored: Sequence[float]) -> list[float | None]:
    """Draw a field for each year, three in a row, and return their values; None for an empty field.

    `label` contains `{number}` for the number of the year, from 1.
    """
    budgets: list[float | None] = []
    for year in range(years):
        if year % 3 == 0:
            columns = st.columns(3)
        budgets.append(
            columns[year % 3].number_input(
                label.format(number=year + 1),
                min_value=0.0,
                step=10_000.0,
                format="%.0f",
                value=stored[year] if year < len(stored) else None,
                placeholder=_("No limit"),
                key=f"{key}.{year}",
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
