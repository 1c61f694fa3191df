"""Reviews for the tests of the report: empty, typical, all levels different, remarks on every question."""

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
    """A remark as stored; each is a day after the one before."""
    at = NOON + dt.timedelta(days=number)
    return replace(remark, number=number, author=author, at=at, answer=remark.answer or answer)


def review_of(key: str, *remarks: Remark, answer: int = 1) -> IndicatorReview:
    """The remarks on an indicator: by Ben for the expert, by Ana for the country."""
    experts = (K.VIEW, K.QUESTION, K.RESOLVED)
    return IndicatorReview(
        key,
        tuple(
            on(
                index,
                item,
                author="Ben" if item.kind in experts else "Ana",
                answer=min(answer, 1),
            )
            for index, item in enumerate(remarks, 1)
        ),
        answer,
    )


def view(level: int | None, own: int | None, why: str = "", answer: int = 1) -> Remark:
    return Remark(K.VIEW, why, level=level, self_level=own, answer=answer)


def accepted(level: int, own: int, text: str = "") -> Remark:
    return Remark(K.ACCEPTED, text, level=level, self_level=own, answer=2)


def history_of(*steps: Transition) -> WorkflowHistory:
    return WorkflowHistory(
        tuple(
            TransitionRecord(
                step,
                NOON - dt.timedelta(days=20 - index),
                reason="One question." if step is Transition.RETURN else "",
                questioned=("O01",) if step is Transition.RETURN else (),
                snapshot=f"{index:064x}" if step in (Transition.SUBMIT, Transition.AGREE) else "",
            )
            for index, step in enumerate(steps)
        )
    )


def nothing() -> ReviewAnalysis:
    """Under review, without remarks."""
    assessment = made.mixed().model_copy(update={"state": S.IN_REVIEW})
    return _analysis(
        assessment, {}, history_of(Transition.SUBMIT, Transition.START_REVIEW), handed_in=assessment
    )


def usual() -> ReviewAnalysis:
    """One finding of each kind: confirmed, taken over, both kept, questioned, changed, differing, changed by the country."""
    handed_in = made.mixed()
    level = {key: handed_in.level(key) or 0 for key in handed_in.answers}
    reviews = {
        "L01": review_of("L01", view(level["L01"], level["L01"])),
        "L02": review_of(
            "L02", view(_other(level["L02"]), level["L02"], "No unit enforces it."),
            accepted(_other(level["L02"]), level["L02"], "We agree."), answer=2,
        ),
        "L03": review_of("L03", view(0, 4, "The act was repealed."), Remark(K.KEPT, "A new act replaces it.")),
        "L04": review_of("L04", Remark(K.QUESTION, "Which law?"), Remark(K.REPLY, "The act of 2019."), Remark(K.RESOLVED)),
        "L05": review_of("L05", view(level["L05"], level["L05"]), answer=2),
        "L06": review_of("L06", view(_other(level["L06"]), level["L06"], "Only in the capital.")),
        "O01": review_of("O01", Remark(K.QUESTION, "Since when?")),
        "O02": review_of("O02", Remark(K.QUESTION, "By whom?"), Remark(K.REPLY, "By the board.")),
        "O03": review_of("O03", view(None, level["O03"], "Nothing was shown.")),
        "T01": review_of("T01", view(level["T01"], level["T01"], "Well documented.")),
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
    steps = history_of(
        Transition.SUBMIT,
        Transition.START_REVIEW,
        Transition.RETURN,
        Transition.SUBMIT,
        Transition.START_REVIEW,
    )
    return _analysis(assessment, reviews, steps, handed_in=handed_in)


def agreed() -> ReviewAnalysis:
    """Agreed: two levels taken over, one kept, all others confirmed."""
    handed_in = made.mixed()
    reviews = {
        key: review_of(key, view(handed_in.level(key), handed_in.level(key)))
        for key in handed_in.answers
    }
    answers = dict(handed_in.answers)
    for key in ("L01", "T03"):
        own = handed_in.level(key) or 0
        new = _other(own)
        reviews[key] = review_of(
            key, view(new, own, "Less than that."), accepted(new, own), answer=2
        )
        answers[key] = answers[key].model_copy(update={"level": new})
    own = handed_in.level("O05") or 0
    kept = Remark(K.KEPT, "The court has ruled so.")
    reviews["O05"] = review_of("O05", view(_other(own), own, "Not seen."), kept)
    assessment = handed_in.model_copy(update={"answers": answers, "state": S.AGREED})
    steps = history_of(Transition.SUBMIT, Transition.START_REVIEW, Transition.AGREE)
    return _analysis(assessment, reviews, steps, handed_in=handed_in)


def all_differ() -> ReviewAnalysis:
    """Every level differs and is open, with long, hostile and right-to-left texts."""
    handed_in = made.mixed().model_copy(update={"state": S.IN_REVIEW})
    texts = (HOSTILE, ARABIC, LONG, ONE_WORD)
    reviews = {
        key: review_of(
            key,
            view(_other(handed_in.level(key) or 0), handed_in.level(key), texts[index % 4]),
            Remark(K.QUESTION, texts[(index + 1) % 4]),
        )
        for index, key in enumerate(handed_in.answers)
    }
    return _analysis(handed_in, reviews, history_of(Transition.SUBMIT, Transition.START_REVIEW))


def all_threads() -> ReviewAnalysis:
    """A thread of eight remarks on every question."""
    handed_in = made.mixed().model_copy(update={"state": S.IN_REVIEW})
    reviews = {
        key: review_of(
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
    return _analysis(handed_in, reviews, history_of(Transition.SUBMIT, Transition.START_REVIEW))


def quick() -> ReviewAnalysis:
    """The quick scan with one answer, and an expert who gives a level where the country gave none."""
    assessment = made.quick().model_copy(update={"state": S.IN_REVIEW})
    reviews = {"L03": review_of("L03", view(1, None, "The act of 2020 says so.", 0), answer=0)}
    return _analysis(assessment, reviews, history_of(Transition.SUBMIT, Transition.START_REVIEW))


P = PlanRemarkKind
TARGET = Subject(SubjectKind.TARGET, "L02")
MEASURE = Subject(SubjectKind.MEASURE, "T05-a")
GONE = Subject(SubjectKind.DATE, "X99-z")
"""Id of a measure missing in the edition."""


def plan_review(
    decision: PlanRemarkKind | None = None, *, at: str = "digest-1", is_open: bool = False
) -> PlanReview:
    """Review of a plan: a question on a target with a reply, one on a measure resolved, and the decision at `at`."""
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
                number=index,
                author="Ana" if item.kind is P.REPLY else "Ben",
                at=NOON + dt.timedelta(days=20 + index),
            )
            for index, item in enumerate(items, 1)
        ]
        for subject, items in talked.items()
    }
    return read_plan_review(remarks, "digest-1")


def planned() -> ReviewAnalysis:
    """Agreed, with an approved plan."""
    return replace(agreed(), plan=plan_review(P.APPROVED))


def plan_open() -> ReviewAnalysis:
    """Agreed, with a returned plan: one question without and one with a reply."""
    return replace(agreed(), plan=plan_review(P.RETURNED, is_open=True))


def _other(level: int) -> int:
    return level - 1 if level else 1


def _analysis(
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
    "all_threads": all_threads,
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
