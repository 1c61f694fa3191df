"""From the fields on the screen to the store: what is stored says so, what is not says why and stays on the screen."""

from __future__ import annotations

from dataclasses import replace

from app_pages import session
from app_pages.answer_form import AnswerForm, Incomplete, answer_of, form_of
from app_pages.workplace import now, open_store
from assessment import Answer, AssessmentError, Evidence, StaleAnswer
from translations import gettext as _


@session.speaking
def save_fields(assessment_id: str, indicator: str) -> None:
    """A field was changed."""
    work = session.working(assessment_id, indicator)
    if work is not None:
        save(assessment_id, indicator, work.seen, _on_screen(indicator, work.form))


def save(assessment_id: str, indicator: str, seen: int, form: AnswerForm) -> None:
    """Store what the form says; where that fails, keep it on the screen with the reason."""
    try:
        offered = answer_of(form)
        _store(assessment_id, indicator, seen, offered)
    except StaleAnswer as error:
        session.keep_conflict(
            assessment_id,
            indicator,
            session.Conflict(error.offered, error.stored, error.revision, str(error)),
        )
        problem = _("Someone else has saved another answer meanwhile.")
        session.keep_working(assessment_id, indicator, session.Working(seen, form, problem))
    except (AssessmentError, Incomplete) as error:
        session.keep_working(assessment_id, indicator, session.Working(seen, form, str(error)))
    else:
        session.keep_working(assessment_id, indicator, session.Working(seen, form))


@session.speaking
def save_evidence(assessment_id: str, indicator: str, place: int, item: Evidence | None) -> None:
    """Replace, add or (None) take away one piece of evidence."""
    work = session.working(assessment_id, indicator)
    if work is not None:
        save(assessment_id, indicator, work.seen, work.form.with_evidence(place, item))


@session.speaking
def clear(assessment_id: str, indicator: str) -> None:
    """Take the choice away; reason, comment and evidence stay."""
    work = session.working(assessment_id, indicator)
    if work is not None:
        save(assessment_id, indicator, work.seen, replace(work.form, choice=None, figure=None))


@session.speaking
def settle(assessment_id: str, indicator: str, keep: Answer, revision: int) -> None:
    """The person has seen both answers and keeps one."""
    session.settle_conflict(assessment_id, indicator)
    save(assessment_id, indicator, revision, form_of(keep))


@session.speaking
def try_again(assessment_id: str) -> None:
    """Save once more what could not be saved."""
    for indicator in session.unsaved(assessment_id):
        work = session.working(assessment_id, indicator)
        if work is not None:
            save(assessment_id, indicator, work.seen, work.form)


def bring_back(assessment_id: str, indicator: str, work: session.Working, carried: str) -> bool:
    """In a session's first run: store what the browser still shows from before a long cut; whether there was any.

    Streamlit calls nobody back for what was chosen while the connection was down. `carried` is the revision that
    the browser shows; where the store has a newer one, the person is asked.
    """
    shown = _on_screen(indicator, work.form)
    if shown == work.form:
        return False
    seen = int(carried) if carried.isdigit() else work.seen
    save(assessment_id, indicator, seen, shown)
    return True


def _on_screen(indicator: str, form: AnswerForm) -> AnswerForm:
    """The form as the widgets show it; evidence has widgets of its own."""
    return replace(
        form,
        choice=session.field(indicator, "choice"),
        figure=session.field(indicator, "figure"),
        reason=session.field(indicator, "reason") or "",
        comment=session.field(indicator, "comment") or "",
    )


def _store(assessment_id: str, indicator: str, seen: int, offered: Answer) -> None:
    open_store().save_answer(
        assessment_id,
        indicator,
        offered,
        seen_revision=seen,
        person=session.person(),
        at=now(),
    )
