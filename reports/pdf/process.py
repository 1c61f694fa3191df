"""The process that makes PDFs: reads pages from its input, reports each stage, answers with the document.

Started by worker.py as `python -m reports.pdf.process BYTES SECONDS`: the most memory it may use, and the most
processor time for one document; past that the system ends it (SIGXCPU). A message
is one letter for its kind, eight bytes for its length, then its data.
"""

from __future__ import annotations

import gc
import json
import logging
import math
import os
import re
import resource
import sys
from typing import BinaryIO

STAGES = 7
"""Stages that WeasyPrint reports, from reading the page to writing the file."""

YOUNG_OBJECTS = 200_000
"""Objects made before Python looks for garbage; its own 700 costs about a quarter of a document's time.

Measured: the most memory a document needs stays the same.
"""

NICENESS = 5
"""Pages come first: of a processor that both want, a document gets about a quarter. At 10 it got a tenth, and
where much else was going on nobody got theirs.
"""

_STAGE = re.compile(r"^Step (\d)\D*(\d+)?")


def write_message(stream: BinaryIO, kind: bytes, data: bytes) -> None:
    stream.write(kind + len(data).to_bytes(8, "big") + data)
    stream.flush()


def read_message(stream: BinaryIO) -> tuple[bytes, bytes] | None:
    """The next message, None at the end of the stream, also where it breaks off."""
    head = stream.read(9)
    if len(head) < 9:
        return None
    length = int.from_bytes(head[1:], "big")
    data = stream.read(length)
    return (head[:1], data) if len(data) == length else None


class _Stages(logging.Handler):
    """Passes WeasyPrint's progress on as messages: the stage, and the page where it names one."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__()
        self._stream = stream

    def emit(self, record: logging.LogRecord) -> None:
        found = _STAGE.match(record.getMessage())
        if found:
            stage = [int(found[1]), int(found[2] or 0)]
            write_message(self._stream, b"S", json.dumps(stage).encode())


def _allow(seconds: float) -> None:
    """Give this process so much processor time from now on: however busy the machine, a document gets the same."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = math.ceil(used.ru_utime + used.ru_stime + seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (most, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def serve(requests: BinaryIO, answers: BinaryIO, most_memory: int, seconds: float) -> None:
    """Answer requests until the input ends."""
    resource.setrlimit(resource.RLIMIT_AS, (most_memory, most_memory))
    from reports.pdf.render import ForbiddenResource, render_pdf

    progress = logging.getLogger("weasyprint.progress")
    progress.setLevel(logging.INFO)
    progress.addHandler(_Stages(answers))
    os.nice(NICENESS)
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS)
    write_message(answers, b"W", b"")
    while (message := read_message(requests)) is not None:
        html, attachment = json.loads(message[1])
        _allow(seconds)
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
    # What a library prints must not get between the messages.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    serve(sys.stdin.buffer, answers, int(sys.argv[1]), float(sys.argv[2]))


if __name__ == "__main__":
    main()
