"""The assessment file: refused with every problem, written canonically, read back as it was."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings

from assessment.errors import InvalidAssessment
from assessment.files.assessment_file import (
    check_answers,
    dump_assessment,
    dump_json,
    open_assessment,
    parse_assessment,
    read_assessment,
)
from assessment.model.assessment import Answer, Assessment, Evidence, PlanSettings
from questionnaires import Edition, NumberRange
from tests import builders
from tests.assessment import texts
from tests.support.profiles import drawn

FILES = Path(__file__).parent / "samples"

EDITION = builders.edition(
    pillars=(
        builders.pillar("A", builders.indicator("A1"), builders.indicator("A2")),
        builders.pillar(
            "B",
            builders.indicator("B1"),
            builders.indicator("B2"),
            builders.indicator("N1", number=NumberRange(worst=0, best=100, minimum=0, maximum=100)),
        ),
    )
)

BROKEN = {
    "bare_level.yaml": ["answers: A1", "table of keys and values", "not 3"],
    "billion_laughs.yaml": ["line 2", "alias"],
    "binary.yaml": ["character 13", "control character"],
    "control_character.yaml": ["answers: A1: comment", "character 6", "Delete it"],
    "deep.json": ["nested more than 30 levels"],
    "deep.yaml": ["nested more than 30 levels"],
    "duplicate_key.json": ["'country' is given twice", "Keep one"],
    "duplicate_key.yaml": ["line 6", "'A1' is given twice", "Keep one"],
    "empty.yaml": ["is empty", "Fill it in"],
    "figure_of_no_statistic.yaml": ["figures: S1", "no statistic 'S1'", "Delete the figure"],
    "figure_without_value.yaml": ["figures: S1: 1", "has no value", "not_collected"],
    "no_level_and_no_parts.yaml": ["answers: A1", "has no level"],
    "part_neither_yes_nor_no.yaml": ["details: checks: tests: law", "true or false", "'maybe'"],
    "parts_where_there_are_none.yaml": ["answers: A1: details", "no parts", "Delete"],
    "figure_for_a_level.yaml": ["answers: A1", "with a level, not with a figure", "0 to 4"],
    "figure_too_large.yaml": ["answers: N1", "120 is above", "100"],
    "figure_too_small.yaml": ["answers: N1", "-5 is below", "0"],
    "half_a_level.yaml": ["answers: A1: level", "2.5"],
    "image.yaml": ["is a picture", "a text in YAML or JSON"],
    "impossible_date.yaml": ["evidence: 1: date", "2019-02-30", "year-month-day"],
    "level_and_state.yaml": ["answers: A1", "has a level and the state 'dont_know'"],
    "level_for_a_figure.yaml": ["answers: N1", "with a figure, not with a level"],
    "level_in_words.yaml": ["answers: A1: level", "'three'", "digits"],
    "level_off_the_scale.yaml": [
        "answers: A1",
        "Level 7 is not on the scale of edition test (0 to 4).",
    ],
    "list.yaml": ["table of keys and values"],
    "misspelt_key.yaml": ["answers: A1: levle", "Is it 'level'", "misspelt"],
    "negative_level.yaml": ["answers: A1: level", "-1"],
    "no_cycle.yaml": ["cycle", "is missing"],
    "not_a_number.json": ["answers: N1: value", "nan"],
    "not_a_number.yaml": ["answers: N1: value", "nan"],
    "not_applicable_without_reason.yaml": ["answers: A1", "without a reason", "Say"],
    "nothing_answered.yaml": ["answers: A1", "has no level", "dont_know"],
    "python_tag.yaml": ["line 4", "tag"],
    "script_link.yaml": ["evidence: 1: url", "javascript:alert(1)"],
    "second_document.yaml": ["line 4", "second document"],
    "several_problems.yaml": ["Did you mean KEN (Kenya)?", "-1", "'maybe'", "Is it 'profile'"],
    "short_year.yaml": ["cycle", "26", "2000"],
    "target_off_the_scale.yaml": ["targets: default", "Level 9", "0 to 4"],
    "truncated.json": ["line 1", "not valid JSON", "cut short"],
    "truncated.yaml": ["line 5", "not valid YAML", "cut short"],
    "two_letter_country.yaml": ["country", "'KE'", "Did you mean KEN (Kenya)?"],
    "unknown_country.yaml": ["country", "'ZZZ'", "alpha-3"],
    "unknown_edition.yaml": ["edition", "'1999'", "'test'"],
    "unknown_indicator.yaml": ["answers: A11", "no indicator 'A11'", "Did you mean A1?"],
    "unknown_profile.yaml": ["profile", "'fast'", "full, quick"],
    "unknown_state.yaml": ["answers: A1: state", "'maybe'", "dont_know"],
    "unknown_target.yaml": ["targets: Z9", "no indicator 'Z9'"],
    "unquoted_comment.yaml": ["answers: A1: comment", "YAML read False", "quotes"],
    "unquoted_edition.yaml": ["edition", "YAML read 2026", "quotes"],
    "unquoted_no.yaml": ["country", "YAML read False", "quotes"],
    "words.yaml": ["table of keys and values", "just some words"],
}
"""Each broken file, and words that its message must contain."""


@pytest.fixture(scope="module")
def edition_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return builders.write_edition(EDITION, tmp_path_factory.mktemp("edition"))


def assert_reads_back(assessment: Assessment) -> None:
    for dump, name in ((dump_assessment, "a.yaml"), (dump_json, "a.json")):
        text = dump(assessment)
        again = parse_assessment(text.encode(), name)
        assert again == assessment
        assert dump(again) == text


class TestABrokenFile:
    @pytest.mark.parametrize("name", sorted(BROKEN))
    def test_is_refused_with_its_place_and_remedy(self, name: str, edition_folder: Path) -> None:
        with pytest.raises(InvalidAssessment) as caught:
            open_assessment(FILES / name, edition_folder)
        message = str(caught.value)
        assert message.startswith(f"{name}: ")
        assert [words for words in BROKEN[name] if words not in message] == []

    def test_of_each_kind_stands_in_the_table(self) -> None:
        assert {path.name for path in FILES.iterdir()} == set(BROKEN)

    def test_is_refused_with_all_its_problems_at_once(self) -> None:
        with pytest.raises(InvalidAssessment) as caught:
            read_assessment(FILES / "several_problems.yaml")
        assert len(caught.value.problems) == 4

    @pytest.mark.parametrize("name", ["a.yaml", "a.json"])
    def test_of_100_megabytes_is_refused_without_being_read(
        self, name: str, tmp_path: Path
    ) -> None:
        path = tmp_path / name
        with path.open("wb") as file:
            file.truncate(100 * 1024**2)
        tracemalloc.start()
        try:
            with pytest.raises(InvalidAssessment, match="100 MB"):
                read_assessment(path)
            assert tracemalloc.get_traced_memory()[1] < 10 * 1024**2
        finally:
            tracemalloc.stop()

    def test_of_100_megabytes_is_refused_also_when_it_comes_as_bytes(self) -> None:
        with pytest.raises(InvalidAssessment, match="more than 16 MB"):
            parse_assessment(bytes(100 * 1024**2), "upload.json")

    def test_cut_anywhere_never_ends_in_anything_but_a_message_or_an_assessment(self) -> None:
        whole = dump_assessment(
            builders.assessment(A1=Answer(level=3, comment="two\nlines é"), B1="not_applicable")
        ).encode()
        for end in range(len(whole)):
            for name in ("a.yaml", "a.json"):
                with contextlib.suppress(InvalidAssessment):
                    parse_assessment(whole[:end], name)

    def test_that_is_not_there_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(InvalidAssessment, match="no such file"):
            read_assessment(tmp_path / "nowhere.yaml")

    def test_that_is_a_folder_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(InvalidAssessment, match="is a folder"):
            read_assessment(tmp_path)


class TestTheEditionNamedInTheFile:
    def test_is_loaded_with_the_assessment(self, tmp_path: Path, edition_folder: Path) -> None:
        path = tmp_path / "ken.yaml"
        path.write_text(dump_assessment(builders.assessment(A1=3, N1=Answer(value=40))))
        edition, assessment = open_assessment(path, edition_folder)
        assert edition.id == "test"
        assert assessment.level("A1") == 3

    def test_which_is_not_installed_is_refused_with_those_that_are(self, tmp_path: Path) -> None:
        path = tmp_path / "ken.yaml"
        path.write_text(dump_assessment(builders.assessment(edition="1999")))
        with pytest.raises(InvalidAssessment, match=r"'1999' is not installed.*Here are:"):
            open_assessment(path)

    def test_is_an_id_and_never_a_way_to_another_folder(self, tmp_path: Path) -> None:
        path = tmp_path / "ken.yaml"
        path.write_text(dump_assessment(builders.assessment(edition="../../etc")))
        with pytest.raises(InvalidAssessment, match="is not installed"):
            open_assessment(path)


class TestAnAnswer:
    def test_that_fits_has_no_problem(self) -> None:
        assessment = builders.assessment(
            A1=0,
            A2=4,
            B1="dont_know",
            N1=Answer(value=100),
            targets={"default": 3, "A2": 4},
            profile="quick",
        )
        assert check_answers(assessment, EDITION) == []

    def test_off_the_scale_is_told_the_scale(self) -> None:
        (problem,) = check_answers(builders.assessment(A1=5), EDITION)
        assert str(problem) == (
            "answers: A1: Level 5 is not on the scale of edition test (0 to 4). "
            "Give a level from 0 to 4."
        )

    def test_to_an_indicator_in_small_letters_is_told_the_id(self) -> None:
        (problem,) = check_answers(builders.assessment(a2=1), EDITION)
        assert problem.remedy == "Did you mean A2?"

    def test_with_a_figure_has_no_target_level(self) -> None:
        (problem,) = check_answers(builders.assessment(targets={"N1": 2}), EDITION)
        assert problem.where == "targets: N1"

    def test_gets_every_problem_of_the_assessment_listed(self) -> None:
        assessment = builders.assessment(
            country="ZZZ", profile="fast", A1=9, Z9=1, targets={"default": 7, "A2": 8}
        )
        problems = check_answers(assessment, EDITION)
        assert [problem.where for problem in problems] == [
            "country", "profile", "answers: A1", "answers: Z9", "targets: default", "targets: A2",
        ]  # fmt: skip

    @pytest.mark.parametrize("level", [0, 1, 2])
    def test_is_checked_against_the_scale_of_its_own_indicator(self, level: int) -> None:
        edition = _with_a_second_scale()
        problems = check_answers(builders.assessment(A2=level), edition)
        assert bool(problems) is (level > 1)


def _with_a_second_scale() -> Edition:
    short = builders.edition().about.scales["maturity"]
    yes_no = short.model_copy(update={"levels": short.levels[:2]})
    return builders.edition(
        scales={"maturity": short, "yes_no": yes_no},
        pillars=(
            builders.pillar(
                "A",
                builders.indicator("A1"),
                builders.indicator("A2", scale="yes_no", descriptors=("No", "Yes")),
            ),
        ),
        measures=(),
        profiles=(),
    )


class TestTheCanonicalFile:
    def test_reads_as_a_person_would_write_it(self) -> None:
        assessment = builders.assessment(
            B1="dont_know",
            A1=Answer(
                level=3,
                comment="The Act is in force.\nCourts apply it.",
                evidence=(Evidence(title="Act 18", date=dt.date(2019, 11, 8), confidence="A"),),
            ),
            A2="not_applicable",
            targets={"A1": 4, "default": 3},
            plan=PlanSettings(start="2027-01", budget_by_year=(250_000, 0.5)),
        )
        assert dump_assessment(assessment) == (
            "country: KEN\n"
            "edition: test\n"
            "cycle: 2026\n"
            "profile: full\n"
            "answers:\n"
            "  A1:\n"
            "    level: 3\n"
            "    comment: |-\n"
            "      The Act is in force.\n"
            "      Courts apply it.\n"
            "    evidence:\n"
            "    - title: Act 18\n"
            "      date: 2019-11-08\n"
            "      confidence: A\n"
            "  A2:\n"
            "    state: not_applicable\n"
            "    reason: There is none here.\n"
            "  B1:\n"
            "    state: dont_know\n"
            "targets:\n"
            "  default: 3\n"
            "  A1: 4\n"
            "plan:\n"
            "  start: 2027-01\n"
            "  budget_by_year:\n"
            "  - 250000\n"
            "  - 0.5\n"
        )

    def test_does_not_depend_on_the_order_of_answers(self) -> None:
        one, other = builders.assessment(A1=1, B1=2), builders.assessment(B1=2, A1=1)
        assert dump_assessment(one) == dump_assessment(other)
        assert dump_json(one) == dump_json(other)

    @pytest.mark.parametrize("text", texts.AWKWARD_TEXTS, ids=lambda text: ascii(text[:20]))
    def test_keeps_every_text_as_it_was_typed(self, text: str) -> None:
        answer = Answer(level=1, comment=text, evidence=(Evidence(title=f"T{text[:900]}"),))
        assert_reads_back(builders.assessment(A1=answer, note=text))

    @pytest.mark.parametrize("text", ["عربي", "儿童", "é", "😀 and text", "line 😀\nline"])
    def test_shows_every_script_as_it_is(self, text: str) -> None:
        assessment = builders.assessment(A1=Answer(level=1, comment=text))
        for line in text.splitlines():
            assert line in dump_assessment(assessment)
            assert line in dump_json(assessment)

    @pytest.mark.parametrize("value", [0.1, 1e-7, 1e22, 2.0**53, 5e-324, 1.7e308, -0.0, 3])
    def test_keeps_every_figure(self, value: float) -> None:
        assert_reads_back(builders.assessment(A1=Answer(value=value)))

    @given(texts.assessments)
    @settings(max_examples=drawn(150), deadline=None)
    def test_reads_back_as_itself_and_writes_the_same_bytes_again(
        self, assessment: Assessment
    ) -> None:
        assert_reads_back(assessment)

    @given(texts.assessments)
    @settings(max_examples=drawn(40), deadline=None)
    def test_says_the_same_in_yaml_and_json(self, assessment: Assessment) -> None:
        from_yaml = parse_assessment(dump_assessment(assessment).encode(), "a.yaml")
        assert from_yaml == parse_assessment(dump_json(assessment).encode(), "a.json")

    def test_is_json_with_sorted_keys(self) -> None:
        text = dump_json(builders.assessment(B1=1, A1=2))
        assert list(json.loads(text)) == sorted(json.loads(text))

    def test_with_a_date_in_quotes_is_read_as_one_without(self) -> None:
        quoted = (
            b'{country: KEN, edition: "test", cycle: 2026, '
            b'answers: {A1: {level: 1, evidence: [{title: "x", date: "2019-11-08"}]}}}'
        )
        assessment = parse_assessment(quoted, "a.yaml")
        assert assessment.answer("A1").evidence[0].date == dt.date(2019, 11, 8)
