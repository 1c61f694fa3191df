"""Save, load and list assessments. Time and person come in as arguments; a save is stored whole or not at all."""

from __future__ import annotations

import datetime as dt
import uuid

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assessment.access.permissions import Operation, grants_in, requires_country
from assessment.model.assessment import (
    NATIONAL,
    AnswerStatus,
    Assessment,
    AssessmentState,
    Standing,
)
from assessment.store.answers import Answers
from assessment.store.audit.log import Audit
from assessment.store.audit.writer import log_rows
from assessment.store.cycles import Cycles
from assessment.store.database.driver_errors import failures_explained, failures_hidden
from assessment.store.database.engine import open_engine, place, require_existing
from assessment.store.database.migrate import bring_up_to_date
from assessment.store.database.queries import (
    last_saved_at,
    newest_answers,
    newest_figures,
    newest_institutions,
    newest_numbers,
    newest_profile,
    newest_step,
    state_now,
)
from assessment.store.database.tables import AnswerRow, AssessmentRow
from assessment.store.files import Files
from assessment.store.insert import begun_row, rows_of
from assessment.store.load import gather
from assessment.store.people.accounts import People
from assessment.store.people.identity import Person
from assessment.store.publications import Publications
from assessment.store.records import (
    AssessmentSummary,
    Versions,
    institutions_of,
    profile_of,
    summary_of,
)
from assessment.store.reviews.plan_reviews import PlanReviews
from assessment.store.reviews.reviews import Reviews
from assessment.store.revisioned import RevisionedSettings
from assessment.store.visibility import AccessScope
from assessment.store.workflow import Steps

DEFAULT_URL = "sqlite:///data/cop.sqlite3"
"""Where answers are kept unless the edge (command line, app) is told otherwise: one file, no server."""

TIMEOUT_SECONDS = 10.0
"""How long a save waits for others before it gives up; a save takes milliseconds."""


class Store(
    Answers,
    RevisionedSettings,
    Files,
    Steps,
    Cycles,
    Reviews,
    PlanReviews,
    Publications,
    People,
    Audit,
):
    """The assessments in one database. Every method may raise StoreUnavailable; nothing is then stored.

    Safe to share between threads. `person` is who asks; `at` has a time zone and comes back in UTC.
    """

    @classmethod
    def open(
        cls, url: str, *, timeout_seconds: float = TIMEOUT_SECONDS, accounts: bool = False
    ) -> Store:
        """The store at `url` (`sqlite:///file`, `postgresql://…`), its tables made or brought up to date.

        With `accounts` it answers only those who have signed in; else whoever sits at the computer too. Where and why
        the database fails then stands in the program's log alone.
        """
        failures = failures_hidden if accounts else failures_explained
        with failures(url.rsplit("@", 1)[-1]):
            engine = open_engine(url, timeout_seconds)
        with failures(place(engine)):
            bring_up_to_date(engine)
        return cls(engine, timeout_seconds, accounts=accounts)

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
        """The id of a new assessment that `load` gives back as it came in; from an account always as a draft.

        A file says of itself that it was agreed or published; only steps that were taken here count.
        """
        key = str(uuid.uuid4())
        with self._write() as session:
            requires_country(
                Operation.BEGIN, grants_in(self._grants(session, person), assessment.country)
            )
            state = AssessmentState.DRAFT if person.is_account else assessment.state
            begun = begun_row(
                assessment.model_copy(update={"state": state}),
                key=key,
                edition_hash=edition_hash,
                author=person.name,
                at=at,
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
            mine = self._grants(session, person)
            rows = session.scalars(
                select(AssessmentRow).order_by(
                    AssessmentRow.country, AssessmentRow.cycle, AssessmentRow.created_at
                )
            ).all()
            extents = (self._scope_of(session, row, mine, Operation.SEE_ANSWERS) for row in rows)
            return tuple(_summary(session, extent) for extent in extents if extent is not None)

    def load(self, assessment_id: str, *, person: Person) -> Assessment:
        """The assessment with its newest answers and settings, as far as `person` may see it."""
        with self._read() as session:
            extent = self._find_scope(session, assessment_id, person, Operation.SEE_ANSWERS)
            return extent.of(gather(session, extent.begun))

    def edition_hash(self, assessment_id: str, *, person: Person) -> str:
        """Content hash of the edition at the time the assessment was begun."""
        with self._read() as session:
            extent = self._find_scope(session, assessment_id, person, Operation.SEE_ANSWERS)
            return extent.begun.edition_hash

    def versions(self, assessment_id: str, *, person: Person) -> Versions:
        """The newest revision numbers of all that an assessment holds. They only ever grow."""
        with self._read() as session:
            extent = self._find_scope(session, assessment_id, person, Operation.SEE_ANSWERS)
            step = newest_step(session, assessment_id)
            return Versions(
                answers={
                    key: number
                    for key, number in newest_numbers(session, assessment_id).items()
                    if extent.holds(key[0])
                },
                figures={
                    item.statistic: item.number for item in newest_figures(session, assessment_id)
                },
                profile=profile_of(newest_profile(session, assessment_id), extent.begun).number,
                institutions=institutions_of(newest_institutions(session, assessment_id)).number,
                steps=step.number if step else 0,
            )

    def last_saved_at(self, assessment_id: str, *, person: Person) -> dt.datetime | None:
        """When anything of it was last saved, in UTC; None before the first."""
        with self._read() as session:
            return _saved_at(
                session, self._find_scope(session, assessment_id, person, Operation.SEE_ANSWERS)
            )


def _summary(session: Session, extent: AccessScope) -> AssessmentSummary:
    begun = extent.begun
    answers = (
        newest_answers(session, begun.id, NATIONAL)
        if extent.asked is None
        else filter(lambda row: extent.holds(row.institution), newest_answers(session, begun.id))
    )
    return summary_of(
        begun,
        profile_of(newest_profile(session, begun.id), begun).profile,
        sum(newest.state != AnswerStatus.UNANSWERED for newest in answers),
        max(begun.created_at, _saved_at(session, extent) or begun.created_at),
        state_now(session, begun),
    )


def _saved_at(session: Session, extent: AccessScope) -> dt.datetime | None:
    """When what belongs to it was last saved."""
    if extent.asked is None:
        return last_saved_at(session, extent.begun.id)
    return session.scalar(
        select(func.max(AnswerRow.at)).where(
            AnswerRow.assessment_id == extent.begun.id, AnswerRow.institution.in_(extent.asked)
        )
    )
