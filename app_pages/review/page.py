"""The page Review: answers in reading order, each with the country's answer, the remarks and the review form."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st
from markupsafe import Markup

from app_pages.cycle_comparison import page as cycle_comparison
from app_pages.review import form, onward, queue, report_download, thread
from app_pages.review.labels import reason_name
from app_pages.shell import labels, layout, session
from app_pages.shell.assessment_context import (
    AssessmentContext,
    assessment_edition,
    load,
    load_context,
)
from app_pages.shell.authorship import answer_card, revision_byline
from app_pages.shell.choice_labels import choice_text
from app_pages.shell.forms import messages
from app_pages.shell.keyboard_help import review_keys_help
from app_pages.shell.markup import join
from app_pages.shell.navigation.code_links import question_link, show_html
from app_pages.shell.pager import previous_and_next
from app_pages.shell.roles import roles_in
from app_pages.shell.workflow_labels import next_step_text
from assessment import NATIONAL, Answer, AnswerStatus, AssessmentState, raise_gates
from assessment.answers.settlement import institution_answers_on
from assessment.cycles.comparison import Comparison, NotComparable, compare_cycles
from assessment.review.answer_review import (
    IndicatorReview,
    RemarkKind,
    can_remark,
    open_points,
)
from assessment.review.reading_order import ReadFirst, Reading, reading_order
from assessment.review.thread import EXPERTS
from assessment.store import Revision
from host.services import open_store, today
from questionnaires.palette import pillar_class
from translations import gettext as _

NOT_YET = (AssessmentState.DRAFT, AssessmentState.SUBMITTED, AssessmentState.WITHDRAWN)
"""States without a review, unless an earlier one is stored."""

NewestAnswers = Mapping[str, Mapping[str, Revision[Answer]]]
"""The newest revision of each answer, by institution id and indicator id."""


def show() -> None:
    """Draw the page: the review of the assessment in the address, if any, and the list of the others."""
    chosen = layout.chosen_assessment()
    with layout.errors_shown():
        if chosen is not None:
            layout.require_address(chosen)
            _review(chosen, layout.prepare_sidebar(chosen, assessment_edition(chosen)))
        queue.show(chosen)


@layout.fragment
def _review(assessment_id: str, slots: layout.Slots) -> None:
    """Draw the review of one assessment as a fragment, which every remark reruns."""
    with layout.errors_shown():
        context = load_context(assessment_id)
        layout.fill_sidebar(context, slots, None)
        st.html(layout.header(context) + Markup("<h1>{}</h1>").format(_("Review")))
        if not context.is_national:
            st.write(_("This page is for the expert and the coordinator."))
            return
        store, person = open_store(), session.person()
        reviews = store.reviews(assessment_id, person=person)
        if context.state in NOT_YET and not reviews:
            st.write(next_step_text(context.state))
            layout.show_next_step("hand-in", _("To the steps"), context.id)
            return
        order = _reading_order(context)
        keys = tuple(item.indicator_id for item in order)
        key = session.indicator_id()
        named = key
        if key not in keys:
            key = _first(context, keys, reviews)
            layout.show_lost_question(named, key)
        session.sync_address(key)
        _progress(context, reviews, keys)
        newest = store.newest_answers(assessment_id, person=person)
        with messages.here_unless_drawn(form.AREA, context.id):
            _question(context, order, key, reviews, newest)
        _question_lists(context, order, reviews)
        report_download.show(context)
        st.html(review_keys_help())
        onward.show(context)


def _reading_order(context: AssessmentContext) -> tuple[Reading, ...]:
    """Return the indicators in reading order, with the changes since the previous cycle."""
    return reading_order(
        context.edition, context.assessment, today=today(), since=_since_last_cycle(context)
    )


def _since_last_cycle(context: AssessmentContext) -> Comparison | None:
    """Compare with the newest earlier cycle; None where there is none or the editions are not comparable."""
    previous = next(
        (
            item
            for item in cycle_comparison.earlier_assessments(context)
            if item.cycle < context.cycle
        ),
        None,
    )
    if previous is None:
        return None
    edition_before, before = load(previous.id)
    try:
        return compare_cycles(before, edition_before, context.assessment, context.edition)
    except NotComparable:
        return None


def _first(
    context: AssessmentContext, keys: tuple[str, ...], reviews: Mapping[str, IndicatorReview]
) -> str:
    """Return the indicator to show first: for the expert the first not reviewed, else one that needs the country."""
    if EXPERTS & roles_in(context.country) and can_remark(context.state, RemarkKind.VIEW):
        return next((key for key in keys if not _is_reviewed(reviews, key)), keys[0])
    awaited = [key for key in keys if key in reviews and reviews[key].waits_for_reply]
    unsettled = [key for key in keys if key in reviews and reviews[key].open_points]
    remarked = [key for key in keys if key in reviews and reviews[key].remarks]
    return next(iter((*awaited, *unsettled, *remarked, *keys)))


def _is_reviewed(reviews: Mapping[str, IndicatorReview], key: str) -> bool:
    """Whether the expert has given a view on the current answer or asked about it."""
    return key in reviews and reviews[key].is_looked_at


def _progress(
    context: AssessmentContext, reviews: Mapping[str, IndicatorReview], keys: tuple[str, ...]
) -> None:
    """Draw the progress bar, the number of open points and the next step."""
    reviewed = sum(_is_reviewed(reviews, key) for key in keys)
    texts = [_("{part} of {whole} looked at").format(part=reviewed, whole=len(keys))]
    open_count = len(open_points(reviews))
    if open_count:
        texts.append(_("{count} open").format(count=open_count))
    st.html(
        Markup('<p class="cop-progress"><meter min="0" max="{of}" value="{done}" '
               'aria-hidden="true"></meter> {text}</p><p class="cop-note">{next}</p>').format(
            of=len(keys),
            done=reviewed,
            text=" · ".join(texts),
            next="" if context.state is AssessmentState.IN_REVIEW else next_step_text(context.state),
        )
    )  # fmt: skip


def _question(
    context: AssessmentContext,
    order: tuple[Reading, ...],
    key: str,
    reviews: Mapping[str, IndicatorReview],
    newest: NewestAnswers,
) -> None:
    """Draw one answer: its position and the reasons for it, the answers, the remarks and the form."""
    keys = tuple(item.indicator_id for item in order)
    reading = order[keys.index(key)]
    revision = newest.get(NATIONAL, {}).get(key)
    review = reviews.get(key) or IndicatorReview(key, (), revision.number if revision else 0)
    pillar = context.edition.pillar_of[key]
    show_html(
        Markup(
            '<p class="cop-place {pillar}">{position}</p>'
            '<h2 id="question" data-indicator="{id}" tabindex="-1"><span>{id}</span> {question}</h2>'
            "{why}{cards}{talk}"
        ).format(
            pillar=pillar_class(context.edition, pillar.id),
            position=_("{name} · {number} of {count} in reading order").format(
                name=labels.pillar_name(pillar), number=keys.index(key) + 1, count=len(keys)
            ),
            id=key,
            question=labels.question(context.edition.indicators[key]),
            why=_reasons(context, reading),
            cards=_cards(context, key, newest),
            talk=thread.render_thread(context, review),
        )
    )
    next_id = _next_unreviewed(keys, key, reviews)
    with session.bind_fields("review", context.id, review.indicator_id):
        form.show(context, review, next_id)
    onward.offer_answer(context, key)
    with st.container(horizontal=True, key="way-on"):
        previous_and_next(keys, key, _go)


def _next_unreviewed(
    keys: tuple[str, ...], key: str, reviews: Mapping[str, IndicatorReview]
) -> str | None:
    """Return the next unreviewed indicator after `key`, cyclically; None where there is no other."""
    index = keys.index(key)
    others = (*keys[index + 1 :], *keys[:index])
    return next((it for it in others if not _is_reviewed(reviews, it)), None)


def _reasons(context: AssessmentContext, reading: Reading) -> Markup:
    """Return a list of the reasons for the position in reading order, consistency gates with their messages."""
    if not reading.reasons:
        return Markup()
    gates = (
        labels.content(item.gate.id, "message", item.gate.message)
        for item in raise_gates(context.edition, context.assessment, today=today())
        if item.gate.kind == "consistency" and reading.indicator_id in item.indicators
    )
    reasons = (reason_name(item) for item in reading.reasons if item is not ReadFirst.GATE)
    return Markup('<ul class="cop-why">{}</ul>').format(
        join(Markup("<li>{}</li>").format(text) for text in (*gates, *reasons))
    )


def _cards(context: AssessmentContext, key: str, newest: NewestAnswers) -> Markup:
    """Return the cards of the national answer and of each institution that answered."""
    indicator, answer = context.edition.indicators[key], context.assessment.answer(key)
    revision = newest.get(NATIONAL, {}).get(key)
    described = Markup()
    if answer.level is not None and indicator.number is None:
        described = Markup("<p>{}</p>").format(
            choice_text(context.edition, indicator, str(answer.level))
        )
    names = context.institution_names
    national = answer_card(
        context.edition,
        indicator,
        _("The country’s answer"),
        answer,
        note=revision_byline(revision),
    )
    others = [
        answer_card(
            context.edition,
            indicator,
            names[institution],
            other,
            note=revision_byline(newest.get(institution, {}).get(key)),
        )
        for institution, other in institution_answers_on(context.assessment, key).answers.items()
        if other.state is not AnswerStatus.UNANSWERED
    ]
    return Markup('<div class="cop-opinions">{}{}</div>').format(
        national.replace(Markup("</strong></p>"), Markup("</strong></p>") + described, 1),
        join(others),
    )


def _question_lists(
    context: AssessmentContext,
    order: tuple[Reading, ...],
    reviews: Mapping[str, IndicatorReview],
) -> None:
    """Draw the lists of all indicators by reason for reading early; ✓ marks reviewed, ● open."""
    open_by_indicator = open_points(reviews)

    def sign(key: str) -> str:
        if key in open_by_indicator:
            return "●"
        return "✓" if _is_reviewed(reviews, key) else ""

    parts = []
    for reason in (*ReadFirst, None):
        group = [
            item.indicator_id
            for item in order
            if (item.reasons[0] if item.reasons else None) is reason
        ]
        if group:
            title = _("{reason} ({count})").format(
                reason=reason_name(reason) if reason else _("The rest, as it is asked"),
                count=len(group),
            )
            links = join(
                Markup("<li>{} {}</li>").format(
                    question_link(context.edition, key, page="review"), sign(key)
                )
                for key in group
            )
            parts.append(Markup('<h3>{}</h3><ul class="cop-codes">{}</ul>').format(title, links))
    with st.expander(_("All questions in reading order (✓ looked at, ● open)"), key="in-order"):
        st.html(join(parts))


@session.in_user_language
def _go(indicator: str) -> None:
    """Show another indicator."""
    session.go_to(indicator)
