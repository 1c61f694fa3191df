"""Import of an assessment file: its problems, or a preview before it is stored."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from app_pages.shell import labels, layout, session
from app_pages.shell.forms import file_field
from app_pages.shell.markup import as_markdown
from app_pages.start import look_alikes
from assessment import Assessment, InvalidAssessment
from assessment.files.assessment_file import fit_assessment, parse_assessment
from assessment.files.foreign_kind import is_pdf
from host.services import edition_of, now, open_store, today
from questionnaires import Edition, Problem, edition_ids
from reports import ATTACHMENT_NAME, ReportError, uploaded_assessment
from reports.basis_labels import standing_note
from reports.joining import listed
from translations import gettext as _
from translations import ngettext

MAXIMUM_MEGABYTES = 10


def show() -> None:
    """Draw the uploader, then every problem of the file, or its preview with the button to store it."""
    uploaded = file_field.show(
        _(
            "An assessment file (YAML or JSON), or a roadmap that this toolkit wrote as a PDF (at most {limit} MB)"
        ).format(limit=MAXIMUM_MEGABYTES),
        MAXIMUM_MEGABYTES,
        remedy=_(
            "Bring an assessment file as YAML or JSON, or a PDF of this toolkit; a PDF made without annexes is smaller."
        ),
        key="file.given",
    )
    if uploaded is None:
        return
    try:
        edition, assessment = read(uploaded.getvalue(), uploaded.name)
    except ReportError as error:
        layout.show_problem(str(error))
        return
    except InvalidAssessment as error:
        count = len(error.problems)
        st.write(
            ngettext(
                "This file can’t be used yet. It has {count} problem:",
                "This file can’t be used yet. It has {count} problems:",
                count,
            ).format(count=count)
        )
        layout.show_problem(str(error))
        return
    st.write(as_markdown(_summary(edition, assessment)))
    pressed = st.button(_("Store it as a new assessment"), type="primary", key="file.go")
    wanted = (assessment.country, assessment.cycle, assessment.profile, assessment.standing)
    if look_alikes.confirmed(wanted, pressed=pressed, key="file"):
        key = open_store().import_assessment(
            assessment, edition_hash=edition.content_hash, person=session.person(), at=now()
        )
        st.switch_page(session.pages()["home"], query_params=session.query_params(key))


def read(data: bytes, name: str) -> tuple[Edition, Assessment]:
    """Return the edition and the assessment of a file, with levels derived from details.

    A PDF gives the assessment attached to it. Raises InvalidAssessment with every problem, and ReportError for a PDF
    without one.
    """
    if is_pdf(data):
        data, name = uploaded_assessment(data, name), f"{name}: {ATTACHMENT_NAME}"
    assessment = parse_assessment(data, name)
    if assessment.edition not in edition_ids():
        raise InvalidAssessment(replace(item, file=name) for item in _edition_missing(assessment))
    edition = edition_of(assessment.edition)
    return edition, fit_assessment(assessment, edition, name, today=today())


def _summary(edition: Edition, assessment: Assessment) -> str:
    indicators = edition.profile_indicators(assessment.profile)
    text = ngettext(
        "{name}, {profile}: {answered} of {asked} question has an answer.",
        "{name}, {profile}: {answered} of {asked} questions have an answer.",
        len(indicators),
    ).format(
        name=labels.assessment_name(assessment.country, assessment.cycle),
        profile=labels.profile_name(edition, assessment.profile),
        answered=sum(key in assessment.answers for key in indicators),
        asked=len(indicators),
    )
    return " ".join(filter(None, (text, standing_note(assessment.standing))))


def _edition_missing(assessment: Assessment) -> list[Problem]:
    return [
        Problem(
            "",
            "edition",
            _("edition '{edition}' is not installed.").format(edition=assessment.edition),
            _("Here are: {ids}. Correct the id, or add the edition's folder.").format(
                ids=listed(edition_ids())
            ),
        )
    ]
