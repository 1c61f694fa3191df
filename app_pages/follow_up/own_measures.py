"""The measures that an institution leads: a row for each with its status, and the same as a workbook."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from app_pages.follow_up import measures, progress_rows
from app_pages.follow_up.reporting import led_plan
from app_pages.follow_up.workbook_download import offer_workbook
from app_pages.shell import layout
from app_pages.shell.assessment_context import AssessmentContext
from app_pages.shell.markup import isolate
from app_pages.shell.navigation.code_links import address, show_html, text_link
from app_pages.workflow import edit_lock_banner
from assessment import FollowUp
from assessment.access.editability import EditableArea
from assessment.planning.follow_up import led_rows
from host.services import today
from translations import gettext as _
from translations import ngettext


def show(context: AssessmentContext) -> None:
    """Draw the page."""
    plan = led_plan(context)
    rows = [row for row in led_rows(plan, today()) if row.measure_id in context.edition.measure]
    changes = edit_lock_banner.changes_of(context)
    st.html(
        layout.header(context)
        + (edit_lock_banner.banner(context, changes, EditableArea.PROGRESS) if rows else "")
        + Markup("<h1>{}</h1><p class='cop-lead'>{}</p>").format(
            title(context, len(rows)), _lead(rows)
        )
    )
    if not rows:
        return
    if changes.may(EditableArea.PROGRESS):
        progress_rows.show_own(context.id, context.edition, rows)
    else:
        show_html(measures.render_table(context.edition, _("Where the measures stand"), rows))
    offer_workbook(context, context.institution, plan)
    st.html(
        Markup('<p class="cop-note">{} {}</p>').format(
            _("Without a connection, fill in the workbook and bring it back:"),
            text_link(address("workbooks"), _("Excel, forms and paper")),
        )
    )


def title(context: AssessmentContext, count: int) -> str:
    """Return how many measures of the plan the institution leads, as a sentence without a full stop."""
    text = ngettext(
        "{institution} leads {count} measure of the plan",
        "{institution} leads {count} measures of the plan",
        count,
    )
    return text.format(institution=isolate(context.institution_name), count=count)


def _lead(rows: list[FollowUp]) -> str:
    if not rows:
        return _(
            "As soon as the coordinator gives you measures of the adopted plan, you say here where each stands."
        )
    late = sum(row.pace in measures.LATE for row in rows)
    asked = _(
        "Say where each stands. The coordinator sees what you report, and when; nothing else of the plan can be "
        "changed here."
    )
    if not late:
        return asked
    text = ngettext("{count} measure is late.", "{count} measures are late.", late)
    return f"{text.format(count=late)} {asked}"
