"""Reports as single HTML pages with inline styles and charts; no other resource is loaded."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup, escape

from reports.chinese import in_typography
from reports.figures.shapes import Chart
from reports.mirroring import in_direction
from reports.printed_questionnaire import PrintedQuestionnaire
from reports.resolution_report.report import ResolutionReport
from reports.review_report import ReviewReport
from reports.roadmap_report import Report
from reports.templating import templates_in
from translations import gettext, ngettext, pgettext

TEMPLATES = Path(__file__).parent / "templates"

_GETTEXT = {"_": gettext, "ngettext": ngettext, "pgettext": pgettext}
"""What templates look texts up by."""


def render_html(report: Report) -> str:
    """Render a roadmap report. Build and render it in the same language: its texts are already translated."""
    template = _environment().get_template("document.html")
    return in_typography(in_direction(template.render(report=report, **_GETTEXT)))


def render_questionnaire(form: PrintedQuestionnaire) -> str:
    """Render a printed questionnaire, in the language it was built in."""
    template = _environment().get_template("questionnaire.html")
    return in_typography(in_direction(template.render(form=form, **_GETTEXT)))


def render_review(report: ReviewReport) -> str:
    """Render a review report, in the language it was built in."""
    template = _environment().get_template("review_report.html")
    return in_typography(in_direction(template.render(report=report, **_GETTEXT)))


def render_resolution(report: ResolutionReport) -> str:
    """Render a report on the resolution, in the language it was built in."""
    template = _environment().get_template("resolution_report.html")
    return in_typography(in_direction(template.render(report=report, **_GETTEXT)))


def render_chart(chart: Chart) -> Markup:
    """Render a chart as an SVG element."""
    template = _environment().get_template("_figure.html")
    return Markup(getattr(template.module, "draw")(chart))  # noqa: B009, S704 -- a macro is no attribute for mypy; it escapes


def css_string(text: str) -> Markup:
    """A text as a quoted CSS string, safe for any content.

    >>> print(css_string('6" </style>'))
    "6\\22 \\20 \\3C \\2F style\\3E "
    """
    escaped = "".join(sign if sign.isalnum() else f"\\{ord(sign):X} " for sign in text)
    return Markup(f'"{escaped}"')  # noqa: S704 -- only letters, digits and escapes are left


_CODE = re.compile(r"(\([^\s()]{1,40}\)|（[!-~]{1,40}）)")
"""A code in brackets, of full width in Chinese."""


def keep_code(text: str) -> Markup:
    """The text with its codes in brackets not broken over lines.

    >>> print(keep_code("Pass the bill (L02-b); name it"))
    Pass the bill <span class="nowrap">(L02-b)</span>; name it
    """
    parts = _CODE.split(text)
    return Markup("").join(
        Markup('<span class="nowrap">{}</span>').format(part) if index % 2 else escape(part)
        for index, part in enumerate(parts)
    )


@cache
def _environment() -> Environment:
    environment = templates_in(TEMPLATES)
    environment.filters["css_string"] = css_string
    environment.filters["keep_code"] = keep_code
    return environment
