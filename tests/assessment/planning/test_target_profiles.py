"""Sets of targets, levels that need evidence, and bands of scores: settings of an edition, off unless it sets them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from assessment import (
    Answer,
    Assessment,
    PlanSettings,
    find_gaps,
    plan_roadmap,
    score_assessment,
    score_at_targets,
    target_levels,
    unproven_indicators,
)
from assessment.answers.checks import check_answers
from assessment.files.assessment_file import dump_assessment
from assessment.model.evidence import Evidence
from cli import main
from questionnaires import Edition, load_edition
from questionnaires.model import Band, Scoring, TargetProfile
from reports.formats import Formats
from tests.builders import assessment, edition, write_edition

STEP = TargetProfile(id="step", name="One level up", above_today=1)
REGION = TargetProfile(id="region", name="Region", level=3, targets={"A1": 4, "B2": 1})
PROOF = (Evidence(title="The act", type="law"),)


def of(**scoring: object) -> Edition:
    return edition(scoring=Scoring(target_profiles=(STEP, REGION), **scoring))


def answered_with(profile: str = "", **more: object) -> Assessment:
    plan = PlanSettings(target_profile=profile)
    return assessment(A1=1, A2=4, B1="dont_know", plan=plan, **more)


@pytest.mark.parametrize(
    ("profile", "targets", "expected"),
    [
        ("", {}, (4, 4, 4, 4)),
        ("", {"default": 2}, (2, 2, 2, 2)),
        ("step", {"default": 2}, (2, 4, 1, 1)),
        ("step", {"A1": 4}, (4, 4, 1, 1)),
        ("region", {}, (4, 3, 3, 1)),
    ],
)
def test_the_own_target_goes_before_that_of_the_set_and_this_before_the_default(
    profile: str, targets: dict[str, int], expected: tuple[int, ...]
) -> None:
    answered = answered_with(profile, targets=targets)
    assert tuple(target_levels(of(), answered).values()) == expected


def test_the_set_of_the_edition_holds_until_the_country_chooses() -> None:
    made = of(target_profile="step")
    assert target_levels(made, answered_with())["A1"] == 2
    assert target_levels(made, answered_with(targets={"default": 3}))["A1"] == 3
    assert target_levels(made, answered_with("region"))["A1"] == 4


def test_one_level_up_plans_the_measures_of_one_level() -> None:
    roadmap = plan_roadmap(of(), answered_with("step"))
    assert [item.measure.id for item in roadmap.actions] == ["A1-a"]
    assert [(gap.indicator.id, gap.gap) for gap in find_gaps(of(), answered_with("step"))] == [
        ("A1", 1)
    ]


def test_a_set_that_the_edition_does_not_have_is_refused() -> None:
    (problem,) = check_answers(answered_with("nowhere"), of())
    assert str(problem) == (
        "plan: target_profile: edition test has no target profile 'nowhere'. "
        "Use one of: step, region."
    )
    (other,) = check_answers(answered_with("step"), edition())
    assert other.remedy == "Delete it; this edition has none."


@pytest.mark.parametrize("level", [1, 2, 3, 4])
def test_a_level_counts_only_with_evidence_where_the_edition_says_so(level: int) -> None:
    made = edition(scoring=Scoring(evidence_from=2))
    bare = assessment(A1=level, A2=4, B1=0, B2=0)
    proven = assessment(A1=Answer(level=level, evidence=PROOF), A2=4, B1=0, B2=0)
    counted = score_assessment(made, bare).nodes["A1"].score
    assert counted == min(level, 1) / 4
    assert score_assessment(made, proven).nodes["A1"].score == level / 4
    assert unproven_indicators(made, bare) == (("A1", "A2") if level > 1 else ("A2",))
    assert score_assessment(edition(), bare).nodes["A1"].score == level / 4


def test_an_unproven_level_is_a_gap_and_a_level_reached_is_taken_to_be_proven() -> None:
    made = edition(scoring=Scoring(evidence_from=2))
    answered = assessment(A1=4, A2=Answer(level=4, evidence=PROOF), B1=0, B2=1)
    levels = {gap.indicator.id: gap.current_level for gap in find_gaps(made, answered)}
    assert levels == {"A1": 1, "B1": 0, "B2": 1}
    assert score_at_targets(made, answered).overall.score == 1.0
    end = plan_roadmap(
        made, answered.model_copy(update={"plan": PlanSettings(horizon_months=None)})
    )
    assert end.path[-1].score == 1.0


@pytest.mark.parametrize(
    ("score", "name"),
    [
        (0.0, "none"),
        (0.204, "none"),
        (0.206, "minimal"),
        (0.4, "minimal"),
        (1.0, "full"),
        (None, ""),
    ],
)
def test_the_band_is_that_of_the_printed_score(score: float | None, name: str) -> None:
    bands = (Band(name="none", up_to=20), Band(name="minimal", up_to=40), Band(name="full"))
    assert Formats(edition(scoring=Scoring(bands=bands))).band(score) == name
    assert Formats(edition()).band(score) == ""


@pytest.mark.parametrize(
    ("scoring", "words"),
    [
        ({"bands": (Band(name="a"), Band(name="b", up_to=1))}, "bands: 2: does not end above"),
        ({"bands": (Band(name="a", up_to=4), Band(name="b", up_to=4))}, "bands: 2: does not end"),
        ({"evidence_from": 5}, "evidence_from: level 5 is on no scale"),
        ({"target_profile": "x"}, "target_profile: 'x' is not listed"),
        ({"target_profiles": (TargetProfile(id="x", name="X"),)}, "x: sets no target"),
        ({"target_profiles": (TargetProfile(id="x", name="X", level=9),)}, "x: level: level 9"),
        ({"target_profiles": (TargetProfile(id="x", name="X", targets={"Z": 1}),)}, "'Z'"),
        ({"target_profiles": (STEP, STEP)}, "target_profiles: step: the id 'step' is used before"),
    ],
)  # fmt: skip
def test_settings_that_can_not_hold_are_refused(
    tmp_path: Path, scoring: dict[str, object], words: str
) -> None:
    folder = write_edition(edition(scoring=Scoring(**scoring)), tmp_path / "test")
    result = CliRunner().invoke(main, ["lint", str(folder)])
    assert result.exit_code == 1
    assert words in result.output


def _text_of(file: Path) -> str:
    """All text of a workbook or a calendar."""
    if file.suffix == ".ics":
        return file.read_text("utf-8").replace("\n ", "")
    sheets = load_workbook(file).worksheets
    return " ".join(
        str(cell.value) for sheet in sheets for row in sheet.iter_rows() for cell in row
    )


def test_a_set_of_targets_is_named_on_the_command_line(tmp_path: Path) -> None:
    made = of(bands=(Band(name="minimal", up_to=40), Band(name="full")))
    folder, file = write_edition(made, tmp_path / "test"), tmp_path / "ken.yaml"
    assert load_edition(folder).content_hash == made.content_hash
    file.write_text(dump_assessment(answered_with()), "utf-8")

    def run(*words: str) -> str:
        result = CliRunner().invoke(
            main, [words[0], str(file), "--edition", str(folder), *words[1:]]
        )
        return result.output

    (gap,) = json.loads(run("gaps", "--json", "--targets", "step"))["gaps"]
    assert gap["target_level"] == 2
    assert "One level up" not in run("gaps", "--targets", "region")
    assert "--targets: edition test has no target profile 'x'. Use one of" in run(
        "gaps", "--targets", "x"
    )
    assert len(json.loads(run("roadmap", "--json", "--targets", "step"))["actions"]) == 1
    assert "full" in run("score")
    out = tmp_path / "plan.json"
    run("roadmap", "-o", str(out), "--targets", "step")
    document = json.loads(out.read_text("utf-8"))
    assert document["target_profile"] == "step"
    for suffix in (".xlsx", ".ics"):
        for profile, name in (("step", "One level up"), ("region", "Region"), ("", "")):
            plan = tmp_path / f"plan{suffix}"
            run("roadmap", "-o", str(plan), *(("--targets", profile) if profile else ()))
            said = _text_of(plan)
            assert [it in said for it in ("One level up", "Region")] == [
                it == name for it in ("One level up", "Region")
            ]
    assert document["scores"][0]["band"] == "full"
