"""Reviews that the report must bear: nothing said, a usual one, everything different, everything talked about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache

from assessment import Assessment, AssessmentState
from assessment.review.answer_review import IndicatorReview, Remark, RemarkKind
from assessment.review.plan_review import (
    WHOLE_PLAN,
    PlanRemark,
    PlanRemarkKind,
    PlanReview,
    Subject,
    SubjectKind,
    read_plan_review,
)
from assessment.workflow.history import TransitionRecord, WorkflowHistory
from assessment.workflow.states import Transition
from reports import ReviewReport, build_review_analysis, build_review_report, render_review
from reports.review_report import ReviewAnalysis
from tests.reports import made

K, S = RemarkKind, AssessmentState
DAY = dt.date(2026, 11, 24)
NOON = dt.datetime(2026, 11, 10, 12, tzinfo=dt.UTC)

HOSTILE = (
    '=HYPERLINK("http://x.invalid") <script>alert(1)</script> {{ report }} {% raw %} </style> & "q" '
    "\N{GRINNING FACE} \x07 soft\N{SOFT HYPHEN}hyphen\nsecond line"
)
ARABIC = "توجد وحدة تنفذ هذا القانون في عام 2026"
LONG = "The unit has no staff of its own and the budget of the ministry does not name it. " * 12
ONE_WORD = "x" * 400


def on(number: int, remark: Remark, *, author: str = "Ben", answer: int = 1) -> Remark:
    """A remark as it is stored; each is said a day after the one before."""
    at = NOON + dt.timedelta(days=number)
    return replace(remark, number=number, author=author, at=at, answer=remark.answer or answer)


def said(key: str, *remarks: Remark, answer: int = 1) -> IndicatorReview:
    """What was said of an indicator: by Ben for the expert, by Ana for the country."""
    experts = (K.VIEW, K.QUESTION, K.RESOLVED)
    return IndicatorReview(
        key,
        tuple(
            on(
                place,
                item,
                author="Ben" if item.kind in experts else "Ana",
                answer=min(answer, 1),
            )
            for place, item in enumerate(remarks, 1)
        ),
        answer,
    )


def view(level: int | None, own: int | None, why: str = "", answer: int = 1) -> Remark:
    return Remark(K.VIEW, why, level=level, self_level=own, answer=answer)


def accepted(level: int, own: int, text: str = "") -> Remark:
    return Remark(K.ACCEPTED, text, level=level, self_level=own, answer=2)


def course(*steps: Transition) -> WorkflowHistory:
    return WorkflowHistory(
        tuple(
            TransitionRecord(
                step,
                NOON - dt.timedelta(days=20 - place),
                reason="One question." if step is Transition.RETURN else "",
                questioned=("O01",) if step is Transition.RETURN else (),
                snapshot=f"{place:064x}" if step in (Transition.SUBMIT, Transition.AGREE) else "",
            )
            for place, step in enumerate(steps)
        )
    )


def nothing() -> ReviewAnalysis:
    """Under review, and nothing looked at."""
    assessment = made.mixed().model_copy(update={"state": S.IN_REVIEW})
    return _gathered(
        assessment, {}, course(Transition.SUBMIT, Transition.START_REVIEW), handed_in=assessment
    )


def usual() -> ReviewAnalysis:
    """One of everything: as it was, taken over, both kept, asked, changed, disagreed, changed by the country."""
    handed_in = made.mixed()
    level = {key: handed_in.level(key) or 0 for key in handed_in.answers}
    reviews = {
        "L01": said("L01", view(level["L01"], level["L01"])),
        "L02": said(
            "L02", view(_other(level["L02"]), level["L02"], "No unit enforces it."),
            accepted(_other(level["L02"]), level["L02"], "We agree."), answer=2,
        ),
        "L03": said("L03", view(0, 4, "The act was repealed."), Remark(K.KEPT, "A new act replaces it.")),
        "L04": said("L04", Remark(K.QUESTION, "Which law?"), Remark(K.REPLY, "The act of 2019."), Remark(K.RESOLVED)),
        "L05": said("L05", view(level["L05"], level["L05"]), answer=2),
        "L06": said("L06", view(_other(level["L06"]), level["L06"], "Only in the capital.")),
        "O01": said("O01", Remark(K.QUESTION, "Since when?")),
        "O02": said("O02", Remark(K.QUESTION, "By whom?"), Remark(K.REPLY, "By the board.")),
        "O03": said("O03", view(None, level["O03"], "Nothing was shown.")),
        "T01": said("T01", view(level["T01"], level["T01"], "Well documented.")),
    }  # fmt: skip
    changed = {
        "L02": handed_in.answer("L02").model_copy(update={"level": _other(level["L02"])}),
        "L05": handed_in.answer("L05").model_copy(update={"level": _other(level["L05"])}),
        "L03": handed_in.answer("L03").model_copy(update={"level": 4}),
    }
    answers = {**handed_in.answers, **changed}
    handed_in = handed_in.model_copy(
        update={"answers": {**handed_in.answers, "L03": changed["L03"]}}
    )
    assessment = handed_in.model_copy(update={"answers": answers, "state": S.IN_REVIEW})
    steps = course(
        Transition.SUBMIT,
        Transition.START_REVIEW,
        Transition.RETURN,
        Transition.SUBMIT,
        Transition.START_REVIEW,
    )
    return _gathered(assessment, reviews, steps, handed_in=handed_in)


def agreed() -> ReviewAnalysis:
    """Agreed: two taken over, one kept, all others as they were."""
    handed_in = made.mixed()
    reviews = {
        key: said(key, view(handed_in.level(key), handed_in.level(key)))
        for key in handed_in.answers
    }
    answers = dict(handed_in.answers)
    for key in ("L01", "T03"):
        own = handed_in.level(key) or 0
        new = _other(own)
        reviews[key] = said(key, view(new, own, "Less than that."), accepted(new, own), answer=2)
        answers[key] = answers[key].model_copy(update={"level": new})
    own = handed_in.level("O05") or 0
    kept = Remark(K.KEPT, "The court has ruled so.")
    reviews["O05"] = said("O05", view(_other(own), own, "Not seen."), kept)
    assessment = handed_in.model_copy(update={"answers": answers, "state": S.AGREED})
    steps = course(Transition.SUBMIT, Transition.START_REVIEW, Transition.AGREE)
    return _gathered(assessment, reviews, steps, handed_in=handed_in)


def all_differ() -> ReviewAnalysis:
    """Every level differs and is open, with long, hostile and right-to-left texts."""
    handed_in = made.mixed().model_copy(update={"state": S.IN_REVIEW})
    texts = (HOSTILE, ARABIC, LONG, ONE_WORD)
    reviews = {
        key: said(
            key,
            view(_other(handed_in.level(key) or 0), handed_in.level(key), texts[place % 4]),
            Remark(K.QUESTION, texts[(place + 1) % 4]),
        )
        for place, key in enumerate(handed_in.answers)
    }
    return _gathered(handed_in, reviews, course(Transition.SUBMIT, Transition.START_REVIEW))


def all_talked() -> ReviewAnalysis:
    """A talk of eight remarks on every question."""
    handed_in = made.mixed().model_copy(update={"state": S.IN_REVIEW})
    reviews = {
        key: said(
            key,
            *(
                item
                for turn in range(3)
                for item in (
                    Remark(K.QUESTION, f"{key}: question {turn}. Where does it stand?"),
                    Remark(K.REPLY, f"{key}: reply {turn}. In article {turn + 1}."),
                )
            ),
            Remark(K.RESOLVED),
            view(handed_in.level(key), handed_in.level(key), "Seen."),
        )
        for key in handed_in.answers
    }
    return _gathered(handed_in, reviews, course(Transition.SUBMIT, Transition.START_REVIEW))


def quick() -> ReviewAnalysis:
    """The quick scan with one answer, and an expert who gives a level where the country gave none."""
    assessment = made.quick().model_copy(update={"state": S.IN_REVIEW})
    reviews = {"L03": said("L03", view(1, None, "The act of 2020 says so.", 0), answer=0)}
    return _gathered(assessment, reviews, course(Transition.SUBMIT, Transition.START_REVIEW))


P = PlanRemarkKind
TARGET = Subject(SubjectKind.TARGET, "L02")
MEASURE = Subject(SubjectKind.MEASURE, "T05-a")
GONE = Subject(SubjectKind.DATE, "X99-z")
"""A measure that the edition does not have."""


def plan_review(
    decision: PlanRemarkKind | None = None, *, at: str = "digest-1", is_open: bool = False
) -> PlanReview:
    """A question on a target, replied to; one on a measure, resolved; and what was decided of the plan at `at`."""
    question = PlanRemark(P.QUESTION, "Why only 2?", at)
    reply = PlanRemark(P.REPLY, HOSTILE, at)
    resolved = PlanRemark(P.RESOLVED, "", at)
    talked = {
        TARGET: (question, reply) if is_open else (question, reply, resolved),
        MEASURE: (PlanRemark(P.QUESTION, ARABIC, at), resolved),
        GONE: (PlanRemark(P.QUESTION, "When?", at), *([] if is_open else [resolved])),
    }
    if decision is not None:
        talked[WHOLE_PLAN] = (PlanRemark(decision, "As it stands.", at),)
    remarks = {
        subject: [
            replace(
                item,
                number=place,
                author="Ana" if item.kind is P.REPLY else "Ben",
                at=NOON + dt.timedelta(days=20 + place),
            )
            for place, item in enumerate(items, 1)
        ]
        for subject, items in talked.items()
    }
    return read_plan_review(remarks, "digest-1")


def planned() -> ReviewAnalysis:
    """Agreed, and the plan approved."""
    return replace(agreed(), plan=plan_review(P.APPROVED))


def plan_open() -> ReviewAnalysis:
    """Agreed, and the plan returned with a question that waits for a reply and one that has it."""
    return replace(agreed(), plan=plan_review(P.RETURNED, is_open=True))


def _other(level: int) -> int:
    return level - 1 if level else 1


def _gathered(
    assessment: Assessment,
    reviews: Mapping[str, IndicatorReview],
    steps: WorkflowHistory,
    *,
    handed_in: Assessment | None = None,
) -> ReviewAnalysis:
    return build_review_analysis(
        made.edition(), assessment, reviews, history=steps, date=DAY, handed_in=handed_in
    )


CASES: Mapping[str, Callable[[], ReviewAnalysis]] = {
    "nothing": nothing,
    "usual": usual,
    "agreed": agreed,
    "all_differ": all_differ,
    "all_talked": all_talked,
    "quick": quick,
    "planned": planned,
    "plan_open": plan_open,
}


@cache
def report(name: str) -> ReviewReport:
    return build_review_report(CASES[name]())


@cache
def page(name: str) -> str:
    return render_review(report(name))
