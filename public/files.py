"""Every file and page of a publication, by its place below the address: one list for the server and the preview."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assessment.workflow.publication import PublicPart
from public.pages import document_page, page_places, record_page
from public.record import PublicRecord, as_json, plain
from public.tables import part_csv, workbook
from questionnaires import Edition

HTML = "text/html; charset=utf-8"
JSON = "application/json"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCUMENT = "/document.pdf"


@dataclass(frozen=True, slots=True)
class PublicFile:
    """Bytes with their media type; `to_print` is a page from which a PDF has to be made first."""

    body: bytes
    kind: str
    to_print: bool = False


def public_file(record: PublicRecord, edition: Edition, place: str) -> PublicFile | None:
    """What stands at a place below the address of a record; None where nothing does."""
    match place:
        case "/data.json":
            return PublicFile(as_json(plain(record)), JSON)
        case "/data.xlsx":
            return PublicFile(workbook(record), XLSX)
        case "/document.pdf":
            page = document_page(record, edition).encode()
            return PublicFile(page, "application/pdf", to_print=True)
    part = place.removeprefix("/").removesuffix(".csv")
    if place.endswith(".csv"):
        if part not in record.parts:
            return None
        return PublicFile(part_csv(record, PublicPart(part)), "text/csv; charset=utf-8")
    page_found = record_page(record, edition, place)
    return PublicFile(page_found, HTML) if page_found is not None else None


def places_of(record: PublicRecord, edition: Edition) -> Iterator[str]:
    """Every place below the address at which something stands."""
    yield from page_places(record, edition)
    yield from ("/data.json", "/data.xlsx", DOCUMENT)
    yield from (f"/{part}.csv" for part in record.parts)
