"""Names of states, kinds and times as a reader sees them."""

from __future__ import annotations

import datetime as dt

from assessment import (
    AnswerStatus,
    Assessment,
    MeasureChoice,
    PhaseId,
    Standing,
)
from assessment.answers.labels import confidence_name as confidence_name
from assessment.answers.labels import evidence_type_name as evidence_type_name
from assessment.answers.labels import measure_status_name as measure_status_name
from assessment.answers.labels import state_name as state_name
from assessment.answers.labels import status_name as status_name
from assessment.countries import country_name
from questionnaires import FULL_PROFILE, Edition, Group, Indicator
from reports.formats import format_day
from translations import content_text
from translations import gettext as _


def content(content_id: str, field: str, text: str) -> str:
    """A text of the edition in the current language."""
    context = f"{content_id}.{field}"
    return content_text(context, text)


def standing_name(standing: Standing) -> str:
    return {
        Standing.SELF_ASSESSED: _("Self-assessed"),
        Standing.ILLUSTRATIVE: _("Illustrative"),
    }[standing]


def status_meaning(status: AnswerStatus) -> str:
    """What a choice other than a level says, and what it does."""
    return {
        AnswerStatus.DONT_KNOW: _("Nobody asked so far can say. It is never counted as level 0."),
        AnswerStatus.NOT_APPLICABLE: _("The question can’t apply to the country. Say why below."),
        AnswerStatus.OUTSIDE_MANDATE: _("Another institution answers it."),
        AnswerStatus.NOT_COLLECTED: _("The country does not collect this figure."),
    }.get(status, "")


def phase_name(phase: PhaseId) -> str:
    return {
        PhaseId.QUICK_WINS: _("Quick wins"),
        PhaseId.FOUNDATION: _("Foundation"),
        PhaseId.BUILD: _("Build"),
        PhaseId.SUSTAIN: _("Sustain"),
    }[phase]


def profile_name(edition: Edition, profile: str) -> str:
    if profile == FULL_PROFILE:
        return _("Full questionnaire")
    found = next(item for item in edition.about.profiles if item.id == profile)
    return content(found.id, "name", found.name)


def pillar_name(pillar: Group) -> str:
    return content(pillar.id, "name", pillar.name)


def level_name(edition: Edition, indicator: Indicator, level: int) -> str:
    step = edition.scale_of(indicator).levels[level]
    return content(indicator.scale, f"levels.{level}.name", step.name)


def question(indicator: Indicator) -> str:
    return content(indicator.id, "question", indicator.question)


def assessment_name(country: str, cycle: int) -> str:
    return _("{country} {cycle}").format(country=country_name(country), cycle=cycle)


def file_stem(assessment: Assessment) -> str:
    """`ken-2026`: the name of a file, without its ending."""
    return f"{assessment.country.lower()}-{assessment.cycle}"


def time_of_day(at: dt.datetime, *, now: dt.datetime, clock: dt.tzinfo | None) -> str:
    """`14:32` today, `22 November 2026, 14:32` on another day, on the clock of the reader."""
    here = at.astimezone(clock)
    hour = here.strftime("%H:%M")
    if here.date() == now.astimezone(clock).date():
        return hour
    return _("{day}, {time}").format(day=format_day(here.date()), time=hour)


def choice_name(choice: MeasureChoice) -> str:
    """Whether the planner may choose about a measure."""
    return {
        MeasureChoice.FREE: _("Yes, as it fits"),
        MeasureChoice.MUST: _("No, it must be done"),
        MeasureChoice.MAY_NOT: _("No, it may not be done"),
    }[choice]
