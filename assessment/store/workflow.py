"""Store of applied transitions: author, time, reason, and the snapshot that was frozen."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Collection
from dataclasses import dataclass, replace

from sqlalchemy import select, union
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assessment.access.permissions import Operation
from assessment.errors import NotAllowed
from assessment.files.assessment_file import dump_json, parse_assessment
from assessment.model.assessment import Assessment, AssessmentState
from assessment.model.base import STORED, typed_text
from assessment.review.answer_review import open_points, open_questions
from assessment.store.audit.writer import lock_log, log_rows
from assessment.store.base import StoreBase
from assessment.store.comparisons import consent_row
from assessment.store.database.queries import newest_transition
from assessment.store.database.tables import (
    AnswerRow,
    AssessmentRow,
    Base,
    ConsentRow,
    FiguresRow,
    FileRow,
    InstitutionsRow,
    ProfileRow,
    PublicationRow,
    SettingsRow,
    SnapshotRow,
    TransitionRow,
)
from assessment.store.load import load_assessment
from assessment.store.people.account_rows import names_ever_of
from assessment.store.people.identity import Person
from assessment.store.publications import publication_rows
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
    """An applied transition: its target state, reason, questioned indicators and snapshot, author and time (UTC)."""

    number: int
    transition: Transition
    state: AssessmentState
    reason: str
    questioned: tuple[str, ...]
    snapshot: str
    """SHA-256 of the frozen snapshot; empty where the transition freezes nothing."""
    author: str
    at: dt.datetime


class Transitions(StoreBase):
    """The part of the store that applies transitions."""

    def transitions(self, assessment_id: str, *, person: Person) -> tuple[StoredTransition, ...]:
        """Return every applied transition, the oldest first.

        A person limited to an institution gets no reasons, and questioned indicators only of its own.
        """
        with self._read() as session:
            scope = self._find_scope(session, assessment_id, person, Operation.SEE_TRANSITIONS)
            rows = session.scalars(
                select(TransitionRow)
                .where(TransitionRow.assessment_id == assessment_id)
                .order_by(TransitionRow.number)
            )
            return tuple(_visible(_stored(row), scope) for row in rows)

    def has_answered(self, assessment_id: str, *, person: Person) -> bool:
        """Return whether an account has saved any of `CONTENT`, which bars it from transitions of `BY_OTHERS`.

        Always False for the local person.
        """
        with self._read() as session:
            scope = self._find_scope(session, assessment_id, person, Operation.SEE_TRANSITIONS)
            return person.is_account and _has_answered(session, scope.assessment_row, person)

    def apply_transition(
        self,
        assessment_id: str,
        transition: Transition,
        *,
        seen: int,
        person: Person,
        at: dt.datetime,
        reason: str = "",
        questioned: Collection[str] = (),
        parts: Collection[PublicPart] = (),
        is_counted: bool = False,
    ) -> StoredTransition:
        """Apply a transition, in one transaction with its snapshot.

        `seen` is the number of the last transition that the person has seen. A return adds the indicators with open
        questions to `questioned`; a publication publishes `parts`, and with `is_counted`
        its profile is counted in comparisons. Raises IllegalTransition where the transition is not
        legal, `seen` is not the last one, or the review has open points at an agreement.
        """
        try:
            with self._write() as session:
                return self._apply(
                    session,
                    assessment_id,
                    transition,
                    seen,
                    person,
                    at,
                    reason,
                    questioned,
                    parts,
                    is_counted=is_counted,
                )
        except IntegrityError as error:  # another writer applied one between our read and our write
            raise _outdated() from error

    def _apply(
        self,
        session: Session,
        assessment_id: str,
        transition: Transition,
        seen: int,
        person: Person,
        at: dt.datetime,
        reason: str,
        questioned: Collection[str],
        parts: Collection[PublicPart],
        *,
        is_counted: bool,
    ) -> StoredTransition:
        scope = self._find_scope(session, assessment_id, person, Operation.APPLY_TRANSITION)
        assessment_row = scope.assessment_row
        lock_log(session)  # a concurrent save is either in the snapshot or refused
        last = newest_transition(session, assessment_id)
        if (last.number if last else 0) != seen:
            raise _outdated()
        state = AssessmentState(last.state if last else assessment_row.state)
        if transition is Transition.RETURN:
            questioned = {*questioned, *open_questions(reviews_of(session, assessment_id))}
        after = apply_transition(
            state, transition, scope.roles, reason=reason, questioned=questioned, parts=parts
        )
        if (
            person.is_account
            and transition in BY_OTHERS
            and _has_answered(session, assessment_row, person)
        ):
            raise NotAllowed(
                _(
                    "You have saved answers, figures, institutions or the plan here yourself. "
                    "Somebody else must take this step."
                )
            )
        if transition is Transition.AGREE:
            _require_nothing_open(session, assessment_id)
        rows: list[SnapshotRow | TransitionRow | PublicationRow | ConsentRow] = []
        sha256 = ""
        if transition in FREEZES:
            frozen = load_assessment(session, assessment_row).model_copy(update={"state": after})
            content = dump_json(frozen)
            sha256 = hashlib.sha256(content.encode()).hexdigest()
            if session.get(SnapshotRow, (assessment_id, sha256)) is None:
                rows.append(
                    SnapshotRow(
                        assessment_id=assessment_id,
                        sha256=sha256,
                        edition_hash=assessment_row.edition_hash,
                        content=content,
                        author=person.name,
                        at=at,
                    )
                )
        applied = TransitionRow(
            assessment_id=assessment_id,
            number=seen + 1,
            step=transition.value,
            state=after.value,
            reason=typed_text(reason),
            questioned=sorted(questioned),
            snapshot=sha256,
            author=person.name,
            at=at,
        )
        decided = list(
            publication_rows(session, assessment_row, transition, sha256, parts, person, at)
        )
        rows += [applied, *decided]
        if is_counted and PublicPart.PROFILE in parts:
            rows += [consent_row(session, item, person, at, given=True) for item in decided]
        session.add_all(rows)
        log_rows(session, rows, person.name, at)
        return _stored(applied)

    def snapshot(self, assessment_id: str, sha256: str, *, person: Person) -> Assessment:
        """Return a frozen snapshot. Raises IllegalTransition where there is none with this SHA-256, or it was altered."""
        with self._read() as session:
            self._find(session, assessment_id, person, Operation.SEE_SNAPSHOT)
            row = session.get(SnapshotRow, (assessment_id, sha256))
            if row is None or hashlib.sha256(row.content.encode()).hexdigest() != sha256:
                raise IllegalTransition(
                    _("There is no such snapshot, or it is not what it was. Look through the log.")
                )
            return parse_assessment(row.content.encode(), "snapshot.json", context=STORED)


CONTENT: tuple[type[Base], ...] = (
    AnswerRow,
    FiguresRow,
    SettingsRow,
    InstitutionsRow,
    ProfileRow,
    FileRow,
)
"""Tables of the country's own content; authors of their rows do not review, agree or publish the assessment."""


