"""The next cycle: carried answers, answers to confirm again, and an unchanged former cycle."""

from __future__ import annotations

import datetime as dt
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from assessment import (
    Answer,
    AnswerStatus,
    Assessment,
    AssessmentState,
    Evidence,
    Institution,
    MeasureProgress,
    MeasureStatus,
    Observation,
    PlanSettings,
)
from assessment.access.permissions import Grant
from assessment.cycles.migration import migrate
from assessment.cycles.next_cycle import NotReopened, may_reopen, next_cycle, not_looked_at
from assessment.errors import NotAllowed
from assessment.files.assessment_file import dump_json
from assessment.model.assessment import Settlement, StoredFile
from assessment.model.roles import AccessRole
from assessment.review.answer_review import Remark, RemarkKind
from assessment.store import (
    BlobStore,
    Person,
    Store,
    account_person,
    local_person,
    published,
    restore_backup,
    write_backup,
)
from assessment.workflow.publication import PublicPart
from assessment.workflow.states import Transition
from tests import builders
from tests.assessment.cycles.test_migration import NEW, OLD
from tests.assessment.strategies import assessments
from tests.reports import made
from tests.support.at_once import at_once
from tests.support.transitions import TRANSITIONS_TO

S = AssessmentState
ANA = local_person("Ana")
NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
LAW = StoredFile(sha256="a" * 64, name="law.pdf", kind="pdf", size=1)
OTHER = StoredFile(sha256="b" * 64, name="other.pdf", kind="pdf", size=1)
EDITION = builders.edition()


def agreed() -> Assessment:
    """Kenya 2026, agreed: two answers with evidence, an institution, a figure, a plan in progress."""
    return Assessment(
        country="KEN",
        edition=EDITION.id,
        cycle=2026,
        state=S.AGREED,
        note="compiled in a hurry",
        answers={
            "A1": Answer(
                level=2,
                reason="The act of 2018.",
                evidence=(Evidence(title="Act", file=LAW),),
                settlement=Settlement(positions={"police": "2"}),
            ),
            "A2": Answer(state=AnswerStatus.DONT_KNOW),
        },
        targets={"default": 3},
        plan=PlanSettings(
            horizon_months=36,
            progress={"A1-a": MeasureProgress(status=MeasureStatus.DONE, ended="2026-10")},
        ),
        figures={"X": (Observation(value=4.0, year=2025),)},
        institutions=(Institution(id="police", name="Police", indicators=("A1",)),),
        institution_answers={"police": {"A1": Answer(level=2)}},
    )


def test_answers_come_along_to_be_looked_at_again() -> None:
    result = next_cycle(agreed(), EDITION, EDITION, 2028)
    assert (result.cycle, result.state, result.note) == (2028, S.DRAFT, "")
    assert result.answers["A1"].look_again == "This is the answer of 2026."
    assert result.answers["A1"].evidence == agreed().answers["A1"].evidence
    assert result.answers["A1"].settlement is None
    assert result.institution_answers["police"]["A1"].look_again
    assert not_looked_at(result.answers, ("A1", "A2", "B1")) == ("A1", "A2")


def test_figures_institutions_targets_and_plan_come_along_as_they_are() -> None:
    before = agreed()
    result = next_cycle(before, EDITION, EDITION, 2028)
    assert result.figures == before.figures
    assert result.institutions == before.institutions
    assert (result.targets, result.plan) == (before.targets, before.plan)


@pytest.mark.parametrize("state", [S.DRAFT, S.SUBMITTED, S.IN_REVIEW, S.RETURNED, S.WITHDRAWN])
def test_only_what_was_agreed_is_followed_by_a_cycle(state: S) -> None:
    with pytest.raises(NotReopened, match="agreed or published"):
        next_cycle(agreed().model_copy(update={"state": state}), EDITION, EDITION, 2028)


@pytest.mark.parametrize("cycle", [2025, 2026])
def test_the_next_cycle_is_later(cycle: int) -> None:
    with pytest.raises(NotReopened, match="later than 2026"):
        next_cycle(agreed(), EDITION, EDITION, cycle)


def test_in_a_later_edition_the_answers_move_along_its_map() -> None:
    before = builders.assessment(**dict.fromkeys(OLD.indicators, 2)).model_copy(
        update={"edition": OLD.id, "state": S.AGREED, "cycle": 2026}
    )
    moved = migrate(before, OLD, NEW).assessment
    result = next_cycle(before, OLD, NEW, 2028)
    assert result.edition == NEW.id
    assert {key: item.level for key, item in result.answers.items()} == {
        key: item.level for key, item in moved.answers.items()
    }
    assert all("answer of 2026" in item.look_again for item in result.answers.values())
    for key, item in moved.answers.items():  # the reason of the map is kept as well
        assert result.answers[key].look_again.endswith(item.look_again)
    assert result.retired == moved.retired


