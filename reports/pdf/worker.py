"""PDF production in separate processes with limits of time and memory (docs/adr/0011)."""

from __future__ import annotations

import json
import logging
import os
import queue
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import Future
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self, cast

import operating_system
from reports.errors import ReportError
from reports.pdf.cache import PdfCache, content_key
from reports.pdf.libraries import missing_library_text
from reports.pdf.process import STAGES, read_message, write_message
from translations import gettext as _

SECONDS = 120.0
"""Maximum processor time for one document, in seconds; with every question answered it takes about 15 s."""

WALL_CLOCK_FACTOR = 10
"""Maximum wall-clock time of a document, as a multiple of its processor time; allows for a busy machine."""

WALL_CLOCK_FACTOR_ALONE = 3
"""The same where the system knows no limit of processor time, so that the clock is all that ends a document."""

MEGABYTES = 2048
"""Maximum address space of a process, in MiB; a full document needs about 400."""

DOCUMENTS_PER_PROCESS = 100
"""Number of documents after which a process is replaced, to bound its memory."""

_log = logging.getLogger("cop.documents")

_ROOT = Path(__file__).parents[2]


class Failure(Enum):
    """Why there is no document."""

    TIME = auto()
    MEMORY = auto()
    STOPPED = auto()
    FORBIDDEN = auto()
    LIBRARY = auto()
    CLOSED = auto()


class _Failed(Exception):
    def __init__(self, failure: Failure, detail: str = "") -> None:
        super().__init__(failure, detail)
        self.failure = failure
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Progress:
    """Progress of a document: stage `stage` of `of`, and its label."""

    stage: int
    of: int
    text: str


@dataclass(slots=True, eq=False)
class Job:
    """One requested document; thread-safe."""

    key: str
    html: str = field(repr=False)
    attachment: str = field(repr=False)
    limits: tuple[float, int]
    _future: Future[bytes] = field(default_factory=Future, repr=False)
    _stage: tuple[int, int] = (0, 0)

    def done(self) -> bool:
        """Whether the document is finished or has failed."""
        return self._future.done()

    def result(self, timeout: float | None = None) -> bytes:
        """Wait for the PDF. Raises ReportError; TimeoutError after `timeout` seconds."""
        try:
            return self._future.result(timeout)
        except _Failed as error:
            raise ReportError(self._explain(error)) from error

    def progress(self) -> Progress:
        """The current stage, labelled in the language of the caller."""
        stage, page = (STAGES, 0) if self.done() else self._stage
        return Progress(stage, STAGES, _stage_text(stage, page))

    def _explain(self, error: _Failed) -> str:
        seconds, megabytes = self.limits
        match error.failure:
            case Failure.TIME:
                return _(
                    "PDF: it was not ready after {seconds} seconds of work and was stopped. Shorten very long comments, "
                    "leave a chapter out, or ask whoever runs the toolkit to raise the time limit."
                ).format(seconds=f"{seconds:g}")
            case Failure.MEMORY:
                return _(
                    "PDF: it needed more than {megabytes} MB of memory and was stopped. Shorten very long comments, "
                    "or ask whoever runs the toolkit to raise the memory limit."
                ).format(megabytes=megabytes)
            case Failure.STOPPED:
                return _(
                    "PDF: the process that makes it stopped ({detail}). Try again; if it happens again, shorten very "
                    "long comments, and report it with the assessment file."
                ).format(detail=error.detail)
            case Failure.FORBIDDEN:
                return _(
                    "PDF: the page asks for {detail}, which is outside the document. Take it out of the template; "
                    "only the packaged fonts and data: are allowed."
                ).format(detail=error.detail)
            case Failure.LIBRARY:
                return missing_library_text(error.detail)
            case Failure.CLOSED:
                return _("PDF: the toolkit is being shut down. Start it again, then try again.")


def _stage_text(stage: int, page: int) -> str:
    match stage:
        case 0:
            return _("Waiting")
        case 1 | 2 | 3 | 4:
            return _("Reading the document")
        case 5:
            return _("Laying out page {page}").format(page=page) if page else _("Laying out pages")
        case 6:
            return _("Drawing pages")
        case _:
            return _("Writing the file")


