"""Institutions, their answers and evidence files are stored as revisions, on both databases; an import is atomic."""

from __future__ import annotations

import datetime as dt

import pytest

from assessment import UnknownFile
from assessment.model.assessment import (
    Answer,
    AnswerStatus,
    Evidence,
    Institution,
    Observation,
    RetiredAnswer,
    Settlement,
    StoredFile,
)
from assessment.store import (
    AnswerChange,
    ObservationsChange,
    Stale,
    Store,
    local_person,
)
from tests import builders
from tests.assessment.store.test_store import at_once

ANA, BEN = local_person("Ana"), local_person("Ben")
NOON = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
LATER = NOON + dt.timedelta(minutes=5)

JUSTICE = Institution(id="justice", name="Ministry of Justice", role="ministry", indicators=("A1",))
POLICE = Institution(id="police", name="Police", contact="desk 4", indicators=("A1", "B1"))
LAW = StoredFile(sha256="a" * 64, name="law.pdf", kind="pdf", size=12)


@pytest.fixture
def key(store: Store) -> str:
    return store.create("KEN", "test", "hash", 2026, "full", person=ANA, at=NOON)


class TestInstitutions:
    def test_are_none_before_the_first_save(self, store: Store, key: str) -> None:
        assert store.institutions(key, person=ANA).number == 0
        assert store.load(key, person=ANA).institutions == ()

    def test_that_are_saved_stand_in_their_order(self, store: Store, key: str) -> None:
        saved = store.save_institutions(
            key, (POLICE, JUSTICE), expected_revision=0, person=ANA, at=NOON
        )
        assert saved.number == 1
        assert store.load(key, person=ANA).institutions == (POLICE, JUSTICE)
        assert store.versions(key, person=ANA).institutions == 1
        assert store.versions(key, person=ANA).saved_at == NOON

    def test_that_someone_else_changed_are_refused_with_the_list_that_stands(
        self, store: Store, key: str
    ) -> None:
        store.save_institutions(key, (POLICE,), expected_revision=0, person=ANA, at=NOON)
        with pytest.raises(Stale, match=r"Ana has changed the list.*revision 1") as result:
            store.save_institutions(key, (JUSTICE,), expected_revision=0, person=BEN, at=LATER)
        assert result.value.stored.value == (POLICE,)

    def test_are_stored_once_when_many_save_the_same_at_once(self, store: Store, key: str) -> None:
        def save() -> int:
            return store.save_institutions(
                key, (POLICE,), expected_revision=0, person=ANA, at=NOON
            ).number

        assert at_once(*[save] * 8) == [1] * 8


class TestAnAnswerOfAnInstitution:
    def test_stands_beside_the_national_one(self, store: Store, key: str) -> None:
        for institution, level in (("national", 1), ("justice", 2), ("police", 3)):
            store.save_answer(
                key, "A1", Answer(level=level), expected_revision=0, person=ANA, at=NOON,
                institution=institution,
            )  # fmt: skip
        result = store.load(key, person=ANA)
        assert result.answers == {"A1": Answer(level=1)}
        assert result.institution_answers == {
            "justice": {"A1": Answer(level=2)},
            "police": {"A1": Answer(level=3)},
        }
        newest = store.newest_answers(key, person=ANA)
        assert {key: item["A1"].value.level for key, item in newest.items()} == {
            "national": 1, "justice": 2, "police": 3,
        }  # fmt: skip
        assert store.revisions(key, person=ANA, institution="police") == {"A1": 1}

    def test_does_not_make_another_institutions_answer_stale(self, store: Store, key: str) -> None:
        for institution in ("justice", "police"):
            saved = store.save_answer(
                key, "A1", Answer(level=2), expected_revision=0, person=ANA, at=NOON,
                institution=institution,
            )  # fmt: skip
            assert saved.number == 1


def change(
    indicator: str, level: int, *, seen: int = 0, institution: str = "justice"
) -> AnswerChange:
    return AnswerChange(institution, indicator, Answer(level=level), seen)


