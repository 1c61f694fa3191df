"""HTML to a tagged PDF with the answers attached: same input, same bytes. Reads its fonts and nothing else."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Any

from weasyprint import CSS, HTML, Attachment
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from reports.fonts import FONT_SCHEME, FONTS, font_faces, show_missing

ATTACHMENT_NAME = "assessment.json"

_FONT_PATHS = {f"{FONT_SCHEME}:{font.name}": font.path for font in FONTS}


class PackagedOnly(URLFetcher):  # type: ignore[misc]
    """Gives out our own fonts and what stands in the page itself (`data:`); everything else ends the work."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols={"data"})

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        if url in _FONT_PATHS:
            data = _FONT_PATHS[url].read_bytes()
            return URLFetcherResponse(url, data, {"Content-Type": "font/sfnt"})
        if url.startswith("data:"):
            return super().fetch(url, headers)
        raise ForbiddenResource(url)


class ForbiddenResource(FatalURLFetchingError):  # type: ignore[misc]
    """The page asks for something outside itself."""


def render_pdf(html: str, attachment: str) -> bytes:
    """The page as PDF/UA-1, with `attachment` (the assessment as JSON) inside it.

    Characters that no font holds are written as their codes. Dates in the PDF are those in the page's metadata.
    """
    page = show_missing(html)
    fetcher, fonts = PackagedOnly(), FontConfiguration()
    faces = CSS(string=font_faces(page), url_fetcher=fetcher, font_config=fonts)
    document = HTML(string=page, url_fetcher=fetcher).render(
        font_config=fonts, stylesheets=[faces], pdf_variant="pdf/ua-1"
    )
    created = _day(document.metadata.created)
    document.metadata.attachments = [
        Attachment(
            string=attachment,
            name=ATTACHMENT_NAME,
            description="Assessment",
            created=created,
            modified=created,
            relationship="Data",
            url_fetcher=fetcher,
        )
    ]
    identifier = hashlib.sha256(page.encode() + b"\0" + attachment.encode()).digest()[:16]
    pdf: bytes = document.write_pdf(
        pdf_variant="pdf/ua-1", pdf_identifier=identifier, finisher=_scope_headers
    )
    return pdf


def _scope_headers(_document: Any, pdf: Any) -> None:
    """Say of each table header what it heads. WeasyPrint links cells to headers, which not every reader follows."""
    dictionaries = (item for item in pdf.objects if hasattr(item, "get"))
    elements = {item.reference: item for item in dictionaries if item.get("Type") == "/StructElem"}
    for element in elements.values():
        if element["S"] == "/TH":
            row = elements[element["P"]]
            group = elements[row["P"]]["S"]
            element["A"]["Scope"] = "/Column" if group == "/THead" else "/Row"


def _day(text: str | None) -> datetime:
    return datetime.fromisoformat(text or "2000-01-01").replace(tzinfo=UTC)
