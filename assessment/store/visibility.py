"""The part of an assessment that somebody may see or change: all of it, or what concerns their institution."""

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
    """An assessment as one person meets it."""

    begun: AssessmentRow
    roles: frozenset[AccessRole]
    """What the person is in its country."""
    asked: Mapping[str, frozenset[str]] | None = None
    """The institutions it is limited to, with the indicators each is asked; None is all of the assessment."""

    def holds(self, institution: str) -> bool:
        """Whether the answers of an institution (or of the country) belong to it."""
        return self.asked is None or institution in self.asked

    def asks(self, indicator: str) -> bool:
        """Whether an indicator is asked of those it is limited to."""
        return self.asked is None or any(indicator in items for items in self.asked.values())

    def require(self, institution: str, indicator: str | None = None) -> None:
        """Raises NotAllowed where these answers, or this one, are somebody else's."""
        if self.asked is None:
            return
        if institution not in self.asked:
            raise NotAllowed(
                _(
                    "These are the answers of others. Your role is for: {institutions}. "
                    "Open the questionnaire of your institution."
                ).format(institutions=", ".join(sorted(self.asked)))
            )
        if indicator is not None and indicator not in self.asked[institution]:
            raise NotAllowed(
                _(
                    "{indicator}: your institution is not asked this. Nothing was stored. "
                    "Ask the coordinator to give it to you."
                ).format(indicator=indicator)
            )

    def of(self, whole: Assessment) -> Assessment:
        """What of the whole assessment belongs to it."""
        if self.asked is None:
            return whole
        return whole.model_copy(
            update={
                "note": "",
                "answers": {},
                "targets": {},
                "plan": PlanSettings(),
                "retired": tuple(item for item in whole.retired if item.institution in self.asked),
                "institutions": tuple(item for item in whole.institutions if item.id in self.asked),
                "institution_answers": {
                    key: answers
                    for key, answers in whole.institution_answers.items()
                    if key in self.asked
                },
            }
        )
