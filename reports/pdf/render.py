"""HTML to tagged PDF (PDF/UA-1) with the assessment attached; byte-stable, reads only fonts of `reports.pdf.fonts`."""

from __future__ import annotations

import hashlib
import os
from datetime import UTC, datetime
from typing import Any

from weasyprint import CSS, HTML, Attachment
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from reports.pdf import (
    ATTACHMENT_NAME,
    drawn_lines,
    form_fields,
    letter_glyphs,
    text_elements,
    weasyprint_patches,
)
from reports.pdf.fonts import FONT_SCHEME, FONTS, SYSTEM_FONTS, font_faces, show_missing
from reports.pdf.tagging import finish
from reports.pdf.text_direction import set_directions

os.environ["SOURCE_DATE_EPOCH"] = "1577836800"
# fontTools writes this time into each subset font; byte-stable output needs a fixed one.

weasyprint_patches.install()
letter_glyphs.install()
drawn_lines.install()
form_fields.install()
text_elements.install()

_FONTS = {f"{FONT_SCHEME}:{font.name}": font for font in (*FONTS, *SYSTEM_FONTS)}


BASE_URL = "http://page.invalid/"
"""Base of relative addresses, so that they are refused and not ignored."""


class PackagedOnly(URLFetcher):  # type: ignore[misc]
    """Fetcher of our fonts and of `data:` URLs; any other raises ForbiddenResource."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols={"data"})

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """The content of an allowed URL. Raises ForbiddenResource."""
        if url in _FONTS:
            return URLFetcherResponse(url, _FONTS[url].data, {"Content-Type": "font/sfnt"})
        if url.startswith("data:"):
            return super().fetch(url, headers)
        raise ForbiddenResource(url)


class ForbiddenResource(FatalURLFetchingError):  # type: ignore[misc]
    """The page requests an external resource; the message is its URL."""


def render_pdf(html: str, attachment: str) -> bytes:
    """Render a page as PDF/UA-1 with `attachment` (the assessment as JSON; empty for none).

    Characters missing in the fonts are printed as their codes. Dates in the PDF are those of the page's metadata.
    Raises ForbiddenResource.
    """
    page = show_missing(html)
    fetcher, fonts = PackagedOnly(), FontConfiguration()
    faces = CSS(string=font_faces(page), url_fetcher=fetcher, font_config=fonts)
    source = HTML(string=page, url_fetcher=fetcher, base_url=BASE_URL)
    set_directions(source.etree_element)
    document = source.render(font_config=fonts, stylesheets=[faces], pdf_variant="pdf/ua-1")
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
