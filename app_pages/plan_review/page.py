"""The page Review of the plan: status, open questions, each target, measure and date with its remarks, the decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st
from markupsafe import Markup

from app_pages.plan_review import change, form, subject_facts, thread
from app_pages.plan_review.context import PlanView, load_plan_view
from app_pages.roadmap import sketch
from app_pages.shell import labels, layout, session, workflow_labels
from app_pages.shell.assessment_context import AssessmentContext, load_context
from app_pages.shell.forms import messages
from app_pages.shell.keyboard_help import plan_review_keys_help
from app_pages.shell.markup import join
from app_pages.shell.navigation.code_links import show_html
from app_pages.shell.pager import previous_and_next
from app_pages.shell.plan_review_status import next_step_text, status_sentences
from app_pages.shell.roles import roles_in
from app_pages.workflow import edit_lock_banner
from assessment import AssessmentState, PlanStanding, first_questions, plan_standing
from assessment.access.editability import EditableArea
from assessment.model.roles import AccessRole
from assessment.review.plan_labels import look_first_name
from assessment.review.plan_reading_order import LookFirst
from assessment.review.plan_review import (
    WHOLE_PLAN,
    PlanReview,
    Subject,
    SubjectKind,
    ThreadOutcome,
    subject_name,
    subject_of,
)
from assessment.review.thread import EXPERTS, RESPONDERS
from host.services import open_store
from questionnaires.palette import pillar_class
from reports.sections.roadmap.plan_standing import standing_sentence
from translations import gettext as _

NOT_YET = (
    AssessmentState.DRAFT,
    AssessmentState.SUBMITTED,
    AssessmentState.RETURNED,
    AssessmentState.WITHDRAWN,
)
"""States in which the plan is not under review; earlier remarks are still shown."""


@layout.assessment_fragment_page
@layout.fragment
def show(assessment_id: str, slots: layout.Slots) -> None:
    """Draw the page as a fragment, which every remark reruns."""
    with layout.errors_shown():
        context = load_context(assessment_id)
        layout.fill_sidebar(context, slots, None)
        st.html(layout.header(context) + Markup("<h1>{}</h1>").format(_("Review of the plan")))
        if not context.is_national:
            st.write(_("This page is for the expert and the coordinator."))
            return
        if context.state in NOT_YET and not _review(assessment_id).threads:
            st.write(workflow_labels.next_step_text(context.state))
            layout.show_next_step("hand-in", _("To the steps"), context.id)
            return
        view, roles = load_plan_view(assessment_id), roles_in(context.country)
        _message(context, view.review)
        _standing(context.id, view)
        _open_questions(view, roles)
        keys = _keys(view)
        key = _current_key(view, keys, roles)
        session.sync_address(key)
        with messages.here_unless_drawn(form.AREA, context.id):
            _subject(context, view, keys, key, roles)
            _subject_lists(view, keys, key)
            _whole_plan(context, view, roles)
        st.html(plan_review_keys_help())


def _review(assessment_id: str) -> PlanReview:
    """Return the stored review of the plan."""
    return open_store().plan_review(assessment_id, person=session.person())


def _standing(assessment_id: str, view: PlanView) -> None:
    """Draw that the plan is a sketch, where too little is answered for one; links then lead to the sketch."""
    standing = plan_standing(view.edition, view.assessment, sketch=True)
    if standing is not PlanStanding.PLAN:
        sketch.ask_for(assessment_id)
        st.warning(standing_sentence(standing, first_questions(view.edition, view.assessment)))


def _message(context: AssessmentContext, review: PlanReview) -> None:
    """Draw the status of the review, the next step and the last message."""
    next_step = next_step_text(review)
    if context.state in NOT_YET:
        next_step = workflow_labels.next_step_text(context.state)
    show_html(
        Markup('<p><strong>{}</strong></p><p class="cop-note">{}</p>').format(
            status_sentences(review), next_step
        )
    )


def _open_questions(view: PlanView, roles: frozenset[AccessRole]) -> None:
    """Draw the open questions by who must act; the group of the user's role is expanded."""
    groups = (
        (ThreadOutcome.WAITS_FOR_REPLY, _("Questions that wait for a reply"), RESPONDERS),
        (ThreadOutcome.REPLIED, _("Replies that wait for the expert"), EXPERTS),
    )
    for outcome, title, actors in groups:
        subjects = [key for key, item in view.review.threads.items() if item.outcome is outcome]
        if not subjects:
            continue
        label = _("{title} ({count})").format(title=title, count=len(subjects))
        with st.expander(label, expanded=bool(actors & roles), key=f"waiting-{outcome}"):
            for subject in subjects:
                st.button(
                    _subject_label(view, subject),
                    key=f"open.{subject.key}",
                    type="tertiary",
                    on_click=_go,
                    args=(subject.key,),
                )


def _subject_label(view: PlanView, subject: Subject) -> str:
    """Return the name of a subject with its title, if any."""
    title = subject_facts.title_of(view, subject)
    name = subject_name(subject)
    return _("{name} · {title}").format(name=name, title=title) if title else name


def _keys(view: PlanView) -> tuple[str, ...]:
    """Return the subject keys in reading order, then those with remarks that are no longer in the plan."""
    listed = [item.subject.key for item in view.order]
    return tuple(
        dict.fromkeys(
            (*listed, *(it.key for it in view.review.threads if it.kind is not SubjectKind.PLAN))
        )
    )


