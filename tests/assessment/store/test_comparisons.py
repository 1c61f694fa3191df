"""Counted is only who has given consent to the publication that is valid now; the store returns no name."""

from __future__ import annotations

import datetime as dt
from contextlib import closing

import pytest
from sqlalchemy import text

from assessment import Assessment, Standing
from assessment.access.permissions import Grant
from assessment.errors import UnknownAssessment
from assessment.model.roles import AccessRole
from assessment.store import Store, account_person, local_person
from assessment.workflow.publication import PublicPart
from assessment.workflow.states import IllegalTransition, Transition
from tests.assessment.store.test_publications import ANA, NOON, TO_AGREED, agreed, go

LATER = NOON + dt.timedelta(days=1)
PROFILE = (PublicPart.PROFILE,)


def publish(store: Store, country: str, cycle: int = 2026, *, counted: bool = True) -> str:
    key = agreed(store, country, cycle)
    go(store, key, Transition.PUBLISH, parts=PROFILE, is_counted=counted)
    return key


def counted(store: Store, key: str) -> list[int]:
    """How many public cycles each counted country has, seen from an assessment."""
    return sorted(
        len(cycles) for cycles in store.compared(key, lambda given, parts: None, person=ANA)
    )


def test_nobody_is_counted_without_consent_and_nobody_in_the_own_comparison(store: Store) -> None:
    mine = publish(store, "KEN")
    publish(store, "GHA", counted=False)
    assert counted(store, mine) == []
    assert store.consent(mine, person=ANA)
    first, second = publish(store, "IRL"), publish(store, "IRL", 2025)
    assert counted(store, mine) == [2]
    publish(store, "UGA")
    assert counted(store, mine) == [1, 2]
    assert counted(store, first) == counted(store, second) == [1, 1]
    assert store.verify_audit().broken == ()


def test_consent_is_withdrawn_and_given_again_without_touching_the_publication(
    store: Store,
) -> None:
    mine, other = publish(store, "KEN"), publish(store, "GHA")
    before = store.publications(other, person=ANA)
    for given in (False, False, True):
        store.set_consent(other, given=given, person=ANA, at=LATER)
        assert store.consent(other, person=ANA) is given
        assert counted(store, mine) == ([1] if given else [])
    assert store.publications(other, person=ANA) == before
    logged = [item.action for item in store.audit(other, person=ANA)]
    assert logged.count("consent_decided") == 3
    assert store.verify_audit().broken == ()


def test_a_consent_ends_with_its_publication(store: Store) -> None:
    mine, other = publish(store, "KEN"), publish(store, "GHA")
    go(store, other, Transition.RETRACT, reason="A mistake.")
    assert counted(store, mine) == []
    with pytest.raises(IllegalTransition, match="Publish it first"):
        store.set_consent(other, given=True, person=ANA, at=LATER)
    go(store, other, Transition.PUBLISH, parts=PROFILE)
    assert not store.consent(other, person=ANA)
    assert counted(store, mine) == []


def test_only_a_public_profile_of_a_country_itself_is_counted(store: Store) -> None:
    mine, other = publish(store, "KEN"), agreed(store, "GHA")
    go(store, other, Transition.PUBLISH, parts=(PublicPart.ROADMAP,), is_counted=True)
    assert not store.consent(other, person=ANA)
    example = store.create(
        "UGA", "test", "h", 2026, "full", person=ANA, at=NOON, standing=Standing.ILLUSTRATIVE
    )
    go(store, example, *TO_AGREED)
    go(store, example, Transition.PUBLISH, parts=PROFILE, is_counted=True)
    assert counted(store, mine) == []


def test_what_is_counted_is_the_frozen_snapshot_with_its_parts_and_the_newest_first(
    store: Store,
) -> None:
    mine = publish(store, "KEN")
    publish(store, "GHA", 2025)
    publish(store, "GHA", 2027)

    def cycle_of(given: Assessment, parts: frozenset[PublicPart]) -> tuple[int, frozenset[str]]:
        return given.cycle, parts

    (cycles,) = store.compared(mine, cycle_of, person=ANA)
    assert cycles == ((2027, {PublicPart.PROFILE}), (2025, {PublicPart.PROFILE}))


def test_the_own_published_cycles_are_those_of_the_country_with_a_public_profile_in_their_order(
    store: Store,
) -> None:
    def cycle_of(given: Assessment, parts: frozenset[PublicPart]) -> int:
        return given.cycle

    mine = publish(store, "KEN", 2027, counted=False)
    publish(store, "KEN", 2025)
    withdrawn, hidden = publish(store, "KEN", 2024), agreed(store, "KEN", 2023)
    go(store, withdrawn, Transition.RETRACT, reason="A mistake.")
    go(store, hidden, Transition.PUBLISH, parts=(PublicPart.ROADMAP,))
    other = publish(store, "GHA")
    assert store.own_published(mine, cycle_of, person=ANA) == (2025, 2027)
    assert store.own_published(other, cycle_of, person=ANA) == (2026,)
    store.give_role("gha@example.org", Grant(AccessRole.COORDINATOR, "GHA"), person=ANA, at=NOON)
    with pytest.raises(UnknownAssessment):
        store.own_published(mine, cycle_of, person=account_person("gha@example.org"))


@pytest.mark.parametrize(
    "change", ["UPDATE consent_revision SET given = true", "DELETE FROM consent_revision"]
)
def test_a_consent_is_never_changed(store: Store, change: str) -> None:
    publish(store, "KEN")
    with pytest.raises(Exception, match="append-only"), store.writing() as session:
        session.execute(text(change))


def test_who_published_before_there_was_a_consent_is_not_counted(empty_database_url: str) -> None:
    from alembic import command
    from alembic.config import Config

    from assessment.store.database.engine import open_engine, writer
    from assessment.store.database.migrate import MIGRATIONS

    engine = open_engine(empty_database_url, 5)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with writer(engine).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0013")
        connection.execute(
            text(
                "INSERT INTO assessment (id, country, edition, edition_hash, cycle, profile, state, standing, note,"
                " created_at, created_by) VALUES ('x', 'KEN', 'test', 'h', 2026, 'full', 'published',"
                " 'self-assessed', '', '2026-11-01 00:00:00', 'Ana')"
            )
        )
        connection.execute(
            text(
                "INSERT INTO publication_revision (assessment_id, number, parts, snapshot, author, at)"
                " VALUES ('x', 1, '[\"profile\"]', 's', 'Ana', '2026-11-01 00:00:00')"
            )
        )
    engine.dispose()
    with closing(Store.open(empty_database_url)) as store:
        assert [item.parts for item in store.publications("x", person=local_person("Ana"))] == [
            PROFILE
        ]
        assert not store.consent("x", person=ANA)
