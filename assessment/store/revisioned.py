"""Store of the settings around the answers, each with revisions: figures, targets and plan, profile, institutions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from assessment.access.permissions import Operation
from assessment.model.assessment import Institution, Observation, PlanSettings
from assessment.store.base import StoreBase
from assessment.store.people.identity import Person
from assessment.store.records import Revision, TargetsAndPlan
from assessment.store.revisions import FIGURES, INSTITUTIONS, PROFILE, SETTINGS

Observations = tuple[Observation, ...]


class RevisionedSettings(StoreBase):
    """The part of the store that keeps settings; each save adds a revision as `save_answer` does."""

    def settings(self, assessment_id: str, *, person: Person) -> Revision[TargetsAndPlan]:
        """Return the newest targets and plan settings."""
        with self._read() as session:
            row = self._find(session, assessment_id, person, Operation.SEE_PLAN)
            return SETTINGS.newest(session, row)

    def save_settings(
        self,
        assessment_id: str,
        *,
        targets: Mapping[str, int],
        plan: PlanSettings,
        expected_revision: int,
        person: Person,
        at: dt.datetime,
    ) -> Revision[TargetsAndPlan]:
        """Add a revision of targets and plan."""
        return self._save_revision(
            assessment_id,
            SETTINGS,
            TargetsAndPlan(dict(targets), plan),
            expected_revision=expected_revision,
            person=person,
            at=at,
        )

    def figures(
        self, assessment_id: str, statistic: str, *, person: Person
    ) -> Revision[Observations]:
        """Return the newest figures of a statistic."""
        with self._read() as session:
            row = self._find(session, assessment_id, person, Operation.SEE_FIGURES)
            return FIGURES.newest(session, row, statistic=statistic)

    def save_figures(
        self,
        assessment_id: str,
        statistic: str,
        figures: Observations,
        *,
        expected_revision: int,
        person: Person,
        at: dt.datetime,
    ) -> Revision[Observations]:
        """Add a revision of all figures of a statistic."""
        return self._save_revision(
            assessment_id,
            FIGURES,
            figures,
            expected_revision=expected_revision,
            person=person,
            at=at,
            statistic=statistic,
        )

    def profile(self, assessment_id: str, *, person: Person) -> Revision[str]:
        """Return the id of the profile; revision 0 is the profile at creation."""
        with self._read() as session:
            scope = self._find_scope(session, assessment_id, person, Operation.SEE_ANSWERS)
            return PROFILE.newest(session, scope.assessment_row)

    def change_profile(
        self,
        assessment_id: str,
        profile: str,
        *,
        expected_revision: int,
        person: Person,
        at: dt.datetime,
    ) -> Revision[str]:
        """Add a revision of the profile; every answer is kept."""
        return self._save_revision(
            assessment_id,
            PROFILE,
            profile,
            expected_revision=expected_revision,
            person=person,
            at=at,
        )

    def institutions(
        self, assessment_id: str, *, person: Person
    ) -> Revision[tuple[Institution, ...]]:
        """Return the institutions that `person` may see, with the indicators assigned to each."""
        with self._read() as session:
            scope = self._find_scope(session, assessment_id, person, Operation.SEE_ANSWERS)
            revision = INSTITUTIONS.newest(session, scope.assessment_row)
            visible = tuple(item for item in revision.value if scope.includes(item.id))
            return replace(revision, value=visible)

    def save_institutions(
        self,
        assessment_id: str,
        institutions: tuple[Institution, ...],
        *,
        expected_revision: int,
        person: Person,
        at: dt.datetime,
    ) -> Revision[tuple[Institution, ...]]:
        """Add a revision of the whole list of institutions."""
        return self._save_revision(
            assessment_id,
            INSTITUTIONS,
            institutions,
            expected_revision=expected_revision,
            person=person,
            at=at,
        )
