"""Checks of the documents: a PDF is made, and the fonts of further scripts are installed."""

from __future__ import annotations

from collections.abc import Iterator

from questionnaires import Problem
from reports import ReportError, make_pdf
from reports.pdf.fonts import SYSTEM_FONTS, installed_fonts
from reports.pdf.libraries import library_remedy
from translations import gettext as _

PAGE = '<html lang="en"><head><title>Check</title></head><body><p>Check · تحقق · 检查</p></body></html>'
"""A page with letters of three scripts."""

SECONDS = 60.0


def pdf_problems() -> Iterator[Problem]:
    """No PDF can be made: Pango is missing, or the process that makes them stops."""
    try:
        make_pdf(PAGE, "", seconds=SECONDS)
    except ReportError as error:
        remedy = library_remedy()
        what, _remedy, _rest = str(error).partition(": ")[2].partition(f" {remedy}")
        yield Problem("PDF", "", what, remedy)


def font_problems() -> Iterator[Problem]:
    """Fonts of scripts that no package of Python has are not installed."""
    missing = sorted(
        {font.file for font in SYSTEM_FONTS} - {font.file for font in installed_fonts()}
    )
    if missing:
        yield Problem(
            _("fonts"),
            "",
            _("some scripts are printed as codes: {files} is missing.").format(
                files=", ".join(missing)
            ),
            _("Install Debian's packages {packages}.").format(packages="fonts-noto-core"),
        )
