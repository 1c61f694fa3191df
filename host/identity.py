"""The signed-in person, from the claims of the provider's identity token."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import logging
import threading
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any

import streamlit as st

from assessment.access.permissions import Grant
from assessment.errors import NotAllowed, UnknownPerson
from assessment.store import Person, SignInState, account_person
from host.retention import apply_retention
from host.services import open_store, shared_counts
from host.settings import idle_minutes, session_hours
from translations import gettext as _

CLOCK_TOLERANCE = dt.timedelta(seconds=30)
"""Difference between the clocks of provider and server with which a sign-in is accepted."""


TRUSTED = dt.timedelta(seconds=10)
"""A sign-in that was found valid is not looked up again for so long; one that ends in this process is refused at once."""

TRUSTED_BESIDE_OTHERS = dt.timedelta(seconds=1)
"""The same where the sign-in may end in another process."""

MAXIMUM_REMEMBERED = 10_000


class _ValidSignIns:
    """Times of the last lookups of sign-ins that were valid then. Safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._looked_up: dict[str, dt.datetime] = {}
        self._ended = 0

    def ended(self) -> int:
        """Return how often sign-ins have ended in this process, to be read before a lookup."""
        return self._ended

    def is_trusted(self, sign_in_id: str, at: dt.datetime) -> bool:
        """Return whether a sign-in was looked up within the last `TRUSTED`, or `TRUSTED_BESIDE_OTHERS`."""
        then = self._looked_up.get(sign_in_id)
        limit = TRUSTED if shared_counts() is None else TRUSTED_BESIDE_OTHERS
        return then is not None and dt.timedelta(0) <= at - then < limit

    def trust(self, sign_in_id: str, at: dt.datetime, ended: int) -> None:
        """Record a lookup, unless a sign-in has ended since `ended` was read: it may have been this one."""
        with self._lock:
            if ended == self._ended:
                if len(self._looked_up) >= MAXIMUM_REMEMBERED:
                    self._looked_up.clear()
                self._looked_up[sign_in_id] = at

    def forget_all(self) -> None:
        """Forget every lookup, after a sign-in has ended in the store."""
        with self._lock:
            self._ended += 1
            self._looked_up.clear()


class _Refused:
    """Sign-ins that were refused, so that each is one event although its window asks at every run. Thread-safe."""

    def __init__(self) -> None:
        self._lock, self._ids = threading.Lock(), OrderedDict[str, None]()

    def is_new(self, sign_in_id: str) -> bool:
        """Return whether a sign-in was not refused before."""
        with self._lock:
            is_new = sign_in_id not in self._ids
            self._ids[sign_in_id] = None
            if len(self._ids) > MAXIMUM_REMEMBERED:
                self._ids.popitem(last=False)
        return is_new


_valid, _refused = _ValidSignIns(), _Refused()

_log = logging.getLogger("cop.sign_in")


def signed_in_person(at: dt.datetime) -> Person:
    """The signed-in person. Raises NotAllowed with the reason where nobody is, or the sign-in has ended."""
    return current_person(_claims(), at)


def _claims() -> Mapping[str, Any]:
    return st.user.to_dict()


def current_person(claims: Mapping[str, Any], at: dt.datetime) -> Person:
    """The person of these claims, whose sign-in has neither expired nor ended; its use is recorded.

    Raises NotAllowed with the reason, StoreUnavailable. The first refusal of a sign-in is an event of the log.
    """
    try:
        return _valid_person(claims, at)
    except NotAllowed:
        if claims.get("is_logged_in") and _refused.is_new(sign_in_id_of(claims)):
            _log.info("Refused", extra={"event": "sign_in_refused"})
        raise


def _valid_person(claims: Mapping[str, Any], at: dt.datetime) -> Person:
    """The person of these claims, as `current_person`."""
    person = person_of(claims, at, dt.timedelta(hours=session_hours()))
    since = issued_at(claims)
    if not person.issuer or not person.subject or since is None:
        raise NotAllowed(
            _("Your provider does not say which account is yours. Ask those who run this server.")
        )
    sign_in_id = sign_in_id_of(claims)
    if _valid.is_trusted(sign_in_id, at):
        return person
    ended = _valid.ended()
    state = open_store().use_sign_in(
        sign_in_id,
        person=person,
        since=since,
        at=at,
        idle=dt.timedelta(minutes=idle_minutes()),
    )
    if state is not SignInState.ACTIVE:
        raise NotAllowed(
            _("You have signed out. Sign in again to go on.")
            if state is SignInState.ENDED
            else _("You were away for a while, so you were signed out. Sign in again to go on.")
        )
    _valid.trust(sign_in_id, at, ended)
    return person


