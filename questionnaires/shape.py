"""Turn pydantic's errors about the shape of a file into problems that an author of content can act on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from questionnaires.errors import Problem
from questionnaires.remedies import UnknownId, with_proposals
from translations import gettext as _

GUIDE = "docs/content-guide.md"


def shape_problems(
    error: ValidationError, data: Any, file: str, model: type[BaseModel]
) -> list[Problem]:
    """One problem for each wrong value, located by ids rather than list positions."""
    problems: dict[tuple[int | str, ...], Problem | UnknownId] = {}
    for details in error.errors():
        path, words = _locate(details["loc"], data)
        if details["type"].startswith("union_tag"):
            path, words = (*path, "kind"), (*words, "kind")
        where = ": ".join(words)
        if details["type"] == "extra_forbidden":
            problems.setdefault(path, _unknown_key(details["loc"], model, where))
        else:
            problems.setdefault(path, Problem(file, where, *_explain(details)))
    return list(with_proposals(problems.values(), file))


def _locate(
    location: Iterable[int | str], data: Any
) -> tuple[tuple[int | str, ...], tuple[str, ...]]:
    """The path of `location` in the data, and its words such as `indicators, L02, references, 1`.

    List items appear by id, else by number from 1. Parts that pydantic adds for its own types (the branch of a union)
    are left out.
    """
    path: list[int | str] = []
    words: list[str] = []
    for step in location:
        if isinstance(step, int) and isinstance(data, list | tuple):
            data = data[step] if step < len(data) else None
            own_id = data.get("id") if isinstance(data, dict) else None
            words.append(_short(str(own_id if isinstance(own_id, str | int) else step + 1)))
        elif isinstance(data, dict):
            if step not in data and data.get("kind") == step:
                continue
            data = data.get(step)
            words.append(_short(str(step)))
        else:
            continue
        path.append(step)
    return tuple(path), tuple(words)


def error_text(details: ErrorDetails) -> str:
    """The defect and the remedy for a page, in the words of our models where they raised the error."""
    return " ".join(filter(None, error_words(details)))


def error_words(details: ErrorDetails) -> tuple[str, str]:
    """As `error_text`: the defect, and the remedy, which is empty where the defect names it."""
    own = details.get("ctx", {}).get("error")
    return (str(own), "") if own else _explain(details)


def _explain(details: ErrorDetails) -> tuple[str, str]:
    """The defect and the remedy, in plain words."""
    value, limits = details["input"], details.get("ctx", {})
    match details["type"]:
        case "missing":
            return _("is missing."), _("Add it; {guide} shows how.").format(guide=GUIDE)
        case "value_error":
            return _explain_own(str(limits.get("error", details["msg"])))
        case "string_pattern_mismatch":
            return _wrong_form(value, str(limits.get("pattern", "")))
        case "union_tag_invalid":
            return (
                _("is {value}, which is not one of the choices.").format(
                    value=_short(repr(limits["tag"]))
                ),
                _("Use one of: {choices}.").format(
                    choices=str(limits["expected_tags"]).replace("'", "")
                ),
            )
        case "union_tag_not_found":
            return _("is missing."), _("Add it; {guide} shows how.").format(guide=GUIDE)
        case "literal_error" | "enum":
            choices = str(limits.get("expected", "")).replace("'", "")
            return (
                _("is {value}, which is not one of the choices.").format(value=_shown(value)),
                _("Use one of: {choices}.").format(choices=choices),
            )
        case kind if value is None and kind.endswith("_type"):
            return (
                _("is empty."),
                _("Write a value after the colon, or delete the key."),
            )
        case kind:
            return (
                _wrong_kind(kind, value)
                or _beyond_limit(kind, value, limits)
                or (
                    _("{value} can't be used ({reason}).").format(
                        value=_shown(value), reason=details["msg"]
                    ),
                    _("Correct it; {guide} shows how.").format(guide=GUIDE),
                )
            )


def _explain_own(message: str) -> tuple[str, str]:
    """Defect and remedy of a model's own error; the remedy follows the first full stop, if any."""
    what, _stop, remedy = message.partition(". ")
    what = what.rstrip(".") + "."
    return what, remedy or _("Correct it; {guide} shows how.").format(guide=GUIDE)


