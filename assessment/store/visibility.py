"""The part of an assessment that a person may see or change: all of it, or that of their institutions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assessment.errors import NotAllowed
from assessment.model.assessment import Assessment, PlanSettings
from assessment.model.roles import AccessRole
from assessment.store.database.tables import AssessmentRow
from translations import gettext as _


@dataclass(frozen=True, slots=True)
class AccessScope:
    """The access of one person to one assessment."""

    assessment_row: AssessmentRow
    roles: frozenset[AccessRole]
    """The person's roles in the country of the assessment."""
    limits: Mapping[str, frozenset[str]] | None = None
    """The institutions it is limited to, with the indicators assigned to each; None is the whole assessment."""

    def includes(self, institution: str) -> bool:
        """Return whether the answers of an institution (or `NATIONAL`) are in the scope."""
        return self.limits is None or institution in self.limits

    def includes_indicator(self, indicator: str) -> bool:
        """Return whether an indicator is assigned to any institution in the scope."""
        return self.limits is None or any(indicator in items for items in self.limits.values())

    def require(self, institution: str, indicator: str | None = None) -> None:
        """Raise NotAllowed where the answers of `institution`, or the one to `indicator`, are out of scope."""
        if self.limits is None:
            return
        if institution not in self.limits:
            raise NotAllowed(
                _(
                    "These are the answers of others. Your role is for: {institutions}. "
                    "Open the questionnaire of your institution."
                ).format(institutions=", ".join(sorted(self.limits)))
            )
        if indicator is not None and indicator not in self.limits[institution]:
            raise NotAllowed(
                _(
                    "{indicator}: your institution is not asked this. Nothing was stored. "
                    "Ask the coordinator to give it to you."
                ).format(indicator=indicator)
            )

    def restrict(self, assessment: Assessment) -> Assessment:
        """Return the assessment without what is out of scope."""
        if self.limits is None:
            return assessment
        limits = self.limits
        return assessment.model_copy(
            update={
                "note": "",
                "answers": {},
                "targets": {},
                "plan": PlanSettings(),
                "retired": tuple(item for item in assessment.retired if item.institution in limits),
                "institutions": tuple(
                    item for item in assessment.institutions if item.id in limits
                ),
                "institution_answers": {
                    key: answers
                    for key, answers in assessment.institution_answers.items()
                    if key in limits
                },
                "submissions": {
                    key: items for key, items in assessment.submissions.items() if key in limits
                },
            }
        )
