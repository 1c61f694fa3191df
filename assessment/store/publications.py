"""Store of publications: decided with the transitions of publication, read from frozen snapshots only."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.orm import Session, aliased

from assessment.access.permissions import Operation
from assessment.files.assessment_file import parse_assessment
from assessment.model.assessment import Assessment, AssessmentState, Standing
from assessment.model.base import STORED
from assessment.review.answer_review import IndicatorReview
from assessment.store.base import StoreBase
from assessment.store.database.tables import (
    AssessmentRow,
    PublicationRow,
    SnapshotRow,
    TransitionRow,
)
from assessment.store.people.identity import Person
from assessment.store.reviews.remark_rows import reviews_of
from assessment.workflow.history import TransitionRecord, WorkflowHistory
from assessment.workflow.publication import Publication, PublicPart, Published, ordered_parts
from assessment.workflow.states import IllegalTransition, Transition
from translations import gettext as _


@dataclass(frozen=True, slots=True)
class PublishedSnapshot:
    """A publication with the snapshot it comes from, and what tells how its levels were reviewed.

    All three hold more than is public: of the snapshot only the parts of `published` may be shown, of the review only
    how many questions it covers.
    """

    published: Published
    assessment: Assessment
    reviews: Mapping[str, IndicatorReview]
    history: WorkflowHistory


class Publications(StoreBase):
    """The part of the store that reads the decisions about publication."""

    def publications(self, assessment_id: str, *, person: Person) -> tuple[Publication, ...]:
        """Return every decision about what is public, the oldest first."""
        with self._read() as session:
            self._find(session, assessment_id, person, Operation.SEE_SNAPSHOT)
            rows = session.scalars(
                select(PublicationRow)
                .where(PublicationRow.assessment_id == assessment_id)
                .order_by(PublicationRow.number)
            )
            return tuple(
                Publication(row.number, ordered_parts(row.parts), row.snapshot, row.author, row.at)
                for row in rows
            )


def publication_rows(
    session: Session,
    assessment_row: AssessmentRow,
    transition: Transition,
    snapshot: str,
    parts: Collection[PublicPart],
    person: Person,
    at: dt.datetime,
) -> Iterator[PublicationRow]:
    """Yield the decision that a transition adds: the parts it publishes, or none for a retraction; most add nothing.

    Raises IllegalTransition where another assessment of the country is public for the same cycle, because a public
    address names one assessment.
    """
    if transition not in (Transition.PUBLISH, Transition.RETRACT):
        return
    public = transition is Transition.PUBLISH
    if public and any(
        (item.country, item.cycle) == (assessment_row.country, assessment_row.cycle)
        for _row, item in published_rows(session)
    ):
        raise IllegalTransition(
            _(
                "{country} {cycle} is published already, from another assessment. Retract that one first."
            ).format(country=assessment_row.country, cycle=assessment_row.cycle)
        )
    last = session.scalar(
        select(func.max(PublicationRow.number)).where(
            PublicationRow.assessment_id == assessment_row.id
        )
    )
    yield PublicationRow(
        assessment_id=assessment_row.id,
        number=(last or 0) + 1,
        parts=[part.value for part in ordered_parts(parts)] if public else [],
        snapshot=snapshot if public else "",
        author=person.name,
        at=at,
    )


def published(store: StoreBase) -> tuple[Published, ...]:
    """Return everything that is public now, ordered by country, the newest cycle first; without access checks."""
    with store.reading() as session:
        items = [item for _row, item in published_rows(session)]
    return tuple(sorted(items, key=lambda item: (item.country, -item.cycle)))


def published_snapshot(store: StoreBase, country: str, cycle: int) -> PublishedSnapshot | None:
    """Return what is public of a country's cycle, with the snapshot it comes from; None where nothing is."""
    with store.reading() as session:
        for row, item in published_rows(session):
            if (item.country, item.cycle) == (country, cycle):
                kept = session.get(SnapshotRow, (row.assessment_id, row.snapshot))
                if kept and hashlib.sha256(kept.content.encode()).hexdigest() == row.snapshot:
                    return PublishedSnapshot(
                        item,
                        parse_assessment(kept.content.encode(), "snapshot.json", context=STORED),
                        reviews_of(session, row.assessment_id),
                        _history(session, row.assessment_id),
                    )
    return None


def _history(session: Session, assessment_id: str) -> WorkflowHistory:
    """Return the applied transitions with their times; reasons and questioned indicators are left out."""
    rows = session.scalars(
        select(TransitionRow)
        .where(TransitionRow.assessment_id == assessment_id)
        .order_by(TransitionRow.number)
    )
    return WorkflowHistory(tuple(TransitionRecord(Transition(row.step), row.at) for row in rows))


def decisions(store: StoreBase) -> int:
    """Return the number of decisions about publication; while it does not change, nor does what is public."""
    with store.reading() as session:
        return session.scalar(select(func.count()).select_from(PublicationRow)) or 0


def published_rows(session: Session) -> Iterator[tuple[PublicationRow, Published]]:
    """Yield the newest decisions with parts, of assessments whose last transition published their snapshot."""
    newest, last = _newest_number(PublicationRow), _newest_number(TransitionRow)
    rows = session.execute(
        select(PublicationRow, AssessmentRow)
        .join(AssessmentRow, AssessmentRow.id == PublicationRow.assessment_id)
        .join(
            TransitionRow,
            (TransitionRow.assessment_id == PublicationRow.assessment_id)
            & (TransitionRow.snapshot == PublicationRow.snapshot)
            & (TransitionRow.state == AssessmentState.PUBLISHED.value),
        )
        .where(PublicationRow.number == newest, TransitionRow.number == last)
    )
    for row, assessment_row in rows:
        if row.parts:
            yield (
                row,
                Published(
                    country=assessment_row.country,
                    cycle=assessment_row.cycle,
                    standing=Standing(assessment_row.standing),
                    parts=ordered_parts(row.parts),
                    at=row.at,
                    key=f"{assessment_row.id} {row.number}",
                ),
            )


def _newest_number(table: type[PublicationRow] | type[TransitionRow]) -> ScalarSelect[int]:
    """Return the subquery of the highest number in a table for the assessment of the outer row."""
    other = aliased(table)
    return (
        select(func.max(other.number))
        .where(other.assessment_id == PublicationRow.assessment_id)
        .correlate(PublicationRow)
        .scalar_subquery()
    )
