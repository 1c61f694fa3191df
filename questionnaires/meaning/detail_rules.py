"""Check the rules that derive a level from details: a test for every level that can pass and can fail."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from questionnaires.errors import Problem
from questionnaires.meaning.places import all_indicators
from questionnaires.model import (
    Checklist,
    DetailField,
    DetailTest,
    Edition,
    Figures,
    Indicator,
    Rows,
    Statuses,
)
from questionnaires.remedies import use_one_of
from translations import gettext as _


def rules_reach_every_level(edition: Edition) -> Iterator[Problem]:
    """Yield a problem where `levels` does not list each level above 0 in order; without `levels` there is no rule."""
    for file, where, indicator in all_indicators(edition):
        if indicator.details is None or not indicator.details.levels:
            continue
        path = f"{where}: details: levels"
        levels = [item.level for item in indicator.details.levels]
        scale = edition.about.scales.get(indicator.scale)
        if indicator.number is not None:
            yield Problem(
                file,
                path,
                _("an indicator answered with a figure has no levels to read from details."),
                _("Delete 'levels', or the key 'number'."),
            )
        elif scale is not None and levels != list(range(1, scale.top_level + 1)):
            yield Problem(
                file,
                path,
                _("there are entries for the levels {given}, and the scale has 1 to {top}.").format(
                    given=", ".join(map(str, levels)), top=scale.top_level
                ),
                _("Write one entry a level, from 1 up, or delete 'levels'."),
            )


def rules_can_be_applied(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each level without a test, and for each test that does not fit its field."""
    for file, where, indicator in all_indicators(edition):
        if indicator.details is None:
            continue
        fields = {field.id: field for field in indicator.details.fields}
        for entry in indicator.details.levels:
            path = f"{where}: details: levels: {entry.level}"
            if not entry.all and not entry.any:
                yield Problem(
                    file,
                    path,
                    _("holds whatever is answered, as it has no test."),
                    _("Give it 'all' or 'any', each a list of tests."),
                )
            for test in (*entry.all, *entry.any):
                field = fields.get(test.field)
                if field is None:
                    yield _unknown(file, path, _("field"), test.field, fields)
                else:
                    yield from _test(file, f"{path}: {test.field}", test, field)
                    yield from _moves_no_score(file, path, indicator, field)


def tests_ask_for_more(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each test that an earlier test, here or at a lower level, already implies."""
    for file, where, indicator in all_indicators(edition):
        if indicator.details is None:
            continue
        fields = {field.id: field for field in indicator.details.fields}
        earlier: list[DetailTest] = []
        for entry in indicator.details.levels:
            for test in entry.all:
                field = fields.get(test.field)
                if field is not None and any(_implies(field, one, test) for one in earlier):
                    yield Problem(
                        file,
                        f"{where}: details: levels: {entry.level}: {test.field}",
                        _(
                            "asks for nothing beyond what is asked already, here or at a lower level."
                        ),
                        _("Raise 'at_least', test something else, or take it out."),
                    )
                earlier.append(test)


def _implies(field: DetailField, one: DetailTest, other: DetailTest) -> bool:
    """Whether `other` holds wherever `one` does, both being tests of `field`."""
    parts = _parts(field) or ()
    return (
        one.field == other.field
        and one.at_least >= other.at_least
        and set(one.items or parts) <= set(other.items or parts)
        and (not isinstance(field, Statuses) or _as_high(field, one.status, other.status))
        and all(
            key in one.where and set(one.where[key]) <= set(choices)
            for key, choices in other.where.items()
        )
    )


def _as_high(field: Statuses, one: str | None, other: str | None) -> bool:
    order = [status.id for status in field.statuses]
    return one in order and other in order and order.index(one) >= order.index(other)


def _moves_no_score(
    file: str, where: str, indicator: Indicator, field: DetailField
) -> Iterator[Problem]:
    if isinstance(field, Figures) and indicator.scored:
        yield Problem(
            file,
            where,
            _("figures would move a score here."),
            _("Test another field, delete 'levels', or write 'scored: false'."),
        )


def _test(file: str, where: str, test: DetailTest, field: DetailField) -> Iterator[Problem]:
    parts = _parts(field)
    for key in test.items:
        if parts is None or key not in parts:
            yield _unknown(file, where, _("item"), key, parts or ())
    if isinstance(field, Statuses):
        yield from _status(file, where, test, field)
    elif test.status is not None:
        yield _out_of_place(file, where, "status", "statuses")
    if isinstance(field, Rows):
        yield from _where(file, where, test, field)
    elif test.where:
        yield _out_of_place(file, where, "where", "rows")
    counted = len(test.items or parts or ())
    if parts is not None and test.at_least > counted:
        yield Problem(
            file,
            where,
            _("asks for at least {least}, but only {counted} can count.").format(
                least=test.at_least, counted=counted
            ),
            _("Lower 'at_least', or name more items."),
        )


def _parts(field: DetailField) -> tuple[str, ...] | None:
    """Ids of the parts that can count in a field; None for rows, which have no fixed number."""
    match field:
        case Checklist() | Statuses():
            return tuple(item.id for item in field.items)
        case Figures():
            return field.statistics
        case Rows():
            return None


def _status(file: str, where: str, test: DetailTest, field: Statuses) -> Iterator[Problem]:
    known = [status.id for status in field.statuses]
    if test.status is None:
        yield Problem(
            file,
            where,
            _("does not say which status an item must have reached."),
            _("Add 'status', one of: {ids}.").format(ids=", ".join(known[1:])),
        )
    elif test.status not in known:
        yield _unknown(file, where, _("status"), test.status, known[1:])
    elif test.status == known[0]:
        yield Problem(
            file,
            where,
            _("counts every item, as '{status}' is the lowest status.").format(status=test.status),
            use_one_of(known[1:], _("Add a higher status.")),
        )


def _where(file: str, where: str, test: DetailTest, field: Rows) -> Iterator[Problem]:
    columns = {column.id: column for column in field.columns if column.kind == "choice"}
    for key, wanted in test.where.items():
        if key not in columns:
            yield _unknown(file, where, _("column with choices"), key, columns)
            continue
        choices = [choice.id for choice in columns[key].choices]
        for choice in wanted:
            if choice not in choices:
                yield _unknown(file, where, _("choice"), choice, choices)
        if not wanted:
            yield Problem(
                file,
                f"{where}: {key}",
                _("no row can fit, as no choice is named."),
                _("Name one or more of: {ids}.").format(ids=", ".join(choices)),
            )


def _unknown(file: str, where: str, kind: str, key: str, known: Iterable[str]) -> Problem:
    return Problem(
        file,
        where,
        _("'{key}' is no {kind} of these details.").format(key=key, kind=kind),
        use_one_of(known, _("Take it out: this kind of field has none.")),
    )


def _out_of_place(file: str, where: str, key: str, kind: str) -> Problem:
    return Problem(
        file,
        where,
        _("'{key}' belongs to a field of the kind '{kind}', and this is none.").format(
            key=key, kind=kind
        ),
        _("Take it out, or test another field."),
    )
