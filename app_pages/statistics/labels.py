"""Texts of observations, their states and breakdowns."""

from __future__ import annotations

from collections.abc import Mapping

from app_pages.shell import labels
from app_pages.shell.markup import isolate
from assessment import Observation
from assessment.answers.labels import observation_state_name
from questionnaires import Dimension, Edition, Statistic
from translations import gettext as _


def observation_line(edition: Edition, statistic: Statistic, figure: Observation) -> str:
    """Return an observation as one line, `48 % of schools · 2024 · girls · School census`."""
    value = (
        _("{value} {unit}").format(
            value=number_text(figure.value),
            unit=labels.content(statistic.id, "unit", statistic.unit),
        )
        if figure.value is not None
        else observation_state_name(figure.state)
    )
    groups = group_names(edition, figure.breakdown)
    year = str(figure.year) if figure.year else ""
    typed = map(isolate, (figure.source, figure.url or "", figure.note))
    line = (value, year, *groups, *typed)
    return " · ".join(part for part in line if part)


def number_text(value: float) -> str:
    """Return a figure as it was typed, with a point before its decimals."""
    return str(int(value)) if value.is_integer() else repr(value)


def dimension_name(dimension: Dimension | None, name: str) -> str:
    """Return the label of a breakdown; its own name where the edition does not define it."""
    return labels.content(name, "name", dimension.name) if dimension else name


def category_names(dimension: Dimension) -> Mapping[str, str]:
    """Return the label of each category of a breakdown, by id."""
    return {
        item.id: labels.content(dimension.id, f"categories.{item.id}", item.label)
        for item in dimension.categories
    }


def group_names(edition: Edition, breakdown: Mapping[str, str]) -> list[str]:
    """Return the label of each category of an observation's group, `Sex: Female`; none for the total."""
    return [
        _category_label(edition.dimension.get(name), name, category)
        for name, category in breakdown.items()
    ]


def _category_label(dimension: Dimension | None, name: str, category: str) -> str:
    names = category_names(dimension) if dimension else {}
    return _("{name}: {value}").format(
        name=dimension_name(dimension, name), value=names.get(category) or isolate(category)
    )
