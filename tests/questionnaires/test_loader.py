"""A broken edition is refused with all problems together, each with location and remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from questionnaires import (
    MAXIMUM_BYTES,
    ContentError,
    Problem,
    load_edition,
    load_published_edition,
)
from questionnaires.model import Scoring, TierSettings
from tests.builders import edition, write_edition
from tests.questionnaires.overlay import INVALID, VALID, edit, expected_words, lay_over

WORDS = expected_words("invalid")
"""Broken edition → words of its message: location, problem, remedy."""


def problems_in(folder: Path) -> tuple[Problem, ...]:
    with pytest.raises(ContentError) as refused:
        load_edition(folder)
    return refused.value.problems


def test_the_tiny_edition_is_valid() -> None:
    assert list(load_edition(VALID).indicators) == ["A2", "A1", "B1", "B2", "B3"]


def test_every_broken_edition_is_tried() -> None:
    assert {path.name for path in INVALID.iterdir()} == set(WORDS)
    assert len(WORDS) >= 45


@pytest.mark.parametrize("name", WORDS)
def test_a_broken_edition_is_refused_with_its_place_and_remedy_and_nothing_else(
    name: str, tmp_path: Path
) -> None:
    problems = problems_in(lay_over(INVALID / name, tmp_path / "tiny"))
    assert len(problems) == 1, "\n".join(map(str, problems))
    for words in WORDS[name]:
        assert words in str(problems[0])
    assert problems[0].file
    assert problems[0].remedy


def test_three_defects_of_shape_in_three_files_come_together(tmp_path: Path) -> None:
    folder = edit(
        tmp_path / "tiny",
        {
            "edition.yaml": ('- name: "No"', "- name: No"),
            "pillars/law.yaml": ("weight: 2", "wieght: 2"),
            "sources.yaml": ("issuer", "    issuer"),
        },
    )
    assert [problem.file for problem in problems_in(folder)] == [
        "edition.yaml",
        "pillars/law.yaml",
        "sources.yaml",
    ]


def test_three_defects_of_meaning_in_three_files_come_together(tmp_path: Path) -> None:
    folder = edit(
        tmp_path / "tiny",
        {
            "edition.yaml": ("[A1, B1]", "[A1, B9]"),
            "measures.yaml": ("A1>=1", "A1>=9"),
            "pillars/law.yaml": (
                'locator: "article 2"\n',
                'locator: "article 2"\n      - source: itu-2021\n',
            ),
        },
    )
    assert [problem.file for problem in problems_in(folder)] == [
        "edition.yaml",
        "measures.yaml",
        "pillars/law.yaml",
    ]


def test_two_circles_of_prerequisites_are_both_found(tmp_path: Path) -> None:
    folder = edit(
        tmp_path / "tiny",
        {
            "measures.yaml": (
                'prerequisites: ["A1>=1"]',
                (
                    'prerequisites: ["B1-a"]\n'
                    '  - id: A1-c\n    title: "Train"\n'
                    "    lifts: {indicator: A1, from_level: 0, to_level: 1}\n"
                    "    months: {low: 1, likely: 1, high: 1}\n    effort: S\n    lead: police\n"
                    '    prerequisites: ["A1-c"]'
                ),
            )
        },
    )
    assert [problem.what.split("circle: ")[1] for problem in problems_in(folder)] == [
        "A1-c → A1-c.",
        "B1-a → B1-a.",
    ]


def test_a_file_that_is_too_big_is_refused_unread(tmp_path: Path) -> None:
    folder = lay_over(VALID, tmp_path / "tiny")
    with (folder / "sources.yaml").open("r+b") as file:
        file.truncate(MAXIMUM_BYTES + 1)
    (problem,) = problems_in(folder)
    assert str(problem) == (
        "sources.yaml: has 16 MB; the most that is read is 16 MB. Is it the right file?"
    )


def test_a_problem_in_a_pillar_names_the_file_it_stands_in_also_when_that_is_called_differently(
    tmp_path: Path,
) -> None:
    folder = edit(
        tmp_path / "tiny",
        {
            "pillars/law.yaml": (
                'locator: "article 2"\n',
                'locator: "article 2"\n      - source: itu-2021\n',
            )
        },
    )
    (folder / "pillars" / "law.yaml").rename(folder / "pillars" / "01-laws.yaml")
    (problem,) = problems_in(folder)
    assert problem.file == "pillars/01-laws.yaml"


def test_a_folder_that_is_not_there_is_refused_with_the_editions_there_are(tmp_path: Path) -> None:
    (problem,) = problems_in(tmp_path / "nowhere")
    assert "no such edition" in problem.what
    assert "2026" in problem.remedy


def test_an_edition_that_is_not_installed_is_refused_with_those_that_are() -> None:
    with pytest.raises(ContentError, match=r"1999: no such edition\. Here are: 2026"):
        load_published_edition("1999")


@pytest.mark.parametrize("alike", [2, 5], ids=str)
def test_tiers_may_be_alike_as_the_place_of_each_says_what_it_is_for(
    tmp_path: Path, alike: int
) -> None:
    tiers = (
        TierSettings(aggregation="sum"),
        *(TierSettings(),) * alike,
        TierSettings(aggregation="maximum"),
    )
    made = edition(scoring=Scoring(tiers=tiers))
    assert load_edition(write_edition(made, tmp_path / "test")).scoring.tiers == tiers
