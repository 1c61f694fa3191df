"""Name the fields of a submission that the form of this toolkit does not have: questions of a country's own. Pure."""

from __future__ import annotations

from collections.abc import Collection

from assessment.values.characters import has_glyph
from exchange.xlsform.fields import META
from exchange.xlsform.submission_records import Values
from exchange.xlsform.submission_status import is_status_field
from translations import gettext as _
from translations import ngettext

LISTED = 30
"""Fields that a note names."""

OF_PROGRAMS = frozenset((
    "__version__", "_attachments", "_bamboo_dataset_id", "_date_modified", "_deleted_at", "_duration",
    "_edited", "_geolocation", "_index", "_last_edited", "_media_all_received", "_media_count",
    "_parent_index", "_parent_table_name", "_status", "_submission__id", "_submission__submission_time",
    "_submission__uuid", "_submission__validation_status", "_submitted_by", "_supplementaldetails",
    "_total_media", "_version", "_version_", "_xform_id", "_xform_id_string", "attachmentsexpected",
    "attachmentspresent", "audit", "completiondate", "deviceid", "devicephonenum", "edits", "endtime",
    "formdef_version", "formhub", "formversion", "instancename", "phonenumber", "review_quality",
    "simid", "simserial", "starttime", "status", "submitterid", "submittername", "subscriberid", "today",
    "username", "uuid",
))  # fmt: skip
"""Fields that KoboToolbox, ODK Central, Ona and SurveyCTO add themselves, in small letters, without notes of reviewers."""


def own_fields_note(number: int, record: Values, fields: Collection[str]) -> str:
    """A note that names the filled-in fields of submission `number` that are not read; empty for none.

    `fields` are those that a form of the edition can have.
    """
    known = {*fields, *META}
    own = [
        name or _("a column without a name")
        for name, text in record.items()
        if name not in known
        and not is_status_field(name)
        and name.casefold() not in OF_PROGRAMS
        and has_glyph(text)
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
