"""PDF process: reads pages from standard input, reports each stage, and answers with the document.

Started by worker.py as `python -m reports.pdf.process BYTES SECONDS`, the limits of address space and of processor
time for one document; beyond that the system ends it, where it knows such limits. A message is one byte of kind, eight bytes of length
(big-endian), then the data.
"""

from __future__ import annotations

import gc
import json
import logging
import os
import re
import sys
from typing import BinaryIO

import operating_system

STAGES = 7
"""Number of stages that WeasyPrint reports, from reading the page to writing the file."""

YOUNG_OBJECTS = 200_000
"""Threshold of Python's garbage collection; the default of 700 costs about a quarter of a document's time.

Measured: the peak memory of a document stays the same.
"""

NICENESS = 5
"""Priority below that of the pages: a document gets about a quarter of a contended processor. At 10 it got a
tenth, and under load documents timed out.
"""

_STAGE = re.compile(r"^Step (\d)\D*(\d+)?")


def write_message(stream: BinaryIO, kind: bytes, data: bytes) -> None:
    """Write one message and flush; `kind` is one byte."""
    stream.write(kind + len(data).to_bytes(8, "big") + data)
    stream.flush()


def read_message(stream: BinaryIO) -> tuple[bytes, bytes] | None:
    """Kind and data of the next message; None at the end of the stream or for an incomplete message."""
    head = stream.read(9)
    if len(head) < 9:
        return None
    length = int.from_bytes(head[1:], "big")
    data = stream.read(length)
    return (head[:1], data) if len(data) == length else None


class _Stages(logging.Handler):
    """Logging handler that sends WeasyPrint's progress as messages: stage and page (0 for none)."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__()
        self._stream = stream

    def emit(self, record: logging.LogRecord) -> None:
        match = _STAGE.match(record.getMessage())
        if match:
            stage = [int(match[1]), int(match[2] or 0)]
            write_message(self._stream, b"S", json.dumps(stage).encode())


def serve(requests: BinaryIO, answers: BinaryIO, memory_limit: int, seconds: float) -> None:
    """Answer requests until the input ends; `memory_limit` in bytes, `seconds` of processor time for each document."""
    operating_system.limit_memory(memory_limit)
    try:
        import weasyprint  # noqa: F401 -- ends here where Pango or a library of it is missing
    except OSError as error:
        while read_message(requests) is not None:
            write_message(answers, b"L", str(error).encode())
        return
    from reports.pdf.render import ForbiddenResource, render_pdf

    progress = logging.getLogger("weasyprint.progress")
    progress.setLevel(logging.INFO)
    progress.addHandler(_Stages(answers))
    operating_system.lower_priority(NICENESS)
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS)
    write_message(answers, b"W", b"")
    while (message := read_message(requests)) is not None:
        html, attachment = json.loads(message[1])
        operating_system.limit_processor_time(seconds)
        try:
            pdf = render_pdf(html, attachment)
        except MemoryError:
            write_message(answers, b"M", b"")
            return
        except ForbiddenResource as error:
            write_message(answers, b"F", str(error).encode())
        else:
            write_message(answers, b"P", pdf)
        gc.collect()


def main() -> None:
    """Serve standard input and output with the limits of the command line."""
    # Redirect what libraries print, so that it does not mix with the messages.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    serve(sys.stdin.buffer, answers, int(sys.argv[1]), float(sys.argv[2]))


if __name__ == "__main__":
    main()
