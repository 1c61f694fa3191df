"""What is public: decided with the steps of publication, read by everybody from frozen snapshots only."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Collection, Iterator

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.orm import Session, aliased

from assessment.access.permissions import Operation
from assessment.files.assessment_file import parse_assessment
from assessment.model.assessment import Assessment, AssessmentState, Standing
from assessment.store.base import StoreBase
from assessment.store.database.tables import (
    AssessmentRow,
    PublicationRow,
    SnapshotRow,
    TransitionRow,
)
from assessment.store.people.identity import Person
from assessment.workflow.publication import Publication, PublicPart, Published, ordered_parts
from assessment.workflow.states import IllegalTransition, Transition
from translations import gettext as _


class Publications(StoreBase):
    """The part of the store that tells what was made public, and when it was taken back."""

    def publications(self, assessment_id: str, *, person: Person) -> tuple[Publication, ...]:
        """Every decision about what is public, the oldest first."""
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


def decided(
    session: Session,
    begun: AssessmentRow,
    step: Transition,
    snapshot: str,
    parts: Collection[PublicPart],
    person: Person,
    at: dt.datetime,
) -> Iterator[PublicationRow]:
    """What a step adds: the parts it makes public, or that there are none any more; most steps add nothing.

    Raises IllegalTransition where another assessment of the country is public for the same cycle: an address is one page.
    """
    if step not in (Transition.PUBLISH, Transition.RETRACT):
        return
    public = step is Transition.PUBLISH
    if public and any(
        (item.country, item.cycle) == (begun.country, begun.cycle)
        for _row, item in _published(session)
    ):
        raise IllegalTransition(
            _(
                "{country} {cycle} is published already, from another assessment. Retract that one first."
            ).format(country=begun.country, cycle=begun.cycle)
        )
    last = session.scalar(
        select(func.max(PublicationRow.number)).where(PublicationRow.assessment_id == begun.id)
    )
    yield PublicationRow(
        assessment_id=begun.id,
        number=(last or 0) + 1,
        parts=[part.value for part in ordered_parts(parts)] if public else [],
        snapshot=snapshot if public else "",
        author=person.name,
        at=at,
    )


def published(store: StoreBase) -> tuple[Published, ...]:
    """All of which something is public now, by country, the newest cycle first. Whoever asks."""
    with store.reading() as session:
        found = [item for _row, item in _published(session)]
    return tuple(sorted(found, key=lambda item: (item.country, -item.cycle)))


def published_snapshot(
    store: StoreBase, country: str, cycle: int
) -> tuple[Published, Assessment] | None:
    """What is public of a country's cycle, with the snapshot it comes from; None where nothing is.

    The snapshot holds more than is public: only `item.parts` of it may be shown.
    """
    with store.reading() as session:
        for row, item in _published(session):
            if (item.country, item.cycle) == (country, cycle):
                kept = session.get(SnapshotRow, (row.assessment_id, row.snapshot))
                if kept and hashlib.sha256(kept.content.encode()).hexdigest() == row.snapshot:
                    return item, parse_assessment(kept.content.encode(), "snapshot.json")
    return None


def decisions(store: StoreBase) -> int:
    """How many decisions about publication there are: while it is the same, the same is public."""
    with store.reading() as session:
        return session.scalar(select(func.count()).select_from(PublicationRow)) or 0


def _published(session: Session) -> Iterator[tuple[PublicationRow, Published]]:
    """The newest decisions that name parts, of assessments whose last step is the publication of that snapshot."""
    newest, last = _newest(PublicationRow), _newest(TransitionRow)
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
    for row, begun in rows:
        if row.parts:
            yield (
                row,
                Published(
                    country=begun.country,
                    cycle=begun.cycle,
                    standing=Standing(begun.standing),
                    parts=ordered_parts(row.parts),
                    at=row.at,
                    key=f"{begun.id} {row.number}",
                ),
            )


def _newest(table: type[PublicationRow] | type[TransitionRow]) -> ScalarSelect[int]:
    """The newest number in a table, of the assessment of the row that is looked at."""
    other = aliased(table)
    return (
        select(func.max(other.number))
        .where(other.assessment_id == PublicationRow.assessment_id)
        .correlate(PublicationRow)
        .scalar_subquery()
    )
