"""A log whose entries are chained by hash: what an entry says, how it is sealed, how a broken chain is found. Pure.

Each seal covers the entry and the seal before it, so that nobody can change or take out an entry without changing
every seal after it. Method: hash chain of a log (Haber and Stornetta, 1991). Where an entry tells only what somebody
used, it seals a salted hash of the person, so that the person can be forgotten later and the chain still holds.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from translations import gettext as _

FIRST_SEAL = "0" * 64
"""What stands before the first entry."""


class AuditAction(StrEnum):
    """What somebody did."""

    LOG_BEGUN = "log_begun"
    CREATED = "created"
    CYCLE_OPENED = "cycle_opened"
    ANSWER_SAVED = "answer_saved"
    FIGURES_SAVED = "figures_saved"
    SETTINGS_SAVED = "settings_saved"
    PROFILE_SAVED = "profile_saved"
    INSTITUTIONS_SAVED = "institutions_saved"
    FILE_ADDED = "file_added"
    ANSWER_RETIRED = "answer_retired"
    STEP_TAKEN = "step_taken"
    SNAPSHOT_KEPT = "snapshot_kept"
    PUBLICATION_DECIDED = "publication_decided"
    REMARK_MADE = "remark_made"
    PLAN_REMARK_MADE = "plan_remark_made"
    ROLE_CHANGED = "role_changed"
    SIGNED_IN = "signed_in"
    EXPORTED = "exported"
    DOWNLOADED = "downloaded"
    PERSONS_FORGOTTEN = "persons_forgotten"


USE_ACTIONS = frozenset((AuditAction.SIGNED_IN, AuditAction.EXPORTED, AuditAction.DOWNLOADED))
"""What changes nothing: after a time nobody needs to know any more who did it."""


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One thing that was done: by whom, when (UTC), to which assessment and which part of it.

    `content` is the SHA-256 of what was stored, empty where nothing was. `previous` and `seal` are the chain.
    `person_hash` is `hash_person` of `salt` and `person` in an entry of use; with an empty `person` it is forgotten.
    """

    number: int
    at: dt.datetime
    person: str
    action: AuditAction
    assessment_id: str
    subject: str
    content: str
    previous: str
    seal: str
    salt: str = ""
    person_hash: str = ""

    @property
    def is_forgotten(self) -> bool:
        """Whether it no longer says who did it."""
        return bool(self.person_hash) and not self.person


@dataclass(frozen=True, slots=True)
class BrokenEntry:
    """Where the log is not what it was, and how one sees it."""

    number: int
    what: str


def sha256_of(value: object) -> str:
    """SHA-256 of a value's canonical JSON: whatever the order of keys, and times in UTC.

    >>> sha256_of({"a": 1, "b": 2}) == sha256_of({"b": 2, "a": 1})
    True
    """
    text = json.dumps(
        value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_plain
    )
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: object) -> str:
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat()
    raise TypeError(f"{type(value).__name__} has no place in the log")


def hash_person(salt: str, person: str) -> str:
    """What an entry of use seals instead of the person: once the salt is gone too, no guess can be tried out on it."""
    return sha256_of([salt, person])


def seal_of(
    number: int,
    at: dt.datetime,
    person: str | Sequence[str],
    action: AuditAction,
    assessment_id: str,
    subject: str,
    content: str,
    previous: str,
) -> str:
    """The seal of an entry: SHA-256 of all it says and of the seal before. A hidden person is a list of one hash."""
    return sha256_of([number, at, person, action.value, assessment_id, subject, content, previous])


def broken_entries(entries: Iterable[AuditEntry], head: tuple[int, str]) -> Iterator[BrokenEntry]:
    """Every entry that is altered, missing or out of order; `head` is the number and seal that should come last."""
    entries = tuple(entries)
    until = forgotten_until(entries)
    number, seal = 0, FIRST_SEAL
    for entry in entries:
        if entry.number != number + 1:
            yield BrokenEntry(number + 1, _("is missing."))
        elif entry.previous != seal:
            yield BrokenEntry(entry.number, _("does not follow from the entry before it."))
        if _sealed_anew(entry) != entry.seal:
            yield BrokenEntry(entry.number, _("was altered: its seal does not fit what it says."))
        elif not _names_its_person(entry, until):
            yield BrokenEntry(entry.number, _("was altered: the person is not the one it names."))
        number, seal = entry.number, entry.seal
    if (number, seal) != head:
        last, _seal = head
        what = _("is missing.") if last > number else _("is not the last one that was written.")
        yield BrokenEntry(max(last, number), what)


def forgotten_until(entries: Iterable[AuditEntry]) -> dt.datetime | None:
    """Before which moment (UTC) the persons of entries of use were forgotten; None where none was."""
    cuts = (item.subject for item in entries if item.action is AuditAction.PERSONS_FORGOTTEN)
    return max(map(dt.datetime.fromisoformat, cuts), default=None)


def _names_its_person(entry: AuditEntry, until: dt.datetime | None) -> bool:
    if not entry.person_hash:
        return True
    if entry.is_forgotten:
        return entry.action in USE_ACTIONS and until is not None and entry.at < until
    return hash_person(entry.salt, entry.person) == entry.person_hash


def _sealed_anew(entry: AuditEntry) -> str:
    return seal_of(
        entry.number,
        entry.at,
        [entry.person_hash] if entry.person_hash else entry.person,
        entry.action,
        entry.assessment_id,
        entry.subject,
        entry.content,
        entry.previous,
    )
