"""Review of answers: open points, agreed levels and reading order that follow from the remarks."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment import Answer, AssessmentState, Evidence, Institution, score_assessment
from assessment.cycles.comparison import compare_cycles
from assessment.model.roles import EVERY_ROLE, AccessRole
from assessment.review.answer_review import (
    BY_COUNTRY,
    BY_EXPERT,
    IndicatorReview,
    OpenPoint,
    Remark,
    RemarkKind,
    ReviewOutcome,
    can_remark,
    check_remark,
    open_points,
    open_questions,
    read_reviews,
)
from assessment.review.layers import expert_layer, self_layer, taken_over
from assessment.review.reading_order import ReadFirst, reading_order
from assessment.review.thread import IllegalRemark
from questionnaires import Gate
from tests import builders

K = RemarkKind
DAY = dt.date(2026, 11, 23)
COUNTRY, EXPERT = frozenset({AccessRole.COORDINATOR}), frozenset({AccessRole.EXPERT})


def reviewed(*remarks: Remark, answer: int = 1) -> IndicatorReview:
    numbered = tuple(replace(item, number=number) for number, item in enumerate(remarks, start=1))
    return IndicatorReview("A1", numbered, answer)


def view(level: int | None, own: int | None, why: str = "", answer: int = 1) -> Remark:
    return Remark(K.VIEW, why, level=level, self_level=own, answer=answer)


def ask(text: str = "Which law?") -> Remark:
    return Remark(K.QUESTION, text, answer=1)


REPLY, RESOLVED = Remark(K.REPLY, "The act of 2019.", answer=1), Remark(K.RESOLVED, answer=1)
KEPT = Remark(K.KEPT, "The court has ruled so.", answer=1)


@pytest.mark.parametrize(
    ("review", "outcome", "points"),
    [
        (reviewed(), ReviewOutcome.NOT_LOOKED_AT, ()),
        (reviewed(view(3, 3)), ReviewOutcome.AGREED, ()),
        (reviewed(view(None, None)), ReviewOutcome.AGREED, ()),
        (reviewed(view(2, 3, "x")), ReviewOutcome.OPEN, (OpenPoint.DISAGREEMENT,)),
        (reviewed(view(2, 3, "x"), KEPT), ReviewOutcome.BOTH_KEPT, ()),
        (reviewed(view(2, 3, "x"), KEPT, view(1, 3, "y")), ReviewOutcome.OPEN, (OpenPoint.DISAGREEMENT,)),
        (reviewed(view(2, 3, "x"), KEPT, view(3, 3)), ReviewOutcome.AGREED, ()),
        (reviewed(ask()), ReviewOutcome.OPEN, (OpenPoint.QUESTION,)),
        (reviewed(ask(), REPLY), ReviewOutcome.OPEN, (OpenPoint.QUESTION,)),
        (reviewed(ask(), REPLY, RESOLVED), ReviewOutcome.NOT_LOOKED_AT, ()),
        (reviewed(ask(), RESOLVED, ask()), ReviewOutcome.OPEN, (OpenPoint.QUESTION,)),
        (reviewed(view(3, 3), answer=2), ReviewOutcome.OPEN, (OpenPoint.CHANGED,)),
        (reviewed(view(2, 3, "x"), replace(KEPT, kind=K.ACCEPTED, answer=2), answer=2), ReviewOutcome.AGREED, ()),
        (reviewed(view(2, 3, "x"), replace(KEPT, kind=K.ACCEPTED, answer=2), answer=3), ReviewOutcome.OPEN, (OpenPoint.CHANGED,)),
    ],
)  # fmt: skip
def test_the_outcome_follows_from_the_remarks(
    review: IndicatorReview, outcome: ReviewOutcome, points: tuple[OpenPoint, ...]
) -> None:
    assert (review.outcome, review.open_points) == (outcome, points)


def test_who_has_replied_waits_no_longer_for_a_reply_but_the_question_is_open() -> None:
    assert reviewed(ask()).waits_for_reply
    assert not reviewed(ask(), REPLY).waits_for_reply
    assert reviewed(ask(), REPLY).question_is_open


@pytest.mark.parametrize(
    ("offered", "before", "roles", "words"),
    [
        (view(2, 3), reviewed(), EXPERT, "Say in one sentence why"),
        (view(2, 3, "  "), reviewed(), EXPERT, "Say in one sentence why"),
        (ask(" "), reviewed(), EXPERT, "question is empty"),
        (Remark(K.REPLY), reviewed(ask()), COUNTRY, "reply is empty"),
        (REPLY, reviewed(), COUNTRY, "nothing was asked"),
        (RESOLVED, reviewed(view(3, 3)), EXPERT, "no question is open"),
        (RESOLVED, reviewed(ask(), RESOLVED), EXPERT, "no question is open"),
        (KEPT, reviewed(view(3, 3)), COUNTRY, "no other level"),
        (
            replace(KEPT, kind=K.ACCEPTED),
            reviewed(view(2, 3, "x"), KEPT),
            COUNTRY,
            "no other level",
        ),
        (replace(KEPT, text=""), reviewed(view(2, 3, "x")), COUNTRY, "why you keep"),
    ],
)
def test_what_does_not_follow_or_lacks_words_is_refused(
    offered: Remark, before: IndicatorReview, roles: frozenset[AccessRole], words: str
) -> None:
    with pytest.raises(IllegalRemark, match=words):
        check_remark(offered, before, roles=roles)


@pytest.mark.parametrize("role", AccessRole)
@pytest.mark.parametrize("kind", K)
def test_the_expert_asks_and_the_country_replies_and_nobody_else(
    kind: RemarkKind, role: AccessRole
) -> None:
    before = reviewed(ask(), view(2, 3, "x"))
    offered = Remark(kind, "words", level=2, self_level=3, answer=1)
    country = (AccessRole.COORDINATOR, AccessRole.APPROVER)
    allowed = role is AccessRole.EXPERT if kind in BY_EXPERT else role in country
    if allowed:
        check_remark(offered, before, roles={role})
    else:
        with pytest.raises(IllegalRemark, match="coordinator or approver replies"):
            check_remark(offered, before, roles={role})


def test_nobody_reviews_an_answer_of_their_own() -> None:
    with pytest.raises(IllegalRemark, match="written this answer yourself"):
        check_remark(ask(), reviewed(), roles=EXPERT, answered_by={"Ben"}, name="Ben")
    check_remark(ask(), reviewed(), roles=EXPERT, answered_by={"Ana"}, name="Ben")


@pytest.mark.parametrize("state", AssessmentState)
@pytest.mark.parametrize("kind", K)
def test_remarks_are_added_in_review_only_and_replies_also_once_returned(
    state: AssessmentState, kind: RemarkKind
) -> None:
    expected = state is AssessmentState.IN_REVIEW or (
        state is AssessmentState.RETURNED and kind is K.REPLY
    )
    assert can_remark(state, kind) == expected


# --- Random remarks that the rules permit

OFFERS = st.builds(
    Remark,
    st.sampled_from(K),
    st.sampled_from(("", "because")),
    level=st.none() | st.integers(0, 4),
)


def talk(offers: list[Remark | None], start: int | None) -> tuple[IndicatorReview, int | None]:
    """The legal remarks of `offers`, each made after the ones before; None changes the answer from outside."""
    review, level = IndicatorReview("A1", (), 1), start
    for offer in offers:
        if offer is None:
            level = 4 if level == 0 else 0
            review = replace(review, answer=review.answer + 1)
            continue
        made = replace(
            offer, self_level=level, answer=review.answer, number=len(review.remarks) + 1
        )
        try:
            check_remark(made, review, roles=EVERY_ROLE)
        except IllegalRemark:
            continue
        if made.kind is K.ACCEPTED:
            assert review.view is not None
            level, made = review.view.level, replace(made, answer=review.answer + 1)
        review = replace(review, remarks=(*review.remarks, made), answer=made.answer)
    return review, level


@given(st.lists(st.none() | OFFERS, max_size=12), st.none() | st.integers(0, 4))
def test_nothing_is_agreed_while_anything_is_open_and_agreed_levels_are_those_of_both(
    offers: list[Remark | None], start: int | None
) -> None:
    review, level = talk(offers, start)
    assert (review.outcome is ReviewOutcome.OPEN) == bool(review.open_points)
    if review.outcome is ReviewOutcome.AGREED:
        assert review.view is not None
        assert review.view.level == level
    if review.outcome is ReviewOutcome.BOTH_KEPT:
        assert review.view is not None
        assert review.view.level != level
    assert review.question_is_open == (OpenPoint.QUESTION in review.open_points)
    assert not (review.waits_for_reply and not review.question_is_open)
    assert ("A1" in open_questions({"A1": review})) == review.question_is_open
    assert ("A1" in open_points({"A1": review})) == (review.outcome is ReviewOutcome.OPEN)


@given(st.lists(OFFERS.filter(lambda item: item.text), max_size=12), st.none() | st.integers(0, 4))
def test_the_country_s_own_level_is_never_lost(offers: list[Remark], start: int | None) -> None:
    """Also where it takes over the expert's level several times."""
    review, level = talk(list(offers), start)
    assert review.self_level(level) == start