class PdfWorker:
    """Produces PDFs in its own long-lived processes. Jobs are queued; equal ones share one result."""

    def __init__(
        self,
        *,
        cache: PdfCache | None = None,
        seconds: float = SECONDS,
        megabytes: int = MEGABYTES,
        processes: int = 1,
    ) -> None:
        self._cache = cache
        self._limits = (seconds, megabytes)
        self._processes = [_Process(megabytes, seconds) for _index in range(processes)]
        self._threads: list[threading.Thread] = []
        self._waiting: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._open: dict[str, Job] = {}
        self._lock = threading.Lock()
        self._closed = False

    def start(self) -> Self:
        """Start the processes before the first document; idempotent."""
        with self._lock:
            if not self._threads and not self._closed:
                self._threads = [
                    threading.Thread(target=self._work, args=(process,), daemon=True)
                    for process in self._processes
                ]
                for thread in self._threads:
                    thread.start()
        return self

    def submit(self, html: str, attachment: str) -> Job:
        """Queue a document; `attachment` is the assessment as canonical JSON. Returns at once."""
        key = content_key(html, attachment)
        job = Job(key, html, attachment, self._limits)
        known = self._cache.get(key) if self._cache else None
        if known is not None:
            job._future.set_result(known)
            return job
        self.start()
        with self._lock:
            if self._closed:
                job._future.set_exception(_Failed(Failure.CLOSED))
                return job
            if key in self._open:
                return self._open[key]
            self._open[key] = job
            self._waiting.put(job)
        return job

    def close(self) -> None:
        """End the processes; unfinished jobs fail."""
        with self._lock:
            self._closed = True
            jobs = list(self._open.values())
            for _thread in self._threads:
                self._waiting.put(None)
        for job in jobs:
            _fail(job, _Failed(Failure.CLOSED))
        for process in self._processes:
            process.stop()
        for thread in self._threads:
            thread.join(timeout=5)
        for process in self._processes:
            process.close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _work(self, process: _Process) -> None:
        """Loop of one thread: pass queued jobs to its process until the worker is closed."""
        if not self._closed:
            process.ensure()
        while (job := self._waiting.get()) is not None:
            if not job.done():
                self._finish(job, process)
            with self._lock:
                self._open.pop(job.key, None)
        process.stop()

    def _finish(self, job: Job, process: _Process) -> None:
        start = time.monotonic()
        try:
            pdf = process.make(job)
        except _Failed as error:
            name = error.failure.name.lower()
            _log.warning("No PDF", extra={"event": "document_failed", "reason": name})
            _fail(job, error)
            return
        took = round(time.monotonic() - start, 3)
        _log.info("PDF made", extra={"event": "document_made", "seconds": took})
        if self._cache:
            self._cache.put(job.key, pdf)
        if not job.done():
            job._future.set_result(pdf)


def _fail(job: Job, error: _Failed) -> None:
    if not job.done():
        job._future.set_exception(error)


def process_command(megabytes: int, seconds: float) -> list[str]:
    """Command line of a PDF process, with its limits of address space (MiB) and processor time for each document."""
    limits = (str(megabytes * 1024**2), str(seconds))
    return [sys.executable, "-m", "reports.pdf.process", *limits]


