"""The page Publication: choice and preview of the public parts, publication, retraction with a reason."""

from __future__ import annotations

import io
import zipfile

import streamlit as st
from markupsafe import Markup

from app_pages.shell import labels, layout, session
from app_pages.shell.assessment_context import AssessmentContext, load
from app_pages.shell.forms import kept_text, messages
from app_pages.shell.level_basis import current_basis
from app_pages.shell.markup import as_markdown, isolate
from app_pages.shell.roles import roles_in
from app_pages.shell.workflow_labels import transition_label
from assessment import AssessmentError, AssessmentState
from assessment.model.roles import AccessRole
from assessment.store import StoredTransition
from assessment.workflow.publication import PublicPart, part_name
from assessment.workflow.states import Transition, legal_transitions
from host.services import now, open_store
from public.addresses import root
from public.files import DOCUMENT, public_file, public_paths
from public.pages import main_part, page_paths, record_page
from public.record import PublicRecord
from public.redaction import to_public_record
from questionnaires import Edition
from reports.joining import listed
from translations import gettext as _


@layout.assessment_page
def show(context: AssessmentContext) -> None:
    """Draw the page."""
    transitions = open_store().transitions(context.id, person=session.person())
    st.html(layout.header(context) + Markup("<h1>{}</h1>").format(_("Publication")))
    with messages.here_unless_drawn("publication", context.id):
        if context.state is AssessmentState.PUBLISHED:
            _show_published(context, transitions)
        else:
            _show_choice(context, transitions)
    _show_decisions(context.id)


def _show_choice(context: AssessmentContext, transitions: tuple[StoredTransition, ...]) -> None:
    """Draw the choice of parts, their preview and, where the user may publish, the button."""
    may_publish = _may_apply(context, Transition.PUBLISH)
    if may_publish:
        st.write(_("Nothing of this assessment is public. Choose what everybody may read."))
    else:
        st.write(
            _(
                "Nothing of this assessment is public. Once it is agreed, an approver can publish it; it is now: "
                "{state}. You can already look at what would be public."
            ).format(state=labels.state_name(context.state))
        )
    for part in PublicPart:
        st.checkbox(
            f"**{as_markdown(part_name(part))}**  \n{as_markdown(_description(part))}",
            key=f"public.{part.value}",
        )
    chosen = _chosen_parts()
    if PublicPart.PROFILE in chosen:
        st.checkbox(_consent_text(), key="public.counted")
    if not chosen:
        st.caption(_("Choose at least one part to see it."))
        return
    edition, assessment = load(context.id)
    basis = current_basis(context.id, edition, assessment)
    _preview(edition, to_public_record(edition, assessment, chosen, now(), basis))
    if may_publish:
        st.write(
            _(
                "From then on everybody can read exactly this. What is published stays as it is, also when the plan "
                "is changed later."
            )
        )
        kept_text.keep(kept_text.KeptText("publish.reason", "public.reason", ""))
        st.text_input(_("Why (if you like; it is kept inside)"), key="public.reason")
        messages.show("publication", context.id)
        st.button(
            _("Publish these parts"),
            type="primary",
            key="publish",
            on_click=_publish,
            args=(context.id, len(transitions), chosen),
        )


def _show_published(context: AssessmentContext, transitions: tuple[StoredTransition, ...]) -> None:
    """Draw the public parts with their address and, where the user may retract, the form for it."""
    address = f"{root()}/{context.country}/{context.cycle}"
    newest = open_store().publications(context.id, person=session.person())[-1]
    st.html(
        Markup('<p>{} <a href="{}" target="_blank" rel="noopener">{}</a></p>').format(
            _("Everybody can read: {parts}.").format(parts=listed(map(part_name, newest.parts))),
            address,
            address,
        )
    )
    if PublicPart.PROFILE in newest.parts:
        _show_consent(context)
    if not _may_apply(context, Transition.RETRACT):
        return
    layout.show_title(_("Take back what is public"))
    st.write(
        _(
            "The address then answers as if nothing had ever been there. Copies that others have made stay with them. "
            "Here it stays on file that it was published, and why it was taken back."
        )
    )
    kept_text.keep(kept_text.KeptText("retract.reason", "public.reason", ""))
    st.text_input(_("Why, in one sentence"), key="public.reason")
    messages.show("publication", context.id)
    st.button(
        _("Take it back from the public"),
        key="retract",
        on_click=_apply,
        args=(context.id, Transition.RETRACT, len(transitions), ()),
    )


def _consent_text() -> str:
    return _("The profile may be counted, without the name of the country, in comparisons.")


def _show_consent(context: AssessmentContext) -> None:
    """Draw whether the profile is counted in comparisons and, for an approver, the button that changes it."""
    is_counted = open_store().consent(context.id, person=session.person())
    st.write(
        _("The profile is counted, without the name of the country, in comparisons.")
        if is_counted
        else _("The profile is not counted in comparisons.")
    )
    if AccessRole.APPROVER in roles_in(context.country):
        st.button(
            _("Count it no longer") if is_counted else _("Let it be counted"),
            key="public.consent",
            on_click=_set_consent,
            args=(context.id, not is_counted),
        )


