"""A report as one HTML page: style and drawings stand inside it, nothing else is read."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup

from reports.printed_questionnaire import PrintedQuestionnaire
from reports.review_report import ReviewReport
from reports.roadmap_report import Report
from reports.templating import templates_in
from translations import gettext, ngettext

TEMPLATES = Path(__file__).parent / "templates"


def render_html(report: Report) -> str:
    """The report in HTML. The report's own texts are in the language it was built in; build and render in one."""
    template = _environment().get_template("document.html")
    return template.render(report=report, _=gettext, ngettext=ngettext)


def render_questionnaire(form: PrintedQuestionnaire) -> str:
    """The printed questionnaire in HTML, under the same rule about languages."""
    template = _environment().get_template("questionnaire.html")
    return template.render(form=form, _=gettext, ngettext=ngettext)


def render_review(report: ReviewReport) -> str:
    """The report of a review in HTML, under the same rule about languages."""
    template = _environment().get_template("review_report.html")
    return template.render(report=report, _=gettext, ngettext=ngettext)


def css_string(text: str) -> Markup:
    """A text as a string of a style sheet: whatever stands in it, it ends where it should.

    >>> print(css_string('6" </style>'))
    "6\\22 \\20 \\3C \\2F style\\3E "
    """
    escaped = "".join(sign if sign.isalnum() else f"\\{ord(sign):X} " for sign in text)
    return Markup(f'"{escaped}"')  # noqa: S704 -- only letters, digits and escapes are left


@cache
def _environment() -> Environment:
    environment = templates_in(TEMPLATES)
    environment.filters["css_string"] = css_string
    return environment
