"""Audit log chained by hash: the entries, their seals, and the check of the chain. Pure.

Each seal covers the entry and the previous seal, so no entry can be changed or removed without changing every later
seal. Method: hash chain of a log (Haber and Stornetta, 1991). An entry of mere use seals a salted hash of the person,
so that the person can be erased later and the chain still verifies.
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
"""The `previous` seal of the first entry."""


class AuditAction(StrEnum):
    """The kind of an audited action."""

    LOG_BEGUN = "log_begun"
    CREATED = "created"
    CYCLE_OPENED = "cycle_opened"
    ANSWER_SAVED = "answer_saved"
    FIGURES_SAVED = "figures_saved"
    SUBMISSION_IMPORTED = "submission_imported"
    SETTINGS_SAVED = "settings_saved"
    PROFILE_SAVED = "profile_saved"
    INSTITUTIONS_SAVED = "institutions_saved"
    INVITATION_RECORDED = "invitation_recorded"
    MESSAGE_WRITTEN = "message_written"
    FILE_ADDED = "file_added"
    ANSWER_RETIRED = "answer_retired"
    STEP_TAKEN = "step_taken"
    SNAPSHOT_KEPT = "snapshot_kept"
    PUBLICATION_DECIDED = "publication_decided"
    CONSENT_DECIDED = "consent_decided"
    REMARK_MADE = "remark_made"
    PLAN_REMARK_MADE = "plan_remark_made"
    ROLE_CHANGED = "role_changed"
    ACCOUNT_BOUND = "account_bound"
    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    EXPORTED = "exported"
    DOWNLOADED = "downloaded"
    PERSONS_FORGOTTEN = "persons_forgotten"


USE_ACTIONS = frozenset(
    (
        AuditAction.SIGNED_IN,
        AuditAction.SIGNED_OUT,
        AuditAction.EXPORTED,
        AuditAction.DOWNLOADED,
    )
)
"""Actions that change nothing; their persons are forgotten after the retention time."""


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One audited action: the person, the time (UTC), the assessment and the `subject`, the part of it concerned.

    `content` is the SHA-256 of the stored value, empty without one. `previous` and `seal` form the chain.
    `person_hash` is `hash_person(salt, person)`, for `USE_ACTIONS` only; a forgotten entry has an empty `person`.
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
        """Whether the person was erased from the entry."""
        return bool(self.person_hash) and not self.person


@dataclass(frozen=True, slots=True)
class BrokenEntry:
    """An entry at which the chain is broken, and how."""

    number: int
    what: str


def sha256_of(value: object) -> str:
    """SHA-256 of a value's canonical JSON: keys sorted, times in UTC.

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
    """The salted hash that an entry of use seals; once the salt is erased too, no guess can be tested against it."""
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
    """The seal of an entry: SHA-256 of all its fields and the previous seal. A hashed person is a list of one hash."""
    return sha256_of([number, at, person, action.value, assessment_id, subject, content, previous])


def broken_entries(entries: Iterable[AuditEntry], head: tuple[int, str]) -> Iterator[BrokenEntry]:
    """Every entry that is altered, missing or out of order; `head` is the expected number and seal of the last one."""
    entries = tuple(entries)
    until = forgotten_until(entries)
    number, seal = 0, FIRST_SEAL
    for entry in entries:
        if entry.number != number + 1:
            yield BrokenEntry(number + 1, _("is missing."))
        elif entry.previous != seal:
            yield BrokenEntry(entry.number, _("does not follow from the entry before it."))
        if _recomputed_seal(entry) != entry.seal:
            yield BrokenEntry(entry.number, _("was altered: its seal does not fit what it says."))
        elif not _person_matches(entry, until):
            yield BrokenEntry(entry.number, _("was altered: the person is not the one it names."))
        number, seal = entry.number, entry.seal
    if (number, seal) != head:
        last, _seal = head
        what = _("is missing.") if last > number else _("is not the last one that was written.")
        yield BrokenEntry(max(last, number), what)


def forgotten_until(entries: Iterable[AuditEntry]) -> dt.datetime | None:
    """The time (UTC) before which the persons of entries of use were forgotten; None where none was."""
    cuts = (item.subject for item in entries if item.action is AuditAction.PERSONS_FORGOTTEN)
    return max(map(dt.datetime.fromisoformat, cuts), default=None)


def _person_matches(entry: AuditEntry, until: dt.datetime | None) -> bool:
    if not entry.person_hash:
        return True
    if entry.is_forgotten:
        return entry.action in USE_ACTIONS and until is not None and entry.at < until
    return hash_person(entry.salt, entry.person) == entry.person_hash


def _recomputed_seal(entry: AuditEntry) -> str:
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
