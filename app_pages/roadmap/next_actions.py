"""The measures under way or due in the next months, each with its lead and first step."""

from __future__ import annotations

from datetime import date

from markupsafe import Markup

from app_pages.shell import labels
from app_pages.shell.markup import isolate, join
from assessment import Action, Roadmap, operational_plan
from questionnaires import Edition
from reports.formats import format_month, format_quarter
from translations import gettext as _
from translations import ngettext

MAXIMUM_LISTED = 5
MONTHS = 3
"""Length of the period from today or from the start of the plan, whichever is later."""


def render(edition: Edition, roadmap: Roadmap, today: date) -> Markup:
    """Return the list of actions; empty where the period has none."""
    first = max(today.replace(day=1), roadmap.start)
    actions = operational_plan(roadmap, first=first, months=MONTHS)
    if not actions:
        return Markup()
    more = len(actions) - MAXIMUM_LISTED
    return Markup("<h2>{}</h2><ol>{}</ol>{}").format(
        _("What comes first, from {month} on").format(month=format_month(first)),
        join(_line(edition, item) for item in actions[:MAXIMUM_LISTED]),
        Markup("<p class='cop-note'>{}</p>").format(
            ngettext(
                "And {count} more in the same three months; all are below.",
                "And {count} more in the same three months; all are below.",
                more,
            ).format(count=more)
        )
        if more > 0
        else Markup(),
    )


def _line(edition: Edition, item: Action) -> Markup:
    """Return one action: title, lead, end and first step."""
    key, measure = item.measure.id, item.measure
    lead = isolate(item.lead_name) or labels.content(
        measure.lead, "name", edition.role[measure.lead].name
    )
    step = (
        _("First step: {step}").format(
            step=labels.content(key, "first_steps.0", measure.first_steps[0])
        )
        if measure.first_steps
        else ""
    )
    return Markup("<li><strong>{}</strong> {}<br><span class='cop-note'>{} {}</span></li>").format(
        key,
        labels.content(key, "title", measure.title),
        _("{lead} leads, until {quarter}.").format(lead=lead, quarter=format_quarter(item.end)),
        step,
    )
