"""Parts, figures, the profile and retired answers are stored as revisions, on both databases."""

from __future__ import annotations

import datetime as dt
import json
import uuid

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from assessment.model.assessment import (
    Answer,
    AnswerDetails,
    Evidence,
    Observation,
    PlanSettings,
    RetiredAnswer,
    StatusValue,
    StoredFile,
)
from assessment.store import Stale, Store, local_person
from assessment.store.database.engine import open_engine, writer
from assessment.store.database.migrate import MIGRATIONS
from tests import builders
from tests.assessment.store.test_store import at_once, run_sql

ANA, BEN = local_person("Ana"), local_person("Ben")
NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
LATER = NOON + dt.timedelta(minutes=5)

CENSUS = Observation(value=47.5, year=2024, source="Census", breakdown={"sex": "girls"})
NONE = Observation(state="not_collected", year=2025)

DETAILS = AnswerDetails(
    checks={"tests": {"law": True, "access": False}},
    statuses={"treaties": {"opsc": StatusValue(status="ratified", date=dt.date(2002, 5, 1))}},
    rows={"lines": ({"number": "116", "since": "2019-11-08", "hours": 168.0},), "none": ()},
)


@pytest.fixture
def key(store: Store) -> str:
    return store.create("KEN", "test", "hash", 2026, "quick", person=ANA, at=NOON)


def save(store: Store, key: str, *figures: Observation, seen: int = 0, code: str = "S1") -> int:
    return store.save_figures(
        key, code, figures, expected_revision=seen, person=ANA, at=LATER
    ).number  # fmt: skip


class TestParts:
    def test_are_kept_with_their_answer_and_its_reasons(self, store: Store, key: str) -> None:
        answer = Answer(level=2, details=DETAILS, override="A court.", look_again="Reworded.")
        store.save_answer(key, "A1", answer, expected_revision=0, person=ANA, at=NOON)
        assert store.load(key, person=ANA).answer("A1") == answer
        assert store.answer_history(key, "A1", person=ANA)[0].value == answer


class TestFigures:
    def test_are_none_before_the_first_save(self, store: Store, key: str) -> None:
        assert store.figures(key, "S1", person=ANA).number == 0
        assert store.load(key, person=ANA).figures == {}

    def test_that_are_saved_stand_in_the_assessment(self, store: Store, key: str) -> None:
        assert save(store, key, CENSUS) == 1
        assert save(store, key, CENSUS, NONE, seen=1) == 2
        save(store, key, NONE, code="S2")
        assert store.load(key, person=ANA).figures == {"S1": (CENSUS, NONE), "S2": (NONE,)}
        result = store.figures(key, "S1", person=ANA)
        assert (result.number, result.author, result.at) == (2, "Ana", LATER)
        assert store.versions(key, person=ANA).saved_at == LATER
        assert store.versions(key, person=ANA).figures == {"S1": 2, "S2": 1}

    def test_that_already_stand_are_not_stored_twice(self, store: Store, key: str) -> None:
        assert save(store, key, CENSUS) == save(store, key, CENSUS) == 1

    def test_can_be_taken_away(self, store: Store, key: str) -> None:
        save(store, key, CENSUS)
        save(store, key, seen=1)
        assert store.load(key, person=ANA).figures == {"S1": ()}

    def test_are_refused_where_someone_else_saved_others(self, store: Store, key: str) -> None:
        save(store, key, CENSUS)
        with pytest.raises(Stale, match=r"S1: Ana has saved other figures.*Compare") as told:
            store.save_figures(key, "S1", (NONE,), expected_revision=0, person=BEN, at=LATER)
        assert told.value.stored.value == (CENSUS,)

    def test_are_stored_once_when_many_save_at_once(self, store: Store, key: str) -> None:
        outcomes = at_once(
            *(
                lambda value=value: save(store, key, Observation(value=value, year=2025))
                for value in (1, 2, 3)
            )
        )
        assert sum(isinstance(item, Stale) for item in outcomes) == 2

    @pytest.mark.parametrize(
        "table",
        [
            "figures_revision",
            "profile_revision",
            "retired_answer",
            "institutions_revision",
            "evidence_file",
        ],
    )
    def test_and_what_else_was_written_can_not_be_changed(
        self, store: Store, database_url: str, table: str
    ) -> None:
        retired = RetiredAnswer(edition="old", indicator="A1", question="?", answer=Answer(level=1))
        original = builders.assessment(
            figures={"S1": (CENSUS,)}, retired=(retired,), profile="quick"
        )  # fmt: skip
        key = store.import_assessment(original, edition_hash="", person=ANA, at=NOON)
        store.change_profile(key, "full", expected_revision=0, person=ANA, at=NOON)
        store.save_institutions(key, (), expected_revision=0, person=ANA, at=NOON)
        file = StoredFile(sha256="0" * 64, name="a.pdf", kind="pdf", size=1)
        store.add_file(key, file, person=ANA, at=NOON)
        with pytest.raises(DBAPIError, match=f"{table} is append-only"):
            run_sql(database_url, f"DELETE FROM {table}")


