"""Scores of assessments small enough to check by hand."""

from typing import Any

import pytest

from assessment import AnswerStatus, score_assessment
from assessment.scoring.scores import normalise
from questionnaires import Clause, NumberRange, Scoring, TierSettings, View, load_published_edition
from questionnaires.model import Profile
from tests.builders import assessment, edition, indicator, pillar


def with_tiers(*tiers: dict[str, Any]) -> Scoring:
    return Scoring(tiers=tuple(TierSettings.model_validate(tier) for tier in tiers))


def test_a_pillar_is_the_weighted_mean_of_its_indicators() -> None:
    requested = edition(
        pillars=(pillar("A", indicator("A1", weight=2.0), indicator("A2")),), profiles=()
    )
    assert score_assessment(requested, assessment(A1=4, A2=1)).nodes["A"].score == pytest.approx(
        0.75
    )


def test_overall_is_the_plain_mean_of_the_pillars_however_many_indicators_they_have() -> None:
    requested = edition(
        pillars=(pillar("A", indicator("A1"), indicator("A2")), pillar("B", indicator("B1"))),
        profiles=(),
    )
    assert score_assessment(requested, assessment(A1=4, A2=4, B1=0)).overall.score == 0.5


def test_an_unanswered_indicator_is_left_out_and_not_a_zero() -> None:
    node = score_assessment(edition(), assessment(A1=4)).nodes["A"]
    assert (node.score, node.low, node.high, node.coverage) == (1.0, 0.5, 1.0, 0.5)


def test_dont_know_widens_the_bounds_and_not_applicable_does_not() -> None:
    unknown = score_assessment(edition(), assessment(A1=2, A2=AnswerStatus.DONT_KNOW)).nodes["A"]
    assert (unknown.low, unknown.high, unknown.total) == (0.25, 0.75, 2)
    excluded = score_assessment(edition(), assessment(A1=2, A2=AnswerStatus.NOT_APPLICABLE)).nodes[
        "A"
    ]
    assert (excluded.low, excluded.high, excluded.coverage, excluded.total) == (0.5, 0.5, 1.0, 1)


def test_a_missing_answer_counts_zero_where_the_settings_say_so() -> None:
    requested = edition(scoring=with_tiers({}, {"missing": {"dont_know": "zero"}}))
    scores = score_assessment(requested, assessment(A1=4, A2=AnswerStatus.DONT_KNOW, B1=4))
    assert (scores.nodes["A"].score, scores.nodes["B"].score) == (0.5, 1.0)


def test_below_the_minimum_coverage_there_is_no_score_but_there_are_bounds() -> None:
    requested = edition(scoring=with_tiers({}, {"minimum_coverage": 0.6}))
    node = score_assessment(requested, assessment(A1=4)).nodes["A"]
    assert (node.score, node.low, node.high) == (None, 0.5, 1.0)
    assert node.trace is not None
    assert node.trace.result == 1.0


def test_a_must_have_at_the_lowest_level_caps_its_pillar() -> None:
    requested = edition(
        pillars=(pillar("A", indicator("A1", must_have=True), indicator("A2")),),
        profiles=(),
        scoring=with_tiers({}, {"must_have_cap": 0.25}),
    )
    capped = score_assessment(requested, assessment(A1=0, A2=4)).nodes["A"]
    assert (capped.score, capped.high) == (0.25, 0.25)
    assert capped.trace is not None
    assert capped.trace.capped_by == ("A1",)
    assert score_assessment(requested, assessment(A1=1, A2=4)).nodes["A"].score == pytest.approx(
        0.625
    )
    assert score_assessment(requested, assessment(A2=4)).nodes["A"].low == 0.25


def test_a_missing_must_have_caps_the_lower_bound_also_above_a_group_that_is_certain() -> None:
    """The pillar counts its highest indicator, so its score is certain; whether its cap applies is not."""
    requested = edition(
        pillars=(pillar("A", indicator("A1", must_have=True), indicator("A2")),),
        profiles=(),
        scoring=with_tiers({"must_have_cap": 0.4}, {"aggregation": "maximum"}),
    )
    overall = score_assessment(requested, assessment(A2=4)).overall
    assert (overall.low, overall.score, overall.high) == (0.4, 1.0, 1.0)
    assert score_assessment(requested, assessment(A1=0, A2=4)).overall.score == overall.low


def test_the_geometric_mean_punishes_a_zero_and_the_sum_adds_up() -> None:
    geometric = edition(scoring=with_tiers({}, {"aggregation": "geometric_mean"}))
    assert score_assessment(geometric, assessment(A1=4, A2=0)).nodes["A"].score == 0.0
    assert score_assessment(geometric, assessment(A1=4, A2=1)).nodes["A"].score == pytest.approx(
        0.5
    )
    added = edition(scoring=with_tiers({}, {"aggregation": "sum"}))
    assert score_assessment(added, assessment(A1=4, A2=2)).nodes["A"].score == 1.5