def _current_key(view: PlanView, keys: Sequence[str], roles: frozenset[AccessRole]) -> str:
    """Return the subject key in the address; else, for who replies, the first that waits; else the first."""
    named = session.indicator_id()
    if named in keys:
        return str(named)
    waiting = [item.key for item in view.review.waiting_for_reply if item.key in keys]
    if RESPONDERS & roles and waiting:
        return waiting[0]
    return keys[0]


def _subject(
    context: AssessmentContext,
    view: PlanView,
    keys: Sequence[str],
    key: str,
    roles: frozenset[AccessRole],
) -> None:
    """Draw one subject: its position and the reasons for it, its facts, the remarks and the form."""
    subject = subject_of(key)
    pillar = subject_facts.pillar_of(view, subject)
    show_html(
        Markup(
            '<p class="cop-place {pillar}">{position}</p>'
            '<h2 id="question" data-indicator="{key}" tabindex="-1"><span>{name}</span> {title}</h2>'
            "{why}{facts}{talk}"
        ).format(
            pillar=pillar_class(view.edition, pillar.id) if pillar else "",
            position=_("{name} · {number} of {count} in reading order").format(
                name=labels.pillar_name(pillar) if pillar else _("Not in the questionnaire"),
                number=keys.index(key) + 1,
                count=len(keys),
            ),
            key=key,
            name=subject_name(subject),
            title=subject_facts.title_of(view, subject),
            why=_reason_list(_reasons(view).get(key, ())),
            facts=subject_facts.facts(view, subject),
            talk=thread.render_thread(view.review, subject),
        )
    )
    if edit_lock_banner.changes_of(context).may(EditableArea.PLAN):
        change.show(context.id, view, subject)
    with session.bind_fields("plan review", context.id, key):
        form.show(context, view.review, subject, roles)
    _related_buttons(view, subject, keys)
    with st.container(horizontal=True, key="way-on"):
        previous_and_next(keys, key, _go)


def _reasons(view: PlanView) -> Mapping[str, tuple[LookFirst, ...]]:
    """Return the reasons for reading early by subject key."""
    return {item.subject.key: item.reasons for item in view.order}


def _reason_list(reasons: Sequence[LookFirst]) -> Markup:
    """Return a list of reasons for reading early; empty where there are none."""
    if not reasons:
        return Markup()
    return Markup('<ul class="cop-why">{}</ul>').format(
        join(Markup("<li>{}</li>").format(look_first_name(item)) for item in reasons)
    )


def _related_buttons(view: PlanView, subject: Subject, keys: Sequence[str]) -> None:
    """Draw buttons from a target to its measures, and between a measure, its date and its target."""
    related = [item for item in subject_facts.related_subjects(view, subject) if item.key in keys]
    if not related:
        return
    with st.container(horizontal=True, key="beside"):
        for item in related:
            st.button(subject_name(item), key=f"beside.{item.key}", on_click=_go, args=(item.key,))


def _subject_lists(view: PlanView, keys: Sequence[str], key: str) -> None:
    """Draw the lists of all subjects by reason for reading early; ✓ marks resolved, ● open."""
    reasons = _reasons(view)
    groups: dict[str, list[str]] = {}
    for item in keys:
        groups.setdefault(_group(item, reasons.get(item, ())), []).append(item)
    with st.expander(_("All parts in reading order (✓ resolved, ● open)"), key="in-order"):
        for name, group in groups.items():
            session.fill(f"order.{name}", **{key: key if key in group else None})
            st.pills(
                _("{reason} ({count})").format(reason=_group_name(name), count=len(group)),
                group,
                format_func=lambda item: _label(view.review, item),
                key=f"order.{name}.{key}",
                on_change=session.go_to_selected,
                args=(f"order.{name}", key),
            )


def _group(key: str, reasons: Sequence[LookFirst]) -> str:
    """Return the group of a subject: its first reason, or its kind where there is none."""
    return reasons[0].value if reasons else subject_of(key).kind.value


def _group_name(name: str) -> str:
    """Return the display name of a group."""
    kinds = {
        SubjectKind.TARGET.value: _("Other targets"),
        SubjectKind.MEASURE.value: _("Other measures"),
        SubjectKind.DATE.value: _("Other dates"),
    }
    return kinds[name] if name in kinds else look_first_name(LookFirst(name))


def _label(review: PlanReview, key: str) -> str:
    """Return the id of a subject with the mark of its question."""
    subject = subject_of(key)
    match review.thread(subject).outcome:
        case ThreadOutcome.NOT_ASKED:
            return subject.id
        case ThreadOutcome.RESOLVED:
            return f"{subject.id} ✓"
        case _:
            return f"{subject.id} ●"


def _whole_plan(context: AssessmentContext, view: PlanView, roles: frozenset[AccessRole]) -> None:
    """Draw the remarks on the whole plan, their form and the decision."""
    show_html(
        Markup("<h2>{}</h2>{}").format(
            subject_name(WHOLE_PLAN), thread.render_thread(view.review, WHOLE_PLAN)
        )
    )
    form.show(context, view.review, WHOLE_PLAN, roles)
    form.decide(context, view.review, roles)


@session.in_user_language
def _go(key: str) -> None:
    """Show another subject."""
    session.go_to(key)
