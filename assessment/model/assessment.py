"""Models of an assessment: answers, evidence, figures, targets, plan. They check shape only and need no edition."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, ValidationInfo, model_validator

from assessment.model.base import (
    Cell,
    FreeText,
    Name,
    Number,
    Record,
    ShortText,
    Url,
    Word,
    Year,
    is_missing,
)
from assessment.model.evidence import Evidence as Evidence
from assessment.model.evidence import StoredFile as StoredFile
from assessment.model.plan_settings import PlanSettings as PlanSettings
from questionnaires import Many
from translations import gettext as _

FIRST_CYCLE, LAST_CYCLE = 2000, 2100
"""Limits of the year of a cycle."""


class AnswerStatus(StrEnum):
    """The status of an answer. Only `ANSWERED` enters a score."""

    ANSWERED = "answered"
    DONT_KNOW = "dont_know"
    NOT_APPLICABLE = "not_applicable"
    OUTSIDE_MANDATE = "outside_mandate"
    NOT_COLLECTED = "not_collected"
    UNANSWERED = "unanswered"


class AssessmentState(StrEnum):
    """The state of an assessment in the workflow (see `assessment.workflow.states`)."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    IN_REVIEW = "in_review"
    RETURNED = "returned"
    AGREED = "agreed"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Standing(StrEnum):
    """The origin of an assessment: the country's own, compiled by others, or invented."""

    SELF_ASSESSED = "self_assessed"
    ILLUSTRATIVE = "illustrative"
    """Compiled from public sources; not the country's own assessment."""
    TRAINING = "training"
    """Of an invented country, for training; all of it is made up."""

    @property
    def is_own(self) -> bool:
        """Whether a country's own assessment."""
        return self is Standing.SELF_ASSESSED


class StatusValue(Record):
    """The status of one item of a field of statuses, with its date or year where known."""

    status: ShortText
    date: dt.date | None = None
    year: Year | None = None
    """Where only the year is known."""


class AnswerDetails(Record):
    """The parts of an answer, by field and item of the indicator's details. A missing item is open.

    An empty list of rows claims that there are none.
    """

    checks: Mapping[ShortText, Mapping[ShortText, bool]] = Field(default_factory=dict)
    statuses: Mapping[ShortText, Mapping[ShortText, StatusValue]] = Field(default_factory=dict)
    rows: Mapping[ShortText, Many[Mapping[ShortText, Cell]]] = Field(default_factory=dict)

    @property
    def says_something(self) -> bool:
        """Whether any part is filled in."""
        return bool(self.rows or any(self.checks.values()) or any(self.statuses.values()))


class Settlement(Record):
    """The settlement of a national answer: its reason, and the position of each institution at the time."""

    reason: FreeText = ""
    positions: Mapping[ShortText, Word] = Field(default_factory=dict)
    """Position (`assessment.answers.settlement.position_of`) by institution, including differing ones."""


class Answer(Record):
    """The answer to one indicator: a level (or a figure) with evidence, or a status without one.

    In a file the level may be missing where parts are given; `assessment.answers.derived_level.apply_details` derives it.
    """

    state: Annotated[AnswerStatus, Field(strict=False)] = AnswerStatus.ANSWERED
    level: Annotated[int, Field(ge=0, le=1_000)] | None = None
    value: Annotated[float, Field(allow_inf_nan=False)] | None = None
    reason: FreeText = ""
    comment: FreeText = ""
    evidence: Many[Evidence] = ()
    details: AnswerDetails | None = None
    override: FreeText = ""
    """Why the level differs from the derived one."""
    look_again: FreeText = ""
    """Why this answer needs a new look; cleared when it is saved."""
    settlement: Settlement | None = None
    """Only in a national answer that was settled from answers of institutions."""

    @model_validator(mode="after")
    def _complete(self, info: ValidationInfo) -> Self:
        has_value = self.level is not None or self.value is not None
        in_parts = self.details is not None and self.details.says_something
        if self.state is AnswerStatus.ANSWERED and not (has_value or in_parts):
            raise ValueError(
                _(
                    "says 'answered' but has no level. "
                    "Give a level, or a state such as dont_know or not_applicable."
                )
            )
        if self.state is not AnswerStatus.ANSWERED and has_value:
            raise ValueError(
                _("has a level and the state '{state}'. Keep one of the two.").format(
                    state=self.state.value
                )
            )
        if self.state is AnswerStatus.NOT_APPLICABLE and is_missing(self.reason, info):
            raise ValueError(_("is 'not applicable' without a reason. Say in one sentence why."))
        return self

    @property
    def is_answered(self) -> bool:
        """Whether the answer has the status `ANSWERED`."""
        return self.state is AnswerStatus.ANSWERED

    @property
    def has_proof(self) -> bool:
        """Whether any evidence is given."""
        return bool(self.evidence)


