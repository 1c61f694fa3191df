"""Who is asking: every method of the store that touches a country's data takes a `Person`."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from assessment.errors import UnknownPerson
from assessment.model.roles import EVERY_ROLE, AccessRole
from translations import gettext as _

THE_COMPUTER = "server"
"""The author of what whoever runs the computer has set up."""


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who reads or writes; `name` is what revisions record as their author.

    At this computer `roles` says what they are. An account's name is its e-mail address; what it may do stands in the
    store, country by country, and is looked up with every call.
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
    """Whoever has signed in with this e-mail address. Raises UnknownPerson where it is none."""
    return Person(email_address(email), frozenset(), is_account=True)


def email_address(text: str) -> str:
    """An e-mail address as it is compared and recorded: in small letters. Raises UnknownPerson where it is none.

    >>> email_address(" Ana.Diaz@Example.org")
    'ana.diaz@example.org'
    """
    found = unicodedata.normalize("NFC", text).strip().lower()
    if not re.fullmatch(r"[^@\s,;<>\"]{1,64}@[^@\s,;<>\"]{1,180}\.[^@\s,;<>\".]{2,63}", found):
        raise UnknownPerson(
            _("{text}: is not an e-mail address. Write one such as ana@example.org.").format(
                text=text.strip()[:100] or _("The address")
            )
        )
    return found


def local_person(name: str) -> Person:
    """The person at this computer: in local mode everyone may do everything."""
    return Person(name)
