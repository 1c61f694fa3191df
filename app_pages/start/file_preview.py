"""An assessment file that someone brings: every problem in it, or what it holds, before it is stored."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from app_pages.shell import labels as shell_labels
from app_pages.shell import layout, session
from app_pages.shell.markup import as_markdown
from assessment import Assessment, InvalidAssessment, Standing
from assessment.files.assessment_file import fit_assessment, parse_assessment
from host.services import edition_of, now, open_store, today
from questionnaires import Edition, Problem, edition_ids
from translations import gettext as _
from translations import ngettext

MEGABYTES = 10


def show() -> None:
    given = st.file_uploader(
        _("An assessment file (YAML or JSON, at most {limit} MB)").format(limit=MEGABYTES),
        type=["yaml", "yml", "json"],
        max_upload_size=MEGABYTES,
        key="file.given",
    )
    if given is None:
        return
    try:
        edition, assessment = read(given.getvalue(), given.name)
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
    st.write(as_markdown(_in_words(edition, assessment)))
    if st.button(_("Store it as a new assessment"), type="primary", key="file.go"):
        key = open_store().import_assessment(
            assessment, edition_hash=edition.content_hash, person=session.person(), at=now()
        )
        st.switch_page(session.pages()["answer"], query_params=session.address(key))


def read(data: bytes, name: str) -> tuple[Edition, Assessment]:
    """The assessment in a file, with the levels that its parts give, and its edition. Raises InvalidAssessment with every problem."""
    assessment = parse_assessment(data, name)
    if assessment.edition not in edition_ids():
        raise InvalidAssessment(replace(item, file=name) for item in _edition_missing(assessment))
    edition = edition_of(assessment.edition)
    return edition, fit_assessment(assessment, edition, name, today=today())


def _in_words(edition: Edition, assessment: Assessment) -> str:
    asked = edition.profile_indicators(assessment.profile)
    text = _("{name}, {profile}: {answered} of {asked} questions have an answer.").format(
        name=shell_labels.assessment_name(assessment.country, assessment.cycle),
        profile=shell_labels.profile_name(edition, assessment.profile),
        answered=sum(key in assessment.answers for key in asked),
        asked=len(asked),
    )
    if assessment.standing is Standing.ILLUSTRATIVE:
        text += " " + _("Illustrative: compiled from public sources, not the country’s assessment.")
    return text


def _edition_missing(assessment: Assessment) -> list[Problem]:
    return [
        Problem(
            "",
            "edition",
            _("edition '{edition}' is not installed.").format(edition=assessment.edition),
            _("Here are: {ids}. Correct the id, or add the edition's folder.").format(
                ids=", ".join(edition_ids())
            ),
        )
    ]
