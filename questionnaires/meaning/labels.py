"""Lint rules for labels: different within a list; and each desk belongs to one role."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from questionnaires.errors import Problem
from questionnaires.meaning.places import all_indicators
from questionnaires.model import Checklist, DetailField, Edition, Rows, Statuses
from translations import gettext as _

Labelled = tuple[str, str, str]
"""A file, a location in it and the label there."""


def labels_are_told_apart(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for equal labels: among all fields of the edition, and else within one field."""
    fields: list[Labelled] = []
    for file, where, indicator in all_indicators(edition):
        for field in indicator.details.fields if indicator.details else ():
            path = f"{where}: details: fields: {field.id}"
            fields.append((file, f"{path}: label", field.label))
            for labels in _lists(field):
                yield from _alike((file, f"{path}: {key}", label) for key, label in labels)
    yield from _alike(fields)


def _lists(field: DetailField) -> Iterator[list[tuple[str, str]]]:
    """The lists of labels within a field, each label with its location."""
    if isinstance(field, Checklist | Statuses):
        yield [(f"items: {item.id}", item.label) for item in field.items]
    if isinstance(field, Statuses):
        yield [(f"statuses: {item.id}", item.label) for item in field.statuses]
    if isinstance(field, Rows):
        yield [(f"columns: {column.id}", column.label) for column in field.columns]
        for column in field.columns:
            path = f"columns: {column.id}: choices"
            yield [(f"{path}: {item.id}", item.label) for item in column.choices]


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
    """Yield a problem for each desk that is listed under several roles."""
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
