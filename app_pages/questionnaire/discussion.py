"""What is said under a question before handing in: the messages, folded with their number, and the field for another."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from app_pages.review.thread import render_remark
from app_pages.shell import session
from app_pages.shell.assessment_context import AssessmentContext, discussion_of
from app_pages.shell.forms import form_drafts, messages
from app_pages.shell.markup import isolate, join
from assessment import NATIONAL, AssessmentError
from assessment.review.discussion import Message
from host.services import now, open_store
from translations import gettext as _
from translations import ngettext

AREA = "discussion"


def show(context: AssessmentContext, indicator: str, *, locked: bool) -> None:
    """Draw the messages under a question, and the field for one more unless `locked`.

    Nothing where no institution is listed, as nobody would read it, and nothing where it is locked and empty.
    """
    said = discussion_of(context, indicator)
    if not context.assessment.institutions or (locked and not said):
        return
    with st.expander(_title(len(said)), key=f"{AREA}.{indicator}"):
        if said:
            st.html(
                Markup('<ol class="cop-remarks">{}</ol>').format(
                    join(_render(context, item) for item in said)
                )
            )
        if not locked:
            _form(context, indicator)


def _title(count: int) -> str:
    if not count:
        return _("Discuss this question before handing in")
    return ngettext(
        "Discussion of this question: {count} message",
        "Discussion of this question: {count} messages",
        count,
    ).format(count=count)


def _render(context: AssessmentContext, item: Message) -> Markup:
    """Return one message with the institution for which its author wrote."""
    names = context.institution_names
    name = (
        _("For the country")
        if item.institution == NATIONAL
        else names.get(item.institution, isolate(item.institution))
    )
    return render_remark(name, item.text, item.author, item.at)


def _form(context: AssessmentContext, indicator: str) -> None:
    subject = f"{AREA}.{indicator}"
    initial = form_drafts.bind(context.id, subject, text="")
    st.text_area(
        _("Message on {id}").format(id=indicator),
        initial["text"],
        height="content",
        **form_drafts.field(context.id, subject, "text"),
    )
    form_drafts.recover(context.id, subject, text="")
    st.caption(
        _(
            "The coordinator, the expert and every institution that is asked this question read it. It is not scored and not "
            "published, and can’t be changed. No personal data of children."
        )
    )
    messages.show(AREA, context.id, at=indicator)
    st.button(
        _("Send the message"), key=f"{subject}.send", on_click=_send, args=(context.id, indicator)
    )


@session.in_user_language
def _send(assessment_id: str, indicator: str) -> None:
    """Callback: add the message in the field; what is refused stays typed."""
    subject = f"{AREA}.{indicator}"
    text = session.field(subject, "text") or ""
    try:
        open_store().discuss(
            assessment_id,
            indicator,
            text,
            institution=session.institution(),
            person=session.person(),
            at=now(),
        )
    except AssessmentError as error:
        messages.report(AREA, assessment_id, problem=str(error), at=indicator)
        return
    form_drafts.forget(assessment_id, subject, "text")
    messages.report(AREA, assessment_id, done=_("Sent."), at=indicator)