@given(assessments(EDITION), st.integers(1, 70))
def test_nothing_that_was_said_is_lost_or_changed_but_its_mark(
    before: Assessment, years: int
) -> None:
    given_one = before.model_copy(update={"state": S.PUBLISHED, "cycle": 2030})
    result = next_cycle(given_one, EDITION, EDITION, 2030 + years)
    for key, answer in before.answers.items():
        if answer.state is AnswerStatus.UNANSWERED and not answer.look_again:
            continue
        kept = result.answers[key].model_copy(update={"look_again": "", "settlement": None})
        assert kept == answer.model_copy(update={"look_again": "", "settlement": None})
        assert result.answers[key].look_again
    assert result.answers.keys() <= before.answers.keys()
    assert result.figures == before.figures


def test_the_coordinator_alone_opens_it() -> None:
    who = {role for role in AccessRole if may_reopen(S.AGREED, (Grant(role, "KEN", "police"),))}
    assert who == {AccessRole.COORDINATOR}
    assert not may_reopen(S.IN_REVIEW, (Grant(AccessRole.COORDINATOR, "KEN"),))


# --- In the store


def published_one(store: Store) -> str:
    """The same, imported as a draft and published, with a remark in its review."""
    draft = agreed().model_copy(update={"state": S.DRAFT})
    key = store.import_assessment(draft, edition_hash="h", person=ANA, at=NOON)
    for file in (LAW, OTHER):
        store.add_file(key, file, person=ANA, at=NOON)
    for seen, step in enumerate(TRANSITIONS_TO[S.IN_REVIEW]):
        store.apply_transition(key, step, seen=seen, person=ANA, at=NOON)
    view = Remark(RemarkKind.VIEW, level=2, self_level=2, answer=1)
    store.review(key, "A1", view, seen=0, person=ANA, at=NOON)
    store.apply_transition(key, Transition.AGREE, seen=2, person=ANA, at=NOON)
    store.apply_transition(
        key, Transition.PUBLISH, seen=3, person=ANA, at=NOON, parts=(PublicPart.PROFILE,)
    )
    return key


def opened(store: Store, key: str, cycle: int = 2028, person: Person = ANA) -> str:
    draft = next_cycle(store.load(key, person=ANA), EDITION, EDITION, cycle)
    return store.open_next_cycle(key, draft, edition_hash="h", person=person, at=NOON)


def test_the_former_stays_as_it_was_and_public(store: Store) -> None:
    key = published_one(store)
    before = store.load(key, person=ANA)
    steps, log = store.transitions(key, person=ANA), store.audit(key, person=ANA)
    public = published(store)
    new = opened(store, key)
    assert store.load(key, person=ANA) == before
    assert store.transitions(key, person=ANA) == steps
    assert store.audit(key, person=ANA) == log
    assert store.snapshot(key, steps[-1].snapshot, person=ANA).state is S.PUBLISHED
    assert published(store) == public
    assert [item.cycle for item in public] == [2026]
    draft = store.load(new, person=ANA)
    assert (draft.state, draft.cycle) == (S.DRAFT, 2028)
    assert draft == next_cycle(before, EDITION, EDITION, 2028)
    assert store.verify_audit().broken == ()


def test_the_two_know_of_each_other(store: Store) -> None:
    key = published_one(store)
    new = opened(store, key)
    here, there = store.cycles(key, person=ANA), store.cycles(new, person=ANA)
    assert here.former is None
    assert [(item.assessment_id, item.cycle, item.author) for item in here.later] == [
        (new, 2028, "Ana")
    ]
    assert there.former is not None
    assert (there.former.assessment_id, there.former.cycle) == (key, 2026)
    assert there.former.state is S.PUBLISHED


def test_files_that_are_named_come_along_and_remarks_do_not(store: Store) -> None:
    key = published_one(store)
    new = opened(store, key)
    assert [item.file for item in store.files(new, person=ANA)] == [LAW]
    assert store.reviews(new, person=ANA) == {}
    assert store.transitions(new, person=ANA) == ()


