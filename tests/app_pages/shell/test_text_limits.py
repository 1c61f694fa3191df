"""No screen cuts what is typed: a text above the limit of the model is refused with the reason, and stays in its field."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import app_pages
from assessment import Institution, Observation
from host.services import current_edition
from tests.support.pages import folder, open_page, texts
from tests.support.screens import TESTER, begin, list_institution, store_in

__all__ = ["folder"]

FOLDER = Path(app_pages.__file__).parent
NOT_STORED_AS_TYPED = {"shell/navigation/search.py", "start/page.py"}
"""Words that are searched, and the visitor's name, which is kept in a cookie."""

EDITION = current_edition()
CODE = next(
    item.id
    for item in EDITION.statistics
    if any((name in EDITION.dimension and not EDITION.dimension[name].categories) or name not in EDITION.dimension for name in item.breakdowns)
)  # fmt: skip


def longest(model: type[Institution | Observation], field: str) -> int:
    """The limit of a field by the model."""
    shape = model.model_json_schema()["properties"][field]
    shape = next((item for item in shape.get("anyOf", ()) if "maxLength" in item), shape)
    return int(shape.get("maxLength") or shape["additionalProperties"]["maxLength"])


def test_no_field_is_cut_by_a_limit_of_its_own() -> None:
    limited = {
        path.relative_to(FOLDER).as_posix()
        for path in FOLDER.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.keyword) and node.arg == "max_chars"
    }
    assert limited == NOT_STORED_AS_TYPED


def opened(folder: Path) -> tuple[AppTest, str]:
    key = begin(folder)
    page = open_page("statistics", a=key, s=CODE)
    page.button(key=f"figure.{CODE}.add").click().run()
    page.text_input(key="figure.value").set_value("5").run()
    page.text_input(key="figure.year").set_value("2024").run()
    return page, key


def test_each_text_of_a_figure_is_taken_up_to_the_limit_of_the_model_and_refused_above(
    folder: Path,
) -> None:
    page, key = opened(folder)
    breakdowns = EDITION.statistic[CODE].breakdowns
    names = {f"group.{index}": "breakdown" for index in range(len(breakdowns))}
    fields = {item.key for item in page.text_input}
    checked = 0
    for name, field in {"source": "source", "url": "url", "note": "note", **names}.items():
        if f"figure.{name}" not in fields:  # a group that is chosen from a list
            continue
        limit = longest(Observation, field)
        start = "https://example.org/" if name == "url" else ""
        long = start.ljust(limit + 1, "x")
        page.text_input(key=f"figure.{name}").set_value(long).run()
        assert page.text_input(key=f"figure.{name}").value == long
        said = " ".join(item.value.replace("\\", "") for item in page.error)
        assert f"has {limit + 1} characters; the most is {limit}. Shorten it." in said
        page.text_input(key=f"figure.{name}").set_value(long[:-1]).run()
        assert not page.error
        checked += 1
    (figure,) = store_in(folder).load(key, person=TESTER).figures[CODE]
    assert len(figure.note) == longest(Observation, "note")
    assert checked >= 4


@pytest.mark.parametrize(("name", "text"), [("value", "7" * 61), ("year", "7" * 61)])
def test_a_number_that_is_too_long_is_refused_as_a_whole(
    folder: Path,
    name: str,
    text: str,
) -> None:
    page, _key = opened(folder)
    page.text_input(key=f"figure.{name}").set_value(text).run()
    assert page.text_input(key=f"figure.{name}").value == text
    assert "cop-field-problem" in texts(page)


def test_the_name_of_an_institution_is_taken_up_to_the_limit_of_the_model_and_refused_above(
    folder: Path,
) -> None:
    key = begin(folder)
    list_institution(folder, key, "police", "L04")
    page = open_page("institutions", a=key)
    page.selectbox(key="institutions.open").select("police").run()
    for name in ("name", "contact"):
        limit = longest(Institution, name)
        for length in (limit + 1, limit):
            page.text_input(key=f"institution.police.{name}").set_value("n" * length).run()
            said = " ".join(item.value.replace("\\", "") for item in page.error)
            assert (f"{name}: has {length} characters" in said) is (length > limit)
    page.text_input(key="institutions.name").set_value("m" * (limit + 1)).run()
    page.button(key="institutions.add-named").click().run()
    assert any("name: has" in item.value.replace("\\", "") for item in page.error)
    (police,) = store_in(folder).load(key, person=TESTER).institutions
    assert (len(police.name), len(police.contact)) == (limit, limit)


@pytest.mark.parametrize(
    ("column", "typed", "words"),
    [
        (0, "x" * 1001, "has 1001 characters; the most is 1000. Shorten it."),
        (0, "a\x01b", "character 2 is a control character. Delete it."),
        (0, "a\uffffb", "character 2 is a control character. Delete it."),
        (8, "1e16", "should be at most 1e+15"),
    ],
)
def test_a_cell_that_no_row_can_hold_is_refused_and_the_assessment_opens_again(
    folder: Path,
    column: int,
    typed: str,
    words: str,
) -> None:
    key = begin(folder)
    page = open_page("answer", a=key, i="T03")
    page.button(key="T03.row.0.add").click().run()
    page.text_input(key=f"T03.row.0.cell.{column}").set_value(typed).run()
    assert words in " ".join(item.value.replace("\\", "") for item in page.error)
    assert page.text_input(key=f"T03.row.0.cell.{column}").value == typed
    answer = store_in(folder).load(key, person=TESTER).answer("T03")
    assert (answer.is_answered, answer.details) == (False, None)  # an empty list would be level 0
