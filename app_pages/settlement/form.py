"""The form that settles a question: its fields, and the callbacks that store the national answer."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st
from markupsafe import Markup

from app_pages.shell import labels, session
from app_pages.shell.assessment_context import AssessmentContext, load
from app_pages.shell.authorship import claim_label
from app_pages.shell.choice_labels import choice_text
from app_pages.shell.forms import form_drafts, messages
from app_pages.shell.markup import as_markdown, isolate, join
from assessment import NATIONAL, Answer, AnswerStatus, AssessmentError
from assessment.answers.labels import position_label
from assessment.answers.offered_states import offered_states
from assessment.answers.settlement import (
    Agreement,
    InstitutionAnswers,
    agreed_answer,
    institution_answers_on,
    position_of,
    settle,
)
from assessment.store import AnswerChange, Revision, Stale
from assessment.values.characters import read_text
from host.services import now, open_store
from questionnaires import Indicator
from reports.joining import join_clauses, listed
from translations import gettext as _
from translations import ngettext

AREA = "settle"
"""Name of the messages of this form."""


def choices_of(
    context: AssessmentContext, indicator: Indicator, responses: InstitutionAnswers
) -> tuple[str, ...]:
    """Return the positions offered: the levels, what institutions claim, and states."""
    levels = [str(level) for level in context.edition.levels_of(indicator)]
    national = position_of(responses.national)
    claimed = [*responses.claims.values()]
    if responses.national.state is not AnswerStatus.UNANSWERED:
        claimed.append(national)
    states = (state.value for state in offered_states(indicator, for_institution=False))
    return tuple(dict.fromkeys((*levels, *claimed, *states)))


def current_position(responses: InstitutionAnswers) -> str | None:
    """Return the position of the national answer, else the one all institutions agree on, else None."""
    if responses.national.state is not AnswerStatus.UNANSWERED:
        return position_of(responses.national)
    claims = set(responses.claims.values())
    return claims.pop() if len(claims) == 1 else None


def choice_index(context: AssessmentContext, key: str, responses: InstitutionAnswers) -> int | None:
    """Return the index of the choice that is drawn before anybody chooses; None for none.

    Of an answer that is not settled it is what all institutions agree on: a proposal that nobody has touched is not
    reported as a change that waits to be saved.
    """
    choices = choices_of(context, context.edition.indicators[key], responses)
    position = current_position(responses)
    return choices.index(position) if position in choices else None


def show_fields(
    context: AssessmentContext,
    indicator: Indicator,
    responses: InstitutionAnswers,
    national: Revision[Answer] | None,
    *,
    locked: bool,
) -> None:
    """Draw the choice and the reason.

    They are set from the stored answer when it is first shown or has changed, and are the user's own in between.
    """
    own = f"settle.{indicator.id}"
    number = national.number if national else 0
    settled = responses.national.settlement
    choice, reason = current_position(responses), settled.reason if settled else ""
    choices = choices_of(context, indicator, responses)
    of = f"of.{context.id}"
    if session.field(own, of) not in (None, number):  # stored since the draft was made
        form_drafts.set_aside(context.id, own, "choice", "reason")
    session.fill(own, **{of: number})
    if form_drafts.draft(context.id, own, "choice") not in choices:
        form_drafts.forget(context.id, own, "choice")
    initial = form_drafts.bind(context.id, own, choice=choice, reason=reason)
    names = context.institution_names
    who = {
        claimed: listed(names[key] for key, claim in responses.claims.items() if claim == claimed)
        for claimed in responses.claims.values()
    }

    def label(position: str) -> str:
        name = _position_label(context, indicator, responses, position)
        authors = f" · {who[position]}" if position in who else ""
        text = ""
        if indicator.number is None or position in set(AnswerStatus):
            text = choice_text(context.edition, indicator, position)
        return f"**{as_markdown(name + authors)}** {as_markdown(text)}"

    st.radio(
        _("The national answer"),
        choices,
        index=choices.index(initial["choice"]) if initial["choice"] in choices else None,
        format_func=label,
        disabled=locked,
        **form_drafts.field(context.id, own, "choice"),
    )
    st.text_area(
        _("Why (needed where they differ; kept with the answer)"),
        initial["reason"],
        height="content",
        disabled=locked,
        **form_drafts.field(context.id, own, "reason"),
    )
    form_drafts.recover(context.id, own, choice=choice, reason=reason)


def _position_label(
    context: AssessmentContext, indicator: Indicator, responses: InstitutionAnswers, choice: str
) -> str:
    if choice.isdigit() and indicator.number is None:
        return f"{choice} {labels.level_name(context.edition, indicator, int(choice))}"
    held = next(
        (
            item
            for item in (responses.national, *responses.answers.values())
            if position_of(item) == choice
        ),
        None,
    )
    if held is not None:
        return claim_label(context.edition, indicator, held)
    return labels.status_name(AnswerStatus(choice))


def settlement_note(context: AssessmentContext, responses: InstitutionAnswers) -> Markup:
    """Return the reason of the settlement and the positions that differed; empty where nothing is settled."""
    settled = responses.national.settlement
    if settled is None:
        return Markup()
    names = context.institution_names
    settled_position = position_of(responses.national)
    others = [
        _("{name} said {position}").format(
            name=names.get(key, key), position=position_label(position)
        )
        for key, position in settled.positions.items()
        if position != settled_position
    ]
    texts = (isolate(settled.reason), join_clauses(others))
    return join(Markup('<p class="cop-note">{}</p>').format(text) for text in texts if text)


def national_revision(newest: Mapping[str, Mapping[str, Revision[Answer]]], key: str) -> int:
    """Return the newest revision number of the national answer; 0 where there is none."""
    revision = newest.get(NATIONAL, {}).get(key)
    return revision.number if revision else 0


@session.in_user_language
def store_settlement(assessment_id: str, key: str, revision: int, onward: str | None) -> None:
    """Callback: store the fields as the national answer and go to `onward`, or set the problem.

    `revision` is the revision of the national answer shown on the page.
    """
    own = f"settle.{key}"
    choice, reason = session.field(own, "choice"), read_text(session.field(own, "reason") or "")
    edition, assessment = load(assessment_id)
    responses = institution_answers_on(assessment, key)
    problem = ""
    if choice is None:
        problem = _("{id}: choose the national answer first.").format(id=key)
    elif not reason and (
        responses.agreement is Agreement.DIFFERENT or choice not in responses.claims.values()
    ):
        problem = _(
            "{id}: say why. Nobody’s view, or not everybody’s, is taken over; one sentence is enough."
        ).format(id=key)
    if not problem:
        try:
            answer = settle(
                responses,
                _chosen(edition.indicators[key], responses, choice, reason),
                reason=reason,
            )
            open_store().save_answer(
                assessment_id, key, answer, expected_revision=revision, person=session.person(), at=now()
            )  # fmt: skip
        except Stale as error:
            session.fill(
                own, **{f"of.{assessment_id}": error.stored.number}
            )  # keeps choice and reason on the page
            problem = _(
                "{id}: someone has settled it at “{theirs}” meanwhile. Both are shown below; choose again."
            ).format(id=key, theirs=position_label(position_of(error.stored.value)))
        except AssessmentError as error:
            problem = str(error)
    if problem:
        messages.report(AREA, assessment_id, problem=problem, at=key)
        return
    form_drafts.forget(assessment_id, own, "choice", "reason")
    done = _("{id} is settled and stored.").format(id=key)
    messages.report(AREA, assessment_id, done=done, at=messages.TOP)
    if onward is not None:
        session.go_to(onward)


def _chosen(
    indicator: Indicator, responses: InstitutionAnswers, choice: str, reason: str
) -> Answer:
    """Return the answer with a position: an institution's, the national one, or else a new one."""
    for answer in (*responses.answers.values(), responses.national):
        if answer.state is not AnswerStatus.UNANSWERED and position_of(answer) == choice:
            return answer
    level = int(choice) if choice.isdigit() and indicator.number is None else None
    return Answer(
        state=AnswerStatus.ANSWERED if level is not None else AnswerStatus(choice),
        level=level,
        reason=reason,
        comment=responses.national.comment,
        evidence=responses.national.evidence,
    )


@session.in_user_language
def store_agreed_answers(assessment_id: str, keys: tuple[str, ...]) -> None:
    """Callback: store the answers all institutions agree on, in one transaction."""
    store, person = open_store(), session.person()
    revisions = store.revisions(assessment_id, person=person)
    _edition, assessment = load(assessment_id)
    agreed = {key: agreed_answer(institution_answers_on(assessment, key)) for key in keys}
    changes = [
        AnswerChange(NATIONAL, key, answer, revisions.get(key, 0))
        for key, answer in agreed.items()
        if answer is not None
    ]
    try:
        store.save_all(assessment_id, answers=changes, person=person, at=now())
    except AssessmentError as error:
        messages.report(AREA, assessment_id, problem=str(error), at=messages.TOP)
        return
    done = ngettext(
        "{count} answer is taken over.", "{count} answers are taken over.", len(changes)
    ).format(count=len(changes))
    messages.report(AREA, assessment_id, done=done, at=messages.TOP)
