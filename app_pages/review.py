"""The expert's desk: what to read first and why, the country's answer, the expert's level beside it, and the talk of both."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st
from markupsafe import Markup

from app_pages import (
    frame,
    review_fields,
    review_queue,
    review_report,
    review_thread,
    session,
    since,
    words,
)
from app_pages.answer_card import answer_card, who_and_when
from app_pages.choice_words import choice_text
from app_pages.glance import Glance, edition_answered, glance_at, load
from app_pages.keys_help import review_keys_help
from app_pages.markup import join
from app_pages.neighbours import previous_and_next
from app_pages.review_words import reason_name
from app_pages.step_words import what_is_next
from app_pages.workplace import open_store, today
from assessment import NATIONAL, AnswerStatus, AssessmentState, raise_gates
from assessment.institutions import opinions_on
from assessment.progress import Comparison, NotComparable, compare_cycles
from assessment.reading_order import ReadFirst, Reading, reading_order
from assessment.review import IndicatorReview, open_points
from assessment.store import AnswerRevision
from translations import gettext as _

NOT_YET = (AssessmentState.DRAFT, AssessmentState.SUBMITTED, AssessmentState.WITHDRAWN)
"""States without a review to show, unless one was begun before."""

Newest = Mapping[str, Mapping[str, AnswerRevision]]


def show() -> None:
    chosen = frame.assessment_chosen()
    with frame.errors_shown():
        if chosen is not None:
            _desk(chosen, frame.lay_out_side(chosen, edition_answered(chosen)))
        review_queue.show(chosen)


@st.fragment
@session.speaking
def _desk(assessment_id: str, slots: frame.Slots) -> None:
    """The part that every remark changes."""
    with frame.errors_shown():
        glance = glance_at(assessment_id)
        frame.fill_side(glance, slots, None)
        st.html(frame.header(glance) + Markup("<h1>{}</h1>").format(_("Review")))
        if not glance.is_national:
            st.write(_("This page is for the expert and the coordinator."))
            return
        store, person = open_store(), session.person()
        reviews = store.reviews(assessment_id, person=person)
        if glance.state in NOT_YET and not reviews:
            st.write(what_is_next(glance.state))
            frame.show_next_step("hand-in", _("To the steps"), glance.id)
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
        review_report.show(glance)
        st.html(review_keys_help())
        frame.show_next_step("plan-review", _("To the review of the plan"), glance.id)


def _order(glance: Glance) -> tuple[Reading, ...]:
    return reading_order(
        glance.edition, glance.assessment, today=today(), since=_since_last_cycle(glance)
    )


def _since_last_cycle(glance: Glance) -> Comparison | None:
    """What has changed since the newest earlier cycle; None where there is none to compare with."""
    before = next((item for item in since.earlier(glance) if item.cycle < glance.cycle), None)
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
    glance: Glance, reviews: Mapping[str, IndicatorReview], keys: tuple[str, ...]
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
    review_fields.show_messages(glance.id)


def _question(
    glance: Glance,
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
                name=words.pillar_name(pillar), number=keys.index(key) + 1, count=len(keys)
            ),
            id=key,
            question=words.question(glance.edition.indicators[key]),
            why=_why(glance, reading),
            cards=_cards(glance, key, newest),
            talk=review_thread.talk(glance, review),
        )
    )
    onward = _onward(keys, key, reviews)
    with session.showing("review", glance.id, review.indicator_id):
        review_fields.show(glance, review, onward)
    with st.container(horizontal=True, key="way-on"):
        previous_and_next(keys, key, _go)


def _onward(keys: tuple[str, ...], key: str, reviews: Mapping[str, IndicatorReview]) -> str | None:
    """The next one not looked at, round from here; None where all others were."""
    place = keys.index(key)
    rest = (*keys[place + 1 :], *keys[:place])
    return next((it for it in rest if not _looked_at(reviews, it)), None)


def _why(glance: Glance, reading: Reading) -> Markup:
    """Why it stands in this place, with what the gates say."""
    if not reading.reasons:
        return Markup()
    gates = (
        words.content(item.gate.id, "message", item.gate.message)
        for item in raise_gates(glance.edition, glance.assessment, today=today())
        if item.gate.kind == "consistency" and reading.indicator_id in item.indicators
    )
    reasons = (reason_name(item) for item in reading.reasons if item is not ReadFirst.GATE)
    return Markup('<ul class="cop-why">{}</ul>').format(
        join(Markup("<li>{}</li>").format(text) for text in (*gates, *reasons))
    )


def _cards(glance: Glance, key: str, newest: Newest) -> Markup:
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


@session.speaking
def _go(indicator: str) -> None:
    session.go_to(indicator)
