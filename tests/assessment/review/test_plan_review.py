"""Review of a plan: its outcome, the rules of remarks, the digest and the reading order."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment import (
    Answer,
    Assessment,
    AssessmentState,
    Evidence,
    MeasureChoice,
    MeasureDecision,
    MeasureProgress,
    MeasureStatus,
    PlanSettings,
    plan_roadmap,
    simulate,
)
from assessment.model.plan_settings import AdoptedPlan, OwnDuration
from assessment.model.roles import EVERY_ROLE, AccessRole
from assessment.review.plan_digest import FOLLOW_UP, plan_digest
from assessment.review.plan_reading_order import LookFirst, PlanReading, plan_reading_order
from assessment.review.plan_review import (
    BY_EXPERT,
    DECISIONS,
    WHOLE_PLAN,
    PlanRemark,
    PlanRemarkKind,
    PlanReview,
    PlanReviewOutcome,
    PlanThread,
    Subject,
    SubjectKind,
    ThreadOutcome,
    can_remark_on_plan,
    check_plan_remark,
    subject_name,
    subject_of,
)
from assessment.review.thread import IllegalRemark
from tests import builders

K, S = PlanRemarkKind, PlanReviewOutcome
TARGET = Subject(SubjectKind.TARGET, "A1")
MEASURE = Subject(SubjectKind.MEASURE, "A1-a")
DATE = Subject(SubjectKind.DATE, "A1-a")
COUNTRY, EXPERT = frozenset({AccessRole.COORDINATOR}), frozenset({AccessRole.EXPERT})
QUESTION, REPLY = PlanRemark(K.QUESTION, "Why so low?", "1"), PlanRemark(K.REPLY, "Money.", "1")
RESOLVED, APPROVED = PlanRemark(K.RESOLVED, plan="1"), PlanRemark(K.APPROVED, plan="1")
RETURNED = PlanRemark(K.RETURNED, "One question.", "1")


def reviewed(plan: str = "1", **threads: tuple[PlanRemark, ...]) -> PlanReview:
    """A review with these remarks by subject: `target=`, `measure=`, `date=` and `whole=`."""
    subjects = {"target": TARGET, "measure": MEASURE, "date": DATE, "whole": WHOLE_PLAN}
    return PlanReview(
        {
            subjects[name]: PlanThread(
                subjects[name],
                tuple(replace(item, number=number) for number, item in enumerate(remarks, start=1)),
            )
            for name, remarks in threads.items()
        },
        plan,
    )


@pytest.mark.parametrize(
    ("review", "outcome"),
    [
        (reviewed(), S.NOT_LOOKED_AT),
        (reviewed(target=(QUESTION,)), S.OPEN),
        (reviewed(target=(QUESTION, REPLY)), S.OPEN),
        (reviewed(target=(QUESTION, REPLY, RESOLVED)), S.RESOLVED),
        (reviewed(target=(QUESTION,), whole=(RETURNED,)), S.RETURNED),
        (reviewed(target=(QUESTION, RESOLVED), whole=(RETURNED,)), S.RESOLVED),
        (reviewed(target=(QUESTION, RESOLVED), whole=(RETURNED, APPROVED)), S.APPROVED),
        (reviewed(whole=(APPROVED,)), S.APPROVED),
        (reviewed("2", whole=(APPROVED,)), S.CHANGED),
        (reviewed("2", whole=(APPROVED, replace(APPROVED, plan="2"))), S.APPROVED),
        (reviewed(date=(QUESTION,), whole=(APPROVED,)), S.OPEN),
        (reviewed("2", date=(QUESTION, RESOLVED), whole=(APPROVED,)), S.CHANGED),
    ],
)
def test_the_outcome_of_a_plan_review_follows_from_the_remarks(
    review: PlanReview, outcome: PlanReviewOutcome
) -> None:
    assert review.outcome is outcome


@pytest.mark.parametrize(
    ("remarks", "outcome"),
    [
        ((), ThreadOutcome.NOT_ASKED),
        ((APPROVED,), ThreadOutcome.NOT_ASKED),
        ((QUESTION,), ThreadOutcome.WAITS_FOR_REPLY),
        ((QUESTION, REPLY), ThreadOutcome.REPLIED),
        ((QUESTION, REPLY, QUESTION), ThreadOutcome.WAITS_FOR_REPLY),
        ((QUESTION, REPLY, RESOLVED), ThreadOutcome.RESOLVED),
        ((QUESTION, RESOLVED, QUESTION), ThreadOutcome.WAITS_FOR_REPLY),
    ],
)
def test_a_question_waits_for_the_country_then_for_the_expert(
    remarks: tuple[PlanRemark, ...], outcome: ThreadOutcome
) -> None:
    assert PlanThread(TARGET, remarks).outcome is outcome


@pytest.mark.parametrize(
    ("offered", "subject", "before", "roles", "words"),
    [
        (replace(QUESTION, text=" "), TARGET, reviewed(), EXPERT, "Target of A1: the question is empty"),
        (replace(REPLY, text=""), DATE, reviewed(date=(QUESTION,)), COUNTRY, "Date of A1-a: the reply is empty"),
        (REPLY, MEASURE, reviewed(date=(QUESTION,)), COUNTRY, "Measure A1-a: nothing was asked"),
        (REPLY, WHOLE_PLAN, reviewed(whole=(APPROVED,)), COUNTRY, "nothing was asked"),
        (RESOLVED, TARGET, reviewed(), EXPERT, "no question is open"),
        (RESOLVED, TARGET, reviewed(target=(QUESTION, RESOLVED)), EXPERT, "no question is open"),
        (APPROVED, TARGET, reviewed(), EXPERT, "only the plan as a whole"),
        (RETURNED, DATE, reviewed(date=(QUESTION,)), EXPERT, "only the plan as a whole"),
        (APPROVED, WHOLE_PLAN, reviewed(date=(QUESTION, REPLY)), EXPERT, "questions are open: Date of A1-a"),
        (APPROVED, WHOLE_PLAN, reviewed(whole=(APPROVED,)), EXPERT, "approved already"),
        (replace(RETURNED, text=""), WHOLE_PLAN, reviewed(date=(QUESTION,)), EXPERT, "why you return it"),
        (RETURNED, WHOLE_PLAN, reviewed(date=(QUESTION, RESOLVED)), EXPERT, "no question is open"),
    ],
)  # fmt: skip
def test_what_does_not_follow_or_lacks_words_is_refused(
    offered: PlanRemark,
    subject: Subject,
    before: PlanReview,
    roles: frozenset[AccessRole],
    words: str,
) -> None:
    with pytest.raises(IllegalRemark, match=words):
        check_plan_remark(offered, subject, before, roles=roles)


@pytest.mark.parametrize("role", AccessRole)
@pytest.mark.parametrize("kind", K)
def test_the_expert_asks_and_decides_and_the_country_replies_and_nobody_else(
    kind: PlanRemarkKind, role: AccessRole
) -> None:
    before = reviewed("2", whole=() if kind is K.APPROVED else (QUESTION,))
    country = (AccessRole.COORDINATOR, AccessRole.APPROVER)
    allowed = role is AccessRole.EXPERT if kind in BY_EXPERT else role in country
    offered = PlanRemark(kind, "words", "2")
    if allowed:
        check_plan_remark(offered, WHOLE_PLAN, before, roles={role})
    else:
        with pytest.raises(IllegalRemark, match="coordinator or approver replies"):
            check_plan_remark(offered, WHOLE_PLAN, before, roles={role})


def test_nobody_reviews_a_plan_of_their_own() -> None:
    for offered in (QUESTION, APPROVED):
        with pytest.raises(IllegalRemark, match="saved targets or plan yourself"):
            check_plan_remark(
                offered, WHOLE_PLAN, reviewed(), roles=EXPERT, planned_by={"Ben"}, name="Ben"
            )
        check_plan_remark(
            offered, WHOLE_PLAN, reviewed(), roles=EXPERT, planned_by={"A"}, name="Ben"
        )
    before = reviewed(whole=(QUESTION,))
    check_plan_remark(REPLY, WHOLE_PLAN, before, roles=COUNTRY, planned_by={"Ana"}, name="Ana")


@pytest.mark.parametrize("state", AssessmentState)
@pytest.mark.parametrize("kind", K)
def test_an_expert_speaks_of_a_plan_in_review_and_for_years_after(
    state: AssessmentState, kind: PlanRemarkKind
) -> None:
    spoken = {AssessmentState.IN_REVIEW, AssessmentState.AGREED, AssessmentState.PUBLISHED}
    returned = state is AssessmentState.RETURNED and kind is K.REPLY
    assert can_remark_on_plan(state, kind) == (state in spoken or returned)


@pytest.mark.parametrize("key", ["", "plan:x", "target", "target:", "other:A1", "A1"])
def test_a_key_that_names_nothing_of_a_plan_is_refused(key: str) -> None:
    with pytest.raises(IllegalRemark, match="is nothing of a plan"):
        subject_of(key)


def test_every_subject_is_found_by_its_key_and_has_a_name() -> None:
    for subject in (TARGET, MEASURE, DATE, WHOLE_PLAN):
        assert subject_of(subject.key) == subject
    assert [subject_name(item) for item in (TARGET, WHOLE_PLAN)] == [
        "Target of A1",
        "The plan as a whole",
    ]


# --- Random remarks that the rules permit

OFFERS = st.tuples(
    st.sampled_from((TARGET, MEASURE, DATE, WHOLE_PLAN)),
    st.sampled_from(K),
    st.sampled_from(("", "because")),
)
CHANGE = st.just("change")


def reviews_after(offers: list[tuple[Subject, PlanRemarkKind, str] | str]) -> list[PlanReview]:
    """The review after each legal remark; "change" makes the plan another."""
    reviews = [PlanReview(plan="0")]
    for offer in offers:
        before = reviews[-1]
        if isinstance(offer, str):
            reviews.append(replace(before, plan=str(int(before.plan) + 1)))
            continue
        subject, kind, text = offer
        thread = before.thread(subject)
        made = PlanRemark(kind, text, before.plan, number=len(thread.remarks) + 1)
        try:
            check_plan_remark(made, subject, before, roles=EVERY_ROLE)
        except IllegalRemark:
            continue
        after = PlanThread(subject, (*thread.remarks, made))
        reviews.append(replace(before, threads={**before.threads, subject: after}))
    return reviews


@given(st.lists(OFFERS | CHANGE, max_size=14))
def test_nothing_is_approved_while_a_question_is_open_and_only_what_was_seen(
    offers: list[tuple[Subject, PlanRemarkKind, str] | str],
) -> None:
    reviews = reviews_after(offers)
    for before, after in itertools.pairwise(reviews):
        if after.decision != before.decision and after.decision is not None:
            approved = after.decision.kind is K.APPROVED
            assert bool(before.open_questions) != approved
            assert not after.is_outdated(after.decision)
        closed = set(before.open_questions) - set(after.open_questions)
        for key in closed:
            assert after.thread(key).remarks[-1].kind is K.RESOLVED
    last = reviews[-1]
    assert (last.outcome is S.NOT_LOOKED_AT) == (not last.threads)
    if last.outcome is S.APPROVED:
        assert not last.open_questions
        assert last.decision is not None
        assert (last.decision.kind, last.decision.plan) == (K.APPROVED, last.plan)
    if last.outcome in (S.OPEN, S.RETURNED):
        assert last.open_questions
    assert set(last.waiting_for_reply) <= set(last.open_questions)
    assert all(
        not any(item.kind in DECISIONS for item in thread.remarks)
        for key, thread in last.threads.items()
        if key != WHOLE_PLAN
    )


# --- The digest of an approval


def test_the_digest_is_that_of_levels_targets_and_settings_and_not_of_the_follow_up() -> None:
    one = builders.assessment(
        A1=2, A2="dont_know", targets={"default": 3, "A1": 4}, plan=PlanSettings(at_once=3)
    )
    same = [
        builders.assessment(
            A2="dont_know",
            A1=Answer(level=2, comment="x", evidence=(Evidence(title="Act"),)),
            B1="unanswered",
            targets={"A1": 4, "default": 3},
            plan=PlanSettings(
                at_once=3,
                progress={"A1-a": MeasureProgress(status=MeasureStatus.DONE, ended="2027-03")},
                adopted=AdoptedPlan(date=dt.date(2027, 1, 1)),
            ),
            state=AssessmentState.AGREED,
        ),
    ]
    others = [
        one.with_levels({"A1": 3}),
        builders.assessment(A1=2, targets=one.targets, plan=one.plan),
        one.model_copy(update={"targets": {"default": 3}}),
        one.model_copy(update={"profile": "quick"}),
        one.model_copy(update={"plan": PlanSettings(at_once=2)}),
        one.model_copy(update={"plan": PlanSettings(at_once=3, reason="Why.")}),
        one.model_copy(
            update={
                "plan": PlanSettings(at_once=3, decisions={"A1-a": MeasureDecision(by="2028-01")})
            }
        ),
    ]
    assert [plan_digest(item) for item in same] == [plan_digest(one)]
    digests = [plan_digest(item) for item in (one, *others)]
    assert len(set(digests)) == len(digests)


def test_what_is_left_out_of_the_digest_are_settings_that_exist() -> None:
    assert set(PlanSettings.model_fields) >= FOLLOW_UP


# --- Reading order


def order(assessment: Assessment) -> tuple[PlanReading, ...]:
    edition = builders.edition()
    roadmap = plan_roadmap(edition, assessment)
    return plan_reading_order(edition, assessment, roadmap, simulate(roadmap))


def test_urgent_gaps_come_first_then_the_first_measures_then_what_sets_the_end() -> None:
    result = order(builders.assessment(A1=0, A2=0, B1=0, B2=4))
    by_key = {item.subject.key: item.reasons for item in result}
    assert [item.subject.key for item in result[:2]] == ["target:B1", "target:A1"]
    assert by_key["target:A1"] == (LookFirst.URGENT,)
    assert by_key["measure:A1-a"] == (LookFirst.EARLY,)
    assert LookFirst.SETS_END in by_key["date:A1-b"]
    assert by_key["target:B2"] == ()  # reached, and can be questioned all the same


def test_what_does_not_fit_and_what_the_country_decided_have_their_places() -> None:
    decisions = {
        "A1-a": MeasureDecision(
            months=OwnDuration(low=1, likely=2, high=3), reason="We have a draft."
        ),
        "B1-a": MeasureDecision(choice=MeasureChoice.MAY_NOT, reason="The court is against it."),
    }
    result = order(
        builders.assessment(
            A1=0, A2=0, B1=0, B2=0, targets={"A2": 2}, plan=PlanSettings(decisions=decisions)
        )
    )
    by_key = {item.subject.key: item.reasons for item in result}
    assert by_key["measure:B1-a"] == (LookFirst.NO_ROOM, LookFirst.DECIDED)
    assert LookFirst.DECIDED in by_key["date:A1-a"]
    assert LookFirst.DECIDED in by_key["target:A2"]
    assert "date:B1-a" not in by_key


def test_a_target_that_the_plan_raises_says_so() -> None:
    result = order(builders.assessment(A1=0, A2=0, targets={"A1": 0}))
    by_key = {item.subject.key: item.reasons for item in result}
    assert by_key["target:A1"] == (LookFirst.RAISED, LookFirst.DECIDED)


@given(
    st.dictionaries(st.sampled_from(("A1", "A2", "B1", "B2")), st.integers(0, 4)),
    st.dictionaries(st.sampled_from(("default", "A1", "B2")), st.integers(0, 4)),
)
def test_every_part_of_a_plan_is_there_once_and_the_strongest_reasons_come_first(
    levels: dict[str, int], targets: dict[str, int]
) -> None:
    result = order(builders.assessment(targets=targets, **levels))
    keys = [item.subject.key for item in result]
    assert len(set(keys)) == len(keys)
    assert {f"target:{key}" for key in ("A1", "A2", "B1", "B2")} <= set(keys)
    reasons = list(LookFirst)
    ranks = [reasons.index(item.reasons[0]) if item.reasons else 99 for item in result]
    assert ranks == sorted(ranks)
    assert "plan" not in keys
