"""Reliability of the dates: likely and safe end of the plan and its milestones, and the measures that decide the end."""

from __future__ import annotations

from markupsafe import Markup

from app_pages.shell import labels
from app_pages.shell.markup import join, table
from assessment import Roadmap, ScheduleRisk
from assessment.planning.schedule_risk import MAXIMUM_CRITICAL
from questionnaires import Edition
from questionnaires.palette import pillar_class
from reports.formats import format_month, format_share
from reports.joining import listed
from translations import gettext as _
from translations import ngettext


def render(edition: Edition, roadmap: Roadmap, risk: ScheduleRisk) -> Markup:
    """Return the end dates, the deciding measures and a table of milestones; empty for an empty plan."""
    if risk.end is None:
        return Markup()
    return Markup("<h2>{}</h2><p>{}</p>{}{}").format(
        _("How sure the dates are"),
        _(
            "As planned, the last measure ends in {planned}. Half of 5,000 simulated courses end by {likely}, four "
            "in five by {safe}: that is the safe date to promise. {share} end in time."
        ).format(
            planned=format_month(risk.end.planned),
            likely=format_month(risk.end.likely),
            safe=format_month(risk.end.safe),
            share=format_share(risk.in_time),
        ),
        _deciding(edition, risk),
        _milestones(edition, roadmap, risk),
    )


def _deciding(edition: Edition, risk: ScheduleRisk) -> Markup:
    """Return the measures that most often decide the end, with their share of the simulated courses."""
    return Markup("<h3>{}</h3><ul>{}</ul>").format(
        _("What most often sets the end"),
        join(
            Markup("<li><strong>{}</strong> {} <span class='cop-note'>{}</span></li>").format(
                key,
                labels.content(key, "title", edition.measure[key].title),
                _("in {share} of the courses").format(share=format_share(share)),
            )
            for key, share in risk.criticality[:MAXIMUM_CRITICAL]
        ),
    )


def _milestones(edition: Edition, roadmap: Roadmap, risk: ScheduleRisk) -> Markup:
    """Return the planned, likely and safe date of each milestone as an expandable table."""
    rows = []
    for item in roadmap.milestones:
        dates = risk.milestones.get((item.indicator_id, item.level))
        if dates is not None:
            pillar = pillar_class(edition, edition.pillar_of[item.indicator_id].id)
            rows.append(
                (
                    Markup(
                        '<strong class="cop-letter {}">{}</strong> {} '
                        '<span class="cop-note">{}</span>'
                    ).format(
                        pillar,
                        item.indicator_id,
                        _("reaches level {level}").format(level=item.level),
                        listed(item.action_ids),
                    ),
                    format_month(dates.planned),
                    format_month(dates.likely),
                    format_month(dates.safe),
                )
            )
    return Markup("<details><summary>{}</summary>{}</details>").format(
        ngettext(
            "The dates of {count} milestone", "The dates of {count} milestones", len(rows)
        ).format(count=len(rows)),
        table(
            _("Likely: half of the courses are there by then. Safe: four in five are."),
            (_("Milestone"), _("Planned"), _("Likely"), _("Safe")),
            rows,
        ),
    )
