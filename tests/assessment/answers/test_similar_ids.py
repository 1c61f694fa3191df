"""Similar ids are proposed for the first unknown ones of a check, wherever in an assessment they stand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assessment.answers.checks import check_answers
from assessment.errors import InvalidAssessment
from assessment.files.assessment_file import parse_assessment
from assessment.model.assessment import Answer, AnswerDetails, Assessment, Observation
from assessment.model.plan_settings import MeasureDecision, PlanSettings
from questionnaires import Edition, Problem
from questionnaires.remedies import LONGEST_MISSPELT, MAXIMUM_PROPOSALS, UnknownId
from tests import builders
from tests.assessment import parts

NUMBER = MAXIMUM_PROPOSALS + 5
SIGNS = tuple(map(chr, range(0x4E00, 0x4E00 + NUMBER)))
"""Each makes another id of two characters, half of which is like a known one."""


def _answers(key: str) -> Assessment:
    unknown = {f"{key}{sign}": Answer(level=1) for sign in SIGNS}
    return builders.assessment().model_copy(update={"answers": unknown})


def _institution_answers(key: str) -> Assessment:
    """Each unknown id in the list of another institution, so that no list is long."""
    answers = {f"i{sign}": {f"{key}{sign}": Answer(level=1)} for sign in SIGNS}
    return builders.assessment().model_copy(update={"institution_answers": answers})


def _targets(key: str) -> Assessment:
    return builders.assessment(targets={f"{key}{sign}": 1 for sign in SIGNS})


def _decisions(key: str) -> Assessment:
    decisions = {f"{key}1-{number}": MeasureDecision() for number in range(NUMBER)}
    return builders.assessment(plan=PlanSettings(decisions=decisions))


def _figures(key: str) -> Assessment:
    figures = {f"{key}{sign}": (Observation(value=1, year=2020),) for sign in SIGNS}
    return builders.assessment(figures=figures)


def _columns(key: str) -> Assessment:
    """Each unknown column in another row, so that no list is long."""
    rows = tuple({f"{key}number{number}": "116"} for number in range(NUMBER))
    return builders.assessment(A1=Answer(level=1, details=AnswerDetails(rows={"lines": rows})))


PLACES: dict[str, tuple[Callable[[str], Assessment], Edition, str]] = {
    "answers": (_answers, builders.edition(), "a"),
    "answers of institutions": (_institution_answers, builders.edition(), "a"),
    "targets": (_targets, builders.edition(), "a"),
    "decisions": (_decisions, builders.edition(), "a"),
    "figures": (_figures, parts.edition(), "s"),
    "columns of a table": (_columns, parts.edition(), ""),
}


def _proposals(problems: list[Problem]) -> list[bool]:
    return [each.remedy.startswith(("Did you mean", "Is it")) for each in problems]


@pytest.mark.parametrize("place", PLACES)
def test_only_the_first_unknown_ids_of_a_check_are_compared_with_the_known_ones(place: str) -> None:
    make, edition, key = PLACES[place]
    problems = [
        each for each in check_answers(make(key), edition) if "there is no institution" not in each.what
    ]  # fmt: skip
    assert len(problems) >= NUMBER
    assert sum(_proposals(problems)) == MAXIMUM_PROPOSALS
    assert all(each.remedy for each in problems)


def test_only_the_first_unknown_keys_of_a_file_are_compared_with_the_known_ones() -> None:
    text = "".join(f"stat{number}: 1\n" for number in range(NUMBER))
    with pytest.raises(InvalidAssessment) as caught:
        parse_assessment(text.encode(), "made-up.yaml")
    problems = [each for each in caught.value.problems if "not a key we know" in each.what]
    assert len(problems) == NUMBER
    assert sum(_proposals(problems)) == MAXIMUM_PROPOSALS


@pytest.mark.parametrize("known", [("Ministry",), ("MINISTRY", "court")])
def test_an_id_in_other_letters_is_found(known: tuple[str, ...]) -> None:
    problem = UnknownId("", "", "minisTRY", known, "none").problem("", propose=True)
    assert problem.remedy == f"Did you mean {known[0]}?"


def test_an_id_longer_than_any_is_not_compared() -> None:
    key = "a" * (LONGEST_MISSPELT + 1)
    assert UnknownId("", "", key, (key,), "none").problem("", propose=True).remedy == "none"
