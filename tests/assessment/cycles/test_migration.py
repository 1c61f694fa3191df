"""An assessment moves to a later edition: every old answer is kept, carried, flagged or listed as dropped."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment import AnswerStatus, score_assessment
from assessment.answers.checks import check_answers
from assessment.cycles.migration import Migration, MigrationError, MigrationOutcome, migrate
from assessment.files.assessment_file import dump_assessment, open_assessment
from assessment.model.assessment import Answer, Assessment, Evidence
from questionnaires import Edition, IndicatorChange, MigrationFile, load_edition
from tests import builders

OLD = builders.edition(
    id="old",
    pillars=(
        builders.pillar("A", *(builders.indicator(key) for key in ("A1", "A2", "A3"))),
        builders.pillar("B", *(builders.indicator(key) for key in ("B1", "B2", "B3", "B4"))),
    ),
    measures=(),
    profiles=(),
)

MAP = MigrationFile(
    from_edition="old",
    note="The second edition asks about law and services in fewer questions.",
    changes=(
        IndicatorChange(id="A2", change="reworded", note="Level 3 now asks for a record."),
        IndicatorChange(id="A3", change="split", to=("A4", "A5"), note="Two questions in one."),
        IndicatorChange(id="B1", change="merged", to=("B5",), note="Asked together now."),
        IndicatorChange(id="B2", change="merged", to=("B5",), note="Asked together now."),
        IndicatorChange(id="B3", change="dropped", note="Nobody could answer it."),
        IndicatorChange(
            id="B4",
            change="moved",
            to=("B6",),
            levels={3: 2, 4: 3},
        ),
    ),
)

NEW = builders.edition(
    id="new",
    pillars=(
        builders.pillar("A", *(builders.indicator(key) for key in ("A1", "A2", "A4", "A5"))),
        builders.pillar("B", *(builders.indicator(key) for key in ("B5", "B6", "B7"))),
    ),
    measures=(),
    profiles=(),
    migration=MAP,
)


def moved(**levels: object) -> Migration:
    return migrate(builders.assessment(edition="old", **levels), OLD, NEW)


def test_an_indicator_that_the_map_does_not_name_keeps_its_answer_as_it_was() -> None:
    answer = Answer(level=2, comment="Read twice.", evidence=(Evidence(title="The act"),))
    done = moved(A1=answer)
    assert done.assessment.answers == {"A1": answer}
    assert [(move.old_id, move.outcome) for move in done.moves] == [("A1", MigrationOutcome.KEPT)]
    assert done.assessment.retired == ()


def test_a_reworded_question_keeps_its_level_and_asks_for_a_new_look() -> None:
    done = moved(A2=3)
    assert done.assessment.level("A2") == 3
    assert done.assessment.answer("A2").look_again == "Level 3 now asks for a record."
    assert done.moves[0].outcome is MigrationOutcome.FLAGGED


def test_a_split_question_gives_its_answer_to_each_part_flagged() -> None:
    done = moved(A3=2)
    assert (done.assessment.level("A4"), done.assessment.level("A5")) == (2, 2)
    assert done.assessment.answer("A5").look_again
    assert done.moves[0].to == ("A4", "A5")


def test_merged_questions_give_the_lowest_level_with_all_evidence_and_comments() -> None:
    done = moved(
        B1=Answer(level=3, comment="One.", evidence=(Evidence(title="The act"),)),
        B2=Answer(level=1, comment="Two.", evidence=(Evidence(title="The decree"),)),
    )
    answer = done.assessment.answer("B5")
    assert answer.level == 1
    assert answer.comment == "One.\nTwo."
    assert [item.title for item in answer.evidence] == ["The act", "The decree"]


def test_merged_questions_of_which_one_has_no_level_are_asked_again_with_what_was_said() -> None:
    answer = moved(B1=Answer(level=3, comment="One."), B2="dont_know").assessment.answer("B5")
    assert (answer.state, answer.level, answer.comment) == (AnswerStatus.UNANSWERED, None, "One.")


def test_a_dropped_question_is_listed_and_stays_on_file_with_its_words() -> None:
    done = moved(B3=Answer(level=4, comment="Long."))
    assert "B3" not in done.assessment.answers
    assert (done.moves[0].outcome, done.moves[0].why) == (
        MigrationOutcome.DROPPED,
        "Nobody could answer it.",
    )
    kept = done.assessment.retired[0]
    assert (kept.indicator, kept.question) == ("B3", "Is B3 in place?")
    assert kept.answer.comment == "Long."


def test_a_question_that_moved_is_carried_with_its_level_read_on_the_new_scale() -> None:
    done = moved(B4=4)
    assert done.assessment.level("B6") == 3
    assert done.assessment.answer("B6").look_again == ""
    assert done.moves[0].outcome is MigrationOutcome.CARRIED


def test_what_the_new_edition_asks_besides_is_listed() -> None:
    assert moved(A1=1).asked_anew == ("A2", "A4", "A5", "B5", "B6", "B7")
    assert moved(A1=1, A3=0).asked_anew == ("A2", "B5", "B6", "B7")


def test_targets_follow_their_indicators_and_the_highest_wins_where_two_meet() -> None:
    targets = {"default": 3, "A1": 4, "B1": 2, "B2": 4, "B3": 4, "B4": 4}
    done = migrate(builders.assessment(edition="old", targets=targets), OLD, NEW)
    assert done.assessment.targets == {"default": 3, "A1": 4, "B5": 4, "B6": 3}


def test_without_a_map_from_the_old_edition_nothing_is_moved() -> None:
    with pytest.raises(MigrationError, match="no map from edition new"):
        migrate(builders.assessment(edition="new", A1=1), NEW, OLD)


def test_the_moved_assessment_fits_the_new_edition_and_can_be_scored() -> None:
    done = moved(A1=4, A2=3, A3=2, B1=3, B2=1, B3=4, B4=4)
    assert check_answers(done.assessment, NEW) == []
    assert score_assessment(NEW, done.assessment).overall.score is not None


answers = st.one_of(
    st.integers(0, 4),
    st.sampled_from(["dont_know", "not_applicable", "outside_mandate"]),
    st.builds(Answer, level=st.integers(0, 4), comment=st.text("abc ", max_size=20)),
)


@given(st.dictionaries(st.sampled_from(sorted(OLD.indicators)), answers))
def test_no_answer_vanishes(given_answers: dict[str, object]) -> None:
    before = builders.assessment(edition="old", **given_answers)
    done = migrate(before, OLD, NEW)
    retired = {item.indicator: item.answer for item in done.assessment.retired}
    assert {move.old_id for move in done.moves} == set(before.answers)
    for key, answer in before.answers.items():
        assert done.assessment.answers.get(key) == answer or retired[key] == answer
    assert set(done.asked_anew) | set(done.assessment.answers) == set(NEW.indicators)


def test_the_moved_assessment_survives_its_file(tmp_path: Path) -> None:
    folder = builders.write_edition(NEW, tmp_path / "new")
    done = moved(A1=4, A2=3, B3=Answer(level=4, comment="= not a formula"))
    path = tmp_path / "moved.yaml"
    path.write_text(dump_assessment(done.assessment), encoding="utf-8")
    assert open_assessment(path, folder)[1] == done.assessment


def test_a_map_is_read_from_the_editions_folder(tmp_path: Path) -> None:
    folder = builders.write_edition(NEW, tmp_path / "new")
    read: Edition = load_edition(folder)
    assert read.migration == MAP
    given_before: Assessment = builders.assessment(edition="old", A2=1)
    assert migrate(given_before, OLD, read).moves[0].outcome is MigrationOutcome.FLAGGED
