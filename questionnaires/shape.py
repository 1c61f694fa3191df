"""From pydantic's complaints about the shape of a file to problems that an author of content can act on."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from questionnaires.errors import Problem
from translations import gettext as _

GUIDE = "docs/content-guide.md"


def shape_problems(
    error: ValidationError, data: Any, file: str, model: type[BaseModel]
) -> list[Problem]:
    """Each complaint as *where: what. what to do.*, the place given by ids rather than list positions."""
    problems = []
    for details in error.errors():
        place = _place(details["loc"], data)
        what, remedy = _explain(details, model)
        problems.append(Problem(file, place, what, remedy))
    return list(dict.fromkeys(problems))


def _place(location: Iterable[int | str], data: Any) -> str:
    """`indicators: L02: references: 1: source`: list items by their id, else counted from 1."""
    words = []
    for step in location:
        if isinstance(step, int):
            data = data[step] if isinstance(data, list) and step < len(data) else None
            own_id = data.get("id") if isinstance(data, dict) else None
            words.append(str(own_id) if isinstance(own_id, str | int) else str(step + 1))
        elif isinstance(data, dict):
            data = data.get(step)
            words.append(str(step))
    return ": ".join(words)


def _explain(details: ErrorDetails, model: type[BaseModel]) -> tuple[str, str]:
    """What is wrong and what to do, in plain words."""
    key, given = str(details["loc"][-1]) if details["loc"] else "", details["input"]
    limits = details.get("ctx", {})
    match details["type"]:
        case "extra_forbidden" | "invalid_key":
            return _unknown_key(key, model)
        case "missing":
            return (
                _("is missing."),
                _("Add it; {guide} shows how.").format(guide=GUIDE),
            )
        case "string_type":
            return (
                _("should be text, but YAML read {value}.").format(value=_shown(given)),
                _('Write it in quotes, for example "No".'),
            )
        case "bool_type" | "bool_parsing":
            return (
                _("should be true or false, not {value}.").format(value=_shown(given)),
                _("Write true or false, without quotes."),
            )
        case "int_type" | "int_from_float" | "float_type" | "int_parsing" | "float_parsing":
            return (
                _("should be a number, not {value}.").format(value=_shown(given)),
                _("Write it as digits, without quotes or units."),
            )
        case "tuple_type" | "list_type":
            return (
                _("should be a list, not {value}.").format(value=_shown(given)),
                _("Write each entry on a line of its own, starting with a dash."),
            )
        case "model_type" | "dict_type" | "model_attributes_type" | "mapping_type":
            return (
                _("should be a table of keys and values, not {value}.").format(value=_shown(given)),
                _("Check the indentation there; {guide} shows the form.").format(guide=GUIDE),
            )
        case "too_short":
            return (
                _("has too few entries: {number}, at least {least}.").format(
                    number=limits.get("actual_length", 0), least=limits.get("min_length", 1)
                ),
                _("Add what is missing."),
            )
        case "literal_error" | "enum":
            return (
                _("is {value}, which is not one of the choices.").format(value=_shown(given)),
                _("Use one of: {choices}.").format(
                    choices=str(limits.get("expected", "")).replace("'", "")
                ),
            )
        case "string_pattern_mismatch":
            return (
                _("{value} does not have the right form.").format(value=_shown(given)),
                _("It must match {pattern}.").format(pattern=limits.get("pattern", "")),
            )
        case "value_error":
            return str(limits.get("error", details["msg"])) + ".", _("Correct it.")
        case "date_type" | "date_from_datetime_parsing" | "date_parsing":
            return (
                _("should be a date, not {value}.").format(value=_shown(given)),
                _("Write year-month-day, for example 2026-11-23."),
            )
        case _:
            return (
                _("{value} can't be used ({reason}).").format(
                    value=_shown(given), reason=details["msg"]
                ),
                _("Correct it."),
            )


def _unknown_key(key: str, model: type[BaseModel]) -> tuple[str, str]:
    near = difflib.get_close_matches(key, sorted(_all_keys(model, set())), n=1)
    hint = _("Is it '{near}' misspelt?").format(near=near[0]) if near else _("Is it misspelt?")
    return (
        _("'{key}' is not a key we know.").format(key=key),
        _("{hint} See {guide}.").format(hint=hint, guide=GUIDE),
    )


def _all_keys(model: type[BaseModel], seen: set[type[BaseModel]]) -> set[str]:
    """Every key that `model` and the models inside it know."""
    if model in seen:
        return set()
    seen.add(model)
    keys = set(model.model_fields)
    for field in model.model_fields.values():
        for inner in _models_in(field.annotation):
            keys |= _all_keys(inner, seen)
    return keys


def _models_in(annotation: Any) -> Iterable[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models_in(part)


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "…"