class TestManyChanges:
    def test_are_stored_together(self, store: Store, key: str) -> None:
        figures = ObservationsChange("S1", (Observation(value=3, year=2024),), 0)
        added = store.save_all(
            key,
            answers=[change("A1", 1), change("B1", 2)],
            figures=[figures],
            person=ANA,
            at=NOON,
        )
        assert added == 3
        result = store.load(key, person=ANA)
        assert result.institution_answers["justice"]["B1"].level == 2
        assert result.figures == {"S1": (Observation(value=3, year=2024),)}

    def test_that_stand_already_are_not_added_again(self, store: Store, key: str) -> None:
        assert store.save_all(key, answers=[change("A1", 1)], person=ANA, at=NOON) == 1
        assert store.save_all(key, answers=[change("A1", 1)], person=BEN, at=LATER) == 0

    def test_are_all_refused_where_one_answer_is_stale(self, store: Store, key: str) -> None:
        store.save_all(key, answers=[change("B1", 4)], person=BEN, at=NOON)
        with pytest.raises(Stale, match="B1"):
            store.save_all(key, answers=[change("A1", 1), change("B1", 2)], person=ANA, at=LATER)
        result = store.load(key, person=ANA).institution_answers["justice"]
        assert result == {"B1": Answer(level=4)}

    def test_are_all_refused_where_figures_are_stale(self, store: Store, key: str) -> None:
        store.save_figures(
            key,
            "S1",
            (Observation(value=1, year=2024),),
            expected_revision=0,
            person=BEN,
            at=NOON,
        )
        with pytest.raises(Stale):
            store.save_all(
                key,
                answers=[change("A1", 1)],
                figures=[ObservationsChange("S1", (Observation(value=2, year=2024),), 0)],
                person=ANA,
                at=LATER,
            )
        assert store.load(key, person=ANA).institution_answers == {}


class TestAFile:
    def test_is_noted_once_with_who_brought_it_first(self, store: Store, key: str) -> None:
        store.add_file(key, LAW, person=ANA, at=NOON)
        again = store.add_file(
            key, LAW.model_copy(update={"name": "copy.pdf"}), person=BEN, at=LATER
        )
        assert (again.file, again.author, again.at) == (LAW, "Ana", NOON)
        assert [item.file for item in store.files(key, person=ANA)] == [LAW]

    def test_of_another_assessment_is_not_there(self, store: Store, key: str) -> None:
        other = store.create("GHA", "test", "hash", 2026, "full", person=ANA, at=NOON)
        store.add_file(key, LAW, person=ANA, at=NOON)
        assert store.file(key, LAW.sha256, person=ANA).file == LAW
        with pytest.raises(UnknownFile, match="no such file"):
            store.file(other, LAW.sha256, person=ANA)
        assert store.files(other, person=ANA) == ()

    def test_named_in_an_imported_assessment_is_not_thereby_had(self, store: Store) -> None:
        claimed = Answer(level=3, evidence=(Evidence(title="Theirs", file=LAW),))
        key = store.import_assessment(
            builders.assessment().model_copy(update={"answers": {"A1": claimed}}),
            edition_hash="hash", person=BEN, at=NOON,
        )  # fmt: skip
        assert store.load(key, person=BEN).answer("A1") == claimed
        with pytest.raises(UnknownFile):
            store.file(key, LAW.sha256, person=BEN)


def test_everything_of_the_workplace_comes_out_as_it_went_in(store: Store) -> None:
    settled = Answer(
        level=2,
        settlement=Settlement(
            reason="The law is in force.", positions={"justice": "2", "police": "3"}
        ),
        evidence=(Evidence(title="Act", file=LAW, confidence="A"),),
    )
    original = builders.assessment().model_copy(
        update={
            "answers": {"A1": settled},
            "institutions": (JUSTICE, POLICE),
            "institution_answers": {
                "justice": {"A1": Answer(level=2)},
                "police": {"A1": Answer(level=3), "B1": Answer(state=AnswerStatus.OUTSIDE_MANDATE)},
            },
            "retired": (
                RetiredAnswer(
                    edition="old", indicator="Z1", question="Was?", answer=Answer(level=1),
                    institution="police",
                ),
            ),
        }
    )  # fmt: skip
    key = store.import_assessment(original, edition_hash="hash", person=ANA, at=NOON)
    assert store.load(key, person=ANA) == original
