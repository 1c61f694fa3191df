"""The institutions one below the other: how far each is, and what the coordinator can send it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import streamlit as st
from markupsafe import Markup

from app_pages.institutions import letter
from app_pages.shell import labels, layout, session
from app_pages.shell.assessment_context import AssessmentContext
from app_pages.shell.audited_download import audited
from app_pages.shell.forms import messages
from app_pages.shell.markup import as_markdown, isolate, join
from assessment import NATIONAL, Institution
from assessment.answers.completeness import Completeness, completeness
from assessment.answers.settlement import answers_of, assigned_indicators
from assessment.cycles.next_cycle import not_looked_at
from assessment.errors import AssessmentError
from assessment.model.assessment import FIRST_CYCLE, LAST_CYCLE
from assessment.values.days import read_day
from assessment.values.unreadable import Unreadable
from assessment.workflow.invitations import (
    InvitationEvent,
    InvitationState,
    InvitationStatus,
    common_deadline,
    invitation_status,
)
from exchange.workbook import write_workbook, write_workbooks
from host.services import now, open_store, today
from reports.formats import format_day
from translations import gettext as _

SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def state_name(state: InvitationState) -> str:
    """Return the name of the state of an invitation."""
    match state:
        case InvitationState.NOT_SENT:
            return _("not sent")
        case InvitationState.SENT:
            return _("sent")
        case InvitationState.OPENED:
            return _("opened")
        case InvitationState.ANSWERING:
            return _("answering")
        case InvitationState.SIGNED_OFF:
            return _("signed off")
        case InvitationState.LATE:
            return _("late")


def show(context: AssessmentContext, events: tuple[InvitationEvent, ...], *, locked: bool) -> None:
    """Draw the deadline of all, a row for each institution, and the workbooks of all; only facts where `locked`."""
    saves = open_store().newest_answers(context.id, person=session.person())
    layout.show_title(_("Progress by institution"))
    if not locked:
        _deadline_field(context, NATIONAL, common_deadline(events), _("Deadline of all"))
    if not letter.is_reachable(st.context.url):
        st.caption(
            _(
                "This toolkit runs on this computer alone, and nobody else can open a link to it. Send workbooks, and "
                "bring them back on the page “Excel, forms and paper”. For links, run it on a server; its README says how."
            )
        )
    for item in context.assessment.institutions:
        inherited = not_looked_at(
            answers_of(context.assessment, item.id),
            assigned_indicators(context.edition, context.assessment, item.id),
        )
        times = (
            saved.at
            for key, saved in saves.get(item.id, {}).items()
            if saved.at is not None and key not in inherited
        )
        _row(context, item, events, max(times, default=None), len(inherited), locked=locked)
    stem = labels.file_stem(context.assessment)
    st.download_button(
        _("Workbooks of all institutions (zip)"),
        audited(
            context.id,
            f"{stem}.zip",
            lambda: write_workbooks(
                context.edition, context.assessment, now(), assessment_id=context.id, stem=stem
            ),
        ),
        file_name=f"{stem}-workbooks.zip",
        mime="application/zip",
        on_click="ignore",
        key="institutions.workbooks",
    )


def _row(
    context: AssessmentContext,
    institution: Institution,
    events: tuple[InvitationEvent, ...],
    last_saved: dt.datetime | None,
    inherited: int,
    *,
    locked: bool,
) -> None:
    """Draw an institution; `inherited` answers are of the last cycle, and it has not said them again."""
    done = completeness(context.edition, context.assessment, institution.id)
    status = invitation_status(
        institution.id,
        events,
        asked=done.total,
        answered=done.answered - inherited,
        last_saved=last_saved,
    )
    with st.container(border=True, key=f"invitation-{institution.id}", gap="small"):
        st.html(_facts(institution, status, done))
        messages.show("institutions", context.id, at=f"row {institution.id}")
        with st.container(horizontal=True, gap="small"):
            _actions(context, institution, status, locked=locked)


def _facts(institution: Institution, status: InvitationStatus, done: Completeness) -> Markup:
    """Return the name, the state and the dates of an institution as a description list."""
    state = status.state(today())
    kind = {InvitationState.LATE: "problem", InvitationState.SIGNED_OFF: "good"}.get(state, "plain")
    return Markup(
        '<h3 id="institution-{}">{} <span class="cop-state {}">{}</span></h3><dl class="cop-facts">{}</dl>'
    ).format(
        institution.id,
        isolate(institution.name),
        kind,
        state_name(state),
        join(
            Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(name, text)
            for name, text in _dates(status, done)
        ),
    )


def _dates(status: InvitationStatus, done: Completeness) -> Iterator[tuple[str, str]]:
    yield _("Sent"), _day(status.sent_at)
    if status.reminded_at is not None:
        yield _("Reminded"), _day(status.reminded_at)
    yield _("Opened"), _day(status.opened_at)
    yield (
        _("Answered"),
        _("{part} of {whole}").format(part=status.answered, whole=status.asked),
    )
    yield (
        _("With evidence"),
        _("{part} of {whole}").format(part=done.proven, whole=done.claims),
    )
    yield _("Last seen"), _day(status.last_seen)
    yield _("Deadline"), format_day(status.deadline) if status.deadline else "–"
    if status.sign_off is not None:
        text = _("{name}, {day}").format(
            name=isolate(status.sign_off.name), day=_day(status.sign_off.at)
        )
        if status.sign_off.is_outdated:
            text = _("{signed}; answers were changed since").format(signed=text)
        yield _("Signed off"), text


def _day(at: dt.datetime | None) -> str:
    return format_day(at.astimezone(session.time_zone()).date()) if at is not None else "–"


def _actions(
    context: AssessmentContext,
    institution: Institution,
    status: InvitationStatus,
    *,
    locked: bool,
) -> None:
    """Draw what can be sent to an institution; its name is in the help of each button, which a screen reader reads with the label."""
    url, name = st.context.url, as_markdown(isolate(institution.name))
    key = f"invitation.{institution.id}"
    if not locked:
        _letter_button(
            context,
            institution,
            _("E-mail"),
            _("Open the invitation of {institution} in your mail program"),
            letter.invitation(context, institution, status.deadline, url),
            is_reminder=False,
        )
        was_asked = status.sent_at is not None or status.last_seen is not None
        if was_asked and status.asked > status.answered and status.sign_off is None:
            _letter_button(
                context,
                institution,
                _("Remind"),
                _("Open a reminder to {institution} in your mail program"),
                letter.reminder(context, institution, status.deadline, status.answered, url),
                is_reminder=True,
            )
    if url is not None and letter.is_reachable(url):
        with st.popover(_("Copy link"), key=f"{key}.link"):
            st.code(letter.link(url, context.id, institution.id), language=None, wrap_lines=True)
    file = f"{labels.file_stem(context.assessment)}-{institution.id}.xlsx"
    st.download_button(
        _("Workbook"),
        audited(
            context.id,
            file,
            lambda: write_workbook(
                context.edition,
                context.assessment,
                institution.id,
                now(),
                assessment_id=context.id,
            ),
        ),
        file_name=file,
        mime=SPREADSHEET,
        help=_("The questions of {institution} for Excel or LibreOffice").format(institution=name),
        on_click="ignore",
        key=f"{key}.workbook",
    )
    if not locked:
        if status.sent_at is None:
            st.button(
                _("I have sent it"),
                help=_("Note today as the day on which {institution} was invited").format(
                    institution=name
                ),
                key=f"{key}.sent",
                on_click=_record,
                args=(context.id, institution.id),
                kwargs={"is_reminder": False},
            )
        with st.popover(_("Deadline"), key=f"{key}.until"):
            _deadline_field(
                context,
                institution.id,
                status.deadline if status.has_own_deadline else None,
                _("Own deadline of {institution}").format(institution=name),
            )


def _deadline_field(
    context: AssessmentContext, institution: str, stored: dt.date | None, label: str
) -> None:
    subject = f"deadline.{institution}"
    place = _place_of_deadline(context.id, institution)
    if not messages.problem_of("institutions", place):  # a refused text stays as it was typed
        session.hydrate(subject, day="" if stored is None else stored.isoformat())
    st.text_input(
        label,
        placeholder=_("2026-05-31"),
        key=f"{subject}.day",
        on_change=_set_deadline,
        args=(context.id, institution),
        width=280,
    )
    messages.show("institutions", place)


def _letter_button(
    context: AssessmentContext,
    institution: Institution,
    label: str,
    help_text: str,
    body: str,
    *,
    is_reminder: bool,
) -> None:
    """Draw a link that opens a letter in the mail program and records that it was sent."""
    st.link_button(
        label,
        letter.mailto(institution.contact, letter.subject(context), body),
        help=help_text.format(institution=as_markdown(isolate(institution.name))),
        key=f"invitation.{institution.id}.{'remind' if is_reminder else 'mail'}",
        on_click=_record,
        args=(context.id, institution.id),
        kwargs={"is_reminder": is_reminder},
    )


def _place_of_deadline(assessment_id: str, institution: str) -> str:
    """Return the subject of messages on the deadline of an institution, or with `NATIONAL` of all."""
    return f"{assessment_id} deadline {institution}"


@session.in_user_language
def _record(assessment_id: str, institution: str, *, is_reminder: bool) -> None:
    """Callback: record that a letter was sent."""
    try:
        open_store().record_letter(
            assessment_id, institution, is_reminder=is_reminder, person=session.person(), at=now()
        )
    except AssessmentError as error:
        messages.report("institutions", assessment_id, problem=str(error), at=f"row {institution}")
    else:
        messages.report("institutions", assessment_id)


def _read_deadline(text: str) -> dt.date | None:
    """Return the day of a text; None for an empty one. Raises Unreadable, also outside the years of cycles."""
    day = read_day(text)
    if not day:
        return None
    if day.isdigit():
        raise Unreadable(
            _("'{text}' is a year alone.").format(text=day), _("Write the day like 2026-05-31.")
        )
    deadline = dt.date.fromisoformat(day)
    if not FIRST_CYCLE <= deadline.year <= LAST_CYCLE:
        raise Unreadable(
            _("{day} can't be a deadline.").format(day=day),
            _("Write a day of the years {first} to {last}.").format(
                first=FIRST_CYCLE, last=LAST_CYCLE
            ),
        )
    return deadline


@session.in_user_language
def _set_deadline(assessment_id: str, institution: str) -> None:
    """Callback: store the deadline in the field; an empty field takes it away."""
    place = _place_of_deadline(assessment_id, institution)
    try:
        day = _read_deadline(session.field(f"deadline.{institution}", "day") or "")
        open_store().set_deadline(
            assessment_id, institution, day, person=session.person(), at=now()
        )
    except (Unreadable, AssessmentError) as error:
        messages.report(
            "institutions", place, problem=_("Not saved: {problem}").format(problem=error)
        )
    else:
        messages.report("institutions", place)
