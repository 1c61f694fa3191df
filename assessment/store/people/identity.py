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
    issuer: str = ""
    subject: str = ""
    """The account at the provider, which keeps its `subject` when its address changes; empty without a sign-in."""

    def __post_init__(self) -> None:
        if not self.name.strip() or not self.name.isprintable():
            raise UnknownPerson(
                _("Person: the name is empty or holds control characters. Give a readable name.")
            )


def account_person(email: str, issuer: str = "", subject: str = "") -> Person:
    """Return the person of an account. Raises UnknownPerson where `email` is not an e-mail address.

    With `issuer` and `subject` the person has the roles of the addresses that belong to this account; without them, as
    for tests and commands, those of the address.
    """
    return Person(
        email_address(email), frozenset(), is_account=True, issuer=issuer, subject=subject
    )


def email_address(text: str) -> str:
    """Return an e-mail address in lower case, as it is compared and recorded. Raises UnknownPerson where it is none.

    A character that only looks like a letter of ASCII and would become one, such as KELVIN SIGN, is refused: the address
    of one person must not become that of another.

    >>> email_address(" Ana.Diaz@Example.org")
    'ana.diaz@example.org'
    """
    address = unicodedata.normalize("NFC", text).strip().lower()
    if any(map(_becomes_ascii, text)) or not re.fullmatch(
        r"[^@\s,;<>\"]{1,64}@[^@\s,;<>\"]{1,180}\.[^@\s,;<>\".]{2,63}", address
    ):
        raise UnknownPerson(
            _("{text}: is not an e-mail address. Write one such as ana@example.org.").format(
                text=text.strip()[:100] or _("The address")
            )
        )
    return address


def _becomes_ascii(sign: str) -> bool:
    """Return whether a character outside ASCII has one of ASCII in its compatible or lower-case form."""
    folded = unicodedata.normalize("NFKC", sign).lower() + sign.lower()
    return not sign.isascii() and any(item.isascii() and not item.isspace() for item in folded)


def local_person(name: str) -> Person:
    """Return the person of local mode, who has every role."""
    return Person(name)
