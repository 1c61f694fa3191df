"""Two countries with a person in each role, for each test and on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

from assessment.access.permissions import Grant
from assessment.model.roles import AccessRole
from assessment.store import Store
from tests.assessment.access.world import ABROAD, HOME, NOON, SETTER_UP, World, begin, who


@pytest.fixture
def world(database_url: str) -> Iterator[World]:
    with closing(Store.open(database_url)) as local:
        with closing(Store.open(database_url, accounts=True)) as store:
            made = World(local, store)
            for country in (HOME, ABROAD):
                made.keys[country] = begin(local, country)
                for role in AccessRole:
                    at = "police" if role is AccessRole.CONTRIBUTOR else ""
                    local.give_role(
                        who(role, country).name,
                        Grant(role, country, at),
                        person=SETTER_UP,
                        at=NOON,
                    )
            yield made
