"""The letter that asks a leading institution where its measures stand."""

from __future__ import annotations

from collections.abc import Iterable

from app_pages.follow_up import measures
from app_pages.institutions.letter import is_reachable, link
from app_pages.shell import labels
from app_pages.shell.assessment_context import AssessmentContext
from assessment import FollowUp, Institution
from assessment.countries import country_name
from translations import gettext as _
from translations import ngettext


def subject(context: AssessmentContext) -> str:
    """Return the subject of the letter."""
    return _("Child online protection: where your measures stand ({assessment})").format(
        assessment=labels.assessment_name(context.country, context.cycle)
    )


def request(
    context: AssessmentContext,
    institution: Institution,
    rows: Iterable[FollowUp],
    url: str | None,
) -> str:
    """Return the text of the letter with a line for each measure; `url` is that of the current request."""
    rows = tuple(rows)
    lines = (
        _("{id} {title} ({period}): {pace}").format(
            id=row.measure_id,
            title=measures.title_of(context.edition, row.measure_id),
            period=measures.period(row.planned),
            pace=measures.pace_name(row.pace),
        )
        for row in rows
    )
    if url is None or not is_reachable(url):
        how: tuple[str, ...] = (
            _(
                "The measures are in the workbook attached to this letter. Choose a status in each row, save the file, "
                "and send it back."
            ),
        )
    else:
        how = (
            _("Choose a status for each here; it is saved at once:"),
            link(url, context.id, institution.id, "follow-up"),
        )
    return "\n\n".join(
        (
            ngettext(
                "{country} has adopted a plan to protect children online. Your institution leads {count} measure of it. "
                "Please tell us where it stands: not started, under way, done or stopped, since when, and a sentence.",
                "{country} has adopted a plan to protect children online. Your institution leads {count} measures of it. "
                "Please tell us where each stands: not started, under way, done or stopped, since when, and a sentence.",
                len(rows),
            ).format(country=country_name(context.country), count=len(rows)),
            "\n".join(lines),
            *how,
            _("No personal data of children and no abuse material, ever."),
        )
    )
