"""Section on views: scores and targets across pillars, also without answers."""

from __future__ import annotations

from assessment import Assessment, score_assessment, target_levels
from questionnaires import Edition, Scoring, TierSettings, View
from reports import build_report
from reports.sections.views import ViewSection, view_section, views_with_scores
from tests.builders import assessment, edition, indicator, pillar
from tests.reports import made

VIEW = View(
    id="v",
    name="Both pillars",
    description="Do both stand?",
    indicators=("A1", "A2", "A3", "B1", "B2"),
)


def viewed() -> Edition:
    return edition(
        pillars=(
            pillar("A", indicator("A1"), indicator("A2"), indicator("A3", scored=False)),
            pillar("B", indicator("B1"), indicator("B2")),
        ),
        views=(VIEW,),
        profiles=(),
        measures=(),
        scoring=Scoring(clauses=TierSettings(minimum_coverage=0.6), default_target=3),
    )


def section(answers: Assessment) -> ViewSection:
    requested = viewed()
    ((view, node),) = views_with_scores(
        requested, answers, score_assessment(requested, answers).views
    )
    return view_section(requested, answers, target_levels(requested, answers), view, node)


def test_one_sentence_says_what_stands_what_is_below_and_what_nobody_knows() -> None:
    result = section(assessment(A1=3, A2=1, A3=4, B1="dont_know", B2="not_applicable"))
    assert result.sentence == "2 at the target; 1 still below; 1 without a level."
    assert result.score == "50\N{NO-BREAK SPACE}%"
    assert result.range == "can lie at 33 to 67\N{NO-BREAK SPACE}%"
    remarks = {item.code: item.remark for item in result.items}
    assert remarks == {
        "A1": "at its target",
        "A2": "target 3",
        "A3": "at its target, no part of the score",
        "B1": "",
        "B2": "",
    }


def test_without_an_answer_nothing_is_claimed() -> None:
    result = section(assessment())
    assert result.sentence == "Nobody has answered any of this yet, so nothing can be said."
    assert (result.score, result.range) == ("–", "can lie at 0 to 100\N{NO-BREAK SPACE}%")


def test_too_few_answers_give_no_score_and_say_what_is_needed() -> None:
    result = section(assessment(A1=3))
    assert result.score == "–"
    assert result.answered.endswith("A score is shown from 60\N{NO-BREAK SPACE}% on.")


def test_every_view_of_the_edition_has_its_section_and_its_number() -> None:
    report = build_report(made.edition(), made.mixed(), date=made.DAY, readership=made.ANNEXES)
    ids = [view.id for view in made.edition().about.views]
    assert [view.text.id for view in report.views] == ids
    assert [number.id for number in report.numbers][-len(ids) :] == ids
    text = made.words_of_page(made.page(made.mixed()))
    for view in made.edition().about.views:
        assert view.description in text


def test_an_edition_without_views_has_no_section_for_them() -> None:
    assert 'id="views"' not in made.page(assessment(A1=1), edition())
