"""The examples offered on the start page, and what opening one puts into the store."""

from __future__ import annotations

import datetime as dt
from contextlib import closing
from pathlib import Path

import pytest

from assessment import Answer, Assessment, AssessmentState, Standing
from assessment.access.permissions import Grant
from assessment.cycles.comparison import compare_cycles
from assessment.errors import InvalidAssessment
from assessment.files.assessment_file import dump_assessment
from assessment.model.roles import AccessRole
from assessment.review.answer_review import OpenPoint, RemarkKind, ReviewOutcome
from assessment.store import Store, account_person, local_person
from host.examples import MINIMUM_LEVELS, examples_in, offered_examples, store_example
from questionnaires import load_published_edition

EDITION = load_published_edition("2026")
NOON = dt.datetime(2026, 11, 27, 12, tzinfo=dt.UTC)
ANA = local_person("Ana")


def put(folder: Path, name: str, country: str, cycle: int, levels: int) -> None:
    standing = Standing.TRAINING if country.startswith("X") else Standing.ILLUSTRATIVE
    keys = [key for key, item in EDITION.indicators.items() if item.details is None][:levels]
    given = Assessment(
        country=country,
        edition="2026",
        cycle=cycle,
        standing=standing,
        answers={key: Answer(level=1, reason="So it is.") for key in keys},
    )
    (folder / f"{name}.yaml").write_text(dump_assessment(given), encoding="utf-8")


def test_invented_countries_come_first_and_countries_with_few_levels_are_left_out(
    tmp_path: Path,
) -> None:
    put(tmp_path, "alb", "ALB", 2026, MINIMUM_LEVELS)
    put(tmp_path, "gha", "GHA", 2026, MINIMUM_LEVELS - 1)
    put(tmp_path, "xzz", "XZZ", 2026, MINIMUM_LEVELS)
    put(tmp_path, "phl", "PHL", 2026, 0)
    assert [item.country for item in examples_in(tmp_path)] == ["XZZ", "ALB"]


def test_the_newest_cycle_of_a_country_is_offered_and_decides_whether_it_is(
    tmp_path: Path,
) -> None:
    put(tmp_path, "a", "XQA", 2026, MINIMUM_LEVELS)
    put(tmp_path, "b", "XQA", 2022, 1)
    put(tmp_path, "c", "XQA", 2024, MINIMUM_LEVELS)
    put(tmp_path, "d", "GHA", 2026, 1)
    put(tmp_path, "e", "GHA", 2025, MINIMUM_LEVELS)
    (example,) = examples_in(tmp_path)
    assert example.newest.assessment.cycle == 2026
    assert [item.assessment.cycle for item in example.earlier] == [2022, 2024]


def test_a_broken_example_is_named(tmp_path: Path) -> None:
    (tmp_path / "xaa.yaml").write_text('country: "XAA"\n', encoding="utf-8")
    with pytest.raises(InvalidAssessment, match=r"xaa\.yaml"):
        examples_in(tmp_path)


def test_the_training_country_is_offered_first_of_those_installed() -> None:
    assert offered_examples()[0].country == "XTC"
    assert "KEN" in [item.country for item in offered_examples()]


def test_a_copy_of_the_training_country_is_half_way_through_its_review(sqlite_store: Store) -> None:
    key = store_example(offered_examples()[0], sqlite_store, person=ANA, at=NOON)
    assert sqlite_store.load(key, person=ANA).state is AssessmentState.IN_REVIEW
    reviews = sqlite_store.reviews(key, person=ANA)
    assert len(reviews) < len(EDITION.indicators) / 2
    assert {item.outcome for item in reviews.values()} == {
        ReviewOutcome.OPEN, ReviewOutcome.AGREED, ReviewOutcome.BOTH_KEPT,
    }  # fmt: skip
    points = {point for item in reviews.values() for point in item.open_points}
    assert points == {OpenPoint.QUESTION, OpenPoint.DISAGREEMENT}
    kinds = {remark.kind for item in reviews.values() for remark in item.remarks}
    assert kinds == set(RemarkKind)
    authors = {remark.author for item in reviews.values() for remark in item.remarks}
    assert len(authors) == 2
    assert all("(invented)" in author for author in authors)
    assert sqlite_store.verify_audit().broken == ()


def test_its_earlier_cycle_comes_once_and_the_two_can_be_compared(sqlite_store: Store) -> None:
    example = offered_examples()[0]
    first = store_example(example, sqlite_store, person=ANA, at=NOON)
    store_example(example, sqlite_store, person=ANA, at=NOON)
    cycles = [item.cycle for item in sqlite_store.assessments(person=ANA)]
    assert cycles == [2024, 2026, 2026]
    earlier = sqlite_store.load(sqlite_store.assessments(person=ANA)[0].id, person=ANA)
    comparison = compare_cycles(earlier, EDITION, sqlite_store.load(first, person=ANA), EDITION)
    assert len(comparison.common) > 50


def test_an_example_without_a_review_is_a_draft_alone(sqlite_store: Store) -> None:
    example = next(item for item in offered_examples() if not item.review.exists())
    key = store_example(example, sqlite_store, person=ANA, at=NOON)
    assert sqlite_store.load(key, person=ANA) == example.newest.assessment
    assert len(sqlite_store.assessments(person=ANA)) == 1


def test_an_account_gets_drafts_as_nobody_there_reviews_their_own_work(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'cop.sqlite3'}"
    bo = account_person("bo@example.org")
    with closing(Store.open(url)) as local, closing(Store.open(url, accounts=True)) as store:
        local.give_role(bo.name, Grant(AccessRole.COORDINATOR, "XTC"), person=ANA, at=NOON)
        key = store_example(offered_examples()[0], store, person=bo, at=NOON)
        assert store.load(key, person=bo).state is AssessmentState.DRAFT
        assert [item.cycle for item in store.assessments(person=bo)] == [2024, 2026]
