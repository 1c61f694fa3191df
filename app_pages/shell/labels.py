"""Names of states, kinds and times in the user's language."""

from __future__ import annotations

import datetime as dt

from assessment import (
    AnswerStatus,
    Assessment,
    MeasureChoice,
    Standing,
)
from assessment.answers.labels import confidence_name as confidence_name
from assessment.answers.labels import evidence_type_name as evidence_type_name
from assessment.answers.labels import measure_status_name as measure_status_name
from assessment.answers.labels import state_name as state_name
from assessment.answers.labels import status_name as status_name
from assessment.countries import country_name
from assessment.planning.labels import phase_name as phase_name
from questionnaires import Group
from questionnaires.labels import edition_text, question_text
from questionnaires.labels import level_name as level_name
from questionnaires.labels import profile_name as profile_name
from reports.formats import format_day
from translations import gettext as _

content = edition_text
"""Text of the edition in the current language, by owner id, field and original."""

question = question_text
"""The question of an indicator in the current language."""


def standing_name(standing: Standing) -> str:
    """Return whose assessment it is, as a label."""
    return {
        Standing.SELF_ASSESSED: _("Self-assessed"),
        Standing.ILLUSTRATIVE: _("Illustrative"),
        Standing.TRAINING: _("For training"),
    }[standing]


def status_meaning(status: AnswerStatus) -> str:
    """Return the meaning of a choice that is not a level; empty where it needs none."""
    return {
        AnswerStatus.DONT_KNOW: _("Nobody asked so far can say. It is never counted as level 0."),
        AnswerStatus.NOT_APPLICABLE: _("The question can’t apply to the country. Say why below."),
        AnswerStatus.OUTSIDE_MANDATE: _("Another institution answers it."),
        AnswerStatus.NOT_COLLECTED: _("The country does not collect this figure."),
    }.get(status, "")


def pillar_name(pillar: Group) -> str:
    """Return the name of a pillar."""
    return content(pillar.id, "name", pillar.name)


def assessment_name(country: str, cycle: int) -> str:
    """Return country and year of an assessment, `Kenya 2026`."""
    return _("{country} {cycle}").format(country=country_name(country), cycle=cycle)


def file_stem(assessment: Assessment) -> str:
    """Return the name of a file of an assessment without its extension, `ken-2026`."""
    return f"{assessment.country.lower()}-{assessment.cycle}"


def time_of_day(at: dt.datetime, *, now: dt.datetime, zone: dt.tzinfo | None) -> str:
    """Return `14:32` today and `22 November 2026, 14:32` on other days, in a time zone (None: the server's)."""
    local = at.astimezone(zone)
    hour = local.strftime("%H:%M")
    if local.date() == now.astimezone(zone).date():
        return hour
    return _("{day}, {time}").format(day=format_day(local.date()), time=hour)


def choice_name(choice: MeasureChoice) -> str:
    """Return whether the planner may decide on a measure, as a label."""
    return {
        MeasureChoice.FREE: _("Yes, as it fits"),
        MeasureChoice.MUST: _("No, it must be done"),
        MeasureChoice.MAY_NOT: _("No, it must not be done"),
        MeasureChoice.NOT_NOW: _("Not now, look again later"),
    }[choice]
