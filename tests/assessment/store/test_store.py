"""The store keeps every revision, on SQLite and PostgreSQL."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.exc import DBAPIError

from assessment.errors import UnknownAssessment, UnknownPerson
from assessment.files.assessment_file import dump_assessment, parse_assessment
from assessment.model.assessment import (
    UNANSWERED,
    Answer,
    Assessment,
    AssessmentState,
    Evidence,
    PlanSettings,
    Standing,
)
from assessment.store import Person, Revision, Stale, Store, local_person
from tests import builders
from tests.assessment import texts
from tests.support.at_once import at_once
from tests.support.profiles import drawn

ANA, BEN = local_person("Ana"), local_person("Ben")
NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)


def later(minutes: int) -> dt.datetime:
    return NOON + dt.timedelta(minutes=minutes)


@pytest.fixture
def key(store: Store) -> str:
    """Return the id of an assessment without answers."""
    return store.create("KEN", "test", "hash", 2026, "full", person=ANA, at=NOON)


def save(
    store: Store, key: str, given_answer: int | str | Answer, seen: int, minutes: int = 1
) -> Revision[Answer]:
    return store.save_answer(
        key,
        "A1",
        builders.answer(given_answer),
        expected_revision=seen,
        person=ANA,
        at=later(minutes),
    )


class TestANewAssessment:
    def test_has_no_answers_and_the_usual_plan(self, store: Store, key: str) -> None:
        assert store.load(key, person=ANA) == builders.assessment()
        assert store.revisions(key, person=ANA) == {}
        assert store.versions(key, person=ANA).saved_at is None
        assert store.settings(key, person=ANA).number == 0
        assert store.edition_hash(key, person=ANA) == "hash"

    def test_has_an_id_that_can_not_be_guessed(self, store: Store) -> None:
        keys = {
            store.create("KEN", "test", "", 2026, "full", person=ANA, at=NOON) for _ in range(5)
        }
        assert len(keys) == 5
        assert {len(key) for key in keys} == {36}

    def test_stands_in_the_list_with_its_answers_counted(self, store: Store, key: str) -> None:
        save(store, key, 2, seen=0)
        store.save_answer(
            key, "A2", builders.answer("dont_know"), expected_revision=0, person=ANA, at=later(9)
        )
        store.save_answer(key, "B1", UNANSWERED, expected_revision=0, person=ANA, at=later(3))
        (line,) = store.assessments(person=ANA)
        assert (line.id, line.country, line.answered, line.changed_at) == (
            key, "KEN", 2, later(9),
        )  # fmt: skip

    def test_is_listed_by_country_and_cycle(self, store: Store) -> None:
        for country, cycle in (("UGA", 2026), ("KEN", 2028), ("KEN", 2026)):
            store.create(country, "test", "", cycle, "full", person=ANA, at=NOON)
        lines = store.assessments(person=ANA)
        assert [(line.country, line.cycle) for line in lines] == [
            ("KEN", 2026), ("KEN", 2028), ("UGA", 2026),
        ]  # fmt: skip


class TestASavedAnswer:
    def test_is_the_current_one_and_the_old_one_stays_in_the_history(
        self, store: Store, key: str
    ) -> None:
        assert save(store, key, 2, seen=0, minutes=1).number == 1
        assert save(store, key, 3, seen=1, minutes=2).number == 2
        assert store.load(key, person=ANA).level("A1") == 3
        history = store.answer_history(key, "A1", person=ANA)
        assert [(item.number, item.value.level, item.author, item.at) for item in history] == [
            (1, 2, "Ana", later(1)),
            (2, 3, "Ana", later(2)),
        ]
        assert store.versions(key, person=ANA).saved_at == later(2)

    def test_that_already_stands_is_not_stored_twice(self, store: Store, key: str) -> None:
        first = save(store, key, 2, seen=0, minutes=1)
        assert save(store, key, 2, seen=1, minutes=5) == first
        assert save(store, key, 2, seen=0, minutes=6) == first
        assert store.revisions(key, person=ANA) == {"A1": 1}

    def test_can_be_taken_back(self, store: Store, key: str) -> None:
        save(store, key, 2, seen=0)
        store.save_answer(key, "A1", UNANSWERED, expected_revision=1, person=ANA, at=later(2))
        assert store.load(key, person=ANA).answer("A1") == UNANSWERED
        assert len(store.answer_history(key, "A1", person=ANA)) == 2

    def test_of_an_institution_is_not_the_national_answer(self, store: Store, key: str) -> None:
        store.save_answer(
            key, "A1", builders.answer(4), expected_revision=0, person=BEN, at=NOON,
            institution="police",
        )  # fmt: skip
        assert store.load(key, person=ANA).answer("A1") == UNANSWERED
        assert store.revisions(key, person=ANA) == {}
        assert store.revisions(key, person=ANA, institution="police") == {"A1": 1}

    def test_has_its_time_in_utc_whatever_zone_it_came_in(self, store: Store, key: str) -> None:
        nairobi = dt.timezone(dt.timedelta(hours=3))
        at = dt.datetime(2026, 11, 23, 15, 0, 0, 123456, tzinfo=nairobi)
        saved = store.save_answer(
            key, "A1", builders.answer(1), expected_revision=0, person=ANA, at=at
        )
        stored = store.versions(key, person=ANA).saved_at
        assert stored is not None
        assert saved.at == stored == at
        assert saved.at.tzinfo == stored.tzinfo == dt.UTC
        assert store.answer_history(key, "A1", person=ANA)[0].at.tzinfo == dt.UTC

    def test_without_a_time_zone_is_refused(self, store: Store, key: str) -> None:
        with pytest.raises(Exception, match="time without a zone"):
            store.save_answer(
                key, "A1", builders.answer(1), expected_revision=0, person=ANA,
                at=dt.datetime(2026, 11, 23),
            )  # fmt: skip
        assert store.revisions(key, person=ANA) == {}

    def test_without_a_person_can_not_be_written(self, store: Store, key: str) -> None:
        with pytest.raises(TypeError, match="person"):
            store.save_answer(key, "A1", UNANSWERED, expected_revision=0, at=NOON)  # type: ignore[call-arg]

    @pytest.mark.parametrize("name", ["", "  ", "a\0b", "two\nlines"])
    def test_has_an_author_with_a_readable_name(self, name: str) -> None:
        with pytest.raises(UnknownPerson, match="Give a readable name"):
            Person(name)


class TestAStaleWrite:
    def test_is_refused_and_both_answers_are_at_hand(self, store: Store, key: str) -> None:
        save(store, key, 2, seen=0)
        with pytest.raises(Stale, match=r"A1: Ana has saved another.*Compare") as caught:
            store.save_answer(
                key, "A1", builders.answer(4), expected_revision=0, person=BEN, at=later(2)
            )
        refused = caught.value
        assert (refused.stored.value.level, refused.offered.level, refused.stored.number) == (
            2,
            4,
            1,
        )
        assert store.load(key, person=ANA).level("A1") == 2

    def test_that_saw_a_revision_which_is_not_there_is_refused(
        self, store: Store, key: str
    ) -> None:
        with pytest.raises(Stale) as caught:
            save(store, key, 2, seen=3)
        assert caught.value.stored == Revision(0, UNANSWERED)

    def test_is_every_write_but_one_when_many_save_at_once(self, store: Store, key: str) -> None:
        outcomes = at_once(
            *(lambda level=level: save(store, key, level, seen=0) for level in (0, 1, 2, 3))
        )
        refused = [item for item in outcomes if isinstance(item, Stale)]
        assert len(refused) == 3
        winner = store.load(key, person=ANA).answer("A1")
        assert {item.stored.value for item in refused} == {winner}
        assert {winner.level, *(item.offered.level for item in refused)} == {0, 1, 2, 3}
        assert len(store.answer_history(key, "A1", person=ANA)) == 1

    def test_is_none_when_many_save_the_same_at_once(self, store: Store, key: str) -> None:
        outcomes = at_once(*[lambda: save(store, key, 2, seen=0)] * 4)
        assert {item.number for item in outcomes} == {1}  # type: ignore[attr-defined]

    def test_is_none_when_many_save_different_indicators_at_once(
        self, store: Store, key: str
    ) -> None:
        def save_ten(person: int) -> None:
            for number in range(10):
                store.save_answer(
                    key, f"P{person}-{number}", builders.answer(1),
                    expected_revision=0, person=ANA, at=NOON,
                )  # fmt: skip

        outcomes = at_once(*(lambda person=person: save_ten(person) for person in range(6)))
        assert outcomes == [None] * 6
        assert len(store.revisions(key, person=ANA)) == 60

    def test_of_settings_is_refused_with_those_that_stand(self, store: Store, key: str) -> None:
        plan = PlanSettings(horizon_months=24)
        saved = store.save_settings(
            key, targets={"default": 3}, plan=plan, expected_revision=0, person=ANA, at=later(1)
        )
        assert saved == store.settings(key, person=ANA)
        with pytest.raises(Stale, match="Ana has saved others") as caught:
            store.save_settings(
                key, targets={}, plan=plan, expected_revision=0, person=BEN, at=later(2)
            )
        assert caught.value.stored == saved

    def test_of_settings_is_every_one_but_the_first_at_once(self, store: Store, key: str) -> None:
        outcomes = at_once(
            *(
                lambda level=level: store.save_settings(
                    key, targets={"default": level}, plan=PlanSettings(), expected_revision=0,
                    person=ANA, at=NOON,
                )
                for level in (1, 2, 3)
            )
        )  # fmt: skip
        assert sum(isinstance(item, Stale) for item in outcomes) == 2
        assert store.settings(key, person=ANA).number == 1


class TestSettings:
    def test_that_are_saved_stand_in_the_assessment(self, store: Store, key: str) -> None:
        plan = PlanSettings(start="2027-01", budget_by_year=(250_000, 1e6))
        store.save_settings(
            key, targets={"A1": 4}, plan=plan, expected_revision=0, person=ANA, at=later(4)
        )
        assessment = store.load(key, person=ANA)
        assert (assessment.targets, assessment.plan) == ({"A1": 4}, plan)
        assert store.versions(key, person=ANA).saved_at == later(4)

    def test_that_already_stand_are_not_stored_twice(self, store: Store, key: str) -> None:
        first, again = (
            store.save_settings(
                key, targets={"A1": 4}, plan=PlanSettings(), expected_revision=0, person=ANA,
                at=later(minutes),
            )
            for minutes in (1, 2)
        )  # fmt: skip
        assert again == first


class TestARevision:
    @pytest.mark.parametrize("table", ["answer_revision", "settings_revision"])
    @pytest.mark.parametrize("change", ["UPDATE {} SET author = 'x'", "DELETE FROM {}"])
    def test_can_not_be_changed_by_anyone(
        self, store: Store, key: str, database_url: str, table: str, change: str
    ) -> None:
        save(store, key, 2, seen=0)
        store.save_settings(
            key, targets={"A1": 4}, plan=PlanSettings(), expected_revision=0, person=ANA, at=NOON
        )
        before = store.load(key, person=ANA)
        with pytest.raises(DBAPIError, match=f"{table} is append-only"):
            run_sql(database_url, change.format(table))
        assert store.load(key, person=ANA) == before

    def test_keeps_its_assessment_from_being_deleted(
        self, store: Store, key: str, database_url: str
    ) -> None:
        save(store, key, 2, seen=0)
        with pytest.raises(DBAPIError, match=r"(?i)foreign key"):
            run_sql(database_url, "DELETE FROM assessment")

    def test_number_can_not_be_given_twice(self, store: Store, key: str, database_url: str) -> None:
        save(store, key, 2, seen=0)
        with pytest.raises(DBAPIError, match=r"(?i)unique"):
            run_sql(database_url, "INSERT INTO answer_revision SELECT * FROM answer_revision")


def run_sql(url: str, statement: str) -> None:
    """Run a statement on the database directly."""
    address = make_url(url)
    if address.drivername == "postgresql":
        address = address.set(drivername="postgresql+psycopg")
    engine = create_engine(address)
    try:
        with engine.begin() as connection:
            if address.drivername == "sqlite":
                connection.execute(text("PRAGMA foreign_keys = ON"))
            connection.execute(text(statement))
    finally:
        engine.dispose()


class TestAnImportedAssessment:
    def test_comes_out_as_it_went_in(self, store: Store) -> None:
        assessment = builders.assessment(
            A1=Answer(
                level=3,
                comment="ok",
                evidence=(Evidence(title="Act", date=dt.date(2019, 11, 8), public=False),),
            ),
            A2="not_applicable",
            B1=UNANSWERED,
            B2=Answer(value=0.1),
            state=AssessmentState.AGREED,
            standing=Standing.ILLUSTRATIVE,
            note="From public sources.",
            targets={"default": 3, "A1": 4},
            plan=PlanSettings(start="2027-01", budget_by_year=(0.1, 3e15)),
        )
        file = dump_assessment(assessment)
        key = store.import_assessment(
            parse_assessment(file.encode(), "a.yaml"), edition_hash="h", person=ANA, at=NOON
        )
        assert store.load(key, person=ANA) == assessment
        assert dump_assessment(store.load(key, person=ANA)) == file
        assert store.answer_history(key, "A1", person=ANA)[0].author == "Ana"

    def test_keeps_every_awkward_text(self, store: Store) -> None:
        answers = {
            f"A{index}": Answer(
                level=1, comment=words, evidence=(Evidence(title=f"T{words}"[:900]),)
            )
            for index, words in enumerate(texts.AWKWARD_TEXTS)
        }
        assessment = builders.assessment(answers=answers)
        key = store.import_assessment(assessment, edition_hash="", person=ANA, at=NOON)
        assert store.load(key, person=ANA) == assessment

    @given(assessment=texts.assessments)
    @settings(
        max_examples=drawn(60),
        deadline=None,
        # The store keeps all examples; each has an id of its own.
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    def test_exports_the_same_bytes_whatever_people_type(
        self, store: Store, assessment: Assessment
    ) -> None:
        key = store.import_assessment(assessment, edition_hash="", person=ANA, at=NOON)
        assert dump_assessment(store.load(key, person=ANA)) == dump_assessment(assessment)


class TestAnUnknownId:
    @pytest.mark.parametrize("key", ["nobody", "", "' OR 1=1 --", "é" * 100])
    def test_is_told_in_words(self, store: Store, key: str) -> None:
        calls: tuple[Callable[[], object], ...] = (
            lambda: store.load(key, person=ANA),
            lambda: store.revisions(key, person=ANA),
            lambda: store.versions(key, person=ANA).saved_at,
            lambda: store.settings(key, person=ANA),
            lambda: store.answer_history(key, "A1", person=ANA),
            lambda: save(store, key, 2, seen=0),
            lambda: store.save_settings(
                key, targets={}, plan=PlanSettings(), expected_revision=0, person=ANA, at=NOON
            ),
        )
        for call in calls:
            with pytest.raises(UnknownAssessment, match="choose the assessment from the list"):
                call()

    def test_of_an_indicator_has_no_history(self, store: Store, key: str) -> None:
        assert store.answer_history(key, "Z9", person=ANA) == ()
