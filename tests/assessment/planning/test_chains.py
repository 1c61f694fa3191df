"""What a closed danger needs to work: months of the plan, not in the plan, standing, unknown, or not applicable."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from assessment import DangerChain, MeasureDecision, PlanSettings, danger_chains, plan_roadmap
from questionnaires.model.indicator import Companion
from reports.sections.roadmap.chains import chain_sentences, chains_remark
from tests.builders import assessment, edition, indicator, measure, pillar

NEEDS = (
    Companion(needs="A2>=2", name="a trained unit"),
    Companion(needs="B1>=1", name="a free number"),
)
EDITION = edition(
    pillars=(
        pillar("A", indicator("A1", severe=True, companions=NEEDS), indicator("A2")),
        pillar("B", indicator("B1")),
    ),
    measures=(
        measure("A1-a", lifts=("A1", 0, 4)),
        measure("A2-a", lifts=("A2", 0, 2), prerequisites=("A1-a",)),
        measure("B1-a", lifts=("B1", 0, 4)),
    ),
)


def chain(**levels: Any) -> tuple[DangerChain, str, str]:
    plan = levels.pop("plan", PlanSettings(start="2027-01", horizon_months=24))
    given = assessment(plan=plan, targets={"default": 2}, **{"A1": 0, **levels})
    roadmap = plan_roadmap(EDITION, given)
    chains = danger_chains(EDITION, given, roadmap)
    return chains[0], chain_sentences(EDITION, given, roadmap)[0], chains_remark(chains)


def test_a_danger_works_when_the_last_of_what_it_needs_stands() -> None:
    found, sentence, remark = chain(A2=0, B1=3)
    assert (found.closed, found.works) == (dt.date(2027, 6, 1), dt.date(2027, 12, 1))
    assert [item.indicator for item in found.missing] == ["A2"]
    assert sentence == (
        "Is A1 in place? (A1): closed on paper by June 2027. "
        "It works from December 2027, when these stand too: "
        "a trained unit (A2, level 2): December 2027."
    )
    assert remark == (
        "Closed on paper: to help a child it also takes a trained unit (planned by Dec 2027)."
    )


def test_what_no_plan_brings_is_said_and_no_month_is_promised() -> None:
    refused = {"A2-a": MeasureDecision(choice="may_not")}
    plan = PlanSettings(start="2027-01", decisions=refused)
    found, sentence, remark = chain(A2=1, B1="dont_know", plan=plan)
    assert found.works is None
    assert sentence.endswith(
        "a trained unit (A2, level 2): not in the plan; a free number (B1, level 1): level not known."
    )
    assert "a trained unit (not in the plan); a free number (level not known)" in remark


@pytest.mark.parametrize("number", ["not_applicable", 1])
def test_what_stands_or_does_not_apply_keeps_no_danger_on_paper(number: int | str) -> None:
    found, sentence, remark = chain(A2=2, B1=number)
    assert found.works == found.closed
    assert "and what it needs to work stands by then: a trained unit (A2)" in sentence
    assert remark == ""
