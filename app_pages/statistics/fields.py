"""The fields of the editor of an observation: their stored values, and what is typed as an observation. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from app_pages.questionnaire.answer_form import Incomplete, read_url, validation_message
from app_pages.statistics import drafts
from assessment import Observation, ObservationState
from assessment.values.characters import read_text
from assessment.values.days import read_year
from assessment.values.numbers import parse_number, typed_number
from questionnaires import Edition, Statistic
from translations import gettext as _


def stored_fields(
    edition: Edition, statistic: Statistic, opened: drafts.OpenObservation
) -> dict[str, Any]:
    """Return the stored value of each field; of a new observation the empty ones."""
    figure = opened.base[opened.index] if opened.index < len(opened.base) else None
    breakdown = figure.breakdown if figure else {}
    return {
        "state": figure.state if figure else ObservationState.ANSWERED,
        "value": typed_number(figure.value if figure else None),
        "year": str(figure.year or "") if figure else "",
        "source": figure.source if figure else "",
        "url": (figure.url or "") if figure else "",
        "note": figure.note if figure else "",
        **{
            f"group.{group}": breakdown.get(name, _empty_value(edition, name))
            for group, name in enumerate(statistic.breakdowns)
        },
    }


def _empty_value(edition: Edition, name: str) -> str | None:
    """Return the empty value of a breakdown's field: None for a select box, else an empty text."""
    dimension = edition.dimension.get(name)
    return None if dimension is not None and dimension.categories else ""


def read_field(statistic: Statistic, name: str, typed: Any) -> Any:
    """Return the value of a field as the observation holds it. Raises Incomplete or Unreadable."""
    match name:
        case "state":
            return ObservationState(typed or ObservationState.ANSWERED)
        case "value":
            return parse_number(typed or "", unit=statistic.unit)
        case "year":
            return int(read_year(typed or "") or 0) or None
        case "url":
            return read_url(typed or "")
    return read_text(typed or "")


def observation_of(statistic: Statistic, values: Mapping[str, Any]) -> Observation:
    """Return the observation of what was read from the fields. Raises Incomplete where something is missing."""
    is_answered = values["state"] is ObservationState.ANSWERED
    if is_answered and values["value"] is None:
        raise Incomplete(_("Give the figure, or choose “Not collected” or “Don’t know”."))
    groups = {
        name: chosen
        for index, name in enumerate(statistic.breakdowns)
        if (chosen := values[f"group.{index}"])
    }
    try:
        return Observation(
            value=values["value"] if is_answered else None,
            state=values["state"],
            year=values["year"],
            source=values["source"],
            url=values["url"],
            breakdown=groups,
            note=values["note"],
        )
    except ValidationError as error:
        raise Incomplete(validation_message(error)) from error


def field_names(statistic: Statistic) -> tuple[str, ...]:
    groups = (f"group.{index}" for index in range(len(statistic.breakdowns)))
    return ("state", "value", "year", "source", "url", "note", *groups)
