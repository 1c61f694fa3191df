"""Identity of the caller: every method of the store that touches a country's data takes a `Person`."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from assessment.errors import UnknownPerson
from assessment.model.roles import EVERY_ROLE, AccessRole
from translations import gettext as _

THE_COMPUTER = "server"
"""The author of changes made by the operator of the server."""


@dataclass(frozen=True, slots=True)
class Person:
    """A reader or writer; `name` is what revisions record as their author.

    `roles` are those of the local person. An account's name is its e-mail address; its roles are in the store, by
    country, and are read in every call.
    """

    name: str
    roles: frozenset[AccessRole] = EVERY_ROLE
    is_account: bool = False

    def __post_init__(self) -> None:
        if not self.name.strip() or not self.name.isprintable():
            raise UnknownPerson(
                _("Person: the name is empty or holds control characters. Give a readable name.")
            )


def account_person(email: str) -> Person:
    """Return the person of an account. Raises UnknownPerson where `email` is not an e-mail address."""
    return Person(email_address(email), frozenset(), is_account=True)


def email_address(text: str) -> str:
    """Return an e-mail address in lower case, as it is compared and recorded. Raises UnknownPerson where it is none.

    >>> email_address(" Ana.Diaz@Example.org")
    'ana.diaz@example.org'
    """
    address = unicodedata.normalize("NFC", text).strip().lower()
    if not re.fullmatch(r"[^@\s,;<>\"]{1,64}@[^@\s,;<>\"]{1,180}\.[^@\s,;<>\".]{2,63}", address):
        raise UnknownPerson(
            _("{text}: is not an e-mail address. Write one such as ana@example.org.").format(
                text=text.strip()[:100] or _("The address")
            )
        )
    return address


def local_person(name: str) -> Person:
    """Return the person of local mode, who has every role."""
    return Person(name)