class ProjectedAnswer(Answer):
    """A level that is assumed to be reached, with its evidence; never stored."""

    @property
    def has_proof(self) -> bool:
        """True: a level that is reached is taken to be proven."""
        return True


UNANSWERED = Answer(state=AnswerStatus.UNANSWERED)


class ObservationState(StrEnum):
    """The status of an observation: a figure, or why there is none."""

    ANSWERED = "answered"
    NOT_COLLECTED = "not_collected"
    DONT_KNOW = "dont_know"


class Observation(Record):
    """One figure of a statistic: of one year, in total or (with `breakdown`) for one group, with its source."""

    value: Number | None = None
    state: Annotated[ObservationState, Field(strict=False)] = ObservationState.ANSWERED
    year: Year | None = None
    source: ShortText = ""
    url: Url | None = None
    breakdown: Mapping[ShortText, Word] = Field(default_factory=dict)
    """Category by dimension; empty for the total."""
    note: FreeText = ""

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.state is ObservationState.ANSWERED and self.value is None:
            raise ValueError(
                _(
                    "has no value. Give the figure under value:, "
                    "or the state not_collected or dont_know."
                )
            )
        if self.state is not ObservationState.ANSWERED and self.value is not None:
            raise ValueError(
                _("has a value and the state '{state}'. Keep one of the two.").format(
                    state=self.state.value
                )
            )
        return self

    @property
    def is_total(self) -> bool:
        """Whether the observation is a total, without breakdown."""
        return not self.breakdown


class RetiredAnswer(Record):
    """An answer to an earlier edition that migration changed or dropped, kept as it was."""

    edition: ShortText
    indicator: ShortText
    question: FreeText
    answer: Answer
    why: FreeText = ""
    institution: ShortText = ""
    """Id of the institution; empty for the national answer."""


NATIONAL = "national"
"""The id used in place of an institution's for the national answers, which are scored."""


class Institution(Record):
    """An institution that answers, with the ids of its assigned indicators."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
    name: Name
    role: ShortText = ""
    """A role of the edition, which determines the proposed indicators."""
    contact: ShortText = ""
    """Contact details, no more than needed to write there."""
    indicators: Many[ShortText] = ()

    @model_validator(mode="after")
    def _not_the_country(self) -> Self:
        if self.id == NATIONAL:
            raise ValueError(
                _("'{id}' stands for the country's own answer. Choose another id.").format(
                    id=NATIONAL
                )
            )
        return self


class Assessment(Record):
    """One country's answers to one edition in one cycle."""

    country: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    edition: str
    cycle: Annotated[int, Field(ge=FIRST_CYCLE, le=LAST_CYCLE)]
    profile: str = "full"
    state: Annotated[AssessmentState, Field(strict=False)] = AssessmentState.DRAFT
    standing: Annotated[Standing, Field(strict=False)] = Standing.SELF_ASSESSED
    note: FreeText = ""
    answers: Mapping[str, Answer] = Field(default_factory=dict)
    targets: Mapping[str, Annotated[int, Field(ge=0)]] = Field(default_factory=dict)
    """Target level by indicator id; `default` for all others."""
    plan: PlanSettings = PlanSettings()
    figures: Mapping[ShortText, Many[Observation]] = Field(default_factory=dict)
    """Figures by statistic of the edition's catalogue; they never change a score."""
    retired: Many[RetiredAnswer] = ()
    institutions: Many[Institution] = ()
    institution_answers: Mapping[ShortText, Mapping[str, Answer]] = Field(default_factory=dict)
    """Answers by institution and indicator; `answers` holds the national ones."""
    submissions: Mapping[ShortText, Mapping[ShortText, Mapping[ShortText, Word]]] = Field(
        default_factory=dict
    )
    """The submissions of forms imported so far: by institution (or `NATIONAL`) and id of the submission, the
    fingerprint of what it said on each question and statistic."""

    def answer(self, indicator_id: str) -> Answer:
        """The answer to an indicator, `UNANSWERED` where there is none."""
        return self.answers.get(indicator_id, UNANSWERED)

    def level(self, indicator_id: str) -> int | None:
        """The level of the answer to an indicator, None where there is none."""
        return self.answer(indicator_id).level

    def with_levels(self, levels: Mapping[str, int]) -> Assessment:
        """The assessment with these indicators assumed at these levels."""
        changed = {key: ProjectedAnswer(level=level) for key, level in levels.items()}
        return self.model_copy(update={"answers": {**self.answers, **changed}})