def _wrong_kind(kind: str, raw: Any) -> tuple[str, str] | None:
    """Defect and remedy of a value of the wrong type; None for other errors."""
    value = _shown(raw)
    match kind:
        case "string_type":
            return (
                _("should be text, but YAML read {value}.").format(value=value),
                _('Write it in quotes, for example "No".'),
            )
        case "string_unicode":
            return (
                _("{value} holds half of a character, which no text can have.").format(value=value),
                _("Delete it."),
            )
        case "bool_type" | "bool_parsing":
            return (
                _("should be true or false, not {value}.").format(value=value),
                _("Write true or false, without quotes."),
            )
        case "int_type" | "int_from_float" | "int_parsing":
            return (
                _("should be a whole number, not {value}.").format(value=value),
                _("Write it as digits, without quotes, units or decimals."),
            )
        case "float_type" | "float_parsing" | "finite_number":
            return (
                _("should be a number, not {value}.").format(value=value),
                _("Write it as digits, without quotes or units."),
            )
        case "tuple_type" | "list_type":
            return (
                _("should be a list, not {value}.").format(value=value),
                _("Write each entry on a line of its own, starting with a dash."),
            )
        case "model_type" | "dict_type" | "model_attributes_type" | "mapping_type":
            return (
                _("should be a table of keys and values, not {value}.").format(value=value),
                _("Check the indentation there; {guide} shows the form.").format(guide=GUIDE),
            )
        case _ if kind.startswith("date_"):
            return (
                _("should be a date, not {value}.").format(value=value),
                _("Write year-month-day without quotes, for example 2026-11-23."),
            )
        case _:
            return None


def _beyond_limit(kind: str, raw: Any, limits: Mapping[str, Any]) -> tuple[str, str] | None:
    """Defect and remedy of a value that is too small, large, short or long; None for other errors."""
    value = _shown(raw)
    match kind:
        case "greater_than":
            return (
                _("should be above {limit:g}, not {value}.").format(
                    limit=limits["gt"], value=value
                ),
                _("Write a higher number."),
            )
        case "greater_than_equal":
            return (
                _("should be {limit:g} or more, not {value}.").format(
                    limit=limits["ge"], value=value
                ),
                _("Write a higher number."),
            )
        case "less_than" | "less_than_equal":
            return (
                _("should be at most {limit:g}, not {value}.").format(
                    limit=limits.get("le", limits.get("lt")), value=value
                ),
                _("Write a lower number."),
            )
        case "too_short":
            return (
                _("has too few entries: {number}, at least {least}.").format(
                    number=limits["actual_length"], least=limits["min_length"]
                ),
                _("Add what is missing; {guide} shows how.").format(guide=GUIDE),
            )
        case "string_too_long" | "too_long" if isinstance(raw, str):
            return (
                _("has {number} characters; the most is {most}.").format(
                    number=len(raw), most=limits["max_length"]
                ),
                _("Shorten it."),
            )
        case "too_long":
            return (
                _("has too many entries: {number}, at most {most}.").format(
                    number=limits["actual_length"], most=limits["max_length"]
                ),
                _("Take out what is too much."),
            )
        case "string_too_short":
            return _("is empty."), _("Write a text, or delete the key.")
        case _:
            return None


def _wrong_form(raw: Any, pattern: str) -> tuple[str, str]:
    what = _("{value} does not have the right form.").format(value=_shown(raw))
    match pattern:
        case _ if pattern.startswith("^http"):
            return what, _("Write the whole address without blanks, starting with https://.")
        case _ if pattern.startswith("^[A-Za-z0-9]"):
            return what, _(
                "Use up to 60 letters, digits and the signs . _ - | / (no blanks), "
                "starting with a letter or a digit."
            )
        case "^[A-Z]{3}$":
            return what, _("Write the code of three capital letters, for example USD or KEN.")
        case _:
            return what, _("It must match {pattern}.").format(pattern=pattern)


def _unknown_key(location: tuple[int | str, ...], model: type[BaseModel], where: str) -> UnknownId:
    key = str(location[-1])
    here = sorted({name for at in _models_at(location, model) for name in at.model_fields})
    return UnknownId(
        where,
        _("'{key}' is not a key we know here.").format(key=_short(key)),
        key,
        here,
        _("The keys here are: {keys}. See {guide}.").format(keys=", ".join(here), guide=GUIDE),
        proposal=_("Is it '{near}', misspelt? See {guide}.").replace("{guide}", GUIDE),
        cutoff=0.6,
    )


def _models_at(
    location: tuple[int | str, ...], model: type[BaseModel]
) -> tuple[type[BaseModel], ...]:
    """The possible models of the table that holds `location`."""
    annotation: Any = model
    for step in location[:-1]:
        if isinstance(step, int):
            continue
        if get_origin(annotation) in (dict, Mapping):
            annotation = get_args(annotation)[1]
            continue
        annotation = next(
            (
                candidate.model_fields[step].annotation
                for candidate in _models_in(annotation)
                if step in candidate.model_fields
            ),
            annotation,
        )
    return tuple(_models_in(annotation))


def models_within(model: type[BaseModel]) -> tuple[type[BaseModel], ...]:
    """The model and every model nested in it, each once."""
    models = [model]
    for each in models:
        inner = (
            item for field in each.model_fields.values() for item in _models_in(field.annotation)
        )
        models += [item for item in dict.fromkeys(inner) if item not in models]
    return tuple(models)


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models_in(part)


def _shown(value: Any) -> str:
    """A value as written in the file, shortened."""
    match value:
        case None:
            return _("nothing")
        case dict():
            return _("a table")
        case list() | tuple():
            return _("a list")
        case dt.date():
            return value.isoformat()
        case _:
            return _short(repr(value))


def _short(text: str, limit: int = 60) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"
