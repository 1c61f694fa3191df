"""Steps of an assessment in the store: who moved it on, when, why, and the snapshot that was frozen."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Collection
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assessment.access.permissions import Operation
from assessment.errors import NotAllowed
from assessment.files.assessment_file import dump_json, parse_assessment
from assessment.model.assessment import Assessment, AssessmentState
from assessment.model.base import typed_text
from assessment.review.answer_review import open_points, open_questions
from assessment.store.audit.writer import lock_log, log_rows
from assessment.store.base import StoreBase
from assessment.store.database.queries import newest_step
from assessment.store.database.tables import (
    AnswerRow,
    AssessmentRow,
    PublicationRow,
    SnapshotRow,
    TransitionRow,
)
from assessment.store.load import gather
from assessment.store.people.identity import Person
from assessment.store.publications import decided
from assessment.store.reviews.remark_rows import reviews_of
from assessment.store.visibility import AccessScope
from assessment.workflow.publication import PublicPart
from assessment.workflow.states import (
    BY_OTHERS,
    FREEZES,
    IllegalTransition,
    Transition,
    apply_transition,
)
from translations import gettext as _


@dataclass(frozen=True, slots=True)
class StoredTransition:
    """A step: what, to which state, by whom and when (UTC), why, which indicators were questioned, and the snapshot."""

    number: int
    step: Transition
    state: AssessmentState
    reason: str
    questioned: tuple[str, ...]
    snapshot: str
    """SHA-256 of the frozen snapshot; empty where the step freezes nothing."""
    author: str
    at: dt.datetime


class Steps(StoreBase):
    """The part of the store that moves assessments on."""

    def steps(self, assessment_id: str, *, person: Person) -> tuple[StoredTransition, ...]:
        """Every step that was taken, the oldest first; to an institution without reasons and others' questions."""
        with self._read() as session:
            extent = self._find_scope(session, assessment_id, person, Operation.SEE_TRANSITIONS)
            rows = session.scalars(
                select(TransitionRow)
                .where(TransitionRow.assessment_id == assessment_id)
                .order_by(TransitionRow.number)
            )
            return tuple(_shown(_taken(row), extent) for row in rows)

    def has_answered(self, assessment_id: str, *, person: Person) -> bool:
        """Whether a person who signs in has saved an answer, and so takes no step of `BY_OTHERS`; never at a computer."""
        with self._read() as session:
            extent = self._find_scope(session, assessment_id, person, Operation.SEE_TRANSITIONS)
            return person.is_account and _has_answered(session, extent.begun, person)

    def apply_transition(
        self,
        assessment_id: str,
        step: Transition,
        *,
        seen: int,
        person: Person,
        at: dt.datetime,
        reason: str = "",
        questioned: Collection[str] = (),
        parts: Collection[PublicPart] = (),
    ) -> StoredTransition:
        """Move an assessment on, in one transaction with its snapshot. `seen` is the number of the last step seen.

        To return it takes the indicators with open questions besides `questioned`; nobody agrees while anything is
        open in the review; `parts` become public with the step of publication.

        Raises IllegalTransition where it can't be taken, or somebody else has moved it on meanwhile.
        """
        try:
            with self._write() as session:
                return self._take(
                    session, assessment_id, step, seen, person, at, reason, questioned, parts
                )
        except IntegrityError as error:  # somebody else took a step between our look and our write
            raise _moved_on() from error

    def _take(
        self,
        session: Session,
        assessment_id: str,
        step: Transition,
        seen: int,
        person: Person,
        at: dt.datetime,
        reason: str,
        questioned: Collection[str],
        parts: Collection[PublicPart],
    ) -> StoredTransition:
        extent = self._find_scope(session, assessment_id, person, Operation.APPLY_TRANSITION)
        found = extent.begun
        lock_log(session)  # whoever saves now is either in the snapshot or refused
        newest = newest_step(session, assessment_id)
        if (newest.number if newest else 0) != seen:
            raise _moved_on()
        state = AssessmentState(newest.state if newest else found.state)
        if step is Transition.RETURN:
            questioned = {*questioned, *open_questions(reviews_of(session, assessment_id))}
        after = apply_transition(
            state, step, extent.roles, reason=reason, questioned=questioned, parts=parts
        )
        if person.is_account and step in BY_OTHERS and _has_answered(session, found, person):
            raise NotAllowed(
                _("You have answered here yourself. Somebody else must take this step.")
            )
        if step is Transition.AGREE:
            _require_nothing_open(session, assessment_id)
        rows: list[SnapshotRow | TransitionRow | PublicationRow] = []
        sha256 = ""
        if step in FREEZES:
            frozen = gather(session, found).model_copy(update={"state": after})
            content = dump_json(frozen)
            sha256 = hashlib.sha256(content.encode()).hexdigest()
            if session.get(SnapshotRow, (assessment_id, sha256)) is None:
                rows.append(
                    SnapshotRow(
                        assessment_id=assessment_id,
                        sha256=sha256,
                        edition_hash=found.edition_hash,
                        content=content,
                        author=person.name,
                        at=at,
                    )
                )
        taken = TransitionRow(
            assessment_id=assessment_id,
            number=seen + 1,
            step=step.value,
            state=after.value,
            reason=typed_text(reason),
            questioned=sorted(questioned),
            snapshot=sha256,
            author=person.name,
            at=at,
        )
        rows += [taken, *decided(session, found, step, sha256, parts, person, at)]
        session.add_all(rows)
        log_rows(session, rows, person.name, at)
        return _taken(taken)

    def snapshot(self, assessment_id: str, sha256: str, *, person: Person) -> Assessment:
        """The assessment as it was frozen. Raises IllegalTransition where there is none of that name, or it was altered."""
        with self._read() as session:
            self._find(session, assessment_id, person, Operation.SEE_SNAPSHOT)
            row = session.get(SnapshotRow, (assessment_id, sha256))
            if row is None or hashlib.sha256(row.content.encode()).hexdigest() != sha256:
                raise IllegalTransition(
                    _("There is no such snapshot, or it is not what it was. Look through the log.")
                )
            return parse_assessment(row.content.encode(), "snapshot.json")


def _has_answered(session: Session, begun: AssessmentRow, person: Person) -> bool:
    """Whether a person has saved any revision of an answer, of the country or an institution."""
    mine = (AnswerRow.assessment_id == begun.id, AnswerRow.author == person.name)
    return session.scalars(select(AnswerRow).where(*mine).limit(1)).first() is not None


def _shown(step: StoredTransition, extent: AccessScope) -> StoredTransition:
    if extent.asked is None:
        return step
    return replace(step, reason="", questioned=tuple(filter(extent.asks, step.questioned)))


def _require_nothing_open(session: Session, assessment_id: str) -> None:
    found = open_points(reviews_of(session, assessment_id))
    if found:
        raise IllegalTransition(
            _(
                "Not everything is settled between the expert and the country: {ids}. "
                "Resolve each on the page “Review”, then agree."
            ).format(ids=", ".join(found))
        )


def _taken(row: TransitionRow) -> StoredTransition:
    return StoredTransition(
        number=row.number,
        step=Transition(row.step),
        state=AssessmentState(row.state),
        reason=row.reason,
        questioned=tuple(row.questioned),
        snapshot=row.snapshot,
        author=row.author,
        at=row.at,
    )


def _moved_on() -> IllegalTransition:
    return IllegalTransition(
        _(
            "Somebody else has moved the assessment on meanwhile. Nothing was done; look at its state again."
        )
    )
