"""Name the fields of a submission that the form of this toolkit does not have: questions of a country's own. Pure."""

from __future__ import annotations

from collections.abc import Collection

from assessment.values.characters import has_glyph
from exchange.xlsform.fields import META
from exchange.xlsform.program_fields import is_of_program
from exchange.xlsform.submission_records import Values
from translations import gettext as _
from translations import ngettext

LISTED = 30
"""Fields that a note names."""


def own_fields_note(number: int, record: Values, fields: Collection[str]) -> str:
    """A note that names the filled-in fields of submission `number` that are not read; empty for none.

    `fields` are those that a form of the edition can have.
    """
    known = {*fields, *META}
    own = [
        name or _("a column without a name")
        for name, text in record.items()
        if name not in known and not is_of_program(name, text) and has_glyph(text)
    ]
    more = ", …" if len(own) > LISTED else ""
    return (
        ngettext(
            "Submission {number}: {count} field that the form does not have is not read: {names}.",
            "Submission {number}: {count} fields that the form does not have are not read: {names}.",
            len(own),
        ).format(number=number, count=len(own), names=", ".join(own[:LISTED]) + more)
        if own
        else ""
    )
