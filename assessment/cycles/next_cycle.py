"""The next cycle of an agreed assessment: the data it inherits, each answer marked for a new look. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from assessment.access.permissions import Grant, Operation, requires_country
from assessment.cycles.migration import migrate
from assessment.errors import AssessmentError, NotAllowed
from assessment.model.assessment import Answer, AnswerStatus, Assessment, AssessmentState
from assessment.workflow.states import REOPENS
from questionnaires import Edition
from translations import gettext as _


class NotReopened(AssessmentError):
    """The next cycle can't be opened from this assessment; nothing was stored."""


def next_cycle(before: Assessment, old: Edition, new: Edition, cycle: int) -> Assessment:
    """The draft of a later cycle, answered with edition `new`.

    Copies institutions, figures (with their years), targets and the plan with its progress unchanged. Copies answers
    with parts and evidence, marked with `look_again` and without settlement. Omits the review and the note.

    Raises NotReopened where `require_reopening` does, MigrationError where no map leads to `new`.
    """
    require_reopening(before, before.state, cycle)
    moved = before if old.id == new.id else migrate(before, old, new).assessment
    why = _("This is the answer of {cycle}.").format(cycle=before.cycle)
    return moved.model_copy(
        update={
            "cycle": cycle,
            "state": AssessmentState.DRAFT,
            "note": "",
            "answers": _to_look_at(moved.answers, why),
            "institution_answers": {
                institution: _to_look_at(answers, why)
                for institution, answers in moved.institution_answers.items()
            },
            "submissions": {},
        }
    )


def _to_look_at(answers: Mapping[str, Answer], why: str) -> Mapping[str, Answer]:
    """The answers that are not empty, each unsettled and with `why` before its `look_again`."""
    return {
        key: answer.model_copy(
            update={"look_again": " ".join((why, answer.look_again)).strip(), "settlement": None}
        )
        for key, answer in answers.items()
        if answer.state is not AnswerStatus.UNANSWERED or answer.look_again
    }


def not_looked_at(answers: Mapping[str, Answer], indicators: Iterable[str]) -> tuple[str, ...]:
    """Those of `indicators` whose inherited answer was not confirmed or changed since."""
    return tuple(key for key in indicators if key in answers and answers[key].look_again)


def require_reopening(before: Assessment, state: AssessmentState, cycle: int) -> None:
    """Raise NotReopened where `before`, which is in `state`, can't be followed by this cycle."""
    if state not in REOPENS:
        raise NotReopened(
            _(
                "A new cycle follows what was agreed or published, and this assessment is not. "
                "Go on with this one."
            )
        )
    if cycle <= before.cycle:
        raise NotReopened(
            _("The next cycle must be later than {cycle}. Choose a later year.").format(
                cycle=before.cycle
            )
        )


def may_reopen(state: AssessmentState, grants: Iterable[Grant]) -> bool:
    """Whether these grants in the country allow the next cycle to be opened in this state."""
    try:
        requires_country(Operation.BEGIN, grants)
    except NotAllowed:
        return False
    return state in REOPENS
