"""The page Excel, forms and paper: export as workbook, form or print; import with a preview."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from app_pages.data_exchange import import_preview
from app_pages.follow_up.reporting import led_plan
from app_pages.shell import labels, layout, session
from app_pages.shell.assessment_context import AssessmentContext, load_context
from app_pages.shell.audited_download import audited
from app_pages.shell.pdf_download import offer_pdf
from app_pages.workflow import edit_lock_banner
from assessment.access.editability import EditableArea
from assessment.countries import country_name
from exchange.pdf_form.origin import origin_fields
from exchange.workbook import write_workbook
from exchange.xlsform import write_xlsform
from exchange.xlsform.fields import FormNames
from host.services import now, open_store, today
from reports import FormBinding, build_questionnaire, render_questionnaire
from translations import gettext as _

SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show() -> None:
    """Draw the page."""
    chosen = layout.chosen_assessment()
    if chosen is None:
        return
    with layout.errors_shown():
        # Versions are read before the answers, so that a change saved in between is refused as stale and not overwritten.
        versions = open_store().versions(chosen, person=session.person())
        context = load_context(chosen)
        layout.show_sidebar(context)
        changes = edit_lock_banner.changes_of(context)
        st.html(
            layout.header(context) + edit_lock_banner.banner(context, changes, EditableArea.ANSWERS)
        )
        st.html(Markup("<h1>{}</h1>").format(_("Excel, forms and paper")))
        _show_exports(context)
        reports = changes.may(EditableArea.PROGRESS) and bool(led_plan(context).reporting)
        if changes.may_any(EditableArea.ANSWERS) or reports:
            import_preview.show(context, versions)


def _show_exports(context: AssessmentContext) -> None:
    """Draw the downloads; each file is built when its button is pressed."""
    st.write(
        _(
            "Send it by e-mail and let people fill it in with Excel or LibreOffice. They may sort, filter and format "
            "it. Bring it back here: you see what it would change before anything is stored. "
            "**No personal data of children and no abuse material, ever.**"
        )
    )
    suffix = "" if context.is_national else f"-{context.institution}"
    stem = f"{labels.file_stem(context.assessment)}{suffix}"
    st.download_button(
        _("Download the workbook"),
        audited(
            context.id,
            f"{stem}.xlsx",
            lambda: write_workbook(
                context.edition,
                context.assessment,
                context.institution,
                now(),
                assessment_id=context.id,
            ),
        ),
        file_name=f"{stem}.xlsx",
        mime=SPREADSHEET,
        type="primary",
        on_click="ignore",
        key="workbook.out",
    )
    with st.expander(_("For KoboToolbox or ODK"), key="form"):
        st.write(
            _(
                "The same questions as an XLSForm. Upload it there as a new form; when people have answered, export "
                "the submissions as CSV or JSON with XML values and headers, and bring that file back here."
            )
        )
        st.download_button(
            _("Download the form"),
            lambda: write_xlsform(context.edition, context.assessment, context.institution),
            file_name=f"{stem}-form.xlsx",
            mime=SPREADSHEET,
            on_click="ignore",
            key="form.out",
        )
    with st.expander(_("On paper"), key="paper-out"):
        _paper(context, stem)


def _paper(context: AssessmentContext, stem: str) -> None:
    """Draw the button that renders the questionnaire to print."""
    st.write(
        _(
            "Every question with its levels, hard cases and room for the answer, to print for a workshop or for an "
            "institution without a computer, or to fill in on a screen with any program for PDF. It holds none of your "
            "answers. Bring the filled-in file back below: save it, do not print it to another PDF."
        )
    )

    def document() -> tuple[str, str]:
        questionnaire = build_questionnaire(
            context.edition,
            profile=context.profile,
            date=today(),
            indicators=None if context.is_national else context.indicators,
            for_institution=not context.is_national,
            binding=FormBinding(
                FormNames(context.edition).of,
                origin_fields(
                    context.edition,
                    context.profile,
                    context.assessment,
                    context.institution,
                    assessment_id=context.id,
                ),
                country=country_name(context.assessment.country),
                institution="" if context.is_national else context.institution_name,
            ),
        )
        return render_questionnaire(questionnaire), ""

    with st.container(key="paper"):
        offer_pdf(
            _("Make the questionnaire to print"),
            document,
            f"questionnaire-{stem}.pdf",
            key="paper",
            kind="secondary",
        )
