"""The signed-in person, from the claims of the provider's identity token."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import streamlit as st

from assessment.access.permissions import Grant
from assessment.errors import NotAllowed, UnknownPerson
from assessment.store import Person, account_person
from host.retention import apply_retention
from host.services import open_store
from host.settings import session_hours
from translations import gettext as _

CLOCK_TOLERANCE = dt.timedelta(seconds=30)
"""Difference between the clocks of provider and server with which a sign-in is accepted."""


def signed_in_person(at: dt.datetime) -> Person:
    """The signed-in person. Raises NotAllowed with the reason where nobody is, or the sign-in has expired."""
    return person_of(st.user.to_dict(), at, dt.timedelta(hours=session_hours()))


def person_of(claims: Mapping[str, Any], at: dt.datetime, maximum_age: dt.timedelta) -> Person:
    """The person whose verified e-mail address the claims hold.

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
        return account_person(str(claims.get("email", "")))
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
    since = issued_at(st.user.to_dict())
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
