"""The current assessments of several countries side by side, for a person who supports more than one. Pure.

Countries are ordered by name, by time or by how long they wait, never by what they reached.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from assessment.answers.derived_level import apply_details
from assessment.model.assessment import NATIONAL, Assessment, AssessmentState
from assessment.model.roles import AccessRole
from assessment.planning.gaps import severe_below_target
from assessment.review.answer_review import IndicatorReview, open_questions
from assessment.workflow.next_step import NextStep, next_step
from assessment.workflow.work_status import WorkStatus, work_status
from questionnaires import Edition

_S = AssessmentState


@dataclass(frozen=True, slots=True)
class DeskEntry:
    """A country's current assessment with all of it that one person may see."""

    id: str
    assessment: Assessment
    """As stored, without note, retired answers and submissions."""
    roles: frozenset[AccessRole]
    """The person's roles in the country."""
    state_since: dt.datetime
    """The time (UTC) of the last transition; before the first, that of the creation."""
    changed_at: dt.datetime
    """The time (UTC) of the last save; for a person limited to institutions, of theirs."""
    institution: str = NATIONAL
    """The institution that a person limited to institutions answers for."""
    reviews: Mapping[str, IndicatorReview] | None = None
    """The remarks by indicator; None where the person may not see them."""
    questioned: tuple[str, ...] = ()
    """The indicators with which the assessment was returned, as far as the person may see them."""
    has_answered: bool = False
    """Whether the person has written in it, so that somebody else reviews, agrees and publishes it."""


@dataclass(frozen=True, slots=True)
class DeskRow:
    """One line of the desk."""

    entry: DeskEntry
    edition: Edition
    status: WorkStatus
    step: NextStep
    dangers: tuple[str, ...] | None
    """Ids of the severe indicators below their target; None where the person may not see all answers."""
    unknown_dangers: tuple[str, ...] = ()
    """Ids of the severe indicators without a level."""
    open_questions: int | None = None
    """Questions of the expert that are not resolved; None where the person may not see the review."""
    languages: tuple[str, ...] = ()
    """Languages of the documents given as evidence, as typed between commas, sorted, each once."""

    @property
    def assessment(self) -> Assessment:
        """The assessment as stored."""
        return self.entry.assessment

    @property
    def is_review_due(self) -> bool:
        """Whether the assessment waits for the expert, and the person may see the review."""
        if self.entry.reviews is None:
            return False
        if self.status.state is _S.IN_REVIEW:
            return bool(self.status.not_looked_at or self.status.to_resolve)
        return self.status.state is _S.SUBMITTED

    @property
    def has_open_dangers(self) -> bool:
        """Whether a danger is open, and the person may see it."""
        return bool(self.dangers)


def desk_row(edition: Edition, entry: DeskEntry) -> DeskRow:
    """The line of an assessment."""
    assessment = apply_details(edition, entry.assessment)
    is_national = entry.institution == NATIONAL
    reviews = entry.reviews or {}
    status = work_status(
        edition,
        assessment,
        entry.institution,
        reviews=reviews if assessment.state in (_S.IN_REVIEW, _S.RETURNED) else None,
        questioned=entry.questioned if assessment.state is _S.RETURNED else (),
    )
    below, unknown = severe_below_target(edition, assessment) if is_national else ((), ())
    return DeskRow(
        entry=entry,
        edition=edition,
        status=status,
        step=next_step(status, entry.roles, entry.institution, has_answered=entry.has_answered),
        dangers=below if is_national else None,
        unknown_dangers=unknown,
        open_questions=None if entry.reviews is None else len(open_questions(reviews)),
        languages=_languages(assessment),
    )


def desk_rows(
    entries: Iterable[DeskEntry], edition_of: Callable[[str], Edition]
) -> tuple[DeskRow, ...]:
    """The lines of assessments, in their order; `edition_of` gives the edition by its id."""
    return tuple(desk_row(edition_of(item.assessment.edition), item) for item in entries)


def filter_rows(
    rows: Iterable[DeskRow],
    *,
    states: Collection[AssessmentState] = (),
    review_due: bool = False,
    dangers_open: bool = False,
) -> tuple[DeskRow, ...]:
    """The lines in any of these states (none: in every state) that pass the other filters too."""
    return tuple(
        row
        for row in rows
        if (not states or row.status.state in states)
        and (row.is_review_due or not review_due)
        and (row.has_open_dangers or not dangers_open)
    )


def longest_unchanged_first(rows: Iterable[DeskRow]) -> tuple[DeskRow, ...]:
    """The lines by the time of their last change, the oldest first."""
    return tuple(sorted(rows, key=lambda row: row.entry.changed_at))


def longest_waiting_first(rows: Iterable[DeskRow]) -> tuple[DeskRow, ...]:
    """The lines that wait for the expert, the longest first; then the others in their order."""
    return tuple(
        sorted(
            rows,
            key=lambda row: (
                not row.is_review_due,
                row.entry.state_since.timestamp() if row.is_review_due else 0.0,
            ),
        )
    )


def _languages(assessment: Assessment) -> tuple[str, ...]:
    answers = (assessment.answers, *assessment.institution_answers.values())
    typed = (
        " ".join(name.split())
        for given in answers
        for answer in given.values()
        for item in answer.evidence
        for name in re.split("[,;/]", item.language)
    )
    named = {name.casefold(): name for name in typed if name}
    return tuple(named[key] for key in sorted(named))
