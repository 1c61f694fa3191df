"""What stands around the answers in the store: figures, targets and plan, profile, institutions; each with revisions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy.orm import Session

from assessment.access.permissions import Operation
from assessment.model.assessment import Institution, Observation, PlanSettings
from assessment.store.base import StoreBase
from assessment.store.database.queries import (
    newest_figures_of,
    newest_institutions,
    newest_profile,
    newest_settings,
)
from assessment.store.database.tables import ProfileRow
from assessment.store.edit_conflicts import (
    figures_stand,
    institutions_stand,
    profile_stands,
    settings_stand,
)
from assessment.store.people.identity import Person
from assessment.store.records import (
    InstitutionsRevision,
    ObservationsRevision,
    ProfileRevision,
    SettingsRevision,
    figures_of,
    figures_row,
    institutions_of,
    institutions_row,
    profile_of,
    settings_of,
    settings_row,
)


class RevisionedSettings(StoreBase):
    """The part of the store that keeps what stands around the answers."""

    def settings(self, assessment_id: str, *, person: Person) -> SettingsRevision:
        """The newest targets and plan settings; number 0 before the first save."""
        with self._read() as session:
            self._find(session, assessment_id, person, Operation.SEE_PLAN)
            return settings_of(newest_settings(session, assessment_id))

    def save_settings(
        self,
        assessment_id: str,
        *,
        targets: Mapping[str, int],
        plan: PlanSettings,
        expected_revision: int,
        person: Person,
        at: dt.datetime,
    ) -> SettingsRevision:
        """Add a revision of both; what already stands is not added again.

        Raises StaleSettings, holding those that stand, where they are newer than `expected_revision`.
        """
        offered = SettingsRevision(
            expected_revision + 1, dict(targets), plan, person.name, at.astimezone(dt.UTC)
        )

        def standing(session: Session) -> SettingsRevision | None:
            newest = settings_of(newest_settings(session, assessment_id))
            return newest if settings_stand(newest, offered) else None

        return self._add(
            assessment_id,
            person,
            Operation.SAVE_PLAN,
            at=at,
            standing=standing,
            row=lambda: settings_row(
                targets,
                plan,
                assessment_id=assessment_id,
                number=offered.number,
                author=person.name,
                at=at,
            ),
            added=offered,
        )

    def figures(
        self, assessment_id: str, statistic: str, *, person: Person
    ) -> ObservationsRevision:
        """The newest figures of a statistic; number 0 before the first save."""
        with self._read() as session:
            self._find(session, assessment_id, person, Operation.SEE_FIGURES)
            return figures_of(newest_figures_of(session, assessment_id, statistic))

    def save_figures(
        self,
        assessment_id: str,
        statistic: str,
        figures: tuple[Observation, ...],
        *,
        expected_revision: int,
        person: Person,
        at: dt.datetime,
    ) -> ObservationsRevision:
        """Add a revision of all figures of a statistic; what already stands is not added again.

        Raises StaleFigures, holding those that stand, where they are newer than `expected_revision`.
        """
        offered = ObservationsRevision(
            expected_revision + 1, figures, person.name, at.astimezone(dt.UTC)
        )

        def standing(session: Session) -> ObservationsRevision | None:
            newest = figures_of(newest_figures_of(session, assessment_id, statistic))
            return newest if figures_stand(statistic, newest, offered) else None

        return self._add(
            assessment_id,
            person,
            Operation.SAVE_FIGURES,
            at=at,
            standing=standing,
            row=lambda: figures_row(
                figures,
                assessment_id=assessment_id,
                statistic=statistic,
                number=offered.number,
                author=person.name,
                at=at,
            ),
            added=offered,
        )

    def profile(self, assessment_id: str, *, person: Person) -> ProfileRevision:
        """Which indicators are asked, and who chose that when; number 0 as it was begun."""
        with self._read() as session:
            row = self._find_scope(session, assessment_id, person, Operation.SEE_ANSWERS).begun
            return profile_of(newest_profile(session, assessment_id), row)

    def change_profile(
        self,
        assessment_id: str,
        profile: str,
        *,
        expected_revision: int,
        person: Person,
        at: dt.datetime,
    ) -> ProfileRevision:
        """Ask other indicators from now on; every answer stays. Who and when is kept, and the profile before.

        Raises StaleProfile, holding the one that stands, where someone has changed it since `expected_revision`.
        """
        offered = ProfileRevision(
            expected_revision + 1, profile, person.name, at.astimezone(dt.UTC)
        )

        def standing(session: Session) -> ProfileRevision | None:
            row = self._find(session, assessment_id, person, Operation.CHANGE_PROFILE)
            newest = profile_of(newest_profile(session, assessment_id), row)
            return newest if profile_stands(newest, offered) else None

        return self._add(
            assessment_id,
            person,
            Operation.CHANGE_PROFILE,
            at=at,
            standing=standing,
            row=lambda: ProfileRow(
                assessment_id=assessment_id,
                number=offered.number,
                profile=profile,
                author=person.name,
                at=at,
            ),
            added=offered,
        )

    def institutions(self, assessment_id: str, *, person: Person) -> InstitutionsRevision:
        """The institutions that `person` may see and what each is asked; number 0 before the first save."""
        with self._read() as session:
            extent = self._find_scope(session, assessment_id, person, Operation.SEE_ANSWERS)
            found = institutions_of(newest_institutions(session, assessment_id))
            return replace(
                found,
                institutions=tuple(item for item in found.institutions if extent.holds(item.id)),
            )

    def save_institutions(
        self,
        assessment_id: str,
        institutions: tuple[Institution, ...],
        *,
        expected_revision: int,
        person: Person,
        at: dt.datetime,
    ) -> InstitutionsRevision:
        """Add a revision of the whole list; the one that already stands is not added again.

        Raises StaleInstitutions, holding the list that stands, where it is newer than `expected_revision`.
        """
        offered = InstitutionsRevision(
            expected_revision + 1, institutions, person.name, at.astimezone(dt.UTC)
        )

        def standing(session: Session) -> InstitutionsRevision | None:
            newest = institutions_of(newest_institutions(session, assessment_id))
            return newest if institutions_stand(newest, offered) else None

        return self._add(
            assessment_id,
            person,
            Operation.SAVE_INSTITUTIONS,
            at=at,
            standing=standing,
            row=lambda: institutions_row(
                institutions,
                assessment_id=assessment_id,
                number=offered.number,
                author=person.name,
                at=at,
            ),
            added=offered,
        )
