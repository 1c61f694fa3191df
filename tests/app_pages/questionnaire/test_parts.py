"""Details give the level, observations are stored with source, a quick scan is extended: pages in process."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from assessment import Answer, AnswerStatus, Observation, ObservationState, StatusValue
from assessment.store import Store
from host import services as host_services
from questionnaires import Checklist, Rows, Statuses
from tests.support.pages import folder, open_page, texts  # noqa: F401 -- `folder` is a fixture
from tests.support.screens import TESTER, begin, store_in

EDITION = host_services.edition_of("2026")


def index_of(indicator: str, kind: type) -> int:
    details = EDITION.indicators[indicator].details
    assert details is not None
    return next(index for index, field in enumerate(details.fields) if isinstance(field, kind))


def five_tests(number_met: int) -> dict[str, str]:
    """Return the options of L02's checklists, by widget key, with which so many of the five tests are met."""
    details = EDITION.indicators["L02"].details
    assert details is not None
    said = {}
    for index, field in enumerate(details.fields):
        assert isinstance(field, Checklist)
        for number in range(len(field.items)):
            met = len(field.items) == 5 and number < number_met
            said[f"L02.part.{index}.{number}"] = "yes" if met else "no"
    return said


def stored(folder: Path, key: str, indicator: str) -> Answer:  # noqa: F811
    store = store_in(folder)
    result = store.load(key, person=TESTER).answer(indicator)
    store.close()
    return result


def at_level_2(folder: Path) -> tuple[str, AppTest, str]:  # noqa: F811
    """Choose level 2 on L10 of a new assessment; return its id, the page, and the revision in the browser."""
    key = begin(folder)
    page = open_page("answer", a=key, i="L10")
    page.radio(key="L10.choice").set_value("2").run()
    return key, page, page.text_input(key="L10.seen").value or ""


