"""Each page in process: what it shows, stores and refuses."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

from assessment import Answer, Assessment, StoreUnavailable
from assessment.files.assessment_file import dump_json, read_assessment
from assessment.store import Store
from host import services as host_services
from reports.pdf.render import render_pdf
from tests.support.pages import ASSESSMENT_PAGES, PAGES, folder, open_page, texts
from tests.support.screens import EXAMPLES, TESTER, begin, bring_example, store_in

__all__ = ["folder"]


@pytest.mark.parametrize("name", PAGES)
def test_every_page_opens_with_the_training_country_and_says_that_it_is_invented(
    folder: Path, name: str
) -> None:
    key = bring_example(folder)
    page = open_page(name, a=key)
    shown = texts(page) + " ".join(str(item.proto) for item in page.get("page_link"))
    assert "invented" in shown


@pytest.mark.parametrize("name", ASSESSMENT_PAGES)
def test_a_page_without_an_assessment_says_what_to_do_first(folder: Path, name: str) -> None:
    page = open_page(name)
    assert page.title[0].value == "No assessment chosen"


@pytest.mark.parametrize("name", ASSESSMENT_PAGES[1:])
def test_an_assessment_without_answers_has_a_page_that_says_so(folder: Path, name: str) -> None:
    page = open_page(name, a=begin(folder))
    assert not page.error
    assert "<h1>" in texts(page)


def test_a_choice_is_in_the_store_before_the_page_says_saved(folder: Path) -> None:
    key = begin(folder)
    page = open_page("answer", a=key, i="L02")
    assert "Nothing saved yet" in texts(page)
    page.radio(key="L02.choice").set_value("3").run()
    assert store_in(folder).load(key, person=TESTER).level("L02") == 3
    assert re.search(r"Saved \d\d:\d\d", texts(page))
    page.button(key="clear").click().run()
    assert store_in(folder).load(key, person=TESTER).level("L02") is None


def test_a_question_shows_all_its_descriptors_in_full(folder: Path) -> None:
    page = open_page("answer", a=begin(folder), i="L02")
    options = [option.replace("\\", "") for option in page.radio(key="L02.choice").options]
    for level, text in enumerate(host_services.edition_of("2026").indicators["L02"].descriptors):
        assert options[level].endswith(text)
    assert page.radio(key="L02.choice").value is None


def test_not_applicable_is_not_stored_before_it_has_a_reason(folder: Path) -> None:
    key = begin(folder)
    page = open_page("answer", a=key, i="L02")
    page.radio(key="L02.choice").set_value("not_applicable").run()
    assert "needs a reason" in texts(page)
    assert "L02" not in store_in(folder).load(key, person=TESTER).answers
    assert page.radio(key="L02.choice").value == "not_applicable"
    page.text_area(key="L02.reason").set_value("No such body can exist.").run()
    assert (
        store_in(folder).load(key, person=TESTER).answer("L02").reason == "No such body can exist."
    )
    assert "Not saved" not in texts(page).replace("Not saved yet", "")


def test_what_the_store_refuses_stays_on_the_screen_and_can_be_saved_later(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = begin(folder)
    page = open_page("answer", a=key, i="L02")

    def refuse(*_args: object, **_kwargs: object) -> None:
        raise StoreUnavailable(
            "cop.sqlite3: the disk is full. Nothing was stored. Free some space."
        )

    with monkeypatch.context() as patched:
        patched.setattr(Store, "save_answer", refuse)
        page.radio(key="L02.choice").set_value("2").run()
        page.text_area(key="L02.reason").set_value("typed at length").run()
        assert "Not saved: L02. cop.sqlite3: the disk is full" in texts(page)
        page.button(key="next").click().run()
        assert "Not saved: L02" in texts(page)
        page.button(key="previous").click().run()
    assert page.radio(key="L02.choice").value == "2"
    assert page.text_area(key="L02.reason").value == "typed at length"
    page.button(key="again").click().run()
    assert store_in(folder).load(key, person=TESTER).answer("L02") == Answer(
        level=2, reason="typed at length"
    )
    assert "Not saved:" not in texts(page)


def test_next_unanswered_skips_what_has_an_answer(folder: Path) -> None:
    key = begin(folder)
    page = open_page("answer", a=key, i="L02")
    page.radio(key="L02.choice").set_value("dont_know").run()
    page.button(key="previous").click().run()
    page.radio(key="L01.choice").set_value("0").run()
    page.button(key="on").click().run()
    assert page.query_params["i"] == "L03"


def test_a_broken_file_is_refused_with_all_its_problems(folder: Path) -> None:
    page = open_page("start")
    text = 'country: KEM\nedition: "2026"\ncycle: 2026\nanswers:\n  L02: {level: 9}\n  Z99: {level: 1}\n'
    page.file_uploader(key="file.given").set_value(("x.yaml", text.encode(), "text/yaml")).run()
    said = page.error[0].value.replace("\\", "")
    assert all(word in said for word in ("KEM", "L02", "Z99"))
    assert not store_in(folder).assessments(person=TESTER)


WRONG_FILES = {
    "workbook": (b"PK\x03\x04" + bytes(100), "is a workbook or another document"),
    "old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "is a workbook or another document"),
    "picture": (b"\x89PNG\r\n\x1a\n\0\0", "is a picture"),
    "web page": (b"<!DOCTYPE html><html></html>", "is a web page"),
    "PDF of another program": (b"%PDF-1.7\n%%EOF", "can't be read as a PDF"),
    "Latin-1": ("note: \u00e9".encode("latin-1"), "is not text in UTF-8"),
    "empty": (b"", "is empty"),
    "other bytes": (bytes(range(128)), "control character"),
}  # fmt: skip


@pytest.mark.parametrize("kind", WRONG_FILES)
@pytest.mark.parametrize("name", ["x.yaml", "x.pdf", "x.bin"])
def test_a_wrong_file_is_refused_with_what_it_is_whatever_its_name(
    folder: Path, kind: str, name: str
) -> None:
    data, words = WRONG_FILES[kind]
    page = open_page("start")
    page.file_uploader(key="file.given").set_value((name, data, "application/octet-stream")).run()
    assert words in page.error[0].value.replace("\\", "")
    assert not store_in(folder).assessments(person=TESTER)


@pytest.mark.parametrize("name", ["ken.pdf", "ken.yaml", "ken"])
def test_an_assessment_is_restored_from_its_roadmap(folder: Path, name: str) -> None:
    answer = Answer(level=2, reason="The act of 2021.")
    assessment = Assessment(country="KEN", edition="2026", cycle=2026, answers={"L02": answer})
    page_of_pdf = "<html lang='en'><title>A page</title><p>A page</p></html>"
    pdf = render_pdf(page_of_pdf, dump_json(assessment))
    page = open_page("start")
    page.file_uploader(key="file.given").set_value((name, pdf, "application/pdf")).run()
    assert not page.error
    page.button(key="file.go").click().run()
    (item,) = store_in(folder).assessments(person=TESTER)
    assert store_in(folder).load(item.id, person=TESTER).answers["L02"] == answer


@pytest.mark.parametrize("text", ["", "{}", "no JSON", '{"country": "KEM"}'])
def test_a_pdf_without_an_assessment_is_refused_with_its_name(folder: Path, text: str) -> None:
    pdf = render_pdf("<html lang='en'><title>A page</title><p>A page</p></html>", text)
    page = open_page("start")
    page.file_uploader(key="file.given").set_value(("ken.pdf", pdf, "application/pdf")).run()
    assert "ken.pdf" in page.error[0].value.replace("\\", "")
    assert not store_in(folder).assessments(person=TESTER)


def test_a_file_is_shown_before_it_is_stored(folder: Path) -> None:
    page = open_page("start")
    text = 'country: KEN\nedition: "2026"\ncycle: 2026\nanswers:\n  L02: {level: 3}\n'
    page.file_uploader(key="file.given").set_value(("x.yaml", text.encode(), "text/yaml")).run()
    assert not store_in(folder).assessments(person=TESTER)
    page.button(key="file.go").click().run()
    assert [item.country for item in store_in(folder).assessments(person=TESTER)] == ["KEN"]


@pytest.mark.parametrize("name", ASSESSMENT_PAGES)
@pytest.mark.parametrize("address", [{"as": "navy"}, {"i": "Z99"}, {"as": "<b>x", "i": "<b>"}])
def test_an_address_that_names_what_is_not_there_breaks_no_page(
    folder: Path, name: str, address: dict[str, str]
) -> None:
    key = bring_example(folder)
    page = open_page(name, a=key, **address)
    assert "<b>" not in " ".join(item.proto.body for item in page.get("html"))
    after = store_in(folder).load(key, person=TESTER)
    given = read_assessment(EXAMPLES / "xtc.yaml")
    assert after.institution_answers.keys() == given.institution_answers.keys()


def test_every_page_offers_the_other_languages_at_the_same_address(folder: Path) -> None:
    key = begin(folder)
    for name, address in (("start", {}), ("answer", {"a": key, "i": "L02"})):
        page = open_page(name, lang="es", **address)
        (shown,) = (text for text in html_of(page) if "cop-languages" in text)
        links = re.findall(r'href="([^"?]+)\?([^"]*)"[^>]* data-language="(\w+)"', shown)
        assert [language for _path, _query, language in links] == ["ar", "en", "fr", "ru", "zh"]
        for path, query, language in links:
            assert path == ("answer" if address else "./")
            assert dict(parse_qsl(unescape(query))) == address | {"lang": language}


def html_of(page: AppTest) -> list[str]:
    return [item.proto.body for item in page.get("html")]