@given(st.lists(st.none() | OFFERS, max_size=12), st.none() | OFFERS)
def test_a_question_is_closed_by_the_expert_alone(
    offers: list[Remark | None], last: Remark | None
) -> None:
    before, _before = talk(offers, 2)
    after, _level = talk([*offers, last], 2)
    if before.question_is_open and not after.question_is_open:
        assert last is not None
        assert last.kind is K.RESOLVED


# --- Layers


def test_the_three_layers_have_the_levels_of_whom_they_name() -> None:
    assessment = builders.assessment(A1=2, A2=3, B1=1)
    reviews = read_reviews(
        {
            "A1": reviewed(
                view(2, 3, "x"), Remark(K.ACCEPTED, level=2, self_level=3, answer=2)
            ).remarks,
            "A2": reviewed(view(1, 3, "y"), KEPT).remarks,
            "B1": reviewed(view(4, 1, "z", answer=1)).remarks,
        },
        {"A1": 2, "A2": 1, "B1": 2},
    )
    own, expert = self_layer(assessment, reviews), expert_layer(assessment, reviews)
    assert [own.level(key) for key in ("A1", "A2", "B1")] == [3, 3, 1]
    # B1 was changed after the view, which no longer counts.
    assert [expert.level(key) for key in ("A1", "A2", "B1")] == [2, 1, 1]
    edition = builders.edition()
    assert score_assessment(edition, expert).overall.score is not None


