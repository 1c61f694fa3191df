"""Check that each sentence for children refers to an existing indicator and level, once each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from questionnaires.errors import Problem
from questionnaires.meaning.places import CHILDREN_FILE, unknown_indicator
from questionnaires.model import Edition, Rows
from translations import gettext as _


def children_read_what_is_true(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each unknown indicator or level, and for several sentences on one level."""
    times = Counter((line.indicator, line.level) for line in edition.children)
    for (key, level), count in times.items():
        where = f"children: {key}"
        if key not in edition.indicators:
            yield unknown_indicator(CHILDREN_FILE, where, key)
            continue
        indicator = edition.indicators[key]
        scale = edition.about.scales.get(indicator.scale)
        if indicator.number is not None:
            yield Problem(
                CHILDREN_FILE,
                where,
                _("is answered with a figure, and a sentence needs a level."),
                _("Take an indicator that is answered with a level."),
            )
        elif scale is not None and level > scale.top_level:
            yield Problem(
                CHILDREN_FILE,
                f"{where}: level",
                _("is {level}, but the scale of {key} ends at {top}.").format(
                    level=level, key=key, top=scale.top_level
                ),
                _("Give the level from which the sentence is true."),
            )
        if count > 1:
            yield Problem(
                CHILDREN_FILE,
                where,
                _("has {count} sentences for level {level}.").format(count=count, level=level),
                _("Keep one of them."),
            )


def a_help_number_can_be_found(edition: Edition) -> Iterator[Problem]:
    """Yield a problem where the help number refers to an unknown indicator, field or column."""
    number = edition.help_number
    if number is None:
        return
    if number.indicator not in edition.indicators:
        yield unknown_indicator(CHILDREN_FILE, "help_number", number.indicator)
        return
    details = edition.indicators[number.indicator].details
    fields = [item for item in details.fields if isinstance(item, Rows)] if details else []
    columns = {item.id: {column.id for column in item.columns} for item in fields}
    if number.column not in columns.get(number.field, set()):
        yield Problem(
            CHILDREN_FILE,
            "help_number",
            _("{indicator} has no rows '{field}' with a column '{column}'.").format(
                indicator=number.indicator, field=number.field, column=number.column
            ),
            _("Name a field of rows of its details, and one of its columns."),
        )
