"""Translation of database driver errors into StoreUnavailable with a remedy."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import exc

from assessment.errors import StoreUnavailable, UnstorableText
from translations import gettext as _

UNAVAILABLE = (
    exc.OperationalError,
    exc.InterfaceError,
    exc.InternalError,
    exc.TimeoutError,
    OSError,
)
"""Errors of the database's state or connection (locked, full, read-only, missing), not of a statement."""

_log = logging.getLogger("cop.store")


@contextmanager
def failures_hidden(where: str) -> Iterator[None]:
    """Raise StoreUnavailable as `failures_explained`, with the cause and location in the log instead of the message."""
    try:
        with failures_explained(where):
            yield
    except StoreUnavailable as error:
        _log.error("%s", error)
        raise StoreUnavailable(
            _(
                "The database can’t be used at the moment. Nothing was stored. Try again in a minute; "
                "if that does not help, tell those who run this server."
            )
        ) from error


@contextmanager
def failures_explained(where: str) -> Iterator[None]:
    """Raise StoreUnavailable, with the location `where`, for a database error inside the block.

    Raises UnstorableText for the character NUL, which PostgreSQL has in no text.
    """
    try:
        yield
    except exc.DataError as error:
        if "NUL" not in str(error.orig):
            raise
        raise UnstorableText(
            _(
                "A text or an address holds a control character. Nothing was stored. "
                "Type it again, or check the link."
            )
        ) from error
    except UNAVAILABLE as error:
        raise StoreUnavailable(_explain(where, error)) from error
    except exc.DatabaseError as error:
        if type(error) is not exc.DatabaseError:  # a constraint or a wrong statement
            raise
        raise StoreUnavailable(_explain(where, error)) from error


def _explain(where: str, error: Exception) -> str:
    """Return the message *where: what. what to do.* for an error of SQLite or PostgreSQL."""
    reason = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
    words = reason.casefold()
    if "locked" in words or "lock timeout" in words or "queuepool" in words:
        what = _("the database is busy or locked by another program.")
        remedy = _("Try again in a minute; close programs that have the file open.")
    elif "readonly" in words or "read-only" in words:
        what = _("the database is read-only.")
        remedy = _("Allow this program to write to the file and its folder.")
    elif "full" in words or "no space" in words:
        what = _("the disk is full.")
        remedy = _("Free some space, then save again.")
    elif "not a database" in words or "malformed" in words:
        what = _("this file is damaged or not a database ({reason}).").format(reason=reason)
        remedy = _("Choose another file, or restore a backup.")
    else:
        what = _("the database can't be reached ({reason}).").format(reason=reason)
        remedy = _("Check the address and that the database is running.")
    return _("{where}: {what} Nothing was stored. {remedy}").format(
        where=where, what=what, remedy=remedy
    )
