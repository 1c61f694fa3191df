"""Recognise by its content a file that is no assessment file, so that the message names what it is and where it goes."""

from __future__ import annotations

from assessment.files.document_type import is_picture
from assessment.files.package_limits import is_ole2
from questionnaires import Problem
from translations import gettext as _


def is_pdf(data: bytes) -> bool:
    """Whether a file is a PDF, whatever its name."""
    return b"%PDF-" in data[:1024]


def foreign_kind(data: bytes, name: str) -> Problem | None:
    """The problem of a file that is a PDF, a workbook, another document, a picture or a web page; None for other files."""
    needed = _("An assessment file is a text in YAML or JSON.")
    if is_pdf(data):
        return Problem(
            name,
            "",
            _("is a PDF."),
            _("A roadmap that this toolkit wrote holds its assessment: open it on the first page, or with `restore`."),
        )  # fmt: skip
    if data.startswith(b"PK\x03\x04") or is_ole2(data):
        return Problem(
            name,
            "",
            _("is a workbook or another document."),
            _("A workbook that was filled in is brought back on the page of its assessment, or with `workbook import`. {needed}").format(needed=needed),
        )  # fmt: skip
    if is_picture(data):
        return Problem(name, "", _("is a picture or a video."), needed)
    if data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith((b"<!doctype html", b"<html")):
        return Problem(name, "", _("is a web page."), needed)
    return None
