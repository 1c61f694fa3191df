"""Weaknesses of evidence are found in order of severity; complete evidence has none."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment import Answer, Assessment, Evidence
from assessment.answers.evidence_quality import Weakness, is_link, review_evidence

TODAY = dt.date(2026, 11, 24)
PROPER = Evidence(
    title="Act",
    date=dt.date(2024, 1, 1),
    place="s. 22",
    confidence="A",
    url="https://law.example/act",
)


def matches(answer: Answer) -> list[Weakness]:
    assessment = Assessment(country="KEN", edition="2026", cycle=2026, answers={"L02": answer})
    review = review_evidence(assessment, "national", ("L02",), today=TODAY)
    return [item.weakness for item in review]


@pytest.mark.parametrize(
    ("change", "weakness"),
    [
        ({"date": dt.date(2021, 11, 23)}, Weakness.OLD),
        ({"date": None, "year": 2020}, Weakness.OLD),
        ({"date": None}, Weakness.UNDATED),
        ({"place": ""}, Weakness.NO_PLACE),
        ({"confidence": None}, Weakness.NO_CONFIDENCE),
        ({"confidence": "D"}, Weakness.STATEMENT_ONLY),
        ({"url": "http://localhost/act"}, Weakness.LINK),
    ],
)
def test_one_weakness_is_found_alone(change: dict[str, object], weakness: Weakness) -> None:
    assert matches(Answer(level=3, evidence=(PROPER,))) == []
    assert matches(Answer(level=3, evidence=(PROPER.model_copy(update=change),))) == [weakness]


@pytest.mark.parametrize(("level", "missing"), [(0, False), (2, False), (3, True), (4, True)])
def test_evidence_is_missing_from_level_3_on(level: int, missing: bool) -> None:
    assert (matches(Answer(level=level)) == [Weakness.MISSING]) is missing


def test_one_newer_piece_makes_the_older_ones_do() -> None:
    old = PROPER.model_copy(update={"date": dt.date(2010, 1, 1)})
    assert matches(Answer(level=3, evidence=(old, PROPER))) == []


def test_the_day_five_years_ago_is_not_old() -> None:
    on_the_day = PROPER.model_copy(update={"date": dt.date(2021, 11, 24)})
    assert matches(Answer(level=3, evidence=(on_the_day,))) == []


@pytest.mark.parametrize(
    ("url", "proper"),
    [
        ("https://www.gov.example/act?id=1#s12", True),
        ("http://министерство.рф/закон", True),
        ("https://8.8.8.8/act", True),
        ("https://act", False),
        ("http://localhost:8080/", False),
        ("http://10.0.0.1/act", False),
        ("http://[::1]/", False),
        ("http://user:word@law.example/", False),
        ("https://law..example/", False),
        ("https://law.example:99999/", False),
        ("http://server.local/", False),
        ("http://1.2.3.400/", False),
    ],
)
def test_a_link_has_the_form_of_a_public_address(url: str, proper: bool) -> None:
    assert is_link(url) is proper


@given(st.text(max_size=60))
def test_no_text_breaks_the_check_of_a_link(text: str) -> None:
    assert is_link(f"https://{text}") in (True, False)


@given(st.permutations(("L01", "L02", "L03")))
def test_findings_do_not_depend_on_the_order_of_answers(order: list[str]) -> None:
    answers = {
        "L01": Answer(level=4),
        "L02": Answer(level=3, evidence=(Evidence(title="Act"),)),
        "L03": Answer(level=3, evidence=(PROPER,)),
    }
    one = Assessment(country="KEN", edition="2026", cycle=2026, answers=answers)
    other = one.model_copy(update={"answers": {key: answers[key] for key in order}})
    requested = tuple(answers)
    assert review_evidence(one, "national", requested, today=TODAY) == review_evidence(
        other, "national", requested, today=TODAY
    )
