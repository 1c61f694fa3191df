"""What the public will see: choose the parts, look at the very pages, publish; take it back with a reason."""

from __future__ import annotations

import io
import zipfile

import streamlit as st
from markupsafe import Markup

from app_pages import frame, session, words
from app_pages.glance import Glance, load
from app_pages.markup import as_markdown
from app_pages.my_roles import roles_in
from app_pages.workplace import now, open_store
from assessment import AssessmentError, AssessmentState
from assessment.publication import PublicPart, part_name
from assessment.steps import Step, legal_steps
from assessment.store import StepTaken
from public.disclosing import disclose
from public.files import DOCUMENT, places_of, public_file
from public.pages import main_part, page_places, record_page
from public.record import PublicRecord
from questionnaires import Edition
from translations import gettext as _


@frame.of_one_assessment
def show(glance: Glance) -> None:
    taken = open_store().steps(glance.id, person=session.person())
    st.html(frame.header(glance) + Markup("<h1>{}</h1>").format(_("Publication")))
    problem = session.problem_of("publication", glance.id)
    if problem:
        frame.show_problem(problem)
    if glance.state is AssessmentState.PUBLISHED:
        _show_published(glance, taken)
    else:
        _show_choice(glance, taken)
    _show_decisions(glance.id)


def _show_choice(glance: Glance, taken: tuple[StepTaken, ...]) -> None:
    """The parts, what they look like, and the step, where it can be taken now."""
    may = _may(glance, Step.PUBLISH)
    if may:
        st.write(_("Nothing of this assessment is public. Choose what everybody may read."))
    else:
        st.write(
            _(
                "Nothing of this assessment is public. Once it is agreed, an approver can publish it; it is now: "
                "{state}. You can already look at what would be public."
            ).format(state=words.state_name(glance.state))
        )
    for part in PublicPart:
        st.checkbox(
            f"**{as_markdown(part_name(part))}**  \n{as_markdown(_meaning(part))}",
            key=f"public.{part.value}",
        )
    chosen = _ticked()
    if not chosen:
        st.caption(_("Choose at least one part to see it."))
        return
    edition, assessment = load(glance.id)
    _preview(edition, disclose(edition, assessment, chosen, now()))
    if may:
        st.write(
            _(
                "From then on everybody can read exactly this. What is published stays as it is, also when the plan "
                "is changed later."
            )
        )
        st.text_input(
            _("Why (if you like; it is kept inside)"), key="public.reason", max_chars=1000
        )
        st.button(
            _("Publish these parts"),
            type="primary",
            key="publish",
            on_click=_publish,
            args=(glance.id, len(taken), chosen),
        )


def _show_published(glance: Glance, taken: tuple[StepTaken, ...]) -> None:
    """Where it stands, and the way back."""
    address = f"/repository/{glance.country}/{glance.cycle}"
    newest = open_store().publications(glance.id, person=session.person())[-1]
    st.html(
        Markup('<p>{} <a href="{}" target="_blank" rel="noopener">{}</a></p>').format(
            _("Everybody can read: {parts}.").format(parts=", ".join(map(part_name, newest.parts))),
            address,
            address,
        )
    )
    if not _may(glance, Step.RETRACT):
        return
    frame.show_title(_("Take it back"))
    st.write(
        _(
            "The address then answers as if nothing had ever been there. Copies that others have made stay with them. "
            "Here it stays on file that it was published, and why it was taken back."
        )
    )
    st.text_input(_("Why, in one sentence"), key="public.reason", max_chars=1000)
    st.button(
        _("Take it back from the public"),
        key="retract",
        on_click=_take,
        args=(glance.id, Step.RETRACT, len(taken), ()),
    )


def _may(glance: Glance, step: Step) -> bool:
    """Whether the visitor can take a step now; the store decides by itself."""
    return any(item.step is step for item in legal_steps(glance.state, roles_in(glance.country)))


def _ticked() -> tuple[PublicPart, ...]:
    return tuple(part for part in PublicPart if session.field("public", part.value))


@session.speaking
def _publish(assessment_id: str, seen: int, previewed: tuple[PublicPart, ...]) -> None:
    """Publish what the preview shows; where the ticks have changed since it was drawn, look again."""
    if _ticked() == previewed:
        _take(assessment_id, Step.PUBLISH, seen, previewed)
        return
    session.note_problem(
        "publication",
        assessment_id,
        _(
            "The choice was changed before its preview was there. Nothing was published. Look at the preview, then "
            "press again."
        ),
    )


@session.speaking
def _take(assessment_id: str, step: Step, seen: int, parts: tuple[PublicPart, ...]) -> None:
    problem = ""
    try:
        open_store().take_step(
            assessment_id,
            step,
            seen=seen,
            person=session.person(),
            at=now(),
            reason=session.field("public", "reason") or "",
            parts=parts,
        )
    except AssessmentError as error:
        problem = str(error)
    else:
        session.fill("public", reason="")
    session.note_problem("publication", assessment_id, problem)


def _preview(edition: Edition, record: PublicRecord) -> None:
    """Each page as it will be, without the frame around it; and every file, byte for byte."""
    frame.show_title(_("What everybody will see"))
    for place in page_places(record, edition):
        page = record_page(record, edition, place)
        if page is not None:
            with st.expander(f"/repository/{record.address}{place}"):
                st.html(f'<div class="cop-public">{main_part(page)}</div>')
    st.download_button(
        _("All pages and files of the preview (ZIP)"),
        lambda: _packed(edition, record),
        file_name=f"preview-{record.country.lower()}-{record.cycle}.zip",
        mime="application/zip",
        on_click="ignore",
        key="public.zip",
    )


@session.speaking
def _packed(edition: Edition, record: PublicRecord) -> bytes:
    """Every public file but the PDF, of which it holds the page that is printed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for place in places_of(record, edition):
            found = public_file(record, edition, place)
            if found is not None:
                name = place.removesuffix(".pdf") if place == DOCUMENT else place or "/index"
                is_page = found.to_print or found.kind.startswith("text/html")
                packed.writestr(f"{record.address}{name}{'.html' if is_page else ''}", found.body)
    return out.getvalue()


def _show_decisions(assessment_id: str) -> None:
    """What was decided so far, by whom and when."""
    decisions = open_store().publications(assessment_id, person=session.person())
    if not decisions:
        return
    frame.show_title(_("What was decided"))
    here = session.clock()
    items = Markup("").join(
        Markup("<li>{}</li>").format(
            _("{when}, {who}: {what}").format(
                when=words.time_of_day(item.at, now=now(), clock=here),
                who=item.author,
                what=_("published {parts}").format(parts=", ".join(map(part_name, item.parts)))
                if item.parts
                else _("taken back"),
            )
        )
        for item in decisions
    )
    st.html(Markup("<ul>{}</ul>").format(items))


def _meaning(part: PublicPart) -> str:
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
    }[part]
