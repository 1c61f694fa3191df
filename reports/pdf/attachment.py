"""Extraction of the assessment attached to a roadmap's PDF.

Run as `python -m reports.pdf.attachment`, the PDF on standard input and its attachment on standard output, this is
the process in which a PDF that somebody uploaded is read: a hostile one can take neither long nor much memory.
"""

from __future__ import annotations

import io
import logging
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from assessment.files.limited_process import NotRead, answer, read_apart
from questionnaires import Problem, read_bytes
from reports.errors import ReportError
from reports.pdf import ATTACHMENT_NAME
from translations import gettext as _

MAXIMUM_BYTES = 20_000_000
"""Maximum size of the attached assessment; those written by the toolkit are below 1 MB."""

# The message says that a file can't be read; what pypdf logs of it helps nobody.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def attached_assessment(path: Path) -> bytes:
    """The canonical JSON attached to a PDF. Raises ReportError for an unreadable file or one without it."""
    data = read_bytes(path)
    if isinstance(data, Problem):
        raise ReportError(str(data))
    try:
        content = _attachment(data)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _unreadable(path.name) from error
    return _checked(content, path.name)


def uploaded_assessment(data: bytes, name: str) -> bytes:
    """The canonical JSON attached to a PDF that somebody uploaded, read in a process of its own. Raises ReportError."""
    try:
        content = read_apart("reports.pdf.attachment", data)
    except NotRead as error:
        raise _unreadable(name) from error
    return _checked(content, name)


def _attachment(data: bytes) -> bytes:
    attachments = PdfReader(io.BytesIO(data)).attachments.get(ATTACHMENT_NAME, [])
    return bytes(attachments[0]) if attachments else b""


def _checked(content: bytes, name: str) -> bytes:
    if not content or len(content) > MAXIMUM_BYTES:
        raise ReportError(
            _(
                "{file}: holds no assessment. Only a roadmap that this toolkit wrote as a PDF does; "
                "a printed or converted copy has lost it."
            ).format(file=name)
        )
    return content


def _unreadable(name: str) -> ReportError:
    return ReportError(
        _("{file}: can't be read as a PDF. Bring the file as the toolkit wrote it.").format(
            file=name
        )
    )


if __name__ == "__main__":
    answer(_attachment)
