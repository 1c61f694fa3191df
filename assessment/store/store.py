"""Save, load and list assessments. Time and person come in as arguments; a save is stored whole or not at all."""

from __future__ import annotations

import datetime as dt
import uuid

from sqlalchemy import select

from assessment.model import (
    NATIONAL,
    AnswerStatus,
    Assessment,
    Standing,
)
from assessment.store.answers import Answers
from assessment.store.around import Around
from assessment.store.audit import Audit
from assessment.store.engine import open_engine, place, require_existing
from assessment.store.files import Files
from assessment.store.gathering import gather
from assessment.store.incoming import rows_of
from assessment.store.log import log_rows
from assessment.store.newest import (
    last_saved_at,
    newest_answers,
    newest_figures,
    newest_institutions,
    newest_numbers,
    newest_profile,
    newest_step,
    state_now,
)
from assessment.store.person import Person
from assessment.store.publications import Publications
from assessment.store.records import (
    AssessmentSummary,
    Versions,
    institutions_of,
    profile_of,
    summary_of,
)
from assessment.store.review import Steps
from assessment.store.reviews import Reviews
from assessment.store.schema import bring_up_to_date
from assessment.store.tables import AssessmentRow
from assessment.store.unavailable import failures_explained

DEFAULT_URL = "sqlite:///data/cop.sqlite3"
"""Where answers are kept unless the edge (command line, app) is told otherwise: one file, no server."""

TIMEOUT_SECONDS = 10.0
"""How long a save waits for others before it gives up; a save takes milliseconds."""


class Store(Answers, Around, Files, Steps, Reviews, Publications, Audit):
    """The assessments in one database. Every method may raise StoreUnavailable; nothing is then stored.

    Safe to share between threads. `person` is who asks; `at` has a time zone and comes back in UTC.
    """

    @classmethod
    def open(cls, url: str, *, timeout_seconds: float = TIMEOUT_SECONDS) -> Store:
        """The store at `url` (`sqlite:///file`, `postgresql://…`), its tables made or brought up to date."""
        with failures_explained(url.rsplit("@", 1)[-1]):
            engine = open_engine(url, timeout_seconds)
        with failures_explained(place(engine)):
            bring_up_to_date(engine)
        return cls(engine, timeout_seconds)

    @classmethod
    def open_existing(cls, url: str, *, timeout_seconds: float = TIMEOUT_SECONDS) -> Store:
        """The store at `url`, which must be there: for those who only read. Raises StoreUnavailable."""
        with failures_explained(url.rsplit("@", 1)[-1]):
            require_existing(url)
        return cls.open(url, timeout_seconds=timeout_seconds)

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()

    def create(
        self,
        country: str,
        edition: str,
        edition_hash: str,
        cycle: int,
        profile: str,
        *,
        person: Person,
        at: dt.datetime,
        standing: Standing = Standing.SELF_ASSESSED,
        note: str = "",
    ) -> str:
        """The id of a new assessment without answers."""
        begun = Assessment(
            country=country,
            edition=edition,
            cycle=cycle,
            profile=profile,
            standing=standing,
            note=note,
        )
        return self.import_assessment(begun, edition_hash=edition_hash, person=person, at=at)

    def import_assessment(
        self, assessment: Assessment, *, edition_hash: str, person: Person, at: dt.datetime
    ) -> str:
        """The id of a new assessment that `load` gives back as it came in."""
        key = str(uuid.uuid4())
        with self._write() as session:
            begun = AssessmentRow(
                id=key,
                country=assessment.country,
                edition=assessment.edition,
                edition_hash=edition_hash,
                cycle=assessment.cycle,
                profile=assessment.profile,
                state=assessment.state.value,
                standing=assessment.standing.value,
                note=assessment.note,
                created_at=at,
                created_by=person.name,
            )
            session.add(begun)
            session.flush()
            rows = list(rows_of(assessment, assessment_id=key, author=person.name, at=at))
            session.add_all(rows)
            log_rows(session, [begun, *rows], person.name, at)
        return key

    def assessments(self, *, person: Person) -> tuple[AssessmentSummary, ...]:
        """Those that `person` may see, by country, cycle and age."""
        with self._read() as session:
            rows = session.scalars(
                select(AssessmentRow).order_by(
                    AssessmentRow.country, AssessmentRow.cycle, AssessmentRow.created_at
                )
            ).all()
            return tuple(
                summary_of(
                    row,
                    profile_of(newest_profile(session, row.id), row).profile,
                    sum(
                        newest.state != AnswerStatus.UNANSWERED
                        for newest in newest_answers(session, row.id, NATIONAL)
                    ),
                    max(row.created_at, last_saved_at(session, row.id) or row.created_at),
                    state_now(session, row),
                )
                for row in rows
            )

    def load(self, assessment_id: str, *, person: Person) -> Assessment:
        """The assessment with its newest answers and settings."""
        with self._read() as session:
            return gather(session, self._find(session, assessment_id, person))

    def edition_hash(self, assessment_id: str, *, person: Person) -> str:
        """Content hash of the edition at the time the assessment was begun."""
        with self._read() as session:
            return self._find(session, assessment_id, person).edition_hash

    def versions(self, assessment_id: str, *, person: Person) -> Versions:
        """The newest revision numbers of all that an assessment holds. They only ever grow."""
        with self._read() as session:
            row = self._find(session, assessment_id, person)
            step = newest_step(session, assessment_id)
            return Versions(
                answers=newest_numbers(session, assessment_id),
                figures={
                    item.statistic: item.number for item in newest_figures(session, assessment_id)
                },
                profile=profile_of(newest_profile(session, assessment_id), row).number,
                institutions=institutions_of(newest_institutions(session, assessment_id)).number,
                steps=step.number if step else 0,
            )

    def last_saved_at(self, assessment_id: str, *, person: Person) -> dt.datetime | None:
        """When anything of it was last saved, in UTC; None before the first."""
        with self._read() as session:
            self._find(session, assessment_id, person)
            return last_saved_at(session, assessment_id)
