"""Save, load and list assessments. Time and person come in as arguments; a save is stored whole or not at all."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from sqlalchemy import Engine, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assessment.errors import UnknownAssessment
from assessment.model import (
    Answer,
    AnswerStatus,
    Assessment,
    AssessmentState,
    Figure,
    PlanSettings,
    RetiredAnswer,
    Standing,
)
from assessment.store.engine import open_engine, place, reader, require_existing, writer
from assessment.store.newest import (
    last_saved_at,
    newest_answer,
    newest_answers,
    newest_figures,
    newest_figures_of,
    newest_profile,
    newest_settings,
)
from assessment.store.person import Person
from assessment.store.records import (
    NATIONAL,
    AnswerRevision,
    AssessmentSummary,
    FiguresRevision,
    ProfileRevision,
    Revision,
    SettingsRevision,
    answer_of,
    answer_row,
    figures_of,
    figures_row,
    profile_of,
    settings_of,
    settings_row,
    summary_of,
)
from assessment.store.schema import bring_up_to_date
from assessment.store.staleness import (
    figures_stand,
    profile_stands,
    same_or_stale,
    settings_stand,
)
from assessment.store.tables import AnswerRow, AssessmentRow, ProfileRow, RetiredRow
from assessment.store.unavailable import failures_explained
from translations import gettext as _

DEFAULT_URL = "sqlite:///data/cop.sqlite3"
"""Where answers are kept unless the edge (command line, app) is told otherwise: one file, no server."""

TIMEOUT_SECONDS = 10.0
"""How long a save waits for others before it gives up; a save takes milliseconds."""


class Store:
    """The assessments in one database. Every method may raise StoreUnavailable; nothing is then stored.

    Safe to share between threads. `person` is who asks; `at` has a time zone and comes back in UTC.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._reader, self._writer = reader(engine), writer(engine)
        self.place = place(engine)

    @classmethod
    def open(cls, url: str, *, timeout_seconds: float = TIMEOUT_SECONDS) -> Store:
        """The store at `url` (`sqlite:///file`, `postgresql://…`), its tables made or brought up to date."""
        with failures_explained(url.rsplit("@", 1)[-1]):
            engine = open_engine(url, timeout_seconds)
        with failures_explained(place(engine)):
            bring_up_to_date(engine)
        return cls(engine)

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
            session.add(
                AssessmentRow(
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
            )
            session.flush()
            session.add_all(
                answer_row(
                    answer,
                    assessment_id=key,
                    institution=NATIONAL,
                    indicator_id=indicator_id,
                    number=1,
                    author=person.name,
                    at=at,
                )
                for indicator_id, answer in assessment.answers.items()
            )
            session.add_all(
                figures_row(
                    figures,
                    assessment_id=key,
                    statistic=statistic,
                    number=1,
                    author=person.name,
                    at=at,
                )
                for statistic, figures in assessment.figures.items()
            )
            session.add_all(
                RetiredRow(
                    assessment_id=key,
                    number=number,
                    record=item.model_dump(mode="json", exclude_defaults=True),
                )
                for number, item in enumerate(assessment.retired, start=1)
            )
            if assessment.targets or assessment.plan != PlanSettings():
                session.add(
                    settings_row(
                        assessment.targets,
                        assessment.plan,
                        assessment_id=key,
                        number=1,
                        author=person.name,
                        at=at,
                    )
                )
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
                )
                for row in rows
            )

    def load(self, assessment_id: str, *, person: Person) -> Assessment:
        """The assessment with its newest answers and settings."""
        with self._read() as session:
            row = self._find(session, assessment_id, person)
            answers = newest_answers(session, assessment_id, NATIONAL)
            settings = settings_of(newest_settings(session, assessment_id))
            figures = newest_figures(session, assessment_id)
            retired = session.scalars(
                select(RetiredRow)
                .where(RetiredRow.assessment_id == assessment_id)
                .order_by(RetiredRow.number)
            )
            return Assessment(
                country=row.country,
                edition=row.edition,
                cycle=row.cycle,
                profile=profile_of(newest_profile(session, assessment_id), row).profile,
                state=AssessmentState(row.state),
                standing=Standing(row.standing),
                note=row.note,
                answers={answer.indicator_id: answer_of(answer) for answer in answers},
                targets=settings.targets,
                plan=settings.plan,
                figures={item.statistic: figures_of(item).figures for item in figures},
                retired=tuple(
                    RetiredAnswer.model_validate(item.record, strict=False) for item in retired
                ),
            )

    def edition_hash(self, assessment_id: str, *, person: Person) -> str:
        """Content hash of the edition at the time the assessment was begun."""
        with self._read() as session:
            return self._find(session, assessment_id, person).edition_hash

    def revisions(
        self, assessment_id: str, *, person: Person, institution: str = NATIONAL
    ) -> Mapping[str, int]:
        """The newest revision number of each indicator that has an answer."""
        with self._read() as session:
            self._find(session, assessment_id, person)
            rows = newest_answers(session, assessment_id, institution)
            return {row.indicator_id: row.number for row in rows}

    def versions(self, assessment_id: str, *, person: Person) -> tuple[Mapping[str, int], ...]:
        """The newest revision numbers: of answers, of figures, of the profile. They only ever grow."""
        with self._read() as session:
            row = self._find(session, assessment_id, person)
            return (
                {
                    item.indicator_id: item.number
                    for item in newest_answers(session, assessment_id, NATIONAL)
                },
                {item.statistic: item.number for item in newest_figures(session, assessment_id)},
                {"profile": profile_of(newest_profile(session, assessment_id), row).number},
            )

    def save_answer(
        self,
        assessment_id: str,
        indicator_id: str,
        answer: Answer,
        *,
        seen_revision: int,
        person: Person,
        at: dt.datetime,
        institution: str = NATIONAL,
    ) -> Revision:
        """Add a revision; the answer that already stands is not added again.

        `seen_revision` is the newest number the person has seen, 0 for none.
        Raises StaleAnswer, holding both answers, where there is a newer one.
        """
        place_of_answer = (assessment_id, institution, indicator_id)
        try:
            with self._write() as session:
                self._find(session, assessment_id, person)
                newest = newest_answer(session, *place_of_answer)
                standing = same_or_stale(newest, answer, seen_revision, indicator_id)
                if standing is not None:
                    return standing
                session.add(
                    answer_row(
                        answer,
                        assessment_id=assessment_id,
                        institution=institution,
                        indicator_id=indicator_id,
                        number=seen_revision + 1,
                        author=person.name,
                        at=at,
                    )
                )
        except IntegrityError:  # someone else got this number between our look and our write
            with self._read() as session:
                newest = newest_answer(session, *place_of_answer)
                standing = same_or_stale(newest, answer, seen_revision, indicator_id)
                if standing is not None:
                    return standing
            raise
        return Revision(seen_revision + 1, at.astimezone(dt.UTC))

    def answer_history(
        self,
        assessment_id: str,
        indicator_id: str,
        *,
        person: Person,
        institution: str = NATIONAL,
    ) -> tuple[AnswerRevision, ...]:
        """Every revision of an answer, the oldest first."""
        with self._read() as session:
            self._find(session, assessment_id, person)
            rows = session.scalars(
                select(AnswerRow)
                .where(
                    AnswerRow.assessment_id == assessment_id,
                    AnswerRow.institution == institution,
                    AnswerRow.indicator_id == indicator_id,
                )
                .order_by(AnswerRow.number)
            )
            return tuple(
                AnswerRevision(row.number, answer_of(row), row.author, row.at) for row in rows
            )

    def last_saved_at(self, assessment_id: str, *, person: Person) -> dt.datetime | None:
        """When an answer or setting was last saved, in UTC; None before the first."""
        with self._read() as session:
            self._find(session, assessment_id, person)
            return last_saved_at(session, assessment_id)

    def settings(self, assessment_id: str, *, person: Person) -> SettingsRevision:
        """The newest targets and plan settings; number 0 before the first save."""
        with self._read() as session:
            self._find(session, assessment_id, person)
            return settings_of(newest_settings(session, assessment_id))

    def save_settings(
        self,
        assessment_id: str,
        *,
        targets: Mapping[str, int],
        plan: PlanSettings,
        seen_revision: int,
        person: Person,
        at: dt.datetime,
    ) -> SettingsRevision:
        """Add a revision of both; what already stands is not added again.

        Raises StaleSettings, holding those that stand, where they are newer than `seen_revision`.
        """
        offered = SettingsRevision(
            seen_revision + 1, dict(targets), plan, person.name, at.astimezone(dt.UTC)
        )
        try:
            with self._write() as session:
                self._find(session, assessment_id, person)
                newest = settings_of(newest_settings(session, assessment_id))
                if settings_stand(newest, offered):
                    return newest
                session.add(
                    settings_row(
                        targets,
                        plan,
                        assessment_id=assessment_id,
                        number=offered.number,
                        author=person.name,
                        at=at,
                    )
                )
        except IntegrityError:  # as in save_answer
            with self._read() as session:
                newest = settings_of(newest_settings(session, assessment_id))
                if settings_stand(newest, offered):
                    return newest
            raise
        return offered

    def figures(self, assessment_id: str, statistic: str, *, person: Person) -> FiguresRevision:
        """The newest figures of a statistic; number 0 before the first save."""
        with self._read() as session:
            self._find(session, assessment_id, person)
            return figures_of(newest_figures_of(session, assessment_id, statistic))

    def save_figures(
        self,
        assessment_id: str,
        statistic: str,
        figures: tuple[Figure, ...],
        *,
        seen_revision: int,
        person: Person,
        at: dt.datetime,
    ) -> FiguresRevision:
        """Add a revision of all figures of a statistic; what already stands is not added again.

        Raises StaleFigures, holding those that stand, where they are newer than `seen_revision`.
        """
        offered = FiguresRevision(seen_revision + 1, figures, person.name, at.astimezone(dt.UTC))
        try:
            with self._write() as session:
                self._find(session, assessment_id, person)
                newest = figures_of(newest_figures_of(session, assessment_id, statistic))
                if figures_stand(statistic, newest, offered):
                    return newest
                session.add(
                    figures_row(
                        figures,
                        assessment_id=assessment_id,
                        statistic=statistic,
                        number=offered.number,
                        author=person.name,
                        at=at,
                    )
                )
        except IntegrityError:  # as in save_answer
            with self._read() as session:
                newest = figures_of(newest_figures_of(session, assessment_id, statistic))
                if figures_stand(statistic, newest, offered):
                    return newest
            raise
        return offered

    def profile(self, assessment_id: str, *, person: Person) -> ProfileRevision:
        """Which indicators are asked, and who chose that when; number 0 as it was begun."""
        with self._read() as session:
            row = self._find(session, assessment_id, person)
            return profile_of(newest_profile(session, assessment_id), row)

    def change_profile(
        self,
        assessment_id: str,
        profile: str,
        *,
        seen_revision: int,
        person: Person,
        at: dt.datetime,
    ) -> ProfileRevision:
        """Ask other indicators from now on; every answer stays. Who and when is kept, and the profile before.

        Raises StaleProfile, holding the one that stands, where someone has changed it since `seen_revision`.
        """
        offered = ProfileRevision(seen_revision + 1, profile, person.name, at.astimezone(dt.UTC))
        try:
            with self._write() as session:
                row = self._find(session, assessment_id, person)
                newest = profile_of(newest_profile(session, assessment_id), row)
                if profile_stands(newest, offered):
                    return newest
                session.add(
                    ProfileRow(
                        assessment_id=assessment_id,
                        number=offered.number,
                        profile=profile,
                        author=person.name,
                        at=at,
                    )
                )
        except IntegrityError:  # as in save_answer
            newest = self.profile(assessment_id, person=person)
            if profile_stands(newest, offered):
                return newest
            raise
        return offered

    @contextmanager
    def _read(self) -> Iterator[Session]:
        with failures_explained(self.place), Session(self._reader) as session:
            yield session

    @contextmanager
    def _write(self) -> Iterator[Session]:
        with (
            failures_explained(self.place),
            Session(self._writer) as session,
            session.begin(),
        ):
            yield session

    def _find(self, session: Session, assessment_id: str, person: Person) -> AssessmentRow:
        """The assessment, if `person` may see it: the one place for rules about who may do what."""
        row = session.get(AssessmentRow, assessment_id) if assessment_id.isascii() else None
        if row is None:
            raise UnknownAssessment(
                _(
                    "{where}: there is no assessment with the id '{id}'. "
                    "Check the link, or choose the assessment from the list."
                ).format(where=self.place, id=assessment_id)
            )
        return row
