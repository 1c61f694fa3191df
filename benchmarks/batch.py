"""`cli.py batch` for made-up countries: throughput and memory with one and two workers, and 20 computers on paper.

`BATCH_COUNTRIES=194 python -m benchmarks batch` is the full run. Seconds of the wall mean nothing while other work uses the
processors; seconds of the processor do.
"""

from __future__ import annotations

import math
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice, product
from pathlib import Path
from string import ascii_uppercase

from assessment import Standing
from assessment.files.assessment_file import dump_assessment
from benchmarks.measure import PeakMemory, Result, adopt_orphans, ended_seconds, seconds
from benchmarks.scoring import full_assessment
from commands.batch.inputs import read_inputs
from questionnaires import load_published_edition

ROOT = Path(__file__).parents[1]
EVERY = 194
"""Number of Member States of the Union."""

COUNTRIES = int(os.environ.get("BATCH_COUNTRIES", "8"))
RESERVED = {"XKK", "XKX", "XXA", "XXB", "XXC", "XXX"}
"""Codes that are not for invented countries."""

COMPUTERS, PROCESSORS = 20, 2


@dataclass(frozen=True, slots=True)
class _Run:
    """A run: seconds of the wall and of all processors, peak memory of all processes (bytes), digest of the outputs."""

    wall: float
    processor: float
    peak: int
    digest: str


def write_countries(folder: Path, number: int) -> None:
    """Write the assessments of invented countries, with every indicator at a random level."""
    edition = load_published_edition("2026")
    codes = (f"X{first}{second}" for first, second in product(ascii_uppercase, repeat=2))
    usable = (code for code in codes if code not in RESERVED)
    for seed, code in enumerate(islice(usable, number)):
        changes = {"country": code, "standing": Standing.TRAINING}
        assessment = full_assessment(edition, seed).model_copy(update=changes)
        (folder / f"{code}.yaml").write_text(dump_assessment(assessment), encoding="utf-8")


def _run(inputs: Path, out: Path, workers: int) -> _Run:
    command = [sys.executable, "cli.py", "batch", inputs, "-o", out, "--for", "minister,default",
               "--languages", "en,fr", "--date", "2026-11-23", "--workers", workers]  # fmt: skip
    before, start = ended_seconds(), time.perf_counter()
    process = subprocess.Popen([*map(str, command)], cwd=ROOT, stdout=subprocess.DEVNULL)
    with PeakMemory(process.pid, every=0.5) as memory:
        assert process.wait() == 0
    wall = time.perf_counter() - start
    digest = sha256()
    for path in sorted(out.rglob("*.*")):
        digest.update(path.relative_to(out).as_posix().encode() + path.read_bytes())
    return _Run(wall, ended_seconds() - before, memory.peak, digest.hexdigest())


def results() -> list[Result]:
    """Throughput, processor time and memory; the outputs of both runs must be equal."""
    adopt_orphans()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        inputs = folder / "in"
        inputs.mkdir()
        write_countries(inputs, COUNTRIES)
        one = _run(inputs, folder / "one", 1)
        two = _run(inputs, folder / "two", 2)
        assert one.digest == two.digest
        own = seconds(lambda: list(read_inputs([inputs]))) / COUNTRIES
    each = one.processor / COUNTRIES
    return [
        Result(
            f"{COUNTRIES} countries with two workers, an hour",
            f"{3600 * COUNTRIES / two.wall:.0f}",
            "one worker",
            f"{3600 * COUNTRIES / one.wall:.0f}",
            f"{one.wall / two.wall:.2f}",
            "at least 1.8 on two free processors",
        ),
        Result(
            "processor time of a country with two workers",
            f"{two.processor / COUNTRIES:.1f} s",
            "one worker",
            f"{each:.1f} s",
            f"{two.processor / one.processor:.2f}",
        ),
        Result(
            "memory of a second worker with its PDF process",
            f"{(two.peak - one.peak) / 1024**2:.0f} MB",
            "the command with one worker",
            f"{one.peak / 1024**2:.0f} MB",
            f"{(two.peak - one.peak) / one.peak:.2f}",
        ),
        Result(
            "reading a file in the command, before the work",
            f"{own * 1000:.0f} ms",
            "the work for the country",
            f"{each:.1f} s",
            f"{own / each:.4f}",
        ),
        _on_paper(own, each),
    ]


def _on_paper(own: float, each: float) -> Result:
    """All Member States on a cluster: what the command does alone, then rounds of one country a worker."""
    rounds = math.ceil(EVERY / (COMPUTERS * PROCESSORS))
    cluster, alone = EVERY * own + rounds * each, EVERY * (own + each)
    return Result(
        f"on paper: {EVERY} countries on {COMPUTERS} computers of {PROCESSORS} processors",
        f"{cluster / 60:.1f} min",
        "one worker",
        f"{alone / 60:.1f} min",
        f"{cluster / alone:.3f}",
    )
