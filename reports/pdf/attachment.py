"""The assessment taken back out of a roadmap's PDF."""

from __future__ import annotations

import io
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from questionnaires import Problem, read_bytes
from reports.errors import ReportError
from reports.pdf.render import ATTACHMENT_NAME
from translations import gettext as _

MOST_BYTES = 20_000_000
"""Of the assessment inside; ours are below 1 MB."""


def attached_assessment(path: Path) -> bytes:
    """The canonical JSON attached to a PDF. Raises ReportError where there is none."""
    data = read_bytes(path)
    if isinstance(data, Problem):
        raise ReportError(str(data))
    try:
        found = PdfReader(io.BytesIO(data)).attachments.get(ATTACHMENT_NAME, [])
        content = bytes(found[0]) if found else b""
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ReportError(
            _("{file}: can't be read as a PDF. Bring the file as the toolkit wrote it.").format(
                file=path.name
            )
        ) from error
    if not content or len(content) > MOST_BYTES:
        raise ReportError(
            _(
                "{file}: holds no assessment. Only a roadmap that this toolkit wrote as a PDF does; "
                "a printed or converted copy has lost it."
            ).format(file=path.name)
        )
    return content