@session.in_user_language
def _set_consent(assessment_id: str, given: bool) -> None:  # noqa: FBT001 -- the argument of a callback
    """Give or withdraw the consent; a refusal becomes a message."""
    try:
        open_store().set_consent(assessment_id, given=given, person=session.person(), at=now())
    except AssessmentError as error:
        messages.report("publication", assessment_id, problem=str(error))


def _may_apply(context: AssessmentContext, transition: Transition) -> bool:
    """Whether the user may apply a transition now. The store checks again by itself."""
    return any(
        item.transition is transition
        for item in legal_transitions(context.state, roles_in(context.country))
    )


def _chosen_parts() -> tuple[PublicPart, ...]:
    """Return the checked parts."""
    return tuple(part for part in PublicPart if session.field("public", part.value))


@session.in_user_language
def _publish(assessment_id: str, seen: int, previewed: tuple[PublicPart, ...]) -> None:
    """Publish the previewed parts; refuse where the choice has changed since the preview was drawn."""
    if _chosen_parts() == previewed:
        _apply(assessment_id, Transition.PUBLISH, seen, previewed)
        return
    messages.report(
        "publication",
        assessment_id,
        problem=_(
            "The choice was changed before its preview was there. Nothing was published. Look at the preview, then "
            "press again."
        ),
    )


@session.in_user_language
def _apply(
    assessment_id: str, transition: Transition, seen: int, parts: tuple[PublicPart, ...]
) -> None:
    """Apply a transition with the reason in its field; a refusal becomes a message and the field keeps its text.

    `seen` is the number of transitions on the screen.
    """
    try:
        open_store().apply_transition(
            assessment_id,
            transition,
            seen=seen,
            person=session.person(),
            at=now(),
            reason=session.field("public", "reason") or "",
            parts=parts,
            is_counted=bool(session.field("public", "counted")) and PublicPart.PROFILE in parts,
        )
    except AssessmentError as error:
        messages.report("publication", assessment_id, problem=str(error))
    else:
        kept_text.done(f"{transition.value}.reason", session.field("public", "reason"))
        session.fill("public", reason="")
        messages.report(
            "publication",
            assessment_id,
            done=_("{step}.").format(step=transition_label(transition)),
            at=messages.TOP,
        )


def _preview(edition: Edition, record: PublicRecord) -> None:
    """Draw the main part of every public page, and the download of all pages and files."""
    layout.show_title(_("What everybody will see"))
    for path in page_paths(record, edition):
        page = record_page(record, edition, path)
        if page is not None:
            with st.expander(f"{root()}/{record.address}{path}"):
                st.html(f'<div class="cop-public">{main_part(page)}</div>')
    st.download_button(
        _("All pages and files of the preview (ZIP)"),
        lambda: _zip(edition, record),
        file_name=f"preview-{record.country.lower()}-{record.cycle}.zip",
        mime="application/zip",
        on_click="ignore",
        key="public.zip",
    )


@session.in_user_language
def _zip(edition: Edition, record: PublicRecord) -> bytes:
    """Return a ZIP of every public file; in place of the PDF, the HTML page it is rendered from."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in public_paths(record, edition):
            file = public_file(record, edition, path)
            if file is not None:
                name = path.removesuffix(".pdf") if path == DOCUMENT else path or "/index"
                is_page = file.to_print or file.media_type.startswith("text/html")
                archive.writestr(f"{record.address}{name}{'.html' if is_page else ''}", file.body)
    return out.getvalue()


def _show_decisions(assessment_id: str) -> None:
    """Draw the publications and retractions so far with author and time."""
    decisions = open_store().publications(assessment_id, person=session.person())
    if not decisions:
        return
    layout.show_title(_("What was decided"))
    zone = session.time_zone()
    items = Markup("").join(
        Markup("<li>{}</li>").format(
            _("{when}, {who}: {what}").format(
                when=labels.time_of_day(item.at, now=now(), zone=zone),
                who=isolate(item.author),
                what=_("published {parts}").format(parts=listed(map(part_name, item.parts)))
                if item.parts
                else _("taken back"),
            )
        )
        for item in decisions
    )
    st.html(Markup("<ul>{}</ul>").format(items))


def _description(part: PublicPart) -> str:
    """Return what a part contains and leaves out."""
    return {
        PublicPart.PROFILE: _(
            "Scores of the whole, the pillars and the invitations, with coverage and bounds; no level of a question."
        ),
        PublicPart.ROADMAP: _(
            "Measures with months, lead, status, costs and funding; milestones with the level to be reached. No reasons "
            "and notes."
        ),
        PublicPart.ANSWERS: _(
            "For each question the level or status, with the reason and the comment as they were typed. Not what "
            "institutions said."
        ),
        PublicPart.EVIDENCE: _(
            "Title, issuer, date, place and address of documents marked as public. No files."
        ),
        PublicPart.FIGURES: _("Figures of the statistics with year, group and source. No notes."),
    }[part]
