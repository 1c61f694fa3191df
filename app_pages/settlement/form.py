"""The choice of the coordinator: its fields, and what is stored when it is made."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st
from markupsafe import Markup

from app_pages.shell import labels, session
from app_pages.shell.assessment_context import AssessmentContext, load
from app_pages.shell.authorship import claim_label
from app_pages.shell.choice_labels import choice_text
from app_pages.shell.markup import as_markdown, join
from assessment import NATIONAL, Answer, AnswerStatus, AssessmentError
from assessment.answers.labels import position_label
from assessment.answers.settlement import (
    Agreement,
    InstitutionAnswers,
    agreed_answer,
    institution_answers_on,
    position_of,
    settle,
)
from assessment.store import AnswerChange, Revision, Stale
from host.services import now, open_store
from questionnaires import Indicator
from translations import gettext as _
from translations import ngettext

STATES = (AnswerStatus.DONT_KNOW.value, AnswerStatus.NOT_APPLICABLE.value)


def choices_of(
    context: AssessmentContext, indicator: Indicator, found: InstitutionAnswers
) -> tuple[str, ...]:
    """Every position that can be settled at: the levels, what somebody claims, and the two states."""
    top = context.edition.scale_of(indicator).top_level
    levels = [str(level) for level in range(top + 1)] if indicator.number is None else []
    national = position_of(found.national)
    claimed = [*found.claims.values()]
    if found.national.state is not AnswerStatus.UNANSWERED:
        claimed.append(national)
    return tuple(dict.fromkeys((*levels, *claimed, *STATES)))


def standing(found: InstitutionAnswers) -> str | None:
    """The position that stands: that of the national answer, else the one that all agree on."""
    if found.national.state is not AnswerStatus.UNANSWERED:
        return position_of(found.national)
    claims = set(found.claims.values())
    return claims.pop() if len(claims) == 1 else None


def place_of(context: AssessmentContext, key: str, found: InstitutionAnswers) -> int | None:
    """Where the stored national answer stands among the choices; None where there is none."""
    if found.national.state is AnswerStatus.UNANSWERED:
        return None
    choices = choices_of(context, context.edition.indicators[key], found)
    return choices.index(position_of(found.national))


def show_fields(
    context: AssessmentContext,
    indicator: Indicator,
    found: InstitutionAnswers,
    national: Revision[Answer] | None,
    *,
    locked: bool,
) -> None:
    """The choice and the reason; filled once from what stands, then the person's own until it is stored."""
    own = f"settle.{indicator.id}"
    number = national.number if national else 0
    settled = found.national.settlement
    choice, reason = standing(found), settled.reason if settled else ""
    choices = choices_of(context, indicator, found)
    first_run = session.is_first_run()  # then the browser may know better, after a long cut
    if not first_run and session.field(own, "of") != number:  # not seen yet, or just stored
        session.fill(own, choice=choice, reason=reason)
    elif not first_run:  # a field that is not drawn loses its value
        kept = session.field(own, "choice")
        session.hydrate(
            own,
            choice=kept if kept in choices else None,
            reason=session.field(own, "reason") or "",
        )
    session.fill(own, of=number)
    names = {item.id: item.name for item in context.assessment.institutions}
    who = {
        claimed: ", ".join(names[key] for key, claim in found.claims.items() if claim == claimed)
        for claimed in found.claims.values()
    }

    def in_words(position: str) -> str:
        name = _position_words(context, indicator, found, position)
        said = f" · {who[position]}" if position in who else ""
        text = ""
        if indicator.number is None or position in STATES:
            text = choice_text(context.edition, indicator, position)
        return f"**{as_markdown(name + said)}** {as_markdown(text)}"

    st.radio(
        _("The national answer"),
        choices,
        index=choices.index(choice) if first_run and choice is not None else None,
        format_func=in_words,
        key=f"{own}.choice",
        disabled=locked,
    )
    st.text_area(
        _("Why (needed where they differ; kept with the answer)"),
        reason if first_run else "",
        key=f"{own}.reason",
        height="content",
        disabled=locked,
    )


def _position_words(
    context: AssessmentContext, indicator: Indicator, found: InstitutionAnswers, choice: str
) -> str:
    if choice.isdigit() and indicator.number is None:
        return f"{choice} {labels.level_name(context.edition, indicator, int(choice))}"
    held = next(
        (item for item in (found.national, *found.answers.values()) if position_of(item) == choice),
        None,
    )
    if held is not None:
        return claim_label(context.edition, indicator, held)
    return labels.status_name(AnswerStatus(choice))


