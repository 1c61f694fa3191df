"""Which states a question offers in place of a level or a figure, at every door."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from app_pages.questionnaire.answer_form import choices_of
from assessment import NATIONAL, UNANSWERED, AnswerStatus, Assessment
from assessment.answers.labels import status_name
from assessment.answers.offered_states import offered_states
from assessment.model.assessment import Institution
from assessment.store import Store
from exchange.flat_records import flatten
from exchange.workbook import write_workbook
from host.services import edition_of
from questionnaires import Edition, load_published_edition
from reports import build_questionnaire, render_questionnaire
from tests.builders import write_edition
from tests.foreign_editions import figure_first, figures_only
from tests.support.pages import folder, open_page
from tests.support.screens import TESTER, store_in

__all__ = ["folder"]

MADE = {"figures": (figures_only(), "N1"), "7.b": (figure_first(), "1")}


@pytest.fixture(params=MADE)
def opened(
    request: pytest.FixtureRequest, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Store, str, str]]:
    """A store with an assessment of an edition that asks for a figure: its id, and the id of that question."""
    foreign, question = MADE[request.param]
    write_edition(foreign.edition, tmp_path / "content" / foreign.edition.id)
    monkeypatch.setattr("questionnaires.loader.CONTENT", tmp_path / "content")
    load_published_edition.cache_clear()
    edition_of.cache_clear()
    store = store_in(folder)
    edition = load_published_edition(foreign.edition.id)
    key = store.import_assessment(
        foreign.answers,
        edition_hash=edition.content_hash,
        person=TESTER,
        at=dt.datetime.now(dt.UTC),
    )
    yield store, key, question
    store.close()
    load_published_edition.cache_clear()
    edition_of.cache_clear()


def test_not_collected_can_be_chosen_on_the_page_where_a_figure_is_asked(
    opened: tuple[Store, str, str],
) -> None:
    store, key, question = opened
    page = open_page("answer", a=key, i=question)
    page.text_input(key=f"{question}.figure").set_value("").run()
    page.radio(key=f"{question}.choice").set_value("not_collected").run()
    assert not page.exception
    answer = store.load(key, person=TESTER).answers[question]
    assert (answer.state, answer.value) == (AnswerStatus.NOT_COLLECTED, None)


@pytest.mark.parametrize("name", MADE)
def test_not_collected_is_offered_for_figures_and_outside_mandate_to_institutions(
    name: str,
) -> None:
    edition: Edition = MADE[name][0].edition
    for indicator in edition.indicators.values():
        national = offered_states(indicator, for_institution=False)
        own = offered_states(indicator, for_institution=True)
        assert (AnswerStatus.NOT_COLLECTED in national) == (indicator.number is not None)
        assert set(own) - set(national) == {AnswerStatus.OUTSIDE_MANDATE}
        offered = choices_of(indicator, edition.levels_of(indicator), UNANSWERED)
        assert offered[-len(national) :] == tuple(state.value for state in national)


@pytest.mark.parametrize("name", MADE)
def test_the_printed_questionnaire_has_a_box_for_not_collected_under_each_figure(name: str) -> None:
    edition: Edition = MADE[name][0].edition
    figures = [item for item in edition.indicators.values() if item.number is not None]
    printed = render_questionnaire(build_questionnaire(edition, date=dt.date(2026, 11, 24)))
    assert printed.count('_choice" value="not_collected"') == len(figures)


@pytest.mark.parametrize("institution", [NATIONAL, "ministry"])
@pytest.mark.parametrize("name", MADE)
def test_the_workbook_offers_to_each_question_the_states_that_can_be_meant(
    name: str, institution: str
) -> None:
    edition: Edition = MADE[name][0].edition
    asked = Institution(id="ministry", name="The ministry", indicators=tuple(edition.indicators))
    assessment = Assessment(country="XAA", cycle=2026, edition=edition.id, profile=edition.profile_ids[0],
                            standing="training", institutions=(asked,))  # fmt: skip
    made = write_workbook(
        edition, assessment, institution, dt.datetime(2026, 11, 27, tzinfo=dt.UTC)
    )
    book = load_workbook(io.BytesIO(made))
    seen = set()
    for sheet in book.worksheets:
        if sheet.cell(1, 1).value != "cop:answers":
            continue
        heads = [cell.value for cell in sheet[1]]
        column = get_column_letter(heads.index("state") + 1)
        for row in range(5, sheet.max_row + 1):
            indicator = edition.indicators[sheet.cell(row, 1).value]
            offered = offered_states(indicator, for_institution=institution != NATIONAL)
            assert _words_offered(book, sheet, f"{column}{row}") == [
                status_name(state) for state in offered
            ]
            seen.add(indicator.id)
    assert seen == {record.owner for record in flatten(edition, assessment, institution).values()
                    if record.kind == "answer"}  # fmt: skip


def _words_offered(book: Workbook, sheet: Worksheet, cell: str) -> list[str]:
    (rule,) = [each for each in sheet.data_validations.dataValidation if cell in each.sqref]
    title, _bang, cells = rule.formula1.rpartition("!")
    return [each.value for (each,) in book[title.strip("'")][cells.replace("$", "")]]
