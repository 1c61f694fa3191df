"""A comparison counts what is public of a country and nothing else."""

from __future__ import annotations

from assessment import apply_details, score_assessment
from assessment.files.assessment_file import read_assessment
from assessment.workflow.publication import PublicPart
from host.services import edition_of
from public.comparison import alike, alike_twice, compared_cycle, scale_of
from public.redaction import profile_scores
from tests.support.screens import EXAMPLES

EDITION = edition_of("2026")
GIVEN = read_assessment(EXAMPLES / "xtc.yaml")
PROFILE, ANSWERS = PublicPart.PROFILE, PublicPart.ANSWERS


def test_the_profile_gives_the_pillars_and_invitations_that_it_makes_public() -> None:
    public = {
        item.id: item.score
        for item in profile_scores(EDITION, apply_details(EDITION, GIVEN))
        if item.kind != "overall" and item.score is not None
    }
    assert compared_cycle(EDITION, GIVEN, {PROFILE}).scores == public
    assert not set(public) & set(EDITION.indicators)


def test_questions_are_counted_only_where_the_answers_are_public() -> None:
    with_answers = compared_cycle(EDITION, GIVEN, {PROFILE, ANSWERS}).scores
    questions = set(with_answers) & set(EDITION.indicators)
    assert questions
    nodes = score_assessment(EDITION, apply_details(EDITION, GIVEN)).nodes
    assert all(with_answers[key] == nodes[key].score for key in questions)
    assert compared_cycle(EDITION, GIVEN, {ANSWERS}).scores == {}


def test_nothing_that_names_the_country_is_kept() -> None:
    kept = repr(compared_cycle(EDITION, GIVEN, set(PublicPart)))
    assert GIVEN.country not in kept
    assert str(GIVEN.cycle) not in kept.replace(f"edition='{EDITION.id}'", "")


def test_only_the_same_questionnaire_is_compared() -> None:
    full = compared_cycle(EDITION, GIVEN, {PROFILE})
    quick = compared_cycle(EDITION, GIVEN.model_copy(update={"profile": "quick"}), {PROFILE})
    countries = [[full, full], [quick, full], [quick]]
    assert alike(countries, EDITION.id, GIVEN.profile) == (full.scores, full.scores)
    assert alike_twice(countries, EDITION.id, GIVEN.profile) == ((full.scores, full.scores),)
    assert alike(countries, "another", GIVEN.profile) == ()


def test_the_scale_is_that_of_the_edition() -> None:
    scale = scale_of(EDITION, GIVEN)
    assert (scale.lowest, scale.top) == (0.0, 1.0)
