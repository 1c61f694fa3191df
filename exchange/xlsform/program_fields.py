"""The fields that collecting programs add to a submission themselves, told from those of the form. Pure.

A form of this toolkit asks for none of them, so a field of the same name may be a question that a country added.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

IDS = ("rootUuid", "__id", "KEY", "instanceID", "_uuid", "_id")
"""Fields with the id of a submission; those first that stay when it is corrected there."""

FORMER_ID = "deprecatedID"
"""The id before a correction, in programs that give a new one."""

TIMES = ("updatedAt", "_submission_time", "SubmissionDate", "submissionDate", "end", "start")
"""Fields with the time of a submission, the most telling first."""

FILLED = frozenset(
    ("_id", "_uuid", "__id", "KEY", "instanceID", "_submission_time", "SubmissionDate", "_index")
)
"""Fields that are empty in no submission."""

REVIEWS = frozenset(("validationstatus", "reviewstate", "reviewstatus"))
"""Letters of the fields with the outcome of a review: KoboToolbox, ODK Central, Ona and SurveyCTO.

Their capitals and underscores differ, and programs in between drop them.
"""

STATUS_FIELDS = frozenset((
    *IDS, FORMER_ID, *TIMES, "deletedAt",
    "_validation_status", "reviewState", "ReviewState", "_review_status",
))  # fmt: skip
"""The fields from which the status of a submission is read, as the programs write them."""

_OTHERS = frozenset((
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
"""Other fields that KoboToolbox, ODK Central, Ona and SurveyCTO add, in small letters, without notes of reviewers."""

_GROUPS = frozenset(("meta", "orx", "__system", "formhub"))
"""The groups of these fields."""

_WITH_CLOCK = re.compile(r".*\d:\d\d.*|\d{5}[.,]\d+", re.DOTALL)
_DAY = re.compile(
    r"\d{4}-\d\d-\d\d.*|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}.*|\d{5}(?:[.,]\d+)?", re.DOTALL
)
_STATUS = re.compile(r"submitted_via_\w+|missingEncryptedFormData|notDecrypted", re.IGNORECASE)

_CONTENTS: Mapping[str, re.Pattern[str]] = {
    "start": _WITH_CLOCK,
    "end": _WITH_CLOCK,
    "today": _DAY,
    "status": _STATUS,
}
"""What the programs write into fields whose names a question may well have."""


def is_reserved(name: str) -> bool:
    """Whether a program adds a field of this name.

    >>> is_reserved("_validation_status"), is_reserved("instanceID"), is_reserved("our_question")
    (True, True, False)
    """
    return name in STATUS_FIELDS or letters(name) in REVIEWS or name.casefold() in _OTHERS


def letters(text: str) -> str:
    """The letters and digits of a text, in small letters."""
    return "".join(filter(str.isalnum, text.casefold()))


def is_of_program(name: str, text: str, groups: Sequence[str] = ()) -> bool:
    """Whether a program has added a field of this name, with this text, to the last of these groups.

    >>> is_of_program("end", "2026-03-01T09:00:00Z"), is_of_program("end", "2027"), is_of_program("_id", "5", ["L"])
    (True, False, False)
    """
    if not is_reserved(name) or not _GROUPS.issuperset(groups[-1:]):
        return False
    contents = _CONTENTS.get(name.casefold())
    return contents is None or bool(contents.fullmatch(text))
