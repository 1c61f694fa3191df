"""A script that the fonts of the PDF lack is named before the PDF is made."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from click.testing import CliRunner

from assessment import Answer
from assessment.files.canonical import dump_assessment
from cli import main
from reports.pdf.missing_scripts import missing_script_sentence, missing_scripts
from tests.reports import made
from tests.support.pages import folder, open_page
from tests.support.screens import TESTER, bring_example, store_in

__all__ = ["folder"]

DHIVEHI = "ދިވެހިރާއްޖޭގެ ޤާނޫނު"


@pytest.mark.parametrize(
    ("text", "scripts"),
    [
        (DHIVEHI, ("Thaana",)),
        ("བོད་ཡིག and ᠮᠣᠩᠭᠣᠯ", ("Tibetan", "Mongolian")),
        ("ߒߞߏ, ⵜⵉⴼⵉⵏⴰⵖ", ("Nko", "Tifinagh")),
        ("বাংলা საქართველო հայ עברית 한국어 ไทย የኢትዮጵያ", ()),
        ("Größe Ελλάδα Россия العربية 中文 कानून\u200c\u200b", ()),
        ("good \N{GRINNING FACE} ½ №", ()),
    ],
)
def test_the_scripts_without_letters_in_the_fonts_are_named(
    text: str, scripts: tuple[str, ...]
) -> None:
    assert missing_scripts(text) == scripts


def test_an_assessment_in_scripts_that_the_fonts_have_has_no_warning() -> None:
    assert missing_script_sentence(made.example("ken")) == ""


def test_the_warning_names_script_letters_and_code() -> None:
    ken = made.example("ken")
    answers = {**ken.answers, "L01": Answer(level=1, reason="ދ བ")}
    sentence = missing_script_sentence(ken.model_copy(update={"answers": answers}))
    assert "Thaana (ދ), Tibetan (བ)" in sentence
    assert "[U+078B]" in sentence
    assert "fonts-noto-core" in sentence


def test_the_command_warns_before_it_makes_the_pdf(tmp_path: Path) -> None:
    file = tmp_path / "eth.yaml"
    ken = made.example("ken")
    answers = {**ken.answers, "L01": Answer(level=1, reason=DHIVEHI)}
    file.write_text(dump_assessment(ken.model_copy(update={"answers": answers})), "utf-8")
    for name, is_named in (("o.pdf", True), ("o.csv", False)):
        run = CliRunner().invoke(main, ["roadmap", str(file), "-o", str(tmp_path / name)])
        assert run.exit_code == 0
        assert ("Thaana" in run.stderr) is is_named


def test_the_page_documents_warns(folder: Path) -> None:
    key = bring_example(folder)

    def warned() -> list[bool]:
        return ["Thaana" in item.value for item in open_page("documents", a=key).warning]

    assert True not in warned()
    store = store_in(folder)
    answer = Answer(level=1, reason=DHIVEHI)
    at = dt.datetime(2026, 11, 24, 8, 0, tzinfo=dt.UTC)
    seen = len(store.answer_history(key, "L05", person=TESTER))
    store.save_answer(key, "L05", answer, expected_revision=seen, person=TESTER, at=at)
    store.close()
    assert warned().count(True) == 1
