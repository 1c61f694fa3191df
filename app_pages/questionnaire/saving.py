"""From the fields on the screen to the store: what is stored says so, what is not says why and stays on the screen."""

from __future__ import annotations

from dataclasses import replace

from app_pages.questionnaire import detail_fields, drafts
from app_pages.questionnaire.answer_form import (
    AnswerForm,
    Incomplete,
    answer_of,
    follow_parts,
    form_of,
)
from app_pages.shell import session
from app_pages.shell.assessment_context import edition_answered, held_now, history_of
from assessment import (
    UNANSWERED,
    Answer,
    AnswerDetails,
    AssessmentError,
    Derived,
    Evidence,
    derive_level,
)
from assessment.store import Revision, StaleAnswer
from host.services import now, open_store
from translations import gettext as _


@session.in_user_language
def save_fields(assessment_id: str, indicator: str) -> None:
    """A field was changed."""
    work = drafts.working(assessment_id, indicator)
    shown = _changed(assessment_id, indicator, work)
    if work is not None and shown is not None:
        save(assessment_id, indicator, work.seen, shown)


@session.in_user_language
def save_parts(assessment_id: str, indicator: str) -> None:
    """A part was changed: the level follows, unless a reason stands for another."""
    work = drafts.working(assessment_id, indicator)
    shown = _changed(assessment_id, indicator, work)
    if work is not None and shown is not None:
        _save_followed(assessment_id, indicator, work, shown)


@session.in_user_language
def save_rows(assessment_id: str, indicator: str, details: AnswerDetails | None) -> None:
    """A row was added, changed or taken away."""
    work = drafts.working(assessment_id, indicator)
    if work is not None:
        _save_followed(assessment_id, indicator, work, replace(work.form, details=details))


def _save_followed(
    assessment_id: str, indicator: str, work: drafts.Working, form: AnswerForm
) -> None:
    before = derived(assessment_id, indicator, work.form)
    after = derived(assessment_id, indicator, form)
    save(assessment_id, indicator, work.seen, follow_parts(form, before, after))


def derived(assessment_id: str, indicator: str, form: AnswerForm) -> Derived | None:
    """The levels that the parts on the screen and the figures held leave possible."""
    details = edition_answered(assessment_id).indicators[indicator].details
    return derive_level(details, form.details, held_now(assessment_id)) if details else None


def save(assessment_id: str, indicator: str, seen: int, form: AnswerForm) -> None:
    """Store what the form says; where that fails, keep it on the screen with the reason."""
    try:
        offered = answer_of(form, derived(assessment_id, indicator, form))
        saved = _store(assessment_id, indicator, seen, offered)
    except StaleAnswer as error:
        drafts.keep_conflict(
            assessment_id,
            indicator,
            drafts.EditConflict(error.offered, error.stored, error.revision, str(error)),
        )
        problem = _("Someone else has saved another answer meanwhile.")
        drafts.keep_working(assessment_id, indicator, drafts.Working(seen, form, problem))
    except (AssessmentError, Incomplete) as error:
        drafts.keep_working(assessment_id, indicator, drafts.Working(seen, form, str(error)))
    else:
        # The next change may come before this run has read the store again.
        drafts.keep_working(assessment_id, indicator, drafts.Working(saved.number, form))


@session.in_user_language
def save_evidence(assessment_id: str, indicator: str, place: int, item: Evidence | None) -> None:
    """Replace, add or (None) take away one piece of evidence."""
    work = drafts.working(assessment_id, indicator)
    if work is not None:
        save(assessment_id, indicator, work.seen, work.form.with_evidence(place, item))


@session.in_user_language
def clear(assessment_id: str, indicator: str) -> None:
    """Take the choice away; parts, reason, comment and evidence stay."""
    work = drafts.working(assessment_id, indicator)
    if work is not None:
        cleared = replace(work.form, choice=None, figure=None, override="")
        save(assessment_id, indicator, work.seen, cleared)


@session.in_user_language
def confirm(assessment_id: str, indicator: str) -> None:
    """Somebody has looked again, and the answer stands as it is."""
    work = drafts.working(assessment_id, indicator)
    if work is not None:
        save(assessment_id, indicator, work.seen, work.form)


@session.in_user_language
def settle(assessment_id: str, indicator: str, keep: Answer, revision: int) -> None:
    """The person has seen both answers and keeps one."""
    drafts.settle_conflict(assessment_id, indicator)
    save(assessment_id, indicator, revision, form_of(keep))


@session.in_user_language
def bring_version_back(assessment_id: str, indicator: str, earlier: Answer, seen: int) -> None:
    """Store an earlier version as the newest one; nothing is deleted."""
    save(assessment_id, indicator, seen, form_of(earlier))


@session.in_user_language
def undo(assessment_id: str, indicator: str) -> None:
    """Store the version before the newest one again."""
    work = drafts.working(assessment_id, indicator)
    if work is not None:
        earlier = history_of(assessment_id, indicator)[:-1]
        before = earlier[-1].answer if earlier else UNANSWERED
        save(assessment_id, indicator, work.seen, form_of(before))


@session.in_user_language
def try_again(assessment_id: str) -> None:
    """Save once more what could not be saved."""
    for indicator in session.unsaved(assessment_id):
        work = drafts.working(assessment_id, indicator)
        if work is not None:
            save(assessment_id, indicator, work.seen, work.form)


def bring_back(assessment_id: str, indicator: str, work: drafts.Working, carried: str) -> bool:
    """In a session's first run: store what the browser still shows from before a long cut; whether there was any.

    Streamlit calls nobody back for what was chosen while the connection was down. `carried` is the revision that
    the browser shows; where the store has a newer one, the person is asked.
    """
    shown = _on_screen(assessment_id, indicator, work.form)
    if shown == work.form:
        return False
    if shown.details != work.form.details and shown.choice == work.form.choice:
        before = derived(assessment_id, indicator, work.form)
        shown = follow_parts(shown, before, derived(assessment_id, indicator, shown))
    seen = int(carried) if carried.isdigit() else work.seen
    save(assessment_id, indicator, seen, shown)
    return True


def _changed(assessment_id: str, indicator: str, work: drafts.Working | None) -> AnswerForm | None:
    """What the widgets show; None where it is what stands.

    Who presses something while the next question is drawn brings the fields of the one before along, and Streamlit
    calls back for each of them: nothing was changed there, and an empty answer must not be stored for it.
    """
    if work is None:
        return None
    shown = _on_screen(assessment_id, indicator, work.form)
    return None if shown == work.form and not work.problem else shown


def _on_screen(assessment_id: str, indicator: str, form: AnswerForm) -> AnswerForm:
    """The form as the widgets show it; evidence and rows have widgets of their own."""
    asked = edition_answered(assessment_id).indicators[indicator]
    details, unread = detail_fields.on_screen(asked, form)
    return replace(
        form,
        choice=drafts.changed_choice(assessment_id, indicator, form.choice),
        figure=session.field(indicator, "figure"),
        reason=session.field(indicator, "reason") or "",
        comment=session.field(indicator, "comment") or "",
        override=session.field(indicator, "override") or "",
        details=details,
        unread=unread,
    )


def _store(assessment_id: str, indicator: str, seen: int, offered: Answer) -> Revision:
    return open_store().save_answer(
        assessment_id,
        indicator,
        offered,
        expected_revision=seen,
        person=session.person(),
        at=now(),
        institution=session.institution(),
    )
