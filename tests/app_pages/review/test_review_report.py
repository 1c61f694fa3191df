"""Tests of the review report downloads: content, audit log, and the levels the roadmap names."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from pypdf import PdfReader
from streamlit.testing.v1 import AppTest

from app_pages.review import report_download
from assessment.audit_chain import AuditAction
from assessment.review.answer_review import Remark, RemarkKind
from assessment.review.plan_review import WHOLE_PLAN, PlanRemark, PlanRemarkKind
from assessment.store import local_person
from assessment.workflow.states import Transition
from host import services as host_services
from tests.app_pages.review.test_review import answered, buttons, go, in_review, say
from tests.reports.made import packed
from tests.support.counts import QUESTIONS
from tests.support.pages import folder, open_page, texts
from tests.support.screens import TESTER, store_in

__all__ = ["folder"]

K = RemarkKind
DAY = host_services.today()


def reviewed(folder: Path) -> str:
    """Create an assessment in review: L01 accepted from 3 to 2, an open question on L02."""
    key = in_review(folder, L01=3, L02=2)
    view = Remark(K.VIEW, "No unit enforces it.", level=2, self_level=3, answer=1)
    say(folder, key, "L01", view, Remark(K.ACCEPTED, "True.", answer=1))
    say(folder, key, "L02", Remark(K.QUESTION, "=Which <law>?", answer=1))
    return key


def exported(folder: Path, key: str) -> list[str]:
    store = store_in(folder)
    result = store.audit(key, person=TESTER)
    store.close()
    return [item.subject for item in result if item.action is AuditAction.EXPORTED]


def links(page: AppTest) -> str:
    return " ".join(str(item.proto) for item in page.get("page_link"))


def test_the_report_holds_what_was_said_a_moment_ago(folder: Path) -> None:
    key = reviewed(folder)
    report = report_download._report(key, TESTER, DAY)
    assert report.message.headline == "1 question is open between country and expert"
    assert [figure.value for figure in report.message.figures] == [
        f"2 of {QUESTIONS}",
        "0",
        "1",
        "0",
        "1",
    ]
    assert [item.code for item in report.levels] == ["L01"]
    assert report.levels[0].lines[0].label == "Self"
    assert dict(report.head.lines)["Snapshot (SHA-256)"] == (
        store_in(folder).transitions(key, person=TESTER)[0].snapshot
    )
    say(folder, key, "L02", Remark(K.RESOLVED, answer=1))
    assert report_download._report(key, TESTER, DAY).open == ()


@pytest.fixture
def pdfs(folder: Path) -> Iterator[Path]:
    """Start a PDF worker of this test's own and yield the folder of its PDFs."""
    host_services.pdf_worker.cache_clear()
    yield folder / "documents"
    host_services.pdf_worker().close()
    host_services.pdf_worker.cache_clear()


def test_a_pdf_is_made_on_the_page_and_noted_in_the_log(folder: Path, pdfs: Path) -> None:
    key = reviewed(folder)
    page = open_page("review", a=key)
    assert "<h2>Review report</h2>" in texts(page)
    page.button(key="make-review-report").click()
    page.run(timeout=110)
    assert not page.exception
    assert not page.error
    assert exported(folder, key) == ["ken-2026-review.pdf"]
    kept = list(pdfs.glob("*.pdf"))
    text = "".join(packed(sheet.extract_text()) for sheet in PdfReader(kept[0]).pages)
    assert packed("=Which <law>?") in text


def test_the_word_document_is_made_without_a_session(folder: Path) -> None:
    key = reviewed(folder)
    data = report_download._word(key, TESTER, DAY)
    lines = [item.text for item in Document(io.BytesIO(data)).paragraphs]
    assert "=Which <law>?" in lines


def test_before_anything_is_handed_in_there_is_no_report(folder: Path) -> None:
    key = answered(folder, L01=3)
    assert "make-review-report" not in buttons(open_page("review", a=key))
    assert "Review report" not in links(open_page("documents", a=key))


def test_a_review_in_which_nothing_was_said_has_a_report(folder: Path) -> None:
    key = in_review(folder, L01=3)
    assert "make-review-report" in buttons(open_page("review", a=key))
    report = report_download._report(key, TESTER, DAY)
    assert report.message.headline == "The expert has not looked at any answer yet"


def test_the_documents_lead_to_the_report_and_the_roadmap_says_its_levels(folder: Path) -> None:
    key = answered(folder, L01=3, L02=2)
    assert "the country’s own, not reviewed" in texts(open_page("roadmap", a=key))
    go(folder, key, Transition.SUBMIT, Transition.START_REVIEW)
    view = Remark(K.VIEW, "No unit enforces it.", level=2, self_level=3, answer=1)
    say(folder, key, "L01", view, Remark(K.ACCEPTED, "", answer=1))
    assert "Review report" in links(open_page("documents", a=key))
    assert "the country’s own, under review" in texts(open_page("roadmap", a=key))
    go(folder, key, Transition.AGREE)
    said = texts(open_page("roadmap", a=key))
    assert "those agreed between the country and an expert on" in said
    assert f"The expert looked at 1 of {QUESTIONS} questions. The country took over 1 level" in said


def test_a_level_that_the_country_changed_after_handing_in_is_told(folder: Path) -> None:
    key = in_review(folder, L01=3)
    say(folder, key, "L01", Remark(K.QUESTION, "Which law?", answer=1))
    go(folder, key, Transition.RETURN, reason="One question.")
    page = open_page("answer", a=key, i="L01")
    page.radio(key="L01.choice").set_value("2").run()
    go(folder, key, Transition.SUBMIT, Transition.START_REVIEW)
    report = report_download._report(key, TESTER, DAY)
    assert [line.label for line in report.levels[0].lines] == [
        "As handed in",
        "Self, changed since",
        "Stands until this is settled",
    ]
    assert [row[1] for row in report.transitions] == [
        "Handed in", "Review begun", "Returned", "Handed in", "Review begun",
    ]  # fmt: skip


def test_a_snapshot_that_was_altered_is_said_and_ends_nothing(folder: Path) -> None:
    key = reviewed(folder)
    history = report_download.workflow_history(key, TESTER)
    assert report_download._submitted_answers(key, history, TESTER) is not None
    wrong = type(history)(
        tuple(
            type(move)(move.transition, move.at, snapshot="0" * 64) for move in history.transitions
        )
    )
    assert report_download._submitted_answers(key, wrong, TESTER) is None


def test_what_was_said_of_the_plan_stands_in_the_report(folder: Path) -> None:
    key = reviewed(folder)
    assert report_download._report(key, TESTER, DAY).plan is None
    store = store_in(folder)
    plan = store.plan_review(key, person=TESTER).plan
    remark = PlanRemark(PlanRemarkKind.QUESTION, "Who pays?", plan)
    at = dt.datetime.now(dt.UTC)
    store.review_plan(key, WHOLE_PLAN, remark, seen=0, person=local_person("Ben"), at=at)
    store.close()
    result = report_download._report(key, TESTER, DAY).plan
    assert result is not None
    assert result.subjects[0].remarks[0].paragraphs == ("Who pays?",)
