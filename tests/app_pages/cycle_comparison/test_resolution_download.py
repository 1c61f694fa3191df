"""The report on Resolution 179 is offered for the pair of cycles that the page compares, and noted in the log of both."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from docx import Document

from app_pages.cycle_comparison import resolution_download
from app_pages.shell import session
from assessment.audit_chain import AuditAction
from assessment.workflow.level_basis import Basis, BasisKind
from tests.app_pages.cycle_comparison.test_since import bring
from tests.reports import made
from tests.reports.resolution_report.cases import DAY, cycle
from tests.reports.word.test_plan_word import texts
from tests.support.pages import folder, open_page
from tests.support.screens import TESTER, list_institution, store_in

__all__ = ["folder"]

OFFERED = "make-resolution-report"


def offered(page: object) -> bool:
    return any(item.key == OFFERED for item in page.button)  # type: ignore[attr-defined]


def test_the_report_of_a_chosen_pair_is_made_and_noted_for_both(folder: Path) -> None:
    before = bring(folder, 2024, O01=1, I01=1)
    now = bring(folder, 2026, O01=3, I01=3)
    page = open_page("since", a=now)
    assert offered(page)
    page.button(key=OFFERED).click()
    page.run(timeout=110)
    assert not page.exception
    assert not page.error
    store = store_in(folder)
    for key in (before, now):
        noted = [
            item.subject
            for item in store.audit(key, person=TESTER)
            if item.action is AuditAction.EXPORTED
        ]
        assert noted == ["ken-2026-resolution-179.pdf"]
    store.close()


def test_one_cycle_has_a_report_also_beside_another_assessment_of_the_same_cycle(
    folder: Path,
) -> None:
    alone = bring(folder, 2026, O01=3)
    assert offered(open_page("since", a=alone))
    other = bring(folder, 2026, O01=1)
    page = open_page("since", a=other)
    assert offered(page)
    assert any("same cycle" in item.value for item in page.markdown)


def test_the_documents_page_leads_to_it(folder: Path) -> None:
    links = open_page("documents", a=bring(folder, 2026, O01=3)).get("page_link")
    assert any("on the page Since last time" in str(item.proto) for item in links)


def test_a_file_is_made_without_a_session_in_the_language_of_the_page() -> None:
    own = Basis(BasisKind.OWN)
    newest, former = (
        (made.edition(), cycle(year, I01=level), own) for year, level in ((2026, 3), (2024, 1))
    )
    data = resolution_download._file(".docx", DAY, newest, former, "fr")
    assert "Comment lire ce rapport" in texts(Document(io.BytesIO(data)))


def test_an_account_of_an_institution_gets_no_report_on_the_country(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its part of the store holds no answers of others either (tests/assessment/store)."""
    bring(folder, 2024, O01=1)
    now = bring(folder, 2026, O01=3)
    list_institution(folder, now, "police", "L02")
    monkeypatch.setattr(session, "limited_to", lambda _country: ("police",))
    page = open_page("since", a=now, **{"as": "police"})
    assert not offered(page)
    assert not page.get("download_button")
    assert any("about the whole country" in item.value for item in page.error)
