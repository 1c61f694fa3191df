"""Extraction of the assessment attached to a roadmap's PDF."""

from __future__ import annotations

import io
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from questionnaires import Problem, read_bytes
from reports.errors import ReportError
from reports.pdf.render import ATTACHMENT_NAME
from translations import gettext as _

MAXIMUM_BYTES = 20_000_000
"""Maximum size of the attached assessment; those written by the toolkit are below 1 MB."""


def attached_assessment(path: Path) -> bytes:
    """The canonical JSON attached to a PDF. Raises ReportError for an unreadable file or one without it."""
    data = read_bytes(path)
    if isinstance(data, Problem):
        raise ReportError(str(data))
    try:
        attachments = PdfReader(io.BytesIO(data)).attachments.get(ATTACHMENT_NAME, [])
        content = bytes(attachments[0]) if attachments else b""
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ReportError(
            _("{file}: can't be read as a PDF. Bring the file as the toolkit wrote it.").format(
                file=path.name
            )
        ) from error
    if not content or len(content) > MAXIMUM_BYTES:
        raise ReportError(
            _(
                "{file}: holds no assessment. Only a roadmap that this toolkit wrote as a PDF does; "
                "a printed or converted copy has lost it."
            ).format(file=path.name)
        )
    return content
