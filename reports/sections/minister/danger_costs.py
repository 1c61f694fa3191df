"""What closing a danger costs: the measures of the plan that lead there, or the price of those that are missing."""

from __future__ import annotations

from assessment import Action, OpenDanger, cost_currency
from assessment.planning.costs import CostItem, cost_by_funding
from reports.analysis import Analysis
from reports.formats import DASH, format_money_compact
from translations import gettext as _


def closing_cost(analysis: Analysis, key: str) -> float | None:
    """Cost, until the end of the plan, of the actions that lift an indicator and of all they wait for.

    At the point of each range that is compared with the budget, in the plan's cost currency. An action that leads to two
    indicators counts for each. None without such actions, and where the cost of one is not known.
    """
    actions = _leading_to(analysis, key)
    if not actions or not all(item.cost.known for item in actions):
        return None
    items = [CostItem(item.cost, item.start_quarter, item.end_quarter) for item in actions]
    sums = cost_by_funding(items, quarters=analysis.roadmap.quarters)
    low, high = sum(item.low for item in sums), sum(item.high for item in sums)
    figure = analysis.assessment.plan.budget_figure
    return {"low": low, "high": high}.get(figure, (low + high) / 2)


def _leading_to(analysis: Analysis, key: str) -> tuple[Action, ...]:
    planned = {item.measure.id: item for item in analysis.roadmap.actions}
    waiting = [item.measure.id for item in planned.values() if item.measure.lifts.indicator == key]
    found: dict[str, Action] = {}
    while waiting:
        measure = waiting.pop()
        if measure in planned and measure not in found:
            found[measure] = planned[measure]
            waiting += planned[measure].prerequisites
    return tuple(found.values())


def cost_text(analysis: Analysis, key: str, open_danger: OpenDanger | None) -> str:
    """The cost of closing a danger as text: of the plan's measures, or what those of an open danger cost more."""
    currency = cost_currency(analysis.edition, analysis.assessment.plan)
    if open_danger is not None:
        if not open_danger.measures or not open_danger.cost:
            return DASH
        return _("{amount} more").format(amount=format_money_compact(currency, open_danger.cost))
    cost = closing_cost(analysis, key)
    return DASH if cost is None else format_money_compact(currency, cost)
