"""PDFs of a full assessment for each reader, against headless Chromium printing the same HTML: seconds, bytes, memory.

Seconds are of the processor, over all processes of each side, so that other work on the machine does not count.
"""

from __future__ import annotations

import json
import shutil
import statistics
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import psutil

from assessment import Assessment
from assessment.files.assessment_file import dump_json
from assessment.model.readership import DEFAULT, Reader, Readership
from benchmarks.measure import PeakMemory, Result, adopt_orphans, ended_seconds
from benchmarks.scoring import full_assessment
from questionnaires import Edition, load_published_edition
from reports import build_report, render_html
from reports.pdf.process import NICENESS, read_message, write_message
from reports.pdf.worker import MEGABYTES, SECONDS, process_command

RUNS = 3

CHROMIUM = "Chromium printing the same HTML"

DOCUMENTS: Mapping[str, tuple[Readership, str]] = {
    "the minister's PDF": (Readership(Reader.MINISTER), "under 1 s"),
    "the cabinet's PDF": (Readership(Reader.CABINET), ""),
    "the default PDF": (DEFAULT, "ratio at most 1.5"),
    "the PDF with annexes": (Readership(annexes=True), ""),
}
"""Each document with its reader and the aim for its seconds."""

SMALL = json.dumps(["<html lang=en><title>Small</title><p>A page.", ""]).encode()
"""A request that loads what any document needs."""


@dataclass(frozen=True, slots=True)
class Made:
    """One document: processor seconds, bytes, peak memory in bytes."""

    seconds: float
    size: int
    peak: int


def page_request(edition: Edition, assessment: Assessment, readership: Readership) -> bytes:
    """The request of the PDF process for the document of a reader, in the current language."""
    report = build_report(edition, assessment, date=date(2026, 11, 23), readership=readership)
    return json.dumps([render_html(report), dump_json(assessment)]).encode()


def _one_answer_changed(assessment: Assessment) -> Assessment:
    """The assessment with its first answer one level lower, or one higher at the lowest level."""
    key, answer = next(iter(assessment.answers.items()))
    level = answer.level - 1 if answer.level else 1
    changed = answer.model_copy(update={"level": level})
    return assessment.model_copy(update={"answers": {**assessment.answers, key: changed}})


def documents_made(*requests: bytes) -> tuple[Made, ...]:
    """The documents of one process in turn, each with the time since the one before; the first includes the start."""
    made = []
    command = process_command(MEGABYTES, SECONDS)
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        times, before = psutil.Process(process.pid), 0.0
        with PeakMemory(process.pid) as memory:
            for request in requests:
                write_message(process.stdin, b"J", request)
                while (message := read_message(process.stdout)) is not None:
                    if message[0] == b"P":
                        break
                else:
                    raise RuntimeError("the process gave no document")
                used = times.cpu_times()
                total = used.user + used.system
                made.append(Made(total - before, len(message[1]), memory.peak))
                before = total
        process.stdin.close()
    return tuple(made)


def _theirs(request: bytes) -> Made:
    """The page printed by Chromium, which has the niceness of our process."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        raise RuntimeError("Chromium is needed for the comparison. make test installs it.")
    with tempfile.TemporaryDirectory() as folder:
        page, printed = Path(folder, "in.html"), Path(folder, "printed.pdf")
        page.write_text(json.loads(request)[0], encoding="utf-8")
        before = ended_seconds()
        process = subprocess.Popen(
            ["nice", "-n", str(NICENESS), chromium, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
             "--disable-background-networking", f"--user-data-dir={folder}/profile",
             "--no-pdf-header-footer", f"--print-to-pdf={printed}", page.as_uri()],
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        with PeakMemory(process.pid) as memory:
            if process.wait() != 0:
                raise RuntimeError(f"Chromium ended with code {process.returncode}")
        return Made(ended_seconds() - before, printed.stat().st_size, memory.peak)


def _median(runs: list[Made]) -> float:
    return statistics.median(made.seconds for made in runs)


def results() -> list[Result]:
    """Processor time, size and peak memory of each document, warm; of the default also cold and with one answer changed."""
    adopt_orphans()
    edition = load_published_edition("2026")
    assessment = full_assessment(edition, 1)
    lines: list[Result] = []
    for name, (readership, aim) in DOCUMENTS.items():
        request = page_request(edition, assessment, readership)
        is_default = readership == DEFAULT
        changed = (
            [page_request(edition, _one_answer_changed(assessment), readership)]
            if is_default
            else []
        )
        cold, warm, again, theirs = [], [], [], []
        for _turn in range(RUNS):
            if is_default:
                cold += documents_made(request)
            _small, first, *others = documents_made(SMALL, request, *changed)
            warm.append(first)
            again += others
            theirs.append(_theirs(request))
        lines += _lines(name, warm, theirs, aim)
        if cold:
            lines.append(_seconds("the same, whole process", cold, theirs, ""))
            lines.append(_seconds("again with one answer changed", again, theirs, ""))
    return lines


def _lines(name: str, ours: list[Made], theirs: list[Made], aim: str) -> list[Result]:
    mine, other = ours[-1], theirs[-1]
    peak, their_peak = max(made.peak for made in ours), max(made.peak for made in theirs)
    return [
        _seconds(f"{name}, in a warm worker", ours, theirs, aim),
        Result(
            "its size",
            f"{mine.size / 1024:.0f} kB",
            f"{CHROMIUM}, without the attached data",
            f"{other.size / 1024:.0f} kB",
            f"{mine.size / other.size:.2f}",
            "at most 0.5",
        ),
        Result(
            "peak memory",
            f"{peak / 1024**2:.0f} MB",
            "Chromium with its processes",
            f"{their_peak / 1024**2:.0f} MB",
            f"{peak / their_peak:.2f}",
        ),
    ]


def _seconds(what: str, ours: list[Made], theirs: list[Made], aim: str) -> Result:
    mine, other = _median(ours), _median(theirs)
    return Result(
        what, f"{mine:.1f} s", CHROMIUM, f"{other:.1f} s", f"{mine / other:.2f}", aim
    )  # fmt: skip
