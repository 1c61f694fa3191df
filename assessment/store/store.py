"""Creation, loading and listing of assessments. A save is stored whole or not at all."""

from __future__ import annotations

import datetime as dt
import uuid

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessment.access.permissions import Operation, grants_in, requires_country
from assessment.model.assessment import (
    AnswerStatus,
    Assessment,
    AssessmentState,
    Standing,
)
from assessment.store.answers import Answers
from assessment.store.audit.log import Audit
from assessment.store.audit.submissions import log_submissions, submissions_of
from assessment.store.audit.writer import log_rows
from assessment.store.comparisons import Comparisons
from assessment.store.cycles import Cycles
from assessment.store.database.driver_errors import failures_explained, failures_hidden
from assessment.store.database.engine import location_of, open_engine, require_existing
from assessment.store.database.migrate import upgrade_tables
from assessment.store.database.queries import current_state, newest_answers
from assessment.store.database.summaries import StoredSummary, stored_summaries
from assessment.store.database.tables import AssessmentRow
from assessment.store.desk import DeskReader
from assessment.store.files import Files
from assessment.store.insert import new_assessment_row, new_rows
from assessment.store.institutions.discussions import Discussions
from assessment.store.institutions.invitations import Invitations
from assessment.store.institutions.progress_reports import ProgressReports
from assessment.store.load import LoadedAssessment, load_changes, read_versions
from assessment.store.people.accounts import People
from assessment.store.people.identity import Person
from assessment.store.people.sign_ins import SignIns
from assessment.store.publications import Publications
from assessment.store.records import AssessmentSummary, Versions
from assessment.store.reviews.plan_reviews import PlanReviews
from assessment.store.reviews.reviews import Reviews
from assessment.store.revisioned import RevisionedSettings
from assessment.store.revisions import PROFILE
from assessment.store.visibility import AccessScope
from assessment.store.workflow import Transitions

TIMEOUT_SECONDS = 10.0
"""The longest wait for other saves; a save takes milliseconds."""


