"""An id names one institution: a second one is refused, and a list stored before opens with one; on both databases."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from assessment.errors import InvalidAssessment
from assessment.model.assessment import Assessment, Institution
from assessment.store import Store, local_person
from assessment.store.database.tables import InstitutionsRow

ANA = local_person("Ana")
NOON = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
TWICE = (
    Institution(id="police", name="Police", indicators=("A1", "B1")),
    Institution(id="schools", name="Schools"),
    Institution(id="police", name="Second police", indicators=("B1", "C1")),
)
REFUSED = r"institutions: police: stands twice\. Give each institution an id of its own\."


def test_a_list_with_one_id_twice_is_not_stored_and_the_message_names_it(store: Store) -> None:
    key = store.create("KEN", "test", "hash", 2026, "full", person=ANA, at=NOON)
    with pytest.raises(InvalidAssessment, match=REFUSED):
        store.save_institutions(key, TWICE, expected_revision=0, person=ANA, at=NOON)
    assert store.institutions(key, person=ANA).number == 0


def test_an_assessment_with_one_id_twice_is_not_imported(store: Store) -> None:
    given = Assessment(country="KEN", edition="test", cycle=2026, institutions=TWICE)
    with pytest.raises(InvalidAssessment, match=REFUSED):
        store.import_assessment(given, edition_hash="hash", person=ANA, at=NOON)
    assert store.assessments(person=ANA) == ()


def test_of_those_stored_before_the_first_stays_with_the_questions_of_all(store: Store) -> None:
    key = store.create("KEN", "test", "hash", 2026, "full", person=ANA, at=NOON)
    with Session(store._engine) as session:
        session.add(
            InstitutionsRow(
                assessment_id=key,
                number=1,
                author="Ana",
                at=NOON,
                institutions=[item.model_dump(mode="json") for item in TWICE],
            )
        )
        session.commit()
    police, schools = store.load(key, person=ANA).institutions
    assert (police.name, police.indicators) == ("Police", ("A1", "B1", "C1"))
    assert schools.id == "schools"
    store.save_institutions(key, (police,), expected_revision=1, person=ANA, at=NOON)
    assert store.load(key, person=ANA).institutions == (police,)
