"""Read the values of the fields of a submission, by the rules for everything that people type."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from assessment import ObservationState
from assessment.values.characters import read_text
from assessment.values.days import read_day, read_year
from assessment.values.numbers import read_number
from assessment.values.unreadable import Unreadable
from assessment.values.words import read_choice, read_level, read_link
from exchange.flat_records import NO, YES, part_id
from exchange.xlsform.fields import FormField
from questionnaires import Checklist, Edition, Statuses
from translations import gettext as _

MAXIMUM_TEXT = 50_000

STATES = ("dont_know", "not_applicable", "outside_mandate", "not_collected")
CONFIDENCES = ("A", "B", "C", "D")

Words = Mapping[tuple[str, str], Mapping[str, str]]
"""The values that a choice may have, by record id and field."""


def choice_values(edition: Edition) -> Words:
    """The values of each choice of the forms of an edition."""
    result: dict[tuple[str, str], Mapping[str, str]] = {}
    for key, indicator in edition.indicators.items():
        result[key, "choice"] = _words(*map(str, edition.levels_of(indicator)), *STATES)
        for part in indicator.details.fields if indicator.details else ():
            if isinstance(part, Checklist):
                values = _words(YES, NO)
            elif isinstance(part, Statuses):
                values = _words(*(item.id for item in part.statuses))
            else:
                continue
            for item in part.items:
                result[part_id(key, part.id, item.id), "said"] = values
    return result


def read_field(
    edition: Edition, field: FormField, text: str, words: Words, *, by_program: bool = True
) -> str:
    """The canonical text of a value; empty where it shows nothing. Raises Unreadable.

    `words` are the `choice_values` of the edition; `by_program`: a program wrote the numbers (`read_number`).
    """
    if len(text) > MAXIMUM_TEXT:
        raise Unreadable(
            _("is longer than {limit} characters.").format(limit=MAXIMUM_TEXT),
            _("Correct it in the program that collected it, and export again."),
        )
    if field.is_number:
        return read_number(text, unit=_unit(edition, field.owner), by_program=by_program)
    if field.field in ("choice", "said"):
        read = read_level if field.field == "choice" else read_choice
        try:
            return read(text, words[field.record_id, field.field])
        except Unreadable as error:
            if " " not in text.strip():
                raise
            remedy = _("Is it a label? Export with “XML values and headers”.")
            raise Unreadable(error.what, remedy) from None
    readers: Mapping[str, Callable[[str], str]] = {
        "confidence": lambda value: read_choice(value, _words(*CONFIDENCES)),
        "state": lambda value: read_choice(value, _words(*ObservationState)),
        "year": read_year,
        "dated": read_day,
        "url": read_link,
    }
    return readers.get(field.field, read_text)(text)


def _words(*values: str) -> Mapping[str, str]:
    return {str(value): str(value) for value in values}


def _unit(edition: Edition, owner: str) -> str:
    """The unit of a statistic, or of a question answered with a number."""
    if owner in edition.statistic:
        return edition.statistic[owner].unit
    number = edition.indicators[owner].number
    return number.unit if number else ""