class Store(
    Answers,
    RevisionedSettings,
    Files,
    Transitions,
    Cycles,
    Invitations,
    ProgressReports,
    Discussions,
    Reviews,
    PlanReviews,
    Publications,
    Comparisons,
    DeskReader,
    People,
    SignIns,
    Audit,
):
    """The assessments in one database. Every method may raise StoreUnavailable; nothing is then stored.

    Safe to share between threads. `person` is the caller whose access is checked; `at` is the time of a change, has a
    time zone and is returned in UTC.
    """

    @classmethod
    def open(
        cls, url: str, *, timeout_seconds: float = TIMEOUT_SECONDS, accounts: bool = False
    ) -> Store:
        """Open the store at `url` (`sqlite:///file`, `postgresql://…`); create or upgrade its tables.

        With `accounts`, only persons with an account have access, and the cause of a database failure is written to
        the program's log only; else the local person has access too.
        """
        failures = failures_hidden if accounts else failures_explained
        with failures(url.rsplit("@", 1)[-1]):
            engine = open_engine(url, timeout_seconds)
        with failures(location_of(engine)):
            upgrade_tables(engine)
        return cls(engine, timeout_seconds, accounts=accounts)

    @classmethod
    def open_existing(cls, url: str, *, timeout_seconds: float = TIMEOUT_SECONDS) -> Store:
        """Open the store at `url`, which must exist, for reading. Raises StoreUnavailable."""
        with failures_explained(url.rsplit("@", 1)[-1]):
            require_existing(url)
        return cls.open(url, timeout_seconds=timeout_seconds)

    def close(self) -> None:
        """Close the connections."""
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
        """Create an assessment without answers and return its id."""
        assessment = Assessment(
            country=country,
            edition=edition,
            cycle=cycle,
            profile=profile,
            standing=standing,
            note=note,
        )
        return self.import_assessment(assessment, edition_hash=edition_hash, person=person, at=at)

    def import_assessment(
        self, assessment: Assessment, *, edition_hash: str, person: Person, at: dt.datetime
    ) -> str:
        """Store an assessment as a new one and return its id; `load` returns it unchanged.

        From an account it is always a draft: only transitions applied in this store lead to another state, whatever
        state the file states.
        """
        key = str(uuid.uuid4())
        with self._write() as session:
            requires_country(
                Operation.BEGIN, grants_in(self._grants(session, person), assessment.country)
            )
            state = AssessmentState.DRAFT if person.is_account else assessment.state
            assessment_row = new_assessment_row(
                assessment.model_copy(update={"state": state}),
                key=key,
                edition_hash=edition_hash,
                author=person.name,
                at=at,
            )
            session.add(assessment_row)
            session.flush()
            rows = list(new_rows(assessment, assessment_id=key, author=person.name, at=at))
            session.add_all(rows)
            log_rows(session, [assessment_row, *rows], person.name, at)
            log_submissions(session, key, submissions_of(assessment), person.name, at)
        return key

    def assessments(self, *, person: Person) -> tuple[AssessmentSummary, ...]:
        """Return the assessments that `person` may see, ordered by country, cycle and age."""
        with self._read() as session:
            grants = self._grants(session, person)
            rows = session.scalars(
                select(AssessmentRow).order_by(
                    AssessmentRow.country, AssessmentRow.cycle, AssessmentRow.created_at
                )
            ).all()
            scopes = [
                scope
                for row in rows
                if (scope := self._scope_of(session, row, grants, Operation.SEE_ANSWERS))
            ]
            whole = [scope.assessment_row.id for scope in scopes if scope.limits is None]
            stored = stored_summaries(session, whole)
            return tuple(
                _summary(
                    scope,
                    stored.get(scope.assessment_row.id) or _summary_of_institutions(session, scope),
                )
                for scope in scopes
            )

    def load(self, assessment_id: str, *, person: Person) -> Assessment:
        """Return the assessment with its newest answers and settings, as far as `person` may see it."""
        return self.load_changes(assessment_id, None, person=person).assessment

    def load_changes(
        self, assessment_id: str, known: LoadedAssessment | None, *, person: Person
    ) -> LoadedAssessment:
        """Return the assessment as `load` does; only what is newer than `known` is read.

        `known` is the result of an earlier call for the same person, None for none.
        """
        with self._read() as session:
            scope = self._find_scope(session, assessment_id, person, Operation.SEE_ANSWERS)
            return load_changes(session, scope, known)

    def edition_hash(self, assessment_id: str, *, person: Person) -> str:
        """Return the content hash of the edition at the creation of the assessment."""
        with self._read() as session:
            scope = self._find_scope(session, assessment_id, person, Operation.SEE_ANSWERS)
            return scope.assessment_row.edition_hash

    def versions(self, assessment_id: str, *, person: Person) -> Versions:
        """Return the newest revision numbers of an assessment and the time of its last save. They only ever grow."""
        with self._read() as session:
            scope = self._find_scope(session, assessment_id, person, Operation.SEE_ANSWERS)
            return read_versions(session, scope)


def _summary_of_institutions(session: Session, scope: AccessScope) -> StoredSummary:
    """Return the summary for a person of institutions: of their answers only."""
    row = scope.assessment_row
    return StoredSummary(
        state=current_state(session, row),
        profile=PROFILE.newest(session, row).value,
        answered=sum(
            scope.includes(answer.institution) and answer.state != AnswerStatus.UNANSWERED
            for answer in newest_answers(session, row.id)
        ),
        saved_at=read_versions(session, scope).saved_at,
    )


def _summary(scope: AccessScope, stored: StoredSummary) -> AssessmentSummary:
    row = scope.assessment_row
    return AssessmentSummary(
        id=row.id,
        country=row.country,
        edition=row.edition,
        cycle=row.cycle,
        profile=stored.profile,
        state=stored.state,
        standing=Standing(row.standing),
        answered=stored.answered,
        changed_at=max(row.created_at, stored.saved_at or row.created_at),
        created_at=row.created_at,
        created_by=row.created_by,
    )
