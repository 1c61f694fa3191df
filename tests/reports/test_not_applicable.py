"""Documents and commands say beside a score how many questions are not applicable, and never that all is well over it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from assessment import Answer, Assessment
from assessment.files.assessment_file import dump_assessment
from cli import main
from tests.reports import made
from tests.support.counts import QUESTIONS, SCORED

OUT = Answer(state="not_applicable", reason="There is no network here.")
WELL = (
    "everything is answered",
    "Everything is answered",
    "has reached its target",
    "Nothing to do",
    "No measure is needed",
)


TECHNICAL = tuple(key for key in made.edition().indicators if key.startswith("T"))


def one_answer() -> Assessment:
    return _made({**dict.fromkeys(made.edition().indicators, OUT), "L09": Answer(level=4)})


def pillar_out() -> Assessment:
    keys = made.edition().indicators
    return _made({key: OUT if key.startswith("T") else Answer(level=3) for key in keys})


def a_third_of_a_pillar_out() -> Assessment:
    keys = made.edition().indicators
    excluded = {f"L{number:02}" for number in range(1, 6)}
    return _made({key: OUT if key in excluded else Answer(level=4) for key in keys})


def _made(answers: dict[str, Answer]) -> Assessment:
    return Assessment(country="KEN", edition="2026", cycle=2026, answers=answers)


CASES = {
    "one answer": (one_answer, QUESTIONS - 1, 5),
    "a pillar": (pillar_out, len(TECHNICAL), 1),
    "a third of a pillar": (a_third_of_a_pillar_out, 5, 1),
}


def command(tmp_path: Path, assessment: Assessment, *words: str) -> str:
    path = tmp_path / "in.yaml"
    path.write_text(dump_assessment(assessment), "utf-8")
    result = CliRunner().invoke(main, [words[0], str(path), *words[1:]])
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.mark.parametrize("case", CASES)
def test_the_document_counts_what_is_out_and_never_says_that_all_is_answered(case: str) -> None:
    assessment, excluded, pillars = CASES[case]
    words = " ".join(made.words_of_page(made.page(assessment())).split())
    assert f"{excluded} of {QUESTIONS} questions are said not to apply" in words
    assert words.count("Have a reviewer confirm each reason.") == pillars
    for text in WELL:
        assert text not in words, text


def test_a_document_with_every_answer_still_says_so() -> None:
    words = made.words_of_page(made.page(made.all_at(4)))
    assert "everything is answered" in words
    assert "not applicable" not in words.replace("Not applicable", "")


def test_a_few_questions_out_are_counted_and_raise_no_gate() -> None:
    assessment = _made(
        {key: Answer(level=3) for key in made.edition().indicators} | {"L01": OUT, "C03": OUT}
    )
    words = " ".join(made.words_of_page(made.page(assessment)).split())
    assert f"2 of {QUESTIONS} questions are said not to apply" in words
    assert "everything is answered" not in words
    assert "Have a reviewer confirm" not in words


def test_a_pillar_without_any_question_left_is_named() -> None:
    words = " ".join(made.words_of_page(made.page(pillar_out())).split())
    assert "No question is left in Technical and procedural measures" in words
    assert "no question left" in words


def test_score_prints_beside_each_score_how_many_are_out(tmp_path: Path) -> None:
    legal, technical = (
        sum(item.scored for item in pillar.walk_indicators())
        for pillar in made.edition().pillars
        if pillar.id in ("legal", "technical")
    )
    asked = next(
        len(list(pillar.walk_indicators()))
        for pillar in made.edition().pillars
        if pillar.id == "technical"
    )
    lines = command(tmp_path, pillar_out(), "score").splitlines()
    assert lines[0].endswith(
        f"{SCORED - technical} of {SCORED - technical} answered, {technical} not applicable"
    )
    assert lines[1].endswith(f"{legal} of {legal} answered")
    assert lines[3].endswith(f"0 of 0 answered, {technical} not applicable: no question is left")
    assert f"all {asked} questions are answered as not applicable" in lines[-1]


def test_the_json_of_scores_counts_them_too(tmp_path: Path) -> None:
    legal = len(list(made.edition().pillars[0].walk_indicators()))
    nodes = {
        item["id"]: item for item in json.loads(command(tmp_path, one_answer(), "score", "--json"))
    }
    assert (nodes["overall"]["answered"], nodes["overall"]["not_applicable"]) == (1, SCORED - 1)
    assert (nodes["legal"]["not_applicable"], nodes["L09"]["not_applicable"]) == (legal - 1, 0)


def test_gaps_says_that_there_is_none_and_how_much_is_out(tmp_path: Path) -> None:
    lines = command(tmp_path, one_answer(), "gaps").splitlines()
    assert lines[0] == (
        f"There is no gap: 1 of {QUESTIONS} questions have a level, none below its target. "
        f"{QUESTIONS - 1} of {QUESTIONS} are not applicable."
    )
    assert sum(line.startswith("NA: ") for line in lines) == 5


def test_gaps_of_an_empty_file_says_that_nothing_has_a_level(tmp_path: Path) -> None:
    assert (
        command(tmp_path, _made({}), "gaps")
        == f"There is no gap: none of {QUESTIONS} questions has a level.\n"
    )


def test_gaps_with_a_gap_lists_it_alone(tmp_path: Path) -> None:
    out = command(tmp_path, _made({"L01": Answer(level=0)}), "gaps")
    assert out.startswith("L01")
    assert "There is no gap" not in out
