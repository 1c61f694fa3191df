"""Draw `docs/images/minister.png`: the two pages for a minister of the training country, side by side.

Needs `pdftoppm` (poppler-utils). Call it after a change of these pages: `python scripts/draw_minister.py`.
"""

from __future__ import annotations

import datetime as dt
import io
import subprocess
import sys
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from assessment.files.assessment_file import read_assessment  # noqa: E402
from assessment.model.readership import Reader, Readership  # noqa: E402
from questionnaires import load_published_edition  # noqa: E402
from reports import PdfWorker, build_report, render_html  # noqa: E402

PICTURE = ROOT / "docs" / "images" / "minister.png"
DAY = dt.date(2026, 11, 28)
DOTS_PER_INCH = 102
GAP, GROUND = 8, "#C9D2DA"
"""Pixels around the pages, and the colour there."""

COLOURS = 128


def main() -> None:
    """Render both pages and write the picture."""
    assessment = read_assessment(ROOT / "examples" / "xtc.yaml")
    edition = load_published_edition(assessment.edition)
    report = build_report(edition, assessment, date=DAY, readership=Readership(Reader.MINISTER))
    with PdfWorker() as worker:
        pdf = worker.submit(render_html(report), "").result(120)
    pages = [_page(pdf, number) for number in (1, 2)]
    width = sum(page.width for page in pages) + GAP * (len(pages) + 1)
    picture = Image.new("RGB", (width, pages[0].height + 2 * GAP), GROUND)
    for place, page in enumerate(pages):
        picture.paste(page, (GAP + place * (page.width + GAP), GAP))
    picture.quantize(COLOURS).save(PICTURE, optimize=True)


def _page(pdf: bytes, number: int) -> Image.Image:
    """One page as a picture."""
    command = ["pdftoppm", "-r", str(DOTS_PER_INCH), "-f", str(number), "-l", str(number), "-png", "-"]  # fmt: skip
    done = subprocess.run(command, input=pdf, capture_output=True, check=True)
    return Image.open(io.BytesIO(done.stdout)).convert("RGB")


if __name__ == "__main__":
    main()
