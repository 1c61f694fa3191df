"""Texts on gaps: descriptors reached and missing, robustness of the rank, indicators at their targets."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assessment import GapRobustness, LeftOut, Robustness, find_gaps, target_levels, weigh_gaps
from questionnaires import Edition
from questionnaires.model import MaturityLevel, Scale
from reports import build_report
from reports.sections.gap_descriptions import (
    describe_gap,
    gap_sentence,
    no_measure_sentence,
    nothing_to_do_sentence,
    reached_targets,
    robustness_sentence,
    robustness_text,
    robustness_title,
    share_of_draws,
)
from reports.sections.gap_outlook import omission_phrase
from tests.builders import LEVEL_NAMES, assessment, edition, indicator, measure, pillar
from tests.reports import made

PER_CENT = "\N{NO-BREAK SPACE}%"


def additive() -> Edition:
    levels = tuple(MaturityLevel(name=name) for name in LEVEL_NAMES)
    return edition(scales={"maturity": Scale(levels=levels, additive=True)})


def test_on_an_additive_scale_all_descriptors_up_to_the_level_stand_and_those_up_to_the_target_miss() -> (
    None
):
    (gap,) = find_gaps(additive(), assessment(A1=2))
    words = describe_gap(additive(), gap, None)
    assert words.there == ("Begun", "In place")
    assert words.missing == ("Working", "Proven")


def test_at_the_lowest_level_its_own_descriptor_stands() -> None:
    (gap,) = find_gaps(additive(), assessment(A1=0, targets={"A1": 1}))
    assert describe_gap(additive(), gap, None).there == ("Nothing",)
    assert describe_gap(additive(), gap, None).missing == ("Begun",)


def test_on_another_scale_one_descriptor_says_it_all() -> None:
    (gap,) = find_gaps(edition(), assessment(A1=2))
    words = describe_gap(edition(), gap, None)
    assert (words.there, words.missing) == (("In place",), ("Proven",))


def test_a_step_without_a_measure_is_said() -> None:
    requested = edition(measures=(measure("A1-a", lifts=("A1", 0, 2)),))
    (gap,) = find_gaps(requested, assessment(A1=1, targets={"A1": 3}))
    words = describe_gap(requested, gap, None)
    assert [item.id for item in words.measures] == ["A1-a"]
    assert words.without_measure == (no_measure_sentence(2),)
    page = made.words_of_page(made.page(assessment(A1=1, targets={"A1": 3}), requested))
    # Once with the gap, once in the roadmap.
    assert page.count("No measure is available for the step from level 2 to 3.") == 2


def test_what_has_reached_its_target_needs_nothing_and_the_document_says_so() -> None:
    answers = assessment(A1=4, A2=3, B1=1, targets={"default": 3})
    reached = reached_targets(edition(), answers, target_levels(edition(), answers))
    assert [item.id for item in reached] == ["A1", "A2"]
    page = " ".join(made.words_of_page(made.page(answers, edition())).split())
    sentence = "2 questions stand at their targets or above; nothing has to be done there."
    assert page.count(sentence) == 2  # with the gaps, and in the roadmap
    assert page.count(f"{sentence} Is A1 in place? (A1); Is A2 in place? (A2).") == 1


def test_that_nothing_has_reached_its_target_is_said_too() -> None:
    assert nothing_to_do_sentence(0) in made.words_of_page(made.page(made.nothing()))


def test_the_place_of_a_gap_is_told_in_one_sentence() -> None:
    result = GapRobustness("A1", 0.962, 0.9996, arithmetic_rank=1, geometric_rank=1)
    other = replace(result, indicator_id="A2")
    robustness = Robustness(draws=10_000, first=1, gaps=(result, other))
    assert robustness_sentence(robustness, indicator("A1")) == (
        f"Among the 1 largest in 96{PER_CENT} of 10,000 random weightings; "
        f"more than 99{PER_CENT} with the geometric mean."
    )


def test_a_gap_says_why_it_stands_there_and_what_it_waits_for() -> None:
    severe, core, waiting = find_gaps(edition(), assessment(A1=0, A2=1, B1=3))
    assert (severe.indicator.id, core.indicator.id, waiting.indicator.id) == ("B1", "A1", "A2")
    assert gap_sentence(edition(), severe).startswith(
        "A child may be in danger; 1 level short; adds"
    )
    assert "; can begin now." in gap_sentence(edition(), severe)
    assert "4 levels short; core; adds" in gap_sentence(edition(), core)
    assert gap_sentence(edition(), waiting).endswith(
        "; waits for Is A1 in place? (A1) at level 2 or higher."
    )
    page = " ".join(made.words_of_page(made.page(assessment(A1=0, A2=1, B1=3), edition())).split())
    assert "waits for Is A1 in place? (A1) at level 2 or higher" in page
    assert "Priority" not in page


def test_ten_gaps_or_fewer_are_not_compared() -> None:
    answers = assessment(A1=0, B1=1)
    gaps = find_gaps(edition(), answers)
    robustness = weigh_gaps(edition(), answers, gaps, draws=10)
    assert robustness_sentence(robustness, gaps[0].indicator) == ""
    assert "no more than 10 gaps" in robustness_text(robustness)
    assert build_report(edition(), answers, date=made.DAY).gaps.chart is None


def test_what_is_not_scored_or_not_computed_says_why() -> None:
    unscored = indicator("A9", scored=False)
    many = edition(
        pillars=(pillar("A", *(indicator(f"A{number:02}") for number in range(1, 13)), unscored),),
        profiles=(),
        measures=(),
    )
    answers = assessment(A9=0, **{f"A{number:02}": 1 for number in range(1, 13)})
    robustness = weigh_gaps(many, answers, find_gaps(many, answers), draws=10)
    assert robustness_sentence(robustness, unscored) == (
        "It is no part of the score, so no weighting moves it."
    )
    assert robustness_sentence(None, unscored) == ""
    assert "was not computed" in robustness_text(None)


@pytest.mark.parametrize(
    ("share", "text"),
    [(0.0, "0"), (0.004, "less than 1"), (0.5, "50"), (0.9999, "more than 99"), (1.0, "100")],
)
def test_only_what_is_always_so_is_called_all(share: float, text: str) -> None:
    assert share_of_draws(share) == f"{text}{PER_CENT}"


def test_the_figure_has_a_finding_for_a_title_and_its_numbers_as_text() -> None:
    report = build_report(made.edition(), made.mixed(), date=made.DAY)
    assert report.gaps.chart is not None
    assert "largest in" in report.gaps.chart_title
    for row in report.gaps.rows[:5]:
        assert f"{row.code}: " in report.gaps.chart.alternative
    assert robustness_title(Robustness(10, 10, ())).startswith("No gap stays")


def test_the_figure_fits_a_page_and_counts_what_it_leaves_out() -> None:
    report = build_report(made.edition(), made.all_at(0), date=made.DAY)
    assert report.gaps.chart is not None
    assert report.gaps.chart.height < 660  # points; a page has 711, some for caption and source
    assert "further gaps are among the 10 largest" in report.gaps.chart_remark


@pytest.mark.parametrize("why", LeftOut)
def test_every_reason_to_leave_a_measure_out_has_its_words(why: LeftOut) -> None:
    assert omission_phrase(why)
