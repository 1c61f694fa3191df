"""Store of the consent to be counted in comparisons, and of the published snapshots that are counted, without names."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessment.access.permissions import Operation
from assessment.files.assessment_file import parse_assessment
from assessment.model.assessment import Assessment, Standing
from assessment.model.base import STORED
from assessment.store.audit.writer import lock_log, log_rows
from assessment.store.base import StoreBase
from assessment.store.database.queries import newest
from assessment.store.database.tables import ConsentRow, PublicationRow, SnapshotRow
from assessment.store.people.identity import Person
from assessment.store.publications import published_rows
from assessment.workflow.publication import PublicPart
from assessment.workflow.states import IllegalTransition
from translations import gettext as _

T = TypeVar("T")


class Comparisons(StoreBase):
    """The part of the store that keeps who may be counted."""

    def consent(self, assessment_id: str, *, person: Person) -> bool:
        """Return whether the public profile of an assessment is counted in comparisons now."""
        with self._read() as session:
            self._find(session, assessment_id, person, Operation.SEE_SNAPSHOT)
            publication = _public(session).get(assessment_id)
            return publication is not None and _is_counted(session, publication)

    def set_consent(
        self, assessment_id: str, *, given: bool, person: Person, at: dt.datetime
    ) -> None:
        """Give or withdraw the consent to be counted; it holds for this publication only.

        Nothing is stored where it is so already. Raises IllegalTransition where no profile of the assessment is public.
        """
        with self._write() as session:
            self._find(session, assessment_id, person, Operation.CONSENT)
            lock_log(session)  # the publication is not retracted in between
            publication = _public(session).get(assessment_id)
            if publication is None:
                raise IllegalTransition(
                    _("Only a country whose profile is public can be counted. Publish it first.")
                )
            if _is_counted(session, publication) is given:
                return
            row = consent_row(session, publication, person, at, given=given)
            session.add(row)
            log_rows(session, [row], person.name, at)

    def compared(
        self,
        assessment_id: str,
        values: Callable[[Assessment, frozenset[PublicPart]], T],
        *,
        person: Person,
    ) -> tuple[tuple[T, ...], ...]:
        """Return what `values` makes of the public snapshots of each other country that is counted, the latest cycle first.

        Counted are self-assessments with a public profile and a consent to this publication. The result holds no
        country, and neither its order nor that of the countries depends on a name; `values` must keep no name either.
        """
        with self._read() as session:
            own = self._find(session, assessment_id, person, Operation.SEE_SNAPSHOT)
            by_country: dict[str, list[tuple[int, str, T]]] = {}
            for row, item in published_rows(session):
                if (
                    item.country == own.country
                    or item.standing is not Standing.SELF_ASSESSED
                    or PublicPart.PROFILE not in item.parts
                    or not _is_counted(session, row)
                ):
                    continue
                given = _snapshot(session, row)
                if given is not None:
                    by_country.setdefault(item.country, []).append(
                        (item.cycle, row.snapshot, values(given, frozenset(item.parts)))
                    )
        countries = [
            sorted(cycles, key=lambda item: item[:2], reverse=True)
            for cycles in by_country.values()
        ]
        countries.sort(key=lambda cycles: cycles[0][1])  # by a hash, which tells nothing
        return tuple(tuple(value for _cycle, _hash, value in cycles) for cycles in countries)

    def own_published(
        self,
        assessment_id: str,
        values: Callable[[Assessment, frozenset[PublicPart]], T],
        *,
        person: Person,
    ) -> tuple[T, ...]:
        """Return what `values` makes of the public snapshots of the assessment's own country, the earliest cycle first.

        Only those with a public profile and of the standing of the assessment; of two of one cycle, that published last.
        """
        with self._read() as session:
            own = self._find(session, assessment_id, person, Operation.SEE_SNAPSHOT)
            published = sorted(
                (
                    (item, row)
                    for row, item in published_rows(session)
                    if item.country == own.country
                    and item.standing is Standing(own.standing)
                    and PublicPart.PROFILE in item.parts
                ),
                key=lambda pair: (pair[0].cycle, pair[0].at, pair[0].key),
            )
            by_cycle = {item.cycle: (item, row) for item, row in published}
            return tuple(
                values(given, frozenset(item.parts))
                for item, row in by_cycle.values()
                if (given := _snapshot(session, row)) is not None
            )


def _snapshot(session: Session, publication: PublicationRow) -> Assessment | None:
    """Return the frozen content of a publication; None where it is missing or not what its hash says."""
    kept = session.get(SnapshotRow, (publication.assessment_id, publication.snapshot))
    if kept is None or hashlib.sha256(kept.content.encode()).hexdigest() != publication.snapshot:
        return None
    return parse_assessment(kept.content.encode(), "snapshot.json", context=STORED)


def consent_row(
    session: Session, publication: PublicationRow, person: Person, at: dt.datetime, *, given: bool
) -> ConsentRow:
    """Return the next revision of the consent to a publication, not yet added to the session."""
    last = newest(session, ConsentRow, assessment_id=publication.assessment_id)
    return ConsentRow(
        assessment_id=publication.assessment_id,
        number=(last.number if last else 0) + 1,
        publication=publication.number,
        given=given,
        author=person.name,
        at=at,
    )


def _public(session: Session) -> dict[str, PublicationRow]:
    """Return the valid decisions that make a profile public, by assessment id."""
    return {
        row.assessment_id: row
        for row, item in published_rows(session)
        if PublicPart.PROFILE in item.parts
    }


def _is_counted(session: Session, publication: PublicationRow) -> bool:
    """Return whether the newest decision about consent gives it for this publication."""
    last = session.scalars(
        select(ConsentRow)
        .where(ConsentRow.assessment_id == publication.assessment_id)
        .order_by(ConsentRow.number.desc())
        .limit(1)
    ).first()
    return last is not None and last.publication == publication.number and last.given
