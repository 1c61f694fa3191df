"""Store of the status that an institution reports of the measures it leads, and of who said what about a measure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assessment.access.permissions import Operation
from assessment.errors import AssessmentError, NotAllowed
from assessment.model.base import STORED
from assessment.model.plan_settings import MeasureProgress, PlanSettings
from assessment.store.base import StoreBase
from assessment.store.database.tables import SettingsRow
from assessment.store.people.identity import Person
from assessment.store.records import Revision, TargetsAndPlan
from assessment.store.revisions import SETTINGS
from translations import gettext as _

MAXIMUM_REVISIONS = 400
"""Revisions of the plan in which `progress_history` looks for reports."""

ATTEMPTS = 5
"""How often a report is put on top of a plan that others save at the same time."""


class StaleProgress(AssessmentError):
    """A report on a measure whose status was changed since the reporter saw it; nothing was stored."""


@dataclass(frozen=True, slots=True)
class ProgressReport:
    """A status to store; `expected` is the stored one that the reporter has seen, None for none."""

    progress: MeasureProgress
    expected: MeasureProgress | None


@dataclass(frozen=True, slots=True)
class ProgressEntry:
    """A status of a measure as it was stored, by whom and when (UTC); `progress` is None where it was taken away."""

    measure_id: str
    progress: MeasureProgress | None
    author: str
    at: dt.datetime


class ProgressReports(StoreBase):
    """The part of the store in which leading institutions report on their measures."""

    def led_measures(self, assessment_id: str, institution: str, *, person: Person) -> PlanSettings:
        """Return the part of the plan that an institution reports on (`PlanSettings.of_institution`)."""
        with self._read() as session:
            return self._led(session, assessment_id, institution, person)[1]

    def report_progress(
        self,
        assessment_id: str,
        institution: str,
        reports: Mapping[str, ProgressReport],
        *,
        person: Person,
        at: dt.datetime,
    ) -> int:
        """Store the reports of an institution by measure, all or none; return how many changed something.

        Nothing but status, months, day and note of measures that it leads changes; evidence stays. Raises NotAllowed,
        StaleProgress and StateLocked.
        """
        for _attempt in range(ATTEMPTS):
            try:
                with self._write() as session:
                    return self._report(session, assessment_id, institution, reports, person, at)
            except IntegrityError:  # another writer took the number between our read and our write
                continue
        raise StaleProgress(
            _("Others are saving the plan just now. Nothing was stored. Try again in a moment.")
        )

    def progress_history(self, assessment_id: str, *, person: Person) -> tuple[ProgressEntry, ...]:
        """Return each stored change of the status of a measure, the newest first, from the last `MAXIMUM_REVISIONS`."""
        with self._read() as session:
            self._find(session, assessment_id, person, Operation.SEE_PLAN)
            rows = session.scalars(
                select(SettingsRow)
                .where(SettingsRow.assessment_id == assessment_id)
                .order_by(SettingsRow.number.desc())
                .limit(MAXIMUM_REVISIONS + 1)
            ).all()
            complete = not rows or rows[-1].number == 1
            former: list[Mapping[str, Any]] = [row.plan.get("progress", {}) for row in rows[1:]]
            if complete:
                former.append({})
            return tuple(
                ProgressEntry(key, _progress(now.get(key)), row.author, row.at)
                for row, before in zip(rows, former, strict=False)
                for now in (row.plan.get("progress", {}),)
                for key in sorted({*now, *before})
                if now.get(key) != before.get(key)
            )

    def _led(
        self, session: Session, assessment_id: str, institution: str, person: Person
    ) -> tuple[Revision[TargetsAndPlan], PlanSettings]:
        """Return the settings as stored, and the part that `person` may see and report for the institution."""
        scope = self._find_scope(session, assessment_id, person, Operation.REPORT_PROGRESS)
        scope.require(institution)
        stored = SETTINGS.newest(session, scope.assessment_row)
        return stored, stored.value.plan.of_institution(institution)

    def _report(
        self,
        session: Session,
        assessment_id: str,
        institution: str,
        reports: Mapping[str, ProgressReport],
        person: Person,
        at: dt.datetime,
    ) -> int:
        """Add one revision of the plan with the reports; none where they change nothing."""
        scope = self._find_scope(session, assessment_id, person, Operation.REPORT_PROGRESS)
        stored, led = self._led(session, assessment_id, institution, person)
        plan = stored.value.plan
        progress = dict(plan.progress)
        for key, report in reports.items():
            if key not in led.reporting:
                raise NotAllowed(
                    _(
                        "{measure}: your institution does not lead this measure. Nothing was stored. "
                        "Ask the coordinator to give it to you."
                    ).format(measure=key)
                )
            before = led.progress.get(key)
            new = _reported(report.progress, before, institution)
            if before is not None and _said(before) == _said(new):
                continue
            if before != report.expected:
                raise StaleProgress(
                    _(
                        "{measure}: somebody else has reported another status meanwhile. Yours is not stored. "
                        "Compare the two, then save again."
                    ).format(measure=key)
                )
            progress[key] = new
        count = sum(progress.get(key) != plan.progress.get(key) for key in reports)
        if not count:
            return 0
        row = SETTINGS.new_row(
            TargetsAndPlan(stored.value.targets, plan.model_copy(update={"progress": progress})),
            assessment_id=assessment_id,
            number=stored.number + 1,
            author=person.name,
            at=at,
        )
        self._add_rows(session, scope.assessment_row, [row], person, at)
        return count


def _reported(
    report: MeasureProgress, before: MeasureProgress | None, institution: str
) -> MeasureProgress:
    """Return the progress to store: what the institution says, with its id and the evidence that is stored."""
    return report.model_copy(
        update={"reported_by": institution, "evidence": before.evidence if before else ()}
    )


def _said(progress: MeasureProgress) -> tuple[object, ...]:
    return progress.status, progress.started, progress.ended, progress.note, progress.reported_by


def _progress(stored: Mapping[str, Any] | None) -> MeasureProgress | None:
    if stored is None:
        return None
    return MeasureProgress.model_validate(stored, strict=False, context=STORED)
