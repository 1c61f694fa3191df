"""The docs agree with code and content."""

import importlib
import re
from pathlib import Path
from typing import get_args

import pytest

from assessment import AnswerStatus, find_gaps, score_assessment
from assessment.files.assessment_file import open_assessment, read_assessment
from cli import main
from questionnaires import Aggregation, load_published_edition
from questionnaires.coverage import DOCUMENT, coverage_text
from scripts.draw_layers import PICTURE, picture
from tests import builders

ROOT = Path(__file__).parents[1]
METHOD = (ROOT / "docs" / "methodology.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_worked_example_has_the_figures_of_the_engine() -> None:
    edition = load_published_edition("2026")
    scored = [key for key, item in edition.indicators.items() if key[0] == "O" and item.scored]
    levels = dict(zip(scored, (1, 2, 3, 1, 2, 1, 1, 1, 1, 2, 1), strict=False))
    assessment = builders.assessment(edition="2026", **levels)
    node = score_assessment(edition, assessment).nodes["organizational"]
    assert (node.answered, node.total) == (11, 18)
    assert node.score == pytest.approx(16 / 44)
    assert node.low == pytest.approx(16 / 72)
    assert node.high == pytest.approx(44 / 72)
    assert node.coverage == pytest.approx(11 / 18)
    for figure in (
        "16 / 44 = 0.3636",
        "16 / (18 × 4) = 0.2222",
        "(16 + 7 × 4) / (18 × 4) = 0.6111",
    ):
        assert figure in METHOD


def test_the_worked_examples_of_an_overall_score_are_true() -> None:
    said = " ".join(METHOD.split())
    for name in ("ken", "gha"):
        overall = score_assessment(*open_assessment(ROOT / "examples" / f"{name}.yaml")).overall
        assert overall.low is not None
        assert overall.high is not None
        shares = (overall.coverage, overall.score or 0, overall.low, overall.high)
        covered, score, low, high = (f"{100 * share:.0f} %" for share in shares)
        shown = "a dash" if overall.score is None else score
        assert f"shows {shown}: {covered} of the weight is answered" in said
        assert f"Its bounds are {low} and {high}." in said


def test_the_worked_example_of_a_gap_is_true() -> None:
    (first,) = find_gaps(load_published_edition("2026"), builders.assessment(edition="2026", L02=1))
    assert first.priority == 7.5
    assert first.reach == pytest.approx(0.5 / 15 / 5)
    assert "2 + 0.5 + 5 = 7.5" in METHOD
    assert "0.5 / 15 / 5 = 0.0067" in METHOD


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


@pytest.mark.parametrize("page", ["README.md", "docs/content-guide.md", "examples/README.md"])
def test_a_page_counts_the_indicators_and_measures_of_the_edition(page: str) -> None:
    edition = load_published_edition("2026")
    text = (ROOT / page).read_text("utf-8")
    held = {"indicators": len(edition.indicators), "measures": len(edition.measures)}
    for number, noun in re.findall(r"\b(\d{2,3}) (indicators|measures)\b", text):
        assert int(number) == held[noun], (page, number, noun)


def test_the_readme_counts_the_quick_scan() -> None:
    quick = load_published_edition("2026").profile_indicators("quick")
    assert f"a quick scan of {len(quick)} for one day" in README


def test_the_readme_names_every_command() -> None:
    for command in main.commands:
        assert f"cli.py {command}" in README, command


def test_the_readme_names_every_page() -> None:
    pages = ("start", "questionnaire", "results", "gaps", "roadmap", "documents")
    for page in pages:
        assert page in README.lower()


def test_the_table_of_clauses_indicators_and_measures_is_current() -> None:
    """`python -m questionnaires.coverage` writes it again."""
    edition = load_published_edition("2026")
    assert DOCUMENT.read_text("utf-8") == coverage_text(edition)


def test_every_invitation_is_measured_and_every_indicator_measures_a_clause() -> None:
    edition = load_published_edition("2026")
    invitations = [item.id for item in edition.clauses if item.kind == "invitation"]
    assert invitations == [
        *(f"MS{number}" for number in range(1, 8)),
        *(f"SM{number}" for number in range(1, 6)),
        "JMS",
    ]
    for key in invitations:
        assert any(item.scored for item in edition.indicators_of_clause[key]), key
    for indicator in edition.indicators.values():
        assert indicator.clauses, indicator.id
        top = edition.scale_of(indicator).top_level
        for level in range(top):
            steps = [
                item.lifts.covers(level, level + 1) for item in edition.measures_of[indicator.id]
            ]
            assert any(steps), (indicator.id, level)


def test_the_table_of_examples_counts_what_the_files_hold() -> None:
    page = (ROOT / "examples" / "README.md").read_text("utf-8")
    for path in sorted((ROOT / "examples").glob("*.yaml")):
        answers = read_assessment(path).answers.values()
        levels = sum(answer.level is not None for answer in answers)
        unknown = sum(answer.state is AnswerStatus.DONT_KNOW for answer in answers)
        row = rf"\[{path.name}\]\({path.name}\) \| [^|]+ \| {levels} \| {unknown} \|"
        assert re.search(row, page), (path.name, levels, unknown)


ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")


def test_the_picture_of_the_layers_is_that_of_the_imports() -> None:
    """`python scripts/draw_layers.py` draws it again."""
    assert PICTURE.read_text("utf-8") == picture()


def test_the_path_of_an_answer_names_code_that_exists() -> None:
    names = re.findall(r"`([\w.]+):([\w.]+)`", ARCHITECTURE)
    assert len(names) >= 10
    for module, name in names:
        resolved = importlib.import_module(module)
        for part in name.split("."):
            resolved = getattr(resolved, part)


def test_every_folder_that_the_architecture_names_exists() -> None:
    folders = re.findall(r"`([a-z_/]+/)`", ARCHITECTURE)
    assert [folder for folder in folders if not (ROOT / folder).is_dir()] == []


@pytest.mark.parametrize("name", ["methodology.md", "content-guide.md"])
def test_the_sections_of_a_document_are_numbered_in_order_and_references_find_them(
    name: str,
) -> None:
    text = (ROOT / "docs" / name).read_text("utf-8")
    numbers = [int(number) for number in re.findall(r"^## (\d+)\. ", text, re.M)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert {int(number) for number in re.findall(r"section (\d+)", text)} <= {*numbers}
