"""A figure, its state and its groups in words."""

from __future__ import annotations

from collections.abc import Mapping

from app_pages.shell import labels as shell_labels
from assessment import Observation, ObservationState
from questionnaires import Dimension, Edition, Statistic
from translations import gettext as _


def figure_words(edition: Edition, statistic: Statistic, figure: Observation) -> str:
    """One figure in a line: `48 % of schools · 2024 · girls · School census`."""
    value = (
        _("{value} {unit}").format(
            value=_number(figure.value),
            unit=shell_labels.content(statistic.id, "unit", statistic.unit),
        )
        if figure.value is not None
        else state_words(figure.state)
    )
    groups = (
        _category_words(edition.dimension.get(name), name, category)
        for name, category in figure.breakdown.items()
    )
    year = str(figure.year) if figure.year else ""
    line = (value, year, *groups, figure.source, figure.url or "", figure.note)
    return " · ".join(part for part in line if part)


def state_words(state: ObservationState) -> str:
    return {
        ObservationState.ANSWERED: _("A figure is held"),
        ObservationState.NOT_COLLECTED: _("Not collected"),
        ObservationState.DONT_KNOW: _("Don’t know"),
    }[state]


def _number(value: float) -> str:
    return str(int(value)) if value.is_integer() else repr(value)


def dimension_name(dimension: Dimension | None, name: str) -> str:
    return shell_labels.content(name, "name", dimension.name) if dimension else name


def category_names(dimension: Dimension) -> Mapping[str, str]:
    return {
        item.id: shell_labels.content(dimension.id, f"categories.{item.id}", item.label)
        for item in dimension.categories
    }


def _category_words(dimension: Dimension | None, name: str, category: str) -> str:
    names = category_names(dimension) if dimension else {}
    return _("{name}: {value}").format(
        name=dimension_name(dimension, name), value=names.get(category, category)
    )
