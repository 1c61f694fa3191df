"""The home of an institution: the welcome, and the farewell with the sign-off by its head."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from app_pages.institutions.letter import duration
from app_pages.shell import layout, session
from app_pages.shell.assessment_context import AssessmentContext
from app_pages.shell.forms import kept_text, messages
from app_pages.shell.markup import isolate
from app_pages.shell.navigation.code_links import address, text_link
from assessment import AssessmentState
from assessment.countries import country_name
from assessment.errors import AssessmentError
from assessment.workflow.invitations import InvitationStatus, SignOff, invitation_status
from assessment.workflow.work_status import WorkStatus
from host.services import now, open_store
from reports.formats import format_day
from translations import gettext as _
from translations import ngettext

AREA = "sign-off"


def welcome(context: AssessmentContext, questions: int) -> str:
    """Return what is asked, by whom, until when, how long it takes, and who sees the answers."""
    deadline = _status(context).deadline
    pattern = (
        ngettext(
            "{country} asks you {count} question about the protection of children online in {cycle}: {duration}.",
            "{country} asks you {count} questions about the protection of children online in {cycle}: {duration}.",
            questions,
        )
        if deadline is None
        else ngettext(
            "{country} asks you {count} question about the protection of children online in {cycle}: {duration}, by {day}.",
            "{country} asks you {count} questions about the protection of children online in {cycle}: {duration}, by {day}.",
            questions,
        )
    )
    asked = pattern.format(
        country=country_name(context.country),
        count=questions,
        cycle=context.cycle,
        duration=duration(questions),
        day="" if deadline is None else format_day(deadline),
    )
    return " ".join(
        (
            asked,
            _("You may stop at any time: every answer is saved at once."),
            _(
                "Your answers are seen by the coordinator and the expert, not by other institutions, and nothing is "
                "published from here."
            ),
        )
    )


def show_farewell(context: AssessmentContext, status: WorkStatus) -> None:
    """Draw what was answered, the sign-off, and the way to a copy."""
    layout.show_title(_("When you are done"))
    left = len(status.unanswered)
    text = ngettext(
        "{answered} of {count} question is answered.",
        "{answered} of {count} questions are answered.",
        len(status.asked),
    ).format(answered=status.answered, count=len(status.asked))
    st.html(
        Markup("<p>{} {} · {}</p>").format(
            text,
            text_link(address("questions"), _("Check your answers")),
            text_link(address("workbooks"), _("Download a copy")),
        )
    )
    sign_off = _status(context).sign_off
    is_open = context.state in (AssessmentState.DRAFT, AssessmentState.RETURNED)
    with st.container(border=True, key=AREA):
        if sign_off is not None:
            _show_signed(context, sign_off, is_open=is_open)
        elif is_open:
            _form(context, left)
        else:
            st.write(_("The answers were handed in without a sign-off."))


def _show_signed(context: AssessmentContext, sign_off: SignOff, *, is_open: bool) -> None:
    day = format_day(sign_off.at.astimezone(session.time_zone()).date())
    st.html(
        Markup("<p><strong>{}</strong>{}</p>").format(
            _("Signed off by {name} on {day}. Thank you.").format(
                name=isolate(sign_off.name), day=day
            ),
            Markup(" {}").format(_("Answers were changed since; take it back and sign off again."))
            if sign_off.is_outdated
            else "",
        )
    )
    messages.show(AREA, context.id)
    if is_open:
        st.button(
            _("Take the sign-off back"),
            key="sign-off.withdraw",
            on_click=_withdraw,
            args=(context.id,),
        )


def _form(context: AssessmentContext, left: int) -> None:
    st.write(
        _(
            "The head of your institution, or a person who may speak for it, signs off the answers. The coordinator sees the "
            "name and the time. You can take it back until the country hands in."
        )
    )
    if left:
        st.write(
            ngettext(
                "{count} question has no answer yet. “Don’t know” is an answer too.",
                "{count} questions have no answer yet. “Don’t know” is an answer too.",
                left,
            ).format(count=left)
        )
    kept_text.keep(kept_text.KeptText("sign-off.name", "sign-off.name", ""))
    st.text_input(
        _("First and last name of who signs off"),
        key="sign-off.name",
    )
    messages.show(AREA, context.id)
    st.button(
        _("Sign off the answers"),
        type="primary" if not left else "secondary",
        key="sign-off.give",
        on_click=_give,
        args=(context.id,),
    )


def _status(context: AssessmentContext) -> InvitationStatus:
    """Return deadline and sign-off of the institution on the page."""
    events = open_store().invitation_events(context.id, person=session.person())
    times = (item.at for item in context.stored_answers.values() if item.at is not None)
    return invitation_status(
        context.institution,
        events,
        asked=len(context.indicators),
        answered=context.count_answered(context.indicators),
        last_saved=max(times, default=None),
    )


@session.in_user_language
def _give(assessment_id: str) -> None:
    """Callback: sign off with the name in the field."""
    name = session.field("sign-off", "name") or ""
    try:
        open_store().sign_off(
            assessment_id, session.institution(), name, person=session.person(), at=now()
        )
    except AssessmentError as error:
        messages.report(AREA, assessment_id, problem=str(error))
    else:
        kept_text.done("sign-off.name", name)
        messages.report(AREA, assessment_id, done=_("Stored."))


@session.in_user_language
def _withdraw(assessment_id: str) -> None:
    """Callback: take the sign-off back."""
    try:
        open_store().withdraw_sign_off(
            assessment_id, session.institution(), person=session.person(), at=now()
        )
    except AssessmentError as error:
        messages.report(AREA, assessment_id, problem=str(error))
    else:
        messages.report(AREA, assessment_id, done=_("The sign-off is taken back."))
