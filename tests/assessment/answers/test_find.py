"""The search of every page: by code and words, whatever case and accents, the nearest first."""

from __future__ import annotations

import pytest

from assessment import NATIONAL, Answer, Assessment, Evidence
from assessment.answers.find import MAXIMUM_FOUND, FoundKind, find, findable, findable_evidence

K = FoundKind
ITEMS = (
    findable(K.QUESTION, "L01", "Is there a law?", "Without a law nobody is protected; see L02.", code="L01"),
    findable(K.QUESTION, "L02", "Les enfants sont-ils protégés ?", "Une évaluation nationale", code="L02"),
    findable(K.MEASURE, "L02-a", "Write the act", "An act in force", code="L02-a"),
    findable(K.MEASURE, "L02-b", "Train the judges", "Judges who know the act", code="L02-b"),
    findable(K.CLAUSE, "MS5", "Helplines", "Members are invited to set up helplines", code="MS5"),
    findable(K.INSTITUTION, "justice", "Ministère de la Justice"),
    findable(K.INSTITUTION, "interior", "وزارة الداخلية"),
    findable(K.INSTITUTION, "law", "Law"),
    findable(K.EVIDENCE, "L01", "Loi n° 2021-05", "Assemblée nationale"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("L02", ["L02", "L02-a", "L02-b", "L01"]),
        ("l02-B", ["L02-b"]),
        ("ms5", ["MS5"]),
        ("MINISTERE", ["justice"]),
        ("  justice   ministère ", ["justice"]),
        ("الداخلية", ["interior"]),
        ("protégés", ["L02"]),
        ("law", ["law", "L01"]),
        ("act", ["L02-a", "L02-b"]),
        ("assemblee 2021", ["L01"]),
        ("law helpline", []),
        ("", []),
        ("   ", []),
        ("?", ["L01", "L02"]),
    ],
)
def test_every_word_is_found_and_a_code_before_words(query: str, ids: list[str]) -> None:
    assert [item.id for item in find(ITEMS, query)] == ids


def test_evidence_is_found_by_its_title_and_its_issuer() -> None:
    same = Evidence(title="Loi 5", issuer="Assemblée")
    assessment = Assessment(
        country="KEN", edition="test", cycle=2026,
        answers={"A1": Answer(level=1, evidence=(same, same)), "A2": Answer(level=1, evidence=(same,))},
        institution_answers={"police": {"A1": Answer(level=1, evidence=(Evidence(title="Rapport"),))}},
    )  # fmt: skip
    national = tuple(findable_evidence(assessment, NATIONAL))
    assert [item.id for item in find(national, "assemblee")] == ["A1", "A2"]
    assert find(national, "rapport") == ()
    assert [item.name for item in findable_evidence(assessment, "police")] == ["Rapport"]


def test_no_more_are_found_than_can_be_read() -> None:
    many = [findable(K.MEASURE, f"M{n}", "The same title", code=f"M{n}") for n in range(500)]
    found = find(many, "same title")
    assert [item.id for item in found] == [f"M{n}" for n in range(MAXIMUM_FOUND)]
    assert find(many, "m499")[0].id == "M499"


def test_a_query_of_any_length_is_read() -> None:
    assert find(ITEMS, "law " * 100_000) == find(ITEMS, "law")
    assert find(ITEMS, "x" * 1_000_000) == ()
