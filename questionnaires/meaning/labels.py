"""What stands side by side is told apart by its label, and a desk is looked for in one role."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from questionnaires.errors import Problem
from questionnaires.meaning.places import all_indicators
from questionnaires.model import Checklist, DetailField, Edition, Rows, Statuses
from translations import gettext as _

Labelled = tuple[str, str, str]
"""A file, a place in it and the label there."""


def labels_are_told_apart(edition: Edition) -> Iterator[Problem]:
    """Fields of the whole edition, as figures and parts are listed together; all else within its field."""
    fields: list[Labelled] = []
    for file, where, indicator in all_indicators(edition):
        for field in indicator.details.fields if indicator.details else ():
            place = f"{where}: details: fields: {field.id}"
            fields.append((file, f"{place}: label", field.label))
            for labels in _lists(field):
                yield from _alike((file, f"{place}: {key}", label) for key, label in labels)
    yield from _alike(fields)


def _lists(field: DetailField) -> Iterator[list[tuple[str, str]]]:
    """The labels that stand together in a field, each with its place."""
    if isinstance(field, Checklist | Statuses):
        yield [(f"items: {item.id}", item.label) for item in field.items]
    if isinstance(field, Statuses):
        yield [(f"statuses: {item.id}", item.label) for item in field.statuses]
    if isinstance(field, Rows):
        yield [(f"columns: {column.id}", column.label) for column in field.columns]
        for column in field.columns:
            place = f"columns: {column.id}: choices"
            yield [(f"{place}: {item.id}", item.label) for item in column.choices]


def _alike(labelled: Iterable[Labelled]) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for file, where, label in labelled:
        key = label.casefold()
        if key in first:
            yield Problem(
                file,
                where,
                _("is called like {place}.").format(place=first[key]),
                _("Say what sets it apart."),
            )
        else:
            first[key] = f"{file}: {where}"


def a_desk_is_in_one_role(edition: Edition) -> Iterator[Problem]:
    roles: dict[str, str] = {}
    for file, where, indicator in all_indicators(edition):
        for respondent in indicator.respondents:
            if not respondent.desk:
                continue
            role = roles.setdefault(respondent.desk.casefold(), respondent.role)
            if role != respondent.role:
                yield Problem(
                    file,
                    f"{where}: respondents: {respondent.role}: desk",
                    _("is a desk of '{role}' elsewhere.").format(role=role),
                    _("Correct the role or the desk."),
                )