def test_an_answer_that_is_confirmed_loses_its_mark(store: Store) -> None:
    new = opened(store, published_one(store))
    answer = store.load(new, person=ANA).answers["A1"].model_copy(update={"look_again": ""})
    store.save_answer(new, "A1", answer, expected_revision=1, person=ANA, at=NOON)
    assert not_looked_at(store.load(new, person=ANA).answers, ("A1", "A2")) == ("A2",)


def test_there_is_one_next_cycle_until_it_is_withdrawn(store: Store) -> None:
    key = published_one(store)
    new = opened(store, key)
    with pytest.raises(NotReopened, match="2028 was opened"):
        opened(store, key, 2029)
    store.apply_transition(
        new, Transition.WITHDRAW, seen=0, person=ANA, at=NOON, reason="Too early."
    )
    again = opened(store, key, 2029)
    assert [item.assessment_id for item in store.cycles(key, person=ANA).later] == [new, again]


def test_of_two_who_press_the_button_one_is_told(store: Store) -> None:
    key = published_one(store)
    outcomes = at_once(*[lambda: opened(store, key)] * 5)
    assert sum(isinstance(item, NotReopened) for item in outcomes) == 4
    assert len(store.cycles(key, person=ANA).later) == 1


def test_the_store_asks_for_itself(store: Store) -> None:
    draft = agreed().model_copy(update={"state": S.DRAFT, "cycle": 2028})
    key = store.import_assessment(
        agreed().model_copy(update={"state": S.DRAFT}), edition_hash="h", person=ANA, at=NOON
    )
    with pytest.raises(NotReopened, match="agreed or published"):
        store.open_next_cycle(key, draft, edition_hash="h", person=ANA, at=NOON)
    done = published_one(store)
    for wrong, words in (({"country": "UGA"}, "same country"), ({"cycle": 2026}, "later")):
        with pytest.raises(NotReopened, match=words):
            store.open_next_cycle(
                done, draft.model_copy(update=wrong), edition_hash="h", person=ANA, at=NOON
            )
    assert store.cycles(done, person=ANA).later == ()


@pytest.mark.parametrize(
    "role", [role for role in AccessRole if role is not AccessRole.COORDINATOR]
)
def test_nobody_but_the_coordinator_opens_it_in_the_store(
    role: AccessRole, database_url: str
) -> None:
    with closing(Store.open(database_url)) as store:
        key = published_one(store)
        email = "ben@example.org"
        institution = "police" if role is AccessRole.CONTRIBUTOR else ""
        store.give_role(email, Grant(role, "KEN", institution), person=ANA, at=NOON)
        with pytest.raises(NotAllowed):
            opened(store, key, person=account_person(email))
        coordinator = "carol@example.org"
        store.give_role(coordinator, Grant(AccessRole.COORDINATOR, "KEN"), person=ANA, at=NOON)
        new = opened(store, key, person=account_person(coordinator))
        assert store.load(new, person=ANA).state is S.DRAFT


def test_a_backup_knows_which_cycle_followed_which(store: Store, tmp_path: Path) -> None:
    key = published_one(store)
    new = opened(store, key)
    blobs = BlobStore(tmp_path / "evidence")
    write_backup(store, blobs, tmp_path / "backup.zip")
    url = f"sqlite:///{tmp_path / 'back' / 'store.sqlite3'}"
    _report, result = restore_backup(tmp_path / "backup.zip", url, blobs)
    assert result.broken == ()
    with closing(Store.open(url)) as back:
        assert back.cycles(new, person=ANA) == store.cycles(new, person=ANA)


def test_the_database_refuses_to_change_which_followed_which(store: Store) -> None:
    opened(store, published_one(store))
    for change in ("DELETE FROM cycle_opened", "UPDATE cycle_opened SET author = 'x'"):
        with pytest.raises(DBAPIError, match="append-only"), store.writing() as session:
            session.execute(text(change))


@pytest.mark.parametrize("name", ["ken", "irl"])
def test_an_example_comes_back_whole(name: str, sqlite_store: Store) -> None:
    edition = made.edition()
    before = made.example(name).model_copy(update={"state": S.AGREED})
    key = sqlite_store.import_assessment(before, edition_hash="h", person=ANA, at=NOON)
    draft = next_cycle(before, edition, edition, before.cycle + 2)
    new = sqlite_store.open_next_cycle(key, draft, edition_hash="h", person=ANA, at=NOON)
    assert dump_json(sqlite_store.load(new, person=ANA)) == dump_json(draft)
    assert len(not_looked_at(draft.answers, edition.indicators)) == len(before.answers)
