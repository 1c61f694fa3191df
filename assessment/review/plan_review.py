"""Review of the plan: remarks on targets, measures, dates and the whole, and whether it is open, approved or returned. Pure.

The remarks on each subject are an append-only thread; the state of the review is derived from them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from assessment.model.assessment import AssessmentState
from assessment.model.roles import AccessRole
from assessment.review.thread import IllegalRemark, ReviewRules, Thread, ThreadRemark
from assessment.values.characters import has_glyph
from translations import gettext as _


class SubjectKind(StrEnum):
    """Kinds of subject of a plan."""

    TARGET = "target"
    """The target of an indicator, and thereby its gap."""
    MEASURE = "measure"
    DATE = "date"
    """Start and duration of a measure."""
    PLAN = "plan"


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject of the review; `id` is that of the indicator or measure, empty for the plan as a whole."""

    kind: SubjectKind
    id: str = ""

    @property
    def key(self) -> str:
        """The subject as stored and in URLs.

        >>> Subject(SubjectKind.TARGET, "L02").key, WHOLE_PLAN.key
        ('target:L02', 'plan')
        """
        return f"{self.kind}:{self.id}" if self.id else self.kind.value


WHOLE_PLAN = Subject(SubjectKind.PLAN)


def subject_of(key: str) -> Subject:
    """The subject of a key. Raises IllegalRemark for an unknown one.

    >>> subject_of("date:L02-a")
    Subject(kind=<SubjectKind.DATE: 'date'>, id='L02-a')
    """
    kind, _colon, name = key.partition(":")
    if kind not in list(SubjectKind) or (kind == SubjectKind.PLAN) == bool(name):
        raise IllegalRemark(
            _("{key}: is nothing of a plan. Choose it from the list.").format(key=key)
        )
    return Subject(SubjectKind(kind), name)


def subject_name(subject: Subject) -> str:
    """The label of a subject."""
    return {
        SubjectKind.TARGET: _("Target of {id}"),
        SubjectKind.MEASURE: _("Measure {id}"),
        SubjectKind.DATE: _("Date of {id}"),
        SubjectKind.PLAN: _("The plan as a whole"),
    }[subject.kind].format(id=subject.id)


class PlanRemarkKind(StrEnum):
    """Kinds of remark on a plan under review."""

    QUESTION = "question"
    RESOLVED = "resolved"
    """The expert has the reply that was needed."""
    REPLY = "reply"
    APPROVED = "approved"
    """The expert approves the plan whose digest the remark names."""
    RETURNED = "returned"
    """The expert asks for changes to the plan, which the open questions describe."""


BY_EXPERT = frozenset(PlanRemarkKind) - {PlanRemarkKind.REPLY}
DECISIONS = frozenset((PlanRemarkKind.APPROVED, PlanRemarkKind.RETURNED))
"""Kinds of remark on the plan as a whole only."""

QUESTIONED_IN = frozenset(
    (AssessmentState.IN_REVIEW, AssessmentState.AGREED, AssessmentState.PUBLISHED)
)
"""States in which the plan is reviewed: it is followed up for years after the answers are agreed."""

RULES = ReviewRules(
    by_expert=BY_EXPERT,
    states=QUESTIONED_IN,
    replied_to=frozenset((PlanRemarkKind.QUESTION,)),
)


@dataclass(frozen=True, slots=True)
class PlanRemark(ThreadRemark[PlanRemarkKind]):
    """A remark on a plan; `plan` is the digest (`plan_digest`) of the plan remarked on."""

    plan: str = ""


class ThreadOutcome(StrEnum):
    """The state of the thread of one subject."""

    NOT_ASKED = "not_asked"
    WAITS_FOR_REPLY = "waits_for_reply"
    REPLIED = "replied"
    """The country has replied; the expert has not marked the question as resolved."""
    RESOLVED = "resolved"


@dataclass(frozen=True, slots=True)
class PlanThread(Thread[PlanRemark]):
    """The remarks on one subject, the oldest first."""

    subject: Subject
    remarks: tuple[PlanRemark, ...] = ()

    @property
    def outcome(self) -> ThreadOutcome:
        """The state of the thread."""
        if self.waits_for_reply:
            return ThreadOutcome.WAITS_FOR_REPLY
        if self.question_is_open:
            return ThreadOutcome.REPLIED
        if self.newest(PlanRemarkKind.RESOLVED):
            return ThreadOutcome.RESOLVED
        return ThreadOutcome.NOT_ASKED


