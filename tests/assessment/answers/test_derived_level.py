"""Levels derived from details by the rule: monotonic in the parts, undetermined while open parts can change them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment import (
    Answer,
    AnswerDetails,
    AnswerStatus,
    Derived,
    Observation,
    StatusValue,
    apply_details,
    derive_level,
    score_assessment,
)
from assessment.files.assessment_file import check_answers
from questionnaires import DetailLevel, Details, DetailTest
from tests import builders
from tests.assessment.parts import DETAILS, HELD, edition

EDITION = edition()


def parts(**given_parts: Any) -> AnswerDetails:
    """`tests="yyn"` (y yes, n no, anything else open), `opsc="signed"`, `lines=[...]`."""
    said = {"y": True, "n": False}
    tests = dict(zip(("law", "possession", "access"), given_parts.get("tests", ""), strict=False))
    stands = {
        key: StatusValue(status=given_parts[key]) for key in ("opsc", "crc") if key in given_parts
    }
    return AnswerDetails(
        checks={"tests": {key: said[sign] for key, sign in tests.items() if sign in said}},
        statuses={"treaties": stands} if stands else {},
        rows={"lines": tuple(given_parts["lines"])} if "lines" in given_parts else {},
    )  # fmt: skip


def levels(given_parts: AnswerDetails | None) -> tuple[int, int]:
    result = derive_level(DETAILS, given_parts, {})
    assert result is not None
    return result.low, result.high


FREE = {"cost": "free"}


class TestTheRule:
    @pytest.mark.parametrize(
        ("given_parts", "low", "high"),
        [
            ({}, 0, 4),
            ({"tests": "nnn", "opsc": "none", "crc": "none"}, 0, 0),
            ({"tests": "nnn", "opsc": "signed"}, 1, 1),
            ({"tests": "nnn"}, 0, 1),
            ({"tests": "ynn"}, 1, 1),
            ({"tests": "yyn"}, 2, 2),
            ({"tests": "yy"}, 2, 4),
            ({"tests": "yyy", "opsc": "signed"}, 2, 2),
            ({"tests": "yyy", "opsc": "ratified"}, 3, 4),
            ({"tests": "yyy", "opsc": "ratified", "lines": []}, 3, 3),
            ({"tests": "yyy", "opsc": "ratified", "lines": [FREE]}, 3, 3),
            ({"tests": "yyy", "opsc": "ratified", "lines": [FREE, FREE]}, 4, 4),
            ({"tests": "yyy", "opsc": "ratified", "lines": [FREE, {}]}, 3, 4),
            ({"tests": "yyy", "opsc": "ratified", "lines": [FREE, {"cost": "charged"}]}, 3, 3),
            ({"tests": "ynn", "opsc": "ratified", "lines": [FREE, FREE]}, 1, 1),
        ],
    )
    def test_gives_the_highest_level_whose_test_and_all_lower_tests_hold(
        self, given_parts: dict[str, Any], low: int, high: int
    ) -> None:
        assert levels(parts(**given_parts)) == (low, high)

    def test_that_is_not_stated_gives_nothing(self) -> None:
        assert derive_level(Details(fields=DETAILS.fields), parts(tests="yyy"), {}) is None

    @pytest.mark.parametrize(
        ("held", "low", "high"),
        [
            ({}, 0, 4),
            ({"S1": True}, 1, 4),
            ({"S1": True, "S2": False}, 1, 2),
            ({"S1": True, "S2": False, "N1": False}, 1, 1),
            ({"S1": True, "S2": True, "N1": False}, 2, 2),
            ({"S1": True, "S2": True, "N1": True}, 4, 4),
        ],
    )
    def test_counts_figures_that_are_held(self, held: dict[str, bool], low: int, high: int) -> None:
        assert derive_level(HELD, None, held) == Derived(low, high)


said = st.sampled_from("yn?")
stands = st.sampled_from([None, "none", "signed", "ratified"])
rows = st.none() | st.lists(st.sampled_from([FREE, {"cost": "charged"}, {}]), max_size=3)


@st.composite
def any_parts(draw: st.DrawFn) -> dict[str, Any]:
    result: dict[str, Any] = {"tests": "".join(draw(said) for _item in range(3))}
    for key in ("opsc", "crc"):
        if (status := draw(stands)) is not None:
            result[key] = status
    if (lines := draw(rows)) is not None:
        result["lines"] = lines
    return result


class TestWhateverIsSaid:
    @given(any_parts())
    def test_the_lowest_possible_level_is_not_above_the_highest(
        self, given_parts: dict[str, Any]
    ) -> None:
        low, high = levels(parts(**given_parts))
        assert 0 <= low <= high <= 4

    @given(any_parts(), st.integers(0, 2))
    def test_one_yes_more_never_lowers(self, given_parts: dict[str, Any], place: int) -> None:
        before = levels(parts(**given_parts))
        tests = given_parts["tests"]
        after = levels(parts(**{**given_parts, "tests": tests[:place] + "y" + tests[place + 1 :]}))
        assert after[0] >= before[0]
        assert tests[place] == "?" or after[1] >= before[1]

    @given(any_parts(), st.sampled_from(["opsc", "crc"]))
    def test_a_higher_status_never_lowers(self, given_parts: dict[str, Any], key: str) -> None:
        result = [
            levels(parts(**{**given_parts, key: status}))
            for status in ("none", "signed", "ratified")
        ]
        assert result == sorted(result)

    @given(any_parts())
    def test_one_row_more_never_lowers(self, given_parts: dict[str, Any]) -> None:
        before = levels(parts(**given_parts))
        after = levels(parts(**{**given_parts, "lines": [*given_parts.get("lines", ()), FREE]}))
        assert after[0] >= before[0]

    @given(any_parts())
    def test_saying_what_is_open_stays_within_the_bounds(self, given_parts: dict[str, Any]) -> None:
        low, high = levels(parts(**given_parts))
        for sign in "yn":
            closed = levels(
                parts(**{**given_parts, "tests": given_parts["tests"].replace("?", sign)})
            )
            assert low <= closed[0] <= closed[1] <= high

    @given(any_parts(), st.randoms())
    def test_the_order_of_items_rows_and_rules_does_not_matter(
        self, given_parts: dict[str, Any], chance: Any
    ) -> None:
        one = parts(**given_parts)
        shuffled_rules = chance.sample(DETAILS.levels, len(DETAILS.levels))
        shuffled = AnswerDetails(
            checks={
                key: dict(chance.sample(list(items.items()), len(items)))
                for key, items in one.checks.items()
            },
            statuses=one.statuses,
            rows={key: tuple(chance.sample(items, len(items))) for key, items in one.rows.items()},
        )
        other = Details(
            fields=tuple(chance.sample(DETAILS.fields, len(DETAILS.fields))),
            levels=tuple(shuffled_rules),
        )
        assert derive_level(other, shuffled, {}) == derive_level(DETAILS, one, {})


def problems(**answers: Any) -> list[str]:
    return [str(problem) for problem in check_answers(builders.assessment(**answers), EDITION)]


class TestALevelBesideItsParts:
    def test_that_the_parts_give_is_right(self) -> None:
        assert problems(A1=Answer(level=2, details=parts(tests="yyn"))) == []

    def test_within_what_the_parts_leave_open_is_right(self) -> None:
        assert problems(A1=Answer(level=3, details=parts(tests="yy"))) == []

    def test_that_differs_is_told_what_the_parts_give_and_what_to_do(self) -> None:
        (problem,) = problems(A1=Answer(level=4, details=parts(tests="yyn")))
        assert problem == (
            "answers: A1: level 4 is given, but the parts give level 2. Give that level, "
            "correct the parts, or say under 'override' why the level differs."
        )

    def test_below_what_is_possible_is_told_the_range(self) -> None:
        (problem,) = problems(A1=Answer(level=1, details=parts(tests="yy")))
        assert "allow levels 2 to 4" in problem

    def test_that_differs_with_a_reason_stands(self) -> None:
        given_answer = Answer(
            level=4, details=parts(tests="yyn"), override="A court filled the gap."
        )
        assert problems(A1=given_answer) == []

    def test_is_asked_for_where_the_parts_leave_it_open(self) -> None:
        (problem,) = problems(A1=Answer(details=parts(tests="yy")))
        assert "has no level" in problem
        assert "Answer the parts that are open, or give the level." in problem

    def test_is_asked_for_where_there_is_no_rule(self) -> None:
        (problem,) = problems(A2=Answer(details=parts(tests="yyy")))
        assert "reads no level from them" in problem

    def test_may_be_missing_where_nobody_knows(self) -> None:
        assert problems(A1=Answer(state=AnswerStatus.DONT_KNOW, details=parts(tests="y"))) == []

    def test_of_an_indicator_that_counts_figures_fits_the_figures(self) -> None:
        held = {"S1": (Observation(value=50, year=2025),)}
        assert problems(B1=3, figures=held) == []
        none = {key: (Observation(state="not_collected"),) for key in ("S1", "S2", "N1")}
        (problem,) = problems(B1=3, figures=none)
        assert "the parts give level 0" in problem


UNKNOWN = [
    (AnswerDetails(checks={"tets": {"law": True}}), "checks: tets: there is no field", "Did you mean tests?"),
    (AnswerDetails(checks={"treaties": {}}), "checks: treaties", "Here is: tests."),
    (AnswerDetails(checks={"tests": {"lwa": True}}), "tests: lwa: there is no item", "Did you mean law?"),
    (
        AnswerDetails(statuses={"treaties": {"opsc": StatusValue(status="ratifed")}}),
        "there is no status 'ratifed'",
        "Did you mean ratified?",
    ),
    (AnswerDetails(rows={"lines": ({"nubmer": "116"},)}), "lines: 1: nubmer", "Did you mean number?"),
    (AnswerDetails(rows={"lines": ({"cost": "fre"},)}), "there is no choice 'fre'", "Did you mean free?"),
    (AnswerDetails(rows={"lines": ({"hours": "many"},)}), "should be a number", "without quotes"),
    (AnswerDetails(rows={"lines": ({"number": 116.0},)}), "should be text", "in quotes"),
    (AnswerDetails(rows={"lines": ({"since": "spring"},)}), "should be a date", "2026-11-23"),
]  # fmt: skip


@pytest.mark.parametrize(("details", "what", "remedy"), UNKNOWN)
def test_parts_that_the_edition_does_not_ask_are_named(
    details: AnswerDetails, what: str, remedy: str
) -> None:
    (problem,) = problems(A1=Answer(level=0, details=details, override="x"))
    assert what in problem
    assert remedy in problem


def test_parts_of_an_indicator_without_any_are_named() -> None:
    (problem,) = problems(B2=Answer(level=1, details=parts(tests="y")))
    assert problem.startswith("answers: B2: details: this indicator has no parts.")


class TestAppliedToAnAssessment:
    def test_the_parts_give_the_level_that_is_missing(self) -> None:
        given_assessment = builders.assessment(A1=Answer(details=parts(tests="yyn")))
        assert apply_details(EDITION, given_assessment).level("A1") == 2

    def test_a_level_that_is_given_stays(self) -> None:
        given_answer = Answer(level=3, details=parts(tests="yyn"), override="Why not.")
        given_assessment = builders.assessment(A1=given_answer)
        assert apply_details(EDITION, given_assessment) is given_assessment

    def test_an_answer_that_was_cleared_stays_cleared(self) -> None:
        cleared = Answer(state=AnswerStatus.UNANSWERED, details=parts(tests="yyn"))
        assert apply_details(EDITION, builders.assessment(A1=cleared)).level("A1") is None

    def test_the_level_of_figures_follows_the_figures(self) -> None:
        held = {key: (Observation(value=50, year=2025),) for key in ("S1", "S2")}
        none = {"N1": (Observation(state="not_collected"),)}
        for stored in ({}, {"B1": 0}, {"B1": 4}):
            result = apply_details(EDITION, builders.assessment(**stored, figures={**held, **none}))
            assert result.level("B1") == 2

    def test_the_level_of_figures_with_a_reason_stays(self) -> None:
        none = {key: (Observation(state="not_collected"),) for key in ("S1", "S2", "N1")}
        stored = Answer(level=1, override="Counted, not yet published.")
        result = apply_details(EDITION, builders.assessment(B1=stored, figures=none))
        assert result.level("B1") == 1

    def test_a_level_that_the_figures_no_longer_allow_is_open_again(self) -> None:
        some = {
            "S1": (Observation(state="not_collected"),),
            "S2": (Observation(state="not_collected"),),
        }
        result = apply_details(EDITION, builders.assessment(B1=4, figures=some))
        assert result.answer("B1").state is AnswerStatus.UNANSWERED

    def test_dont_know_is_not_overruled_by_figures(self) -> None:
        held = {key: (Observation(value=50, year=2025),) for key in ("S1", "S2", "N1")}
        result = apply_details(EDITION, builders.assessment(B1="dont_know", figures=held))
        assert result.answer("B1").state is AnswerStatus.DONT_KNOW

    def test_twice_is_the_same_as_once(self) -> None:
        given_assessment = builders.assessment(
            A1=Answer(details=parts(tests="yyn")),
            figures={"S1": (Observation(value=5, year=2020),)},
        )
        once = apply_details(EDITION, given_assessment)
        assert apply_details(EDITION, once) == once

    @given(st.data())
    def test_figures_move_no_score_that_counts(self, data: st.DataObject) -> None:
        figure = st.one_of(
            st.floats(0, 100).map(lambda value: Observation(value=value, year=2025)),
            st.just(Observation(state="not_collected")),
        )
        held = data.draw(
            st.dictionaries(st.sampled_from(["S1", "S2", "N1"]), st.tuples(figure), max_size=3)
        )
        answers = data.draw(
            st.dictionaries(st.sampled_from(["A1", "A2", "B1", "B2"]), st.integers(0, 4))
        )
        without = builders.assessment(**answers)
        result = score_assessment(
            EDITION, apply_details(EDITION, without.model_copy(update={"figures": held}))
        )
        before = score_assessment(EDITION, without)
        assert (result.overall, result.clauses) == (before.overall, before.clauses)
        scored = [key for key, item in EDITION.indicators.items() if item.scored]
        assert [result.nodes[key] for key in scored] == [before.nodes[key] for key in scored]


def test_a_rule_that_names_some_levels_alone_stops_at_the_gap() -> None:
    gap = Details(
        fields=DETAILS.fields,
        levels=(
            DetailLevel(level=1, all=(DetailTest(field="tests"),)),
            DetailLevel(level=3, all=(DetailTest(field="tests"),)),
        ),
    )
    assert derive_level(gap, parts(tests="yyy"), {}) == Derived(1, 1)