class TestParts:
    def test_give_the_level_and_are_stored_with_it(self, folder: Path) -> None:  # noqa: F811
        key = begin(folder)
        page = open_page("answer", a=key, i="L02")
        assert "Answer the parts" in texts(page)
        for name, said in five_tests(2).items():
            page.radio(key=name).set_value(said).run()
        assert "These parts give level 2: Set up." in texts(page)
        assert page.radio(key="L02.choice").value == "2"
        result = stored(folder, key, "L02")
        assert result.level == 2
        assert result.details is not None
        assert sum(sum(items.values()) for items in result.details.checks.values()) == 2

    def test_keep_a_level_chosen_before_the_server_has_answered_for_the_last_part(
        self,
        folder: Path,  # noqa: F811
    ) -> None:
        key = begin(folder)
        page = open_page("answer", a=key, i="L02")
        *before, (name, said) = five_tests(2).items()
        for earlier, value in before:
            page.radio(key=earlier).set_value(value).run()
        page.radio(key=name).set_value(said)
        page.radio(key="L02.choice").set_value("1")
        page.run()  # both changes in one run
        assert page.radio(key="L02.choice").value == "1"
        assert "Level 1 is chosen, but the parts" in texts(page)

    def test_one_part_opened_again_takes_the_level_back(self, folder: Path) -> None:  # noqa: F811
        key = begin(folder)
        page = open_page("answer", a=key, i="L02")
        for name, said in five_tests(2).items():
            page.radio(key=name).set_value(said).run()
        for name in list(five_tests(2))[3:5]:
            page.radio(key=name).set_value("open").run()
        assert "So far the parts allow levels 2 to 3" in texts(page)
        result = stored(folder, key, "L02")
        assert (result.state, result.level) == (AnswerStatus.UNANSWERED, None)
        assert result.details is not None

    def test_against_another_level_ask_for_a_reason(self, folder: Path) -> None:  # noqa: F811
        key = begin(folder)
        page = open_page("answer", a=key, i="L02")
        for name, said in five_tests(2).items():
            page.radio(key=name).set_value(said).run()
        page.radio(key="L02.choice").set_value("3").run()
        assert "Level 3 is chosen, but the parts give level 2. Say below why" in texts(page)
        assert stored(folder, key, "L02").level == 2
        page.text_area(key="L02.override").set_value("A court has filled the gap.").run()
        result = stored(folder, key, "L02")
        assert (result.level, result.override) == (3, "A court has filled the gap.")
        page.radio(key=next(iter(five_tests(2)))).set_value("yes").run()
        assert stored(folder, key, "L02").level == 3

    @pytest.mark.parametrize("first", [{}, five_tests(2)])
    def test_keep_their_level_while_the_browser_still_shows_the_one_before(
        self,
        folder: Path,  # noqa: F811
        first: dict[str, str],
    ) -> None:
        """A click made before the derived level arrives is sent with the previous value of the choice."""
        key = begin(folder)
        page = open_page("answer", a=key, i="L02")
        for said in (first, five_tests(4)):
            before = page.radio(key="L02.choice").value
            seen = page.text_input(key="L02.seen").value
            for name, value in said.items():
                page.radio(key=name).set_value(value)
            page.run()
        assert page.radio(key="L02.choice").value == "3" != before
        page.radio(key="L02.choice").set_value(before)
        page.text_input(key="L02.seen").set_value(seen)
        page.text_area(key="L02.reason").set_value("The act of 2019.").run()
        result = stored(folder, key, "L02")
        assert (result.level, result.reason) == (3, "The act of 2019.")
        assert page.radio(key="L02.choice").value == "3"
        assert "Not saved:" not in texts(page)

    def test_whoever_goes_back_to_the_level_before_at_once_is_believed(
        self,
        folder: Path,  # noqa: F811
    ) -> None:
        key, page, seen = at_level_2(folder)
        for choice in ("3", "2", "4", "2"):
            page.text_input(key="L10.seen").set_value(seen)
            page.radio(key="L10.choice").set_value(choice).run()
            assert stored(folder, key, "L10").level == int(choice)

    def test_a_level_that_was_cleared_does_not_come_back_with_the_next_field(
        self,
        folder: Path,  # noqa: F811
    ) -> None:
        key, page, seen = at_level_2(folder)
        page.button(key="clear").click().run()
        assert stored(folder, key, "L10").level is None
        page.radio(key="L10.choice").set_value("2")
        page.text_input(key="L10.seen").set_value(seen)
        page.text_area(key="L10.comment").set_value("Ask the ministry.").run()
        assert stored(folder, key, "L10").level is None
        page.radio(key="L10.choice").set_value("2").run()
        assert stored(folder, key, "L10").level == 2

    def test_with_a_date_that_is_none_stay_on_the_screen(self, folder: Path) -> None:  # noqa: F811
        key = begin(folder)
        index = index_of("L01", Statuses)
        page = open_page("answer", a=key, i="L01")
        field = EDITION.indicators["L01"].details.fields[index]  # type: ignore[union-attr]
        assert isinstance(field, Statuses)
        top = field.statuses[-1].id
        page.selectbox(key=f"L01.part.{index}.0").set_value(top).run()
        page.text_input(key=f"L01.part.{index}.0.since").set_value("in spring").run()
        assert (
            "can't be read as a day or a year. Write it like 2026-05-31, or the year alone."
            in texts(page)
        )
        assert page.text_input(key=f"L01.part.{index}.0.since").value == "in spring"
        page.text_input(key=f"L01.part.{index}.0.since").set_value("2003").run()
        result = stored(folder, key, "L01").details
        assert result is not None
        assert result.statuses[field.id][field.items[0].id] == StatusValue(status=top, year=2003)

    def test_as_rows_are_added_one_by_one(self, folder: Path) -> None:  # noqa: F811
        key = begin(folder)
        index = index_of("T03", Rows)
        page = open_page("answer", a=key, i="T03")
        page.button(key=f"T03.row.{index}.add").click().run()
        page.text_input(key=f"T03.row.{index}.cell.0").set_value("116 111").run()
        page.button(key=f"T03.row.{index}.done").click().run()
        result = stored(folder, key, "T03")
        assert result.details is not None
        (row,) = next(iter(result.details.rows.values()))
        assert "116 111" in row.values()
        assert "116 111" in texts(page)
        page.button(key=f"T03.row.{index}.edit.0").click().run()
        page.button(key=f"T03.row.{index}.remove").click().run()
        page.button(key=f"T03.row.{index}.none").click().run()
        assert stored(folder, key, "T03").details.rows  # type: ignore[union-attr]
        assert "There is none." in texts(page)

    def test_add_up_in_the_words_of_the_levels(self, folder: Path) -> None:  # noqa: F811
        page = open_page("answer", a=begin(folder), i="L02")
        options = [option.replace("\\", "") for option in page.radio(key="L02.choice").options]
        assert "and: " not in options[1]
        assert "Level 1, and: " in options[2]
        assert "Level 3, and: " in options[4]


def test_an_answer_to_look_at_again_is_confirmed_as_it_stands(folder: Path) -> None:  # noqa: F811
    key = begin(folder)
    store = store_in(folder)
    flagged = Answer(level=2, look_again="The question has changed.")
    store.save_answer(
        key, "O01", flagged, expected_revision=0, person=TESTER, at=dt.datetime.now(dt.UTC)
    )
    store.close()
    page = open_page("answer", a=key, i="O01")
    assert "Look again: The question has changed." in texts(page)
    page.button(key="O01.confirm").click().run()
    assert stored(folder, key, "O01") == Answer(level=2)
    assert "Look again" not in texts(page)


