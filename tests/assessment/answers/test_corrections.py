"""A draft edition was corrected: assessments made before open after, and nothing in them is lost."""

from __future__ import annotations

import datetime as dt

import pytest

from assessment import (
    AdoptedPlan,
    Answer,
    Assessment,
    Institution,
    MeasureChoice,
    MeasureDecision,
    MeasureProgress,
    MeasureStatus,
    PlanSettings,
    apply_details,
)
from assessment.errors import InvalidAssessment
from assessment.files.assessment_file import dump_assessment, fit_assessment, parse_assessment
from questionnaires import Edition, load_published_edition

EDITION = load_published_edition("2026")


def before(**changes: object) -> Assessment:
    """An assessment of the draft as it was, with an answer to a question that is gone."""
    values = {
        "country": "KEN",
        "edition": "2026",
        "cycle": 2026,
        "answers": {
            "T11": Answer(level=2, reason="Guidance of 2024.", comment="Read by two."),
            "T12": Answer(level=1),
        },
        **changes,
    }
    return Assessment.model_validate(values)


def fitted(assessment: Assessment, edition: Edition = EDITION) -> Assessment:
    return fit_assessment(assessment, edition, "ken.yaml")


def test_an_answer_to_a_question_that_was_split_is_kept_and_carried_to_both_with_a_flag() -> None:
    result = fitted(before())
    assert "T11" not in result.answers
    for key in ("T17", "T18"):
        assert result.answers[key].level == 2
        assert result.answers[key].reason == "Guidance of 2024."
        assert "split in two" in result.answers[key].look_again
    (kept,) = result.retired
    assert (kept.indicator, kept.answer.level, kept.answer.comment) == ("T11", 2, "Read by two.")
    assert kept.question.startswith("Do age classes")
    assert result.answers["T12"] == Answer(level=1)


def test_an_answer_to_a_new_question_prevails_over_one_carried_to_it() -> None:
    answers = {"T11": Answer(level=3), "T18": Answer(level=1)}
    result = fitted(before(answers=answers))
    assert (result.answers["T17"].level, result.answers["T18"].level) == (3, 1)


@pytest.mark.parametrize("state", ["dont_know", "outside_mandate", "not_collected"])
def test_a_status_is_carried_as_well_as_a_level(state: str) -> None:
    answer = Answer.model_validate({"state": state, "reason": "Nobody here knows."})
    result = fitted(before(answers={"T11": answer}))
    assert {result.answers[key].state for key in ("T17", "T18")} == {answer.state}


def test_targets_institutions_and_their_answers_follow() -> None:
    result = fitted(
        before(
            targets={"T11": 4, "T17": 2, "default": 3},
            institutions=(Institution(id="regulator", name="R", indicators=("T11", "T12")),),
            institution_answers={"regulator": {"T11": Answer(level=1)}},
        )
    )
    assert result.targets == {"T17": 2, "T18": 4, "default": 3}
    assert result.institutions[0].indicators == ("T17", "T18", "T12")
    assert result.institution_answers["regulator"].keys() == {"T17", "T18"}
    assert {item.institution for item in result.retired} == {"", "regulator"}


def test_decisions_progress_and_adopted_months_move_to_the_measure_that_took_the_place() -> None:
    plan = PlanSettings(
        decisions={"T11-a": MeasureDecision(choice=MeasureChoice.MUST)},
        progress={"L14-b": MeasureProgress(status=MeasureStatus.NOT_STARTED)},
        adopted=AdoptedPlan(date=dt.date(2026, 11, 1), months={"T11-c": ("2027-01", "2027-06")}),
    )
    result = fitted(before(answers={}, plan=plan)).plan
    assert result.decisions.keys() == {"T18-b"}
    assert result.progress.keys() == {"O18-b"}
    assert result.adopted is not None
    assert result.adopted.months.keys() == {"T17-a"}


def test_a_level_that_its_parts_no_longer_allow_is_kept_with_the_reason() -> None:
    statuses = {"opsc": {"status": "ratified"}, "other_regional": {"status": "ratified"}}
    for key in ("budapest", "un_cybercrime", "malabo", "arab", "other_cybercrime", "lanzarote"):
        statuses[key] = {"status": "none"}
    charter = {"statuses": {"treaties": statuses}}
    old = before(answers={"L01": Answer.model_validate({"level": 3, "details": charter})})
    answer = fitted(old).answers["L01"]
    assert answer.level == 3
    assert "regional charter" in answer.override
    assert answer.look_again == answer.override


def test_a_wrong_level_of_another_question_is_refused_as_before() -> None:
    parts = {"checks": {"offences": {"solicitation": True}, "features": {"neutral": False}}}
    wrong = before(answers={"L03": Answer.model_validate({"level": 4, "details": parts})})
    with pytest.raises(InvalidAssessment, match="L03"):
        fitted(wrong)


def test_an_id_that_never_was_is_refused_as_before() -> None:
    with pytest.raises(InvalidAssessment, match="T99"):
        fitted(before(answers={"T99": Answer(level=1)}))


def test_what_was_stored_before_is_read_the_same_way_and_twice_is_as_once() -> None:
    once = apply_details(EDITION, before())
    assert once.answers.keys() == {"T12", "T17", "T18"}
    assert apply_details(EDITION, once) is once
    assert fitted(once) == fitted(before())


def test_a_file_written_after_opens_with_what_was_kept() -> None:
    written = dump_assessment(fitted(before()))
    again = parse_assessment(written.encode(), "ken.yaml")
    assert fitted(again).retired == fitted(before()).retired
