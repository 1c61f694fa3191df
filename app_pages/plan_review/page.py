"""The review of the plan: where it stands, what waits, each target, measure and date with its talk, and the decision on the whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st
from markupsafe import Markup

from app_pages.plan_review import change, form, subject_facts, thread
from app_pages.plan_review.context import PlanView, view_plan
from app_pages.shell import labels, layout, session, workflow_labels
from app_pages.shell.assessment_context import AssessmentContext, load_context
from app_pages.shell.keyboard_help import plan_review_keys_help
from app_pages.shell.markup import join
from app_pages.shell.pager import previous_and_next
from app_pages.shell.plan_review_status import standing_sentences, what_is_next
from app_pages.shell.roles import roles_in
from app_pages.workflow import edit_lock_banner
from assessment import AssessmentState
from assessment.access.editability import EditableArea
from assessment.model.roles import AccessRole
from assessment.review.answer_review import EXPERTS, SPEAKERS
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
from host.services import open_store
from translations import gettext as _

NOT_YET = (
    AssessmentState.DRAFT,
    AssessmentState.SUBMITTED,
    AssessmentState.RETURNED,
    AssessmentState.WITHDRAWN,
)
"""States in which no expert speaks of the plan; what was said before is still shown."""


@layout.of_one_assessment_in_parts
@st.fragment
@session.in_user_language
def show(assessment_id: str, slots: layout.Slots) -> None:
    """The part that every remark changes."""
    with layout.errors_shown():
        context = load_context(assessment_id)
        layout.fill_side(context, slots, None)
        st.html(layout.header(context) + Markup("<h1>{}</h1>").format(_("Review of the plan")))
        if not context.is_national:
            st.write(_("This page is for the expert and the coordinator."))
            return
        if context.state in NOT_YET and not _review(assessment_id).threads:
            st.write(workflow_labels.what_is_next(context.state))
            layout.show_next_step("hand-in", _("To the steps"), context.id)
            return
        view, roles = view_plan(assessment_id), roles_in(context.country)
        _message(context, view.review)
        _waiting(view, roles)
        keys = _keys(view)
        key = _shown(view, keys, roles)
        session.name_in_address(key)
        _part(context, view, keys, key, roles)
        _all_of_them(view, keys, key)
        _whole(context, view, roles)
        st.html(plan_review_keys_help())


def _review(assessment_id: str) -> PlanReview:
    return open_store().plan_review(assessment_id, person=session.person())


def _message(context: AssessmentContext, review: PlanReview) -> None:
    """Where it stands, before anything else."""
    onward = what_is_next(review)
    if context.state in NOT_YET:
        onward = workflow_labels.what_is_next(context.state)
    st.html(
        Markup('<p><strong>{}</strong></p><p class="cop-note">{}</p>').format(
            standing_sentences(review), onward
        )
    )
    form.show_messages(context.id)


def _waiting(view: PlanView, roles: frozenset[AccessRole]) -> None:
    """Open questions by whom they wait for; those for the visitor stand open."""
    groups = (
        (ThreadOutcome.WAITS_FOR_REPLY, _("Questions that wait for a reply"), SPEAKERS),
        (ThreadOutcome.REPLIED, _("Replies that wait for the expert"), EXPERTS),
    )
    for outcome, title, whose in groups:
        found = [key for key, item in view.review.threads.items() if item.outcome is outcome]
        if not found:
            continue
        label = _("{title} ({count})").format(title=title, count=len(found))
        with st.expander(label, expanded=bool(whose & roles), key=f"waiting-{outcome}"):
            for subject in found:
                st.button(
                    _link(view, subject),
                    key=f"open.{subject.key}",
                    type="tertiary",
                    on_click=_go,
                    args=(subject.key,),
                )


def _link(view: PlanView, subject: Subject) -> str:
    """The name of a subject with what it is about."""
    title = subject_facts.title_of(view, subject)
    name = subject_name(subject)
    return _("{name} · {title}").format(name=name, title=title) if title else name


def _keys(view: PlanView) -> tuple[str, ...]:
    """What can be shown, in reading order; then what was talked about and is no longer in the plan."""
    listed = [item.subject.key for item in view.order]
    return tuple(
        dict.fromkeys(
            (*listed, *(it.key for it in view.review.threads if it.kind is not SubjectKind.PLAN))
        )
    )


def _shown(view: PlanView, keys: Sequence[str], roles: frozenset[AccessRole]) -> str:
    """The part that the address names; else what waits for who replies; else the first."""
    named = session.indicator_id()
    if named in keys:
        return str(named)
    waiting = [item.key for item in view.review.waiting_for_reply if item.key in keys]
    if SPEAKERS & roles and waiting:
        return waiting[0]
    return keys[0]


def _part(
    context: AssessmentContext,
    view: PlanView,
    keys: Sequence[str],
    key: str,
    roles: frozenset[AccessRole],
) -> None:
    """One part: why it is read here, what it is, what was said of it, and the fields."""
    subject = subject_of(key)
    pillar = subject_facts.pillar_of(view, subject)
    st.html(
        Markup(
            '<p class="cop-place pillar-{letter}">{place}</p>'
            '<h2 id="question" data-indicator="{key}" tabindex="-1"><span>{name}</span> {title}</h2>'
            "{why}{facts}{talk}"
        ).format(
            letter=pillar.letter if pillar else "",
            place=_("{name} · {number} of {count} in reading order").format(
                name=labels.pillar_name(pillar) if pillar else _("Not in the questionnaire"),
                number=keys.index(key) + 1,
                count=len(keys),
            ),
            key=key,
            name=subject_name(subject),
            title=subject_facts.title_of(view, subject),
            why=_why(_reasons(view).get(key, ())),
            facts=subject_facts.facts(view, subject),
            talk=thread.render_thread(view.review, subject),
        )
    )
    if edit_lock_banner.changes_of(context).may(EditableArea.PLAN):
        change.show(context.id, view, subject)
    with session.bind_fields("plan review", context.id, key):
        form.show(context, view.review, subject, roles)
    _beside(view, subject, keys)
    with st.container(horizontal=True, key="way-on"):
        previous_and_next(keys, key, _go)


def _reasons(view: PlanView) -> Mapping[str, tuple[LookFirst, ...]]:
    return {item.subject.key: item.reasons for item in view.order}


def _why(reasons: Sequence[LookFirst]) -> Markup:
    if not reasons:
        return Markup()
    return Markup('<ul class="cop-why">{}</ul>').format(
        join(Markup("<li>{}</li>").format(look_first_name(item)) for item in reasons)
    )


def _beside(view: PlanView, subject: Subject, keys: Sequence[str]) -> None:
    """The way from a target to its measures, and from a measure to its date and back."""
    found = [item for item in subject_facts.beside(view, subject) if item.key in keys]
    if not found:
        return
    with st.container(horizontal=True, key="beside"):
        for item in found:
            st.button(subject_name(item), key=f"beside.{item.key}", on_click=_go, args=(item.key,))


def _all_of_them(view: PlanView, keys: Sequence[str], key: str) -> None:
    """Every part under the reason for which it is read early; ✓ resolved, ● open."""
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
                on_change=session.follow,
                args=(f"order.{name}", key),
            )


def _group(key: str, reasons: Sequence[LookFirst]) -> str:
    return reasons[0].value if reasons else subject_of(key).kind.value


def _group_name(name: str) -> str:
    rest = {
        SubjectKind.TARGET.value: _("Other targets"),
        SubjectKind.MEASURE.value: _("Other measures"),
        SubjectKind.DATE.value: _("Other dates"),
    }
    return rest[name] if name in rest else look_first_name(LookFirst(name))


def _label(review: PlanReview, key: str) -> str:
    subject = subject_of(key)
    match review.thread(subject).outcome:
        case ThreadOutcome.NOT_ASKED:
            return subject.id
        case ThreadOutcome.RESOLVED:
            return f"{subject.id} ✓"
        case _:
            return f"{subject.id} ●"


def _whole(context: AssessmentContext, view: PlanView, roles: frozenset[AccessRole]) -> None:
    """The end: what was said of the plan as a whole, and the decision."""
    st.html(
        Markup("<h2>{}</h2>{}").format(
            subject_name(WHOLE_PLAN), thread.render_thread(view.review, WHOLE_PLAN)
        )
    )
    form.show(context, view.review, WHOLE_PLAN, roles)
    form.decide(context, view.review, roles)


@session.in_user_language
def _go(key: str) -> None:
    session.go_to(key)
