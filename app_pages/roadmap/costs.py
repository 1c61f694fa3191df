"""Cost of the plan: one-time and yearly amounts by year and by source of funding."""

from __future__ import annotations

from markupsafe import Markup

from app_pages.shell.markup import isolate, table
from assessment import Roadmap, YearCost, cost_currency
from assessment.model.plan_settings import PlanSettings
from questionnaires import Edition
from reports.formats import DASH, format_amount, format_amounts, format_month
from reports.sections.roadmap.costs import cost_basis_sentence
from reports.sections.roadmap.money_years import fiscal_note, fiscal_year_name
from translations import gettext as _
from translations import ngettext


def render(edition: Edition, roadmap: Roadmap, plan: PlanSettings) -> Markup:
    """Return both tables with the basis of the estimates; empty for a plan without actions or costs."""
    if not roadmap.costs or not roadmap.actions:
        return Markup()
    return Markup("<h2>{}</h2><p>{}</p>{}{}").format(
        _("What it may cost"),
        cost_basis_sentence(roadmap),
        _by_year(edition, roadmap, plan),
        _by_funding(roadmap),
    )


def _by_year(edition: Edition, roadmap: Roadmap, plan: PlanSettings) -> Markup:
    """Return the table of cost and budget by year, rounded to three digits."""
    unit, effort = cost_currency(edition, plan), edition.about.effort
    own_prices = effort is None or (unit != effort.currency and plan.price_year)
    prices = plan.price_year if own_prices or effort is None else effort.price_year
    years = roadmap.costs
    rows = [
        (
            fiscal_year_name(roadmap.start, plan, item.year - 1)
            or _("Year {number}, from {month}").format(
                number=item.year, month=format_month(item.start)
            ),
            *_spans((item,)),
            DASH if item.budget is None else format_amount(item.budget),
        )
        for item in years
    ]
    known = [item.budget for item in years if item.budget is not None]
    rows.append((_("All years"), *_spans(years), format_amount(sum(known)) if known else DASH))
    caption = (
        _("{currency} at prices of {year}, rounded to three digits.").format(
            currency=unit, year=prices
        )
        if prices
        else _("{currency}, rounded to three digits.").format(currency=unit)
    )
    if plan.currency != unit and known:
        caption = _("{caption} Budget in {currency}, not compared: no rate is given.").format(
            caption=caption, currency=plan.currency
        )
    open_ended = sum(item.open_ended for item in years)
    if open_ended:
        caption = ngettext(
            "{caption} {count} measure has no upper end and counts with its lower one.",
            "{caption} {count} measures have no upper end and count with their lower one.",
            open_ended,
        ).format(caption=caption, count=open_ended)
    if note := fiscal_note(roadmap.start, plan):
        caption = f"{caption} {note}"
    head = (_("Year"), _("One-off"), _("Yearly"), _("Total"), _("Budget"))
    return table(caption, head, rows, right=(1, 2, 3, 4))


def _spans(years: tuple[YearCost, ...]) -> tuple[str, str, str]:
    """Return the ranges of one-time, yearly and total cost of several years."""
    return (
        format_amounts(sum(item.once_low for item in years), sum(item.once_high for item in years)),
        format_amounts(
            sum(item.yearly_low for item in years), sum(item.yearly_high for item in years)
        ),
        format_amounts(sum(item.low for item in years), sum(item.high for item in years)),
    )


def _by_funding(roadmap: Roadmap) -> Markup:
    """Return the table of cost by source of funding."""
    rows = [
        (
            isolate(item.source) or _("Nobody is named yet"),
            str(item.measures),
            format_amounts(item.low, item.high),
        )
        for item in roadmap.funding
    ]
    return table(
        _("Who pays. Say it with each measure, under “Who pays”."),
        (_("Source of funding"), _("Measures"), _("Cost over the plan")),
        rows,
        right=(1, 2),
    )
