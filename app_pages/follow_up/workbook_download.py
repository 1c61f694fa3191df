"""The download of the workbook in which an institution reports on the measures it leads."""

from __future__ import annotations

import streamlit as st

from app_pages.data_exchange.page import SPREADSHEET
from app_pages.shell import labels
from app_pages.shell.assessment_context import AssessmentContext
from app_pages.shell.audited_download import audited
from app_pages.shell.markup import as_markdown, isolate
from assessment import PlanSettings
from exchange.workbook import write_follow_up
from host.services import now
from translations import gettext as _


def offer_workbook(context: AssessmentContext, institution: str, plan: PlanSettings) -> None:
    """Draw the button; `plan` is what the institution reports on. The file is made when the button is pressed."""
    file = f"{labels.file_stem(context.assessment)}-{institution}-follow-up.xlsx"
    name = as_markdown(context.institution_names.get(institution, isolate(institution)))
    st.download_button(
        _("Workbook of the measures"),
        audited(
            context.id,
            file,
            lambda: write_follow_up(
                context.edition,
                context.assessment.model_copy(update={"plan": plan}),
                institution,
                now(),
                assessment_id=context.id,
            ),
        ),
        file_name=file,
        mime=SPREADSHEET,
        help=_("The measures that {institution} leads, for Excel or LibreOffice").format(
            institution=name
        ),
        on_click="ignore",
        key=f"follow-up.{institution}.workbook",
    )