class PlanReviewOutcome(StrEnum):
    """The state of the review of the plan."""

    NOT_LOOKED_AT = "not_looked_at"
    OPEN = "open"
    """Questions are open."""
    RESOLVED = "resolved"
    """Every question is resolved; the plan is not approved yet."""
    RETURNED = "returned"
    APPROVED = "approved"
    CHANGED = "changed"
    """The plan was changed after its approval."""


@dataclass(frozen=True, slots=True)
class PlanReview:
    """The review of a plan: the threads of subjects with remarks, and the digest of the present `plan`."""

    threads: Mapping[Subject, PlanThread] = field(default_factory=dict)
    plan: str = ""

    def thread(self, subject: Subject) -> PlanThread:
        """The thread of a subject; empty without remarks."""
        return self.threads.get(subject) or PlanThread(subject)

    @property
    def decision(self) -> PlanRemark | None:
        """The last approval or return, valid until the next; None before the first."""
        return self.thread(WHOLE_PLAN).newest(*DECISIONS)

    @property
    def open_questions(self) -> tuple[Subject, ...]:
        """The subjects with an open question."""
        return tuple(key for key, thread in self.threads.items() if thread.question_is_open)

    @property
    def waiting_for_reply(self) -> tuple[Subject, ...]:
        """The subjects with a question to which the country has not replied."""
        return tuple(key for key, thread in self.threads.items() if thread.waits_for_reply)

    def is_outdated(self, remark: PlanRemark) -> bool:
        """Whether the plan was changed since a remark was made on it."""
        return remark.plan != self.plan

    @property
    def is_returned(self) -> bool:
        """Whether the last decision is a return."""
        decision = self.decision
        return decision is not None and decision.kind is PlanRemarkKind.RETURNED

    @property
    def outcome(self) -> PlanReviewOutcome:
        """The state of the review."""
        decision, is_open = self.decision, bool(self.open_questions)
        if is_open:
            return PlanReviewOutcome.RETURNED if self.is_returned else PlanReviewOutcome.OPEN
        if decision is not None and decision.kind is PlanRemarkKind.APPROVED:
            return (
                PlanReviewOutcome.CHANGED
                if self.is_outdated(decision)
                else PlanReviewOutcome.APPROVED
            )
        return PlanReviewOutcome.RESOLVED if self.threads else PlanReviewOutcome.NOT_LOOKED_AT


def read_plan_review(remarks: Mapping[Subject, Iterable[PlanRemark]], plan: str) -> PlanReview:
    """The review of a plan whose digest is `plan`."""
    threads = {key: PlanThread(key, tuple(thread)) for key, thread in remarks.items()}
    return PlanReview(threads, plan)


def can_remark_on_plan(state: AssessmentState, kind: PlanRemarkKind) -> bool:
    """Whether the state permits a remark of this kind: any in `QUESTIONED_IN`, a reply also once returned."""
    return RULES.permit(state, kind)


def check_plan_remark(
    offered: PlanRemark,
    subject: Subject,
    before: PlanReview,
    *,
    roles: Collection[AccessRole],
    planned_by: Collection[str] = (),
    name: str = "",
) -> None:
    """Raise IllegalRemark if `offered` may not follow the remarks `before`.

    `planned_by` are the authors of targets and plan: an expert whose `name` is among them may not review it.
    """
    RULES.check(
        offered,
        before.thread(subject),
        subject=subject_name(subject),
        roles=roles,
        wrong_role=_(
            "Review of the plan: the expert asks, approves and returns; the coordinator or approver replies."
        ),
        own_work=_(
            "Review of the plan: you have saved targets or plan yourself. Another expert must review it."
        )
        if name in planned_by
        else "",
        problem=_problem(offered, subject, before),
    )


def _problem(offered: PlanRemark, subject: Subject, before: PlanReview) -> str:
    """Why an approval or return is not possible now, or not without text; empty if it is."""
    match offered.kind:
        case PlanRemarkKind.APPROVED | PlanRemarkKind.RETURNED if subject != WHOLE_PLAN:
            return _("only the plan as a whole is approved or returned.")
        case PlanRemarkKind.APPROVED if before.open_questions:
            return _("questions are open: {subjects}. Resolve each, then approve.").format(
                subjects="; ".join(map(subject_name, before.open_questions))
            )
        case PlanRemarkKind.APPROVED if before.outcome is PlanReviewOutcome.APPROVED:
            return _("is approved already, and was not changed since.")
        case PlanRemarkKind.RETURNED if not has_glyph(offered.text):
            return _("say in one sentence why you return it.")
        case PlanRemarkKind.RETURNED if not before.open_questions:
            return _("no question is open. Ask first what should be changed.")
    return ""
