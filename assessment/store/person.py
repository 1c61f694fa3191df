"""Who is asking: every method of the store that touches a country's data takes a `Person`."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.errors import UnknownPerson
from assessment.roles import EVERY_ROLE, Role
from translations import gettext as _


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who reads or writes; `name` is what revisions record as their author, `roles` what they are."""

    name: str
    roles: frozenset[Role] = EVERY_ROLE

    def __post_init__(self) -> None:
        if not self.name.strip() or not self.name.isprintable():
            raise UnknownPerson(
                _("Person: the name is empty or holds control characters. Give a readable name.")
            )


def local_person(name: str) -> Person:
    """The person at this computer: in local mode everyone may do everything."""
    return Person(name)
