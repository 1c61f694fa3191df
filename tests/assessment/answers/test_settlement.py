"""National answers settled from those of institutions: agreement, settlement, progress of an assessment."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from assessment import Answer, AnswerStatus, Assessment, Evidence, Institution
from assessment.answers.completeness import completeness_of
from assessment.answers.settlement import (
    Agreement,
    agreed_answer,
    institution_answers_on,
    position_of,
    settle,
    with_answer,
)
from assessment.files.assessment_file import dump_assessment, parse_assessment
from tests.support.profiles import drawn

IDS = ("police", "justice", "education", "regulator")

ANSWERS = st.one_of(
    st.builds(
        Answer,
        level=st.integers(0, 4),
        reason=st.sampled_from(("", "Because.", "As the report says.")),
        evidence=st.lists(
            st.builds(Evidence, title=st.sampled_from(("Act", "Report", "Plan"))), max_size=2
        ).map(tuple),
    ),
    st.sampled_from(
        (
            Answer(state=AnswerStatus.DONT_KNOW),
            Answer(state=AnswerStatus.OUTSIDE_MANDATE),
            Answer(state=AnswerStatus.NOT_APPLICABLE, reason="It can’t apply."),
        )
    ),
)
SAID = st.dictionaries(st.sampled_from(IDS), ANSWERS)


def assessed(said: dict[str, Answer], order: tuple[str, ...] = IDS) -> Assessment:
    listed = tuple(Institution(id=key, name=key, indicators=("L02",)) for key in order)
    result = Assessment(country="KEN", edition="2026", cycle=2026, institutions=listed)
    for key, answer in said.items():
        result = with_answer(result, key, "L02", answer)
    return result


@given(SAID, st.permutations(IDS))
def test_agreement_does_not_depend_on_the_order_of_the_list(
    said: dict[str, Answer], order: list[str]
) -> None:
    one = institution_answers_on(assessed(said), "L02")
    other = institution_answers_on(assessed(said, tuple(order)), "L02")
    assert one.agreement is other.agreement
    assert set(one.waiting) == set(other.waiting)


@given(SAID)
def test_who_does_not_know_never_disagrees(said: dict[str, Answer]) -> None:
    result = institution_answers_on(assessed(said), "L02")
    claims = {
        position_of(answer)
        for answer in said.values()
        if answer.state in (AnswerStatus.ANSWERED, AnswerStatus.NOT_APPLICABLE)
    }
    assert (result.agreement is Agreement.DIFFERENT) is (len(claims) > 1)
    assert (result.agreement is Agreement.AGREED) is (len(claims) == 1)


@given(SAID.filter(bool), st.data())
def test_settling_leaves_nothing_unsettled_and_every_view_on_file(
    said: dict[str, Answer], data: st.DataObject
) -> None:
    before = assessed(said)
    chosen = data.draw(st.sampled_from(sorted(said)))
    national = settle(
        institution_answers_on(before, "L02"), said[chosen], reason="As decided in the room."
    )
    after = with_answer(before, "national", "L02", national)
    result = institution_answers_on(
        parse_assessment(dump_assessment(after).encode(), "x.yaml"), "L02"
    )
    assert result.is_settled
    assert result.national.settlement is not None
    assert result.national.settlement.positions == {
        key: position_of(answer) for key, answer in said.items()
    }
    claim = position_of(said[chosen])
    same = [answer for answer in said.values() if position_of(answer) == claim]
    assert set(result.national.evidence) == {item for answer in same for item in answer.evidence}


@given(SAID.filter(bool), st.sampled_from(IDS), st.integers(0, 4))
def test_who_says_something_else_after_settling_opens_it_again(
    said: dict[str, Answer], who: str, level: int
) -> None:
    before = assessed(said)
    chosen = next(iter(said.values()))
    national = settle(institution_answers_on(before, "L02"), chosen, reason="So.")
    after = with_answer(before, "national", "L02", national)
    changed = with_answer(after, who, "L02", Answer(level=level))
    said_so_before = who in said and position_of(said[who]) == str(level)
    assert institution_answers_on(changed, "L02").is_settled is (
        said_so_before or position_of(chosen) == str(level)
    )


@settings(max_examples=drawn(50))
@given(SAID)
def test_an_agreed_answer_claims_what_all_claim(said: dict[str, Answer]) -> None:
    result = institution_answers_on(assessed(said), "L02")
    agreed = agreed_answer(result)
    assert (agreed is not None) is (result.agreement is Agreement.AGREED)
    if agreed is not None:
        assert {position_of(agreed)} == set(result.claims.values())


def test_how_far_counts_answered_proven_and_settled() -> None:
    proof = (Evidence(title="Act"),)
    answers = {
        "L01": Answer(level=3, evidence=proof),
        "L02": Answer(level=1),
        "L03": Answer(level=0),
        "L04": Answer(state=AnswerStatus.DONT_KNOW),
    }
    result = Assessment(
        country="KEN",
        edition="2026",
        cycle=2026,
        answers=answers,
        institutions=(Institution(id="police", name="Police", indicators=("L02",)),),
        institution_answers={"police": {"L02": Answer(level=3)}},
    )
    now = completeness_of(result, "national", (*answers, "L05"))
    assert (now.total, now.answered, now.claims, now.proven, now.settled) == (5, 4, 2, 1, 3)
    theirs = completeness_of(result, "police", ("L02",))
    assert (theirs.total, theirs.answered, theirs.claims, theirs.proven) == (1, 1, 1, 0)