def test_an_indicator_that_is_not_scored_is_shown_and_enters_nothing() -> None:
    requested = edition(
        pillars=(pillar("A", indicator("A1"), indicator("A2", scored=False)),), profiles=()
    )
    scores = score_assessment(requested, assessment(A1=2, A2=4))
    assert (scores.nodes["A"].score, scores.nodes["A"].total) == (0.5, 1)
    assert scores.nodes["A2"].score == 1.0


def test_a_group_can_have_settings_of_its_own() -> None:
    own = TierSettings(aggregation="minimum")
    requested = edition(
        pillars=(pillar("A", indicator("A1"), indicator("A2"), scoring=own),), profiles=()
    )
    assert score_assessment(requested, assessment(A1=4, A2=1)).nodes["A"].score == 0.25


def test_the_quick_scan_scores_only_what_it_asks() -> None:
    quick = assessment(A1=4, A2=0, B1=2).model_copy(update={"profile": "quick"})
    scores = score_assessment(edition(), quick)
    assert scores.overall.score == 0.75
    assert "A2" not in scores.nodes


@pytest.mark.parametrize(
    ("figure", "goalposts", "share"),
    [
        (52.5, {"worst": 20, "best": 85}, 0.5),
        (10.0, {"worst": 20, "best": 85}, 0.0),
        (99.0, {"worst": 20, "best": 85}, 1.0),
        (2.0, {"worst": 8, "best": 0}, 0.75),
        (1000.0, {"worst": 10, "best": 100_000, "transform": "log"}, 0.5),
        (0.0, {"worst": 10, "best": 100_000, "transform": "log"}, 0.0),
        (50.0, {"worst": 0, "best": 100, "points": [0, 100]}, 50.0),
    ],
)
def test_a_figure_lies_between_its_goalposts(
    figure: float, goalposts: dict[str, Any], share: float
) -> None:
    assert normalise(figure, NumberRange.model_validate(goalposts)) == pytest.approx(share)


def test_a_score_of_zero_is_not_a_missing_score() -> None:
    nothing = score_assessment(edition(), assessment(A1=0, A2=0, B1=0, B2=0))
    assert nothing.overall.score == 0.0
    assert score_assessment(edition(), assessment()).overall.score is None


def test_each_invitation_of_the_resolution_has_its_own_score() -> None:
    requested = load_published_edition("2026")
    everything = assessment(**dict.fromkeys(requested.indicators, 4)).model_copy(
        update={"edition": "2026"}
    )
    clauses = {node.id: node for node in score_assessment(requested, everything).clauses}
    invitations = [clause.id for clause in requested.clauses if clause.kind == "invitation"]
    assert len(invitations) == 13
    assert all(clauses[key].score == 1.0 for key in invitations)


def test_a_related_link_scores_nothing() -> None:
    invitation = Clause(id="MS1", text="Join.", addressee="States", kind="invitation")
    requested = edition(
        pillars=(
            pillar("A", indicator("A1", clauses=("MS1",)), indicator("A2", related=("MS1",))),
        ),
        clauses=(invitation,),
        measures=(),
    )
    for level in (0, 2, 4):
        (node,) = score_assessment(requested, assessment(A1=2, A2=level)).clauses
        assert (node.score, node.total) == (0.5, 1)
    (node,) = score_assessment(requested, assessment(A2=4)).clauses
    assert node.score is None


def test_the_links_of_an_edition_with_one_list_are_all_primary() -> None:
    invitation = Clause(id="MS1", text="Join.", addressee="States", kind="invitation")
    both = tuple(indicator(key, clauses=("MS1",)) for key in ("A1", "A2"))
    requested = edition(pillars=(pillar("A", *both),), clauses=(invitation,), measures=())
    (node,) = score_assessment(requested, assessment(A1=0, A2=4)).clauses
    assert (node.score, node.total) == (0.5, 2)


def test_a_view_is_scored_as_a_clause_is_over_its_own_indicators() -> None:
    view = View(id="v", name="Both", description="Do both stand?", indicators=("A2", "B1", "B2"))
    requested = edition(views=(view,), scoring=Scoring(clauses=TierSettings(minimum_coverage=0.6)))
    (node,) = score_assessment(requested, assessment(A1=0, A2=4, B1=1, B2="dont_know")).views
    assert (node.id, node.kind, node.answered, node.total) == ("v", "view", 2, 3)
    assert node.score == pytest.approx(0.625)
    assert (node.low, node.high) == (pytest.approx(5 / 12), pytest.approx(9 / 12))


def test_a_view_leaves_out_what_is_not_scored_and_what_the_profile_does_not_ask() -> None:
    requested = edition(
        pillars=(pillar("A", indicator("A1"), indicator("A2"), indicator("A3", scored=False)),),
        views=(
            View(id="v", name="All", description="?", indicators=("A1", "A2", "A3")),
            View(id="w", name="None", description="?", indicators=("A2",)),
        ),
        profiles=(Profile(id="quick", name="Quick scan", indicators=("A1", "A3")),),
        measures=(),
    )
    result = score_assessment(requested, assessment(A1=2, A3=4, profile="quick")).views
    assert [(node.id, node.total, node.score) for node in result] == [("v", 1, 0.5)]
