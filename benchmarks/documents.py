"""The PDF of a full assessment, against headless Chromium printing the same HTML: seconds, bytes, memory."""

from __future__ import annotations

import io
import json
import shutil
import statistics
import subprocess
import tempfile
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assessment import Assessment
from assessment.files.assessment_file import dump_json
from benchmarks.measure import PeakMemory, Result, seconds
from benchmarks.scoring import full_assessment
from questionnaires import Edition, load_published_edition
from reports import PdfWorker, build_report, render_html
from reports.pdf.process import NICENESS, read_message, write_message
from reports.pdf.worker import MEGABYTES, SECONDS, process_command

RUNS = 3

CHROMIUM = "Chromium printing the same HTML"


def _run(command: list[str], stdin: Path, stdout: Path) -> tuple[float, int]:
    """Seconds and peak memory in bytes of a process with its children. Raises RuntimeError if it fails."""
    with stdin.open("rb") as source, stdout.open("wb") as target:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdin=source, stdout=target, stderr=subprocess.DEVNULL)
        with PeakMemory(process.pid) as memory:
            if process.wait() != 0:
                raise RuntimeError(f"{command[0]} ended with code {process.returncode}")
        return time.perf_counter() - start, memory.peak


def _document(edition: Edition, assessment: Assessment) -> tuple[str, str]:
    report = build_report(edition, assessment, date=date(2026, 11, 23))
    return render_html(report), dump_json(assessment)


def _one_answer_changed(assessment: Assessment) -> Assessment:
    """The assessment with its first answer one level lower, or one higher at the lowest level."""
    key, answer = next(iter(assessment.answers.items()))
    level = answer.level - 1 if answer.level else 1
    changed = answer.model_copy(update={"level": level})
    return assessment.model_copy(update={"answers": {**assessment.answers, key: changed}})


@dataclass(frozen=True, slots=True)
class _Side:
    """Runs of a whole process: seconds and peak memory in bytes of each, and the size of the document in bytes."""

    runs: tuple[tuple[float, int], ...]
    size: int

    @property
    def seconds(self) -> float:
        return statistics.median(took for took, _peak in self.runs)

    @property
    def peak(self) -> int:
        return max(peak for _took, peak in self.runs)


def _in_turn(
    html: str, attachment: str, changed: tuple[str, str]
) -> tuple[_Side, _Side, list[tuple[float, float]]]:
    """Runs in turn of our process with one document, of Chromium, and of a warm worker with two documents.

    Chromium has the niceness of our process, so that a busy machine slows both.
    """
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        raise RuntimeError("Chromium is needed for the comparison. make test installs it.")
    with tempfile.TemporaryDirectory() as folder:
        page, request, answers, printed, nothing = (
            Path(folder, name)
            for name in ("in.html", "request", "answers", "theirs.pdf", "nothing")
        )
        page.write_text(html, encoding="utf-8")
        with request.open("wb") as stream:
            write_message(stream, b"J", json.dumps([html, attachment]).encode())
        nothing.touch()
        render = process_command(MEGABYTES, SECONDS)
        printing = [
            "nice", "-n", str(NICENESS), chromium, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
            "--disable-background-networking", f"--user-data-dir={folder}/profile",
            "--no-pdf-header-footer", f"--print-to-pdf={printed}", page.as_uri(),
        ]  # fmt: skip
        ours, theirs, warm = [], [], []
        for _turn in range(RUNS):
            ours.append(_run(render, request, answers))
            theirs.append(_run(printing, nothing, Path(folder, "said")))
            warm.append(_warm((html, attachment), changed))
        return (
            _Side(tuple(ours), _pdf_size(answers.read_bytes())),
            _Side(tuple(theirs), printed.stat().st_size),
            warm,
        )


def _pdf_size(answers: bytes) -> int:
    """Bytes of the document in the messages of our process."""
    stream = io.BytesIO(answers)
    while (message := read_message(stream)) is not None:
        if message[0] == b"P":
            return len(message[1])
    raise RuntimeError("the process gave no document")


def _warm(first: tuple[str, str], second: tuple[str, str]) -> tuple[float, float]:
    """Seconds in a warm worker of a first full document, and of a second one."""
    with PdfWorker() as worker:
        worker.submit("<html lang=en><title>Small</title><p>A page.", "").result()
        return (
            seconds(lambda: worker.submit(*first).result()),
            seconds(lambda: worker.submit(*second).result()),
        )


def results() -> list[Result]:
    """Time, size and peak memory of the PDF, cold, warm and with one answer changed."""
    edition = load_published_edition("2026")
    assessment = full_assessment(edition, 1)
    ours, theirs, warm = _in_turn(
        *_document(edition, assessment), _document(edition, _one_answer_changed(assessment))
    )
    timed = {
        "the PDF of a full assessment, whole process": ours.seconds,
        "the same in a warm worker": statistics.median(first for first, _second in warm),
        "again with one answer changed": statistics.median(second for _first, second in warm),
    }
    return [
        *(
            Result(
                what,
                f"{took:.1f} s",
                CHROMIUM,
                f"{theirs.seconds:.1f} s",
                f"{took / theirs.seconds:.1f}",
                "no slower",
            )
            for what, took in timed.items()
        ),
        Result(
            "its size",
            f"{ours.size / 1024:.0f} kB",
            f"{CHROMIUM}, without the attached data",
            f"{theirs.size / 1024:.0f} kB",
            f"{ours.size / theirs.size:.2f}",
            "at most 0.5",
        ),
        Result(
            "peak memory",
            f"{ours.peak / 1024**2:.0f} MB",
            "Chromium with its processes",
            f"{theirs.peak / 1024**2:.0f} MB",
            f"{ours.peak / theirs.peak:.2f}",
        ),
    ]
