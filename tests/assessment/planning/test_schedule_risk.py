"""Simulated dates: ordered, with the stated probability, later for longer ranges, deterministic."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment import (
    Assessment,
    PlanSettings,
    plan_roadmap,
    simulate,
)
from assessment.planning.schedule_risk import draw_months
from questionnaires import Edition, load_published_edition
from tests.assessment.strategies import plans
from tests.builders import assessment, edition, measure
from tests.support.profiles import drawn


@settings(max_examples=drawn(60), deadline=None)
@given(st.integers(1, 20), st.integers(0, 20), st.integers(0, 60))
def test_draws_keep_to_the_range_they_are_given(low: int, more: int, tail: int) -> None:
    likely, high = low + more, low + more + tail
    drawn = draw_months("X", low, likely, high)
    assert drawn.min() >= low
    assert np.median(drawn) == pytest.approx(likely, abs=0.6)
    if high <= 200:
        assert np.percentile(drawn, 90) == pytest.approx(high, rel=0.1, abs=0.6)


@settings(max_examples=drawn(40), deadline=None)
@given(plans())
def test_dates_are_in_order_and_the_same_when_drawn_again(case: tuple[Edition, Assessment]) -> None:
    roadmap = plan_roadmap(*case)
    risk = simulate(roadmap)
    assert risk == simulate(roadmap)
    for result in (*risk.measures.values(), *risk.milestones.values()):
        assert result.likely <= result.safe
    assert risk.measures.keys() == {item.measure.id for item in roadmap.actions}
    assert risk.milestones.keys() == {(m.indicator_id, m.level) for m in roadmap.milestones}
    if roadmap.actions:
        assert risk.end is not None
        assert risk.end.safe >= max(item.likely for item in risk.measures.values())
        assert sum(share for _key, share in risk.criticality) >= 1.0


def test_a_chain_slips_further_than_its_parts_and_its_longest_measure_decides_most_often() -> None:
    questionnaire = edition(
        measures=(
            measure("A1-a", lifts=("A1", 0, 4), months={"low": 6, "likely": 12, "high": 48}),
            measure("A2-a", lifts=("A2", 0, 4), prerequisites=("A1-a",)),
            measure("B1-a", lifts=("B1", 0, 4), months={"low": 1, "likely": 1, "high": 2}),
        )
    )
    roadmap = plan_roadmap(
        questionnaire, assessment(A1=0, A2=0, B1=0, plan=PlanSettings(horizon_months=60))
    )
    risk = simulate(roadmap)
    assert risk.measures["A2-a"].safe > risk.measures["A1-a"].safe > risk.measures["A1-a"].planned
    shares = dict(risk.criticality)
    assert shares["A2-a"] == 1.0
    assert 0.4 < shares["A1-a"] < 0.6  # it delays the other only where it is late itself
    assert "B1-a" not in shares


def test_a_law_may_take_longer_than_its_high_end_in_one_of_ten_draws() -> None:
    questionnaire = load_published_edition("2026")
    law = max(
        (item for item in questionnaire.measures if item.id.startswith("L")),
        key=lambda item: item.months.high,
    )
    drawn = draw_months(law.id, law.months.low, law.months.likely, law.months.high)
    assert np.mean(drawn > law.months.high) == pytest.approx(0.1, abs=0.02)
    assert drawn.max() > 1.3 * law.months.high
