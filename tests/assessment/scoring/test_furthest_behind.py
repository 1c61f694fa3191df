"""A pillar is called furthest behind only where no missing answer could change it."""

from __future__ import annotations

import pytest

from assessment import Answer, Assessment, furthest_behind, score_assessment
from tests.reports import made

EDITION = made.edition()


def of(levels: dict[str, int | None]) -> str | None:
    """The pillar furthest behind with a level by pillar for all its questions; None leaves half of them open."""
    answers = {}
    for key in EDITION.indicators:
        pillar = EDITION.pillar_of[key]
        level = levels[pillar.letter]
        if level is not None:
            answers[key] = Answer(level=level)
    result = furthest_behind(
        score_assessment(
            EDITION, Assessment(country="KEN", edition=EDITION.id, cycle=2026, answers=answers)
        ).pillars
    )
    letters = {pillar.id: pillar.letter for pillar in EDITION.pillars}
    return letters[result.id] if result else None


def levels(**changed: int | None) -> dict[str, int | None]:
    return {pillar.letter: changed.get(pillar.letter, 3) for pillar in EDITION.pillars}


@pytest.mark.parametrize("letter", [pillar.letter for pillar in EDITION.pillars])
def test_the_one_that_is_lowest_for_certain(letter: str) -> None:
    assert of(levels(**{letter: 1})) == letter


def test_none_where_two_are_equal_or_all_are() -> None:
    assert of(levels(L=1, O=1)) is None
    assert of(levels()) is None


def test_none_where_one_is_not_answered_yet() -> None:
    assert of(levels(L=1, O=None)) is None
    assert of(dict.fromkeys(levels(), None)) is None


def test_none_where_bounds_overlap_although_scores_differ() -> None:
    assessment = made.example("ken")
    pillars = score_assessment(EDITION, assessment).pillars
    result = furthest_behind(pillars)
    for other in pillars:
        if result is not None and other is not result and other.low is not None:
            assert result.high is not None
            assert result.high < other.low


@pytest.mark.parametrize("level", [0, 1, 2])
def test_a_few_open_questions_of_the_lowest_pillar_make_it_uncertain(level: int) -> None:
    keys = [key for key in EDITION.indicators if EDITION.pillar_of[key].letter == "L"]
    answers = {
        key: Answer(level=level if key in keys else level + 1)
        for key in EDITION.indicators
        if key not in keys[: len(keys) // 2]
    }
    scores = score_assessment(
        EDITION, Assessment(country="KEN", edition=EDITION.id, cycle=2026, answers=answers)
    )
    assert furthest_behind(scores.pillars) is None
