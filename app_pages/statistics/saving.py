"""Storing of an observation from the fields of a form: what can't be read stays typed, and the rest is stored."""

from __future__ import annotations

from app_pages.questionnaire.answer_form import Incomplete
from app_pages.shell import session
from app_pages.shell.assessment_context import assessment_edition
from app_pages.shell.forms import form_drafts
from app_pages.statistics import drafts, fields
from assessment import AssessmentError, Observation
from assessment.answers.statistics import statistic_problems
from assessment.store import Stale
from assessment.values.unreadable import Unreadable
from host.services import now, open_store, today
from questionnaires import Edition, Statistic
from translations import gettext as _


def statistic_of(assessment_id: str, statistic_id: str) -> tuple[Edition, Statistic]:
    """Return the edition of an assessment and one of its statistics."""
    edition = assessment_edition(assessment_id)
    return edition, edition.statistic[statistic_id]


def store_fields(
    assessment_id: str, opened: drafts.OpenObservation, subject: str
) -> tuple[drafts.OpenObservation | None, dict[str, str]]:
    """Store the observation in the drafts of `subject`; a field that can't be read keeps its stored value.

    Return the observation as open now, None for a conflict, and the problem of each field; "" is the whole of it.
    """
    edition, statistic = statistic_of(assessment_id, opened.statistic)
    stored = fields.stored_fields(edition, statistic, opened)
    values = dict(stored)
    problems: dict[str, str] = {}
    for name in values:
        if form_drafts.has_draft(assessment_id, subject, name):
            values[name] = form_drafts.draft(assessment_id, subject, name)
        try:
            values[name] = fields.read_field(statistic, name, values[name])
        except (Incomplete, Unreadable) as error:
            problems[name] = str(error)
            values[name] = fields.read_field(statistic, name, stored[name])
    try:
        saved = save(assessment_id, opened, fields.observation_of(statistic, values))
    except (AssessmentError, Incomplete) as error:
        is_marked = "value" in problems or "year" in problems
        problems[""] = _("Correct what is marked above.") if is_marked else str(error)
        return opened, problems
    valid = (name for name in values if name not in problems)
    form_drafts.forget(assessment_id, subject, *valid)
    return saved, problems


def save(
    assessment_id: str, opened: drafts.OpenObservation, figure: Observation | None
) -> drafts.OpenObservation | None:
    """Replace, append or (None) remove one observation; return it as open now, None for a conflict, which is kept.

    Raises Incomplete for an invalid one.
    """
    store, person = open_store(), session.person()
    edition, statistic = statistic_of(assessment_id, opened.statistic)
    if figure is not None:
        problems = statistic_problems(edition, statistic, (figure,), today=today())
        if problems:
            raise Incomplete(f"{problems[0].what} {problems[0].remedy}")
    observations = list(opened.base)
    observations[opened.index : opened.index + 1] = [] if figure is None else [figure]
    try:
        saved = store.save_figures(
            assessment_id,
            opened.statistic,
            tuple(observations),
            expected_revision=opened.revision,
            person=person,
            at=now(),
        )
    except Stale as error:
        drafts.set_conflict(
            assessment_id,
            opened.statistic,
            drafts.ObservationsConflict(
                tuple(observations), error.stored.value, error.stored.number
            ),
        )
        return None
    return drafts.OpenObservation(opened.statistic, opened.index, saved.number, saved.value)