def _has_answered(session: Session, assessment_row: AssessmentRow, person: Person) -> bool:
    """Return whether a person has saved a row of `CONTENT`, in any revision, for the country or an institution."""
    return bool(answered_by(session, (assessment_row.id,), person))


def answered_by(
    session: Session, assessment_ids: Collection[str], person: Person
) -> frozenset[str]:
    """Return the ids of those assessments of `assessment_ids` in which a person has saved a row of `CONTENT`."""
    names = names_ever_of(session, person)
    columns = (table.__table__.c for table in CONTENT)
    own = union(
        *(
            select(column.assessment_id).where(
                column.assessment_id.in_(assessment_ids), column.author.in_(names)
            )
            for column in columns
        )
    )
    return frozenset(session.scalars(own))


def _visible(applied: StoredTransition, scope: AccessScope) -> StoredTransition:
    if scope.limits is None:
        return applied
    questioned = tuple(filter(scope.includes_indicator, applied.questioned))
    return replace(applied, reason="", questioned=questioned)


def _require_nothing_open(session: Session, assessment_id: str) -> None:
    unsettled = open_points(reviews_of(session, assessment_id))
    if unsettled:
        raise IllegalTransition(
            _(
                "Not everything is settled between the expert and the country: {ids}. "
                "Resolve each on the page “Review”, then agree."
            ).format(ids=", ".join(unsettled))
        )


def _stored(row: TransitionRow) -> StoredTransition:
    return StoredTransition(
        number=row.number,
        transition=Transition(row.step),
        state=AssessmentState(row.state),
        reason=row.reason,
        questioned=tuple(row.questioned),
        snapshot=row.snapshot,
        author=row.author,
        at=row.at,
    )


def _outdated() -> IllegalTransition:
    return IllegalTransition(
        _(
            "Somebody else has moved the assessment on meanwhile. Nothing was done; look at its state again."
        )
    )
