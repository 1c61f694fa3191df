"""The training country: complete, consistent with its own details, and with something for each page to show."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from assessment import Assessment, Standing
from assessment.answers.consistency_gates import raise_gates
from assessment.answers.derived_level import derive_level
from assessment.answers.settlement import institution_answers_by_indicator
from assessment.answers.statistics import figure_warnings, held_statistics
from assessment.countries import country_codes, country_name
from assessment.cycles.comparison import compare_cycles
from assessment.files.assessment_file import open_assessment
from assessment.model.assessment import AnswerStatus, ObservationState
from assessment.model.plan_settings import MeasureStatus
from assessment.planning.gaps import target_levels
from assessment.planning.roadmap import plan_roadmap
from assessment.store.reviews.review_script import read_review_script

EXAMPLES = Path(__file__).parent.parent / "examples"
DAY = dt.date(2026, 11, 23)
EDITION, NEWEST = open_assessment(EXAMPLES / "xtc.yaml", today=DAY)
FORMER = open_assessment(EXAMPLES / "xtc-2024.yaml", today=DAY)[1]
BOTH = pytest.mark.parametrize("given", [FORMER, NEWEST], ids=lambda item: str(item.cycle))


@BOTH
def test_it_is_for_training_and_says_that_it_is_invented(given: Assessment) -> None:
    assert (given.country, given.standing) == ("XTC", Standing.TRAINING)
    assert "invented" in given.note


def test_every_question_of_the_full_profile_is_answered() -> None:
    """Fails when the edition grows: answer the questions it names in examples/xtc.yaml."""
    unanswered = [
        key
        for key in EDITION.profile_indicators(NEWEST.profile)
        if NEWEST.answer(key).state is AnswerStatus.UNANSWERED
    ]
    assert unanswered == []


def test_every_statistic_has_a_figure_or_says_why_not_with_year_and_source() -> None:
    """Fails when the edition grows: give the figures it names in examples/xtc.yaml."""
    assert [key for key in EDITION.statistic if not NEWEST.figures.get(key)] == []
    for key, figures in NEWEST.figures.items():
        assert all(item.year and item.source for item in figures), key
    assert figure_warnings(EDITION, NEWEST) == []


def test_the_details_are_filled_in_and_give_the_level_that_is_claimed() -> None:
    """Fails where the edition asks for new details of a question: fill them in in examples/xtc.yaml."""
    held = held_statistics(NEWEST)
    for key, indicator in EDITION.indicators.items():
        answer = NEWEST.answer(key)
        if indicator.details is None or not answer.is_answered:
            continue
        derived = derive_level(indicator.details, answer.details, held)
        assert derived is None or derived.level == answer.level, key


def test_answers_are_of_every_kind_and_every_level() -> None:
    answers = NEWEST.answers.values()
    assert {answer.level for answer in answers if answer.is_answered} == {0, 1, 2, 3, 4}
    states = [answer.state for answer in answers]
    assert states.count(AnswerStatus.NOT_APPLICABLE) == 2
    assert 2 <= states.count(AnswerStatus.DONT_KNOW) <= 6
    graded = {item.confidence for answer in answers for item in answer.evidence}
    assert graded == {"A", "B", "C", "D"}
    assert all(answer.evidence for answer in answers if answer.level)


def test_all_but_one_of_what_endangers_children_is_below_its_target() -> None:
    targets = target_levels(EDITION, NEWEST)
    severe = [key for key, item in EDITION.indicators.items() if item.severe]
    below = [key for key in severe if (NEWEST.level(key) or 0) < targets[key]]
    assert len(below) == len(severe) - 1


def test_the_gates_on_blocking_and_on_trained_teachers_are_raised_and_no_other() -> None:
    raised = [item.gate for item in raise_gates(EDITION, NEWEST, today=DAY)]
    assert [gate.all for gate in raised] == [("T07>=3", "L11<2"), ("C02>=3",)]


def test_two_questions_divide_the_institutions_and_one_of_them_is_settled_with_a_reason() -> None:
    assert len(NEWEST.institutions) >= 6
    assert all(NEWEST.institution_answers[item.id] for item in NEWEST.institutions)
    divided = {
        key: answers
        for key, answers in institution_answers_by_indicator(NEWEST, EDITION.indicators).items()
        if answers.minority
    }
    assert len(divided) == 2
    (settled,) = (item for item in divided.values() if item.is_settled)
    assert settled.national.settlement is not None
    assert settled.national.settlement.reason


def test_a_figure_that_is_not_collected_stands_beside_a_zero_that_was_counted() -> None:
    figures = [item for items in NEWEST.figures.values() for item in items]
    assert any(item.state is ObservationState.NOT_COLLECTED for item in figures)
    assert any(item.value == 0 and item.note for item in figures)


def test_the_plan_has_decisions_and_progress_and_something_does_not_fit_its_budget() -> None:
    plan = NEWEST.plan
    assert plan.horizon_months == 48
    assert plan.adopted is not None
    statuses = {item.status for item in plan.progress.values()}
    assert statuses == {MeasureStatus.DONE, MeasureStatus.UNDER_WAY, MeasureStatus.STOPPED}
    for item in plan.progress.values():
        assert item.note or item.status is not MeasureStatus.STOPPED
    roadmap = plan_roadmap(EDITION, NEWEST)
    assert roadmap.actions
    assert any("budget" in item.why.value for item in roadmap.unplanned)
    assert not roadmap.conflicts


def test_the_earlier_cycle_is_lower_and_one_level_has_fallen_since() -> None:
    comparison = compare_cycles(FORMER, EDITION, NEWEST, EDITION)
    assert comparison.score_before is not None
    assert comparison.score_after is not None
    assert comparison.score_before < comparison.score_after
    steps = [item.steps for item in comparison.changes if item.steps is not None]
    assert min(steps) < 0 < max(steps)


def test_the_review_is_of_questions_of_the_edition() -> None:
    script = read_review_script(EXAMPLES / "reviews" / "xtc.yaml")
    remarked = {*script.agreed, *(item.indicator for item in script.remarks)}
    assert remarked <= set(NEWEST.answers)
    assert len(remarked) < len(EDITION.indicators) / 2


@pytest.mark.parametrize("name", ["xtc.yaml", "xtc-2024.yaml", "reviews/xtc.yaml"])
def test_it_names_no_country_and_its_links_lead_nowhere(name: str) -> None:
    text = (EXAMPLES / name).read_text(encoding="utf-8")
    named = [
        code
        for code in country_codes()
        if re.search(rf"\b{re.escape(country_name(code).partition(' (')[0])}\b", text)
    ]
    assert named == []
    assert all(host.endswith(".example") for host in re.findall(r"https?://([^/\"]+)", text))
