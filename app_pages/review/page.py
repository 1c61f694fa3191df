"""The expert's desk: what to read first and why, the country's answer, the expert's level beside it, and the talk of both."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st
from markupsafe import Markup

from app_pages.cycle_comparison import page as cycle_comparison
from app_pages.review import form, queue, report_download, thread
from app_pages.review.labels import reason_name
from app_pages.shell import labels as shell_labels
from app_pages.shell import layout, session
from app_pages.shell.assessment_context import (
    AssessmentContext,
    edition_answered,
    load,
    load_context,
)
from app_pages.shell.authorship import answer_card, who_and_when
from app_pages.shell.choice_labels import choice_text
from app_pages.shell.keyboard_help import review_keys_help
from app_pages.shell.markup import join
from app_pages.shell.pager import previous_and_next
from app_pages.shell.workflow_labels import what_is_next
from assessment import NATIONAL, AnswerStatus, AssessmentState, raise_gates
from assessment.answers.settlement import opinions_on
from assessment.cycles.comparison import Comparison, NotComparable, compare_cycles
from assessment.review.answer_review import IndicatorReview, open_points
from assessment.review.reading_order import ReadFirst, Reading, reading_order
from assessment.store import AnswerRevision
from host.services import open_store, today
from translations import gettext as _

NOT_YET = (AssessmentState.DRAFT, AssessmentState.SUBMITTED, AssessmentState.WITHDRAWN)
"""States without a review to show, unless one was begun before."""

Newest = Mapping[str, Mapping[str, AnswerRevision]]


def show() -> None:
    chosen = layout.assessment_chosen()
    with layout.errors_shown():
        if chosen is not None:
            _desk(chosen, layout.lay_out_side(chosen, edition_answered(chosen)))
        queue.show(chosen)


@st.fragment
@session.in_user_language
def _desk(assessment_id: str, slots: layout.Slots) -> None:
    """The part that every remark changes."""
    with layout.errors_shown():
        glance = load_context(assessment_id)
        layout.fill_side(glance, slots, None)
        st.html(layout.header(glance) + Markup("<h1>{}</h1>").format(_("Review")))
        if not glance.is_national:
            st.write(_("This page is for the expert and the coordinator."))
            return
        store, person = open_store(), session.person()
        reviews = store.reviews(assessment_id, person=person)
        if glance.state in NOT_YET and not reviews:
            st.write(what_is_next(glance.state))
            layout.show_next_step("hand-in", _("To the steps"), glance.id)
            return
        order = _order(glance)
        keys = tuple(item.indicator_id for item in order)
        key = session.indicator_id()
        if key not in keys:
            key = next((it for it in keys if not _looked_at(reviews, it)), keys[0])
        session.name_in_address(key)
        _progress(glance, reviews, keys)
        newest = store.newest_answers(assessment_id, person=person)
        _question(glance, order, key, reviews, newest)
        _all_of_them(order, reviews, key)
        report_download.show(glance)
        st.html(review_keys_help())
        layout.show_next_step("plan-review", _("To the review of the plan"), glance.id)


def _order(glance: AssessmentContext) -> tuple[Reading, ...]:
    return reading_order(
        glance.edition, glance.assessment, today=today(), since=_since_last_cycle(glance)
    )


def _since_last_cycle(glance: AssessmentContext) -> Comparison | None:
    """What has changed since the newest earlier cycle; None where there is none to compare with."""
    before = next(
        (item for item in cycle_comparison.earlier(glance) if item.cycle < glance.cycle), None
    )
    if before is None:
        return None
    edition_before, found = load(before.id)
    try:
        return compare_cycles(found, edition_before, glance.assessment, glance.edition)
    except NotComparable:
        return None


def _looked_at(reviews: Mapping[str, IndicatorReview], key: str) -> bool:
    return key in reviews and reviews[key].is_looked_at


def _progress(
    glance: AssessmentContext, reviews: Mapping[str, IndicatorReview], keys: tuple[str, ...]
) -> None:
    looked = sum(_looked_at(reviews, key) for key in keys)
    texts = [_("{part} of {whole} looked at").format(part=looked, whole=len(keys))]
    found = open_points(reviews)
    if found:
        texts.append(_("{count} open").format(count=len(found)))
    st.html(
        Markup('<p class="cop-progress"><meter min="0" max="{of}" value="{done}" '
               'aria-hidden="true"></meter> {text}</p><p class="cop-note">{next}</p>').format(
            of=len(keys),
            done=looked,
            text=" · ".join(texts),
            next="" if glance.state is AssessmentState.IN_REVIEW else what_is_next(glance.state),
        )
    )  # fmt: skip
    form.show_messages(glance.id)


def _question(
    glance: AssessmentContext,
    order: tuple[Reading, ...],
    key: str,
    reviews: Mapping[str, IndicatorReview],
    newest: Newest,
) -> None:
    """One answer: why it is read here, what the country says, what was said of it, and the fields."""
    keys = tuple(item.indicator_id for item in order)
    reading = order[keys.index(key)]
    revision = newest.get(NATIONAL, {}).get(key)
    review = reviews.get(key) or IndicatorReview(key, (), revision.number if revision else 0)
    pillar = glance.edition.pillar_of[key]
    st.html(
        Markup(
            '<p class="cop-place pillar-{letter}">{place}</p>'
            '<h2 id="question" data-indicator="{id}" tabindex="-1"><span>{id}</span> {question}</h2>'
            "{why}{cards}{talk}"
        ).format(
            letter=pillar.letter,
            place=_("{name} · {number} of {count} in reading order").format(
                name=shell_labels.pillar_name(pillar), number=keys.index(key) + 1, count=len(keys)
            ),
            id=key,
            question=shell_labels.question(glance.edition.indicators[key]),
            why=_why(glance, reading),
            cards=_cards(glance, key, newest),
            talk=thread.talk(glance, review),
        )
    )
    onward = _onward(keys, key, reviews)
    with session.bind_fields("review", glance.id, review.indicator_id):
        form.show(glance, review, onward)
    with st.container(horizontal=True, key="way-on"):
        previous_and_next(keys, key, _go)


def _onward(keys: tuple[str, ...], key: str, reviews: Mapping[str, IndicatorReview]) -> str | None:
    """The next one not looked at, round from here; None where all others were."""
    place = keys.index(key)
    rest = (*keys[place + 1 :], *keys[:place])
    return next((it for it in rest if not _looked_at(reviews, it)), None)


def _why(glance: AssessmentContext, reading: Reading) -> Markup:
    """Why it stands in this place, with what the gates say."""
    if not reading.reasons:
        return Markup()
    gates = (
        shell_labels.content(item.gate.id, "message", item.gate.message)
        for item in raise_gates(glance.edition, glance.assessment, today=today())
        if item.gate.kind == "consistency" and reading.indicator_id in item.indicators
    )
    reasons = (reason_name(item) for item in reading.reasons if item is not ReadFirst.GATE)
    return Markup('<ul class="cop-why">{}</ul>').format(
        join(Markup("<li>{}</li>").format(text) for text in (*gates, *reasons))
    )


def _cards(glance: AssessmentContext, key: str, newest: Newest) -> Markup:
    """The country's answer in full, then what each institution said."""
    indicator, answer = glance.edition.indicators[key], glance.assessment.answer(key)
    revision = newest.get(NATIONAL, {}).get(key)
    described = Markup()
    if answer.level is not None and indicator.number is None:
        described = Markup("<p>{}</p>").format(
            choice_text(glance.edition, indicator, str(answer.level))
        )
    names = {item.id: item.name for item in glance.assessment.institutions}
    national = answer_card(
        glance.edition, indicator, _("The country’s answer"), answer, note=who_and_when(revision)
    )
    others = [
        answer_card(
            glance.edition, indicator, names[who], said, note=who_and_when(newest.get(who, {}).get(key))
        )
        for who, said in opinions_on(glance.assessment, key).said.items()
        if said.state is not AnswerStatus.UNANSWERED
    ]  # fmt: skip
    return Markup('<div class="cop-opinions">{}{}</div>').format(
        national.replace(Markup("</strong></p>"), Markup("</strong></p>") + described, 1),
        join(others),
    )


def _all_of_them(
    order: tuple[Reading, ...], reviews: Mapping[str, IndicatorReview], key: str
) -> None:
    """Every question under the reason for which it is read early; ✓ looked at, ● open."""
    found = open_points(reviews)

    def label(item: str) -> str:
        if item in found:
            return f"{item} ●"
        return f"{item} ✓" if _looked_at(reviews, item) else item

    with st.expander(_("All questions in reading order (✓ looked at, ● open)"), key="in-order"):
        for reason in (*ReadFirst, None):
            group = [
                item.indicator_id
                for item in order
                if (item.reasons[0] if item.reasons else None) is reason
            ]
            if not group:
                continue
            name = reason.value if reason else "rest"
            session.fill(f"order.{name}", **{key: key if key in group else None})
            st.pills(
                _("{reason} ({count})").format(
                    reason=reason_name(reason) if reason else _("The rest, as it is asked"),
                    count=len(group),
                ),
                group,
                format_func=label,
                key=f"order.{name}.{key}",
                on_change=session.follow,
                args=(f"order.{name}", key),
            )


@session.in_user_language
def _go(indicator: str) -> None:
    session.go_to(indicator)
