"""Money and people: currency, budget by year, what each institution can bear. Saved with one button."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import Any

import streamlit as st

from app_pages.roadmap.saving import save_plan
from app_pages.shell import labels, session
from app_pages.shell.markup import as_markdown
from assessment import Assessment, Roadmap
from questionnaires import Edition
from reports.sections.costs import budget_figure_name
from translations import gettext as _

MOST_YEARS = 5


def show(
    assessment_id: str, edition: Edition, assessment: Assessment, roadmap: Roadmap, revision: int
) -> None:
    plan = assessment.plan
    years = min(-(-(plan.horizon_months or 60) // 12), MOST_YEARS)
    bands = edition.about.effort.currency if edition.about.effort else plan.currency
    with (
        st.expander(_("Money and people"), key="plan-money"),
        st.form(f"money-{revision}", border=False, enter_to_submit=False),
    ):
        st.caption(
            _("An empty field is no limit. Budgets count from the first year on, without a hole.")
        )
        first, second, third = st.columns(3)
        given: dict[str, Any] = {
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
        given["budget_figure"] = st.selectbox(
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
            now = plan.capacity.get(role)
            name = labels.content(role, "name", edition.role[role].name)
            left, right = st.columns(2)
            capacity[role] = {
                "at_once": left.number_input(
                    _("{who}: at once").format(who=as_markdown(name)),
                    1, 1000, now.at_once if now else None, key=f"money.{role}.at_once",
                ),
                "person_months": right.number_input(
                    _("{who}: person-months").format(who=as_markdown(name)),
                    min_value=0.0,
                    value=now.person_months if now else None,
                    key=f"money.{role}.work",
                ),
            }  # fmt: skip
        if st.form_submit_button(_("Save money and people"), key="money.save"):
            fields = {
                **given,
                "currency": given["currency"].strip().upper(),
                "exchange_rate": given["exchange_rate"] or None,
                "budget_by_year": until_empty(budgets),
                "capacity": {key: item for key, item in capacity.items() if any(item.values())},
            }
            if save_plan(assessment_id, edition, revision, lambda _before: fields, about="money"):
                st.rerun()
        problem = session.problem_of("plan", "money")
        if problem:
            st.error(as_markdown(problem))


def budget_fields(label: str, key: str, years: int, now: Sequence[float]) -> list[float | None]:
    """A field for each year, three in a row; `label` has a place for the number of the year."""
    found: list[float | None] = []
    for year in range(years):
        if year % 3 == 0:
            places = st.columns(3)
        found.append(
            places[year % 3].number_input(
                label.format(number=year + 1),
                min_value=0.0,
                step=10_000.0,
                format="%.0f",
                value=now[year] if year < len(now) else None,
                placeholder=_("No limit"),
                key=f"{key}.{year}",
            )
        )
    return found


def until_empty(budgets: Sequence[float | None]) -> tuple[float, ...]:
    """The budgets before the first year without one.

    >>> until_empty([5.0, None, 7.0])
    (5.0,)
    """
    return tuple(
        amount for amount in takewhile(lambda it: it is not None, budgets) if amount is not None
    )
