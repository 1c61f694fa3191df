"""Files and pages of a publication, by their path below its address; for the server and the preview."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assessment.workflow.publication import PublicPart
from public.pages import document_page, page_paths, record_page
from public.record import PublicRecord, as_json, to_json_values
from public.sdmx.observations import has_observations
from public.tables import part_csv, workbook
from questionnaires import Edition

HTML = "text/html; charset=utf-8"
JSON = "application/json"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCUMENT = "/document.pdf"


@dataclass(frozen=True, slots=True)
class PublicFile:
    """Bytes with their media type; where `to_print`, the bytes are a page from which a PDF must be made."""

    body: bytes
    media_type: str
    to_print: bool = False


def public_file(record: PublicRecord, edition: Edition, path: str) -> PublicFile | None:
    """The file or page at a path below the address of a record; None where there is none."""
    match path:
        case "/data.json":
            return PublicFile(as_json(to_json_values(record)), JSON)
        case "/data.xlsx":
            return PublicFile(workbook(record), XLSX)
        case "/document.pdf":
            page = document_page(record, edition).encode()
            return PublicFile(page, "application/pdf", to_print=True)
        case "/observations.csv" | "/observations.xml" | "/structure.xml":
            return _statistical(record, edition, path) if has_observations(record.parts) else None
    part = path.removeprefix("/").removesuffix(".csv")
    if path.endswith(".csv"):
        if part not in record.parts:
            return None
        return PublicFile(part_csv(record, PublicPart(part)), "text/csv; charset=utf-8")
    page_bytes = record_page(record, edition, path)
    return PublicFile(page_bytes, HTML) if page_bytes is not None else None


def _statistical(record: PublicRecord, edition: Edition, path: str) -> PublicFile:
    """The observations or their structure after SDMX; its library is loaded only here."""
    from public.sdmx import messages

    match path:
        case "/observations.csv":
            return PublicFile(messages.as_csv(record, edition), messages.CSV)
        case "/observations.xml":
            return PublicFile(messages.as_xml(record, edition), messages.XML)
        case _:
            return PublicFile(messages.structure_xml(record, edition), messages.STRUCTURE)


def public_paths(record: PublicRecord, edition: Edition) -> Iterator[str]:
    """Paths of all files and pages below the address of a record."""
    yield from page_paths(record, edition)
    yield from ("/data.json", "/data.xlsx", DOCUMENT)
    yield from (f"/{part}.csv" for part in record.parts)
    if has_observations(record.parts):
        yield from ("/observations.csv", "/observations.xml", "/structure.xml")
