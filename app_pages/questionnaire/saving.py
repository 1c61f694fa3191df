"""Callbacks that store an answer from its widgets. What can't be stored remains as a draft with its problem."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from app_pages.questionnaire import detail_fields, drafts
from app_pages.questionnaire.answer_form import (
    AnswerForm,
    Incomplete,
    answer_of,
    apply_derived_level,
    form_of,
    read_figure,
)
from app_pages.shell import session
from app_pages.shell.assessment_context import (
    answer_history_of,
    assessment_edition,
    current_held_statistics,
)
from assessment import (
    UNANSWERED,
    Answer,
    AnswerDetails,
    AssessmentError,
    Derived,
    Evidence,
    derive_level,
)
from assessment.answers.derived_level import counts_figures
from assessment.store import Revision, Stale
from host.services import now, open_store
from questionnaires import Indicator
from translations import gettext as _


@session.in_user_language
def save_fields(assessment_id: str, indicator: str) -> None:
    """Store the answer after a change of fields or details.

    Streamlit runs one callback for each changed widget of a run, in which a slow server may find several changes. The
    level is therefore derived by what has changed and not by whose callback this is: changed details derive it, but a
    level chosen at the same time is kept.
    """
    draft = drafts.get_draft(assessment_id, indicator)
    shown = _changed(assessment_id, indicator, draft)
    if draft is None or shown is None:
        return
    if _details_give_level(draft.form, shown):
        _save_derived(assessment_id, indicator, draft, shown)
    else:
        save(assessment_id, indicator, draft.revision, shown)


def _details_give_level(before: AnswerForm, shown: AnswerForm) -> bool:
    """Return whether the details were changed and the choice was not."""
    return shown.details != before.details and shown.choice == before.choice


@session.in_user_language
def save_rows(assessment_id: str, indicator: str, details: AnswerDetails | None) -> None:
    """Store the answer after a row was added, changed or removed."""
    draft = drafts.get_draft(assessment_id, indicator)
    if draft is not None:
        _save_derived(assessment_id, indicator, draft, replace(draft.form, details=details))


def _save_derived(
    assessment_id: str, indicator: str, draft: drafts.AnswerDraft, form: AnswerForm
) -> None:
    form, derived = _with_derived_level(assessment_id, indicator, draft.form, form)
    _save(assessment_id, indicator, draft.revision, form, derived)


def _with_derived_level(
    assessment_id: str, indicator: str, before: AnswerForm, form: AnswerForm
) -> tuple[AnswerForm, Derived | None]:
    """Return the form with the level that its details give, and the levels that they allow."""
    item = assessment_edition(assessment_id).indicators[indicator]
    held = _held(assessment_id, item)
    derived = derived_level(item, form, held)
    return apply_derived_level(form, derived_level(item, before, held), derived), derived


def derived_level(
    indicator: Indicator, form: AnswerForm, held: Mapping[str, bool]
) -> Derived | None:
    """Return the levels that the details of the form and the figures held allow; None without a rule."""
    if indicator.details is None:
        return None
    return derive_level(indicator.details, form.details, held)


def _held(assessment_id: str, indicator: Indicator) -> Mapping[str, bool]:
    """Return whether the country has a figure, by statistic; only an indicator whose rule counts figures reads them."""
    return current_held_statistics(assessment_id) if counts_figures(indicator) else {}


def save(assessment_id: str, indicator: str, revision: int, form: AnswerForm) -> None:
    """Store the answer of a form; on failure keep it as a draft with the problem, or record the conflict."""
    item = assessment_edition(assessment_id).indicators[indicator]
    derived = derived_level(item, form, _held(assessment_id, item))
    _save(assessment_id, indicator, revision, form, derived)


def _save(
    assessment_id: str, indicator: str, revision: int, form: AnswerForm, derived: Derived | None
) -> None:
    """Store as `save` does, with the levels that the details of the form allow."""
    try:
        saved = _store(assessment_id, indicator, revision, answer_of(form, derived))
    except Stale as error:
        drafts.set_conflict(
            assessment_id,
            indicator,
            drafts.EditConflict(error.offered, error.stored.value, error.stored.number, str(error)),
        )
        problem = _("Someone else has saved another answer meanwhile.")
        drafts.set_draft(assessment_id, indicator, drafts.AnswerDraft(revision, form, problem))
    except (AssessmentError, Incomplete) as error:
        field = error.field if isinstance(error, Incomplete) else ""
        drafts.set_draft(
            assessment_id, indicator, drafts.AnswerDraft(revision, form, str(error), field)
        )
    else:
        # A further change may arrive before this run reads the store again.
        drafts.set_draft(assessment_id, indicator, drafts.AnswerDraft(saved.number, form))


@session.in_user_language
def save_evidence(assessment_id: str, indicator: str, index: int, item: Evidence | None) -> None:
    """Replace, append or (None) remove one piece of evidence."""
    draft = drafts.get_draft(assessment_id, indicator)
    if draft is not None:
        save(assessment_id, indicator, draft.revision, draft.form.with_evidence(index, item))


@session.in_user_language
def clear(assessment_id: str, indicator: str) -> None:
    """Clear the choice; details, reason, comment and evidence remain."""
    draft = drafts.get_draft(assessment_id, indicator)
    if draft is not None:
        cleared = replace(read_figure(draft.form, "", ""), choice=None, override="")
        save(assessment_id, indicator, draft.revision, cleared)


@session.in_user_language
def confirm(assessment_id: str, indicator: str) -> None:
    """Store the answer unchanged, which confirms it after a change of edition."""
    draft = drafts.get_draft(assessment_id, indicator)
    if draft is not None:
        save(assessment_id, indicator, draft.revision, draft.form)


@session.in_user_language
def resolve_conflict(assessment_id: str, indicator: str, keep: Answer, revision: int) -> None:
    """Resolve a conflict by storing the answer `keep` on top of the newest revision."""
    drafts.clear_conflict(assessment_id, indicator)
    save(assessment_id, indicator, revision, form_of(keep))


@session.in_user_language
def restore_version(assessment_id: str, indicator: str, earlier: Answer, revision: int) -> None:
    """Store an earlier version as a new revision."""
    save(assessment_id, indicator, revision, form_of(earlier))


@session.in_user_language
def undo(assessment_id: str, indicator: str) -> None:
    """Store the version before the newest one as a new revision."""
    draft = drafts.get_draft(assessment_id, indicator)
    if draft is not None:
        earlier = answer_history_of(assessment_id, indicator)[:-1]
        before = earlier[-1].value if earlier else UNANSWERED
        save(assessment_id, indicator, draft.revision, form_of(before))


@session.in_user_language
def retry(assessment_id: str) -> None:
    """Store every unsaved draft of the assessment again."""
    for indicator in session.unsaved(assessment_id):
        draft = drafts.get_draft(assessment_id, indicator)
        if draft is not None:
            save(assessment_id, indicator, draft.revision, draft.form)


def recover_unsaved(
    assessment_id: str, indicator: str, draft: drafts.AnswerDraft, carried: str
) -> bool:
    """Store input that the browser holds in the first run of a session; return whether there was any.

    Streamlit runs no callbacks for input made while the connection was lost. `carried` is the revision that the browser
    shows; a newer one in the store leads to a conflict.
    """
    shown = _read_form(assessment_id, indicator, draft.form)
    if shown == draft.form:
        return False
    if _details_give_level(draft.form, shown):
        shown, _derived = _with_derived_level(assessment_id, indicator, draft.form, shown)
    revision = int(carried) if carried.isdigit() else draft.revision
    save(assessment_id, indicator, revision, shown)
    return True


def _changed(
    assessment_id: str, indicator: str, draft: drafts.AnswerDraft | None
) -> AnswerForm | None:
    """Return the form in the widgets, or None where it equals the draft.

    A click made while the next question is drawn also sends the widgets of the previous one, and Streamlit runs their
    callbacks although nothing was changed; an empty answer must not be stored for them.
    """
    if draft is None:
        return None
    shown = _read_form(assessment_id, indicator, draft.form)
    return None if shown == draft.form and not draft.problem else shown


def _read_form(assessment_id: str, indicator: str, form: AnswerForm) -> AnswerForm:
    """Return the form with the values of the widgets; evidence and rows are edited elsewhere and kept."""
    item = assessment_edition(assessment_id).indicators[indicator]
    details, unread = detail_fields.read_fields(item, form)
    shown = replace(
        form,
        choice=drafts.changed_choice(assessment_id, indicator, form.choice),
        reason=session.field(indicator, "reason") or "",
        comment=session.field(indicator, "comment") or "",
        override=session.field(indicator, "override") or "",
        details=details,
        unread=unread,
    )
    unit = item.number.unit if item.number else ""
    return read_figure(shown, session.field(indicator, "figure") or "", unit)


def _store(assessment_id: str, indicator: str, revision: int, offered: Answer) -> Revision[Answer]:
    return open_store().save_answer(
        assessment_id,
        indicator,
        offered,
        expected_revision=revision,
        person=session.person(),
        at=now(),
        institution=session.institution(),
    )