class TestTheProfile:
    def test_is_changed_and_every_answer_stays(self, store: Store, key: str) -> None:
        store.save_answer(key, "A1", Answer(level=2), expected_revision=0, person=ANA, at=NOON)
        before = store.load(key, person=ANA)
        changed = store.change_profile(key, "full", expected_revision=0, person=BEN, at=LATER)
        assert store.load(key, person=ANA) == before.model_copy(update={"profile": "full"})
        assert store.profile(key, person=ANA) == changed
        assert (changed.number, changed.author, changed.at) == (1, "Ben", LATER)
        (line,) = store.assessments(person=ANA)
        assert (line.profile, line.answered, line.changed_at) == ("full", 1, LATER)

    def test_that_already_holds_is_not_stored_again(self, store: Store, key: str) -> None:
        same = store.change_profile(key, "quick", expected_revision=0, person=ANA, at=LATER)
        assert same.number == 0

    def test_is_refused_where_someone_else_changed_it(self, store: Store, key: str) -> None:
        store.change_profile(key, "full", expected_revision=0, person=ANA, at=LATER)
        with pytest.raises(Stale, match="Ana has changed it meanwhile to 'full'"):
            store.change_profile(key, "other", expected_revision=0, person=BEN, at=LATER)


def test_everything_comes_out_as_it_went_in(store: Store) -> None:
    old = Answer(
        level=2, details=DETAILS, evidence=(Evidence(title="Act", date=dt.date(2019, 1, 2), supports="law"),)
    )  # fmt: skip
    original = builders.assessment(
        A1=Answer(level=1, details=DETAILS, override="Why.", look_again="Look."),
        figures={
            "S1": (CENSUS, NONE),
            "N1": (Observation(value=3, year=2020, url="https://x.org"),),
        },
        retired=(
            RetiredAnswer(edition="2025", indicator="Z9", question="Old?", answer=old, why="Gone."),
            RetiredAnswer(edition="2025", indicator="Z1", question="Old?", answer=Answer(level=0)),
        ),
    )
    key = store.import_assessment(original, edition_hash="", person=ANA, at=NOON)
    assert store.load(key, person=ANA) == original


def test_a_database_of_the_first_version_keeps_everything(empty_database_url: str) -> None:
    """A database from before parts and figures keeps its answers and its triggers after the upgrade."""
    engine = open_engine(empty_database_url, 5)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    key = str(uuid.uuid4())
    with writer(engine).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.execute(
            text(
                "INSERT INTO assessment VALUES "
                "(:id, 'KEN', 'test', 'h', 2026, 'quick', 'draft', 'self_assessed', 'n', :at, 'Ana')"
            ),
            {"id": key, "at": NOON if "postgres" in empty_database_url else "2026-11-23 12:00:00"},
        )
        for number, level in ((1, 2), (2, 3)):
            connection.execute(
                text(
                    "INSERT INTO answer_revision VALUES (:id, 'national', 'A1', :number, 'answered', "
                    ":level, NULL, 'r', 'c', :evidence, 'Ana', :at)"
                ),
                {
                    "id": key,
                    "number": number,
                    "level": level,
                    "evidence": json.dumps([{"title": "Act", "date": "2019-11-08"}]),
                    "at": NOON if "postgres" in empty_database_url else "2026-11-23 12:00:00",
                },
            )
    engine.dispose()
    store = Store.open(empty_database_url)
    proof = Evidence(title="Act", date=dt.date(2019, 11, 8))
    expected = Answer(level=3, reason="r", comment="c", evidence=(proof,))
    result = store.load(key, person=ANA)
    assert result == builders.assessment(A1=expected, profile="quick", note="n")
    assert result.plan == PlanSettings()
    history = store.answer_history(key, "A1", person=ANA)
    assert [item.value.level for item in history] == [2, 3]
    store.save_answer(key, "A1", Answer(details=DETAILS), expected_revision=2, person=BEN, at=LATER)
    assert len(store.answer_history(key, "A1", person=ANA)) == 3
    store.close()
    with pytest.raises(DBAPIError, match="answer_revision is append-only"):
        run_sql(empty_database_url, "UPDATE answer_revision SET override = 'x'")
