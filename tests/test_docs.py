"""The docs keep up with code and content."""

import re
from pathlib import Path
from typing import get_args

import pytest

from assessment import AssessmentScore, find_gaps, score_assessment
from assessment.file import open_assessment
from cli import main
from questionnaires import Aggregation

ROOT = Path(__file__).parents[1]
METHOD = (ROOT / "docs" / "methodology.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def kenya() -> AssessmentScore:
    return score_assessment(*open_assessment(ROOT / "examples" / "ken.yaml"))


def test_the_worked_example_has_the_figures_of_the_engine(kenya: AssessmentScore) -> None:
    node = kenya.nodes["organizational"]
    assert (node.answered, node.total) == (9, 15)
    assert node.score == pytest.approx(13 / 36)
    assert node.low == pytest.approx(13 / 60)
    assert node.high == pytest.approx(37 / 60)
    assert node.coverage == pytest.approx(9 / 15)
    for figure in (
        "13 / 36 = 0.3611",
        "13 / (15 × 4) = 0.2167",
        "(13 + 6 × 4) / (15 × 4) = 0.6167",
    ):
        assert figure in METHOD


def test_the_worked_example_of_the_overall_score_is_true(kenya: AssessmentScore) -> None:
    overall = kenya.overall
    assert overall.score is None
    assert overall.low is not None
    assert overall.high is not None
    shown = [f"{100 * share:.0f} %" for share in (overall.coverage, overall.low, overall.high)]
    assert f"{shown[0]} of the weight is answered" in METHOD
    assert f"Its bounds are {shown[1]} and {shown[2]}." in METHOD


def test_the_worked_example_of_a_gap_is_true() -> None:
    first = find_gaps(*open_assessment(ROOT / "examples" / "ken.yaml"))[0]
    assert first.indicator.id == "L02"
    assert first.priority == pytest.approx(4.5)
    assert first.reach == pytest.approx(0.5 / 14 / 5)
    assert "2 × 1.5 × 1.5 × 1 = 4.5" in METHOD
    assert "0.5 / 14 / 5 = 0.0071" in METHOD


def test_every_rule_of_aggregation_has_its_formula() -> None:
    for rule in get_args(Aggregation):
        assert f"`{rule}`" in METHOD


def test_every_link_between_documents_leads_somewhere() -> None:
    for page in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("examples/*.md")):
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            if not target.startswith(("http:", "https:", "mailto:")):
                # A link may break over two lines of a paragraph.
                path = page.parent / re.sub(r"\s+", "", target)
                assert path.exists(), f"{page.name}: {target}"


def test_the_readme_names_every_command() -> None:
    for command in main.commands:
        assert f"cli.py {command}" in README, command


def test_the_readme_names_every_page() -> None:
    pages = ("start", "questionnaire", "results", "gaps", "roadmap", "documents")
    for page in pages:
        assert page in README.lower()
