"""Every document names the fiscal years of a country, and is as before where it has none."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime

import pytest

from assessment import Assessment
from reports import plan_document
from tests.reports import made
from tests.reports.plans import DAY, FORMS

NAMES = ("2026/27", "2027/28", "2028/29")


def with_fiscal_year(month: int | None) -> Assessment:
    example = made.example("ken")
    plan = example.plan.model_copy(update={"fiscal_year_start": month})
    return example.model_copy(update={"plan": plan})


def document(form: str, month: int | None) -> bytes:
    made_at = datetime(2026, 11, 24, tzinfo=UTC)
    return plan_document(form, made.edition(), with_fiscal_year(month), DAY, made_at=made_at)


def parts_of(document: bytes) -> dict[str, bytes]:
    """The parts of an Office document but for the day on which it was made; of another file its bytes."""
    if not document.startswith(b"PK"):
        return {"": document}
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return {
            name: archive.read(name)
            for name in archive.namelist()
            if name != "docProps/core.xml"  # openpyxl writes the clock into it
        }


def texts_of(package: bytes) -> str:
    parts = (item.decode() for name, item in parts_of(package).items() if name.endswith("xml"))
    return re.sub(r"<[^<>]*>", "", " ".join(parts))


@pytest.mark.parametrize("form", FORMS)
def test_a_document_by_calendar_years_is_byte_for_byte_that_without_a_fiscal_year(
    form: str,
) -> None:
    assert parts_of(document(form, 1)) == parts_of(document(form, None))


@pytest.mark.parametrize("form", [".docx", ".pptx", ".xlsx"])
def test_office_documents_name_the_fiscal_years(form: str) -> None:
    shown = texts_of(document(form, 7))
    assert all(name in shown for name in NAMES)
    assert "Year 1, " not in shown


def test_the_pages_of_the_pdf_and_the_data_name_them() -> None:
    page = made.page(with_fiscal_year(7))
    assert all(
        page.count(name) >= 2 for name in NAMES
    )  # in the chart of the minister and in the table of costs
    assert "Cost by fiscal year" in page
    assert "Year 1, from" not in page
    assert made.page(with_fiscal_year(1)) == made.page(with_fiscal_year(None))