class _Process:
    """One PDF process, started on demand and restarted after a failure."""

    def __init__(self, megabytes: int, seconds: float) -> None:
        self._megabytes, self._seconds = megabytes, seconds
        self._running: subprocess.Popen[bytes] | None = None
        self._made = 0
        self._error_output = tempfile.TemporaryFile()  # noqa: SIM115 -- lives as long as the process
        self._scratch: tempfile.TemporaryDirectory[str] | None = None

    def ensure(self) -> subprocess.Popen[bytes]:
        """The running process; a new one where it ended or made `DOCUMENTS_PER_PROCESS` documents."""
        running = self._running
        if running is not None and running.poll() is None and self._made < DOCUMENTS_PER_PROCESS:
            return running
        self.stop()
        self._made = 0
        # WeasyPrint writes the fonts of a document, 2 MB, and a process that is killed meanwhile leaves them there.
        self._scratch = tempfile.TemporaryDirectory(prefix="cop-pdf-", ignore_cleanup_errors=True)
        self._running = subprocess.Popen(
            process_command(self._megabytes, self._seconds),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._error_output,
            cwd=_ROOT,
            env=os.environ | dict.fromkeys(("TMPDIR", "TMP", "TEMP"), self._scratch.name),
        )
        return self._running

    def make(self, job: Job) -> bytes:
        """Produce the document. Raises _Failed; then the process is stopped, unless the page requested a forbidden URL."""
        running = self.ensure()
        overdue = threading.Event()

        def end() -> None:
            overdue.set()
            running.kill()

        factor = (
            WALL_CLOCK_FACTOR if operating_system.limits_processes() else WALL_CLOCK_FACTOR_ALONE
        )
        timer = threading.Timer(self._seconds * factor, end)
        timer.daemon = True
        timer.start()
        try:
            pdf = self._exchange(running, job)
            self._made += 1
        except (OSError, _Failed) as error:  # OSError: the process no longer reads
            if isinstance(error, _Failed) and error.failure is Failure.FORBIDDEN:
                raise
            detail = self._failure_detail()
            self.stop()
            if overdue.is_set():
                raise _Failed(Failure.TIME) from error
            if isinstance(error, _Failed):
                raise
            raise _Failed(Failure.STOPPED, detail) from error
        finally:
            timer.cancel()
        return pdf

    def _exchange(self, running: subprocess.Popen[bytes], job: Job) -> bytes:
        if running.stdin is None or running.stdout is None:
            raise _Failed(Failure.STOPPED)
        write_message(
            cast(BinaryIO, running.stdin), b"J", json.dumps([job.html, job.attachment]).encode()
        )
        while True:
            message = read_message(cast(BinaryIO, running.stdout))
            if message is None:
                running.wait()
                if operating_system.ended_at_time_limit(running.returncode):
                    raise _Failed(Failure.TIME)
                # C libraries end the process themselves when an allocation fails.
                raise _Failed(
                    Failure.MEMORY if running.returncode in _OUT_OF_MEMORY else Failure.STOPPED,
                    self._failure_detail(),
                )
            kind, data = message
            match kind:
                case b"S":
                    stage, page = json.loads(data)
                    job._stage = max(job._stage, (stage, page))
                case b"P":
                    return data
                case b"L":
                    raise _Failed(Failure.LIBRARY, data.decode())
                case b"M":
                    raise _Failed(Failure.MEMORY)
                case b"F":
                    raise _Failed(Failure.FORBIDDEN, data.decode())

    def _failure_detail(self) -> str:
        """The last line of the process's error output, else its exit code."""
        self._error_output.seek(0)
        lines = self._error_output.read().decode(errors="replace").split("\n")
        code = self._running.poll() if self._running else None
        return next((line for line in reversed(lines) if line.strip()), f"code {code}")[:300]

    def close(self) -> None:
        """Stop the process and release its files."""
        self.stop()
        self._error_output.close()

    def stop(self) -> None:
        """Kill the process, if any."""
        running, self._running = self._running, None
        if running is None:
            return
        running.kill()
        running.wait()
        if self._scratch is not None:
            self._scratch.cleanup()
        for stream in (running.stdin, running.stdout):
            if stream is not None:
                try:
                    stream.close()
                except OSError:  # what was not read
                    continue


_OUT_OF_MEMORY = (-6, -5)
"""Exit codes of SIGABRT and SIGTRAP, by which GLib, Pango and HarfBuzz end a process without memory."""


def make_pdf(
    html: str,
    attachment: str,
    *,
    cache: Path | None = None,
    seconds: float = SECONDS,
    megabytes: int = MEGABYTES,
) -> bytes:
    """Produce one document, under the same limits as in the application. Raises ReportError."""
    pdf_cache = PdfCache(cache) if cache else None
    with PdfWorker(cache=pdf_cache, seconds=seconds, megabytes=megabytes) as worker:
        return worker.submit(html, attachment).result()
