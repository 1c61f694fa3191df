"""The fields of the piece of evidence that is being edited, and what stands in them."""

from __future__ import annotations

import streamlit as st

from app_pages.questionnaire import drafts, saving
from app_pages.questionnaire.answer_form import Incomplete, evidence_of
from app_pages.shell import session
from app_pages.shell.audited_download import audited
from app_pages.shell.markup import as_markdown
from assessment import AssessmentError, Evidence
from assessment.audit_chain import AuditAction
from assessment.files.document_type import MAXIMUM_BYTES
from host.services import now, open_store, vault
from translations import gettext as _

FIELDS = (
    "title", "type", "issuer", "url", "dated", "place", "language", "public", "supports", "confidence",
)  # fmt: skip


def on_screen(indicator: str, title: str = "") -> Evidence:
    """The evidence in the fields; `title` where none is written. Raises Incomplete."""
    given = {name: session.field(indicator, f"evidence.{name}") for name in FIELDS}
    texts = {
        name: given[name] or ""
        for name in FIELDS
        if name not in ("type", "confidence", "public", "title")
    }
    return evidence_of(
        title=given["title"] or title,
        type=given["type"] or "other",
        confidence=given["confidence"],
        public=bool(given["public"]),
        **texts,
    )


ENDINGS = ("pdf", "docx", "xlsx", "odt")


def upload(assessment_id: str, indicator: str, place: int) -> None:
    """Where a file is chosen; it is stored at once. What is refused says why and changes nothing."""
    work = drafts.working(assessment_id, indicator)
    pieces = work.form.evidence if work is not None else ()
    held = pieces[place].file if place < len(pieces) else None
    if held is not None:
        st.caption(
            as_markdown(
                _("File: {name}, {size} kB").format(name=held.name, size=max(1, held.size // 1000))
            )
        )
        st.button(
            _("Take the file away from this evidence"),
            key=f"{indicator}.evidence.unfile",
            on_click=_take_away,
            args=(assessment_id, indicator, place),
        )
        return
    count = session.field(indicator, "evidence.uploads") or 0  # a new field after each file
    st.file_uploader(
        _("Or bring the file: PDF, DOCX, XLSX or ODT, at most {limit} MB; no pictures").format(
            limit=MAXIMUM_BYTES // 1_000_000
        ),
        type=list(ENDINGS),
        max_upload_size=MAXIMUM_BYTES // 1_000_000,
        key=f"{indicator}.evidence.upload.{count}",
        on_change=_bring,
        args=(assessment_id, indicator, place, count),
    )
    st.caption(
        _(
            "**No personal data of children and no abuse material, ever.** "
            "Name the law, the report or the case number instead."
        )
    )


def download(assessment_id: str, indicator: str, place: int, item: Evidence) -> None:
    """A button that hands the file out as an attachment, where there is one."""
    if item.file is None:
        return
    sha256, person = item.file.sha256, session.person()
    if not vault().has(sha256):
        st.caption(
            as_markdown(
                _("{name}: the file itself is on another computer.").format(name=item.file.name)
            )
        )
        return

    def content() -> bytes:
        open_store().file(assessment_id, sha256, person=person)  # this assessment's, or refused
        return vault().get(sha256)

    st.download_button(
        _("Download {name}").format(name=item.file.name),
        audited(assessment_id, item.file.name, content, AuditAction.DOWNLOADED),
        file_name=item.file.name,
        mime="application/octet-stream",
        on_click="ignore",
        key=f"{indicator}.evidence.file.{place}",
    )


@session.in_user_language
def _bring(assessment_id: str, indicator: str, place: int, count: int) -> None:
    given = session.field(indicator, f"evidence.upload.{count}")
    work = drafts.working(assessment_id, indicator)
    if given is None or work is None:
        return
    try:
        file = vault().put(given.getvalue(), given.name)
        open_store().add_file(assessment_id, file, person=session.person(), at=now())
        item = on_screen(indicator, title=file.name.rsplit(".", 1)[0])
    except (AssessmentError, Incomplete) as error:
        session.fill(indicator, **{"evidence.problem": str(error), "evidence.uploads": count + 1})
        return
    session.fill(
        indicator,
        **{
            "evidence.problem": "",
            "evidence.uploads": count + 1,
            "evidence.title": item.title,
        },
    )
    saving.save_evidence(assessment_id, indicator, place, item.model_copy(update={"file": file}))


@session.in_user_language
def _take_away(assessment_id: str, indicator: str, place: int) -> None:
    work = drafts.working(assessment_id, indicator)
    if work is not None and place < len(work.form.evidence):
        without = work.form.evidence[place].model_copy(update={"file": None})
        saving.save_evidence(assessment_id, indicator, place, without)
