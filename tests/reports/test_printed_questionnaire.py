"""The printed questionnaire contains every question with its levels, untruncated and translatable."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
from pathlib import Path

import pytest

from questionnaires import Edition, load_published_edition
from reports import build_questionnaire, make_pdf, render_questionnaire
from reports.printed_questionnaire import PrintedQuestion
from translations import PSEUDO_LANGUAGE, use_language

DAY = dt.date(2026, 11, 23)


@pytest.fixture(scope="module")
def edition() -> Edition:
    return load_published_edition("2026")


def questions(edition: Edition, profile: str) -> dict[str, PrintedQuestion]:
    form = build_questionnaire(edition, profile=profile, date=DAY)
    return {item.id: item for pillar in form.pillars for item in pillar.questions}


def test_every_question_of_the_profile_is_there_in_order(edition: Edition) -> None:
    assert tuple(questions(edition, "full")) == tuple(edition.indicators)
    assert tuple(questions(edition, "quick")) == edition.profile_indicators("quick")


def test_an_additive_level_says_what_it_adds_to(edition: Edition) -> None:
    options = questions(edition, "full")["O12"].options
    assert [option.adds_to for option in options] == [
        "",
        "",
        "Level 1, and:",
        "Level 2, and:",
        "Level 3, and:",
    ]
    assert options[3].text == edition.indicators["O12"].descriptors[3]


def test_the_figures_of_a_quick_scan_are_those_its_questions_ask(edition: Edition) -> None:
    full = build_questionnaire(edition, date=DAY)
    quick = build_questionnaire(edition, profile="quick", date=DAY)
    assert len(full.statistics) == len(edition.statistics)
    assert 0 < len(quick.statistics) < len(full.statistics)


def test_no_text_bypasses_gettext(edition: Edition) -> None:
    with use_language(PSEUDO_LANGUAGE):
        html = render_questionnaire(build_questionnaire(edition, profile="quick", date=DAY))
    body = html[html.index("<body") :]
    body = re.sub(r"⟦[^⟦⟧]*(?:⟦[^⟦⟧]*⟧[^⟦⟧]*)*⟧", "", body)
    left = re.sub(r"<[^>]+>", " ", body).replace("23 November 2026", "")
    assert set(re.findall(r"[A-Za-z]*[a-z]{3,}", left)) == set()  # codes in capitals stay


def test_the_pdf_holds_every_question_and_needs_no_attachment(
    edition: Edition, tmp_path: Path
) -> None:
    form = build_questionnaire(edition, profile="quick", date=DAY)
    path = tmp_path / "quick.pdf"
    path.write_bytes(make_pdf(render_questionnaire(form), ""))
    text = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True
    ).stdout
    words = " ".join(text.split())
    for key in edition.profile_indicators("quick"):
        assert f"{key} {edition.indicators[key].question.split()[0]}" in words, key
    listed = subprocess.run(
        ["pdfdetach", "-list", str(path)], capture_output=True, text=True, check=True
    ).stdout
    assert listed.startswith("0 embedded files")
