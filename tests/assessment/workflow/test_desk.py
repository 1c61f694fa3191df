"""The lines of the desk: what a person limited to an institution does not see, filters and orders."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from assessment import Answer, Assessment, AssessmentState, Evidence, Institution
from assessment.model.roles import AccessRole
from assessment.review.answer_review import IndicatorReview, Remark, RemarkKind
from assessment.workflow.desk import (
    DeskEntry,
    DeskRow,
    desk_row,
    filter_rows,
    longest_unchanged_first,
    longest_waiting_first,
)
from assessment.workflow.next_step import NextAction
from tests.builders import edition

S, R = AssessmentState, AccessRole
NOON = dt.datetime(2026, 11, 27, 12, tzinfo=dt.UTC)
POLICE = Institution(id="police", name="Police", indicators=("A1", "B1"))
EDITION = edition()
SEVERE = next(iter(EDITION.indicators))


def entry(state: AssessmentState = S.DRAFT, *, days: int = 0, **changes: object) -> DeskEntry:
    """The entry of an assessment in which one question is answered, `days` before noon."""
    assessment = Assessment(
        country="KEN",
        edition=EDITION.id,
        cycle=2026,
        profile="full",
        state=state,
        institutions=(POLICE,),
        answers={SEVERE: Answer(level=0)},
    )
    at = NOON - dt.timedelta(days=days)
    made = DeskEntry(
        id="x", assessment=assessment, roles=frozenset((R.EXPERT,)), state_since=at, changed_at=at, reviews={}
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


def row(state: AssessmentState = S.DRAFT, *, days: int = 0, **changes: object) -> DeskRow:
    return desk_row(EDITION, entry(state, days=days, **changes))


def test_an_institution_sees_neither_dangers_nor_the_review_and_its_own_next_step() -> None:
    mine = row(S.SUBMITTED, roles=frozenset((R.CONTRIBUTOR,)), institution="police", reviews=None)
    assert (mine.dangers, mine.open_questions, mine.is_review_due) == (None, None, False)
    assert mine.status.asked == POLICE.indicators
    assert mine.step.action is NextAction.CHECK


def test_a_review_is_due_while_the_expert_has_something_to_do() -> None:
    due = {state: row(state).is_review_due for state in S}
    assert {state for state, is_due in due.items() if is_due} == {S.SUBMITTED, S.IN_REVIEW}
    view = Remark(RemarkKind.VIEW, "", level=0, self_level=0, number=1)
    looked_at = {key: IndicatorReview(key, (view,)) for key in EDITION.indicators}
    assert not row(S.IN_REVIEW, reviews=looked_at).is_review_due
    assert not row(S.IN_REVIEW, reviews=None).is_review_due


def test_open_questions_are_counted_until_they_are_resolved() -> None:
    asked = Remark(RemarkKind.QUESTION, "Which law?", number=1)
    resolved = Remark(RemarkKind.RESOLVED, "", number=2)
    open_one = {SEVERE: IndicatorReview(SEVERE, (asked,))}
    closed = {SEVERE: IndicatorReview(SEVERE, (asked, resolved))}
    assert row(S.IN_REVIEW, reviews=open_one).open_questions == 1
    assert row(S.IN_REVIEW, reviews=closed).open_questions == 0


def test_a_language_is_listed_once_however_it_was_typed() -> None:
    pieces = tuple(Evidence(title="Act", language=name) for name in ("sw", " SW ; ar", "", "ar"))
    assessment = entry().assessment.model_copy(
        update={"answers": {SEVERE: Answer(level=1, evidence=pieces)}}
    )
    assert [name.casefold() for name in row(assessment=assessment).languages] == ["ar", "sw"]


def test_filters_hold_together_and_without_any_all_lines_stay() -> None:
    rows = (row(S.DRAFT), row(S.SUBMITTED), row(S.IN_REVIEW))
    assert filter_rows(rows) == rows
    assert filter_rows(rows, states=[S.DRAFT, S.IN_REVIEW]) == (rows[0], rows[2])
    assert filter_rows(rows, states=[S.DRAFT], review_due=True) == ()
    dangers = replace(rows[0], dangers=("A1",))
    assert filter_rows((*rows, dangers), dangers_open=True, states=[S.DRAFT]) == tuple(
        item for item in (rows[0], dangers) if item.dangers
    )


def test_orders_are_by_time_only_and_keep_the_order_of_lines_alike() -> None:
    rows = (row(S.DRAFT, days=9), row(S.SUBMITTED, days=2), row(S.IN_REVIEW, days=5))
    assert longest_unchanged_first(rows) == (rows[0], rows[2], rows[1])
    assert longest_waiting_first(rows) == (rows[2], rows[1], rows[0])
    drafts = (row(S.DRAFT, days=1), row(S.DRAFT, days=3))
    assert longest_waiting_first(drafts) == drafts
