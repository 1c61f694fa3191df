"""Extraction of the assessment attached to a roadmap's PDF.

Run as `python -m reports.pdf.attachment`, the PDF on standard input and its attachment on standard output, this is
the process in which a PDF that somebody uploaded is read: a hostile one can take neither long nor much memory.
"""

from __future__ import annotations

import io
import logging
import resource
import subprocess
import sys
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from questionnaires import Problem, read_bytes
from reports.errors import ReportError
from reports.pdf.render import ATTACHMENT_NAME
from translations import gettext as _

MAXIMUM_BYTES = 20_000_000
"""Maximum size of the attached assessment; those written by the toolkit are below 1 MB."""

MEMORY_BYTES = 2 << 30
"""Address space of the process that reads an uploaded PDF."""

SECONDS = 10
"""Of processor time of that process; a roadmap of 60 pages takes a fifth of one."""

WAIT_SECONDS = 60
"""For that process on a busy machine."""

# The message says that a file can't be read; what pypdf logs of it helps nobody.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)

_ROOT = Path(__file__).resolve().parents[2]


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
        result = subprocess.run(
            [sys.executable, "-m", "reports.pdf.attachment"],
            input=data,
            capture_output=True,
            cwd=_ROOT,
            timeout=WAIT_SECONDS,
            check=True,
        )
    except (subprocess.SubprocessError, OSError) as error:
        raise _unreadable(name) from error
    return _checked(result.stdout, name)


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


def main() -> None:
    """Write the attachment of the PDF on standard input, within the limits."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    sys.stdout.buffer.write(_attachment(sys.stdin.buffer.read()))


if __name__ == "__main__":
    main()
