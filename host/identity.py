"""Who is signed in, by the provider's identity token, and for how long."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import streamlit as st

from assessment.access.permissions import Grant
from assessment.errors import NotAllowed, UnknownPerson
from assessment.store import Person, account_person
from host.retention import forget_what_is_old
from host.services import open_store
from host.settings import session_hours
from translations import gettext as _


def signed_in_person(at: dt.datetime) -> Person:
    """Whoever has signed in. Raises NotAllowed, saying why, where nobody has, or not any more."""
    return person_of(st.user.to_dict(), at, dt.timedelta(hours=session_hours()))


def person_of(claims: Mapping[str, Any], at: dt.datetime, longest: dt.timedelta) -> Person:
    """The person of an identity token's claims: its verified e-mail address, no longer than `longest` after `iat`."""
    if not claims.get("is_logged_in"):
        raise NotAllowed(_("Nobody is signed in. Sign in first."))
    if claims.get("email_verified") is not True:
        raise NotAllowed(
            _(
                "Your provider has not verified your e-mail address. Have it verified there, then sign in again."
            )
        )
    since = since_when(claims)
    if since is None or at - since > longest:
        raise NotAllowed(_("You were signed in for long enough. Sign in again to go on."))
    try:
        return account_person(str(claims.get("email", "")))
    except UnknownPerson as error:
        raise NotAllowed(
            _("Your provider gives no e-mail address of yours. Ask those who run this server.")
        ) from error


def since_when(claims: Mapping[str, Any]) -> dt.datetime | None:
    """When the provider said who it is (UTC); None where it does not say, or says what can't be."""
    try:
        return dt.datetime.fromtimestamp(int(claims["iat"]), dt.UTC)
    except (KeyError, TypeError, ValueError, OverflowError, OSError):
        return None


def is_signed_in(at: dt.datetime) -> bool:
    """Whether somebody is; the first time it is asked of a sign-in, that is logged."""
    try:
        person = signed_in_person(at)
    except NotAllowed:
        return False
    since = since_when(st.user.to_dict())
    if since is not None and st.session_state.get("signed in") != since:
        open_store().sign_in(person=person, since=since, at=at)
        forget_what_is_old(open_store(), at)
        st.session_state["signed in"] = since
    return True


def roles(at: dt.datetime) -> tuple[Grant, ...]:
    """What whoever has signed in is here; nothing for a stranger or where nobody has."""
    if not is_signed_in(at):
        return ()
    return open_store().my_roles(person=signed_in_person(at))
