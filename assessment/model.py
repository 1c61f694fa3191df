"""What a country answered: assessment, answers, evidence, targets, plan settings. Shape only; no edition needed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    model_validator,
)

from questionnaires import Many
from translations import gettext as _

MAXIMUM_TEXT = 32_000
"""Characters in a comment or reason; an Excel cell holds 32,767."""


class AnswerStatus(StrEnum):
    """What an institution said about an indicator. Only `ANSWERED` enters a score."""

    ANSWERED = "answered"
    DONT_KNOW = "dont_know"
    NOT_APPLICABLE = "not_applicable"
    OUTSIDE_MANDATE = "outside_mandate"
    NOT_COLLECTED = "not_collected"
    UNANSWERED = "unanswered"


class AssessmentState(StrEnum):
    """Where an assessment stands between first answer and publication."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    IN_REVIEW = "in_review"
    RETURNED = "returned"
    AGREED = "agreed"
    PUBLISHED = "published"


class Standing(StrEnum):
    """What a reader may take an assessment for."""

    SELF_ASSESSED = "self_assessed"
    ILLUSTRATIVE = "illustrative"
    """Compiled from public sources; not the country's assessment."""


_NOT_STORABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What neither a database, a workbook nor XML can hold: control characters, lone surrogates, non-characters."""


def _storable(text: str) -> str:
    found = _NOT_STORABLE.search(text)
    if found is not None:
        raise ValueError(
            _("character {place} is a control character. Delete it.").format(
                place=found.start() + 1
            )
        )
    return text


def _one_kind_of_line_break(text: Any) -> Any:
    return re.sub(r"\r\n?", "\n", text) if isinstance(text, str) else text


FreeText = Annotated[
    str,
    BeforeValidator(_one_kind_of_line_break),
    Field(max_length=MAXIMUM_TEXT),
    AfterValidator(_storable),
]
"""Text as typed: any language, line breaks, emoji, a leading equals sign; kept as it is."""

ShortText = Annotated[FreeText, Field(max_length=1_000)]


class Record(BaseModel):
    """Base of what is read from an assessment file or a page: frozen, strict, no unknown keys."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


class Evidence(Record):
    """A document, law or page that supports an answer. Never images, never data of a child."""

    title: Annotated[ShortText, Field(min_length=1)]
    type: Literal[
        "law", "decree", "minute", "budget", "plan", "report", "statistics", "contract",
        "membership", "web_page", "test_log", "other",
    ] = "other"  # fmt: skip
    issuer: ShortText = ""
    url: Annotated[str, Field(pattern=r"^https?://[^\s]+$", max_length=2_000)] | None = None
    date: dt.date | None = None
    year: Annotated[int, Field(ge=1900, le=2100)] | None = None
    """Where only the year is known."""
    language: ShortText = ""
    place: ShortText = ""
    """Article, page or section."""
    public: bool = True
    confidence: Literal["A", "B", "C", "D"] | None = None
    """A public official document; B official, not public; C partner report; D statement only."""

    @property
    def dated(self) -> dt.date | None:
        """The date, or the last day of the year where only that is known."""
        return self.date or (dt.date(self.year, 12, 31) if self.year else None)


class Answer(Record):
    """What is claimed for one indicator: a level (or a figure) with evidence, or why there is none."""

    state: Annotated[AnswerStatus, Field(strict=False)] = AnswerStatus.ANSWERED
    level: Annotated[int, Field(ge=0, le=1_000)] | None = None
    value: Annotated[float, Field(allow_inf_nan=False)] | None = None
    reason: FreeText = ""
    comment: FreeText = ""
    evidence: Many[Evidence] = ()

    @model_validator(mode="after")
    def _complete(self) -> Self:
        given = self.level is not None or self.value is not None
        if self.state is AnswerStatus.ANSWERED and not given:
            raise ValueError(
                _(
                    "says 'answered' but has no level. "
                    "Give a level, or a state such as dont_know or not_applicable."
                )
            )
        if self.state is not AnswerStatus.ANSWERED and given:
            raise ValueError(
                _("has a level and the state '{state}'. Keep one of the two.").format(
                    state=self.state.value
                )
            )
        if self.state is AnswerStatus.NOT_APPLICABLE and not self.reason.strip():
            raise ValueError(_("is 'not applicable' without a reason. Say in one sentence why."))
        return self

    @property
    def is_answered(self) -> bool:
        return self.state is AnswerStatus.ANSWERED


UNANSWERED = Answer(state=AnswerStatus.UNANSWERED)


class PlanSettings(Record):
    """Within what limits the roadmap is planned; None is no limit. `at_once`: measures together in one pillar."""

    start: Annotated[str, Field(pattern=r"^20\d{2}-(0[1-9]|1[0-2])$")] | None = None
    horizon_months: Annotated[int, Field(ge=12, le=60)] | None = 36
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] = "USD"
    budget_by_year: Many[Annotated[float, Field(ge=0, allow_inf_nan=False)]] = ()
    at_once: Annotated[int, Field(ge=1, le=1000)] | None = 4


class Assessment(Record):
    """One country's answers to one edition in one cycle."""

    country: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    edition: str
    cycle: Annotated[int, Field(ge=2000, le=2100)]
    profile: str = "full"
    state: Annotated[AssessmentState, Field(strict=False)] = AssessmentState.DRAFT
    standing: Annotated[Standing, Field(strict=False)] = Standing.SELF_ASSESSED
    note: FreeText = ""
    answers: Mapping[str, Answer] = Field(default_factory=dict)
    targets: Mapping[str, Annotated[int, Field(ge=0)]] = Field(default_factory=dict)
    """Target level by indicator id; `default` for all others."""
    plan: PlanSettings = PlanSettings()

    def answer(self, indicator_id: str) -> Answer:
        """The answer to an indicator, `UNANSWERED` where there is none."""
        return self.answers.get(indicator_id, UNANSWERED)

    def level(self, indicator_id: str) -> int | None:
        """The level answered, None where there is none."""
        return self.answer(indicator_id).level

    def with_levels(self, levels: Mapping[str, int]) -> Assessment:
        """The same assessment with these indicators answered at these levels."""
        changed = {key: Answer(level=level) for key, level in levels.items()}
        return self.model_copy(update={"answers": {**self.answers, **changed}})
