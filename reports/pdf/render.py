"""HTML to a tagged PDF with the answers attached: same input, same bytes. Reads its fonts and nothing else."""

from __future__ import annotations

import hashlib
import os
from datetime import UTC, datetime
from typing import Any

from weasyprint import CSS, HTML, Attachment
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from reports.pdf import weasyprint_patches
from reports.pdf.fonts import FONT_SCHEME, FONTS, font_faces, show_missing
from reports.pdf.tagging import finish

os.environ["SOURCE_DATE_EPOCH"] = "1577836800"
# fontTools writes the time into each font it cuts down; the same bytes need the same time.

weasyprint_patches.install()

ATTACHMENT_NAME = "assessment.json"

_FONT_PATHS = {f"{FONT_SCHEME}:{font.name}": font.path for font in FONTS}


NOWHERE = "http://page.invalid/"
"""What a relative address is relative to, so that it is refused and not passed over."""


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
    """The page as PDF/UA-1, with `attachment` (the assessment as JSON) inside it; none where it is empty.

    Characters that no font holds are written as their codes. Dates in the PDF are those in the page's metadata.
    """
    page = show_missing(html)
    fetcher, fonts = PackagedOnly(), FontConfiguration()
    faces = CSS(string=font_faces(page), url_fetcher=fetcher, font_config=fonts)
    document = HTML(string=page, url_fetcher=fetcher, base_url=NOWHERE).render(
        font_config=fonts, stylesheets=[faces], pdf_variant="pdf/ua-1"
    )
    attached = _attached(attachment, document, fetcher) if attachment else []
    identifier = hashlib.sha256(page.encode() + b"\0" + attachment.encode()).digest()[:16]
    pdf: bytes = document.write_pdf(
        pdf_variant="pdf/ua-1", pdf_identifier=identifier, attachments=attached, finisher=finish
    )
    return pdf


def _attached(text: str, document: Any, fetcher: URLFetcher) -> list[Attachment]:
    created = _day(document.metadata.created)
    return [
        Attachment(
            string=text,
            name=ATTACHMENT_NAME,
            description="Assessment",
            created=created,
            modified=created,
            url_fetcher=fetcher,
        )
    ]


def _day(text: str | None) -> datetime:
    return datetime.fromisoformat(text or "2000-01-01").replace(tzinfo=UTC)
