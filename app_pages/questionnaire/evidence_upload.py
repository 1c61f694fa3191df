"""Upload and download of the file of a piece of evidence."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import streamlit as st

from app_pages.questionnaire import drafts, evidence_saving, saving
from app_pages.questionnaire.evidence_saving import AREA
from app_pages.shell import session
from app_pages.shell.audited_download import audited
from app_pages.shell.forms import file_field, messages
from app_pages.shell.markup import as_markdown, isolate
from assessment import AssessmentError, Evidence
from assessment.audit_chain import AuditAction
from assessment.files.document_type import MAXIMUM_BYTES
from assessment.store import BlobState
from host.services import blob_store, now, open_store
from host.streamlit.upload_access import release_upload
from translations import gettext as _


def upload(assessment_id: str, indicator: str, index: int) -> None:
    """Draw the uploader, whose file is stored at once; or the name of the file with a button to remove it."""
    draft = drafts.get_draft(assessment_id, indicator)
    pieces = draft.form.evidence if draft is not None else ()
    file = pieces[index].file if index < len(pieces) else None
    if file is not None:
        st.caption(
            as_markdown(
                _("File: {name}, {size} kB").format(
                    name=isolate(file.name), size=max(1, file.size // 1000)
                )
            )
        )
        st.button(
            _("Take the file away from this evidence"),
            key=f"{indicator}.evidence.unfile",
            on_click=_remove_file,
            args=(assessment_id, indicator, index),
        )
        return
    count = (
        session.field(indicator, "evidence.uploads") or 0
    )  # changes the key, which empties the uploader after each file
    megabytes = MAXIMUM_BYTES // 1_000_000
    file_field.show(
        _("Or bring the file: PDF, DOCX, XLSX or ODT, at most {limit} MB; no pictures").format(
            limit=megabytes
        ),
        megabytes,
        remedy=_(
            "Bring a PDF, DOCX, XLSX or ODT. Save a larger one smaller, or name its web address instead."
        ),
        key=f"{indicator}.evidence.upload.{count}",
        on_change=_upload,
        args=(assessment_id, indicator, index, count),
    )
    messages.show(AREA, indicator, at="file")
    st.caption(
        _(
            "**No personal data of children and no abuse material, ever.** "
            "Name the law, the report or the case number instead."
        )
    )


def readable_hashes(assessment_id: str, evidence: Iterable[Evidence]) -> frozenset[str]:
    """Return the SHA-256 of the files of this evidence that the user may read; the store is not asked without a file."""
    named = {item.file.sha256 for item in evidence if item.file is not None}
    if not named:
        return frozenset()
    return open_store().readable_files(assessment_id, named, person=session.person())


def download(
    assessment_id: str, indicator: str, index: int, item: Evidence, readable: Collection[str]
) -> None:
    """Draw the download button of a piece's file; nothing without a file.

    A file that is not among the `readable` is shown as one on another computer: whether its content is held here is
    not disclosed.
    """
    if item.file is None:
        return
    sha256, person = item.file.sha256, session.person()
    state = blob_store().state_once(sha256) if sha256 in readable else BlobState.MISSING
    if state is not BlobState.INTACT:
        text = (
            _("{name}: the file was damaged on the disk. Bring it again, or ask for the backup.")
            if state is BlobState.DAMAGED
            else _("{name}: the file itself is on another computer.")
        )
        st.caption(as_markdown(text.format(name=isolate(item.file.name))))
        return

    def content() -> bytes:
        open_store().file(
            assessment_id, sha256, person=person
        )  # refuses files of other assessments
        return blob_store().get(sha256)

    st.download_button(
        as_markdown(_("Download {name}").format(name=isolate(item.file.name))),
        audited(assessment_id, item.file.name, content, AuditAction.DOWNLOADED),
        file_name=item.file.name,
        mime="application/octet-stream",
        on_click="ignore",
        key=f"{indicator}.evidence.file.{index}",
    )


@session.in_user_language
def _upload(assessment_id: str, indicator: str, index: int, count: int) -> None:
    uploaded = session.field(indicator, f"evidence.upload.{count}")
    draft = drafts.get_draft(assessment_id, indicator)
    if uploaded is None or draft is None:
        return
    release_upload(uploaded.file_id)  # its content is kept by `uploaded` until this call ends
    try:
        file = open_store().upload_file(
            assessment_id,
            uploaded.getvalue(),
            uploaded.name,
            blobs=blob_store(),
            person=session.person(),
            at=now(),
        )
    except AssessmentError as error:
        session.fill(indicator, **{"evidence.uploads": count + 1})
        messages.report(AREA, indicator, problem=str(error), at="file")
        return
    session.fill(indicator, **{"evidence.uploads": count + 1})
    messages.report(AREA, indicator)
    evidence_saving.save(assessment_id, indicator, index, file=file)


@session.in_user_language
def _remove_file(assessment_id: str, indicator: str, index: int) -> None:
    draft = drafts.get_draft(assessment_id, indicator)
    if draft is not None and index < len(draft.form.evidence):
        without = draft.form.evidence[index].model_copy(update={"file": None})
        saving.save_evidence(assessment_id, indicator, index, without)