def sign_in_id_of(claims: Mapping[str, Any]) -> str:
    """SHA-256 of the claims that tell one sign-in from another of the same person."""
    values = [
        str(claims.get(name, ""))
        for name in ("iss", "sub", "iat", "nonce", "sid", "jti", "at_hash")
    ]
    return hashlib.sha256(json.dumps(values).encode()).hexdigest()


def end_sign_in(claims: Mapping[str, Any], at: dt.datetime, *, everywhere: bool = False) -> None:
    """End the sign-in of these claims, or with `everywhere` all of the person's; nothing where they name no account.

    Its age is not checked: a sign-in that is invalid now could be valid once the clock is set back.
    """
    since = issued_at(claims)
    if since is None:
        return
    try:
        person = person_of(claims, since, dt.timedelta(0))
    except NotAllowed:
        return
    if not person.issuer or not person.subject:
        return
    if everywhere:
        open_store().end_all_sign_ins(person=person, at=at)
    else:
        open_store().end_sign_in(sign_in_id_of(claims), person=person, since=since, at=at)
    _valid.forget_all()


def sign_out(at: dt.datetime, *, everywhere: bool = False) -> None:
    """End the sign-in of this window, or all of the person's, on the server."""
    end_sign_in(_claims(), at, everywhere=everywhere)


def person_of(claims: Mapping[str, Any], at: dt.datetime, maximum_age: dt.timedelta) -> Person:
    """The person whose verified e-mail address, issuer and subject the claims hold.

    Raises NotAllowed with the reason, also where `iat` is missing, more than `maximum_age` before `at`, or after it by
    more than `CLOCK_TOLERANCE`.
    """
    if not claims.get("is_logged_in"):
        raise NotAllowed(_("Nobody is signed in. Sign in first."))
    if claims.get("email_verified") is not True:
        raise NotAllowed(
            _(
                "Your provider has not verified your e-mail address. Have it verified there, then sign in again."
            )
        )
    since = issued_at(claims)
    if since is not None and since - at > CLOCK_TOLERANCE:
        raise NotAllowed(
            _(
                "Your sign-in is dated in the future. Sign in again; if that does not help, tell those who run this "
                "server that its clock and that of the provider differ."
            )
        )
    if since is None or at - since > maximum_age:
        raise NotAllowed(_("You were signed in for long enough. Sign in again to go on."))
    try:
        return account_person(
            str(claims.get("email", "")), str(claims.get("iss") or ""), str(claims.get("sub") or "")
        )
    except UnknownPerson as error:
        raise NotAllowed(
            _("Your provider gives no e-mail address of yours. Ask those who run this server.")
        ) from error


def issued_at(claims: Mapping[str, Any]) -> dt.datetime | None:
    """Time of the claim `iat`, UTC; None where it is missing or not a possible time."""
    try:
        return dt.datetime.fromtimestamp(int(claims["iat"]), dt.UTC)
    except (KeyError, TypeError, ValueError, OverflowError, OSError):
        return None


def is_signed_in(at: dt.datetime) -> bool:
    """Whether somebody is signed in. The first call after a sign-in writes it to the audit log."""
    try:
        person = signed_in_person(at)
    except NotAllowed:
        return False
    since = issued_at(_claims())
    if since is not None and st.session_state.get("signed in") != since:
        open_store().sign_in(person=person, since=since, at=at)
        apply_retention(open_store(), at)
        st.session_state["signed in"] = since
    return True


def roles(at: dt.datetime) -> tuple[Grant, ...]:
    """Grants of the signed-in person; empty where nobody is signed in or the person has none."""
    if not is_signed_in(at):
        return ()
    return open_store().my_roles(person=signed_in_person(at))
