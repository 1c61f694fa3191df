"""Detection of edit conflicts: a save on top of an older revision than the newest is refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from sqlalchemy.orm import Session

from assessment.errors import AssessmentError
from assessment.store.database.tables import (
    AnswerRow,
    AssessmentRow,
    Base,
    FiguresRow,
    InstitutionsRow,
    ProfileRow,
    SettingsRow,
)
from assessment.store.records import Revision
from assessment.store.revisions import RevisionTable
from translations import gettext as _

T = TypeVar("T")


class Stale(AssessmentError, Generic[T]):
    """A save whose `expected_revision` is not the newest; nothing was stored.

    `stored` is the newest revision, `offered` the value that was refused.
    """

    def __init__(self, message: str, stored: Revision[T], offered: T) -> None:
        self.stored, self.offered = stored, offered
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Change(Generic[T]):
    """A value to save as the revision after `expected_revision`; `key` as in `RevisionTable.newest`."""

    table: RevisionTable[T]
    value: T
    expected_revision: int
    key: Mapping[str, str] = field(default_factory=dict)


def unchanged_or_stale(
    session: Session, assessment_row: AssessmentRow, change: Change[T]
) -> Revision[T] | None:
    """Return the newest revision where it holds the offered value already; None where the value may be added.

    Raises Stale where the newest revision holds another value and is not the expected one.
    """
    stored = change.table.newest(session, assessment_row, **change.key)
    is_saved = stored.number > 0 or change.table.initial_is_saved
    if is_saved and stored.value == change.value:
        return stored
    if stored.number == change.expected_revision:
        return None
    raise Stale(_message(change, stored), stored, change.value)


_MESSAGES: Mapping[type[Base], Callable[[], str]] = {
    AnswerRow: lambda: _(
        "{indicator}: {author} has saved another answer meanwhile (revision {number}). "
        "Yours is not stored. Compare the two, then save again."
    ),
    FiguresRow: lambda: _(
        "{statistic}: {author} has saved other figures meanwhile (revision {number}). "
        "Yours are not stored. Compare the two, then save again."
    ),
    SettingsRow: lambda: _(
        "Plan settings: {author} has saved others meanwhile (revision {number}). "
        "Yours are not stored. Compare the two, then save again."
    ),
    ProfileRow: lambda: _(
        "Profile: {author} has changed it meanwhile to '{profile}'. "
        "Yours is not stored. Look at the questionnaire again, then choose."
    ),
    InstitutionsRow: lambda: _(
        "Institutions: {author} has changed the list meanwhile (revision {number}). "
        "Yours is not stored. Look at the list again, then change it."
    ),
}


def _message(change: Change[Any], stored: Revision[Any]) -> str:
    return _MESSAGES[change.table.row_type]().format(
        indicator=change.key.get("indicator_id"),
        statistic=change.key.get("statistic"),
        profile=stored.value,
        author=stored.author or _("nobody"),
        number=stored.number,
    )
