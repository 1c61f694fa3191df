"""The PDF of a full assessment, beside headless Chromium printing the same HTML: seconds, bytes, memory."""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from assessment.file import dump_json
from benchmarks.measure import PeakMemory, Result, seconds
from benchmarks.scoring import full_assessment
from questionnaires import load_published_edition
from reports import build_report, render_html
from reports.pdf import render_pdf

RUNS = 3

RENDER = """
import sys
from pathlib import Path
from reports.pdf import render_pdf
html, data, out = map(Path, sys.argv[1:])
out.write_bytes(render_pdf(html.read_text(encoding="utf-8"), data.read_text(encoding="utf-8")))
"""


def _run(command: list[str]) -> tuple[float, int]:
    """Seconds and peak memory of a whole process with its children."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    with PeakMemory(process.pid) as memory:
        if process.wait() != 0:
            raise RuntimeError(f"{command[0]} ended with code {process.returncode}")
    return time.perf_counter() - start, memory.peak


def results() -> list[Result]:
    edition = load_published_edition("2026")
    assessment = full_assessment(edition, 1)
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        raise RuntimeError("Chromium is needed for the comparison. make test installs it.")
    with tempfile.TemporaryDirectory() as folder:
        html, data, ours, theirs = (
            Path(folder, name) for name in ("in.html", "in.json", "ours.pdf", "theirs.pdf")
        )
        text = render_html(build_report(edition, assessment, date=date(2026, 11, 23)))
        html.write_text(text, encoding="utf-8")
        data.write_text(dump_json(assessment), encoding="utf-8")
        render = [sys.executable, "-c", RENDER, str(html), str(data), str(ours)]
        printing = [
            chromium, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
            "--disable-background-networking", f"--user-data-dir={folder}/profile",
            "--no-pdf-header-footer", f"--print-to-pdf={theirs}", html.as_uri(),
        ]  # fmt: skip
        pairs = [(_run(render), _run(printing)) for _run_number in range(RUNS)]
        render_pdf(text, dump_json(assessment))
        warm = seconds(lambda: render_pdf(text, dump_json(assessment)))
        mine = statistics.median(pair[0][0] for pair in pairs)
        other = statistics.median(pair[1][0] for pair in pairs)
        memory = [max(pair[side][1] for pair in pairs) / 1024**2 for side in (0, 1)]
        size = [path.stat().st_size / 1024 for path in (ours, theirs)]
    them = "Chromium printing the same HTML"
    return [
        Result(
            "the PDF of a full assessment, whole process",
            f"{mine:.1f} s",
            them,
            f"{other:.1f} s",
            f"{mine / other:.1f}",
        ),
        Result(
            "the same in a warm worker",
            f"{warm:.1f} s",
            them,
            f"{other:.1f} s",
            f"{warm / other:.1f}",
        ),
        Result(
            "its size",
            f"{size[0]:.0f} kB",
            f"{them}, untagged data",
            f"{size[1]:.0f} kB",
            f"{size[0] / size[1]:.2f}",
        ),
        Result(
            "peak memory",
            f"{memory[0]:.0f} MB",
            them,
            f"{memory[1]:.0f} MB",
            f"{memory[0] / memory[1]:.2f}",
        ),
    ]
