"""What an expert and a country say to targets, measures, dates and the plan, and what follows: open, approved, returned. Pure.

The plan's side of `assessment.review.answer_review`: remarks are only added, and what stands is read from them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from assessment.model.assessment import AssessmentState
from assessment.model.roles import AccessRole
from assessment.review.answer_review import EXPERTS, SPEAKERS, IllegalRemark
from assessment.review.thread import newest, question_is_open, waits_for_reply
from translations import gettext as _


class SubjectKind(StrEnum):
    """What can be questioned."""

    TARGET = "target"
    """The target of an indicator, and with it its gap."""
    MEASURE = "measure"
    DATE = "date"
    """When a measure is planned, and how long it takes."""
    PLAN = "plan"


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing that can be questioned; `id` is the indicator's or the measure's, empty for the plan as a whole."""

    kind: SubjectKind
    id: str = ""

    @property
    def key(self) -> str:
        """The subject in a word.

        >>> Subject(SubjectKind.TARGET, "L02").key, WHOLE_PLAN.key
        ('target:L02', 'plan')
        """
        return f"{self.kind}:{self.id}" if self.id else self.kind.value


WHOLE_PLAN = Subject(SubjectKind.PLAN)


def subject_of(key: str) -> Subject:
    """The subject of a key. Raises IllegalRemark where it names none.

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
    """The subject as a person reads it."""
    return {
        SubjectKind.TARGET: _("Target of {id}"),
        SubjectKind.MEASURE: _("Measure {id}"),
        SubjectKind.DATE: _("Date of {id}"),
        SubjectKind.PLAN: _("The plan as a whole"),
    }[subject.kind].format(id=subject.id)


class PlanRemarkKind(StrEnum):
    """What somebody says of a plan under review."""

    QUESTION = "question"
    RESOLVED = "resolved"
    """The expert has the reply that was needed."""
    REPLY = "reply"
    APPROVED = "approved"
    """The expert has nothing against the plan as it stands."""
    RETURNED = "returned"
    """The expert asks that the plan be changed; what is asked stands in the open questions."""


BY_EXPERT = frozenset(PlanRemarkKind) - {PlanRemarkKind.REPLY}
DECISIONS = frozenset((PlanRemarkKind.APPROVED, PlanRemarkKind.RETURNED))
"""What is said of the plan as a whole alone."""

QUESTIONED_IN = frozenset(
    (AssessmentState.IN_REVIEW, AssessmentState.AGREED, AssessmentState.PUBLISHED)
)
"""States in which an expert speaks of the plan: it is followed up for years after the answers are agreed."""


@dataclass(frozen=True, slots=True)
class PlanRemark:
    """One thing said of a plan; `number` 0, without author and time, before it is stored.

    `plan` is the digest (`plan_digest`) of the plan it speaks of.
    """

    kind: PlanRemarkKind
    text: str = ""
    plan: str = ""
    number: int = 0
    author: str = ""
    at: dt.datetime | None = None


class ThreadOutcome(StrEnum):
    """What the talk about one subject has come to."""

    NOT_ASKED = "not_asked"
    WAITS_FOR_REPLY = "waits_for_reply"
    REPLIED = "replied"
    """The country has replied; the expert has not said whether that is enough."""
    RESOLVED = "resolved"


@dataclass(frozen=True, slots=True)
class PlanThread:
    """All that was said of one subject, the oldest first."""

    subject: Subject
    remarks: tuple[PlanRemark, ...] = ()

    @property
    def question_is_open(self) -> bool:
        return question_is_open(self.remarks)

    @property
    def outcome(self) -> ThreadOutcome:
        if waits_for_reply(self.remarks):
            return ThreadOutcome.WAITS_FOR_REPLY
        if self.question_is_open:
            return ThreadOutcome.REPLIED
        if newest(self.remarks, {PlanRemarkKind.RESOLVED}):
            return ThreadOutcome.RESOLVED
        return ThreadOutcome.NOT_ASKED


class PlanStanding(StrEnum):
    """What the review of the plan has come to."""

    NOT_LOOKED_AT = "not_looked_at"
    OPEN = "open"
    """Questions are open."""
    RESOLVED = "resolved"
    """Every question is resolved; the plan is not approved yet."""
    RETURNED = "returned"
    APPROVED = "approved"
    CHANGED = "changed"
    """What was approved was changed since."""


@dataclass(frozen=True, slots=True)
class PlanReview:
    """The review of a plan: what was said, by subject, and the digest of the `plan` as it stands now.

    Subjects of which nothing was said are not named.
    """

    threads: Mapping[Subject, PlanThread] = field(default_factory=dict)
    plan: str = ""

    def thread(self, subject: Subject) -> PlanThread:
        """What was said of a subject; empty where nothing was."""
        return self.threads.get(subject) or PlanThread(subject)

    @property
    def decision(self) -> PlanRemark | None:
        """The last approval or return; it stands until the next."""
        return newest(self.thread(WHOLE_PLAN).remarks, DECISIONS)

    @property
    def open_questions(self) -> tuple[Subject, ...]:
        return tuple(key for key, thread in self.threads.items() if thread.question_is_open)

    @property
    def waiting_for_reply(self) -> tuple[Subject, ...]:
        return tuple(
            key
            for key, thread in self.threads.items()
            if thread.outcome is ThreadOutcome.WAITS_FOR_REPLY
        )

    def is_older(self, remark: PlanRemark) -> bool:
        """Whether the plan is another now than the one a remark speaks of."""
        return remark.plan != self.plan

    @property
    def is_returned(self) -> bool:
        """Whether the country has been asked to change the plan and the expert has not approved it since."""
        decision = self.decision
        return decision is not None and decision.kind is PlanRemarkKind.RETURNED

    @property
    def standing(self) -> PlanStanding:
        decision, is_open = self.decision, bool(self.open_questions)
        if is_open:
            return PlanStanding.RETURNED if self.is_returned else PlanStanding.OPEN
        if decision is not None and decision.kind is PlanRemarkKind.APPROVED:
            return PlanStanding.CHANGED if self.is_older(decision) else PlanStanding.APPROVED
        return PlanStanding.RESOLVED if self.threads else PlanStanding.NOT_LOOKED_AT


def read_plan_review(remarks: Mapping[Subject, Iterable[PlanRemark]], plan: str) -> PlanReview:
    """The review of a plan whose digest is `plan`."""
    return PlanReview({key: PlanThread(key, tuple(said)) for key, said in remarks.items()}, plan)


def can_remark_on_plan(state: AssessmentState, kind: PlanRemarkKind) -> bool:
    """The expert in review and from agreement on; the country also once the answers are returned."""
    returned = state is AssessmentState.RETURNED and kind is PlanRemarkKind.REPLY
    return state in QUESTIONED_IN or returned


def check_plan_remark(
    offered: PlanRemark,
    subject: Subject,
    before: PlanReview,
    *,
    roles: Collection[AccessRole],
    planned_by: Collection[str] = (),
    name: str = "",
) -> None:
    """Raises IllegalRemark where `offered` may not follow what was said `before`.

    `planned_by` are the authors of targets and plan: an expert whose `name` is among them may not review it.
    """
    allowed = EXPERTS if offered.kind in BY_EXPERT else SPEAKERS
    if not any(role in roles for role in allowed):
        raise IllegalRemark(
            _(
                "Review of the plan: the expert asks, approves and returns; the coordinator or approver replies."
            )
        )
    if offered.kind in BY_EXPERT and name in planned_by:
        raise IllegalRemark(
            _(
                "Review of the plan: you have saved targets or plan yourself. Another expert must review it."
            )
        )
    problem = _problem(offered, subject, before)
    if problem:
        raise IllegalRemark(
            _("{subject}: {problem}").format(subject=subject_name(subject), problem=problem)
        )


def _problem(offered: PlanRemark, subject: Subject, before: PlanReview) -> str:
    """Why it can't be said now, or not without words; empty where it can."""
    thread, words = before.thread(subject), offered.text.strip()
    match offered.kind:
        case PlanRemarkKind.APPROVED | PlanRemarkKind.RETURNED if subject != WHOLE_PLAN:
            return _("only the plan as a whole is approved or returned.")
        case PlanRemarkKind.QUESTION if not words:
            return _("the question is empty. Write what you want to know.")
        case PlanRemarkKind.REPLY if not words:
            return _("the reply is empty. Write one sentence.")
        case PlanRemarkKind.REPLY if not newest(thread.remarks, {PlanRemarkKind.QUESTION}):
            return _("nothing was asked. There is nothing to reply to.")
        case PlanRemarkKind.RESOLVED if not thread.question_is_open:
            return _("no question is open.")
        case PlanRemarkKind.APPROVED if before.open_questions:
            return _("questions are open: {subjects}. Resolve each, then approve.").format(
                subjects="; ".join(map(subject_name, before.open_questions))
            )
        case PlanRemarkKind.APPROVED if before.standing is PlanStanding.APPROVED:
            return _("is approved already, and was not changed since.")
        case PlanRemarkKind.RETURNED if not words:
            return _("say in one sentence why you return it.")
        case PlanRemarkKind.RETURNED if not before.open_questions:
            return _("no question is open. Ask first what should be changed.")
    return ""