def on_file(context: AssessmentContext, found: InstitutionAnswers) -> Markup:
    """How the national answer was settled, and who said something else then."""
    settled = found.national.settlement
    if settled is None:
        return Markup()
    names = {item.id: item.name for item in context.assessment.institutions}
    stands = position_of(found.national)
    others = [
        _("{name} said {position}").format(
            name=names.get(key, key), position=position_label(position)
        )
        for key, position in settled.positions.items()
        if position != stands
    ]
    texts = (settled.reason, "; ".join(others))
    return join(Markup('<p class="cop-note">{}</p>').format(text) for text in texts if text)


def seen(newest: Mapping[str, Mapping[str, Revision[Answer]]], key: str) -> int:
    found = newest.get(NATIONAL, {}).get(key)
    return found.number if found else 0


@session.in_user_language
def settle_now(assessment_id: str, key: str, revision: int, onward: str | None) -> None:
    """Store what the fields say as the national answer, and go on; or say what is missing."""
    own = f"settle.{key}"
    choice, reason = session.field(own, "choice"), (session.field(own, "reason") or "").strip()
    edition, assessment = load(assessment_id)
    found = institution_answers_on(assessment, key)
    problem = ""
    if choice is None:
        problem = _("{id}: choose the national answer first.").format(id=key)
    elif not reason and (
        found.agreement is Agreement.DIFFERENT or choice not in found.claims.values()
    ):
        problem = _(
            "{id}: say why. Nobody’s view, or not everybody’s, is taken over; one sentence is enough."
        ).format(id=key)
    if not problem:
        try:
            answer = settle(
                found, _chosen(edition.indicators[key], found, choice, reason), reason=reason
            )
            open_store().save_answer(
                assessment_id, key, answer, expected_revision=revision, person=session.person(), at=now()
            )  # fmt: skip
        except Stale as error:
            session.fill(own, of=error.stored.number)  # what was chosen and written stays on the screen
            problem = _(
                "{id}: someone has settled it at “{theirs}” meanwhile. Both are shown below; choose again."
            ).format(id=key, theirs=position_label(position_of(error.stored.value)))
        except AssessmentError as error:
            problem = str(error)
    session.set_problem("settle", assessment_id, problem)
    session.set_problem("settled", assessment_id, "")
    if not problem:
        session.fill(own, of=None)
        session.set_problem(
            "settled", assessment_id, _("{id} is settled and stored.").format(id=key)
        )
        if onward is not None:
            session.go_to(onward)


def _chosen(indicator: Indicator, found: InstitutionAnswers, choice: str, reason: str) -> Answer:
    """The answer behind a position: that of an institution, the national one, or the coordinator's own."""
    for answer in (*found.answers.values(), found.national):
        if answer.state is not AnswerStatus.UNANSWERED and position_of(answer) == choice:
            return answer
    level = int(choice) if choice.isdigit() and indicator.number is None else None
    return Answer(
        state=AnswerStatus.ANSWERED if level is not None else AnswerStatus(choice),
        level=level,
        reason=reason,
        comment=found.national.comment,
        evidence=found.national.evidence,
    )


@session.in_user_language
def take_over(assessment_id: str, keys: tuple[str, ...]) -> None:
    """Store the answers on which all agree, all of them or none."""
    store, person = open_store(), session.person()
    seen_now = store.revisions(assessment_id, person=person)
    _edition, assessment = load(assessment_id)
    found = {key: agreed_answer(institution_answers_on(assessment, key)) for key in keys}
    changes = [
        AnswerChange(NATIONAL, key, answer, seen_now.get(key, 0))
        for key, answer in found.items()
        if answer is not None
    ]
    try:
        store.save_all(assessment_id, answers=changes, person=person, at=now())
    except AssessmentError as error:
        session.set_problem("settle", assessment_id, str(error))
        return
    session.set_problem("settle", assessment_id, "")
    session.set_problem(
        "settled",
        assessment_id,
        ngettext(
            "{count} answer is taken over.", "{count} answers are taken over.", len(changes)
        ).format(count=len(changes)),
    )