class TestFigures:
    def test_are_stored_with_year_and_source(self, folder: Path) -> None:  # noqa: F811
        key = begin(folder)
        page = open_page("statistics", a=key, s="EDU-INT-1")
        page.button(key="figure.EDU-INT-1.add").click().run()
        page.text_input(key="figure.value").set_value("47,5").run()
        assert "has no year" in texts(page)
        page.text_input(key="figure.year").set_value("2023/24").run()
        page.text_input(key="figure.source").set_value("School census").run()
        result = _figures(folder, key, "EDU-INT-1")
        assert result == (Observation(value=47.5, year=2024, source="School census"),)
        assert "47.5 % of schools · 2024 · School census" in texts(page)

    def test_that_can_not_be_are_refused_and_unlikely_ones_shown(self, folder: Path) -> None:  # noqa: F811
        key = begin(folder)
        page = open_page("statistics", a=key, s="EDU-INT-1")
        page.button(key="figure.EDU-INT-1.add").click().run()
        page.text_input(key="figure.year").set_value("٢٠٢٤").run()
        page.text_input(key="figure.value").set_value("140").run()
        assert "140 is above the highest figure possible" in texts(page)
        assert _figures(folder, key, "EDU-INT-1") == ()
        page.text_input(key="figure.value").set_value("0").run()
        assert _figures(folder, key, "EDU-INT-1") == (Observation(value=0, year=2024),)
        assert "Look again: is 0" in texts(page)

    def test_not_collected_is_an_answer(self, folder: Path) -> None:  # noqa: F811
        key = begin(folder)
        page = open_page("statistics", a=key, s="EDU-INT-1")
        page.button(key="figure.EDU-INT-1.add").click().run()
        page.radio(key="figure.state").set_value(ObservationState.NOT_COLLECTED).run()
        assert _figures(folder, key, "EDU-INT-1") == (Observation(state="not_collected"),)

    def test_give_the_level_of_the_question_that_counts_them(self, folder: Path) -> None:  # noqa: F811
        key = begin(folder)
        store = store_in(folder)
        for code, figure in (
            ("EDU-INT-1", Observation(value=40, year=2024)),
            ("EDU-INT-2", Observation(value=60, year=2024)),
            ("EDU-INT-3", Observation(state="not_collected")),
            ("EDU-LEARN", Observation(state="not_collected")),
        ):
            store.save_figures(
                key, code, (figure,), expected_revision=0, person=TESTER, at=dt.datetime.now(dt.UTC)
            )
        store.close()
        page = open_page("answer", a=key, i="O11")
        assert page.radio(key="O11.choice").value == "2"
        assert "These parts give level 2" in texts(page)


def _figures(folder: Path, key: str, code: str) -> tuple[Observation, ...]:  # noqa: F811
    store: Store = store_in(folder)
    result = store.figures(key, code, person=TESTER).value
    store.close()
    return result


@pytest.mark.parametrize("page_name", ["start", "answer"])
def test_a_quick_scan_goes_on_as_the_full_assessment(folder: Path, page_name: str) -> None:  # noqa: F811
    key = begin(folder, profile="quick")
    store = store_in(folder)
    requested = EDITION.profile_indicators("quick")
    for indicator in requested:
        store.save_answer(
            key, indicator, Answer(level=1), expected_revision=0, person=TESTER,
            at=dt.datetime.now(dt.UTC),
        )  # fmt: skip
    page = open_page(page_name, a=key, i=requested[-1])
    page.button(key=f"full.{key}.yes").click().run()
    result = store.load(key, person=TESTER)
    assert result.profile == "full"
    assert {result.level(indicator) for indicator in requested} == {1}
    assert store.profile(key, person=TESTER).number == 1
    store.close()
    if page_name == "answer":
        assert page.button(key="on").label == "Next unanswered question"

    def test_a_figure_is_read_as_in_the_workbook_or_refused_and_kept_as_typed(
        self,
        folder: Path,
    ) -> None:
        key = begin(folder)
        page = open_page("statistics", a=key, s="HOT-HOURS")
        page.button(key="figure.HOT-HOURS.add").click().run()
        page.text_input(key="figure.year").set_value("2025").run()
        for refused, words in (
            ("1,234", "could be thousands or decimals"),
            ("18%", "is a per cent"),
            ("about 12", "can't be read as one number"),
        ):
            page.text_input(key="figure.value").set_value(refused).run()
            assert words in texts(page)
            assert page.text_input(key="figure.value").value == refused
            assert _figures(folder, key, "HOT-HOURS") == ()
        page.text_input(key="figure.value").set_value("12,5").run()
        assert _figures(folder, key, "HOT-HOURS") == (Observation(value=12.5, year=2025),)
        page.text_input(key="figure.value").set_value("٤٥").run()
        assert _figures(folder, key, "HOT-HOURS") == (Observation(value=45, year=2025),)
