"""Shared by the tests of attacks: a server in local mode, and one with accounts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import closing

import pytest

from assessment.review.answer_review import Remark, RemarkKind
from assessment.review.plan_review import (
    WHOLE_PLAN,
    PlanRemark,
    PlanRemarkKind,
    Subject,
    SubjectKind,
)
from assessment.workflow.publication import PublicPart
from assessment.workflow.states import AssessmentState, Transition
from tests.attacks.hostile import EDITION, Listener, attack, poisoned
from tests.support.screens import TESTER, store_in
from tests.support.server import Server
from tests.support.sign_in_server import signing_in
from tests.support.transitions import TRANSITIONS_TO

NOW = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = Server(tmp_path_factory.mktemp("local")).start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def with_accounts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """In server mode, with the tests' own provider and the log at its most verbose level."""
    folder = tmp_path_factory.mktemp("accounts")
    with signing_in(folder, STREAMLIT_LOGGER_LEVEL="debug") as running:
        yield running


@pytest.fixture(scope="session")
def listener() -> Listener:
    """The address to which every attack leads."""
    return Listener()


@pytest.fixture(scope="session")
def poisoned_assessments(server: Server, listener: Listener) -> tuple[str, str]:
    """Ids of two hostile assessments in `server`: one returned with hostile remarks, one with every part published."""
    text = attack(listener.address)
    hostile = poisoned(listener.address)
    with closing(store_in(server.folder)) as store:
        first, second = (
            store.import_assessment(item, edition_hash=EDITION.content_hash, person=TESTER, at=NOW)
            for item in (hostile, hostile.model_copy(update={"country": "NAM"}))
        )
        for number, step in enumerate((Transition.SUBMIT, Transition.START_REVIEW)):
            store.apply_transition(first, step, seen=number, person=TESTER, at=NOW)
        for number, kind in enumerate((RemarkKind.VIEW, RemarkKind.QUESTION)):
            said = Remark(kind, text=text, level=None, answer=1)
            store.review(first, "L02", said, seen=number, person=TESTER, at=NOW)
        requested = PlanRemark(PlanRemarkKind.QUESTION, text=text)
        for subject in (WHOLE_PLAN, Subject(SubjectKind.TARGET, "L02")):
            store.review_plan(first, subject, requested, seen=0, person=TESTER, at=NOW)
        store.apply_transition(first, Transition.RETURN, seen=2, person=TESTER, at=NOW, reason=text, questioned=("L02",))  # fmt: skip
        for number, step in enumerate(TRANSITIONS_TO[AssessmentState.PUBLISHED]):
            chosen = tuple(PublicPart) if step is Transition.PUBLISH else ()
            store.apply_transition(second, step, seen=number, person=TESTER, at=NOW, reason=text, parts=chosen)  # fmt: skip
    return first, second
