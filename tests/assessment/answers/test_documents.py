"""A document is listed once, with every question whose evidence it is."""

from __future__ import annotations

from assessment import NATIONAL, Answer, Evidence, StoredFile
from assessment.answers.documents import documents_in, visible_answers
from tests import builders

ACT = Evidence(title="The Act", issuer="Parliament", year=2019, url="https://example.org/act")


def answer(*items: Evidence) -> Answer:
    return Answer(level=1, evidence=items)


def test_pieces_that_differ_in_place_and_words_alone_are_one_document() -> None:
    (listed,) = documents_in(
        [
            ("A1", answer(ACT.model_copy(update={"place": "s. 4", "supports": "a law"}))),
            ("A2", answer(ACT.model_copy(update={"place": "s. 9", "title": " the  ACT"}))),
            ("A1", answer(ACT)),
        ]
    )
    assert listed.indicators == ("A1", "A2")
    assert listed.evidence == ACT


def test_another_year_address_or_file_is_another_document() -> None:
    file = StoredFile(sha256="0" * 64, name="act.pdf", kind="pdf", size=1)
    others = [
        ACT.model_copy(update=change)
        for change in ({"year": 2020}, {"url": None}, {"file": file}, {"issuer": "Ministry"})
    ]
    assert len(documents_in([("A1", answer(ACT, *others))])) == 5


def test_what_supports_most_questions_is_first_then_by_title() -> None:
    one, two = Evidence(title="b"), Evidence(title="A")
    listed = documents_in([("A1", answer(one, two)), ("A2", answer(ACT)), ("B1", answer(ACT))])
    assert [item.evidence.title for item in listed] == ["The Act", "A", "b"]
    assert documents_in([]) == ()


def test_an_institution_sees_its_own_documents_and_the_country_all() -> None:
    assessment = builders.assessment(
        A1=answer(ACT), institution_answers={"police": {"A1": answer(Evidence(title="Order"))}}
    )
    of = {
        name: [item.evidence.title for item in documents_in(visible_answers(assessment, name))]
        for name in (NATIONAL, "police", "ministry")
    }
    assert of == {NATIONAL: ["Order", "The Act"], "police": ["Order"], "ministry": []}