def test_a_level_that_nobody_can_see_is_not_known_in_the_layer_of_the_expert() -> None:
    assessment = builders.assessment(A1=2)
    reviews = read_reviews({"A1": reviewed(view(None, 2, "x")).remarks}, {"A1": 1})
    assert expert_layer(assessment, reviews).answer("A1").state == "dont_know"


def test_what_is_taken_over_keeps_evidence_and_says_why() -> None:
    paper = Evidence(title="Act", type="law")
    before = Answer(level=3, reason="Ours.", evidence=(paper,), look_again="moved")
    after = taken_over(before, view(2, 3, "No unit enforces it."))
    assert after == Answer(
        level=2, reason="Ours.", evidence=(paper,), override="No unit enforces it."
    )


# --- Reading order


def test_what_does_not_fit_is_read_first_and_the_rest_as_it_is_asked() -> None:
    edition = builders.edition(
        gates=(Gate(id="G1", all=("B2>=3", "B1<2"), message="Odd.", remedy="Look."),)
    )
    given_now = builders.assessment(A1=1, A2=Answer(level=3), B1=1, B2=Answer(level=3))
    result = reading_order(edition, given_now, today=DAY)
    assert [item.indicator_id for item in result] == ["B2", "B1", "A2", "A1"]
    assert result[0].reasons == (ReadFirst.GATE, ReadFirst.MISSING)
    assert result[1].reasons == (ReadFirst.GATE,)
    assert result[3].reasons == ()


def test_old_evidence_disagreement_and_change_have_their_places() -> None:
    edition = builders.edition()
    old = Evidence(title="Act", type="law", date=dt.date(2011, 1, 1), confidence="A")
    indicators = ("A1", "A2", "B1", "B2")
    now = builders.assessment(
        A1=2, A2=1, B1=Answer(level=2, evidence=(old,)), B2=1,
        institutions=(
            Institution(id="police", name="Police", indicators=indicators),
            Institution(id="justice", name="Justice", indicators=indicators),
        ),
        institution_answers={"police": {"A2": Answer(level=1)}, "justice": {"A2": Answer(level=3)}},
    )  # fmt: skip
    before = builders.assessment(cycle=2024, A1=1, B2=1)
    since = compare_cycles(before, edition, now, edition)
    result = reading_order(edition, now, today=DAY, since=since)
    assert [(item.indicator_id, item.reasons) for item in result] == [
        ("B1", (ReadFirst.OLD,)),
        ("A2", (ReadFirst.DISAGREEMENT,)),
        ("A1", (ReadFirst.CHANGED,)),
        ("B2", ()),
    ]


def test_a_pillar_at_one_high_level_is_read_before_missing_evidence() -> None:
    edition = builders.edition(
        gates=(
            Gate(id="G2", kind="uniform", level=4, share=1.0, message="All alike.", remedy="Look."),
        )
    )
    result = reading_order(edition, builders.assessment(A1=3, B1=4, B2=4), today=DAY)
    assert [item.indicator_id for item in result] == ["B1", "B2", "A1", "A2"]
    assert result[0].reasons == (ReadFirst.UNIFORM, ReadFirst.MISSING)


@given(
    st.dictionaries(st.sampled_from(("A1", "A2", "B1", "B2")), st.integers(0, 4)),
    st.sampled_from(("full", "quick")),
)
def test_every_question_of_the_profile_is_read_once_and_the_strongest_reasons_come_first(
    levels: dict[str, int], profile: str
) -> None:
    edition = builders.edition(
        gates=(
            Gate(id="G1", all=("A1>=3", "B1<2"), message="Odd.", remedy="Look."),
            Gate(id="G2", kind="uniform", level=4, share=1.0, message="Alike.", remedy="Look."),
        )
    )
    result = reading_order(edition, builders.assessment(profile=profile, **levels), today=DAY)
    assert sorted(item.indicator_id for item in result) == sorted(
        edition.profile_indicators(profile)
    )
    order = list(ReadFirst)
    ranks = [order.index(item.reasons[0]) if item.reasons else len(order) for item in result]
    assert ranks == sorted(ranks)


def test_every_kind_of_remark_is_somebody_s() -> None:
    assert set(K) == BY_EXPERT | BY_COUNTRY
    assert not BY_EXPERT & BY_COUNTRY
