"""The desk with AppTest: a line for each country, filters, order, and the table to take along."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from app_pages.desk.export import COLUMNS, cells_of
from assessment import Answer, Evidence, Standing
from assessment.workflow.desk import desk_rows
from assessment.workflow.states import Transition
from host import services as host_services
from host.services import edition_of, now
from reports.data.csv_tables import write_csv
from reports.excel.plain import table_xlsx
from tests.support.pages import folder as folder
from tests.support.pages import open_page, texts, words
from tests.support.screens import TESTER, begin, bring_example, store_in

FORMULA = '=HYPERLINK("x")'


def countries(page: AppTest) -> list[str]:
    """Return the countries and cycles of the table in the order of its lines."""
    return re.findall(r'<th scope="row"[^>]*><a [^>]*>([^<]*)</a>', texts(page))


@pytest.fixture
def three(folder: Path) -> dict[str, str]:
    """Kenya handed in, Ghana begun with an answer that leaves a danger open, the training country."""
    keys = {
        "KEN": begin(folder),
        "GHA": begin(folder, "GHA", "quick"),
        "XTC": bring_example(folder),
    }
    store = store_in(folder)
    at = now()
    store.apply_transition(keys["KEN"], Transition.SUBMIT, seen=0, person=TESTER, at=at)
    severe = next(
        key
        for key in edition_of("2026").profile_indicators("quick")
        if edition_of("2026").indicators[key].severe
    )
    proof = Evidence(title="Act", language=FORMULA)
    store.save_answer(
        keys["GHA"],
        severe,
        Answer(level=0, evidence=(proof,)),
        expected_revision=0,
        person=TESTER,
        at=at,
    )
    store.close()
    return keys


def test_each_country_has_one_line_by_name_with_links_to_what_is_next(
    three: dict[str, str],
) -> None:
    page = open_page("desk")
    shown = countries(page)
    assert [name.split()[0] for name in shown] == ["Exemplia", "Ghana", "Kenya"]
    said = texts(page)
    assert f'href="home?a={three["KEN"]}' in said
    assert f'href="hand-in?a={three["KEN"]}' in said
    assert f'href="answer?a={three["GHA"]}' in said
    assert "Begin the review of this assessment" in said
    assert "1 of 30" in words(page)
    assert "due, since" in words(page)
    assert FORMULA in said


def test_filters_and_order_choose_the_lines(three: dict[str, str]) -> None:
    page = open_page("desk")
    page.get("button_group")[1].set_value(["review"]).run()
    assert countries(page) == ["Kenya 2026"]
    page.get("button_group")[1].set_value(["dangers"]).run()
    assert "Ghana 2026" in countries(page)
    assert "Kenya 2026" not in countries(page)
    page.get("button_group")[1].set_value(["review", "dangers"]).run()
    assert countries(page) == []
    assert "0 of 3 countries" in words(page)
    page.get("button_group")[1].set_value([]).run()
    page.get("button_group")[0].set_value(["submitted"]).run()
    assert countries(page) == ["Kenya 2026"]
    page.get("button_group")[0].set_value([]).run()
    page.selectbox(key="desk.order").set_value("wait").run()
    assert countries(page)[0] == "Kenya 2026"
    assert not page.exception


def test_an_empty_store_has_no_table(folder: Path) -> None:
    page = open_page("desk")
    assert countries(page) == []
    assert not page.get("download_button")


def test_the_first_page_leads_to_the_desk_from_the_second_country_on(folder: Path) -> None:
    def links() -> list[str]:
        return [item.proto.label for item in open_page("start").get("page_link")]

    begin(folder)
    assert "All countries at a glance" not in links()
    begin(folder, "GHA")
    assert "All countries at a glance" in links()


def test_the_tables_hold_the_lines_and_no_formula(three: dict[str, str]) -> None:
    assert len(open_page("desk").get("download_button")) == 2
    rows = desk_rows(host_services.open_store().desk(person=TESTER), edition_of)
    cells = [cells_of(row) for row in rows]
    assert all(len(row) == len(COLUMNS) for row in cells)
    lines = list(csv.DictReader(io.StringIO(write_csv(COLUMNS, cells).decode("utf-8-sig"))))
    by_country = {line["country"]: line for line in lines}
    assert by_country["GHA"]["languages"] == f"'{FORMULA}"
    assert (by_country["GHA"]["dangers_open"], by_country["KEN"]["review_due"]) == ("1", "1")
    assert by_country["XTC"]["standing"] != by_country["KEN"]["standing"]
    sheet = load_workbook(io.BytesIO(table_xlsx("Countries", COLUMNS, cells, made_at=now()))).active
    assert sheet is not None
    column = COLUMNS.index("languages") + 1
    found = [sheet.cell(number, column) for number in range(2, sheet.max_row + 1)]
    assert [(cell.value, cell.data_type) for cell in found if cell.value == FORMULA] == [
        (FORMULA, "s")
    ]
    assert [cell.value for cell in sheet[1]] == list(COLUMNS)


def test_an_example_gives_way_to_the_own_assessment_of_its_country(folder: Path) -> None:
    store = store_in(folder)
    store.create(
        "KEN", "2026", "", 2030, "full", person=TESTER, at=now(), standing=Standing.ILLUSTRATIVE
    )
    store.close()
    assert countries(open_page("desk")) == ["Kenya 2030"]
    begin(folder)
    assert countries(open_page("desk")) == ["Kenya 2026"]
